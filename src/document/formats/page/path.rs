//! Paths (ISO 32000-2 §8.5): which boxes they fill, which lines they draw.

use super::geometry::{Area, Matrix};

/// Least share of its box that a shape must fill to be taken for the box.
const FILLS: f64 = 0.75;
/// Most points of a path that are looked at; beyond them, only its bounds.
const MOST_POINTS: usize = 100_000;

/// A `Path` that is being made, in the space of the page.
#[derive(Debug, Default)]
pub(in crate::document::formats) struct Path {
    shapes: Vec<Shape>,
    points: usize,
    bounds: Option<Area>,
}

#[derive(Debug, Default)]
struct Shape {
    points: Vec<(f64, f64)>,
    closed: bool,
}

impl Path {
    /// Adds what an operator says.
    pub(in crate::document::formats) fn add(
        &mut self,
        operator: &[u8],
        parts: &[f64],
        matrix: Matrix,
    ) {
        let point = |at: usize| Some(matrix.point(*parts.get(at)?, *parts.get(at + 1)?));
        match operator {
            b"m" => {
                if let Some(start) = point(0) {
                    self.begin(start);
                }
            }
            b"l" => self.line(point(0)),
            // Where curves lead is near enough.
            b"c" => {
                self.line(point(2));
                self.line(point(4));
            }
            b"v" | b"y" => {
                self.line(point(0));
                self.line(point(2));
            }
            b"h" => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.closed = true;
                }
            }
            b"re" => {
                let [x, y, width, height] = *parts else { return };
                self.begin(matrix.point(x, y));
                for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height)] {
                    self.line(Some(matrix.point(x, y)));
                }
                if let Some(shape) = self.shapes.last_mut() {
                    shape.closed = true;
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, start: (f64, f64)) {
        self.shapes.push(Shape::default());
        self.line(Some(start));
    }

    fn line(&mut self, to: Option<(f64, f64)>) {
        let Some(to) = to else { return };
        let here = Area::around(&[to]);
        self.bounds = Some(self.bounds.map_or(here, |bounds| bounds.and(here)));
        self.points += 1;
        if self.points <= MOST_POINTS
            && let Some(shape) = self.shapes.last_mut()
        {
            shape.points.push(to);
        }
    }

    /// The box around all of it.
    pub(in crate::document::formats) fn bounds(&self) -> Area {
        self.bounds.unwrap_or(Area::new(0.0, 0.0, 0.0, 0.0))
    }

    pub(in crate::document::formats) fn is_empty(&self) -> bool {
        self.bounds.is_none()
    }

    pub(in crate::document::formats) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The boxes that filling it paints; a shape with holes paints none.
    pub(in crate::document::formats) fn areas(&self, even_odd: bool) -> Vec<Area> {
        let boxes: Vec<(Area, f64)> =
            self.shapes.iter().map(|shape| (Area::around(&shape.points), shape.size())).collect();
        // Only few shapes can be holes of each other.
        let near = || boxes.iter().take(64);
        let is_hole_of = |(inner, size): &(Area, f64), outer: &(Area, f64)| {
            let turns = even_odd || size.signum() != outer.1.signum();
            turns && size.abs() < outer.1.abs() && inner.share_in(outer.0) > 0.99
        };
        let paints = |shape: &&(Area, f64)| {
            let holes = near().filter(|inner| is_hole_of(inner, shape));
            let holes: f64 = holes.map(|(_, size)| size.abs()).sum();
            let is_hole = near().any(|outer| is_hole_of(shape, outer));
            !is_hole && shape.1.abs() - holes >= FILLS * shape.0.size()
        };
        boxes.iter().filter(paints).map(|(area, _)| *area).collect()
    }

    /// The boxes that drawing it with a pen of this `width` paints, as far as its lines are upright
    /// or flat, or the pen is wide enough that they are next to it.
    pub(in crate::document::formats) fn lines(&self, width: f64) -> Vec<Area> {
        let width = width.max(0.1);
        let stroke = |points: &[(f64, f64)]| {
            let area = Area::around(points);
            let (short, wide) = (area.width().min(area.height()), area.width() >= area.height());
            let half = (width - short.min(width) / 2.0) / 2.0;
            let straight = short <= 0.5 || short <= 0.6 * width;
            let (x, y) = if wide { (0.0, half) } else { (half, 0.0) };
            straight
                .then(|| Area::new(area.left - x, area.bottom - y, area.right + x, area.top + y))
        };
        let mut lines = Vec::new();
        for shape in &self.shapes {
            // A stroke of a marker is one line of many small ones.
            if let Some(line) = stroke(&shape.points) {
                lines.push(line);
                continue;
            }
            let back = shape.closed.then(|| shape.points.first().copied()).flatten();
            let ends = shape.points.iter().copied().skip(1).chain(back);
            let parts = shape.points.iter().copied().zip(ends);
            lines.extend(parts.filter_map(|(from, to)| stroke(&[from, to])));
        }
        lines
    }
}

impl Shape {
    /// How large it is; its sign says which way round it goes.
    fn size(&self) -> f64 {
        let next = self.points.iter().cycle().skip(1);
        let twice: f64 = self.points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
        twice / 2.0
    }
}
