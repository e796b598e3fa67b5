//! OFD (GB/T 33190-2016): pages as they are seen, and everything else that the package holds.

mod document;
mod graphics;
mod tree;

use std::collections::BTreeSet;

use super::{
    members::{Holds, Members},
    page::{Pages, unread::Unreadable},
    rest::{say, say_unread},
    strings::strings,
};
use crate::document::{ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause};
use document::Document;
use tree::Element;

/// The part that leads to all others.
const MAIN: &str = "OFD.xml";
/// Files of seals and signatures, in a code of their own (GB/T 38540): only their texts matter.
const SEALS: &[&str] = &["esl", "dat"];
/// What fonts begin with.
const FONTS: &[&[u8]] = &[b"\0\x01\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"\x01\0\x04"];

/// Reads the package in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut members) = Members::open(bytes, limits, sink) else { return };
    let say_whole =
        |cause, sink: &mut dyn Sink| sink.unread(Unread { at: Place::default(), cause });
    if members.package.find("Encryptions.xml").is_some() {
        return say_whole(UnreadCause::Encrypted, sink);
    }
    match part(&mut members, MAIN, limits, sink) {
        Some(main) => tell(&main, &mut members, limits, sink),
        None => say_whole(UnreadCause::Damaged, sink),
    }
    for name in members.names.clone() {
        let lower = name.to_ascii_lowercase();
        let end = lower.rsplit('.').next().unwrap_or_default();
        let seal = SEALS.contains(&end) && (lower.contains("sign") || lower.contains("seal"));
        if !seal && !matches!(end, "ttf" | "otf" | "ttc" | "woff" | "cff") {
            continue;
        }
        let Some(content) = members.bytes(&name, sink) else { continue };
        if seal {
            for text in strings(&content) {
                members.rest.residue.value(&text, &name, "", sink);
            }
        } else if !FONTS.iter().any(|start| content.starts_with(start)) {
            // It is only called a font.
            members.rest.take(content, &name, Layer::Residue, sink);
        }
    }
    members.finish(|_| Holds::Text(Layer::Residue), sink);
}

/// Tells the documents that the main part leads to.
fn tell(main: &Element, members: &mut Members<'_>, limits: &Limits, sink: &mut dyn Sink) {
    let (mut pages, mut unreadable) = (Pages::new(limits), Unreadable::default());
    let mut told = BTreeSet::new();
    let mut number = 0;
    for body in main.all("DocBody") {
        if let Some(info) = body.child("DocInfo") {
            for element in info.within() {
                properties(element, members, limits, sink);
            }
        }
        let Some(root) = body.child("DocRoot") else { continue };
        let document = Document::open(root.text.trim(), members, limits, sink);
        let Some(document) = document else { continue };
        document.tell(members, &mut number, &mut pages, &mut unreadable, &mut told, sink);
        for version in body.child("Versions").into_iter().flat_map(|all| all.all("Version")) {
            let current = version.attribute("Current") == Some("true");
            if let Some(file) = version.attribute("BaseLoc").filter(|_| !current) {
                earlier(file, members, limits, &mut told, sink);
            }
        }
    }
    pages.finish(sink);
    unreadable.say(&mut members.rest, sink);
}

/// Tells the lines of an earlier version that are not told yet (clause 19).
fn earlier(
    file: &str,
    members: &mut Members<'_>,
    limits: &Limits,
    told: &mut BTreeSet<String>,
    sink: &mut dyn Sink,
) {
    let Some(version) = part(members, file, limits, sink) else { return };
    let Some(root) = version.child("DocRoot") else { return };
    let root = resolve(file, root.text.trim());
    let Some(document) = Document::open(&root, members, limits, sink) else { return };
    let mut any = false;
    for (at, line) in document.lines(members, sink) {
        if told.insert(line.clone()) {
            say(&line, &at, Layer::EarlierRevision, limits, sink);
            any = true;
        }
    }
    if any {
        members.rest.fact(ConcealedKind::EarlierRevision);
    }
}

/// Tells what an element says of the document.
fn properties(element: &Element, members: &mut Members<'_>, limits: &Limits, sink: &mut dyn Sink) {
    let name = element.attribute("Name").unwrap_or(&element.name);
    let at = Place { label: Some(name.into()), ..Place::default() };
    if !matches!(element.name.as_str(), "DocID" | "CreationDate" | "ModDate") {
        say(&element.text, &at, Layer::Metadata, limits, sink);
    }
    members.rest.residue.known(&element.text);
}

/// The part called `name`; what it says beside its structure is swept. One that is not there, or
/// broken, is said.
fn part(
    members: &mut Members<'_>,
    name: &str,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Option<Element> {
    if members.package.find(name).is_none() {
        say_unread(name, UnreadCause::Damaged, sink);
        return None;
    }
    let text = members.text(name, sink)?;
    match Element::parse(&text, limits.nesting) {
        Ok(root) => {
            for element in root.within() {
                // Where things stand is no text.
                if element.text.is_ascii()
                    && matches!(
                        &*element.name,
                        "AbbreviatedData" | "Glyphs" | "FileLoc" | "DocRoot" | "PhysicalBox"
                    )
                {
                    members.rest.residue.known(&element.text);
                }
                for key in ["DeltaX", "DeltaY", "Boundary", "CTM", "BaseLoc"] {
                    if let Some(value) = element.attribute(key) {
                        members.rest.residue.known(value);
                    }
                }
            }
            members.rest.sweep_later(text, name);
            Some(root)
        }
        Err(cause) => {
            members.rest.sweep_later(text, name);
            say_unread(name, cause, sink);
            None
        }
    }
}

/// The part that `path`, written in the part called `from`, leads to (clause 6.4).
fn resolve(from: &str, path: &str) -> String {
    let base = match path.strip_prefix('/') {
        Some(_) => "",
        None => from.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let mut folders: Vec<&str> = base.split('/').filter(|folder| !folder.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    folders.join("/")
}
