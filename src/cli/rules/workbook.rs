//! The sheet of a workbook, read as every document is: by a child process that limits itself.

use std::{path::Path, sync::Arc};

use super::super::{Environment, Failure, files, scan::refused, tell};
use crate::{
    document::{self, Limits, Reading, inputs},
    lang::{Lang, say},
    report,
    rules::sheet::Cells,
    text::Problem,
};

/// Longest cell that is taken, in bytes: what is longer is told in pieces.
const LONGEST_CELL: usize = 1 << 20;

/// The rows of the first sheet with anything on it, of the workbook `bytes` called `file`. What
/// nobody sees must not become a rule, so a sheet with hidden cells is refused.
pub(super) fn rows(
    bytes: &[u8],
    file: &Path,
    lang: Lang,
    environment: &Environment,
) -> Result<Vec<Vec<String>>, Failure> {
    let mut cells = Cells::default();
    let limits = Limits { passage_bytes: LONGEST_CELL, ..Limits::default() };
    let reading = Reading::Apart(&environment.program);
    document::read(&mut &*bytes, &inputs::display(file), &limits, &reading, &mut cells);
    let problems = problems(&cells, &files::shown(file), lang);
    if !problems.is_empty() {
        return Err(refused(&problems, lang, environment));
    }
    if !cells.other_sheets.is_empty() {
        tell(&say(lang, "sheet.first-only", &[("sheets", &lang.list(&cells.other_sheets))]));
    }
    Ok(cells.rows())
}

/// What stands in the way of taking `cells` for the whole workbook.
fn problems(cells: &Cells, file: &str, lang: Lang) -> Vec<Problem> {
    let problem = |cell: Option<&str>, code, args| Problem {
        file: cell.map_or_else(|| file.to_owned(), |cell| format!("{file}!{cell}")),
        source: "".into(),
        span: None,
        code,
        args,
    };
    let unread = cells.unread.iter().map(|unread| {
        let cause = report::unread(lang, &unread.cause);
        problem(unread.at.cell.as_deref(), "sheet-unread", vec![("cause", cause)])
    });
    // The first of a sheet, and how many: whole columns may be hidden.
    let first = |cells: &[Arc<str>], code| {
        let sheet = |cell: &str| cell.rsplit_once('!').map_or(0, |(sheet, _)| sheet.len());
        let told = cells.chunk_by(|one, next| one[..sheet(one)] == next[..sheet(next)]);
        let told = told.map(|cells| {
            let count = cells.len().to_string();
            problem(cells.first().map(|cell| &**cell), code, vec![("count", count)])
        });
        told.collect::<Vec<_>>()
    };
    let hidden = first(&cells.hidden, "sheet-hidden");
    unread.chain(hidden).chain(first(&cells.far, "sheet-far")).collect()
}
