//! Markup broken as markup: it stays well-formed more often than not, and says what no program
//! would write.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::chance::Chance;

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^<>]*>").unwrap());
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\s[\w:.-]+=("[^"<]*"|'[^'<]*')"#).unwrap());
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]+").unwrap());
static TEXT: LazyLock<Regex> = LazyLock::new(|| Regex::new(">[^<>]+<").unwrap());

const NUMBERS: &[&str] = &["0", "-1", "4294967296", "1e308", "0.0000001", "99999999999999999999"];

/// Breaks `text` in one or two places.
pub(super) fn break_markup(text: &mut String, chance: &mut Chance) {
    for _ in 0..=chance.below(2) {
        break_once(text, chance);
    }
}

fn break_once(text: &mut String, chance: &mut Chance) {
    match chance.below(10) {
        0 => {
            let element = element(text, chance);
            text.replace_range(element, "");
        }
        1 => {
            let element = element(text, chance);
            let times = chance.one(&[1, 2, 20]);
            text.insert_str(element.end, &text[element].repeat(times));
        }
        2 | 3 => nest(text, chance),
        4 => {
            let attribute = one(&ATTRIBUTE, text, chance);
            text.replace_range(attribute, "");
        }
        5 => {
            let attribute = one(&ATTRIBUTE, text, chance);
            let again = text[attribute.clone()].to_owned();
            text.insert_str(attribute.end, &again);
        }
        6 => {
            let number = one(&NUMBER, text, chance);
            text.replace_range(number, chance.one(NUMBERS));
        }
        7 => {
            let (long, at) = (chance.one(&["9", "甲", "a "]).repeat(20_000), chance.below(2));
            let inside = one(if at == 0 { &NUMBER } else { &TEXT }, text, chance);
            text.insert_str(inside.end.saturating_sub(at), &long);
        }
        8 => {
            let tag = one(&TAG, text, chance);
            text.replace_range(tag, "");
        }
        _ => {
            let tag = text[one(&TAG, text, chance)].to_owned();
            let other = one(&TAG, text, chance);
            text.replace_range(other, &tag);
        }
    }
}

/// One of the places of `what` in `text`; an empty place where there is none.
fn one(what: &Regex, text: &str, chance: &mut Chance) -> Range<usize> {
    let places: Vec<Range<usize>> = what.find_iter(text).map(|found| found.range()).collect();
    if places.is_empty() { 0..0 } else { chance.one(&places) }
}

/// An element that begins anywhere, to its end.
fn element(text: &str, chance: &mut Chance) -> Range<usize> {
    let start = one(&TAG, text, chance).start;
    let mut depth = 0_usize;
    for tag in TAG.find_iter(&text[start..]) {
        match tag.as_str() {
            tag if tag.starts_with("</") => depth = depth.saturating_sub(1),
            tag if tag.ends_with("/>") || tag.starts_with("<?") || tag.starts_with("<!") => {}
            _ => depth += 1,
        }
        if depth == 0 {
            return start..start + tag.end();
        }
    }
    start..text.len()
}

/// Puts an element into itself, 1 to 500 deep.
fn nest(text: &mut String, chance: &mut Chance) {
    let element = element(text, chance);
    let Some(begin) = TAG.find(&text[element.clone()]).map(|tag| tag.as_str().to_owned()) else {
        return;
    };
    let name = begin.trim_matches(['<', '>', '/']).split_whitespace().next().unwrap_or("");
    let deep = 1 + chance.below(500);
    let end = format!("</{name}>").repeat(deep);
    text.insert_str(element.end, &end);
    text.insert_str(element.start, &begin.repeat(deep));
}
