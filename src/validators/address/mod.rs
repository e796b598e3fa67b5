//! Postal addresses, down to a door or a group of a village.
//!
//! A line is read once, from left to right, into chains of tokens: a name out of the [`Gazetteer`]
//! (province, city, county), a name that ends in a suffix (街道 村 路 小区), a number with a counter
//! (号 组 幢 单元 室). A chain goes from large to small; whatever does not, ends it and begins the
//! next one. A chain with a number and three different levels is an address; one down to a town or
//! sub-district only is none, for that is how an address is masked.
//!
//! Shapes prove themselves by their digits; an address does by the order of its parts, so it is no
//! [`Shape`](super::Shape) and stands in a room of its own.

mod gazetteer;
mod judge;
mod likely;
mod line;
mod number;
mod suffix;
mod token;
mod walk;
mod words;

pub use gazetteer::Gazetteer;
pub use likely::lines_with_addresses;

use super::Proof;
use crate::text::Span;

/// An `Address` (地址) is one that somebody could find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// Where it stands.
    pub span: Span,
    /// Checked: a home in a known county or city. Bare: an office's, or one without a number.
    /// Shaped: any other.
    pub proof: Proof,
    /// People live there rather than work: a room in a building or an estate, a door or a group of a
    /// village. A bare road with a number is as often a shop's.
    pub home: bool,
    /// It has no number, but goes down to a village, a road or an estate: that is worth something
    /// under a label only.
    pub deep: bool,
}

/// Every address in folded `text`, left to right, never overlapping. Each of its lines is read by
/// itself, and the time is in proportion to its length.
pub fn addresses(text: &str, gazetteer: &Gazetteer) -> Vec<Address> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let read = walk::walk(line, gazetteer);
        let moved = |span: Span| Span::new(at + span.start, at + span.end);
        found.extend(read.map(|address| Address { span: moved(address.span), ..address }));
        at += line.len() + 1;
    }
    found
}
