//! `landline`: fixed telephones of the mainland (工信部 电信网编号计划).
//!
//! An area code (two digits with eight-digit numbers, three with seven or eight; 0 before it unless
//! 86 is), a subscriber's number that begins with 2 to 8, perhaps an extension. 400, 800 and 95xxx are
//! nobody's own and have no area code, so they are never landlines.

use super::{Number, Proof, date, dialled::Dialled, table::Table};

/// Area codes of three digits, the 0 before them left off.
static AREAS: Table = Table::new(include_str!("telephone_areas.txt"), 3);

/// Shaped: area code and number, grouped as telephones are. Bare: the same in another grouping, or a
/// number without area code.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    Dialled::readings(number).filter_map(judge_reading).max()
}

fn judge_reading(dialled: Dialled<'_>) -> Option<Proof> {
    let zeros = usize::from(dialled.digits.first() == Some(&b'0'));
    if zeros == 0 && !dialled.with_country {
        return judge_local(dialled);
    }
    let national = dialled.digits.get(zeros..)?;
    let area = area_length(national)?;
    let subscriber = national.get(area..)?;
    if !matches!(subscriber, [b'2'..=b'8', ..]) {
        return None;
    }
    let lengths = if area == 2 { 8..=8 } else { 7..=8 };
    match own_length(zeros + area, dialled) {
        Some(own) if lengths.contains(&own) => Some(Proof::Shaped),
        _ => lengths.contains(&subscriber.len()).then_some(Proof::Bare),
    }
}

/// 10 and 20 to 29 without 26 have two digits, all others three.
fn area_length(national: &[u8]) -> Option<usize> {
    match national {
        [b'1', b'0', ..] | [b'2', b'0'..=b'5' | b'7'..=b'9', ..] => Some(2),
        _ => AREAS.contains(national.get(..3)?).then_some(3),
    }
}

/// Seven or eight digits without an area code say little; a day of the calendar says it is none.
fn judge_local(dialled: Dialled<'_>) -> Option<Proof> {
    let own = subscriber_length(dialled.first, dialled.rest)?;
    let telephone = matches!(dialled.digits, [b'2'..=b'8', ..]) && matches!(own, 7 | 8);
    (telephone && !date::is_date(dialled.digits)).then_some(Proof::Bare)
}

/// Length of the subscriber's number behind `head` digits, or `None` in a grouping nobody writes.
fn own_length(head: usize, dialled: Dialled<'_>) -> Option<usize> {
    if dialled.first > head {
        return subscriber_length(dialled.first - head, dialled.rest);
    }
    let (&first, rest) = dialled.rest.split_first()?;
    (dialled.first == head).then(|| subscriber_length(first, rest))?
}

/// Length without extension: in one go (`62751234`) or cut before the last four (`6275 1234`).
fn subscriber_length(first: usize, rest: &[usize]) -> Option<usize> {
    match (first, rest) {
        (7 | 8, [] | [1..=5]) => Some(first),
        (3 | 4, [4] | [4, 1..=5]) => Some(first + 4),
        _ => None,
    }
}
