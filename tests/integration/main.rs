//! One integration binary; a file a room.
#![allow(clippy::unwrap_used)]

mod cli;
mod documents;
mod house;
mod lang;
mod rules;
mod text;
mod validators;
