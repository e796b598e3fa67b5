//! Names of provinces, cities and counties.

use std::collections::HashMap;

use super::token::Level;
use crate::text::Folded;

/// Units whose full names end so; a shorter name is a short form (杭州 of 杭州市).
const UNITS: &[char] = &['省', '市', '区', '县', '旗', '盟', '州'];

/// A `Gazetteer` (地名录) knows the names of provinces, cities and counties, in full and in short,
/// present and former ones.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// Names by their first character, longest first.
    by_first: HashMap<char, Vec<Name>>,
}

/// A name in the gazetteer.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The name, folded.
    text: Box<str>,
    /// How many characters it has.
    pub(super) chars: usize,
    /// The largest unit that is called so.
    pub(super) level: Level,
    /// It ends with what kind of unit it is.
    pub(super) full: bool,
}

impl Gazetteer {
    /// The words for levels in its rows.
    pub const LEVELS: &'static [&'static str] = &["province", "city", "county"];

    /// A gazetteer of the rows `name,level,code` of `tables`, each below its heading. A row that is
    /// none is left out.
    pub fn new<'a>(tables: impl IntoIterator<Item = &'a str>) -> Self {
        let mut gazetteer = Self::default();
        for table in tables {
            let folded = Folded::plain(table);
            for (name, level) in folded.text().lines().skip(1).filter_map(row) {
                gazetteer.add(name, level);
            }
        }
        gazetteer
    }

    /// Whether `line` of a table is a row of it.
    pub fn is_row(line: &str) -> bool {
        row(line).is_some()
    }

    /// The longest name at the start of `text`.
    pub(super) fn at_start(&self, text: &str) -> Option<&Name> {
        let names = self.by_first.get(&text.chars().next()?)?;
        names.iter().find(|name| text.starts_with(&*name.text))
    }

    fn add(&mut self, text: &str, level: Level) {
        let Some(first) = text.chars().next() else { return };
        let names = self.by_first.entry(first).or_default();
        if let Some(known) = names.iter_mut().find(|known| *known.text == *text) {
            known.level = known.level.min(level);
            return;
        }
        let chars = text.chars().count();
        let full = chars > 2 && text.ends_with(UNITS);
        let at = names.partition_point(|known| known.chars >= chars);
        names.insert(at, Name { text: text.into(), chars, level, full });
    }
}

/// Name and level of a row, whose name has at least two characters.
fn row(line: &str) -> Option<(&str, Level)> {
    let mut cells = line.trim_end().split(',');
    let (name, level, code) = (cells.next()?, cells.next()?, cells.next()?);
    let level = match level {
        "province" => Level::Province,
        "city" => Level::City,
        "county" => Level::County,
        _ => return None,
    };
    let sound = cells.next().is_none() && !code.is_empty() && name.chars().nth(1).is_some();
    sound.then_some((name, level))
}
