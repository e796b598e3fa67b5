//! Styles that hide what bears them.

use std::collections::BTreeMap;

use crate::document::formats::{
    look::Looks,
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
                _ => {
                    if let Some((_, style)) = open.as_mut().filter(|_| runs) {
                        style.looks.property(&element);
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
        let mut looks = Looks::default();
        let mut next = Some(id);
        // Styles that are based on each other in a ring end somewhere.
        for _ in 0..16 {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            looks = looks.over(&style.looks);
            next = style.based_on.as_deref();
        }
        looks
    }
}
