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

use std::{io::Read, path::Path, sync::Arc};

use serde::{Deserialize, Serialize};

pub use decoded::Decoded;
pub use layer::{Layer, Look};
pub use limits::Limits;
pub use names::Name;
pub use pieces::{Piece, Pieces};
pub use place::{Area, Place};
pub use sink::{Concealed, ConcealedKind, Part, Passage, Sink, Table, Unread, UnreadCause};

use encoding::{Decision, Encoding};
use formats::{FORMATS, Reader, plain};
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

/// What `bytes`, the whole of an input called `name`, are.
pub fn format(bytes: &[u8], name: &str) -> Format {
    kind::kind(bytes, name, true).format
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
    if matches!(reading, Reading::Here) && sniff::is_zip(source.held()) {
        // What a package is stands in the directory at its end.
        source.fill(whole(limits));
    }
    let kind = kind::kind(source.held(), name, source.ended());
    if let Reading::Apart(program) = reading
        && is_risky(kind.format, source, limits)
    {
        return worker::read(program, source, name, limits, sink);
    }
    let reader = FORMATS.iter().find(|row| row.format == kind.format).map(|row| row.reader);
    let bytes = matches!(reader, Some(Reader::Bytes(_)));
    let text = reader.is_some() && !bytes || kind.format == MAIL;
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
    content(source, reader.unwrap_or(Reader::Stream), encoding, limits, sink);
}

/// How many bytes tell whether a document is larger than what is read.
fn whole(limits: &Limits) -> usize {
    usize::try_from(limits.document_bytes.saturating_add(1)).unwrap_or(usize::MAX)
}

/// Whether reading content of `format` may take more than it should: everything but plain text,
/// small markup, and what is not read at all.
fn is_risky(format: Format, source: &mut Source<'_>, limits: &Limits) -> bool {
    match FORMATS.iter().find(|row| row.format == format).map(|row| row.reader) {
        None | Some(Reader::Stream) => sniff::is_zip(source.held()),
        Some(Reader::Bytes(_)) => true,
        Some(Reader::Text(_)) => {
            source.fill(usize::try_from(limits.here_bytes).unwrap_or(usize::MAX).saturating_add(1));
            source.held().len() as u64 > limits.here_bytes
        }
    }
}

/// Bodies of a message are often encoded, which is not undone; what is legible is still read.
const MAIL: Format = Format::Other("mail");

/// Reads `source` with `reader`.
fn content(
    source: &mut Source<'_>,
    reader: Reader,
    encoding: Option<Encoding>,
    limits: &Limits,
    sink: &mut dyn Sink,
) {
    let decoding = encoding.unwrap_or(Encoding::Utf8);
    if let Some((_, mark)) = encoding::byte_order_mark(source.held())
        && !matches!(reader, Reader::Bytes(_))
    {
        source.consume(mark);
    }
    let broken = match reader {
        Reader::Stream => plain::read(source, encoding, limits, sink),
        Reader::Text(read) => match source.whole(decoding, limits) {
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
        Reader::Bytes(read) => {
            source.fill(whole(limits));
            if source.held().len() as u64 > limits.document_bytes {
                let cause = UnreadCause::TooBig { limit: limits.document_bytes };
                return sink.unread(Unread { at: Place::default(), cause });
            }
            return read(source.held(), limits, sink);
        }
    };
    if let Some(unread) = broken.unread(decoding.code()) {
        sink.unread(unread);
    }
}

/// Reads `bytes`, which lie inside another document and are called `name` there.
fn inside(bytes: &[u8], name: &str, limits: &Limits, sink: &mut dyn Sink) {
    let mut sink = Inside { path: name.into(), sink };
    if limits.inside == limits.parts {
        let cause = UnreadCause::TooDeep { limit: limits.parts };
        return sink.unread(Unread { at: Place::default(), cause });
    }
    let limits = Limits { inside: limits.inside + 1, ..*limits };
    let mut bytes = bytes;
    let mut source = Source::new(&mut bytes);
    source.fill(WINDOW);
    open(&mut source, name, &limits, &Reading::Here, &mut sink);
}

/// Whatever is said of a document inside another is said of its part there.
struct Inside<'s> {
    path: Arc<str>,
    sink: &'s mut dyn Sink,
}

impl Inside<'_> {
    fn path(&self, inner: Option<&Arc<str>>) -> Option<Arc<str>> {
        Some(match inner {
            None => Arc::clone(&self.path),
            Some(inner) => format!("{}/{inner}", self.path).into(),
        })
    }

    fn place(&self, at: Place) -> Place {
        Place { part: self.path(at.part.as_ref()), ..at }
    }
}

impl Sink for Inside<'_> {
    fn part(&mut self, part: Part) {
        let path = self.path(part.path.as_ref());
        self.sink.part(Part { path, ..part });
    }

    fn table(&mut self, table: Table) {
        self.sink.table(table);
    }

    fn passage(&mut self, passage: Passage<'_>) {
        let at = self.place(passage.at);
        self.sink.passage(Passage { at, ..passage });
    }

    fn concealed(&mut self, fact: Concealed) {
        let at = self.place(fact.at);
        self.sink.concealed(Concealed { at, ..fact });
    }

    fn unread(&mut self, unread: Unread) {
        let at = self.place(unread.at);
        self.sink.unread(Unread { at, ..unread });
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
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A `PowerPoint` presentation.
    Pptx,
    /// An OpenDocument text.
    Odt,
    /// An OpenDocument spreadsheet.
    Ods,
    /// An OpenDocument presentation or drawing.
    Odp,
    /// Portable Document Format.
    Pdf,
    /// The fixed layout format of GB/T 33190.
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// A container of objects.
    Ole2,
    /// OpenDocument in one file.
    FlatOdf,
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
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Rtf => "rtf",
            Self::Ole2 => "ole2",
            Self::FlatOdf => "flat-odf",
            Self::Other(name) => name,
        }
    }
}
