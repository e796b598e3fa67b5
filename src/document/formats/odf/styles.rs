//! Styles of OpenDocument (ODF 1.3 part 3 §16): which of them hide what bears them, and how large the
//! pages of a presentation are.

use std::collections::{BTreeMap, BTreeSet};

use super::story::is_shown;
use crate::document::formats::{
    look::Looks,
    markup::{Element, Node, walk},
};

/// The `Styles` of a document, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<(String, String), Style>,
    /// Sizes of pages by the name of their layout, in hundredths of a millimetre.
    layouts: BTreeMap<String, (i64, i64)>,
    /// The layout of each master page.
    masters: BTreeMap<String, String>,
    /// Master pages that a page or paragraph begins, and what follows each.
    used: BTreeSet<String>,
    next: BTreeMap<String, String>,
    /// Those that follow one that is begun.
    follow: BTreeSet<String>,
    /// Layers of a drawing that are switched off.
    off: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    looks: Looks,
    /// What bears it is not shown: a sheet, a slide, a column without width.
    hides: bool,
}

impl Styles {
    /// Takes in the styles in the part `text`.
    pub(super) fn read(&mut self, text: &str) {
        let mut open: Option<((String, String), Style)> = None;
        let mut layout = None;
        walk(text, |node| match node {
            Node::Open(element) => match element.name() {
                "style" => {
                    let family = element.attribute("family").unwrap_or_default();
                    let based_on = element.attribute("parent-style-name");
                    self.used.extend(element.attribute("master-page-name"));
                    let style = Style { based_on, ..Style::default() };
                    open = element.attribute("name").map(|name| ((family, name), style));
                }
                "page-layout" => layout = element.attribute("name"),
                "page-layout-properties" => {
                    let length = |name: &str| length(&element.attribute(name)?);
                    if let Some(name) = layout.take()
                        && let Some(size) = length("page-width").zip(length("page-height"))
                    {
                        self.layouts.insert(name, size);
                    }
                }
                "master-page" => {
                    let layout = element.attribute("page-layout-name");
                    let name = element.attribute("name");
                    self.masters.extend(name.clone().zip(layout));
                    self.next.extend(name.zip(element.attribute("next-style-name")));
                }
                "layer" if !is_shown(&element) => self.off.extend(element.attribute("name")),
                "page" => self.used.extend(element.attribute("master-page-name")),
                name => {
                    if let Some((_, style)) = &mut open {
                        style.property(name, &element);
                    }
                }
            },
            Node::Close("style") => self.styles.extend(open.take()),
            _ => {}
        });
        let begun = self.next.iter().filter(|(before, _)| self.begins(before));
        self.follow = begun.map(|(_, after)| after.clone()).collect();
    }

    /// Whether a page or paragraph, or the text itself, begins the master page called `name`.
    fn begins(&self, name: &str) -> bool {
        self.used.contains(name) || matches!(name, "Standard" | "Default")
    }

    /// How text of the style `name` in `family` looks.
    pub(super) fn looks(&self, family: &str, name: &str) -> Looks {
        let mut looks = Looks::default();
        self.each(family, name, |style| looks = looks.clone().over(&style.looks));
        looks
    }

    /// Whether what bears the style `name` in `family` is not shown.
    pub(super) fn hides(&self, family: &str, name: &str) -> bool {
        let mut hides = false;
        self.each(family, name, |style| hides |= style.hides);
        hides
    }

    /// Whether the layer called `name` is switched off.
    pub(super) fn is_off(&self, name: &str) -> bool {
        self.off.contains(name)
    }

    /// Whether some page has the master called `name`: one that a page or a paragraph begins, the one
    /// of every text, or one that follows such a one.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.begins(name) || self.masters.len() == 1 || self.follow.contains(name)
    }

    /// Width and height of a page whose master is called `name`, in hundredths of a millimetre.
    pub(super) fn page(&self, name: &str) -> Option<(i64, i64)> {
        self.layouts.get(self.masters.get(name)?).copied()
    }

    /// Tells the style and those it is based on to `take`.
    fn each(&self, family: &str, name: &str, mut take: impl FnMut(&Style)) {
        let mut next = Some(name.to_owned());
        // Styles that are based on each other in a ring end somewhere.
        for _ in 0..16 {
            let Some(name) = next.take() else { return };
            let Some(style) = self.styles.get(&(family.to_owned(), name)) else { return };
            take(style);
            next.clone_from(&style.based_on);
        }
    }
}

/// Properties that may paint what is behind text.
const GROUNDS: &[&str] = &[
    "paragraph-properties",
    "table-cell-properties",
    "table-row-properties",
    "table-properties",
    "section-properties",
];

impl Style {
    /// Takes in the properties that the element called `name` gives.
    fn property(&mut self, name: &str, element: &Element<'_>) {
        let colour = |name: &str| {
            let value = element.attribute(name)?;
            // A transparent one leaves it to what is beneath.
            let painted = value != "transparent";
            painted.then(|| value.strip_prefix('#').unwrap_or(&value).to_owned())
        };
        let says = |name: &str, value: &str| element.attribute(name).as_deref() == Some(value);
        let nothing =
            |name: &str| element.attribute(name).and_then(|size| length(&size)) == Some(0);
        match name {
            "text-properties" => {
                let sizes = ["font-size", "font-size-asian"];
                let points =
                    sizes.iter().filter_map(|size| length(&element.attribute(size)?)).min();
                self.looks.hidden = says("display", "none").then_some(true).or(self.looks.hidden);
                // The colour of the window has no opacity of its own, and is written so.
                let window = says("use-window-font-color", "true");
                self.looks.unfilled |= says("opacity", "0%") && !window;
                // Half-points of 17.64 hundredths of a millimetre.
                let halves = points.map(|length| u32::try_from(length * 100 / 1764).unwrap_or(0));
                self.looks.size = halves.or(self.looks.size);
                let own = if window { Some("auto".to_owned()) } else { colour("color") };
                self.looks.colour = own.or(self.looks.colour.take());
                self.looks.ground = colour("background-color").or(self.looks.ground.take());
            }
            "table-properties" => self.hides |= says("display", "false"),
            "drawing-page-properties" => self.hides |= says("visibility", "hidden"),
            "table-column-properties" => self.hides |= nothing("column-width"),
            "table-row-properties" => self.hides |= nothing("row-height"),
            _ => {}
        }
        if GROUNDS.contains(&name) {
            self.looks.ground = self.looks.ground.take().or(colour("background-color"));
        }
    }
}

/// A length as written (`2.54cm`), in hundredths of a millimetre; shares of something are none.
pub(super) fn length(written: &str) -> Option<i64> {
    let end = written.find(|c: char| c.is_ascii_alphabetic() || c == '%')?;
    let (number, unit) = written.split_at(end);
    let hundredths = match unit {
        "cm" => 1000.0,
        "mm" => 100.0,
        "in" => 2540.0,
        "pt" => 35.277,
        "pc" => 423.33,
        "px" => 26.458,
        _ => return None,
    };
    let length = (number.trim().parse::<f64>().ok()? * hundredths).round();
    // Further than any page is wide.
    #[expect(clippy::cast_possible_truncation, reason = "bounded on this line")]
    (length.abs() < 1e12).then_some(length as i64)
}
