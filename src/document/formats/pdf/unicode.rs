//! What the codes of a font say, by every way that a file tells it.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{Font, FontData, FontGlyph, GlyphId};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use crate::document::formats::page::canvas::Saying;

/// `Unicode` of the codes of a font.
pub(super) struct Unicode {
    /// What the file says of the codes (ISO 32000-2 §9.10.3).
    said: Option<CMap>,
    /// Which characters of a collection the codes are (§9.7.5), and what those are in Unicode.
    characters: Option<CMap>,
    collection: Option<CMap>,
    /// The font's own program, if it is in the file.
    program: Option<FontData>,
    drawn: OnceCell<Drawn>,
    gbk: bool,
    simple: bool,
}

/// What a font draws by its own table.
#[derive(Default)]
struct Drawn {
    by_glyph: BTreeMap<u32, char>,
    all: BTreeSet<char>,
}

/// Fonts of Chinese documents, as names begin that tell no encoding.
const CHINESE: &[&[u8]] = &[
    b"SimSun",
    b"SimHei",
    b"KaiTi",
    b"FangSong",
    b"NSimSun",
    b"STSong",
    b"STFang",
    b"STKai",
    b"STHei",
    b"FZ",
    b"XiaoBiaoSong",
    b"LiSu",
    b"YouYuan",
    b"DengXian",
    b"MicrosoftYaHei",
];

impl Unicode {
    /// What `dict`, the dictionary of `font`, tells of its codes.
    pub(super) fn new(dict: &Dict<'_>, font: Option<&Font<'_>>) -> Self {
        let kind = dict.get::<Name<'_>>("Subtype");
        let simple = kind.as_ref().is_none_or(|kind| kind.as_ref() != b"Type0");
        let said = said(dict);
        let characters = (!simple).then(|| encoding(dict)).flatten();
        let collection = characters.as_ref().and_then(|cmap| collection(dict, cmap));
        let program = font.and_then(program).filter(|_| is_embedded(dict));
        let type3 = kind.is_some_and(|kind| kind.as_ref() == b"Type3");
        let gbk = simple && !type3 && said.is_none() && is_chinese(dict);
        Self { said, characters, collection, program, drawn: OnceCell::new(), gbk, simple }
    }

    /// Whether pairs of its codes are Chinese characters in GBK.
    pub(super) fn is_gbk(&self) -> bool {
        self.gbk
    }

    /// What `code`, drawn by the `glyph` with this number, says; `named` is what the name of the
    /// glyph tells.
    pub(super) fn say(&self, code: u32, glyph: u32, named: Option<BfString>) -> Saying {
        if let Some(text) = self.said.as_ref().and_then(|cmap| look_up(cmap, code)) {
            return if self.is_lie(&text, glyph) {
                Saying::Lie(text.into())
            } else {
                Saying::Text(text.into())
            };
        }
        let named = named.map(written).filter(|text| says(text));
        let drawn = || {
            let char = self.drawn().by_glyph.get(&glyph).filter(|_| glyph != 0)?;
            Some(written(BfString::Char(*char)))
        };
        let told = if self.simple {
            named.or_else(drawn).or_else(|| ascii(code))
        } else {
            drawn().or_else(|| self.character(code)).or(named)
        };
        told.map_or(Saying::Nothing, |text| Saying::Text(text.into()))
    }

    /// What a code is as a character of its collection.
    fn character(&self, code: u32) -> Option<String> {
        let characters = self.characters.as_ref()?;
        let cid = (1..=4).find_map(|length| characters.lookup_cid_code(code, length))?;
        look_up(self.collection.as_ref()?, cid)
    }

    /// Whether the font draws another letter or digit than the file says, and would draw the one
    /// that it says by another glyph.
    fn is_lie(&self, text: &str, glyph: u32) -> bool {
        let mut chars = text.chars();
        let (Some(said), None) = (chars.next(), chars.next()) else { return false };
        let table = self.drawn();
        let Some(drawn) = table.by_glyph.get(&glyph).filter(|_| glyph != 0) else { return false };
        let folded = |char: char| std::iter::once(char).nfkc().collect::<String>();
        table.all.contains(&said)
            && said.is_alphanumeric()
            && drawn.is_alphanumeric()
            && folded(said).to_lowercase() != folded(*drawn).to_lowercase()
    }

    /// What the glyphs of the font's own program are by its own table.
    fn drawn(&self) -> &Drawn {
        self.drawn.get_or_init(|| {
            let mut drawn = Drawn::default();
            let Some(program) = &self.program else { return drawn };
            let Ok(font) = FontRef::new((**program).as_ref()) else { return drawn };
            for (code, glyph) in font.charmap().mappings() {
                let Some(char) = char::from_u32(code).filter(|char| !is_private(*char)) else {
                    continue;
                };
                drawn.all.insert(char);
                let before = drawn.by_glyph.entry(glyph.to_u32()).or_insert(char);
                if is_compatible(*before) && !is_compatible(char) {
                    *before = char;
                }
            }
            drawn
        })
    }
}

/// The table that the file gives for the codes of a font, a stream or a name.
fn said(dict: &Dict<'_>) -> Option<CMap> {
    match dict.get::<Object<'_>>("ToUnicode")? {
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded),
        Object::Name(name) => named(&name),
        _ => None,
    }
}

/// The table that says which characters the codes of a composite font are.
fn encoding(dict: &Dict<'_>) -> Option<CMap> {
    match dict.get::<Object<'_>>("Encoding")? {
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded),
        Object::Name(name) => named(&name),
        _ => None,
    }
}

fn named(name: &Name<'_>) -> Option<CMap> {
    match name.as_ref() {
        b"Identity-H" => Some(CMap::identity_h()),
        b"Identity-V" => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(CMapName::from_bytes(name))?, load_embedded),
    }
}

/// What the characters of the font's collection are in Unicode.
fn collection(dict: &Dict<'_>, characters: &CMap) -> Option<CMap> {
    let family = |family: &CidFamily| family.ucs2_cmap();
    let encoded = characters.metadata().character_collection.as_ref();
    let name = encoded.and_then(|collection| family(&collection.family)).or_else(|| {
        let info = descendant(dict)?.get::<Dict<'_>>("CIDSystemInfo")?;
        let of = |key: &str| Some(info.get::<Bytes<'_>>(key)?.as_bytes().to_vec());
        family(&CidFamily::from_registry_ordering(&of("Registry")?, &of("Ordering")?))
    })?;
    CMap::parse(load_embedded(name)?, load_embedded)
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>("DescendantFonts")?.iter::<Dict<'a>>().next()
}

/// Whether the font's program is in the file.
fn is_embedded(dict: &Dict<'_>) -> bool {
    let font = descendant(dict).unwrap_or_else(|| dict.clone());
    let Some(descriptor) = font.get::<Dict<'_>>("FontDescriptor") else { return false };
    let has = |key: &str| descriptor.get::<Stream<'_>>(key).is_some();
    ["FontFile", "FontFile2", "FontFile3"].into_iter().any(has)
}

fn program(font: &Font<'_>) -> Option<FontData> {
    match font.glyph(GlyphId::NOTDEF, 0) {
        FontGlyph::Outline(glyph) => Some(glyph.font_data()?.data),
        FontGlyph::Type3(_) => None,
    }
}

/// Whether a font of single bytes has the name of a Chinese one, or one that is written in GBK.
fn is_chinese(dict: &Dict<'_>) -> bool {
    let Some(name) = dict.get::<Name<'_>>("BaseFont") else { return false };
    let differs = dict.get::<Dict<'_>>("Encoding").is_some();
    let bare = name.as_ref();
    let bare = bare.get(7..).filter(|_| bare.get(6) == Some(&b'+')).unwrap_or(bare);
    let gbk = std::str::from_utf8(bare).is_err() && !encoding_rs::GBK.decode(bare).2;
    !differs && (gbk || CHINESE.iter().any(|start| bare.starts_with(start)))
}

/// What `cmap` says of a code.
fn look_up(cmap: &CMap, code: u32) -> Option<String> {
    let told = cmap.lookup_bf_string(code).map(written).or_else(|| {
        let number = (1..=4).find_map(|length| cmap.lookup_cid_code(code, length))?;
        Some(char::from_u32(number)?.to_string())
    });
    told.filter(|text| says(text))
}

fn written(told: BfString) -> String {
    match told {
        // Letters that are joined in print are letters all the same.
        BfString::Char(char @ '\u{fb00}'..='\u{fb06}') => std::iter::once(char).nfkc().collect(),
        // Fonts of symbols have their letters here, by their codes.
        BfString::Char(char @ '\u{f020}'..='\u{f07e}') => {
            char::from_u32(u32::from(char) - 0xF000).map(String::from).unwrap_or_default()
        }
        BfString::Char(char) => char.to_string(),
        BfString::String(text) => text,
    }
}

/// Whether there is anything in a text that a reader could read.
fn says(text: &str) -> bool {
    !text.is_empty()
        && !text.chars().any(|char| matches!(char, '\0' | '\u{fffd}') || is_private(char))
}

fn is_private(char: char) -> bool {
    matches!(char, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Whether a character stands for another one that fonts draw alike.
fn is_compatible(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{a0}' | '\u{ad}')
}

/// A code of a simple font without any table: most are letters of their own.
fn ascii(code: u32) -> Option<String> {
    let char = char::from_u32(code)?;
    (' '..='~').contains(&char).then(|| char.to_string())
}
