//! Tables of marked-up documents: rows and cells put in their columns, merged cells and headers
//! resolved.

use std::sync::Arc;

use crate::document::{
    Limits, Place, Sink, Table,
    table::{header_rows, headers},
};

/// Largest span of a merged cell that is followed.
const LARGEST_SPAN: usize = 200;
/// Rows that must be known to tell the header; the rest is delivered row by row.
const TOP: usize = 6;
/// Most columns; cells beyond stand in the last.
const MOST_COLUMNS: usize = 4_096;
/// Longest header, in bytes; of a longer one the beginning is kept.
const LONGEST_HEADER: usize = 256;

/// What stands in a cell: a paragraph that is delivered when its header is known.
pub(super) trait Content {
    /// What a reader sees of it.
    fn seen(&self) -> &str;

    /// Delivers it as standing `at` this place.
    fn put(self, at: &Place, limits: &Limits, sink: &mut dyn Sink);
}

/// The tables that are open, innermost last.
pub(super) struct Tables<C> {
    open: Vec<Grid<C>>,
    /// How many tables were announced.
    announced: u32,
}

struct Grid<C> {
    /// Rows that are not delivered yet.
    rows: Vec<Vec<Cell<C>>>,
    /// How many are.
    delivered: usize,
    announced: Option<Announced>,
    /// For each column, up to which row a cell above covers it.
    covered: Vec<usize>,
    in_cell: bool,
    head: bool,
}

/// What was said of a table when it was announced.
struct Announced {
    number: u32,
    names: Vec<Option<Arc<str>>>,
    header_rows: usize,
}

struct Cell<C> {
    column: usize,
    span: usize,
    /// How many rows it covers; none where it goes on with the cell above.
    rows: usize,
    header: bool,
    parts: Vec<C>,
}

impl<C: Content> Tables<C> {
    /// No tables yet.
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), announced: 0 }
    }

    /// A table begins, in a cell of the one that is open or by itself.
    pub(super) fn open(&mut self) {
        self.open.push(Grid::new());
    }

    /// A row begins: delivers those before it, once there are enough to tell the header.
    pub(super) fn row(&mut self, limits: &Limits, sink: &mut dyn Sink) {
        let Some(grid) = self.open.last_mut() else { return };
        if grid.announced.is_some() || grid.rows.len() >= TOP {
            grid.deliver(&mut self.announced, limits, sink);
        }
        grid.row();
    }

    /// A cell begins that reaches over `span` columns and `rows` rows; a `header` cell is marked as
    /// one.
    pub(super) fn cell(&mut self, span: usize, rows: usize, header: bool) {
        if let Some(grid) = self.open.last_mut() {
            grid.cell(span.clamp(1, LARGEST_SPAN), rows.clamp(1, LARGEST_SPAN), header);
        }
    }

    /// A cell that goes on with the one above it, over `span` columns; what stands in it goes there.
    pub(super) fn continued(&mut self, span: usize) {
        if let Some(grid) = self.open.last_mut() {
            grid.continued(span.clamp(1, LARGEST_SPAN));
        }
    }

    /// The cell or the row ends.
    pub(super) fn end_cell(&mut self) {
        if let Some(grid) = self.open.last_mut() {
            grid.in_cell = false;
        }
    }

    /// Rows that follow are marked as header rows, or no longer.
    pub(super) fn head(&mut self, head: bool) {
        if let Some(grid) = self.open.last_mut() {
            grid.head = head;
        }
    }

    /// The innermost table ends: delivers the rest of it. False where none is open.
    pub(super) fn close(&mut self, limits: &Limits, sink: &mut dyn Sink) -> bool {
        let Some(mut grid) = self.open.pop() else { return false };
        grid.deliver(&mut self.announced, limits, sink);
        true
    }

    /// Whether a table is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether text goes into a cell now.
    pub(super) fn in_cell(&self) -> bool {
        self.open.last().is_some_and(|grid| grid.in_cell)
    }

    /// Adds a paragraph to the open cell.
    pub(super) fn add(&mut self, paragraph: C) {
        let cell = self.open.last_mut().and_then(|grid| grid.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            cell.parts.push(paragraph);
        }
    }
}

impl<C> Cell<C> {
    fn continues(&self) -> bool {
        self.rows == 0
    }
}

impl<C: Content> Grid<C> {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            delivered: 0,
            announced: None,
            covered: Vec::new(),
            in_cell: false,
            head: false,
        }
    }

    fn row(&mut self) {
        self.in_cell = false;
        self.rows.push(Vec::new());
    }

    fn cell(&mut self, span: usize, rows: usize, header: bool) {
        let (column, span) = self.next(span, rows);
        let header = header || self.head;
        if let Some(row) = self.rows.last_mut() {
            row.push(Cell { column, span, rows, header, parts: Vec::new() });
            self.in_cell = true;
        }
    }

    fn continued(&mut self, span: usize) {
        let (column, span) = self.next(span, 1);
        let index = self.delivered + self.rows.len();
        let Some((row, above)) = self.rows.split_last_mut() else { return };
        let begins = above.iter_mut().enumerate().rev().find_map(|(at, row)| {
            Some((at, row.iter_mut().find(|cell| cell.column == column && !cell.continues())?))
        });
        if let Some((at, cell)) = begins {
            cell.rows = cell.rows.max(index - self.delivered - at);
        }
        row.push(Cell { column, span, rows: 0, header: false, parts: Vec::new() });
        self.in_cell = true;
    }

    /// The column where a cell over `span` columns and `rows` rows begins, and how far it reaches.
    fn next(&mut self, span: usize, rows: usize) -> (usize, usize) {
        if self.rows.is_empty() {
            self.row();
        }
        let index = self.delivered + self.rows.len();
        let last = self.rows.last().and_then(|row| row.last());
        let mut column = last.map_or(0, |cell| cell.column + cell.span);
        while self.covered.get(column).is_some_and(|until| *until >= index) {
            column += 1;
        }
        let column = column.min(MOST_COLUMNS - 1);
        let span = span.min(MOST_COLUMNS - column);
        if self.covered.len() < column + span {
            self.covered.resize(column + span, 0);
        }
        self.covered[column..column + span].fill(index + rows - 1);
        (column, span)
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
                for part in cell.parts {
                    part.put(&at, limits, sink);
                }
            }
        }
    }

    /// Tells the header from the first rows.
    fn announce(&self, number: u32, sink: &mut dyn Sink) -> Announced {
        let columns = self.covered.len();
        let text = |cell: &Cell<C>| {
            let parts: Vec<&str> = cell.parts.iter().map(|part| part.seen().trim()).collect();
            let mut text = parts.join(" ");
            // Every cell beneath bears it.
            text.truncate(text.floor_char_boundary(LONGEST_HEADER));
            text
        };
        // The first rows as a person sees them, merged cells repeated where they reach.
        let top = self.rows.len().min(TOP);
        let mut seen: Vec<Vec<String>> = vec![vec![String::new(); columns]; top];
        for (index, row) in self.rows.iter().take(top).enumerate() {
            for cell in row {
                let lines = index..(index + cell.rows).min(top);
                let text = text(cell);
                for line in &mut seen[lines] {
                    let reach = cell.column..(cell.column + cell.span).min(columns);
                    line[reach].fill(text.clone());
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
