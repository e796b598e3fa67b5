//! Telephone numbers of mainland China.

use super::{
    Number, Proof,
    check::{are_digits, number},
};

/// Eleven digits in a segment that is in use, with or without the country code, in one of the
/// groupings people write.
pub(super) fn mobile(candidate: &Number<'_>) -> Option<Proof> {
    let (value, groups, international) = without_country(candidate);
    let bytes = value.as_bytes();
    if value.len() != 11 || !are_digits(value) || bytes.first() != Some(&b'1') {
        return None;
    }
    let segment = number(bytes.get(..3))?;
    let used = matches!(segment, 130..=139 | 145..=149 | 150..=153 | 155..=159 | 162 | 165..=167
        | 170..=178 | 180..=189 | 190..=193 | 195..=199);
    if !used {
        return None;
    }
    let written = matches!(
        groups,
        [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [3, 5, 3] | [4, 4, 3] | []
    ) || groups.iter().all(|group| *group == 1)
        || matches!(groups, [_, second] if *second >= 3);
    Some(match (written, international) {
        (true, true) => Proof::Checked,
        (true, false) => Proof::Shaped,
        (false, _) => Proof::Bare,
    })
}

/// Area code and seven or eight digits, perhaps an extension. Numbers that cost nothing to call
/// (400, 800) are nobody's own.
pub(super) fn landline(candidate: &Number<'_>) -> Option<Proof> {
    let (value, groups, _) = without_country(candidate);
    if !are_digits(value) {
        return None;
    }
    match groups {
        [area, local] | [area, local, _] if is_area(value.get(..*area)?) => {
            let first = value.as_bytes().get(*area)?;
            let local = (7..=8).contains(local) && (b'2'..=b'8').contains(first);
            local.then_some(Proof::Shaped)
        }
        [area, 4, 4] | [area, 3, 4] | [area, 4, 3]
            if is_area(value.get(..*area)?)
                && value
                    .as_bytes()
                    .get(*area)
                    .is_some_and(|first| (b'2'..=b'8').contains(first)) =>
        {
            Some(Proof::Shaped)
        }
        [11 | 12] => {
            let area = if value.starts_with("01") || value.starts_with("02") { 3 } else { 4 };
            let first = value.as_bytes().get(area)?;
            let local = (b'2'..=b'8').contains(first) && (7..=8).contains(&(value.len() - area));
            (is_area(value.get(..area)?) && local).then_some(Proof::Shaped)
        }
        [7 | 8] => matches!(value.as_bytes().first(), Some(b'2'..=b'8')).then_some(Proof::Bare),
        _ => None,
    }
}

/// Area codes: 010, 02x, and four digits from 0310 on.
fn is_area(code: &str) -> bool {
    match code.as_bytes() {
        b"010" => true,
        [b'0', b'2', third] => matches!(third, b'0'..=b'5' | b'7'..=b'9'),
        [b'0', b'3'..=b'9', third, _] => *third != b'0',
        _ => false,
    }
}

/// The number without a leading 86 or 0086, and whether there was one.
fn without_country<'a>(number: &Number<'a>) -> (&'a str, &'a [usize], bool) {
    for prefix in ["0086", "86"] {
        let Some(rest) = number.value.strip_prefix(prefix) else { continue };
        match number.groups {
            [first, groups @ ..] if *first == prefix.len() && !groups.is_empty() => {
                return (rest, groups, true);
            }
            [only] if *only == prefix.len() + 11 => return (rest, &[], true),
            _ => {}
        }
    }
    (number.value, number.groups, false)
}
