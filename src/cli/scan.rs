//! `mishen scan`.

use std::{
    fs,
    io::{self, BufWriter, Write as _},
    path::Path,
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    Environment, Exit, Failure, Secret,
    args::{Format, ScanArgs, When},
    ending, files,
};
use crate::{
    config::Config,
    document::{
        Limits,
        inputs::{self, Selection},
    },
    engine::{self, Searcher},
    finding::{Examination, Key, Scan},
    lang::{Lang, say},
    report,
    review::{Baseline, excuse},
    rules::{Profile, RuleSet, Severity},
    text::{Problem, day, visible},
};

/// Work that takes longer shows how far it is.
const LONG: Duration = Duration::from_millis(500);

/// Checks what the arguments name and reports it.
pub(super) fn run(args: &ScanArgs, lang: Lang, environment: &Environment) -> Result<Exit, Failure> {
    let as_of = as_of(args, lang, environment)?;
    let profile = profile(args, lang)?;
    if args.show_values && !args.force && !environment.output_is_terminal {
        return Err(Failure::say(lang, "error.show-values", &[]));
    }
    let config = config(args.config.as_deref(), lang, environment)?;
    let rules = RuleSet::load(&config.folders_and(&args.rules), &config.changes)
        .map_err(|problems| refused(&problems, lang, environment))?
        .applying(&as_of, profile);
    let selection = select(args, &config, lang)?;
    let searcher = Searcher::new(rules);
    let exceptions = config.exceptions(searcher.rules());
    let exceptions = exceptions.map_err(|problems| refused(&problems, lang, environment))?;
    let key = key(args, lang, environment)?;
    let mut examinations = examine(args, &selection, &searcher, key.as_ref(), lang, environment)?;
    let mut answers = excuse(&exceptions, &mut examinations, &as_of);
    if let Some(file) = &args.baseline {
        answers.known = Some(baseline(file, key.is_some(), lang)?.mark(&mut examinations));
    }
    if let Some(file) = &args.write_baseline {
        write_baseline(file, key.is_some(), &examinations, lang)?;
    }
    let scan = Scan {
        excluded: selection.excluded,
        open_elsewhere: selection.open_elsewhere,
        config: config.file,
        answers,
        ..Scan::new(examinations, searcher.rules())
    };
    let marked = scan.examinations.iter().any(Examination::holds_live_mark);
    if args.show_values && marked && !args.force {
        return Err(Failure::say(lang, "error.show-values-mark", &[]));
    }
    let fail_on = match args.fail_on {
        Some(fail_on) => fail_on.severity(),
        None => Some(config.fail_on.unwrap_or(Severity::Medium)),
    };
    let (exit, closing) = ending(&scan, fail_on);
    let options = report::Options {
        lang,
        all: args.all,
        explain: args.explain,
        show_values: args.show_values,
        colour: colour(args.color, environment.output_is_terminal, environment),
        columns: environment.columns,
        as_of,
    };
    colored::control::set_override(options.colour);
    let mut out = BufWriter::new(io::stdout().lock());
    let closing = say(lang, closing, &[]);
    match args.format {
        Format::Terminal => report::terminal(&scan, &options, &closing, &mut out)?,
        Format::Jsonl => report::jsonl(&scan, &options, exit.code(), &mut out)?,
        Format::Json => report::json(&scan, &options, exit.code(), &mut out)?,
        Format::Sarif => report::sarif(&scan, &options, exit.code(), &mut out)?,
        Format::Gitlab => report::gitlab(&scan, &options, &mut out)?,
        Format::Github => report::github(&scan, &options, &mut out)?,
        Format::Gitee => report::check_run(&scan, &options, &closing, &mut out)?,
    }
    out.flush()?;
    Ok(exit)
}

/// Whether to paint: as told, else as the environment asks, else where a terminal is.
fn colour(when: When, is_terminal: bool, environment: &Environment) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => environment.colour.unwrap_or(is_terminal),
    }
}

/// Reads the configuration that was named, or the nearest above the working folder.
pub(super) fn config(
    named: Option<&Path>,
    lang: Lang,
    environment: &Environment,
) -> Result<Config, Failure> {
    let (path, shown) = match named {
        Some(path) if !path.is_file() => {
            let file = inputs::display(path);
            return Err(Failure::say(lang, "error.config-missing", &[("file", &visible(&file))]));
        }
        Some(path) => (path.to_owned(), inputs::display(path)),
        None => match Config::nearest(&environment.folder) {
            Some(nearest) => nearest,
            None => return Ok(Config::default()),
        },
    };
    Config::read(&path, &shown).map_err(|problems| refused(&problems, lang, environment))
}

/// What is wrong with rule and configuration files, told in full.
pub(super) fn refused(problems: &[Problem], lang: Lang, environment: &Environment) -> Failure {
    let colour = colour(When::Auto, environment.error_is_terminal, environment);
    let count = problems.len().to_string();
    let told = report::problems(problems, lang, colour);
    Failure::Told(format!("{told}{}", say(lang, "error.problems", &[("count", &count)])))
}

fn as_of(args: &ScanArgs, lang: Lang, environment: &Environment) -> Result<String, Failure> {
    let Some(value) = &args.as_of else { return Ok(environment.today.clone()) };
    if day(value).as_ref() == Some(value) {
        Ok(value.clone())
    } else {
        Err(Failure::say(lang, "error.as-of", &[("value", value)]))
    }
}

/// The purpose of publication that was named; `None` is any.
fn profile(args: &ScanArgs, lang: Lang) -> Result<Option<Profile>, Failure> {
    if args.profile == "auto" {
        return Ok(None);
    }
    let known: Vec<&str> = Profile::ALL.iter().map(|profile| profile.code()).collect();
    let said = [("value", args.profile.as_str()), ("known", &lang.list(&known))];
    let profile = Profile::from_code(&args.profile);
    profile.map(Some).ok_or_else(|| Failure::say(lang, "error.profile", &said))
}

fn select(args: &ScanArgs, config: &Config, lang: Lang) -> Result<Selection, Failure> {
    let exclude = config.exclude.iter().chain(&args.exclude).map(String::as_str);
    let exclude = inputs::globs(exclude).map_err(|(value, detail)| {
        let args = [("value", value.as_str()), ("detail", &report::detail(&detail, lang))];
        Failure::say(lang, "error.exclude", &args)
    })?;
    let selection = inputs::select(&args.paths, &exclude).map_err(|missing| {
        Failure::say(lang, "error.missing-path", &[("paths", &visible(&lang.list(&missing)))])
    })?;
    if selection.inputs.is_empty() {
        return Err(Failure::say(lang, "error.empty-selection", &[]));
    }
    Ok(selection)
}

fn examine(
    args: &ScanArgs,
    selection: &Selection,
    searcher: &Searcher,
    key: Option<&Key>,
    lang: Lang,
    environment: &Environment,
) -> Result<Vec<Examination>, Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let options = engine::Options {
        limits: Limits::default(),
        program: environment.program.clone(),
        key: key.cloned(),
        threads: args.threads.map_or(cores, usize::from),
    };
    let total = selection.inputs.len() as u64;
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
    let text = say(lang, "progress.files", &[("done", "{pos}"), ("total", "{len}")]);
    if let Ok(style) = ProgressStyle::with_template(&format!("{{wide_bar}} {text}")) {
        bar.set_style(style);
    }
    let shows = environment.error_is_terminal && !args.quiet;
    let rows = engine::scan(&selection.inputs, searcher, &options, &|done| {
        if shows && bar.is_hidden() && bar.elapsed() > LONG {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    Ok(rows)
}

/// The key that was named, or the one that stands in the environment.
fn key(args: &ScanArgs, lang: Lang, environment: &Environment) -> Result<Option<Key>, Failure> {
    let short = |shown: &str, length: usize| {
        let args = [("file", shown), ("length", &length.to_string())];
        Failure::say(lang, "error.key-short", &args)
    };
    if let Some(file) = &args.key {
        let shown = files::shown(file);
        let bytes = fs::read(file).map_err(|error| {
            let detail = report::detail(&error.kind().to_string(), lang);
            Failure::say(lang, "error.key", &[("file", &shown), ("detail", &detail)])
        })?;
        return Key::new(&bytes).map(Some).map_err(|length| short(&shown, length));
    }
    let held = environment.key.as_ref().map(|Secret(key)| Key::new(key.as_bytes()));
    held.transpose().map_err(|length| short("MISHEN_KEY", length))
}

fn baseline(file: &Path, keyed: bool, lang: Lang) -> Result<Baseline, Failure> {
    let shown = files::shown(file);
    if !keyed {
        return Err(Failure::say(lang, "error.baseline-key", &[("file", &shown)]));
    }
    let bytes = files::read(file, lang)?;
    let read: Option<Baseline> = serde_json::from_slice(&bytes).ok();
    read.filter(Baseline::is_known)
        .ok_or_else(|| Failure::say(lang, "error.baseline", &[("file", &shown)]))
}

fn write_baseline(
    file: &Path,
    keyed: bool,
    rows: &[Examination],
    lang: Lang,
) -> Result<(), Failure> {
    if !keyed {
        let file = files::shown(file);
        return Err(Failure::say(lang, "error.baseline-key", &[("file", &file)]));
    }
    let mut text = serde_json::to_string_pretty(&Baseline::of(rows)).unwrap_or_default();
    text.push('\n');
    files::write(file, text.as_bytes(), lang)
}
