//! Which encoding makes the likeliest text of bytes that do not say.
//!
//! Every character has a cost, about the negative logarithm of how often it is met in notices,
//! statutes and documentation. The encoding whose text costs least is taken. Six Hanzi are enough.

use std::sync::LazyLock;

use super::{
    Encoding, byte_order_mark,
    hanzi::{COMMON, COMMONEST, TRADITIONAL},
};

/// A `Decision` is the encoding that a text seems to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Decision {
    pub(in crate::document) encoding: Encoding,
    /// Whether the text it gives looks like text that somebody wrote.
    pub(in crate::document) plausible: bool,
}

/// Longest sample that is weighed, in bytes.
const SAMPLE: usize = 4096;
/// Cost of a byte, above which no encoding makes sense of a text; Chinese costs up to 5.6 in very
/// short texts, random bytes more than 7.
const IMPLAUSIBLE: f32 = 6.5;
/// In valid UTF-8 with fewer two-byte characters than this and no longer ones, the two bytes may as
/// well be a Hanzi of GBK.
const FEW: usize = 32;

/// Decides on the encoding of `bytes`; `start` says whether they begin their part and `whole`
/// whether they are all there is. `None`: only ASCII so far, anything may follow.
pub(in crate::document) fn decide(bytes: &[u8], start: bool, whole: bool) -> Option<Decision> {
    if start && let Some((encoding, _)) = byte_order_mark(bytes) {
        return Some(Decision { encoding, plausible: true });
    }
    let nul = start && memchr::memchr(0, bytes).is_some();
    if bytes.is_ascii() && !nul {
        return None;
    }
    let utf8 = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if !whole && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    };
    let sure = Decision { encoding: Encoding::Utf8, plausible: true };
    match utf8 {
        Some(text) if nul => {
            match weigh(bytes, &[Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be], whole) {
                (Encoding::Utf8, _) if text.is_ascii() => None,
                (Encoding::Utf8, _) => Some(sure),
                (encoding, cost) => Some(Decision { encoding, plausible: cost < IMPLAUSIBLE }),
            }
        }
        Some(text) if is_dubious(text) => {
            let (encoding, _) =
                weigh(from_first_sign(bytes), &[Encoding::Utf8, Encoding::Gb18030], whole);
            Some(Decision { encoding, plausible: true })
        }
        Some(_) => Some(sure),
        None => Some(unmarked(bytes, start, whole)),
    }
}

/// Whether a Hanzi is one of the first level of the national standard, or commoner.
pub(in crate::document) fn is_common(hanzi: char) -> bool {
    const LEVEL: f32 = 10.0;
    matches!(weight(hanzi), (cost, Script::Han) if cost <= LEVEL)
}

/// Bytes that are not UTF-8 throughout.
fn unmarked(bytes: &[u8], start: bool, whole: bool) -> Decision {
    use Encoding::{Big5, Gb18030, Utf8, Utf16Be, Utf16Le, Windows1252};
    let anywhere = weigh(from_first_sign(bytes), &[Gb18030, Big5, Utf8, Windows1252], whole);
    let (mut encoding, mut cost) = anywhere;
    if start {
        // Compared over the same bytes, from the start: sixteen bits at a time have no other.
        let wide = weigh(bytes, &[Utf16Le, Utf16Be], whole);
        let narrow = weigh(bytes, &[encoding], whole);
        if wide.1 < narrow.1 {
            (encoding, cost) = wide;
        }
    }
    Decision { encoding, plausible: encoding == Windows1252 || cost < IMPLAUSIBLE }
}

/// Two-byte characters only, and few of them: also the look of a few Hanzi in GBK.
fn is_dubious(text: &str) -> bool {
    let mut few = 0;
    for byte in text.bytes().filter(|byte| *byte >= 0xC0) {
        few += 1;
        if byte >= 0xE0 || few >= FEW {
            return false;
        }
    }
    few > 0
}

/// From the line of the first character that is not ASCII: what is before says nothing.
fn from_first_sign(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let line = memchr::memrchr(b'\n', &bytes[..first]).map_or(0, |at| at + 1);
    &bytes[line.max(first.saturating_sub(SAMPLE / 2))..]
}

/// The likeliest of `encodings` and the cost of a byte of `bytes` in it.
fn weigh(bytes: &[u8], encodings: &[Encoding], whole: bool) -> (Encoding, f32) {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let last = whole && sample.len() == bytes.len();
    let mut best = (encodings[0], f32::INFINITY);
    for encoding in encodings {
        let text = encoding.decode(sample, 0, last).text;
        let cost = rarity(*encoding, sample.len()) + cost(&text);
        if cost < best.1 {
            best = (*encoding, cost);
        }
    }
    (best.0, best.1 / sample.len().max(1) as f32)
}

/// How much rarer files in an encoding are than such in the commonest.
fn rarity(encoding: Encoding, bytes: usize) -> f32 {
    match encoding {
        Encoding::Utf8 => -4.0,
        Encoding::Gb18030 => 0.0,
        Encoding::Big5 | Encoding::Windows1252 => 1.0,
        Encoding::Utf16Le | Encoding::Utf16Be if bytes.is_multiple_of(2) => 3.0,
        Encoding::Utf16Le | Encoding::Utf16Be => 20.0,
    }
}

fn cost(text: &str) -> f32 {
    let mut before = Script::Other;
    let mut sum = 0.0;
    for character in text.chars() {
        let (cost, script) = weight(character);
        let mixed =
            matches!((before, script), (Script::Han, Script::Latin) | (Script::Latin, Script::Han));
        sum += cost + if mixed { 2.0 } else { 0.0 };
        before = script;
    }
    sum
}

/// What may stand beside what: Hanzi in the middle of a Latin word are a wrong guess.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Latin,
    Other,
}

fn weight(character: char) -> (f32, Script) {
    let other = |cost| (cost, Script::Other);
    match character {
        'a'..='z' | 'A'..='Z' => (4.5, Script::Latin),
        '0'..='9' | ' ' => other(4.5),
        '\n' | '\r' | '\t' => other(5.0),
        '!'..='~' => other(6.0),
        '\u{4e00}'..='\u{9fff}' => {
            let class = HAN.get(character as usize - 0x4e00).copied().unwrap_or_default();
            (f32::from(class) / 10.0, Script::Han)
        }
        '，'
        | '。'
        | '、'
        | '：'
        | '；'
        | '“'
        | '”'
        | '（'
        | '）'
        | '《'
        | '》'
        | '？'
        | '！'
        | '—'
        | '…'
        | '·'
        | '\u{3000}'
        | '〔'
        | '〕'
        | '【'
        | '】'
        | '％'
        | '－'
        | '～'
        | '０'..='９' => other(5.5),
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => other(20.0),
        char::REPLACEMENT_CHARACTER => other(25.0),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => other(22.0),
        '\u{c0}'..='\u{ff}' => (8.0, Script::Latin),
        '‘' | '’' | '–' | '•' | '€' | '£' | '§' | '©' | '®' | '°' | '±' | '«' | '»' => {
            other(8.0)
        }
        '\u{a0}'..='\u{bf}' => other(10.0),
        '\u{100}'..='\u{24f}' => (12.0, Script::Latin),
        '\u{370}'..='\u{52f}' => other(9.5),
        '\u{2000}'..='\u{33ff}' => other(11.0),
        '\u{ff00}'..='\u{ffef}' => other(9.0),
        _ => other(16.0),
    }
}

/// Ten times the cost of each of the Hanzi from U+4E00 on.
static HAN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut costs = vec![160; 0x9fff - 0x4e00 + 1];
    let mut set = |character: char, cost: u8| {
        let index = (character as usize).wrapping_sub(0x4e00);
        if let Some(slot) = costs.get_mut(index) {
            *slot = cost.min(*slot);
        }
    };
    // The common levels of the two national standards.
    let levels: [(&encoding_rs::Encoding, _, &[std::ops::RangeInclusive<u8>], _); 3] = [
        (encoding_rs::GBK, 0xD8..=0xF7, &[0xA1..=0xFE], 125),
        (encoding_rs::GBK, 0xB0..=0xD7, &[0xA1..=0xFE], 98),
        (encoding_rs::BIG5, 0xA4..=0xC6, &[0x40..=0x7E, 0xA1..=0xFE], 110),
    ];
    for (encoding, leads, trails, cost) in levels {
        for lead in leads {
            for trail in trails.iter().cloned().flatten() {
                let bytes = [lead, trail];
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                text.chars().for_each(|character| set(character, cost));
            }
        }
    }
    TRADITIONAL.chars().for_each(|character| set(character, 76));
    COMMON.chars().for_each(|character| set(character, 73));
    COMMONEST.chars().for_each(|character| set(character, 58));
    costs
});
