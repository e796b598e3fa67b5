//! The number sweep: every run of digits and letters is judged once, as a whole.
//!
//! Runs that stand apart by separators form a chain; a chain is split into values so that the total
//! proof is highest, and a value starts and ends where a run does. So nothing is ever found inside
//! somebody else's number.

use std::ops::Range;

use super::evidence::is_han;
use crate::{
    text::{Folded, Span, digit},
    validators::{Number, Proof, SHAPES, Shape},
};

/// Longest value, in digits and letters.
const LONGEST: usize = 24;
/// Most runs that one value is written in.
const MOST_RUNS: usize = 19;

/// A `Reading` is a stretch of text read as an identifier.
pub struct Reading {
    /// Where it stands in the folded text.
    pub span: Span,
    /// Shapes it can be, with how strongly it proves itself.
    pub shapes: Vec<(&'static Shape, Proof)>,
    /// Written in more than one run.
    pub split: bool,
    /// Some digits are written in Hanzi or another script.
    pub han: bool,
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

/// Reads every identifier in `folded`. `prefixes` are words that may touch a number without
/// being part of it (Tel, QQ, ID, No).
pub fn sweep(folded: &Folded<'_>, han_digits: bool, prefixes: &[String]) -> Vec<Reading> {
    let text = folded.text();
    let mut runs = runs(text, folded.digits(), han_digits, prefixes);
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
            _ if is_bridge(char) => marks += 1,
            _ => return false,
        }
    }
    let indentation = if breaks == 1 { 8 } else { 3 };
    blanks <= indentation && marks <= 2 && breaks <= 1
}

/// What may stand inside a value that is written apart.
fn is_bridge(char: char) -> bool {
    matches!(char, ' ' | '\n' | '-' | '.' | '·' | '•' | '—' | '(' | ')' | '/' | '・')
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

/// The runs of a text that has `digits` at these places, in order. Digits of other scripts form runs
/// of their own, joined to their neighbours by a bridge of no width.
fn runs(text: &str, digits: &[usize], han_digits: bool, prefixes: &[String]) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut done = 0;
    for at in digits.iter().copied() {
        if at < done {
            continue;
        }
        if bytes[at].is_ascii() {
            let letters = bytes[done..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric());
            let start = at - letters.count();
            done = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            ascii_run(text, start..done, prefixes, &mut runs);
            done = check_letter(text, done, &mut runs);
        } else if han_digits {
            done = other_digits(text, at, &mut runs);
            done = check_letter(text, done, &mut runs);
        }
    }
    runs
}

/// Adds the run in `range`, without a known word that touches its digits.
fn ascii_run(text: &str, range: Range<usize>, prefixes: &[String], runs: &mut Vec<Run>) {
    let word = &text[range.clone()];
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = letters > 0 && prefixes.iter().any(|prefix| *prefix == word[..letters]);
    let start = range.start + if known { letters } else { 0 };
    let value = text[start..range.end].to_ascii_uppercase();
    let span = Span::new(start, range.end);
    runs.push(Run { span, value, han: false, between: Between::Loose });
}

/// Adds the lone X that stands behind a run which ends at `end`: it may be the check digit, which
/// people also write with other letters and signs that look like it. Says where one is behind it.
fn check_letter(text: &str, end: usize, runs: &mut Vec<Run>) -> usize {
    let mut ahead = text[end..].char_indices();
    let Some((at, letter)) = ahead.find(|(_, char)| !is_bridge(*char)) else { return end };
    if !matches!(letter, 'x' | 'х' | 'Х' | 'χ' | 'Χ' | '×' | '✕' | '✖' | '╳' | 'ⅹ') {
        return end;
    }
    let alone = ahead.next().is_none_or(|(_, char)| !char.is_ascii_alphanumeric());
    if !alone || !bridges(&text[end..end + at]) {
        return end;
    }
    let span = Span::new(end + at, end + at + letter.len_utf8());
    runs.push(Run { span, value: "X".to_owned(), han: false, between: Between::Loose });
    span.end
}

/// Adds the run of other scripts' digits at `at` and says where it ends.
fn other_digits(text: &str, at: usize, runs: &mut Vec<Run>) -> usize {
    let mut value = String::new();
    let mut end = at;
    for (offset, char) in text[at..].char_indices() {
        let Some(digit) = digit(char).filter(|_| !char.is_ascii()) else { break };
        value.push(digit);
        end = at + offset + char.len_utf8();
    }
    // One or two numerals inside running text (第三条, 二十) are words.
    let before = text[..at].chars().next_back().is_some_and(is_han);
    let after = text[end..].chars().next().is_some_and(is_han);
    if value.len() > 2 || !before || !after {
        runs.push(Run { span: Span::new(at, end), value, han: true, between: Between::Loose });
    }
    end
}
