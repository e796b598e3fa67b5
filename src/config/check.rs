//! From `mishen.toml` as written to a [`Config`]: every problem at once.

use std::{ops::Range, sync::Arc};

use globset::Glob;
use toml::Spanned;

use super::{Config, file::ConfigFile};
use crate::{
    rules::{Change, Severity},
    text::Problem,
};

/// Checks `file`, whose text is `source`.
///
/// # Errors
/// Every problem that is not one of form.
pub(super) fn check(
    file: ConfigFile,
    shown: &str,
    source: &Arc<str>,
) -> Result<Config, Vec<Problem>> {
    let mut check = Check { shown, source, problems: Vec::new() };
    let exclude = file.scan.exclude.into_iter().map(|glob| check.glob(glob)).collect();
    let fail_on = file.scan.fail_on.as_ref().and_then(|name| check.severity(name));
    let mut changes = Vec::new();
    for entry in file.rules.disable {
        let at = entry.span();
        let entry = entry.into_inner();
        changes.extend(check.change(&at, entry.rule, entry.reason, None));
    }
    for entry in file.rules.regrade {
        let at = entry.span();
        let entry = entry.into_inner();
        let severity = check.needed(&at, "severity", entry.severity);
        let severity = severity.and_then(|name| check.severity(&name));
        let change = check.change(&at, entry.rule, entry.reason, severity);
        changes.extend(change.filter(|change| change.severity.is_some()));
    }
    if !check.problems.is_empty() {
        return Err(check.problems);
    }
    let file_name = Some(shown.to_owned());
    Ok(Config { file: file_name, exclude, fail_on, folders: file.rules.folders, changes })
}

struct Check<'a> {
    shown: &'a str,
    source: &'a Arc<str>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn glob(&mut self, glob: Spanned<String>) -> String {
        if let Err(error) = Glob::new(glob.get_ref()) {
            let args = vec![("detail", error.kind().to_string())];
            self.problem(glob.span(), "config-glob", args);
        }
        glob.into_inner()
    }

    fn severity(&mut self, name: &Spanned<String>) -> Option<Severity> {
        let known = Severity::from_code(name.get_ref());
        if known.is_none() {
            let args = vec![("kind", "severity".to_owned()), ("name", name.get_ref().clone())];
            self.problem(name.span(), "rule-unknown-name", args);
        }
        known
    }

    fn change(
        &mut self,
        at: &Range<usize>,
        rule: Option<Spanned<String>>,
        reason: Option<Spanned<String>>,
        severity: Option<Severity>,
    ) -> Option<Change> {
        let rule = self.needed(at, "rule", rule);
        let reason = self.needed(at, "reason", reason);
        let (rule, reason) = (rule?, reason?);
        let args = vec![("kind", "rule".to_owned()), ("name", rule.get_ref().clone())];
        let unknown = self.at(rule.span(), "rule-unknown-name", args);
        Some(Change { rule: rule.into_inner(), severity, reason: reason.into_inner(), unknown })
    }

    /// The value of a key that must be there and say something.
    fn needed(
        &mut self,
        at: &Range<usize>,
        key: &str,
        value: Option<Spanned<String>>,
    ) -> Option<Spanned<String>> {
        let value = value.filter(|value| !value.get_ref().trim().is_empty());
        if value.is_none() {
            self.problem(at.clone(), "config-missing-key", vec![("key", key.to_owned())]);
        }
        value
    }

    fn problem(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        let problem = self.at(span, code, args);
        self.problems.push(problem);
    }

    fn at(
        &self,
        span: Range<usize>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) -> Problem {
        let (file, source) = (self.shown.to_owned(), Arc::clone(self.source));
        Problem { file, source, span: Some(span), code, args }
    }
}
