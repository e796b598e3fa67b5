//! From candidates to findings, once an input is known to its end.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    candidate::{Candidate, Standing},
    evidence::reason,
    excerpt,
    searcher::Searcher,
};
use crate::{
    document::Layer,
    finding::{Confidence, Finding, Fingerprint, Key, ReasonKind},
    rules::Position,
    text::{Folded, Span},
};

/// Settles the candidates of an input whose parts have `lines` lines: column and position evidence
/// is added, doubles and superseded ones go, the rest is put in order.
pub(super) fn settle(
    searcher: &Searcher,
    mut candidates: Vec<Candidate>,
    lines: &[u64],
    key: Option<&Key>,
) -> Vec<Finding> {
    drop_contacts(searcher, &mut candidates);
    drop_lists(searcher, &mut candidates);
    add_columns(&mut candidates);
    let mut kept: Vec<(Candidate, Confidence)> = candidates
        .into_iter()
        .filter_map(|mut candidate| {
            add_position(searcher, &mut candidate, lines);
            let confidence = judge(searcher, &candidate, lines)?;
            Some((candidate, confidence))
        })
        .collect();
    kept.sort_by(|(a, _), (b, _)| place(searcher, a).cmp(&place(searcher, b)));
    drop_covered(searcher, &mut kept);
    kept.into_iter()
        .map(|(candidate, confidence)| finding(searcher, candidate, confidence, key))
        .collect()
}

/// Fields under which no contact of an institution belongs.
const PRIVATE: &[&str] = &["guardian", "home-phone"];

/// Drops what the institution lists as its contacts, but where a private number is asked for.
fn drop_contacts(searcher: &Searcher, candidates: &mut Vec<Candidate>) {
    let contacts = searcher.rules().contacts();
    if contacts.is_empty() {
        return;
    }
    candidates.retain(|candidate| {
        let private = candidate.reasons.iter().any(|reason| {
            reason.kind == ReasonKind::Field && PRIVATE.contains(&reason.on.as_str())
        });
        let rule = &searcher.rules[candidate.rule].rule;
        private || !rule.contact || !contacts.list(&candidate.excerpt.value)
    });
}

/// A mark of no more than this many characters may as well be a word of the content.
const LONGEST_WORD: usize = 4;

/// The levels of secrecy, lightest first.
const LEVELS: &[&str] = &["内部", "秘密", "机密", "绝密"];

/// Drops marks that stand one below the other as a list of the marks there are: nobody marks a paper
/// so. Three or more levels, each alone on its line or in its cell, rising or falling; or different
/// values that fill the first column of a table, which says what they mean.
fn drop_lists(searcher: &Searcher, candidates: &mut Vec<Candidate>) {
    let mut columns: BTreeMap<Column, BTreeMap<Spot, String>> = BTreeMap::new();
    for candidate in candidates.iter() {
        if let Some((column, spot, value)) = alone(searcher, candidate) {
            columns.entry(column).or_default().insert(spot, value);
        }
    }
    columns.retain(|column, values| {
        let lists = listed(column, values);
        values.retain(|spot, _| lists.contains(spot));
        !values.is_empty()
    });
    candidates.retain(|candidate| {
        alone(searcher, candidate).is_none_or(|(column, spot, _)| {
            columns.get(&column).is_none_or(|listed| !listed.contains_key(&spot))
        })
    });
}

/// A part, and a table and its column if there is one.
type Column = (usize, Option<(u32, u32)>);

/// Line or row, and passage.
type Spot = (u64, u64);

/// Where a mark alone on its line or in its cell stands, and what it says: its column, its place in
/// that, the bare folded words.
fn alone(searcher: &Searcher, candidate: &Candidate) -> Option<(Column, Spot, String)> {
    let Standing { whole_line, line, part, .. } = candidate.standing;
    if !whole_line || !excerpt::is_mark(searcher, candidate) {
        return None;
    }
    let value = Folded::plain(&candidate.excerpt.value).text().replace([' ', '(', ')'], "");
    // The number of a paper names that paper, however many stand below each other.
    if value.ends_with('号') {
        return None;
    }
    let column = candidate.at.table.zip(candidate.at.column);
    let line = candidate.at.row.filter(|_| column.is_some()).map_or(line, u64::from);
    Some(((part, column), (line, candidate.passage), value.trim_end_matches('级').to_owned()))
}

/// The places of a column's marks that are a list.
fn listed(column: &Column, values: &BTreeMap<Spot, String>) -> Vec<Spot> {
    let different: BTreeSet<&String> = values.values().collect();
    let first = column.1.is_some_and(|(_, column)| column == 1);
    if first && different.len() == values.len() && values.len() >= 2 {
        return values.keys().copied().collect();
    }
    let level = |value: &String| LEVELS.iter().position(|level| level == value);
    let levels: Vec<(Spot, usize)> =
        values.iter().filter_map(|(spot, value)| Some((*spot, level(value)?))).collect();
    let follows = |one: &(Spot, usize), next: &(Spot, usize)| {
        next.0.0 - one.0.0 <= 1 && next.1.abs_diff(one.1) == 1
    };
    let lists = levels.chunk_by(follows).filter(|list| {
        let rising = list.is_sorted_by_key(|(_, level)| *level);
        list.len() >= 3 && (rising || list.iter().rev().is_sorted_by_key(|(_, level)| *level))
    });
    lists.flatten().map(|(spot, _)| *spot).collect()
}

/// One point where three or more of one rule stand in one column, unless that says they are something
/// else.
fn add_columns(candidates: &mut [Candidate]) {
    let column = |candidate: &Candidate| {
        if candidate.named {
            return None;
        }
        let table = (candidate.standing.part, candidate.at.table?, candidate.at.column?);
        Some((candidate.rule, table))
    };
    let mut counts: BTreeMap<_, u32> = BTreeMap::new();
    for column in candidates.iter().filter_map(column) {
        *counts.entry(column).or_default() += 1;
    }
    for candidate in candidates {
        let count = column(candidate).and_then(|column| counts.get(&column)).copied();
        if let Some(count) = count.filter(|count| *count >= 3) {
            candidate.reasons.push(reason(ReasonKind::Column, 1, &count.to_string()));
            candidate.points += 1;
        }
    }
}

fn add_position(searcher: &Searcher, candidate: &mut Candidate, lines: &[u64]) {
    let wanted = &searcher.rules[candidate.rule].rule.evidence.position;
    let stands = wanted.iter().find(|position| stands(candidate, **position, lines));
    if let Some(position) = stands {
        candidate.reasons.push(reason(ReasonKind::Position, 1, position.code()));
        candidate.points += 1;
    }
}

/// How sure it is; `None` where it stands in no place that its rule allows, lacks evidence that its
/// rule requires, or has no point left.
fn judge(searcher: &Searcher, candidate: &Candidate, lines: &[u64]) -> Option<Confidence> {
    let rule = &searcher.rules[candidate.rule].rule;
    let allowed = &rule.matches[candidate.matching].position;
    if !allowed.iter().any(|position| stands(candidate, *position, lines))
        || rule.evidence.required && !candidate.is_supported()
    {
        return None;
    }
    Confidence::of_points(candidate.points)
}

/// Whether a candidate stands in a position.
fn stands(candidate: &Candidate, position: Position, lines: &[u64]) -> bool {
    let Standing { line_start, line, part, .. } = candidate.standing;
    let whole_line = candidate.standing.whole_line && !is_content(candidate);
    let last = lines.get(part).copied().unwrap_or(0);
    match position {
        Position::Anywhere => candidate.layer != Layer::FileName,
        Position::Line => whole_line && candidate.layer != Layer::FileName,
        Position::LineStart => line_start && candidate.layer != Layer::FileName,
        Position::Head => whole_line && (1..=3).contains(&line),
        Position::Tail => whole_line && line > 0 && line + 3 > last,
        Position::HeaderFooter => {
            matches!(candidate.layer, Layer::Header | Layer::Footer)
                || candidate.standing.whole_line
                    && candidate.at.label.as_deref().is_some_and(names_header)
        }
        Position::FileName => candidate.layer == Layer::FileName,
    }
}

/// Whether a short word stands under a header that does not ask for it: a title, a remark.
fn is_content(candidate: &Candidate) -> bool {
    let asked = candidate.reasons.iter().any(|reason| reason.kind == ReasonKind::Field);
    candidate.at.header.is_some() && !asked && candidate.characters.len() <= LONGEST_WORD
}

/// Whether an element or key bears the name of a page's header or footer.
fn names_header(label: &str) -> bool {
    matches!(label, "header" | "footer" | "页眉" | "页脚" | "眉" | "脚")
}

fn place<'a>(searcher: &'a Searcher, candidate: &Candidate) -> (u64, Span, &'a str) {
    let rule = &searcher.rules[candidate.rule].rule;
    (candidate.passage, candidate.original, &rule.id)
}

/// Drops what a rule that supersedes it covers, and all but the best of one rule on the same
/// characters. Candidates are sorted, so only neighbours in the same passage can overlap.
fn drop_covered(searcher: &Searcher, kept: &mut Vec<(Candidate, Confidence)>) {
    let mut covered = vec![false; kept.len()];
    for (index, (first, first_confidence)) in kept.iter().enumerate() {
        for (offset, (second, second_confidence)) in kept[index + 1..].iter().enumerate() {
            let overlaps =
                second.passage == first.passage && second.original.start < first.original.end;
            if !overlaps {
                break;
            }
            let other = index + 1 + offset;
            if replaces(searcher, (second, *second_confidence), (first, *first_confidence)) {
                covered[index] = true;
            } else if replaces(searcher, (first, *first_confidence), (second, *second_confidence)) {
                covered[other] = true;
            }
        }
    }
    let mut covered = covered.into_iter();
    kept.retain(|_| !covered.next().unwrap_or(false));
}

/// Whether the first of two overlapping candidates replaces the second.
fn replaces(
    searcher: &Searcher,
    (one, one_confidence): (&Candidate, Confidence),
    (two, two_confidence): (&Candidate, Confidence),
) -> bool {
    if one.rule == two.rule {
        let rank = |candidate: &Candidate, confidence| (confidence, candidate.original.len());
        return rank(one, one_confidence) > rank(two, two_confidence)
            || rank(one, one_confidence) == rank(two, two_confidence)
                && one.matching < two.matching;
    }
    let supersedes = &searcher.rules[one.rule].rule.supersedes;
    let names = supersedes.contains(&searcher.rules[two.rule].rule.id);
    names && (one_confidence >= two_confidence || one_confidence >= Confidence::Medium)
}

fn finding(
    searcher: &Searcher,
    candidate: Candidate,
    confidence: Confidence,
    key: Option<&Key>,
) -> Finding {
    let rule = Arc::clone(&searcher.rules[candidate.rule].rule);
    let fingerprint = key.zip(candidate.identity).and_then(|(key, (value, sentence))| {
        Fingerprint::new(key, &rule.id, rule.major, &value, &sentence)
    });
    Finding {
        severity: rule.grade(),
        rule,
        confidence,
        reasons: candidate.reasons,
        at: candidate.at,
        layer: candidate.layer,
        looks: candidate.looks,
        line: candidate.line_column.map(|(line, _)| line),
        column: candidate.line_column.map(|(_, column)| column),
        span: candidate.characters,
        bytes: candidate.bytes,
        fact: None,
        excerpt: candidate.excerpt,
        tolerated: candidate.tolerated,
        fingerprint,
        excuse: None,
        known: None,
    }
}
