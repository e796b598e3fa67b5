//! The word list as a workbook says what it says as CSV, and what nobody sees becomes no rule.

use std::{fs, io::Read as _};

use insta::assert_snapshot;
use mishen::{
    document::{self, Limits, Reading},
    lang::{Lang, called},
    rules::sheet::{self, Cells, Column, Entry, Sheet},
};
use proptest::prelude::*;
use zip::ZipArchive;

use crate::{
    desk::Desk,
    sheet::{HEADINGS, row as csv_row, sheet as csv_sheet, words},
    workbook::{number, row, text, workbook},
};

/// What the reader tells of a workbook.
fn cells(bytes: &[u8]) -> Cells {
    let mut cells = Cells::default();
    let limits = Limits { passage_bytes: 1 << 20, ..Limits::default() };
    document::read(&mut &*bytes, "词表.xlsx", &limits, &Reading::Here, &mut cells);
    cells
}

/// Row `number` of a worksheet, with `attributes`: the cells of a CSV line.
fn line(at: u32, attributes: &str, csv: &str) -> String {
    let filled = csv.split(',').zip(b'A'..).filter(|(cell, _)| !cell.is_empty());
    let cells: Vec<String> =
        filled.map(|(cell, column)| text(&format!("{}{at}", char::from(column)), cell)).collect();
    row(at, attributes, &cells)
}

/// A desk with the word list 词表.xlsx: its rows below the headings, and what stands before them.
fn desk(before: &str, rows: &[String], others: &[(&str, &str, &str)]) -> Desk {
    let headings = line(1, "", HEADINGS);
    let shown = format!("{before}<sheetData>{headings}{}</sheetData>", rows.concat());
    let mut sheets = vec![("词语", "visible", shown.as_str())];
    sheets.extend(others);
    let desk = Desk::new(&[]);
    fs::write(desk.path("词表.xlsx"), workbook(&sheets, &[], &[])).unwrap();
    desk
}

fn import(desk: &Desk, file: &str) -> (Option<i32>, String, String) {
    desk.run(&["rules", "import", file, "--to", "ours"])
}

/// The names and texts of the files in a folder.
fn files(desk: &Desk, folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(desk.path(folder)).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .filter(|(name, _)| name != "pack.toml")
        .collect();
    files.sort();
    files
}

#[test]
fn rules_come_back_from_a_workbook_as_they_do_from_csv() {
    let formula = csv_row("formula", "=甲乙；'=甲乙；+丙丁；@戊己；-庚辛").replace(
        "=甲乙；'=甲乙；+丙丁；@戊己；-庚辛见附件",
        "\"=甲乙见附件\n<&>\"\"甲乙\"\"+丙丁\"",
    );
    let text = csv_sheet(&[&csv_row("pine", "青松项目"), &formula]);
    let desk = Desk::new(&[("a.csv", &text)]);
    assert_eq!(import(&desk, "a.csv").0, Some(0));
    let (code, out, _) = desk.run(&["rules", "export", "ours", "--to", "b.XLSX"]);
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"已把 2 条规则写进“b.XLSX”。");
    let (code, out, err) = desk.run(&["rules", "import", "b.XLSX", "--to", "theirs"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_snapshot!(out, @"已导入“theirs”：新增 2 条，改动 0 条，未变 0 条。");
    assert_eq!(files(&desk, "theirs"), files(&desk, "ours"));
    let bytes = fs::read(desk.path("b.XLSX")).unwrap();
    assert_eq!(desk.run(&["rules", "export", "theirs", "--to", "b.XLSX"]).0, Some(0));
    assert_eq!(fs::read(desk.path("b.XLSX")).unwrap(), bytes);
    // The content decides, not the name.
    fs::rename(desk.path("b.XLSX"), desk.path("b.csv")).unwrap();
    assert_snapshot!(import(&desk, "b.csv").1, @"已导入“ours”：新增 0 条，改动 0 条，未变 2 条。");
}

#[test]
fn a_workbook_that_is_written_keeps_its_headings_in_view_and_every_cell_text() {
    let rows =
        [vec!["词语".to_owned(), "备注".to_owned()], vec!["=1+1".to_owned(), "甲\n乙".to_owned()]];
    let bytes = sheet::workbook(&rows, "词语表").unwrap();
    let mut archive = ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
    assert_snapshot!(text.replace("><", ">\n<"), @r#"
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <sheetViews>
    <sheetView tabSelected="1" workbookViewId="0">
    <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>
    </sheetView>
    </sheetViews>
    <cols>
    <col min="1" max="1" width="10" style="1" customWidth="1"/>
    <col min="2" max="2" width="10" style="1" customWidth="1"/>
    </cols>
    <sheetData>
    <row r="1">
    <c r="A1" s="2" t="inlineStr">
    <is>
    <t xml:space="preserve">词语</t>
    </is>
    </c>
    <c r="B1" s="2" t="inlineStr">
    <is>
    <t xml:space="preserve">备注</t>
    </is>
    </c>
    </row>
    <row r="2">
    <c r="A2" s="1" t="inlineStr">
    <is>
    <t xml:space="preserve">=1+1</t>
    </is>
    </c>
    <c r="B2" s="1" t="inlineStr">
    <is>
    <t xml:space="preserve">甲
    乙</t>
    </is>
    </c>
    </row>
    </sheetData>
    </worksheet>
    "#);
}

#[test]
fn the_template_may_be_a_workbook() {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run(&["rules", "template", "词语表.xlsx"]).0, Some(0));
    assert_eq!(import(&desk, "词语表.xlsx").0, Some(0));
    assert_eq!(desk.run(&["rules", "export", "ours", "--to", "back.xlsx"]).0, Some(0));
    let read = |name: &str| fs::read(desk.path(name)).unwrap();
    assert_eq!(read("back.xlsx"), read("词语表.xlsx"));
}

#[test]
fn mistakes_are_told_with_their_cells_and_the_marked_copy_is_a_workbook() {
    let rows = [
        line(2, "", &csv_row("pine", "青松项目")),
        line(4, "", &csv_row("A1", "橡树项目")),
        line(5, "", &csv_row("oak", "青松项目")),
    ];
    let desk = desk("", &rows, &[]);
    let (code, out, err) = import(&desk, "词表.xlsx");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_snapshot!(err, @"
    词表.xlsx!A4：编号只能用小写英文字母、数字和短横线，并以字母开头
    词表.xlsx!B5：词语“青松项目”在第 2 行已有
    规则或配置文件有 2 处问题，改好后再检查。
    什么都没有改动。问题已逐行写进“词表-问题.xlsx”的最后一列，改好后可以直接导入那一份。
    ");
    assert!(!desk.path("ours").exists());
    let marked = cells(&fs::read(desk.path("词表-问题.xlsx")).unwrap()).rows();
    assert_eq!(marked[0].join(","), format!("{HEADINGS},问题"));
    assert_eq!(marked[4].last().unwrap(), "B5 词语“青松项目”在第 2 行已有");
    let (_, _, again) = import(&desk, "词表-问题.xlsx");
    assert_eq!(again.replace("词表-问题.xlsx!", "词表.xlsx!"), err);
}

#[test]
fn what_nobody_sees_becomes_no_rule() {
    let columns = "<cols><col min=\"20\" max=\"20\" hidden=\"1\"/></cols>";
    let rows = [
        line(2, "", &csv_row("pine", "青松项目")),
        line(3, "hidden=\"1\"", &csv_row("oak", "橡树项目")),
        row(4, "", &[text("T4", "藏在备注里")]),
    ];
    let other = format!("<sheetData>{}</sheetData>", row(7, "", &[text("B7", "藏表")]));
    let desk = desk(columns, &rows, &[("底表", "hidden", &other)]);
    let (code, _, err) = import(&desk, "词表.xlsx");
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @"
    词表.xlsx!词语!T1：这一格有内容但看不见（本工作表 12 个），请取消隐藏、清除筛选、把白字改回黑字，或者删去
    词表.xlsx!底表!B7：这一格有内容但看不见（本工作表 1 个），请取消隐藏、清除筛选、把白字改回黑字，或者删去
    规则或配置文件有 2 处问题，改好后再检查。
    ");
    assert!(!desk.path("ours").exists() && !desk.path("词表-问题.xlsx").exists());
}

#[test]
fn only_the_first_sheet_is_read_and_the_others_are_named() {
    let rows = [line(2, "", &csv_row("pine", "青松项目"))];
    let other = format!("<sheetData>{}{}</sheetData>", line(1, "", "甲,乙"), line(2, "", "丙"));
    let desk = desk("", &rows, &[("说明", "visible", &other), ("空", "visible", "<sheetData/>")]);
    let (code, out, err) = import(&desk, "词表.xlsx");
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"已导入“ours”：新增 1 条，改动 0 条，未变 0 条。");
    assert_snapshot!(err, @"只读了第一张有内容的工作表，没有读：说明。");
}

#[test]
fn comments_are_passed_over_and_numbers_and_days_are_as_shown() {
    let near = csv_row("pine", "青松项目").replace("部门负责人,,,,", "部门负责人,,经费,,");
    let near = near.replace("青松项目见附件", "青松项目经费见附件");
    let mut cells = line(2, "", &near).replace("</row>", "");
    cells.push_str(&number("H2", 0, "12"));
    cells.push_str(&number("P2", 1, "47850"));
    let headings = line(1, "", HEADINGS);
    let sheet = format!("<sheetData>{headings}{cells}</row></sheetData>");
    let links = "<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/></Relationships>";
    let comment = "<comments><commentList><comment ref=\"B2\"><text><t>橡树项目</t></text></comment></commentList></comments>";
    let others = [("xl/worksheets/_rels/sheet0.xml.rels", links), ("xl/comments1.xml", comment)];
    let desk = Desk::new(&[]);
    let bytes = workbook(&[("词语", "visible", &sheet)], &[], &others);
    fs::write(desk.path("词表.xlsx"), bytes).unwrap();
    let (code, _, err) = import(&desk, "词表.xlsx");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let rule = fs::read_to_string(desk.path("ours/pine.toml")).unwrap();
    assert!(rule.contains("since    = 2031-01-02\n") && rule.contains("within = 12"), "{rule}");
    assert!(!rule.contains("橡树"), "{rule}");
}

#[test]
fn a_workbook_that_is_not_read_whole_is_refused() {
    let rows = [line(2, "", &csv_row("pine", "青松项目"))];
    let desk = desk("", &rows, &[]);
    let whole = fs::read(desk.path("词表.xlsx")).unwrap();
    fs::write(desk.path("半张.xlsx"), &whole[..whole.len() - 100]).unwrap();
    let (code, _, err) = import(&desk, "半张.xlsx");
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @"
    半张.xlsx：工作簿没有读全：文件损坏，只检查了能读出的部分，请用原程序打开后另存
    规则或配置文件有 1 处问题，改好后再检查。
    ");
    let twice = [line(2, "", &csv_row("pine", "青松项目")), row(2, "", &[text("B2", "橡树项目")])];
    let bytes = workbook(&[("词语", "visible", &twice.concat())], &[], &[]);
    fs::write(desk.path("重格.xlsx"), bytes).unwrap();
    assert_snapshot!(import(&desk, "重格.xlsx").2, @"
    重格.xlsx!词语!B2：工作簿没有读全：文件损坏，只检查了能读出的部分，请用原程序打开后另存
    规则或配置文件有 1 处问题，改好后再检查。
    ");
    let far = row(70_000, "", &[text("A70000", "甲"), text("B70000", "乙")]);
    let bytes = workbook(&[("词语", "visible", &far)], &[], &[]);
    fs::write(desk.path("远格.xlsx"), bytes).unwrap();
    assert_snapshot!(import(&desk, "远格.xlsx").2, @"
    远格.xlsx!词语!A70000：这一格在 64 列、65536 行之外，词语表没有这么大，请清空这样的格（本工作表 2 个）
    规则或配置文件有 1 处问题，改好后再检查。
    ");
    let bytes = workbook(&[("词语", "visible", "<sheetData/>")], &[], &[]);
    fs::write(desk.path("空表.xlsx"), bytes).unwrap();
    assert_snapshot!(import(&desk, "空表.xlsx").2, @"
    空表.xlsx!1：表是空的
    规则或配置文件有 1 处问题，改好后再检查。
    ");
}

#[test]
fn a_rule_too_long_for_a_cell_is_named_not_cut() {
    let long = csv_row("long", "青松项目").replace("内部用", &"长".repeat(32_768));
    let desk = Desk::new(&[("a.csv", &csv_sheet(&[&csv_row("oak", "橡树项目"), &long]))]);
    assert_eq!(import(&desk, "a.csv").0, Some(0));
    let (code, out, _) = desk.run(&["rules", "export", "ours", "--to", "b.xlsx"]);
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"
    已把 1 条规则写进“b.xlsx”。
    没有写进表里的规则（表格写不下的写法，请看规则文件）：long。
    ");
}

proptest! {
    #[test]
    fn every_text_comes_back_from_its_cell(
        texts in prop::collection::vec("[ -~\\n\\r\\t\u{1}甲乙'=_x0-9A-F\u{fffe}😀]{0,12}", 1..40),
    ) {
        let called = |code: &str| called(Lang::Zh, code);
        let trimmed: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
        let headings: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
        let mut rows = vec![headings.clone()];
        rows.extend(trimmed.chunks(headings.len()).map(<[String]>::to_vec));
        let read = cells(&sheet::workbook(&rows, "词语表").unwrap());
        prop_assert!(read.unread.is_empty() && read.hidden.is_empty() && read.far.is_empty());
        let sheet = Sheet::of(read.rows(), &called).unwrap();
        let cell = |at: usize| {
            sheet.rows.get(at / headings.len()).and_then(|row| row.get(at % headings.len()))
        };
        for (at, text) in trimmed.iter().enumerate() {
            prop_assert_eq!(cell(at).map_or("", String::as_str), text);
        }
    }

    #[test]
    fn a_rule_is_the_same_by_workbook_and_by_csv(
        terms in prop::collection::vec(words(), 1..4),
        veto in prop::collection::vec(words(), 0..3),
        why in words(),
    ) {
        let called = |code: &str| called(Lang::Zh, code);
        let text = csv_sheet(&[&csv_row("pine", "青松项目")]);
        let (rows, _) = Entry::read(&Sheet::read(text.as_bytes(), &called).unwrap(), &called);
        let examples = vec![format!("见{}。", terms[0])];
        let entry = Entry { terms, veto, why, examples, ..rows[0].1.clone() };
        let headings = Column::ALL.iter().map(|column| called(&format!("column.{}", column.code()))[0]);
        let rows = [headings.map(str::to_owned).collect(), entry.cells(&called)];
        let by_csv = Sheet::read(&sheet::write(&rows), &called).unwrap();
        let by_workbook = cells(&sheet::workbook(&rows, "词语表").unwrap()).rows();
        let by_workbook = Sheet::of(by_workbook, &called).unwrap();
        prop_assert_eq!(Entry::read(&by_workbook, &called), Entry::read(&by_csv, &called));
    }
}
