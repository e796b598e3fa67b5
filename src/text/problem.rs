//! What is wrong with a file that a person wrote for the tool, as facts.

use std::{fmt, ops::Range, sync::Arc};

/// A `Problem` is one thing wrong with a rule, list or configuration file. It holds facts only; the
/// sentence is made where people are spoken to.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as named to the person.
    pub file: String,
    /// The file's whole text, to point into.
    pub source: Arc<str>,
    /// The bytes it is about; `None` is the whole file.
    pub span: Option<Range<usize>>,
    /// Which problem; the code of its sentence.
    pub code: &'static str,
    /// What the sentence names.
    pub args: Vec<(&'static str, String)>,
}

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, span, code, args, .. } = self;
        write!(formatter, "{file}: {code} at {span:?}: {args:?}")
    }
}
