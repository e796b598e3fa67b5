//! Bank card numbers (ISO/IEC 7812-1): issuer prefix and Luhn check.

use super::{
    Number, Proof,
    check::{are_digits, in_table, luhn},
};

/// Six-digit issuer prefixes of cards issued in China.
const ISSUERS: &str = include_str!("issuers.txt");

/// A known issuer and the Luhn check prove a card; one of the two makes it look like one.
pub(super) fn bank_card(number: &Number<'_>) -> Option<Proof> {
    let value = number.value;
    if !are_digits(value) || !(16..=19).contains(&value.len()) {
        return None;
    }
    let issuer = value.get(..6).is_some_and(|prefix| in_table(ISSUERS, prefix));
    let scheme = value.starts_with("62") || value.starts_with('4') && value.len() == 16;
    match (issuer, luhn(value.as_bytes())) {
        (true, true) => Some(Proof::Checked),
        (true, false) => Some(Proof::Shaped),
        (false, true) if scheme => Some(Proof::Shaped),
        (false, _) => scheme.then_some(Proof::Bare),
    }
}
