//! `resident-id-15`: the identity number before 1999 (GB 11643-1989), still found in old lists.
//!
//! Six digits of area, six of birth (`YYMMDD`), three of sequence, and no check digit: never Checked,
//! because candidates' numbers of entrance examinations have fifteen digits too.

use super::{Number, Proof, area, date};

/// Shaped: known county and real date. Bare: fifteen digits with an area's first digit.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let digits: &[u8; 15] = number.value.as_bytes().try_into().ok()?;
    if !digits.iter().all(u8::is_ascii_digit) || !matches!(digits, [b'1'..=b'8', ..]) {
        return None;
    }
    let real = area::is_county(digits.get(..6)?) && date::is_short_date(digits.get(6..12)?);
    Some(if real { Proof::Shaped } else { Proof::Bare })
}
