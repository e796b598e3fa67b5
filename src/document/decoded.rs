//! Decoded text and the way back to its bytes.

use std::cell::Cell;

use super::{Piece, Pieces};
use crate::text::Span;

/// Text of a part, decoded, with the way back to its bytes.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text; a byte order mark is not in it.
    pub text: String,
    map: Map,
}

impl Decoded {
    /// `text` that came from its part as `pieces` say; their lines and columns are not looked at.
    pub fn new(text: String, pieces: Pieces) -> Self {
        let map = Map::new(&text, pieces.0, 1, 1);
        Self { text, map }
    }

    /// `text` that is its part, byte for byte.
    pub fn utf8(text: String) -> Self {
        Self::new(text, Pieces::verbatim(0, 1, 1))
    }

    /// Pieces for the stretch `span` of the text, as they are when it stands at offset `at` of a
    /// passage. Nothing where `span` is empty or does not fit the text.
    pub fn pieces(&self, span: Span, at: usize) -> Vec<Piece> {
        self.map.pieces(&self.text, span, at)
    }

    /// The byte of the part from which the character at `offset` of the text came.
    pub fn byte(&self, offset: usize) -> u64 {
        self.map.source(offset, false)
    }

    /// A single unit: `len` bytes of passage text at `at` that stand for the whole of `span` (an
    /// entity, an escape).
    pub fn unit(&self, span: Span, at: usize, len: usize) -> Piece {
        let (line, column) = self.map.line_column(&self.text, span.start);
        let start = self.map.source(span.start, false);
        let end = self.map.source(span.end, true).max(start + 1);
        Piece { at, source: start, unit: (small(len as u64), small(end - start)), line, column }
    }
}

/// A `Map` leads from offsets in a text to bytes of its part, lines and columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    /// Which stretch of the text came from which bytes, sorted; lines and columns are not set.
    runs: Vec<Piece>,
    /// Line and column at every multiple of [`STRIDE`], rounded down to a character.
    marks: Vec<(u32, u32)>,
    /// The offset asked for last, with its line and column: the next is mostly a little further on.
    last: Cell<(usize, (u32, u32))>,
}

/// Bytes of text between two marks: nothing ever counts further than this, even in a file that is
/// one long line.
const STRIDE: usize = 512;

impl Map {
    /// The map of `text`, whose first character stands at `line` and `column`.
    pub(super) fn new(text: &str, runs: Vec<Piece>, line: u32, column: u32) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut position, mut from) = ((line, column), 0);
        marks.push(position);
        for stride in 1..=text.len() / STRIDE {
            let to = text.floor_char_boundary(stride * STRIDE);
            position = advance(position, &text[from..to]);
            marks.push(position);
            from = to;
        }
        Self { runs, marks, last: Cell::new((0, (line, column))) }
    }

    /// See [`Decoded::pieces`]; `text` is the map's own.
    pub(super) fn pieces(&self, text: &str, span: Span, at: usize) -> Vec<Piece> {
        if span.is_empty() || span.end > text.len() {
            return Vec::new();
        }
        let mut position = self.line_column(text, span.start);
        let mut from = span.start;
        let mut pieces = Vec::new();
        for run in self.runs[self.run_at(span.start)..].iter().take_while(|run| run.at < span.end) {
            let start = run.at.max(span.start);
            position = advance(position, text.get(from..start).unwrap_or(""));
            from = start;
            pieces.push(Piece {
                at: at + start - span.start,
                source: within(*run, start, false),
                unit: run.unit,
                line: position.0,
                column: position.1,
            });
        }
        pieces
    }

    /// The byte of the part from which the character at `offset` came; `up` gives the end of what
    /// the characters before `offset` came from.
    pub(super) fn source(&self, offset: usize, up: bool) -> u64 {
        let index = self.run_at(if up { offset.saturating_sub(1) } else { offset });
        self.runs.get(index).map_or(0, |run| within(*run, offset, up))
    }

    /// Line and column of the character at `offset` of `text`, the map's own.
    pub(super) fn line_column(&self, text: &str, offset: usize) -> (u32, u32) {
        let stride = (offset / STRIDE).min(self.marks.len().saturating_sub(1));
        let mark = text.floor_char_boundary(stride * STRIDE);
        let (last, position) = self.last.get();
        let (from, position) = if (mark..=offset).contains(&last) {
            (last, position)
        } else {
            (mark, self.marks.get(stride).copied().unwrap_or((1, 1)))
        };
        let position = advance(position, text.get(from..offset).unwrap_or(""));
        self.last.set((offset, position));
        position
    }

    /// Index of the run that holds `offset`.
    fn run_at(&self, offset: usize) -> usize {
        self.runs.partition_point(|run| run.at <= offset).saturating_sub(1)
    }
}

/// Where one stands after `text`, having begun at `position`.
pub(super) fn advance((line, column): (u32, u32), text: &str) -> (u32, u32) {
    let bytes = text.as_bytes();
    match memchr::memrchr(b'\n', bytes) {
        None => (line, column.saturating_add(characters(bytes))),
        Some(last) => {
            let breaks = memchr::memchr_iter(b'\n', bytes).count();
            (line.saturating_add(small(breaks as u64)), 1 + characters(&bytes[last + 1..]))
        }
    }
}

fn characters(bytes: &[u8]) -> u32 {
    let leading = bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    u32::try_from(leading).unwrap_or(u32::MAX - 1)
}

/// The byte of the part that belongs to offset `to` of the text, inside `run`.
fn within(run: Piece, to: usize, up: bool) -> u64 {
    let text = to.saturating_sub(run.at);
    let unit = run.unit.0.max(1) as usize;
    let whole = if up { text.div_ceil(unit) } else { text / unit };
    run.source + whole as u64 * u64::from(run.unit.1)
}

/// A count that must be at least 1.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX).max(1)
}
