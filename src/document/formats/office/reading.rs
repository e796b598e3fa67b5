//! A package of an office program: its parts by their types, each read once.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{self, Relationship};
use crate::document::{
    ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause,
    formats::{
        members::{Holds, Members},
        rest::{Rest, say_unread},
    },
};

/// A part with what it says and where it leads: the one that all others hang on, or a story.
pub(super) struct Main {
    pub(super) member: String,
    pub(super) text: String,
    pub(super) links: Vec<Relationship>,
}

/// An `Office` package that is being read.
pub(super) struct Office<'d> {
    members: Members<'d>,
    types: BTreeMap<String, String>,
    /// Parts that are documents of their own, whatever they are called.
    chunks: BTreeSet<String>,
}

impl<'d> Office<'d> {
    /// Opens the package in `bytes`; what stops that is said to `sink`.
    pub(super) fn open(bytes: &'d [u8], limits: &'d Limits, sink: &mut dyn Sink) -> Option<Self> {
        let mut members = Members::open(bytes, limits, sink)?;
        let types = parts::types(&mut members.package);
        Some(Self { members, types, chunks: BTreeSet::new() })
    }

    /// What is told beside the stories.
    pub(super) fn rest(&mut self) -> &mut Rest<'d> {
        &mut self.members.rest
    }

    /// The bounds on what the document may cost.
    pub(super) fn limits(&self) -> &'d Limits {
        self.members.rest.limits
    }

    /// Parts whose type `is` what is asked for, in the order of the package.
    pub(super) fn of_type(&self, is: impl Fn(&str) -> bool) -> Vec<String> {
        let named = |name: &&String| is(kind(&self.types, name));
        self.members.names.iter().filter(named).cloned().collect()
    }

    /// The text of the part called `name`, which counts as read; nothing where there is none, or
    /// where it cannot be unpacked, which is said.
    pub(super) fn text(&mut self, name: &str, sink: &mut dyn Sink) -> Option<String> {
        self.members.text(name, sink)
    }

    /// The text of the part called `name`, which is still to be read.
    pub(super) fn peek(&mut self, name: &str) -> Option<String> {
        self.members.peek(name)
    }

    /// The part that all others hang on; where it is missing or no markup, that is said.
    pub(super) fn main(&mut self, sink: &mut dyn Sink) -> Option<Main> {
        let named = self.relationships("", sink).into_iter();
        let named = named.filter(|link| link.kind == "officeDocument").map(|link| link.target);
        let mut mains = named
            .chain(self.of_type(|kind| kind.ends_with(".main")))
            .filter(|name| self.members.package.find(name).is_some());
        let Some(member) = mains.next() else {
            sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
            return None;
        };
        let text = self.text(&member, sink)?;
        let links = self.relationships(&member, sink);
        Some(Main { member, text, links })
    }

    /// Leaves the rest of a part whose structure was read as residue.
    pub(super) fn sweep(&mut self, text: &str, name: &str, sink: &mut dyn Sink) {
        self.members.rest.sweep(text, name, Layer::Residue, sink);
    }

    /// The relationships of the part called `name`.
    pub(super) fn relationships(&mut self, name: &str, sink: &mut dyn Sink) -> Vec<Relationship> {
        let links = parts::relationships(&mut self.members.package, name);
        let links = links.unwrap_or_else(|cause| {
            say_unread(name, cause, sink);
            Vec::new()
        });
        let chunks = links.iter().filter(|link| link.kind == "aFChunk" && !link.external);
        self.chunks.extend(chunks.map(|link| link.target.clone()));
        links
    }

    /// Counts the parts whose type ends in `kind` as a fact.
    pub(super) fn count_parts(&mut self, kind: &str, fact: ConcealedKind) {
        for _ in self.of_type(|of| of.ends_with(kind)) {
            self.rest().fact(fact);
        }
    }

    /// Reads what no structure names: the rest of the parts as residue, then the documents inside;
    /// says the facts.
    pub(super) fn finish(mut self, sink: &mut dyn Sink) {
        let charts = self.of_type(|kind| kind.ends_with("drawingml.chart"));
        let mut sources = BTreeSet::new();
        for chart in charts {
            sources.extend(self.relationships(&chart, sink).into_iter().map(|link| link.target));
        }
        let Self { members, types, chunks } = self;
        members.finish(
            |name| match name {
                _ if sources.contains(name) => Holds::Source,
                _ if name.contains("embeddings/") || chunks.contains(name) => Holds::Document,
                _ => Holds::Text(parts::layer(kind(&types, name), name)),
            },
            sink,
        );
    }
}

/// The type of the part called `name`; empty where none is given.
fn kind<'t>(types: &'t BTreeMap<String, String>, name: &str) -> &'t str {
    let name = name.to_lowercase();
    let of_end = || types.get(&format!("*.{}", name.rsplit_once('.')?.1));
    types.get(&name).or_else(of_end).map_or("", String::as_str)
}
