//! What holds within an element of OpenDocument.

use std::rc::Rc;

use crate::document::{Layer, Look, formats::look::Looks};

/// A `Scope` is what an element says about what is in it; one within another begins as its copy.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// How paragraphs are carried.
    pub(super) layer: Layer,
    /// Why nobody sees what is here.
    pub(super) unseen: Option<Look>,
    /// That is told of the whole, or is as it is in every file.
    pub(super) told: bool,
    /// How runs look.
    pub(super) looks: Rc<Looks>,
    /// What text is.
    pub(super) text: Text,
    /// Paragraphs go into the open cell.
    pub(super) in_cell: bool,
    /// The colour behind text is known: that of the page, a paragraph or a cell.
    pub(super) on_paper: bool,
    /// What its end completes.
    pub(super) ends: Ends,
}

/// What text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// It belongs to no paragraph.
    Aside,
    /// A run of the open paragraph.
    Flow,
    /// A value of its own.
    Value,
}

/// What the end of an element completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Nothing,
    Paragraph,
    Table,
    Sheet,
    Row,
    Cell,
    HeaderRows,
    /// A value on this layer.
    Value(Layer),
    /// A picture or document, encoded as text.
    Binary,
}

impl Scope {
    /// The scope of a whole part.
    pub(super) fn new() -> Self {
        Self {
            layer: Layer::Body,
            unseen: None,
            told: false,
            looks: Rc::default(),
            text: Text::Aside,
            in_cell: false,
            on_paper: true,
            ends: Ends::Nothing,
        }
    }

    /// The scope of an element within this one.
    pub(super) fn within(&self) -> Self {
        Self { ends: Ends::Nothing, ..self.clone() }
    }

    /// Paragraphs stand on `layer`, outside of the table that is open.
    pub(super) fn apart(&mut self, layer: Layer) {
        self.layer = layer;
        self.in_cell = false;
        self.text = Text::Aside;
    }

    /// Nobody sees what is here, which is told of the whole or is as it is in every file.
    pub(super) fn set_aside(&mut self, look: Look) {
        self.hide(look);
        self.told = true;
    }

    /// Nobody sees what is here.
    pub(super) fn hide(&mut self, look: Look) {
        self.unseen.get_or_insert(look);
    }
}
