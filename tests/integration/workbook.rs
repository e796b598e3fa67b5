//! Workbooks: cells as shown and stored, what is hidden, and what stands beside the sheets.

use insta::assert_snapshot;

use crate::{desk::Desk, kept::kept, word::package};

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>\
    <numFmt numFmtId=\"165\" formatCode=\";;;\"/><numFmt numFmtId=\"166\" formatCode=\"#,##0.00\"/>\
    <numFmt numFmtId=\"167\" formatCode=\";;\"/></numFmts>\
    <fonts><font/><font><color rgb=\"FFFFFFFF\"/></font></fonts>\
    <fills><fill/><fill><patternFill><fgColor rgb=\"FF000000\"/></patternFill></fill></fills>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"165\"/>\
    <xf numFmtId=\"166\"/><xf fontId=\"1\"/><xf fontId=\"1\" fillId=\"1\"/><xf numFmtId=\"167\"/></cellXfs></styleSheet>";

/// A workbook of sheets: name, state, what stands in the worksheet; strings; other members.
pub(crate) fn workbook(
    sheets: &[(&str, &str, &str)],
    strings: &[&str],
    others: &[(&str, &str)],
) -> Vec<u8> {
    styled(STYLES, sheets, strings, others)
}

/// The same with these styles.
pub(crate) fn styled(
    styles: &str,
    sheets: &[(&str, &str, &str)],
    strings: &[&str],
    others: &[(&str, &str)],
) -> Vec<u8> {
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"{media}.sheet.main+xml\"/></Types>"
    );
    let mut named = String::from("<workbook><sheets>");
    let mut links = String::from(
        "<Relationships><Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
        <Relationship Id=\"t\" Type=\"x/styles\" Target=\"styles.xml\"/>",
    );
    let mut members = vec![("[Content_Types].xml".to_owned(), types)];
    for (number, (name, state, inner)) in sheets.iter().enumerate() {
        let part = format!("worksheets/sheet{number}.xml");
        named += &format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{number}\"/>");
        links +=
            &format!("<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"{part}\"/>");
        members.push((format!("xl/{part}"), format!("<worksheet>{inner}</worksheet>")));
    }
    members.push(("xl/workbook.xml".to_owned(), named + "</sheets></workbook>"));
    members.push(("xl/_rels/workbook.xml.rels".to_owned(), links + "</Relationships>"));
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    members.push(("xl/sharedStrings.xml".to_owned(), format!("<sst>{strings}</sst>")));
    members.push(("xl/styles.xml".to_owned(), styles.to_owned()));
    let others = others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    members.extend(others);
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    package(&members)
}

fn story(bytes: &[u8]) -> String {
    let story = kept("名单.xlsx", bytes).story;
    let structure =
        ["file-name", "part: xlsx", "residue: \"x", "residue: \"/xl", "residue: \"shared"];
    let structure = |line: &str| {
        structure.iter().any(|start| line.starts_with(start))
            || line.contains(".xml")
            || line.contains("worksheet")
    };
    story.lines().filter(|line| !structure(line)).collect::<Vec<_>>().join("\n")
}

fn told(data: &str) -> String {
    story(&workbook(&[("名单", "visible", data)], &[], &[]))
}

pub(crate) fn text(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub(crate) fn number(address: &str, style: u32, value: &str) -> String {
    format!("<c r=\"{address}\" s=\"{style}\"><v>{value}</v></c>")
}

pub(crate) fn row(number: u32, attributes: &str, cells: &[String]) -> String {
    format!("<row r=\"{number}\" {attributes}>{}</row>", cells.concat())
}

#[test]
fn cells_stand_under_their_headers_below_a_title() {
    let rows = [
        row(1, "", &[text("A1", "2031年困难学生名单")]),
        row(2, "", &[text("A2", "姓名"), text("B2", "身份证号"), text("C2", "金额")]),
        row(
            3,
            "",
            &[text("A3", "张三"), text("B3", "11010519491231002X"), number("C3", 0, "3000")],
        ),
        row(5, "", &[text("A5", "李四"), "<c t=\"b\"><v>1</v></c>".to_owned()]),
    ];
    assert_snapshot!(told(&format!("<sheetData>{}</sheetData>", rows.concat())), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    table 1: ["姓名", "身份证号", "金额"], 2 header rows
    body: table 1 row 1 column 1 <名单!A1> "2031年困难学生名单"
    body: table 1 row 2 column 1 <名单!A2> "姓名"
    body: table 1 row 2 column 2 <名单!B2> "身份证号"
    body: table 1 row 2 column 3 <名单!C2> "金额"
    body: table 1 row 3 column 1 <名单!A3> <姓名> "张三"
    body: table 1 row 3 column 2 <名单!B3> <身份证号> "11010519491231002X"
    body: table 1 row 3 column 3 <名单!C3> <金额> "3000"
    body: table 1 row 5 column 1 <名单!A5> <姓名> "李四"
    body: table 1 row 5 column 2 <名单!B5> <身份证号> "TRUE"
    residue: "visible"
    "##);
}

#[test]
fn numbers_are_told_as_shown_and_long_ones_with_all_their_digits() {
    let cells = [
        number("A1", 1, "18263"),
        number("B1", 2, "18263.5"),
        number("C1", 3, "0.256"),
        number("D1", 5, "1234.5"),
        number("E1", 0, "1.1010519491231E+17"),
        number("F1", 1, "59"),
        number("G1", 0, "13800138000"),
    ];
    assert_snapshot!(told(&row(1, "", &cells)), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    residue: "1.1010519491231E+17"
    table 1: [], 0 header rows
    body: table 1 row 1 column 1 <名单!A1> "1949-12-31"
    body: table 1 row 1 column 2 <名单!B1> "1949-12-31 12:00"
    body: table 1 row 1 column 3 <名单!C1> "25.6%"
    body: table 1 row 1 column 4 <名单!D1> "1234.5"
    body: table 1 row 1 column 5 <名单!E1> "110105194912310000"
    body: table 1 row 1 column 6 <名单!F1> "1900-02-28"
    body: table 1 row 1 column 7 <名单!G1> "13800138000"
    residue: "visible"
    "##);
}

#[test]
fn what_a_sheet_does_not_show_is_told_as_hidden() {
    let columns = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/></cols>";
    let rows = [
        row(1, "", &[text("A1", "看得见"), text("B1", "藏列"), text("E1", "零宽列")]),
        row(2, "hidden=\"1\"", &[text("A2", "藏行")]),
        row(3, "ht=\"0\"", &[text("A3", "零高行")]),
        row(
            4,
            "",
            &[number("A4", 4, "13800138000"), number("D4", 6, "110"), number("F4", 7, "119")],
        ),
    ];
    let shown = format!("{columns}{}", rows.concat());
    let hidden = row(1, "", &[text("A1", "藏表里")]);
    let sheets = [("名单", "visible", shown.as_str()), ("底表", "veryHidden", hidden.as_str())];
    assert_snapshot!(story(&workbook(&sheets, &[], &[])), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    table 1: ["看得见", "藏列", "", "", "零宽列", ""], 1 header rows
    body: table 1 row 1 column 1 <名单!A1> "看得见"
    hidden: table 1 row 1 column 2 <名单!B1> "藏列"
    hidden: table 1 row 1 column 5 <名单!E1> "零宽列"
    hidden: table 1 row 2 column 1 <名单!A2> <看得见> "藏行"
    hidden: table 1 row 3 column 1 <名单!A3> <看得见> "零高行"
    hidden: table 1 row 4 column 1 <名单!A4> <看得见> "13800138000"
    hidden: table 1 row 4 column 4 <名单!D4> "110"
    body: table 1 row 4 column 6 <名单!F4> "119"
    hidden: <底表> "底表"
    table 2: [], 0 header rows
    hidden: table 2 row 1 column 1 <底表!A1> "藏表里"
    residue: "visible"
    residue: "veryHidden"
    "##);
}

#[test]
fn shared_strings_are_told_where_they_stand_and_unused_ones_as_residue() {
    let cells = row(1, "", &["<c r=\"A1\" t=\"s\"><v>1</v></c>".to_owned()]);
    let bytes = workbook(&[("名单", "visible", &cells)], &["旧名单里的张三", "在用的李四"], &[]);
    assert_snapshot!(story(&bytes), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    table 1: [], 0 header rows
    body: table 1 row 1 column 1 <名单!A1> "在用的李四"
    residue: "旧名单里的张三"
    residue: "visible"
    "##);
}

#[test]
fn escapes_are_undone_and_how_a_word_is_pronounced_is_not_shown() {
    let said = "<c r=\"B1\" t=\"inlineStr\"><is><t>青松</t><rPh><t>qīngsōng</t></rPh></is></c>";
    let cells =
        [text("A1", "甲_x000A_乙_x005F_x0041_"), said.to_owned(), text("C1", "a_x+041_xD800_x12")];
    let story = told(&row(1, "", &cells));
    let body: Vec<&str> = story.lines().filter(|line| line.starts_with("body")).collect();
    assert_snapshot!(body.join("\n"), @r#"
    body: <名单> "名单"
    body: table 1 row 1 column 1 <名单!A1> "甲\n乙_x0041_"
    body: table 1 row 1 column 2 <名单!B1> "青松"
    body: table 1 row 1 column 3 <名单!C1> "a_x+041_xD800_x12"
    "#);
}

#[test]
fn comments_boxes_links_formulas_and_lists_are_told_at_their_cells() {
    let sheet = row(
        1,
        "",
        &[
            text("A1", "姓名"),
            "<c r=\"B1\" t=\"str\"><f>IF(A1=\"张三\",\"涉密\",\"\")</f><v>涉密</v></c>".to_owned(),
        ],
    ) + "<hyperlinks><hyperlink ref=\"A1\" r:id=\"h\" tooltip=\"点开\"/></hyperlinks>\
        <dataValidations><dataValidation><formula1>\"低保,孤儿\"</formula1></dataValidation></dataValidations>\
        <headerFooter><oddHeader>&amp;C内部资料</oddHeader></headerFooter><autoFilter><filter val=\"王五被筛掉\"/></autoFilter>";
    let links = "<Relationships><Relationship Id=\"h\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"http://10.1.2.3/\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/>\
        <Relationship Id=\"d\" Type=\"x/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>";
    let others = [
        ("xl/worksheets/_rels/sheet0.xml.rels", links),
        (
            "xl/comments1.xml",
            "<comments><authors><author>赵六的电脑</author></authors><commentList><comment ref=\"A1\"><text><r><t>低保户</t></r></text></comment></commentList></comments>",
        ),
        (
            "xl/drawings/drawing1.xml",
            "<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>框里的字</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>",
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "<pivotCacheDefinition><sharedItems><s v=\"透视缓存里的张三\"/></sharedItems></pivotCacheDefinition>",
        ),
    ];
    assert_snapshot!(story(&workbook(&[("名单", "visible", &sheet)], &[], &others)), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    field-code: <名单!B1> "IF(A1=\"张三\",\"涉密\",\"\")"
    link: <名单!A1> "http://10.1.2.3/"
    attribute: <名单!A1> "点开"
    attribute: "\"低保,孤儿\""
    header: "&C内部资料"
    attribute: "王五被筛掉"
    table 1: [], 0 header rows
    body: table 1 row 1 column 1 <名单!A1> "姓名"
    body: table 1 row 1 column 2 <名单!B1> "涉密"
    metadata: "赵六的电脑"
    comment: <名单!A1> "低保户"
    text-box: <名单> "框里的字"
    residue: "visible"
    residue: "External"
    residue: "透视缓存里的张三"
    "##);
}

#[test]
fn a_sheet_of_one_far_cell_costs_no_more_than_the_cell() {
    let rows = row(1, "", &[text("A1", "甲")]) + &row(1_048_576, "", &[text("XFD1048576", "乙")]);
    assert_snapshot!(told(&rows), @r##"
    residue: "yyyy\"年\"m\"月\""
    residue: "#,##0.00"
    residue: "FFFFFFFF"
    residue: "FF000000"
    body: <名单> "名单"
    table 1: [], 0 header rows
    body: table 1 row 1 column 1 <名单!A1> "甲"
    body: table 1 row 1048576 column 16384 <名单!XFD1048576> "乙"
    residue: "visible"
    "##);
}

#[test]
fn a_column_of_a_sheet_is_one_line_with_its_cells() {
    let numbers = ["13800138000", "13900139000", "13700137000"];
    let rows = (2..).zip(numbers).map(|(at, digits)| {
        row(at, "", &[text(&format!("A{at}"), "张三"), text(&format!("B{at}"), digits)])
    });
    let rows = row(1, "", &[text("A1", "姓名"), text("B1", "手机")]) + &rows.collect::<String>();
    let desk = Desk::new(&[]);
    let bytes = workbook(&[("名单", "visible", &rows), ("底!表", "hidden", &rows)], &[], &[]);
    std::fs::write(desk.path("名单.xlsx"), bytes).unwrap();
    let (code, out, _) = desk.run(&["scan", "名单.xlsx"]);
    assert_eq!(code, Some(1));
    let groups: Vec<&str> = out.lines().filter(|line| line.contains("处）")).collect();
    assert_snapshot!(groups.join("\n"), @"
    必须处理  手机号码  名单!B2–B4“手机”列（3 处）
    必须处理  手机号码  底!表!B2–B4“手机”列（3 处）
    ");
}

#[test]
fn what_never_ends_or_stands_in_a_wrong_part_is_told() {
    let cells = "<row r=\"1\"><c r=\"A1\"><is><t>没有类型的</t></is></c>\
        <c r=\"B1\" t=\"s\"><v>没有编号的</v></c><c r=\"C1\" t=\"str\"><v>没有完的</v></row>\
        <row r=\"2\"><c r=\"A2\" t=\"b\"><v>既非真也非假</v></c></row>";
    let others = [
        (
            "xl/worksheets/_rels/sheet0.xml.rels",
            "<x><Relationship Type=\"x/comments\" Target=\"../c.xml\"/></x>",
        ),
        ("xl/c.xml", "<x><t>批注之外的</t></x>"),
    ];
    let strings = [
        "一</t></si><si><t>没有完的串</t><si><t>",
        "</t></si><t>串外的</t><si a=\"属性里的\"><t>二",
    ];
    let bytes = workbook(&[("名单", "visible", cells)], &strings, &others);
    let lines = story(&bytes);
    let told: Vec<&str> = lines.lines().filter(|line| line.contains(['的', '非'])).collect();
    assert_snapshot!(told.join("\n"), @r##"
    residue: "串外的"
    residue: "属性里的"
    residue: "没有类型的"
    residue: "没有编号的"
    body: table 1 row 1 column 3 <名单!C1> "没有完的"
    body: table 1 row 2 column 1 <名单!A2> "既非真也非假"
    comment: <名单> "批注之外的"
    residue: "没有完的串"
    "##);
}

fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn what_a_merged_cell_covers_is_hidden() {
    let sheet = format!(
        "<sheetData><row r=\"1\">{}{}</row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
        text_cell("A1", "看见"),
        text_cell("B1", "盖住")
    );
    let kept = kept("名单.xlsx", &workbook(&[("表", "visible", &sheet)], &[], &[]));
    assert!(kept.story.contains("body: table 1 row 1 column 1 <表!A1> \"看见\""), "{}", kept.story);
    assert!(
        kept.story.contains("hidden: table 1 row 1 column 2 <表!B1> \"盖住\""),
        "{}",
        kept.story
    );
}

/// Rules and severities that a scan of the workbook tells.
fn found(sheets: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let desk = Desk::new(&[]);
    std::fs::write(desk.path("名单.xlsx"), workbook(sheets, &[], &[])).unwrap();
    let (_, out, _) = desk.run(&["scan", "名单.xlsx", "--format", "jsonl"]);
    let records = out.lines().map(|line| serde_json::from_str(line).unwrap());
    let findings = records.filter(|record: &serde_json::Value| record["kind"] == "finding");
    let said = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    findings.map(|record| (said(&record["rule"]), said(&record["severity"]))).collect()
}

#[test]
fn a_number_that_stands_one_digit_a_cell_is_found() {
    let digits: String = "110101190101010011"
        .char_indices()
        .map(|(at, digit)| {
            let column = char::from(b'B' + u8::try_from(at).unwrap());
            format!("<c r=\"{column}1\"><v>{digit}</v></c>")
        })
        .collect();
    let sheet = format!("<row r=\"1\">{}{digits}</row>", text_cell("A1", "身份证号"));
    let pair = |rule: &str, severity: &str| (rule.to_owned(), severity.to_owned());
    assert_eq!(found(&[("表", "visible", &sheet)]), [pair("resident-id", "high")]);
}

#[test]
fn a_hidden_sheet_is_as_grave_as_what_stands_in_it() {
    let shown = format!("<row r=\"1\">{}</row>", text_cell("A1", "公示"));
    let mark = format!("<row r=\"1\">{}</row>", text_cell("A1", "机密★10年"));
    let graves = |hidden: &str| {
        let found = found(&[("公示", "visible", &shown), ("底稿", "hidden", hidden)]);
        let sheet = found.into_iter().find(|(rule, _)| rule == "hidden-sheet");
        sheet.map(|(_, severity)| severity)
    };
    assert_eq!(graves(&shown).as_deref(), Some("high"));
    assert_eq!(graves(&mark).as_deref(), Some("critical"));
}

#[test]
fn a_format_without_sections_for_numbers_hides_numbers_only() {
    let sheet = "<row r=\"1\"><c r=\"A1\" s=\"8\" t=\"inlineStr\"><is><t>文字</t></is></c>\
        <c r=\"B1\" s=\"8\"><v>138</v></c></row>";
    let story = kept("名单.xlsx", &workbook(&[("表", "visible", sheet)], &[], &[])).story;
    assert!(story.contains("body: table 1 row 1 column 1 <表!A1> \"文字\""), "{story}");
    assert!(story.contains("hidden: table 1 row 1 column 2 <表!B1> \"138\""), "{story}");
}
