//! Where boxes of a text stand, and which lie so far outside of its pages that nobody sees them
//! (ISO/IEC 29500-1 §20.4, ISO/IEC 29500-4 §19.1).

use crate::document::{
    Look,
    formats::markup::{Node, walk},
};

/// Units of a drawing in a twentieth of a point, the measure of pages, and in a point.
const OF_TWENTIETH: i64 = 635;
const OF_POINT: f64 = 12_700.0;
/// A box of VML that begins this far before its page, in points, is none of it whatever its size: no
/// page of a text is larger.
const FARTHEST: f64 = 1_584.0;

/// The largest `Page` of a text, with its margins, in the units of a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    width: i64,
    height: i64,
    left: i64,
    top: i64,
}

impl Page {
    /// The largest page of the text in `story`; one of A4 where none is given.
    pub(super) fn of(story: &str) -> Self {
        let (mut size, mut margins) = ((0, 0), (0, 0));
        walk(story, |node| {
            if let Node::Open(element) = node {
                let length = |name: &str| element.number(name).map_or(0, i64::from);
                match element.name() {
                    "pgSz" => size = (size.0.max(length("w")), size.1.max(length("h"))),
                    "pgMar" => {
                        margins = (margins.0.max(length("left")), margins.1.max(length("top")));
                    }
                    _ => {}
                }
            }
        });
        let (width, height) = if size.0 > 0 && size.1 > 0 { size } else { (11_906, 16_838) };
        Self {
            width: width * OF_TWENTIETH,
            height: height * OF_TWENTIETH,
            left: margins.0 * OF_TWENTIETH,
            top: margins.1 * OF_TWENTIETH,
        }
    }
}

/// The `Placing` of a drawing: how far it begins from what, across and down.
#[derive(Debug, Default)]
pub(super) struct Placing {
    across: Option<Offset>,
    down: Option<Offset>,
    /// The one that is being read is that across.
    is_across: bool,
    from: String,
}

#[derive(Debug)]
struct Offset {
    from: String,
    by: i64,
}

impl Placing {
    /// An offset from `from` follows, across the page or down.
    pub(super) fn begin(&mut self, is_across: bool, from: &str) {
        self.is_across = is_across;
        from.clone_into(&mut self.from);
    }

    /// The offset that was announced.
    pub(super) fn offset(&mut self, text: &str) {
        let Ok(by) = text.trim().parse() else { return };
        let offset = Some(Offset { from: std::mem::take(&mut self.from), by });
        if self.is_across {
            self.across = offset;
        } else {
            self.down = offset;
        }
    }

    /// Whether a drawing of this size lies outside of the page.
    pub(super) fn is_off(&self, page: Page, size: (i64, i64)) -> bool {
        let off = |offset: &Option<Offset>, size: i64, page: i64, margin: i64| {
            offset.as_ref().is_some_and(|offset| {
                // How far what it counts from may be from the edge of the page.
                let room = match offset.from.as_str() {
                    "page" => 0,
                    "margin" | "leftMargin" | "topMargin" => margin,
                    _ => page,
                };
                offset.by >= page || offset.by.saturating_add(size) <= -room
            })
        };
        off(&self.across, size.0, page.width, page.left)
            || off(&self.down, size.1, page.height, page.top)
    }
}

/// Why nobody sees a shape of VML with this `style`, if that is so.
pub(super) fn look(style: &str) -> Option<Look> {
    if style.is_empty() {
        return None;
    }
    let value = |wanted: &str| {
        style.split(';').find_map(|one| {
            let (name, value) = one.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
        })
    };
    let is = |name: &str, wanted: &str| {
        value(name).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    if is("visibility", "hidden") || is("mso-hide", "all") || is("display", "none") {
        return Some(Look::Hidden);
    }
    // In a group places have no unit, and count from its origin; margins are points without one.
    let off = |name: &str, bare: bool, size: &str| {
        let Some(begins) = value(name).and_then(|value| points(value, bare)) else { return false };
        let size = value(size).and_then(|value| points(value, true)).unwrap_or(0.0);
        begins >= FARTHEST || begins + size <= -FARTHEST
    };
    let far = off("margin-left", true, "width")
        || off("margin-top", true, "height")
        || off("left", false, "width")
        || off("top", false, "height");
    far.then_some(Look::OffPage)
}

/// A length in points; one without a unit only where those are points too.
fn points(length: &str, bare: bool) -> Option<f64> {
    let end = length.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(length.len());
    let (number, unit) = length.split_at(end);
    let size = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 28.35,
        "mm" => 2.835,
        "pc" => 12.0,
        "px" => 0.75,
        "emu" => 1.0 / OF_POINT,
        "" if bare => 1.0,
        _ => return None,
    };
    Some(number.trim().parse::<f64>().ok()? * size)
}
