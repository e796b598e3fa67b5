//! Administrative divisions (GB/T 2260 行政区划代码).
//!
//! The table is the union of every revision from 1980 to 2025, abolished codes included: a number
//! keeps the code of the county that registered it, whatever became of that county since. Codes of
//! statistical zones (county part 71 to 79) are left out, they are never printed in an identity
//! number.

use super::table::Table;

static COUNTIES: Table = Table::new(include_str!("area_codes.txt"), 6);

/// Whether the six digits are, or once were, a county or a prefecture.
pub(super) fn is_county(code: &[u8]) -> bool {
    COUNTIES.contains(code)
}

/// Whether the two digits are a province, municipality or autonomous region of the mainland.
pub(super) fn is_province(code: &[u8]) -> bool {
    matches!(
        code,
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
    )
}
