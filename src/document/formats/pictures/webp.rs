//! WebP: chunks of a RIFF file (RFC 9649); EXIF data are read elsewhere.

use super::carried::{Carried, u32_le};

/// Chunks of pixels and colours.
const KNOWN: &[&[u8; 4]] =
    &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF"];

/// What the picture in `bytes` carries.
pub(super) fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    let mut all = Vec::new();
    let end = u32_le(bytes, 4).unwrap_or(0).saturating_add(8).min(bytes.len());
    let (whole, behind) = bytes.split_at(end);
    let mut rest = whole.get(12..).unwrap_or_default();
    while let (Some(kind), Some(length)) = (rest.get(..4), u32_le(rest, 4)) {
        let Some(data) = rest.get(8..).and_then(|rest| rest.get(..length)) else { break };
        match kind {
            b"XMP " => all.push(Carried::Xmp(data.into())),
            _ if KNOWN.iter().any(|known| *known == kind) => {}
            _ => all.push(Carried::other(data)),
        }
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    all.push(Carried::Behind(rest));
    all.push(Carried::Behind(behind));
    all
}
