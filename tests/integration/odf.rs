//! OpenDocument files, packed and flat: every place where text can hide.

use insta::assert_snapshot;
use mishen::document::ConcealedKind;

use crate::{
    kept::{Kept, kept},
    word::package,
};

/// A flat document: `styles` before the body, `body` in its `kind` of body.
fn flat(kind: &str, styles: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis\">\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )
}

pub(crate) fn read(kind: &str, styles: &str, body: &str) -> Kept {
    kept("文件.fodt", flat(kind, styles, body).as_bytes())
}

/// What a flat document tells, without what is left of every one.
fn told(kind: &str, styles: &str, body: &str) -> String {
    without_residue(&read(kind, styles, body).story)
}

fn without_residue(story: &str) -> String {
    let says = |line: &&str| {
        !line.starts_with("residue") && !line.starts_with("file-name") && !line.starts_with("part:")
    };
    story.lines().filter(says).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_paragraph_is_joined_across_spans_and_blanks_are_those_that_are_shown() {
    let body = "<text:p>手机：<text:span>138</text:span><text:span>00138</text:span>000\n   </text:p>\
                <text:p>甲<text:s text:c=\"3\"/>乙<text:tab/>丙<text:line-break/>丁</text:p>";
    assert_snapshot!(told("text", "", body), @r#"
    body: ¶ 1 "手机：13800138000 "
    body: ¶ 2 "甲   乙\t丙\n丁"
    "#);
}

#[test]
fn what_was_deleted_stands_where_it_stood() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion>\
                <office:change-info><dc:creator>甲某</dc:creator></office:change-info>\
                <text:p>8001380</text:p></text:deletion></text:changed-region>\
                <text:changed-region text:id=\"c2\"><text:insertion/></text:changed-region>\
                </text:tracked-changes>\
                <text:p>手机：13<text:change text:change-id=\"c1\"/>00 \
                <text:change-start text:change-id=\"c2\"/>另加<text:change-end text:change-id=\"c2\"/></text:p>";
    assert_snapshot!(told("text", "", body), @r#"
    metadata: "甲某"
    body: ¶ 1 "手机：1300 另加"
    deleted: ¶ 1 "手机：13800138000 "
    "#);
}

#[test]
fn notes_comments_boxes_and_links_keep_their_layers() {
    let body = "<text:p>正文<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation>\
                <text:note-body><text:p>脚注</text:p></text:note-body></text:note>\
                <office:annotation><dc:creator>乙某</dc:creator><text:p>批注</text:p></office:annotation>\
                <draw:frame draw:name=\"图一\"><svg:title>图题</svg:title>\
                <draw:text-box><text:p>框中字</text:p></draw:text-box></draw:frame>\
                <text:a xlink:href=\"http://10.0.0.8/x\">链接</text:a><text:bookmark text:name=\"书签甲\"/></text:p>";
    assert_snapshot!(told("text", "", body), @r#"
    footnote: "脚注"
    metadata: "乙某"
    comment: ¶ 1 "批注"
    attribute: "图一"
    attribute: "图题"
    text-box: "框中字"
    link: "http://10.0.0.8/x"
    metadata: "书签甲"
    body: ¶ 1 "正文链接"
    "#);
}

#[test]
fn hidden_text_of_every_kind_is_hidden() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
                  <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
                  <style:style style:name=\"T3\" style:family=\"text\" style:parent-style-name=\"T4\"/>\
                  <style:style style:name=\"T4\" style:family=\"text\"><style:text-properties fo:font-size=\"1pt\"/></style:style>";
    let body = "<text:p>见<text:span text:style-name=\"T1\">藏一</text:span>\
                <text:span text:style-name=\"T2\">白二</text:span><text:span text:style-name=\"T3\">小三</text:span></text:p>\
                <text:section text:display=\"none\"><text:p>节四</text:p></text:section>\
                <text:p>段<text:hidden-text text:is-hidden=\"true\" text:string-value=\"域五\"/>落</text:p>\
                <text:p>整段<text:hidden-paragraph text:is-hidden=\"true\"/>六</text:p>";
    let kept = read("text", styles, body);
    assert!(kept.facts.iter().any(|fact| fact.kind == ConcealedKind::HiddenText));
    assert_snapshot!(without_residue(&kept.story), @r#"
    body: ¶ 1 "见"
    hidden: ¶ 1 "见藏一白二小三"
    hidden: ¶ 2 "节四"
    body: ¶ 3 "段落"
    hidden: ¶ 3 "段域五落"
    hidden: ¶ 4 "整段六"
    "#);
}

#[test]
fn white_text_in_a_shape_has_the_colour_of_the_shape_behind_it() {
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:text-properties fo:color=\"#ffffff\"/></style:style>";
    let body =
        "<draw:custom-shape><text:p text:style-name=\"P1\">白字蓝底</text:p></draw:custom-shape>";
    assert_snapshot!(told("text", styles, body), @r#"text-box: "白字蓝底""#);
}

#[test]
fn a_table_has_its_headers_and_what_a_merged_cell_covers_is_hidden() {
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let table = row(&(cell("姓名") + &cell("手机")))
        + &row(&(cell("甲") + &cell("13800138000")))
        + &row(
            "<table:table-cell table:number-columns-spanned=\"2\"><text:p>合并</text:p></table:table-cell>\
                <table:covered-table-cell><text:p>盖住</text:p></table:covered-table-cell>",
        );
    let body = format!("<table:table table:name=\"表\">{table}</table:table>");
    assert_snapshot!(told("text", "", &body), @r#"
    hidden: ¶ 1 "盖住"
    table 1: ["姓名", "手机"], 1 header rows
    body: table 1 row 1 column 1 "姓名"
    body: table 1 row 1 column 2 "手机"
    body: table 1 row 2 column 1 <姓名> "甲"
    body: table 1 row 2 column 2 <手机> "13800138000"
    body: table 1 row 3 column 1 <姓名> "合并"
    "#);
}

#[test]
fn a_sheet_is_told_as_it_is_shown_and_as_it_is_stored() {
    let styles = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
                  <style:style style:name=\"co0\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0cm\"/></style:style>";
    let cell = |value: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |attributes: &str, cells: &[String]| {
        format!("<table:table-row{attributes}>{}</table:table-row>", cells.concat())
    };
    let sheet = [
        "<table:table-column/><table:table-column table:number-columns-repeated=\"2\"/>\
         <table:table-column table:style-name=\"co0\"/>".to_owned(),
        row("", &[text("姓名"), text("证件号"), text("金额"), text("手机")]),
        row("", &[text("甲"), cell("1.10101190003078E+17", "1.10101E+17"), cell("0.125", "12.5%"), text("13800138000")]),
        row(" table:number-rows-repeated=\"2\"", &[text("乙"), cell("110101190003078515", "********"), cell("5", "")]),
        row(" table:visibility=\"filter\"", &[text("丙")]),
        row("", &["<table:table-cell table:number-columns-repeated=\"2\"><text:p>同</text:p></table:table-cell>".to_owned()]),
        row("", &["<table:table-cell><office:annotation><text:p>看</text:p></office:annotation></table:table-cell>".to_owned()]),
    ];
    let body = format!(
        "<table:table table:name=\"名单\">{}</table:table>\
         <table:table table:name=\"底稿\" table:style-name=\"ta2\">{}</table:table>",
        sheet.concat(),
        row("", &[text("丁")])
    );
    let kept = read("spreadsheet", styles, &body);
    let facts: Vec<String> = kept
        .facts
        .iter()
        .map(|fact| {
            let at = fact.at.cell.as_ref().or(fact.at.label.as_ref());
            format!("{} {}", fact.kind.code(), at.map_or("", |at| at))
        })
        .collect();
    assert_eq!(
        facts,
        [
            "comment 名单",
            "hidden-text 名单",
            "hidden-sheet 底稿",
            "hidden-cells 名单!5:5",
            "hidden-cells 名单!D:D"
        ]
    );
    assert_snapshot!(without_residue(&kept.story), @r#"
    body: <名单> "名单"
    comment: <名单!A7> "看"
    table 1: ["姓名", "证件号", "金额", "手机"], 1 header rows
    body: table 1 row 1 column 1 <名单!A1> "姓名"
    body: table 1 row 1 column 2 <名单!B1> "证件号"
    body: table 1 row 1 column 3 <名单!C1> "金额"
    hidden: table 1 row 1 column 4 <名单!D1> "手机"
    body: table 1 row 2 column 1 <名单!A2> <姓名> "甲"
    body: table 1 row 2 column 2 <名单!B2> <证件号> "110101190003078000"
    body: table 1 row 2 column 3 <名单!C2> <金额> "12.5%"
    hidden: table 1 row 2 column 4 <名单!D2> <手机> "13800138000"
    body: table 1 row 3 column 1 <名单!A3> <姓名> "乙"
    body: table 1 row 3 column 2 <名单!B3> <证件号> "********"
    hidden: table 1 row 3 column 2 <名单!B3> <证件号> "110101190003078515"
    hidden: table 1 row 3 column 3 <名单!C3> <金额> "5"
    hidden: table 1 row 5 column 1 <名单!A5> <姓名> "丙"
    body: table 1 row 6 column 1 <名单!A6> <姓名> "同"
    body: table 1 row 6 column 2 <名单!B6> <证件号> "同"
    hidden: <底稿> "底稿"
    table 2: [], 0 header rows
    hidden: table 2 row 1 column 1 <底稿!A1> "丁"
    "#);
}

#[test]
fn slides_have_notes_and_what_is_off_a_slide_or_on_a_hidden_one_is_hidden() {
    let styles = "<style:page-layout style:name=\"PM1\"><style:page-layout-properties fo:page-width=\"28cm\" fo:page-height=\"21cm\"/></style:page-layout>\
                  <style:master-page style:name=\"M\" style:page-layout-name=\"PM1\"/>\
                  <style:style style:name=\"dp2\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>";
    let frame = |x: &str, text: &str| {
        format!(
            "<draw:frame svg:x=\"{x}\" svg:y=\"1cm\" svg:width=\"5cm\" svg:height=\"2cm\"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        )
    };
    let notes = format!("<presentation:notes>{}</presentation:notes>", frame("90cm", "备注"));
    let body = format!(
        "<draw:page draw:master-page-name=\"M\">{}{}{notes}</draw:page>\
         <draw:page draw:master-page-name=\"M\" draw:style-name=\"dp2\">{}</draw:page>",
        frame("1cm", "见"),
        frame("29cm", "外"),
        frame("1cm", "藏")
    );
    assert_snapshot!(told("presentation", styles, &body), @r#"
    body: slide 1 "见"
    hidden: slide 1 "外"
    notes: slide 1 "备注"
    hidden: slide 2 "藏"
    "#);
}

const MANIFEST: &str = "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" \
                        manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>";

#[test]
fn a_package_is_read_with_its_headers_properties_and_the_documents_in_it() {
    let content = "<office:document-content><office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document-content>";
    let styles = "<office:document-styles><office:master-styles><style:master-page style:name=\"M\">\
                  <style:header><text:p>页眉</text:p></style:header>\
                  <style:footer style:display=\"false\"><text:p>关掉的页脚</text:p></style:footer>\
                  </style:master-page></office:master-styles></office:document-styles>";
    let meta = "<office:document-meta><meta:user-defined meta:name=\"审批人\">丙某</meta:user-defined></office:document-meta>";
    let chart = "<office:document-content><office:body><office:chart><table:table><table:table-row><table:table-cell>\
                 <text:p>图表缓存</text:p></table:table-cell></table:table-row></table:table></office:chart></office:body></office:document-content>";
    let manifest = format!("{MANIFEST}</manifest:manifest>");
    let bytes = package(&[
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("Object 1/content.xml", chart.as_bytes()),
        ("Basic/Standard/Module1.xml", b"<script:module>REM 13800138000</script:module>"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ]);
    assert_snapshot!(without_residue(&kept("通知.odt", &bytes).story), @r#"
    body: ¶ 1 "正文"
    hidden: "页眉"
    hidden: "关掉的页脚"
    table 1: [], 0 header rows
    cache: table 1 row 1 column 1 "图表缓存"
    metadata: "审批人"
    metadata: "丙某"
    script: "REM 13800138000"
    "#);
}

#[test]
fn an_encrypted_package_is_unread() {
    let manifest = format!("{MANIFEST}<manifest:encryption-data/></manifest:manifest>");
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"\x91\x02\x7f\x00"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ]);
    assert_snapshot!(kept("通知.odt", &bytes).story, @r#"
    part: odt, no text
    file-name: "通知.odt"
    unread: Encrypted
    "#);
}

#[test]
fn a_text_that_a_cell_stores_and_does_not_show_is_residue() {
    let cell = "<table:table-cell office:value-type=\"string\" office:string-value=\"手机13800138000\"><text:p>见附件</text:p></table:table-cell>";
    let body = format!(
        "<table:table table:name=\"表\"><table:table-row>{cell}</table:table-row></table:table>"
    );
    let story = read("spreadsheet", "", &body).story;
    assert!(story.contains("residue: \"手机13800138000\""), "{story}");
}

#[test]
fn a_formula_is_no_comment_and_the_properties_of_a_flat_file_are_told() {
    let body = "<text:p>式<draw:frame><draw:object><math:math><math:mi>x</math:mi>\
                <math:annotation encoding=\"StarMath 5.0\">x</math:annotation></math:math></draw:object></draw:frame></text:p>";
    assert!(read("text", "", body).facts.is_empty());
    let page = flat("text", "", "<text:p>正文</text:p>").replace(
        "<office:body>",
        "<office:meta><dc:description>手机13800138000</dc:description></office:meta><office:body>",
    );
    let story = kept("文件.fodt", page.as_bytes()).story;
    assert!(story.contains("metadata: \"手机13800138000\""), "{story}");
}

#[test]
fn colours_that_programs_write_without_hiding_are_seen() {
    let style = |name: &str, family: &str, inner: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\">{inner}</style:style>"
        )
    };
    let dark = "<style:paragraph-properties fo:background-color=\"#1f4e79\"/><style:text-properties fo:color=\"#ffffff\"/>";
    let styles = [
        style("P1", "paragraph", dark),
        style("T1", "text", "<style:text-properties fo:background-color=\"transparent\"/>"),
        style("P2", "paragraph", "<style:text-properties fo:color=\"#ffffff\"/>"),
        style("T2", "text", "<style:text-properties style:use-window-font-color=\"true\"/>"),
    ];
    let body = "<text:p text:style-name=\"P1\"><text:span text:style-name=\"T1\">深底白字</text:span></text:p>\
                <text:p text:style-name=\"P2\"><text:span text:style-name=\"T2\">自动颜色</text:span></text:p>";
    assert!(read("text", &styles.concat(), body).facts.is_empty());
}

#[test]
fn a_value_without_a_paragraph_is_shown_by_its_program() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"13800138000\"/>";
    let body = format!(
        "<table:table table:name=\"表\"><table:table-row>{cell}</table:table-row></table:table>"
    );
    let kept = read("spreadsheet", "", &body);
    assert!(kept.facts.is_empty(), "{:?}", kept.facts);
    assert!(kept.story.contains("body: table 1 row 1 column 1 <表!A1> \"13800138000\""));
}

#[test]
fn a_table_inside_a_sheet_moves_none_of_its_cells() {
    let row = |text: &str| {
        format!("<table:table-row><table:table-cell>{text}</table:table-cell></table:table-row>")
    };
    let inner = format!(
        "<table:table>{}{}</table:table>",
        row("<text:p>图一</text:p>"),
        row("<text:p>图二</text:p>")
    );
    let body = format!(
        "<table:table table:name=\"表\">{}{}</table:table>",
        row(&format!(
            "<draw:frame><draw:object><office:chart>{inner}</office:chart></draw:object></draw:frame><text:p>甲</text:p>"
        )),
        row("<text:p>乙</text:p>")
    );
    let story = read("spreadsheet", "", &body).story;
    assert!(story.contains("<表!A1> \"甲\"") && story.contains("<表!A2> \"乙\""), "{story}");
}
