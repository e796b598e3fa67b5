//! The state of graphics and text (ISO 32000-2 §8.4, §9.3).

use std::rc::Rc;

use super::face::{Known, Sign};
use crate::document::formats::page::{
    canvas::{BLACK, Colour},
    geometry::{Area, Matrix},
};

/// The `State` that operators change.
#[derive(Clone)]
pub(super) struct State<'a> {
    pub(super) ctm: Matrix,
    pub(super) clip: Area,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) line_width: f64,
    pub(super) dashed: bool,
    /// What is painted mixes with what is beneath.
    pub(super) blends: bool,
    /// A soft mask lets what is beneath through.
    pub(super) masked: bool,
    pub(super) text: TextState<'a>,
}

/// What is painted with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) colour: Colour,
    pub(super) opacity: f32,
    pub(super) space: Space,
}

/// How the numbers of a colour are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// Amounts of one ink: black, or any other.
    Ink {
        black: bool,
    },
    Other,
}

/// The state of text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) face: Option<Rc<Known<'a>>>,
    pub(super) size: f64,
    /// Added after each character, and after each blank.
    pub(super) between: f64,
    pub(super) between_words: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: f64,
    matrix: Matrix,
    line: Matrix,
}

/// Where a glyph comes to lie on the page.
pub(super) struct Placed {
    pub(super) area: Area,
    pub(super) start: (f64, f64),
    pub(super) direction: (f64, f64),
    pub(super) advance: f64,
    pub(super) em: f64,
}

impl State<'_> {
    /// The one that a page begins with.
    pub(super) fn new() -> Self {
        let paint = Paint { colour: BLACK, opacity: 1.0, space: Space::Grey };
        Self {
            ctm: Matrix::IDENTITY,
            clip: Area::ALL,
            fill: paint,
            stroke: paint,
            line_width: 1.0,
            dashed: false,
            blends: false,
            masked: false,
            text: TextState {
                face: None,
                size: 0.0,
                between: 0.0,
                between_words: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0.0,
                matrix: Matrix::IDENTITY,
                line: Matrix::IDENTITY,
            },
        }
    }

    /// Whether what is painted hides what is beneath.
    pub(super) fn is_opaque(&self, paint: &Paint) -> bool {
        paint.opacity >= 0.9 && !self.blends && !self.masked
    }

    pub(super) fn set_line(&mut self, matrix: Matrix) {
        self.text.matrix = matrix;
        self.text.line = matrix;
    }

    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text.line));
    }

    /// Moves back by thousandths of an em.
    pub(super) fn shift(&mut self, thousandths: f64) {
        let vertical = self.text.face.as_ref().is_some_and(|face| face.is_vertical());
        let by = -thousandths / 1000.0 * self.text.size;
        self.step(if vertical { (0.0, by) } else { (by * self.text.stretch, 0.0) });
    }

    /// Moves on behind a sign.
    pub(super) fn advance(&mut self, sign: &Sign, vertical: bool, blank: bool) {
        let text = &self.text;
        let more = text.between + if blank { text.between_words } else { 0.0 };
        let along = sign.advance * text.size;
        let step = match vertical {
            true => (0.0, -along + more),
            false => ((along + more) * text.stretch, 0.0),
        };
        self.step(step);
    }

    fn step(&mut self, (x, y): (f64, f64)) {
        self.text.matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text.matrix);
    }

    /// Where a sign comes to lie that is set now.
    pub(super) fn place(&self, sign: &Sign, vertical: bool) -> Placed {
        /// How far letters reach below and above the line, in ems.
        const BELOW: f64 = -0.2;
        const ABOVE: f64 = 0.8;
        let text = &self.text;
        let sized = Matrix([text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise]);
        let whole = sized.then(text.matrix).then(self.ctm);
        let (dx, dy) = sign.origin;
        let shape = match vertical {
            true => Area::new(dx, dy - 0.12, dx + 1.0, dy + 0.88),
            false => Area::new(0.0, BELOW, sign.advance.max(0.05), ABOVE),
        };
        let along = if vertical { whole.vector(0.0, -1.0) } else { whole.vector(1.0, 0.0) };
        let unit = along.0.hypot(along.1);
        let up = whole.vector(0.0, 1.0);
        let direction = if unit > 0.0 { (along.0 / unit, along.1 / unit) } else { (1.0, 0.0) };
        Placed {
            area: whole.area(shape),
            start: whole.point(0.0, 0.0),
            direction,
            advance: sign.advance * unit,
            em: if vertical { unit } else { up.0.hypot(up.1) },
        }
    }
}
