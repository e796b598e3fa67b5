//! Bytes broken without regard to what they mean.

use super::chance::Chance;

/// What readers trip over: ends of text, lengths, beginnings of markup, numbers beyond their types.
const ODD: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\0\0\0\0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<",
    b"</",
    b"<!--",
    b"<![CDATA[",
    b">",
    b"&",
    b"&#x110000;",
    b"\"",
    b"{",
    b"[[[[[[[[",
    b",",
    b"\r\n",
    b"|",
    b"-1",
    b"4294967296",
    b"99999999999999999999999999",
    b"1e308",
];

/// Breaks `bytes` in one to three places.
pub(super) fn break_bytes(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        break_once(bytes, chance);
    }
}

fn break_once(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let stretch = chance.stretch(bytes.len());
    match chance.below(8) {
        0 | 1 => {
            let at = chance.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        2 => drop(bytes.drain(stretch)),
        3 => {
            let again = bytes[stretch.clone()].to_vec();
            bytes.splice(stretch.end..stretch.end, again);
        }
        4 => {
            let moved: Vec<u8> = bytes.drain(stretch).collect();
            let at = chance.below(bytes.len() + 1);
            bytes.splice(at..at, moved);
        }
        5 => drop(bytes.splice(stretch.start..stretch.start, chance.one(ODD).iter().copied())),
        6 => drop(bytes.splice(stretch, chance.one(ODD).iter().copied())),
        _ => bytes.truncate(stretch.start),
    }
}
