//! How a passage is carried, and how a stretch of it looks.

use serde::{Deserialize, Serialize};

/// A `Layer` is how a passage is carried (部位): what a reader must do to come upon it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Layer {
    /// Text every reader sees.
    Body,
    /// Page header.
    Header,
    /// Page footer.
    Footer,
    /// Footnote.
    Footnote,
    /// Endnote.
    Endnote,
    /// Text box or shape.
    TextBox,
    /// Speaker notes, cell notes.
    Notes,
    /// Comment or annotation, markup comments included.
    Comment,
    /// Tracked insertion.
    Inserted,
    /// Tracked deletion.
    Deleted,
    /// Hidden by the format: hidden sheets, rows, runs, elements.
    Hidden,
    /// Lies under something opaque.
    Covered,
    /// Text that stands for a picture or explains an element (alt, title, tool tip).
    Attribute,
    /// Target of a link.
    Link,
    /// Code or instruction of a field.
    FieldCode,
    /// Script, style and data that programs read.
    Script,
    /// Document properties, front matter, `<meta>`.
    Metadata,
    /// Name of the file or part.
    FileName,
    /// Copies that formats keep of other data (pivot, chart, link caches).
    Cache,
    /// An earlier state still in the file.
    EarlierRevision,
    /// Recognised from a picture.
    Ocr,
    /// Swept from the rest of a container: only terms and checked identifiers fire.
    Residue,
}

impl Layer {
    /// Every layer, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Body,
        Self::Header,
        Self::Footer,
        Self::Footnote,
        Self::Endnote,
        Self::TextBox,
        Self::Notes,
        Self::Comment,
        Self::Inserted,
        Self::Deleted,
        Self::Hidden,
        Self::Covered,
        Self::Attribute,
        Self::Link,
        Self::FieldCode,
        Self::Script,
        Self::Metadata,
        Self::FileName,
        Self::Cache,
        Self::EarlierRevision,
        Self::Ocr,
        Self::Residue,
    ];

    /// Its name in rules and machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
            Self::TextBox => "text-box",
            Self::Notes => "notes",
            Self::Comment => "comment",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Hidden => "hidden",
            Self::Covered => "covered",
            Self::Attribute => "attribute",
            Self::Link => "link",
            Self::FieldCode => "field-code",
            Self::Script => "script",
            Self::Metadata => "metadata",
            Self::FileName => "file-name",
            Self::Cache => "cache",
            Self::EarlierRevision => "earlier-revision",
            Self::Ocr => "ocr",
            Self::Residue => "residue",
        }
    }
}

/// A `Look` is how a stretch of a passage appears, when that is not plainly visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Look {
    /// Marked hidden.
    Hidden,
    /// Marked deleted.
    Deleted,
    /// Marked inserted.
    Inserted,
    /// Moved away or here.
    Moved,
    /// Struck through.
    Struck,
    /// In the colour of its background.
    White,
    /// Too small to read.
    Tiny,
    /// Under something opaque.
    Covered,
    /// Fully transparent.
    Transparent,
    /// Outside the page, crop box or clip.
    OffPage,
    /// On a layer that is switched off.
    LayerOff,
}

impl Look {
    /// Every look, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Hidden,
        Self::Deleted,
        Self::Inserted,
        Self::Moved,
        Self::Struck,
        Self::White,
        Self::Tiny,
        Self::Covered,
        Self::Transparent,
        Self::OffPage,
        Self::LayerOff,
    ];

    /// Its name in machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Moved => "moved",
            Self::Struck => "struck",
            Self::White => "white",
            Self::Tiny => "tiny",
            Self::Covered => "covered",
            Self::Transparent => "transparent",
            Self::OffPage => "off-page",
            Self::LayerOff => "layer-off",
        }
    }
}
