//! Lines put together to paragraphs and to tables without drawn lines.

use super::{
    geometry::Area,
    lines::{Line, Stretch},
};

/// Largest distance of lines of one block, in ems.
const NEXT: f64 = 2.4;
/// How far letters of one block may differ in size.
const SIZE: f64 = 0.25;
/// Longest cell of a table without lines, in ems: longer is the column of a page.
const CELL: f64 = 10.0;
/// Fewest lines that make a table.
const ROWS: usize = 3;

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

/// The blocks that `lines`, from top to bottom, make.
pub(in crate::document::formats) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Vec<Stretch>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((table, end)) = table(&lines, at) {
            blocks.push(table);
            at = end;
            continue;
        }
        for stretch in &lines[at] {
            let above = open.iter().position(|block| goes_on(block, stretch));
            match above {
                Some(above) => open[above].push(stretch.clone()),
                None => open.push(vec![stretch.clone()]),
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

/// A table without drawn lines that begins with the line at `start`, and the line behind it.
fn table(lines: &[Line], start: usize) -> Option<(Block, usize)> {
    let mut columns: Vec<(f64, f64)> = Vec::new();
    let mut end = start;
    while let Some(line) = lines.get(end) {
        let far = end > start && {
            let (above, here) = (lines[end - 1].first()?, line.first()?);
            above.base - here.base > NEXT * 1.25 * above.em.max(here.em)
        };
        if line.len() < 2 || far || !fits(&columns, line) {
            break;
        }
        for cell in line {
            widen(&mut columns, cell);
        }
        end += 1;
    }
    let rows = &lines[start..end];
    let wide = |column: &(f64, f64)| {
        let within = |cell: &&Stretch| cell.to > column.0 && cell.from < column.1;
        let cells: Vec<&Stretch> = rows.iter().flatten().filter(within).collect();
        let ems: f64 = cells.iter().map(|cell| (cell.to - cell.from) / cell.em).sum();
        ems / cells.len().max(1) as f64 > CELL
    };
    if rows.len() < ROWS || columns.iter().filter(|column| wide(column)).count() >= 2 {
        return None;
    }
    let number = |cell: &Stretch| {
        let middle = f64::midpoint(cell.from, cell.to);
        columns.iter().position(|column| middle <= column.1).unwrap_or(columns.len() - 1)
    };
    let rows =
        rows.iter().map(|line| line.iter().map(|cell| (number(cell), cell.clone())).collect());
    Some((Block::Table(rows.collect()), end))
}

/// Whether every cell of a line stands in a column of its own.
fn fits(columns: &[(f64, f64)], line: &Line) -> bool {
    let touched = |cell: &Stretch| {
        columns.iter().filter(|column| cell.to > column.0 && cell.from < column.1).count()
    };
    let shared = |column: &(f64, f64)| {
        line.iter().filter(|cell| cell.to > column.0 && cell.from < column.1).count() > 1
    };
    let met = line.iter().filter(|cell| touched(cell) == 1).count();
    line.iter().all(|cell| touched(cell) <= 1)
        && !columns.iter().any(shared)
        && (columns.is_empty() || met >= 2)
}

/// Adds a cell to the column in which it stands.
fn widen(columns: &mut Vec<(f64, f64)>, cell: &Stretch) {
    match columns.iter_mut().find(|column| cell.to > column.0 && cell.from < column.1) {
        Some(column) => *column = (column.0.min(cell.from), column.1.max(cell.to)),
        None => {
            columns.push((cell.from, cell.to));
            columns.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
}
