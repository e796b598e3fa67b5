//! `mishen rules`.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use super::{
    Environment, Exit, Failure,
    args::{RulesArgs, RulesCommand},
    scan::{config, refused},
};
use crate::{
    engine::{Searcher, trial},
    lang::{Lang, say},
    rules::{Bilingual, Rule, RuleSet},
};

/// Lists, shows or tries the rules.
pub(super) fn run(
    args: &RulesArgs,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    match &args.command {
        RulesCommand::List { rules } => list(&load(rules, lang, environment)?, lang),
        RulesCommand::Show { rule, rules } => {
            let set = load(rules, lang, environment)?;
            let found = set.rule(rule);
            let found =
                found.ok_or_else(|| Failure::say(lang, "error.no-rule", &[("rule", rule)]))?;
            show(found, lang)
        }
        RulesCommand::Test { rules } => test(load(rules, lang, environment)?, lang),
    }
}

fn load(folders: &[PathBuf], lang: Lang, environment: &Environment) -> Result<RuleSet, Failure> {
    let config = config(None, lang, environment)?;
    let folders: Vec<PathBuf> = config.folders.iter().chain(folders).cloned().collect();
    RuleSet::load(&folders, &config.changes)
        .map_err(|problems| refused(&problems, lang, environment))
}

fn list(set: &RuleSet, lang: Lang) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    for rule in set.rules() {
        let severity = say(lang, &format!("severity.{}", rule.severity.code()), &[]);
        writeln!(out, "{}\t{severity}\t{}\t{}", rule.id, rule.pack, in_lang(&rule.title, lang))?;
    }
    Ok(Exit::Clear)
}

fn show(rule: &Rule, lang: Lang) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    let said = |code: &str| say(lang, code, &[]);
    let severity = said(&format!("severity.{}", rule.severity.code()));
    let category = said(&format!("category.{}", rule.category.code()));
    let roles: Vec<String> =
        rule.sign_off.iter().map(|role| said(&format!("role.{role}"))).collect();
    let basis: Vec<&str> = rule.basis.iter().map(|basis| basis.text.as_str()).collect();
    writeln!(out, "{}  {}", rule.id, in_lang(&rule.title, lang))?;
    writeln!(out, "{severity}  {category}  {}", rule.pack)?;
    writeln!(out, "{}: {}", said("label.remedy"), in_lang(&rule.remedy, lang))?;
    writeln!(out, "{}: {}", said("label.sign-off"), roles.join("、"))?;
    writeln!(out, "{}: {}", said("label.basis"), basis.join("；"))?;
    writeln!(out, "{}: {}", said("label.why"), in_lang(&rule.why, lang))?;
    let examples = rule.examples.iter().map(|example| ("kind.example", example));
    let counter = rule.counterexamples.iter().map(|example| ("kind.counterexample", example));
    for (kind, example) in examples.chain(counter) {
        writeln!(out, "{}: {:?}", said(kind), example.text)?;
    }
    Ok(Exit::Clear)
}

fn test(set: RuleSet, lang: Lang) -> Result<Exit, Failure> {
    let failures = trial(&Searcher::new(set));
    if failures.is_empty() {
        return Ok(Exit::Clear);
    }
    let mut out = io::stdout().lock();
    for failure in &failures {
        let kind = if failure.counter { "kind.counterexample" } else { "kind.example" };
        let args = [
            ("rule", failure.rule.as_str()),
            ("kind", &say(lang, kind, &[])),
            ("number", &failure.number.to_string()),
            ("expected", &format!("{:?}", failure.expected)),
            ("found", &format!("{:?}", failure.found)),
        ];
        writeln!(out, "{}", say(lang, "example.failed", &args))?;
    }
    let count = failures.len().to_string();
    Err(Failure::say(lang, "error.rules-test", &[("count", &count)]))
}

fn in_lang(text: &Bilingual, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &text.zh,
        Lang::En => &text.en,
    }
}
