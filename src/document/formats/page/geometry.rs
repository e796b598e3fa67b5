//! Boxes and matrices of pages, in points (ISO 32000-2 §8.3).

/// A `Matrix` maps one space of coordinates to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::document::formats) struct Matrix(pub(in crate::document::formats) [f64; 6]);

impl Matrix {
    pub(in crate::document::formats) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// What first `self` and then `next` do.
    pub(in crate::document::formats) fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub(in crate::document::formats) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction comes to point.
    pub(in crate::document::formats) fn vector(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// The box around where a box comes to lie.
    pub(in crate::document::formats) fn area(self, area: Area) -> Area {
        let corners = [
            self.point(area.left, area.bottom),
            self.point(area.right, area.bottom),
            self.point(area.left, area.top),
            self.point(area.right, area.top),
        ];
        Area::around(&corners)
    }

    /// By how much lengths grow, on average.
    pub(in crate::document::formats) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// An `Area` is an upright box; empty where its sides are swapped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::document::formats) struct Area {
    pub(in crate::document::formats) left: f64,
    pub(in crate::document::formats) bottom: f64,
    pub(in crate::document::formats) right: f64,
    pub(in crate::document::formats) top: f64,
}

impl Area {
    /// The largest there is.
    pub(in crate::document::formats) const ALL: Self =
        Self { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

    pub(in crate::document::formats) fn new(left: f64, bottom: f64, right: f64, top: f64) -> Self {
        Self { left, bottom, right, top }
    }

    /// The box around points.
    pub(in crate::document::formats) fn around(points: &[(f64, f64)]) -> Self {
        let none = Self { left: 1e9, bottom: 1e9, right: -1e9, top: -1e9 };
        points.iter().fold(none, |area, (x, y)| area.and_point(*x, *y))
    }

    /// The box around it and a point.
    fn and_point(self, x: f64, y: f64) -> Self {
        Self::new(self.left.min(x), self.bottom.min(y), self.right.max(x), self.top.max(y))
    }

    /// The box around both.
    pub(in crate::document::formats) fn and(self, other: Self) -> Self {
        self.and_point(other.left, other.bottom).and_point(other.right, other.top)
    }

    /// What lies in both.
    pub(in crate::document::formats) fn within(self, other: Self) -> Self {
        Self::new(
            self.left.max(other.left),
            self.bottom.max(other.bottom),
            self.right.min(other.right),
            self.top.min(other.top),
        )
    }

    pub(in crate::document::formats) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(in crate::document::formats) fn height(self) -> f64 {
        self.top - self.bottom
    }

    pub(in crate::document::formats) fn is_empty(self) -> bool {
        self.width() <= 0.0 || self.height() <= 0.0
    }

    pub(in crate::document::formats) fn size(self) -> f64 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    /// The share of it that lies in `other`, from 0 to 1.
    pub(in crate::document::formats) fn share_in(self, other: Self) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        self.within(other).size() / self.size()
    }

    pub(in crate::document::formats) fn middle(self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.bottom, self.top))
    }

    pub(in crate::document::formats) fn holds(self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.bottom <= y && y <= self.top
    }
}
