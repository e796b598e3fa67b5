//! Words near a candidate: looked for only where there is a candidate.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::{
    rules::{Context, Side},
    text::Span,
};

/// A [`Context`] compiled when it is first needed: compiling all takes longer than scanning a draft.
pub(super) struct Nearby {
    words: Vec<String>,
    compiled: OnceLock<Option<AhoCorasick>>,
    within: usize,
    side: Side,
    /// Whether words on neighbouring lines count: what speaks for a match may stand in the form's
    /// line above, what speaks against it must stand on its own line.
    across: bool,
}

impl Nearby {
    pub(super) fn new(context: &Context, across: bool) -> Self {
        let words = context.words.clone();
        Self {
            words,
            compiled: OnceLock::new(),
            within: context.within,
            side: context.side,
            across,
        }
    }

    /// The first of the words that stands within reach of `span` in folded `text`.
    pub(super) fn find<'t>(&self, text: &'t str, span: Span) -> Option<&'t str> {
        let words = self.compiled().as_ref()?;
        let before =
            (self.side != Side::After).then(|| reach_before(text, span, self.within, self.across));
        let after =
            (self.side != Side::Before).then(|| reach_after(text, span, self.within, self.across));
        [before, after]
            .into_iter()
            .flatten()
            .find_map(|reach| words.find(reach).map(|found| &reach[found.range()]))
    }

    fn compiled(&self) -> &Option<AhoCorasick> {
        self.compiled.get_or_init(|| {
            let mut builder = AhoCorasick::builder();
            builder.match_kind(MatchKind::LeftmostLongest).build(&self.words).ok()
        })
    }
}

/// Up to `chars` characters before `span`; without `across`, not past the start of its line.
fn reach_before(text: &str, span: Span, chars: usize, across: bool) -> &str {
    let before = text.get(..span.start).unwrap_or("");
    let start = before.char_indices().rev().take(chars).last().map_or(before.len(), |(at, _)| at);
    let reach = &before[start..];
    let line = reach.rfind('\n').filter(|_| !across).map_or(0, |at| at + 1);
    &reach[line..]
}

/// Up to `chars` characters after `span`, likewise.
fn reach_after(text: &str, span: Span, chars: usize, across: bool) -> &str {
    let after = text.get(span.end..).unwrap_or("");
    let end = after.char_indices().nth(chars).map_or(after.len(), |(at, _)| at);
    let line = after[..end].find('\n').filter(|_| !across).unwrap_or(end);
    &after[..line]
}
