//! Styles that hide what bears them.

use std::collections::BTreeMap;

use crate::document::formats::{
    look::{Looks, ground},
    markup::{Node, walk},
};

/// The `Styles` of a document: how text of each looks, what it is based on included.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// How text looks of which nothing else is said.
    defaults: Looks,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    looks: Looks,
    /// The colour behind a paragraph.
    ground: Option<String>,
}

impl Styles {
    /// The styles in the part `text`.
    pub(super) fn read(text: &str) -> Self {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        let mut runs = false;
        let (mut defaults, mut in_defaults) = (Looks::default(), false);
        walk(text, |node| match node {
            Node::Open(element) => match element.name() {
                "style" => open = element.attribute("styleId").map(|id| (id, Style::default())),
                "basedOn" => {
                    if let Some((_, style)) = &mut open {
                        style.based_on = element.attribute("val");
                    }
                }
                "rPrDefault" => in_defaults = true,
                "rPr" => runs = true,
                _ if in_defaults => defaults.property(&element),
                name => {
                    if let Some((_, style)) = &mut open {
                        if runs {
                            style.looks.property(&element);
                        } else if name == "shd" {
                            style.ground = style.ground.take().or(ground(&element));
                        }
                    }
                }
            },
            Node::Close("rPrDefault") => in_defaults = false,
            Node::Close("rPr") => runs = false,
            Node::Close("style") => styles.extend(open.take()),
            _ => {}
        });
        Self { styles, defaults }
    }

    /// How text looks of which nothing else is said.
    pub(super) fn defaults(&self) -> &Looks {
        &self.defaults
    }

    /// How text of the style `id` looks.
    pub(super) fn looks(&self, id: &str) -> Looks {
        self.each(id).fold(Looks::default(), |looks, style| looks.over(&style.looks))
    }

    /// The colour behind a paragraph of the style `id`.
    pub(super) fn ground(&self, id: &str) -> Option<String> {
        self.each(id).find_map(|style| style.ground.clone())
    }

    /// The style `id` and those it is based on. Where they are based on each other in a ring, that
    /// ends somewhere.
    fn each(&self, id: &str) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| self.styles.get(style.based_on.as_deref()?);
        std::iter::successors(self.styles.get(id), next).take(16)
    }
}
