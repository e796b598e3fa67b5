//! What was answered before: exceptions with an owner and an end, and the findings of a back
//! catalogue. Pure functions over what was found.

mod baseline;
mod exception;

pub use baseline::{Baseline, Entry};
pub use exception::{Exception, excuse};
