//! What a picture carries beside its pixels, as the file of each format delivers it.

use std::borrow::Cow;

/// `Carried` is one thing that is no pixel.
pub(super) enum Carried<'b> {
    /// Text in whatever encoding.
    Text(Cow<'b, [u8]>),
    /// A line of text that is painted.
    Line(String),
    /// A packet of XMP, which is XML (ISO 16684-1).
    Xmp(Cow<'b, [u8]>),
    /// Resources of Photoshop.
    Photoshop(Cow<'b, [u8]>),
    /// Datasets of IPTC.
    Iptc(Cow<'b, [u8]>),
    /// EXIF data, which begin with the header of a TIFF file.
    Exif(Vec<u8>),
    /// A structure that nobody describes, with texts in it maybe.
    Other(Cow<'b, [u8]>),
    /// Bytes that belong to no part of the picture.
    Behind(&'b [u8]),
    /// Something packed that cannot be unpacked.
    Broken,
}

impl<'b> Carried<'b> {
    pub(super) fn text(text: &'b [u8]) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn other(bytes: &'b [u8]) -> Self {
        Self::Other(bytes.into())
    }
}

/// The two bytes at `at`, the lower first.
pub(super) fn u16_le(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_le_bytes(pair).into())
}

/// The two bytes at `at`, the higher first.
pub(super) fn u16_be(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_be_bytes(pair).into())
}

/// The four bytes at `at`, the lowest first.
pub(super) fn u32_le(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

/// The four bytes at `at`, the highest first.
pub(super) fn u32_be(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}
