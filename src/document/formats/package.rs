//! A package: a ZIP archive whose members together are one document (ISO/IEC 29500-2, ODF part 2).

use std::{
    borrow::Cow,
    io::{Cursor, Read as _},
};

use flate2::{Crc, bufread::DeflateDecoder};
use zip::{CompressionMethod, ZipArchive, read::ZipFile};

use super::{markup::is_markup, outside, rest::say_unread};

use crate::document::{
    Limits, Place, Sink, Unread, UnreadCause,
    encoding::{Encoding, decide},
    sniff,
};

/// How much larger than packed a member may be; beyond it is a bomb, not a document.
const RATIO: u64 = 200;
/// Most bytes that are unpacked of a member that is left over.
const LEFT_OVER: u64 = 16 << 20;
/// What a member may hold whatever it is packed to, in bytes.
const SMALL: u64 = 1 << 20;

/// A `Package` gives its members one after the other, within the limits of one document.
pub(super) struct Package<'b> {
    whole: &'b [u8],
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    limits: Limits,
    /// Bytes that may still be unpacked.
    left: u64,
    /// What stands behind the packed content of members, within the bytes that are theirs.
    tails: Vec<&'b [u8]>,
}

/// What no member of a package holds.
pub(super) struct Outside {
    /// Comments, fields, what stands behind packed content.
    pub(super) asides: Vec<Vec<u8>>,
    /// Members that no directory names, and other bytes, which have no name.
    pub(super) members: Vec<(String, Vec<u8>)>,
}

impl<'b> Package<'b> {
    /// Opens the package in `bytes`; what stops that is said to `sink`.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits, sink: &mut dyn Sink) -> Option<Self> {
        let mut say = |cause| sink.unread(Unread { at: Place::default(), cause });
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            say(UnreadCause::Damaged);
            return None;
        };
        if archive.len() > limits.entries {
            say(UnreadCause::TooMany { limit: limits.entries });
        }
        if archive.has_overlapping_files().unwrap_or(true) {
            say(UnreadCause::Overlapping);
        }
        let names = archive.file_names_raw().take(limits.entries).map(name).collect();
        let left = limits.unpacked_bytes;
        Some(Self { whole: bytes, archive, names, limits: *limits, left, tails: Vec::new() })
    }

    /// The names of the members, in the order of the directory; folders end in `/`.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The member called `name`; the case of letters and a leading `/` do not count.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.names.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// The bytes of the member at `index`, as far as they may be unpacked.
    ///
    /// # Errors
    /// Why it could not be unpacked, or not whole.
    pub(super) fn bytes(&mut self, index: usize) -> Result<Vec<u8>, UnreadCause> {
        let damaged = UnreadCause::Damaged;
        let mut member = match self.archive.by_index(index) {
            Ok(member) => member,
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(UnreadCause::Encrypted);
            }
            Err(_) => return Err(damaged),
        };
        // Counted on what comes out: what the directory says of its size may be a lie.
        let packed = member.compressed_size().min(self.limits.document_bytes);
        let limit = packed.saturating_mul(RATIO).saturating_add(SMALL).min(self.left);
        let mut bytes = Vec::new();
        let most = limit.saturating_add(1);
        let read = match deflated(&member, self.whole) {
            Some(packed) => {
                let mut inflater = DeflateDecoder::new(packed);
                let read = inflater.by_ref().take(most).read_to_end(&mut bytes);
                let mut sum = Crc::new();
                sum.update(&bytes);
                if read.is_ok() && bytes.len() as u64 <= limit {
                    if sum.sum() != member.crc32() {
                        return Err(damaged);
                    }
                    self.tails.push(inflater.into_inner());
                }
                read
            }
            None => member.by_ref().take(most).read_to_end(&mut bytes),
        };
        self.left = self.left.saturating_sub(bytes.len() as u64);
        match read {
            Ok(_) if bytes.len() as u64 > limit => Err(UnreadCause::TooMuch { limit }),
            Ok(_) => Ok(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {
                Err(UnreadCause::OutOfMemory { limit: self.limits.child_memory_bytes })
            }
            Err(_) => Err(damaged),
        }
    }

    /// What no member holds. What could not be unpacked whole is said to `sink`.
    pub(super) fn outside(&mut self, sink: &mut dyn Sink) -> Outside {
        let outside = outside::outside(self.whole, &self.archive);
        let comment = self.archive.comment();
        let asides = outside.asides.into_iter().chain(self.tails.drain(..)).chain([comment]);
        let asides = asides.filter(|aside| !aside.is_empty()).map(<[u8]>::to_vec).collect();
        let mut members = Vec::new();
        for gap in outside.gaps {
            let limit = self.left.min(LEFT_OVER);
            for found in outside::members(self.whole.get(gap).unwrap_or_default(), limit) {
                self.left = self.left.saturating_sub(found.bytes.len() as u64);
                let name = name(&found.name);
                if found.cut {
                    say_unread(&name, UnreadCause::TooMuch { limit }, sink);
                }
                members.push((name, found.bytes));
            }
        }
        Outside { asides, members }
    }

    /// The text of the member at `index`, which is marked up.
    ///
    /// # Errors
    /// Why it could not be unpacked, or is no markup.
    pub(super) fn text(&mut self, index: usize) -> Result<String, UnreadCause> {
        let bytes = self.bytes(index)?;
        if is_markup(&bytes) { Ok(text(&bytes)) } else { Err(UnreadCause::Damaged) }
    }
}

/// The packed bytes of a member that is deflated and nothing else.
fn deflated<'b>(member: &ZipFile<'_, Cursor<&'b [u8]>>, whole: &'b [u8]) -> Option<&'b [u8]> {
    if member.compression() != CompressionMethod::Deflated || member.encrypted() {
        return None;
    }
    let start = usize::try_from(member.data_start()?).ok()?;
    whole.get(start..)?.get(..usize::try_from(member.compressed_size()).ok()?)
}

/// What the ZIP archive in `bytes` is; `None` where its directory cannot be read.
pub(in crate::document) fn what(bytes: &[u8]) -> Option<&'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut start = |name: &str| {
        let mut text = Vec::new();
        let member = archive.by_name(name).ok()?;
        member.take(SMALL).read_to_end(&mut text).ok()?;
        Some(text)
    };
    let said = ["mimetype", "META-INF/manifest.xml"]
        .into_iter()
        .find_map(|name| sniff::media_type(&start(name)?));
    if let Some(format) = said {
        return Some(format);
    }
    if let Some(format) = start("[Content_Types].xml").as_deref().and_then(sniff::main_part) {
        return Some(format);
    }
    Some(archive.file_names_raw().find_map(sniff::package).unwrap_or("zip"))
}

/// The text of `bytes`, in whatever encoding they are.
pub(super) fn text(bytes: &[u8]) -> String {
    let encoding = decide(bytes, true, true).map_or(Encoding::Utf8, |decision| decision.encoding);
    let stretch = encoding.decode(bytes, 0, true);
    stretch.text.strip_prefix('\u{feff}').unwrap_or(&stretch.text).to_owned()
}

/// The name of a member. Names that are no UTF-8 are in the encoding of the system that packed them.
fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.replace('\\', "/"),
        Err(_) => {
            let encoding =
                decide(raw, false, true).map_or(Encoding::Gb18030, |decision| decision.encoding);
            let text: Cow<'_, str> = encoding.decode(raw, 0, true).text;
            text.replace('\\', "/")
        }
    }
}
