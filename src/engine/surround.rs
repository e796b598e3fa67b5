//! What is known about a passage beside its text: its header, its label, the rest of its row.

use std::sync::Arc;

use super::{
    evidence::{is_name, is_office, labels},
    searcher::Searcher,
};
use crate::{
    document::{Layer, Passage, Table},
    text::Folded,
};

/// How many lines a document begins with, and how long one of its titles is at most, in characters.
const TITLE_LINES: usize = 3;
const LONGEST_TITLE: usize = 60;

/// What is known about a passage beside its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Surround {
    /// Fields that the header, the label or the cell to the left name.
    pub(super) fields: Vec<String>,
    /// The header or label, folded.
    pub(super) header: String,
    /// A person's name stands in the row, or has a column of its own.
    pub(super) person: bool,
    /// People read it as text: it is no address, script or other data.
    pub(super) prose: bool,
    /// The document's name and its first lines, folded.
    pub(super) title: Arc<str>,
}

/// `Surroundings` remember the tables and the row that cells are coming from.
#[derive(Default)]
pub(super) struct Surroundings {
    /// Fields that each column's header names, the open table's, innermost last.
    open: Vec<OpenTable>,
    /// The cell before in the same row.
    left: Option<LeftCell>,
    /// The document's name and its first lines, folded.
    title: Arc<str>,
    /// How many of its first lines are known.
    lines: usize,
}

struct OpenTable {
    number: u32,
    columns: Vec<(Vec<String>, String)>,
    header_rows: u32,
    /// A column is headed as names of persons are.
    names: bool,
    /// A column is headed as the telephones of offices are: people stand there for their office.
    offices: bool,
}

struct LeftCell {
    table: Option<u32>,
    row: Option<u32>,
    fields: Vec<String>,
    text: String,
    /// A person's name stands in the row so far.
    person: bool,
    /// What stands in the column of names is an office or a company.
    office: bool,
}

impl Surroundings {
    /// A table begins.
    pub(super) fn table(&mut self, searcher: &Searcher, table: &Table) {
        let fields = searcher.rules().fields();
        let columns: Vec<_> = table
            .headers
            .iter()
            .map(|header| {
                let header = Folded::plain(header).text().replace(' ', "");
                (owned(fields.in_header(&header)), header)
            })
            .collect();
        let has =
            |field: &str| columns.iter().any(|(named, _)| named.iter().any(|name| name == field));
        let (names, offices) = (has("person-name"), has("office-phone"));
        let (number, header_rows) = (table.number, table.header_rows);
        self.open.push(OpenTable { number, columns, header_rows, names, offices });
    }

    /// What the header, the label and the rest of the row say about a passage.
    pub(super) fn of(&mut self, searcher: &Searcher, passage: &Passage<'_>) -> Surround {
        use Layer::{Cache, FieldCode, FileName, Link, Residue, Script};
        let data = matches!(passage.layer, Cache | FieldCode | FileName | Link | Residue | Script);
        self.read_title(passage);
        let title = Arc::clone(&self.title);
        let mut surround = Surround { prose: !data, title, ..Surround::default() };
        let fields = searcher.rules().fields();
        if let Some(label) = &passage.at.label {
            let folded = Folded::plain(label);
            surround.fields = owned(fields.in_header(folded.text()));
            if surround.fields.is_empty() {
                let words = words_apart(label);
                surround.fields = owned(fields.in_header(Folded::plain(&words).text()));
            }
            surround.header = folded.text().to_owned();
        }
        let Some(number) = passage.at.table else {
            self.left = None;
            return surround;
        };
        while self.open.last().is_some_and(|open| open.number > number) {
            self.open.pop();
        }
        let open = self.open.last().filter(|open| open.number == number);
        let in_header = open.is_some_and(|open| passage.at.row.unwrap_or(1) <= open.header_rows);
        let column = passage
            .at
            .column
            .and_then(|column| open?.columns.get((column as usize).checked_sub(1)?));
        if let Some((named, header)) = column.filter(|_| !in_header) {
            surround.fields.extend(named.iter().cloned());
            surround.header = header.clone();
        }
        let text = Folded::plain(&passage.text);
        let left = self
            .left
            .take()
            .filter(|left| left.table == passage.at.table && left.row == passage.at.row);
        if let Some(left) = left.as_ref().filter(|_| surround.fields.is_empty()) {
            surround.fields = left.fields.clone();
            if surround.header.is_empty() {
                surround.header = left.text.clone();
            }
        }
        let before = left.as_ref().map_or((false, false), |left| (left.person, left.office));
        let offices = open.is_some_and(|open| open.offices);
        let names = open.is_some_and(|open| open.names);
        surround.person = !offices && (before.0 || !before.1 && names);
        let cell = Some(text.text().trim()).filter(|cell| cell.len() <= 90).unwrap_or("");
        let named = surround.fields.iter().any(|field| field == "person-name");
        self.left = Some(LeftCell {
            table: passage.at.table,
            row: passage.at.row,
            fields: labels(fields, cell).map(str::to_owned).into_iter().collect(),
            text: cell.to_owned(),
            person: before.0 || is_name(searcher, cell),
            office: before.1 || named && is_office(searcher, cell),
        });
        surround
    }

    /// Takes in what the document is called, while it still begins.
    fn read_title(&mut self, passage: &Passage<'_>) {
        let named = passage.layer == Layer::FileName;
        if !named && (self.lines == TITLE_LINES || passage.at.table.is_some()) {
            return;
        }
        let mut title = self.title.to_string();
        for line in passage.text.lines().filter(|line| !line.trim().is_empty()) {
            if !named && self.lines == TITLE_LINES {
                break;
            }
            self.lines += usize::from(!named);
            let sentence = line.contains(['。', '；', '！', '？']);
            if named || !sentence && line.chars().nth(LONGEST_TITLE).is_none() {
                title.push_str(Folded::plain(line).text().trim());
                title.push('\n');
            }
        }
        self.title = title.into();
    }
}

/// A name that programs use (`SmsPassword`) with its words set apart.
fn words_apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len() + 4);
    for char in name.chars() {
        if char.is_ascii_uppercase() && apart.ends_with(|last: char| last.is_ascii_lowercase()) {
            apart.push(' ');
        }
        apart.push(char);
    }
    apart
}

fn owned(fields: Vec<&str>) -> Vec<String> {
    fields.into_iter().map(str::to_owned).collect()
}
