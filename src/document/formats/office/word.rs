//! Word documents (ISO/IEC 29500-1 §11): every story, and what is tracked, hidden or noted in it.

use super::{
    reading::{Main, Office},
    story::{Shared, Story},
    styles::Styles,
};
use crate::document::{Layer, Limits, Sink, UnreadCause, formats::rest::say_unread};

/// The stories beside the body by the types of their parts. The body is read before them, because
/// comments stand by its paragraphs.
const STORIES: &[(&str, Layer)] = &[
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
    if let Some(main) = shared.office.main(sink) {
        tell(&mut shared, &main, Layer::Body, sink);
    }
    for (kind, layer) in STORIES {
        for member in shared.office.of_type(|of| of.ends_with(kind)) {
            let links = shared.office.relationships(&member, sink);
            if let Some(text) = shared.office.text(&member, sink) {
                tell(&mut shared, &Main { member, text, links }, *layer, sink);
            }
        }
    }
    office.finish(sink);
}

/// Tells the story of a part.
fn tell(shared: &mut Shared<'_, '_>, part: &Main, layer: Layer, sink: &mut dyn Sink) {
    if !Story::new(&part.member, layer, &part.links, shared, sink).read(&part.text) {
        say_unread(&part.member, UnreadCause::Damaged, sink);
    }
}
