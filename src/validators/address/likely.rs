//! Whether it is worth reading a text for addresses at all.

use super::words::{COUNTERS, is_numeral};

/// Longest number that is looked behind, in characters.
const LONGEST: usize = 16;
/// Last characters of what estates are called: a number needs no counter behind them.
const ESTATE_ENDS: &[char] =
    &['区', '园', '苑', '寓', '院', '楼', '舍', '庄', '墅', '庭', '馆', '邸', '都', '城', '期'];

/// Whether folded `text`, which has digits and numerals at these bytes, may hold an address: a number
/// with a counter, a number behind the name of an estate, hyphens in a number behind a name, or the
/// group of a village.
pub fn may_hold_address(text: &str, digits: &[usize]) -> bool {
    digits.iter().any(|at| is_counted(text, *at)) || text.contains('组') && text.contains('村')
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
    let estate = name.is_some_and(|name| ESTATE_ENDS.contains(&name));
    let counter = behind.find(|char| *char != ' ');
    hyphen || estate || counter.is_some_and(|char| COUNTERS.begin_with(char))
}
