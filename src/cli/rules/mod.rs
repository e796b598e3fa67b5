//! `mishen rules`.

mod export;
mod import;
mod list;
mod template;

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use list::list;

use super::{
    Environment, Exit, Failure,
    args::{RulesArgs, RulesCommand},
    scan::{config, refused},
};
use crate::{
    engine::{Searcher, trial},
    lang::{Lang, say},
    report,
    rules::{Folder, Rule, RuleSet},
    text::visible,
};

/// Lists, shows or tries the rules.
pub(super) fn run(
    args: &RulesArgs,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    match &args.command {
        RulesCommand::List { rules, origin } => {
            list(&load(rules, lang, environment)?, *origin, lang)
        }
        RulesCommand::Show { rule, rules } => {
            let set = load(rules, lang, environment)?;
            let found = set.rule(rule);
            let found =
                found.ok_or_else(|| Failure::say(lang, "error.no-rule", &[("rule", rule)]))?;
            show(found, lang)
        }
        RulesCommand::Template { file } => template::template(file.as_deref(), lang),
        RulesCommand::Import { file, to } => import::import(file, to, lang, environment),
        RulesCommand::Export { folder, to } => export::export(folder, to, lang, environment),
        RulesCommand::Test { folders } => test(load(folders, lang, environment)?, lang),
    }
}

fn load(folders: &[PathBuf], lang: Lang, environment: &Environment) -> Result<RuleSet, Failure> {
    let config = config(None, lang, environment)?;
    let named = folders.iter().map(|folder| Folder::from(folder.as_path()));
    let folders: Vec<Folder> = config.folders.iter().cloned().chain(named).collect();
    RuleSet::load(&folders, &config.changes)
        .map_err(|problems| refused(&problems, lang, environment))
}

fn show(rule: &Rule, lang: Lang) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(report::rule(rule, lang).as_bytes())?;
    Ok(Exit::Clear)
}

fn test(set: RuleSet, lang: Lang) -> Result<Exit, Failure> {
    let rules = set.rules().len().to_string();
    let tried = set.rules().iter().map(|rule| rule.examples.len() + rule.counterexamples.len());
    let tried = tried.sum::<usize>().to_string();
    let failures = trial(&Searcher::new(set), |_| true);
    let mut out = io::stdout().lock();
    for failure in &failures {
        let kind = if failure.counter { "kind.counterexample" } else { "kind.example" };
        let args = [
            ("rule", failure.rule.as_str()),
            ("kind", &say(lang, kind, &[])),
            ("number", &failure.number.to_string()),
            ("expected", &quoted(&failure.expected, lang)),
            ("found", &quoted(&failure.found, lang)),
        ];
        writeln!(out, "{}", say(lang, "example.failed", &args))?;
    }
    if failures.is_empty() {
        let args = [("rules", &*rules), ("examples", &tried)];
        writeln!(out, "{}", say(lang, "rules.tested", &args))?;
        return Ok(Exit::Clear);
    }
    let count = failures.len().to_string();
    Err(Failure::say(lang, "error.rules-test", &[("count", &count)]))
}

/// Values of examples, which are invented and stand in the rules for all to read.
fn quoted(values: &[String], lang: Lang) -> String {
    if values.is_empty() {
        return say(lang, "example.nothing", &[]);
    }
    let values: Vec<String> = values.iter().map(|value| format!("“{}”", visible(value))).collect();
    lang.list(&values)
}
