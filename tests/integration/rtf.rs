//! Rich Text Format: text in its code pages, and every place where it can hide.

use insta::assert_snapshot;
use mishen::document::ConcealedKind;

use crate::kept::{Kept, kept};

/// A document whose text is `body`, in the Chinese code page; `\'` bytes stand for GBK.
fn read(body: &str) -> Kept {
    let head = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}{\colortbl;\red255\green255\blue255;}";
    kept("通知.rtf", format!("{head}{body}}}").as_bytes())
}

fn told(body: &str) -> String {
    let kept = read(body);
    let lines = kept.story.lines().filter(|line| {
        !line.starts_with("file-name") && !line.starts_with("part") && !line.starts_with("residue")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn text_is_read_in_the_code_page_of_its_font_and_by_numbers() {
    assert_snapshot!(told(r"\f0 \'b9\'ab\'ca\'be\f1 caf\'e9\par \uc1 \u22823?\u23398? 2\~3\par \u-10179?\u-8704?"), @r#"
    body: ¶ 1 "公示caf�"
    body: ¶ 2 "大学 2\u{a0}3"
    body: ¶ 3 "😀"
    "#);
}

#[test]
fn hidden_white_and_tracked_text_keep_their_layers() {
    let body = r"Phone 13{\deleted 8001380}00{\revised  new}{\v  hid}{\cf1  white}\par";
    assert_snapshot!(told(body), @r#"
    body: ¶ 1 "Phone 1300 new"
    deleted: ¶ 1 "Phone 13800138000"
    hidden: ¶ 1 "Phone 1300 new hid white"
    "#);
    let kinds: Vec<_> = read(body).facts.iter().map(|fact| fact.kind).collect();
    assert_eq!(kinds, [ConcealedKind::TrackedChange, ConcealedKind::HiddenText]);
}

#[test]
fn headers_notes_fields_and_properties_keep_their_layers() {
    let body = r#"{\info{\author Zhang San}{\company Univ}}{\header Head\par}Text{\footnote Foot}{\*\atnauthor Li}{\*\annotation Note}{\field{\*\fldinst HYPERLINK "http://10.0.0.8/"}{\fldrslt link}}{\*\bkmkstart Spot}{\*\unknown Left over}\par"#;
    assert_snapshot!(told(body), @r#"
    metadata: "Zhang San"
    metadata: "Univ"
    header: "Head"
    footnote: "Foot"
    metadata: "Li"
    comment: ¶ 1 "Note"
    field-code: "HYPERLINK \"http://10.0.0.8/\""
    metadata: "Spot"
    body: ¶ 1 "Textlink"
    "#);
    assert!(read(body).story.contains("residue: \"Left over\""));
}

#[test]
fn a_table_has_its_cells_under_their_headers() {
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|cell| format!(r"\pard\intbl {cell}\cell ")).concat();
        format!(r"\trowd {cells}\row ")
    };
    let rows = [["Name", "Phone"], ["A", "13800138000"], ["B", "13900139000"]].map(row).concat();
    assert_snapshot!(told(&format!(r"{rows}\pard After\par")), @r#"
    table 1: ["Name", "Phone"], 1 header rows
    body: table 1 row 1 column 1 "Name"
    body: table 1 row 1 column 2 "Phone"
    body: table 1 row 2 column 1 <Name> "A"
    body: table 1 row 2 column 2 <Phone> "13800138000"
    body: table 1 row 3 column 1 <Name> "B"
    body: table 1 row 3 column 2 <Phone> "13900139000"
    body: ¶ 1 "After"
    "#);
}

#[test]
fn a_document_in_an_object_is_read_and_groups_without_end_are_told() {
    let zip = crate::word::package(&[("[Content_Types].xml", b"<Types/>"), ("a.txt", b"inner")]);
    let hex: String = zip.iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = read(&format!(r"Text{{\object{{\*\objdata 0105{hex}}}}}\par"));
    assert_eq!(kept.parts[1].path.as_deref(), Some("object 1"));
    let deep = read(&("{".repeat(20_000) + "deep"));
    assert_eq!(deep.unread[0].cause.code(), "too-deep");
    assert_eq!(deep.texts(), ["deep"]);
}
