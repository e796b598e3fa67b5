//! From a match as written to a match.

use std::ops::Range;

use regex::Regex;
use toml::Spanned;

use super::{
    Lead, Match, Matcher, Position,
    check::{Check, expand},
    file::MatchFile,
};
use crate::{
    document::{ConcealedKind, Layer},
    text::{Disguise, Folded},
    validators::{self, Proof},
};

/// How far from an anchor a match may begin or end, in bytes, where a rule does not say.
const REACH: usize = 240;

impl Check<'_> {
    pub(super) fn matching(&mut self, name: String, written: Spanned<MatchFile>) -> Option<Match> {
        let at = written.span();
        let written = written.into_inner();
        let matcher = self.matcher(&at, &written);
        let position = self.all_named("position", &written.position, Position::from_code);
        let tolerate = self.all_named("disguise", &written.tolerate, Disguise::from_code);
        let layers = self.all_named("layer", &written.layers, layer_from_code);
        let proof = match &written.proof {
            None => Proof::Shaped,
            Some(proof) => self.problems.named("proof", proof, proof_from_code)?,
        };
        let titled = self.optional(written.titled.as_ref());
        let untitled = self.optional(written.untitled.as_ref());
        Some(Match {
            name,
            matcher: matcher?,
            titled: titled?,
            untitled: untitled?,
            ahead: written.ahead,
            position: if position.is_empty() { vec![Position::Anywhere] } else { position },
            tolerate,
            proof,
            layers,
        })
    }

    fn matcher(&mut self, at: &Range<usize>, written: &MatchFile) -> Option<Matcher> {
        let given = [
            written.terms.is_some(),
            written.list.is_some(),
            written.pattern.is_some(),
            written.shape.is_some(),
            written.field.is_some(),
            written.own.is_some(),
            written.concealed.is_some(),
            written.mask,
            written.address,
        ];
        if given.into_iter().filter(|given| *given).count() != 1 {
            self.problems.add(Some(at.clone()), "match-not-one", Vec::new());
            return None;
        }
        if let Some(terms) = &written.terms {
            return self.terms(at, terms.iter().map(|term| term.get_ref().clone()).collect());
        }
        if let Some(list) = &written.list {
            let Some(words) = self.around.lists.get(list.get_ref()) else {
                self.problems.unknown("list", list);
                return None;
            };
            return self.terms(&list.span(), words.clone());
        }
        if let Some(pattern) = &written.pattern {
            return self.pattern(pattern, written);
        }
        if let Some(shape) = &written.shape {
            return self.problems.named("shape", shape, validators::shape).map(Matcher::Number);
        }
        if let Some(own) = &written.own {
            return self.fields(std::slice::from_ref(own)).pop().map(Matcher::Own);
        }
        if let Some(kinds) = &written.concealed {
            let known = self.all_named("concealed", kinds, ConcealedKind::from_code);
            return Some(Matcher::Concealed(known));
        }
        if written.mask {
            return Some(Matcher::Mask);
        }
        if written.address {
            return self
                .optional(written.unless.as_ref())
                .map(|unless| Matcher::Address { unless });
        }
        let fields = self.fields(written.field.as_deref().unwrap_or_default());
        let Some(holds) = &written.holds else {
            self.problems.add(Some(at.clone()), "match-field-without-holds", Vec::new());
            return None;
        };
        let holds = self.expression(holds)?;
        let unless = self.optional(written.unless.as_ref())?;
        Some(Matcher::Field { fields, holds, unless })
    }

    /// An expression that need not be there; `None` where it is wrong.
    fn optional(&mut self, written: Option<&Spanned<String>>) -> Option<Option<String>> {
        match written {
            None => Some(None),
            Some(written) => self.expression(written).map(Some),
        }
    }

    fn terms(&mut self, at: &Range<usize>, words: Vec<String>) -> Option<Matcher> {
        let folded: Vec<String> =
            words.iter().map(|word| Folded::plain(word.trim()).text().to_owned()).collect();
        if folded.is_empty() || folded.iter().any(String::is_empty) {
            self.problems.add(Some(at.clone()), "match-empty-term", Vec::new());
            return None;
        }
        Some(Matcher::Terms(folded))
    }

    fn pattern(&mut self, pattern: &Spanned<String>, written: &MatchFile) -> Option<Matcher> {
        let expression = self.expression(pattern)?;
        let unless = self.optional(written.unless.as_ref())?;
        let lead = self.lead(written)?;
        let anchors: Vec<String> = written
            .anchors
            .iter()
            .flat_map(|anchor| {
                let expanded = expand(anchor.get_ref(), self.around.define);
                expanded.split('|').map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let folded = |anchor: &String| *anchor == Folded::plain(anchor).text();
        if anchors.is_empty() || anchors.iter().any(|anchor| anchor.is_empty() || !folded(anchor)) {
            self.problems.add(Some(pattern.span()), "pattern-bad-anchors", Vec::new());
            return None;
        }
        let reach = written.reach.unwrap_or(REACH);
        Some(Matcher::Pattern { expression, anchors, reach, lead, unless })
    }

    /// What must stand before a match, if anything; `None` where that is wrong.
    fn lead(&mut self, written: &MatchFile) -> Option<Option<Lead>> {
        let between = match &written.between {
            None => String::new(),
            Some(between) => self.folded_expression(between)?,
        };
        match &written.after {
            None if written.between.is_some() => {
                let at = written.between.as_ref().map(Spanned::span);
                self.problems.add(at, "match-between-without-after", Vec::new());
                None
            }
            None => Some(None),
            Some(after) => Some(Some(Lead { after: self.expression(after)?, between })),
        }
    }

    /// A regular expression that does not match nothing.
    fn expression(&mut self, written: &Spanned<String>) -> Option<String> {
        let expression = self.folded_expression(written)?;
        if !self.around.built_in && Regex::new(&expression).is_ok_and(|regex| regex.is_match("")) {
            self.problems.add(Some(written.span()), "pattern-matches-nothing", Vec::new());
            return None;
        }
        Some(expression)
    }

    /// A regular expression with the pack's definitions put in. It is written over folded text, so
    /// a character that folding would change can never match: that is a problem too.
    fn folded_expression(&mut self, written: &Spanned<String>) -> Option<String> {
        let expression = expand(written.get_ref(), self.around.define);
        let literal: String = expression.chars().filter(|char| !char.is_ascii()).collect();
        if Folded::plain(&literal).text() != literal {
            self.problems.add(Some(written.span()), "pattern-not-folded", Vec::new());
            return None;
        }
        if !self.around.built_in
            && let Err(error) = Regex::new(&expression)
        {
            let detail = error.to_string().lines().last().unwrap_or_default().to_owned();
            self.problems.add(Some(written.span()), "pattern-broken", vec![("detail", detail)]);
            return None;
        }
        Some(expression)
    }
}

fn proof_from_code(code: &str) -> Option<Proof> {
    match code {
        "bare" => Some(Proof::Bare),
        "shaped" => Some(Proof::Shaped),
        "checked" => Some(Proof::Checked),
        _ => None,
    }
}

fn layer_from_code(code: &str) -> Option<Layer> {
    Layer::ALL.iter().copied().find(|layer| layer.code() == code)
}
