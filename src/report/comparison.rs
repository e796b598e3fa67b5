//! What changes from one set of rules to another, in words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{place::place, shown::shown};
use crate::{
    engine::Failure,
    finding::{Examination, Finding},
    lang::{Lang, say},
    rules::Difference,
    text::visible,
};

/// Places that are listed of what one rule finds more or less.
const LISTED: usize = 5;

/// A `Comparison` of two sets of rules.
#[derive(Debug)]
pub struct Comparison {
    /// What became of each rule.
    pub differences: Vec<Difference>,
    /// Samples of the old rules that the new ones no longer find.
    pub lost: Vec<Failure>,
    /// What the old rules find in the documents that were given.
    pub before: Vec<Examination>,
    /// What the new rules find in them.
    pub after: Vec<Examination>,
}

impl Comparison {
    /// Whether a rule became weaker, or a sample is lost.
    pub fn is_weaker(&self) -> bool {
        !self.lost.is_empty() || self.differences.iter().any(|difference| difference.weaker)
    }
}

/// The comparison as text: weakened rules first, then the others, then what is found more and less.
pub fn comparison(comparison: &Comparison, lang: Lang) -> String {
    let mut text = String::new();
    let told = |difference: &Difference| {
        let kind = say(lang, &format!("difference.{}", difference.kind.code()), &[]);
        let code = if difference.weaker { "difference.weaker" } else { "difference.line" };
        say(lang, code, &[("rule", &difference.rule), ("kind", &kind)])
    };
    let (weaker, others): (Vec<_>, Vec<_>) =
        comparison.differences.iter().partition(|difference| difference.weaker);
    for difference in weaker.into_iter().chain(others) {
        let _ = writeln!(text, "{}", told(difference));
    }
    for failure in &comparison.lost {
        let args = [("rule", &*failure.rule), ("number", &failure.number.to_string())];
        let _ = writeln!(text, "{}", say(lang, "difference.sample-lost", &args));
    }
    let (before, after) = (hits(&comparison.before), hits(&comparison.after));
    let rules: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    for rule in rules {
        let none = BTreeMap::new();
        let (old, new) = (before.get(rule).unwrap_or(&none), after.get(rule).unwrap_or(&none));
        let gained: Vec<_> = new.iter().filter(|(at, _)| !old.contains_key(*at)).collect();
        let lost: Vec<_> = old.iter().filter(|(at, _)| !new.contains_key(*at)).collect();
        if gained.is_empty() && lost.is_empty() {
            continue;
        }
        let counts =
            [old.len(), new.len(), gained.len(), lost.len()].map(|count| count.to_string());
        let [old, new, more, less] = &counts;
        let args = [("rule", rule), ("old", old), ("new", new), ("gained", more), ("lost", less)];
        let _ = writeln!(text, "{}", say(lang, "difference.hits", &args));
        for (mark, places) in [("+", gained), ("-", lost)] {
            for ((document, ..), hit) in places.iter().take(LISTED) {
                let _ = writeln!(text, "  {mark} {} {}", visible(document), line(hit, lang));
            }
            if places.len() > LISTED {
                let more = (places.len() - LISTED).to_string();
                let more = say(lang, "difference.more", &[("count", &more)]);
                let _ = writeln!(text, "  {mark} {more}");
            }
        }
    }
    if text.is_empty() {
        let _ = writeln!(text, "{}", say(lang, "difference.none", &[]));
    }
    text
}

/// A finding, and whether its document holds a live mark.
type Hit<'f> = (&'f Finding, bool);

/// Where a finding begins: document, part, line, row, column, character.
type At<'f> = (&'f str, Option<&'f str>, Option<u32>, Option<u32>, Option<u32>, usize);

/// What counts of what was found, by rule and place.
fn hits(rows: &[Examination]) -> BTreeMap<&str, BTreeMap<At<'_>, Hit<'_>>> {
    let mut hits: BTreeMap<&str, BTreeMap<At<'_>, Hit<'_>>> = BTreeMap::new();
    for row in rows {
        let sealed = row.holds_live_mark();
        for finding in row.findings.iter().filter(|finding| finding.counts()) {
            let at = &finding.at;
            let (line, cell) = (finding.line.or(at.paragraph), at.row.or(at.page));
            let at = (
                &*row.document,
                at.part.as_deref(),
                line,
                cell,
                finding.column,
                finding.span.start,
            );
            hits.entry(&finding.rule.id).or_default().insert(at, (finding, sealed));
        }
    }
    hits
}

fn line((finding, sealed): &Hit<'_>, lang: Lang) -> String {
    let at = place(lang, finding, *sealed);
    let words = shown(finding, *sealed, false).map_or_else(String::new, |shown| {
        format!("{}{}{}", shown.before, shown.value, shown.after)
    });
    format!("{at}  {}", visible(&words))
}
