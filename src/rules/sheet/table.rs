//! A sheet as a table of cells, and the CSV or TSV it stands in, in UTF-8, UTF-16 or GBK.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Called, Column, Trouble, cell};

/// A `Sheet` is the cells of a table and what its columns are.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What each column is; `None` for the one in which problems were noted.
    pub columns: Vec<Option<Column>>,
    /// The headings as written.
    pub headings: Vec<String>,
    /// The rows below the headings, empty ones too, so that row numbers hold.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads a table as a spreadsheet program saves it.
    ///
    /// # Errors
    /// What is wrong with the encoding or the headings: nothing is guessed.
    pub fn read(bytes: &[u8], called: Called<'_>) -> Result<Self, Vec<Trouble>> {
        let text = decode(bytes).ok_or_else(|| trouble("sheet-encoding"))?;
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains('\t') { b'\t' } else { b',' };
        let text = with_empty_rows(&text, char::from(delimiter));
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(|_| trouble("sheet-broken"))?;
            rows.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
        }
        Self::of(rows, called)
    }

    /// The table of `rows`, the headings first.
    ///
    /// # Errors
    /// What is wrong with the headings.
    pub fn of(rows: Vec<Vec<String>>, called: Called<'_>) -> Result<Self, Vec<Trouble>> {
        let said = |row: Vec<String>| row.into_iter().map(cell::unguarded).collect();
        let mut rows = rows.into_iter().map(said);
        let headings: Vec<String> = rows.next().ok_or_else(|| trouble("sheet-empty"))?;
        let columns = columns(&headings, called)?;
        Ok(Self { columns, headings, rows: rows.collect() })
    }

    /// Where problems were noted, from 0.
    pub fn notes(&self) -> Option<usize> {
        let noted = |(at, column): (usize, &Option<Column>)| {
            (column.is_none() && !self.headings[at].trim().is_empty()).then_some(at)
        };
        self.columns.iter().enumerate().find_map(noted)
    }

    /// Where a column stands, from 1.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column)).map(|at| at + 1)
    }

    /// What a row says in a column, blanks at its ends left out; nothing where it says nothing.
    pub(super) fn cell<'a>(&self, row: &'a [String], column: Column) -> &'a str {
        let at = self.position(column).unwrap_or(0);
        let cell = at.checked_sub(1).and_then(|at| row.get(at)).map_or("", String::as_str);
        cell.trim()
    }
}

/// Something is wrong with the whole table.
fn trouble(code: &'static str) -> Vec<Trouble> {
    vec![Trouble { row: 1, column: None, code, args: Vec::new() }]
}

/// The bytes of a table: CSV in UTF-8 with a mark at its start and CRLF, as spreadsheet programs open
/// it without being told more. No cell can become a formula.
pub fn write(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing into memory does not fail.
        let _ = writer.write_record(row.iter().map(|cell| cell::guarded(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// `text` with every empty line made an empty row: people count those, the reader would not.
fn with_empty_rows(text: &str, delimiter: char) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut quoted = false;
    for line in text.split_inclusive('\n') {
        if !quoted && line.trim_end_matches(['\r', '\n']).is_empty() {
            kept.push(delimiter);
        }
        kept.push_str(line);
        quoted ^= line.matches('"').count() % 2 == 1;
    }
    kept
}

/// The text of `bytes` in the encoding they are in for certain.
fn decode(bytes: &[u8]) -> Option<String> {
    let known = [UTF_8, UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let marks: &[u8] = match encoding.name() {
            "UTF-16LE" => &[0xff, 0xfe],
            "UTF-16BE" => &[0xfe, 0xff],
            _ => &[0xef, 0xbb, 0xbf],
        };
        bytes.starts_with(marks)
    });
    let encoding =
        known.unwrap_or(if simdutf8::basic::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, _, broken) = encoding.decode(bytes);
    let binary = text.contains('\0') || bytes.starts_with(b"PK\x03\x04");
    (!broken && !binary).then(|| text.into_owned())
}

/// What each heading names.
fn columns(headings: &[String], called: Called<'_>) -> Result<Vec<Option<Column>>, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let mut columns = Vec::new();
    let mut trouble = |column: Option<usize>, code, name: &str| {
        let args = vec![("name", name.to_owned())];
        troubles.push(Trouble { row: 1, column, code, args });
    };
    for (at, heading) in headings.iter().enumerate() {
        let heading = heading.trim().trim_end_matches(['*', '＊']);
        let is = |code: &str| {
            called(&format!("column.{code}")).iter().any(|name| name.eq_ignore_ascii_case(heading))
        };
        let known = Column::ALL.iter().copied().find(|column| is(column.code()));
        let empty = heading.is_empty() && at + 1 == headings.len();
        match known {
            Some(column) if columns.contains(&Some(column)) => {
                trouble(Some(at + 1), "sheet-heading-twice", heading);
            }
            None if !is("problem") && !empty => {
                trouble(Some(at + 1), "sheet-unknown-heading", heading);
            }
            _ => {}
        }
        columns.push(known);
    }
    for column in Column::ALL.iter().filter(|column| column.is_needed()) {
        if !columns.contains(&Some(*column)) {
            let names = called(&format!("column.{}", column.code()));
            trouble(None, "sheet-no-heading", names.first().copied().unwrap_or_default());
        }
    }
    if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
}
