//! PDF (ISO 32000-2): pages as they are seen, and everything else that the file holds.

mod annotations;
mod content;
mod face;
mod file;
mod layers;
mod objects;
mod paint;
mod revisions;
mod state;
mod unicode;

use std::collections::BTreeSet;

use hayro_syntax::{
    object::{Dict, Object, Stream},
    page::Page,
};

use self::{
    content::{Scene, Walker},
    face::Faces,
    file::Budget,
    layers::Layers,
    state::State,
};
use super::{
    page::{Pages, canvas::Canvas, facts, geometry::Area, seen, unread::Unreadable},
    rest::{Rest, say},
};
use crate::document::{ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause};

/// Reads the file in `bytes`.
pub(super) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let pdf = match file::open(bytes) {
        Ok(pdf) => pdf,
        Err(cause) => return sink.unread(Unread { at: Place::default(), cause }),
    };
    let (faces, layers, budget) = (Faces::new(), Layers::of(&pdf), Budget::new(limits));
    let mut walker = Walker::new(&faces, &layers, &budget);
    let mut rest = Rest::new(limits);
    let (mut pages, mut unreadable) = (Pages::new(limits), Unreadable::default());
    let (mut told, mut resources) = (BTreeSet::new(), Dict::default());
    for (index, page) in pdf.pages().iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let at = Place { page: Some(number), ..Place::default() };
        let mut seen = paint(page, &mut walker, &mut rest, sink);
        told.extend(seen.as_painted());
        let mut unseen = Canvas::default();
        annotations::annotate(page, &at, &mut walker, (&mut seen, &mut unseen), &mut rest, sink);
        let shown = shown(page);
        let sight = seen::sight(&seen, shown);
        pages.tell(number, &seen, &sight, sink);
        tell_unseen(&unseen, &at, &mut rest, sink);
        facts::count(&seen, &sight, shown, &at, &mut rest);
        unreadable.look(number, &seen, &sight, shown);
        for label in &seen.labels {
            let at = Place { label: Some("ActualText".into()), ..at.clone() };
            say(label, &at, Layer::Attribute, limits, sink);
            rest.residue.known(label);
        }
        if let Some(cause) = walker.trouble.take() {
            sink.unread(Unread { at, cause });
        }
        resources = page.raw().get::<Dict<'_>>("Resources").unwrap_or(resources);
    }
    pages.finish(sink);
    if pdf.pages().is_empty() {
        sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
    }
    objects::sweep(&pdf, &resources, &mut walker, &budget, &mut rest, sink);
    if let Some(cause) = walker.trouble.take() {
        sink.unread(Unread { at: Place::default(), cause });
    }
    revisions::revisions(bytes, &mut told, &budget, &mut rest, sink);
    unreadable.say(&mut rest, sink);
    rest.finish(sink);
}

/// The part of a page that is shown.
fn shown(page: &Page<'_>) -> Area {
    let shown = page.intersected_crop_box();
    Area::new(shown.x0, shown.y0, shown.x1, shown.y1)
}

/// What a page paints by itself.
fn paint<'a>(
    page: &Page<'a>,
    walker: &mut Walker<'a, '_>,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) -> Canvas {
    let mut canvas = Canvas::default();
    let mut content = Vec::new();
    for stream in streams(page) {
        content.extend(walker.content(&stream));
        // A token ends with its stream.
        content.push(b'\n');
    }
    objects::comments(&content, rest, sink);
    walker.run(content, Scene::new(page.resources().clone(), State::new()), &mut canvas);
    canvas
}

/// The streams that make up the content of a page (§7.7.3.3).
fn streams<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    match page.raw().get::<Object<'a>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(streams)) => {
            streams.iter::<Object<'a>>().filter_map(Object::into_stream).collect()
        }
        _ => Vec::new(),
    }
}

/// Tells what annotations would show that are hidden, or in another state.
fn tell_unseen(unseen: &Canvas, at: &Place, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
    for line in unseen.as_painted() {
        if rest.residue.is_new(&line) {
            say(&line, at, Layer::Hidden, rest.limits, sink);
            rest.fact_at(ConcealedKind::HiddenText, at.clone());
        }
    }
}
