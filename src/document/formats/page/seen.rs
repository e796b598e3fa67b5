//! What a reader sees of the text on a page, and why not of the rest.

use super::{
    canvas::{Canvas, Clipped, Colour, Cover, CoverKind, Glyph, WHITE},
    geometry::Area,
};
use crate::document::Look;

/// Least share of a glyph that something must lie over to hide it.
const HIDES: f64 = 0.6;
/// Least share of a page that a picture of the whole page takes.
const WHOLE: f64 = 0.6;
/// Largest difference of two colours that look alike, in each of their parts.
const ALIKE: f32 = 0.08;
/// Smallest letters that can be read, in points.
const TINY: f64 = 1.0;
/// Least opacity that can be seen.
const OPEN: f32 = 0.05;
/// How many fields a page is cut into, each way, to find what lies over a glyph.
const FIELDS: usize = 24;

/// How a glyph appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::formats) enum Seen {
    Plainly,
    /// Laid under or over the picture of a page, so that it can be searched.
    Recognised,
    Not(Look),
}

/// What lies over the text of a page.
#[derive(Debug, Default)]
pub(in crate::document::formats) struct Sight {
    /// How each glyph appears.
    pub(in crate::document::formats) glyphs: Vec<Seen>,
    /// For each thing that hides text, the box around what it hides.
    pub(in crate::document::formats) covered: Vec<Area>,
}

/// How the glyphs of `canvas` appear on a page of which `page` is shown.
pub(in crate::document::formats) fn sight(canvas: &Canvas, page: Area) -> Sight {
    let fields = Fields::new(canvas, page);
    let scanned = is_scanned(canvas, page);
    let mut under: Vec<Option<Area>> = vec![None; canvas.covers.len()];
    let mut glyphs = Vec::with_capacity(canvas.glyphs.len());
    for glyph in &canvas.glyphs {
        let seen = match plain(glyph, page) {
            Some(Look::Hidden) if scanned => Seen::Recognised,
            Some(look) => Seen::Not(look),
            None => match fields.over(glyph, canvas) {
                Some((_, cover)) if scanned && is_whole(cover.area, page) && is_picture(cover) => {
                    Seen::Recognised
                }
                Some((index, _)) => {
                    let area = under[index].map_or(glyph.area, |area| area.and(glyph.area));
                    under[index] = Some(area);
                    Seen::Not(Look::Covered)
                }
                None if is_lost(glyph, &fields, canvas) => Seen::Not(Look::White),
                None => Seen::Plainly,
            },
        };
        glyphs.push(seen);
    }
    Sight { glyphs, covered: under.into_iter().flatten().collect() }
}

/// Whether pictures take most of the page.
pub(in crate::document::formats) fn is_scanned(canvas: &Canvas, page: Area) -> bool {
    let shares = canvas.pictures.iter().map(|picture| page.share_in(picture.area));
    shares.sum::<f64>() >= WHOLE
}

/// Why a glyph is not seen by itself.
fn plain(glyph: &Glyph, page: Area) -> Option<Look> {
    if glyph.off {
        Some(Look::LayerOff)
    } else if glyph.unpainted {
        Some(Look::Hidden)
    } else if glyph.opacity < OPEN {
        Some(Look::Transparent)
    } else if glyph.clipped != Clipped::No || !page.holds(glyph.area.middle()) {
        Some(Look::OffPage)
    } else if glyph.em < TINY {
        Some(Look::Tiny)
    } else {
        None
    }
}

fn is_whole(area: Area, page: Area) -> bool {
    page.share_in(area) >= WHOLE
}

fn is_picture(cover: &Cover) -> bool {
    cover.kind == CoverKind::Picture
}

/// Whether several stripes that reach across a glyph hide it together.
fn are_over(glyph: Area, parts: &[Area]) -> bool {
    /// Least share of a side that reaches across.
    const ACROSS: f64 = 0.9;
    let wide = parts.iter().filter(|part| {
        part.right.min(glyph.right) - part.left.max(glyph.left) >= ACROSS * glyph.width()
    });
    let high = parts.iter().filter(|part| {
        part.top.min(glyph.top) - part.bottom.max(glyph.bottom) >= ACROSS * glyph.height()
    });
    let rows = wide.map(|part| (part.bottom.max(glyph.bottom), part.top.min(glyph.top)));
    let columns = high.map(|part| (part.left.max(glyph.left), part.right.min(glyph.right)));
    length(rows.collect()) >= HIDES * glyph.height()
        || length(columns.collect()) >= HIDES * glyph.width()
}

/// How long stretches of a line are together.
fn length(mut stretches: Vec<(f64, f64)>) -> f64 {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut length, mut end) = (0.0, f64::NEG_INFINITY);
    for (from, to) in stretches {
        length += (to - from.max(end)).max(0.0);
        end = end.max(to);
    }
    length
}

/// Whether a letter has the colour of what is beneath it.
fn is_lost(glyph: &Glyph, fields: &Fields, canvas: &Canvas) -> bool {
    let is_letter = glyph.saying.text().is_some_and(|text| text.contains(char::is_alphanumeric));
    is_letter && is_alike(glyph.colour, fields.beneath(glyph, canvas))
}

fn is_alike(one: Colour, other: Colour) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.iter().zip(other).all(|(one, other)| (one - other).abs() < ALIKE)
}

/// The covers of a page by where they lie.
struct Fields {
    page: Area,
    /// Their indices, in the order in which they are painted.
    covers: Vec<Vec<usize>>,
}

impl Fields {
    fn new(canvas: &Canvas, page: Area) -> Self {
        let mut fields = Self { page, covers: vec![Vec::new(); FIELDS * FIELDS] };
        for (index, cover) in canvas.covers.iter().enumerate() {
            let (left, bottom) = fields.field(cover.area.left, cover.area.bottom);
            let (right, top) = fields.field(cover.area.right, cover.area.top);
            for row in bottom..=top {
                for column in left..=right {
                    fields.covers[row * FIELDS + column].push(index);
                }
            }
        }
        fields
    }

    fn field(&self, x: f64, y: f64) -> (usize, usize) {
        let at = |from: f64, length: f64, here: f64| {
            let share = (here - from) / length.max(1.0);
            // Within the bounds whatever the number is.
            ((share * FIELDS as f64).clamp(0.0, (FIELDS - 1) as f64)) as usize
        };
        (at(self.page.left, self.page.width(), x), at(self.page.bottom, self.page.height(), y))
    }

    fn at(&self, glyph: &Glyph) -> &[usize] {
        let (x, y) = glyph.area.middle();
        let (column, row) = self.field(x, y);
        &self.covers[row * FIELDS + column]
    }

    /// What is painted over a glyph and hides it: one thing, or the last of several.
    fn over<'c>(&self, glyph: &Glyph, canvas: &'c Canvas) -> Option<(usize, &'c Cover)> {
        let covers = || {
            let covers = self.at(glyph).iter().map(|index| (*index, &canvas.covers[*index]));
            covers.filter(|(_, cover)| {
                cover.number > glyph.number
                    && cover.kind != CoverKind::Veil
                    && !glyph.area.within(cover.area).is_empty()
            })
        };
        let one = covers().find(|(_, cover)| glyph.area.share_in(cover.area) >= HIDES);
        one.or_else(|| {
            let parts: Vec<Area> = covers().map(|(_, cover)| cover.area).collect();
            (parts.len() > 1 && are_over(glyph.area, &parts))
                .then(|| covers().next_back())
                .flatten()
        })
    }

    /// The colour beneath a glyph.
    fn beneath(&self, glyph: &Glyph, canvas: &Canvas) -> Colour {
        let covers = self.at(glyph).iter().rev().map(|index| &canvas.covers[*index]);
        let mut below = covers.filter(|cover| {
            cover.number < glyph.number && glyph.area.share_in(cover.area) >= HIDES / 2.0
        });
        below.next().map_or(WHITE, |cover| cover.colour)
    }
}
