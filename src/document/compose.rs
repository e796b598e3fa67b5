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
        let text = mem::take(&mut self.text);
        let pieces = mem::take(&mut self.pieces);
        let looks = mem::take(&mut self.looks);
        if text.trim().is_empty() {
            return false;
        }
        if text.len() <= limits.passage_bytes {
            let (text, pieces) = (text.into(), Pieces(pieces));
            sink.passage(Passage { text, at: at.clone(), layer, looks, pieces });
            return true;
        }
        for range in stretches(&text, limits.passage_bytes) {
            let inside = |piece: &&Piece| piece.at >= range.start && piece.at < range.end;
            let shifted = pieces.iter().filter(inside);
            let pieces = shifted.map(|piece| Piece { at: piece.at - range.start, ..*piece });
            let pieces = Pieces(pieces.collect());
            let text = text[range].to_owned().into();
            sink.passage(Passage { text, at: at.clone(), layer, looks: Vec::new(), pieces });
        }
        true
    }
}
