//! Where a text that is too long for one passage is cut.

/// How far the next passage reaches back where a cut goes through something, in bytes: longer than
/// any number or name that must be seen whole.
const OVERLAP: usize = 256;

/// Where the passage that starts `text` ends, and where the one after it starts; at most `limit`
/// bytes, whole characters. A text that fits is not cut.
///
/// The cut is in the second half: after a line that ends a sentence, else after a line, else after a
/// sentence, else at punctuation or a blank, else beside a letter or digit, else anywhere. Except
/// after a line or sentence the next passage starts up to 256 bytes before the cut, so that nothing
/// is lost that lies across it.
pub(super) fn cut(text: &str, limit: usize) -> (usize, usize) {
    if text.len() <= limit {
        return (text.len(), text.len());
    }
    // A limit too small for any overlap still moves on by a character.
    let limit = text.floor_char_boundary(limit.max(4));
    let from = text.ceil_char_boundary(limit / 2);
    let tail = &text[from..limit];
    let after_line = memchr::memrchr_iter(b'\n', tail.as_bytes())
        .find(|at| tail[..*at].trim_end().ends_with(['。', '！', '？', '；', '.', '!', '?', ';']))
        .or_else(|| memchr::memrchr(b'\n', tail.as_bytes()))
        .map(|at| at + 1);
    let after_sentence = || after_last(tail, |c| matches!(c, '。' | '！' | '？' | '；'));
    if let Some(at) = after_line.or_else(after_sentence) {
        return (from + at, from + at);
    }
    let loose = |c: char| c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '-' | '_'));
    let end = after_last(tail, loose)
        .or_else(|| after_last(tail, |c| !c.is_ascii_alphanumeric()))
        .map_or(limit, |at| from + at);
    (end, overlap(text, end))
}

/// All the stretches that `text` is cut into.
pub(super) fn stretches(text: &str, limit: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    let mut done = text.is_empty();
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let (end, next) = cut(&text[start..], limit);
        let stretch = start..start + end;
        done = stretch.end == text.len();
        start += next;
        Some(stretch)
    })
}

fn after_last(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    text.char_indices().rev().find(|(_, c)| wanted(*c)).map(|(at, c)| at + c.len_utf8())
}

/// Where the next passage starts when the one before ends at `end`: at a line or beside a letter or
/// digit if there is such a place within reach, so that it does not begin in the middle of a number.
fn overlap(text: &str, end: usize) -> usize {
    let reach = text.ceil_char_boundary(end - OVERLAP.min(end / 2));
    let within = &text[reach..end];
    let after_first = |wanted: fn(char) -> bool| {
        let (at, c) = within.char_indices().find(|(_, c)| wanted(*c))?;
        let start = reach + at + c.len_utf8();
        (start < end).then_some(start)
    };
    after_first(|c| c == '\n')
        .or_else(|| after_first(|c| !c.is_ascii_alphanumeric()))
        .unwrap_or(reach)
}
