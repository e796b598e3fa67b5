//! Searches inputs with a rule set and weighs what it finds.
//!
//! Each passage is folded, literals and patterns are looked for in one pass, numbers are judged once
//! as whole runs, and every match is weighed by what stands around it. What only the whole input can
//! say (columns, last lines) is settled at its end.

mod addresses;
mod boxes;
mod candidate;
mod concealed;
mod context;
mod evidence;
mod examiner;
mod excerpt;
mod expression;
mod literals;
mod numbers;
mod own;
mod scan;
mod search;
mod searcher;
mod settle;
mod surround;
mod trial;

pub use examiner::Examiner;
pub use literals::{Hit, Literals};
pub use numbers::{Reading, sweep};
pub use scan::{Options, scan};
pub use searcher::Searcher;
pub use trial::{Failure, trial, try_rule};
