//! Character encodings: which one bytes are in, and their text with the way back to the bytes.

mod hanzi;
mod multibyte;
mod plausible;

use std::borrow::Cow;

use super::Piece;

pub(super) use plausible::{Decision, decide, is_common};

/// An `Encoding` is how the characters of a text are written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Also everything labelled GB2312 or GBK.
    Gb18030,
    Big5,
    Windows1252,
}

/// A `Stretch` is some bytes of a part as text.
#[derive(Debug, Default)]
pub(super) struct Stretch<'a> {
    pub(super) text: Cow<'a, str>,
    /// Which stretch of the text came from which bytes; lines and columns are not set.
    pub(super) runs: Vec<Piece>,
    /// Offsets in the part of byte sequences that are no text; each stands as U+FFFD.
    pub(super) broken: Vec<u64>,
}

impl Encoding {
    /// Every encoding, in the order of the enum.
    pub(super) const ALL: &'static [Self] =
        &[Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5, Self::Windows1252];

    /// Its name in machine outputs.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The text of `bytes`, which begin at byte `base` of their part. Unless they are the `last`,
    /// a character that is cut off at their end is left out.
    pub(super) fn decode(self, bytes: &[u8], base: u64, last: bool) -> Stretch<'_> {
        if self == Self::Utf8
            && let Ok(text) = simdutf8::basic::from_utf8(bytes)
        {
            let run = Piece { at: 0, source: base, unit: (1, 1), line: 0, column: 0 };
            return Stretch { text: text.into(), runs: vec![run], broken: Vec::new() };
        }
        let mut writer = Writer::new(base);
        match self {
            Self::Utf8 => utf8(bytes, last, &mut writer),
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes, last, &mut writer),
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes, last, &mut writer),
            Self::Gb18030 => {
                multibyte::decode(
                    encoding_rs::GB18030,
                    multibyte::gb18030,
                    bytes,
                    last,
                    &mut writer,
                );
            }
            Self::Big5 => {
                multibyte::decode(encoding_rs::BIG5, multibyte::big5, bytes, last, &mut writer);
            }
            Self::Windows1252 => single(encoding_rs::WINDOWS_1252, bytes, &mut writer),
        }
        writer.finish()
    }
}

/// A byte order mark at the start of `bytes`: the encoding and the mark's length.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    const MARKS: &[(&[u8], Encoding)] = &[
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    let (mark, encoding) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark))?;
    Some((*encoding, mark.len()))
}

/// A `Writer` collects text and remembers which bytes it came from.
struct Writer {
    text: String,
    runs: Vec<Piece>,
    broken: Vec<u64>,
    /// Offset in the part of the next byte.
    source: u64,
}

impl Writer {
    fn new(base: u64) -> Self {
        Self { text: String::new(), runs: Vec::new(), broken: Vec::new(), source: base }
    }

    /// Adds `text`, every `unit.0` bytes of which came from `unit.1` bytes of the part.
    fn push(&mut self, text: &str, unit: (u32, u32)) {
        if text.is_empty() {
            return;
        }
        if self.runs.last().is_none_or(|run| run.unit != unit) {
            let (at, source) = (self.text.len(), self.source);
            self.runs.push(Piece { at, source, unit, line: 0, column: 0 });
        }
        self.text.push_str(text);
        self.source += (text.len() / unit.0.max(1) as usize) as u64 * u64::from(unit.1);
    }

    /// Adds a character that came from `length` bytes.
    fn character(&mut self, character: char, length: u32) {
        let mut buffer = [0; 4];
        let text = character.encode_utf8(&mut buffer);
        let unit = (u32::try_from(text.len()).unwrap_or(1), length);
        self.push(text, unit);
    }

    /// Adds U+FFFD for `length` bytes that are no text.
    fn broken(&mut self, length: u32) {
        self.broken.push(self.source);
        self.character(char::REPLACEMENT_CHARACTER, length.max(1));
    }

    fn finish(self) -> Stretch<'static> {
        Stretch { text: self.text.into(), runs: self.runs, broken: self.broken }
    }
}

fn utf8(bytes: &[u8], last: bool, writer: &mut Writer) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let Err(error) = simdutf8::compat::from_utf8(rest) else {
            writer.push(std::str::from_utf8(rest).unwrap_or(""), (1, 1));
            return;
        };
        let (valid, after) = rest.split_at(error.valid_up_to());
        writer.push(std::str::from_utf8(valid).unwrap_or(""), (1, 1));
        let length = match error.error_len() {
            Some(length) => length,
            None if last => after.len(),
            None => return,
        };
        writer.broken(u32::try_from(length).unwrap_or(1));
        rest = &after[length.min(after.len())..];
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, last: bool, writer: &mut Writer) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut at = 0;
    while let Some(pair) = pairs.get(at) {
        let first = unit(*pair);
        at += 1;
        if !(0xD800..0xE000).contains(&first) {
            writer.character(char::from_u32(first.into()).unwrap_or_default(), 2);
            continue;
        }
        let second = pairs.get(at).map(|pair| unit(*pair));
        if second.is_none() && first < 0xDC00 && !last {
            return;
        }
        let both = [first, second.unwrap_or(0)];
        match char::decode_utf16(both).next() {
            Some(Ok(character)) => {
                writer.character(character, 4);
                at += 1;
            }
            _ => writer.broken(2),
        }
    }
    if last && !odd.is_empty() {
        writer.broken(1);
    }
}

fn single(encoding: &'static encoding_rs::Encoding, bytes: &[u8], writer: &mut Writer) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    for character in text.chars() {
        writer.character(character, 1);
    }
}
