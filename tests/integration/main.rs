//! One integration binary; a file a room.
#![allow(clippy::unwrap_used)]

mod cli;
mod document;
mod documents;
mod house;
mod rules;
mod text;
mod validators;
