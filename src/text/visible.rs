//! Text made safe to print, and its width on a terminal.

use std::{borrow::Cow, fmt::Write as _};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::table::is_invisible;

/// `text` with everything that could steer a terminal, reorder a line or hide itself written out as
/// `\u{…}`; tabs and line breaks become a blank.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\t' | '\n' | '\r' => safe.push(' '),
            _ if is_harmless(char) => safe.push(char),
            _ => {
                let _ = write!(safe, "\\u{{{:x}}}", char as u32);
            }
        }
    }
    Cow::Owned(safe)
}

/// Whether `char` can be printed as it is: it steers nothing and shows itself.
pub fn is_harmless(char: char) -> bool {
    !char.is_control() && !is_invisible(char)
}

/// Columns that `text` takes on a terminal; a Han character takes two.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` cut to at most `columns`, with `…` where something was cut.
pub fn truncate_to_width(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let kept = text.chars().take_while(|char| {
        used += char.width().unwrap_or(0);
        used <= columns
    });
    let mut short: String = kept.collect();
    short.push('…');
    Cow::Owned(short)
}
