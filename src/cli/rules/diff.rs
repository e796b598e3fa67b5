//! `mishen rules diff`.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{
    super::{Environment, Exit, Failure, scan::refused},
    examined,
};
use crate::{
    engine::{Searcher, try_rule},
    lang::Lang,
    report::{self, Comparison},
    rules::{Layer, RuleSet, compare},
};

/// Shows what changes from the rules in `old` to those in `new`: what became of each rule, which
/// samples that had to be found no longer are, and, on the files in `on`, what each rule finds more
/// and less. It ends with 1 where a rule became weaker.
pub(super) fn diff(
    old: &Path,
    new: &Path,
    on: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let load = |path: &Path| {
        let told = |problems: Vec<_>| refused(&problems, lang, environment);
        let layer = Layer::read(&path.into()).map_err(told)?;
        RuleSet::of(&[layer], &[]).map_err(told)
    };
    let (old, new) = (load(old)?, load(new)?);
    let differences = compare(&old, &new);
    let (old, new) = (Searcher::new(old), Searcher::new(new));
    let kept = old.rules().rules().iter().filter(|rule| new.rules().rule(&rule.id).is_some());
    let lost = kept.flat_map(|rule| try_rule(&new, rule)).filter(|failure| !failure.counter);
    let lost = lost.collect();
    let day = &environment.today;
    let found = |searcher: Searcher| {
        let applying = searcher.rules().clone().applying(day, None);
        if on.is_empty() {
            Ok(Vec::new())
        } else {
            examined(on, &Searcher::new(applying), lang, environment)
        }
    };
    let comparison = Comparison { differences, lost, before: found(old)?, after: found(new)? };
    io::stdout().write_all(report::comparison(&comparison, lang).as_bytes())?;
    Ok(if comparison.is_weaker() { Exit::SignOff } else { Exit::Clear })
}
