//! Earlier states of a file that are still in it (ISO 32000-2 §7.5.6): each update is written behind
//! what was there before.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;

use super::{
    content::Walker,
    face::Faces,
    file::{self, Budget},
    layers::Layers,
    objects, paint,
};
use crate::document::{
    ConcealedKind, Layer, Place, Sink, Unread, UnreadCause,
    formats::rest::{Rest, say},
};

/// Most earlier states that are read, the newest first.
const MOST: usize = 16;
/// What ends a state.
const END: &[u8] = b"%%EOF";

/// Tells what earlier states of the file in `bytes` say and `told`, the lines of its pages, do not.
pub(super) fn revisions(
    bytes: &[u8],
    told: &mut BTreeSet<String>,
    budget: &Budget,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) {
    let ends: Vec<usize> = memchr::memmem::find_iter(bytes, END).map(|at| at + END.len()).collect();
    let linear = memchr::memmem::find(&bytes[..bytes.len().min(2048)], b"/Linearized").is_some();
    if ends.len() > MOST + 1 {
        sink.unread(Unread { at: Place::default(), cause: UnreadCause::TooMany { limit: MOST } });
    }
    for end in ends.iter().rev().skip(1).take(MOST) {
        // The first part of a file that is made to be shown while it arrives is no state of it.
        if linear && Some(end) == ends.first() {
            continue;
        }
        let Ok(pdf) = file::open(&bytes[..*end]) else { continue };
        if tell(&pdf, told, budget, rest, sink) {
            rest.fact(ConcealedKind::EarlierRevision);
        }
        objects::earlier(&pdf, rest, sink);
    }
}

/// Tells the lines of the pages of a state that are not told yet; false where there are none.
fn tell(
    pdf: &Pdf,
    told: &mut BTreeSet<String>,
    budget: &Budget,
    rest: &mut Rest<'_>,
    sink: &mut dyn Sink,
) -> bool {
    let (faces, layers) = (Faces::new(), Layers::of(pdf));
    let mut walker = Walker::new(&faces, &layers, budget);
    let mut any = false;
    for (index, page) in pdf.pages().iter().enumerate() {
        let at = Place { page: u32::try_from(index + 1).ok(), ..Place::default() };
        for line in paint(page, &mut walker, rest, sink).as_painted() {
            if told.insert(line.clone()) {
                say(&line, &at, Layer::EarlierRevision, rest.limits, sink);
                any = true;
            }
        }
    }
    if let Some(cause) = walker.trouble.take() {
        sink.unread(Unread { at: Place::default(), cause });
    }
    any
}
