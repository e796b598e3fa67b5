//! What a page paints (GB/T 33190-2016, clauses 8 to 13), onto a canvas.

use std::collections::BTreeMap;

use super::tree::{Element, numbers};
use crate::document::formats::page::{
    canvas::{BLACK, Canvas, Clipped, Colour, Cover, CoverKind, Glyph, Picture, Saying},
    geometry::{Area, Matrix},
    path::Path,
};

/// Deepest that blocks and units lie in each other.
const DEEPEST: usize = 32;
/// Most glyphs of a page.
const MOST_GLYPHS: usize = 1_000_000;
/// Width of a line that says none, in millimetres (clause 9.1).
const LINE: f64 = 0.353;
/// Largest step from letter to letter, in millimetres.
const FARTHEST: f64 = 500.0;
/// Least opacity, of 255, of what hides what is beneath.
const OPAQUE: f64 = 229.0;

/// What the pages of a document have in common.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// How many numbers a colour of a space has.
    pub(super) spaces: BTreeMap<String, usize>,
    pub(super) pictures: BTreeMap<String, Bitmap>,
    /// Units of graphics that objects paint.
    pub(super) units: BTreeMap<String, Element>,
    /// Parameters of painting that objects share.
    pub(super) parameters: BTreeMap<String, Element>,
}

/// A picture that objects paint.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bitmap {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Nothing shows through it.
    pub(super) opaque: bool,
}

/// Paints the objects in `block`, of which nothing is seen where it is `hidden`; the texts that were
/// painted.
pub(super) fn paint(
    block: &Element,
    matrix: Matrix,
    hidden: bool,
    resources: &Resources,
    canvas: &mut Canvas,
) -> Vec<String> {
    let mut painter = Painter { resources, canvas, depth: 0, painted: Vec::new() };
    painter.block(block, matrix, hidden);
    painter.painted
}

struct Painter<'r> {
    resources: &'r Resources,
    canvas: &'r mut Canvas,
    depth: usize,
    painted: Vec<String>,
}

impl Painter<'_> {
    fn block(&mut self, block: &Element, matrix: Matrix, hidden: bool) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        for object in &block.children {
            let hidden = hidden || object.is_off("Visible");
            match object.name.as_str() {
                "TextObject" => self.text(object, matrix, hidden),
                "PathObject" if !hidden => self.path(object, matrix),
                "ImageObject" if !hidden => self.image(object, matrix),
                "CompositeObject" => {
                    let unit = object.attribute("ResourceID");
                    let unit = unit.and_then(|id| self.resources.units.get(id));
                    if let Some(content) = unit.and_then(|unit| unit.child("Content")) {
                        self.block(content, placed(object, matrix), hidden);
                    }
                }
                "PageBlock" | "Layer" | "Content" => self.block(object, matrix, hidden),
                _ => {}
            }
        }
        self.depth -= 1;
    }

    /// Text (clause 11): codes, and where each of them stands.
    fn text(&mut self, object: &Element, matrix: Matrix, hidden: bool) {
        let matrix = placed(object, matrix);
        let size = object.number("Size").unwrap_or(0.0);
        let stretch = object.number("HScale").unwrap_or(1.0);
        let filled = !object.is_off("Fill");
        let (key, stroked) = if filled { ("FillColor", false) } else { ("StrokeColor", true) };
        let (colour, opacity) = self.colour(object, key);
        let painted = filled || stroked && object.child("StrokeColor").is_some();
        let number = self.canvas.next();
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.all("TextCode") {
            x = code.number("X").unwrap_or(x);
            y = code.number("Y").unwrap_or(y);
            let moves = |name: &str| code.attribute(name).map(deltas);
            let (across, down) = (moves("DeltaX"), moves("DeltaY"));
            if self.canvas.glyphs.len() >= MOST_GLYPHS {
                // What is not painted is left to be told as it is written.
                return;
            }
            // What runs backwards, or apart, is left to be told as it is written too.
            let runs = |moves: &Option<Vec<f64>>| {
                moves.iter().flatten().all(|step| (0.0..=FARTHEST).contains(step))
            };
            if runs(&across) && runs(&down) {
                self.painted.push(code.text.clone());
            }
            let vertical = object.attribute("ReadDirection") == Some("90")
                || across.is_none() && down.is_some();
            let chars: Vec<char> =
                code.text.chars().filter(|char| !matches!(char, '\n' | '\r' | '\t')).collect();
            for (index, char) in chars.iter().enumerate() {
                let own = if char.is_ascii() { 0.5 } else { 1.0 } * size * stretch;
                let step = |moves: &Option<Vec<f64>>| {
                    moves.as_ref().and_then(|all| all.get(index).copied())
                };
                let (right, below) = match vertical {
                    true => (0.0, step(&down).unwrap_or(size)),
                    false => (step(&across).unwrap_or(own), step(&down).unwrap_or(0.0)),
                };
                let advance = if vertical { below } else { own.min(right.abs().max(0.1 * size)) };
                let along =
                    if vertical { matrix.vector(0.0, 1.0) } else { matrix.vector(1.0, 0.0) };
                let unit = along.0.hypot(along.1).max(1e-9);
                let area = Area::new(x, y - 0.8 * size, x + own.max(0.05 * size), y + 0.2 * size);
                self.canvas.glyphs.push(Glyph {
                    saying: Saying::Text(char.to_string().into()),
                    area: matrix.area(area),
                    start: matrix.point(x, y),
                    direction: (along.0 / unit, along.1 / unit),
                    advance: advance * unit,
                    em: size * matrix.scale(),
                    colour,
                    opacity: (opacity / 255.0) as f32,
                    unpainted: hidden || !painted,
                    off: false,
                    clipped: Clipped::No,
                    number,
                });
                x += right;
                y += below;
            }
        }
    }

    /// A path (clause 9).
    fn path(&mut self, object: &Element, matrix: Matrix) {
        let matrix = placed(object, matrix);
        let Some(data) = object.child("AbbreviatedData") else { return };
        let mut path = Path::default();
        let mut tokens = data.text.split_whitespace().peekable();
        while let Some(operator) = tokens.next() {
            let mut parts = Vec::new();
            while let Some(part) = tokens.peek().and_then(|token| token.parse::<f64>().ok()) {
                parts.push(part);
                tokens.next();
            }
            match operator {
                "M" | "S" => path.add(b"m", &parts, matrix),
                "L" => path.add(b"l", &parts, matrix),
                "Q" => path.add(b"v", &parts, matrix),
                "B" => path.add(b"c", &parts, matrix),
                "A" => path.add(b"l", parts.get(5..).unwrap_or_default(), matrix),
                "C" => path.add(b"h", &[], matrix),
                _ => {}
            }
        }
        let yes = |name: &str| object.attribute(name).is_some_and(|value| value == "true");
        if yes("Fill") {
            let (colour, opacity) = self.colour(object, "FillColor");
            let even_odd = object.attribute("Rule") == Some("Even-Odd");
            let boxes = path.areas(even_odd);
            if opacity < OPAQUE || boxes.is_empty() {
                self.canvas.veil(path.bounds());
            } else {
                for area in boxes {
                    self.canvas.paint(area, colour);
                }
            }
        }
        if !object.is_off("Stroke") {
            let (colour, opacity) = self.colour(object, "StrokeColor");
            let width = object.number("LineWidth").unwrap_or(LINE) * matrix.scale();
            if opacity >= OPAQUE && object.attribute("DashPattern").is_none() {
                for area in path.lines(width) {
                    self.canvas.paint(area, colour);
                }
            }
        }
    }

    /// A picture fills the unit square (clause 10).
    fn image(&mut self, object: &Element, matrix: Matrix) {
        let area = placed(object, matrix).area(Area::new(0.0, 0.0, 1.0, 1.0));
        let known = object.attribute("ResourceID").and_then(|id| self.resources.pictures.get(id));
        let number = self.canvas.next();
        let seen = object.number("Alpha").unwrap_or(255.0) >= OPAQUE;
        let masked = object.attribute("ImageMask").is_some();
        if known.is_some_and(|bitmap| bitmap.opaque) && seen && !masked {
            let kind = CoverKind::Picture;
            self.canvas.covers.push(Cover { area, colour: None, kind, number });
        } else {
            self.canvas.veil(area);
        }
        let (width, height) = known.map_or((0, 0), |bitmap| (bitmap.width, bitmap.height));
        self.canvas.pictures.push(Picture { area, width, height });
    }

    /// The colour under `key`, and its opacity of 255 (clause 8.3).
    fn colour(&self, object: &Element, key: &str) -> (Colour, f64) {
        let whole = object.number("Alpha").unwrap_or(255.0);
        let shared = object.attribute("DrawParam");
        let shared = shared.and_then(|id| self.resources.parameters.get(id));
        let colour = object.child(key).or_else(|| shared?.child(key));
        let Some(colour) = colour else { return (BLACK, whole) };
        let opacity = whole.min(colour.number("Alpha").unwrap_or(255.0));
        if !colour.children.is_empty() {
            // A pattern or a blend.
            return (None, opacity);
        }
        let Some(parts) = colour.attribute("Value").map(numbers) else { return (BLACK, opacity) };
        let space = colour.attribute("ColorSpace").and_then(|id| self.resources.spaces.get(id));
        let part =
            |at: usize| (parts.get(at).copied().unwrap_or(0.0) / 255.0).clamp(0.0, 1.0) as f32;
        let painted = match space.copied().unwrap_or(parts.len()) {
            1 => Some([part(0); 3]),
            3 => Some([part(0), part(1), part(2)]),
            4 => {
                let light = 1.0 - part(3);
                Some([(1.0 - part(0)) * light, (1.0 - part(1)) * light, (1.0 - part(2)) * light])
            }
            _ => None,
        };
        (painted, opacity)
    }
}

/// The space of an object in its box.
fn placed(object: &Element, matrix: Matrix) -> Matrix {
    let own = object.numbers("CTM").map_or(Matrix::IDENTITY, Matrix);
    let [x, y, ..] = object.numbers("Boundary").unwrap_or([0.0; 4]);
    own.then(Matrix([1.0, 0.0, 0.0, 1.0, x, y])).then(matrix)
}

/// The steps in a list of them, `g n v` for n times v (clause 11.3).
fn deltas(list: &str) -> Vec<f64> {
    /// Most steps of a text.
    const MOST: usize = 100_000;
    let mut steps = Vec::new();
    let mut tokens = list.split_whitespace();
    while let Some(token) = tokens.next() {
        if steps.len() >= MOST {
            break;
        }
        if token == "g" {
            let count = tokens.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let step = tokens.next().and_then(|step| step.parse::<f64>().ok()).unwrap_or(0.0);
            steps.extend(std::iter::repeat_n(step, count.min(MOST)));
        } else if let Ok(step) = token.parse() {
            steps.push(step);
        }
    }
    steps
}
