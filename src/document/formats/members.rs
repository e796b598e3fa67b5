//! The members of a package that are one document, each read once.

use super::{
    package::Package,
    rest::{Rest, say_unread},
};
use crate::document::{Layer, Limits, Sink, UnreadCause};

/// The `Members` of a package that is being read.
pub(super) struct Members<'d> {
    pub(super) package: Package<'d>,
    pub(super) names: Vec<String>,
    /// Those that have been read.
    read: Vec<bool>,
    pub(super) rest: Rest<'d>,
}

/// What bytes are called that no member holds.
const OUTSIDE: &str = "outside of the members";

/// What a member holds that no structure names.
pub(super) enum Holds {
    /// Text that is carried on this layer.
    Text(Layer),
    /// A document of its own.
    Document,
    /// The data behind a chart, a document too.
    Source,
}

impl<'d> Members<'d> {
    /// Opens the package in `bytes`; what stops that is said to `sink`.
    pub(super) fn open(bytes: &'d [u8], limits: &'d Limits, sink: &mut dyn Sink) -> Option<Self> {
        let package = Package::open(bytes, limits, sink)?;
        let names = package.names().to_vec();
        let read = names.iter().map(|name| name.ends_with('/')).collect();
        Some(Self { package, names, read, rest: Rest::new(limits) })
    }

    /// The text of the member called `name`, which counts as read; nothing where there is none, or
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

    /// The bytes of the member called `name`, which counts as read; nothing where there is none, or
    /// where it cannot be unpacked, both of which are said.
    pub(super) fn bytes(&mut self, name: &str, sink: &mut dyn Sink) -> Option<Vec<u8>> {
        let Some(at) = self.package.find(name) else {
            say_unread(name, UnreadCause::Damaged, sink);
            return None;
        };
        if let Some(read) = self.read.get_mut(at) {
            *read = true;
        }
        match self.package.bytes(at) {
            Ok(bytes) => Some(bytes),
            Err(cause) => {
                say_unread(name, cause, sink);
                None
            }
        }
    }

    /// The text of the member called `name`, which is still to be read.
    pub(super) fn peek(&mut self, name: &str) -> Option<String> {
        let at = self.package.find(name)?;
        self.package.text(at).ok()
    }

    /// Reads what no structure names, each member as what `holds` says for its name.
    pub(super) fn finish(mut self, holds: impl Fn(&str) -> Holds, sink: &mut dyn Sink) {
        for at in 0..self.names.len() {
            let name = self.names[at].clone();
            let file = name.trim_end_matches('/').rsplit('/').next().unwrap_or(&name);
            self.rest.residue.value(file, &name, "", sink);
            if self.read[at] {
                continue;
            }
            match (self.package.bytes(at), holds(&name)) {
                (Err(cause), _) => say_unread(&name, cause, sink),
                (Ok(bytes), Holds::Document) => self.rest.object(bytes, &name, sink),
                (Ok(bytes), Holds::Source) => self.rest.source(bytes, &name),
                (Ok(bytes), Holds::Text(layer)) => self.rest.take(bytes, &name, layer, sink),
            }
        }
        let outside = self.package.outside(sink);
        for bytes in outside.asides {
            self.rest.left_over(bytes, OUTSIDE, sink);
        }
        for (name, bytes) in outside.members {
            let name = if name.is_empty() { OUTSIDE.to_owned() } else { name };
            self.rest.take(bytes, &name, Layer::Residue, sink);
        }
        self.rest.finish(sink);
    }
}
