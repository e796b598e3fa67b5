//! What holds within a group of RTF.

use encoding_rs::Encoding;

use crate::document::{Layer, Look};

/// A `Group` is what control words have said so far; one within another begins as its copy.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) holds: Holds,
    /// It begins with the sign of what programs pass over that do not know it.
    pub(super) ignorable: bool,
    /// Bytes of text that stand for one character written as a number, and are passed over.
    pub(super) fallback: usize,
    pub(super) encoding: &'static Encoding,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    /// Size of letters, in half-points.
    pub(super) size: i32,
    /// Number of the colour of letters.
    pub(super) colour: usize,
    /// A colour is behind letters.
    pub(super) shaded: bool,
    /// Paragraphs stand in a cell.
    pub(super) in_table: bool,
}

/// What text in a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Paragraphs on this layer.
    Story(Layer),
    /// A value on this layer.
    Value(Layer),
    /// The table of fonts, of colours.
    Fonts,
    Colours,
    /// A picture, an object: bytes as hexadecimal digits.
    Picture,
    Object,
    /// What nobody sees.
    Residue,
}

/// What the text in a group is that this control word begins; `None` where it begins none.
pub(super) fn destination(word: &str) -> Option<Holds> {
    Some(match word {
        "header" | "headerl" | "headerr" | "headerf" => Holds::Story(Layer::Header),
        "footer" | "footerl" | "footerr" | "footerf" => Holds::Story(Layer::Footer),
        "footnote" => Holds::Story(Layer::Footnote),
        "annotation" => Holds::Story(Layer::Comment),
        "shptxt" => Holds::Story(Layer::TextBox),
        "fldinst" => Holds::Value(Layer::FieldCode),
        "fonttbl" => Holds::Fonts,
        "colortbl" => Holds::Colours,
        "pict" => Holds::Picture,
        "objdata" => Holds::Object,
        "title" | "subject" | "author" | "manager" | "company" | "operator" | "category"
        | "keywords" | "comment" | "doccomm" | "hlinkbase" | "propname" | "staticval"
        | "linkval" | "atnauthor" | "atnid" | "revtbl" | "bkmkstart" | "docvar" | "template" => {
            Holds::Value(Layer::Metadata)
        }
        "stylesheet" | "listtable" | "listoverridetable" | "rsidtbl" | "generator" | "info"
        | "xmlnstbl" | "themedata" | "colorschememapping" | "latentstyles" | "datastore"
        | "objclass" | "objname" | "sp" | "bkmkend" | "pnseclvl" | "filetbl" => Holds::Residue,
        _ => return None,
    })
}

impl Group {
    /// The group of a whole document.
    pub(super) fn new() -> Self {
        Self {
            holds: Holds::Story(Layer::Body),
            ignorable: false,
            fallback: 1,
            encoding: encoding_rs::WINDOWS_1252,
            hidden: false,
            deleted: false,
            inserted: false,
            size: 24,
            colour: 0,
            shaded: false,
            in_table: false,
        }
    }

    /// Letters look as they do where nothing is said.
    pub(super) fn plain(&mut self) {
        let Self { hidden, deleted, inserted, size, colour, .. } = Self::new();
        (self.hidden, self.deleted, self.inserted) = (hidden, deleted, inserted);
        (self.size, self.colour) = (size, colour);
    }

    /// Why a reader does not see text here; `white` are the numbers of white colours.
    pub(super) fn look(&self, white: &[bool]) -> Option<Look> {
        match () {
            () if self.hidden => Some(Look::Hidden),
            () if self.size <= 6 => Some(Look::Tiny),
            () if self.holds == Holds::Story(Layer::TextBox) || self.shaded => None,
            () if white.get(self.colour) == Some(&true) => Some(Look::White),
            () => None,
        }
    }
}

/// The encoding of a code page; the Western one where it is unknown.
pub(super) fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        936 | 54936 => "gb18030",
        950 => "big5",
        932 => "shift_jis",
        949 => "euc-kr",
        65001 => "utf-8",
        10000 => "macintosh",
        874 => "windows-874",
        1250..=1258 => return windows(number),
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

fn windows(number: i32) -> &'static Encoding {
    Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The code page of a font's character set; `None` where it has that of the document.
pub(super) fn character_set(number: i32) -> Option<&'static Encoding> {
    Some(code_page(match number {
        134 => 936,
        136 => 950,
        128 => 932,
        129 => 949,
        161 => 1253,
        162 => 1254,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    }))
}
