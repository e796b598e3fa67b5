//! A match before the whole input is known.

use std::ops::Range;

use crate::{
    document::{Layer, Look, Place},
    finding::{Excerpt, Reason, ReasonKind},
    text::{Disguise, Span},
};

/// A `Candidate` is a match whose confidence may still change with what the rest of the input says:
/// its column, and how many lines there are.
pub(super) struct Candidate {
    pub(super) rule: usize,
    pub(super) matching: usize,
    /// Ordinal of its passage in the input.
    pub(super) passage: u64,
    /// Bytes in the passage's original text.
    pub(super) original: Span,
    pub(super) points: i32,
    pub(super) reasons: Vec<Reason>,
    /// Something says that it is another number.
    pub(super) named: bool,
    pub(super) standing: Standing,
    pub(super) at: Place,
    pub(super) layer: Layer,
    pub(super) looks: Vec<Look>,
    pub(super) line_column: Option<(u32, u32)>,
    /// Characters in the passage's original text.
    pub(super) characters: Span,
    pub(super) bytes: Option<Range<u64>>,
    pub(super) excerpt: Excerpt,
    pub(super) tolerated: Vec<Disguise>,
    /// Folded value and the folded sentence around it, for the fingerprint.
    pub(super) identity: Option<(String, String)>,
}

impl Candidate {
    /// Whether anything but its own form speaks for it.
    pub(super) fn is_supported(&self) -> bool {
        use ReasonKind::{Field, Near, Person, Position};
        let supports = |reason: &Reason| matches!(reason.kind, Field | Near | Person | Position);
        self.reasons.iter().any(supports)
    }
}

/// How a match stands on its line and in its part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Nothing but it and decoration is on its line.
    pub(super) whole_line: bool,
    /// Nothing is before it on its line.
    pub(super) line_start: bool,
    /// Its line among the part's lines that hold text, from 1; 0 where lines do not count.
    pub(super) line: u64,
    /// Which part of the input.
    pub(super) part: usize,
}

impl Standing {
    /// How the match at `span` stands in `text`, whose first line is line `first` of `part`.
    pub(super) fn new(text: &str, span: Span, first: Option<u64>, part: usize) -> Self {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
        let decoration = |char: char| {
            char.is_whitespace()
                || matches!(
                    char,
                    '(' | ')'
                        | '（'
                        | '）'
                        | '['
                        | ']'
                        | '【'
                        | '】'
                        | '〔'
                        | '〕'
                        | '*'
                        | '#'
                        | '-'
                        | '—'
                        | '_'
                        | '|'
                        | '·'
                        | '<'
                        | '>'
                        | '「'
                        | '」'
                )
        };
        let before = &text[start..span.start];
        let after = &text[span.end..end];
        let lines_before = text[..start].matches('\n').count() as u64;
        Self {
            whole_line: before.chars().chain(after.chars()).all(decoration),
            line_start: before.trim().is_empty(),
            line: first.map_or(0, |first| first + lines_before),
            part,
        }
    }
}
