//! Forms that print an identifier one character a cell.

use super::surround::Surround;
use crate::document::{Layer, Passage, Piece, Pieces, Place};

/// Fewer boxes than this hold no identifier.
const FEWEST: usize = 11;

/// `Boxes` join neighbouring cells of one row that hold a single letter or digit each.
#[derive(Default)]
pub(super) struct Boxes {
    text: String,
    pieces: Vec<Piece>,
    first: Option<(Place, Layer, Surround)>,
}

impl Boxes {
    /// Takes the next passage and what is known about it: joins it if it is a box beside the ones
    /// before. Where it is not, what those held together comes back.
    pub(super) fn take(
        &mut self,
        passage: &Passage<'_>,
        surround: &Surround,
    ) -> Option<(Passage<'static>, Surround)> {
        let text = passage.text.trim();
        let single = text.chars().nth(1).is_none() && text.chars().all(char::is_alphanumeric);
        let is_box = single && passage.at.table.is_some();
        let here = (passage.at.table, passage.at.row);
        let beside = self.first.as_ref().is_none_or(|(at, ..)| (at.table, at.row) == here);
        let held = if is_box && beside { None } else { self.finish() };
        if is_box {
            self.add(passage, surround);
        }
        held
    }

    /// What the boxes hold together, as one passage at the first of them; `None` where they are too
    /// few. Starts anew.
    pub(super) fn finish(&mut self) -> Option<(Passage<'static>, Surround)> {
        let Self { text, pieces, first } = std::mem::take(self);
        let (at, layer, surround) = first?;
        text.chars().nth(FEWEST - 1)?;
        let (text, pieces) = (text.into(), Pieces(pieces));
        Some((Passage { text, at, layer, looks: Vec::new(), pieces }, surround))
    }

    fn add(&mut self, passage: &Passage<'_>, surround: &Surround) {
        let first = || (passage.at.clone(), passage.layer, surround.clone());
        self.first.get_or_insert_with(first);
        let at = self.text.len();
        self.text.push_str(&passage.text);
        let shifted = passage.pieces.0.iter().map(|piece| Piece { at: at + piece.at, ..*piece });
        self.pieces.extend(shifted);
    }
}
