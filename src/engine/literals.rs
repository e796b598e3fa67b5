//! Many literals at once.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use crate::text::Span;

/// One place where a literal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where it stands.
    pub span: Span,
    /// Its number among the literals that were given.
    pub literal: usize,
}

/// `Literals` find every place of every literal in folded text, overlapping ones too.
pub struct Literals {
    /// Byte automata are slow on Chinese, where few lead bytes make every state hot; an automaton
    /// over characters is two to three times as fast. `None` is no literals at all.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

impl Literals {
    /// An automaton for `literals`; they are not empty and all different.
    pub fn new(literals: &[String]) -> Self {
        let patterns = literals.iter().zip(0u32..);
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::Standard);
        Self { automaton: builder.build_with_values(patterns).ok() }
    }

    /// Every place of every literal in `text`, by end, then longest first.
    pub fn find(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        if let Some(automaton) = &self.automaton {
            hits.extend(automaton.find_overlapping_iter(text).map(|found| Hit {
                span: Span::new(found.start(), found.end()),
                literal: found.value() as usize,
            }));
        }
    }
}
