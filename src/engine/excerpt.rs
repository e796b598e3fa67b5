//! What stands around a candidate, masked before it is kept.

use super::{candidate::Candidate, searcher::Searcher, surround::Surround};
use crate::{
    document::Passage,
    finding::{Excerpt, mask, mask_digits},
    rules::{Category, Matcher},
    text::{Folded, Span},
};

/// Characters kept on either side of a value.
const AROUND: usize = 24;

/// An excerpt to be filled when all candidates of the passage are known.
pub(super) fn empty() -> Excerpt {
    Excerpt { before: String::new(), value: String::new(), words: None, after: String::new() }
}

/// Fills the excerpts of a passage's candidates, and with `identify` what fingerprints are made of.
/// Around a value, and in the words of a mark, every other candidate's value is masked.
pub(super) fn fill(
    searcher: &Searcher,
    passage: &Passage<'_>,
    plain: &Folded<'_>,
    surround: &Surround,
    candidates: &mut [Candidate],
    identify: bool,
) {
    let text: &str = &passage.text;
    let marks: Vec<bool> = candidates.iter().map(|found| is_mark(searcher, found)).collect();
    let values = candidates.iter().zip(&marks).filter(|(_, mark)| !**mark);
    let mut values: Vec<Span> = values.map(|(candidate, _)| candidate.original).collect();
    values.sort_unstable();
    let credential =
        |found: &&Candidate| searcher.rules[found.rule].rule.category == Category::Credential;
    let secrets: Vec<Span> =
        candidates.iter().filter(credential).map(|found| found.original).collect();
    for (candidate, mark) in candidates.iter_mut().zip(marks) {
        let span = candidate.original;
        candidate.excerpt = Excerpt {
            before: masked(text, before(text, span), &values),
            value: span.of(text).to_owned(),
            words: if mark {
                Some(masked(text, span, &values))
            } else {
                let holds = secrets.iter().any(|secret| secret.overlaps(span));
                holds.then(|| mask("", Category::Credential))
            },
            after: masked(text, after(text, span), &values),
        };
        if identify {
            let folded = plain.folded(span);
            let sentence = sentence(plain.text(), folded);
            let sentence = match passage.at.table {
                Some(_) => format!("{}\n{sentence}", surround.header),
                None => sentence.to_owned(),
            };
            candidate.identity = Some((folded.of(plain.text()).to_owned(), sentence));
        }
    }
}

/// Whether what was found is a mark: its rule says so, or it is a word that a rule about secrecy
/// lists itself.
pub(super) fn is_mark(searcher: &Searcher, candidate: &Candidate) -> bool {
    let rule = &searcher.rules[candidate.rule].rule;
    let listed = matches!(rule.matches[candidate.matching].matcher, Matcher::Terms(_));
    rule.mark || listed && rule.category.is_secrecy()
}

/// The text before `span`, on its line, without the rest of a run that the cut would split.
fn before(text: &str, span: Span) -> Span {
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let reach = &text[line..span.start];
    let mut start = span.start;
    for (count, (at, char)) in reach.char_indices().rev().enumerate() {
        if count >= AROUND {
            let rest = text[start..span.start].chars().take_while(|char| runs_on(*char));
            let cut: usize = if runs_on(char) { rest.map(char::len_utf8).sum() } else { 0 };
            return Span::new(start + cut, span.start);
        }
        start = line + at;
    }
    Span::new(start, span.start)
}

/// The text after `span`, likewise.
fn after(text: &str, span: Span) -> Span {
    let rest = &text[span.end..];
    let line = rest.find('\n').unwrap_or(rest.len());
    let reach = &rest[..line];
    match reach.char_indices().nth(AROUND) {
        None => Span::new(span.end, span.end + line),
        Some((cut, char)) => {
            let kept = reach[..cut].chars().rev().take_while(|char| runs_on(*char));
            let split: usize = if runs_on(char) { kept.map(char::len_utf8).sum() } else { 0 };
            Span::new(span.end, span.end + cut - split)
        }
    }
}

/// Whether a cut beside this character could split a value.
fn runs_on(char: char) -> bool {
    char.is_numeric() || char.is_ascii_alphabetic() || "-._@ ".contains(char)
}

/// The text of `span` with every one of `values` masked, and long digit runs.
fn masked(text: &str, span: Span, values: &[Span]) -> String {
    let mut result = String::new();
    let mut at = span.start;
    for value in values {
        if value.end <= at || value.start >= span.end {
            continue;
        }
        let start = value.start.max(at);
        result.push_str(&text[at..start]);
        result.push_str("****");
        at = value.end.min(span.end);
    }
    result.push_str(&text[at..span.end.max(at)]);
    mask_digits(&result.replace('\n', " "))
}

/// The sentence of folded `text` around `span`.
fn sentence(text: &str, span: Span) -> &str {
    let end_mark = |char| matches!(char, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n');
    let start = text[..span.start].char_indices().rev().find(|(_, char)| end_mark(*char));
    let start = start.map_or(0, |(at, char)| at + char.len_utf8());
    let end = text[span.end..].find(end_mark).map_or(text.len(), |at| span.end + at);
    text[start..end].trim()
}
