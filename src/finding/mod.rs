//! What a scan finds: one place that one rule says somebody must answer. Masks every value it shows.

mod examination;
mod excerpt;
mod fingerprint;
mod mask;

pub use examination::{Answers, Counts, Examination, Known, Scan, Status, Unneeded};
pub use excerpt::Excerpt;
pub use fingerprint::{Fingerprint, Key};
pub use mask::{mask, mask_digits};

use std::{ops::Range, sync::Arc};

use crate::{
    document::{Concealed, Layer, Look, Place},
    rules::{Rule, RuleStatus, Severity},
    text::{Disguise, Span},
};

/// How sure the evidence makes the tool that a finding is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// One point: counted, shown only on demand, never decides the exit code.
    Low,
    /// Two points.
    Medium,
    /// Three points or more.
    High,
}

impl Confidence {
    /// The confidence of a sum of points; `None` for zero and less.
    pub fn of_points(points: i32) -> Option<Self> {
        match points {
            ..=0 => None,
            1 => Some(Self::Low),
            2 => Some(Self::Medium),
            3.. => Some(Self::High),
        }
    }

    /// Its name in machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One reason for or against, with what it adds to the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What kind of reason.
    pub kind: ReasonKind,
    /// Points it adds.
    pub points: i32,
    /// The word, field or shape it rests on; never a value.
    pub on: String,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// How strongly the form proves itself.
    Proof,
    /// A header or label names it.
    Field,
    /// A word nearby.
    Near,
    /// A person's name in the row or directly before.
    Person,
    /// Nothing says what number it is.
    Unnamed,
    /// Where on the page it stands.
    Position,
    /// Several alike in one column.
    Column,
    /// Words that mark an example or template.
    Example,
    /// A fact that the format tells.
    Fact,
    /// What the rules find in it.
    Inside,
}

impl ReasonKind {
    /// Every kind, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Proof,
        Self::Field,
        Self::Near,
        Self::Person,
        Self::Unnamed,
        Self::Position,
        Self::Column,
        Self::Example,
        Self::Fact,
        Self::Inside,
    ];

    /// Its name in machine outputs and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Field => "field",
            Self::Near => "near",
            Self::Person => "person",
            Self::Unnamed => "unnamed",
            Self::Position => "position",
            Self::Column => "column",
            Self::Example => "example",
            Self::Fact => "fact",
            Self::Inside => "inside",
        }
    }
}

/// A `Finding` (疑点) is one place that one rule says somebody must answer.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: Arc<Rule>,
    /// How much it matters: what its rule says, a note while that is on trial.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why it is that sure.
    pub reasons: Vec<Reason>,
    /// Where a person finds it.
    pub at: Place,
    /// How it is carried.
    pub layer: Layer,
    /// How it looks, when not plainly visible; sorted.
    pub looks: Vec<Look>,
    /// Line in the part, from 1, where the format has lines.
    pub line: Option<u32>,
    /// Column in that line, in characters from 1.
    pub column: Option<u32>,
    /// Its place in the passage's original text, in characters.
    pub span: Span,
    /// Its bytes in the part, where known.
    pub bytes: Option<Range<u64>>,
    /// The fact it is about, where it is about one.
    pub fact: Option<Concealed>,
    /// What stands there and around it, masked when shown.
    pub excerpt: Excerpt,
    /// How the value was disguised; sorted.
    pub tolerated: Vec<Disguise>,
    /// Its keyed name; `None` without a key.
    pub fingerprint: Option<Fingerprint>,
    /// Who permits it, if anybody does.
    pub excuse: Option<Arc<Excuse>>,
    /// Whether a baseline knows it; `None` without a baseline.
    pub known: Option<bool>,
}

/// An `Excuse` is what stands behind a finding that need not be answered: a documented permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excuse {
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// The last day it holds, `YYYY-MM-DD`.
    pub until: String,
}

impl Finding {
    /// Whether it stops everything: critical, sure, and about secrecy.
    pub fn is_live_mark(&self) -> bool {
        self.severity == Severity::Critical
            && self.confidence == Confidence::High
            && self.rule.category.is_secrecy()
    }

    /// Whether it is shown and counted without being asked for.
    pub fn counts(&self) -> bool {
        self.confidence > Confidence::Low
    }

    /// Whether it has a say in how a scan ends; one of a rule on trial has none, and one that is
    /// permitted neither.
    pub fn decides(&self) -> bool {
        self.counts() && self.rule.status != RuleStatus::Trial && self.excuse.is_none()
    }
}
