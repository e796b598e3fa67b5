//! How the properties of a run make it look.

use crate::document::{Look, formats::markup::Element};

/// Largest size that nobody can read, in half-points.
const TINY: u32 = 6;

/// `Looks` are the properties that say whether a reader sees a run; `None` says nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    hidden: Option<bool>,
    size: Option<u32>,
    colour: Option<String>,
    ground: Option<String>,
}

impl Looks {
    /// Takes in a property of a run.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" | "webHidden" => self.hidden = Some(element.is_on()),
            "sz" => self.size = element.number("val"),
            "color" => self.colour = element.attribute("val"),
            "shd" => self.ground = element.attribute("fill"),
            "highlight" => self.ground = element.attribute("val"),
            _ => {}
        }
    }

    /// These, and where they say nothing what `under` says.
    pub(super) fn over(self, under: &Self) -> Self {
        Self {
            hidden: self.hidden.or(under.hidden),
            size: self.size.or(under.size),
            colour: self.colour.or_else(|| under.colour.clone()),
            ground: self.ground.or_else(|| under.ground.clone()),
        }
    }

    /// Why a reader does not see it, if that is so; `ground` is the colour behind it where it has
    /// none of its own.
    pub(super) fn look(&self, ground: Option<&str>) -> Option<Look> {
        let ground = self.ground.as_deref().filter(|fill| !is_open(fill)).or(ground);
        if self.hidden == Some(true) {
            return Some(Look::Hidden);
        }
        if self.size.is_some_and(|size| size <= TINY) {
            return Some(Look::Tiny);
        }
        let colour = self.colour.as_deref().filter(|colour| !is_open(colour))?;
        let same = match ground {
            Some(ground) => ground.eq_ignore_ascii_case(colour),
            None => is_white(colour),
        };
        same.then_some(Look::White)
    }
}

/// Whether a colour leaves it to what is beneath.
pub(super) fn is_open(colour: &str) -> bool {
    matches!(colour, "auto" | "none" | "")
}

/// Whether a colour in hexadecimal, with or without its opacity, is white.
pub(super) fn is_white(colour: &str) -> bool {
    let colour = if colour.len() == 8 { colour.get(2..).unwrap_or(colour) } else { colour };
    let bright =
        |at: usize| colour.get(at..at + 2).is_some_and(|two| two.to_lowercase().as_str() >= "fa");
    colour.len() == 6 && bright(0) && bright(2) && bright(4)
}
