//! A story of a document: the body, a header, the notes, the comments. Paragraphs are joined across
//! runs; what is tracked, hidden or boxed keeps its layer.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use super::{
    paper::Paper,
    parts::Relationship,
    placing::{Page, Placing},
    reading::Office,
    styles::Styles,
};
use crate::document::{
    ConcealedKind, Layer, Look, Place, Sink,
    formats::{
        encoded,
        flow::{Paragraph, Run, deliver, says_something},
        grid::Tables,
        look::{Looks, ground, of_theme},
        markup::{Element, Node, walk},
    },
    table::cell_name,
};

/// Text that stands for something or explains it: element and attribute.
const EXPLAINS: &[(&str, &str)] = &[
    ("docPr", "descr"),
    ("docPr", "title"),
    ("docPr", "name"),
    ("cNvPr", "descr"),
    ("cNvPr", "title"),
    ("cNvPr", "name"),
    ("shape", "alt"),
    ("imagedata", "title"),
    ("hyperlink", "tooltip"),
    ("hlinkClick", "tooltip"),
    ("alias", "val"),
    ("tag", "val"),
    ("listItem", "displayText"),
    ("listItem", "value"),
    ("tblCaption", "val"),
    ("tblDescription", "val"),
    ("helpText", "val"),
    ("statusText", "val"),
    ("default", "val"),
    ("listEntry", "val"),
];

/// What is coloured and is neither a letter nor the inside of a shape: lines, and what older versions of
/// a program painted.
const NOT_FILLED: &[&str] = &["ln", "textOutline", "hiddenFill", "hiddenLine", "hiddenEffects"];

/// Elements that are shapes: those of drawings, of which one may hold others, and those of VML.
const SHAPES: &[&str] = &[
    "sp",
    "wsp",
    "graphicFrame",
    "pic",
    "cxnSp",
    "grpSp",
    "wgp",
    "shape",
    "rect",
    "roundrect",
    "oval",
    "group",
    "line",
    "polyline",
];

/// What all stories of a document share.
pub(super) struct Shared<'o, 'd> {
    pub(super) office: &'o mut Office<'d>,
    styles: Styles,
    /// Which paragraph of the body a comment stands by.
    anchors: BTreeMap<String, u32>,
    /// Who tracked a change or wrote a comment.
    authors: BTreeSet<String>,
}

impl<'o, 'd> Shared<'o, 'd> {
    pub(super) fn new(office: &'o mut Office<'d>, styles: Styles) -> Self {
        Self { office, styles, anchors: BTreeMap::new(), authors: BTreeSet::new() }
    }
}

/// Where a story stands as a whole: the slide or sheet it is on, and whether anybody sees that.
#[derive(Debug, Clone, Default)]
pub(super) struct Scene {
    pub(super) slide: Option<u32>,
    pub(super) look: Option<Look>,
    /// Placeholders say what is to be put in their place: nobody sees them in a show.
    pub(super) prompts: bool,
    /// Width and height of the slide, in the units that shapes are placed in.
    pub(super) size: Option<(i64, i64)>,
    /// What text on the slide stands on.
    pub(super) paper: Rc<Paper>,
    /// The name of the sheet.
    pub(super) sheet: Option<Arc<str>>,
    /// The pages of a text, outside of which a box may lie.
    pub(super) page: Option<Page>,
}

/// A `Story` walks one part.
pub(super) struct Story<'s, 'o, 'd> {
    /// The part's name in the package.
    member: &'s str,
    layer: Layer,
    relationships: &'s [Relationship],
    scene: Scene,
    shared: &'s mut Shared<'o, 'd>,
    sink: &'s mut dyn Sink,
    tables: Tables<Paragraph>,
    /// Paragraphs that are open; a text box in a paragraph holds others.
    open: Vec<Paragraph>,
    /// How many paragraphs of the story are complete.
    paragraphs: u32,
    state: State,
}

/// Where the walk stands.
#[derive(Default)]
struct State {
    /// How deep in tracked insertions, deletions, text boxes, second versions of a picture, and
    /// former properties.
    inserted: usize,
    deleted: usize,
    boxed: usize,
    fallback: usize,
    former: usize,
    /// In the properties of a paragraph, of a run.
    paragraph_properties: bool,
    run_properties: bool,
    run: Looks,
    run_style: Looks,
    paragraph_style: Looks,
    /// Colours behind the paragraph and the cell.
    paragraph_ground: Option<String>,
    /// What was said of the paragraphs that the open one stands in.
    outer: Vec<(Looks, Looks, Looks, Option<String>)>,
    /// Colours behind the page, and the tables and cells that are open.
    grounds: Vec<Option<String>>,
    /// What text is now.
    text: Option<Text>,
    field: String,
    /// A cell whose properties are being read.
    cell: Option<Cell>,
    /// Whether each row that is open is hidden.
    hidden_rows: Vec<bool>,
    /// Another cell covers the open one.
    covered: bool,
    /// In the properties of a shape, of a group.
    shape_properties: bool,
    /// In a fill; how deep in what is no fill of letters or shapes.
    fill: bool,
    outline: usize,
    /// In the fill of letters of a text, which says how transparent it is, not how opaque.
    text_fill: bool,
    /// Shapes that are open, and how many there were.
    shapes: Vec<Shape>,
    shape_count: usize,
    /// Why nobody sees each drawing that is open, and where the innermost is placed.
    drawings: Vec<Option<Look>>,
    placing: Placing,
    /// In the picture of a control.
    control: bool,
    /// The notes of the slide have been counted.
    noted: bool,
    /// The column and row where a drawing on a sheet begins, from 0; they are being read.
    corner: Option<(u32, u32)>,
    in_corner: bool,
    /// Where the open shape begins.
    origin: (i64, i64),
    /// What the boxes of each picture that is open say.
    boxes: Vec<BTreeSet<String>>,
    /// Comments that stand by the open paragraph.
    comments: Vec<String>,
    /// The paragraph that the open comment stands by.
    anchor: Option<u32>,
}

/// A `Shape` that is open.
#[derive(Debug, Clone, Default)]
struct Shape {
    /// Its number among those of a slide, if it is one of them.
    number: usize,
    /// Why nobody sees it: that is so of it, or of what it is in.
    look: Option<Look>,
    /// It says what is to be put in its place, or is hidden in every file.
    prompt: bool,
    /// It is a group: what is in it counts its places from its own origin.
    group: bool,
    grouped: bool,
    /// The colour that it is filled with.
    ground: Option<String>,
}

#[derive(Clone, Copy)]
enum Text {
    Flow,
    Deleted,
    Field,
    /// A number that places a drawing.
    Offset,
    Column,
    Row,
}

struct Cell {
    span: usize,
    rows: usize,
    /// It goes on with the cell above.
    continues: bool,
}

impl<'s, 'o, 'd> Story<'s, 'o, 'd> {
    pub(super) fn new(
        member: &'s str,
        layer: Layer,
        relationships: &'s [Relationship],
        shared: &'s mut Shared<'o, 'd>,
        sink: &'s mut dyn Sink,
    ) -> Self {
        Self {
            member,
            layer,
            relationships,
            scene: Scene::default(),
            shared,
            sink,
            tables: Tables::new(),
            open: Vec::new(),
            paragraphs: 0,
            state: State::default(),
        }
    }

    /// The same, standing in this scene.
    pub(super) fn within(self, scene: Scene) -> Self {
        Self { scene, ..self }
    }

    /// Reads the part whose text is `text`; false where it is broken.
    pub(super) fn read(mut self, text: &str) -> bool {
        let whole = walk(text, |node| match node {
            Node::Open(element) => self.begin(&element),
            Node::Close(name) => self.end(name),
            Node::Text(text) => self.text(&text),
            Node::Aside(text) => {
                self.shared.office.rest().residue.value(&text, self.member, "", self.sink);
            }
        });
        while let Some(paragraph) = self.open.pop() {
            self.finish(paragraph);
        }
        while self.tables.close(self.shared.office.limits(), self.sink) {}
        whole
    }

    fn begin(&mut self, element: &Element<'_>) {
        self.attributes(element);
        if SHAPES.contains(&element.name()) {
            self.open_shape(element);
        }
        let state = &mut self.state;
        match element.name() {
            "p" => {
                self.open_cell();
                self.open_paragraph(None);
            }
            "rt" => self.open_paragraph(Some(Layer::TextBox)),
            "pPr" => state.paragraph_properties = true,
            "rPr" if state.former == 0 => {
                state.run_properties = !state.paragraph_properties;
                // Drawings give it in hundredths of a point.
                state.run.size = element.number("sz").map(|size| size / 50);
            }
            name if name.ends_with("Change") => state.former += 1,
            _ if state.former > 0 => {}
            "pStyle" => {
                let id = element.attribute("val").unwrap_or_default();
                state.paragraph_style = self.shared.styles.looks(&id);
                state.paragraph_ground = self.shared.styles.ground(&id);
            }
            "rStyle" if state.run_properties => {
                let id = element.attribute("val").unwrap_or_default();
                state.run_style = self.shared.styles.looks(&id);
            }
            "shd" if !state.run_properties => {
                let fill = ground(element);
                if state.paragraph_properties {
                    state.paragraph_ground = fill;
                } else if let Some(ground) = state.grounds.last_mut() {
                    *ground = fill;
                }
            }
            "background" => state.grounds.push(element.attribute("color")),
            "tblStyle" => {
                // Which cells it shades depends on where they stand.
                let id = element.attribute("val").unwrap_or_default();
                let shades = self.shared.styles.ground(&id).is_some();
                if let Some(ground) = state.grounds.last_mut().filter(|_| shades) {
                    *ground = Some(String::new());
                }
            }
            "r" => {
                state.run = Looks::default();
                state.run_style = Looks::default();
            }
            "t" => state.text = Some(Text::Flow),
            "delText" => state.text = Some(Text::Deleted),
            "instrText" | "delInstrText" => state.text = Some(Text::Field),
            "tab" | "ptab" if !state.paragraph_properties => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "sym" => self.symbol(element),
            "noBreakHyphen" => self.push("-"),
            "fldChar" => self.end_field(),
            "ins" | "moveTo" => {
                state.inserted += 1;
                self.shared.office.rest().fact(ConcealedKind::TrackedChange);
            }
            "del" | "moveFrom" => {
                state.deleted += 1;
                self.shared.office.rest().fact(ConcealedKind::TrackedChange);
            }
            "txbxContent" => state.boxed += 1,
            "AlternateContent" => state.boxes.push(BTreeSet::new()),
            "Choice" => state.control = element.attribute("Requires").as_deref() == Some("a14"),
            "Fallback" => state.fallback += 1,
            "tbl" => {
                self.open_cell();
                self.state.grounds.push(None);
                self.tables.open();
            }
            "tr" => {
                state.hidden_rows.push(false);
                self.tables.head(false);
                self.tables.row(self.shared.office.limits(), self.sink);
            }
            "tblHeader" => self.tables.head(element.is_on()),
            "hidden" => {
                if let Some(hidden) = state.hidden_rows.last_mut() {
                    *hidden = element.is_on();
                }
            }
            "tc" if is_true(element, "hMerge") || is_true(element, "vMerge") => {
                state.grounds.push(None);
                state.covered = true;
            }
            "tc" => {
                let size = |name: &str| element.number(name).unwrap_or(1);
                state.cell = Some(Cell {
                    span: usize::try_from(size("gridSpan")).unwrap_or(1),
                    rows: usize::try_from(size("rowSpan")).unwrap_or(1),
                    continues: false,
                });
                state.grounds.push(None);
            }
            "gridSpan" => {
                if let (Some(cell), Some(span)) = (&mut state.cell, element.number("val")) {
                    cell.span = usize::try_from(span).unwrap_or(1);
                }
            }
            "vMerge" => {
                let goes_on = element.attribute("val").as_deref() != Some("restart");
                state.covered = goes_on && state.cell.is_some();
                if let Some(cell) = &mut state.cell {
                    cell.continues = element.attribute("val").as_deref() != Some("restart");
                }
            }
            "anchor" | "inline" => {
                let outer = state.drawings.last().copied().flatten();
                state.drawings.push(outer);
                state.placing = Placing::default();
            }
            "docPr" if is_true(element, "hidden") => {
                if let Some(look) = state.drawings.last_mut() {
                    look.get_or_insert(Look::Hidden);
                }
            }
            "positionH" | "positionV" => {
                let from = element.attribute("relativeFrom").unwrap_or_default();
                state.placing.begin(element.name() == "positionH", &from);
            }
            "posOffset" => state.text = Some(Text::Offset),
            "extent" => {
                let size = |name: &str| element.attribute(name).and_then(|it| it.parse().ok());
                let size = size("cx").zip(size("cy"));
                if let Some((page, size)) = self.scene.page.zip(size)
                    && let Some(look) = state.drawings.last_mut()
                    && state.placing.is_off(page, size)
                {
                    look.get_or_insert(Look::OffPage);
                }
            }
            "col" if state.in_corner => state.text = Some(Text::Column),
            "row" if state.in_corner => state.text = Some(Text::Row),
            "absoluteAnchor" => state.corner = None,
            "from" => {
                state.corner = Some((0, 0));
                state.in_corner = true;
            }
            "spPr" => {
                state.shape_properties = true;
                if let Some(shape) = state.shapes.last_mut() {
                    shape.ground = None;
                }
            }
            "textFill" => state.text_fill = true,
            "noFill" if state.run_properties && state.outline == 0 => state.run.unfilled = true,
            "solidFill" if state.outline > 0 => state.run.outlined |= state.run_properties,
            "solidFill" => state.fill = true,
            "srgbClr" | "schemeClr" if state.fill && state.outline == 0 => {
                let colour = element.attribute("val");
                let known = colour.as_deref().and_then(of_theme);
                let light = self.scene.slide.is_none() || self.scene.paper.light;
                let colour = known.filter(|_| light).map(str::to_owned).or(colour);
                if state.run_properties {
                    state.run.colour = colour;
                } else if state.shape_properties
                    && let Some(shape) = state.shapes.last_mut()
                {
                    shape.ground = colour;
                }
            }
            "lumMod" | "lumOff" | "tint" | "shade" if state.fill && state.outline == 0 => {
                // Another colour of the same name.
                let of_run = state.run_properties;
                let shape = state.shapes.last_mut().and_then(|shape| shape.ground.as_mut());
                let colour = if of_run { state.run.colour.as_mut() } else { shape };
                if let (Some(colour), Some(change)) = (colour, element.attribute("val")) {
                    colour.push_str(&change);
                }
            }
            "alpha" if state.run_properties && state.fill && state.outline == 0 => {
                let share = element.attribute("val").unwrap_or_default();
                let all = if state.text_fill { is_all(&share) } else { is_nothing(&share) };
                state.run.unfilled |= all;
            }
            name if NOT_FILLED.contains(&name) => state.outline += 1,
            "cNvPr" if is_true(element, "hidden") => {
                if let Some(shape) = state.shapes.last_mut() {
                    shape.look.get_or_insert(Look::Hidden);
                    // The picture of a control of a sheet, which another part paints.
                    shape.prompt |= state.control;
                }
            }
            "ph" if self.scene.prompts => {
                if let Some(shape) = state.shapes.last_mut() {
                    shape.prompt = true;
                    shape.look.get_or_insert(Look::Hidden);
                }
            }
            "off" => {
                let at = |name: &str| element.attribute(name).and_then(|value| value.parse().ok());
                state.origin = (at("x").unwrap_or(0), at("y").unwrap_or(0));
            }
            "ext" => self.place_shape(element),
            "comment" => {
                let id = element.attribute("id").unwrap_or_default();
                state.anchor = self.shared.anchors.get(&id).copied();
                self.shared.office.rest().fact(ConcealedKind::Comment);
            }
            "commentRangeStart" | "commentReference" => {
                state.comments.extend(element.attribute("id"));
            }
            _ if state.run_properties => state.run.property(element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let state = &mut self.state;
        match name {
            "p" | "rt" => {
                self.end_field();
                if let Some(paragraph) = self.open.pop() {
                    self.finish(paragraph);
                }
                let state = &mut self.state;
                if let Some((run, run_style, style, ground)) = state.outer.pop() {
                    (state.run, state.run_style) = (run, run_style);
                    (state.paragraph_style, state.paragraph_ground) = (style, ground);
                }
            }
            "pPr" => state.paragraph_properties = false,
            "rPr" if state.former == 0 => state.run_properties = false,
            name if name.ends_with("Change") => state.former = state.former.saturating_sub(1),
            "t" | "delText" | "instrText" | "delInstrText" | "posOffset" | "col" | "row" => {
                state.text = None;
            }
            "ins" | "moveTo" => state.inserted = state.inserted.saturating_sub(1),
            "del" | "moveFrom" => state.deleted = state.deleted.saturating_sub(1),
            "txbxContent" => state.boxed = state.boxed.saturating_sub(1),
            "AlternateContent" => {
                state.boxes.pop();
            }
            "Choice" => state.control = false,
            "Fallback" => state.fallback = state.fallback.saturating_sub(1),
            "tc" => {
                self.open_cell();
                self.tables.end_cell();
                self.state.covered = false;
                self.state.grounds.pop();
            }
            "tr" => {
                state.hidden_rows.pop();
            }
            "tbl" => {
                state.grounds.pop();
                self.tables.close(self.shared.office.limits(), self.sink);
            }
            "solidFill" => state.fill = false,
            name if NOT_FILLED.contains(&name) => state.outline = state.outline.saturating_sub(1),
            "spPr" => state.shape_properties = false,
            "textFill" => state.text_fill = false,
            "from" => state.in_corner = false,
            "anchor" | "inline" => {
                state.drawings.pop();
            }
            name if SHAPES.contains(&name) => {
                state.shapes.pop();
            }
            "comment" => state.anchor = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let state = &mut self.state;
        let (column, row) = state.corner.unwrap_or_default();
        let number = text.trim().parse().ok();
        match state.text {
            Some(Text::Field) => return state.field.push_str(text),
            Some(Text::Flow | Text::Deleted) if !self.open.is_empty() => return self.push(text),
            Some(Text::Offset) => state.placing.offset(text),
            Some(Text::Column) => state.corner = number.map(|column| (column, row)),
            Some(Text::Row) => state.corner = number.map(|row| (column, row)),
            _ => {}
        }
        self.shared.office.rest().residue.value(text, self.member, "", self.sink);
    }

    /// A character of a symbol font; such fonts have theirs beyond those of a script.
    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let code =
            code.map(|code| if (0xF000..=0xF0FF).contains(&code) { code & 0xFF } else { code });
        if let Some(char) = code.and_then(char::from_u32) {
            self.push(char.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds `text` to the open paragraph as the run carries it.
    fn push(&mut self, text: &str) {
        let state = &self.state;
        let looks = state.run.clone().over(&state.run_style).over(&state.paragraph_style);
        let looks = looks.over(self.shared.styles.defaults());
        let ground = state.paragraph_ground.as_deref().or_else(|| {
            let behind = state.grounds.iter().rev().flatten().next();
            behind.map(String::as_str)
        });
        // The colour behind text in a box is that of the box, which may be any.
        let shape = state.shapes.last();
        let bare = shape.is_some_and(|shape| self.scene.paper.is_bare(shape.number));
        let of_deck = self.scene.slide.is_some() || self.scene.prompts;
        let boxed = state.boxed > 0 || of_deck || self.layer == Layer::TextBox;
        let filled = shape.and_then(|shape| shape.ground.as_deref());
        let ground = ground.or(filled).or((boxed && !bare).then_some(""));
        let drawing = state.drawings.last().copied().flatten();
        let unseen = self.scene.look.or(drawing).or(shape.and_then(|shape| shape.look));
        let run = match looks.look(ground) {
            _ if state.deleted > 0 || matches!(state.text, Some(Text::Deleted)) => Run::Deleted,
            _ if state.hidden_rows.contains(&true) => Run::Unseen(Look::Hidden),
            _ if state.covered => Run::Unseen(Look::Covered),
            _ if state.fallback > 0 => Run::Unseen(Look::Hidden),
            seen => match unseen.or(seen) {
                Some(look) => Run::Unseen(look),
                None if state.inserted > 0 => Run::Inserted,
                None => Run::Plain,
            },
        };
        let hidden = matches!(run, Run::Unseen(_)) && !looks.is_ordinary();
        let prompt = shape.is_some_and(|shape| shape.prompt);
        let explained = self.scene.look.is_some() || prompt || state.fallback > 0;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push(run, text);
            if hidden && !explained && !text.trim().is_empty() {
                paragraph.conceal();
            }
        }
    }

    /// A paragraph begins, on the `layer` that is given or that of where it stands.
    fn open_paragraph(&mut self, layer: Option<Layer>) {
        let state = &mut self.state;
        let boxed =
            state.boxed > 0 && matches!(self.layer, Layer::Body | Layer::Header | Layer::Footer);
        let layer = layer.unwrap_or(if boxed { Layer::TextBox } else { self.layer });
        let corner = state.corner.map(|(column, row)| {
            format!("!{}", cell_name(row.saturating_add(1), column.saturating_add(1)))
        });
        let corner = corner.unwrap_or_default();
        let cell = self.scene.sheet.as_ref().map(|sheet| format!("{sheet}{corner}").into());
        let paragraph = state.anchor;
        let at = Place { paragraph, cell, slide: self.scene.slide, ..Place::default() };
        state.outer.push((
            std::mem::take(&mut state.run),
            std::mem::take(&mut state.run_style),
            std::mem::take(&mut state.paragraph_style),
            state.paragraph_ground.take(),
        ));
        self.open.push(Paragraph::new(layer, at));
    }

    /// A shape begins, in the one that is open or by itself.
    fn open_shape(&mut self, element: &Element<'_>) {
        let state = &mut self.state;
        let name = element.name();
        let outer = state.shapes.last();
        let group = matches!(name, "grpSp" | "wgp" | "group");
        let of_slide = super::paper::SHAPES.contains(&name);
        let style = element.attribute("style").unwrap_or_default();
        state.shapes.push(Shape {
            number: if of_slide { state.shape_count } else { usize::MAX },
            look: outer.and_then(|outer| outer.look).or_else(|| super::placing::look(&style)),
            prompt: outer.is_some_and(|outer| outer.prompt),
            group,
            grouped: outer.is_some_and(|outer| outer.group || outer.grouped),
            ground: None,
        });
        state.shape_count += usize::from(of_slide);
    }

    /// The open shape has this size: where it lies off its slide nobody sees it.
    fn place_shape(&mut self, element: &Element<'_>) {
        let Some((width, height)) = self.scene.size else { return };
        let Some(shape) = self.state.shapes.last_mut().filter(|shape| !shape.grouped) else {
            return;
        };
        let number =
            |name: &str| element.attribute(name).and_then(|value| value.parse::<i64>().ok());
        let (Some(wide), Some(high)) = (number("cx"), number("cy")) else { return };
        let (x, y) = self.state.origin;
        let beyond = x >= width || y >= height;
        let before = x.saturating_add(wide) <= 0 || y.saturating_add(high) <= 0;
        if beyond || before {
            shape.look.get_or_insert(Look::OffPage);
        }
    }

    /// The cell whose properties were read begins.
    fn open_cell(&mut self) {
        let Some(cell) = self.state.cell.take() else { return };
        if cell.continues {
            self.tables.continued(cell.span);
        } else {
            self.tables.cell(cell.span, cell.rows, false);
        }
    }

    /// A paragraph is complete: it goes into its cell, or to the sink.
    fn finish(&mut self, mut paragraph: Paragraph) {
        if paragraph.is_blank() {
            return;
        }
        let limits = self.shared.office.limits();
        let whole =
            Place { slide: self.scene.slide, label: self.scene.sheet.clone(), ..Place::default() };
        let noted = paragraph.layer() == Layer::Notes && says_something(paragraph.seen_text());
        if noted && !std::mem::replace(&mut self.state.noted, true) {
            self.shared.office.rest().fact_at(ConcealedKind::Notes, whole.clone());
        }
        // In the body a fact stands where its paragraph does; elsewhere that has no number.
        let numbered = paragraph.layer() == self.layer
            && (self.tables.in_cell() || self.layer == Layer::Body)
            && whole == Place::default();
        if !numbered {
            let many = paragraph.take_concealed();
            self.shared.office.rest().facts_at(ConcealedKind::HiddenText, whole, many);
        }
        match paragraph.layer() {
            Layer::TextBox => {
                let state = &mut self.state;
                let text = paragraph.text();
                let told = state.boxes.iter().any(|boxes| boxes.contains(&text));
                if state.fallback > 0 && told {
                    return;
                }
                if let Some(boxes) = state.boxes.last_mut() {
                    boxes.insert(text);
                }
                paragraph.deliver(limits, self.sink);
            }
            layer if layer != self.layer => paragraph.deliver(limits, self.sink),
            _ if self.tables.in_cell() => self.tables.add(paragraph),
            layer => {
                if layer == Layer::Body && self.scene.slide.is_none() {
                    self.paragraphs += 1;
                    let number = self.paragraphs;
                    let comments = self.state.comments.drain(..).map(|id| (id, number));
                    self.shared.anchors.extend(comments);
                    paragraph.number(number);
                }
                paragraph.deliver(limits, self.sink);
            }
        }
    }

    /// The instruction of a field is complete.
    fn end_field(&mut self) {
        let field = std::mem::take(&mut self.state.field);
        self.say(&field, Layer::FieldCode);
    }

    fn say(&mut self, text: &str, layer: Layer) {
        let cell = self.scene.sheet.clone();
        let at = Place { slide: self.scene.slide, cell, ..Place::default() };
        deliver(text.trim(), &[], &at, layer, self.shared.office.limits(), self.sink);
    }

    /// Delivers what attributes say to readers, and leaves the rest as residue.
    fn attributes(&mut self, element: &Element<'_>) {
        let name = element.name().to_owned();
        for (attribute, value) in element.attributes() {
            let known = (name.as_str(), attribute);
            match known {
                ("textpath", "string") => self.say(&value, Layer::TextBox),
                ("fldSimple", "instr") => self.say(&value, Layer::FieldCode),
                ("bookmarkStart", "name") if !value.starts_with('_') => {
                    self.say(&value, Layer::Metadata);
                }
                ("ins" | "del" | "moveFrom" | "moveTo" | "comment", "author") => {
                    if self.shared.authors.insert(value.clone().into_owned()) {
                        self.say(&value, Layer::Metadata);
                    }
                }
                ("hyperlink" | "hlinkClick", "id") => self.link(&value),
                // Whether a box is ticked.
                ("default", "val") if matches!(&*value, "0" | "1" | "true" | "false") => {}
                _ if EXPLAINS.contains(&known) => {
                    if self.shared.office.rest().residue.is_new(&value) {
                        self.say(&value, Layer::Attribute);
                    }
                }
                _ => self.shared.office.rest().residue.attribute(
                    attribute,
                    &value,
                    self.member,
                    Layer::Residue,
                    self.sink,
                ),
            }
        }
    }

    fn link(&mut self, id: &str) {
        let target = self.relationships.iter().find(|one| one.id == id && one.external);
        if let Some(target) = target.map(|one| one.target.clone()) {
            self.shared.office.rest().residue.known(&target);
            self.say(&encoded::percent(&target), Layer::Link);
        }
    }
}

fn is_true(element: &Element<'_>, name: &str) -> bool {
    matches!(element.attribute(name).as_deref(), Some("1" | "true" | "on"))
}

/// Whether a share of something is all of it.
fn is_all(share: &str) -> bool {
    matches!(share, "100000" | "100%")
}

/// Whether a share of something, in thousandths of a percent or percent, is none of it.
fn is_nothing(share: &str) -> bool {
    share.trim_end_matches('%').parse::<f64>() == Ok(0.0)
}
