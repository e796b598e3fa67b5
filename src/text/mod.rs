//! Text as it is matched and as it is shown: spans, folding, widths, safe printing.
//!
//! Never reads files and never knows a rule.

mod disguise;
mod fold;
mod span;
mod visible;

pub use disguise::Disguise;
pub use fold::Folded;
pub use span::Span;
pub use visible::{visible, width};
