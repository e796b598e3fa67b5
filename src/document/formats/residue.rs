//! What is left of a package when its structure has been read: every text, attribute and aside that
//! no reader of a document sees. Terms and checked numbers are looked for in it.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    flow::deliver,
    markup::{Node, walk},
};
use crate::document::{Layer, Limits, Place, Sink};

/// Shortest value without Hanzi that may hold a number or name worth finding, in bytes.
const SHORTEST: usize = 6;

/// Attributes that number what programs write, differently in every file.
const COUNTERS: &[&str] = &["paraId", "textId", "durableId", "anchorId", "editId"];

/// A `Residue` delivers each value once.
pub(super) struct Residue<'l> {
    limits: &'l Limits,
    told: BTreeSet<String>,
}

impl<'l> Residue<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self { limits, told: BTreeSet::new() }
    }

    /// Whether `value` was not told before; it counts as told from now on.
    pub(super) fn is_new(&mut self, value: &str) -> bool {
        self.told.insert(value.trim().to_owned())
    }

    /// A value that the structure has told.
    pub(super) fn known(&mut self, value: &str) {
        let value = value.trim();
        if counts(value) {
            self.told.insert(value.to_owned());
        }
    }

    /// A value in the member called `member`, in the element or attribute called `label`.
    pub(super) fn value(&mut self, value: &str, member: &str, label: &str, sink: &mut dyn Sink) {
        self.tell(value, member, label, Layer::Residue, sink);
    }

    /// A value that is carried on `layer`, likewise.
    pub(super) fn tell(
        &mut self,
        value: &str,
        member: &str,
        label: &str,
        layer: Layer,
        sink: &mut dyn Sink,
    ) {
        let value = value.trim();
        if !counts(value) || self.told.contains(value) {
            return;
        }
        self.told.insert(value.to_owned());
        let label = if label.is_empty() { member.to_owned() } else { format!("{member} {label}") };
        let label: Arc<str> = label.into();
        let at = Place { label: Some(label), ..Place::default() };
        deliver(value, &[], &at, layer, self.limits, sink);
    }

    /// A value that says what its label asks for: however short it is, and wherever else it stands.
    pub(super) fn said(&self, value: &str, member: &str, label: &str, sink: &mut dyn Sink) {
        let label = if label.is_empty() { member.to_owned() } else { format!("{member} {label}") };
        let at = Place { label: Some(label.into()), ..Place::default() };
        deliver(value.trim(), &[], &at, Layer::Metadata, self.limits, sink);
    }

    /// The value of an attribute of the member called `member`.
    pub(super) fn attribute(
        &mut self,
        name: &str,
        value: &str,
        member: &str,
        layer: Layer,
        sink: &mut dyn Sink,
    ) {
        if !name.starts_with("rsid") && !COUNTERS.contains(&name) {
            self.tell(value, member, name, layer, sink);
        }
    }

    /// Every value of the marked-up `text` of the member called `member`; what it says
    /// counts as carried on `layer`. False where the text is broken.
    pub(super) fn sweep(
        &mut self,
        text: &str,
        member: &str,
        layer: Layer,
        sink: &mut dyn Sink,
    ) -> bool {
        let mut open: Vec<String> = Vec::new();
        // Text of the paragraph that is open: programs split it into runs.
        let mut paragraph: Option<String> = None;
        let whole = walk(text, |node| match node {
            Node::Open(element) => {
                for (name, value) in element.attributes() {
                    self.attribute(name, &value, member, layer, sink);
                }
                if !element.name().is_ascii() {
                    self.tell(element.name(), member, "", layer, sink);
                }
                if element.name() == "p"
                    && let Some(text) = paragraph.replace(String::new())
                {
                    self.tell(&text, member, "p", layer, sink);
                }
                if open.len() < self.limits.nesting {
                    open.push(element.name().to_owned());
                }
            }
            Node::Close(name) => {
                if name == "p"
                    && let Some(text) = paragraph.take()
                {
                    self.tell(&text, member, "p", layer, sink);
                }
                if open.last().is_some_and(|last| last == name) {
                    open.pop();
                }
            }
            Node::Text(value) => {
                let label = open.last().map_or("", String::as_str);
                match &mut paragraph {
                    Some(text) if label == "t" => text.push_str(&value),
                    _ => self.tell(&value, member, label, layer, sink),
                }
            }
            Node::Aside(value) => self.value(&value, member, "", sink),
        });
        // A paragraph that never ended.
        self.tell(&paragraph.unwrap_or_default(), member, "p", layer, sink);
        whole
    }
}

/// Whether a value may say anything to anyone: it holds Hanzi, or is long enough for a name or
/// number and no mere identifier of the format.
fn counts(value: &str) -> bool {
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    value.chars().any(han)
        || value.len() >= SHORTEST && !is_address_of_format(value) && !is_measure(value)
}

/// Lengths and shares (`2.54cm`, `100.00%`) say nothing either.
fn is_measure(value: &str) -> bool {
    const UNITS: &[&str] = &["cm", "mm", "in", "pt", "px", "%"];
    UNITS.iter().any(|unit| value.strip_suffix(unit).is_some_and(|it| it.parse::<f64>().is_ok()))
}

/// Names of schemas and identifiers stand in every file and say nothing.
fn is_address_of_format(value: &str) -> bool {
    const SCHEMAS: &[&str] = &[
        "http://schemas.openxmlformats.org/",
        "http://schemas.microsoft.com/",
        "http://purl.oclc.org/ooxml/",
        "urn:schemas-microsoft-com:",
        "application/vnd.",
    ];
    let identifier = value.starts_with('{')
        && value.ends_with('}')
        && value.len() == 38
        && value.bytes().all(|b| b.is_ascii_hexdigit() || b"{}-".contains(&b));
    identifier || SCHEMAS.iter().any(|schema| value.starts_with(schema))
}
