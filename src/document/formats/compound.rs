//! OLE2 containers that objects are kept in ([MS-CFB], [MS-OLEDS]): the documents in them.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::{
    package::text,
    rest::{say, say_unread},
};
use crate::document::{Layer, Limits, Place, Sink, Unread, UnreadCause, inside};

/// Streams that say how an object is shown and activated.
const SAYS_NOTHING: &[&str] = &[
    "\u{1}CompObj",
    "\u{1}Ole",
    "\u{2}OlePres000",
    "\u{3}ObjInfo",
    "\u{3}LinkInfo",
    "\u{3}EPRINT",
    "\u{3}PRINT",
];

/// The stream of a formula, whose picture is seen.
const FORMULA: &str = "Equation Native";

/// Whether the container in `bytes` is one of the formulas that papers are full of, and nothing else.
pub(super) fn is_formula(bytes: &[u8]) -> bool {
    let Ok(container) = CompoundFile::open(Cursor::new(bytes)) else { return false };
    let streams = container.walk().filter(cfb::Entry::is_stream);
    let names: Vec<String> = streams.map(|stream| stream.name().to_owned()).collect();
    let says_nothing = |name: &String| name == FORMULA || SAYS_NOTHING.contains(&name.as_str());
    names.iter().any(|name| name == FORMULA) && names.iter().all(says_nothing)
}

/// Reads the container in `bytes`: each document in it; what is no document is said to be unread.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Ok(mut container) = CompoundFile::open(Cursor::new(bytes)) else {
        return sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
    };
    let streams: Vec<_> = container
        .walk()
        .filter(cfb::Entry::is_stream)
        .map(|entry| entry.path().to_path_buf())
        .take(limits.entries)
        .collect();
    for path in streams {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == FORMULA || SAYS_NOTHING.contains(&name.as_str()) {
            continue;
        }
        let mut content = Vec::new();
        let stream = container.open_stream(&path);
        let read =
            stream.and_then(|stream| stream.take(limits.document_bytes).read_to_end(&mut content));
        let shown = name.trim_start_matches(char::is_control);
        match (read, name.as_str()) {
            (Err(_), _) => say_unread(shown, UnreadCause::Damaged, sink),
            (Ok(_), "Package" | "CONTENTS" | "Contents" | "EmbeddedOdf") => {
                inside(&content, shown, limits, sink);
            }
            (Ok(_), "\u{1}Ole10Native") => match Native::of(&content) {
                Some(native) => native.tell(limits, sink),
                None => say_unread(shown, UnreadCause::Damaged, sink),
            },
            (Ok(_), _) => {
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
