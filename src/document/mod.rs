//! Reads an input into parts, tables and passages. Never decides anything about what it reads.
//!
//! A reader is one file in `formats/` and one row of its table; it pushes what it finds into a
//! [`Sink`] and holds no more than it must.

mod compose;
mod cut;
mod decoded;
mod encoding;
mod formats;
pub mod inputs;
mod kind;
mod layer;
mod limits;
mod names;
mod pieces;
mod place;
mod sink;
mod sniff;
mod source;
mod table;
pub mod worker;

use std::{io::Read, path::Path};

use serde::{Deserialize, Serialize};

pub use decoded::Decoded;
pub use layer::{Layer, Look};
pub use limits::Limits;
pub use names::Name;
pub use pieces::{Piece, Pieces};
pub use place::Place;
pub use sink::{Concealed, ConcealedKind, Part, Passage, Sink, Table, Unread, UnreadCause};

use encoding::{Decision, Encoding};
use formats::{FORMATS, plain};
use source::{Source, WINDOW};

/// Reads `source`, named `name`, into `sink`: its part, the name of the file as a passage of its
/// own, then what is in it. What cannot be read is said to the sink as well.
///
/// The content decides the format, the name is advice. `name` has `/` between folders, and odd
/// bytes written as `\xNN`; `-` names no file.
pub fn read(
    source: &mut dyn Read,
    name: &str,
    limits: &Limits,
    reading: &Reading<'_>,
    sink: &mut dyn Sink,
) {
    let mut source = Source::new(source);
    source.fill(WINDOW);
    if !source.held().is_empty() || !source.has_failed() {
        open(&mut source, name, limits, reading, sink);
    }
    if let Some(cause) = source.failed() {
        sink.unread(Unread { at: Place::default(), cause });
    }
}

/// Where documents are read.
#[derive(Debug, Clone, Copy)]
pub enum Reading<'p> {
    /// In this process: for a worker, and for text that is the program's own.
    Here,
    /// In a child process of this program, where the format or the size asks for it.
    Apart(&'p Path),
}

fn open(
    source: &mut Source<'_>,
    name: &str,
    limits: &Limits,
    reading: &Reading<'_>,
    sink: &mut dyn Sink,
) {
    let kind = kind::kind(source.held(), name, source.ended());
    if let Reading::Apart(program) = reading
        && is_risky(kind.format, source, limits)
    {
        return worker::read(program, source, name, limits, sink);
    }
    let text = !matches!(kind.format, Format::Other(_)) || kind.format == MAIL;
    let encoding = kind.decision.map(|decision| decision.encoding);
    let decoding = encoding.unwrap_or(Encoding::Utf8).code();
    sink.part(Part {
        path: None,
        format: kind.format,
        encoding: text.then_some(decoding),
        misnamed: kind.misnamed,
    });
    file_name(name, sink);
    let mut say = |cause| sink.unread(Unread { at: Place::default(), cause });
    if let Format::Other(format) = kind.format {
        say(UnreadCause::Unsupported { format });
        if !text {
            return;
        }
    }
    if let Some(Decision { plausible: false, .. }) = kind.decision {
        say(UnreadCause::UnknownEncoding);
    }
    content(source, kind.format, encoding, limits, sink);
}

/// Whether reading content of `format` may take more than it should: everything but plain text,
/// small markup, and what is not read at all.
fn is_risky(format: Format, source: &mut Source<'_>, limits: &Limits) -> bool {
    let held = FORMATS.iter().any(|row| row.format == format && row.read.is_some());
    if held {
        source.fill(usize::try_from(limits.here_bytes).unwrap_or(usize::MAX).saturating_add(1));
    }
    held && source.held().len() as u64 > limits.here_bytes
}

/// Bodies of a message are often encoded, which is not undone; what is legible is still read.
const MAIL: Format = Format::Other("mail");

/// Reads the text of `source` in the way of its format.
fn content(
    source: &mut Source<'_>,
    format: Format,
    encoding: Option<Encoding>,
    limits: &Limits,
    sink: &mut dyn Sink,
) {
    let decoding = encoding.unwrap_or(Encoding::Utf8);
    if let Some((_, mark)) = encoding::byte_order_mark(source.held()) {
        source.consume(mark);
    }
    let reader = FORMATS.iter().find(|row| row.format == format).and_then(|row| row.read);
    let broken = match reader {
        None => plain::read(source, encoding, limits, sink),
        Some(read) => match source.whole(decoding, limits) {
            Some((decoded, broken)) => {
                read(&decoded, limits, sink);
                broken
            }
            None => {
                let cause = UnreadCause::TooLarge { limit: limits.markup_bytes };
                sink.unread(Unread { at: Place::default(), cause });
                plain::read(source, encoding, limits, sink)
            }
        },
    };
    if let Some(unread) = broken.unread(decoding.code()) {
        sink.unread(unread);
    }
}

/// The name of the file as a passage: marks and names stand there too.
fn file_name(name: &str, sink: &mut dyn Sink) {
    let file = name.rsplit('/').next().unwrap_or(name);
    if file.is_empty() || name == "-" {
        return;
    }
    sink.passage(Passage {
        text: file.into(),
        at: Place::default(),
        layer: Layer::FileName,
        looks: Vec::new(),
        pieces: Pieces::default(),
    });
}

/// What the content of a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Plain,
    /// Comma- or otherwise separated values.
    Csv,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// JSON, or JSON lines.
    Json,
    /// XML.
    Xml,
    /// Not text that is read yet; the name of what it seems to be.
    Other(#[serde(with = "names")] Name),
}

impl Format {
    /// Its name in machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Other(name) => name,
        }
    }
}
