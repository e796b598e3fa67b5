//! OpenDocument (ISO/IEC 26300, OASIS ODF 1.3): texts, spreadsheets and presentations, in a package or
//! in one flat file.

mod scope;
mod sheet;
mod story;
mod styles;

use std::sync::Arc;

use super::{
    members::{Holds, Members},
    rest::Rest,
};
use crate::document::{
    Decoded, Format, Inside, Layer, Limits, Part, Place, Sink, Unread, UnreadCause,
    formats::rest::say_unread,
};
use story::Story;
use styles::Styles;

/// Reads the package in `bytes`: the document, then those it holds.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut members) = Members::open(bytes, limits, sink) else { return };
    let say = |cause, sink: &mut dyn Sink| sink.unread(Unread { at: Place::default(), cause });
    if is_encrypted(&mut members, sink) {
        return say(UnreadCause::Encrypted, sink);
    }
    if members.package.find("content.xml").is_none() {
        say(UnreadCause::Damaged, sink);
    }
    tell(&mut members, "", sink);
    let names = members.names.clone();
    for folder in names.iter().filter_map(|name| name.strip_suffix("content.xml")) {
        if let Some(path) = folder.strip_suffix('/') {
            tell(&mut members, folder, &mut Inside { path: path.into(), sink });
        }
    }
    members.finish(|name| Holds::Text(layer(name)), sink);
}

/// Reads a document that is one file.
pub(in crate::document) fn flat(document: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    let mut styles = Styles::default();
    styles.read(&document.text);
    let mut rest = Rest::new(limits);
    if !Story::new("", &styles, &mut rest, sink).read(&document.text) {
        sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
    }
    rest.finish(sink);
}

/// Tells the document whose parts are in `folder` of the package.
fn tell(members: &mut Members<'_>, folder: &str, sink: &mut dyn Sink) {
    let mut styles = Styles::default();
    let mut parts = Vec::new();
    for file in ["styles.xml", "content.xml"] {
        let name: Arc<str> = format!("{folder}{file}").into();
        if let Some(text) = members.text(&name, sink) {
            styles.read(&text);
            parts.push((name, text));
        }
    }
    // The body first, then headers and footers.
    parts.reverse();
    if let Some((_, content)) = parts.first().filter(|_| !folder.is_empty()) {
        let part = Part { path: None, format: format(content), encoding: None, misnamed: false };
        sink.part(part);
    }
    for (name, text) in parts {
        if !Story::new(&name, &styles, &mut members.rest, sink).read(&text) {
            say_unread(&name, UnreadCause::Damaged, sink);
        }
    }
}

/// What the document is whose body is in `content`.
fn format(content: &str) -> Format {
    match content {
        _ if content.contains("<office:spreadsheet") => Format::Ods,
        _ if content.contains("<office:presentation") || content.contains("<office:drawing") => {
            Format::Odp
        }
        _ => Format::Odt,
    }
}

/// Whether the manifest says that members are encrypted (ODF 1.3 part 2 §3.4).
fn is_encrypted(members: &mut Members<'_>, sink: &mut dyn Sink) -> bool {
    let manifest = members.text("META-INF/manifest.xml", sink).unwrap_or_default();
    members.rest.sweep(&manifest, "META-INF/manifest.xml", Layer::Residue, sink);
    manifest.contains("encryption-data")
}

/// On which layer the member called `name` carries its text that is no story of the document.
fn layer(name: &str) -> Layer {
    let folder = name.split('/').next().unwrap_or_default();
    match folder {
        "Basic" | "Scripts" => Layer::Script,
        _ if name.ends_with("meta.xml") => Layer::Metadata,
        _ => Layer::Residue,
    }
}
