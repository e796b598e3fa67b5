//! Unified social credit codes (GB 32100-2015).

use super::{Number, Proof, check::are_digits};

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Registration authority and kind, as first two characters.
const KINDS: &[&str] = &[
    "11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49", "51", "52",
    "53", "54", "55", "59", "61", "62", "69", "71", "72", "79", "81", "89", "91", "92", "93", "A1",
    "A9", "N1", "N2", "N3", "N9", "Y1",
];

/// Kind, area, organisation code and a MOD 31 check character. Only a number with its check is one.
pub(super) fn credit_code(number: &Number<'_>) -> Option<Proof> {
    let value = number.value;
    let kind = value.get(..2).is_some_and(|kind| KINDS.contains(&kind));
    if value.len() != 18 || !kind || !value.get(2..8).is_some_and(are_digits) {
        return None;
    }
    let mut sum = 0;
    let mut weight = 1;
    for byte in value.bytes().take(17) {
        sum += position(byte)? * weight;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum % 31) % 31;
    let holds = position(value.bytes().last()?)? == check;
    Some(if holds { Proof::Checked } else { Proof::Shaped })
}

fn position(byte: u8) -> Option<usize> {
    ALPHABET.iter().position(|known| *known == byte)
}
