//! What a reader sees and what not, what only looks hidden, and where each is.

use mishen::document::{ConcealedKind, Layer};

use crate::{
    kept::{Kept, kept},
    odf::read,
    slides::{presentation, shape},
    word::{MAIN, document, package},
    workbook::{row, styled, text, workbook},
};

fn word(body: &str) -> Kept {
    kept("通知.docx", &document(&[("document", MAIN, body)], &[]))
}

/// Texts on the hidden layer.
fn hidden(kept: &Kept) -> Vec<&str> {
    texts(kept, Layer::Hidden)
}

fn texts(kept: &Kept, layer: Layer) -> Vec<&str> {
    let passages = kept.passages.iter().filter(|passage| passage.layer == layer);
    passages.map(|passage| passage.text.as_ref()).collect()
}

fn looks(kept: &Kept) -> Vec<String> {
    let all = kept.passages.iter().flat_map(|passage| {
        let look = |(span, look): &(mishen::text::Span, mishen::document::Look)| {
            format!("{} {}", look.code(), span.of(&passage.text))
        };
        passage.looks.iter().map(look).collect::<Vec<_>>()
    });
    all.collect()
}

/// Facts of a kind: how many, and where.
fn facts(kept: &Kept, kind: ConcealedKind) -> Vec<String> {
    let facts = kept.facts.iter().filter(|fact| fact.kind == kind);
    facts
        .map(|fact| {
            let at = &fact.at;
            let numbers =
                [("¶", at.paragraph), ("slide", at.slide), ("table", at.table), ("row", at.row)];
            let numbers =
                numbers.iter().filter_map(|(name, at)| Some(format!(" {name}{}", (*at)?)));
            let names = [at.cell.as_deref(), at.label.as_deref()].into_iter().flatten();
            let names = names.map(|name| format!(" {name}"));
            format!("{}{}", fact.count, numbers.chain(names).collect::<String>())
        })
        .collect()
}

#[test]
fn the_marks_around_a_form_that_word_hides_in_every_saved_page_are_no_hidden_text() {
    let page = "<style>p.z-TopofForm {mso-style-name:\"z-Top of Form\"; display:none; mso-hide:all;}</style>\
        <p class=MsoNormal><span lang=ZH-CN style='display:none;mso-hide:all'>窗体顶端</span></p>\
        <p class=z-TopofForm>Top of Form</p><form><p>报名表</p></form>\
        <p><span style='display:none;mso-hide:all'>窗体底端</span></p>";
    let page = kept("报名.html", page.as_bytes());
    assert!(page.facts.is_empty(), "{:?}", page.facts);
    let more = "<p>甲</p>\n<p><span style='display:none'>窗体顶端 张三</span></p>";
    assert_eq!(kept("报名.html", more.as_bytes()).facts[0].line, Some((2, 4)));
    let mark =
        |text: &str| format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let body = word(&(mark("窗体顶端") + &mark("Bottom of Form")));
    assert!(body.facts.is_empty(), "{:?}", body.facts);
    assert_eq!(facts(&word(&mark("窗体顶端 张三")), ConcealedKind::HiddenText), ["1 ¶1"]);
}

#[test]
fn white_text_fills_are_white() {
    let filled = |fill: &str, text: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:color w:val=\"auto\"/><w14:textFill>{fill}</w14:textFill></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let solid = |colour: &str| format!("<w14:solidFill>{colour}</w14:solidFill>");
    let body = [
        filled(&solid("<w14:schemeClr w14:val=\"bg1\"/>"), "主题白"),
        filled(&solid("<w14:srgbClr w14:val=\"FFFFFF\"/>"), "白"),
        filled(
            &solid("<w14:srgbClr w14:val=\"000000\"><w14:alpha w14:val=\"100000\"/></w14:srgbClr>"),
            "全透",
        ),
        filled(
            &solid("<w14:srgbClr w14:val=\"000000\"><w14:alpha w14:val=\"0\"/></w14:srgbClr>"),
            "不透",
        ),
        filled(
            &solid(
                "<w14:schemeClr w14:val=\"bg1\"><w14:lumMod w14:val=\"50000\"/></w14:schemeClr>",
            ),
            "灰",
        ),
        filled(&solid("<w14:schemeClr w14:val=\"tx1\"/>"), "黑"),
    ];
    let kept = word(&body.concat());
    assert_eq!(looks(&kept), ["white 主题白", "white 白", "transparent 全透"]);
    assert_eq!(kept.texts(), ["不透", "灰", "黑"]);
}

#[test]
fn everything_in_a_hidden_group_or_drawing_is_hidden() {
    let group = |attribute: &str, inner: &str| {
        format!(
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"1\" {attribute}/></p:nvGrpSpPr>{inner}</p:grpSp>"
        )
    };
    let inner = group("", &shape("", (0, 0), "深处")) + &shape("", (0, 0), "组里");
    let slide = format!(
        "<p:sld>{}{}{}</p:sld>",
        group("hidden=\"1\"", &inner),
        group("", &shape("", (0, 0), "见组")),
        shape("", (0, 0), "见")
    );
    let slides = kept("汇报.pptx", &presentation(&[("s1", &slide)], &["s1"], &[]));
    assert_eq!(hidden(&slides), ["深处", "组里"]);
    assert_eq!(facts(&slides, ConcealedKind::HiddenText), ["2 slide1"]);

    let boxed = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let drawing = |attribute: &str, text: &str| {
        format!(
            "<w:r><w:drawing><wp:anchor><wp:docPr id=\"1\" {attribute}/><wps:wsp><wps:cNvPr id=\"2\"/>{}</wps:wsp>\
            </wp:anchor></w:drawing></w:r>",
            boxed(text)
        )
    };
    let vml = |style: &str, text: &str| {
        format!(
            "<w:r><w:pict><v:shape style=\"{style}\"><v:textbox>{}</v:textbox></v:shape></w:pict></w:r>",
            boxed(text)
        )
    };
    let runs = [
        drawing("hidden=\"1\"", "藏框"),
        drawing("", "见框"),
        vml("position:absolute;visibility:hidden", "旧藏框"),
        vml("position:absolute;mso-hide:all", "旧藏框二"),
        vml("position:absolute", "旧见框"),
    ];
    let kept = word(&format!("<w:p>{}</w:p>", runs.concat()));
    assert_eq!(hidden(&kept), ["藏框", "旧藏框", "旧藏框二"]);
    assert_eq!(texts(&kept, Layer::TextBox), ["见框", "旧见框"]);
}

#[test]
fn a_box_far_outside_of_the_page_is_off_the_page() {
    let boxed = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let anchored = |from: &str, x: i64, y: i64, text: &str| {
        format!(
            "<w:r><w:drawing><wp:anchor><wp:simplePos x=\"0\" y=\"0\"/>\
            <wp:positionH relativeFrom=\"{from}\"><wp:posOffset>{x}</wp:posOffset></wp:positionH>\
            <wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>{y}</wp:posOffset></wp:positionV>\
            <wp:extent cx=\"1000000\" cy=\"500000\"/><wp:docPr id=\"1\"/><wps:wsp>{}</wps:wsp></wp:anchor></w:drawing></w:r>",
            boxed(text)
        )
    };
    let vml = |style: &str, text: &str| {
        format!(
            "<w:r><w:pict><v:rect style=\"{style}\"><v:textbox>{}</v:textbox></v:rect></w:pict></w:r>",
            boxed(text)
        )
    };
    let runs = [
        anchored("column", 20_000_000, 0, "右外"),
        anchored("column", 0, -20_000_000, "上外"),
        anchored("page", -1_000_001, 0, "左外"),
        anchored("column", -500_000, -600_000, "栏左"),
        anchored("column", 100, 100, "在页上"),
        vml("position:absolute;margin-left:-9999pt;margin-top:0;width:100pt;height:20pt", "旧外"),
        vml("position:absolute;margin-left:-20pt;margin-top:0;width:100pt;height:20pt", "旧在页上"),
        vml("position:absolute;left:400;top:9000;width:10;height:10", "组里的数"),
    ];
    let body = format!(
        "<w:p>{}</w:p><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>",
        runs.concat()
    );
    let kept = word(&body);
    assert_eq!(looks(&kept), ["off-page 右外", "off-page 上外", "off-page 左外", "off-page 旧外"]);
    assert_eq!(texts(&kept, Layer::TextBox), ["栏左", "在页上", "旧在页上", "组里的数"]);
}

#[test]
fn a_cell_in_the_colour_of_its_fill_is_not_seen_whatever_the_colour() {
    let styles = "<styleSheet><fonts><font/><font><color rgb=\"FF1F4E79\"/></font><font><color theme=\"3\" tint=\"0.4\"/></font>\
        <font><color theme=\"1\"/></font><font><color theme=\"0\"/></font></fonts>\
        <fills><fill><patternFill patternType=\"none\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF000000\"/></patternFill></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF1F4E79\"/></patternFill></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor theme=\"3\" tint=\"0.4\"/></patternFill></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor theme=\"0\" tint=\"0\"/></patternFill></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor indexed=\"64\"/></patternFill></fill></fills>\
        <cellXfs><xf fontId=\"0\" fillId=\"0\"/><xf fontId=\"0\" fillId=\"1\"/><xf fontId=\"1\" fillId=\"2\"/>\
        <xf fontId=\"2\" fillId=\"3\"/><xf fontId=\"3\" fillId=\"1\"/><xf fontId=\"4\" fillId=\"4\"/>\
        <xf fontId=\"3\" fillId=\"5\"/><xf fontId=\"4\" fillId=\"2\"/><xf fontId=\"3\" fillId=\"4\"/>\
        <xf fontId=\"4\" fillId=\"0\"/></cellXfs></styleSheet>";
    let cell = |column: char, style: u32, text: &str| {
        format!("<c r=\"{column}1\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let cells = [
        cell('A', 0, "见"),
        cell('B', 1, "自动黑底"),
        cell('C', 2, "蓝上蓝"),
        cell('D', 3, "主题色"),
        cell('E', 4, "主题黑"),
        cell('F', 5, "主题白"),
        cell('G', 6, "索引黑"),
        cell('H', 7, "蓝上白"),
        cell('I', 8, "白上黑"),
        cell('J', 9, "无底白"),
    ];
    let sheet = row(1, "", &cells);
    let kept = kept("名单.xlsx", &styled(styles, &[("名单", "visible", &sheet)], &[], &[]));
    assert_eq!(
        hidden(&kept),
        ["自动黑底", "蓝上蓝", "主题色", "主题黑", "主题白", "索引黑", "无底白"]
    );
    assert_eq!(kept.texts(), ["名单", "见", "蓝上白", "白上黑"]);
}

#[test]
fn a_cell_of_a_spreadsheet_has_the_style_of_its_row_or_column_and_may_be_partly_white() {
    let styles = "<style:style style:name=\"w\" style:family=\"table-cell\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
        <style:style style:name=\"k\" style:family=\"table-cell\"/>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>";
    let cell = |attribute: &str, text: &str| {
        format!("<table:table-cell {attribute}><text:p>{text}</text:p></table:table-cell>")
    };
    let body = [
        "<table:table table:name=\"名单\"><table:table-column/>\
         <table:table-column table:default-cell-style-name=\"w\" table:number-columns-repeated=\"2\"/>\
         <table:table-column/><table:table-row>"
            .to_owned(),
        cell("", "见一"),
        cell("", "列白"),
        cell("table:style-name=\"k\"", "见二"),
        cell("", "见三<text:span text:style-name=\"T1\">藏字</text:span>"),
        "</table:table-row><table:table-row table:default-cell-style-name=\"w\">".to_owned(),
        cell("", "行白"),
        "</table:table-row></table:table>".to_owned(),
    ];
    let kept = read("spreadsheet", styles, &body.concat());
    assert_eq!(hidden(&kept), ["列白", "见三藏字", "行白"]);
    assert_eq!(kept.texts(), ["名单", "见一", "见二", "见三"]);
    assert_eq!(facts(&kept, ConcealedKind::HiddenText), ["3 名单"]);
}

#[test]
fn boxes_and_comments_on_a_sheet_name_it_and_are_hidden_with_it() {
    let rows = row(1, "", &[text("A1", "姓名")]);
    let links = "<Relationships><Relationship Id=\"d\" Type=\"x/drawing\" Target=\"../drawings/d.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"../c.xml\"/></Relationships>";
    let boxed = |attribute: &str, text: &str| {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>6</xdr:row></xdr:from><xdr:sp><xdr:nvSpPr>\
            <xdr:cNvPr id=\"2\" {attribute}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>\
            </xdr:sp></xdr:twoCellAnchor>"
        )
    };
    let drawing =
        format!("<xdr:wsDr>{}{}</xdr:wsDr>", boxed("", "见框"), boxed("hidden=\"1\"", "藏框"));
    let comments = "<comments><authors><author>Li</author></authors><comment ref=\"A1\"><text><t>批注</t></text></comment></comments>";
    let others = [
        ("xl/worksheets/_rels/sheet0.xml.rels", links),
        ("xl/drawings/d.xml", drawing.as_str()),
        ("xl/c.xml", comments),
    ];
    let told = |state: &str| {
        let kept = kept("名单.xlsx", &workbook(&[("名单", state, &rows)], &[], &others));
        let passages = kept.passages.iter().filter(|passage| passage.layer != Layer::Residue);
        let told = passages.map(|passage| {
            let looks: String =
                passage.looks.iter().map(|(_, look)| format!(" {}", look.code())).collect();
            let cell = passage.at.cell.as_deref().unwrap_or_default();
            format!("{} {cell} {}{looks}", passage.layer.code(), passage.text)
        });
        (told.collect::<Vec<_>>().split_off(3), facts(&kept, ConcealedKind::HiddenText))
    };
    let (seen, facts) = told("visible");
    assert_eq!(
        seen,
        [
            "text-box 名单!B7 见框",
            "hidden 名单!B7 藏框 hidden",
            "metadata  Li",
            "comment 名单!A1 批注"
        ]
    );
    assert_eq!(facts, ["1 名单"]);
    let (unseen, facts) = told("hidden");
    assert_eq!(
        unseen,
        [
            "hidden 名单!B7 见框 hidden",
            "hidden 名单!B7 藏框 hidden",
            "metadata  Li",
            "comment 名单!A1 批注 hidden"
        ]
    );
    assert!(facts.is_empty(), "{facts:?}");
}

#[test]
fn boxes_and_comments_of_a_spreadsheet_name_their_cell_and_are_hidden_with_their_sheet() {
    let styles = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let frame = |text: &str| {
        format!("<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>")
    };
    let comment = "<office:annotation><text:p>批注</text:p></office:annotation>";
    let sheet = |name: &str, style: &str, inner: &str| {
        format!("<table:table table:name=\"{name}\" {style}>{inner}</table:table>")
    };
    let cells = |inner: &str| {
        format!(
            "<table:table-row><table:table-cell><text:p>格</text:p></table:table-cell><table:table-cell>{inner}</table:table-cell></table:table-row>"
        )
    };
    let seen = format!("<table:shapes>{}</table:shapes>", frame("表上"))
        + &cells(&frame("见框<text:span text:style-name=\"T1\">藏</text:span>"));
    let body = sheet("名单", "", &seen)
        + &sheet("底稿", "table:style-name=\"ta2\"", &cells(&(frame("藏框") + comment)));
    let kept = read("spreadsheet", styles, &body);
    let boxes = kept.passages.iter().filter(|passage| passage.layer == Layer::TextBox);
    let boxes = boxes.map(|passage| {
        format!("{} {}", passage.at.cell.as_deref().unwrap_or_default(), passage.text)
    });
    assert_eq!(boxes.collect::<Vec<_>>(), ["名单 表上", "名单!B1 见框"]);
    assert_eq!(hidden(&kept), ["见框藏", "底稿", "藏框", "批注", "格"]);
    assert_eq!(facts(&kept, ConcealedKind::HiddenText), ["1 名单"]);
}

/// A slide of a layout and a master whose theme is white: the background of each, shapes on the layout.
fn deck(slide: &str, layout: &str, master: &str) -> Kept {
    let link = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r\" Type=\"x/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let (to_layout, to_master) = (
        link("slideLayout", "../slideLayouts/l.xml"),
        link("slideMaster", "../slideMasters/m.xml"),
    );
    let to_theme = link("theme", "../theme/t.xml");
    let theme = "<a:theme><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>\
        <a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1></a:theme>";
    let layout = format!("<p:sldLayout>{layout}</p:sldLayout>");
    let master = format!(
        "<p:sldMaster>{master}<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\"/></p:sldMaster>"
    );
    let others = [
        ("ppt/slides/_rels/s1.xml.rels", to_layout.as_str()),
        ("ppt/slideLayouts/l.xml", layout.as_str()),
        ("ppt/slideLayouts/_rels/l.xml.rels", to_master.as_str()),
        ("ppt/slideMasters/m.xml", master.as_str()),
        ("ppt/slideMasters/_rels/m.xml.rels", to_theme.as_str()),
        ("ppt/theme/t.xml", theme),
    ];
    kept("汇报.pptx", &presentation(&[("s1", slide)], &["s1"], &others))
}

/// White text in a shape with these properties.
fn white(properties: &str, at: (i64, i64), colour: &str, text: &str) -> String {
    let (x, y) = at;
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\"/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
        <a:ext cx=\"100\" cy=\"50\"/></a:xfrm>{properties}</p:spPr><p:txBody><a:p><a:r><a:rPr><a:solidFill>{colour}</a:solidFill>\
        </a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

const RGB: &str = "<a:srgbClr val=\"FFFFFF\"/>";
const BG1: &str = "<a:schemeClr val=\"bg1\"/>";

#[test]
fn white_text_on_the_white_page_of_a_slide_is_white() {
    let filled = "<a:solidFill><a:srgbClr val=\"1F4E79\"/></a:solidFill>";
    let styled = white("", (300, 0), RGB, "样式填充")
        .replace("<p:txBody>", "<p:style><a:fillRef idx=\"1\"/></p:style><p:txBody>");
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"9\"/></p:nvPicPr><p:spPr><a:xfrm><a:off x=\"0\" y=\"200\"/>\
        <a:ext cx=\"100\" cy=\"100\"/></a:xfrm></p:spPr></p:pic>";
    let shapes = [
        white("", (0, 0), RGB, "白纸白字"),
        white("<a:noFill/>", (0, 100), BG1, "主题白字"),
        white(filled, (150, 0), RGB, "填充"),
        styled,
        picture.to_owned(),
        white("", (50, 220), RGB, "图上"),
        white("<a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>", (600, 0), RGB, "白框白字"),
        format!(
            "<p:graphicFrame><a:tbl><a:tr><a:tc>{}</a:tc></a:tr></a:tbl></p:graphicFrame>",
            white("", (0, 0), RGB, "表里")
                .split_once("<p:txBody>")
                .unwrap()
                .1
                .split_once("</p:txBody>")
                .unwrap()
                .0
        ),
    ];
    let slide = format!("<p:sld><p:cSld>{}</p:cSld></p:sld>", shapes.concat());
    let kept = deck(&slide, "", "");
    assert_eq!(hidden(&kept), ["白纸白字", "主题白字", "白框白字"]);
    assert_eq!(looks(&kept), ["white 白纸白字", "white 主题白字", "white 白框白字"]);
    assert_eq!(facts(&kept, ConcealedKind::HiddenText), ["3 slide1"]);
}

#[test]
fn white_text_on_a_background_that_is_not_white_is_seen() {
    let slide = format!("<p:sld><p:cSld>{}</p:cSld></p:sld>", white("", (0, 0), RGB, "白字"));
    let ground = |fill: &str| format!("<p:bg><p:bgPr>{fill}</p:bgPr></p:bg>");
    let dark = ground("<a:solidFill><a:srgbClr val=\"1F4E79\"/></a:solidFill>");
    let picture = ground("<a:blipFill/>");
    let plain = ground("<a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>");
    let styled = "<p:bg><p:bgRef idx=\"1003\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
    let white_styled = "<p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
    let banner = shape("", (0, 0), "")
        .replace("</p:spPr>", "<a:solidFill><a:srgbClr val=\"1F4E79\"/></a:solidFill></p:spPr>");
    for (layout, master) in [
        ("", dark.as_str()),
        (&dark, &plain),
        ("", &picture),
        ("", styled),
        ("", &banner),
        (&banner, ""),
    ] {
        assert!(hidden(&deck(&slide, layout, master)).is_empty(), "{layout} {master}");
    }
    for (layout, master) in [(plain.as_str(), dark.as_str()), ("", white_styled)] {
        assert_eq!(hidden(&deck(&slide, layout, master)), ["白字"], "{layout} {master}");
    }
}

#[test]
fn a_layout_that_no_slide_has_is_hidden_quietly() {
    let slide = format!("<p:sld>{}</p:sld>", shape("", (0, 0), "正文"));
    let layout = |text: &str| format!("<p:sldLayout>{}</p:sldLayout>", shape("", (0, 0), text));
    let (used, unused) = (layout("用到的版式"), layout("没用到的版式"));
    let banner = white("", (0, 0), BG1, "深色底的版式");
    let used = used.replace("</p:sldLayout>", &(banner + "</p:sldLayout>"));
    let prompt = unused.replace("<p:cNvPr", "<p:nvPr><p:ph type=\"title\"/></p:nvPr><p:cNvPr");
    let prompt = prompt.replace("没用到的版式", "单击此处编辑母版标题样式");
    let media = "application/vnd.openxmlformats-officedocument.presentationml";
    let types = format!(
        "<Types><Override PartName=\"/ppt/presentation.xml\" ContentType=\"{media}.presentation.main+xml\"/>\
        <Override PartName=\"/ppt/slides/s1.xml\" ContentType=\"{media}.slide+xml\"/>\
        <Default Extension=\"layout\" ContentType=\"{media}.slideLayout+xml\"/></Types>"
    );
    let main = "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"s\"/></p:sldIdLst></p:presentation>";
    let links = "<Relationships><Relationship Id=\"s\" Type=\"x/slide\" Target=\"slides/s1.xml\"/></Relationships>";
    let members = [
        ("[Content_Types].xml", types.as_str()),
        ("ppt/presentation.xml", main),
        ("ppt/_rels/presentation.xml.rels", links),
        ("ppt/slides/s1.xml", slide.as_str()),
        (
            "ppt/slides/_rels/s1.xml.rels",
            "<Relationships><Relationship Id=\"l\" Type=\"x/slideLayout\" Target=\"../l/a.layout\"/></Relationships>",
        ),
        ("ppt/l/a.layout", used.as_str()),
        ("ppt/l/b.layout", unused.as_str()),
        ("ppt/l/c.layout", prompt.as_str()),
    ];
    let members = members.map(|(name, text)| (name, text.as_bytes()));
    let kept = kept("汇报.pptx", &package(&members));
    assert_eq!(texts(&kept, Layer::Header), ["用到的版式", "深色底的版式"]);
    assert_eq!(hidden(&kept), ["没用到的版式", "单击此处编辑母版标题样式"]);
    assert!(kept.facts.is_empty(), "{:?}", kept.facts);
}

#[test]
fn a_fact_of_hidden_text_names_its_paragraph_or_cell() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let vanished = |text: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>");
    let paragraph = |inner: &str| format!("<w:p>{inner}</w:p>");
    let row = |inner: &str| format!("<w:tr><w:tc>{}</w:tc></w:tr>", paragraph(inner));
    let body = [
        paragraph(&run("一")),
        paragraph(&(run("二") + &vanished("藏") + &run("三") + &vanished("匿"))),
        format!("<w:tbl>{}{}</w:tbl>", row(&run("表")), row(&vanished("表藏"))),
    ];
    let told = facts(&word(&body.concat()), ConcealedKind::HiddenText);
    assert_eq!(told, ["2 ¶2", "1 table1 row2"]);
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:p>一</text:p><text:p>二<text:span text:style-name=\"T1\">藏</text:span></text:p>\
        <text:p>三<text:hidden-paragraph text:is-hidden=\"true\"/></text:p>";
    let told = facts(&read("text", styles, body), ConcealedKind::HiddenText);
    assert_eq!(told, ["1 ¶2", "1 ¶3"]);
}

#[test]
fn notes_are_counted_by_the_note_and_a_threaded_comment_once() {
    let lines =
        "<a:p><a:r><a:t>第一句备注</a:t></a:r></a:p><a:p><a:r><a:t>第二句备注</a:t></a:r></a:p>";
    let notes = format!("<p:notes><p:sp><p:txBody>{lines}</p:txBody></p:sp></p:notes>");
    let links = "<Relationships><Relationship Id=\"n\" Type=\"x/notesSlide\" Target=\"../n.xml\"/></Relationships>";
    let others = [("ppt/slides/_rels/s1.xml.rels", links), ("ppt/n.xml", notes.as_str())];
    let slides = presentation(&[("s1", "<p:sld/>")], &["s1"], &others);
    assert_eq!(facts(&kept("汇报.pptx", &slides), ConcealedKind::Notes), ["1 slide1"]);
    let body = "<draw:page><presentation:notes><draw:frame><draw:text-box><text:p>第一句</text:p><text:p>第二句</text:p>\
        </draw:text-box></draw:frame></presentation:notes></draw:page>";
    assert_eq!(facts(&read("presentation", "", body), ConcealedKind::Notes), ["1 slide1"]);

    let links = "<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"../c.xml\"/>\
        <Relationship Id=\"t\" Type=\"x/threadedComment\" Target=\"../t.xml\"/></Relationships>";
    let legacy = "<comments><comment ref=\"A1\"><text><t>[Threaded comment]\n\nYour version of Excel allows you to read this\n\n\
        Comment:\n    请核对张三\n    另有附言</t></text></comment><comment ref=\"B1\"><text><t>旧式批注</t></text></comment></comments>";
    let threaded = "<ThreadedComments><threadedComment ref=\"A1\"><text>请核对张三</text></threadedComment></ThreadedComments>";
    let others = [
        ("xl/worksheets/_rels/sheet0.xml.rels", links),
        ("xl/c.xml", legacy),
        ("xl/t.xml", threaded),
    ];
    let rows = row(1, "", &[text("A1", "姓名")]);
    let kept = kept("名单.xlsx", &workbook(&[("名单", "visible", &rows)], &[], &others));
    assert_eq!(facts(&kept, ConcealedKind::Comment), ["2 名单"]);
    assert_eq!(texts(&kept, Layer::Comment), ["请核对张三", "旧式批注"]);
    assert!(texts(&kept, Layer::Residue).iter().any(|text| text.contains("另有附言")));
}

#[test]
fn a_hidden_group_of_shapes_of_opendocument_is_switched_off() {
    let body = "<text:p>正文</text:p><draw:g draw:display=\"none\"><draw:frame><draw:text-box><text:p>组里</text:p>\
        </draw:text-box></draw:frame></draw:g>";
    let kept = read("text", "", body);
    assert_eq!(looks(&kept), ["layer-off 组里"]);
}

#[test]
fn captions_of_controls_are_told_as_what_they_are() {
    let field = "<w:p><w:r><w:fldChar><w:ffData><w:name w:val=\"Text1\"/><w:helpText w:val=\"填本人证号\"/>\
        <w:statusText w:val=\"状态栏的话\"/><w:textInput><w:default w:val=\"张三的默认值\"/></w:textInput>\
        <w:ddList><w:listEntry w:val=\"低保户\"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>";
    let told = texts(&word(field), Layer::Attribute).join(" ");
    assert_eq!(told, "填本人证号 状态栏的话 张三的默认值 低保户");

    let links = "<Relationships><Relationship Id=\"v\" Type=\"x/vmlDrawing\" Target=\"../drawings/v.vml\"/>\
        <Relationship Id=\"p\" Type=\"x/ctrlProp\" Target=\"../ctrlProps/p.xml\"/></Relationships>";
    let vml = "<xml><v:shape style=\"position:absolute\"><v:textbox><div style=\"text-align:center\"><font face=\"宋体\">提交给</font>\
        <font>张三</font></div></v:textbox><x:ClientData ObjectType=\"Button\"/></v:shape></xml>";
    let control = "<formControlPr objectType=\"List\"><x14:itemLst><x14:item val=\"孤儿\"/></x14:itemLst></formControlPr>";
    let others = [
        ("xl/worksheets/_rels/sheet0.xml.rels", links),
        ("xl/drawings/v.vml", vml),
        ("xl/ctrlProps/p.xml", control),
    ];
    let rows = row(1, "", &[text("A1", "姓名")]);
    let kept = kept("名单.xlsx", &workbook(&[("名单", "visible", &rows)], &[], &others));
    assert_eq!(texts(&kept, Layer::TextBox), ["提交给张三"]);
    assert_eq!(texts(&kept, Layer::Attribute), ["孤儿"]);
    let placed = kept.passages.iter().find(|passage| passage.text == "提交给张三").unwrap();
    assert_eq!(placed.at.cell.as_deref(), Some("名单"));

    let form = "<office:forms><form:form><form:button form:label=\"交给李四\"/><form:text form:current-value=\"已填的值\"/></form:form></office:forms>";
    assert_eq!(texts(&read("text", "", form), Layer::Attribute), ["交给李四", "已填的值"]);
}
