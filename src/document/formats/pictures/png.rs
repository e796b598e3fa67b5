//! PNG: its chunks (ISO/IEC 15948 §11), and profiles that programs write into them as text.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::carried::{Carried, u32_be};

pub(super) const START: &[u8] = b"\x89PNG\r\n\x1A\n";
/// Most bytes that are unpacked of a chunk.
const UNPACKED: u64 = 8 << 20;
/// The keyword of XMP.
const XMP: &[u8] = b"XML:com.adobe.xmp";
/// What the keyword of a profile begins with that is written in hexadecimal digits.
const PROFILE: &[u8] = b"Raw profile type ";

/// Chunks of pixels, sizes, colours and times, and EXIF data, which are read elsewhere.
const KNOWN: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"hIST", b"pHYs", b"tIME", b"eXIf", b"acTL", b"fcTL", b"fdAT", b"cICP",
];

/// What the picture in `bytes` carries.
pub(super) fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    let mut all = Vec::new();
    let mut rest = bytes.get(START.len()..).unwrap_or_default();
    while let (Some(length), Some(kind)) = (u32_be(rest, 0), rest.get(4..8)) {
        let Some(data) = rest.get(8..).and_then(|rest| rest.get(..length)) else { break };
        match kind {
            b"tEXt" => all.push(plain(data)),
            b"zTXt" => all.push(packed(data)),
            b"iTXt" => all.push(international(data)),
            _ if KNOWN.iter().any(|known| *known == kind) => {}
            _ => all.push(Carried::other(data)),
        }
        rest = rest.get(8 + length..).and_then(|rest| rest.get(4..)).unwrap_or_default();
        if kind == b"IEND" {
            break;
        }
    }
    all.push(Carried::Behind(rest));
    all
}

/// A keyword and a text.
fn plain(data: &[u8]) -> Carried<'_> {
    let (keyword, text) = until_zero(data);
    told(keyword, text.into())
}

/// A keyword and a text that is packed.
fn packed(data: &[u8]) -> Carried<'_> {
    let (keyword, rest) = until_zero(data);
    unpacked(rest.get(1..).unwrap_or_default()).map_or(Carried::Broken, |text| told(keyword, text))
}

/// A keyword and a text that may be packed; its language, and the keyword in that.
fn international(data: &[u8]) -> Carried<'_> {
    let (keyword, rest) = until_zero(data);
    let (flags, rest) = rest.split_at_checked(2).unwrap_or((&[], rest));
    let (_, rest) = until_zero(rest);
    let (translated, text) = until_zero(rest);
    let text = match flags {
        [1, _] => unpacked(text),
        _ => Some(text.to_vec()),
    };
    let Some(text) = text else { return Carried::Broken };
    told(keyword, if translated.is_empty() { text } else { [translated, b" ", &text].concat() })
}

/// What `text` is that stands under `keyword`.
fn told<'b>(keyword: &[u8], text: Vec<u8>) -> Carried<'b> {
    if keyword == XMP {
        return Carried::Xmp(text.into());
    }
    match keyword.strip_prefix(PROFILE) {
        Some(b"iptc" | b"8bim") => Carried::Photoshop(profile(&text).into()),
        Some(b"xmp") => Carried::Xmp(profile(&text).into()),
        // Some put the start of the segment of a JPEG picture in front.
        Some(b"exif" | b"APP1") => {
            let bytes = profile(&text);
            Carried::Exif(bytes.strip_prefix(b"Exif\0\0").unwrap_or(&bytes).to_vec())
        }
        _ => Carried::Text([keyword, b" ", &text].concat().into()),
    }
}

/// The bytes of a profile: behind its name and length, in hexadecimal digits.
fn profile(text: &[u8]) -> Vec<u8> {
    let mut lines = text.trim_ascii_start().splitn(3, |byte| *byte == b'\n');
    let digits = lines.nth(2).unwrap_or_default();
    let digits: Vec<u32> =
        digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).collect();
    let pairs = digits.as_chunks::<2>().0.iter();
    pairs.map(|[high, low]| u8::try_from(high * 16 + low).unwrap_or(0)).collect()
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = ZlibDecoder::new(bytes).take(UNPACKED + 1).read_to_end(&mut text);
    (read.is_ok() && text.len() as u64 <= UNPACKED).then_some(text)
}

/// What `bytes` begin with, up to a zero, and what is behind that.
fn until_zero(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    let (start, rest) = bytes.split_at(end);
    (start, rest.get(1..).unwrap_or_default())
}
