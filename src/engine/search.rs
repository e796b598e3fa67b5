//! The search of one passage: terms, patterns, numbers, values under labels.

use std::collections::BTreeMap;

use regex::Regex;

use super::{
    candidate::{Candidate, Standing},
    evidence::weigh,
    excerpt,
    literals::Hit,
    numbers::{self, Reading},
    searcher::{Searcher, Use},
    surround::Surround,
};
use crate::{
    document::{Layer, Passage},
    rules::Matcher,
    text::{Disguise, Folded, Span},
    validators::Proof,
};

/// Fewer digits than this are no identifier.
const FEWEST_DIGITS: usize = 5;

/// Where a passage stands in its input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Which part.
    pub(super) part: usize,
    /// Which passage of the input.
    pub(super) passage: u64,
    /// Which line of its part it begins on; `None` where lines do not count.
    pub(super) first_line: Option<u64>,
}

/// Everything that is found in `passage`; with `identify` also what fingerprints are made of. `hits`
/// lends its room.
pub(super) fn search(
    searcher: &Searcher,
    passage: &Passage<'_>,
    surround: &Surround,
    spot: Spot,
    identify: bool,
    hits: &mut Vec<Hit>,
) -> Vec<Candidate> {
    let plain = Folded::plain(&passage.text);
    let found = Vec::new();
    let mut search = Search { searcher, passage, surround, plain: &plain, spot, found };
    search.literals(&plain, hits);
    if let Some(tight) = plain.tight() {
        search.literals(&tight, hits);
    }
    if plain.digits().len() >= FEWEST_DIGITS {
        search.numbers();
        search.own_numbers();
    }
    if !searcher.masks.is_empty() {
        search.masked();
    }
    if !surround.fields.is_empty() {
        search.labelled();
    }
    if !searcher.addressed.is_empty() {
        search.addresses();
    }
    let mut found = search.found;
    if !found.is_empty() {
        excerpt::fill(searcher, passage, &plain, surround, &mut found, identify);
    }
    found
}

/// A search of one passage.
pub(super) struct Search<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) passage: &'a Passage<'a>,
    pub(super) surround: &'a Surround,
    pub(super) plain: &'a Folded<'a>,
    spot: Spot,
    pub(super) found: Vec<Candidate>,
}

impl Search<'_> {
    /// Terms, and patterns where one of their anchors is.
    fn literals(&mut self, lane: &Folded<'_>, hits: &mut Vec<Hit>) {
        let searcher = self.searcher;
        searcher.literals.find(lane.text(), hits);
        let mut windows: BTreeMap<(usize, usize), Vec<Span>> = BTreeMap::new();
        for hit in hits.iter() {
            for usage in &searcher.uses[hit.literal] {
                if usage.whole {
                    self.matched(lane, *usage, hit.span);
                    continue;
                }
                let reach = searcher.rules[usage.rule].patterns[usage.matching].reach;
                let start = hit.span.start.saturating_sub(reach);
                let end = hit.span.end.saturating_add(reach).min(lane.text().len());
                let known = windows.entry((usage.rule, usage.matching)).or_default();
                match known.last_mut().filter(|last| start <= last.end) {
                    Some(last) => *last = Span::new(last.start.min(start), last.end.max(end)),
                    None => known.push(Span::new(start, end)),
                }
            }
        }
        for ((rule, matching), windows) in windows {
            let usage = Use { rule, matching, whole: false };
            let patterns = &searcher.rules[rule].patterns[matching];
            let Some(main) = patterns.main.as_ref().filter(|_| patterns.suit(&self.surround.title))
            else {
                continue;
            };
            for window in windows {
                self.pattern(lane, usage, main.get(), window);
            }
        }
    }

    /// Tries a pattern in a window around its anchors.
    fn pattern(&mut self, lane: &Folded<'_>, usage: Use, main: &Regex, window: Span) {
        let text = lane.text();
        let patterns = &self.searcher.rules[usage.rule].patterns[usage.matching];
        let start = boundary(text, window.start);
        let text = &text[..boundary(text, window.end)];
        if !patterns.core.may_match(&text[start..]) {
            return;
        }
        let mut at = start;
        while let Some(captures) = main.captures_at(text, at) {
            let Some(whole) = captures.get(0) else { break };
            let value = captures.name("value").unwrap_or(whole);
            if value.is_empty() {
                break;
            }
            if !patterns.is_led(text, whole.start()) {
                // Without its first character it may stand where it must.
                at = boundary(text, whole.start() + 1);
                continue;
            }
            let today = self.searcher.rules().day();
            let past = || patterns.has_passed(value.as_str(), &self.surround.title, today);
            if !patterns.refuse(value.as_str()) && !past() {
                self.matched(lane, usage, Span::new(value.start(), value.end()));
            }
            // What stands behind the value may begin the next match.
            at = value.end();
        }
    }

    /// A term or pattern stands at `span` of `lane`.
    pub(super) fn matched(&mut self, lane: &Folded<'_>, usage: Use, span: Span) {
        let prepared = &self.searcher.rules[usage.rule];
        let matching = &prepared.rule.matches[usage.matching];
        if glued(lane.text(), span) {
            return;
        }
        let original = lane.original(span);
        let tolerated = lane.disguises(&self.passage.text, span);
        let seen = self.found.iter().any(|other| {
            other.rule == usage.rule
                && other.matching == usage.matching
                && other.original == original
        });
        if seen || !tolerates(&matching.tolerate, &tolerated) {
            return;
        }
        self.weigh(usage, original, (matching.proof, &matching.name), tolerated, false);
    }

    /// The number sweep: each reading goes to the rule with the best case for it.
    fn numbers(&mut self) {
        let prefixes = self.searcher.rules().vocabulary().of("label-prefix");
        let readings = numbers::sweep(self.plain, self.searcher.han_digits, prefixes);
        for reading in readings {
            self.arbitrate(&reading);
        }
    }

    fn arbitrate(&mut self, reading: &Reading) {
        let original = self.plain.original(reading.span);
        let mut tolerated = self.plain.disguises(&self.passage.text, reading.span);
        tolerated.extend(reading_disguises(reading, reading.span.of(self.plain.text())));
        tolerated.sort_unstable();
        tolerated.dedup();
        let before = self.found.len();
        for (shape, proof) in &reading.shapes {
            for (rule, matching) in self.searcher.numbers.get(shape.id).into_iter().flatten() {
                let tolerate = &self.searcher.rules[*rule].rule.matches[*matching].tolerate;
                if tolerates(tolerate, &tolerated) {
                    let usage = Use { rule: *rule, matching: *matching, whole: true };
                    self.weigh(usage, original, (*proof, shape.id), tolerated.clone(), true);
                }
            }
        }
        let contenders = self.found.split_off(before);
        let rule = |candidate: &Candidate| &self.searcher.rules[candidate.rule].rule;
        let replaced = |candidate: &Candidate| {
            let by = |other: &Candidate| {
                rule(other).supersedes.contains(&rule(candidate).id)
                    && other.points >= candidate.points
                    && (!rule(other).evidence.required || other.is_supported())
            };
            contenders.iter().any(by)
        };
        let rank = |candidate: &Candidate| {
            let (points, severity) = (candidate.points, rule(candidate).severity);
            (!replaced(candidate), points, severity, std::cmp::Reverse(candidate.rule))
        };
        let ranks: Vec<_> = contenders.iter().map(rank).collect();
        let ranked = contenders.into_iter().zip(ranks).max_by_key(|(_, rank)| *rank);
        self.found.extend(ranked.map(|(candidate, _)| candidate));
    }

    /// Values under a header or label.
    fn labelled(&mut self) {
        let searcher = self.searcher;
        let text = self.plain.text();
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        for (rule, matching) in &searcher.labelled {
            let prepared = &searcher.rules[*rule];
            let Matcher::Field { fields, .. } = &prepared.rule.matches[*matching].matcher else {
                continue;
            };
            let named = self.surround.fields.iter().any(|field| fields.contains(field));
            let holds = prepared.patterns[*matching].main.as_ref();
            let patterns = &prepared.patterns[*matching];
            let holds = holds.is_some_and(|holds| holds.get().is_match(trimmed));
            if named && holds && !patterns.refuse(trimmed) {
                let usage = Use { rule: *rule, matching: *matching, whole: true };
                let original = self.plain.original(span);
                let matching = &prepared.rule.matches[*matching];
                self.weigh(usage, original, (matching.proof, &matching.name), Vec::new(), false);
            }
        }
    }

    /// Weighs a match and keeps it as a candidate if nothing drops it.
    pub(super) fn weigh(
        &mut self,
        usage: Use,
        original: Span,
        proof: (Proof, &str),
        tolerated: Vec<Disguise>,
        number: bool,
    ) {
        let prepared = &self.searcher.rules[usage.rule];
        let matching = &prepared.rule.matches[usage.matching];
        let passage = self.passage;
        let swept = passage.layer == Layer::Residue
            && proof.0 < Proof::Checked
            && !matches!(matching.matcher, Matcher::Terms(_));
        let layer = matching.layers.is_empty() || matching.layers.contains(&passage.layer);
        let suits = prepared.patterns[usage.matching].suit(&self.surround.title);
        if swept || !layer || !suits {
            return;
        }
        let span = self.plain.folded(original);
        let text = self.plain.text();
        let weighed = weigh(self.searcher, prepared, self.surround, text, span, proof, number);
        let Some(weighed) = weighed else { return };
        let mut looks: Vec<_> = passage
            .looks
            .iter()
            .filter(|(range, _)| range.overlaps(original))
            .map(|(_, look)| *look)
            .collect();
        looks.sort_unstable();
        looks.dedup();
        self.found.push(Candidate {
            rule: usage.rule,
            matching: usage.matching,
            passage: self.spot.passage,
            original,
            points: weighed.points,
            reasons: weighed.reasons,
            named: weighed.named,
            standing: Standing::new(&passage.text, original, self.spot.first_line, self.spot.part),
            at: passage.at.clone(),
            layer: passage.layer,
            looks,
            line_column: passage.pieces.line_column(&passage.text, original.start),
            characters: characters(&passage.text, original),
            bytes: passage.pieces.bytes(original),
            excerpt: excerpt::empty(),
            tolerated,
            identity: None,
        });
    }
}

/// Whether ASCII letters or digits go on beyond either end of `span`.
fn glued(text: &str, span: Span) -> bool {
    let alphanumeric = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let value = span.of(text);
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    alphanumeric(before) && alphanumeric(value.chars().next())
        || alphanumeric(after) && alphanumeric(value.chars().next_back())
}

/// Whether every disguise is undone by folding or tolerated.
fn tolerates(tolerate: &[Disguise], disguises: &[Disguise]) -> bool {
    use Disguise::{Compatibility, Fullwidth, Invisible, Traditional};
    disguises.iter().all(|disguise| {
        matches!(disguise, Fullwidth | Compatibility | Traditional | Invisible)
            || tolerate.contains(disguise)
    })
}

/// How a reading's runs stand apart.
fn reading_disguises(reading: &Reading, written: &str) -> Vec<Disguise> {
    let mut disguises = Vec::new();
    if reading.han {
        disguises.push(Disguise::HanDigits);
    }
    if reading.split {
        if written.contains('\n') {
            disguises.push(Disguise::Wrap);
        }
        if written.contains(' ') {
            disguises.push(Disguise::Spaces);
        }
        let separator = |char| matches!(char, '-' | '.' | '·' | '•' | '—' | '(' | ')' | '/' | '・');
        if written.contains(separator) {
            disguises.push(Disguise::Separators);
        }
    }
    disguises
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn characters(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or("").chars().count();
    Span::new(before, before + span.of(text).chars().count())
}
