//! A worksheet: its cells as rows of a table, hidden rows and columns, and what is told beside them
//! (ISO/IEC 29500-1 §18.3).

use std::sync::Arc;

use super::{
    parts::Relationship,
    reading::{Office, say},
    values::Formats,
};
use crate::{
    document::{
        ConcealedKind, Layer, Look, Place, Sink, Table,
        formats::{
            flow::deliver,
            markup::{Element, Node, walk},
        },
        table::{cell_name, header_rows, headers, titles},
    },
    text::Span,
};

/// Rows that are looked at to tell the header.
const TOP: usize = 12;
/// Most columns that are looked at for a header.
const MOST_HEADERS: usize = 1_024;

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
    /// Its name, as its program shows it.
    pub(super) name: &'s str,
    /// Its part in the package.
    pub(super) member: &'s str,
    pub(super) number: u32,
    pub(super) hidden: bool,
    pub(super) relationships: &'s [Relationship],
    pub(super) book: &'s mut Book<'o, 'd>,
    pub(super) sink: &'s mut dyn Sink,
    pub(super) state: State,
}

/// Where the walk stands.
#[derive(Default)]
pub(super) struct State {
    /// First and last column of each stretch that is not shown.
    hidden_columns: Vec<(u32, u32)>,
    row: u32,
    row_hidden: bool,
    /// The cell that is being read.
    cell: Option<Open>,
    text: Option<Text>,
    /// Rows that wait for the header to be told.
    waiting: Vec<Vec<Cell>>,
    /// The cells of the row so far.
    cells: Vec<Cell>,
    names: Option<Vec<Arc<str>>>,
    header_rows: u32,
    told_columns: bool,
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

/// A cell that holds something.
struct Cell {
    row: u32,
    column: u32,
    text: String,
    look: Option<Look>,
}

impl Sheet<'_, '_, '_> {
    /// Reads the sheet whose part is `text`; false where it is broken.
    pub(super) fn read(mut self, text: &str) -> bool {
        let whole = walk(text, |node| match node {
            Node::Open(element) => self.begin(&element),
            Node::Close(name) => self.end(name),
            Node::Text(text) => self.text(&text),
            Node::Aside(text) => self.book.office.residue.value(&text, self.member, "", self.sink),
        });
        self.end_row();
        self.announce();
        whole
    }

    fn begin(&mut self, element: &Element<'_>) {
        let state = &mut self.state;
        match element.name() {
            "c" => {
                let last = state.cells.last().map_or(0, |cell| cell.column);
                state.cell = Some(open(element, last));
            }
            "v" => state.text = Some(Text::Value),
            "t" if state.cell.is_some() => state.text = Some(Text::Inline),
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
                    state.hidden_columns.push((first, last));
                }
            }
            "oddHeader" | "evenHeader" | "firstHeader" => {
                state.text = Some(Text::Header(Layer::Header));
            }
            "oddFooter" | "evenFooter" | "firstFooter" => {
                state.text = Some(Text::Header(Layer::Footer));
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
            _ => {
                if let Some(Text::Header(layer)) = self.state.text.take() {
                    let beside = std::mem::take(&mut self.state.beside);
                    say(&beside, &self.place(None), layer, self.book.office.limits, self.sink);
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
            _ => self.book.office.residue.value(text, self.member, "", self.sink),
        }
    }

    fn attributes(&mut self, name: &str, link: bool, element: &Element<'_>) {
        let place = self.place(element.attribute("ref").as_deref());
        for (attribute, value) in element.attributes() {
            match attribute {
                "id" if link => {
                    let target = self.relationships.iter().find(|one| one.id == value);
                    if let Some(target) = target.map(|one| one.target.clone()) {
                        self.book.office.residue.known(&target);
                        say(&target, &place, Layer::Link, self.book.office.limits, self.sink);
                    }
                }
                "display" | "tooltip" | "prompt" | "promptTitle" | "error" | "errorTitle" => {
                    if self.book.office.residue.is_new(&value) {
                        say(&value, &place, Layer::Attribute, self.book.office.limits, self.sink);
                    }
                }
                // Addresses of cells, and numbers.
                "ref" | "sqref" | "activeCell" | "topLeftCell" | "uid" | "spans" => {}
                _ if name == "filter" && attribute == "val" => {
                    self.book.office.residue.attribute(
                        attribute,
                        &value,
                        self.member,
                        Layer::Attribute,
                        self.sink,
                    );
                }
                _ => self.book.office.residue.attribute(
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
            let place = self.place(Some(&name));
            say(&cell.formula, &place, Layer::FieldCode, self.book.office.limits, self.sink);
        }
        let (text, look) = match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse::<usize>().unwrap_or(usize::MAX);
                if let Some(used) = self.book.used.get_mut(index) {
                    *used = true;
                }
                let text = self.book.strings.get(index).map_or("", |text| text);
                (text.to_owned(), self.book.formats.look(cell.style))
            }
            "inlineStr" => (cell.inline, self.book.formats.look(cell.style)),
            "str" | "e" | "d" => (cell.value, self.book.formats.look(cell.style)),
            "b" => (if cell.value == "1" { "TRUE" } else { "FALSE" }.to_owned(), None),
            _ => {
                let stored = cell.value.trim();
                // As the file holds it, too: a program shows 17 digits as a power of ten.
                if stored.contains(['E', 'e']) {
                    self.book.office.residue.value(stored, self.member, "v", self.sink);
                }
                let (shown, look) = self.book.formats.shown(stored, cell.style);
                (shown.into_owned(), look)
            }
        };
        if text.trim().is_empty() {
            return;
        }
        let column = cell.column;
        let hides = |(first, last): &(u32, u32)| (*first..=*last).contains(&column);
        let column_hidden = self.state.hidden_columns.iter().any(hides);
        if column_hidden && !self.state.told_columns {
            self.state.told_columns = true;
            self.book.office.fact(ConcealedKind::HiddenCells);
        }
        let hidden = self.hidden || self.state.row_hidden || column_hidden;
        let look = if hidden { Some(Look::Hidden) } else { look };
        self.state.cells.push(Cell { row: self.state.row, column, text, look });
    }

    /// The row that was read is complete.
    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.state.cells);
        if cells.is_empty() {
            return;
        }
        if self.state.row_hidden {
            self.book.office.fact(ConcealedKind::HiddenCells);
        }
        self.state.waiting.push(cells);
        if self.state.names.is_some() || self.state.waiting.len() >= TOP {
            self.announce();
        }
    }

    /// Tells the table once its first rows are known, and delivers the rows that wait.
    fn announce(&mut self) {
        let rows = std::mem::take(&mut self.state.waiting);
        if rows.is_empty() {
            return;
        }
        if self.state.names.is_none() {
            self.head(&rows);
        }
        for cell in rows.into_iter().flatten() {
            self.deliver(&cell);
        }
    }

    fn head(&mut self, rows: &[Vec<Cell>]) {
        let at = |cell: &Cell| usize::try_from(cell.column).unwrap_or(usize::MAX);
        let widest = rows.iter().flatten().map(at).max().unwrap_or(0).min(MOST_HEADERS);
        let mut seen = vec![vec![""; widest]; rows.len()];
        for (row, cells) in seen.iter_mut().zip(rows) {
            for cell in cells.iter().filter(|cell| at(cell) <= widest) {
                row[at(cell) - 1] = cell.text.as_str();
            }
        }
        let titles = titles(&seen);
        let count = header_rows(&seen[titles..]);
        let names = headers(&seen[titles..], count);
        let last = rows[..titles + count].last().and_then(|row| row.first());
        self.state.header_rows = last.map_or(0, |cell| cell.row);
        self.state.names = Some(names.iter().map(|name| name.as_str().into()).collect());
        let header_rows = self.state.header_rows;
        self.sink.table(Table { number: self.number, headers: names, header_rows });
    }

    fn deliver(&mut self, cell: &Cell) {
        let place = self.place(Some(&cell_name(cell.row, cell.column)));
        let column = usize::try_from(cell.column).unwrap_or(usize::MAX);
        let names = self.state.names.as_deref().unwrap_or_default();
        let header = names.get(column - 1).filter(|name| !name.is_empty());
        let at = Place {
            table: Some(self.number),
            row: Some(cell.row),
            column: Some(cell.column),
            header: header.filter(|_| cell.row > self.state.header_rows).cloned(),
            ..place
        };
        let whole = Span::new(0, cell.text.len());
        let looks: Vec<(Span, Look)> = cell.look.map(|look| (whole, look)).into_iter().collect();
        let layer = if cell.look.is_some() { Layer::Hidden } else { Layer::Body };
        deliver(&cell.text, &looks, &at, layer, self.book.office.limits, self.sink);
    }

    /// The place of a cell, or of the sheet.
    fn place(&self, cell: Option<&str>) -> Place {
        let cell = cell.map(|cell| format!("{}!{cell}", self.name).into());
        Place { cell, ..Place::default() }
    }
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
