//! The parts of an address.

use super::words::{ESTATE, SUFFIXES};

/// How far down in an address a part stands, the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Province,
    City,
    County,
    Town,
    Village,
    Road,
    Group,
    Door,
    Building,
    Unit,
    Room,
}

impl Level {
    /// Village, road, group and door follow one another in any order.
    pub(super) fn is_loose(self) -> bool {
        (Self::Village..=Self::Door).contains(&self)
    }
}

/// What makes a token one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name of the gazetteer.
    Region,
    /// A name and its suffix; the suffix is the token's word.
    Suffix,
    /// A number and its counter; the counter is the token's word.
    Counter,
    /// A number without one.
    Bare,
    /// A name in front of a number, without a suffix.
    Place,
}

/// A part of an address; ends are characters of the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) level: Level,
    pub(super) kind: Kind,
    /// Its suffix or counter; empty where it has none.
    pub(super) word: &'static str,
}

impl Token {
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Counter | Kind::Bare)
    }

    /// Whether it is called as estates are, or merely named where one would be.
    pub(super) fn is_estate(&self) -> bool {
        ESTATE.contains(&self.word)
    }

    /// Whether another suffix may go on from its word: 中关村 and 大街.
    pub(super) fn has_suffix(&self) -> bool {
        SUFFIXES.has(self.word)
    }
}
