//! Second proofs: whether digits and letters really are the identifier they look like.
//!
//! One file an identifier; [`SHAPES`] lists them. A validator sees a whole maximal run and never
//! its context: labels, headers and neighbours are the engine's.

mod area;
mod bank_card;
mod check;
mod copy_number;
mod credit_code;
mod phone;
mod resident_id;

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

/// Every shape, sorted by id.
pub const SHAPES: &[Shape] = &[
    Shape { id: "bank-card", lengths: 16..=19, judge: bank_card::bank_card },
    Shape { id: "copy-number", lengths: 6..=6, judge: copy_number::copy_number },
    Shape { id: "credit-code", lengths: 18..=18, judge: credit_code::credit_code },
    Shape { id: "landline", lengths: 7..=17, judge: phone::landline },
    Shape { id: "mobile", lengths: 11..=15, judge: phone::mobile },
    Shape { id: "permanent-residence", lengths: 15..=18, judge: resident_id::permanent_residence },
    Shape { id: "residence-permit", lengths: 18..=18, judge: resident_id::residence_permit },
    Shape { id: "resident-id", lengths: 18..=18, judge: resident_id::resident_id },
    Shape { id: "resident-id-15", lengths: 15..=15, judge: resident_id::resident_id_15 },
];

/// The shape with this id.
pub fn shape(id: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.id == id)
}
