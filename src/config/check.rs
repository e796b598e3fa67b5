//! From `mishen.toml` as written to a [`Config`]: every problem at once.

use std::{ops::Range, sync::Arc};

use globset::Glob;
use toml::{Spanned, value::Datetime};

use super::{
    Config,
    file::{ConfigFile, ExceptionFile},
};
use crate::{
    document::inputs,
    review::Exception,
    rules::{Change, Folder, Severity},
    signing::Publisher,
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
    let (changes, problems) = Change::check(file.rules.disable, file.rules.regrade, shown, source);
    check.problems.extend(problems);
    let publishers = file.rules.publishers.iter().filter_map(|line| {
        let publisher = Publisher::read(line.get_ref());
        if publisher.is_none() {
            check.problem(line.span(), "config-publisher", Vec::new());
        }
        publisher
    });
    let publishers: Vec<Publisher> = publishers.collect();
    let exceptions: Vec<Exception> = file
        .exceptions
        .into_iter()
        .filter_map(|entry| {
            let at = entry.span();
            check.exception(&at, entry.into_inner())
        })
        .collect();
    if !check.problems.is_empty() {
        return Err(check.problems);
    }
    let file_name = Some(shown.to_owned());
    let folders = file.rules.folders.iter().map(|folder| Folder::from(folder.as_path())).collect();
    Ok(Config { file: file_name, exclude, fail_on, folders, publishers, changes, exceptions })
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

    fn exception(&mut self, at: &Range<usize>, written: ExceptionFile) -> Option<Exception> {
        let rule = self.needed(at, "rule", written.rule);
        let scope = self.needed(at, "scope", written.scope);
        let reason = self.needed(at, "reason", written.reason);
        let owner = self.needed(at, "owner", written.owner);
        let day = |until: &Spanned<Datetime>| {
            until.get_ref().date.is_some() && until.get_ref().time.is_none()
        };
        if written.until.is_none() {
            self.problem(at.clone(), "config-missing-key", vec![("key", "until".to_owned())]);
        }
        let until = written.until.filter(|until| {
            let fits = day(until);
            if !fits {
                self.problem(until.span(), "rule-no-day", Vec::new());
            }
            fits
        });
        let documents = scope.as_ref().and_then(|scope| {
            let documents = inputs::globs([scope.get_ref().as_str()]);
            documents
                .map_err(|(_, detail)| {
                    self.problem(scope.span(), "config-glob", vec![("detail", detail)]);
                })
                .ok()
        });
        let (rule, scope, documents, until) = (rule?, scope?, documents?, until?);
        let args = vec![("kind", "rule".to_owned()), ("name", rule.get_ref().clone())];
        let unknown = self.at(rule.span(), "rule-unknown-name", args);
        let forbidden = self.at(rule.span(), "exception-of-mark", Vec::new());
        Some(Exception {
            rule: rule.into_inner(),
            scope: scope.into_inner(),
            documents,
            fingerprints: written.fingerprints,
            reason: reason?.into_inner(),
            owner: owner?.into_inner(),
            until: until.into_inner().to_string(),
            unknown,
            forbidden,
        })
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
