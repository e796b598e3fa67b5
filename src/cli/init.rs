//! `mishen init`: a configuration and a folder of rules to begin with.

use std::{
    io::{self, Write as _},
    path::Path,
};

use super::{Exit, Failure, args::InitArgs, files, rules::new_pack};
use crate::{
    config,
    lang::{Lang, page, say},
};

/// Writes a commented `mishen.toml`, and beside it a folder with a sample rule and the tables of the
/// office's public data. Nothing that is there is touched.
pub(super) fn run(args: &InitArgs, lang: Lang) -> Result<Exit, Failure> {
    let at = args.folder.as_deref().unwrap_or(Path::new("."));
    let file = at.join(config::FILE);
    let name = say(lang, "init.folder", &[]);
    let folder = at.join(&name);
    files::must_be_new(&file, lang)?;
    files::must_be_new(&folder, lang)?;
    let tables = [
        ("contacts.csv", page(lang, "contacts", &[])),
        ("mail-domains.csv", page(lang, "mail-domains", &[])),
        ("numbers.csv", page(lang, "numbers", &[])),
        ("masks.csv", page(lang, "masks", &[])),
        ("pack.toml", new_pack(&folder, lang)),
        ("our-mark.toml", page(lang, "rule", &[("rule", "our-mark")])),
    ];
    for (name, text) in tables {
        files::write(&folder.join(name), text.as_bytes(), lang)?;
    }
    let config = page(lang, "config", &[("folder", &name)]);
    files::write(&file, config.as_bytes(), lang)?;
    let (file, folder) = (files::shown(&file), files::shown(&folder));
    writeln!(
        io::stdout(),
        "{}",
        say(lang, "init.written", &[("file", &file), ("folder", &folder)])
    )?;
    Ok(Exit::Clear)
}
