//! What stands beside the cells of a sheet: comments, drawings, and controls of a form
//! (ISO/IEC 29500-1 §18.7, §20.5; [MS-XLSX] §2.6.207).

use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc};

use super::{
    parts::Relationship,
    reading::Office,
    story::{Scene, Shared, Story},
    styles::Styles,
};
use crate::{
    document::{
        ConcealedKind, Layer, Look, Place, Sink, UnreadCause,
        formats::{
            flow::deliver,
            markup::{Node, walk},
            rest::{say, say_unread},
        },
    },
    text::Span,
};

/// What programs write in front of the copy of a thread that is kept for older ones.
const COPY: &str = "[Threaded comment]";

/// A sheet, `Beside` whose cells something stands.
pub(super) struct Beside {
    sheet: Arc<str>,
    hidden: bool,
    /// The lines of the threads at each cell.
    threads: BTreeMap<String, BTreeSet<String>>,
}

impl Beside {
    /// The sheet called `sheet`.
    pub(super) fn new(sheet: &str, hidden: bool) -> Self {
        Self { sheet: sheet.into(), hidden, threads: BTreeMap::new() }
    }

    /// Tells what the relationships of the sheet lead to.
    pub(super) fn tell(
        mut self,
        office: &mut Office<'_>,
        links: &[Relationship],
        sink: &mut dyn Sink,
    ) {
        let mut links: Vec<&Relationship> = links.iter().filter(|link| !link.external).collect();
        // Copies of threads are known by the threads.
        links.sort_by_key(|link| link.kind != "threadedComment");
        for link in links {
            match link.kind.as_str() {
                "comments" | "threadedComment" => self.comments(office, &link.target, sink),
                "drawing" => self.drawing(office, &link.target, sink),
                "vmlDrawing" => self.captions(office, &link.target, sink),
                "ctrlProp" => self.items(office, &link.target, sink),
                _ => {}
            }
        }
    }

    /// The comments of the sheet, each at its cell.
    fn comments(&mut self, office: &mut Office<'_>, member: &str, sink: &mut dyn Sink) {
        let Some(text) = office.text(member, sink) else { return };
        let (mut cell, mut comment, mut in_text) = (String::new(), String::new(), false);
        let mut in_author = false;
        let whole = walk(&text, |node| match node {
            Node::Open(element) => match element.name() {
                "comment" | "threadedComment" => {
                    cell = element.attribute("ref").unwrap_or_default();
                }
                "t" | "text" => in_text = true,
                "author" => in_author = true,
                _ => {
                    for (name, value) in element.attributes() {
                        office.rest().residue.attribute(name, &value, member, Layer::Residue, sink);
                    }
                }
            },
            Node::Close(name @ ("comment" | "threadedComment")) => {
                let comment = std::mem::take(&mut comment);
                self.comment(office, &cell, &comment, name == "threadedComment", member, sink);
                in_text = false;
            }
            Node::Close("t") => in_text = false,
            Node::Close("author") => in_author = false,
            Node::Text(author) if in_author => {
                if office.rest().residue.is_new(&author) {
                    let at = Place { label: Some("author".into()), ..Place::default() };
                    say(&author, &at, Layer::Metadata, office.rest().limits, sink);
                }
            }
            Node::Text(text) if in_text => comment.push_str(&text),
            Node::Text(text) | Node::Aside(text) => {
                office.rest().residue.value(&text, member, "", sink);
            }
            Node::Close(_) => {}
        });
        // A comment that never ended.
        if !comment.is_empty() {
            self.comment(office, &cell, &comment, false, member, sink);
        }
        if !whole {
            say_unread(member, UnreadCause::Damaged, sink);
        }
    }

    /// A comment at `cell`, one of a `thread` or an old one. Of the copy of a thread only what the
    /// thread does not say is left.
    fn comment(
        &mut self,
        office: &mut Office<'_>,
        cell: &str,
        comment: &str,
        thread: bool,
        member: &str,
        sink: &mut dyn Sink,
    ) {
        let lines = || comment.lines().map(str::trim).filter(|line| !line.is_empty());
        if thread {
            let known = self.threads.entry(cell.to_owned()).or_default();
            known.extend(lines().map(str::to_owned));
        } else if let Some(known) = self.threads.get(cell)
            && lines().any(|line| line == COPY || known.contains(line))
        {
            let left: Vec<&str> = lines().filter(|line| !known.contains(*line)).collect();
            return office.rest().residue.value(&left.join("\n"), member, "", sink);
        }
        let label = Some(Arc::clone(&self.sheet));
        office.rest().fact_at(ConcealedKind::Comment, Place { label, ..Place::default() });
        self.say(comment, Some(cell).filter(|cell| !cell.is_empty()), Layer::Comment, office, sink);
    }

    /// The text boxes and shapes on the sheet.
    fn drawing(&self, office: &mut Office<'_>, member: &str, sink: &mut dyn Sink) {
        let links = office.relationships(member, sink);
        let Some(text) = office.text(member, sink) else { return };
        let scene = Scene {
            look: self.hidden.then_some(Look::Hidden),
            sheet: Some(Arc::clone(&self.sheet)),
            ..Scene::default()
        };
        let mut shared = Shared::new(office, Styles::default());
        let story = Story::new(member, Layer::TextBox, &links, &mut shared, sink).within(scene);
        if !story.read(&text) {
            say_unread(member, UnreadCause::Damaged, sink);
        }
    }

    /// What is written on controls, which older programs keep as shapes of VML.
    fn captions(&self, office: &mut Office<'_>, member: &str, sink: &mut dyn Sink) {
        let Some(text) = office.text(member, sink) else { return };
        let (mut caption, mut inside) = (String::new(), false);
        let whole = walk(&text, |node| match node {
            Node::Open(element) => {
                inside |= element.name() == "textbox";
                for (name, value) in element.attributes() {
                    office.rest().residue.attribute(name, &value, member, Layer::Residue, sink);
                }
            }
            Node::Close("textbox") => {
                inside = false;
                let caption = std::mem::take(&mut caption);
                self.say(&caption, None, Layer::TextBox, office, sink);
            }
            Node::Text(text) if inside => caption.push_str(&text),
            Node::Text(text) | Node::Aside(text) => {
                office.rest().residue.value(&text, member, "", sink);
            }
            Node::Close(_) => {}
        });
        // One that never ended.
        self.say(&caption, None, Layer::TextBox, office, sink);
        if !whole {
            say_unread(member, UnreadCause::Damaged, sink);
        }
    }

    /// What a control lets one choose.
    fn items(&self, office: &mut Office<'_>, member: &str, sink: &mut dyn Sink) {
        let Some(text) = office.text(member, sink) else { return };
        walk(&text, |node| {
            if let Node::Open(element) = node
                && element.name() == "item"
                && let Some(item) = element.attribute("val")
                && office.rest().residue.is_new(&item)
            {
                self.say(&item, None, Layer::Attribute, office, sink);
            }
        });
        office.sweep(&text, member, sink);
    }

    /// Delivers `text` as standing on the sheet, or at a cell of it.
    fn say(
        &self,
        text: &str,
        cell: Option<&str>,
        layer: Layer,
        office: &Office<'_>,
        sink: &mut dyn Sink,
    ) {
        let text = text.trim();
        let at =
            cell.map_or_else(|| self.sheet.to_string(), |cell| format!("{}!{cell}", self.sheet));
        let at = Place { cell: Some(at.into()), ..Place::default() };
        let hidden = self.hidden.then_some((Span::new(0, text.len()), Look::Hidden));
        deliver(text, hidden.as_slice(), &at, layer, office.limits(), sink);
    }
}
