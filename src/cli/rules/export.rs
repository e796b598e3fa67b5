//! `mishen rules export`.

use std::{
    io::{self, Write as _},
    path::Path,
};

use super::{
    super::{Environment, Exit, Failure, files, scan::refused},
    names_workbook, table,
};
use crate::{
    lang::{Lang, called, say},
    rules::{
        Layer,
        sheet::{Column, Entry, fits},
    },
};

/// Writes the rules of `folder` that look for words as a sheet, a workbook where `file` is named like
/// one, and names the others.
pub(super) fn export(
    folder: &Path,
    file: &Path,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let layer =
        Layer::read(&folder.into()).map_err(|problems| refused(&problems, lang, environment))?;
    let written = layer.rule_files().map_err(|problems| refused(&problems, lang, environment))?;
    let called = |code: &str| called(lang, code);
    let heading = |column: &Column| say(lang, &format!("column.{}", column.code()), &[]);
    let mut rows: Vec<Vec<String>> = vec![Column::ALL.iter().map(heading).collect()];
    let mut others = Vec::new();
    for rule in written {
        let id = rule.id.get_ref().clone();
        let cells = Entry::from_file(rule).map(|entry| entry.cells(&called));
        match cells.filter(|cells| !names_workbook(file) || cells.iter().all(|cell| fits(cell))) {
            Some(cells) => rows.push(cells),
            None => others.push(id),
        }
    }
    let count = (rows.len() - 1).to_string();
    files::write(file, &table(file, &rows, lang)?, lang)?;
    let mut out = io::stdout().lock();
    let args = [("count", count.as_str()), ("file", &files::shown(file))];
    writeln!(out, "{}", say(lang, "sheet.exported", &args))?;
    if !others.is_empty() {
        writeln!(out, "{}", say(lang, "sheet.not-exported", &[("rules", &lang.list(&others))]))?;
    }
    Ok(Exit::Clear)
}
