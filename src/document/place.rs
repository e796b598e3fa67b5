//! Where a person finds a passage.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A `Place` is where a person finds a passage when the input is opened in its own program.
///
/// All numbers count from 1; what does not apply is `None`. Lines and columns are not here: they
/// follow from the passage's [`Pieces`](super::Pieces).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The part inside the input (a zip member, an embedded file); `None` is the input itself.
    pub part: Option<Arc<str>>,
    /// Page of a paged format.
    pub page: Option<u32>,
    /// Paragraph among the body's paragraphs.
    pub paragraph: Option<u32>,
    /// Table among the part's tables.
    pub table: Option<u32>,
    /// Row of the table as a person counts them, header rows included.
    pub row: Option<u32>,
    /// Column of the table.
    pub column: Option<u32>,
    /// The cell as its program names it (`B7`).
    pub cell: Option<Arc<str>>,
    /// The header above the cell, header rows joined by a blank.
    pub header: Option<Arc<str>>,
    /// Slide of a presentation.
    pub slide: Option<u32>,
    /// What names the value or the spot: a key, an attribute, an element, a sheet.
    pub label: Option<Arc<str>>,
    /// The box on the page.
    pub area: Option<Area>,
}

/// An `Area` is a box on a page, in points (1/72 inch) from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// How far it is from the left edge of the page.
    pub left: i32,
    /// How far it is from the upper edge.
    pub top: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}
