//! Tables by the lines that are drawn around their cells.

use super::geometry::Area;

/// How far lines may miss each other and still meet, in points.
const MEETS: f64 = 2.5;
/// Most lines of a page that are looked at.
const MOST_RULES: usize = 4_000;
/// Most cells of a table.
const MOST_CELLS: usize = 50_000;

/// A table: where it lies, and where its upright lines run.
#[derive(Debug, Clone)]
pub(in crate::document::formats) struct Ruled {
    pub(in crate::document::formats) area: Area,
    pub(in crate::document::formats) columns: Vec<f64>,
    /// Row by row; a cell that reaches over several is there once.
    pub(in crate::document::formats) cells: Vec<Cell>,
}

/// A cell of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::document::formats) struct Cell {
    pub(in crate::document::formats) row: usize,
    pub(in crate::document::formats) rows: usize,
    pub(in crate::document::formats) columns: usize,
    pub(in crate::document::formats) area: Area,
}

/// A line: where it runs, and from where to where.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f64,
    from: f64,
    to: f64,
}

/// The tables that lines make.
pub(in crate::document::formats) fn tables(rules: &[Area]) -> Vec<Ruled> {
    let rules = &rules[..rules.len().min(MOST_RULES)];
    let flat = merged(rules.iter().filter(|rule| rule.width() >= rule.height()).map(|rule| Rule {
        at: rule.middle().1,
        from: rule.left,
        to: rule.right,
    }));
    let upright =
        merged(rules.iter().filter(|rule| rule.width() < rule.height()).map(|rule| Rule {
            at: rule.middle().0,
            from: rule.bottom,
            to: rule.top,
        }));
    let mut groups = Groups::new(flat.len() + upright.len());
    for (index, line) in flat.iter().enumerate() {
        for (other, wall) in upright.iter().enumerate() {
            if meets(*line, *wall) {
                groups.unite(index, flat.len() + other);
            }
        }
    }
    let mut tables: Vec<(Vec<Rule>, Vec<Rule>)> =
        vec![Default::default(); flat.len() + upright.len()];
    for (index, line) in flat.iter().enumerate() {
        tables[groups.of(index)].0.push(*line);
    }
    for (index, wall) in upright.iter().enumerate() {
        tables[groups.of(flat.len() + index)].1.push(*wall);
    }
    tables.iter().filter_map(|(lines, walls)| Ruled::of(lines, walls)).collect()
}

fn meets(line: Rule, wall: Rule) -> bool {
    let within = |at: f64, rule: Rule| rule.from - MEETS <= at && at <= rule.to + MEETS;
    within(wall.at, line) && within(line.at, wall)
}

/// Lines in their order, those joined that go on with each other.
fn merged(rules: impl Iterator<Item = Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut merged: Vec<Rule> = Vec::new();
    for rule in rules {
        let same = |before: &&mut Rule| {
            rule.at - before.at <= MEETS && rule.from <= before.to + MEETS && before.from <= rule.to
        };
        // Those of one height lie together, but not in the order of their starts.
        let near = merged.len().saturating_sub(64);
        match merged[near..].iter_mut().find(same) {
            Some(before) => {
                before.from = before.from.min(rule.from);
                before.to = before.to.max(rule.to);
            }
            None => merged.push(rule),
        }
    }
    merged
}

/// Sets of things that belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn of(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

impl Ruled {
    fn of(lines: &[Rule], walls: &[Rule]) -> Option<Self> {
        let (mut rows, columns) = (places(lines), places(walls));
        rows.reverse();
        let (height, width) = (rows.len().checked_sub(1)?, columns.len().checked_sub(1)?);
        if height == 0 || width == 0 || height * width < 2 || height * width > MOST_CELLS {
            return None;
        }
        let area = Area::new(columns[0], rows[height], columns[width], rows[0]);
        let runs = |rules: &[Rule], at: f64, middle: f64| {
            rules.iter().any(|rule| {
                (rule.at - at).abs() <= MEETS
                    && rule.from - MEETS <= middle
                    && middle <= rule.to + MEETS
            })
        };
        let middle = |places: &[f64], at: usize| f64::midpoint(places[at], places[at + 1]);
        let mut taken = vec![false; height * width];
        let mut cells = Vec::new();
        for row in 0..height {
            for column in 0..width {
                if taken[row * width + column] {
                    continue;
                }
                let is_open = |column: usize| {
                    !taken[row * width + column]
                        && !runs(walls, columns[column], middle(&rows, row))
                };
                let mut right = column + 1;
                while right < width && is_open(right) {
                    right += 1;
                }
                let across = middle(&columns, column);
                let mut below = row + 1;
                while below < height
                    && !runs(lines, rows[below], across)
                    && !taken[below * width + column..below * width + right].contains(&true)
                {
                    below += 1;
                }
                for line in row..below {
                    taken[line * width + column..line * width + right].fill(true);
                }
                let area = Area::new(columns[column], rows[below], columns[right], rows[row]);
                cells.push(Cell { row, rows: below - row, columns: right - column, area });
            }
        }
        Some(Self { area, columns, cells })
    }

    /// Whether it goes on with a table above it that has these columns.
    pub(in crate::document::formats) fn goes_on_with(&self, columns: &[f64]) -> bool {
        let near = |(one, other): (&f64, &f64)| (one - other).abs() <= 2.0 * MEETS;
        self.columns.len() == columns.len() && self.columns.iter().zip(columns).all(near)
    }
}

/// Where lines run, each place once.
fn places(rules: &[Rule]) -> Vec<f64> {
    let mut places: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, before| *next - *before <= MEETS);
    places
}
