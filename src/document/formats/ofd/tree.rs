//! The parts of an OFD package as trees of elements.

use crate::document::{
    UnreadCause,
    formats::markup::{Node, walk},
};

/// An `Element` of a part, by its local name.
#[derive(Debug, Default, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    /// The root of `text`, nested no deeper than `deepest`.
    ///
    /// # Errors
    ///
    /// That it is nested deeper, or broken.
    pub(super) fn parse(text: &str, deepest: usize) -> Result<Self, UnreadCause> {
        let mut open = vec![Self::default()];
        let mut too_deep = false;
        let whole = walk(text, |node| match node {
            Node::Open(element) => {
                too_deep |= open.len() > deepest;
                let attributes = element.attributes();
                open.push(Self {
                    name: element.name().to_owned(),
                    attributes: attributes
                        .map(|(name, value)| (name.to_owned(), value.into_owned()))
                        .collect(),
                    ..Self::default()
                });
                if too_deep {
                    // What lies deeper hangs beneath the root.
                    close(&mut open);
                }
            }
            Node::Close(_) if open.len() > 1 => close(&mut open),
            Node::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Node::Close(_) | Node::Aside(_) => {}
        });
        while open.len() > 1 {
            close(&mut open);
        }
        if too_deep {
            return Err(UnreadCause::TooDeep { limit: deepest });
        }
        let root = open.pop().and_then(|document| document.children.into_iter().next());
        root.filter(|_| whole).ok_or(UnreadCause::Damaged)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The value of an attribute as numbers.
    pub(super) fn numbers<const N: usize>(&self, name: &str) -> Option<[f64; N]> {
        numbers(self.attribute(name)?).try_into().ok()
    }

    /// Whether an attribute says no.
    pub(super) fn is_off(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    }

    /// The first child with this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children with this name.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// It and all that lies in it.
    pub(super) fn within(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut at = 0;
        while let Some(element) = found.get(at).copied() {
            found.extend(&element.children);
            at += 1;
        }
        found
    }
}

/// The innermost element that is open ends.
fn close(open: &mut Vec<Element>) {
    if let Some(ended) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(ended);
    }
}

/// The numbers in a list of them.
pub(super) fn numbers(list: &str) -> Vec<f64> {
    list.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}
