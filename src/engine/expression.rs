//! Regular expressions that are compiled when they are first needed.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use regex::Regex;
use regex_syntax::ast::{Ast, GroupKind, RepetitionKind, RepetitionRange, parse::Parser};

use crate::rules;

/// An expression compiled when it is first needed: compiling every built-in one takes longer than
/// scanning a draft.
pub(super) struct LazyRegex {
    expression: String,
    compiled: OnceLock<Regex>,
}

impl LazyRegex {
    pub(super) fn get(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            Regex::new(&self.expression)
                .expect("an institution's patterns are compiled on loading, built-in ones in tests")
        })
    }
}

/// The part of an expression that every match holds, taken out when it is first needed.
#[derive(Default)]
pub(super) struct LazyCore {
    expression: String,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyCore {
    pub(super) fn new(expression: &str) -> Self {
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

/// The part of `expression` that every match holds: its value, without what need not be there at
/// either end. `None` where that is the whole.
fn core_of(expression: &str) -> Option<&str> {
    let tree = Parser::new().parse(expression).ok()?;
    let whole = parts(&tree);
    if whole.iter().any(|part| matches!(part, Ast::Flags(_))) {
        return None;
    }
    let value = whole.iter().find_map(|part| match part {
        Ast::Group(group) => match &group.kind {
            GroupKind::CaptureName { name, .. } if name.name == "value" => Some(&*group.ast),
            _ => None,
        },
        _ => None,
    });
    let core = value.map_or(whole, parts);
    let first = core.iter().position(|part| !may_be_empty(part))?;
    let last = core.iter().rposition(|part| !may_be_empty(part))?;
    let (start, end) = (core[first].span().start.offset, core[last].span().end.offset);
    expression.get(start..end).filter(|core| core.len() < expression.len())
}

/// What follows on each other in an expression.
fn parts(tree: &Ast) -> &[Ast] {
    match tree {
        Ast::Concat(concat) => &concat.asts,
        other => std::slice::from_ref(other),
    }
}

fn may_be_empty(part: &Ast) -> bool {
    match part {
        Ast::Empty(_) | Ast::Assertion(_) => true,
        Ast::Repetition(repetition) => match &repetition.op.kind {
            RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => true,
            RepetitionKind::OneOrMore => false,
            RepetitionKind::Range(range) => matches!(
                range,
                RepetitionRange::Exactly(0)
                    | RepetitionRange::AtLeast(0)
                    | RepetitionRange::Bounded(0, _)
            ),
        },
        _ => false,
    }
}

/// Every expression once, however many matches have it.
#[derive(Default)]
pub(super) struct Expressions {
    known: HashMap<String, Arc<LazyRegex>>,
}

impl Expressions {
    pub(super) fn take(&mut self, expression: &str) -> Arc<LazyRegex> {
        let make = || LazyRegex { expression: expression.to_owned(), compiled: OnceLock::new() };
        Arc::clone(self.known.entry(expression.to_owned()).or_insert_with(|| Arc::new(make())))
    }
}

/// How far before a match what must stand there may begin, in bytes.
const LOOK_BACK: usize = 300;

/// What must stand before a match on its line.
pub(super) struct Lead {
    after: Arc<LazyRegex>,
    between: Arc<LazyRegex>,
}

impl Lead {
    pub(super) fn new(written: &rules::Lead, expressions: &mut Expressions) -> Self {
        Self {
            after: expressions.take(&written.after),
            between: expressions.take(&format!("^(?:{})$", written.between)),
        }
    }

    /// Whether it stands before byte `start` of `text`.
    pub(super) fn stands_before(&self, text: &str, start: usize) -> bool {
        let before = &text[..start];
        let from = start.saturating_sub(LOOK_BACK);
        let mut at = before.rfind('\n').map_or(from, |line| from.max(line));
        while at < start {
            while !before.is_char_boundary(at) {
                at += 1;
            }
            let Some(found) = self.after.get().find_at(before, at) else { return false };
            if self.between.get().is_match(&before[found.end()..]) {
                return true;
            }
            at = found.start() + 1;
        }
        false
    }
}
