//! Texts that lie among bytes of a structure that nobody describes: in sixteen bits a character, or
//! in the bytes of ASCII, UTF-8 or GBK. What they look like decides; what is left is residue.

use crate::document::encoding::{Encoding, is_common};

/// Shortest text of ASCII, in characters.
const ASCII: usize = 6;
/// Shortest text in bytes: two Hanzi of GBK.
const SHORTEST: usize = 4;
/// Fewest Hanzi that are a text of their own.
const HANZI: usize = 2;

/// The texts that lie among `bytes`, line by line, in their order.
pub(super) fn strings(bytes: &[u8]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for parity in [0, 1] {
        let pairs = bytes.get(parity..).unwrap_or_default();
        let legible = |pair: &[u8; 2]| is_legible(u16::from_le_bytes(*pair));
        runs(pairs.as_chunks().0, legible, |at, run| {
            let text = Encoding::Utf16Le.decode(run.as_flattened(), 0, true).text;
            found.extend(is_text(&text).then(|| (2 * at + parity, text.into_owned())));
        });
    }
    let belongs = |byte: &u8| !matches!(byte, 0..=8 | 0x0A..=0x1F | 0x7F | 0xFF);
    runs(bytes, belongs, |at, run| {
        // A decision on the encoding of each would take long among bytes that are no text.
        let encoding = match std::str::from_utf8(run) {
            Ok(_) => Encoding::Utf8,
            Err(_) => Encoding::Gb18030,
        };
        if run.len() < SHORTEST {
            return;
        }
        let text = encoding.decode(run, 0, true).text;
        found.extend(is_text(&text).then(|| (at, text.into_owned())));
    });
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}

/// Tells each longest stretch of `all` that `belongs`, and where it begins, to `take`.
fn runs<T>(all: &[T], belongs: impl Fn(&T) -> bool, mut take: impl FnMut(usize, &[T])) {
    let mut start = 0;
    for (at, one) in all.iter().enumerate() {
        if !belongs(one) {
            take(start, all.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    take(start, all.get(start..).unwrap_or_default());
}

/// Whether a unit of sixteen bits is one of ASCII, a Hanzi, or what stands between them.
fn is_legible(unit: u16) -> bool {
    matches!(unit, 9 | 0x20..=0x7E | 0xB7 | 0x2010..=0x2027 | 0x2605 | 0x3000..=0x303F
        | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E)
}

/// Whether somebody may have written `text`: long enough, and its Hanzi are mostly common ones.
/// Other bytes make rare Hanzi.
fn is_text(text: &str) -> bool {
    let (mut hanzi, mut common, mut ascii, mut others) = (0, 0, 0, 0);
    for character in text.chars() {
        match character {
            '\u{4e00}'..='\u{9fff}' => {
                hanzi += 1;
                common += usize::from(is_common(character));
            }
            ' '..='~' => ascii += 1,
            _ if u16::try_from(u32::from(character)).is_ok_and(is_legible) => {}
            _ => others += 1,
        }
    }
    let usual = if hanzi <= HANZI { common == hanzi } else { 3 * common >= 2 * hanzi };
    let written = usual && hanzi + ascii >= 4 * others;
    written && (hanzi >= HANZI || hanzi == 0 && ascii >= ASCII)
}
