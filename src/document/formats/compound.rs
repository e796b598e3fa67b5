//! OLE2 containers that objects are kept in ([MS-CFB], [MS-OLEDS]): the documents in them.

use std::{
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

use cfb::CompoundFile;

use super::{
    package::text,
    pictures::drawing,
    residue::Residue,
    rest::{say, say_unread},
    strings::strings,
};
use crate::document::{Layer, Limits, Place, Sink, Unread, UnreadCause, inside};

/// Streams that say how an object is shown and activated, and where it is linked from.
const BESIDE: &[&str] = &[
    "\u{1}CompObj",
    "\u{1}Ole",
    "\u{2}OlePres000",
    "\u{3}ObjInfo",
    "\u{3}LinkInfo",
    "\u{3}EPRINT",
    "\u{3}PRINT",
];
/// Those of them that are drawings.
const DRAWINGS: &[&str] = &["\u{3}EPRINT", "\u{3}PRINT"];

/// The stream of a formula, whose picture is seen.
const FORMULA: &str = "Equation Native";

/// Whether the container in `bytes` is one of the formulas that papers are full of, and nothing else.
pub(super) fn is_formula(bytes: &[u8]) -> bool {
    let Ok(container) = CompoundFile::open(Cursor::new(bytes)) else { return false };
    let streams = container.walk().filter(cfb::Entry::is_stream);
    let names: Vec<String> = streams.map(|stream| stream.name().to_owned()).collect();
    names.iter().any(|name| name == FORMULA) && names.iter().all(|name| is_beside(name))
}

/// Leaves what the formula in the container `bytes` has beside its picture as residue of the member
/// called `member`.
pub(super) fn sweep(bytes: &[u8], member: &str, residue: &mut Residue<'_>, sink: &mut dyn Sink) {
    let Ok(mut container) = CompoundFile::open(Cursor::new(bytes)) else { return };
    for path in streams(&container, usize::MAX) {
        match content(&mut container, &path, bytes.len() as u64) {
            Some(content) => beside(&content, &file_name(&path), member, residue, sink),
            None => say_unread(member, UnreadCause::Damaged, sink),
        }
    }
}

fn is_beside(name: &str) -> bool {
    name == FORMULA || BESIDE.contains(&name)
}

/// The paths of the streams of `container`, of so many of them at most.
fn streams(container: &CompoundFile<Cursor<&[u8]>>, limit: usize) -> Vec<PathBuf> {
    let streams = container.walk().filter(cfb::Entry::is_stream);
    streams.map(|entry| entry.path().to_path_buf()).take(limit).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The bytes of a stream.
fn content(
    container: &mut CompoundFile<Cursor<&[u8]>>,
    path: &Path,
    limit: u64,
) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    container.open_stream(path).ok()?.take(limit).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Leaves the texts of a stream called `name` beside an object as residue; where it is linked from is
/// a link.
fn beside(
    content: &[u8],
    name: &str,
    member: &str,
    residue: &mut Residue<'_>,
    sink: &mut dyn Sink,
) {
    let label = name.trim_start_matches(char::is_control);
    let (mut texts, rest) = match name {
        _ if DRAWINGS.contains(&name) => drawing::texts(content),
        _ => (Vec::new(), content),
    };
    texts.extend(strings(rest));
    for text in texts {
        let is_link = [":\\", "\\\\", "://"].iter().any(|sign| text.contains(sign));
        let layer = if is_link { Layer::Link } else { Layer::Residue };
        match member {
            "" => residue.tell(&text, label, "", layer, sink),
            _ => residue.tell(&text, member, label, layer, sink),
        }
    }
}

/// Reads the container in `bytes`: each document in it; what is no document is said to be unread.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Ok(mut container) = CompoundFile::open(Cursor::new(bytes)) else {
        return sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
    };
    let mut residue = Residue::new(limits);
    for path in streams(&container, limits.entries) {
        let name = file_name(&path);
        let shown = name.trim_start_matches(char::is_control);
        let Some(content) = content(&mut container, &path, limits.document_bytes) else {
            say_unread(shown, UnreadCause::Damaged, sink);
            continue;
        };
        match name.as_str() {
            name if is_beside(name) => beside(&content, name, "", &mut residue, sink),
            "Package" | "CONTENTS" | "Contents" | "EmbeddedOdf" => {
                inside(&content, shown, limits, sink);
            }
            "\u{1}Ole10Native" => match Native::of(&content) {
                Some(native) => native.tell(limits, sink),
                None => say_unread(shown, UnreadCause::Damaged, sink),
            },
            _ => {
                say_unread(shown, UnreadCause::Unsupported { format: "ole2" }, sink);
            }
        }
    }
}

/// A file of any kind that was put into a document ([MS-OLEDS] §2.3.6).
struct Native<'b> {
    /// What it is called, where it was, and where a copy of it was.
    names: [&'b [u8]; 3],
    content: &'b [u8],
}

impl<'b> Native<'b> {
    /// What the stream `bytes` holds.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        // In front: its length, and a number of its kind.
        let (label, rest) = until_zero(bytes.get(6..)?)?;
        let (path, rest) = until_zero(rest)?;
        // In front of the third: two numbers, and its length.
        let (copy, rest) = until_zero(rest.get(8..)?)?;
        let length = u32::from_le_bytes(rest.get(..4)?.try_into().ok()?);
        let content = rest.get(4..)?;
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(content.len());
        Some(Self { names: [label, path, copy], content: content.get(..length)? })
    }

    fn tell(&self, limits: &Limits, sink: &mut dyn Sink) {
        for name in &self.names {
            say(&text(name), &Place::default(), Layer::Metadata, limits, sink);
        }
        inside(self.content, &text(self.names[0]), limits, sink);
    }
}

/// What `bytes` begin with, up to a zero, and what is behind that.
fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(0, bytes)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}
