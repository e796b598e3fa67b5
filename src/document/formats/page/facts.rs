//! What hides text on a page, as facts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    canvas::{Canvas, Clipped, Glyph},
    geometry::Area,
    seen::{Seen, Sight},
};
use crate::document::{ConcealedKind, Look, Place, formats::rest::Rest, place};

/// What programs write into every file, unseen.
const ORDINARY: &[&str] = &["Powered by TCPDF (www.tcpdf.org)"];

/// Fewest letters of a page that are hidden on purpose.
const FEW: usize = 3;

/// Counts what hides text on a page, each where it does. A letter or two are slips of the pen.
pub(in crate::document::formats) fn count(
    canvas: &Canvas,
    sight: &Sight,
    shown: Area,
    at: &Place,
    rest: &mut Rest<'_>,
) {
    let glyphs = || canvas.glyphs.iter().zip(&sight.glyphs);
    let letters = |said: &str| said.chars().filter(|char| char.is_alphanumeric()).count();
    let text = |glyphs: &mut dyn Iterator<Item = &Glyph>| -> String {
        glyphs.filter_map(|glyph| glyph.saying.text()).collect()
    };
    let covered = glyphs().filter(|(_, seen)| **seen == Seen::Not(Look::Covered));
    if letters(&text(&mut covered.map(|(glyph, _)| glyph))) >= FEW {
        for area in &sight.covered {
            let area = place::Area {
                left: points(area.left - shown.left),
                top: points(shown.top - area.top),
                width: points(area.width()),
                height: points(area.height()),
            };
            rest.fact_at(ConcealedKind::CoveredText, Place { area: Some(area), ..at.clone() });
        }
    }
    let seen_lines: BTreeSet<(i32, i32)> = glyphs()
        .filter(|(_, seen)| **seen == Seen::Plainly)
        .map(|(glyph, _)| glyph.line())
        .collect();
    let hidden = glyphs().filter(|(glyph, seen)| match seen {
        // What is too long for its line or its cell was not put where nobody sees it.
        Seen::Not(Look::OffPage) => {
            glyph.clipped != Clipped::Beside && !seen_lines.contains(&glyph.line())
        }
        Seen::Not(look) => *look != Look::Covered,
        Seen::Plainly | Seen::Recognised => false,
    });
    let mut lines: BTreeMap<(i32, i32), String> = BTreeMap::new();
    for (glyph, _) in hidden {
        lines.entry(glyph.line()).or_default().push_str(glyph.saying.text().unwrap_or_default());
    }
    let seen = glyphs().filter(|(_, seen)| **seen == Seen::Plainly);
    let seen = text(&mut seen.map(|(glyph, _)| glyph));
    // A shadow, or the rest of a watermark: it is read elsewhere on the page.
    lines.retain(|_, line| !seen.contains(line.trim()) && !ORDINARY.contains(&line.trim()));
    if lines.values().map(|line| letters(line)).sum::<usize>() >= FEW {
        rest.fact_at(ConcealedKind::HiddenText, at.clone());
    }
}

/// A length in whole points.
fn points(length: f64) -> i32 {
    length.round().clamp(-1e6, 1e6) as i32
}
