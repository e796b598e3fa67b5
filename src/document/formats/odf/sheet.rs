//! A sheet of an OpenDocument spreadsheet: cells as they are shown and as they are stored, rows and
//! columns that are not (ODF 1.3 part 3 §9).

use super::styles::Styles;
use crate::document::{
    ConcealedKind, Layer, Look, Place, Sink,
    formats::{
        cells::{Cell, Cells, Columns, MOST_COLUMNS, expanded},
        markup::Element,
        rest::Rest,
    },
    table::{cell_name, column_name},
};

/// How often a cell that says it is repeated is told.
const MOST_REPEATED: u32 = 256;
/// Longest text of a cell that is told more than once, in bytes.
const LONGEST_REPEATED: usize = 256;
/// A number of fewer digits identifies nobody.
const FEWEST_DIGITS: usize = 8;

/// A `Sheet` that is being read.
pub(super) struct Sheet {
    pub(super) cells: Cells,
    pub(super) hidden: bool,
    hidden_columns: Columns,
    /// The last column of each stretch of them, and the style of cells in it that have none.
    column_styles: Vec<(u32, Option<String>)>,
    row_style: Option<String>,
    /// How many columns have been described.
    described: u32,
    row: u32,
    row_hidden: bool,
    /// How often the open row says it is repeated.
    row_repeated: u32,
    column: u32,
    row_cells: Vec<Cell>,
    /// Texts that cells of the row store and do not show.
    stale: Vec<String>,
    cell: Option<Open>,
    told: [bool; 2],
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    stored: String,
    /// What a reader sees in it, and all of it.
    text: String,
    whole: String,
    /// It says what it shows, be that nothing.
    paragraphs: bool,
    repeated: u32,
    look: Option<Look>,
}

impl Sheet {
    /// The sheet called `name`, table `number` of its document.
    pub(super) fn new(name: &str, number: u32, hidden: bool) -> Self {
        Self {
            cells: Cells::new(name, number),
            hidden,
            hidden_columns: Columns::default(),
            column_styles: Vec::new(),
            row_style: None,
            described: 0,
            row: 0,
            row_hidden: false,
            row_repeated: 1,
            column: 0,
            row_cells: Vec::new(),
            stale: Vec::new(),
            cell: None,
            told: [false; 2],
        }
    }

    /// The sheet keeps what a sheet of another file said.
    pub(super) fn is_cache(&mut self) {
        self.cells.carried_on(Layer::Cache);
    }

    /// Columns are described.
    pub(super) fn columns(&mut self, element: &Element<'_>, styles: &Styles) {
        let first = self.described.saturating_add(1);
        self.described =
            self.described.saturating_add(repeated(element, "number-columns-repeated"));
        self.column_styles.push((self.described, element.attribute("default-cell-style-name")));
        if is_hidden(element, styles, "table-column") {
            self.hidden_columns.hide(first, self.described);
        }
    }

    /// A row begins. One in a row that is open ends that.
    pub(super) fn row(&mut self, element: &Element<'_>, styles: &Styles) {
        self.row = self.row.saturating_add(1);
        self.row_hidden = is_hidden(element, styles, "table-row");
        self.row_style = element.attribute("default-cell-style-name");
        self.row_repeated = repeated(element, "number-rows-repeated");
        self.column = 0;
    }

    /// A row is complete. One that is repeated says the same again, so it is told once.
    pub(super) fn end_row(&mut self, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
        self.end_cell(rest);
        let cells = std::mem::take(&mut self.row_cells);
        if self.row_hidden && !cells.is_empty() {
            self.tell(0, &format!("{0}:{0}", self.row), rest);
        }
        self.cells.row(cells, rest.limits, sink);
        for text in std::mem::take(&mut self.stale) {
            rest.residue.value(&text, self.cells.sheet(), "string-value", sink);
        }
        self.row = self.row.saturating_add(std::mem::replace(&mut self.row_repeated, 1) - 1);
    }

    /// The style of the next cell, if it has none of its own.
    pub(super) fn cell_style(&self) -> Option<&str> {
        let next = self.column.saturating_add(1);
        let at = self.column_styles.partition_point(|(last, _)| *last < next);
        let of_column = || self.column_styles.get(at)?.1.as_deref();
        self.row_style.as_deref().or_else(of_column)
    }

    /// A cell begins; one that another `covers` is not seen.
    pub(super) fn cell(&mut self, element: &Element<'_>, covered: bool) {
        let mut cell = Open { repeated: 1, ..Open::default() };
        for (name, value) in element.attributes() {
            match name {
                "value" | "date-value" | "time-value" | "string-value" => {
                    cell.stored = value.into_owned();
                }
                "number-columns-repeated" => cell.repeated = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        cell.look = covered.then_some(Look::Covered);
        self.cell = Some(cell);
    }

    /// The open cell shows this paragraph, of which a reader sees `seen`; why the rest is not seen.
    pub(super) fn paragraph(&mut self, whole: &str, seen: &str, look: Option<Look>) {
        let cell = self.cell.get_or_insert_default();
        cell.paragraphs = true;
        for (text, added) in [(&mut cell.whole, whole), (&mut cell.text, seen)] {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(added);
        }
        cell.look = cell.look.or(look);
    }

    /// The open cell is complete, if one is.
    pub(super) fn end_cell(&mut self, rest: &mut Rest<'_>) {
        let Some(Open { stored, text, whole, paragraphs, repeated, look }) = self.cell.take()
        else {
            return;
        };
        // Where a reader sees a part of it, all of it is told beside that.
        let count = |text: &str| text.chars().filter(|char| !char.is_whitespace()).count();
        let seen = if look == Some(Look::Covered) { 0 } else { count(&text) };
        let beside = (seen > 0 && seen < count(&whole)).then(|| whole.clone());
        let (text, look) = if seen > 0 { (text, None) } else { (whole.clone(), look) };
        let first = self.column.saturating_add(1);
        self.column = self.column.saturating_add(repeated.max(1));
        let number = stored.parse::<f64>().is_ok();
        if paragraphs && !number && !stored.is_empty() && stored != whole {
            self.stale.push(stored.clone());
        }
        let said = match paragraphs {
            true => said(&stored, text),
            // What it shows is for the program to say.
            false => vec![(expanded(&stored).into_owned(), true)],
        };
        let said = said.into_iter().chain(beside.map(|text| (text, false)));
        let said: Vec<(String, bool)> = said.filter(|(text, _)| !text.trim().is_empty()).collect();
        // A long text is told once, and so is what is further than a sheet is wide.
        let long = said.iter().any(|(text, _)| text.len() > LONGEST_REPEATED);
        let last = first.saturating_add(if long { 0 } else { MOST_REPEATED - 1 });
        for column in first..=self.column.min(last).min(MOST_COLUMNS.max(first)) {
            let column_hidden = self.hidden_columns.hides(column);
            if column_hidden && !said.is_empty() {
                let name = column_name(column);
                self.tell(1, &format!("{name}:{name}"), rest);
            }
            let hidden = self.hidden || self.row_hidden || column_hidden;
            for (text, shown) in &said {
                if !hidden && (look.is_some() || !shown) {
                    let at = Place { label: Some(self.cells.sheet().into()), ..Place::default() };
                    rest.fact_at(ConcealedKind::HiddenText, at);
                }
                let look = if hidden || !shown { Some(Look::Hidden) } else { look };
                self.row_cells.push(Cell { row: self.row, column, text: text.clone(), look });
            }
        }
    }

    /// The place of the open cell; before the first row that of the sheet.
    pub(super) fn place(&self) -> Place {
        if self.row == 0 {
            return Place { cell: Some(self.cells.sheet().into()), ..Place::default() };
        }
        self.cells.place(Some(&cell_name(self.row, self.column.saturating_add(1))))
    }

    /// Tells that rows (0) or columns (1) are hidden, the first time.
    fn tell(&mut self, which: usize, cells: &str, rest: &mut Rest<'_>) {
        if !self.hidden && !std::mem::replace(&mut self.told[which], true) {
            rest.fact_at(ConcealedKind::HiddenCells, self.cells.place(Some(cells)));
        }
    }
}

/// What a cell says that stores `stored` and shows `text`, and whether that is seen; nothing where it
/// is empty. A number stays whole where its format shows less of it.
fn said(stored: &str, text: String) -> Vec<(String, bool)> {
    let stored = expanded(stored);
    if text.trim().is_empty() {
        return vec![(stored.into_owned(), false)];
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = stored.bytes().all(|byte| byte.is_ascii_digit());
    if !number || stored.len() < FEWEST_DIGITS || digits(&text).contains(&*stored) {
        return vec![(text, true)];
    }
    // As a power of ten a number is seen, and only rounded; otherwise its format masks it.
    let power = |char: char| char.is_ascii_digit() || ".,+-Ee#".contains(char);
    if text.chars().all(power) {
        return vec![(stored.into_owned(), true)];
    }
    vec![(text, true), (stored.into_owned(), false)]
}

fn repeated(element: &Element<'_>, name: &str) -> u32 {
    element.number(name).unwrap_or(1).max(1)
}

/// Whether a row or column, whose style is in `family`, is not shown.
fn is_hidden(element: &Element<'_>, styles: &Styles, family: &str) -> bool {
    let style = element.attribute("style-name").unwrap_or_default();
    matches!(element.attribute("visibility").as_deref(), Some("collapse" | "filter"))
        || styles.hides(family, &style)
}
