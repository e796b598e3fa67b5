//! TOML that people write, read so that every unknown key is told at once.

use std::{ops::Range, sync::Arc};

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::Problem;

/// Reads `source`, the text of `file`, as a `T`: what could be read, and all unknown keys at once or
/// the first place where the text is no TOML or a value is of the wrong type.
pub fn read_toml<T: DeserializeOwned>(file: &str, source: &Arc<str>) -> (Option<T>, Vec<Problem>) {
    let problem = |span, code, args| Problem {
        file: file.to_owned(),
        source: Arc::clone(source),
        span,
        code,
        args,
    };
    let broken = |error: toml::de::Error| {
        let detail = error.message().to_owned();
        vec![problem(error.span(), "file-toml", vec![("detail", detail)])]
    };
    let deserializer = match toml::Deserializer::parse(source) {
        Ok(deserializer) => deserializer,
        Err(error) => return (None, broken(error)),
    };
    let mut unknown: Vec<Vec<String>> = Vec::new();
    let read = serde_ignored::deserialize(deserializer, |path| unknown.push(steps(&path)));
    let mut problems = read.as_ref().err().map_or_else(Vec::new, |error| broken(error.clone()));
    if let (false, Ok(table)) = (unknown.is_empty(), DeTable::parse(source)) {
        problems.extend(unknown.iter().map(|path| {
            let key = path.last().cloned().unwrap_or_default();
            problem(locate(table.get_ref(), path), "file-unknown-key", vec![("key", key)])
        }));
    }
    (read.ok(), problems)
}

fn steps(path: &serde_ignored::Path<'_>) -> Vec<String> {
    use serde_ignored::Path;
    match path {
        Path::Root => Vec::new(),
        Path::Seq { parent, index } => with(parent, &index.to_string()),
        Path::Map { parent, key } => with(parent, key),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => steps(parent),
    }
}

fn with(parent: &serde_ignored::Path<'_>, step: &str) -> Vec<String> {
    let mut path = steps(parent);
    path.push(step.to_owned());
    path
}

/// Where the key at the end of `path` stands.
fn locate(table: &DeTable<'_>, path: &[String]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, mut value) = table.get_key_value(first.as_str())?;
    let mut rest = rest;
    loop {
        match (rest, value.get_ref()) {
            ([], _) => return Some(key.span()),
            (_, DeValue::Table(table)) => return locate(table, rest),
            ([index, deeper @ ..], DeValue::Array(items)) => {
                value = items.get(index.parse::<usize>().ok()?)?;
                rest = deeper;
            }
            _ => return Some(key.span()),
        }
    }
}
