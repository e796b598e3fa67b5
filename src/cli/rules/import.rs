//! `mishen rules import`.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{
    super::{
        Environment, Exit, Failure, files,
        scan::{config, refused},
    },
    quoted, table, workbook,
};
use crate::{
    document::{self, Format, inputs},
    engine::{self, Searcher},
    lang::{Lang, called, say},
    report,
    rules::{
        Layer, RuleSet,
        sheet::{Column, Entry, Sheet, Trouble, fits},
    },
    text::Problem,
};

/// Makes the rows of the sheet `file` rule files in `folder`: all of them, or none and a marked copy
/// of the sheet.
pub(super) fn import(
    file: &Path,
    folder: &Path,
    lang: Lang,
    environment: &Environment,
) -> Result<Exit, Failure> {
    let bytes = files::read(file, lang)?;
    let called = |code: &str| called(lang, code);
    let is_workbook = document::format(&bytes, &inputs::display(file)) == Format::Xlsx;
    let sheet = if is_workbook {
        Sheet::of(workbook::rows(&bytes, file, lang, environment)?, &called)
    } else {
        Sheet::read(&bytes, &called)
    };
    let sheet = sheet.map_err(|troubles| refused(&problems(file, &troubles), lang, environment))?;
    let (entries, mut troubles) = Entry::read(&sheet, &called);
    let pack = pack(folder, lang)?;
    troubles.extend(tried(&entries, &pack, folder, &sheet, lang, environment)?);
    if troubles.is_empty() {
        return keep(&entries, &pack, folder, lang);
    }
    troubles.sort_by_key(|trouble| (trouble.row, trouble.column));
    let told = refused(&problems(file, &troubles), lang, environment);
    let marked = marked_name(file, if is_workbook { "xlsx" } else { "csv" }, lang);
    let rows = marked_copy(&sheet, &troubles, lang);
    files::write(&marked, &table(&marked, &rows, lang)?, lang)?;
    let copy = say(lang, "sheet.marked", &[("file", &files::shown(&marked))]);
    Err(told.and(&copy))
}

fn problems(file: &Path, troubles: &[Trouble]) -> Vec<Problem> {
    let file = files::shown(file);
    troubles.iter().map(|trouble| trouble.of(&file)).collect()
}

/// The text of the folder's `pack.toml`: the one that is there, or a new one.
fn pack(folder: &Path, lang: Lang) -> Result<String, Failure> {
    let file = folder.join("pack.toml");
    if file.is_file() {
        let text = String::from_utf8(files::read(&file, lang)?);
        return text.map_err(|_| {
            let detail = say(lang, "detail.invalid data", &[]);
            let args = [("file", &*files::shown(&file)), ("detail", &detail)];
            Failure::say(lang, "error.read", &args)
        });
    }
    Ok(new_pack(folder, lang))
}

/// A `pack.toml` for a folder that has none.
pub(in crate::cli) fn new_pack(folder: &Path, lang: Lang) -> String {
    let id = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let quoted = |text: String| toml::Value::String(text).to_string();
    let (id, title) = (quoted(id), quoted(say(lang, "sheet.pack-title", &[])));
    format!("id      = {id}\nversion = \"1\"\ntitle   = {{ zh = {title} }}\n")
}

/// What is wrong with the rules that `entries` become, their examples tried on the spot.
fn tried(
    entries: &[(usize, Entry)],
    pack: &str,
    folder: &Path,
    sheet: &Sheet,
    lang: Lang,
    environment: &Environment,
) -> Result<Vec<Trouble>, Failure> {
    let config = config(None, lang, environment)?;
    let ours = fs::canonicalize(folder).ok();
    let mut layers = Vec::new();
    for other in config.folders.iter().filter(|other| fs::canonicalize(&other.path).ok() != ours) {
        let layer = Layer::read(other);
        layers.push(layer.map_err(|problems| refused(&problems, lang, environment))?);
    }
    let shown = folder.display().to_string();
    let made = entries.iter().map(|(_, entry)| (format!("{}.toml", entry.id), entry.to_toml()));
    let files = made.chain([("pack.toml".to_owned(), pack.to_owned())]);
    layers.push(Layer::new(&shown, files));
    let row = |id: &str| {
        entries.iter().find(|(_, entry)| entry.id == id).map_or(1, |(number, _)| *number)
    };
    let set = match RuleSet::of(&layers, &config.changes) {
        Ok(set) => set,
        Err(problems) => {
            let (own, others): (Vec<_>, Vec<_>) =
                problems.into_iter().partition(|problem| problem.file.starts_with(&shown));
            if !others.is_empty() {
                return Err(refused(&others, lang, environment));
            }
            let trouble = |problem: Problem| {
                let name = Path::new(&problem.file).file_stem().unwrap_or_default();
                let row = row(&name.to_string_lossy());
                Trouble { row, column: None, code: problem.code, args: problem.args }
            };
            return Ok(own.into_iter().map(trouble).collect());
        }
    };
    let ours = |id: &str| entries.iter().any(|(_, entry)| entry.id == id);
    let searcher = Searcher::new(set);
    let failed = engine::trial(&searcher, |rule| ours(&rule.id)).into_iter().map(|failure| {
        let (code, column) = if failure.counter {
            ("sheet-counterexample-found", Column::Counterexamples)
        } else {
            ("sheet-example-missed", Column::Examples)
        };
        let args = vec![
            ("number", failure.number.to_string()),
            ("expected", quoted(&failure.expected, lang)),
            ("found", quoted(&failure.found, lang)),
        ];
        Trouble { row: row(&failure.rule), column: sheet.position(column), code, args }
    });
    Ok(failed.collect())
}

/// Where the marked copy of `file` goes; that of a marked copy takes its place.
fn marked_name(file: &Path, extension: &str, lang: Lang) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let suffix = say(lang, "sheet.marked-suffix", &[]);
    let stem = stem.strip_suffix(&suffix).unwrap_or(&stem);
    file.with_file_name(format!("{stem}{suffix}.{extension}"))
}

/// The rows of the sheet with a column that says what is wrong with each.
fn marked_copy(sheet: &Sheet, troubles: &[Trouble], lang: Lang) -> Vec<Vec<String>> {
    let heading = say(lang, "column.problem", &[]);
    let kept: Vec<usize> = sheet.notes().map_or_else(Vec::new, |notes| vec![notes]);
    let without_notes = |row: &[String]| {
        let mut row: Vec<String> = row.to_vec();
        row.resize(sheet.headings.len().max(row.len()), String::new());
        for notes in &kept {
            row.remove(*notes);
        }
        row
    };
    let mut rows = vec![without_notes(&sheet.headings)];
    rows.extend(sheet.rows.iter().map(|row| without_notes(row)));
    for (index, row) in rows.iter_mut().enumerate() {
        let here = troubles.iter().filter(|trouble| trouble.row == index + 1);
        let said = here.map(|trouble| {
            format!("{} {}", trouble.cell(), report::sentence(&trouble.of(""), lang))
        });
        let mut said: Vec<String> = said.collect();
        // As many as a cell holds; the next copy has the rest.
        while !fits(&said.join("\n")) {
            said.truncate(said.len() / 2);
        }
        row.push(if index == 0 { heading.clone() } else { said.join("\n") });
    }
    rows
}

/// Writes what is new or changed, and says so.
fn keep(
    entries: &[(usize, Entry)],
    pack: &str,
    folder: &Path,
    lang: Lang,
) -> Result<Exit, Failure> {
    let (mut new, mut changed, mut same) = (0_usize, 0_usize, 0_usize);
    let texts = entries.iter().map(|(_, entry)| (format!("{}.toml", entry.id), entry.to_toml()));
    for (name, text) in texts {
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(known) if known == text.as_bytes() => {
                same += 1;
                continue;
            }
            Ok(_) => changed += 1,
            Err(_) => new += 1,
        }
        files::write(&path, text.as_bytes(), lang)?;
    }
    let about = folder.join("pack.toml");
    if !about.is_file() {
        files::write(&about, pack.as_bytes(), lang)?;
    }
    let mut others: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".toml").filter(|stem| *stem != "pack");
        let kept = stem.filter(|stem| entries.iter().all(|(_, entry)| entry.id != *stem));
        others.extend(kept.map(str::to_owned));
    }
    others.sort();
    let counts = [new, changed, same].map(|count| count.to_string());
    let [new, changed, same] = &counts;
    let shown = files::shown(folder);
    let args = [("folder", shown.as_str()), ("new", new), ("changed", changed), ("same", same)];
    let mut out = io::stdout().lock();
    writeln!(out, "{}", say(lang, "sheet.imported", &args))?;
    if !others.is_empty() {
        writeln!(out, "{}", say(lang, "sheet.others", &[("rules", &lang.list(&others))]))?;
    }
    Ok(Exit::Clear)
}
