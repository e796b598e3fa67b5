//! Reads an input into parts, tables and passages. Never decides anything about what it reads.
//!
//! A reader is one file in `formats/` and one row of [`FORMATS`]; it pushes what it finds into a
//! [`Sink`] and holds no more than it must.

mod decoded;
mod layer;
mod limits;
mod pieces;
mod place;
mod sink;
mod table;

pub use decoded::Decoded;
pub use layer::{Layer, Look};
pub use limits::Limits;
pub use pieces::{Piece, Pieces};
pub use place::Place;
pub use sink::{Concealed, ConcealedKind, Part, Passage, Sink, Table, Unread, UnreadCause};

/// What the content of a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    Other(&'static str),
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
