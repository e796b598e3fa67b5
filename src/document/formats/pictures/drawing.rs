//! Drawings that are records of what to paint ([MS-EMF], [MS-WMF]): the texts among them.

use super::carried::{u16_le, u32_le};
use crate::document::{
    encoding::Encoding,
    formats::{package::text, strings::strings},
};

/// What drawings begin with that are told by their first bytes: WMF with and without a header, SVM,
/// JPEG XR.
const STARTS: &[&[u8]] =
    &[PLACEABLE, b"\x01\0\x09\0\0\x03", b"\x02\0\x09\0\0\x03", b"VCLMTF", b"II\xBC\x01"];
/// The header in front of a WMF drawing, and its length.
const PLACEABLE: &[u8] = b"\xD7\xCD\xC6\x9A";
const PLACED: usize = 22;

/// Whether `bytes` are a drawing.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    is_enhanced(bytes) || STARTS.iter().any(|start| bytes.starts_with(start))
}

fn is_enhanced(bytes: &[u8]) -> bool {
    bytes.get(40..44) == Some(b" EMF")
}

/// The texts of the drawing in `bytes`, and what lies behind it.
pub(in crate::document::formats) fn texts(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut lines = Lines::default();
    let wmf = match bytes.strip_prefix(PLACEABLE) {
        Some(_) => bytes.get(PLACED..).unwrap_or_default(),
        None => bytes,
    };
    let behind = match wmf {
        _ if is_enhanced(bytes) => enhanced(bytes, &mut lines),
        [1 | 2, 0, 9, 0, ..] => old(wmf, &mut lines),
        _ => {
            lines.all.extend(strings(bytes));
            &[]
        }
    };
    (lines.all, behind)
}

/// Texts of one line are often painted in several records.
#[derive(Default)]
struct Lines {
    all: Vec<String>,
    /// Where the last one stands from the top.
    height: Option<usize>,
}

impl Lines {
    fn push(&mut self, text: &str, height: Option<usize>) {
        match self.all.last_mut() {
            Some(line) if height.is_some() && self.height == height => line.push_str(text),
            _ => self.all.push(text.to_owned()),
        }
        self.height = height;
    }

    /// Texts of records that nobody describes.
    fn others(&mut self, data: &[u8]) {
        self.all.extend(strings(data));
        self.height = None;
    }
}

/// Texts are numbers of the shapes of a font, not characters.
const SHAPES: usize = 0x10;

/// Reads an enhanced metafile; what lies behind it.
fn enhanced<'b>(bytes: &'b [u8], lines: &mut Lines) -> &'b [u8] {
    let mut rest = bytes;
    while let (Some(kind), Some(length)) = (u32_le(rest, 0), u32_le(rest, 4)) {
        let Some(record) = rest.get(..length).filter(|record| record.len() >= 8) else { break };
        rest = rest.get(length..).unwrap_or_default();
        match kind {
            1 => lines.others(record.get(44..).unwrap_or_default()),
            83 | 84 => long_text(record, kind == 84, lines),
            108 => short_text(record, lines),
            14 => return rest,
            // Several texts at once, comments of other programs, and what is not described.
            96 | 97 | 70 | 123.. => lines.others(record),
            _ => {}
        }
    }
    // It does not end as drawings do: all of it may be something else.
    lines.others(bytes);
    rest
}

/// A text whose place and form stand in front ([MS-EMF] §2.3.5.8).
fn long_text(record: &[u8], wide: bool, lines: &mut Lines) {
    let (Some(length), Some(start), Some(options)) =
        (u32_le(record, 44), u32_le(record, 48), u32_le(record, 52))
    else {
        return;
    };
    if options & SHAPES == 0 {
        let data = record.get(start..).unwrap_or_default();
        lines.push(&characters(data, length, wide), u32_le(record, 40));
    }
}

/// A text with fewer fields in front ([MS-EMF] §2.3.5.37).
fn short_text(record: &[u8], lines: &mut Lines) {
    let (Some(length), Some(options)) = (u32_le(record, 16), u32_le(record, 20)) else { return };
    if options & SHAPES == 0 {
        let bounds = if options & 0x100 == 0 { 16 } else { 0 };
        let data = record.get(36 + bounds..).unwrap_or_default();
        lines.push(&characters(data, length, options & 0x200 == 0), u32_le(record, 12));
    }
}

/// `length` characters of `data`, in sixteen bits each or in the encoding of a system.
fn characters(data: &[u8], length: usize, wide: bool) -> String {
    let bytes = if wide { length.saturating_mul(2) } else { length };
    let data = data.get(..bytes).unwrap_or(data);
    if wide { Encoding::Utf16Le.decode(data, 0, true).text.into_owned() } else { text(data) }
}

/// Reads a metafile; what lies behind it.
fn old<'b>(bytes: &'b [u8], lines: &mut Lines) -> &'b [u8] {
    let mut rest = bytes.get(18..).unwrap_or_default();
    while let (Some(words), Some(kind)) = (u32_le(rest, 0), u16_le(rest, 4)) {
        let Some(record) = rest.get(..words.saturating_mul(2)).filter(|one| one.len() >= 6) else {
            break;
        };
        rest = rest.get(record.len()..).unwrap_or_default();
        let data = record.get(6..).unwrap_or_default();
        match kind {
            0 => return rest,
            0x0A32 => {
                let (Some(length), Some(options)) = (u16_le(data, 4), u16_le(data, 6)) else {
                    continue;
                };
                let start = if options & 6 == 0 { 8 } else { 16 };
                if options & SHAPES == 0 {
                    let data = data.get(start..).unwrap_or_default();
                    lines.push(&characters(data, length, false), u16_le(data, 0));
                }
            }
            0x0521 => {
                let length = u16_le(data, 0).unwrap_or(0);
                let text = data.get(2..).unwrap_or_default();
                let height = u16_le(text, length.next_multiple_of(2));
                lines.push(&characters(text, length, false), height);
            }
            0x0626 => lines.others(data),
            _ => {}
        }
    }
    lines.others(bytes);
    rest
}
