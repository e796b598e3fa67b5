//! From facts about what readers do not see to findings: each as grave as its rule says, or as the
//! gravest of what the rules find in it.

use std::sync::Arc;

use super::{excerpt, searcher::Searcher};
use crate::{
    document::{Concealed, ConcealedKind, Layer, Place},
    finding::{Confidence, Examination, Excerpt, Finding, Fingerprint, Key, Reason, ReasonKind},
    rules::{Matcher, Rule, RuleStatus, Severity},
    text::Span,
};

/// The findings that the facts of `row` are, in their order. One that is no more than a note is none:
/// every ordinary file has such facts.
pub(super) fn concealed(searcher: &Searcher, row: &Examination, key: Option<&Key>) -> Vec<Finding> {
    let rules = || searcher.rules.iter().map(|prepared| &prepared.rule);
    let pairs = row.concealed.iter().flat_map(|fact| {
        let about = rules().filter(|rule| is_about(rule, fact.kind));
        about.map(move |rule| (fact, rule))
    });
    pairs
        .map(|(fact, rule)| finding(fact, rule, &row.findings, key))
        .filter(|finding| finding.severity > Severity::Low)
        .collect()
}

fn is_about(rule: &Rule, kind: ConcealedKind) -> bool {
    rule.matches.iter().any(
        |matching| matches!(&matching.matcher, Matcher::Concealed(kinds) if kinds.contains(&kind)),
    )
}

fn finding(fact: &Concealed, rule: &Arc<Rule>, others: &[Finding], key: Option<&Key>) -> Finding {
    let inside: Vec<&Finding> =
        others.iter().filter(|other| other.counts() && lies_in(other, fact)).collect();
    let gravest = inside.iter().map(|finding| finding.severity).max();
    let severity = match rule.status {
        RuleStatus::Trial => rule.grade(),
        _ => rule.grade().max(gravest.unwrap_or(Severity::Low)),
    };
    let mut reasons = vec![Reason { kind: ReasonKind::Fact, points: 3, on: String::new() }];
    if !inside.is_empty() {
        let on = inside.len().to_string();
        reasons.push(Reason { kind: ReasonKind::Inside, points: 0, on });
    }
    let code = fact.kind.code();
    let place = named(&fact.at);
    Finding {
        rule: Arc::clone(rule),
        severity,
        confidence: Confidence::High,
        reasons,
        at: fact.at.clone(),
        layer: layers(fact.kind).first().copied().unwrap_or(Layer::Body),
        looks: Vec::new(),
        line: None,
        column: None,
        span: Span::new(0, 0),
        bytes: None,
        fact: Some(fact.clone()),
        excerpt: Excerpt { value: code.into(), words: Some(code.into()), ..excerpt::empty() },
        tolerated: Vec::new(),
        fingerprint: key.and_then(|key| Fingerprint::new(key, &rule.id, rule.major, code, &place)),
        excuse: None,
        known: None,
    }
}

/// Whether `finding` stands in what `fact` is about.
fn lies_in(finding: &Finding, fact: &Concealed) -> bool {
    let (at, whole) = (&finding.at, &fact.at);
    let part = match (&at.part, &whole.part) {
        (of, None) => of.is_none() || fact.kind == ConcealedKind::EmbeddedDocument,
        (None, Some(_)) => false,
        (Some(of), Some(part)) => of.starts_with(&**part),
    };
    part && layers(fact.kind).contains(&finding.layer)
        && (whole.slide.is_none() || at.slide == whole.slide)
        && match fact.kind {
            ConcealedKind::EmbeddedDocument => {
                let name = whole.label.as_deref().unwrap_or_default();
                at.part.as_deref().is_some_and(|part| part.contains(name))
            }
            _ => sheet(&whole.cell.clone().or(whole.label.clone()))
                .is_none_or(|name| sheet(&at.cell) == Some(name)),
        }
}

/// What names a place in the fingerprint of a fact.
fn named(at: &Place) -> String {
    let slide = at.slide.map(|slide| slide.to_string());
    let names = [at.part.as_deref(), at.cell.as_deref(), at.label.as_deref(), slide.as_deref()];
    names.map(Option::unwrap_or_default).join("\n")
}

/// The sheet that a cell is on, or the name of a sheet itself.
fn sheet(cell: &Option<Arc<str>>) -> Option<&str> {
    let cell = cell.as_deref()?;
    Some(cell.rsplit_once('!').map_or(cell, |(sheet, _)| sheet))
}

/// The layers that carry what a fact of this kind is about.
fn layers(kind: ConcealedKind) -> &'static [Layer] {
    match kind {
        ConcealedKind::HiddenElement
        | ConcealedKind::HiddenText
        | ConcealedKind::HiddenSheet
        | ConcealedKind::HiddenCells
        | ConcealedKind::HiddenSlide => &[Layer::Hidden],
        ConcealedKind::MarkupComment | ConcealedKind::Comment => &[Layer::Comment],
        ConcealedKind::TrackedChange => &[Layer::Deleted],
        ConcealedKind::Notes => &[Layer::Notes],
        ConcealedKind::PivotCache | ConcealedKind::LinkedCache => &[Layer::Cache],
        ConcealedKind::PicturePosition => &[Layer::Metadata],
        ConcealedKind::EmbeddedData => &[Layer::Attribute],
        // Whatever is in it, and what no reader of the format tells apart.
        ConcealedKind::EmbeddedDocument => Layer::ALL,
        ConcealedKind::InvisibleCharacters => &[],
    }
}
