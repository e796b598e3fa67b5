//! Puts a passage together from stretches of a decoded text.

use std::{mem, ops::Range};

use super::{
    Decoded, Layer, Limits, Look, Passage, Piece, Pieces, Place, Sink, cut::stretches,
    decoded::advance,
};
use crate::text::Span;

/// A `Composer` joins stretches of a part's text to one passage, and keeps the way back.
pub(super) struct Composer<'d> {
    decoded: &'d Decoded,
    text: String,
    pieces: Vec<Piece>,
    looks: Vec<(Span, Look)>,
}

impl<'d> Composer<'d> {
    pub(super) fn new(decoded: &'d Decoded) -> Self {
        Self { decoded, text: String::new(), pieces: Vec::new(), looks: Vec::new() }
    }

    /// What is put together so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds the stretch `span` as it stands.
    pub(super) fn verbatim(&mut self, span: Span) {
        self.pieces.extend(self.decoded.pieces(span, self.text.len()));
        self.text.push_str(span.of(&self.decoded.text));
    }

    /// Adds `text` for the stretch `span` as a whole: an entity, an escape, a collapsed blank.
    pub(super) fn unit(&mut self, span: Span, text: &str) {
        if !text.is_empty() {
            self.pieces.push(self.decoded.unit(span, self.text.len(), text.len()));
            self.text.push_str(text);
        }
    }

    /// What follows up to `end` of the text put together looks like `look`.
    pub(super) fn look(&mut self, span: Span, look: Look) {
        if !span.is_empty() {
            self.looks.push((span, look));
        }
    }

    /// Delivers what is put together as one passage, or several where it is too long, and starts
    /// anew. Nothing but blanks is nothing.
    pub(super) fn deliver(
        &mut self,
        at: &Place,
        layer: Layer,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> bool {
        let pieces = mem::take(&mut self.pieces);
        let looks = mem::take(&mut self.looks);
        // The text is lent, so that its room serves the next passage too.
        let mut text = mem::take(&mut self.text);
        let filled = !text.trim().is_empty();
        if filled && text.len() <= limits.passage_bytes {
            let (lent, pieces) = (text.as_str().into(), Pieces(pieces));
            sink.passage(Passage { text: lent, at: at.clone(), layer, looks, pieces });
        } else if filled {
            Self::deliver_stretches(&text, &pieces, &looks, at, layer, limits, sink);
        }
        text.clear();
        self.text = text;
        filled
    }

    fn deliver_stretches(
        text: &str,
        pieces: &[Piece],
        looks: &[(Span, Look)],
        at: &Place,
        layer: Layer,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) {
        for range in stretches(text, limits.passage_bytes) {
            let pieces = Pieces(pieces_of(text, pieces, &range));
            let inside = looks.iter().filter_map(|(span, look)| {
                let (start, end) = (span.start.max(range.start), span.end.min(range.end));
                (start < end).then(|| (Span::new(start - range.start, end - range.start), *look))
            });
            let looks = inside.collect();
            let text = text[range].into();
            sink.passage(Passage { text, at: at.clone(), layer, looks, pieces });
        }
    }
}

/// The `pieces` of the stretch `range` of `text`, as they are when it stands alone.
fn pieces_of(text: &str, pieces: &[Piece], range: &Range<usize>) -> Vec<Piece> {
    let first = pieces.partition_point(|piece| piece.at <= range.start).saturating_sub(1);
    let inside = pieces[first..].iter().take_while(|piece| piece.at < range.end);
    inside.map(|piece| beginning(text, *piece, range.start)).collect()
}

/// The rest of `piece` from offset `start` of `text` on, which stands at the beginning there.
fn beginning(text: &str, piece: Piece, start: usize) -> Piece {
    let Some(before) = start.checked_sub(piece.at) else {
        return Piece { at: piece.at - start, ..piece };
    };
    let unit = piece.unit.0.max(1) as usize;
    let (whole, part) = (before / unit, before % unit);
    let source = piece.source + whole as u64 * u64::from(piece.unit.1);
    if part > 0 {
        // Of an escape or address that was decoded as a whole, the rest came from all its bytes.
        let rest = u32::try_from(unit - part).unwrap_or(u32::MAX);
        return Piece { at: 0, source, unit: (rest, piece.unit.1), ..piece };
    }
    let (line, column) = advance((piece.line, piece.column), &text[piece.at..start]);
    Piece { at: 0, source, unit: piece.unit, line, column }
}
