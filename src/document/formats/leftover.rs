//! Bytes that a format has no use for: behind the end of a picture, behind what is packed, in fields
//! that nobody knows.

use super::{package::text, residue::Residue, strings::strings};
use crate::document::{
    Sink, UnreadCause,
    encoding::{Decision, Encoding, decide},
    sniff,
};

/// Fewer bytes than these that are no text are a mark or a number of some program.
const MARK: usize = 64;

/// What bytes are that were left over.
pub(super) enum Leftover {
    /// A document, which is still to be read.
    Document,
    /// Text, or too little to be anything: it was told.
    Told,
    /// Neither: the texts in it were told.
    Unread,
}

/// Why what is neither text nor a document is unread.
pub(super) const UNREAD: UnreadCause = UnreadCause::Unsupported { format: "binary" };

/// Tells the text in `bytes`, which were left over in the member called `name`.
pub(super) fn leftover(
    bytes: &[u8],
    name: &str,
    residue: &mut Residue<'_>,
    sink: &mut dyn Sink,
) -> Leftover {
    let used = bytes.iter().filter(|byte| !matches!(byte, 0 | 0xFF)).count();
    if used == 0 {
        return Leftover::Told;
    }
    if used >= MARK && sniff::binary(bytes).is_some() {
        return Leftover::Document;
    }
    if is_text(bytes) {
        for line in text(bytes).lines() {
            residue.value(line, name, "", sink);
        }
        return Leftover::Told;
    }
    for string in strings(bytes) {
        residue.value(&string, name, "", sink);
    }
    if used >= MARK { Leftover::Unread } else { Leftover::Told }
}

/// Whether all of `bytes` are text that somebody may have written.
fn is_text(bytes: &[u8]) -> bool {
    match decide(bytes, true, true) {
        Some(Decision { encoding: Encoding::Utf16Le | Encoding::Utf16Be, plausible }) => plausible,
        decision => {
            decision.is_none_or(|decision| decision.plausible) && !sniff::looks_binary(bytes)
        }
    }
}
