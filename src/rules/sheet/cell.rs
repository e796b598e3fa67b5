//! What spreadsheet programs do to cells, and how to keep them from it.

use std::borrow::Cow;

/// What a spreadsheet program has made of what was typed, as the code of its sentence; `None` where
/// the cell is as a person types.
pub(super) fn altered(cell: &str) -> Option<&'static str> {
    let cell = cell.trim();
    if cell.starts_with('#')
        && cell.ends_with(['!', '?', 'A'])
        && cell.len() <= 9
        && cell.is_ascii()
    {
        return Some("sheet-error-value");
    }
    if is_scientific(cell) {
        return Some("sheet-scientific");
    }
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    if digits && cell.len() > 15 && cell[15..].bytes().all(|byte| byte == b'0') {
        return Some("sheet-rounded");
    }
    (is_date(cell)).then_some("sheet-date")
}

/// `1E+17`, `1.10101E+17`.
fn is_scientific(cell: &str) -> bool {
    let Some((number, power)) = cell.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix('+').unwrap_or("");
    !power.is_empty()
        && power.bytes().all(|byte| byte.is_ascii_digit())
        && number.starts_with(|char: char| char.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `2031/3/4`, `3月4日`, `4-Mar`, `Mar-31`: what is made of 3-4 and the like.
fn is_date(cell: &str) -> bool {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let numbers = |text: &str, mark: char, count: usize| {
        let parts: Vec<&str> = text.split(mark).collect();
        let number = |part: &&str| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        parts.len() == count && parts.iter().all(number)
    };
    let lower = cell.to_ascii_lowercase();
    let named = lower.split_once('-').is_some_and(|(one, two)| {
        let number = |part: &str| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        MONTHS.contains(&one) && number(two) || MONTHS.contains(&two) && number(one)
    });
    let month_day = cell.strip_suffix('日').map(|rest| rest.replacen('月', "/", 1));
    numbers(cell, '/', 3)
        || numbers(cell, '-', 3)
        || named
        || month_day.is_some_and(|rest| numbers(&rest, '/', 2))
}

/// `cell` such that no spreadsheet program takes it for a formula (OWASP, CSV injection): one that
/// begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it.
pub(super) fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) || is_guarded(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// `cell` such that an apostrophe of its own is not taken for a guard. A cell that is text needs no
/// guard, but one that comes out of a guarded table has it.
pub(super) fn doubled(cell: &str) -> Cow<'_, str> {
    if is_guarded(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// What was written before it was guarded.
pub(super) fn unguarded(cell: String) -> String {
    let trimmed = cell.trim();
    if is_guarded(trimmed) { trimmed[1..].to_owned() } else { cell }
}

fn is_guarded(cell: &str) -> bool {
    let rest = cell.trim_start_matches('\'');
    rest.len() < cell.len() && rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}
