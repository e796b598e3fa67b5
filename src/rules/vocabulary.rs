//! The words all rules share: what headers and labels are called, and small word kinds.

use std::collections::{BTreeMap, HashMap};

use crate::text::Folded;

/// `Fields` know what headers and labels are called (`rules/fields.csv`): each word names a field.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    by_word: BTreeMap<String, String>,
    /// Words by their first and by their last character, longest first.
    by_first: HashMap<char, Vec<String>>,
    by_last: HashMap<char, Vec<String>>,
}

impl Fields {
    /// Whether any word names `field`.
    pub fn knows(&self, field: &str) -> bool {
        self.by_word.values().any(|known| known == field)
    }

    /// The field that `name` is the code or a word of.
    pub(super) fn called(&self, name: &str) -> Option<String> {
        let name = Folded::plain(name);
        let name = name.text().trim();
        let word = self.by_word.get(name).cloned();
        word.or_else(|| self.knows(name).then(|| name.to_owned()))
    }

    /// Adds a word for a field, folded.
    pub(super) fn add(&mut self, word: &str, field: &str) {
        let word = Folded::plain(word).text().trim().to_owned();
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else {
            return;
        };
        if self.by_word.insert(word.clone(), field.to_owned()).is_some() {
            return;
        }
        let ends = [(&mut self.by_first, first), (&mut self.by_last, last)];
        for (words, end) in ends {
            let words = words.entry(end).or_default();
            let at = words.partition_point(|known| known.len() >= word.len());
            words.insert(at, word.clone());
        }
    }

    /// The fields that a folded header names, in the order of its words; of overlapping words the
    /// longest counts.
    pub fn in_header(&self, header: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = header[at..].chars().next() {
            let word = self.by_first.get(&first).into_iter().flatten().find(|word| {
                header[at..].starts_with(word.as_str()) && bounded(header, at, at + word.len())
            });
            found.extend(word.and_then(|word| self.by_word.get(word)).map(String::as_str));
            at += word.map_or(first.len_utf8(), String::len);
        }
        found
    }

    /// The field whose word ends folded `text`, and where that word begins; the longest counts.
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, usize)> {
        let words = self.by_last.get(&text.chars().next_back()?)?;
        let word = words.iter().find(|word| {
            text.ends_with(word.as_str()) && bounded(text, text.len() - word.len(), text.len())
        })?;
        Some((self.by_word.get(word)?, text.len() - word.len()))
    }

    /// Every word with its field, sorted.
    pub fn words(&self) -> BTreeMap<&str, &str> {
        self.by_word.iter().map(|(word, field)| (word.as_str(), field.as_str())).collect()
    }
}

/// Whether an ASCII word is not the middle of a longer one; a number may follow it (phone2).
fn bounded(text: &str, start: usize, end: usize) -> bool {
    let is = |char: Option<char>, kind: fn(&char) -> bool| char.is_some_and(|char| kind(&char));
    let glued = |inner, outer| {
        let kinds = [char::is_ascii_alphabetic, char::is_ascii_digit];
        kinds.into_iter().any(|kind| is(inner, kind) && is(outer, kind))
    };
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
    pub const KINDS: &'static [&'static str] = &[
        "currency",
        "example",
        "example-after",
        "label-prefix",
        "naming",
        "not-a-name-ending",
        "surname",
        "title",
        "unit",
    ];

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
