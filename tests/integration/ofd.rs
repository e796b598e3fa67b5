//! OFD packages: pages and templates as they are seen, and what lies beside them.

use insta::assert_snapshot;
use mishen::document::{ConcealedKind, Layer, UnreadCause};

use crate::{kept::kept, pdf::story, word::package};

const MAIN: &str = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>题名</ofd:Title><ofd:Author>作者</ofd:Author>\
    <ofd:CustomDatas><ofd:CustomData Name=\"密级\">自定义</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>\
    <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

/// A package with one page of these objects; `more` stands in the document, `others` beside it.
fn ofd(objects: &str, more: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
         <ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/T.xml\"/></ofd:CommonData>\
         <ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/P.xml\"/></ofd:Pages>{more}</ofd:Document>"
    );
    let page = format!(
        "<ofd:Page><ofd:Template TemplateID=\"9\" ZOrder=\"Background\"/>\
         <ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    );
    let template = format!(
        "<ofd:Page><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>",
        text(280, "", "模板页脚")
    );
    let mut members: Vec<(&str, &[u8])> = vec![
        ("OFD.xml", MAIN.as_bytes()),
        ("Doc_0/Document.xml", document.as_bytes()),
        ("Doc_0/Pages/P.xml", page.as_bytes()),
        ("Doc_0/Tpls/T.xml", template.as_bytes()),
    ];
    members.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    package(&members)
}

/// A line of text so many millimetres from the top.
fn text(top: u32, more: &str, said: &str) -> String {
    format!(
        "<ofd:TextObject Boundary=\"20 {top} 170 10\" Size=\"5\" {more}><ofd:TextCode X=\"0\" Y=\"6\" \
         DeltaX=\"g 30 5\">{said}</ofd:TextCode></ofd:TextObject>"
    )
}

/// A black box over a line of text.
fn cover(top: u32, more: &str) -> String {
    format!(
        "<ofd:PathObject Boundary=\"18 {top} 174 10\" Fill=\"true\" Stroke=\"false\" {more}><ofd:FillColor Value=\"0 0 0\"/>\
         <ofd:AbbreviatedData>M 0 0 L 174 0 L 174 10 L 0 10 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
}

/// A small package with a little of everything.
pub(crate) fn seed() -> Vec<u8> {
    let objects = text(20, "", "关于资助的公示")
        + &text(40, "Visible=\"false\"", "隐藏的一行")
        + &cover(60, "");
    ofd(&objects, "<ofd:Outlines><ofd:OutlineElem Title=\"大纲标题\"/></ofd:Outlines>", &[])
}

#[test]
fn pages_and_templates_are_told_as_they_are_seen() {
    let turned = "<ofd:TextObject Boundary=\"20 60 170 10\" Size=\"5\" CTM=\"1 0 0 1 0 0\"><ofd:TextCode X=\"0\" Y=\"6\" \
        DeltaX=\"g 3 5 -15 g 3 5\" DeltaY=\"g 3 0 7 g 3 0\">一二三四五六七八</ofd:TextCode></ofd:TextObject>";
    let apart: String = "张三丰".chars().enumerate().fold(String::new(), |all, (index, char)| {
        all + &format!("<ofd:TextObject Boundary=\"{} 90 5 10\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"6\">{char}</ofd:TextCode></ofd:TextObject>", 20 + 5 * index)
    });
    let objects = text(40, "", "第二行") + &text(20, "", "第一行") + turned + &apart;
    assert_snapshot!(story(&ofd(&objects, "", &[])));
}

#[test]
fn what_is_hidden_or_covered_on_a_page_is_told_as_such() {
    let white = "<ofd:FillColor Value=\"255 255 255\"/><ofd:TextCode ";
    let objects = [
        text(20, "", "看得见的文字"),
        text(40, "Visible=\"false\"", "不显示的文字"),
        text(60, "Alpha=\"0\"", "全透明的文字"),
        text(80, "", "白色的文字在白纸上").replace("<ofd:TextCode ", white),
        text(100, "", "被盖住的文字"),
        cover(101, ""),
        text(120, "", "半透明色块下的文字"),
        cover(121, "Alpha=\"100\""),
        cover(141, ""),
        text(140, "", "深色底上的白字").replace("<ofd:TextCode ", white),
        text(400, "", "纸外面的文字"),
    ];
    let kept = kept("公示.ofd", &ofd(&objects.concat(), "", &[]));
    let told = kept.passages.iter().flat_map(|passage| {
        passage.looks.iter().map(|(span, look)| {
            format!("{} {}", look.code(), passage.text[span.start..span.end].trim())
        })
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told.dedup();
    assert_eq!(
        told,
        [
            "covered 被盖住的文字",
            "hidden 不显示的文字",
            "off-page 纸外面的文字",
            "transparent 全透明的文字",
            "white 白色的文字在白纸上",
        ]
    );
    let has = |kind| kept.facts.iter().any(|fact| fact.kind == kind && fact.at.page == Some(1));
    assert!(has(ConcealedKind::CoveredText) && has(ConcealedKind::HiddenText));
    let is_seen = |said: &str| {
        kept.passages
            .iter()
            .any(|passage| passage.layer == Layer::Body && passage.text.contains(said))
    };
    assert!(is_seen("半透明色块下的文字") && is_seen("深色底上的白字"));
}

#[test]
fn what_lies_beside_the_pages_is_told() {
    let more = "<ofd:Outlines><ofd:OutlineElem Title=\"大纲\"><ofd:Actions><ofd:Action Event=\"CLICK\">\
        <ofd:URI URI=\"http://10.1.2.3/list\"/></ofd:Action></ofd:Actions></ofd:OutlineElem></ofd:Outlines>\
        <ofd:Annotations>Annots/All.xml</ofd:Annotations><ofd:Attachments>Attachs/All.xml</ofd:Attachments>\
        <ofd:Bookmarks><ofd:Bookmark Name=\"书签\"/></ofd:Bookmarks>";
    let note = format!(
        "<ofd:PageAnnot><ofd:Annot ID=\"5\" Type=\"Stamp\" Creator=\"批注人\" Visible=\"false\"><ofd:Remark>批注内容</ofd:Remark>\
         <ofd:Parameters><ofd:Parameter Name=\"k\">参数</ofd:Parameter></ofd:Parameters>\
         <ofd:Appearance Boundary=\"0 0 10 10\">{}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        text(60, "", "图章里的字")
    );
    let others = [
        (
            "Doc_0/Annots/All.xml",
            "<ofd:Annotations><ofd:Page PageID=\"1\"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        ),
        ("Doc_0/Annots/N.xml", note.as_str()),
        (
            "Doc_0/Attachs/All.xml",
            "<ofd:Attachments><ofd:Attachment ID=\"a\" Name=\"名单.txt\"><ofd:FileLoc>/Doc_0/Attachs/a.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
        ),
        ("Doc_0/Attachs/a.txt", "附件里的文字"),
        ("Doc_0/Pages/Orphan.xml", "<ofd:Page><ofd:TextCode>孤立的页面</ofd:TextCode></ofd:Page>"),
        ("Doc_0/Signs/Sign_0/SignedValue.dat", "\u{1}\u{2}\u{3}签章单位名称\u{0}\u{0}\u{1}"),
        ("Doc_0/Res/font_1.ttf", "\u{0}\u{1}\u{0}\u{0}glyf"),
    ];
    assert_snapshot!(story(&ofd(&text(20, "", "正文"), more, &others)));
}

#[test]
fn an_earlier_version_is_told_as_far_as_it_differs() {
    let main = MAIN.replace(
        "</ofd:DocRoot>",
        "</ofd:DocRoot><ofd:Versions><ofd:Version ID=\"1\" Index=\"1\" BaseLoc=\"Doc_0/Versions/V.xml\"/></ofd:Versions>",
    );
    let page = |said: &str| {
        format!(
            "<ofd:Page><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>",
            text(20, "", said)
        )
    };
    let document = |page: &str| {
        format!(
            "<ofd:Document><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"/Doc_0/{page}\"/></ofd:Pages></ofd:Document>"
        )
    };
    let (now, before) = (document("now.xml"), document("before.xml"));
    let (page_now, page_before) = (page("留下的"), page("删去的"));
    let members: Vec<(&str, &[u8])> = vec![
        ("OFD.xml", main.as_bytes()),
        ("Doc_0/Document.xml", now.as_bytes()),
        ("Doc_0/now.xml", page_now.as_bytes()),
        (
            "Doc_0/Versions/V.xml",
            b"<ofd:DocVersion><ofd:DocRoot>Old.xml</ofd:DocRoot></ofd:DocVersion>",
        ),
        ("Doc_0/Versions/Old.xml", before.as_bytes()),
        ("Doc_0/before.xml", page_before.as_bytes()),
    ];
    let kept = kept("公示.ofd", &package(&members));
    let earlier: Vec<&str> = kept
        .passages
        .iter()
        .filter(|passage| passage.layer == Layer::EarlierRevision)
        .map(|passage| &*passage.text)
        .collect();
    assert_eq!(earlier, ["删去的"]);
    assert!(kept.facts.iter().any(|fact| fact.kind == ConcealedKind::EarlierRevision));
}

#[test]
fn a_page_that_is_not_there_or_is_broken_is_never_clean() {
    let causes = |bytes: &[u8]| -> Vec<UnreadCause> {
        kept("公示.ofd", bytes).unread.into_iter().map(|unread| unread.cause).collect()
    };
    let document = "<ofd:Document><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"gone.xml\"/></ofd:Pages></ofd:Document>";
    let gone: Vec<(&str, &[u8])> =
        vec![("OFD.xml", MAIN.as_bytes()), ("Doc_0/Document.xml", document.as_bytes())];
    assert_eq!(causes(&package(&gone)), [UnreadCause::Damaged]);
    assert_eq!(causes(&ofd("", "", &[("Encryptions.xml", "<a/>")])), [UnreadCause::Encrypted]);
    assert_eq!(causes(&ofd(&text(20, "", "正文"), "", &[])), []);
    let nowhere = document.replace("BaseLoc=\"gone.xml\"", "");
    let lost: Vec<(&str, &[u8])> =
        vec![("OFD.xml", MAIN.as_bytes()), ("Doc_0/Document.xml", nowhere.as_bytes())];
    assert_eq!(causes(&package(&lost)), [UnreadCause::Damaged]);
    let called = kept("公示.ofd", &ofd("", "", &[("Doc_0/Res/f.ttf", "只是叫作字体")]));
    assert!(called.story.contains("只是叫作字体"));
}
