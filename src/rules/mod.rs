//! What is looked for: rules as written, rules as checked, and the set that is used.
//!
//! A [`RuleFile`](file::RuleFile) is what stands in a file, a [`Rule`] cannot exist unless it is
//! valid, a [`RuleSet`] is all rules of a call with one digest.

mod rule;

pub use rule::{
    Basis, Bilingual, Category, Context, Evidence, Example, ExampleForm, Match, Matcher, Position,
    Role, Rule, Severity, Side,
};
