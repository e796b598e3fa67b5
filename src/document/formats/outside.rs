//! What a package holds that its directory does not name: members that were taken out of the
//! directory, or that another of the same name replaced, bytes before, between and behind, and what
//! stands beside the names of members (APPNOTE 4.3 ff.).

use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
    ops::Range,
};

use memchr::memmem::{find_iter, rfind};
use zip::{ZipArchive, read::read_zipfile_from_stream};

/// What a member begins with, and its fixed length.
const HEADER: (&[u8], usize) = (b"PK\x03\x04", 30);
/// What a record of the directory begins with, and its fixed length.
const RECORD: (&[u8], usize) = (b"PK\x01\x02", 46);
/// What the end of the directory begins with, and its fixed length.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// The same for large archives, and what says where that is.
const LARGE_END: (&[u8], usize) = (b"PK\x06\x06", 12);
const LARGE_AT: (&[u8], usize) = (b"PK\x06\x07", 20);
/// Sizes of a member may stand behind it, in as many bytes at most.
const SIZES: usize = 24;
/// A mark may stand in front of them.
const MARK: &[u8] = b"PK\x07\x08";

/// Fields of sizes, times, owners, keys and of another name or comment, and how long they may be.
const FIELDS: (&[u16], usize) =
    (&[0x0001, 0x000A, 0x000D, 0x5455, 0x5855, 0x7855, 0x7875, 0x9901, 0xCAFE], 36);
const PATH: u16 = 0x7075;
const COMMENT: u16 = 0x6375;

/// What no member of a package holds.
#[derive(Default)]
pub(super) struct Outside<'b> {
    /// Where the bytes are that belong to no member and no directory. Zeros, which only fill up, are
    /// left out.
    pub(super) gaps: Vec<Range<usize>>,
    /// Comments, fields that nobody knows, names that differ from those of the directory.
    pub(super) asides: Vec<&'b [u8]>,
}

/// What lies in `bytes` outside of the members of `archive`.
pub(super) fn outside<'b>(bytes: &'b [u8], archive: &ZipArchive<Cursor<&'b [u8]>>) -> Outside<'b> {
    let mut found = Outside::default();
    let members = (0..archive.len()).filter_map(|index| found.member(bytes, archive, index));
    let mut taken: Vec<Range<usize>> = members.collect();
    taken.extend(found.directory(bytes, archive));
    taken.sort_by_key(|range| range.start);
    taken.push(bytes.len()..bytes.len());
    let mut from = 0;
    for range in taken {
        if from < range.start {
            found.gaps.push(from..range.start.min(bytes.len()));
        }
        from = from.max(range.end);
    }
    let holds = |gap: &Range<usize>| {
        bytes.get(gap.clone()).unwrap_or_default().iter().any(|byte| *byte != 0)
    };
    found.gaps.retain(holds);
    found.asides.retain(|aside| !aside.is_empty());
    found
}

impl<'b> Outside<'b> {
    /// The bytes of a member, with its header and the sizes behind it.
    fn member(
        &mut self,
        bytes: &'b [u8],
        archive: &ZipArchive<Cursor<&'b [u8]>>,
        index: usize,
    ) -> Option<Range<usize>> {
        let entry = archive.by_index_data(index).ok()?;
        let start = usize::try_from(entry.header_start()).ok()?;
        let header = bytes.get(start..)?;
        let name = header.get(HEADER.1..)?.get(..number(header, 26)?)?;
        let extra = header.get(HEADER.1 + name.len()..)?.get(..number(header, 28)?)?;
        if name != entry.name_raw() {
            self.asides.push(name);
        }
        self.fields(extra, name);
        let data = start + HEADER.1 + name.len() + extra.len();
        let end = data.checked_add(usize::try_from(entry.compressed_size()).ok()?)?;
        Some(start..end.saturating_add(sizes(bytes.get(end..).unwrap_or_default(), entry.crc32())))
    }

    /// The bytes of the directory, record by record, up to its end.
    fn directory(
        &mut self,
        bytes: &'b [u8],
        archive: &ZipArchive<Cursor<&'b [u8]>>,
    ) -> Vec<Range<usize>> {
        let start = usize::try_from(archive.central_directory_start()).unwrap_or(usize::MAX);
        let end = rfind(bytes, END.0).unwrap_or(start).max(start);
        let names: BTreeSet<&[u8]> = archive.file_names_raw().collect();
        let mut taken = Vec::new();
        let within = bytes.get(start..end).unwrap_or_default();
        let mut from = 0;
        for at in find_iter(within, b"PK") {
            let rest = within.get(at..).unwrap_or_default();
            // Inside of what was taken before.
            if at < from {
                continue;
            }
            let length = if rest.starts_with(RECORD.0) {
                self.record(rest, &names)
            } else if rest.starts_with(LARGE_END.0) {
                number(rest, 4).and_then(|length| length.checked_add(LARGE_END.1))
            } else if rest.starts_with(LARGE_AT.0) {
                Some(LARGE_AT.1)
            } else {
                None
            };
            if let Some(length) = length {
                from = at.saturating_add(length);
                taken.push(start + at..start.saturating_add(from));
            }
        }
        taken.push(end..end.saturating_add(END.1 + archive.comment().len()));
        taken
    }

    /// The length of the record that `bytes` begin with.
    fn record(&mut self, bytes: &'b [u8], names: &BTreeSet<&[u8]>) -> Option<usize> {
        let mut rest = bytes.get(RECORD.1..)?;
        let mut next = |at| {
            let (part, after) = rest.split_at_checked(number(bytes, at)?)?;
            rest = after;
            Some(part)
        };
        let (name, extra, comment) = (next(28)?, next(30)?, next(32)?);
        if !names.contains(name) {
            self.asides.push(name);
        }
        self.fields(extra, name);
        self.asides.push(comment);
        Some(RECORD.1 + name.len() + extra.len() + comment.len())
    }

    /// The fields beside the name of a member that nobody knows, or that say another name.
    fn fields(&mut self, extra: &'b [u8], name: &[u8]) {
        let mut rest = extra;
        while let Some((head, after)) = rest.split_at_checked(4) {
            let id = u16::from_le_bytes([head[0], head[1]]);
            let Some((data, after)) = number(head, 2).and_then(|it| after.split_at_checked(it))
            else {
                break;
            };
            rest = after;
            match id {
                // Behind a version and a checksum.
                PATH | COMMENT => {
                    let text = data.get(5..).unwrap_or(data);
                    self.asides.extend((text != name).then_some(text));
                }
                _ if FIELDS.0.contains(&id) && data.len() <= FIELDS.1 => {}
                _ => self.asides.push(data),
            }
        }
        self.asides.push(rest);
    }
}

/// The number in the two bytes at `at`.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_le_bytes(pair).into())
}

/// How many bytes at the start of `behind` are the checksum and the sizes of the member before it.
fn sizes(behind: &[u8], crc: u32) -> usize {
    let (mark, rest) = match behind.strip_prefix(MARK) {
        Some(rest) => (MARK.len(), rest),
        None => (0, behind),
    };
    if !rest.starts_with(&crc.to_le_bytes()) {
        return 0;
    }
    // Two sizes of four bytes, or of eight: what comes next tells.
    let next = |length: usize| rest.get(length..).is_none_or(|rest| rest.starts_with(b"PK"));
    mark + if next(12) || !next(20) { 12 } else { SIZES - MARK.len() }
}

/// What lies outside of the members that a directory names.
pub(super) struct LeftOver {
    /// Its name, if it is a member.
    pub(super) name: Vec<u8>,
    pub(super) bytes: Vec<u8>,
    /// There is more of it than was unpacked.
    pub(super) cut: bool,
}

/// The members that begin in the `stretch`, up to `limit` bytes of each. What is in front of the first
/// has no name.
pub(super) fn members(stretch: &[u8], limit: u64) -> Vec<LeftOver> {
    let bare = |bytes: &[u8]| LeftOver { name: Vec::new(), bytes: bytes.to_vec(), cut: false };
    let starts: Vec<usize> = find_iter(stretch, HEADER.0).collect();
    let front = &stretch[..starts.first().copied().unwrap_or(stretch.len())];
    let mut all = vec![bare(front)];
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(stretch.len());
        let bytes = &stretch[*start..end];
        all.push(unpack(bytes, limit).unwrap_or_else(|| bare(bytes)));
    }
    all.retain(|found| found.bytes.iter().any(|byte| *byte != 0));
    all
}

/// The member that `bytes` begin with.
fn unpack(mut bytes: &[u8], limit: u64) -> Option<LeftOver> {
    let member = read_zipfile_from_stream(&mut bytes).ok()??;
    let name = member.name_raw().to_vec();
    let mut content = Vec::new();
    // What was unpacked before a fault is worth reading.
    let read = member.take(limit.saturating_add(1)).read_to_end(&mut content);
    let cut = read.is_err() || content.len() as u64 > limit;
    Some(LeftOver { name, bytes: content, cut })
}
