//! Word documents (ISO/IEC 29500-1 §11): every story, and what is tracked, hidden or noted in it.

use super::{
    reading::{Office, say_unread},
    story::{Shared, Story},
    styles::Styles,
};
use crate::document::{Layer, Limits, Sink, UnreadCause};

/// The stories by the types of their parts, in the order they are read: the body first, because
/// comments stand by its paragraphs.
const STORIES: &[(&str, Layer)] = &[
    (".document.main", Layer::Body),
    (".template.main", Layer::Body),
    (".main", Layer::Body),
    (".header", Layer::Header),
    (".footer", Layer::Footer),
    (".footnotes", Layer::Footnote),
    (".endnotes", Layer::Endnote),
    (".comments", Layer::Comment),
    (".glossary", Layer::Hidden),
];

/// Reads the document in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut office) = Office::open(bytes, limits, sink) else { return };
    let mut styles = Styles::default();
    for name in office.of_type(|kind| kind.ends_with("ml.styles")) {
        if let Some(text) = office.text(&name, sink) {
            styles = Styles::read(&text);
            office.sweep(&text, &name, sink);
        }
    }
    let mut shared = Shared::new(&mut office, styles);
    let mut told = Vec::new();
    for (kind, layer) in STORIES {
        for name in shared.office.of_type(|of| of.ends_with(kind)) {
            if told.contains(&name) {
                continue;
            }
            told.push(name.clone());
            let links = shared.office.relationships(&name, sink);
            let Some(text) = shared.office.text(&name, sink) else { continue };
            if !Story::new(&name, *layer, &links, &mut shared, sink).read(&text) {
                say_unread(&name, UnreadCause::Damaged, sink);
            }
        }
    }
    office.finish(sink);
}
