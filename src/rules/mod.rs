//! What is looked for: rules as written, rules as checked, and the set that is used.
//!
//! A [`RuleFile`](file::RuleFile) is what stands in a file, a [`Rule`] cannot exist unless it is
//! valid, a [`RuleSet`] is all rules of a call with one digest.

mod bundle;
mod change;
mod check;
mod compare;
mod contacts;
pub mod file;
mod layer;
mod load;
mod masks;
mod matching;
mod numbers;
mod places;
mod profile;
mod rule;
pub mod schema;
mod set;
pub mod sheet;
mod vocabulary;

pub use bundle::{Bundle, Flaw, is_older};
pub use change::{Change, DisableFile, RegradeFile};
pub use compare::{Difference, DifferenceKind, compare};
pub use contacts::Contacts;
pub use layer::{Folder, Layer};
pub use masks::MaskPolicy;
pub use numbers::Numbers;
pub use places::Places;
pub use profile::Profile;
pub use rule::{
    Basis, Bilingual, Category, Context, Evidence, Example, ExampleForm, Lead, Match, Matcher,
    Position, Role, Rule, RuleStatus, Severity, Side,
};
pub use set::{Changed, Pack, RuleSet};
pub use vocabulary::{Fields, Vocabulary};

pub use crate::signing::Publisher;
