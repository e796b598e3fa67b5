//! A rule set made ready to search with.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    context::Nearby,
    expression::{Expressions, LazyCore, LazyRegex, Lead},
    literals::Literals,
};
use crate::{
    rules::{Context, Match, Matcher, Rule, RuleSet, Side},
    text::{Disguise, first_day},
    validators::Shape,
};

/// A `Searcher` is a [`RuleSet`] made ready: one automaton for all literals, patterns compiled when
/// they are first needed, and each rule's evidence.
pub struct Searcher {
    pub(super) set: RuleSet,
    pub(super) literals: Literals,
    /// What each literal stands for.
    pub(super) uses: Vec<Vec<Use>>,
    pub(super) rules: Vec<Prepared>,
    /// Number rules by shape.
    pub(super) numbers: BTreeMap<&'static str, Vec<(usize, usize)>>,
    /// Rules that look at what stands under a header or label.
    pub(super) labelled: Vec<(usize, usize)>,
    /// Rules that look for numbers in the institution's own forms.
    pub(super) own: Vec<(usize, usize, Arc<LazyRegex>)>,
    /// Rules that look at masked numbers.
    pub(super) masks: Vec<(usize, usize)>,
    /// Rules that look for postal addresses.
    pub(super) addressed: Vec<(usize, usize)>,
    /// Whether any rule reads digits of other scripts.
    pub(super) han_digits: bool,
    /// Words that mark an example or template.
    pub(super) example: Nearby,
    /// Words after a value that call it an example.
    pub(super) example_after: Nearby,
    /// Units and currencies, which make a number an amount.
    pub(super) unit: Nearby,
    pub(super) currency: Nearby,
}

/// What a literal that was found stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) rule: usize,
    pub(super) matching: usize,
    /// The literal is the match itself; otherwise it is an anchor of the match's pattern.
    pub(super) whole: bool,
}

/// A rule with its evidence and patterns.
pub(super) struct Prepared {
    pub(super) rule: Arc<Rule>,
    pub(super) near: Vec<Nearby>,
    pub(super) veto: Vec<Nearby>,
    pub(super) patterns: Vec<Patterns>,
}

/// The expressions of one match.
#[derive(Default)]
pub(super) struct Patterns {
    pub(super) main: Option<Arc<LazyRegex>>,
    /// What every match holds. Where nothing looks like it, the whole need not be tried: what may
    /// stand around takes many times longer.
    pub(super) core: LazyCore,
    /// How far from an anchor a match may begin or end, in bytes.
    pub(super) reach: usize,
    /// What must stand before a match.
    pub(super) lead: Option<Lead>,
    pub(super) unless: Option<Arc<LazyRegex>>,
    titled: Option<Arc<LazyRegex>>,
    untitled: Option<Arc<LazyRegex>>,
    /// It counts only while the day that is named has not passed.
    ahead: bool,
}

impl Searcher {
    /// Makes `set` ready.
    pub fn new(set: RuleSet) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut uses: Vec<Vec<Use>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut numbers: BTreeMap<&'static str, Vec<(usize, usize)>> = BTreeMap::new();
        let mut labelled = Vec::new();
        let mut addressed = Vec::new();
        let mut own = Vec::new();
        let mut masks = Vec::new();
        let mut expressions = Expressions::default();
        let mut han_digits = false;
        for (index, rule) in set.rules().iter().enumerate() {
            for (at, matching) in rule.matches.iter().enumerate() {
                han_digits |= matching.tolerate.contains(&Disguise::HanDigits);
                let (literals, whole) = match &matching.matcher {
                    Matcher::Terms(terms) => (terms, true),
                    Matcher::Pattern { anchors, .. } => (anchors, false),
                    Matcher::Number(Shape { id, .. }) => {
                        numbers.entry(id).or_default().push((index, at));
                        continue;
                    }
                    Matcher::Field { .. } => {
                        labelled.push((index, at));
                        continue;
                    }
                    Matcher::Own(field) => {
                        let expression = set.numbers().expression(field);
                        own.extend(expression.map(|own| (index, at, expressions.take(&own))));
                        continue;
                    }
                    Matcher::Concealed(_) => continue,
                    Matcher::Mask => {
                        masks.push((index, at));
                        continue;
                    }
                    Matcher::Address { .. } => {
                        addressed.push((index, at));
                        continue;
                    }
                };
                for literal in literals {
                    let number = *known.entry(literal.clone()).or_insert_with(|| {
                        words.push(literal.clone());
                        uses.push(Vec::new());
                        words.len() - 1
                    });
                    let usage = Use { rule: index, matching: at, whole };
                    if !uses[number].contains(&usage) {
                        uses[number].push(usage);
                    }
                }
            }
        }
        let rules = set.rules().iter().map(|rule| Prepared::new(rule, &mut expressions)).collect();
        let nearby = |kind, within, side| {
            let words = set.vocabulary().of(kind).to_vec();
            Nearby::new(&Context { words, within, side }, false)
        };
        Self {
            literals: Literals::new(&words),
            uses,
            rules,
            numbers,
            labelled,
            addressed,
            own,
            masks,
            han_digits,
            example: nearby("example", 12, Side::Before),
            example_after: nearby("example-after", 12, Side::After),
            unit: nearby("unit", 3, Side::After),
            currency: nearby("currency", 3, Side::Before),
            set,
        }
    }

    /// The rules it searches with.
    pub fn rules(&self) -> &RuleSet {
        &self.set
    }
}

impl Prepared {
    fn new(rule: &Arc<Rule>, expressions: &mut Expressions) -> Self {
        let patterns = |matching| Patterns::new(matching, expressions);
        Self {
            near: contexts(&rule.evidence.near, true),
            veto: contexts(&rule.evidence.veto, false),
            patterns: rule.matches.iter().map(patterns).collect(),
            rule: Arc::clone(rule),
        }
    }
}

fn contexts(contexts: &[Context], across: bool) -> Vec<Nearby> {
    contexts.iter().map(|context| Nearby::new(context, across)).collect()
}

impl Patterns {
    fn new(matching: &Match, expressions: &mut Expressions) -> Self {
        let mut take = |expression: &str| expressions.take(expression);
        let titled = matching.titled.as_deref().map(&mut take);
        let untitled = matching.untitled.as_deref().map(&mut take);
        let ahead = matching.ahead;
        let around = Self { titled, untitled, ahead, ..Self::default() };
        match &matching.matcher {
            Matcher::Pattern { expression, reach, lead, unless, .. } => Self {
                main: Some(take(expression)),
                core: LazyCore::new(expression),
                reach: *reach,
                unless: unless.as_deref().map(&mut take),
                lead: lead.as_ref().map(|lead| Lead::new(lead, expressions)),
                ..around
            },
            Matcher::Field { holds, unless, .. } => {
                let main = Some(take(&format!("^(?:{holds})$")));
                Self { main, unless: unless.as_deref().map(take), ..around }
            }
            Matcher::Address { unless } => Self { unless: unless.as_deref().map(take), ..around },
            Matcher::Terms(_)
            | Matcher::Number(_)
            | Matcher::Own(_)
            | Matcher::Concealed(_)
            | Matcher::Mask => around,
        }
    }

    /// Whether it is meant for documents with this name and these first lines.
    pub(super) fn suit(&self, title: &str) -> bool {
        self.titled.as_ref().is_none_or(|titled| titled.get().is_match(title))
            && !self.untitled.as_ref().is_some_and(|untitled| untitled.get().is_match(title))
    }

    /// Whether what must stand before a match that begins at byte `start` of `text` stands there.
    pub(super) fn is_led(&self, text: &str, start: usize) -> bool {
        self.lead.as_ref().is_none_or(|lead| lead.stands_before(text, start))
    }

    /// Whether a match ends with the day it names, and that was before `today`: in its value, or
    /// else in what the document is called.
    pub(super) fn has_passed(&self, value: &str, title: &str, today: Option<&str>) -> bool {
        let Some(today) = today.filter(|_| self.ahead) else { return false };
        let named = first_day(value).or_else(|| first_day(title));
        named.is_some_and(|day| day.as_str() < today)
    }

    /// Whether `value` looks like what a match must not look like.
    pub(super) fn refuse(&self, value: &str) -> bool {
        self.unless.as_ref().is_some_and(|unless| unless.get().is_match(value))
    }
}
