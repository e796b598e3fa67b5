//! Files that are written whole or not at all.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use super::Failure;
use crate::{
    document::inputs,
    lang::{Lang, say},
    report,
    text::visible,
};

/// Reads a file that was named.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| trouble("error.read", path, &error, lang))
}

/// Writes `bytes` to `path`: a kill at any point leaves the old file or the new one.
pub(super) fn write(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    let told = |error: io::Error| trouble("error.write-file", path, &error, lang);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder).map_err(told)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.part"));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).map_err(told)
}

/// Refuses a path at which something stands already.
pub(super) fn must_be_new(path: &Path, lang: Lang) -> Result<(), Failure> {
    if path.exists() {
        let file = shown(path);
        return Err(Failure::say(lang, "error.exists", &[("file", &file)]));
    }
    Ok(())
}

/// A path as it is named to the person.
pub(super) fn shown(path: &Path) -> String {
    visible(&inputs::display(path)).into_owned()
}

fn trouble(code: &str, path: &Path, error: &io::Error, lang: Lang) -> Failure {
    let detail = report::detail(&error.kind().to_string(), lang);
    Failure::Told(say(lang, code, &[("file", &shown(path)), ("detail", &detail)]))
}
