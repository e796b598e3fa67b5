//! One small invented file of every format that is read.

use crate::{
    slides::{presentation, shape},
    word::{MAIN, document, package},
    workbook::workbook,
};

/// Name and content of each; the words in them are all different.
pub(super) fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("通知.txt", TEXT.into()),
        ("名单.csv", CSV.into()),
        ("通知.md", MARKDOWN.into()),
        ("公示.html", HTML.into()),
        ("名单.json", JSON.into()),
        ("名单.xml", XML.into()),
        ("通知.docx", docx()),
        ("名单.xlsx", xlsx()),
        ("汇报.pptx", pptx()),
        ("通知.odt", odt()),
        ("名单.ods", ods()),
        ("汇报.fodp", FODP.into()),
        ("通知.rtf", RTF.into()),
        ("公示.pdf", crate::pdf::seed()),
        ("公示.ofd", crate::ofd::seed()),
    ]
}

const TEXT: &str = "\
关于评审的通知

　　各学院：现将有关事项通知如下。\x0c第二页
姓名    学号        班级
张三    2031001     一班
李四    2031002     二班

内部资料，请勿外传。
";

const CSV: &str = "\
序号,姓名,身份证号,备注
1,张三,110101190101010011,\"甲班，\n复查\"
2,李四,110101190101010012,\"引号\"\"里\"\"的\"
";

const MARKDOWN: &str = "\
---
title: 评审通知
---
# 标题一

正文与[链接](http://10.1.2.3/ \"悬停\")，**加重**与`代码`。

| 姓名 | 学号 |
|---|---|
| 张三 | 2031001 |

> 引用
> - 列表甲
>   1. 列表乙

<!-- 注释 --><p hidden>藏起</p>

```
围栏里
```
";

const HTML: &str = "<!DOCTYPE html><html><head><title>公示</title><meta name=\"author\" content=\"作者\">\
    <style>.h{display:none}</style></head><body><p class=\"h\">藏起</p><!-- 注释 -->\
    <table><tr><th rowspan=\"2\">姓名</th><th colspan=\"2\">联系</th></tr><tr><td>手机</td><td>邮箱</td></tr>\
    <tr><td>张三</td><td>13800138000</td><td>a&#64;univ.edu.cn</td></tr></table>\
    <dl><dt>单位</dt><dd>学院</dd></dl><img alt=\"替代\" src=\"data:image/png;base64,AAAA\">\
    <a href=\"http://10.1.2.3/\" title=\"悬停\">链接</a><select><option>选项</option></select>\
    <script>var a = \"脚本\";</script></body></html>";

const JSON: &str = "{\"标题\": \"名单\", \"行\": [{\"姓名\": \"张三\", \"学号\": 2031001, \"在校\": true},\
    {\"姓名\": \"李四\", \"学号\": 2031002, \"备注\": null}], \"深\": [[[\"里面\", 1.5e3, \"\\u7532\\n行尾\"]]]}";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- 注释 --><list kind=\"种类\"><row id=\"1\">\
    <name>张三</name><number>2031001</number></row><row id=\"2\"><name>李四</name><number>2031002</number></row>\
    <add key=\"password\" value=\"口令\"/><![CDATA[原样<字>]]><mixed>前<b>中间</b>后面</mixed></list>";

fn docx() -> Vec<u8> {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>开头</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>\
        <w:t>藏起</w:t></w:r><w:commentRangeStart w:id=\"7\"/><w:ins w:author=\"王五\"><w:r><w:t>加上</w:t></w:r></w:ins>\
        <w:del w:author=\"赵六\"><w:r><w:delText>删去</w:delText></w:r></w:del><w:commentReference w:id=\"7\"/></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc>\
        <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>联系</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>手机</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>邮箱</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>\
        </mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>旧框</w:t></w:r></w:p></w:txbxContent></mc:Fallback>\
        </mc:AlternateContent></w:r><w:r><w:fldChar/><w:instrText>HYPERLINK \"域码\"</w:instrText><w:fldChar/></w:r>\
        <w:hyperlink w:tooltip=\"悬停\"/><wp:docPr descr=\"说明\"/><w:bookmarkStart w:name=\"书签\"/></w:p>";
    let styles = "<w:style w:styleId=\"a\"><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:style>\
        <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>";
    let comments =
        "<w:comment w:id=\"7\" w:author=\"钱七\"><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment>";
    let parts = [
        ("document", MAIN, body),
        ("styles", "styles", styles),
        ("header1", "header", "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>"),
        (
            "footnotes",
            "footnotes",
            "<w:footnote w:id=\"1\"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>",
        ),
        ("comments", "comments", comments),
    ];
    document(&parts, &[("word/orphan.xml", "<a b=\"孤属性\">孤文字</a>".as_bytes())])
}

fn xlsx() -> Vec<u8> {
    let sheet = "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>日期</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>18263.5</v></c><c r=\"C2\" t=\"str\"><f>A(\"公式\")</f><v>藏列</v></c></row>\
        <row r=\"3\" hidden=\"1\"><c r=\"A3\" s=\"3\"><v>0.25</v></c><c r=\"B3\"><v>1.1010519491231E+17</v></c>\
        <c t=\"inlineStr\"><is><t>藏行</t></is></c></row></sheetData>\
        <hyperlinks><hyperlink ref=\"A1\" r:id=\"h\" tooltip=\"悬停\"/></hyperlinks>\
        <headerFooter><oddHeader>&amp;C页眉</oddHeader></headerFooter>";
    let links = "<Relationships><Relationship Id=\"h\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"http://链接/\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/>\
        <Relationship Id=\"d\" Type=\"x/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>";
    let comments = "<comments><authors><author>作者</author></authors><commentList><comment ref=\"A1\"><text><r><t>批注</t></r></text></comment></commentList></comments>";
    let drawing = "<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>框里</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>";
    let others = [
        ("xl/worksheets/_rels/sheet0.xml.rels", links),
        ("xl/comments1.xml", comments),
        ("xl/drawings/drawing1.xml", drawing),
    ];
    let sheets = [("表一", "visible", sheet), ("表二", "hidden", "<row><c><v>42</v></c></row>")];
    workbook(&sheets, &["不用", "张三"], &others)
}

fn pptx() -> Vec<u8> {
    let one = [
        shape("descr=\"说明\"", (0, 0), "看见"),
        shape("hidden=\"1\"", (0, 0), "藏起"),
        shape("", (-200, 0), "外面"),
        format!("<p:grpSp>{}</p:grpSp>", shape("", (0, 0), "组里")),
    ];
    let one = format!("<p:sld>{}</p:sld>", one.concat());
    let table = "<p:sld show=\"0\"><a:tbl><a:tr><a:tc gridSpan=\"2\"><a:txBody><a:p><a:r><a:t>表头</a:t></a:r></a:p></a:txBody></a:tc></a:tr>\
        <a:tr><a:tc><a:txBody><a:p><a:r><a:t>张三</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:sld>";
    let links = "<Relationships><Relationship Id=\"n\" Type=\"x/notesSlide\" Target=\"../notes/n.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments/c.xml\"/></Relationships>";
    let notes = format!("<p:notes>{}</p:notes>", shape("", (0, 0), "备注"));
    let others = [
        ("ppt/slides/_rels/s1.xml.rels", links),
        ("ppt/notes/n.xml", notes.as_str()),
        ("ppt/comments/c.xml", "<p:cmLst><p:cm><p:text>批注</p:text></p:cm></p:cmLst>"),
    ];
    presentation(
        &[("s1", &one), ("s2", table), ("s3", &one.replace("看见", "抽掉"))],
        &["s2", "s1"],
        &others,
    )
}

const RTF: &str = "{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0\\fcharset134 SimSun;}}{\\colortbl;\\red255\\green255\\blue255;}\
    {\\info{\\author \\u20316?\\u32773?}}{\\header \\u39029?\\u30473?\\par}\\f0 \\u24320?\\u22836?{\\deleted \\u21024?\\u21435?}\
    {\\v \\u34255?\\u36215?}{\\footnote \\u33050?\\u27880?}{\\*\\annotation \\u25209?\\u27880?}{\\*\\other \\u27531?\\u30041?}\\par\
    \\trowd\\pard\\intbl \\u26684?\\u23376?\\cell \\'b6\\'fe\\'c1\\'d0\\cell\\row\\pard{\\field{\\*\\fldinst \\u22495?\\u30721?}{\\fldrslt \\u38142?\\u25509?}}\\par}";

const FODP: &str = "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.presentation\">\
    <office:automatic-styles><style:page-layout style:name=\"PM\"><style:page-layout-properties fo:page-width=\"28cm\" fo:page-height=\"21cm\"/></style:page-layout>\
    <style:style style:name=\"dp\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style></office:automatic-styles>\
    <office:master-styles><style:master-page style:name=\"M\" style:page-layout-name=\"PM\"><draw:frame><draw:text-box><text:p>母版</text:p></draw:text-box></draw:frame></style:master-page></office:master-styles>\
    <office:body><office:presentation><draw:page draw:master-page-name=\"M\"><draw:frame svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"3cm\" svg:height=\"2cm\">\
    <draw:text-box><text:p>看见</text:p></draw:text-box><svg:title>图题</svg:title></draw:frame>\
    <draw:frame svg:x=\"90cm\" svg:y=\"1cm\"><draw:text-box><text:p>外面</text:p></draw:text-box></draw:frame>\
    <presentation:notes><draw:frame><draw:text-box><text:p>备注</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>\
    <draw:page draw:style-name=\"dp\"><table:table><table:table-row><table:table-cell><text:p>格子</text:p></table:table-cell></table:table-row></table:table></draw:page>\
    </office:presentation></office:body></office:document>";

/// An OpenDocument package of this `kind`, whose body is `body`.
fn opened(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let media = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let headers = "<office:document-styles><style:master-page style:name=\"Standard\"><style:header><text:p>页眉</text:p></style:header></style:master-page></office:document-styles>";
    let meta = "<office:document-meta><dc:creator>作者</dc:creator></office:document-meta>";
    package(&[
        ("mimetype", media.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("styles.xml", headers.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn odt() -> Vec<u8> {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\" style:parent-style-name=\"T2\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>开头<text:change text:change-id=\"c1\"/><text:s text:c=\"2\"/><text:span text:style-name=\"T1\">藏起</text:span>\
        <text:note text:note-class=\"footnote\"><text:note-body><text:p>脚注</text:p></text:note-body></text:note>\
        <office:annotation><dc:creator>批注人</dc:creator><text:p>批注</text:p></office:annotation>\
        <draw:frame draw:name=\"图名\"><draw:text-box><text:p>框里</text:p></draw:text-box></draw:frame></text:p>\
        <table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>合并</text:p></table:table-cell>\
        <table:covered-table-cell><text:p>盖住</text:p></table:covered-table-cell></table:table-row></table:table>\
        <text:section text:display=\"none\"><text:p>隐节</text:p></text:section>";
    opened("text", styles, body)
}

fn ods() -> Vec<u8> {
    let styles = "<style:style style:name=\"ta\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let body = "<table:table table:name=\"表一\"><table:table-column table:number-columns-repeated=\"2\" table:visibility=\"collapse\"/>\
        <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"2\"><text:p>姓名</text:p></table:table-cell></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"float\" office:value=\"1.1010119010101E+17\"><text:p>1.1E+17</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=A(&quot;公式&quot;)\"><office:annotation><text:p>批注</text:p></office:annotation><text:p>结果</text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"表二\" table:style-name=\"ta\"><table:table-row><table:table-cell><text:p>底稿</text:p></table:table-cell></table:table-row></table:table>";
    opened("spreadsheet", styles, body)
}
