//! A rule set made ready to search with.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use regex::Regex;
use regex_syntax::ast::{Ast, GroupKind, parse::Parser};

use super::{context::Nearby, literals::Literals};
use crate::{
    rules::{Context, Match, Matcher, Rule, RuleSet, Side},
    text::Disguise,
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
    pub(super) main: Option<LazyRegex>,
    /// What the value alone looks like. Where nothing does, the whole need not be tried: it may have
    /// to look for a person's name first, which takes many times longer.
    pub(super) core: LazyCore,
    /// How far from an anchor a match may begin or end, in bytes.
    pub(super) reach: usize,
    pub(super) unless: Option<LazyRegex>,
}

/// An expression compiled when it is first needed: compiling every built-in one takes longer than
/// scanning a draft.
pub(super) struct LazyRegex {
    expression: String,
    compiled: OnceLock<Regex>,
}

/// The expression of the group `value` of another expression, taken out when it is first needed.
#[derive(Default)]
pub(super) struct LazyCore {
    expression: String,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyCore {
    fn new(expression: &str) -> Self {
        Self { expression: expression.to_owned(), compiled: OnceLock::new() }
    }

    /// Whether the whole expression may match somewhere in `text`.
    pub(super) fn may_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            let core = core_of(&self.expression)?;
            Regex::new(core).ok()
        });
        compiled.as_ref().is_none_or(|core| core.is_match(text))
    }
}

/// The part of `expression` that every match holds as its value; `None` where there is no such part,
/// or nothing stands beside it.
fn core_of(expression: &str) -> Option<&str> {
    let tree = Parser::new().parse(expression).ok()?;
    let Ast::Concat(parts) = &tree else { return None };
    let value = parts.asts.iter().find_map(|part| match part {
        Ast::Group(group) => match &group.kind {
            GroupKind::CaptureName { name, .. } if name.name == "value" => Some(group),
            _ => None,
        },
        _ => None,
    })?;
    let span = value.ast.span();
    expression.get(span.start.offset..span.end.offset)
}

impl LazyRegex {
    fn new(expression: &str) -> Self {
        Self { expression: expression.to_owned(), compiled: OnceLock::new() }
    }

    pub(super) fn get(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            Regex::new(&self.expression)
                .expect("an institution's patterns are compiled on loading, built-in ones in tests")
        })
    }
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
        let rules = set.rules().iter().map(Prepared::new).collect();
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
    fn new(rule: &Arc<Rule>) -> Self {
        Self {
            near: contexts(&rule.evidence.near, true),
            veto: contexts(&rule.evidence.veto, false),
            patterns: rule.matches.iter().map(Patterns::new).collect(),
            rule: Arc::clone(rule),
        }
    }
}

fn contexts(contexts: &[Context], across: bool) -> Vec<Nearby> {
    contexts.iter().map(|context| Nearby::new(context, across)).collect()
}

impl Patterns {
    fn new(matching: &Match) -> Self {
        match &matching.matcher {
            Matcher::Pattern { expression, reach, unless, .. } => Self {
                main: Some(LazyRegex::new(expression)),
                core: LazyCore::new(expression),
                reach: *reach,
                unless: unless.as_deref().map(LazyRegex::new),
            },
            Matcher::Field { holds, unless, .. } => {
                let main = Some(LazyRegex::new(&format!("^(?:{holds})$")));
                Self { main, unless: unless.as_deref().map(LazyRegex::new), ..Self::default() }
            }
            Matcher::Address { unless } => {
                Self { unless: unless.as_deref().map(LazyRegex::new), ..Self::default() }
            }
            Matcher::Terms(_) | Matcher::Number(_) => Self::default(),
        }
    }

    /// Whether `value` looks like what a match must not look like.
    pub(super) fn refuse(&self, value: &str) -> bool {
        self.unless.as_ref().is_some_and(|unless| unless.get().is_match(value))
    }
}
