//! Rules as rows of a spreadsheet, for the person who keeps the word list. One row is one rule.
//!
//! [`Sheet::read`] takes a table as a spreadsheet program saves it, [`Cells`] gathers that of a
//! workbook, [`Entry`] is one row understood, [`Entry::to_toml`] the rule file it becomes and
//! [`Entry::from_file`] the way back.

mod cell;
mod cells;
mod column;
mod entry;
mod table;
mod toml;
mod workbook;

pub use cells::Cells;
pub use column::Column;
pub use entry::Entry;
pub use table::{Sheet, write};
pub use workbook::{fits, workbook};

use crate::text::Problem;

/// What a name (`severity.high`) is called in the languages that people write in; the first is
/// written, all are read.
pub type Called<'a> = &'a dyn Fn(&str) -> Vec<&'static str>;

/// A `Trouble` is one thing wrong with a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Row of the sheet from 1, its headings being row 1.
    pub row: usize,
    /// Column of the sheet from 1; `None` is the whole row.
    pub column: Option<usize>,
    /// Which trouble; the code of its sentence.
    pub code: &'static str,
    /// What the sentence names.
    pub args: Vec<(&'static str, String)>,
}

impl Trouble {
    /// The cell as a spreadsheet names it: `D17`; `17` for a whole row.
    pub fn cell(&self) -> String {
        cell_name(self.column, self.row)
    }

    /// The trouble as it is told of `file`.
    pub fn of(&self, file: &str) -> Problem {
        Problem {
            file: format!("{file}!{}", self.cell()),
            source: "".into(),
            span: None,
            code: self.code,
            args: self.args.clone(),
        }
    }
}

/// A cell as a spreadsheet names it: `D17`; `17` for a whole row.
fn cell_name(column: Option<usize>, row: usize) -> String {
    let mut letters = String::new();
    let mut column = column.unwrap_or(0);
    while column > 0 {
        let letter = char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or(0));
        letters.insert(0, letter);
        column = (column - 1) / 26;
    }
    format!("{letters}{row}")
}
