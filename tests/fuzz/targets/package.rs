//! Packages whose archive is valid and whose members hold anything that the readers know.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::{
    arbitrary::{self, Arbitrary},
    fuzz_target,
};
use mishen_fuzz::listen;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Name, main part and its type, and the members that its reader looks for.
type Format = (&'static str, &'static str, &'static str, &'static [&'static str]);

const FORMATS: &[Format] = &[
    (
        "a.docx",
        "word/document.xml",
        "wordprocessingml.document.main",
        &["word/styles.xml", "word/header1.xml", "word/comments.xml", "word/footnotes.xml"],
    ),
    (
        "a.xlsx",
        "xl/workbook.xml",
        "spreadsheetml.sheet.main",
        &["xl/worksheets/1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/comments1.xml"],
    ),
    (
        "a.pptx",
        "ppt/presentation.xml",
        "presentationml.presentation.main",
        &["ppt/slides/1.xml", "ppt/notes/1.xml", "ppt/comments/1.xml", "ppt/slideMasters/1.xml"],
    ),
];

/// The kind of each of those members, by its name.
const KINDS: &[(&str, &str, &str)] = &[
    ("styles", "styles", "styles"),
    ("header", "header", "header"),
    ("notes", "notesSlide", "footnotes"),
    ("comments", "comments", "comments"),
    ("worksheets", "worksheet", "worksheet"),
    ("sharedStrings", "sharedStrings", "sharedStrings"),
    ("slides/", "slide", "slide"),
    ("slideMasters", "slideMaster", "slideMaster"),
];

const ELEMENTS: &[&str] = &[
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "rPr",
    "pPr",
    "vanish",
    "color",
    "shd",
    "sz",
    "ins",
    "del",
    "delText",
    "instrText",
    "fldChar",
    "txbxContent",
    "Choice",
    "Fallback",
    "AlternateContent",
    "style",
    "basedOn",
    "pStyle",
    "rStyle",
    "comment",
    "commentReference",
    "rPrChange",
    "tblHeader",
    "hidden",
    "row",
    "c",
    "v",
    "f",
    "is",
    "si",
    "rPh",
    "col",
    "sheet",
    "sheets",
    "workbookPr",
    "numFmt",
    "font",
    "fonts",
    "fill",
    "fills",
    "cellXfs",
    "xf",
    "hyperlink",
    "oddHeader",
    "formula1",
    "sldId",
    "sldSz",
    "sld",
    "sp",
    "grpSp",
    "cNvPr",
    "off",
    "ext",
    "text",
];

const ATTRIBUTES: &[&str] = &[
    "val",
    "r",
    "t",
    "s",
    "id",
    "r:id",
    "min",
    "max",
    "width",
    "hidden",
    "ht",
    "ref",
    "name",
    "state",
    "numFmtId",
    "formatCode",
    "fontId",
    "fillId",
    "rgb",
    "gridSpan",
    "rowSpan",
    "x",
    "y",
    "cx",
    "cy",
    "show",
    "styleId",
    "author",
    "fill",
    "descr",
    "tooltip",
    "display",
    "date1904",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "2",
    "-1",
    "7",
    "14",
    "9",
    "true",
    "s",
    "str",
    "inlineStr",
    "b",
    "A1",
    "B2",
    "XFD1048576",
    "AAAAAAAAAA9",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "1e308",
    "1E+30",
    "0.9999999",
    "2958465.99999",
    "18263.5",
    "NaN",
    "restart",
    "FFFFFF",
    ";;;",
    "yyyy\\",
    "[\"",
    "0%",
    "m1",
    "张三",
    "身份证号",
    "110101190101010011",
    " ",
    "\n",
    "&amp;",
    "&#0;",
    "&bad;",
];

#[derive(Debug, Arbitrary)]
enum Node {
    Open(u8, Vec<(u8, u8)>),
    Alone(u8, Vec<(u8, u8)>),
    Close,
    Value(u8),
    Text(String),
    /// The nodes so far, so many times again.
    Again(u8),
}

#[derive(Debug, Arbitrary)]
struct Input {
    format: u8,
    main: Vec<Node>,
    others: [Vec<Node>; 4],
    orphan: Option<Vec<u8>>,
}

fn one<'t>(of: &[&'t str], at: u8) -> &'t str {
    of[usize::from(at) % of.len()]
}

fn markup(nodes: &[Node]) -> String {
    let mut text = String::from("<x>");
    let mut open = vec!["x"];
    for node in nodes {
        match node {
            Node::Open(name, attributes) | Node::Alone(name, attributes) => {
                let name = one(ELEMENTS, *name);
                text += &format!("<w:{name}");
                for (attribute, value) in attributes {
                    text += &format!(" {}='{}'", one(ATTRIBUTES, *attribute), one(VALUES, *value));
                }
                if matches!(node, Node::Open(..)) {
                    open.push(name);
                    text.push('>');
                } else {
                    text += "/>";
                }
            }
            Node::Close if open.len() > 1 => {
                text += &format!("</w:{}>", open.pop().unwrap_or_default());
            }
            Node::Close => {}
            Node::Value(value) => text += one(VALUES, *value),
            Node::Text(value) => text += value,
            Node::Again(times) => {
                let times = usize::from(*times).min((64 << 10) / text.len());
                text += &text["<x>".len()..].repeat(times);
            }
        }
    }
    for name in open.iter().rev() {
        text += &if *name == "x" { "</x>".to_owned() } else { format!("</w:{name}>") };
    }
    text
}

fuzz_target!(|input: Input| {
    let (name, main, kind, others) = FORMATS[usize::from(input.format) % FORMATS.len()];
    let media = "application/vnd.openxmlformats-officedocument.";
    let mut types = format!("<x><Override PartName='/{main}' ContentType='{media}{kind}+xml'/>");
    let family = kind.split('.').next().unwrap_or_default();
    let mut links = String::from("<x>");
    let mut main_text = markup(&input.main);
    // Sheets and slides are found by the names that the main part gives them.
    main_text.insert_str("<x>".len(), "<sheet name='表' r:id='0'/><sldId r:id='0'/>");
    let mut members = vec![(main.to_owned(), main_text.into_bytes())];
    let (folder, file) = main.rsplit_once('/').unwrap_or_default();
    for (number, (member, nodes)) in others.iter().zip(&input.others).enumerate() {
        let known = KINDS.iter().find(|(part, ..)| member.contains(part));
        let (_, link, part) = known.copied().unwrap_or_default();
        types +=
            &format!("<Override PartName='/{member}' ContentType='{media}{family}.{part}+xml'/>");
        links += &format!("<Relationship Id='{number}' Type='x/{link}' Target='/{member}'/>");
        members.push(((*member).to_owned(), markup(nodes).into_bytes()));
    }
    members.push(("[Content_Types].xml".to_owned(), (types + "</x>").into_bytes()));
    members.push((format!("{folder}/_rels/{file}.rels"), (links.clone() + "</x>").into_bytes()));
    let (folder, file) = others[0].rsplit_once('/').unwrap_or_default();
    members.push((format!("{folder}/_rels/{file}.rels"), (links + "</x>").into_bytes()));
    members.extend(input.orphan.map(|bytes| (format!("{folder}/embeddings/a.bin"), bytes)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (member, bytes) in members {
        zip.start_file(member, stored).expect("names differ");
        zip.write_all(&bytes).expect("memory takes it");
    }
    listen(name, &zip.finish().expect("memory takes it").into_inner());
});
