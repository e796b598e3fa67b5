//! One row an input, and the whole of a scan.

use super::{Confidence, Finding};
use crate::{
    document::{Concealed, Part, Unread},
    rules::{RuleSet, Severity},
};

/// An `Examination` is what became of one input: exactly one row in every output.
#[derive(Debug, Clone)]
pub struct Examination {
    /// The input's name as given, `/` between folders, odd bytes as `\xNN`.
    pub document: String,
    /// Its parts, the input itself first; empty where nothing could be opened.
    pub parts: Vec<Part>,
    /// How many passages were searched.
    pub passages: u64,
    /// How many characters those had.
    pub characters: u64,
    /// What could not be examined.
    pub unread: Vec<Unread>,
    /// Facts about what readers do not see.
    pub concealed: Vec<Concealed>,
    /// What was found, in total order, low confidence included.
    pub findings: Vec<Finding>,
}

/// What became of an input as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// All of it was examined.
    Examined,
    /// Some of it was not.
    Partly,
    /// None of it was.
    NotExamined,
}

impl Status {
    /// Its name in machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Examined => "examined",
            Self::Partly => "partly",
            Self::NotExamined => "not-examined",
        }
    }
}

impl Examination {
    /// The row of an input of which nothing is known yet.
    pub fn empty(document: String) -> Self {
        Self {
            document,
            parts: Vec::new(),
            passages: 0,
            characters: 0,
            unread: Vec::new(),
            concealed: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Whether all, some or none of it was examined.
    pub fn status(&self) -> Status {
        match (self.unread.is_empty(), self.passages) {
            (true, _) => Status::Examined,
            (false, 0) => Status::NotExamined,
            (false, _) => Status::Partly,
        }
    }

    /// Whether a live mark stands in it, so that nothing else of it may be shown.
    pub fn holds_live_mark(&self) -> bool {
        self.findings.iter().any(Finding::is_live_mark)
    }
}

/// A `Scan` is the answer to one call: a row an input, in the order of the inputs.
#[derive(Debug, Clone)]
pub struct Scan {
    /// One row an input.
    pub examinations: Vec<Examination>,
    /// Names that `exclude` left out.
    pub excluded: u64,
    /// Owner files beside drafts that a program has open.
    pub open_elsewhere: Vec<String>,
    /// The versions of the rules that were used.
    pub rules_version: String,
    /// Digest of the rules that were used.
    pub rules_digest: String,
    /// How many rules were used.
    pub rules_count: usize,
    /// The `mishen.toml` that was used, as given.
    pub config: Option<String>,
    /// What is known of the findings from elsewhere.
    pub answers: Answers,
}

/// What is known of the findings of a scan from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Exceptions whose last day is over.
    pub expired: Vec<Unneeded>,
    /// Exceptions that permitted nothing.
    pub unused: Vec<Unneeded>,
    /// What a baseline knows; `None` without one.
    pub known: Option<Known>,
}

/// An exception that need not stand in the file any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unneeded {
    /// Its rule.
    pub rule: String,
    /// The documents it names.
    pub scope: String,
    /// The last day it holds, `YYYY-MM-DD`.
    pub until: String,
}

/// How many findings of a scan a baseline knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Findings that are in it: pending until they are answered.
    pub pending: u64,
    /// Findings that are not.
    pub new: u64,
    /// Its entries that were not found again.
    pub gone: u64,
}

/// The numbers of a scan; they add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Inputs in all.
    pub documents: u64,
    /// Wholly examined.
    pub examined: u64,
    /// Partly examined.
    pub partly: u64,
    /// Not examined.
    pub not_examined: u64,
    /// Findings by severity, gravest first, low confidence left out.
    pub by_severity: [u64; 4],
    /// Findings of low confidence.
    pub low_confidence: u64,
    /// Findings that an exception permits; in none of the other numbers.
    pub excused: u64,
}

impl Scan {
    /// The answer that `examinations`, made with `rules`, are.
    pub fn new(examinations: Vec<Examination>, rules: &RuleSet) -> Self {
        Self {
            examinations,
            excluded: 0,
            open_elsewhere: Vec::new(),
            rules_version: rules.version(),
            rules_digest: rules.digest().to_owned(),
            rules_count: rules.rules().len(),
            config: None,
            answers: Answers::default(),
        }
    }

    /// Counts what the scan holds.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for examination in &self.examinations {
            counts.documents += 1;
            match examination.status() {
                Status::Examined => counts.examined += 1,
                Status::Partly => counts.partly += 1,
                Status::NotExamined => counts.not_examined += 1,
            }
            for finding in &examination.findings {
                if finding.excuse.is_some() && finding.counts() {
                    counts.excused += 1;
                } else if finding.confidence == Confidence::Low {
                    counts.low_confidence += 1;
                } else {
                    counts.by_severity[finding.severity.rank()] += 1;
                }
            }
        }
        counts
    }

    /// The gravest severity among the findings that have a say in how it ends.
    pub fn gravest(&self) -> Option<Severity> {
        self.findings().filter(|finding| finding.decides()).map(|finding| finding.severity).max()
    }

    /// The findings of all inputs, in order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.examinations.iter().flat_map(|row| &row.findings)
    }
}
