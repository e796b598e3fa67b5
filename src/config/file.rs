//! `mishen.toml` as written.

use std::{ops::Range, path::PathBuf, sync::Arc};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    rules::{DisableFile, RegradeFile},
    text::{Problem, read_toml},
};

/// What stands in the file; a section or key that is left out has its default.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConfigFile {
    pub(super) scan: ScanSection,
    pub(super) rules: RulesSection,
}

/// `[scan]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ScanSection {
    pub(super) exclude: Vec<Spanned<String>>,
    pub(super) fail_on: Option<Spanned<String>>,
}

/// `[rules]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RulesSection {
    pub(super) folders: Vec<PathBuf>,
    pub(super) disable: Vec<Spanned<DisableFile>>,
    pub(super) regrade: Vec<Spanned<RegradeFile>>,
}

/// Reads `source`, the text of the file named `shown`.
///
/// # Errors
/// All unknown keys and every key whose value is of the wrong type, or the first place that is no
/// TOML at all.
pub(super) fn read(shown: &str, source: &Arc<str>) -> Result<ConfigFile, Vec<Problem>> {
    let problems = match read_toml(shown, source) {
        Ok(file) => return Ok(file),
        Err(problems) => problems,
    };
    let Ok(mut table) = DeTable::parse(source) else { return Err(problems) };
    // Deserializing stops at the first wrong type. Keys are tried one by one to tell of the others.
    let (mut wrong, mut rest): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.code == "file-toml");
    while let Some(span) = wrong.last().and_then(|problem| problem.span.clone()) {
        if !take_out(table.get_mut(), &span) {
            break;
        }
        let Err(error) = ConfigFile::deserialize(toml::Deserializer::from(table.clone())) else {
            break;
        };
        wrong.push(Problem {
            file: shown.to_owned(),
            source: Arc::clone(source),
            span: error.span(),
            code: "file-toml",
            args: vec![("detail", error.message().to_owned())],
        });
    }
    rest.append(&mut wrong);
    rest.sort_by_key(|problem| problem.span.as_ref().map(|span| span.start));
    Err(rest)
}

/// Removes the key of a section, or the section, that `span` lies in; whether there was one.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let within = |table: &DeTable<'_>| {
        let holds = |value: &Spanned<DeValue<'_>>| {
            value.span().start <= span.start && span.end <= value.span().end
        };
        let found = table.iter().find(|(_, value)| holds(value));
        found.map(|(key, _)| key.get_ref().clone().into_owned())
    };
    for (_, section) in table.iter_mut() {
        if let DeValue::Table(keys) = section.get_mut()
            && let Some(key) = within(keys)
        {
            return keys.remove(key.as_str()).is_some();
        }
    }
    within(table).is_some_and(|key| table.remove(key.as_str()).is_some())
}
