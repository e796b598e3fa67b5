//! What each character folds to.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization as _;

use super::digits::{HANZI, digit};

/// What folding does to one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold<'t> {
    /// It stays.
    Keep,
    /// It stays, and is a digit of another script or style.
    Digit,
    /// It stays, and may stand as a separator between two Hanzi.
    Separator,
    /// It goes.
    Drop,
    /// Another character takes its place.
    Char(char),
    /// Several characters take its place.
    Text(&'t str),
}

const KEEP: u16 = 0;
const DROP: u16 = 1;
const TEXT: u16 = 2;
const DIGIT: u16 = 3;
const SEPARATOR: u16 = 4;

/// The table for the Basic Multilingual Plane, and what it cannot hold.
pub(super) struct Table {
    plane: Box<[u16]>,
    texts: HashMap<char, String>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    /// Whether `char` stays and is nothing to remember: most of them.
    #[inline]
    pub(super) fn keeps(&self, char: char) -> bool {
        self.plane.get(char as usize) == Some(&KEEP)
    }

    /// What folding does to `char`.
    pub(super) fn get(&self, char: char) -> Fold<'_> {
        match self.plane.get(char as usize) {
            Some(&KEEP) => Fold::Keep,
            Some(&DIGIT) => Fold::Digit,
            Some(&SEPARATOR) => Fold::Separator,
            Some(&DROP) => Fold::Drop,
            Some(&TEXT) => self.texts.get(&char).map_or(Fold::Keep, |text| Fold::Text(text)),
            Some(other) => char::from_u32(u32::from(*other)).map_or(Fold::Keep, Fold::Char),
            None => match beyond(char) {
                // A compatibility ideograph may stand for a traditional one.
                Fold::Char(plain) => match self.get(plain) {
                    Fold::Char(simple) => Fold::Char(simple),
                    _ => Fold::Char(plain),
                },
                other => other,
            },
        }
    }

    fn new() -> Self {
        let mut table = Self { plane: vec![KEEP; 1 << 16].into(), texts: HashMap::new() };
        let traditional: HashMap<char, char> = traditional().collect();
        // Letters with accents and Hangul have no compatibility form that matters here.
        let ranges = [
            0..=0x52f,
            0x600..=0x6ff,
            0x900..=0x97f,
            0x1100..=0x11ff,
            0x1680..=0x1680,
            0x1800..=0x180f,
            0x1d2c..=0x1d6a,
            0x2000..=0x2bff,
            0x2e80..=0x33ff,
            0xf900..=0xfaff,
            0xfb00..=0xfb06,
            0xfe00..=0xffff,
        ];
        let others = traditional.keys().copied().chain(HANZI.chars()).map(u32::from);
        for code in ranges.into_iter().flatten().chain(others) {
            if let Some(char) = char::from_u32(code) {
                table.set(char, &traditional);
            }
        }
        table
    }

    fn set(&mut self, char: char, traditional: &HashMap<char, char>) {
        let entry = if is_invisible(char) {
            DROP
        } else if digit(char).is_some() {
            DIGIT
        } else if matches!(char, '·' | '•' | '・' | '—') {
            SEPARATOR
        } else {
            let folded = folded(char, traditional);
            let mut chars = folded.chars();
            match (chars.next(), chars.next()) {
                (None, _) => DROP,
                (Some(one), None) if one == char => KEEP,
                (Some(one), None) => u16::try_from(one as u32).unwrap_or(KEEP),
                _ => {
                    self.texts.insert(char, folded);
                    TEXT
                }
            }
        };
        if let Some(slot) = self.plane.get_mut(char as usize) {
            *slot = entry;
        }
    }
}

/// Characters beyond the table: mathematical letters and digits, variation selectors, tags.
fn beyond(char: char) -> Fold<'static> {
    match char {
        '\u{1d400}'..='\u{1d7ff}' => {
            let plain = char.nfkc().next().unwrap_or(char).to_ascii_lowercase();
            if plain.is_ascii() { Fold::Char(plain) } else { Fold::Keep }
        }
        '\u{e0000}'..='\u{e01ef}' => Fold::Drop,
        '\u{2f800}'..='\u{2fa1d}' => char.nfkc().next().map_or(Fold::Keep, Fold::Char),
        _ => Fold::Keep,
    }
}

/// The folded form of `char`, folded again until it stays.
fn folded(char: char, traditional: &HashMap<char, char>) -> String {
    let mut text = once(char, traditional);
    for _ in 0..4 {
        let again: String = text.chars().map(|char| once(char, traditional)).collect();
        if again == text {
            break;
        }
        text = again;
    }
    text
}

fn once(char: char, traditional: &HashMap<char, char>) -> String {
    let simple = match char {
        'A'..='Z' => char.to_ascii_lowercase(),
        '\t'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => ' ',
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '‐' | '‑' | '‒' | '–' | '−' | '﹣' | '－' => '-',
        '⺠' => '民',
        '⻁' => '虎',
        '⻄' => '西',
        '⻅' => '见',
        '⻆' => '角',
        '⻉' => '贝',
        '⻋' => '车',
        '⻓' | '⻑' => '长',
        '⻔' => '门',
        '⻘' => '青',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻢' => '马',
        '⻣' => '骨',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻰' => '龙',
        '※' | '…' | '‥' => return char.to_string(),
        _ => traditional.get(&char).copied().unwrap_or(char),
    };
    if simple != char || char.is_ascii() {
        return simple.to_string();
    }
    let compatible: String = std::iter::once(char).nfkc().collect();
    let full_width_digit = matches!(char, '０'..='９');
    // A fraction or a numbered sign is no digit of the number beside it, and an accent set apart
    // would take a blank of its own.
    let digits = compatible.chars().any(|char| char.is_ascii_digit()) && !full_width_digit;
    if digits || compatible.contains(' ') { char.to_string() } else { compatible }
}

/// Characters that have no width, or fill space that nobody sees.
pub(super) fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\0'..='\u{8}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'..='\u{84}'
            | '\u{86}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{e0000}'..='\u{e01ef}'
    )
}

/// Whether `char` is written in a full-width or half-width form.
pub(super) fn is_width_form(char: char) -> bool {
    matches!(char, '\u{ff01}'..='\u{ffef}' | '\u{3000}')
}

/// Whether `char` folds to its simplified form.
pub(super) fn is_traditional(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}') && matches!(TABLE.get(char), Fold::Char(_))
}

fn traditional() -> impl Iterator<Item = (char, char)> {
    let lines = include_str!("traditional.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}
