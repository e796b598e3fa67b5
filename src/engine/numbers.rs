//! The number sweep: every run of digits and letters is judged once, as a whole.
//!
//! Runs that stand apart by separators form a chain; a chain is split into values so that the total
//! proof is highest, and a value starts and ends where a run does. So nothing is ever found inside
//! somebody else's number.

use std::ops::Range;

use super::evidence::is_han;
use crate::{
    text::{Span, digit},
    validators::{Number, Proof, SHAPES, Shape},
};

/// Longest value, in digits and letters.
const LONGEST: usize = 24;
/// Most runs that one value is written in.
const MOST_RUNS: usize = 19;

/// A `Reading` is a stretch of text read as an identifier.
pub(super) struct Reading {
    /// Where it stands in the folded text.
    pub(super) span: Span,
    /// Shapes it can be, with how strongly it proves itself.
    pub(super) shapes: Vec<(&'static Shape, Proof)>,
    /// Written in more than one run.
    pub(super) split: bool,
    /// Some digits are written in Hanzi or another script.
    pub(super) han: bool,
}

/// A maximal run of ASCII digits and letters, or of other digits.
struct Run {
    span: Span,
    value: String,
    han: bool,
    /// What stands between it and the run before.
    between: Between,
}

/// What stands between two runs: numbers written apart are written apart in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// Nothing, blanks, hyphens or parentheses: telephones mix them.
    Loose,
    /// A line break: a wrapped value is broken anywhere, so its halves are one group.
    Wrap,
    /// Dots or slashes, which also stand in decimals, dates and paths.
    Dots,
}

/// Reads every identifier in folded `text`. `prefixes` are words that may touch a number without
/// being part of it (Tel, QQ, ID, No).
pub(super) fn sweep(text: &str, han_digits: bool, prefixes: &[String]) -> Vec<Reading> {
    let mut runs = runs(text, han_digits, prefixes);
    for index in 1..runs.len() {
        let between = Span::new(runs[index - 1].span.end, runs[index].span.start).of(text);
        if between.contains(['.', '/', '·', '•', '・']) {
            runs[index].between = Between::Dots;
        } else if between.contains('\n') {
            runs[index].between = Between::Wrap;
        }
    }
    let mut readings = Vec::new();
    let mut first = 0;
    while first < runs.len() {
        let mut last = first;
        while last + 1 < runs.len()
            && bridges(text.get(runs[last].span.end..runs[last + 1].span.start).unwrap_or("\n\n"))
        {
            last += 1;
        }
        segment(&runs[first..=last], &mut readings);
        first = last + 1;
    }
    readings
}

/// Whether one value may go on over what stands between two runs.
fn bridges(between: &str) -> bool {
    let (mut blanks, mut marks, mut breaks) = (0, 0, 0);
    for char in between.chars() {
        match char {
            ' ' => blanks += 1,
            '\n' => breaks += 1,
            '-' | '.' | '·' | '•' | '—' | '(' | ')' | '/' | '・' => marks += 1,
            _ => return false,
        }
    }
    let indentation = if breaks == 1 { 8 } else { 3 };
    blanks <= indentation && marks <= 2 && breaks <= 1
}

/// Splits a chain of runs so that the total proof is highest; earlier and longer wins on a tie.
fn segment(chain: &[Run], readings: &mut Vec<Reading>) {
    if let [run] = chain {
        readings.extend(read(chain, 0..1).filter(|_| run.value.len() <= LONGEST));
        return;
    }
    let mut best: Vec<(i32, Option<usize>)> = vec![(0, None); chain.len() + 1];
    for start in (0..chain.len()).rev() {
        best[start] = (best[start + 1].0, None);
        let mut length = 0;
        for end in start + 1..=chain.len().min(start + MOST_RUNS) {
            length += chain[end - 1].value.len();
            if length > LONGEST {
                break;
            }
            let Some(worth) = worth(chain, start..end) else { continue };
            let total = worth + best[end].0;
            if total >= best[start].0 && total > 0 {
                best[start] = (total, Some(end));
            }
        }
    }
    let mut start = 0;
    while start < chain.len() {
        match best[start].1 {
            Some(end) => {
                readings.extend(read(chain, start..end));
                start = end;
            }
            None => start += 1,
        }
    }
}

/// What a stretch of a chain is worth as one value. A value in one run keeps a little even bare, so
/// that a label can lift it; a bare value in several runs is no value.
fn worth(chain: &[Run], range: Range<usize>) -> Option<i32> {
    let single = range.len() == 1;
    let mut between = chain
        .get(range.start + 1..range.end)?
        .iter()
        .map(|run| run.between)
        .filter(|between| *between != Between::Wrap);
    let first = between.next();
    if between.any(|other| Some(other) != first) {
        return None;
    }
    let (value, groups) = join(chain, range);
    let proof = shapes(&value, &groups).into_iter().map(|(_, proof)| proof).max()?;
    match proof {
        Proof::Checked => Some(40),
        Proof::Shaped => Some(20),
        Proof::Bare => single.then_some(1),
    }
}

fn read(chain: &[Run], range: Range<usize>) -> Option<Reading> {
    let runs = chain.get(range.clone())?;
    let (value, groups) = join(chain, range);
    let shapes = shapes(&value, &groups);
    let span = Span::new(runs.first()?.span.start, runs.last()?.span.end);
    let (split, han) = (runs.len() > 1, runs.iter().any(|run| run.han));
    (!shapes.is_empty()).then_some(Reading { span, shapes, split, han })
}

fn join(chain: &[Run], range: Range<usize>) -> (String, Vec<usize>) {
    let mut groups: Vec<usize> = Vec::new();
    let mut value = String::new();
    for run in chain.get(range).unwrap_or_default() {
        match groups.last_mut().filter(|_| run.between == Between::Wrap) {
            Some(group) => *group += run.value.len(),
            None => groups.push(run.value.len()),
        }
        value.push_str(&run.value);
    }
    (value, groups)
}

fn shapes(value: &str, groups: &[usize]) -> Vec<(&'static Shape, Proof)> {
    let number = Number { value, groups };
    SHAPES
        .iter()
        .filter(|shape| shape.lengths.contains(&value.len()))
        .filter_map(|shape| (shape.judge)(&number).map(|proof| (shape, proof)))
        .collect()
}

/// The runs of a text, in order. Digits of other scripts form runs of their own, joined to their
/// neighbours by a bridge of no width.
fn runs(text: &str, han_digits: bool, prefixes: &[String]) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            ascii_run(text, start..at, prefixes, &mut runs);
        } else if byte.is_ascii() || !han_digits {
            at += 1;
        } else {
            let end = other_digits(text, at, &mut runs);
            at = end.unwrap_or_else(|| at + text[at..].chars().next().map_or(1, char::len_utf8));
        }
    }
    runs
}

/// Adds the run in `range`, without a known word that touches its digits. A run without any digit
/// is no run: it ends a chain, but for a lone X, which may be a check digit.
fn ascii_run(text: &str, range: Range<usize>, prefixes: &[String], runs: &mut Vec<Run>) {
    let mut start = range.start;
    let mut word = &text[range.clone()];
    if !word.bytes().any(|byte| byte.is_ascii_digit()) && word != "x" {
        return;
    }
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 && prefixes.iter().any(|prefix| *prefix == word[..letters]) {
        start += letters;
        word = &word[letters..];
    }
    if word.is_empty() {
        return;
    }
    let value = word.to_ascii_uppercase();
    runs.push(Run {
        span: Span::new(start, range.end),
        value,
        han: false,
        between: Between::Loose,
    });
}

/// Adds the run of other scripts' digits at `at`, if there is one, and says where it ends.
fn other_digits(text: &str, at: usize, runs: &mut Vec<Run>) -> Option<usize> {
    let mut value = String::new();
    let mut end = at;
    for (offset, char) in text[at..].char_indices() {
        let Some(digit) = digit(char) else { break };
        value.push(digit);
        end = at + offset + char.len_utf8();
    }
    if value.is_empty() {
        return None;
    }
    // One or two numerals inside running text (第三条, 二十) are words.
    let before = text[..at].chars().next_back().is_some_and(is_han);
    let after = text[end..].chars().next().is_some_and(is_han);
    if value.len() <= 2 && before && after {
        return Some(end);
    }
    runs.push(Run { span: Span::new(at, end), value, han: true, between: Between::Loose });
    Some(end)
}
