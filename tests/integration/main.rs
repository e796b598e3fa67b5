//! One integration binary; a file a room.
#![allow(clippy::unwrap_used)]
mod lang;
mod rules;
