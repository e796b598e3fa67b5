//! A part of an OpenDocument file: paragraphs with what is tracked, noted, hidden or boxed in them,
//! sheets, slides, headers and footers.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    scope::{Ends, Scope, Text},
    sheet::Sheet,
    styles::{Styles, length},
};
use crate::document::{
    ConcealedKind, Layer, Look, Place, Sink,
    formats::{
        encoded,
        flow::{Paragraph, Run, says_something},
        grid::Tables,
        markup::{Element, Node, walk},
        rest::{Rest, say},
    },
};

/// Attributes that explain or name something to readers, or to those who look.
const TELLS: &[(&str, Layer)] = &[
    ("condition", Layer::FieldCode),
    ("string-value-if-true", Layer::FieldCode),
    ("string-value-if-false", Layer::FieldCode),
    ("label", Layer::Attribute),
    ("title", Layer::Attribute),
    ("help-text", Layer::Attribute),
    ("placeholder", Layer::Attribute),
    ("current-value", Layer::Attribute),
];

/// Elements that mark a spot by a name.
const NAMES_A_SPOT: &[&str] =
    &["bookmark", "bookmark-start", "reference-mark", "reference-mark-start"];

/// Elements that stand on a page by themselves and may hold paragraphs.
const SHAPES: &[&str] = &[
    "frame",
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "line",
    "polyline",
    "polygon",
    "path",
    "connector",
    "caption",
    "measure",
    "control",
    "g",
];

/// A `Story` walks one part.
pub(super) struct Story<'s, 'd> {
    /// The part's name in the package.
    member: &'s str,
    styles: &'s Styles,
    rest: &'s mut Rest<'d>,
    sink: &'s mut dyn Sink,
    scopes: Vec<Scope>,
    tables: Tables<Paragraph>,
    /// Paragraphs that are open; a note or a box in a paragraph holds others.
    open: Vec<Paragraph>,
    /// How many paragraphs of the body are complete.
    paragraphs: u32,
    value: String,
    /// How many pictures and documents were met that are encoded as text.
    binaries: u32,
    /// What tracked deletions took out, by their identifiers.
    deleted: BTreeMap<String, String>,
    /// The tracked change that is described, if one is.
    region: Option<String>,
    /// How deep in tracked insertions.
    inserted: usize,
    spreadsheet: bool,
    sheets: u32,
    /// Sheets that follow keep what another program said.
    linked: bool,
    sheet: Option<Sheet>,
    slide: Option<u32>,
    /// Width and height of the slide, in hundredths of a millimetre.
    page: Option<(i64, i64)>,
    /// The notes of the slide have been counted.
    noted: bool,
}

impl<'s, 'd> Story<'s, 'd> {
    pub(super) fn new(
        member: &'s str,
        styles: &'s Styles,
        rest: &'s mut Rest<'d>,
        sink: &'s mut dyn Sink,
    ) -> Self {
        Self {
            member,
            styles,
            rest,
            sink,
            scopes: vec![Scope::new()],
            tables: Tables::new(),
            open: Vec::new(),
            paragraphs: 0,
            value: String::new(),
            binaries: 0,
            deleted: BTreeMap::new(),
            region: None,
            inserted: 0,
            spreadsheet: false,
            sheets: 0,
            linked: false,
            sheet: None,
            slide: None,
            page: None,
            noted: false,
        }
    }

    /// Reads the part whose text is `text`; false where it is broken.
    pub(super) fn read(mut self, text: &str) -> bool {
        let whole = walk(text, |node| match node {
            Node::Open(element) => self.begin(&element),
            Node::Close(_) => self.end(),
            Node::Text(text) => self.text(&text),
            Node::Aside(text) => self.rest.residue.value(&text, self.member, "", self.sink),
        });
        while !self.scopes.is_empty() {
            self.end();
        }
        for text in std::mem::take(&mut self.deleted).into_values() {
            self.deliver_deleted(&text);
        }
        whole
    }

    fn begin(&mut self, element: &Element<'_>) {
        let mut scope = self.scopes.last().map_or_else(Scope::new, Scope::within);
        let in_flow = scope.text == Text::Flow;
        let name = element.name();
        match name {
            "p" | "h" => self.open_paragraph(&mut scope, element),
            "span" => self.run(&mut scope, element),
            "s" if in_flow => {
                let blanks = element.number("c").unwrap_or(1).min(256);
                self.push(&" ".repeat(usize::try_from(blanks).unwrap_or(1)));
            }
            "tab" if in_flow => self.push("\t"),
            "line-break" if in_flow => self.push("\n"),
            "a" => self.link(element),
            "note" => {
                let end = element.attribute("note-class").as_deref() == Some("endnote");
                scope.apart(if end { Layer::Endnote } else { Layer::Footnote });
            }
            "note-citation" => scope.text = Text::Aside,
            // That of a formula says the same in another language.
            "annotation" if scope.text == Text::Value => scope.text = Text::Aside,
            "annotation" => {
                let label = self.sheet.as_ref().map(|sheet| sheet.cells.sheet().into());
                let at = Place { slide: self.slide, label, ..Place::default() };
                self.rest.fact_at(ConcealedKind::Comment, at);
                scope.apart(Layer::Comment);
                self.hide_with_sheet(&mut scope);
            }
            "creator" | "initials" | "sender-initials" if !in_flow => {
                self.value(&mut scope, Layer::Metadata);
            }
            "ruby-text" => self.value(&mut scope, Layer::TextBox),
            "title" | "desc" if !in_flow => self.value(&mut scope, Layer::Attribute),
            "header-decl" | "date-time-decl" => self.value(&mut scope, Layer::Header),
            "footer-decl" => self.value(&mut scope, Layer::Footer),
            "math" => self.value(&mut scope, Layer::Body),
            "script" => self.value(&mut scope, Layer::Script),
            "help-message" | "error-message" => scope.apart(Layer::Attribute),
            "change-info" => scope.apart(Layer::Comment),
            "binary-data" => {
                self.value.clear();
                scope.text = Text::Value;
                scope.ends = Ends::Binary;
            }
            "changed-region" => self.region = element.attribute("id"),
            "deletion" | "previous" => {
                self.rest.fact(ConcealedKind::TrackedChange);
                scope.apart(Layer::Deleted);
                scope.unseen = Some(Look::Deleted);
            }
            "insertion" | "format-change" => self.rest.fact(ConcealedKind::TrackedChange),
            "change" => self.insert_deleted(element),
            "change-start" => self.inserted += 1,
            "change-end" => self.inserted = self.inserted.saturating_sub(1),
            "section" => {
                self.style(&mut scope, "section", element);
                if is(element, "display", "none") || is(element, "is-hidden", "true") {
                    scope.hide(Look::Hidden);
                }
            }
            "hidden-text" if is(element, "is-hidden", "true") => {
                scope.hide(Look::Hidden);
                self.scopes.push(scope.clone());
                let text = element.attribute("string-value").unwrap_or_default();
                self.rest.residue.known(&text);
                self.push(&text);
                self.scopes.pop();
            }
            "hidden-paragraph" if is(element, "is-hidden", "true") => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.hide(Look::Hidden);
                    paragraph.conceal();
                }
                // What follows in the paragraph is hidden too.
                let at = self.scopes.iter().rposition(|scope| scope.ends == Ends::Paragraph);
                for scope in &mut self.scopes[at.unwrap_or(0)..] {
                    scope.hide(Look::Hidden);
                }
            }
            "text-box" if self.is_running(&scope) => scope.apart(Layer::TextBox),
            "spreadsheet" => self.spreadsheet = true,
            "chart" => scope.apart(Layer::Cache),
            "page" => self.page(&mut scope, element),
            "notes" => {
                self.noted = false;
                scope.apart(Layer::Notes);
            }
            "meta" => scope.layer = Layer::Metadata,
            "master-page" => {
                scope.apart(Layer::Header);
                let name = element.attribute("name").unwrap_or_default();
                if !self.styles.is_used(&name) {
                    scope.set_aside(Look::Hidden);
                }
            }
            "handout-master" => {
                scope.apart(Layer::Header);
                scope.set_aside(Look::Hidden);
            }
            "header" | "header-left" | "header-first" => header(&mut scope, Layer::Header, element),
            "footer" | "footer-left" | "footer-first" => header(&mut scope, Layer::Footer, element),
            "table" | "sub-table" => self.table(&mut scope, element),
            "table-source" => {
                self.rest.fact(ConcealedKind::LinkedCache);
                if let Some(sheet) = &mut self.sheet {
                    sheet.is_cache();
                }
            }
            "dde-link" => {
                self.rest.fact(ConcealedKind::LinkedCache);
                self.linked = true;
            }
            "data-pilot-table" => self.rest.fact(ConcealedKind::PivotCache),
            "table-header-rows" => {
                self.tables.head(true);
                scope.ends = Ends::HeaderRows;
            }
            "table-column" => {
                let styles = self.styles;
                if let Some(sheet) = self.open_sheet() {
                    sheet.columns(element, styles);
                }
            }
            "table-row" => {
                scope.ends = Ends::Row;
                self.style(&mut scope, "table-row", element);
                match &mut self.sheet {
                    Some(sheet) if !self.tables.is_open() => {
                        sheet.end_row(self.rest, self.sink);
                        sheet.row(element, self.styles);
                    }
                    _ => self.tables.row(self.rest.limits, self.sink),
                }
            }
            "table-cell" | "covered-table-cell" => self.cell(&mut scope, element),
            _ if SHAPES.contains(&name) => self.shape(&mut scope, element),
            _ => {}
        }
        self.attributes(element);
        self.scopes.push(scope);
    }

    fn end(&mut self) {
        let Some(scope) = self.scopes.pop() else { return };
        match scope.ends {
            Ends::Nothing => {}
            Ends::Paragraph => {
                if let Some(paragraph) = self.open.pop() {
                    self.finish(paragraph, &scope);
                }
            }
            Ends::Table => {
                self.tables.close(self.rest.limits, self.sink);
            }
            Ends::Sheet => {
                if let Some(mut sheet) = self.sheet.take() {
                    sheet.end_row(self.rest, self.sink);
                    sheet.cells.finish(self.rest.limits, self.sink);
                }
            }
            Ends::Row => {
                if let Some(sheet) = self.sheet.as_mut().filter(|_| !self.tables.is_open()) {
                    sheet.end_row(self.rest, self.sink);
                }
            }
            Ends::Cell => match &mut self.sheet {
                Some(sheet) if !self.tables.is_open() => sheet.end_cell(self.rest),
                _ => self.tables.end_cell(),
            },
            Ends::HeaderRows => self.tables.head(false),
            Ends::Value(layer) => {
                let value = std::mem::take(&mut self.value);
                self.rest.residue.known(&value);
                self.say(&value, layer);
            }
            Ends::Binary => {
                let bytes = encoded::base64(&std::mem::take(&mut self.value));
                self.binaries += 1;
                let name = format!("binary-data {}", self.binaries);
                self.rest.take(bytes, &name, Layer::Residue, self.sink);
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.scopes.last().map_or(Text::Aside, |scope| scope.text) {
            Text::Flow => self.push(&blanks_as_one(text)),
            Text::Value => self.value.push_str(text),
            Text::Aside => {
                let meta = self.scopes.last().is_some_and(|scope| scope.layer == Layer::Metadata);
                let layer = if meta { Layer::Metadata } else { Layer::Residue };
                self.rest.residue.tell(text, self.member, "", layer, self.sink);
            }
        }
    }

    /// Adds `text` to the open paragraph as the run carries it.
    fn push(&mut self, text: &str) {
        let Some(scope) = self.scopes.last() else { return };
        let ground = (!scope.on_paper).then_some("");
        let run = match scope.unseen.or_else(|| scope.looks.look(ground)) {
            Some(Look::Deleted) => Run::Deleted,
            Some(look) => Run::Unseen(look),
            None if self.inserted > 0 => Run::Inserted,
            None => Run::Plain,
        };
        let hidden = matches!(run, Run::Unseen(_)) && !scope.told;
        // A sheet tells its hidden cells itself.
        let of_sheet = self.sheet.is_some() && scope.in_cell;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push(run, text);
            if hidden && !of_sheet && !text.trim().is_empty() {
                paragraph.conceal();
            }
        }
    }

    fn open_paragraph(&mut self, scope: &mut Scope, element: &Element<'_>) {
        // A drawing in a paragraph begins others.
        if scope.text == Text::Flow {
            scope.apart(Layer::TextBox);
        }
        self.style(scope, "paragraph", element);
        scope.text = Text::Flow;
        scope.ends = Ends::Paragraph;
        let comment = scope.layer == Layer::Comment;
        let paragraph = comment.then(|| self.paragraphs.saturating_add(1));
        let cell = match &self.sheet {
            Some(sheet) if comment || scope.layer == Layer::TextBox => sheet.place().cell,
            _ => None,
        };
        let paragraph = paragraph.filter(|_| cell.is_none() && self.slide.is_none());
        let at = Place { paragraph, cell, slide: self.slide, ..Place::default() };
        self.open.push(Paragraph::new(scope.layer, at));
    }

    fn run(&self, scope: &mut Scope, element: &Element<'_>) {
        self.style(scope, "text", element);
    }

    /// What is in `scope` has the style that `element` names.
    fn style(&self, scope: &mut Scope, family: &str, element: &Element<'_>) {
        if let Some(style) = element.attribute("style-name") {
            let looks = self.styles.looks(family, &style).over(&scope.looks);
            scope.looks = Rc::new(looks);
        }
    }

    /// A paragraph is complete: it goes into its cell, or to the sink.
    fn finish(&mut self, mut paragraph: Paragraph, scope: &Scope) {
        if let Some(region) = self.region.as_ref().filter(|_| scope.layer == Layer::Deleted) {
            let text = self.deleted.entry(region.clone()).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            return text.push_str(&paragraph.text());
        }
        let whole = Place {
            slide: self.slide,
            label: self.sheet.as_ref().map(|sheet| sheet.cells.sheet().into()),
            ..Place::default()
        };
        // In the body of a text a fact stands where its paragraph does.
        let in_grid = scope.in_cell && self.tables.in_cell();
        let numbered = whole == Place::default() && (scope.layer == Layer::Body || in_grid);
        if !numbered {
            let many = paragraph.take_concealed();
            self.rest.facts_at(ConcealedKind::HiddenText, whole.clone(), many);
        }
        match &mut self.sheet {
            Some(sheet) if scope.in_cell && !self.tables.is_open() => {
                let (text, look) = (paragraph.text(), paragraph.first_look());
                sheet.paragraph(&text, paragraph.seen_text(), look);
            }
            _ if paragraph.is_blank() => {}
            _ if scope.layer == Layer::Notes => {
                let says = says_something(paragraph.seen_text());
                if says && !std::mem::replace(&mut self.noted, true) {
                    self.rest.fact_at(ConcealedKind::Notes, whole);
                }
                paragraph.deliver(self.rest.limits, self.sink);
            }
            _ if scope.in_cell && self.tables.in_cell() => self.tables.add(paragraph),
            _ => {
                if scope.layer == Layer::Body && self.slide.is_none() {
                    self.paragraphs += 1;
                    paragraph.number(self.paragraphs);
                }
                paragraph.deliver(self.rest.limits, self.sink);
            }
        }
    }

    /// What a tracked deletion took out stood here.
    fn insert_deleted(&mut self, element: &Element<'_>) {
        let id = element.attribute("change-id").unwrap_or_default();
        let Some(text) = self.deleted.remove(&id) else { return };
        match self.open.last_mut() {
            Some(paragraph) => paragraph.push(Run::Deleted, &text),
            None => self.deliver_deleted(&text),
        }
    }

    fn deliver_deleted(&mut self, text: &str) {
        let mut paragraph = Paragraph::new(Layer::Body, Place::default());
        paragraph.push(Run::Deleted, text);
        paragraph.deliver(self.rest.limits, self.sink);
    }

    /// A slide begins.
    fn page(&mut self, scope: &mut Scope, element: &Element<'_>) {
        let slide = self.slide.map_or(1, |slide| slide.saturating_add(1));
        self.slide = Some(slide);
        let master = element.attribute("master-page-name").unwrap_or_default();
        self.page = self.styles.page(&master);
        let style = element.attribute("style-name").unwrap_or_default();
        if self.styles.hides("drawing-page", &style) {
            scope.set_aside(Look::Hidden);
            let at = Place { slide: Some(slide), ..Place::default() };
            self.rest.fact_at(ConcealedKind::HiddenSlide, at);
        }
    }

    /// Whether paragraphs here are those of a text, beside which a box stands.
    fn is_running(&self, scope: &Scope) -> bool {
        self.slide.is_none() && scope.layer == Layer::Body
    }

    /// Something stands on the page by itself. The colour behind it is its own.
    fn shape(&mut self, scope: &mut Scope, element: &Element<'_>) {
        scope.on_paper = false;
        let layer = element.attribute("layer");
        let off = layer.is_some_and(|layer| self.styles.is_off(&layer));
        let prompt = scope.layer == Layer::Header && element.attribute("class").is_some();
        if prompt {
            scope.set_aside(Look::Hidden);
        } else if off || !is_shown(element) {
            scope.hide(Look::LayerOff);
        }
        let layer = if self.is_running(scope) { Layer::TextBox } else { scope.layer };
        scope.apart(layer);
        self.hide_with_sheet(scope);
        if scope.layer == Layer::Notes {
            // Notes have pages of their own.
            return;
        }
        let at = |name: &str| length(&element.attribute(name)?);
        let (Some((width, height)), Some(x), Some(y)) = (self.page, at("x"), at("y")) else {
            return;
        };
        let (wide, high) = (at("width").unwrap_or(0), at("height").unwrap_or(0));
        if x >= width || y >= height || x + wide <= 0 || y + high <= 0 {
            scope.hide(Look::OffPage);
        }
    }

    /// What stands on a sheet that is not shown is not seen either, which is told of the sheet.
    fn hide_with_sheet(&self, scope: &mut Scope) {
        if self.sheet.as_ref().is_some_and(|sheet| sheet.hidden) {
            scope.set_aside(Look::Hidden);
        }
    }

    /// A table begins, or a sheet.
    fn table(&mut self, scope: &mut Scope, element: &Element<'_>) {
        if !self.spreadsheet || self.sheet.is_some() || scope.layer != Layer::Body {
            self.style(scope, "table", element);
            self.tables.open();
            scope.ends = Ends::Table;
            return;
        }
        self.sheets = self.sheets.saturating_add(1);
        let name = element.attribute("name").unwrap_or_default();
        let style = element.attribute("style-name").unwrap_or_default();
        let hidden = self.styles.hides("table", &style);
        if hidden {
            let label = Some(name.as_str().into());
            self.rest.fact_at(ConcealedKind::HiddenSheet, Place { label, ..Place::default() });
        }
        if self.rest.residue.is_new(&name) {
            let at = Place { cell: Some(name.as_str().into()), ..Place::default() };
            let layer = match hidden {
                true => Layer::Hidden,
                // A sheet that keeps what one of another file said is called by its address.
                false if name.starts_with("'file:") => Layer::Cache,
                false => Layer::Body,
            };
            say(&name, &at, layer, self.rest.limits, self.sink);
        }
        let mut sheet = Sheet::new(&name, self.sheets, hidden);
        if self.linked {
            sheet.is_cache();
        }
        self.sheet = Some(sheet);
        scope.ends = Ends::Sheet;
    }

    fn cell(&mut self, scope: &mut Scope, element: &Element<'_>) {
        if let Some(sheet) = self.sheet.as_mut().filter(|_| !self.tables.is_open()) {
            sheet.end_cell(self.rest);
        }
        let covered = element.name() == "covered-table-cell";
        let sheet = self.sheet.as_ref().filter(|_| !self.tables.is_open());
        match sheet.and_then(Sheet::cell_style) {
            Some(style) if element.attribute("style-name").is_none() => {
                let looks = self.styles.looks("table-cell", style).over(&scope.looks);
                scope.looks = Rc::new(looks);
            }
            _ => self.style(scope, "table-cell", element),
        }
        scope.text = Text::Aside;
        scope.in_cell = true;
        scope.ends = Ends::Cell;
        if let Some(sheet) = self.sheet.as_mut().filter(|_| !self.tables.is_open()) {
            return sheet.cell(element, covered);
        }
        if covered {
            // The grid knows where a merged cell reaches; what is beneath it nobody sees.
            scope.in_cell = false;
            scope.ends = Ends::Nothing;
            return scope.hide(Look::Covered);
        }
        let many = |name: &str| usize::try_from(element.number(name).unwrap_or(1)).unwrap_or(1);
        let (wide, high) = (many("number-columns-spanned"), many("number-rows-spanned"));
        self.tables.cell(wide, high, false);
    }

    /// The sheet whose cells are being read; a table inside one has cells of its own.
    fn open_sheet(&mut self) -> Option<&mut Sheet> {
        self.sheet.as_mut().filter(|_| !self.tables.is_open())
    }

    fn value(&mut self, scope: &mut Scope, layer: Layer) {
        self.value.clear();
        scope.text = Text::Value;
        scope.ends = Ends::Value(layer);
    }

    fn link(&mut self, element: &Element<'_>) {
        if let Some(target) = element.attribute("href").filter(|href| !href.starts_with('#')) {
            self.rest.residue.known(&target);
            self.say(&encoded::percent(&target), Layer::Link);
        }
    }

    fn say(&mut self, text: &str, layer: Layer) {
        let cell = self.sheet.as_ref().and_then(|sheet| sheet.place().cell);
        let at = Place { slide: self.slide, cell, ..Place::default() };
        say(text, &at, layer, self.rest.limits, self.sink);
    }

    /// Delivers what attributes say to readers, and leaves the rest as residue.
    fn attributes(&mut self, element: &Element<'_>) {
        let name = element.name().to_owned();
        let cell = matches!(name.as_str(), "table-cell" | "covered-table-cell");
        for (attribute, value) in element.attributes() {
            let layer =
                TELLS.iter().find(|(known, _)| *known == attribute).map(|(_, layer)| *layer);
            match attribute {
                "name" if NAMES_A_SPOT.contains(&name.as_str()) => {
                    self.tell(&value, Layer::Metadata);
                }
                "name" if SHAPES.contains(&name.as_str()) => self.tell(&value, Layer::Attribute),
                "name" if name == "data-pilot-member" => self.tell(&value, Layer::Cache),
                "formula" if value.contains('"') => self.tell(&value, Layer::FieldCode),
                // What a cell stores is told with what it shows.
                "formula" | "value" | "date-value" | "time-value" | "string-value" if cell => {}
                _ => match layer {
                    Some(layer) => self.tell(&value, layer),
                    None => self.rest.residue.attribute(
                        attribute,
                        &value,
                        self.member,
                        Layer::Residue,
                        self.sink,
                    ),
                },
            }
        }
    }

    fn tell(&mut self, value: &str, layer: Layer) {
        if self.rest.residue.is_new(value) {
            self.say(value, layer);
        }
    }
}

/// A header or footer, which may be switched off.
fn header(scope: &mut Scope, layer: Layer, element: &Element<'_>) {
    scope.apart(layer);
    if is(element, "display", "false") {
        scope.set_aside(Look::Hidden);
    }
}

/// Whether a shape or layer is seen on a screen.
pub(super) fn is_shown(element: &Element<'_>) -> bool {
    !matches!(element.attribute("display").as_deref(), Some("none" | "printer"))
}

fn is(element: &Element<'_>, name: &str, value: &str) -> bool {
    element.attribute(name).as_deref() == Some(value)
}

/// `text` with every stretch of blanks as one: more are written as elements.
fn blanks_as_one(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if !matches!(char, ' ' | '\t' | '\n' | '\r') {
            shown.push(char);
        } else if !shown.ends_with(' ') {
            shown.push(' ');
        }
    }
    shown
}
