//! What the targets share: small limits, and a sink that holds what a reader says to them.

use mishen::document::{Concealed, Limits, Part, Passage, Reading, Sink, Table, Unread, read};

/// Small, so that inputs reach them.
const LIMITS: Limits = Limits {
    passage_bytes: 256,
    markup_bytes: 1 << 20,
    nesting: 32,
    parts: 2,
    inside: 0,
    entries: 32,
    unpacked_bytes: 1 << 20,
    output_bytes: 1 << 20,
    here_bytes: 1 << 20,
    document_bytes: 1 << 20,
    child_memory_bytes: 64 << 20,
    child_seconds: 1,
    child_output_bytes: 1 << 20,
};

/// Reads `bytes` as a file called `name`.
pub fn listen(name: &str, mut bytes: &[u8]) {
    read(&mut bytes, name, &LIMITS, &Reading::Here, &mut Listener);
}

struct Listener;

impl Sink for Listener {
    fn part(&mut self, _: Part) {}

    fn table(&mut self, _: Table) {}

    fn passage(&mut self, passage: Passage<'_>) {
        assert!(passage.text.len() <= LIMITS.passage_bytes, "a passage is too long");
        for (span, _) in &passage.looks {
            assert!(passage.text.get(span.start..span.end).is_some(), "a look cuts a character");
        }
        for (at, _) in passage.text.char_indices().filter(|_| !passage.pieces.0.is_empty()) {
            assert!(
                passage.pieces.line_column(&passage.text, at).is_some(),
                "a character has no place"
            );
        }
    }

    fn concealed(&mut self, _: Concealed) {}

    fn unread(&mut self, _: Unread) {}
}
