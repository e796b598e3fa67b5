//! Word documents (ISO/IEC 29500-1 §11): every story, what is tracked, hidden or noted in it, and
//! what else lies in the package.

mod look;
mod story;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ooxml::{self, Relationship},
    package::Package,
    residue::Residue,
};
use crate::document::{Layer, Limits, Place, Sink, Unread, UnreadCause, inside};
use story::{Shared, Story};
use styles::Styles;

/// Reads the document in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut package) = Package::open(bytes, limits, sink) else { return };
    let types = ooxml::types(&mut package);
    let names = package.names().to_vec();
    let kind = |name: &str| types.get(&name.to_lowercase()).map_or("", String::as_str);
    let mut shared = Shared {
        styles: Styles::default(),
        limits,
        residue: Residue::new(limits),
        anchors: BTreeMap::new(),
        authors: BTreeSet::new(),
        facts: BTreeMap::new(),
    };
    if let Some(styles) = names.iter().position(|name| kind(name).ends_with("ml.styles"))
        && let Ok(text) = package.text(styles)
    {
        shared.styles = Styles::read(&text.text);
    }
    // The body first: comments stand by its paragraphs.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| {
        (!kind(&names[*at]).ends_with(".main"), story(kind(&names[*at])).is_none())
    });
    let mut embedded = Vec::new();
    for at in order {
        let name = names[at].as_str();
        if name.ends_with('/') {
            continue;
        }
        shared.residue.value(name.rsplit('/').next().unwrap_or(name), name, "", sink);
        let read = match story(kind(name)) {
            Some(layer) => tell(&mut package, at, name, layer, &mut shared, sink),
            None => rest(
                &mut package,
                at,
                name,
                ooxml::layer(kind(name), name),
                &mut shared,
                &mut embedded,
                sink,
            ),
        };
        if let Err(cause) = read {
            let at = Place { label: Some(name.into()), ..Place::default() };
            sink.unread(Unread { at, cause });
        }
    }
    shared.say_facts(sink);
    for (name, bytes) in embedded {
        inside(&bytes, &name, limits, sink);
    }
}

/// The layer of a story, by the type of its part.
fn story(kind: &str) -> Option<Layer> {
    Some(match kind.rsplit('.').next().unwrap_or_default() {
        "main" if kind.contains("document") || kind.contains("template") => Layer::Body,
        "header" => Layer::Header,
        "footer" => Layer::Footer,
        "footnotes" => Layer::Footnote,
        "endnotes" => Layer::Endnote,
        "comments" => Layer::Comment,
        "glossary" => Layer::Hidden,
        _ => return None,
    })
}

/// Reads a story.
fn tell(
    package: &mut Package<'_>,
    at: usize,
    name: &str,
    layer: Layer,
    shared: &mut Shared<'_>,
    sink: &mut dyn Sink,
) -> Result<(), UnreadCause> {
    let relationships: Vec<Relationship> = ooxml::relationships(package, name)?;
    let text = package.text(at)?;
    let whole = Story::new(name, layer, &relationships, shared, sink).read(&text.text);
    if whole { Ok(()) } else { Err(UnreadCause::Damaged) }
}

/// Reads what is no story: the texts of drawings and properties, and what is embedded.
fn rest(
    package: &mut Package<'_>,
    at: usize,
    name: &str,
    layer: Layer,
    shared: &mut Shared<'_>,
    embedded: &mut Vec<(String, Vec<u8>)>,
    sink: &mut dyn Sink,
) -> Result<(), UnreadCause> {
    let bytes = package.bytes(at)?;
    if super::markup::is_markup(&bytes) {
        let text = super::package::text(&bytes);
        if !shared.residue.sweep(&text.text, name, layer, sink) {
            return Err(UnreadCause::Damaged);
        }
    } else if name.contains("embeddings/") || name.contains("afchunk") {
        embedded.push((name.to_owned(), bytes));
    }
    Ok(())
}
