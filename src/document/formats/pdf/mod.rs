//! PDF (ISO 32000-2): pages as they are seen, and everything else that the file holds.

mod blocks;
mod canvas;
mod content;
mod face;
mod file;
mod geometry;
mod layers;
mod lines;
mod page;
mod paint;
mod path;
mod ruled;
mod seen;
mod state;
mod unicode;

use canvas::Canvas;
use content::{Scene, Walker};
use face::Faces;
use file::Budget;
use hayro_syntax::{
    object::{Array, Object, Stream},
    page::Page,
};
use layers::Layers;
use page::Pages;
use state::State;

use crate::document::{Limits, Place, Sink, Unread};

/// Reads the file in `bytes`.
pub(super) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let pdf = match file::open(bytes) {
        Ok(pdf) => pdf,
        Err(cause) => return sink.unread(Unread { at: Place::default(), cause }),
    };
    let (faces, layers, budget) = (Faces::new(), Layers::of(&pdf), Budget::new(limits));
    let mut walker = Walker::new(&faces, &layers, &budget);
    let mut pages = Pages::new(limits);
    for (index, page) in pdf.pages().iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let canvas = paint(page, &mut walker, &budget);
        let sight = seen::sight(&canvas, page::shown(page));
        pages.tell(number, &canvas, &sight, sink);
        if let Some(cause) = walker.trouble.take() {
            sink.unread(Unread { at: Place { page: Some(number), ..Place::default() }, cause });
        }
    }
    pages.finish(sink);
}

/// What a page paints.
fn paint<'a>(page: &Page<'a>, walker: &mut Walker<'a, '_>, budget: &Budget) -> Canvas {
    let mut canvas = Canvas::default();
    let mut content = Vec::new();
    for stream in streams(page) {
        match budget.decode(&stream) {
            Ok(bytes) => content.extend(bytes.unwrap_or_default()),
            Err(cause) => {
                walker.trouble.get_or_insert(cause);
            }
        }
        content.push(b'\n');
    }
    walker.run(&content, Scene::new(page.resources().clone(), State::new()), &mut canvas);
    canvas
}

/// The streams that make up the content of a page (§7.7.3.3).
fn streams<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    match page.raw().get::<Object<'a>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(streams)) => streams_of(&streams),
        _ => Vec::new(),
    }
}

fn streams_of<'a>(streams: &Array<'a>) -> Vec<Stream<'a>> {
    streams.iter::<Object<'a>>().filter_map(Object::into_stream).collect()
}
