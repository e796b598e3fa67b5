//! Confidentiality review before publication (信息公开保密审查).
//!
//! Readers push an input's parts, tables and passages into an examiner, each passage is folded and
//! searched by a `RuleSet`, every match becomes a `Finding` at a `Place` a person can open, and a
//! report shows it. The rooms and what
//! they may import stand in the README and in `tests/integration/house.rs`.

pub mod cli;
pub mod config;
pub mod document;
pub mod engine;
pub mod finding;
pub mod lang;
pub mod report;
pub mod review;
pub mod rules;
pub mod signing;
pub mod text;
pub mod validators;
