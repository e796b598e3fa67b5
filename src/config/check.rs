//! From `mishen.toml` as written to a [`Config`]: every problem at once.

use std::{ops::Range, sync::Arc};

use toml::Spanned;

use super::{
    Config, Listed,
    file::{ConfigFile, ExceptionFile},
};
use crate::{
    document::inputs,
    review::Exception,
    rules::{Change, Folder, Publisher, Severity},
    text::{Problem, Problems},
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
    let mut problems = Problems::new(shown, source);
    for glob in &file.scan.exclude {
        globs(&mut problems, glob);
    }
    let exclude = file.scan.exclude.into_iter().map(Spanned::into_inner).collect();
    let fail_on = file.scan.fail_on.as_ref();
    let fail_on = fail_on.and_then(|name| problems.named("severity", name, Severity::from_code));
    let mut publishers = Vec::new();
    for line in &file.rules.publishers {
        match Publisher::read(line.get_ref()) {
            Some(publisher) => publishers.push(publisher),
            None => problems.add(line.span(), "config-publisher", Vec::new()),
        }
    }
    let mut exceptions = Vec::new();
    for entry in file.exceptions {
        let at = entry.span();
        exceptions.extend(exception(&mut problems, &at, entry.into_inner()));
    }
    let (changes, wrong) = Change::check(file.rules.disable, file.rules.regrade, shown, source);
    let mut problems = problems.found();
    problems.extend(wrong);
    if !problems.is_empty() {
        return Err(problems);
    }
    let file_name = Some(shown.to_owned());
    let folders = file.rules.folders.iter().map(|folder| Folder::from(folder.as_path())).collect();
    Ok(Config { file: file_name, exclude, fail_on, folders, publishers, changes, exceptions })
}

fn exception(
    problems: &mut Problems<'_>,
    at: &Range<usize>,
    written: ExceptionFile,
) -> Option<Listed> {
    let rule = problems.needed(at, "rule", written.rule);
    let scope = problems.needed(at, "scope", written.scope);
    let reason = problems.needed(at, "reason", written.reason);
    let owner = problems.needed(at, "owner", written.owner);
    if written.until.is_none() {
        problems.missing(at, "until");
    }
    let until = written.until.filter(|until| {
        let fits = until.get_ref().date.is_some() && until.get_ref().time.is_none();
        if !fits {
            problems.add(until.span(), "rule-no-day", Vec::new());
        }
        fits
    });
    let documents = scope.as_ref().and_then(|scope| globs(problems, scope));
    let (rule, scope, documents, until) = (rule?, scope?, documents?, until?);
    let args = vec![("kind", "rule".to_owned()), ("name", rule.get_ref().clone())];
    let refused = problems.at(rule.span(), "rule-unknown-name", args);
    let exception = Exception {
        rule: rule.into_inner(),
        scope: scope.into_inner(),
        documents,
        fingerprints: written.fingerprints,
        reason: reason?.into_inner(),
        owner: owner?.into_inner(),
        until: until.into_inner().to_string(),
    };
    Some(Listed { exception, refused })
}

/// The names that a glob matches.
fn globs(problems: &mut Problems<'_>, glob: &Spanned<String>) -> Option<globset::GlobSet> {
    inputs::globs([glob.get_ref().as_str()])
        .map_err(|(_, detail)| {
            problems.add(glob.span(), "config-glob", vec![("detail", detail)]);
        })
        .ok()
}
