//! Puts a passage together from stretches of a decoded text.

use std::mem;

use super::{Decoded, Layer, Limits, Look, Passage, Piece, Pieces, Place, Sink, cut::stretches};
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
            Self::deliver_stretches(&text, &pieces, at, layer, limits, sink);
        }
        text.clear();
        self.text = text;
        filled
    }

    fn deliver_stretches(
        text: &str,
        pieces: &[Piece],
        at: &Place,
        layer: Layer,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) {
        for range in stretches(text, limits.passage_bytes) {
            let inside = |piece: &&Piece| piece.at >= range.start && piece.at < range.end;
            let shifted = pieces.iter().filter(inside);
            let pieces = shifted.map(|piece| Piece { at: piece.at - range.start, ..*piece });
            let pieces = Pieces(pieces.collect());
            let (text, looks) = (text[range].into(), Vec::new());
            sink.passage(Passage { text, at: at.clone(), layer, looks, pieces });
        }
    }
}
