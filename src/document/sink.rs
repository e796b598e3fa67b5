//! What readers say about an input, and to whom.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Format, Layer, Look, Name, Pieces, Place, names};
use crate::text::Span;

/// A `Sink` takes what a reader finds, in reading order. Nobody holds a whole document.
pub trait Sink {
    /// A part begins; what follows belongs to it until the next part.
    fn part(&mut self, part: Part);
    /// A table begins: its cells follow as passages that bear its number.
    fn table(&mut self, table: Table);
    /// A paragraph or cell as a person sees it.
    fn passage(&mut self, passage: Passage<'_>);
    /// A fact about something that readers do not see.
    fn concealed(&mut self, fact: Concealed);
    /// Something that could not be examined; never "clean".
    fn unread(&mut self, unread: Unread);
}

/// A `Part` (组成部分) is an input or something inside it with bytes of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path inside the input; `None` for the input itself.
    pub path: Option<Arc<str>>,
    /// What its content is.
    pub format: Format,
    /// The character encoding that was decided on, for text (`UTF-8`, `GB18030`, `UTF-16LE` …).
    #[serde(with = "names::optional")]
    pub encoding: Option<Name>,
    /// The name claims another format than the content has.
    pub misnamed: bool,
}

/// A `Table` (表格) announces the cells that follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its number among the part's tables, from 1; its cells bear it in [`Place::table`].
    pub number: u32,
    /// Header text of each column, header rows joined by a blank; empty where there is none.
    /// A merged header stands over every column it covers.
    pub headers: Vec<String>,
    /// How many rows at the top are header rows.
    pub header_rows: u32,
}

/// A `Passage` (文段) is a run of text as a reader sees it: a paragraph, a cell, a value. Runs,
/// entities and hard wraps are joined; line breaks that mean something stay as `\n`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Passage<'a> {
    /// The text, at most [`Limits::passage_bytes`](super::Limits::passage_bytes) long.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Where a person finds it.
    pub at: Place,
    /// How it is carried.
    pub layer: Layer,
    /// Stretches that do not look plain.
    pub looks: Vec<(Span, Look)>,
    /// Which characters came from which bytes.
    pub pieces: Pieces,
}

/// A `Concealed` fact: something is there that readers do not see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concealed {
    /// What kind of thing.
    pub kind: ConcealedKind,
    /// Where it is.
    pub at: Place,
    /// How many of it, for facts that are counted; otherwise 1.
    pub count: u32,
    /// Line and column where the first of it begins, from 1, where the format has lines.
    pub line: Option<(u32, u32)>,
}

/// The kinds of concealed facts that readers report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ConcealedKind {
    /// An element that pages do not show.
    HiddenElement,
    /// A comment in markup.
    MarkupComment,
    /// Data carried inside a `data:` address.
    EmbeddedData,
    /// Characters that have no width inside visible text.
    InvisibleCharacters,
    /// A tracked insertion, deletion or move.
    TrackedChange,
    /// A comment.
    Comment,
    /// Text that is there and cannot be seen: hidden, too small, in the colour behind it.
    HiddenText,
    /// A sheet that is not shown.
    HiddenSheet,
    /// A row or column that is not shown, with something in it.
    HiddenCells,
    /// A slide that is not shown.
    HiddenSlide,
    /// Notes of the speaker.
    Notes,
    /// A copy of the data behind a pivot table.
    PivotCache,
    /// A copy of data from another file or a database.
    LinkedCache,
    /// A whole document inside this one.
    EmbeddedDocument,
    /// Where a picture was taken.
    PicturePosition,
    /// Text that lies under something that was painted over it: a redaction that does not redact.
    CoveredText,
    /// An earlier state of the document, which is still in it.
    EarlierRevision,
}

impl ConcealedKind {
    /// Every kind, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::HiddenElement,
        Self::MarkupComment,
        Self::EmbeddedData,
        Self::InvisibleCharacters,
        Self::TrackedChange,
        Self::Comment,
        Self::HiddenText,
        Self::HiddenSheet,
        Self::HiddenCells,
        Self::HiddenSlide,
        Self::Notes,
        Self::PivotCache,
        Self::LinkedCache,
        Self::EmbeddedDocument,
        Self::PicturePosition,
        Self::CoveredText,
        Self::EarlierRevision,
    ];

    /// The kind with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Its name in rules and machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::HiddenElement => "hidden-element",
            Self::MarkupComment => "markup-comment",
            Self::EmbeddedData => "embedded-data",
            Self::InvisibleCharacters => "invisible-characters",
            Self::TrackedChange => "tracked-change",
            Self::Comment => "comment",
            Self::HiddenText => "hidden-text",
            Self::HiddenSheet => "hidden-sheet",
            Self::HiddenCells => "hidden-cells",
            Self::HiddenSlide => "hidden-slide",
            Self::Notes => "notes",
            Self::PivotCache => "pivot-cache",
            Self::LinkedCache => "linked-cache",
            Self::EmbeddedDocument => "embedded-document",
            Self::PicturePosition => "picture-position",
            Self::CoveredText => "covered-text",
            Self::EarlierRevision => "earlier-revision",
        }
    }
}

/// An `Unread` (未能检查) is something that could not be examined, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unread {
    /// Where it is; an empty place is the whole input.
    pub at: Place,
    /// Why.
    pub cause: UnreadCause,
}

/// Why something could not be examined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum UnreadCause {
    /// The format is not one that is read.
    Unsupported {
        /// What it seems to be.
        #[serde(with = "names")]
        format: Name,
    },
    /// Bytes that are no text in the encoding that the rest has.
    Undecodable {
        /// Offset of the first such byte.
        at: u64,
        /// How many places.
        count: u64,
        /// The encoding tried.
        #[serde(with = "names")]
        encoding: Name,
    },
    /// Text whose encoding could not be told.
    UnknownEncoding,
    /// Larger than can be parsed; it was read as plain text instead.
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// Larger than what can be read at all.
    TooBig {
        /// The bound, in bytes.
        limit: u64,
    },
    /// More text than may come out of one input; what came before the bound was read.
    TooMuch {
        /// The bound, in bytes.
        limit: u64,
    },
    /// Members that share their bytes, as those of a bomb do.
    Overlapping,
    /// More members than are looked at.
    TooMany {
        /// The bound.
        limit: usize,
    },
    /// A password is needed to read it.
    Encrypted,
    /// Nested deeper than is followed.
    TooDeep {
        /// The bound.
        limit: usize,
    },
    /// It paints more than is followed.
    TooIntricate,
    /// Broken from a byte on; what came before was read.
    Malformed {
        /// Offset of the trouble.
        at: u64,
    },
    /// Its reader took more memory than it may.
    OutOfMemory {
        /// The bound, in bytes.
        limit: u64,
    },
    /// Its reader took more time than it may.
    OutOfTime {
        /// The bound, in seconds.
        seconds: u64,
    },
    /// Its reader failed: a fault of this program.
    Crashed {
        /// Where in the program.
        at: String,
    },
    /// Its reader was ended from outside: by the system, or by security software.
    Killed {
        /// The signal.
        signal: Option<i32>,
    },
    /// Its reader could not be started.
    NotStarted {
        /// The system's word for it.
        error: String,
    },
    /// Damaged: what could be made out was read.
    Damaged,
    /// Pictures that may hold text, which is not recognised.
    Pictures {
        /// How many.
        count: u32,
    },
    /// Pages that are nothing but pictures, whose text is not recognised.
    PicturePages {
        /// Their numbers.
        pages: Vec<u32>,
    },
    /// Pages with glyphs of which nothing tells what they mean.
    UnknownGlyphs {
        /// Their numbers.
        pages: Vec<u32>,
        /// The largest share of such glyphs on one of them, in parts of a hundred.
        percent: u32,
    },
    /// Pages whose letters look otherwise than the file says they are.
    MisleadingGlyphs {
        /// Their numbers.
        pages: Vec<u32>,
    },
    /// The system refused to open it.
    PermissionDenied,
    /// It was there when the selection was made and is gone now.
    Vanished,
    /// A link that leads nowhere or to itself.
    BrokenLink,
    /// Neither a file nor a folder.
    NotAFile,
    /// Reading failed.
    Io {
        /// The system's word for it, without paths.
        error: String,
    },
}

impl UnreadCause {
    /// Its name in machine outputs and messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsupported { .. } => "unsupported",
            Self::Undecodable { .. } => "undecodable",
            Self::UnknownEncoding => "unknown-encoding",
            Self::TooLarge { .. } => "too-large",
            Self::TooBig { .. } => "too-big",
            Self::TooMuch { .. } => "too-much",
            Self::Overlapping => "overlapping",
            Self::TooMany { .. } => "too-many",
            Self::Encrypted => "encrypted",
            Self::TooDeep { .. } => "too-deep",
            Self::TooIntricate => "too-intricate",
            Self::Malformed { .. } => "malformed",
            Self::OutOfMemory { .. } => "out-of-memory",
            Self::OutOfTime { .. } => "out-of-time",
            Self::Crashed { .. } => "crashed",
            Self::Killed { .. } => "killed",
            Self::NotStarted { .. } => "not-started",
            Self::Damaged => "damaged",
            Self::Pictures { .. } => "pictures",
            Self::PicturePages { .. } => "picture-pages",
            Self::UnknownGlyphs { .. } => "unknown-glyphs",
            Self::MisleadingGlyphs { .. } => "misleading-glyphs",
            Self::PermissionDenied => "permission-denied",
            Self::Vanished => "vanished",
            Self::BrokenLink => "broken-link",
            Self::NotAFile => "not-a-file",
            Self::Io { .. } => "io",
        }
    }

    /// The cause of a failed open or read.
    pub fn from_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::NotFound => Self::Vanished,
            kind => Self::Io { error: kind.to_string() },
        }
    }
}
