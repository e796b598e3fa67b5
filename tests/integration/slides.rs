//! Presentations: slides shown and not, what lies off them, their notes and comments.

use insta::assert_snapshot;

use crate::{kept::kept, word::package};

/// A presentation of slides (name, what stands in it) of which `shown` are in its order.
pub(crate) fn presentation(
    slides: &[(&str, &str)],
    shown: &[&str],
    others: &[(&str, &str)],
) -> Vec<u8> {
    let media = "application/vnd.openxmlformats-officedocument.presentationml";
    let mut types = format!(
        "<Types><Override PartName=\"/ppt/presentation.xml\" ContentType=\"{media}.presentation.main+xml\"/>\
        <Override PartName=\"/ppt/slideMasters/m.xml\" ContentType=\"{media}.slideMaster+xml\"/>"
    );
    let mut links = String::from("<Relationships>");
    let mut members = Vec::new();
    for (name, inner) in slides {
        types += &format!(
            "<Override PartName=\"/ppt/slides/{name}.xml\" ContentType=\"{media}.slide+xml\"/>"
        );
        links +=
            &format!("<Relationship Id=\"{name}\" Type=\"x/slide\" Target=\"slides/{name}.xml\"/>");
        members.push((format!("ppt/slides/{name}.xml"), (*inner).to_owned()));
    }
    let order: String =
        shown.iter().map(|name| format!("<p:sldId id=\"256\" r:id=\"{name}\"/>")).collect();
    let text = format!(
        "<p:presentation><p:sldIdLst>{order}</p:sldIdLst><p:sldSz cx=\"1000\" cy=\"500\"/></p:presentation>"
    );
    members.push(("[Content_Types].xml".to_owned(), types + "</Types>"));
    members.push(("ppt/presentation.xml".to_owned(), text));
    members.push(("ppt/_rels/presentation.xml.rels".to_owned(), links + "</Relationships>"));
    members.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    package(&members)
}

fn story(bytes: &[u8]) -> String {
    let kept = kept("汇报.pptx", bytes);
    let told = kept
        .passages
        .iter()
        .filter(|passage| !matches!(passage.layer.code(), "residue" | "file-name"));
    let told = told.map(|passage| {
        let looks: Vec<&str> = passage.looks.iter().map(|(_, look)| look.code()).collect();
        format!(
            "{} {:?} {} {}",
            passage.layer.code(),
            passage.at.slide,
            passage.text,
            looks.join(",")
        )
    });
    told.collect::<Vec<_>>().join("\n")
}

pub(crate) fn shape(name: &str, at: (i64, i64), text: &str) -> String {
    let (x, y) = at;
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" {name}/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
        <a:ext cx=\"100\" cy=\"50\"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

#[test]
fn shapes_that_are_hidden_or_lie_off_the_slide_are_told_as_unseen() {
    let group = format!("<p:grpSp>{}</p:grpSp>", shape("", (5000, 0), "组里"));
    let slide = [
        shape("descr=\"张三的证件照\"", (0, 0), "看得见"),
        shape("hidden=\"1\"", (0, 0), "藏起来"),
        shape("", (1000, 0), "在右边外"),
        shape("", (-200, 0), "在左边外"),
        shape("", (950, 450), "露一角"),
        group,
    ];
    let slide = format!("<p:sld>{}</p:sld>", slide.concat());
    assert_snapshot!(story(&presentation(&[("s1", &slide)], &["s1"], &[])), @"
    attribute Some(1) 张三的证件照 
    body Some(1) 看得见 
    hidden Some(1) 藏起来 hidden
    hidden Some(1) 在右边外 off-page
    hidden Some(1) 在左边外 off-page
    body Some(1) 露一角 
    body Some(1) 组里
    ");
}

#[test]
fn slides_not_shown_and_slides_taken_out_are_told_as_hidden() {
    let slide = |attribute: &str, text: &str| {
        format!("<p:sld {attribute}>{}</p:sld>", shape("", (0, 0), text))
    };
    let slides = [
        ("s1", slide("", "第一张")),
        ("s2", slide("show=\"0\"", "不放映的")),
        ("s3", slide("", "抽掉的")),
    ];
    let slides: Vec<(&str, &str)> =
        slides.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_snapshot!(story(&presentation(&slides, &["s2", "s1"], &[])), @"
    hidden Some(1) 不放映的 hidden
    body Some(2) 第一张 
    hidden None 抽掉的 hidden
    ");
}

#[test]
fn notes_comments_tables_and_masters_are_told_with_their_slide() {
    let cell = |text: &str| {
        format!("<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>")
    };
    let row = |cells: &[&str]| {
        format!("<a:tr>{}</a:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let table = format!("<a:tbl>{}{}</a:tbl>", row(&["姓名", "学号"]), row(&["张三", "2031001"]));
    let slide = format!("<p:sld><p:graphicFrame>{table}</p:graphicFrame></p:sld>");
    let links = "<Relationships><Relationship Id=\"n\" Type=\"x/notesSlide\" Target=\"../notes/n.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments/c.xml\"/></Relationships>";
    let notes = format!("<p:notes>{}</p:notes>", shape("", (0, 0), "讲到这里别念名字"));
    let master = format!("<p:sldMaster>{}</p:sldMaster>", shape("", (0, 0), "内部资料"));
    let others = [
        ("ppt/slides/_rels/s1.xml.rels", links),
        ("ppt/notes/n.xml", notes.as_str()),
        ("ppt/comments/c.xml", "<p:cmLst><p:cm><p:text>这张要删</p:text></p:cm></p:cmLst>"),
        ("ppt/slideMasters/m.xml", master.as_str()),
    ];
    assert_snapshot!(story(&presentation(&[("s1", &slide)], &["s1"], &others)), @"
    body Some(1) 姓名 
    body Some(1) 学号 
    body Some(1) 张三 
    body Some(1) 2031001 
    notes Some(1) 讲到这里别念名字 
    comment Some(1) 这张要删 
    header None 内部资料
    ");
}
