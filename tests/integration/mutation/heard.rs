//! What a reader says, counted and not kept.

use std::hash::{DefaultHasher, Hasher as _};

use mishen::document::{
    Concealed, Layer, Limits, Part, Passage, Reading, Sink, Table, Unread, read,
};
use serde::Serialize;

/// Small, so that mutants reach them.
const LIMITS: Limits = Limits {
    passage_bytes: 1 << 10,
    markup_bytes: 1 << 20,
    nesting: 64,
    parts: 3,
    inside: 0,
    entries: 64,
    unpacked_bytes: 4 << 20,
    output_bytes: 4 << 20,
    here_bytes: 1 << 20,
    document_bytes: 4 << 20,
    child_memory_bytes: 64 << 20,
    child_seconds: 1,
    child_output_bytes: 16 << 20,
};

/// What was said of a file: enough to tell whether the same is said again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heard {
    digest: u64,
    /// Bytes of all records, as a worker would write them.
    pub(super) said: usize,
    /// All passages but the name, as they follow.
    text: String,
    unread: bool,
}

impl Heard {
    /// Whether `word` was delivered, or something was said to be unread.
    pub(super) fn has(&self, word: &str) -> bool {
        self.unread || self.text.contains(word)
    }

    /// Whether anything was delivered or said to be unread.
    pub(super) fn has_any(&self) -> bool {
        self.unread || !self.text.is_empty()
    }
}

/// What is said of `bytes`.
pub(super) fn heard(name: &str, mut bytes: &[u8]) -> Heard {
    let mut ear = Ear { hasher: DefaultHasher::new(), said: 0, text: String::new(), unread: false };
    read(&mut bytes, name, &LIMITS, &Reading::Here, &mut ear);
    Heard { digest: ear.hasher.finish(), said: ear.said, text: ear.text, unread: ear.unread }
}

struct Ear {
    hasher: DefaultHasher,
    said: usize,
    text: String,
    unread: bool,
}

impl Ear {
    fn take(&mut self, record: &impl Serialize) {
        let bytes = postcard::to_allocvec(record).unwrap();
        self.hasher.write(&bytes);
        self.said += bytes.len();
    }
}

impl Sink for Ear {
    fn part(&mut self, part: Part) {
        self.take(&part);
    }

    fn table(&mut self, table: Table) {
        self.take(&table);
    }

    fn passage(&mut self, passage: Passage<'_>) {
        self.take(&passage);
        assert!(passage.text.len() <= LIMITS.passage_bytes, "a passage is too long");
        if passage.layer != Layer::FileName {
            self.text += &passage.text;
        }
    }

    fn concealed(&mut self, fact: Concealed) {
        self.take(&fact);
    }

    fn unread(&mut self, unread: Unread) {
        self.take(&unread);
        self.unread = true;
    }
}
