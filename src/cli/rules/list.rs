//! `mishen rules list`.

use std::io::{self, Write as _};

use super::super::{Exit, Failure};
use crate::{
    lang::{Lang, say},
    report,
    rules::{Changed, Rule, RuleSet},
};

/// One line a rule, its columns under each other; with `origin` also where it comes from, what was
/// changed and why, and the version of the whole.
pub(super) fn list(set: &RuleSet, origin: bool, lang: Lang) -> Result<Exit, Failure> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for rule in set.rules() {
        let title = lang.pick(&rule.title.zh, &rule.title.en);
        let severity = report::severity(lang, rule.grade(), rule.status);
        let mut row = vec![rule.id.clone(), rule.pack.clone(), severity, title.to_owned()];
        if origin {
            row.push(from(set, rule, lang));
            let changes = set.changed().iter().filter(|changed| changed.rule == rule.id);
            row.extend(changes.map(|changed| change(changed, lang)));
        }
        rows.push(row);
    }
    let mut out = io::stdout().lock();
    out.write_all(report::aligned(&rows).as_bytes())?;
    if origin {
        let (count, version) = (set.rules().len().to_string(), set.version());
        let args = [("count", &*count), ("version", &version), ("digest", set.digest())];
        writeln!(out, "\n{}", say(lang, "summary.rules", &args))?;
    }
    Ok(Exit::Clear)
}

/// Where a rule comes from.
fn from(set: &RuleSet, rule: &Rule, lang: Lang) -> String {
    let pack = set.packs().iter().find(|pack| pack.id == rule.pack);
    match pack.and_then(|pack| pack.folder.as_ref()) {
        None => say(lang, "origin.built-in", &[]),
        Some(_) => say(lang, "origin.file", &[("file", &rule.file)]),
    }
}

fn change(changed: &Changed, lang: Lang) -> String {
    let from = say(lang, &format!("severity.{}", changed.from.code()), &[]);
    let told = [("file", changed.file.as_str()), ("reason", &changed.reason), ("from", &from)];
    match changed.to {
        None => say(lang, "origin.disabled", &told),
        Some(_) => say(lang, "origin.regraded", &told),
    }
}
