//! What is looked for: rules as written, rules as checked, and the set that is used.
//!
//! A [`RuleFile`](file::RuleFile) is what stands in a file, a [`Rule`] cannot exist unless it is
//! valid, a [`RuleSet`] is all rules of a call with one digest.

mod check;
pub mod file;
mod load;
mod rule;
mod set;
mod vocabulary;

pub use rule::{
    Basis, Bilingual, Category, Context, Evidence, Example, ExampleForm, Match, Matcher, Position,
    Role, Rule, Severity, Side,
};
pub use set::{Change, RuleSet};
pub use vocabulary::{Fields, Vocabulary};
