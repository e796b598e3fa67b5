//! JPEG: segments in front of, between and behind the scans (ITU-T T.81 annex B).

use super::carried::{Carried, u16_be};

/// What XMP begins with, and what is too long for one segment (ISO 16684-3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXTENDED: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
/// In front of a part of extended XMP: the identifier of the whole, its length, where the part stands.
const PART: usize = 32 + 4 + 4;
/// What resources of Photoshop begin with.
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
/// What is read as EXIF, and what holds no text: sizes, colours, places of further pictures.
const KNOWN: &[&[u8]] = &[b"Exif\0", b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"MPF\0", b"Adobe"];

/// What the picture in `bytes` carries.
pub(super) fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    let mut all = Vec::new();
    let (mut extended, mut photoshop) = (Vec::new(), Vec::new());
    let mut at = 2;
    let behind = loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            // Markers may be filled up in front.
            (Some(0xFF), Some(0xFF)) => at += 1,
            (Some(0xFF), Some(0xD9)) => break at + 2,
            (Some(0xFF), Some(0x01 | 0xD0..=0xD8)) => at += 2,
            (Some(0xFF), Some(marker)) => {
                let length = u16_be(bytes, at + 2).unwrap_or(0);
                let segment =
                    length.checked_sub(2).and_then(|length| bytes.get(at + 4..)?.get(..length));
                let Some(segment) = segment else { break at };
                match marker {
                    0xFE => all.push(Carried::text(segment)),
                    0xE1 if segment.starts_with(EXTENDED) => {
                        let part = segment.get(EXTENDED.len() + PART..).unwrap_or_default();
                        extended.extend_from_slice(part);
                    }
                    0xE1 if segment.starts_with(XMP) => {
                        all.push(Carried::Xmp(segment[XMP.len()..].into()));
                    }
                    0xED if segment.starts_with(PHOTOSHOP) => {
                        photoshop.extend_from_slice(&segment[PHOTOSHOP.len()..]);
                    }
                    0xE0..=0xEF if !KNOWN.iter().any(|known| segment.starts_with(known)) => {
                        all.push(Carried::other(segment));
                    }
                    _ => {}
                }
                at += 2 + length;
                if *marker == 0xDA {
                    at = end_of_scan(bytes, at);
                }
            }
            _ => break at,
        }
    };
    all.push(Carried::Xmp(extended.into()));
    all.push(Carried::Photoshop(photoshop.into()));
    all.push(Carried::Behind(bytes.get(behind..).unwrap_or_default()));
    all
}

/// Where the next marker behind the coded data is that begin at `from`.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let data = bytes.get(from..).unwrap_or_default();
    let mut ends = memchr::memchr_iter(0xFF, data);
    let end = ends.find(|at| !matches!(data.get(at + 1), Some(0 | 0xFF | 0xD0..=0xD7)));
    from + end.unwrap_or(data.len())
}
