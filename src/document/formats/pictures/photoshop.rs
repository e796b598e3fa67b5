//! Resources of Photoshop, which other programs write too, and the datasets of IPTC in them (IPTC
//! IIM §1.5).

use super::carried::{Carried, u16_be, u32_be};

/// What a resource begins with.
const START: &[u8] = b"8BIM";
/// Small copies of the picture, profiles of colours.
const SAYS_NOTHING: &[usize] = &[0x0409, 0x040C, 0x040F];

/// What the resources in `bytes` carry.
pub(super) fn resources(bytes: &[u8]) -> Vec<Carried<'_>> {
    let (mut all, mut rest) = (Vec::new(), bytes);
    while let Some((number, data, after)) = resource(rest) {
        match number {
            0x0404 => all.push(Carried::Iptc(data.into())),
            0x0422 => all.push(Carried::Exif(data.to_vec())),
            0x0424 => all.push(Carried::Xmp(data.into())),
            _ if SAYS_NOTHING.contains(&number) => {}
            _ => all.push(Carried::other(data)),
        }
        rest = after;
    }
    all.push(Carried::other(rest));
    all
}

/// The number and the data of the resource that `bytes` begin with, and what is behind it.
fn resource(bytes: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(START)?;
    let number = u16_be(rest, 0)?;
    // Its name, filled up to an even length, as the data are.
    let name = usize::from(*rest.get(2)?);
    let rest = rest.get(2 + (1 + name).next_multiple_of(2)..)?;
    let length = u32_be(rest, 0)?;
    let rest = rest.get(4..)?;
    let after = rest.get(length.checked_next_multiple_of(2)?..).unwrap_or_default();
    Some((number, rest.get(..length)?, after))
}

/// The texts of the datasets of IPTC in `bytes`.
pub(super) fn datasets(bytes: &[u8]) -> Vec<Carried<'_>> {
    let (mut all, mut rest) = (Vec::new(), bytes);
    while let Some((record, data, after)) = dataset(rest) {
        // The first record is about the file.
        if record != 1 {
            all.push(Carried::text(data));
        }
        rest = after;
    }
    all.push(Carried::other(rest));
    all
}

/// The record and the data of the dataset that `bytes` begin with, and what is behind it.
fn dataset(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [0x1C, record, _, rest @ ..] = bytes else { return None };
    let short = u16_be(rest, 0)?;
    let (length, rest) = match short & 0x7FFF {
        // A length of several bytes stands behind.
        4 if short > 0x7FFF => (u32_be(rest, 2)?, rest.get(6..)?),
        _ => (short, rest.get(2..)?),
    };
    Some((*record, rest.get(..length)?, rest.get(length..)?))
}
