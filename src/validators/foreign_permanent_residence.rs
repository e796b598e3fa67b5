//! `foreign-permanent-residence`: foreigners with permanent residence (外国人永久居留身份证).
//!
//! Since December 2023: 9, two digits of province, three of country (ISO 3166-1 numeric), eight of
//! birth, three of sequence and a MOD 11-2 check character. Before: three letters of country
//! (ISO 3166-1 alpha-3), four digits of place, six of birth, two more.

use super::{Number, Proof, area, date, mod_11_2::IdentityNumber, table::Table};

static COUNTRY_NUMBERS: Table = Table::new(include_str!("countries_numeric.txt"), 3);
static COUNTRY_LETTERS: Table = Table::new(include_str!("countries_alpha.txt"), 3);

/// Checked: province, country, real date and check character. Shaped: the same with either country or
/// check character missing, or an old number.
///
/// Credit codes of companies begin with 9 as well, so a number without a real date is never one.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    match number.value.len() {
        15 => judge_old(number.value.as_bytes()),
        18 => judge_new(IdentityNumber::of(number.value)?),
        _ => None,
    }
}

fn judge_new(id: IdentityNumber<'_>) -> Option<Proof> {
    let [b'9', p, q, country @ ..] = id.area else { return None };
    if !area::is_province(&[*p, *q]) || !date::is_date(id.birth) {
        return None;
    }
    match (COUNTRY_NUMBERS.contains(country), id.check_holds) {
        (true, true) => Some(Proof::Checked),
        (true, false) | (false, true) => Some(Proof::Shaped),
        (false, false) => None,
    }
}

fn judge_old(value: &[u8]) -> Option<Proof> {
    let (country, digits) = value.split_at_checked(3)?;
    let plausible = digits.iter().all(u8::is_ascii_digit)
        && area::is_province(digits.get(..2)?)
        && date::is_short_date(digits.get(4..10)?);
    (plausible && COUNTRY_LETTERS.contains(country)).then_some(Proof::Shaped)
}
