//! `mishen.toml` as written.

use std::{ops::Range, path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
    value::Datetime,
};

use crate::{
    rules::{DisableFile, RegradeFile, schema},
    text::{Problem, read_toml},
};

/// What stands in the file; a section or key that is left out has its default.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub(super) struct ConfigFile {
    /// What is scanned, and what it takes to need sign-off.
    pub(super) scan: ScanSection,
    /// Which rules are used.
    pub(super) rules: RulesSection,
    /// Documented permissions with an owner and an end.
    #[schemars(with = "Vec<ExceptionFile>")]
    pub(super) exceptions: Vec<Spanned<ExceptionFile>>,
}

/// `[scan]`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub(super) struct ScanSection {
    /// Globs of names that are not scanned.
    #[schemars(with = "Vec<String>")]
    pub(super) exclude: Vec<Spanned<String>>,
    /// From which severity on sign-off is needed; `medium` when left out.
    #[schemars(with = "Option<schema::SeverityCode>")]
    pub(super) fail_on: Option<Spanned<String>>,
}

/// `[rules]`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub(super) struct RulesSection {
    /// Folders of rules, from this file's own folder.
    pub(super) folders: Vec<PathBuf>,
    /// Public keys, as OpenSSH writes them, of those whose packs may be installed.
    #[schemars(with = "Vec<String>")]
    pub(super) publishers: Vec<Spanned<String>>,
    /// Rules that are not wanted.
    #[schemars(with = "Vec<DisableFile>")]
    pub(super) disable: Vec<Spanned<DisableFile>>,
    /// Rules that matter more or less here.
    #[schemars(with = "Vec<RegradeFile>")]
    pub(super) regrade: Vec<Spanned<RegradeFile>>,
}

/// `[[exceptions]]`; every key but `fingerprints` is needed.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ExceptionFile {
    /// The rule's id.
    #[schemars(with = "String")]
    pub(super) rule: Option<Spanned<String>>,
    /// Glob of the documents it holds for.
    #[schemars(with = "String")]
    pub(super) scope: Option<Spanned<String>>,
    /// Keyed names of the only findings it holds for; every one of the rule when left out.
    #[serde(default)]
    pub(super) fingerprints: Vec<String>,
    /// Why.
    #[schemars(with = "String")]
    pub(super) reason: Option<Spanned<String>>,
    /// Who answers for it.
    #[schemars(with = "String")]
    pub(super) owner: Option<Spanned<String>>,
    /// The last day it holds.
    #[schemars(with = "schema::Day")]
    pub(super) until: Option<Spanned<Datetime>>,
}

/// Reads `source`, the text of the file named `shown`: what could be read, and all unknown keys and
/// every key whose value is of the wrong type, or the first place that is no TOML at all.
pub(super) fn read(shown: &str, source: &Arc<str>) -> (Option<ConfigFile>, Vec<Problem>) {
    let (mut file, problems) = read_toml::<ConfigFile>(shown, source);
    let Ok(mut table) = DeTable::parse(source) else { return (file, problems) };
    // Deserializing stops at the first wrong type. Keys are tried one by one to tell of the others.
    let (mut wrong, mut rest): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.code == "file-toml");
    while let Some(span) = wrong.last().and_then(|problem| problem.span.clone()) {
        if !take_out(table.get_mut(), &span) {
            break;
        }
        let error = match ConfigFile::deserialize(toml::Deserializer::from(table.clone())) {
            Ok(rest) => {
                file = Some(rest);
                break;
            }
            Err(error) => error,
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
    (file, rest)
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
