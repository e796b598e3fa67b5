//! Text rewritten for matching, with the way back.

use std::borrow::Cow;

use super::{
    Disguise, Span,
    table::{Fold, TABLE, is_invisible, is_traditional, is_width_form},
};

/// A `Folded` is a text rewritten for matching, and the way back to what was written.
///
/// It is the text with width, case of ASCII, compatibility forms and traditional characters undone
/// and invisible characters dropped, and a sorted list of the places where lengths differ. Folding
/// twice changes nothing; every folded span maps to whole, non-empty original characters.
#[derive(Debug, Clone)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
    edits: Vec<Edit>,
    /// Where digits of any script stand in the folded text.
    digits: Vec<usize>,
    /// Where blanks and separators stand that may part what belongs together.
    gaps: Vec<usize>,
}

/// A place where folded and original text differ in length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    folded: usize,
    folded_len: usize,
    original: usize,
    original_len: usize,
}

impl<'a> Folded<'a> {
    /// The `plain` lane of `original`.
    pub fn plain(original: &'a str) -> Self {
        let table = &*TABLE;
        let bytes = original.as_bytes();
        let mut writer = Writer { original, text: None, copied: 0, edits: Vec::new() };
        let (mut digits, mut gaps) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            let (char, length) = if byte < 0x80 {
                match ASCII[byte as usize] {
                    Class::Keep => {
                        at += 1;
                        continue;
                    }
                    Class::Digit => {
                        digits.push(writer.folded(at));
                        at += 1;
                        continue;
                    }
                    Class::Separator => {
                        if at > 0 && (bytes[at - 1] >= 0x80 || bytes[at - 1].is_ascii_digit()) {
                            gaps.push(writer.folded(at));
                        }
                        at += 1;
                        continue;
                    }
                    Class::Look => (byte as char, 1),
                }
            } else {
                let char = original[at..].chars().next().unwrap_or('\0');
                if table.keeps(char) {
                    at += char.len_utf8();
                    continue;
                }
                (char, char.len_utf8())
            };
            match table.get(char) {
                Fold::Keep => {}
                Fold::Digit => digits.push(writer.folded(at)),
                Fold::Separator => gaps.push(writer.folded(at)),
                Fold::Drop => writer.replace(at, length, ""),
                Fold::Char('\n') if char == '\r' && bytes.get(at + 1) == Some(&b'\n') => {
                    writer.replace(at, length, "");
                }
                Fold::Char(other) => {
                    if other.is_ascii_digit() || matches!(table.get(other), Fold::Digit) {
                        digits.push(writer.folded(at));
                    } else if is_gap(other) {
                        gaps.push(writer.folded(at));
                    }
                    writer.replace(at, length, other.encode_utf8(&mut [0; 4]));
                }
                Fold::Text(other) => writer.replace(at, length, other),
            }
            at += length;
        }
        let (text, edits) = writer.finish();
        Self { text, edits, digits, gaps }
    }

    /// The `tight` lane, where `self` is the plain lane: blanks and single separators between two
    /// Hanzi removed, and blanks around a star. `None` where that changes nothing.
    pub fn tight(&self) -> Option<Folded<'static>> {
        let text = self.text();
        let mut tight = String::new();
        let mut edits = Vec::new();
        let mut carried = self.edits.iter().peekable();
        let mut copied = 0;
        let mut removed = 0;
        let mut before = 0;
        for start in &self.gaps {
            let Some(gap) = gap_at(text, *start).filter(|gap| gap.start >= before) else {
                continue;
            };
            before = gap.end;
            tight.push_str(&text[copied..gap.start]);
            copied = gap.end;
            while let Some(edit) = carried.next_if(|edit| edit.folded < gap.start) {
                edits.push(Edit { folded: edit.folded - removed, ..*edit });
            }
            while carried.next_if(|edit| edit.folded < gap.end).is_some() {}
            let original = self.end(gap.start);
            let original_len = self.start(gap.end).saturating_sub(original);
            edits.push(Edit { folded: tight.len(), folded_len: 0, original, original_len });
            removed += gap.len();
        }
        if removed == 0 {
            return None;
        }
        tight.push_str(&text[copied..]);
        edits.extend(carried.map(|edit| Edit { folded: edit.folded - removed, ..*edit }));
        Some(Folded { text: Cow::Owned(tight), edits, digits: Vec::new(), gaps: Vec::new() })
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where digits of any script stand in the folded text, in order; not known of the tight lane.
    pub fn digits(&self) -> &[usize] {
        &self.digits
    }

    /// The whole, non-empty original characters that `folded` came from.
    pub fn original(&self, folded: Span) -> Span {
        let start = self.start(folded.start);
        Span::new(start, self.end(folded.end).max(start))
    }

    /// The smallest folded span whose originals cover `original`.
    pub fn folded(&self, original: Span) -> Span {
        let find = |at: usize| {
            let after = self.edits.partition_point(|edit| edit.original <= at);
            after.checked_sub(1).map(|index| self.edits[index])
        };
        let start = match find(original.start) {
            None => original.start,
            Some(edit) if original.start < edit.original + edit.original_len => edit.folded,
            Some(edit) => {
                original.start - edit.original - edit.original_len + edit.folded + edit.folded_len
            }
        };
        let last = original.end.saturating_sub(1);
        let end = match find(last) {
            None => original.end,
            Some(edit) if last < edit.original + edit.original_len => edit.folded + edit.folded_len,
            Some(edit) => {
                original.end - edit.original - edit.original_len + edit.folded + edit.folded_len
            }
        };
        Span::new(start, end.max(start))
    }

    /// How the original at `folded` is disguised, sorted; `original` is the text that was folded.
    pub fn disguises(&self, original: &str, folded: Span) -> Vec<Disguise> {
        let written = self.original(folded).of(original);
        let read = folded.of(&self.text);
        let mut found = Vec::new();
        let mut add = |disguise| {
            if !found.contains(&disguise) {
                found.push(disguise);
            }
        };
        for char in written.chars().filter(|char| !char.is_ascii_alphanumeric()) {
            if is_invisible(char) {
                add(Disguise::Invisible);
            } else if is_traditional(char) {
                add(Disguise::Traditional);
            } else if is_width_form(char) && char != '\u{3000}' && !is_punctuation(char) {
                add(Disguise::Fullwidth);
            } else if matches!(TABLE.get(char), Fold::Text(_) | Fold::Char(_))
                && !is_blank(char)
                && !is_break(char)
                && !is_punctuation(char)
            {
                add(Disguise::Compatibility);
            }
        }
        let count = |text: &str, kind: fn(char) -> bool| text.chars().filter(|c| kind(*c)).count();
        if count(written, is_break) > count(read, is_break) {
            add(Disguise::Wrap);
        }
        if count(written, is_blank) > count(read, is_blank) {
            add(Disguise::Spaces);
        }
        if count(written, is_separator) > count(read, is_separator) {
            add(Disguise::Separators);
        }
        found.sort_unstable();
        found
    }

    /// Where the original of the character at folded offset `at` begins.
    fn start(&self, at: usize) -> usize {
        let after = self.edits.partition_point(|edit| edit.folded <= at);
        match after.checked_sub(1).map(|index| self.edits[index]) {
            None => at,
            Some(edit) if at < edit.folded + edit.folded_len => edit.original,
            Some(edit) => at - edit.folded - edit.folded_len + edit.original + edit.original_len,
        }
    }

    /// Where the original of the character that ends at folded offset `at` ends.
    fn end(&self, at: usize) -> usize {
        let Some(last) = at.checked_sub(1) else { return 0 };
        let after = self.edits.partition_point(|edit| edit.folded + edit.folded_len.max(1) <= at);
        let before = |edit: &&Edit| edit.folded <= last && edit.folded_len > 0;
        if let Some(edit) = self.edits.get(after).filter(before) {
            return edit.original + edit.original_len;
        }
        let after = self.edits.partition_point(|edit| edit.folded <= last);
        match after.checked_sub(1).map(|index| self.edits[index]) {
            None => at,
            Some(edit) if last < edit.folded + edit.folded_len => edit.original + edit.original_len,
            Some(edit) => at - edit.folded - edit.folded_len + edit.original + edit.original_len,
        }
    }
}

/// Writes folded text and remembers where lengths differ; nothing is copied before the first change.
struct Writer<'a> {
    original: &'a str,
    text: Option<String>,
    copied: usize,
    edits: Vec<Edit>,
}

impl<'a> Writer<'a> {
    /// Where in the folded text stands what is kept of the original from `at` on.
    fn folded(&self, at: usize) -> usize {
        self.text.as_ref().map_or(at, |text| text.len() + at - self.copied)
    }

    fn replace(&mut self, at: usize, length: usize, with: &str) {
        let text = self.text.get_or_insert_with(|| String::with_capacity(self.original.len()));
        text.push_str(&self.original[self.copied..at]);
        // One character for one of the same length needs no edit; a ligature's letters do, since
        // none of them came from a whole character alone.
        if with.len() != length || with.chars().nth(1).is_some() {
            self.edits.push(Edit {
                folded: text.len(),
                folded_len: with.len(),
                original: at,
                original_len: length,
            });
        }
        text.push_str(with);
        self.copied = at + length;
    }

    fn finish(self) -> (Cow<'a, str>, Vec<Edit>) {
        match self.text {
            None => (Cow::Borrowed(self.original), self.edits),
            Some(mut text) => {
                text.push_str(&self.original[self.copied..]);
                (Cow::Owned(text), self.edits)
            }
        }
    }
}

/// What the walk does with an ASCII byte without asking the table.
#[derive(Clone, Copy)]
enum Class {
    Keep,
    Digit,
    Separator,
    Look,
}

const ASCII: [Class; 128] = {
    let mut classes = [Class::Keep; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\n' | b'-' | b'.' | b'/' | b'\\' | b'|' | b'_' | b'*' | b'~' => {
                Class::Separator
            }
            b'A'..=b'Z' | 0..=9 | 11..=31 | 127 => Class::Look,
            _ => Class::Keep,
        };
        byte += 1;
    }
    classes
};

/// The gap of a plain text that begins at `start`, if the tight lane leaves it out.
fn gap_at(text: &str, start: usize) -> Option<Span> {
    let before = text[..start].chars().next_back().filter(|before| is_tight(*before))?;
    let rest = &text[start..];
    let length = rest.find(|char| !is_gap(char)).unwrap_or(rest.len());
    let after = rest[length..].chars().next()?;
    joins(before, &rest[..length], after).then(|| Span::new(start, start + length))
}

/// Whether what stands between two characters is only written apart.
fn joins(before: char, gap: &str, after: char) -> bool {
    let blanks = gap.chars().filter(|char| *char == ' ').count();
    let breaks = gap.chars().filter(|char| *char == '\n').count();
    let separators = gap.chars().count() - blanks - breaks;
    let short = if breaks == 1 { blanks <= 8 } else { blanks <= 4 };
    let only_blanks = separators == 0 && breaks == 0;
    let between_han = is_han_or_star(before) && is_han_or_star(after);
    let at_star = only_blanks && (is_star(before) || is_star(after));
    let term = only_blanks && before.is_ascii_digit() && matches!(after, '年' | '个' | '月' | '日');
    short && breaks <= 1 && separators <= 1 && (between_han || at_star || term)
}

fn is_gap(char: char) -> bool {
    matches!(char, ' ' | '\n') || is_separator(char)
}

fn is_tight(char: char) -> bool {
    is_han_or_star(char) || char.is_ascii_digit()
}

fn is_han_or_star(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{3ffff}')
        || is_star(char)
}

fn is_star(char: char) -> bool {
    matches!(
        char,
        '★' | '☆'
            | '⭐'
            | '✩'
            | '✭'
            | '✮'
            | '✯'
            | '✰'
            | '⋆'
            | '﹡'
            | '▲'
            | '●'
            | '■'
            | '□'
    )
}

fn is_separator(char: char) -> bool {
    matches!(char, '-' | '.' | '/' | '\\' | '|' | '_' | '*' | '~' | '·' | '•' | '・' | '—')
}

fn is_blank(char: char) -> bool {
    char != '\n' && matches!(TABLE.get(char), Fold::Char(' ')) || char == ' '
}

fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Full-width punctuation is ordinary Chinese, no disguise.
fn is_punctuation(char: char) -> bool {
    let folded = match TABLE.get(char) {
        Fold::Char(folded) => folded,
        _ => return false,
    };
    folded.is_ascii_punctuation()
}
