//! `mishen rules new`.

use std::{
    io::{self, Write as _},
    path::Path,
};

use super::super::{Exit, Failure, files};
use crate::lang::{Lang, page, say};

/// Writes a rule file to begin with, every key explained, in `folder`; it is on trial and passes its
/// own examples.
pub(super) fn new(rule: &str, folder: &Path, lang: Lang) -> Result<Exit, Failure> {
    let fits = rule.starts_with(|char: char| char.is_ascii_lowercase())
        && rule
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !fits {
        return Err(Failure::say(lang, "error.rule-id", &[("rule", rule)]));
    }
    let file = folder.join(format!("{rule}.toml"));
    files::must_be_new(&file, lang)?;
    let pack = folder.join("pack.toml");
    if !pack.is_file() {
        files::write(&pack, super::import::new_pack(folder, lang).as_bytes(), lang)?;
    }
    let text = page(lang, "rule", &[("rule", rule)]);
    files::write(&file, text.as_bytes(), lang)?;
    let (file, folder) = (files::shown(&file), files::shown(folder));
    let told = say(lang, "new.written", &[("file", &file), ("folder", &folder)]);
    writeln!(io::stdout(), "{told}")?;
    Ok(Exit::Clear)
}
