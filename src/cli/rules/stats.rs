//! `mishen rules stats`.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use super::{
    super::{Environment, Exit, Failure},
    examined,
};
use crate::{engine::Searcher, lang::Lang, report, rules::RuleSet};

/// Shows how often each rule finds something in `paths`.
pub(super) fn stats(
    set: RuleSet,
    paths: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let searcher = Searcher::new(set.applying(&environment.today, None));
    let rows = examined(paths, &searcher, lang, environment)?;
    io::stdout().write_all(report::stats(&rows, searcher.rules(), lang).as_bytes())?;
    Ok(Exit::Clear)
}
