//! PDF (ISO 32000-2): pages as they are seen, and everything else that the file holds.

mod annotations;
mod blocks;
mod canvas;
mod content;
mod face;
mod file;
mod geometry;
mod layers;
mod lines;
mod objects;
mod page;
mod paint;
mod path;
mod revisions;
mod ruled;
mod seen;
mod state;
mod unicode;
mod unread;

use std::collections::BTreeSet;

use hayro_syntax::{
    object::{Dict, Object, Stream},
    page::Page,
};

use self::{
    canvas::{Canvas, Clipped, Glyph},
    content::{Scene, Walker},
    face::Faces,
    file::Budget,
    geometry::Area,
    layers::Layers,
    page::Pages,
    seen::{Seen, Sight},
    state::State,
    unread::Unreadable,
};
use super::rest::{Rest, say};
use crate::document::{ConcealedKind, Layer, Limits, Look, Place, Sink, Unread, place};

/// What programs write into every file, unseen.
const ORDINARY: &[&str] = &["Powered by TCPDF (www.tcpdf.org)"];

/// Fewest letters of a page that are hidden on purpose.
const FEW: usize = 3;

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
        let shown = page::shown(page);
        let sight = seen::sight(&seen, shown);
        pages.tell(number, &seen, &sight, sink);
        tell_unseen(&unseen, &at, &mut rest, sink);
        tell_facts(&seen, &sight, shown, &at, &mut rest);
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
    objects::sweep(&pdf, &resources, &mut walker, &budget, &mut rest, sink);
    revisions::revisions(bytes, &mut told, &budget, &mut rest, sink);
    unreadable.say(&mut rest, sink);
    rest.finish(sink);
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
    walker.run(&content, Scene::new(page.resources().clone(), State::new()), &mut canvas);
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

/// Counts what hides text on a page, each where it does. A letter or two are slips of the pen.
fn tell_facts(canvas: &Canvas, sight: &Sight, shown: Area, at: &Place, rest: &mut Rest<'_>) {
    let glyphs = || canvas.glyphs.iter().zip(&sight.glyphs);
    let letters = |said: &str| said.chars().filter(|char| char.is_alphanumeric()).count();
    let text = |glyphs: &mut dyn Iterator<Item = &Glyph>| -> String {
        glyphs.filter_map(|glyph| glyph.saying.text()).collect()
    };
    let covered = glyphs().filter(|(_, seen)| **seen == Seen::Not(Look::Covered));
    if letters(&text(&mut covered.map(|(glyph, _)| glyph))) >= FEW {
        for area in &sight.covered {
            let area = place::Area {
                left: points(area.left - shown.left),
                top: points(shown.top - area.top),
                width: points(area.width()),
                height: points(area.height()),
            };
            rest.fact_at(ConcealedKind::CoveredText, Place { area: Some(area), ..at.clone() });
        }
    }
    let seen_lines: BTreeSet<(i32, i32)> =
        glyphs().filter(|(_, seen)| **seen == Seen::Plainly).map(|(glyph, _)| glyph.line()).collect();
    let hidden = glyphs().filter(|(glyph, seen)| match seen {
        // What is too long for its line or its cell was not put where nobody sees it.
        Seen::Not(Look::OffPage) => {
            glyph.clipped != Clipped::Beside && !seen_lines.contains(&glyph.line())
        }
        Seen::Not(look) => *look != Look::Covered,
        Seen::Plainly | Seen::Recognised => false,
    });
    let hidden = text(&mut hidden.map(|(glyph, _)| glyph));
    if letters(&hidden) >= FEW && !ORDINARY.contains(&hidden.trim()) {
        rest.fact_at(ConcealedKind::HiddenText, at.clone());
    }
}

/// A length in whole points.
fn points(length: f64) -> i32 {
    length.round().clamp(-1e6, 1e6) as i32
}
