//! From facts about what readers do not see to findings: each as grave as its rule says, or as the
//! gravest of what the rules find in it.

use std::{collections::BTreeMap, sync::Arc};

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
    let contents = contents(&row.findings);
    let pairs = row.concealed.iter().flat_map(|fact| {
        let about = rules().filter(|rule| is_about(rule, fact.kind));
        about.map(move |rule| (fact, rule))
    });
    pairs
        .map(|(fact, rule)| finding(fact, rule, &contents, key))
        .filter(|finding| finding.severity > Severity::Low)
        .collect()
}

/// What the rules find in a place, by layer: how many, and the gravest.
type Contents = BTreeMap<(Spot, Layer), (usize, Severity)>;

/// Something that a fact may be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    /// A part as a whole, without those inside it; `None` is the input.
    Part(Option<Arc<str>>),
    /// A sheet of a part, a slide of it.
    Sheet(Option<Arc<str>>, String),
    /// A paragraph of a part; a cell of a table in it.
    Paragraph(Option<Arc<str>>, u32),
    Cell(Option<Arc<str>>, u32, u32, u32),
    Slide(Option<Arc<str>>, u32),
    Page(Option<Arc<str>>, u32),
    /// What lies anywhere in the part with this path.
    Inside(String),
}

/// What is found at each spot. Gathered once: there may be many facts and many findings.
fn contents(findings: &[Finding]) -> Contents {
    let mut contents = Contents::new();
    for finding in findings.iter().filter(|finding| finding.counts()) {
        let at = &finding.at;
        let part = at.part.clone();
        let mut spots = vec![Spot::Part(part.clone())];
        let sheet =
            at.cell.as_deref().map(|cell| cell.rsplit_once('!').map_or(cell, |(sheet, _)| sheet));
        spots.extend(sheet.map(|sheet| Spot::Sheet(part.clone(), sheet.to_owned())));
        spots.extend(at.slide.map(|slide| Spot::Slide(part.clone(), slide)));
        spots.extend(at.page.map(|page| Spot::Page(part.clone(), page)));
        spots.extend(at.paragraph.map(|number| Spot::Paragraph(part.clone(), number)));
        spots.extend(cell(at));
        let path = part.as_deref().unwrap_or_default();
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        spots.extend(ends.map(|end| Spot::Inside(path[..end].to_owned())));
        for spot in spots {
            let found = contents.entry((spot, finding.layer)).or_insert((0, Severity::Low));
            *found = (found.0 + 1, found.1.max(finding.severity));
        }
    }
    contents
}

/// What `fact` is about.
fn spot(fact: &Concealed) -> Spot {
    let at = &fact.at;
    let named = at.label.as_deref();
    let sheet = at.cell.as_deref().and_then(|cell| Some(cell.rsplit_once('!')?.0)).or(named);
    if let Some(page) = at.page {
        return Spot::Page(at.part.clone(), page);
    }
    match (fact.kind, sheet, at.slide) {
        (ConcealedKind::EmbeddedDocument, ..) => {
            let path = [at.part.as_deref(), named].into_iter().flatten().collect::<Vec<_>>();
            Spot::Inside(path.join("/"))
        }
        // Its label is an attribute.
        (ConcealedKind::EmbeddedData, ..) => Spot::Part(at.part.clone()),
        (_, Some(sheet), _) => Spot::Sheet(at.part.clone(), sheet.to_owned()),
        (_, None, Some(slide)) => Spot::Slide(at.part.clone(), slide),
        (_, None, None) => {
            let paragraph = at.paragraph.map(|number| Spot::Paragraph(at.part.clone(), number));
            cell(at).or(paragraph).unwrap_or_else(|| Spot::Part(at.part.clone()))
        }
    }
}

/// The cell of a table that `at` is.
fn cell(at: &Place) -> Option<Spot> {
    Some(Spot::Cell(at.part.clone(), at.table?, at.row?, at.column?))
}

fn is_about(rule: &Rule, kind: ConcealedKind) -> bool {
    rule.matches.iter().any(
        |matching| matches!(&matching.matcher, Matcher::Concealed(kinds) if kinds.contains(&kind)),
    )
}

fn finding(fact: &Concealed, rule: &Arc<Rule>, contents: &Contents, key: Option<&Key>) -> Finding {
    let spot = spot(fact);
    let found = layers(fact.kind).iter().filter_map(|layer| contents.get(&(spot.clone(), *layer)));
    let (inside, gravest) = found.fold((0, Severity::Low), |(count, gravest), (more, severity)| {
        (count + more, gravest.max(*severity))
    });
    let severity = match rule.status {
        RuleStatus::Trial => rule.grade(),
        _ => rule.grade().max(gravest),
    };
    let mut reasons = vec![Reason { kind: ReasonKind::Fact, points: 3, on: String::new() }];
    if inside > 0 {
        let on = inside.to_string();
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
        layer: carrier(fact.kind),
        looks: Vec::new(),
        line: fact.line.map(|(line, _)| line),
        column: fact.line.map(|(_, column)| column),
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

/// The layer that a fact of this kind is shown as carried on.
fn carrier(kind: ConcealedKind) -> Layer {
    match kind {
        ConcealedKind::HiddenSheet => Layer::Hidden,
        _ => layers(kind).first().copied().unwrap_or(Layer::Body),
    }
}

/// What names a place in the fingerprint of a fact.
fn named(at: &Place) -> String {
    let slide = at.slide.map(|slide| slide.to_string());
    let page = at.page.map(|page| page.to_string());
    let names = [
        at.part.as_deref(),
        at.cell.as_deref(),
        at.label.as_deref(),
        slide.as_deref(),
        page.as_deref(),
    ];
    names.map(Option::unwrap_or_default).join("\n")
}

/// The layers that carry what a fact of this kind is about.
fn layers(kind: ConcealedKind) -> &'static [Layer] {
    match kind {
        ConcealedKind::HiddenElement
        | ConcealedKind::HiddenText
        | ConcealedKind::HiddenCells
        | ConcealedKind::HiddenSlide => &[Layer::Hidden],
        ConcealedKind::MarkupComment | ConcealedKind::Comment => &[Layer::Comment],
        ConcealedKind::TrackedChange => &[Layer::Deleted],
        ConcealedKind::Notes => &[Layer::Notes],
        ConcealedKind::PivotCache | ConcealedKind::LinkedCache => &[Layer::Cache],
        ConcealedKind::PicturePosition => &[Layer::Metadata],
        ConcealedKind::CoveredText => &[Layer::Covered],
        ConcealedKind::EarlierRevision => &[Layer::EarlierRevision],
        ConcealedKind::EmbeddedData => &[Layer::Attribute],
        // Whatever is in it, comments and boxes too.
        ConcealedKind::EmbeddedDocument | ConcealedKind::HiddenSheet => Layer::ALL,
        ConcealedKind::InvisibleCharacters => &[],
    }
}
