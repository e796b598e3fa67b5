//! What a package holds that its directory does not name: members that were taken out of the
//! directory, or that another of the same name replaced, and bytes before, between and behind.

use std::{
    io::{Cursor, Read as _},
    ops::Range,
};

use memchr::memmem::{find_iter, rfind};
use zip::{ZipArchive, read::read_zipfile_from_stream};

/// What a member begins with, and its fixed length.
const HEADER: (&[u8], usize) = (b"PK\x03\x04", 30);
/// What the end of the directory begins with, and its fixed length.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// Sizes of a member may stand behind it, in as many bytes at most.
const SIZES: usize = 24;

/// Where the bytes of `bytes` are that belong to no member and no directory of `archive`. Zeros, which
/// only fill up, are left out.
pub(super) fn outside(bytes: &[u8], archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> =
        (0..archive.len()).filter_map(|index| member(bytes, archive, index)).collect();
    let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
    let directory = at(archive.central_directory_start());
    let end = rfind(bytes, END.0).unwrap_or(directory).max(directory);
    taken.push(directory..end.saturating_add(END.1 + archive.comment().len()));
    taken.sort_by_key(|range| range.start);
    taken.push(bytes.len()..bytes.len());
    let (mut gaps, mut from) = (Vec::new(), 0);
    for range in taken {
        if from < range.start {
            gaps.push(from..range.start.min(bytes.len()));
        }
        from = from.max(range.end);
    }
    let holds = |gap: &Range<usize>| {
        let inner = bytes.get(gap.clone()).unwrap_or_default();
        let sizes = gap.len() <= SIZES && gap.start > 0 && gap.end < bytes.len();
        !sizes && inner.iter().any(|byte| *byte != 0)
    };
    gaps.retain(holds);
    gaps
}

/// The bytes of a member, its header included.
fn member(bytes: &[u8], archive: &ZipArchive<Cursor<&[u8]>>, index: usize) -> Option<Range<usize>> {
    let entry = archive.by_index_data(index).ok()?;
    let start = usize::try_from(entry.header_start()).ok()?;
    let header = bytes.get(start..start.checked_add(HEADER.1)?)?;
    let length = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let data = start + HEADER.1 + length(26) + length(28);
    Some(start..data.checked_add(usize::try_from(entry.compressed_size()).ok()?)?)
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
