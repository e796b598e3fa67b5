//! Everything that a file holds beside its pages: properties, outlines, forms, scripts, attachments,
//! pictures, and objects that nothing leads to.

use std::collections::BTreeMap;

use hayro_syntax::{
    Filter, Pdf,
    object::{Dict, MaybeRef, Name, Object, Stream},
    page::Resources,
};

use super::{
    content::{Scene, Walker},
    file::{Budget, is_picture, string, text},
    state::State,
};
use crate::document::formats::page::canvas::Canvas;
use crate::document::{
    Layer, Sink, UnreadCause,
    formats::{
        markup::is_markup,
        package,
        rest::{Rest, say_unread},
        strings::strings,
    },
};

/// Deepest that values lie in each other.
const DEEPEST: usize = 32;

/// How values are carried that mean something to a reader, by their keys (ISO 32000-2, throughout);
/// everything else is residue.
const LAYERS: &[(&[u8], Layer)] = &[
    (b"Title", Layer::Metadata),
    (b"Author", Layer::Metadata),
    (b"Subject", Layer::Metadata),
    (b"Keywords", Layer::Metadata),
    (b"Creator", Layer::Metadata),
    (b"Producer", Layer::Metadata),
    (b"URI", Layer::Link),
    (b"JS", Layer::Script),
    (b"Alt", Layer::Attribute),
    (b"ActualText", Layer::Attribute),
    (b"E", Layer::Attribute),
    (b"TU", Layer::Attribute),
    (b"Contents", Layer::Comment),
    (b"RC", Layer::Comment),
    (b"Subj", Layer::Comment),
    (b"V", Layer::Body),
    (b"DV", Layer::Hidden),
    (b"Opt", Layer::Body),
    (b"Desc", Layer::Metadata),
];
/// Values that number things, or are no text.
const SILENT: &[&[u8]] = &[
    b"ID",
    b"O",
    b"U",
    b"OE",
    b"UE",
    b"Perms",
    b"DA",
    b"CharSet",
    b"CheckSum",
    b"Registry",
    b"Ordering",
    b"CreationDate",
    b"ModDate",
    b"M",
    b"Lookup",
    b"Panose",
    b"ByteRange",
    b"Cert",
    b"Lang",
    b"Indexed",
    b"DS",
];
/// What programs, not readers, use streams for.
const TOOLS: &[&[u8]] = &[b"XRef", b"ObjStm", b"CMap"];

/// Tells what the objects of a file hold that its pages have not told.
pub(super) fn sweep<'a>(
    pdf: &'a Pdf,
    resources: &Dict<'a>,
    walker: &mut Walker<'a, '_>,
    budget: &Budget,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) {
    let names = attachments(pdf);
    for object in pdf.objects() {
        match object {
            Object::Stream(stream) => {
                value(&Object::Dict(stream.dict().clone()), b"", DEEPEST, None, rest, sink);
                hold(&stream, resources, &names, walker, budget, rest, sink);
            }
            object => value(&object, b"", DEEPEST, None, rest, sink),
        }
    }
}

/// What the files are called that are attached (§7.11).
fn attachments(pdf: &Pdf) -> BTreeMap<(u32, i32), String> {
    let mut names = BTreeMap::new();
    for object in pdf.objects() {
        let Some(specification) = object.into_dict() else { continue };
        let Some(files) = specification.get::<Dict<'_>>("EF") else { continue };
        let name = string(&specification, "UF").or_else(|| string(&specification, "F"));
        for (_, file) in files.entries() {
            if let MaybeRef::Ref(file) = file {
                let name = name.clone().unwrap_or_default();
                names.insert((file.obj_number, file.gen_number), name);
            }
        }
    }
    names
}

/// Tells the values in the objects of an earlier state of a file.
pub(super) fn earlier(pdf: &Pdf, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
    for object in pdf.objects() {
        let object = match object {
            Object::Stream(stream) => Object::Dict(stream.dict().clone()),
            object => object,
        };
        value(&object, b"", DEEPEST, Some(Layer::EarlierRevision), rest, sink);
    }
}

/// Tells the strings in a value under `key`, as carried on `layer` or as their keys say.
fn value(
    of: &Object<'_>,
    key: &[u8],
    depth: usize,
    layer: Option<Layer>,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) {
    let Some(depth) = depth.checked_sub(1) else {
        let cause = UnreadCause::TooDeep { limit: DEEPEST };
        return say_unread(&String::from_utf8_lossy(key), cause, sink);
    };
    match of {
        Object::String(string) => {
            let known = LAYERS.iter().find(|(known, _)| *known == key);
            let carried = layer.or(known.map(|(_, layer)| *layer)).unwrap_or(Layer::Residue);
            let said = text(string.as_bytes());
            let label = String::from_utf8_lossy(key);
            if said.chars().any(|char| char.is_control() && !char.is_whitespace()) {
                // A certificate, or bytes of a program.
                for found in strings(string.as_bytes()) {
                    rest.residue.tell(&found, &label, "", Layer::Residue, sink);
                }
                return;
            }
            rest.residue.tell(&said, &label, "", carried, sink);
        }
        Object::Dict(inner) => {
            for (key, entry) in inner.entries() {
                if let MaybeRef::NotRef(entry) = entry
                    && !SILENT.contains(&key.as_ref())
                {
                    value(&entry, &key, depth, layer, rest, sink);
                }
            }
        }
        Object::Array(items) => {
            for item in items.raw_iter() {
                if let MaybeRef::NotRef(item) = item {
                    value(&item, key, depth, layer, rest, sink);
                }
            }
        }
        _ => {}
    }
}

/// Tells what a stream holds.
fn hold<'a>(
    stream: &Stream<'a>,
    resources: &Dict<'a>,
    names: &BTreeMap<(u32, i32), String>,
    walker: &mut Walker<'a, '_>,
    budget: &Budget,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) {
    let id = stream.obj_id();
    let label = format!("{} {}", id.obj_number, id.gen_number);
    let named = |key: &str| stream.dict().get::<Name<'a>>(key);
    let kind = named("Type");
    let attached = names.get(&(id.obj_number, id.gen_number));
    let filters = stream.filters();
    if walker.has_run(id) || kind.as_deref().is_some_and(|kind| TOOLS.contains(&kind)) {
        return;
    }
    if attached.is_none() && (is_font(stream) || filters.iter().any(|filter| is_picture(*filter))) {
        if filters.as_slice() == [Filter::DctDecode] || filters.as_slice() == [Filter::JpxDecode] {
            rest.describe(&stream.raw_data(), &label, sink);
        }
        return;
    }
    let bytes = match budget.decode(stream) {
        Ok(bytes) => bytes.unwrap_or_else(|| stream.raw_data().into_owned()),
        Err(cause) => return say_unread(&label, cause, sink),
    };
    if let Some(name) = attached {
        return rest.attach(bytes, if name.is_empty() { &label } else { name }, sink);
    }
    if named("Subtype").is_some_and(|kind| kind.as_ref() == b"Image")
        || stream.dict().contains_key("FunctionType")
    {
        return;
    }
    if is_markup(&bytes) {
        let is_metadata = kind.is_some_and(|kind| kind.as_ref() == b"Metadata");
        let (name, layer) =
            if is_metadata { ("XMP", Layer::Metadata) } else { (&*label, Layer::Residue) };
        rest.sweep(&package::text(&bytes), name, layer, sink);
    } else if paints_text(&bytes) {
        let mut canvas = Canvas::default();
        let own = stream.dict().get::<Dict<'a>>("Resources");
        let resources = Resources::new(own.unwrap_or_else(|| resources.clone()));
        walker.run(bytes, Scene::new(resources, State::new()), &mut canvas);
        // It only looked like the content of a page.
        walker.trouble.take_if(|cause| *cause == UnreadCause::Damaged);
        tell(&canvas, &label, rest, sink);
    } else if let Ok(lines) = std::str::from_utf8(&bytes) {
        if !lines.contains("begincmap") && !lines.starts_with("%!PS") {
            for line in lines.lines() {
                rest.residue.tell(line, &label, "", Layer::Script, sink);
            }
        }
    } else if [b"\xFE\xFF", b"\xFF\xFE"].iter().any(|mark| bytes.starts_with(*mark)) {
        rest.residue.tell(&text(&bytes), &label, "", Layer::Script, sink);
    }
}

/// What a canvas says that belongs to no page.
fn tell(canvas: &Canvas, label: &str, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
    for line in canvas.as_painted() {
        rest.residue.tell(&line, label, "", Layer::Residue, sink);
    }
    for text in &canvas.labels {
        rest.residue.tell(text, label, "ActualText", Layer::Attribute, sink);
    }
}

/// Whether a stream is the program of a font.
fn is_font(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    let subtype = dict.get::<Name<'_>>("Subtype");
    dict.contains_key("Length1")
        || matches!(subtype.as_deref(), Some(b"Type1C" | b"CIDFontType0C" | b"OpenType"))
}

/// Whether bytes are the content of a page that shows text.
fn paints_text(bytes: &[u8]) -> bool {
    let has = |needle: &[u8]| memchr::memmem::find(bytes, needle).is_some();
    has(b"BT") && (has(b"Tj") || has(b"TJ") || has(b"'"))
}

/// The comments in a content stream: what stands behind a `%` outside of strings.
pub(super) fn comments(content: &[u8], rest: &mut Rest<'_>, sink: &mut dyn Sink) {
    for at in memchr::memchr_iter(b'%', content) {
        let start = at.checked_sub(1).and_then(|before| content.get(before));
        if start.is_some_and(|before| !matches!(before, b'\n' | b'\r' | b' ' | b'\t')) {
            continue;
        }
        let line = &content[at + 1..];
        let end = memchr::memchr2(b'\n', b'\r', line).unwrap_or(line.len());
        let said = text(&line[..end]);
        if !said.contains(char::is_control) {
            rest.residue.tell(&said, "%", "", Layer::Comment, sink);
        }
    }
}
