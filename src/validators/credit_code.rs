//! `credit-code`: the unified social credit code of an organisation (统一社会信用代码, GB 32100-2015).
//!
//! One character of registration authority, one of category, six digits of area, nine characters of
//! organisation code with a check character of its own (GB 11714, modulo 11) and a check character
//! modulo 31. One value in thirty-one passes the last alone, and digits of a certificate often have
//! a known authority and area: only both checks together prove a code.

use super::{Number, Proof, area};

/// No I, O, S, V or Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Checked: known authority and category, area, both check characters. Shaped: the last check
/// character or a known county instead of both. Bare: authority and area, or the check alone.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let code: &[u8; 18] = number.value.as_bytes().try_into().ok()?;
    let check_holds = check_holds(code)?;
    let [authority, category, area @ ..] = code.get(..8)? else { return None };
    if !is_registrar(*authority, *category) || !is_registrar_area(area) {
        return check_holds.then_some(Proof::Bare);
    }
    Some(match check_holds {
        true if organisation_check_holds(code.get(8..17)?) => Proof::Checked,
        true => Proof::Shaped,
        false if area.ends_with(b"0000") || area::is_county(area) => Proof::Shaped,
        false => Proof::Bare,
    })
}

/// `None` where a character is not of the alphabet. The weights are the powers of 3 modulo 31.
fn check_holds(code: &[u8; 18]) -> Option<bool> {
    let (check, body) = code.split_last()?;
    let mut weight = 1;
    let mut sum = position(*check)?;
    for &character in body {
        sum += weight * position(character)?;
        weight = weight * 3 % 31;
    }
    Some(sum % 31 == 0)
}

/// Letters count from A = 10; a check of 10 is written X and 11 is written 0.
fn organisation_check_holds(code: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let Some((&check, body)) = code.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(&character, weight)| weight * char::from(character).to_digit(36).unwrap_or(0))
        .sum();
    b"0X987654321".get((sum % 11) as usize) == Some(&check)
}

fn position(character: u8) -> Option<usize> {
    ALPHABET.iter().position(|&letter| letter == character)
}

/// Table 1 of GB 32100-2015, with the villages' and residents' committees (54, 55) added since.
fn is_registrar(authority: u8, category: u8) -> bool {
    match authority {
        b'1' => matches!(category, b'1'..=b'3' | b'9'), // 机构编制
        b'2' | b'4' | b'8' | b'A' => matches!(category, b'1' | b'9'), // 外交, 文化, 工会, 军队
        b'3' => matches!(category, b'1'..=b'5' | b'9'), // 司法行政
        b'5' => matches!(category, b'1'..=b'5' | b'9'), // 民政
        b'6' | b'7' => matches!(category, b'1' | b'2' | b'9'), // 旅游, 宗教
        b'9' | b'N' => matches!(category, b'1'..=b'3' | b'9'), // 市场监管, 农业农村
        b'Y' => category == b'1',                       // 其他
        _ => false,
    }
}

/// A province first, or 10 for what is registered nationally (universities of a ministry). Market
/// regulators number zones that GB/T 2260 does not know, so counties are not asked for.
fn is_registrar_area(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_digit)
        && digits.get(..2).is_some_and(|first| first == b"10" || area::is_province(first))
}
