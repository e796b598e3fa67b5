//! `mishen rules try`.

use std::{
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::{
    super::{Environment, Exit, Failure, scan::refused},
    examined, load,
};
use crate::{
    engine::Searcher,
    finding::Scan,
    lang::{Lang, say},
    report,
    rules::{Layer, RuleSet},
};

/// Shows what one rule, named by id or by its file, would find in `paths`: every place, low
/// confidence too, and what each rests on.
pub(super) fn rehearse(
    rule: &str,
    paths: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let file = Path::new(rule);
    let set = if file.is_file() {
        let told = |problems: Vec<_>| refused(&problems, lang, environment);
        let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let layer = Layer::read(&file.into()).map_err(told)?;
        RuleSet::of(&[layer], &[]).map_err(told)?.only(|known| known.id == id)
    } else {
        load(&[], lang, environment)?.only(|known| known.id == rule)
    };
    if set.rules().is_empty() {
        return Err(Failure::say(lang, "error.no-rule", &[("rule", rule)]));
    }
    let searcher = Searcher::new(set);
    let examinations = examined(paths, &searcher, lang, environment)?;
    let scan = Scan::new(examinations, searcher.rules());
    let options = report::Options {
        all: true,
        explain: true,
        as_of: environment.today.clone(),
        ..report::Options::plain(lang)
    };
    let closing = rate(&scan, lang);
    let mut out = BufWriter::new(io::stdout().lock());
    report::terminal(&scan, &options, &closing, &mut out)?;
    out.flush()?;
    Ok(Exit::Clear)
}

/// How often it finds something.
fn rate(scan: &Scan, lang: Lang) -> String {
    let hits = scan.findings().filter(|finding| finding.counts()).count();
    let characters: u64 = scan.examinations.iter().map(|row| row.characters).sum();
    let args = [
        ("hits", &*hits.to_string()),
        ("rate", &report::per_ten_thousand(hits as u64, characters)),
    ];
    say(lang, "rules.rate", &args)
}
