//! Tables of a page: rows and cells put in their columns, merged cells and headers resolved.

use std::sync::Arc;

use crate::document::{
    Layer, Limits, Place, Sink, Table,
    compose::Composer,
    table::{header_rows, headers},
};

/// Largest span of a merged cell that is followed.
const LARGEST_SPAN: usize = 200;
/// Rows that must be known to tell the header; the rest is delivered row by row.
const TOP: usize = 6;
/// Most columns; cells beyond stand in the last.
const MOST_COLUMNS: usize = 4_096;

/// The tables that are open, innermost last.
#[derive(Default)]
pub(super) struct Tables<'d> {
    open: Vec<Grid<'d>>,
    /// How many tables were announced.
    announced: u32,
}

#[derive(Default)]
struct Grid<'d> {
    /// Rows that are not delivered yet.
    rows: Vec<Vec<Cell<'d>>>,
    /// How many are.
    delivered: usize,
    announced: Option<Announced>,
    /// For each column, up to which row a cell above covers it.
    covered: Vec<usize>,
    in_cell: bool,
    head: bool,
    closed: bool,
}

/// What was said of a table when it was announced.
struct Announced {
    number: u32,
    names: Vec<Option<Arc<str>>>,
    header_rows: usize,
}

struct Cell<'d> {
    column: usize,
    span: usize,
    rows: usize,
    header: bool,
    parts: Vec<Composer<'d>>,
}

impl<'d> Tables<'d> {
    /// An element begins; `number` reads a numeric attribute.
    pub(super) fn start(&mut self, name: &str, number: &dyn Fn(&str) -> usize) {
        if name == "table" {
            self.open.push(Grid::default());
            return;
        }
        let Some(grid) = self.open.last_mut() else { return };
        match name {
            "thead" => grid.head = true,
            "tbody" | "tfoot" => grid.head = false,
            "tr" => grid.row(),
            "td" | "th" => {
                let span = number("colspan").clamp(1, LARGEST_SPAN);
                let rows = number("rowspan").clamp(1, LARGEST_SPAN);
                grid.cell(span, rows, name == "th");
            }
            _ => {}
        }
    }

    /// An element ends; true where a table is complete.
    pub(super) fn end(&mut self, name: &str) -> bool {
        let Some(grid) = self.open.last_mut() else { return false };
        match name {
            "td" | "th" => grid.in_cell = false,
            "tr" => grid.in_cell = false,
            "thead" => grid.head = false,
            "table" => {
                grid.closed = true;
                return true;
            }
            _ => {}
        }
        false
    }

    /// Whether text goes into a cell now.
    pub(super) fn in_cell(&self) -> bool {
        self.open.last().is_some_and(|grid| grid.in_cell)
    }

    /// Adds a paragraph to the open cell.
    pub(super) fn add(&mut self, paragraph: Composer<'d>) {
        let cell = self.open.last_mut().and_then(|grid| grid.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            cell.parts.push(paragraph);
        }
    }

    /// A row begins: delivers those before it, once there are enough to tell the header.
    pub(super) fn deliver_rows(&mut self, limits: &Limits, sink: &mut dyn Sink) {
        let Some(grid) = self.open.last_mut() else { return };
        if grid.announced.is_some() || grid.rows.len() > TOP {
            let begun = grid.rows.pop();
            grid.deliver(&mut self.announced, limits, sink);
            grid.rows.extend(begun);
        }
    }

    /// Delivers the rest of the innermost table.
    pub(super) fn deliver(&mut self, limits: &Limits, sink: &mut dyn Sink) {
        if let Some(mut grid) = self.open.pop_if(|grid| grid.closed) {
            grid.deliver(&mut self.announced, limits, sink);
        }
    }
}

impl Grid<'_> {
    fn row(&mut self) {
        self.in_cell = false;
        self.rows.push(Vec::new());
    }

    fn cell(&mut self, span: usize, rows: usize, header: bool) {
        if self.rows.is_empty() {
            self.row();
        }
        let index = self.delivered + self.rows.len();
        let Some(row) = self.rows.last_mut() else { return };
        let mut column = row.last().map_or(0, |cell| cell.column + cell.span);
        while self.covered.get(column).is_some_and(|until| *until >= index) {
            column += 1;
        }
        let column = column.min(MOST_COLUMNS - 1);
        let span = span.min(MOST_COLUMNS - column);
        if self.covered.len() < column + span {
            self.covered.resize(column + span, 0);
        }
        self.covered[column..column + span].fill(index + rows - 1);
        let header = header || self.head;
        row.push(Cell { column, span, rows, header, parts: Vec::new() });
        self.in_cell = true;
    }

    /// Delivers the rows that are held; announces the table first. `tables` counts those announced.
    fn deliver(&mut self, tables: &mut u32, limits: &Limits, sink: &mut dyn Sink) {
        if self.announced.is_none() {
            *tables += 1;
            self.announced = Some(self.announce(*tables, sink));
        }
        let Some(Announced { number, names, header_rows }) = &self.announced else { return };
        for row in self.rows.drain(..) {
            self.delivered += 1;
            for cell in row {
                let header = names.get(cell.column).cloned().flatten();
                let at = Place {
                    table: Some(*number),
                    row: u32::try_from(self.delivered).ok(),
                    column: u32::try_from(cell.column + 1).ok(),
                    header: header.filter(|_| self.delivered > *header_rows),
                    ..Place::default()
                };
                for mut part in cell.parts {
                    part.deliver(&at, Layer::Body, limits, sink);
                }
            }
        }
    }

    /// Tells the header from the first rows.
    fn announce(&self, number: u32, sink: &mut dyn Sink) -> Announced {
        let columns = self.covered.len();
        let text = |cell: &Cell<'_>| {
            let parts: Vec<&str> = cell.parts.iter().map(|part| part.text().trim()).collect();
            parts.join(" ")
        };
        // The first rows as a person sees them, merged cells repeated where they reach.
        let top = self.rows.len().min(TOP);
        let mut seen: Vec<Vec<String>> = vec![vec![String::new(); columns]; top];
        for (index, row) in self.rows.iter().take(top).enumerate() {
            for cell in row {
                let lines = index..(index + cell.rows).min(top);
                for line in &mut seen[lines] {
                    let reach = cell.column..(cell.column + cell.span).min(columns);
                    line[reach].fill(text(cell));
                }
            }
        }
        let marked = self
            .rows
            .iter()
            .take_while(|row| !row.is_empty() && row.iter().all(|cell| cell.header))
            .count()
            .min(3);
        // Title rows: one cell over the whole table.
        let titles = self
            .rows
            .iter()
            .take_while(|row| row.len() == 1 && row[0].span > 1 && row[0].span >= columns)
            .count()
            .min(top);
        let rows: Vec<Vec<&str>> =
            seen[titles..].iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let spans = self.rows.get(titles).map_or(1, |row| {
            let deepest = row.iter().map(|cell| cell.rows).max().unwrap_or(1);
            let wide = row.iter().any(|cell| cell.span > 1);
            if wide { deepest.max(1) } else { 1 }
        });
        let found = header_rows(&rows);
        let count = match found {
            0 => marked.saturating_sub(titles),
            found => found.max(spans.min(3)).max(marked.saturating_sub(titles)),
        };
        let joined = if count <= 1 { headers(&rows, count) } else { join(&rows, count, columns) };
        let header_rows = titles + count;
        let names = joined
            .iter()
            .map(|header| Some(header.as_str()).filter(|text| !text.is_empty()).map(Arc::from))
            .collect();
        let rows = u32::try_from(header_rows).unwrap_or(0);
        sink.table(Table { number, headers: joined, header_rows: rows });
        Announced { number, names, header_rows }
    }
}

/// Header text of each column over several rows, a merged cell said once.
fn join(rows: &[Vec<&str>], count: usize, columns: usize) -> Vec<String> {
    (0..columns)
        .map(|column| {
            let mut words: Vec<&str> =
                rows.iter().take(count).filter_map(|row| row.get(column).copied()).collect();
            words.dedup();
            words.retain(|word| !word.is_empty());
            words.join(" ")
        })
        .collect()
}
