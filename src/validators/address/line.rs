//! A line by its characters, and the numbers in it.

use super::words::is_numeral;

/// Most numerals of a number in Hanzi.
const MOST_NUMERALS: usize = 6;
/// Longest number of a door, hyphens counted, and longest run between two hyphens.
const LONGEST: usize = 16;
const LONGEST_RUN: usize = 5;

/// A `Line` is a text whose characters are counted.
pub(super) struct Line<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
}

/// A number as doors have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct HouseNumber {
    /// One past its last character.
    pub(super) end: usize,
    /// It is written in Hanzi.
    pub(super) hanzi: bool,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, chars: text.char_indices().collect() }
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The byte at which character `index` begins.
    pub(super) fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.text.len(), |(at, _)| *at)
    }

    pub(super) fn char(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, char)| *char)
    }

    /// The character before `index`.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.char(index.checked_sub(1)?)
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    /// Everything from character `start` on.
    pub(super) fn rest(&self, start: usize) -> &'t str {
        self.text.get(self.byte(start)..).unwrap_or_default()
    }

    /// Whether `kind` holds for the character at `index`.
    pub(super) fn is(&self, index: usize, kind: impl Fn(char) -> bool) -> bool {
        self.char(index).is_some_and(kind)
    }

    /// Whether `kind` holds for all characters from `start` up to `end`.
    pub(super) fn all(&self, start: usize, end: usize, kind: impl Fn(char) -> bool) -> bool {
        self.slice(start, end).chars().all(kind)
    }

    /// The number at `start`: numerals, or digits that letters may touch and hyphens may part; a
    /// letter alone is one too (B座).
    pub(super) fn number(&self, start: usize) -> Option<HouseNumber> {
        let from = self.chars.get(start..)?;
        let numerals = from.iter().take(MOST_NUMERALS).take_while(|(_, char)| is_numeral(*char));
        let numerals = numerals.count();
        if numerals > 0 {
            return Some(HouseNumber { end: start + numerals, hanzi: true });
        }
        let (mut end, mut digits, mut run) = (start, 0, 0);
        while let Some(char) = self.char(end).filter(|_| end - start < LONGEST) {
            let joint = matches!(char, '-' | '~')
                && end > start
                && self.is(end + 1, |char| char.is_ascii_alphanumeric());
            if !joint && !char.is_ascii_alphanumeric() {
                break;
            }
            digits += usize::from(char.is_ascii_digit());
            run = if joint { 0 } else { run + 1 };
            if run > LONGEST_RUN {
                return None;
            }
            end += 1;
        }
        let known = digits > 0 || end - start == 1;
        known.then_some(HouseNumber { end, hanzi: false })
    }
}

/// Whether `char` is a Hanzi as names of places have them.
pub(super) fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '〇')
}
