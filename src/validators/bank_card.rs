//! `bank-card`: payment cards (ISO/IEC 7812-1: issuer number, account, Luhn digit), 16 to 19 digits.
//!
//! The issuer table holds the first six digits of cards that banks of the mainland have issued,
//! 银联's 62 as well as the older ranges. Serials of degree certificates pass Luhn one time in ten,
//! but begin with 1, as no card does.

use super::{Number, Proof, luhn, resident_id, table::Table};

static ISSUERS: Table = Table::new(include_str!("bank_card_issuers.txt"), 6);

/// Checked: known issuer and check digit. Shaped: known issuer, or a scheme's range (62, and of 16
/// digits 4 and 51 to 55) and check digit.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let digits = number.value.as_bytes();
    if !matches!(digits.len(), 16..=19) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // Counties of Gansu (62) have the first digits of issuers; a whole identity number is no card.
    if resident_id::judge(number) == Some(Proof::Checked) {
        return None;
    }
    match (ISSUERS.contains(digits.get(..6)?), luhn::holds(digits)) {
        (true, true) => Some(Proof::Checked),
        (true, false) => Some(Proof::Shaped),
        (false, true) => is_of_a_scheme(digits).then_some(Proof::Shaped),
        (false, false) => None,
    }
}

fn is_of_a_scheme(digits: &[u8]) -> bool {
    match digits {
        [b'6', b'2', ..] => true,
        [b'4', ..] | [b'5', b'1'..=b'5', ..] => digits.len() == 16,
        _ => false,
    }
}
