//! What is wrong with structured text, said once at its end.

use crate::document::{Decoded, Limits, Place, Sink, Unread, UnreadCause};

/// `Trouble` remembers where a text stopped being what it claims to be.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    malformed: Option<usize>,
    deep: bool,
}

impl Trouble {
    /// The text is broken at byte `at` of the decoded text; the first such place counts.
    pub(super) fn malformed(&mut self, at: usize) {
        self.malformed.get_or_insert(at);
    }

    /// Something is nested deeper than is followed.
    pub(super) fn too_deep(&mut self) {
        self.deep = true;
    }

    /// Whether anything is.
    pub(super) fn is_deep(&self) -> bool {
        self.deep
    }

    /// Says what there is to say.
    pub(super) fn say(&self, decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
        let malformed = self.malformed.map(|at| UnreadCause::Malformed { at: decoded.byte(at) });
        let deep = self.deep.then_some(UnreadCause::TooDeep { limit: limits.nesting });
        for cause in malformed.into_iter().chain(deep) {
            sink.unread(Unread { at: Place::default(), cause });
        }
    }
}
