//! From `mishen.toml` as written to a [`Config`]: every problem at once.

use std::{ops::Range, sync::Arc};

use globset::Glob;
use toml::Spanned;

use super::{Config, file::ConfigFile};
use crate::{
    rules::{Change, Folder, Severity},
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
    if !check.problems.is_empty() {
        return Err(check.problems);
    }
    let file_name = Some(shown.to_owned());
    let folders = file.rules.folders.iter().map(|folder| Folder::from(folder.as_path())).collect();
    Ok(Config { file: file_name, exclude, fail_on, folders, changes })
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

    fn problem(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        let (file, source) = (self.shown.to_owned(), Arc::clone(self.source));
        self.problems.push(Problem { file, source, span: Some(span), code, args });
    }
}
