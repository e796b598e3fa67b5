//! A worksheet: its cells as rows of a table, hidden rows and columns, and what is told beside them
//! (ISO/IEC 29500-1 §18.3).

use std::collections::BTreeMap;

use super::{
    parts::Relationship,
    reading::Office,
    values::{Formats, unescaped},
};
use crate::document::{
    ConcealedKind, Layer, Look, Place, Sink,
    formats::{
        cells::{Cell, Cells, Columns},
        encoded,
        markup::{Element, Node, walk},
        rest::say,
    },
    table::{cell_name, column_name},
};

/// Most cells that merged ones cover that are looked at.
const MOST_COVERED: u64 = 1 << 26;

/// What all sheets of a workbook share.
pub(super) struct Book<'o, 'd> {
    pub(super) office: &'o mut Office<'d>,
    pub(super) strings: Vec<Box<str>>,
    /// Which of them a cell shows.
    pub(super) used: Vec<bool>,
    pub(super) formats: Formats,
}

/// A `Sheet` walks one worksheet.
pub(super) struct Sheet<'s, 'o, 'd> {
    /// Its part in the package.
    pub(super) member: &'s str,
    pub(super) cells: Cells,
    pub(super) hidden: bool,
    pub(super) relationships: &'s [Relationship],
    pub(super) book: &'s mut Book<'o, 'd>,
    pub(super) sink: &'s mut dyn Sink,
    pub(super) state: State,
}

/// Where the walk stands.
#[derive(Default)]
pub(super) struct State {
    hidden_columns: Columns,
    row: u32,
    row_hidden: bool,
    /// The cell that is being read.
    cell: Option<Open>,
    text: Option<Text>,
    pronounced: bool,
    /// The cells of the row so far.
    row_cells: Vec<Cell>,
    /// The columns of each row that merged cells cover.
    covered: BTreeMap<u32, Columns>,
    /// Even and first pages have headers of their own.
    even_headers: bool,
    first_headers: bool,
    /// Hidden rows and hidden columns have been told.
    told: [bool; 2],
    beside: String,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    column: u32,
    kind: String,
    style: usize,
    value: String,
    inline: String,
    formula: String,
}

#[derive(Clone, Copy)]
enum Text {
    Value,
    Inline,
    Formula,
    Header(Layer),
}

impl Sheet<'_, '_, '_> {
    /// Reads the sheet whose part is `text`; false where it is broken.
    pub(super) fn read(mut self, text: &str) -> bool {
        self.state.covered = covered(text);
        let whole = walk(text, |node| match node {
            Node::Open(element) => self.begin(&element),
            Node::Close(name) => self.end(name),
            Node::Text(text) => self.text(&text),
            Node::Aside(text) => {
                self.book.office.rest().residue.value(&text, self.member, "", self.sink);
            }
        });
        self.end_cell();
        self.end_row();
        self.cells.finish(self.book.office.limits(), self.sink);
        whole
    }

    fn begin(&mut self, element: &Element<'_>) {
        if matches!(element.name(), "c" | "row") {
            self.end_cell();
        }
        let state = &mut self.state;
        match element.name() {
            "c" => {
                let last = state.row_cells.last().map_or(0, |cell| cell.column);
                state.cell = Some(open(element, last));
            }
            "v" => state.text = Some(Text::Value),
            // How it is pronounced stands beside it, and is not shown.
            "rPh" => state.pronounced = true,
            "t" if state.cell.is_some() && !state.pronounced => state.text = Some(Text::Inline),
            "f" => state.text = Some(Text::Formula),
            "row" => {
                self.end_row();
                let state = &mut self.state;
                state.row = element.number("r").unwrap_or(state.row.saturating_add(1));
                let flat = element.attribute("ht").is_some_and(|height| height == "0");
                state.row_hidden = flat || is_true(element, "hidden");
            }
            "col" => {
                let narrow = element.attribute("width").is_some_and(|width| width == "0");
                if narrow || is_true(element, "hidden") {
                    let first = element.number("min").unwrap_or(1);
                    let last = element.number("max").unwrap_or(first);
                    state.hidden_columns.hide(first, last);
                }
            }
            "headerFooter" => {
                state.even_headers = is_true(element, "differentOddEven");
                state.first_headers = is_true(element, "differentFirst");
            }
            "oddHeader" => state.text = Some(Text::Header(Layer::Header)),
            "oddFooter" => state.text = Some(Text::Header(Layer::Footer)),
            "evenHeader" | "firstHeader" | "evenFooter" | "firstFooter" => {
                let even = element.name().starts_with("even");
                let shown = if even { state.even_headers } else { state.first_headers };
                let footer = element.name().ends_with("Footer");
                let layer = if footer { Layer::Footer } else { Layer::Header };
                state.text = Some(Text::Header(if shown { layer } else { Layer::Hidden }));
            }
            "formula1" | "formula2" | "formula" => {
                state.text = Some(Text::Header(Layer::Attribute));
            }
            name => {
                let link = name == "hyperlink";
                let name = name.to_owned();
                self.attributes(&name, link, element);
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "c" => self.end_cell(),
            "row" => self.end_row(),
            "v" | "t" | "f" => self.state.text = None,
            "rPh" => self.state.pronounced = false,
            _ => {
                if let Some(Text::Header(layer)) = self.state.text.take() {
                    let beside = std::mem::take(&mut self.state.beside);
                    say(
                        &beside,
                        &self.cells.place(None),
                        layer,
                        self.book.office.limits(),
                        self.sink,
                    );
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let state = &mut self.state;
        match (state.text, &mut state.cell) {
            (Some(Text::Value), Some(cell)) => cell.value.push_str(text),
            (Some(Text::Inline), Some(cell)) => cell.inline.push_str(text),
            (Some(Text::Formula), Some(cell)) => cell.formula.push_str(text),
            (Some(Text::Header(_)), _) => state.beside.push_str(text),
            _ => self.book.office.rest().residue.value(text, self.member, "", self.sink),
        }
    }

    fn attributes(&mut self, name: &str, link: bool, element: &Element<'_>) {
        let place = self.cells.place(element.attribute("ref").as_deref());
        for (attribute, value) in element.attributes() {
            match attribute {
                "id" if link => {
                    let target = self.relationships.iter().find(|one| one.id == value);
                    if let Some(target) = target.map(|one| one.target.clone()) {
                        self.book.office.rest().residue.known(&target);
                        let target = encoded::percent(&target);
                        say(&target, &place, Layer::Link, self.book.office.limits(), self.sink);
                    }
                }
                "display" | "tooltip" | "prompt" | "promptTitle" | "error" | "errorTitle" => {
                    if self.book.office.rest().residue.is_new(&value) {
                        say(&value, &place, Layer::Attribute, self.book.office.limits(), self.sink);
                    }
                }
                // Addresses of cells, and numbers.
                "ref" | "sqref" | "activeCell" | "topLeftCell" | "uid" | "spans" => {}
                _ if name == "filter" && attribute == "val" => {
                    self.book.office.rest().residue.attribute(
                        attribute,
                        &value,
                        self.member,
                        Layer::Attribute,
                        self.sink,
                    );
                }
                _ => self.book.office.rest().residue.attribute(
                    attribute,
                    &value,
                    self.member,
                    Layer::Residue,
                    self.sink,
                ),
            }
        }
    }

    /// The cell that was read is complete.
    fn end_cell(&mut self) {
        let Some(cell) = self.state.cell.take() else { return };
        self.state.text = None;
        if cell.formula.contains(['"', '[']) {
            let name = cell_name(self.state.row, cell.column);
            let place = self.cells.place(Some(&name));
            say(&cell.formula, &place, Layer::FieldCode, self.book.office.limits(), self.sink);
        }
        // What its type does not let it show.
        let mut beside = cell.inline.as_str();
        let (text, look) = match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse::<usize>().unwrap_or(usize::MAX);
                match self.book.used.get_mut(index) {
                    Some(used) => *used = true,
                    None => {
                        self.book.office.rest().residue.value(
                            &cell.value,
                            self.member,
                            "v",
                            self.sink,
                        );
                    }
                }
                let text = self.book.strings.get(index).map_or("", |text| text);
                (text.to_owned(), self.book.formats.look(cell.style))
            }
            "inlineStr" => {
                beside = &cell.value;
                (unescaped(&cell.inline), self.book.formats.look(cell.style))
            }
            "str" | "e" | "d" => (unescaped(&cell.value), self.book.formats.look(cell.style)),
            "b" if cell.value == "1" => ("TRUE".to_owned(), None),
            "b" if cell.value == "0" => ("FALSE".to_owned(), None),
            _ => {
                let stored = cell.value.trim();
                // As the file holds it, too: a program shows 17 digits as a power of ten.
                if stored.contains("E+") || stored.contains("e+") {
                    self.book.office.rest().residue.value(stored, self.member, "v", self.sink);
                }
                let (shown, look) = self.book.formats.shown(stored, cell.style);
                (shown.into_owned(), look)
            }
        };
        self.book.office.rest().residue.value(beside, self.member, "", self.sink);
        if text.trim().is_empty() {
            return;
        }
        let column = cell.column;
        let column_hidden = self.state.hidden_columns.hides(column);
        if column_hidden {
            let name = column_name(column);
            self.tell_hidden(1, &format!("{name}:{name}"));
        }
        let hidden = self.hidden || self.state.row_hidden || column_hidden;
        let covered = self.state.covered.get(&self.state.row);
        let look = match covered {
            Some(columns) if columns.hides(column) => look.or(Some(Look::Covered)),
            _ => look,
        };
        if look.is_some() && !hidden {
            let at = Place { label: Some(self.cells.sheet().into()), ..Place::default() };
            self.book.office.rest().fact_at(ConcealedKind::HiddenText, at);
        }
        let look = if hidden { Some(Look::Hidden) } else { look };
        self.state.row_cells.push(Cell { row: self.state.row, column, text, look });
    }

    /// Tells that rows (0) or columns (1) are hidden, the first time.
    fn tell_hidden(&mut self, which: usize, cells: &str) {
        if !self.hidden && !std::mem::replace(&mut self.state.told[which], true) {
            let at = self.cells.place(Some(cells));
            self.book.office.rest().fact_at(ConcealedKind::HiddenCells, at);
        }
    }

    /// The row that was read is complete.
    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.state.row_cells);
        if cells.is_empty() {
            return;
        }
        if self.state.row_hidden {
            self.tell_hidden(0, &format!("{0}:{0}", self.state.row));
        }
        self.cells.row(cells, self.book.office.limits(), self.sink);
    }
}

/// What the merged cells in the sheet `text` cover: all of each but its first cell, which shows what
/// it holds. They stand behind the cells.
fn covered(text: &str) -> BTreeMap<u32, Columns> {
    let mut covered: BTreeMap<u32, Columns> = BTreeMap::new();
    let mut left = MOST_COVERED;
    let start = memchr::memmem::find(text.as_bytes(), b"mergeCells").unwrap_or(text.len());
    for name in memchr::memmem::find_iter(&text.as_bytes()[start..], b"mergeCell ") {
        let element = text[start + name..].split('>').next().unwrap_or_default();
        let range = element.split("ref=").nth(1).unwrap_or_default();
        let range = range.trim_start_matches(['"', '\'']).split(['"', '\'']).next();
        let Some((from, to)) = range.and_then(|range| range.split_once(':')) else { continue };
        let Some((first, last)) = address(from).zip(address(to)) else { continue };
        for row in first.0..=last.0 {
            let begins = first.1 + u32::from(row == first.0);
            left = left.saturating_sub(u64::from(last.1));
            if left == 0 {
                return covered;
            }
            covered.entry(row).or_default().hide(begins, last.1);
        }
    }
    covered
}

/// Row and column of a cell's address, from 1.
fn address(address: &str) -> Option<(u32, u32)> {
    let row = address.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '$');
    Some((row.parse().ok()?, column(address.trim_start_matches('$'))?))
}

/// The cell that `element` begins; one without an address follows the column `last`.
fn open(element: &Element<'_>, last: u32) -> Open {
    let mut cell = Open { column: last.saturating_add(1), ..Open::default() };
    for (name, value) in element.attributes() {
        match name {
            "r" => cell.column = column(&value).unwrap_or(cell.column),
            "t" => cell.kind = value.into_owned(),
            "s" => cell.style = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    cell
}

/// The column of a cell's address, from 1.
fn column(address: &str) -> Option<u32> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.fold(0_u32, |sum, letter| {
        sum.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    (1..=16_384).contains(&column).then_some(column)
}

fn is_true(element: &Element<'_>, name: &str) -> bool {
    matches!(element.attribute(name).as_deref(), Some("1" | "true"))
}
