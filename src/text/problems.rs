//! The problems of a file that a person wrote, as they are met.

use std::{ops::Range, sync::Arc};

use toml::Spanned;

use super::Problem;

/// `Problems` are what is wrong with one file, in the order in which it is met.
pub struct Problems<'a> {
    file: &'a str,
    source: &'a Arc<str>,
    found: Vec<Problem>,
}

impl<'a> Problems<'a> {
    /// No problem yet of the file that the person knows as `file`, whose text is `source`.
    pub fn new(file: &'a str, source: &'a Arc<str>) -> Self {
        Self { file, source, found: Vec::new() }
    }

    /// What was met.
    pub fn found(self) -> Vec<Problem> {
        self.found
    }

    /// Adds a problem at `span`; without one it is of the whole file.
    pub fn add(
        &mut self,
        span: impl Into<Option<Range<usize>>>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        let problem = self.at(span, code, args);
        self.found.push(problem);
    }

    /// The problem at `span`, which need not be one yet.
    pub fn at(
        &self,
        span: impl Into<Option<Range<usize>>>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) -> Problem {
        let (file, source) = (self.file.to_owned(), Arc::clone(self.source));
        Problem { file, source, span: span.into(), code, args }
    }

    /// The value of a key that must be there and say something; without one a problem of the entry
    /// at `entry`.
    pub fn needed(
        &mut self,
        entry: &Range<usize>,
        key: &str,
        value: Option<Spanned<String>>,
    ) -> Option<Spanned<String>> {
        let value = value.filter(|value| !value.get_ref().trim().is_empty());
        if value.is_none() {
            self.missing(entry, key);
        }
        value
    }

    /// Adds the problem that the entry at `entry` lacks `key`.
    pub fn missing(&mut self, entry: &Range<usize>, key: &str) {
        self.add(entry.clone(), "config-missing-key", vec![("key", key.to_owned())]);
    }

    /// What `known` makes of `name`, one of the names of a `kind`; where it knows none, a problem.
    pub fn named<T>(
        &mut self,
        kind: &'static str,
        name: &Spanned<String>,
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = known(name.get_ref());
        if found.is_none() {
            self.unknown(kind, name);
        }
        found
    }

    /// Adds the problem that no `name` of this `kind` is known.
    pub fn unknown(&mut self, kind: &'static str, name: &Spanned<String>) {
        let args = vec![("kind", kind.to_owned()), ("name", name.get_ref().clone())];
        self.add(name.span(), "rule-unknown-name", args);
    }
}
