//! Text as it is matched and as it is shown: spans, folding, widths, safe printing.
//!
//! Never reads files and never knows a rule.

mod day;
mod digits;
mod disguise;
mod fold;
mod problem;
mod problems;
mod span;
mod strict_toml;
mod table;
mod visible;

pub use day::{day, epoch_day, first_day};
pub use digits::digit;
pub use disguise::Disguise;
pub use fold::Folded;
pub use problem::Problem;
pub use problems::Problems;
pub use span::Span;
pub use strict_toml::read_toml;
pub use visible::{is_harmless, truncate_to_width, visible, width};
