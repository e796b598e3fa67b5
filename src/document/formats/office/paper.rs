//! What text on a slide stands on: the background of the slide, its layout or its master, and what
//! was painted before it (ISO/IEC 29500-1 §19.3.1.2, §20.1.8). Only what is surely white paper counts.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{parts::Relationship, reading::Office};
use crate::document::{
    Sink,
    formats::markup::{Element, Node, walk},
};

/// Most things painted on a slide that are compared with each text; beyond, text stands on some.
const MOST_PAINTED: usize = 256;

/// What the texts of a slide stand on.
#[derive(Debug, Clone, Default)]
pub(super) struct Paper {
    /// Of each shape of the slide, in the order they begin: whether it stands on bare white paper.
    bare: Vec<bool>,
    /// The theme's background is white, and its text black.
    pub(super) light: bool,
}

impl Paper {
    /// Whether shape `number` of the slide stands on bare white paper.
    pub(super) fn is_bare(&self, number: usize) -> bool {
        self.bare.get(number) == Some(&true)
    }
}

/// The `Papers` of a deck: what each layout with its master paints.
#[derive(Default)]
pub(super) struct Papers {
    layouts: BTreeMap<String, Rc<Sheet>>,
    masters: BTreeMap<String, Rc<Sheet>>,
    /// Masters that have layouts.
    parents: BTreeSet<String>,
}

/// What a layout, a master or both paint beneath a slide.
#[derive(Debug, Default)]
struct Sheet {
    /// Whether the background is white; `None` leaves it to what is beneath.
    white: Option<bool>,
    light: bool,
    painted: Vec<Option<Area>>,
    /// Placeholders that are filled, by type and by number.
    filled: BTreeSet<String>,
}

/// Left, top, right and bottom.
type Area = (i64, i64, i64, i64);

impl Papers {
    /// The paper of the slide whose part is `text` and leads to `links`.
    pub(super) fn of(
        &mut self,
        text: &str,
        links: &[Relationship],
        office: &mut Office<'_>,
        sink: &mut dyn Sink,
    ) -> Paper {
        let Some(layout) = target(links, "slideLayout") else { return Paper::default() };
        let beneath = self.layout(layout, office, sink);
        let mut walk = Walk::new(beneath.light);
        walk.read(text);
        let white = walk.sheet.white.or(beneath.white).unwrap_or(true);
        let bare = walk.shapes.iter().map(|shape| {
            let covers = |area: &Option<Area>| overlap(*area, shape.area);
            let before = walk.sheet.painted.get(..shape.painted_before).unwrap_or_default();
            let few = before.len().max(beneath.painted.len()) <= MOST_PAINTED;
            let kinds = shape.placeholder.iter().flatten();
            white
                && few
                && shape.is_text
                && !kinds.into_iter().any(|kind| beneath.filled.contains(kind))
                && !beneath.painted.iter().chain(before).any(covers)
        });
        Paper { bare: bare.collect(), light: beneath.light }
    }

    fn layout(&mut self, name: &str, office: &mut Office<'_>, sink: &mut dyn Sink) -> Rc<Sheet> {
        if let Some(known) = self.layouts.get(name) {
            return Rc::clone(known);
        }
        let links = office.relationships(name, sink);
        let master = match target(&links, "slideMaster") {
            Some(master) => self.master(master, office, sink),
            None => Rc::default(),
        };
        let mut walk = Walk::new(master.light);
        walk.read(&office.peek(name).unwrap_or_default());
        let mut sheet = walk.sheet;
        sheet.white = sheet.white.or(master.white);
        sheet.light = master.light;
        sheet.painted.extend_from_slice(&master.painted);
        sheet.filled.extend(master.filled.iter().cloned());
        let sheet = Rc::new(sheet);
        self.layouts.insert(name.to_owned(), Rc::clone(&sheet));
        sheet
    }

    fn master(&mut self, name: &str, office: &mut Office<'_>, sink: &mut dyn Sink) -> Rc<Sheet> {
        if let Some(known) = self.masters.get(name) {
            return Rc::clone(known);
        }
        let links = office.relationships(name, sink);
        let theme = target(&links, "theme").and_then(|theme| office.peek(theme));
        let text = office.peek(name).unwrap_or_default();
        let light = is_light(&text, &theme.unwrap_or_default());
        let mut walk = Walk::new(light);
        walk.read(&text);
        let sheet = Rc::new(Sheet { light, ..walk.sheet });
        self.masters.insert(name.to_owned(), Rc::clone(&sheet));
        sheet
    }

    /// A layout that leads to `links` hangs on its master.
    pub(super) fn hangs_on(&mut self, links: &[Relationship]) {
        self.parents.extend(target(links, "slideMaster").map(str::to_owned));
    }

    /// Whether a slide shows the layout or master called `name`; a master without layouts may be that
    /// of every slide.
    pub(super) fn shows(&self, name: &str, is_layout: bool) -> bool {
        match is_layout {
            true => self.layouts.contains_key(name),
            false => self.masters.contains_key(name) || !self.parents.contains(name),
        }
    }
}

fn target<'l>(links: &'l [Relationship], kind: &str) -> Option<&'l str> {
    let link = links.iter().find(|link| link.kind == kind && !link.external)?;
    Some(link.target.as_str())
}

/// Whether the background that a master takes from its theme is white.
fn is_light(master: &str, theme: &str) -> bool {
    let mut background = "lt1".to_owned();
    walk(master, |node| {
        if let Node::Open(element) = node
            && element.name() == "clrMap"
        {
            background = element.attribute("bg1").unwrap_or_default();
        }
    });
    let (mut inside, mut white) = (false, false);
    walk(theme, |node| match node {
        Node::Open(element) => {
            if inside {
                let colour = element.attribute("lastClr").or_else(|| element.attribute("val"));
                white |= colour.is_some_and(|colour| is_white(&colour));
            }
            inside |= element.name() == background;
        }
        Node::Close(name) => inside &= name != background,
        _ => {}
    });
    white
}

fn is_white(colour: &str) -> bool {
    matches!(colour.to_ascii_uppercase().as_str(), "FFFFFF" | "WHITE" | "WINDOW")
}

/// Whether two areas overlap; one that is not known may be anywhere.
fn overlap(one: Option<Area>, other: Option<Area>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// A `Walk` looks at what a slide, a layout or a master paints, in its order.
#[derive(Default)]
struct Walk {
    sheet: Sheet,
    /// The shapes in the order they begin.
    shapes: Vec<Shape>,
    /// Which of them are open.
    open: Vec<usize>,
    light: bool,
    /// In the background, in its plain fill; in the properties of a shape, in a line.
    background: bool,
    plain: bool,
    properties: bool,
    line: usize,
    /// In a body of text, whose fills are those of letters.
    body: bool,
    corner: Option<(i64, i64)>,
}

#[derive(Default)]
struct Shape {
    area: Option<Area>,
    is_text: bool,
    is_group: bool,
    /// It paints what is behind its text, or says that it does not.
    fill: Option<bool>,
    style: bool,
    placeholder: Option<[String; 2]>,
    /// How many things were painted when it ended.
    painted_before: usize,
}

/// Elements that are shapes of a slide.
pub(super) const SHAPES: &[&str] = &["sp", "pic", "graphicFrame", "cxnSp", "grpSp"];

const FILLS: &[&str] = &["solidFill", "gradFill", "blipFill", "pattFill", "grpFill"];

impl Walk {
    fn new(light: bool) -> Self {
        Self { light, ..Self::default() }
    }

    fn read(&mut self, text: &str) {
        walk(text, |node| match node {
            Node::Open(element) => self.begin(&element),
            Node::Close(name) => self.end(name),
            _ => {}
        });
    }

    fn begin(&mut self, element: &Element<'_>) {
        let name = element.name();
        if SHAPES.contains(&name) {
            // What is in a group stands where the group does.
            let outer = self.open.last().and_then(|at| self.shapes.get(*at));
            let area = outer.filter(|outer| outer.is_group).and_then(|outer| outer.area);
            self.open.push(self.shapes.len());
            self.shapes.push(Shape {
                area,
                is_text: name == "sp",
                is_group: name == "grpSp",
                fill: (name == "pic" || name == "graphicFrame").then_some(true),
                ..Shape::default()
            });
            return;
        }
        if self.background {
            return self.ground(element);
        }
        let nested = self.open.len() > 1;
        let shape = self.open.last().and_then(|at| self.shapes.get_mut(*at));
        match (name, shape) {
            ("bg", _) => self.background = true,
            ("txBody", _) => self.body = true,
            ("ln", _) => self.line += 1,
            ("spPr" | "grpSpPr", _) => self.properties = true,
            ("ph", Some(shape)) => {
                let kind = element.attribute("type").unwrap_or_else(|| "obj".to_owned());
                let number = element.attribute("idx").unwrap_or_else(|| "0".to_owned());
                shape.placeholder = Some([kind, number]);
            }
            ("fillRef", Some(shape)) => {
                shape.style = element.attribute("idx").is_some_and(|number| number != "0");
            }
            ("xfrm", _) => {
                self.corner = None;
                let turned = element.attribute("rot").is_some_and(|turn| turn != "0");
                if turned {
                    // Where its corners are then is not followed.
                    self.corner = Some((i64::MIN, i64::MIN));
                }
            }
            ("off", _) if self.corner.is_none() => {
                let at = |name: &str| element.attribute(name).and_then(|value| value.parse().ok());
                self.corner = at("x").zip(at("y"));
            }
            ("ext", Some(shape)) if shape.area.is_none() && !nested => {
                let size = |name: &str| element.attribute(name).and_then(|it| it.parse().ok());
                let corner = self.corner.filter(|corner| corner.0 > i64::MIN);
                let size: Option<(i64, i64)> = size("cx").zip(size("cy"));
                shape.area = corner.zip(size).map(|((x, y), (wide, high))| {
                    (x, y, x.saturating_add(wide), y.saturating_add(high))
                });
            }
            ("noFill", Some(shape)) if self.properties && self.line == 0 && !self.body => {
                shape.fill = Some(false);
            }
            (name, Some(shape))
                if FILLS.contains(&name) && self.properties && self.line == 0 && !self.body =>
            {
                shape.fill = Some(true);
            }
            _ => {}
        }
    }

    /// Takes in what the background is.
    fn ground(&mut self, element: &Element<'_>) {
        match element.name() {
            "solidFill" => self.plain = true,
            // The first of the theme's backgrounds is a plain one.
            "bgRef" => {
                self.plain = element.attribute("idx").as_deref() == Some("1001");
                self.sheet.white = self.sheet.white.or(Some(false));
            }
            "srgbClr" | "schemeClr" | "sysClr" | "prstClr" if self.plain => {
                let colour = element.attribute("lastClr").or_else(|| element.attribute("val"));
                let colour = colour.unwrap_or_default();
                let of_theme = self.light && matches!(colour.as_str(), "bg1" | "lt1");
                self.sheet.white = Some(of_theme || is_white(&colour));
            }
            "gradFill" | "blipFill" | "pattFill" | "noFill" | "lumMod" | "lumOff" | "tint"
            | "shade" | "alpha" | "duotone" => self.sheet.white = Some(false),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "bg" => {
                self.background = false;
                self.plain = false;
                self.sheet.white = self.sheet.white.or(Some(false));
            }
            "txBody" => self.body = false,
            "ln" => self.line = self.line.saturating_sub(1),
            "spPr" | "grpSpPr" => self.properties = false,
            name if SHAPES.contains(&name) => {
                let Some(shape) = self.open.pop().and_then(|at| self.shapes.get_mut(at)) else {
                    return;
                };
                shape.painted_before = self.sheet.painted.len();
                let filled = shape.fill.unwrap_or(shape.style);
                shape.is_text &= !filled;
                if !filled || shape.is_group {
                    return;
                }
                match &shape.placeholder {
                    Some(kinds) if self.open.is_empty() => {
                        self.sheet.filled.extend(kinds.iter().cloned());
                    }
                    _ => {}
                }
                self.sheet.painted.push(shape.area);
            }
            _ => {}
        }
    }
}
