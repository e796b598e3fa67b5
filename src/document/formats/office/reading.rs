//! A package of an office program: its parts by their types, each read once.

use std::collections::BTreeMap;

use super::parts::{self, Relationship};
use crate::document::{
    Concealed, ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause,
    formats::{
        markup::is_markup,
        package::{Package, text},
        pictures::Pictures,
        residue::Residue,
    },
    inside,
};

/// Parts of ordinary files that hold nothing to read: a small copy of the first page, which has been
/// read, settings of a printer, fonts.
const SAYS_NOTHING: &[&str] = &["docProps/thumbnail", "printerSettings/", "/fonts/"];

/// A part with what it says and where it leads: the one that all others hang on, or a story.
pub(super) struct Main {
    pub(super) member: String,
    pub(super) text: String,
    pub(super) links: Vec<Relationship>,
}

/// An `Office` package that is being read.
pub(super) struct Office<'d> {
    package: Package<'d>,
    types: BTreeMap<String, String>,
    names: Vec<String>,
    /// Members that have been read.
    read: Vec<bool>,
    pictures: Pictures,
    /// Documents inside it, which are read when all else is.
    embedded: Vec<(String, Vec<u8>)>,
    pub(super) limits: &'d Limits,
    pub(super) residue: Residue<'d>,
    /// Facts that are counted over the document.
    facts: BTreeMap<ConcealedKind, u32>,
}

impl<'d> Office<'d> {
    /// Opens the package in `bytes`; what stops that is said to `sink`.
    pub(super) fn open(bytes: &'d [u8], limits: &'d Limits, sink: &mut dyn Sink) -> Option<Self> {
        let mut package = Package::open(bytes, limits, sink)?;
        let types = parts::types(&mut package);
        let names = package.names().to_vec();
        Some(Self {
            read: names.iter().map(|name| name.ends_with('/')).collect(),
            package,
            types,
            names,
            pictures: Pictures::default(),
            embedded: Vec::new(),
            limits,
            residue: Residue::new(limits),
            facts: BTreeMap::new(),
        })
    }

    /// Parts whose type `is` what is asked for, in the order of the package.
    pub(super) fn of_type(&self, is: impl Fn(&str) -> bool) -> Vec<String> {
        let kind = |name: &String| self.types.get(&name.to_lowercase()).map_or("", String::as_str);
        self.names.iter().filter(|name| is(kind(name))).cloned().collect()
    }

    /// The text of the part called `name`, which counts as read; nothing where there is none, or
    /// where it cannot be unpacked, which is said.
    pub(super) fn text(&mut self, name: &str, sink: &mut dyn Sink) -> Option<String> {
        let at = self.package.find(name)?;
        if let Some(read) = self.read.get_mut(at) {
            *read = true;
        }
        match self.package.text(at) {
            Ok(text) => Some(text),
            Err(cause) => {
                say_unread(name, cause, sink);
                None
            }
        }
    }

    /// The part that all others hang on; where it is missing or no markup, that is said.
    pub(super) fn main(&mut self, sink: &mut dyn Sink) -> Option<Main> {
        let Some(member) = self.of_type(|kind| kind.ends_with(".main")).into_iter().next() else {
            sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
            return None;
        };
        let text = self.text(&member, sink)?;
        let links = self.relationships(&member, sink);
        Some(Main { member, text, links })
    }

    /// Leaves the rest of a part whose structure was read as residue.
    pub(super) fn sweep(&mut self, text: &str, name: &str, sink: &mut dyn Sink) {
        if !self.residue.sweep(text, name, Layer::Residue, sink) {
            say_unread(name, UnreadCause::Damaged, sink);
        }
    }

    /// The relationships of the part called `name`.
    pub(super) fn relationships(&mut self, name: &str, sink: &mut dyn Sink) -> Vec<Relationship> {
        parts::relationships(&mut self.package, name).unwrap_or_else(|cause| {
            say_unread(name, cause, sink);
            Vec::new()
        })
    }

    /// Counts a fact.
    pub(super) fn fact(&mut self, kind: ConcealedKind) {
        let count = self.facts.entry(kind).or_default();
        *count = count.saturating_add(1);
    }

    /// Reads what no structure names: the rest of the parts as residue, then the documents inside;
    /// says the facts.
    pub(super) fn finish(mut self, sink: &mut dyn Sink) {
        for at in 0..self.names.len() {
            let name = self.names[at].clone();
            let file = name.rsplit('/').next().unwrap_or(&name);
            self.residue.value(file, &name, "", sink);
            if !self.read[at]
                && let Err(cause) = self.rest(at, &name, sink)
            {
                say_unread(&name, cause, sink);
            }
        }
        self.pictures.say(sink);
        for (kind, count) in &self.facts {
            sink.concealed(Concealed { kind: *kind, at: Place::default(), count: *count });
        }
        for (name, bytes) in self.embedded {
            inside(&bytes, &name, self.limits, sink);
        }
    }

    fn rest(&mut self, at: usize, name: &str, sink: &mut dyn Sink) -> Result<(), UnreadCause> {
        let bytes = self.package.bytes(at)?;
        if is_markup(&bytes) {
            let kind = self.types.get(&name.to_lowercase()).map_or("", String::as_str);
            let layer = parts::layer(kind, name);
            if !self.residue.sweep(&text(&bytes), name, layer, sink) {
                return Err(UnreadCause::Damaged);
            }
        } else if name.contains("embeddings/") || name.contains("afchunk") {
            self.embedded.push((name.to_owned(), bytes));
        } else if SAYS_NOTHING.iter().any(|part| name.contains(part)) {
            // Every program leaves them.
        } else if self.pictures.take(&bytes, name, self.limits, sink) {
            // What is written in it was delivered.
        } else if let Ok(lines) = std::str::from_utf8(&bytes) {
            for line in lines.lines() {
                self.residue.value(line, name, "", sink);
            }
        } else {
            // Macros, controls, films: a document of its own, or said to be unread.
            self.embedded.push((name.to_owned(), bytes));
        }
        Ok(())
    }
}

/// The part called `name` could not be read, or not whole.
pub(super) fn say_unread(name: &str, cause: UnreadCause, sink: &mut dyn Sink) {
    let at = Place { label: Some(name.into()), ..Place::default() };
    sink.unread(Unread { at, cause });
}

/// Delivers `text` as carried on `layer` at a place.
pub(super) fn say(text: &str, at: &Place, layer: Layer, limits: &Limits, sink: &mut dyn Sink) {
    crate::document::formats::flow::deliver(text.trim(), &[], at, layer, limits, sink);
}
