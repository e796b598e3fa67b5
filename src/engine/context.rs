//! Words near a candidate: looked for only where there is a candidate.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::{
    rules::{Context, Side},
    text::Span,
};

/// A [`Context`] compiled.
pub(super) struct Nearby {
    words: Option<AhoCorasick>,
    within: usize,
    side: Side,
}

impl Nearby {
    pub(super) fn new(context: &Context) -> Self {
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&context.words)
            .ok();
        Self { words, within: context.within, side: context.side }
    }

    /// The first of the words that stands within reach of `span` in folded `text`.
    pub(super) fn find<'t>(&self, text: &'t str, span: Span) -> Option<&'t str> {
        let words = self.words.as_ref()?;
        let before = (self.side != Side::After).then(|| reach_before(text, span, self.within));
        let after = (self.side != Side::Before).then(|| reach_after(text, span, self.within));
        [before, after]
            .into_iter()
            .flatten()
            .find_map(|reach| words.find(reach).map(|found| &reach[found.range()]))
    }
}

/// Up to `chars` characters of the line before `span`, without looking past the line's start.
fn reach_before(text: &str, span: Span, chars: usize) -> &str {
    let before = text.get(..span.start).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = before.char_indices().rev().take(chars).last().map_or(before.len(), |(at, _)| at);
    &before[start.max(line)..]
}

/// Up to `chars` characters of the line after `span`.
fn reach_after(text: &str, span: Span, chars: usize) -> &str {
    let after = text.get(span.end..).unwrap_or("");
    let end = after.char_indices().nth(chars).map_or(after.len(), |(at, _)| at);
    let line = after[..end].find('\n').unwrap_or(end);
    &after[..line]
}
