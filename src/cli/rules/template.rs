//! `mishen rules template`.

use std::{
    io::{self, Write as _},
    path::Path,
};

use super::{
    super::{Exit, Failure, files},
    table,
};
use crate::{
    lang::{Lang, called, say},
    report,
    rules::{
        Category, Position, Profile, Role, RuleStatus, Severity,
        sheet::{Column, Entry},
    },
};

/// Writes an empty sheet with one row to copy, and beside it a page that explains every column.
pub(super) fn template(file: Option<&Path>, lang: Lang) -> Result<Exit, Failure> {
    let name = say(lang, "sheet.file", &[]);
    let file = file.unwrap_or(Path::new(&name));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let guide = file.with_file_name(say(lang, "sheet.guide-file", &[("stem", &stem)]));
    files::must_be_new(file, lang)?;
    files::must_be_new(&guide, lang)?;
    let called = |code: &str| called(lang, code);
    let heading = |column: &Column| say(lang, &format!("column.{}", column.code()), &[]);
    let headings = Column::ALL.iter().map(heading).collect();
    let rows = [headings, sample(lang).cells(&called)];
    files::write(file, &table(file, &rows, lang)?, lang)?;
    files::write(&guide, report::sheet_guide(lang).as_bytes(), lang)?;
    let (sheet, guide) = (files::shown(file), files::shown(&guide));
    let told = say(lang, "sheet.written", &[("sheet", &sheet), ("guide", &guide)]);
    writeln!(io::stdout(), "{told}")?;
    Ok(Exit::Clear)
}

/// A row that shows how rows are written; it is off, so that it finds nothing.
fn sample(lang: Lang) -> Entry {
    let said = |code: &str| say(lang, code, &[]);
    Entry {
        id: "sample-project-name".to_owned(),
        terms: vec![said("sample.term")],
        category: Category::WorkSecret,
        severity: Severity::High,
        sign_off: ["dept-head", "secrecy-office"].into_iter().filter_map(Role::from_code).collect(),
        position: vec![Position::Anywhere],
        near: Vec::new(),
        within: 40,
        veto: vec![said("sample.veto")],
        profiles: Vec::<Profile>::new(),
        examples: vec![said("sample.example")],
        counterexamples: vec![said("sample.counterexample")],
        why: said("sample.why"),
        remedy: said("sample.remedy"),
        basis: vec![(said("sample.basis"), "2024-05-01".to_owned())],
        since: String::new(),
        until: String::new(),
        status: RuleStatus::Off,
        proposed_by: said("sample.proposed-by"),
        note: said("sample.note"),
    }
}
