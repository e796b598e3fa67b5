//! Word documents (ISO/IEC 29500-1 §11): every story, and what is tracked, hidden or noted in it.

use std::collections::BTreeSet;

use super::{
    placing::Page,
    reading::{Main, Office},
    story::{Scene, Shared, Story},
    styles::Styles,
};
use crate::document::{
    Layer, Limits, Look, Sink, UnreadCause,
    formats::{
        markup::{Node, walk},
        rest::say_unread,
    },
};

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
    let main = office.main(sink);
    let mut styles = Styles::default();
    for name in styles_of(&office, main.as_ref()) {
        if let Some(text) = office.text(&name, sink) {
            styles = Styles::read(&text);
            office.sweep(&text, &name, sink);
        }
    }
    let mut shared = Shared::new(&mut office, styles);
    let mut used = BTreeSet::new();
    let mut page = None;
    if let Some(main) = main {
        used = headers_used(&main, has_even_headers(shared.office, sink));
        page = Some(Page::of(&main.text));
        tell(&mut shared, &main, Layer::Body, &Scene { page, ..Scene::default() }, sink);
    }
    for (kind, layer) in STORIES {
        for member in shared.office.of_type(|of| of.ends_with(kind)) {
            let links = shared.office.relationships(&member, sink);
            if let Some(text) = shared.office.text(&member, sink) {
                let header = matches!(layer, Layer::Header | Layer::Footer);
                let look = (header && !used.contains(&member)).then_some(Look::Hidden);
                let scene = Scene { look, page, ..Scene::default() };
                tell(&mut shared, &Main { member, text, links }, *layer, &scene, sink);
            }
        }
    }
    office.finish(sink);
}

/// The parts that hold styles, that of the part `main` last: others have styles of their own.
fn styles_of(office: &Office<'_>, main: Option<&Main>) -> Vec<String> {
    let mut all = office.of_type(|kind| kind.ends_with("ml.styles"));
    let links = main.iter().flat_map(|main| &main.links);
    let own: Vec<&str> =
        links.filter(|link| link.kind == "styles").map(|link| link.target.as_str()).collect();
    let folder = |name: &str| name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let beside = |name: &str| main.is_some_and(|main| folder(&main.member) == folder(name));
    all.sort_by_key(|name| (own.contains(&name.as_str()), beside(name)));
    all
}

/// The headers and footers that some page shows: those of first pages only where a section has such a
/// page, those of even pages only where `even` ones are (ISO/IEC 29500-1 §17.10).
fn headers_used(main: &Main, even: bool) -> BTreeSet<String> {
    let (mut named, mut first) = (Vec::new(), false);
    walk(&main.text, |node| {
        if let Node::Open(element) = node {
            match element.name() {
                "headerReference" | "footerReference" => {
                    let kind = element.attribute("type").unwrap_or_default();
                    named.push((kind, element.attribute("id").unwrap_or_default()));
                }
                "titlePg" => first |= element.is_on(),
                _ => {}
            }
        }
    });
    let shown = |kind: &str| match kind {
        "first" => first,
        "even" => even,
        _ => true,
    };
    let shown = named.into_iter().filter(|(kind, _)| shown(kind));
    let link = |id: String| main.links.iter().find(|link| link.id == id);
    shown.filter_map(|(_, id)| Some(link(id)?.target.clone())).collect()
}

/// Whether even pages have headers of their own.
fn has_even_headers(office: &mut Office<'_>, sink: &mut dyn Sink) -> bool {
    let mut even = false;
    for name in office.of_type(|kind| kind.ends_with("ml.settings")) {
        let Some(text) = office.text(&name, sink) else { continue };
        walk(&text, |node| {
            if let Node::Open(element) = node
                && element.name() == "evenAndOddHeaders"
            {
                even |= element.is_on();
            }
        });
        office.sweep(&text, &name, sink);
    }
    even
}

/// Tells the story of a part.
fn tell(
    shared: &mut Shared<'_, '_>,
    part: &Main,
    layer: Layer,
    scene: &Scene,
    sink: &mut dyn Sink,
) {
    let story = Story::new(&part.member, layer, &part.links, shared, sink).within(scene.clone());
    if !story.read(&part.text) {
        say_unread(&part.member, UnreadCause::Damaged, sink);
    }
}
