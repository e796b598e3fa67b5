//! Takes what a reader says about an input and searches it, passage by passage.

use super::{
    boxes::Boxes,
    candidate::Candidate,
    concealed::concealed,
    literals::Hit,
    search::{Spot, search},
    searcher::Searcher,
    settle::settle,
    surround::{Surround, Surroundings},
};
use crate::{
    document::{Concealed, Layer, Part, Passage, Sink, Table, Unread},
    finding::{Examination, Key},
};

/// An `Examiner` searches the inputs of one item. It is the [`Sink`] that readers push into.
pub struct Examiner<'s> {
    searcher: &'s Searcher,
    key: Option<&'s Key>,
    row: Examination,
    candidates: Vec<Candidate>,
    /// Lines that hold text, for each part.
    lines: Vec<u64>,
    surroundings: Surroundings,
    boxes: Boxes,
    hits: Vec<Hit>,
    done: Vec<Examination>,
}

impl<'s> Examiner<'s> {
    /// An examiner of one item, whose fingerprints are made under `key`.
    pub fn new(searcher: &'s Searcher, key: Option<&'s Key>) -> Self {
        Self {
            searcher,
            key,
            row: Examination::empty(String::new()),
            candidates: Vec::new(),
            lines: Vec::new(),
            surroundings: Surroundings::default(),
            boxes: Boxes::default(),
            hits: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Searches an input of the item: `read` pushes it into the examiner.
    pub fn input(&mut self, document: &str, read: impl FnOnce(&mut dyn Sink)) {
        self.row = Examination::empty(document.to_owned());
        self.lines = vec![0];
        self.surroundings = Surroundings::default();
        read(self);
        self.open_boxes();
        let candidates = std::mem::take(&mut self.candidates);
        self.row.findings = settle(self.searcher, candidates, &self.lines, self.key);
        let facts = concealed(self.searcher, &self.row, self.key);
        self.row.findings.extend(facts);
        let row = std::mem::replace(&mut self.row, Examination::empty(String::new()));
        self.done.push(row);
    }

    /// One row for each input of the item, in order.
    pub fn finish(self) -> Vec<Examination> {
        self.done
    }

    fn search(&mut self, passage: &Passage<'_>, surround: &Surround, first_line: Option<u64>) {
        let spot = Spot {
            part: self.row.parts.len().saturating_sub(1),
            passage: self.row.passages,
            first_line,
        };
        let (searcher, identify) = (self.searcher, self.key.is_some());
        let mut found = search(searcher, passage, surround, spot, identify, &mut self.hits);
        // What a reader does not see stands in what a reader does; that was searched by itself.
        if passage.layer != Layer::Body && !passage.looks.is_empty() {
            found.retain(|candidate| !candidate.looks.is_empty());
        }
        self.candidates.append(&mut found);
    }

    /// Searches what the boxes met so far hold together.
    fn open_boxes(&mut self) {
        if let Some((passage, surround)) = self.boxes.finish() {
            self.search(&passage, &surround, None);
        }
    }

    /// Counts the lines of a passage and says which line of its part it begins on.
    fn count_lines(&mut self, passage: &Passage<'_>) -> Option<u64> {
        let counts = matches!(passage.layer, Layer::Body | Layer::TextBox | Layer::Ocr)
            && passage.at.column.is_none_or(|column| column == 1);
        let lines = self.lines.last_mut()?;
        if !counts {
            return None;
        }
        let first = *lines + 1;
        *lines += 1 + memchr::memchr_iter(b'\n', passage.text.as_bytes()).count() as u64;
        Some(first)
    }
}

impl Sink for Examiner<'_> {
    fn part(&mut self, part: Part) {
        self.open_boxes();
        if !self.row.parts.is_empty() {
            self.lines.push(0);
        }
        self.surroundings = Surroundings::default();
        self.row.parts.push(part);
    }

    fn table(&mut self, table: Table) {
        self.surroundings.table(self.searcher, &table);
    }

    fn passage(&mut self, passage: Passage<'_>) {
        if passage.text.trim().is_empty() {
            return;
        }
        let surround = self.surroundings.of(self.searcher, &passage);
        // What boxes hold together counts as the last of them.
        if let Some((boxes, around)) = self.boxes.take(&passage, &surround) {
            self.search(&boxes, &around, None);
        }
        if passage.layer != Layer::FileName {
            self.row.passages += 1;
            self.row.characters += count_characters(&passage.text);
        }
        let first_line = self.count_lines(&passage);
        self.search(&passage, &surround, first_line);
    }

    fn concealed(&mut self, fact: Concealed) {
        self.row.concealed.push(fact);
    }

    fn unread(&mut self, unread: Unread) {
        self.row.unread.push(unread);
    }
}

fn count_characters(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte & 0xc0 != 0x80).count() as u64
}
