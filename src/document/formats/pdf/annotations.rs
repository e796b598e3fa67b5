//! Annotations (ISO 32000-2 §12.5): what they say, and what they paint over a page.

use hayro_syntax::{
    object::{Array, Dict, Name, Object, Stream},
    page::{Page, Resources},
};

use super::{
    content::{Scene, Walker},
    file::{number, numbers, text},
    paint::of_annotation,
    state::State,
};
use crate::document::formats::page::{
    canvas::{Canvas, Colour, Cover, CoverKind},
    geometry::{Area, Matrix},
    path::Path,
};
use crate::document::{
    ConcealedKind, Layer, Place, Sink,
    formats::rest::{Rest, say},
};

/// Most annotations of a page that are looked at.
const MOST: usize = 20_000;
/// Brightest a highlight can be and still hide what is beneath.
const DARK: f32 = 0.35;

/// Those that are seen through their appearance or their target only.
const SILENT: &[&[u8]] = &[b"Link", b"Widget", b"Popup", b"PrinterMark", b"TrapNet"];
/// What is written in them, and how it is carried.
const TEXTS: &[(&str, Layer)] = &[
    ("Contents", Layer::Comment),
    ("RC", Layer::Comment),
    ("Subj", Layer::Comment),
    ("T", Layer::Comment),
    ("OverlayText", Layer::Comment),
];

/// Paints the annotations of a page onto `seen`, those that are not shown and other states of them
/// onto `unseen`, and tells what is written in them.
pub(super) fn annotate<'a>(
    page: &Page<'a>,
    at: &Place,
    walker: &mut Walker<'a, '_>,
    (seen, unseen): (&mut Canvas, &mut Canvas),
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) {
    let Some(annotations) = page.raw().get::<Array<'a>>("Annots") else { return };
    for annotation in annotations.iter::<Dict<'a>>().take(MOST) {
        let kind = annotation.get::<Name<'a>>("Subtype");
        let kind: &[u8] = kind.as_deref().unwrap_or_default();
        if !SILENT.contains(&kind) {
            tell(&annotation, at, rest, sink);
        }
        let flags = number(&annotation, "F").unwrap_or(0.0) as u32;
        // Hidden, or not shown on a screen (§12.5.3).
        let hidden = flags & (1 << 1 | 1 << 5) != 0 || walker.is_off(&annotation);
        let shown = shown(&annotation);
        for (stream, is_state) in appearances(&annotation) {
            let visible = !hidden && is_state;
            paint(&annotation, &stream, walker, if visible { &mut *seen } else { &mut *unseen });
        }
        if !hidden && (!shown || matches!(kind, b"Highlight" | b"Redact")) {
            cover(&annotation, kind, seen);
        }
    }
}

fn tell(annotation: &Dict<'_>, at: &Place, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
    let mut says = false;
    for (key, layer) in TEXTS {
        let value = match annotation.get::<Object<'_>>(key) {
            Some(Object::String(value)) => text(value.as_bytes()),
            Some(Object::Stream(stream)) => match stream.decoded_data() {
                Ok(bytes) => text(&bytes),
                Err(_) => continue,
            },
            _ => continue,
        };
        rest.residue.known(&value);
        if value.starts_with('<') {
            rest.sweep(&value, key, *layer, sink);
        } else {
            let at = Place { label: Some((*key).into()), ..at.clone() };
            say(&value, &at, *layer, rest.limits, sink);
        }
        says |= matches!(*key, "Contents" | "RC") && !value.trim().is_empty();
    }
    if says {
        rest.fact_at(ConcealedKind::Comment, at.clone());
    }
}

/// Whether an annotation has an appearance of its own.
fn shown(annotation: &Dict<'_>) -> bool {
    annotation.get::<Dict<'_>>("AP").is_some_and(|looks| looks.contains_key("N"))
}

/// The streams that an annotation may look like (§12.5.5), and whether it does now.
fn appearances<'a>(annotation: &Dict<'a>) -> Vec<(Stream<'a>, bool)> {
    let Some(looks) = annotation.get::<Dict<'a>>("AP") else { return Vec::new() };
    let state = annotation.get::<Name<'a>>("AS");
    let mut streams = Vec::new();
    for (key, normal) in [("N", true), ("R", false), ("D", false)] {
        match looks.get::<Object<'a>>(key) {
            Some(Object::Stream(stream)) => streams.push((stream, normal)),
            Some(Object::Dict(states)) => {
                for (name, _) in states.entries() {
                    let current =
                        state.as_ref().is_some_and(|state| state.as_ref() == name.as_ref());
                    if let Some(stream) = states.get::<Stream<'a>>(&name) {
                        streams.push((stream, normal && current));
                    }
                }
            }
            _ => {}
        }
    }
    streams
}

/// Paints an appearance where the annotation lies (§12.5.5, algorithm 8).
fn paint<'a>(
    annotation: &Dict<'a>,
    stream: &Stream<'a>,
    walker: &mut Walker<'a, '_>,
    canvas: &mut Canvas,
) {
    let dict = stream.dict();
    let target = rectangle(annotation).unwrap_or(Area::new(0.0, 0.0, 1.0, 1.0));
    let matrix = numbers(dict, "Matrix").map_or(Matrix::IDENTITY, Matrix);
    let own = numbers(dict, "BBox")
        .map_or(target, |[x0, y0, x1, y1]| matrix.area(Area::around(&[(x0, y0), (x1, y1)])));
    let ratio = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
    let (x, y) = (ratio(target.width(), own.width()), ratio(target.height(), own.height()));
    let fit = [x, 0.0, 0.0, y, target.left - own.left * x, target.bottom - own.bottom * y];
    let state = State { ctm: Matrix(fit), ..State::new() };
    let resources = dict.get::<Dict<'a>>("Resources").unwrap_or_default();
    walker.form(stream, Scene::new(Resources::new(resources), state), canvas);
}

fn rectangle(annotation: &Dict<'_>) -> Option<Area> {
    numbers(annotation, "Rect").map(|[x0, y0, x1, y1]| Area::around(&[(x0, y0), (x1, y1)]))
}

/// What an annotation lays over the page that viewers draw by themselves.
fn cover(annotation: &Dict<'_>, kind: &[u8], canvas: &mut Canvas) {
    let colour = |key: &str| -> Colour {
        let parts = annotation.get::<Array<'_>>(key)?;
        of_annotation(&parts.iter::<f64>().collect::<Vec<_>>())
    };
    let opaque = number(annotation, "CA").is_none_or(|opacity| opacity >= 0.9);
    let (colour, mark) = match kind {
        b"Redact" => (None, true),
        b"Square" | b"Circle" | b"Polygon" if opaque => (colour("IC"), false),
        b"FreeText" if opaque => (colour("C"), false),
        // A dark one leaves nothing to read, whatever it is mixed with.
        b"Highlight" => (
            colour("C").filter(|parts| parts.iter().all(|part| *part <= DARK)).filter(|_| opaque),
            false,
        ),
        b"Ink" | b"Line" | b"PolyLine" if opaque => return draw(annotation, colour("C"), canvas),
        _ => return,
    };
    if colour.is_none() && !mark {
        return;
    }
    let kind = if mark { CoverKind::Mark } else { CoverKind::Paint };
    let number = canvas.next();
    for area in quads(annotation).into_iter().chain(rectangle(annotation)) {
        canvas.covers.push(Cover { area, colour, kind, number });
    }
}

/// Draws the lines of an annotation (§12.5.6.7, §12.5.6.9, §12.5.6.13).
fn draw(annotation: &Dict<'_>, colour: Colour, canvas: &mut Canvas) {
    let style = annotation.get::<Dict<'_>>("BS");
    let width = style.and_then(|style| number(&style, "W")).unwrap_or(1.0);
    let numbers = |array: &Array<'_>| array.iter::<f64>().take(MOST).collect::<Vec<_>>();
    let lines = match annotation.get::<Array<'_>>("InkList") {
        Some(list) => list.iter::<Array<'_>>().take(MOST).map(|line| numbers(&line)).collect(),
        None => ["L", "Vertices"]
            .into_iter()
            .filter_map(|key| annotation.get::<Array<'_>>(key))
            .map(|line| numbers(&line))
            .collect::<Vec<_>>(),
    };
    let mut path = Path::default();
    for line in lines {
        for (index, point) in line.chunks_exact(2).enumerate() {
            path.add(if index == 0 { b"m" } else { b"l" }, point, Matrix::IDENTITY);
        }
    }
    for area in path.lines(width) {
        canvas.paint(area, colour);
    }
}

/// The boxes that an annotation marks (§12.5.6.10).
fn quads(annotation: &Dict<'_>) -> Vec<Area> {
    let Some(points) = annotation.get::<Array<'_>>("QuadPoints") else { return Vec::new() };
    let points: Vec<f64> = points.iter::<f64>().take(8 * MOST).collect();
    let boxes = points.chunks_exact(8).map(|quad| {
        let corners: Vec<(f64, f64)> =
            quad.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        Area::around(&corners)
    });
    boxes.collect()
}
