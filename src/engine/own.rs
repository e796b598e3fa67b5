//! Numbers as the institution writes them, and numbers masked less than it asks.

use regex::Regex;
use std::sync::LazyLock;

use super::{evidence::label_before, search::Search, searcher::Use};
use crate::{text::Span, validators::Proof};

/// A digit, and what may stand in a masked number. Written over folded text.
static MASKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[0-9][0-9*×●•○■█#·x]{6,23}").expect("it is a constant"));
/// Fewer masking characters in a row mask nothing.
const FEWEST_MASKING: usize = 3;

impl Search<'_> {
    /// Numbers in the forms that the institution lists.
    pub(super) fn own_numbers(&mut self) {
        let searcher = self.searcher;
        for (rule, matching, expression) in &searcher.own {
            let usage = Use { rule: *rule, matching: *matching, whole: true };
            for found in expression.get().find_iter(self.plain.text()) {
                self.matched(self.plain, usage, Span::new(found.start(), found.end()));
            }
        }
    }

    /// Masked numbers that leave more to read than the institution allows.
    pub(super) fn masked(&mut self) {
        let searcher = self.searcher;
        let text = self.plain.text();
        for found in MASKED.find_iter(text) {
            let Some((front, back)) = readable(found.as_str()) else { continue };
            let label = label_before(searcher.rules().fields(), text, found.start());
            let mut fields = self.surround.fields.iter().map(String::as_str).chain(label);
            let allowed = fields.find_map(|field| searcher.rules().masks().allowed(field));
            if allowed.is_none_or(|(most, least)| front <= most && back <= least) {
                continue;
            }
            for (rule, matching) in &searcher.masks {
                let usage = Use { rule: *rule, matching: *matching, whole: true };
                let original = self.plain.original(Span::new(found.start(), found.end()));
                let name = &searcher.rules[*rule].rule.matches[*matching].name;
                self.weigh(usage, original, (Proof::Checked, name), Vec::new(), false);
            }
        }
    }
}

/// How many characters stay readable at the front and at the back of a masked number; `None` where it
/// is not masked.
fn readable(value: &str) -> Option<(usize, usize)> {
    let plain = |char: &char| char.is_ascii_digit();
    let front = value.chars().take_while(plain).count();
    let masking = value.chars().skip(front).take_while(|char| !plain(char)).count();
    let last = |char: &char| char.is_ascii_digit() || *char == 'x';
    let masked_by_x = value.chars().skip(front).take(masking).all(|char| char == 'x');
    let back = if masked_by_x {
        value.chars().rev().take_while(plain).count()
    } else {
        value.chars().rev().take_while(last).count()
    };
    (masking >= FEWEST_MASKING).then_some((front, back))
}
