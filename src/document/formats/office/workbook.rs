//! Excel workbooks (ISO/IEC 29500-1 §12): sheets in their order, shown or not, with their comments,
//! drawings and controls.

use super::{
    beside::Beside,
    parts::Relationship,
    reading::{Main, Office},
    sheet::{Book, Sheet, State},
    values::{Formats, unescaped},
};
use crate::document::{
    ConcealedKind, Layer, Limits, Place, Sink, UnreadCause,
    formats::{
        cells::Cells,
        markup::{Node, walk},
        residue::Residue,
        rest::{say, say_unread},
    },
};

/// A sheet as the workbook names it.
struct Named {
    name: String,
    /// The identifier of the relationship to its part.
    id: String,
    hidden: bool,
}

/// Reads the workbook in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let Some(mut office) = Office::open(bytes, limits, sink) else { return };
    let Some(Main { member, text, links }) = office.main(sink) else { return office.finish(sink) };
    let (sheets, from_1904) = sheets(&text);
    let mut formats = Formats::default();
    for (name, text) in parts(&mut office, &links, "styles", sink) {
        formats = Formats::read(&text);
        office.sweep(&text, &name, sink);
    }
    formats.from_1904 = from_1904;
    let mut strings = Vec::new();
    for (name, text) in parts(&mut office, &links, "sharedStrings", sink) {
        if !shared_strings(&text, &name, &mut strings, &mut office.rest().residue, sink) {
            say_unread(&name, UnreadCause::Damaged, sink);
        }
    }
    let used = vec![false; strings.len()];
    let mut book = Book { office: &mut office, strings, used, formats };
    for (sheet, number) in sheets.iter().zip(1..) {
        tell(&mut book, sheet, number, &links, sink);
    }
    // Strings that no cell shows any more stay in the table.
    for (text, used) in book.strings.iter().zip(&book.used) {
        if !used {
            book.office.rest().residue.value(text, "sharedStrings", "", sink);
        }
    }
    office.sweep(&text, &member, sink);
    office.count_parts("pivotCacheRecords", ConcealedKind::PivotCache);
    office.count_parts("externalLink", ConcealedKind::LinkedCache);
    office.count_parts("connections", ConcealedKind::LinkedCache);
    office.finish(sink);
}

/// Names and texts of the parts that relationships of this kind lead to.
fn parts(
    office: &mut Office<'_>,
    links: &[Relationship],
    kind: &str,
    sink: &mut dyn Sink,
) -> Vec<(String, String)> {
    let targets = links.iter().filter(|link| link.kind == kind).map(|link| link.target.clone());
    targets.filter_map(|name| office.text(&name, sink).map(|text| (name, text))).collect()
}

/// The sheets that a workbook names, and whether it counts days from 1904.
fn sheets(text: &str) -> (Vec<Named>, bool) {
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    walk(text, |node| {
        if let Node::Open(element) = node {
            match element.name() {
                "sheet" => sheets.push(Named {
                    name: element.attribute("name").unwrap_or_default(),
                    id: element.attribute("id").unwrap_or_default(),
                    hidden: element.attribute("state").is_some_and(|state| state != "visible"),
                }),
                "workbookPr" => {
                    from_1904 =
                        matches!(element.attribute("date1904").as_deref(), Some("1" | "true"));
                }
                _ => {}
            }
        }
    });
    (sheets, from_1904)
}

/// Adds the `strings` that cells refer to by number; what stands beside them in the part called
/// `member`, as how they are pronounced, is residue. False where the part is broken.
fn shared_strings(
    text: &str,
    member: &str,
    strings: &mut Vec<Box<str>>,
    residue: &mut Residue<'_>,
    sink: &mut dyn Sink,
) -> bool {
    let (mut open, mut in_text, mut pronounced) = (None::<String>, false, false);
    let whole = walk(text, |node| match node {
        Node::Open(element) => {
            for (name, value) in element.attributes() {
                residue.attribute(name, &value, member, Layer::Residue, sink);
            }
            match element.name() {
                // One that never ended counts too.
                "si" => {
                    strings.extend(open.replace(String::new()).map(|text| unescaped(&text).into()));
                }
                "rPh" => pronounced = true,
                "t" => in_text = true,
                _ => {}
            }
        }
        Node::Close("si") => strings.extend(open.take().map(|text| unescaped(&text).into())),
        Node::Close("rPh") => pronounced = false,
        Node::Close("t") => in_text = false,
        Node::Text(text) => match &mut open {
            Some(open) if in_text && !pronounced => open.push_str(&text),
            _ => residue.value(&text, member, "", sink),
        },
        Node::Aside(text) => residue.value(&text, member, "", sink),
        Node::Close(_) => {}
    });
    strings.extend(open.map(|text| unescaped(&text).into()));
    whole
}

/// Reads a sheet, then its comments and drawings.
fn tell(
    book: &mut Book<'_, '_>,
    sheet: &Named,
    number: u32,
    links: &[Relationship],
    sink: &mut dyn Sink,
) {
    let Some(link) = links.iter().find(|link| link.id == sheet.id) else { return };
    let member = link.target.as_str();
    if sheet.hidden {
        let at = Place { label: Some(sheet.name.as_str().into()), ..Place::default() };
        book.office.rest().fact_at(ConcealedKind::HiddenSheet, at);
    }
    let layer = if sheet.hidden { Layer::Hidden } else { Layer::Body };
    if book.office.rest().residue.is_new(&sheet.name) {
        let at = Place { cell: Some(sheet.name.as_str().into()), ..Place::default() };
        say(&sheet.name, &at, layer, book.office.limits(), sink);
    }
    let Some(text) = book.office.text(member, sink) else { return };
    let relationships = book.office.relationships(member, sink);
    let walk = Sheet {
        member,
        cells: Cells::new(&sheet.name, number),
        hidden: sheet.hidden,
        relationships: &relationships,
        book: &mut *book,
        sink: &mut *sink,
        state: State::default(),
    };
    if !walk.read(&text) {
        say_unread(member, UnreadCause::Damaged, sink);
    }
    let beside = Beside::new(&sheet.name, sheet.hidden);
    beside.tell(book.office, &relationships, sink);
}
