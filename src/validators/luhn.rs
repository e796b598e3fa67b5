//! The check digit of payment cards (ISO/IEC 7812-1 annex B, "Luhn").

/// Whether the last of `digits` is the check digit of the others; never for anything but digits.
///
/// One number in ten passes by chance: callers ask for an issuer as well.
pub(super) fn holds(digits: &[u8]) -> bool {
    let mut sum = 0;
    for (from_the_right, byte) in digits.iter().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0');
        let doubled = if from_the_right % 2 == 1 { digit * 2 } else { digit };
        sum += doubled / 10 + doubled % 10;
    }
    sum % 10 == 0
}
