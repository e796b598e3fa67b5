//! What every reader of tables agrees on: which rows are headers, what a column is called, what a
//! cell is called.

/// Longest header cell, in characters.
const HEADER_CHARACTERS: usize = 24;
/// A digit run this long is data, not a header, unless it is a year (2024年预算).
const DATA_DIGITS: usize = 4;

/// How many rows at the top are titles: blank, or a single cell over rows of more.
pub(super) fn titles<T: AsRef<str>>(sample: &[Vec<T>]) -> usize {
    let filled = |row: &Vec<T>| row.iter().filter(|cell| !cell.as_ref().is_empty()).count();
    let first = |least| sample.iter().position(|row| filled(row) >= least);
    first(2).or_else(|| first(1)).unwrap_or(0)
}

/// How many rows at the top of a table are header rows: 0, 1 or 2.
///
/// Headers are told by form alone, never by their words: short cells, at least two of them, no long
/// number in any, and a row of data beneath. A second one belongs to the header only where the
/// first leaves gaps, as merged cells do. A single column has a header over long numbers only.
pub(super) fn header_rows(rows: &[Vec<&str>]) -> usize {
    let is_header_at = |row: usize| row + 1 < rows.len() && is_header(&rows[row]);
    match rows {
        _ if is_header_at(0) && is_header_at(1) && fills_gaps(&rows[1], &rows[0]) => 2,
        _ if is_header_at(0) => 1,
        [first, rest @ ..] if is_heading(first, rest) => 1,
        _ => 0,
    }
}

/// Header text of each column: the cells of the `header_rows` first rows joined by a blank. Where
/// there are two header rows, a gap in the first is filled from its left, as a merged cell covers
/// it.
pub(super) fn headers(rows: &[Vec<&str>], header_rows: usize) -> Vec<String> {
    let header_rows = header_rows.min(rows.len());
    if header_rows == 0 {
        return Vec::new();
    }
    let columns = rows[..header_rows].iter().map(Vec::len).max().unwrap_or(0);
    let mut headers = vec![String::new(); columns];
    for (number, row) in rows[..header_rows].iter().enumerate() {
        let merged = number + 1 < header_rows;
        let mut left = "";
        for (column, header) in headers.iter_mut().enumerate() {
            let cell = row.get(column).map_or("", |cell| cell.trim());
            if !cell.is_empty() {
                left = cell;
            }
            let beneath = rows[number + 1..].first().and_then(|row| row.get(column));
            let covered = merged && beneath.is_some_and(|cell| !cell.trim().is_empty());
            let text = if cell.is_empty() && covered { left } else { cell };
            if !text.is_empty() && !header.is_empty() {
                header.push(' ');
            }
            header.push_str(text);
        }
    }
    headers
}

/// The name of a cell as a spreadsheet program writes it, from row and column counted from 1.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    column_name(column) + &row.to_string()
}

/// The letters of a column, counted from 1.
pub(super) fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(letter).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The longest run of ASCII or full-width digits in `text`.
pub(super) fn longest_digit_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        let digit = character.is_ascii_digit() || ('０'..='９').contains(&character);
        run = if digit { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn is_header(row: &[&str]) -> bool {
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    filled >= 2 && row.iter().map(|cell| cell.trim()).all(is_header_cell)
}

/// The header of a table of one column: a short word over long numbers.
fn is_heading(first: &[&str], rest: &[Vec<&str>]) -> bool {
    let number = |cell: &&str| longest_digit_run(cell) > DATA_DIGITS;
    matches!(first, [word] if !word.trim().is_empty() && is_header_cell(word.trim()))
        && rest.iter().all(|row| row.len() <= 1)
        && rest.iter().flatten().any(number)
}

fn is_header_cell(cell: &str) -> bool {
    let digits = longest_digit_run(cell);
    cell.chars().nth(HEADER_CHARACTERS).is_none()
        && !is_number(cell)
        && (digits < DATA_DIGITS || digits == DATA_DIGITS && names_a_year(cell))
}

fn names_a_year(cell: &str) -> bool {
    cell.find('年').is_some_and(|at| {
        let year = cell[..at].trim_start_matches(|c: char| !c.is_ascii_digit());
        year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
    })
}

/// A cell that is nothing but a number, a date or the like: data however short it is. A lone `1`
/// may number a column, so a single digit is not enough.
fn is_number(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits >= 2 && cell.chars().all(|c| c.is_ascii_digit() || ".,-/:%+ ".contains(c))
}

/// Whether `row` has cells where `above` has none, so that a cell above is merged.
fn fills_gaps(row: &[&str], above: &[&str]) -> bool {
    let empty = |column: usize| above.get(column).is_none_or(|cell| cell.trim().is_empty());
    row.iter().enumerate().any(|(column, cell)| !cell.trim().is_empty() && empty(column))
}
