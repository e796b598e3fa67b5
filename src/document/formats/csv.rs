//! Comma- or otherwise separated values: one table, its cells named as a spreadsheet names them.
//!
//! Lenient as the programs that people open such files with: rows may differ in length, and a quote
//! that is never closed is a character like any other.

use std::{borrow::Cow, sync::Arc};

use crate::{
    document::{
        Decoded, Layer, Limits, Passage, Piece, Pieces, Place, Sink, Table,
        cut::stretches,
        table::{self, cell_name},
    },
    text::Span,
};

/// Rows that are looked at to tell titles, header and delimiter.
const SAMPLE: usize = 20;

/// Reads the cells of `decoded`.
pub(in crate::document) fn read(decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    let text = &decoded.text;
    let delimiter = delimiter(text);
    let sample: Vec<Vec<Cell>> = Rows::new(text, delimiter).take(SAMPLE).collect();
    let sample: Vec<Vec<Cow<'_, str>>> =
        sample.iter().map(|row| row.iter().map(|cell| cell.text(text)).collect()).collect();
    let titles = table::titles(&sample);
    let rows: Vec<Vec<&str>> = sample
        .iter()
        .map(|row| row.iter().map(|cell| cell.as_ref()).collect::<Vec<_>>())
        .skip(titles)
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let header_rows = table::header_rows(&rows);
    let headers = table::headers(&rows, header_rows);
    let mut cells = Cells {
        decoded,
        limits,
        titles,
        header_rows,
        headers: headers.iter().map(|header| header.as_str().into()).collect(),
    };
    let mut announced = false;
    for (index, row) in Rows::new(text, delimiter).enumerate() {
        if index >= titles && !announced && row.iter().any(|cell| !cell.span.is_empty()) {
            announced = true;
            let header_rows = u32::try_from(header_rows).unwrap_or(0);
            sink.table(Table { number: 1, headers: headers.clone(), header_rows });
        }
        cells.deliver(index, &row, sink);
    }
}

/// Whether `text` falls into columns by a tab or comma throughout, as exports under the name of a
/// spreadsheet do.
pub(in crate::document) fn looks_like(text: &str) -> bool {
    let delimiter = delimiter(text);
    // The last row may be cut off.
    let mut rows: Vec<usize> =
        Rows::new(text, delimiter).take(SAMPLE).map(|row| row.len()).collect();
    rows.pop();
    rows.len() >= 2 && rows.iter().all(|cells| *cells == rows[0]) && rows[0] >= 2
}

/// What delivers cells, and the headers over them.
struct Cells<'a> {
    decoded: &'a Decoded,
    limits: &'a Limits,
    titles: usize,
    header_rows: usize,
    headers: Vec<Arc<str>>,
}

impl Cells<'_> {
    /// Delivers a row, the `index`th of the file; blank rows and titles count as programs count
    /// them.
    fn deliver(&mut self, index: usize, row: &[Cell], sink: &mut dyn Sink) {
        let in_table = index >= self.titles;
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.span.is_empty()) {
            let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
            let name = cell_name(number(index), number(column));
            let under = index >= self.titles + self.header_rows;
            let header = self.headers.get(column).filter(|header| under && !header.is_empty());
            let at = Place {
                table: in_table.then_some(1),
                row: Some(number(index)),
                column: Some(number(column)),
                cell: Some(name.into()),
                header: header.cloned(),
                ..Place::default()
            };
            self.cell(cell, at, sink);
        }
    }

    fn cell(&self, cell: &Cell, at: Place, sink: &mut dyn Sink) {
        let limit = self.limits.passage_bytes;
        // In a value of many passages quotes stay doubled, so that it can be cut where it stands.
        let cell = Cell { doubled: cell.doubled && cell.span.len() <= limit, ..*cell };
        let whole = cell.text(&self.decoded.text);
        for stretch in stretches(&whole, limit) {
            let text = match &whole {
                Cow::Borrowed(text) => Cow::Borrowed(&text[stretch.clone()]),
                Cow::Owned(text) => Cow::Owned(text[stretch.clone()].to_owned()),
            };
            let pieces = Pieces(cell.pieces(self.decoded, stretch.into()));
            let (at, layer, looks) = (at.clone(), Layer::Body, Vec::new());
            sink.passage(Passage { text, at, layer, looks, pieces });
        }
    }
}

/// A `Cell` is where a value stands: inside its quotes, without blanks around it.
#[derive(Debug, Clone, Copy)]
struct Cell {
    span: Span,
    /// Two quotes in it stand for one.
    doubled: bool,
}

impl Cell {
    /// The value.
    fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let raw = self.span.of(text);
        if self.doubled { raw.replace("\"\"", "\"").into() } else { raw.into() }
    }

    /// The pieces of the stretch `span` of the value.
    fn pieces(&self, decoded: &Decoded, span: Span) -> Vec<Piece> {
        let raw = self.span.of(&decoded.text);
        if !self.doubled {
            let start = self.span.start;
            return decoded.pieces(Span::new(start + span.start, start + span.end), 0);
        }
        let mut pieces = Vec::new();
        // `value` and `source` walk side by side; each doubled quote is one byte of the value.
        let (mut value, mut source) = (0, 0);
        for (index, part) in raw.split("\"\"").enumerate() {
            if index > 0 {
                if span.start <= value && value < span.end {
                    let quotes = Span::new(self.span.start + source, self.span.start + source + 2);
                    pieces.push(decoded.unit(quotes, value - span.start, 1));
                }
                value += 1;
                source += 2;
            }
            let from = span.start.clamp(value, value + part.len());
            let to = span.end.clamp(value, value + part.len());
            let base = self.span.start + source;
            let within = Span::new(base + from - value, base + to - value);
            pieces.append(&mut decoded.pieces(within, from.saturating_sub(span.start)));
            value += part.len();
            source += part.len();
        }
        pieces
    }
}

/// `Rows` are the rows of a text, one after the other.
struct Rows<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    /// A quote was never closed; later ones are not either.
    unclosed: bool,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self { text, delimiter, at: 0, unclosed: false }
    }

    /// The cell at the current place, and whether its row goes on. Moves behind it.
    fn cell(&mut self) -> (Cell, bool) {
        let bytes = self.text.as_bytes();
        let blanks = bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
        let open = self.at + blanks;
        if bytes.get(open) == Some(&b'"')
            && !self.unclosed
            && let Some((close, doubled)) = self.closing(open + 1)
        {
            let (_, more) = self.plain(close + 1);
            return (Cell { span: Span::new(open + 1, close), doubled }, more);
        }
        let (end, more) = self.plain(self.at);
        let raw = &self.text[open.min(end)..end];
        let value = raw.trim();
        let start = end - raw.trim_start().len();
        (Cell { span: Span::new(start, start + value.len()), doubled: false }, more)
    }

    /// The quote that closes a cell begun at `from`, and whether doubled ones are on the way. A
    /// closing quote stands before a delimiter or the end of a line.
    fn closing(&mut self, from: usize) -> Option<(usize, bool)> {
        let bytes = self.text.as_bytes();
        let (mut at, mut doubled) = (from, false);
        while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
            let quote = at + found;
            match bytes.get(quote + 1) {
                Some(b'"') => {
                    doubled = true;
                    at = quote + 2;
                }
                _ if self.ends_cell(quote + 1) => return Some((quote, doubled)),
                _ => at = quote + 1,
            }
        }
        self.unclosed = true;
        None
    }

    /// Whether nothing but blanks stands between `from` and a delimiter or the end of a line.
    fn ends_cell(&self, from: usize) -> bool {
        let next = self.text.as_bytes()[from..].iter().find(|byte| **byte != b' ');
        next.is_none_or(|byte| *byte == self.delimiter || b"\r\n".contains(byte))
    }

    /// Moves behind the next delimiter or end of line from `from` on; says where it stands and
    /// whether it is a delimiter.
    fn plain(&mut self, from: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let found = memchr::memchr3(self.delimiter, b'\n', b'\r', &bytes[from..]);
        let end = found.map_or(bytes.len(), |found| from + found);
        let pair = bytes[end..].starts_with(b"\r\n");
        self.at = (end + if pair { 2 } else { 1 }).min(bytes.len());
        (end, bytes.get(end) == Some(&self.delimiter))
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            let (cell, more) = self.cell();
            cells.push(cell);
            if !more {
                return Some(cells);
            }
        }
    }
}

/// The delimiter that cuts most of the first rows into the same number of cells, more than one.
fn delimiter(text: &str) -> u8 {
    let agreement = |delimiter: &u8| {
        let counts: Vec<usize> =
            Rows::new(text, *delimiter).take(SAMPLE).map(|row| row.len()).collect();
        let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
        let best = counts.iter().filter(|count| **count > 1).map(|count| (alike(*count), *count));
        best.max().unwrap_or((0, 0))
    };
    // Of equals the first in this list is taken, so it is looked at last.
    let delimiters = [b'|', b';', b',', b'\t'];
    delimiters.into_iter().max_by_key(agreement).unwrap_or(b',')
}
