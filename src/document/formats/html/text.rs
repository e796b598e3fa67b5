//! Text between tags, in attributes and in scripts: entities, blanks, escapes.

use html5gum::{Token, Tokenizer};

use super::super::encoded;
use crate::{
    document::{Decoded, Layer, Limits, Place, Sink, compose::Composer, table::longest_digit_run},
    text::Span,
};

/// Adds the text of `span`: entities decoded, blanks collapsed unless `pre`.
pub(super) fn add(decoded: &Decoded, span: Span, pre: bool, composer: &mut Composer<'_>) {
    let text = span.of(&decoded.text);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain =
            rest.find(|char: char| char == '&' || !pre && is_blank(char)).unwrap_or(rest.len());
        composer.verbatim(Span::new(span.start + at, span.start + at + plain));
        at += plain;
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        let (length, with) = if first == '&' {
            entity(rest)
        } else {
            let length = rest.find(|char| !is_blank(char)).unwrap_or(rest.len());
            let doubled = composer.text().is_empty() || composer.text().ends_with([' ', '\n']);
            (length, if doubled { String::new() } else { " ".to_owned() })
        };
        let whole = Span::new(span.start + at, span.start + at + length);
        if with == "&" && length == 1 {
            composer.verbatim(whole);
        } else {
            composer.unit(whole, &with);
        }
        at += length;
    }
}

/// Adds the text of markup inside a comment, its tags left out.
pub(super) fn add_markup(decoded: &Decoded, span: Span, composer: &mut Composer<'_>) {
    let text = span.of(&decoded.text);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let end = rest.find('<').unwrap_or(rest.len());
        add(decoded, Span::new(span.start + at, span.start + at + end), false, composer);
        at += end;
        let tag = text[at..].find('>').map(|end| end + 1);
        match tag.filter(|length| *length <= 400) {
            Some(length) => at += length,
            None if at < text.len() => {
                composer.verbatim(Span::new(span.start + at, span.start + at + 1));
                at += 1;
            }
            None => {}
        }
    }
}

/// Adds an attribute's value: verbatim where it stands so, else as a whole. Links are
/// percent-decoded.
pub(super) fn add_attribute(
    decoded: &Decoded,
    whole: Span,
    written: &str,
    link: bool,
    composer: &mut Composer<'_>,
) {
    let raw = whole.of(&decoded.text);
    if link && written.contains('%') {
        composer.unit(whole, &encoded::percent(written));
    } else if let Some(at) = raw.rfind(written).filter(|_| !written.is_empty()) {
        composer.verbatim(Span::new(whole.start + at, whole.start + at + written.len()));
    } else {
        composer.unit(whole, written);
    }
}

/// A digit run this long in an address may be an identifier.
const LONG_NUMBER: usize = 11;

/// Whether a link carries text: an address out of the page, a long number or Hanzi.
pub(super) fn worth_reading(link: &str) -> bool {
    let digits = link.bytes().filter(u8::is_ascii_digit).count();
    link.starts_with("mailto:")
        || link.starts_with("tel:")
        || link.starts_with("data:")
        || link.contains("://")
        || link.contains('?') && digits >= 5
        || longest_digit_run(link) >= LONG_NUMBER
        || link.contains('%')
        || !link.is_ascii()
}

/// What a `data:` address holds, if it is text.
pub(super) fn data_uri(address: &str) -> String {
    let Some((head, body)) = address.split_once(',') else { return String::new() };
    if !head.contains("base64") {
        return encoded::percent(body);
    }
    let bytes = encoded::base64(body);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The string literals of a script or style sheet, each as a passage named by the key before it,
/// its comments, and what else in it may be text; `lines`: two slashes begin a comment too.
pub(super) fn program(
    decoded: &Decoded,
    span: Span,
    lines: bool,
    limits: &Limits,
    sink: &mut dyn Sink,
) {
    let text = span.of(&decoded.text);
    let bytes = text.as_bytes();
    let mut deliver = |from: usize, to: usize, label: Option<&str>, layer| {
        let mut composer = Composer::new(decoded);
        composer.verbatim(Span::new(span.start + from, span.start + to));
        let at = Place { label: label.map(Into::into), ..Place::default() };
        composer.deliver(&at, layer, limits, sink);
    };
    let mut at = 0;
    // Where what is neither a literal nor a comment begins.
    let mut bare = 0;
    let mut label: Option<&str> = None;
    loop {
        let byte = bytes.get(at).copied();
        let comment = match (byte, bytes.get(at + 1)) {
            (Some(b'/'), Some(b'*')) => Some("*/"),
            (Some(b'/'), Some(b'/')) if lines => Some("\n"),
            _ => None,
        };
        let literal = byte.filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
        if comment.is_some() || literal.is_some() || matches!(byte, None | Some(b'\n')) {
            // A template of a page, a number, the rest of a page after a script that never ends.
            if may_be_text(&text[bare..at]) {
                deliver(bare, at, None, Layer::Script);
            }
            bare = at;
        }
        let Some(byte) = byte else { return };
        if let Some(close) = comment {
            let end = text[at + 2..].find(close).map_or(text.len(), |end| at + 2 + end);
            deliver(at + 2, end, None, Layer::Comment);
            at = (end + close.len()).min(text.len());
            bare = at;
            continue;
        }
        let Some(quote) = literal else {
            if matches!(byte, b',' | b';' | b'{' | b'}' | b'\n') {
                label = None;
            }
            if matches!(byte, b':' | b'=') {
                label = word_before(text, at).or(label);
            }
            at += 1;
            continue;
        };
        let end = closing(bytes, at + 1, quote);
        let inner = &text[at + 1..end];
        let next = text[end..].trim_start_matches(['"', '\'', '`']).trim_start().chars().next();
        if next == Some(':') {
            label = Some(inner);
        } else {
            deliver(at + 1, end, label, Layer::Script);
        }
        at = (end + 1).min(text.len());
        bare = at;
    }
}

/// Whether a stretch of a program that is no literal holds Hanzi or a long number.
fn may_be_text(stretch: &str) -> bool {
    !stretch.is_ascii() || longest_digit_run(stretch) >= LONG_NUMBER
}

fn word_before(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].trim_end();
    let word = before.trim_end_matches(|char: char| char.is_alphanumeric() || char == '_');
    Some(&before[word.len()..]).filter(|word| !word.is_empty())
}

/// Where the literal that `quote` opened ends.
fn closing(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' if quote != b'`' => return at,
            _ if *byte == quote => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The entity at the start of `text`: its length and what it stands for.
fn entity(text: &str) -> (usize, String) {
    let name = |char: char| char.is_ascii_alphanumeric() || char == '#';
    let inner = text[1..].find(|char| !name(char)).unwrap_or(text.len() - 1).min(40);
    let end = 1 + inner + usize::from(text[1 + inner..].starts_with(';'));
    let mut decoded = String::new();
    for token in Tokenizer::new(&text[..end]).flatten() {
        if let Token::String(part) = token {
            decoded.push_str(&String::from_utf8_lossy(&part.value));
        }
    }
    if decoded == text[..end] { (1, "&".to_owned()) } else { (end, decoded) }
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}
