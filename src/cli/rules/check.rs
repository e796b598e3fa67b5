//! `mishen rules check`.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use super::{
    super::{Environment, Exit, Failure, scan::config},
    test::told,
};
use crate::{
    engine::{Searcher, trial},
    lang::{Lang, say},
    report,
    rules::RuleSet,
    text::{Problem, visible},
};

/// Tells every problem of every rule file and every example that fails, one a line, as editors and
/// compilers do: `file:line:column: what is wrong`.
pub(super) fn check(
    folders: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let config = config(None, lang, environment)?;
    let set = RuleSet::load(&config.folders_and(folders), &config.changes);
    let lines: Vec<String> = match set {
        Err(problems) => problems.iter().map(|problem| line(problem, lang)).collect(),
        Ok(set) => {
            let failures = trial(&Searcher::new(set), |_| true);
            let line = |failure: &crate::engine::Failure| {
                let (file, line) = &failure.at;
                format!("{}:{line}:1: {}", visible(file), told(failure, lang))
            };
            failures.iter().map(line).collect()
        }
    };
    let mut out = io::stdout().lock();
    for line in &lines {
        writeln!(out, "{line}")?;
    }
    if lines.is_empty() {
        return Ok(Exit::Clear);
    }
    let count = lines.len().to_string();
    Err(Failure::Told(say(lang, "error.problems", &[("count", &count)])))
}

fn line(problem: &Problem, lang: Lang) -> String {
    let at = problem.span.as_ref().map_or(0, |span| span.start);
    let before = problem.source.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let (line, column) = (before.matches('\n').count() + 1, before[start..].chars().count() + 1);
    let said = report::sentence(problem, lang);
    format!("{}:{line}:{column}: {said}", visible(&problem.file))
}
