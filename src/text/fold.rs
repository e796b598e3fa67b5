//! Text rewritten for matching, with the way back.

use std::borrow::Cow;

use super::{Disguise, Span};

/// A `Folded` is a text rewritten for matching, and the way back to what was written.
#[derive(Debug, Clone)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
}

impl<'a> Folded<'a> {
    /// The `plain` lane of `original`.
    pub fn plain(original: &'a str) -> Self {
        Self { text: Cow::Borrowed(original) }
    }

    /// The `tight` lane, where `self` is the plain lane: blanks and single separators between Han
    /// characters removed. `None` where that changes nothing.
    pub fn tight(&self) -> Option<Folded<'static>> {
        None
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole, non-empty original characters that `folded` came from.
    pub fn original(&self, folded: Span) -> Span {
        folded
    }

    /// How the original at `folded` is disguised, sorted.
    pub fn disguises(&self, original: &str, folded: Span) -> Vec<Disguise> {
        let _ = (original, folded);
        Vec::new()
    }
}
