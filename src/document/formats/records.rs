//! Objects and elements with named values: rows of a table, whose columns are the names.

use std::{collections::BTreeMap, sync::Arc};

use crate::document::{Layer, Limits, Place, Sink, Table, compose::Composer};

/// Most values that one record holds before they are delivered.
pub(super) const MOST_FIELDS: usize = 256;

/// Longest name of a value, in bytes: labels stand beside every value under them.
const LONGEST_NAME: usize = 240;

/// `text` as the name of values, cut where it is too long for one.
pub(super) fn name(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_NAME)]
}

/// The kinds of records met so far: those with the same path are rows of one table.
#[derive(Default)]
pub(super) struct Records {
    tables: BTreeMap<String, Kind>,
}

struct Kind {
    number: u32,
    names: Vec<Arc<str>>,
    rows: u32,
}

impl Records {
    /// Delivers the values of a record at `path`, each under its name.
    pub(super) fn deliver(
        &mut self,
        path: &str,
        fields: &mut Vec<(String, Composer<'_>)>,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) {
        if fields.is_empty() {
            return;
        }
        let number = u32::try_from(self.tables.len() + 1).unwrap_or(u32::MAX);
        let kind = self.tables.entry(path.to_owned()).or_insert_with(|| Kind {
            number,
            names: Vec::new(),
            rows: 0,
        });
        let known = kind.names.len();
        for (name, _) in fields.iter() {
            if kind.names.len() < MOST_FIELDS && !kind.names.iter().any(|one| **one == **name) {
                kind.names.push(name.as_str().into());
            }
        }
        // A table that grew, or another one in between, is announced again.
        if kind.names.len() > known || kind.rows == 0 {
            let headers = kind.names.iter().map(|name| name.to_string()).collect();
            sink.table(Table { number: kind.number, headers, header_rows: 0 });
        }
        kind.rows += 1;
        for (name, mut value) in fields.drain(..) {
            let column = kind.names.iter().position(|one| **one == *name);
            let at = Place {
                table: Some(kind.number),
                row: Some(kind.rows),
                column: column.and_then(|column| u32::try_from(column + 1).ok()),
                header: column.map(|column| Arc::clone(&kind.names[column])),
                label: Some(name.into()),
                ..Place::default()
            };
            value.deliver(&at, Layer::Body, limits, sink);
        }
    }
}
