//! `mishen.toml`: one file, one schema, as written and as checked.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use toml::Spanned;

use crate::{
    rules::{Change, Severity},
    text::{Problem, read_toml},
};

/// The name of the file.
pub const FILE: &str = "mishen.toml";

/// A `Config` is a checked `mishen.toml`; without a file everything has its default.
#[derive(Debug, Default)]
pub struct Config {
    /// The file, as named to the person.
    pub file: Option<String>,
    /// Globs of names that are not scanned.
    pub exclude: Vec<String>,
    /// From which severity on sign-off is needed.
    pub fail_on: Option<Severity>,
    /// Folders of rules, from the file's own folder.
    pub folders: Vec<PathBuf>,
    /// Rules that are disabled or re-graded, each with a reason.
    pub changes: Vec<Change>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ConfigFile {
    scan: ScanSection,
    rules: RulesSection,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ScanSection {
    exclude: Vec<String>,
    fail_on: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RulesSection {
    folders: Vec<PathBuf>,
    disable: Vec<Spanned<ChangeFile>>,
    regrade: Vec<Spanned<ChangeFile>>,
}

#[derive(Debug, Deserialize)]
struct ChangeFile {
    rule: String,
    severity: Option<Spanned<String>>,
    reason: String,
}

impl Config {
    /// The nearest `mishen.toml` in `folder` or above it; it is never looked for near what is
    /// scanned.
    pub fn nearest(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
    }

    /// Reads the file at `path`, named `shown` to the person.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(path: &Path, shown: &str) -> Result<Self, Vec<Problem>> {
        let source: Arc<str> = match fs::read_to_string(path) {
            Ok(source) => source.into(),
            Err(error) => {
                let args = vec![("detail", error.kind().to_string())];
                return Err(vec![problem(shown, &"".into(), None, "file-unreadable", args)]);
            }
        };
        let written: ConfigFile = read_toml(shown, &source)?;
        let mut problems = Vec::new();
        let mut severity = |name: &Spanned<String>| {
            let known = Severity::from_code(name.get_ref());
            if known.is_none() {
                let args = vec![("kind", "severity".to_owned()), ("name", name.get_ref().clone())];
                let span = Some(name.span());
                problems.push(problem(shown, &source, span, "rule-unknown-name", args));
            }
            known
        };
        let fail_on = written.scan.fail_on.as_ref().and_then(&mut severity);
        let mut changes = Vec::new();
        let disabled = written.rules.disable.into_iter().map(|change| (change, true));
        let regraded = written.rules.regrade.into_iter().map(|change| (change, false));
        for (change, disable) in disabled.chain(regraded) {
            let span = change.span();
            let change = change.into_inner();
            let grade = change.severity.as_ref().and_then(&mut severity);
            let args = vec![("kind", "rule".to_owned()), ("name", change.rule.clone())];
            changes.push(Change {
                rule: change.rule,
                severity: if disable { None } else { grade },
                reason: change.reason,
                unknown: problem(shown, &source, Some(span), "rule-unknown-name", args),
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let base = path.parent().unwrap_or(Path::new("."));
        let folders = written.rules.folders.iter().map(|folder| base.join(folder)).collect();
        let file = Some(shown.to_owned());
        Ok(Self { file, exclude: written.scan.exclude, fail_on, folders, changes })
    }
}

fn problem(
    file: &str,
    source: &Arc<str>,
    span: Option<std::ops::Range<usize>>,
    code: &'static str,
    args: Vec<(&'static str, String)>,
) -> Problem {
    Problem { file: file.to_owned(), source: Arc::clone(source), span, code, args }
}
