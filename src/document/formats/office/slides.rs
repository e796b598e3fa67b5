//! Presentations (ISO/IEC 29500-1 §13): slides in their order, shown or not, their notes and
//! comments, layouts and masters, and slides that were taken out and kept.

use std::rc::Rc;

use super::{
    paper::Papers,
    parts::Relationship,
    reading::{Main, Office},
    story::{Scene, Shared, Story},
    styles::Styles,
};
use crate::document::{
    ConcealedKind, Layer, Limits, Look, Place, Sink, UnreadCause,
    formats::{
        markup::{Node, walk},
        rest::{say, say_unread},
    },
};

/// Reads the presentation in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut office) = Office::open(bytes, limits, sink) else { return };
    let Some(Main { member, text, links }) = office.main(sink) else { return office.finish(sink) };
    let (order, size) = show(&text);
    let target = |id: &String| links.iter().find(|link| link.id == *id);
    let shown: Vec<String> =
        order.iter().filter_map(target).map(|one| one.target.clone()).collect();
    let mut papers = Papers::default();
    for (slide, number) in shown.iter().zip(1..) {
        let scene = Scene { slide: Some(number), size, ..Scene::default() };
        tell_slide(&mut office, slide, scene, &mut papers, sink);
    }
    // Slides that no order names any more are still in the file.
    let all = office.of_type(|kind| kind.ends_with("presentationml.slide"));
    for slide in all.iter().filter(|slide| !shown.iter().any(|one| one.eq_ignore_ascii_case(slide)))
    {
        let scene = Scene { look: Some(Look::Hidden), size, ..Scene::default() };
        tell_slide(&mut office, slide, scene, &mut papers, sink);
    }
    // A layout that no slide has is shown nowhere, and so is a master that has only such ones.
    let layouts = office.of_type(|kind| kind.ends_with("slideLayout"));
    for layout in &layouts {
        let links = office.relationships(layout, sink);
        papers.hangs_on(&links);
    }
    let masters = office.of_type(|kind| kind.ends_with("slideMaster"));
    for (part, is_layout) in
        layouts.iter().map(|part| (part, true)).chain(masters.iter().map(|part| (part, false)))
    {
        let look = (!papers.shows(part, is_layout)).then_some(Look::Hidden);
        let scene = Scene { prompts: true, look, ..Scene::default() };
        tell(&mut office, part, Layer::Header, &scene, sink);
    }
    office.sweep(&text, &member, sink);
    office.finish(sink);
}

/// The identifiers of the slides in their order, and the size of each.
fn show(text: &str) -> (Vec<String>, Option<(i64, i64)>) {
    let (mut order, mut size) = (Vec::new(), None);
    walk(text, |node| {
        if let Node::Open(element) = node {
            let number = |name: &str| element.attribute(name).and_then(|value| value.parse().ok());
            match element.name() {
                // Its own number is called `id` as well, without a prefix.
                "sldId" => order.extend(
                    element
                        .attributes()
                        .filter(|(name, _)| *name == "id")
                        .last()
                        .map(|(_, id)| id.into_owned()),
                ),
                "sldSz" => size = number("cx").zip(number("cy")),
                _ => {}
            }
        }
    });
    (order, size)
}

/// Reads a slide, its notes and its comments.
fn tell_slide(
    office: &mut Office<'_>,
    name: &str,
    mut scene: Scene,
    papers: &mut Papers,
    sink: &mut dyn Sink,
) {
    let Some(text) = office.text(name, sink) else { return };
    if is_hidden(&text) {
        scene.look = Some(Look::Hidden);
        let at = Place { slide: scene.slide, ..Place::default() };
        office.rest().fact_at(ConcealedKind::HiddenSlide, at);
    }
    let links = office.relationships(name, sink);
    scene.paper = Rc::new(papers.of(&text, &links, office, sink));
    story(office, name, &text, Layer::Body, &links, &scene, sink);
    // Notes have paper of their own.
    scene.paper = Rc::default();
    for link in links.iter().filter(|link| !link.external) {
        match link.kind.as_str() {
            "notesSlide" => {
                // Notes have pages of their own.
                let scene = Scene { size: None, ..scene.clone() };
                tell(office, &link.target, Layer::Notes, &scene, sink);
            }
            "comments" => {
                comments(office, &link.target, &scene, sink);
            }
            _ => {}
        }
    }
}

/// The comments on a slide.
fn comments(office: &mut Office<'_>, name: &str, scene: &Scene, sink: &mut dyn Sink) {
    let Some(text) = office.text(name, sink) else { return };
    let at = Place { slide: scene.slide, ..Place::default() };
    let (mut comment, mut inside) = (String::new(), false);
    walk(&text, |node| match node {
        Node::Open(element) if matches!(element.name(), "text" | "txBody") => inside = true,
        Node::Close("text" | "txBody") => {
            inside = false;
            office.rest().fact_at(ConcealedKind::Comment, at.clone());
            say(&comment, &at, Layer::Comment, office.limits(), sink);
            office.rest().residue.known(&comment);
            comment.clear();
        }
        Node::Text(text) if inside => comment.push_str(&text),
        _ => {}
    });
    office.sweep(&text, name, sink);
}

fn tell(office: &mut Office<'_>, name: &str, layer: Layer, scene: &Scene, sink: &mut dyn Sink) {
    let Some(text) = office.text(name, sink) else { return };
    let links = office.relationships(name, sink);
    story(office, name, &text, layer, &links, scene, sink);
}

fn story(
    office: &mut Office<'_>,
    name: &str,
    text: &str,
    layer: Layer,
    links: &[Relationship],
    scene: &Scene,
    sink: &mut dyn Sink,
) {
    let mut shared = Shared::new(office, Styles::default());
    let story = Story::new(name, layer, links, &mut shared, sink).within(scene.clone());
    if !story.read(text) {
        say_unread(name, UnreadCause::Damaged, sink);
    }
}

/// Whether a slide says that it is not to be shown.
fn is_hidden(text: &str) -> bool {
    let mut hidden = false;
    walk(text, |node| {
        if let Node::Open(element) = node
            && element.name() == "sld"
        {
            hidden = matches!(element.attribute("show").as_deref(), Some("0" | "false"));
        }
    });
    hidden
}
