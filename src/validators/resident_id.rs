//! Resident identity numbers (GB 11643-1999), of 18 and of 15 digits, and the numbers of residence
//! permits and permanent residence cards, which are built alike.

use super::{
    Number, Proof,
    area::{is_area, is_province},
    check::{are_digits, is_date, mod_11_2},
};

/// Area code, day of birth, serial number, check character. A number whose area is not in the table
/// is shaped only: by the check digit, day and province alone, 7 of 100 degree certificate numbers
/// pass; with the table 2 of 1,000.
pub(super) fn resident_id(number: &Number<'_>) -> Option<Proof> {
    let value = eighteen(number)?;
    if !is_province(value) || is_special_region(value) || value.starts_with('9') {
        return None;
    }
    let area = value.get(..6).is_some_and(is_area);
    Some(match (is_date(value.as_bytes().get(6..14)?), checks(value)) {
        (true, true) if area => Proof::Checked,
        (true, _) => Proof::Shaped,
        (false, _) => Proof::Bare,
    })
}

/// Area code, day of birth with a year of two digits, serial number; no check digit.
pub(super) fn resident_id_15(number: &Number<'_>) -> Option<Proof> {
    let value = number.value;
    if value.len() != 15 || !are_digits(value) {
        return None;
    }
    let date = format!("19{}", value.get(6..12)?);
    let shaped = value.get(..6).is_some_and(is_area) && is_date(date.as_bytes());
    Some(if shaped { Proof::Shaped } else { Proof::Bare })
}

/// Residence permits of Hong Kong (810000), Macao (820000) and Taiwan (830000) residents.
pub(super) fn residence_permit(number: &Number<'_>) -> Option<Proof> {
    let value = eighteen(number)?;
    let date = is_date(value.as_bytes().get(6..14)?);
    match (is_special_region(value) && date, checks(value)) {
        (true, true) => Some(Proof::Checked),
        (true, false) => Some(Proof::Shaped),
        (false, _) => None,
    }
}

/// Permanent residence cards of foreigners: since 2023 a 9, province, country, day of birth, serial
/// number and check character; before, three letters for the country and twelve digits.
pub(super) fn permanent_residence(number: &Number<'_>) -> Option<Proof> {
    let value = number.value;
    if value.len() == 15 {
        return old_permanent_residence(value);
    }
    let value = eighteen(number)?;
    let province = value.get(1..3).is_some_and(is_province);
    let date = is_date(value.as_bytes().get(6..14)?);
    match (value.starts_with('9') && province && date, checks(value)) {
        (true, true) => Some(Proof::Checked),
        (true, false) => Some(Proof::Shaped),
        (false, _) => None,
    }
}

/// Country, then area, serial number, day of birth with two digits a year, and a last digit.
fn old_permanent_residence(value: &str) -> Option<Proof> {
    let letters = value.bytes().take(3).all(|byte| byte.is_ascii_uppercase());
    (letters && value.get(3..).is_some_and(are_digits)).then_some(Proof::Shaped)
}

fn eighteen<'a>(number: &Number<'a>) -> Option<&'a str> {
    let value = number.value;
    let (digits, check) = value.split_at_checked(17)?;
    let shaped = are_digits(digits) && matches!(check.as_bytes(), [b'0'..=b'9' | b'X']);
    shaped.then_some(value)
}

fn is_special_region(value: &str) -> bool {
    ["810000", "820000", "830000"].iter().any(|code| value.starts_with(code))
}

fn checks(value: &str) -> bool {
    mod_11_2(value.as_bytes()).is_some_and(|check| value.as_bytes().get(17) == Some(&check))
}
