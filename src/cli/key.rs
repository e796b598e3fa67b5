//! `mishen key`: a new key for fingerprints.

use std::{
    io::{self, Write as _},
    path::Path,
};

use super::{Exit, Failure, args::KeyArgs, files};
use crate::lang::{Lang, say};

/// Writes 32 random bytes in hexadecimal to a file that no repository holds.
pub(super) fn run(args: &KeyArgs, lang: Lang) -> Result<Exit, Failure> {
    let shown = files::shown(&args.file);
    files::must_be_new(&args.file, lang)?;
    if in_repository(&args.file) {
        return Err(Failure::say(lang, "error.key-in-repository", &[("file", &shown)]));
    }
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::say(lang, "error.random", &[("detail", &error.to_string())]))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    files::write(&args.file, format!("{text}\n").as_bytes(), lang)?;
    writeln!(io::stdout(), "{}", say(lang, "key.written", &[("file", &shown)]))?;
    Ok(Exit::Clear)
}

/// Whether a repository holds the folder of `file`.
fn in_repository(file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let whole = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().any(|folder| folder.join(".git").exists())
}
