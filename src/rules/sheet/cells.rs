//! The cells of a workbook, as its reader tells them.

use std::{collections::BTreeMap, sync::Arc};

use crate::document::{Concealed, Layer, Part, Passage, Place, Sink, Table, Unread, UnreadCause};

/// Most rows of a sheet; a cell below is told, not read.
const MOST_ROWS: usize = 65_536;
/// Most columns of a sheet.
const MOST_COLUMNS: usize = 64;

/// `Cells` are what the first sheet that shows anything holds, and what stands in the way of taking
/// it for the whole. Comments, text boxes and whatever else is no cell are left out.
#[derive(Debug, Default)]
pub struct Cells {
    /// By row and column, from 1.
    shown: BTreeMap<(usize, usize), String>,
    /// The table that is read: its number.
    table: Option<u32>,
    /// Cells that hold something nobody sees, as their program names them (`名单!B7`).
    pub hidden: Vec<Arc<str>>,
    /// Cells too far out for a list of words.
    pub far: Vec<Arc<str>>,
    /// Names of the other sheets that show something.
    pub other_sheets: Vec<String>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Cells {
    /// The rows of the sheet from its first on, empty ones too.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for ((row, column), text) in &self.shown {
            rows.resize_with(*row, Vec::new);
            if let Some(cells) = rows.last_mut() {
                cells.resize(column - 1, String::new());
                cells.push(text.clone());
            }
        }
        rows
    }

    fn show(&mut self, at: Place, name: Arc<str>, text: &str) {
        if *self.table.get_or_insert(at.table.unwrap_or(0)) != at.table.unwrap_or(0) {
            let sheet = name.rsplit_once('!').map_or(&*name, |(sheet, _)| sheet);
            if self.other_sheets.last().is_none_or(|last| last != sheet) {
                self.other_sheets.push(sheet.to_owned());
            }
            return;
        }
        let number = |number: Option<u32>, most: usize| {
            number
                .and_then(|number| usize::try_from(number).ok())
                .filter(|it| (1..=most).contains(it))
        };
        match number(at.row, MOST_ROWS).zip(number(at.column, MOST_COLUMNS)) {
            None => self.far.push(name),
            // A cell that is there twice: programs would not agree on what it says.
            Some(cell) if self.shown.contains_key(&cell) => {
                self.unread.push(Unread { at, cause: UnreadCause::Damaged });
            }
            Some(cell) => {
                self.shown.insert(cell, text.to_owned());
            }
        }
    }
}

impl Sink for Cells {
    fn passage(&mut self, passage: Passage<'_>) {
        let Passage { text, at, layer, .. } = passage;
        // Documents inside the workbook are no part of its sheets.
        let (Some(name), Some(_), None) = (at.cell.clone(), at.row, &at.part) else { return };
        if layer == Layer::Body {
            self.show(at, name, &text);
        } else {
            self.hidden.push(name);
        }
    }

    fn unread(&mut self, unread: Unread) {
        self.unread.push(unread);
    }

    fn part(&mut self, _: Part) {}

    fn table(&mut self, _: Table) {}

    fn concealed(&mut self, _: Concealed) {}
}
