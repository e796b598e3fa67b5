//! Codes of administrative divisions (GB/T 2260), abolished ones included.

use super::check::in_table;

/// Every six-digit code that was valid in some year since 1980: a number keeps the code of the day
/// it was issued, which need not have existed in the year of birth.
const AREAS: &str = include_str!("areas.txt");

/// Whether the code was ever assigned.
pub(super) fn is_area(code: &str) -> bool {
    in_table(AREAS, code)
}

/// Whether the first two digits are a province.
pub(super) fn is_province(code: &str) -> bool {
    code.get(..2).is_some_and(|province| in_table(AREAS, &format!("{province}0000")))
}
