//! Glyphs put together to lines, as a reader sees them, whatever the order in which they are painted.

use std::collections::BTreeMap;

use super::{
    canvas::{Canvas, Glyph},
    geometry::Area,
    seen::{Seen, Sight},
};
use crate::document::formats::flow::Run;

/// Largest gap within a word, in ems.
const WORD: f64 = 0.14;
/// Largest gap between Hanzi of one word.
const HANZI: f64 = 0.6;
/// Least gap between words that may stand in two columns.
const GAP: f64 = 0.18;
/// Largest gap between words of one stretch; beyond it another column begins.
const COLUMN: f64 = 1.2;
/// How far back a glyph may reach under the one before it.
const BACK: f64 = -0.5;
/// How far glyphs of one line may differ in height.
const LEVEL: f64 = 0.35;
/// The size of letters that have none, in points.
const NOTHING: f64 = 0.01;
/// How far a letter that is painted twice to look bold moves.
const TWICE: f64 = 0.15;

/// A `Stretch` of a line: words with no wide gap between them.
#[derive(Debug, Clone)]
pub(in crate::document::formats) struct Stretch {
    pub(in crate::document::formats) runs: Vec<(Run, String)>,
    /// Text that was recognised in a picture.
    pub(in crate::document::formats) recognised: bool,
    /// Along the line, from the left; across it, from below; how large an em is.
    pub(in crate::document::formats) from: f64,
    pub(in crate::document::formats) to: f64,
    pub(in crate::document::formats) base: f64,
    pub(in crate::document::formats) em: f64,
    /// Where it lies on the page.
    pub(in crate::document::formats) area: Area,
    last: Option<(char, f64)>,
}

/// A line: its words, or the stretches they make, from left to right.
pub(in crate::document::formats) type Line = Vec<Stretch>;

/// The lines of a page in words, those in each direction from top to bottom; upright ones first.
pub(in crate::document::formats) fn lines(
    canvas: &Canvas,
    sight: &Sight,
) -> Vec<(bool, Vec<Line>)> {
    let mut directions: BTreeMap<(bool, i32), Vec<Stretch>> = BTreeMap::new();
    for (glyph, seen) in canvas.glyphs.iter().zip(&sight.glyphs) {
        let (degrees, _) = glyph.line();
        let stretches = directions.entry((degrees != 0, degrees)).or_default();
        let next = Stretch::of(glyph, *seen);
        match stretches.last_mut() {
            Some(last) if last.goes_on_with(&next) => last.join(next),
            _ => stretches.push(next),
        }
    }
    let lines = directions.into_iter();
    lines.map(|((turned, _), stretches)| (!turned, level(stretches))).collect()
}

/// Sorts stretches into lines.
fn level(mut stretches: Vec<Stretch>) -> Vec<Line> {
    stretches.retain(|stretch| !stretch.is_blank());
    stretches.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<(f64, Line)> = Vec::new();
    for stretch in stretches {
        match lines.last_mut() {
            Some((base, line)) if (*base - stretch.base).abs() < LEVEL * stretch.em => {
                line.push(stretch);
            }
            _ => lines.push((stretch.base, vec![stretch])),
        }
    }
    let tidied = lines.into_iter().map(|(_, mut line)| {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        join(line, GAP, &[])
    });
    tidied.collect()
}

/// The stretches that the words of a line make; `walls` are lines that part the columns of tables.
pub(in crate::document::formats) fn stretches(line: Line, walls: &[Area]) -> Line {
    join(line, COLUMN, walls)
}

/// Joins what has no gap of `most` ems and no wall between it.
fn join(line: Line, most: f64, walls: &[Area]) -> Line {
    let mut joined = Line::new();
    for stretch in line {
        match joined.last_mut() {
            Some(last) if last.is_repeated_by(&stretch) => {}
            Some(last)
                if last.is_near(&stretch, most)
                    && !walls.iter().any(|wall| stretch.is_parted(last, *wall)) =>
            {
                last.join(stretch);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

impl Stretch {
    fn of(glyph: &Glyph, seen: Seen) -> Self {
        let (x, y) = glyph.start;
        let (dx, dy) = glyph.direction;
        let text = glyph.saying.text().unwrap_or("\u{fffd}");
        let run = match seen {
            Seen::Plainly | Seen::Recognised => Run::Plain,
            Seen::Not(look) => Run::Unseen(look),
        };
        let (from, base) = (x * dx + y * dy, y * dx - x * dy);
        Self {
            runs: vec![(run, text.to_owned())],
            recognised: seen == Seen::Recognised,
            from,
            to: from + glyph.advance,
            base,
            em: glyph.em.max(NOTHING),
            area: glyph.area,
            last: text.chars().next().map(|char| (char, from)),
        }
    }

    pub(in crate::document::formats) fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The box around it, turned so that it runs from left to right.
    pub(in crate::document::formats) fn turned(&self) -> Area {
        Area::new(self.from, self.base - 0.2 * self.em, self.to, self.base + 0.8 * self.em)
    }

    fn is_blank(&self) -> bool {
        self.runs.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Whether `next`, painted right after it, belongs to it.
    fn goes_on_with(&self, next: &Self) -> bool {
        let gap = (next.from - self.to) / self.em;
        let level = (next.base - self.base).abs() < LEVEL * self.em.min(next.em);
        level && (BACK..GAP).contains(&gap) && self.recognised == next.recognised
            || self.is_letter_twice(next)
    }

    fn is_near(&self, next: &Self, most: f64) -> bool {
        let gap = (next.from - self.to) / self.em.min(next.em);
        (BACK..most).contains(&gap) && self.recognised == next.recognised
    }

    /// Whether `next` is its last letter once more, to look bold.
    fn is_letter_twice(&self, next: &Self) -> bool {
        self.last.zip(next.last).is_some_and(|((char, at), (again, here))| {
            // Letters of no size lie all in one place.
            char == again
                && self.em > NOTHING
                && (here - at).abs() < TWICE * self.em
                && (next.base - self.base).abs() < TWICE * self.em
        })
    }

    /// Whether `next` is all of it once more.
    fn is_repeated_by(&self, next: &Self) -> bool {
        (next.from - self.from).abs() < TWICE * self.em
            && (next.base - self.base).abs() < TWICE * self.em
            && self.runs == next.runs
    }

    /// Whether a wall stands between it and `last`.
    fn is_parted(&self, last: &Self, wall: Area) -> bool {
        let (x, _) = wall.middle();
        let height = self.base + 0.3 * self.em;
        let slack = 0.2 * self.em;
        wall.bottom <= height
            && height <= wall.top
            && last.to - slack <= x
            && x <= self.from + slack
    }

    /// Adds `next` behind it, with a blank where there is a gap.
    pub(in crate::document::formats) fn join(&mut self, next: Self) {
        if self.is_letter_twice(&next) && next.text().chars().count() == 1 {
            return;
        }
        let gap = (next.from - self.to) / self.em.min(next.em);
        let hanzi = |char: Option<char>| char.is_some_and(|char| char >= '\u{2e80}');
        let (before, after) = (self.last_char(), next.first_char());
        let most = if hanzi(before) && hanzi(after) { HANZI } else { WORD };
        let blank = |char: Option<char>| char.is_none_or(char::is_whitespace);
        let run = next.runs.first().map_or(Run::Plain, |(run, _)| *run);
        if gap > most && !blank(before) && !blank(after) {
            self.push(run, " ");
        }
        for (run, text) in &next.runs {
            self.push(*run, text);
        }
        self.to = self.to.max(next.to);
        self.em = self.em.max(next.em);
        self.area = self.area.and(next.area);
        self.last = next.last;
    }

    fn push(&mut self, run: Run, text: &str) {
        match self.runs.last_mut() {
            Some((last, before)) if *last == run => before.push_str(text),
            _ => self.runs.push((run, text.to_owned())),
        }
    }

    fn last_char(&self) -> Option<char> {
        self.runs.last().and_then(|(_, text)| text.chars().next_back())
    }

    fn first_char(&self) -> Option<char> {
        self.runs.first().and_then(|(_, text)| text.chars().next())
    }
}
