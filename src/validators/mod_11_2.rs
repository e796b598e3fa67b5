//! Eighteen-character identity numbers and their check character (GB 11643, ISO 7064 MOD 11-2).

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// An `IdentityNumber` is seventeen digits and a check character, cut where GB 11643 cuts it.
pub(super) struct IdentityNumber<'a> {
    /// Six digits: who numbered the person.
    pub(super) area: &'a [u8],
    /// Eight digits: `YYYYMMDD`.
    pub(super) birth: &'a [u8],
    /// Whether the check character is the one that the seventeen digits ask for.
    pub(super) check_holds: bool,
}

impl<'a> IdentityNumber<'a> {
    /// `None` unless `value` is seventeen digits and a digit or `X`.
    pub(super) fn of(value: &'a str) -> Option<Self> {
        let (&last, digits) = value.as_bytes().split_last()?;
        if digits.len() != WEIGHTS.len()
            || !digits.iter().all(u8::is_ascii_digit)
            || !(last.is_ascii_digit() || last == b'X')
        {
            return None;
        }
        let sum: u32 =
            digits.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
        let check_holds = CHECKS.get((sum % 11) as usize) == Some(&last);
        Some(Self { area: digits.get(..6)?, birth: digits.get(6..14)?, check_holds })
    }
}
