//! `mobile`: mobile telephone numbers of the mainland (工信部 电信网编号计划, eleven digits, 1[3-9]).
//!
//! The table holds the three-digit segments that people's telephones have, virtual operators' among
//! them; those of machines (140, 160 …) are left out. Student numbers with a year of entry before 2020
//! are eleven digits from 13 to 19 as well: nothing in the digits tells them apart.

use super::{Number, Proof, dialled::Dialled, table::Table};

static SEGMENTS: Table = Table::new(include_str!("mobile_segments.txt"), 3);

/// Checked: a segment in use after 86 or 0086, or grouped 3-4-4 as nothing else is. Shaped: a segment
/// in use, grouped as telephones are.
/// Bare: eleven digits in another grouping or of another segment, or one digit eight times.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    Dialled::readings(number).filter_map(judge_reading).max()
}

fn judge_reading(dialled: Dialled<'_>) -> Option<Proof> {
    let digits: &[u8; 11] = dialled.digits.try_into().ok()?;
    if !matches!(digits, [b'1', b'3'..=b'9', ..]) {
        return None;
    }
    // Nobody has a number of one digit eight times over; manuals do.
    if digits[3..].iter().all(|digit| *digit == digits[3]) {
        return Some(Proof::Bare);
    }
    if !SEGMENTS.contains(digits.get(..3)?) {
        return Some(Proof::Bare);
    }
    let grouped = is_customary(dialled.first, dialled.rest);
    Some(match (dialled.with_country, grouped) {
        _ if (dialled.first, dialled.rest) == (3, &[4, 4]) => Proof::Checked,
        (true, true) => Proof::Checked,
        (true, false) | (false, true) => Proof::Shaped,
        (false, false) => Proof::Bare,
    })
}

/// One number a table cell is how forms with boxes print them.
fn is_customary(first: usize, rest: &[usize]) -> bool {
    matches!((first, rest), (11, []) | (3, [4, 4] | [8] | [3, 5]) | (7, [4]) | (4, [3, 4] | [4, 3]))
        || (first == 1 && rest.iter().all(|&group| group == 1))
}
