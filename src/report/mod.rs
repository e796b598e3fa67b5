//! From values to bytes: what a person or a program is shown. Never decides anything.

mod aligned;
mod annotations;
mod comparison;
mod explain;
mod groups;
mod jsonl;
mod layout;
mod passages;
mod place;
mod problems;
mod records;
mod reference;
mod rule;
mod sarif;
mod sheet_guide;
mod shown;
mod stats;
mod terminal;
mod told;
mod words;

pub use aligned::aligned;
pub use annotations::{check_run, github, gitlab};
pub use comparison::{Comparison, comparison};
pub use explain::finding_line_in_words;
pub use jsonl::{json, jsonl, scan_schema};
pub use passages::{PassageForm, Passages, passage_schema};
pub use problems::{detail, problems, sentence};
pub use reference::reference;
pub use rule::rule;
pub use sarif::sarif;
pub use sheet_guide::sheet_guide;
pub use stats::{per_ten_thousand, stats};
pub use terminal::terminal;
pub use words::{severity, unread};

use crate::lang::Lang;

/// How a scan is shown.
#[derive(Debug, Clone)]
pub struct Options {
    /// Language.
    pub lang: Lang,
    /// Show findings of low confidence and every single place.
    pub all: bool,
    /// Show what the confidence rests on.
    pub explain: bool,
    /// Show values unmasked.
    pub show_values: bool,
    /// Paint with colours.
    pub colour: bool,
    /// Wrap at this many columns.
    pub columns: Option<usize>,
    /// Clauses that took effect later than this day, `YYYY-MM-DD`, are not cited.
    pub as_of: String,
}

impl Options {
    /// As it is shown without any wish: masked, unpainted, unwrapped, everything cited.
    pub fn plain(lang: Lang) -> Self {
        Self {
            lang,
            all: false,
            explain: false,
            show_values: false,
            colour: false,
            columns: None,
            as_of: "9999-12-31".to_owned(),
        }
    }
}
