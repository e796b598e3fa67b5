//! Which characters of a passage came from which bytes of which line.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A `Piece` is a stretch of a passage's text that came from one stretch of the part's bytes, as
/// equal units: each `unit.0` bytes of text came from `unit.1` bytes of the part.
///
/// UTF-8 text is one piece with unit (1, 1); Hanzi from GBK are a piece with unit (3, 2); an HTML
/// entity is a piece of a single unit, as long as its text and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where it begins in the passage's text, in bytes. It ends where the next begins.
    pub at: usize,
    /// Where it begins in the part, in bytes.
    pub source: u64,
    /// Bytes of text and bytes of the part in one unit; both at least 1.
    pub unit: (u32, u32),
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character, in characters from 1.
    pub column: u32,
}

/// `Pieces` map a passage's characters to the bytes of its part; empty where a format has no such
/// map.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces(pub Vec<Piece>);

impl Pieces {
    /// Text that stands in the part byte for byte, from byte `source` on.
    pub fn verbatim(source: u64, line: u32, column: u32) -> Self {
        Self(vec![Piece { at: 0, source, unit: (1, 1), line, column }])
    }

    /// The bytes of the part that `span` came from: whole units, nothing in between left out.
    pub fn bytes(&self, span: Span) -> Option<Range<u64>> {
        let first = self.piece_at(span.start)?;
        let last = self.piece_at(span.end.saturating_sub(1).max(span.start))?;
        let start = first.source + units(first, span.start, false);
        let end = last.source + units(last, span.end, true);
        (start <= end).then_some(start..end)
    }

    /// Line and column, in characters from 1, of the character at `offset` of the passage's `text`.
    pub fn line_column(&self, text: &str, offset: usize) -> Option<(u32, u32)> {
        let piece = self.piece_at(offset)?;
        let before = text.get(piece.at..offset)?;
        if piece.unit.0 as usize > 4 {
            return Some((piece.line, piece.column));
        }
        Some(match before.rfind('\n') {
            None => (piece.line, piece.column + count(before.chars().count())),
            Some(last) => (
                piece.line + count(before.matches('\n').count()),
                1 + count(before[last + 1..].chars().count()),
            ),
        })
    }

    fn piece_at(&self, offset: usize) -> Option<Piece> {
        let after = self.0.partition_point(|piece| piece.at <= offset);
        self.0.get(after.checked_sub(1)?).copied()
    }
}

/// Bytes of the part from the start of `piece` to text offset `to`; `up` rounds to the unit's end.
fn units(piece: Piece, to: usize, up: bool) -> u64 {
    let text = to.saturating_sub(piece.at);
    let unit = piece.unit.0.max(1) as usize;
    let whole = if up { text.div_ceil(unit) } else { text / unit };
    whole as u64 * u64::from(piece.unit.1)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
