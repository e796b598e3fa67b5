//! Lines put together to paragraphs and to tables without drawn lines.

use super::{
    geometry::Area,
    lines::{Line, Stretch, stretches},
};

/// Largest distance of lines of one block, in ems.
const NEXT: f64 = 2.4;
/// How far letters of one block may differ in size.
const SIZE: f64 = 0.25;
/// Longest cell of a table without lines, in ems: longer is the column of a page.
const CELL: f64 = 10.0;
/// Fewest lines that make a table.
const ROWS: usize = 3;
/// Narrowest gaps that run through all lines of a table, in ems: of four columns or more, of three, and
/// of two, where lists have one too.
const RIVER: f64 = 0.18;
const TWO_RIVERS: f64 = 0.4;
const ONLY_RIVER: f64 = 1.0;

/// What a page holds.
#[derive(Debug)]
pub(in crate::document::formats) enum Block {
    /// Lines beneath each other.
    Text(Vec<Stretch>),
    /// Rows of cells, each with the number of its column.
    Table(Vec<Vec<(usize, Stretch)>>),
}

impl Block {
    /// The box around it, turned so that its lines run from left to right.
    pub(in crate::document::formats) fn area(&self) -> Area {
        let areas: Vec<Area> = match self {
            Self::Text(lines) => lines.iter().map(Stretch::turned).collect(),
            Self::Table(rows) => rows.iter().flatten().map(|(_, cell)| cell.turned()).collect(),
        };
        areas.into_iter().reduce(Area::and).unwrap_or(Area::new(0.0, 0.0, 0.0, 0.0))
    }
}

/// The blocks that `lines` of words, from top to bottom, make; `walls` part the columns of tables.
pub(in crate::document::formats) fn blocks(lines: &[Line], walls: &[Area]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Vec<Stretch>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((table, end)) = table(lines, at) {
            blocks.push(table);
            at = end;
            continue;
        }
        for stretch in stretches(lines[at].clone(), walls) {
            match open.iter_mut().find(|block| goes_on(block, &stretch)) {
                Some(above) => above.push(stretch),
                None => open.push(vec![stretch]),
            }
        }
        // What no line can go on with any more.
        let base = lines[at].first().map_or(0.0, |stretch| stretch.base);
        let ended = open.extract_if(.., |block| {
            block.last().is_some_and(|last| last.base - base > NEXT * last.em)
        });
        blocks.extend(ended.map(Block::Text));
        at += 1;
    }
    blocks.extend(open.into_iter().map(Block::Text));
    blocks
}

/// Whether `stretch` is the next line of a block.
fn goes_on(block: &[Stretch], stretch: &Stretch) -> bool {
    let Some(last) = block.last() else { return false };
    let down = last.base - stretch.base;
    let overlap = last.to.min(stretch.to) - last.from.max(stretch.from);
    let shorter = (last.to - last.from).min(stretch.to - stretch.from);
    0.0 < down
        && down <= NEXT * last.em.max(stretch.em)
        && (last.em - stretch.em).abs() <= SIZE * last.em.max(stretch.em)
        && overlap >= 0.5 * shorter.max(0.01)
        && last.recognised == stretch.recognised
}

/// A table without drawn lines that begins with the line at `start`, and the line behind it: gaps
/// run through all of its lines.
fn table(lines: &[Line], start: usize) -> Option<(Block, usize)> {
    let mut columns: Vec<Column> = Vec::new();
    let mut end = start;
    while let Some(line) = lines.get(end) {
        let far = end > start && {
            let (above, here) = (lines[end - 1].first()?, line.first()?);
            above.base - here.base > NEXT * 1.25 * above.em.max(here.em)
        };
        let wider = widened(&columns, line);
        let touched = wider.iter().filter(|column| line.iter().any(|word| column.holds(word)));
        if far || touched.count() < 2 || 3 * wider.len() < 2 * columns.len() {
            break;
        }
        columns = wider;
        end += 1;
    }
    let rows = &lines[start..end];
    let columns = shared(&columns, rows)?;
    let gaps = columns.windows(2).map(|two| (two[1].from - two[0].to) / two[0].em);
    let least = match columns.len() {
        2 => ONLY_RIVER,
        3 => TWO_RIVERS,
        _ => RIVER,
    };
    let parted = gaps.fold(f64::INFINITY, f64::min) >= least;
    let wide = |column: &&Column| {
        let cells: Vec<f64> = rows.iter().filter_map(|line| column.width(line)).collect();
        cells.iter().sum::<f64>() / cells.len().max(1) as f64 > CELL
    };
    if rows.len() < ROWS || !parted || columns.iter().filter(wide).count() >= 2 {
        return None;
    }
    let cells = |line: &Line| {
        let mut cells: Vec<(usize, Stretch)> = Vec::new();
        for word in line {
            let column = columns.iter().position(|column| column.holds(word));
            match (cells.last_mut(), column) {
                (Some((last, cell)), column) if column.is_none_or(|column| column == *last) => {
                    cell.join(word.clone());
                }
                (_, column) => cells.push((column.unwrap_or(0), word.clone())),
            }
        }
        cells
    };
    Some((Block::Table(rows.iter().map(cells).collect()), end))
}

/// The columns in which most of the rows have something, those that only few have joined to the one
/// beside them; none where most are such.
fn shared(columns: &[Column], rows: &[Line]) -> Option<Vec<Column>> {
    let count = |column: &Column| {
        rows.iter().filter(|line| line.iter().any(|word| column.holds(word))).count()
    };
    let is_shared: Vec<bool> =
        columns.iter().map(|column| 3 * count(column) >= 2 * rows.len()).collect();
    let few = is_shared.iter().filter(|shared| !**shared).count();
    if columns.len() - few < 2 || few > columns.len() - few {
        return None;
    }
    let mut joined: Vec<(Column, bool)> = Vec::new();
    for (column, shared) in columns.iter().zip(is_shared) {
        match joined.last_mut() {
            Some((last, strong)) if !shared || !*strong => {
                last.to = column.to;
                *strong |= shared;
            }
            _ => joined.push((*column, shared)),
        }
    }
    Some(joined.into_iter().map(|(column, _)| column).collect())
}

/// Whether a word only leads the eye to the next column.
fn leads(word: &Stretch) -> bool {
    word.runs.iter().all(|(_, text)| text.chars().all(|char| matches!(char, '.' | '·' | '…' | ' ')))
}

/// A column: from where to where its words reach, and the size of the smallest.
#[derive(Debug, Clone, Copy)]
struct Column {
    from: f64,
    to: f64,
    em: f64,
}

impl Column {
    fn holds(&self, word: &Stretch) -> bool {
        self.from <= word.from && word.to <= self.to
    }

    /// How wide its cell in a line is, in ems.
    fn width(&self, line: &Line) -> Option<f64> {
        let words = || line.iter().filter(|word| self.holds(word));
        let (first, last) = (words().next()?, words().next_back()?);
        Some((last.to - first.from) / first.em)
    }
}

/// The columns when the words of a line are in them too: what meets is one.
fn widened(columns: &[Column], line: &Line) -> Vec<Column> {
    let words = line.iter().filter(|word| !leads(word)).map(|word| Column {
        from: word.from,
        to: word.to,
        em: word.em,
    });
    let mut all: Vec<Column> = columns.iter().copied().chain(words).collect();
    all.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut merged: Vec<Column> = Vec::new();
    for column in all {
        match merged.last_mut() {
            Some(last) if column.from < last.to + RIVER * last.em.min(column.em) => {
                last.to = last.to.max(column.to);
                last.em = last.em.min(column.em);
            }
            _ => merged.push(column),
        }
    }
    merged
}
