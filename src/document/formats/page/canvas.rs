//! What is painted on a page, in the order in which it is.

use super::geometry::Area;

/// A colour in parts of red, green and blue from 0 to 1; `None` where it cannot be told.
pub(in crate::document::formats) type Colour = Option<[f32; 3]>;

pub(in crate::document::formats) const BLACK: Colour = Some([0.0; 3]);
pub(in crate::document::formats) const WHITE: Colour = Some([1.0; 3]);

/// A `Canvas` holds what a page paints.
#[derive(Debug, Default)]
pub(in crate::document::formats) struct Canvas {
    pub(in crate::document::formats) glyphs: Vec<Glyph>,
    pub(in crate::document::formats) covers: Vec<Cover>,
    /// Lines of tables: thin and long.
    pub(in crate::document::formats) rules: Vec<Area>,
    pub(in crate::document::formats) pictures: Vec<Picture>,
    /// What stretches of marked content say of themselves: replacements, descriptions.
    pub(in crate::document::formats) labels: Vec<String>,
    /// Number of the next thing that is painted.
    next: u32,
}

/// What a glyph says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document::formats) enum Saying {
    Text(Box<str>),
    /// The file says this, and the font draws something else.
    Lie(Box<str>),
    /// Nothing tells.
    Nothing,
}

impl Saying {
    /// What a reader of the file, if not of the page, gets.
    pub(in crate::document::formats) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Lie(text) => Some(text),
            Self::Nothing => None,
        }
    }
}

/// A character on the page.
#[derive(Debug, Clone)]
pub(in crate::document::formats) struct Glyph {
    pub(in crate::document::formats) saying: Saying,
    pub(in crate::document::formats) area: Area,
    /// Where it starts, and in which direction the line runs; its length is one.
    pub(in crate::document::formats) start: (f64, f64),
    pub(in crate::document::formats) direction: (f64, f64),
    /// How far it reaches along the line, and how large an em is.
    pub(in crate::document::formats) advance: f64,
    pub(in crate::document::formats) em: f64,
    pub(in crate::document::formats) colour: Colour,
    pub(in crate::document::formats) opacity: f32,
    /// Neither filled nor stroked.
    pub(in crate::document::formats) unpainted: bool,
    /// On a layer that is off.
    pub(in crate::document::formats) off: bool,
    pub(in crate::document::formats) clipped: Clipped,
    pub(in crate::document::formats) number: u32,
}

impl Glyph {
    /// What is the same for glyphs of one line: its direction in degrees, its height in points.
    pub(in crate::document::formats) fn line(&self) -> (i32, i32) {
        let ((x, y), (dx, dy)) = (self.start, self.direction);
        // Within the bounds whatever the numbers are.
        ((dy.atan2(dx).to_degrees().round()) as i32, (y * dx - x * dy).round() as i32)
    }
}

/// Whether a glyph lies outside of what may be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::formats) enum Clipped {
    No,
    /// Right beside it: what is too long for the cell of a table.
    Beside,
    Outside,
}

/// Something opaque that may lie over text, or under it.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::formats) struct Cover {
    pub(in crate::document::formats) area: Area,
    /// `None` for pictures and blends of colours.
    pub(in crate::document::formats) colour: Colour,
    pub(in crate::document::formats) kind: CoverKind,
    pub(in crate::document::formats) number: u32,
}

/// What a cover is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::formats) enum CoverKind {
    Paint,
    Picture,
    /// A mark for a redaction that was not carried out.
    Mark,
    /// Lets what is beneath through, or has another shape than its box: it hides nothing, and the
    /// colour of what is painted on it cannot be told.
    Veil,
}

/// A picture on the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::formats) struct Picture {
    pub(in crate::document::formats) area: Area,
    pub(in crate::document::formats) width: usize,
    pub(in crate::document::formats) height: usize,
}

impl Canvas {
    /// The number of what is painted now.
    pub(in crate::document::formats) fn next(&mut self) -> u32 {
        self.next = self.next.saturating_add(1);
        self.next
    }

    /// The texts on it in the order in which they are painted, as long as they stay on one line.
    pub(in crate::document::formats) fn as_painted(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut base = None;
        for glyph in &self.glyphs {
            let level = base.is_some_and(|base: f64| (base - glyph.start.1).abs() < 0.5 * glyph.em);
            if !level {
                lines.push(String::new());
            }
            base = Some(glyph.start.1);
            if let Some(line) = lines.last_mut() {
                line.push_str(glyph.saying.text().unwrap_or("\u{fffd}"));
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// Takes in a stretch of paint that hides nothing.
    pub(in crate::document::formats) fn veil(&mut self, area: Area) {
        let number = self.next();
        self.covers.push(Cover { area, colour: None, kind: CoverKind::Veil, number });
    }

    /// Takes in an opaque stretch of paint.
    pub(in crate::document::formats) fn paint(&mut self, area: Area, colour: Colour) {
        /// Thinner is a line, in points.
        const THIN: f64 = 2.5;
        const LONG: f64 = 8.0;
        let number = self.next();
        let (short, long) = (area.width().min(area.height()), area.width().max(area.height()));
        if short <= THIN && long >= LONG {
            self.rules.push(area);
        }
        self.covers.push(Cover { area, colour, kind: CoverKind::Paint, number });
    }
}
