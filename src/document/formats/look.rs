//! How the properties of a run make it look.

use super::markup::Element;
use crate::document::Look;

/// Largest size that nobody can read, in half-points.
const TINY: u32 = 6;

/// What the names of highlights stand for (ISO/IEC 29500-1 §17.18.40).
const HIGHLIGHTS: &[(&str, &str)] = &[
    ("black", "000000"),
    ("blue", "0000FF"),
    ("cyan", "00FFFF"),
    ("darkBlue", "000080"),
    ("darkCyan", "008080"),
    ("darkGray", "808080"),
    ("darkGreen", "008000"),
    ("darkMagenta", "800080"),
    ("darkRed", "800000"),
    ("darkYellow", "808000"),
    ("green", "00FF00"),
    ("lightGray", "C0C0C0"),
    ("magenta", "FF00FF"),
    ("red", "FF0000"),
    ("white", "FFFFFF"),
    ("yellow", "FFFF00"),
];

/// What names of a theme's colours stand for in a document that is black on white, as all but decks
/// are (ISO/IEC 29500-1 §20.1.10.54).
pub(super) fn of_theme(name: &str) -> Option<&'static str> {
    match name {
        "bg1" | "lt1" | "background1" | "light1" => Some("FFFFFF"),
        "tx1" | "dk1" | "text1" | "dark1" => Some("000000"),
        _ => None,
    }
}

/// `Looks` are the properties that say whether a reader sees a run; `None` says nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    pub(super) hidden: Option<bool>,
    /// Hidden on the screen of a browser only: page numbers of every table of contents are.
    pub(super) web_hidden: Option<bool>,
    /// In half-points.
    pub(super) size: Option<u32>,
    pub(super) colour: Option<String>,
    /// Its letters have an outline.
    pub(super) outlined: bool,
    /// Its letters are not painted.
    pub(super) unfilled: bool,
    pub(super) ground: Option<String>,
}

impl Looks {
    /// Takes in a property of a run.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" | "specVanish" => self.hidden = Some(element.is_on()),
            "webHidden" => self.web_hidden = Some(element.is_on()),
            "sz" => self.size = size(element),
            "color" => self.colour = element.attribute("val"),
            "shd" => self.ground = ground(element),
            "highlight" => {
                let name = element.attribute("val");
                let known = HIGHLIGHTS.iter().find(|(known, _)| Some(*known) == name.as_deref());
                self.ground = known.map(|(_, colour)| (*colour).to_owned()).or(name);
            }
            _ => {}
        }
    }

    /// These, and where they say nothing what `under` says.
    pub(super) fn over(self, under: &Self) -> Self {
        Self {
            hidden: self.hidden.or(under.hidden),
            web_hidden: self.web_hidden.or(under.web_hidden),
            size: self.size.or(under.size),
            outlined: self.outlined || under.outlined,
            unfilled: self.unfilled || under.unfilled,
            colour: self.colour.or_else(|| under.colour.clone()),
            ground: self.ground.or_else(|| under.ground.clone()),
        }
    }

    /// Whether an author who hides nothing has text that looks so.
    pub(super) fn is_ordinary(&self) -> bool {
        self.web_hidden == Some(true) && self.hidden != Some(true)
    }

    /// Why a reader does not see it, if that is so; `ground` is the colour behind it where it has
    /// none of its own.
    pub(super) fn look(&self, ground: Option<&str>) -> Option<Look> {
        let ground = self.ground.as_deref().filter(|fill| !is_open(fill)).or(ground);
        if self.hidden == Some(true) || self.web_hidden == Some(true) {
            return Some(Look::Hidden);
        }
        if self.unfilled && !self.outlined {
            return Some(Look::Transparent);
        }
        if self.size.is_some_and(|size| size <= TINY) {
            return Some(Look::Tiny);
        }
        let colour = self.colour.as_deref().filter(|colour| !is_open(colour));
        // Without a colour of its own text is black: somebody has blacked it out.
        if colour.is_none() && self.ground.as_deref() == Some("000000") {
            return Some(Look::Covered);
        }
        let colour = colour?;
        let same = match ground {
            Some(ground) => ground.eq_ignore_ascii_case(colour),
            None => is_white(colour),
        };
        same.then_some(Look::White)
    }
}

/// The colour that a shading paints, if it is one of its own; a solid one is black where it has none.
pub(super) fn ground(shading: &Element<'_>) -> Option<String> {
    if shading.attribute("val").as_deref() == Some("solid") {
        let colour = shading.attribute("color").filter(|colour| !is_open(colour));
        return Some(colour.unwrap_or_else(|| "000000".to_owned()));
    }
    shading.attribute("fill").filter(|fill| !is_open(fill))
}

/// A size in half-points, or as a length (`1pt`).
fn size(element: &Element<'_>) -> Option<u32> {
    let written = element.attribute("val")?;
    match written.strip_suffix("pt") {
        Some(points) => points.parse::<u32>().ok().map(|points| points.saturating_mul(2)),
        None => written.trim().parse().ok(),
    }
}

/// Whether a colour leaves it to what is beneath.
fn is_open(colour: &str) -> bool {
    matches!(colour, "auto" | "none" | "transparent" | "")
}

/// Whether a colour in hexadecimal, with or without its opacity, is white.
fn is_white(colour: &str) -> bool {
    let colour = if colour.len() == 8 { colour.get(2..).unwrap_or(colour) } else { colour };
    let bright =
        |at: usize| colour.get(at..at + 2).is_some_and(|two| two.to_lowercase().as_str() >= "fa");
    colour.len() == 6 && bright(0) && bright(2) && bright(4)
}
