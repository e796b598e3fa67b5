//! A sink that keeps everything, and tells it as a story.

use std::fmt::Write as _;

use mishen::document::{
    Concealed, Layer, Limits, Part, Passage, Reading, Sink, Table, Unread, read,
};

/// Keeps everything that is pushed.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) parts: Vec<Part>,
    pub(crate) tables: Vec<Table>,
    pub(crate) passages: Vec<Passage<'static>>,
    pub(crate) facts: Vec<Concealed>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) story: String,
}

impl Sink for Kept {
    fn part(&mut self, part: Part) {
        let encoding = part.encoding.unwrap_or("no text");
        let misnamed = if part.misnamed { ", misnamed" } else { "" };
        writeln!(self.story, "part: {}, {encoding}{misnamed}", part.format.code()).unwrap();
        self.parts.push(part);
    }

    fn table(&mut self, table: Table) {
        let (number, rows) = (table.number, table.header_rows);
        writeln!(self.story, "table {number}: {:?}, {rows} header rows", table.headers).unwrap();
        self.tables.push(table);
    }

    fn passage(&mut self, passage: Passage<'_>) {
        let at = &passage.at;
        let mut place = String::new();
        let numbers = [
            ("page", at.page),
            ("slide", at.slide),
            ("¶", at.paragraph),
            ("table", at.table),
            ("row", at.row),
            ("column", at.column),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                write!(place, "{name} {number} ").unwrap();
            }
        }
        for text in [&at.cell, &at.header].into_iter().flatten() {
            write!(place, "<{text}> ").unwrap();
        }
        if let Some((line, column)) = passage.pieces.line_column(&passage.text, 0) {
            write!(place, "{line}:{column} ").unwrap();
        }
        writeln!(self.story, "{}: {place}{:?}", passage.layer.code(), passage.text).unwrap();
        self.passages.push(Passage { text: passage.text.into_owned().into(), ..passage });
    }

    fn concealed(&mut self, fact: Concealed) {
        self.facts.push(fact);
    }

    fn unread(&mut self, unread: Unread) {
        writeln!(self.story, "unread: {:?}", unread.cause).unwrap();
        self.unread.push(unread);
    }
}

impl Kept {
    /// What a reader sees, without the name.
    pub(crate) fn body(&self) -> impl Iterator<Item = &Passage<'static>> {
        self.passages.iter().filter(|passage| passage.layer == Layer::Body)
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        self.body().map(|passage| passage.text.as_ref()).collect()
    }
}

/// What reading `bytes` pushes.
pub(crate) fn kept(name: &str, bytes: &[u8]) -> Kept {
    kept_within(name, bytes, &Limits::default())
}

/// What reading `bytes` within `limits` pushes.
pub(crate) fn kept_within(name: &str, mut bytes: &[u8], limits: &Limits) -> Kept {
    let mut kept = Kept::default();
    read(&mut bytes, name, limits, &Reading::Here, &mut kept);
    kept
}
