//! What the structure of a document does not tell: texts beside the passages, pictures, documents
//! inside it, and facts that are counted.

use std::collections::BTreeMap;

use super::{
    compound, encoded,
    flow::deliver,
    leftover::{self, Leftover, leftover},
    markup::is_markup,
    package::text,
    pictures::{self, Beside, Pictures, Size},
    residue::Residue,
    strings::strings,
};
use crate::document::{
    Concealed, ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause, inside, sniff,
};

/// Small copies of the first page, which has been read.
const THUMBNAILS: &[&str] = &["docProps/thumbnail", "Thumbnails/"];
/// Parts of ordinary files in a form that nobody describes, with a few texts in them: settings of a
/// printer, where the lines of a page break.
const SAYS_NOTHING: &[&str] = &["printerSettings/", "layout-cache"];
/// Fonts, which hold nothing to read.
const FONTS: &[&str] = &["/fonts/", "Fonts/"];

/// The `Rest` of a document that is being read.
pub(super) struct Rest<'d> {
    pub(super) limits: &'d Limits,
    pub(super) residue: Residue<'d>,
    pictures: Pictures,
    /// Documents inside it, which are read when all else is.
    embedded: Vec<(String, Vec<u8>)>,
    /// Those that a chart keeps the data it shows in.
    sources: Vec<(String, Vec<u8>)>,
    /// Parts whose structure is being read, and what they hold beside it.
    later: Vec<(String, String)>,
    /// Facts, counted where they are.
    facts: BTreeMap<(ConcealedKind, Place), u32>,
}

impl<'d> Rest<'d> {
    pub(super) fn new(limits: &'d Limits) -> Self {
        Self {
            limits,
            residue: Residue::new(limits),
            pictures: Pictures::default(),
            embedded: Vec::new(),
            sources: Vec::new(),
            later: Vec::new(),
            facts: BTreeMap::new(),
        }
    }

    /// Counts a fact of the whole document.
    pub(super) fn fact(&mut self, kind: ConcealedKind) {
        self.fact_at(kind, Place::default());
    }

    /// Counts a fact at a place.
    pub(super) fn fact_at(&mut self, kind: ConcealedKind, at: Place) {
        self.facts_at(kind, at, 1);
    }

    /// Counts so `many` facts at a place.
    pub(super) fn facts_at(&mut self, kind: ConcealedKind, at: Place, many: u32) {
        if many > 0 {
            let count = self.facts.entry((kind, at)).or_default();
            *count = count.saturating_add(many);
        }
    }

    /// Leaves what is in a part whose structure was read as residue.
    pub(super) fn sweep(&mut self, text: &str, name: &str, layer: Layer, sink: &mut dyn Sink) {
        if !self.residue.sweep(text, name, layer, sink) {
            say_unread(name, UnreadCause::Damaged, sink);
        }
    }

    /// Leaves what is in a part as residue when all structure is read.
    pub(super) fn sweep_later(&mut self, text: String, name: &str) {
        self.later.push((name.to_owned(), text));
    }

    /// Takes in the `bytes` of the part called `name`, which no structure names.
    pub(super) fn take(&mut self, bytes: Vec<u8>, name: &str, layer: Layer, sink: &mut dyn Sink) {
        if is_markup(&bytes) {
            let text = text(&bytes);
            self.sweep(&text, name, layer, sink);
            if let Some(queries) = queries(&text) {
                self.embed(queries, &format!("{name} DataMashup"));
            }
        } else if let Some(size) = pictures::size(&bytes) {
            let beside = pictures::metadata(&bytes, name, &mut self.residue, sink);
            // Some programs leave whatever was in their memory behind a small copy.
            let thumbnail = THUMBNAILS.iter().any(|part| name.contains(part));
            if beside.unread && !thumbnail {
                say_unread(name, leftover::UNREAD, sink);
            }
            self.pictures.count(if thumbnail { &Size::Small } else { &size }, &beside);
            for document in beside.documents {
                self.embed(document, name);
            }
        } else if SAYS_NOTHING.iter().any(|part| name.contains(part)) && !is_whole(&bytes) {
            for string in strings(&bytes) {
                self.residue.value(&string, name, "", sink);
            }
        } else if FONTS.iter().any(|part| name.contains(part)) && !is_worth_reading(&bytes) {
            // Every program leaves them.
        } else if let Ok(lines) = std::str::from_utf8(&bytes) {
            for line in lines.lines() {
                self.residue.value(line, name, "", sink);
            }
        } else {
            // Macros, controls, films: a document of its own, or said to be unread.
            self.object(bytes, name, sink);
        }
    }

    /// Takes in `bytes` that were left over in what is called `name`.
    pub(super) fn left_over(&mut self, bytes: Vec<u8>, name: &str, sink: &mut dyn Sink) {
        match leftover(&bytes, name, &mut self.residue, sink) {
            Leftover::Document => self.embed(bytes, name),
            Leftover::Told => {}
            Leftover::Unread => say_unread(name, leftover::UNREAD, sink),
        }
    }

    /// Takes in a picture of which only the size in pixels is known here.
    pub(super) fn picture(&mut self, width: usize, height: usize) {
        self.pictures.count(&Size::of(width, height), &Beside::default());
    }

    /// Takes in what a picture, whose size was taken in by itself, carries beside its pixels.
    pub(super) fn describe(&mut self, bytes: &[u8], name: &str, sink: &mut dyn Sink) {
        let beside = pictures::metadata(bytes, name, &mut self.residue, sink);
        if beside.unread {
            say_unread(name, leftover::UNREAD, sink);
        }
        self.pictures.count(&Size::Small, &beside);
        for document in beside.documents {
            self.embed(document, name);
        }
    }

    /// Keeps an object, but for a formula, whose picture is seen.
    pub(super) fn object(&mut self, bytes: Vec<u8>, name: &str, sink: &mut dyn Sink) {
        if compound::is_formula(&bytes) {
            compound::sweep(&bytes, name, &mut self.residue, sink);
        } else {
            self.embed(bytes, name);
        }
    }

    /// Takes in a file that is attached: a picture, or a document that is read when all else is.
    pub(super) fn attach(&mut self, bytes: Vec<u8>, name: &str, sink: &mut dyn Sink) {
        if pictures::size(&bytes).is_some() {
            self.take(bytes, name, Layer::Residue, sink);
        } else {
            self.embed(bytes, name);
        }
    }

    /// Keeps a document inside this one, to be read when all else is.
    pub(super) fn embed(&mut self, bytes: Vec<u8>, name: &str) {
        self.embedded.push((name.to_owned(), bytes));
    }

    /// Keeps a document that a chart has its data in, likewise.
    pub(super) fn source(&mut self, bytes: Vec<u8>, name: &str) {
        self.sources.push((name.to_owned(), bytes));
    }

    /// Says the pictures that may hold text and the facts; reads the documents inside.
    pub(super) fn finish(mut self, sink: &mut dyn Sink) {
        for (name, text) in std::mem::take(&mut self.later) {
            self.sweep(&text, &name, Layer::Residue, sink);
        }
        self.pictures.say(sink);
        for (name, _) in &self.embedded {
            let at = Place { label: Some(name.as_str().into()), ..Place::default() };
            sink.concealed(Concealed {
                kind: ConcealedKind::EmbeddedDocument,
                at,
                count: 1,
                line: None,
            });
        }
        for (name, bytes) in self.sources {
            inside(&bytes, &name, self.limits, sink);
        }
        for ((kind, at), count) in self.facts {
            sink.concealed(Concealed { kind, at, count, line: None });
        }
        for (name, bytes) in self.embedded {
            inside(&bytes, &name, self.limits, sink);
        }
    }
}

/// Whether content is text, or a document.
fn is_worth_reading(bytes: &[u8]) -> bool {
    sniff::binary(bytes).is_some() || !sniff::looks_binary(bytes)
}

/// Whether content is a document, or text from its first byte to its last.
fn is_whole(bytes: &[u8]) -> bool {
    let text = || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    sniff::binary(bytes).is_some() || text()
}

/// The package of queries that a workbook keeps in a part of its own ([MS-QDEFF] §2.2).
fn queries(text: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once("<DataMashup")?;
    let (_, inner) = rest.split_once('>')?;
    let bytes = encoded::base64(inner.split('<').next().unwrap_or_default());
    // Its version and length are in front of it.
    bytes.get(8..).map(<[u8]>::to_vec)
}

/// The part called `name` could not be read, or not whole.
pub(super) fn say_unread(name: &str, cause: UnreadCause, sink: &mut dyn Sink) {
    let at = Place { label: Some(name.into()), ..Place::default() };
    sink.unread(Unread { at, cause });
}

/// Delivers `text` as carried on `layer` at a place.
pub(super) fn say(text: &str, at: &Place, layer: Layer, limits: &Limits, sink: &mut dyn Sink) {
    deliver(text.trim(), &[], at, layer, limits, sink);
}
