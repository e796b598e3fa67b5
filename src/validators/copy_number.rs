//! `copy-number`: the serial of one copy of a classified paper (份号, GB/T 9704-2012 §7.2.1).
//!
//! Six digits at the top left of the first page, counted from 000001.

use super::{Number, Proof};

/// Shaped: six digits in one go with a leading 0. Bare: any other six.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let digits: &[u8; 6] = number.value.as_bytes().try_into().ok()?;
    if !digits.iter().all(u8::is_ascii_digit) || number.groups.len() != 1 {
        return None;
    }
    Some(if digits[0] == b'0' { Proof::Shaped } else { Proof::Bare })
}
