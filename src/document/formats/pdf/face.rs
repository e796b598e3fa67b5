//! Fonts as the text of a page uses them: which codes a string holds, what each says, and how far it
//! moves on (ISO 32000-2 §9.4 to §9.7).

use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

use hayro_cmap::load_embedded;
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Dict, Name, ObjectIdentifier};

use super::unicode::Unicode;
use crate::document::formats::page::canvas::Saying;

/// A `Face` is a font; each way that fonts of a PDF file work is one.
pub(super) trait Face {
    /// The code that `bytes` begin with, and how many of them it takes, one or more.
    fn code(&self, bytes: &[u8]) -> (u32, usize);

    /// What a code shows.
    fn sign(&self, code: u32) -> Sign;

    /// Whether it is written from top to bottom.
    fn is_vertical(&self) -> bool;
}

/// A `Sign` is what a code shows; lengths are in ems.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    pub(super) saying: Saying,
    /// How far it moves on, along the line or, in vertical writing, down.
    pub(super) advance: f64,
    /// Where its own origin lies, seen from where it is set.
    pub(super) origin: (f64, f64),
}

/// The `Faces` of a document; each is made once, each sign of it looked up once.
pub(super) struct Faces<'a> {
    programs: FontCache<'a>,
    stand_in: FontResolverFn,
    cmaps: CMapResolverFn,
    made: RefCell<HashMap<ObjectIdentifier, Rc<Known<'a>>>>,
}

/// A face, and what is known of its signs.
pub(super) struct Known<'a> {
    face: Box<dyn Face + 'a>,
    signs: RefCell<HashMap<u32, Rc<Sign>>>,
}

impl Known<'_> {
    pub(super) fn code(&self, bytes: &[u8]) -> (u32, usize) {
        self.face.code(bytes)
    }

    pub(super) fn sign(&self, code: u32) -> Rc<Sign> {
        let mut signs = self.signs.borrow_mut();
        Rc::clone(signs.entry(code).or_insert_with(|| Rc::new(self.face.sign(code))))
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.face.is_vertical()
    }
}

impl<'a> Faces<'a> {
    pub(super) fn new() -> Self {
        Self {
            programs: FontCache::new(),
            // For fonts that are not in the file: only their widths matter.
            stand_in: Arc::new(|query: &FontQuery| -> Option<(FontData, u32)> {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(load_embedded),
            made: RefCell::default(),
        }
    }

    /// The face that a font dictionary describes.
    pub(super) fn face(&self, dict: &Dict<'a>) -> Rc<Known<'a>> {
        let Some(id) = dict.obj_id() else { return Rc::new(self.make(dict)) };
        if let Some(known) = self.made.borrow().get(&id) {
            return Rc::clone(known);
        }
        let known = Rc::new(self.make(dict));
        self.made.borrow_mut().insert(id, Rc::clone(&known));
        known
    }

    fn make(&self, dict: &Dict<'a>) -> Known<'a> {
        let font = self.programs.font(dict, &self.stand_in, &self.cmaps);
        let unicode = Unicode::new(dict, font.as_ref());
        let wide = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type0");
        let face: Box<dyn Face + 'a> = match font {
            Some(font) if unicode.is_gbk() => Box::new(Pairs { single: Set { font, unicode } }),
            Some(font) => Box::new(Set { font, unicode }),
            None => Box::new(Bare { wide, unicode }),
        };
        Known { face, signs: RefCell::default() }
    }
}

/// A font that the library makes out.
struct Set<'a> {
    font: Font<'a>,
    unicode: Unicode,
}

impl Face for Set<'_> {
    fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, 0);
        (code, length.max(1))
    }

    fn sign(&self, code: u32) -> Sign {
        let glyph = self.font.map_code(code);
        let named = match self.font.glyph(glyph, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let advance = self.font.code_advance(code);
        let origin = self.font.origin_displacement(code);
        let along = if self.font.is_horizontal() { advance.x } else { -advance.y };
        Sign {
            saying: self.unicode.say(code, glyph.to_u32(), named),
            advance: along / 1000.0,
            origin: (origin.x / 1000.0, origin.y / 1000.0),
        }
    }

    fn is_vertical(&self) -> bool {
        !self.font.is_horizontal()
    }
}

/// Chinese text in pairs of bytes of GBK, set with a font whose dictionary knows only single ones.
struct Pairs<'a> {
    single: Set<'a>,
}

impl Face for Pairs<'_> {
    fn code(&self, bytes: &[u8]) -> (u32, usize) {
        match bytes {
            [first @ 0x81..=0xFE, second @ 0x40..=0xFE, ..] => {
                (u32::from(*first) << 8 | u32::from(*second), 2)
            }
            [first, ..] => (u32::from(*first), 1),
            [] => (0, 1),
        }
    }

    fn sign(&self, code: u32) -> Sign {
        let Some(high) = code.checked_shr(8).filter(|high| *high > 0) else {
            return self.single.sign(code);
        };
        let pair = [high.to_be_bytes()[3], code.to_be_bytes()[3]];
        let (text, _, broken) = encoding_rs::GBK.decode(&pair);
        let saying = if broken { Saying::Nothing } else { Saying::Text(text.into()) };
        let both = self.single.sign(high).advance + self.single.sign(code & 0xFF).advance;
        Sign { saying, advance: both, origin: (0.0, 0.0) }
    }

    fn is_vertical(&self) -> bool {
        false
    }
}

/// A font whose dictionary cannot be made out.
struct Bare {
    /// Its codes take two bytes.
    wide: bool,
    unicode: Unicode,
}

impl Face for Bare {
    fn code(&self, bytes: &[u8]) -> (u32, usize) {
        match bytes {
            [high, low, ..] if self.wide => (u32::from(*high) << 8 | u32::from(*low), 2),
            [code, ..] => (u32::from(*code), 1),
            [] => (0, 1),
        }
    }

    fn sign(&self, code: u32) -> Sign {
        let advance = if self.wide { 1.0 } else { 0.5 };
        Sign { saying: self.unicode.say(code, 0, None), advance, origin: (0.0, 0.0) }
    }

    fn is_vertical(&self) -> bool {
        false
    }
}
