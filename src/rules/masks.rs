//! How the institution wants numbers masked.

use std::collections::BTreeMap;

/// A `MaskPolicy` says how much of a masked number may stay readable (`masks.csv`).
#[derive(Debug, Clone, Default)]
pub struct MaskPolicy {
    allowed: BTreeMap<String, (usize, usize)>,
}

impl MaskPolicy {
    /// How many characters may stay at the front and at the back of a number of `field`; `None`
    /// where nothing is laid down.
    pub fn allowed(&self, field: &str) -> Option<(usize, usize)> {
        self.allowed.get(field).copied()
    }

    /// Lays down how much of a number of `field` may stay; a later layer's word holds.
    pub(super) fn allow(&mut self, field: &str, front: usize, back: usize) {
        self.allowed.insert(field.to_owned(), (front, back));
    }
}
