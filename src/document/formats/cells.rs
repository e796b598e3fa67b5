//! The cells of a worksheet: rows of a table whose header is told from the first of them.

use std::{borrow::Cow, sync::Arc};

use super::flow::deliver;
use crate::{
    document::{
        Layer, Limits, Look, Place, Sink, Table,
        table::{cell_name, header_rows, headers, titles},
    },
    text::Span,
};

/// Rows that are looked at to tell the header.
const TOP: usize = 12;
/// Most columns that are looked at for a header.
const MOST_HEADERS: usize = 1_024;

/// A `Cell` that holds something.
pub(super) struct Cell {
    /// Row and column, from 1.
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: String,
    /// Why a reader does not see it, if that is so.
    pub(super) look: Option<Look>,
}

/// Most columns that a sheet has.
pub(super) const MOST_COLUMNS: u32 = 16_384;

/// Which `Columns` of a sheet are not shown.
#[derive(Default)]
pub(super) struct Columns(Vec<bool>);

impl Columns {
    /// Those from `first` to `last` are not shown.
    pub(super) fn hide(&mut self, first: u32, last: u32) {
        let at = |column: u32| usize::try_from(column.min(MOST_COLUMNS)).unwrap_or(0);
        if first > last || first > MOST_COLUMNS {
            return;
        }
        let (first, last) = (at(first), at(last));
        self.0.resize(self.0.len().max(last + 1), false);
        self.0[first..=last].fill(true);
    }

    /// Whether `column` is not shown.
    pub(super) fn hides(&self, column: u32) -> bool {
        usize::try_from(column).ok().and_then(|at| self.0.get(at)) == Some(&true)
    }
}

/// The `Cells` of one worksheet.
pub(super) struct Cells {
    sheet: String,
    number: u32,
    /// Rows that wait for the header to be told.
    waiting: Vec<Vec<Cell>>,
    names: Option<Vec<Arc<str>>>,
    header_rows: u32,
    /// How cells are carried that are seen.
    layer: Layer,
}

impl Cells {
    /// The cells of the worksheet called `sheet`, which is table `number` of its document.
    pub(super) fn new(sheet: &str, number: u32) -> Self {
        let sheet = sheet.to_owned();
        let layer = Layer::Body;
        Self { sheet, number, waiting: Vec::new(), names: None, header_rows: 0, layer }
    }

    /// Cells that are seen are carried on `layer`.
    pub(super) fn carried_on(&mut self, layer: Layer) {
        self.layer = layer;
    }

    /// A row is complete.
    pub(super) fn row(&mut self, cells: Vec<Cell>, limits: &Limits, sink: &mut dyn Sink) {
        if cells.is_empty() {
            return;
        }
        self.waiting.push(cells);
        if self.names.is_some() || self.waiting.len() >= TOP {
            self.finish(limits, sink);
        }
    }

    /// Tells the table once its first rows are known, and delivers the rows that wait.
    pub(super) fn finish(&mut self, limits: &Limits, sink: &mut dyn Sink) {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return;
        }
        if self.names.is_none() {
            self.announce(&rows, sink);
        }
        for cell in rows.into_iter().flatten() {
            self.deliver(&cell, limits, sink);
        }
    }

    /// The name of the sheet.
    pub(super) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The place of a cell, or of the sheet.
    pub(super) fn place(&self, cell: Option<&str>) -> Place {
        let cell = cell.map(|cell| format!("{}!{cell}", self.sheet).into());
        Place { cell, ..Place::default() }
    }

    fn announce(&mut self, rows: &[Vec<Cell>], sink: &mut dyn Sink) {
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
        self.header_rows = last.map_or(0, |cell| cell.row);
        self.names = Some(names.iter().map(|name| name.as_str().into()).collect());
        sink.table(Table { number: self.number, headers: names, header_rows: self.header_rows });
    }

    fn deliver(&self, cell: &Cell, limits: &Limits, sink: &mut dyn Sink) {
        let place = self.place(Some(&cell_name(cell.row, cell.column)));
        let column = usize::try_from(cell.column).unwrap_or(usize::MAX);
        let names = self.names.as_deref().unwrap_or_default();
        let header = names.get(column - 1).filter(|name| !name.is_empty());
        let at = Place {
            table: Some(self.number),
            row: Some(cell.row),
            column: Some(cell.column),
            header: header.filter(|_| cell.row > self.header_rows).cloned(),
            ..place
        };
        let whole = Span::new(0, cell.text.len());
        let looks: Vec<(Span, Look)> = cell.look.map(|look| (whole, look)).into_iter().collect();
        let layer = if cell.look.is_some() { Layer::Hidden } else { self.layer };
        deliver(&cell.text, &looks, &at, layer, limits, sink);
    }
}

/// The number `stored` with all its digits: programs write long ones with an exponent.
pub(super) fn expanded(stored: &str) -> Cow<'_, str> {
    let Some((mantissa, exponent)) = stored.split_once(['E', 'e']) else { return stored.into() };
    let Ok(exponent) = exponent.parse::<usize>() else { return stored.into() };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if exponent > 30 || fraction.len() > exponent {
        return stored.into();
    }
    let zeros = "0".repeat(exponent - fraction.len());
    format!("{sign}{whole}{fraction}{zeros}").into()
}
