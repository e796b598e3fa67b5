//! `mishen rules test`.

use std::io::{self, Write as _};

use super::{
    super::{Exit, Failure},
    quoted,
};
use crate::{
    engine::{Searcher, trial},
    lang::{Lang, say},
    rules::RuleSet,
};

/// Tries every rule on its own examples.
pub(super) fn test(set: RuleSet, lang: Lang) -> Result<Exit, Failure> {
    let rules = set.rules().len().to_string();
    let tried = set.rules().iter().map(|rule| rule.examples.len() + rule.counterexamples.len());
    let tried = tried.sum::<usize>().to_string();
    let failures = trial(&Searcher::new(set), |_| true);
    let mut out = io::stdout().lock();
    for failure in &failures {
        writeln!(out, "{}", told(failure, lang))?;
    }
    if failures.is_empty() {
        let args = [("rules", &*rules), ("examples", &tried)];
        writeln!(out, "{}", say(lang, "rules.tested", &args))?;
        return Ok(Exit::Clear);
    }
    let count = failures.len().to_string();
    Err(Failure::say(lang, "error.rules-test", &[("count", &count)]))
}

/// An example that does not come out as its rule says.
pub(super) fn told(failure: &crate::engine::Failure, lang: Lang) -> String {
    let kind = if failure.counter { "kind.counterexample" } else { "kind.example" };
    let args = [
        ("rule", failure.rule.as_str()),
        ("kind", &say(lang, kind, &[])),
        ("number", &failure.number.to_string()),
        ("expected", &quoted(&failure.expected, lang)),
        ("found", &quoted(&failure.found, lang)),
    ];
    say(lang, "example.failed", &args)
}
