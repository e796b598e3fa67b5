//! `mishen explain`: all that is known of a rule, asked for by its id or by a line of output.

use std::io::{self, Write as _};

use serde_json::Value;

use super::{Environment, Exit, Failure, args::ExplainArgs, rules::load};
use crate::{
    lang::{Lang, say},
    report,
};

/// Explains a rule, or the finding in a line of JSON.
pub(super) fn run(
    args: &ExplainArgs,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let line: Option<Value> = serde_json::from_str(&args.what).ok();
    let of_line = line.as_ref().and_then(|line| line.get("rule")?.as_str());
    let id = of_line.unwrap_or(args.what.trim());
    let set = load(&args.rules, lang, environment)?;
    // A line of the terminal's names the rule by its title.
    let titled = |rule: &&std::sync::Arc<crate::rules::Rule>| {
        [&rule.title.zh, &rule.title.en].into_iter().any(|title| args.what.contains(title.as_str()))
    };
    let longest = || {
        let rules = set.rules().iter().filter(titled);
        rules.max_by_key(|rule| rule.title.zh.len())
    };
    let rule = set.rule(id).or_else(longest);
    let rule = rule.ok_or_else(|| Failure::say(lang, "error.no-rule", &[("rule", id)]))?;
    let mut out = io::stdout().lock();
    if let Some(line) = line.as_ref().filter(|_| of_line.is_some()) {
        out.write_all(report::finding_line_in_words(line, lang).as_bytes())?;
    }
    out.write_all(report::rule(rule, lang).as_bytes())?;
    let changed = set.changed().iter().filter(|changed| changed.rule == rule.id);
    for one in changed {
        let args = [("file", one.file.as_str()), ("reason", one.reason.as_str())];
        writeln!(out, "\n{}", say(lang, "explain.changed", &args))?;
    }
    Ok(Exit::Clear)
}
