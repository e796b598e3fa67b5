//! The words all rules share: what headers and labels are called, and small word kinds.

use std::collections::{BTreeMap, HashMap};

use crate::text::Folded;

/// `Fields` know what headers and labels are called (`rules/fields.csv`): each word names a field.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    by_word: HashMap<String, String>,
    longest: usize,
}

impl Fields {
    /// Whether any word names `field`.
    pub fn knows(&self, field: &str) -> bool {
        self.by_word.values().any(|known| known == field)
    }

    /// Adds a word for a field, folded.
    pub(super) fn add(&mut self, word: &str, field: &str) {
        let word = Folded::plain(word).text().trim().to_owned();
        self.longest = self.longest.max(word.chars().count());
        self.by_word.insert(word, field.to_owned());
    }

    /// The fields that a folded header names, in the order of its words; of overlapping words the
    /// longest counts.
    pub fn in_header(&self, header: &str) -> Vec<&str> {
        let chars: Vec<(usize, char)> = header.char_indices().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let lengths = (1..=self.longest.min(chars.len() - at)).rev();
            let word = lengths.filter_map(|length| {
                let end = chars.get(at + length).map_or(header.len(), |(end, _)| *end);
                let field = self.by_word.get(header.get(chars[at].0..end)?)?;
                bounded(header, chars[at].0, end).then_some((length, field.as_str()))
            });
            match word.into_iter().next() {
                Some((length, field)) => {
                    found.push(field);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The field whose word ends folded `text`, and where that word begins; the longest counts.
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, usize)> {
        let starts = text.char_indices().rev().take(self.longest).map(|(start, _)| start);
        let mut longest = None;
        for start in starts {
            if let Some(field) = self.by_word.get(&text[start..])
                && bounded(text, start, text.len())
            {
                longest = Some((field.as_str(), start));
            }
        }
        longest
    }

    /// Every word with its field, sorted.
    pub fn words(&self) -> BTreeMap<&str, &str> {
        self.by_word.iter().map(|(word, field)| (word.as_str(), field.as_str())).collect()
    }
}

/// Whether an ASCII word is not the middle of a longer one.
fn bounded(text: &str, start: usize, end: usize) -> bool {
    let alphanumeric = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let glued =
        |inner: Option<char>, outer: Option<char>| alphanumeric(inner) && alphanumeric(outer);
    let word = &text[start..end];
    !glued(word.chars().next(), text[..start].chars().next_back())
        && !glued(word.chars().next_back(), text[end..].chars().next())
}

/// The `Vocabulary` is small kinds of words that are no rule's own (`rules/words.csv`).
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    by_kind: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// The kinds the engine asks for.
    pub const KINDS: &'static [&'static str] =
        &["currency", "example", "label-prefix", "not-a-name-ending", "surname", "title", "unit"];

    /// The folded words of a kind, sorted; empty for a kind without words.
    pub fn of(&self, kind: &str) -> &[String] {
        self.by_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Adds a word to a kind, folded.
    pub(super) fn add(&mut self, word: &str, kind: &str) {
        let word = Folded::plain(word).text().to_owned();
        let words = self.by_kind.entry(kind.to_owned()).or_default();
        if let Err(at) = words.binary_search(&word) {
            words.insert(at, word);
        }
    }
}
