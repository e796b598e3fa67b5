//! Pages as they are painted, by whatever format: what is on them as paragraphs and tables, in the
//! order in which a person reads them.

mod blocks;
pub(super) mod canvas;
pub(super) mod facts;
pub(super) mod geometry;
mod lines;
pub(super) mod path;
mod ruled;
pub(super) mod seen;
pub(super) mod unread;

use blocks::{Block, blocks};
use canvas::Canvas;
use geometry::Area;
use lines::{Stretch, lines};
use ruled::{Cell, Ruled, tables};
use seen::Sight;

use crate::document::{
    Layer, Limits, Place, Sink,
    formats::{
        flow::{Paragraph, Run},
        grid::Tables,
    },
};

/// Deepest that a page is cut to tell the order of its blocks.
const DEEPEST: usize = 64;

/// The `Pages` of a document as they are told, one after the other.
pub(in crate::document::formats) struct Pages<'l> {
    limits: &'l Limits,
    tables: Tables<Paragraph>,
    /// The columns of the table that may go on on the next page.
    columns: Option<Vec<f64>>,
}

/// Something to tell of a page.
enum Told {
    Block(Block),
    Table(Ruled, Vec<(Cell, Vec<Stretch>)>),
}

impl<'l> Pages<'l> {
    pub(in crate::document::formats) fn new(limits: &'l Limits) -> Self {
        Self { limits, tables: Tables::new(), columns: None }
    }

    /// Tells what `canvas`, the page with this number, holds.
    pub(in crate::document::formats) fn tell(
        &mut self,
        number: u32,
        canvas: &Canvas,
        sight: &Sight,
        sink: &mut dyn Sink,
    ) {
        let at = Place { page: Some(number), ..Place::default() };
        let mut ruled = tables(&canvas.rules);
        let upright = |rule: &&Area| rule.height() > rule.width();
        let walls: Vec<Area> = canvas.rules.iter().filter(upright).copied().collect();
        for (upright, mut lines) in lines(canvas, sight) {
            let mut told = Vec::new();
            if upright {
                for table in std::mem::take(&mut ruled) {
                    let cells = take(&table, &mut lines);
                    if cells.iter().any(|(_, stretches)| !stretches.is_empty()) {
                        told.push((table.area, Told::Table(table, cells)));
                    }
                }
                lines.retain(|line| !line.is_empty());
            }
            let walls: &[Area] = if upright { &walls } else { &[] };
            let blocks = blocks(&lines, walls);
            told.extend(blocks.into_iter().map(|block| (block.area(), Told::Block(block))));
            for told in ordered(told, DEEPEST) {
                self.tell_one(told, upright, &at, sink);
            }
        }
    }

    /// Ends the table that is open.
    pub(in crate::document::formats) fn finish(&mut self, sink: &mut dyn Sink) {
        self.columns = None;
        while self.tables.close(self.limits, sink) {}
    }

    fn tell_one(&mut self, told: Told, upright: bool, at: &Place, sink: &mut dyn Sink) {
        match told {
            Told::Block(Block::Text(lines)) => {
                let paragraph = paragraph(lines, at);
                paragraph.deliver(self.limits, sink);
            }
            Told::Block(Block::Table(rows)) => {
                self.finish(sink);
                self.tables.open();
                for row in rows {
                    self.tables.row(self.limits, sink);
                    let mut next = 0;
                    for (column, cell) in row {
                        for _ in next..column {
                            self.tables.cell(1, 1, false);
                            self.tables.end_cell();
                        }
                        next = column + 1;
                        self.tables.cell(1, 1, false);
                        self.tables.add(paragraph(vec![cell], at));
                        self.tables.end_cell();
                    }
                }
                self.finish(sink);
            }
            Told::Table(table, cells) => {
                let goes_on = self.columns.as_ref().is_some_and(|above| table.goes_on_with(above));
                if !goes_on {
                    self.finish(sink);
                    self.tables.open();
                }
                let mut row = None;
                for (cell, stretches) in cells {
                    if row != Some(cell.row) {
                        self.tables.row(self.limits, sink);
                        row = Some(cell.row);
                    }
                    self.tables.cell(cell.columns, cell.rows, false);
                    if !stretches.is_empty() {
                        self.tables.add(paragraph(stretches, at));
                    }
                    self.tables.end_cell();
                }
                self.columns = upright.then_some(table.columns);
            }
        }
    }
}

/// Takes what stands in the cells of a table out of the lines.
fn take(table: &Ruled, lines: &mut [Vec<Stretch>]) -> Vec<(Cell, Vec<Stretch>)> {
    let mut cells: Vec<(Cell, Vec<Stretch>)> =
        table.cells.iter().map(|cell| (*cell, Vec::new())).collect();
    for line in lines {
        line.retain(|stretch| {
            let middle = stretch.area.middle();
            if !table.area.holds(middle) {
                return true;
            }
            match cells.iter_mut().find(|(cell, _)| cell.area.holds(middle)) {
                Some((_, inside)) => match inside.last_mut() {
                    Some(last) if last.base == stretch.base => last.join(stretch.clone()),
                    _ => inside.push(stretch.clone()),
                },
                None => return true,
            }
            false
        });
    }
    cells
}

/// Lines as one paragraph, each on its own line.
fn paragraph(lines: Vec<Stretch>, at: &Place) -> Paragraph {
    let recognised = lines.iter().all(|line| line.recognised);
    let layer = if recognised { Layer::Ocr } else { Layer::Body };
    let mut paragraph = Paragraph::new(layer, at.clone());
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            let first = line.runs.first().map_or(Run::Plain, |(run, _)| *run);
            paragraph.push(first, "\n");
        }
        for (run, text) in &line.runs {
            paragraph.push(*run, text);
        }
    }
    paragraph
}

/// In the order in which a person reads: cut where nothing lies across, first from top to bottom,
/// then from left to right.
fn ordered(mut told: Vec<(Area, Told)>, depth: usize) -> Vec<Told> {
    if told.len() < 2 || depth == 0 {
        told.sort_by(|(a, _), (b, _)| b.top.total_cmp(&a.top).then(a.left.total_cmp(&b.left)));
        return told.into_iter().map(|(_, told)| told).collect();
    }
    for across in [true, false] {
        let ends =
            |area: &Area| if across { (-area.top, -area.bottom) } else { (area.left, area.right) };
        told.sort_by(|(a, _), (b, _)| ends(a).0.total_cmp(&ends(b).0));
        let mut groups: Vec<Vec<(Area, Told)>> = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for one in told {
            let (from, to) = ends(&one.0);
            match groups.last_mut() {
                Some(group) if from < end => group.push(one),
                _ => groups.push(vec![one]),
            }
            end = end.max(to);
        }
        if groups.len() > 1 {
            return groups.into_iter().flat_map(|group| ordered(group, depth - 1)).collect();
        }
        told = groups.pop().unwrap_or_default();
    }
    ordered(told, 0)
}
