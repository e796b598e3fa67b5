//! `mishen rules pack`, `install` and `rollback`.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::super::{
    Environment, Exit, Failure, files,
    scan::{config, refused},
};
use crate::{
    engine::{Searcher, trial, try_rule},
    lang::{Lang, say},
    report::{self, Comparison},
    rules::{Bundle, Flaw, Layer, Publisher, RuleSet, compare, is_older},
};

/// Folder in which the pack that was there before is kept.
const PREVIOUS: &str = ".previous";

/// Writes the pack in `folder` as one signed file.
pub(super) fn pack(
    folder: &Path,
    key: &Path,
    to: &Path,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let told = |problems: Vec<_>| refused(&problems, lang, environment);
    let layer = Layer::read(&folder.into()).map_err(told)?;
    let set = RuleSet::of(std::slice::from_ref(&layer), &[]).map_err(told)?;
    proved(set, lang)?;
    let shown = files::shown(folder);
    let bundle = Bundle::of(&layer);
    let bundle =
        bundle.ok_or_else(|| Failure::say(lang, "bundle.no-pack", &[("folder", &shown)]))?;
    let signed = bundle.signed(&files::read(key, lang)?);
    let signed = signed
        .map_err(|refusal| Failure::say(lang, refusal.code(), &[("file", &files::shown(key))]))?;
    files::write(to, signed.as_bytes(), lang)?;
    let to = files::shown(to);
    let args = [("pack", bundle.pack.as_str()), ("version", &bundle.version), ("file", &to)];
    writeln!(io::stdout(), "{}", say(lang, "bundle.packed", &args))?;
    Ok(Exit::Clear)
}

/// Puts a signed pack into `folder`: its publisher must be pinned, it must not be older than the one
/// that is there, and its rules must keep their promises. What changes is said first.
pub(super) fn install(
    file: &Path,
    folder: &Path,
    publishers: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let shown = files::shown(file);
    let publishers = pinned(publishers, lang, environment)?;
    let text = String::from_utf8(files::read(file, lang)?).unwrap_or_default();
    let bundle = Bundle::read(&text, &publishers).map_err(|flaw| match flaw {
        Flaw::Form => Failure::say(lang, "bundle.form", &[("file", &shown)]),
        Flaw::Signature(refusal) => Failure::say(lang, refusal.code(), &[("file", &shown)]),
    })?;
    let here = folder.join(&bundle.pack);
    let told = |problems: Vec<_>| refused(&problems, lang, environment);
    let owned = bundle.files().map(|(name, text)| (name.to_owned(), text.to_owned()));
    let layer = Layer::new(&bundle.pack, owned);
    let new = RuleSet::of(&[layer], &[]).map_err(told)?;
    let old = if here.is_dir() {
        let layer = Layer::read(&here.as_path().into()).map_err(told)?;
        let known = Bundle::of(&layer).map(|bundle| bundle.version).unwrap_or_default();
        let args = [("old", known.as_str()), ("new", &bundle.version), ("pack", &bundle.pack)];
        if is_older(&bundle.version, &known) {
            return Err(Failure::say(lang, "bundle.older", &args));
        }
        let set = RuleSet::of(&[layer], &[]).map_err(told)?;
        if set.digest() != new.digest() && !is_older(&known, &bundle.version) {
            return Err(Failure::say(lang, "bundle.same-version", &args));
        }
        set
    } else {
        RuleSet::of(&[], &[]).map_err(told)?
    };
    let differences = compare(&old, &new);
    let searcher = Searcher::new(new);
    let kept = old.rules().iter().filter(|rule| searcher.rules().rule(&rule.id).is_some());
    let lost = kept.flat_map(|rule| try_rule(&searcher, rule)).filter(|failure| !failure.counter);
    let lost: Vec<_> = lost.collect();
    proved(searcher.rules().clone(), lang)?;
    let comparison = Comparison { differences, lost, before: Vec::new(), after: Vec::new() };
    io::stdout().write_all(report::comparison(&comparison, lang).as_bytes())?;
    replace(folder, &bundle, lang)?;
    let folder = files::shown(folder);
    let args = [("pack", bundle.pack.as_str()), ("version", &bundle.version), ("folder", &folder)];
    writeln!(io::stdout(), "{}", say(lang, "bundle.installed", &args))?;
    Ok(Exit::Clear)
}

/// Puts the pack back that stood in `folder` before the last installation.
pub(super) fn rollback(pack: &str, folder: &Path, lang: Lang) -> Result<Exit, Failure> {
    let (here, before) = (folder.join(pack), folder.join(PREVIOUS).join(pack));
    if pack.contains(['/', '\\']) || pack.starts_with('.') || !before.is_dir() {
        return Err(Failure::say(lang, "bundle.nothing-before", &[("pack", pack)]));
    }
    let aside = folder.join(Layer::INCOMING);
    if here.is_dir() {
        fs::rename(&here, &aside)?;
    }
    fs::rename(&before, &here)?;
    if aside.is_dir() {
        fs::rename(&aside, &before)?;
    }
    let folder = files::shown(folder);
    let args = [("pack", pack), ("folder", &folder)];
    writeln!(io::stdout(), "{}", say(lang, "bundle.rolled-back", &args))?;
    Ok(Exit::Clear)
}

/// The publishers that the configuration pins, and those named.
fn pinned(
    named: &[PathBuf],
    lang: Lang,
    environment: &Environment,
) -> Result<Vec<Publisher>, Failure> {
    let mut publishers = config(None, lang, environment)?.publishers;
    for file in named {
        let text = String::from_utf8(files::read(file, lang)?).unwrap_or_default();
        let shown = files::shown(file);
        let publisher = Publisher::read(&text);
        publishers.push(
            publisher.ok_or_else(|| {
                Failure::say(lang, "bundle.no-publisher-key", &[("file", &shown)])
            })?,
        );
    }
    if publishers.is_empty() {
        return Err(Failure::say(lang, "bundle.no-publisher", &[]));
    }
    Ok(publishers)
}

/// Refuses rules that do not keep their promises.
fn proved(set: RuleSet, lang: Lang) -> Result<(), Failure> {
    let failures = trial(&Searcher::new(set), |_| true);
    if failures.is_empty() {
        return Ok(());
    }
    let told: Vec<String> =
        failures.iter().map(|failure| super::test::told(failure, lang)).collect();
    let count = failures.len().to_string();
    Err(Failure::Told(told.join("\n")).and(&say(lang, "error.rules-test", &[("count", &count)])))
}

/// Writes the bundle beside the pack that is there and lets it take that one's place. A kill leaves
/// the folder of what was coming, which is told whenever rules are read.
fn replace(folder: &Path, bundle: &Bundle, lang: Lang) -> Result<(), Failure> {
    let incoming = folder.join(Layer::INCOMING);
    if incoming.exists() {
        fs::remove_dir_all(&incoming)?;
    }
    for (name, text) in bundle.files() {
        files::write(&incoming.join(name), text.as_bytes(), lang)?;
    }
    let (here, before) = (folder.join(&bundle.pack), folder.join(PREVIOUS).join(&bundle.pack));
    if here.is_dir() {
        if before.exists() {
            fs::remove_dir_all(&before)?;
        }
        fs::create_dir_all(folder.join(PREVIOUS))?;
        fs::rename(&here, &before)?;
    }
    fs::rename(&incoming, &here)?;
    Ok(())
}
