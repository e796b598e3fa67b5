//! `mishen rules`.

mod bundle;
mod check;
mod diff;
mod export;
mod import;
mod list;
mod new;
mod rehearse;
mod schema;
mod stats;
mod template;
mod test;
mod workbook;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    thread,
};

use globset::GlobSet;

pub(super) use import::new_pack;
use list::list;

use super::{
    Environment, Exit, Failure,
    args::{RulesArgs, RulesCommand},
    scan::{config, refused},
};
use crate::{
    document::{Limits, inputs},
    engine::{self, Searcher},
    finding::Examination,
    lang::{Lang, say},
    report,
    rules::{Rule, RuleSet, sheet},
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
        RulesCommand::Test { folders } => test::test(load(folders, lang, environment)?, lang),
        RulesCommand::Try { rule, paths } => rehearse::rehearse(rule, paths, lang, environment),
        RulesCommand::Stats { paths, rules } => {
            stats::stats(load(rules, lang, environment)?, paths, lang, environment)
        }
        RulesCommand::Diff { old, new, on } => diff::diff(old, new, on, lang, environment),
        RulesCommand::New { rule, to } => new::new(rule, to, lang),
        RulesCommand::Pack { folder, key, to } => bundle::pack(folder, key, to, lang, environment),
        RulesCommand::Install { file, to, publisher } => {
            bundle::install(file, to, publisher, lang, environment)
        }
        RulesCommand::Rollback { pack, to } => bundle::rollback(pack, to, lang),
        RulesCommand::Schema { of } => schema::schema(*of),
        RulesCommand::Reference { rules } => schema::reference(&load(rules, lang, environment)?),
        RulesCommand::Check { folders } => check::check(folders, lang, environment),
    }
}

pub(super) fn load(
    folders: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<RuleSet, Failure> {
    let config = config(None, lang, environment)?;
    RuleSet::load(&config.folders_and(folders), &config.changes)
        .map_err(|problems| refused(&problems, lang, environment))
}

fn show(rule: &Rule, lang: Lang) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(report::rule(rule, lang).as_bytes())?;
    Ok(Exit::Clear)
}

/// The bytes of the table `rows` for a file of this name: a workbook, or CSV.
fn table(file: &Path, rows: &[Vec<String>], lang: Lang) -> io::Result<Vec<u8>> {
    if names_workbook(file) {
        sheet::workbook(rows, &say(lang, "sheet.tab", &[]))
    } else {
        Ok(sheet::write(rows))
    }
}

/// Whether a file of this name is to be a workbook.
fn names_workbook(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Values of examples, which are invented and stand in the rules for all to read.
fn quoted(values: &[String], lang: Lang) -> String {
    if values.is_empty() {
        return say(lang, "example.nothing", &[]);
    }
    let values: Vec<String> = values.iter().map(|value| format!("“{}”", visible(value))).collect();
    lang.list(&values)
}

/// The examinations of the files that `paths` name.
fn examined(
    paths: &[PathBuf],
    searcher: &Searcher,
    lang: Lang,
    environment: &Environment,
) -> Result<Vec<Examination>, Failure> {
    let selection = inputs::select(paths, &GlobSet::empty()).map_err(|missing| {
        Failure::say(lang, "error.missing-path", &[("paths", &visible(&lang.list(&missing)))])
    })?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let program = environment.program.clone();
    let options = engine::Options { limits: Limits::default(), program, key: None, threads };
    Ok(engine::scan(&selection.inputs, searcher, &options, &|_| {}))
}
