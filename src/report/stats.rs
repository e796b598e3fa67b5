//! How often each rule finds something.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    aligned::aligned,
    words::{half, severity},
};
use crate::{
    finding::Examination,
    lang::{Lang, say},
    rules::RuleSet,
};

#[derive(Default)]
struct Count {
    hits: u64,
    low: u64,
    documents: u64,
}

/// A table of `rules`: hits, hits per 10,000 characters, in how many documents, hits of low
/// confidence; the busiest first. Those that found nothing are counted.
pub fn stats(rows: &[Examination], rules: &RuleSet, lang: Lang) -> String {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for row in rows {
        let mut here: BTreeMap<&str, bool> = BTreeMap::new();
        for finding in &row.findings {
            let count = counts.entry(&finding.rule.id).or_default();
            let seen = here.entry(&finding.rule.id).or_default();
            if finding.counts() {
                count.hits += 1;
                *seen = true;
            } else {
                count.low += 1;
            }
        }
        for (rule, _) in here.into_iter().filter(|(_, seen)| *seen) {
            counts.entry(rule).or_default().documents += 1;
        }
    }
    let characters: u64 = rows.iter().map(|row| row.characters).sum();
    let mut busiest: Vec<(&str, &Count)> =
        counts.iter().map(|(rule, count)| (*rule, count)).collect();
    busiest.sort_by_key(|(rule, count)| (std::cmp::Reverse((count.hits, count.low)), *rule));
    let said = |code: &str| say(lang, code, &[]);
    let mut lines: Vec<Vec<String>> = vec![
        ["rule", "hits", "rate", "documents", "low", "severity", "title"]
            .map(|name| said(&format!("stats.{name}")))
            .into(),
    ];
    for (id, count) in &busiest {
        let Some(rule) = rules.rule(id) else { continue };
        lines.push(vec![
            (*id).to_owned(),
            count.hits.to_string(),
            per_ten_thousand(count.hits, characters),
            count.documents.to_string(),
            count.low.to_string(),
            severity(lang, rule.grade(), rule.status),
            half(lang, &rule.title).to_owned(),
        ]);
    }
    let mut text = aligned(&lines);
    let silent = rules.rules().len() - busiest.len();
    let args = [
        ("documents", &*rows.len().to_string()),
        ("characters", &characters.to_string()),
        ("silent", &silent.to_string()),
    ];
    let _ = writeln!(text, "\n{}", say(lang, "stats.total", &args));
    text
}

/// `count` in each 10,000 characters, to two places.
pub fn per_ten_thousand(count: u64, characters: u64) -> String {
    if characters == 0 {
        return "0.00".to_owned();
    }
    let hundredths = (count * 1_000_000 + characters / 2) / characters;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
