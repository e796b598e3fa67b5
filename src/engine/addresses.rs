//! Postal addresses of a passage, for the rules that look for them.

use super::{candidate::Candidate, search::Search, searcher::Use};
use crate::{
    finding::ReasonKind,
    text::Span,
    validators::{Address, addresses, lines_with_addresses},
};

impl Search<'_> {
    /// Postal addresses, each line read once for all rules that look for them: every line where the
    /// header or label asks for one, else those that may hold one.
    pub(super) fn addresses(&mut self) {
        let searcher = self.searcher;
        let plain = self.plain;
        let asks = |(rule, _): &(usize, usize)| {
            let wanted = &searcher.rules[*rule].rule.evidence.field;
            self.surround.fields.iter().any(|field| wanted.contains(field))
        };
        if searcher.addressed.iter().any(asks) {
            return self.addresses_in(Span::new(0, plain.text().len()));
        }
        for line in lines_with_addresses(plain.text(), plain.digits()) {
            self.addresses_in(line);
        }
    }

    fn addresses_in(&mut self, lines: Span) {
        let searcher = self.searcher;
        let text = self.plain.text();
        for address in addresses(lines.of(text), searcher.rules().gazetteer()) {
            let (start, end) = (address.span.start, address.span.end);
            let span = Span::new(lines.start + start, lines.start + end);
            for (rule, matching) in &searcher.addressed {
                let usage = Use { rule: *rule, matching: *matching, whole: true };
                if !searcher.rules[*rule].patterns[*matching].refuse(span.of(text)) {
                    self.address(usage, span, address);
                }
            }
        }
    }

    /// Shops and offices write addresses too, beside names of persons and words such as 家: what is no
    /// home needs a header or label that asks for one. Under it the form of a road and number (shaped)
    /// makes a medium confidence; what is called an office's, or has no number (bare), a low one.
    fn address(&mut self, usage: Use, span: Span, address: Address) {
        let matching = &self.searcher.rules[usage.rule].rule.matches[usage.matching];
        let original = self.plain.original(span);
        let tolerated = self.plain.disguises(&self.passage.text, span);
        let before = self.found.len();
        self.weigh(usage, original, (address.proof, &matching.name), tolerated, false);
        let asked = |candidate: &Candidate| {
            candidate.reasons.iter().any(|reason| reason.kind == ReasonKind::Field)
        };
        if !address.home && !self.found[before..].iter().all(asked) {
            self.found.truncate(before);
        }
    }
}
