//! The objects of a PDF file: opened, decoded within bounds, their strings as text.

use std::{cell::Cell, io::Read as _};

use flate2::read::ZlibDecoder;
use hayro_syntax::{
    DecryptionError, Filter, LoadPdfError, Pdf,
    object::{Dict, Object, Stream, String as Bytes},
};

use crate::document::{Limits, UnreadCause, encoding};

/// Most bytes that one stream may unpack to.
const LARGEST_STREAM: u64 = 64 << 20;

/// Opens the file in `bytes`.
///
/// # Errors
///
/// That it needs a password, or is no PDF file that can be made out.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf, UnreadCause> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => UnreadCause::Encrypted,
        _ => UnreadCause::Damaged,
    })
}

/// A `Budget` bounds what a document may unpack to.
pub(super) struct Budget {
    left: Cell<u64>,
    limit: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { left: Cell::new(limits.unpacked_bytes), limit: limits.unpacked_bytes }
    }

    /// What `stream` holds; of a damaged one, what can be made out. `None` for pictures, which have
    /// codes of their own.
    ///
    /// # Errors
    ///
    /// That it holds more than may be unpacked, or nothing that can be made out.
    pub(super) fn decode(&self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, UnreadCause> {
        let filters = stream.filters();
        if filters.iter().any(|filter| is_picture(*filter)) {
            return Ok(None);
        }
        let plain = !stream.dict().contains_key("DecodeParms") && !stream.dict().contains_key("DP");
        let all_flate = filters.iter().all(|filter| *filter == Filter::FlateDecode);
        let mut bytes = stream.raw_data().into_owned();
        if all_flate && (plain || filters.is_empty()) {
            for _ in filters.iter() {
                bytes = self.inflate(&bytes)?;
            }
            return Ok(Some(bytes));
        }
        if filters.first() == Some(&Filter::FlateDecode) {
            // Counted first: the library has no bound of its own.
            self.inflate(&bytes)?;
        }
        let decoded = stream.decoded_data().map_err(|_| UnreadCause::Damaged)?.into_owned();
        self.spend(decoded.len() as u64)?;
        Ok(Some(decoded))
    }

    fn inflate(&self, bytes: &[u8]) -> Result<Vec<u8>, UnreadCause> {
        let bound = self.left.get().min(LARGEST_STREAM);
        let mut out = Vec::new();
        // What was unpacked before a fault is worth reading.
        let read = ZlibDecoder::new(bytes).take(bound.saturating_add(1)).read_to_end(&mut out);
        if read.is_err() && out.is_empty() && !bytes.is_empty() {
            let bare = flate2::read::DeflateDecoder::new(bytes.get(2..).unwrap_or_default());
            // Some programs write a broken head or sum.
            if bare.take(bound.saturating_add(1)).read_to_end(&mut out).is_err() && out.is_empty() {
                return Err(UnreadCause::Damaged);
            }
        }
        self.spend(out.len() as u64)?;
        Ok(out)
    }

    fn spend(&self, bytes: u64) -> Result<(), UnreadCause> {
        if bytes > LARGEST_STREAM {
            return Err(UnreadCause::TooMuch { limit: LARGEST_STREAM });
        }
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(UnreadCause::TooMuch { limit: self.limit })
    }
}

/// Whether a filter codes pictures.
pub(super) fn is_picture(filter: Filter) -> bool {
    matches!(
        filter,
        Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode
    )
}

/// The text that a string holds: in UTF-16 or UTF-8 where it is marked so, else in whatever encoding
/// makes sense of it, `PDFDocEncoding` (ISO 32000-2 Annex D.2) at last.
pub(super) fn text(bytes: &[u8]) -> String {
    let units = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = pairs.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|char| char.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        _ => {
            encoding::decide(bytes, false, true).filter(|decision| decision.plausible).map_or_else(
                || bytes.iter().map(|byte| char::from(*byte)).collect(),
                |decision| decision.encoding.decode(bytes, 0, true).text.into_owned(),
            )
        }
    }
}

/// The text of the string under `key`, if there is one.
pub(super) fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    Some(text(dict.get::<Bytes<'_>>(key)?.as_bytes()))
}

/// The number under `key`, if there is one.
pub(super) fn number(dict: &Dict<'_>, key: &str) -> Option<f64> {
    match dict.get::<Object<'_>>(key)? {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}

/// The first `N` numbers of the array under `key`.
pub(super) fn numbers<const N: usize>(dict: &Dict<'_>, key: &str) -> Option<[f64; N]> {
    dict.get::<[f64; N]>(key)
}
