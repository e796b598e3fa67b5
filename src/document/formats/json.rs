//! JSON and JSON lines: values under their keys, objects as rows. Lenient: what cannot be JSON is
//! said, and the strings around it are still read.

use super::{
    records::{MOST_FIELDS, Records, name},
    trouble::Trouble,
};
use crate::{
    document::{Decoded, Layer, Limits, Place, Sink, compose::Composer, table::longest_digit_run},
    text::Span,
};

/// Reads `decoded`.
pub(in crate::document) fn read(decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    let mut reader = Reader {
        decoded,
        limits,
        sink,
        open: Vec::new(),
        key: None,
        records: Records::default(),
        trouble: Trouble::default(),
    };
    reader.values();
    while !reader.open.is_empty() {
        reader.trouble.malformed(decoded.text.len());
        reader.close();
    }
    reader.trouble.say(decoded, limits, reader.sink);
}

/// A key with a digit run this long is read as text of its own: it may be a value.
const KEY_DIGITS: usize = 5;

struct Open<'d> {
    key: Option<String>,
    object: bool,
    fields: Vec<(String, Composer<'d>)>,
}

struct Reader<'d, 's> {
    decoded: &'d Decoded,
    limits: &'d Limits,
    sink: &'s mut dyn Sink,
    open: Vec<Open<'d>>,
    /// The key whose value comes next.
    key: Option<String>,
    records: Records,
    trouble: Trouble,
}

impl<'d> Reader<'d, '_> {
    fn values(&mut self) {
        let text = &self.decoded.text;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match byte {
                b'"' => at = self.string(at),
                b'{' | b'[' => {
                    let key = self.key.take();
                    if self.open.len() < self.limits.nesting {
                        self.open.push(Open { key, object: byte == b'{', fields: Vec::new() });
                    } else {
                        self.trouble.too_deep();
                    }
                    at += 1;
                }
                b'}' | b']' => {
                    if self.open.is_empty() {
                        self.trouble.malformed(at);
                    }
                    self.close();
                    at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                _ => {
                    let length = text[at..]
                        .find([',', '}', ']', '"', '\n', ' ', '\t', '\r', ':'])
                        .unwrap_or(text.len() - at)
                        .max(1);
                    let end = at + length;
                    let word = &text[at..end];
                    if !matches!(word, "true" | "false" | "null")
                        && word.parse::<f64>().is_err()
                        && !word.starts_with('/')
                    {
                        self.trouble.malformed(at);
                    }
                    if word.len() > 1 {
                        let mut value = Composer::new(self.decoded);
                        value.verbatim(Span::new(at, end));
                        self.value(value);
                    }
                    at = end;
                }
            }
        }
    }

    /// Reads the string at `start` and says where what follows it begins.
    fn string(&mut self, start: usize) -> usize {
        let text = &self.decoded.text;
        let bytes = text.as_bytes();
        let mut value = Composer::new(self.decoded);
        let (mut at, mut plain) = (start + 1, start + 1);
        loop {
            match bytes.get(at) {
                None => {
                    self.trouble.malformed(start);
                    break;
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    value.verbatim(Span::new(plain, at));
                    let (length, char) = escape(&text[at..]);
                    let mut buffer = [0; 4];
                    let written = char.map_or("", |char| char.encode_utf8(&mut buffer));
                    value.unit(Span::new(at, at + length), written);
                    at += length;
                    plain = at;
                }
                Some(_) => at += 1,
            }
        }
        value.verbatim(Span::new(plain, at.min(text.len())));
        let end = (at + 1).min(text.len());
        let next = text[end..].trim_start().chars().next();
        let in_object = self.open.last().is_some_and(|open| open.object);
        if in_object && self.key.is_none() && next == Some(':') {
            self.key = Some(name(value.text()).to_owned());
            if longest_digit_run(value.text()) >= KEY_DIGITS {
                value.deliver(&Place::default(), Layer::Body, self.limits, self.sink);
            }
        } else {
            self.value(value);
        }
        end
    }

    fn value(&mut self, mut value: Composer<'d>) {
        let key = self.key.take();
        let Some(open) = self.open.last_mut().filter(|open| open.object) else {
            let named = self.open.last().and_then(|open| open.key.as_deref());
            let at = Place { label: named.map(Into::into), ..Place::default() };
            value.deliver(&at, Layer::Body, self.limits, self.sink);
            return;
        };
        open.fields.push((key.unwrap_or_default(), value));
        if open.fields.len() >= MOST_FIELDS {
            let mut fields = std::mem::take(&mut open.fields);
            let path = self.path();
            self.records.deliver(&path, &mut fields, self.limits, self.sink);
        }
    }

    fn close(&mut self) {
        self.key = None;
        let path = self.path();
        if let Some(mut open) = self.open.pop() {
            self.records.deliver(&path, &mut open.fields, self.limits, self.sink);
        }
    }

    /// The keys that lead here; the place in an array does not matter.
    fn path(&self) -> String {
        let keys = self.open.iter().filter_map(|open| open.key.as_deref());
        keys.collect::<Vec<_>>().join("/")
    }
}

/// The escape at the start of `text`: its length and the character it stands for.
fn escape(text: &str) -> (usize, Option<char>) {
    let hex = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    match text.as_bytes().get(1) {
        None => (1, None),
        Some(b'u') => match hex(2) {
            Some(high @ 0xd800..=0xdbff) if text.get(6..8) == Some("\\u") => match hex(8) {
                Some(low @ 0xdc00..=0xdfff) => (
                    12,
                    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low.wrapping_sub(0xdc00)),
                ),
                _ => (6, Some('\u{fffd}')),
            },
            Some(code) => (6, Some(char::from_u32(code).unwrap_or('\u{fffd}'))),
            None => (2, Some('u')),
        },
        Some(b'n') => (2, Some('\n')),
        Some(b't') => (2, Some('\t')),
        Some(b'r') => (2, Some('\r')),
        Some(b'b' | b'f') => (2, Some(' ')),
        Some(byte) if byte.is_ascii() => (2, Some(*byte as char)),
        Some(_) => (1, None),
    }
}
