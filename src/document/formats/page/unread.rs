//! What of a file nobody has read: glyphs that nothing tells the meaning of, pages that are pictures.

use super::{
    canvas::{Canvas, Picture, Saying},
    geometry::Area,
    seen::{Seen, Sight, is_scanned},
};
use crate::document::{Place, Sink, Unread, UnreadCause, formats::rest::Rest};

/// Largest share of the glyphs of a page that may be unknown, in parts of a hundred.
const UNKNOWN: usize = 5;
/// Fewest glyphs that draw something else than the file says.
const LIES: usize = 3;
/// Fewest characters of a page that is not just a picture.
const WORDS: usize = 20;

/// `Unreadable` things of a document, page by page.
#[derive(Debug, Default)]
pub(in crate::document::formats) struct Unreadable {
    unknown: Vec<u32>,
    /// The largest share of unknown glyphs on a page, in parts of a hundred.
    share: u32,
    lying: Vec<u32>,
    scanned: Vec<u32>,
    pictures: Vec<(usize, usize)>,
}

impl Unreadable {
    /// Looks at the page with this number.
    pub(in crate::document::formats) fn look(
        &mut self,
        number: u32,
        canvas: &Canvas,
        sight: &Sight,
        shown: Area,
    ) {
        let glyphs = canvas
            .glyphs
            .iter()
            .filter(|glyph| glyph.saying.text().is_none_or(|text| !text.trim().is_empty()));
        let (mut all, mut unknown, mut lies) = (0_usize, 0_usize, 0_usize);
        for glyph in glyphs {
            all += 1;
            unknown += usize::from(glyph.saying == Saying::Nothing);
            lies += usize::from(matches!(glyph.saying, Saying::Lie(_)));
        }
        if unknown * 100 > all * UNKNOWN {
            self.unknown.push(number);
            let share = u32::try_from(unknown * 100 / all.max(1)).unwrap_or(100);
            self.share = self.share.max(share);
        }
        if lies >= LIES {
            self.lying.push(number);
        }
        let read = |wanted: Seen| sight.glyphs.iter().filter(|seen| **seen == wanted).count();
        let recognised = read(Seen::Recognised);
        if is_scanned(canvas, shown) {
            if recognised + read(Seen::Plainly) < WORDS {
                self.scanned.push(number);
            } else if recognised < WORDS {
                self.keep(&canvas.pictures);
            }
        } else {
            self.keep(&canvas.pictures);
        }
    }

    fn keep(&mut self, pictures: &[Picture]) {
        self.pictures.extend(pictures.iter().map(|picture| (picture.width, picture.height)));
    }

    /// Says what nobody has read.
    pub(in crate::document::formats) fn say(self, rest: &mut Rest<'_>, sink: &mut dyn Sink) {
        let mut told = |cause| sink.unread(Unread { at: Place::default(), cause });
        if !self.unknown.is_empty() {
            told(UnreadCause::UnknownGlyphs { pages: self.unknown, percent: self.share });
        }
        if !self.lying.is_empty() {
            told(UnreadCause::MisleadingGlyphs { pages: self.lying });
        }
        if !self.scanned.is_empty() {
            told(UnreadCause::PicturePages { pages: self.scanned });
        }
        for (width, height) in self.pictures {
            rest.picture(width, height);
        }
    }
}
