//! `resident-id`: the citizen identity number (公民身份号码, GB 11643-1999).
//!
//! Six digits of area (GB/T 2260), eight of birth, three of sequence and a MOD 11-2 check character.
//! The check alone proves little: one number in eleven passes. Serials of degree certificates pass
//! check, date and province at 7.2 %, with the county as well at 0.2 %. So the county is asked for,
//! but only for the strongest proof: a county younger than the table must not hide a person.

use super::{Number, Proof, area, date, mod_11_2::IdentityNumber};

/// Checked: real date, county and check character. Shaped: real date, and one of county (in a known
/// province) and check character; or all three where letters stand for digits as scanners misread
/// them (O, I, L). Bare: the form alone.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    if !number.value.contains(['O', 'I', 'L']) {
        return judge_digits(number);
    }
    let value = number.value.replace('O', "0").replace(['I', 'L'], "1");
    let read = judge_digits(&Number { value: &value, groups: number.groups })?;
    (read == Proof::Checked).then_some(Proof::Shaped)
}

fn judge_digits(number: &Number<'_>) -> Option<Proof> {
    let id = IdentityNumber::of(number.value)?;
    // 0 is no area and 9 is a foreigner's number.
    if !matches!(id.area, [b'1'..=b'8', ..]) {
        return None;
    }
    if !date::is_date(id.birth) {
        return Some(Proof::Bare);
    }
    let province = id.area.get(..2).is_some_and(area::is_province);
    Some(match (area::is_county(id.area), id.check_holds) {
        (true, true) => Proof::Checked,
        (true, false) => Proof::Shaped,
        (false, true) if province => Proof::Shaped,
        (false, _) => Proof::Bare,
    })
}
