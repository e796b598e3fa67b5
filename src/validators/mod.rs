//! Second proofs: whether digits and letters really are the identifier they look like.
//!
//! One file an identifier; [`SHAPES`] lists them. Postal addresses have a room of their own. A validator sees a whole maximal run and never
//! its context: labels, headers and neighbours are the engine's. Validators never read the clock.

mod address;
mod area;
mod bank_card;
mod copy_number;
mod credit_code;
mod date;
mod dialled;
mod foreign_permanent_residence;
mod landline;
mod luhn;
mod mobile;
mod mod_11_2;
mod residence_permit;
mod resident_id;
mod resident_id_15;
mod rounded_resident_id;
mod table;

pub use address::{Address, Gazetteer, addresses, lines_with_addresses};

/// How strongly a value proves itself, before any context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    /// Nothing but a possible length.
    Bare,
    /// The form is right (date, prefix, segment, issuer), or only the check fails.
    Shaped,
    /// A check digit or an equally strong proof holds.
    Checked,
}

impl Proof {
    /// What it adds to a finding's confidence: 0, 1 or 2.
    pub fn points(self) -> i32 {
        match self {
            Self::Bare => 0,
            Self::Shaped => 1,
            Self::Checked => 2,
        }
    }
}

/// A `Number` is a candidate value as the number sweep hands it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'a> {
    /// ASCII digits and upper-case letters, no separators.
    pub value: &'a str,
    /// Lengths of the groups it was written in (`138 0013 8000` is `[3, 4, 4]`); their sum is the
    /// value's length. A value written in one go is one group.
    pub groups: &'a [usize],
}

/// A `Shape` is a kind of identifier.
pub struct Shape {
    /// Its name in rule files (`match.number = { shape = "…" }`).
    pub id: &'static str,
    /// Lengths that its values can have, separators not counted.
    pub lengths: std::ops::RangeInclusive<usize>,
    /// How strongly the value proves itself; `None` where it cannot be one.
    pub judge: fn(&Number<'_>) -> Option<Proof>,
}

/// Every kind of identifier, in the order their documentation is read.
pub const SHAPES: &[Shape] = &[
    Shape { id: "resident-id", lengths: 18..=18, judge: resident_id::judge },
    Shape { id: "resident-id-15", lengths: 15..=15, judge: resident_id_15::judge },
    Shape { id: "rounded-resident-id", lengths: 18..=18, judge: rounded_resident_id::judge },
    Shape { id: "residence-permit", lengths: 18..=18, judge: residence_permit::judge },
    Shape {
        id: "foreign-permanent-residence",
        lengths: 15..=18,
        judge: foreign_permanent_residence::judge,
    },
    Shape { id: "mobile", lengths: 11..=15, judge: mobile::judge },
    Shape { id: "landline", lengths: 7..=21, judge: landline::judge },
    Shape { id: "bank-card", lengths: 16..=19, judge: bank_card::judge },
    Shape { id: "credit-code", lengths: 18..=18, judge: credit_code::judge },
    Shape { id: "copy-number", lengths: 6..=6, judge: copy_number::judge },
];

/// The identifier that rule files call `id`.
pub fn shape(id: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.id == id)
}
