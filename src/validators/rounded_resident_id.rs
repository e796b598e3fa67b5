//! `rounded-resident-id`: a citizen identity number (GB 11643-1999) that a spreadsheet kept as a number.
//!
//! Such programs hold fifteen significant digits (IEEE 754 double precision), so the last three of
//! eighteen became zeros. Area and birth are still there, and with a name they find the person; the
//! check character cannot hold any more.

use super::{Number, Proof, area, date, mod_11_2::IdentityNumber};

/// Checked: known county and real date. Shaped: real date and known province.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let id = IdentityNumber::of(number.value)?;
    let rounded = number.value.ends_with("000") && !id.check_holds;
    if !rounded || !date::is_date(id.birth) {
        return None;
    }
    let province = area::is_province(id.area.get(..2)?);
    match (area::is_county(id.area), province) {
        (true, _) => Some(Proof::Checked),
        (false, true) => Some(Proof::Shaped),
        (false, false) => None,
    }
}
