//! A document of the package (clause 7): its pages, and what lies beside them.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    graphics::{Bitmap, Resources, paint},
    part, resolve,
    tree::{Element, numbers},
};
use crate::document::{
    ConcealedKind, Layer, Limits, Place, Sink, UnreadCause,
    formats::{
        members::Members,
        page::{
            Pages,
            canvas::Canvas,
            facts,
            geometry::{Area, Matrix},
            seen,
            unread::Unreadable,
        },
        rest::{say, say_unread},
    },
};

/// Points to a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// The page of a document that says nothing of it: A4, in millimetres.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];
/// Annotations that say nothing by themselves.
const SILENT: &[&str] = &["Link", "Path", "Watermark"];

/// A `Document` whose parts are known.
pub(super) struct Document<'l> {
    name: String,
    root: Element,
    resources: Resources,
    templates: BTreeMap<String, Element>,
    /// The templates that pages use.
    used: RefCell<BTreeSet<String>>,
    limits: &'l Limits,
}

impl<'l> Document<'l> {
    /// The document whose main part is called `name`.
    pub(super) fn open(
        name: &str,
        members: &mut Members<'_>,
        limits: &'l Limits,
        sink: &mut dyn Sink,
    ) -> Option<Self> {
        let name = resolve("", name);
        let root = part(members, &name, limits, sink)?;
        let mut document = Self {
            name,
            root,
            resources: Resources::default(),
            templates: BTreeMap::new(),
            used: RefCell::default(),
            limits,
        };
        let common = document.root.child("CommonData").cloned().unwrap_or_default();
        for file in common.children.iter().filter(|child| child.name.ends_with("Res")) {
            document.take_resources(file.text.trim(), members, sink);
        }
        for template in common.all("TemplatePage") {
            let (Some(id), Some(file)) = (template.attribute("ID"), template.attribute("BaseLoc"))
            else {
                continue;
            };
            if let Some(page) = part(members, &resolve(&document.name, file), limits, sink) {
                document.templates.insert(id.to_owned(), page);
            }
        }
        Some(document)
    }

    /// Takes in the resources that a part lists (clause 7.9).
    fn take_resources(&mut self, file: &str, members: &mut Members<'_>, sink: &mut dyn Sink) {
        let name = resolve(&self.name, file);
        // Without one, fonts are not known and pictures are not there: no text is lost.
        if members.package.find(&name).is_none() {
            return;
        }
        let Some(list) = part(members, &name, self.limits, sink) else { return };
        let base = list.attribute("BaseLoc").unwrap_or_default();
        for element in list.within() {
            let Some(id) = element.attribute("ID").map(str::to_owned) else { continue };
            match element.name.as_str() {
                "ColorSpace" => {
                    let parts = match element.attribute("Type") {
                        Some("GRAY") => 1,
                        Some("CMYK") => 4,
                        _ => 3,
                    };
                    self.resources.spaces.insert(id, parts);
                }
                "MultiMedia" if element.attribute("Type") == Some("Image") => {
                    let Some(file) = element.child("MediaFile") else { continue };
                    let path = format!("{base}/{}", file.text.trim());
                    let path = if base.is_empty() { file.text.trim() } else { &path };
                    let path = resolve(&name, path);
                    members.rest.residue.known(&file.text);
                    if let Some(bytes) = members.bytes(&path, sink) {
                        self.resources.pictures.insert(id, bitmap(&bytes));
                        members.rest.describe(&bytes, &path, sink);
                    }
                }
                "CompositeGraphicUnit" => {
                    self.resources.units.insert(id, element.clone());
                }
                "DrawParam" => {
                    self.resources.parameters.insert(id, element.clone());
                }
                _ => {}
            }
        }
    }

    /// Tells the pages, numbered on from `number`, then what lies beside them.
    pub(super) fn tell(
        &self,
        members: &mut Members<'_>,
        number: &mut u32,
        pages: &mut Pages<'_>,
        unreadable: &mut Unreadable,
        told: &mut BTreeSet<String>,
        sink: &mut dyn Sink,
    ) {
        let notes = self.annotations(members, sink);
        for page in self.pages() {
            *number = number.saturating_add(1);
            let at = Place { page: Some(*number), ..Place::default() };
            let Some((mut canvas, shown, matrix)) = self.paint(page, members, sink) else {
                continue;
            };
            told.extend(canvas.as_painted());
            let id = page.attribute("ID").unwrap_or_default();
            for note in notes.iter().filter(|(of, _)| of == id).map(|(_, note)| note) {
                self.annotate(note, &at, matrix, &mut canvas, members, sink);
            }
            let sight = seen::sight(&canvas, shown);
            pages.tell(*number, &canvas, &sight, sink);
            facts::count(&canvas, &sight, shown, &at, &mut members.rest);
            unreadable.look(*number, &canvas, &sight, shown);
        }
        self.unused(sink);
        self.beside(members, sink);
    }

    /// Tells the templates that no page uses; they are no secret, but nobody sees them.
    fn unused(&self, sink: &mut dyn Sink) {
        let used = self.used.borrow();
        for (_, template) in self.templates.iter().filter(|(id, _)| !used.contains(*id)) {
            let mut canvas = Canvas::default();
            if let Some(content) = template.child("Content") {
                paint(content, Matrix::IDENTITY, false, &self.resources, &mut canvas);
            }
            for line in canvas.as_painted() {
                say(&line, &Place::default(), Layer::Hidden, self.limits, sink);
            }
        }
    }

    /// The lines of all pages as they are painted.
    pub(super) fn lines(
        &self,
        members: &mut Members<'_>,
        sink: &mut dyn Sink,
    ) -> Vec<(Place, String)> {
        let mut lines = Vec::new();
        for (index, page) in self.pages().enumerate() {
            let at = Place { page: u32::try_from(index + 1).ok(), ..Place::default() };
            if let Some((canvas, ..)) = self.paint(page, members, sink) {
                lines.extend(canvas.as_painted().into_iter().map(|line| (at.clone(), line)));
            }
        }
        lines
    }

    fn pages(&self) -> impl Iterator<Item = &Element> {
        self.root.child("Pages").into_iter().flat_map(|pages| pages.all("Page"))
    }

    /// What a page paints, the part of it that is shown, and the space of its millimetres.
    fn paint(
        &self,
        page: &Element,
        members: &mut Members<'_>,
        sink: &mut dyn Sink,
    ) -> Option<(Canvas, Area, Matrix)> {
        let Some(file) = page.attribute("BaseLoc") else {
            say_unread(&self.name, UnreadCause::Damaged, sink);
            return None;
        };
        let file = resolve(&self.name, file);
        let content = part(members, &file, self.limits, sink)?;
        let size = |area: Option<&Element>| {
            let area = area?.child("PhysicalBox")?;
            <[f64; 4]>::try_from(numbers(&area.text)).ok()
        };
        let common = self.root.child("CommonData").and_then(|common| common.child("PageArea"));
        let [x, y, width, height] =
            size(content.child("Area")).or_else(|| size(common)).unwrap_or(A4);
        // Up is down there.
        let k = MILLIMETRE;
        let matrix = Matrix([k, 0.0, 0.0, -k, -x * k, (y + height) * k]);
        let shown = Area::new(0.0, 0.0, width * k, height * k);
        let mut canvas = Canvas::default();
        let templates = |front: bool| {
            let all = content.all("Template").filter(move |template| {
                (template.attribute("ZOrder") == Some("Foreground")) == front
            });
            all.filter_map(|template| {
                let id = template.attribute("TemplateID")?;
                self.used.borrow_mut().insert(id.to_owned());
                self.templates.get(id)
            })
        };
        let mut painted = Vec::new();
        let mut put = |page: &Element| {
            let layers = || page.child("Content").into_iter().flat_map(|all| &all.children);
            let kind = |layer: &Element| match layer.attribute("Type") {
                Some("Background") => 0,
                Some("Foreground") => 2,
                _ => 1,
            };
            for order in 0..3 {
                for layer in layers().filter(|layer| kind(layer) == order) {
                    let hidden = layer.is_off("Visible");
                    painted.extend(paint(layer, matrix, hidden, &self.resources, &mut canvas));
                }
            }
        };
        templates(false).for_each(&mut put);
        put(&content);
        templates(true).for_each(&mut put);
        painted.iter().for_each(|text| members.rest.residue.known(text));
        Some((canvas, shown, matrix))
    }

    /// The annotations, each with the page that it is on (clause 15).
    fn annotations(
        &self,
        members: &mut Members<'_>,
        sink: &mut dyn Sink,
    ) -> Vec<(String, Element)> {
        let mut notes = Vec::new();
        let Some(list) = self.root.child("Annotations") else { return notes };
        let name = resolve(&self.name, list.text.trim());
        let Some(list) = part(members, &name, self.limits, sink) else { return notes };
        for page in list.all("Page") {
            let (Some(id), Some(file)) = (page.attribute("PageID"), page.child("FileLoc")) else {
                continue;
            };
            let file = resolve(&name, file.text.trim());
            if let Some(all) = part(members, &file, self.limits, sink) {
                notes.extend(all.all("Annot").map(|note| (id.to_owned(), note.clone())));
            }
        }
        notes
    }

    /// Paints an annotation and tells what is written in it.
    fn annotate(
        &self,
        note: &Element,
        at: &Place,
        matrix: Matrix,
        canvas: &mut Canvas,
        members: &mut Members<'_>,
        sink: &mut dyn Sink,
    ) {
        let hidden = note.is_off("Visible");
        if let Some(look) = note.child("Appearance") {
            let [x, y, ..] = look.numbers("Boundary").unwrap_or([0.0; 4]);
            let matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(matrix);
            let painted = paint(look, matrix, hidden, &self.resources, canvas);
            painted.iter().for_each(|text| members.rest.residue.known(text));
        }
        let remark = note.child("Remark").map(|remark| remark.text.trim()).unwrap_or_default();
        let kind = note.attribute("Type").unwrap_or_default();
        if !remark.is_empty() && !SILENT.contains(&kind) {
            members.rest.fact_at(ConcealedKind::Comment, at.clone());
        }
        let parameters = note.child("Parameters").into_iter().flat_map(|all| &all.children);
        let texts = parameters.map(|parameter| ("Parameter", parameter.text.as_str()));
        let texts = texts.chain([
            ("Remark", remark),
            ("Creator", note.attribute("Creator").unwrap_or_default()),
        ]);
        for (label, text) in texts {
            let at = Place { label: Some(label.into()), ..at.clone() };
            say(text, &at, Layer::Comment, self.limits, sink);
            members.rest.residue.known(text);
        }
    }

    /// Outlines, bookmarks, targets of links, attachments.
    fn beside(&self, members: &mut Members<'_>, sink: &mut dyn Sink) {
        for element in self.root.within() {
            let (key, layer) = match element.name.as_str() {
                "OutlineElem" => ("Title", Layer::Metadata),
                "Bookmark" => ("Name", Layer::Metadata),
                "URI" => ("URI", Layer::Link),
                _ => continue,
            };
            if let Some(value) = element.attribute(key) {
                let at = Place { label: Some(element.name.as_str().into()), ..Place::default() };
                say(value, &at, layer, self.limits, sink);
                members.rest.residue.known(value);
            }
        }
        let Some(list) = self.root.child("Attachments") else { return };
        let name = resolve(&self.name, list.text.trim());
        let Some(list) = part(members, &name, self.limits, sink) else { return };
        for attachment in list.all("Attachment") {
            let Some(file) = attachment.child("FileLoc") else { continue };
            let path = resolve(&name, file.text.trim());
            let called = attachment.attribute("Name").unwrap_or(&path);
            // Its name tells what it is where its content does not.
            let end = path.rsplit('/').next().unwrap_or(&path);
            let called =
                if called.contains('.') { called.to_owned() } else { format!("{called}/{end}") };
            say(&called, &Place::default(), Layer::FileName, self.limits, sink);
            members.rest.residue.known(attachment.attribute("Name").unwrap_or_default());
            if let Some(bytes) = members.bytes(&path, sink) {
                members.rest.attach(bytes, &called, sink);
            }
        }
    }
}

/// How large a picture is, and whether anything shows through it.
fn bitmap(bytes: &[u8]) -> Bitmap {
    let (width, height) =
        imagesize::blob_size(bytes).map_or((0, 0), |size| (size.width, size.height));
    // Seals are pictures that show what is beneath.
    let opaque = bytes.starts_with(b"\xFF\xD8") || bytes.starts_with(b"BM");
    Bitmap { width, height, opaque }
}
