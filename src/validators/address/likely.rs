//! Which lines are worth reading for addresses at all.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::words::{COUNTERS, is_numeral};
use crate::text::Span;

/// Longest number that is looked behind, in characters.
const LONGEST: usize = 16;
/// Last characters of what estates are called: a number needs no counter behind them.
const ESTATE_ENDS: &str = "区园苑寓院楼舍庄墅庭馆邸都城期";

static GROUP: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("组"));

/// The lines of folded `text`, which has digits and numerals at these bytes, that may hold an
/// address: a number with a counter, a number behind the name of an estate, hyphens in a number
/// behind a name, or the group of a village. Few lines do, and reading one takes much longer than
/// this look at it.
pub fn lines_with_addresses(text: &str, digits: &[usize]) -> impl Iterator<Item = Span> {
    let mut digits = digits;
    let mut start = 0;
    let grouped = GROUP.find(text.as_bytes()).is_some();
    text.split('\n').filter_map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let (own, rest) = digits.split_at(digits.partition_point(|at| *at < span.end));
        digits = rest;
        let likely = own.iter().any(|at| is_counted(line, *at - span.start))
            || grouped && line.contains('组') && line.contains('村');
        likely.then_some(span)
    })
}

/// Whether the digit at byte `at` belongs to a number that doors have.
fn is_counted(text: &str, at: usize) -> bool {
    let (Some(before), Some(from)) = (text.get(..at), text.get(at..)) else { return false };
    let mut behind = from
        .chars()
        .take(LONGEST)
        .skip_while(|char| char.is_ascii_alphanumeric() || is_numeral(*char))
        .peekable();
    let name = before.chars().next_back().filter(|char| !char.is_ascii());
    let hyphen = behind.peek() == Some(&'-') && name.is_some();
    let estate = name.is_some_and(|name| ESTATE_ENDS.contains(name));
    let counter = behind.find(|char| *char != ' ');
    hyphen || estate || counter.is_some_and(|char| COUNTERS.begin_with(char))
}
