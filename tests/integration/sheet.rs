//! The word list travels between spreadsheet and rule files and loses nothing on the way.

use std::fs;

use insta::assert_snapshot;
use mishen::{
    lang::{Lang, called},
    rules::sheet::{self, Column, Entry, Sheet},
};
use proptest::prelude::*;

use crate::desk::Desk;

pub(crate) const HEADINGS: &str = "编号,词语,类别,级别,由谁处理,匹配,须同时出现,相距,不算的语境,适用发布类型,命中示例,不应命中示例,为什么,怎么改,依据,生效,失效,状态,提出人,备注";

/// A sheet of these rows.
pub(crate) fn sheet(rows: &[&str]) -> String {
    format!("{HEADINGS}\n{}\n", rows.join("\n"))
}

/// A row whose first cells are `id` and `terms`.
pub(crate) fn row(id: &str, terms: &str) -> String {
    format!(
        "{id},{terms},工作秘密和内部事项,必须处理,部门负责人,,,,,,{terms}见附件,别的事,内部用,请删去,某法,,,,,"
    )
}

#[test]
fn the_template_is_a_sheet_that_finds_nothing_and_comes_back_the_same() {
    let desk = Desk::new(&[]);
    let (code, out, _) = desk.run(&["rules", "template"]);
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"已生成“词语表.csv”和“词语表-填写说明.md”。填好后用 mishen rules import 导入。");
    let template = fs::read(desk.path("词语表.csv")).unwrap();
    assert!(template.starts_with("\u{feff}编号,词语,类别".as_bytes()));
    assert!(desk.path("词语表-填写说明.md").is_file());
    assert_eq!(desk.run(&["rules", "import", "词语表.csv", "--to", "ours"]).0, Some(0));
    assert_eq!(desk.run(&["rules", "export", "ours", "--to", "back.csv"]).0, Some(0));
    assert_eq!(fs::read(desk.path("back.csv")).unwrap(), template);
}

#[test]
fn importing_twice_changes_nothing() {
    let text = sheet(&[&row("pine", "青松项目"), &row("oak", "橡树项目")]);
    let desk = Desk::new(&[("a.csv", &text)]);
    assert_snapshot!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).1, @"已导入“ours”：新增 2 条，改动 0 条，未变 0 条。");
    let before = fs::read(desk.path("ours/pine.toml")).unwrap();
    assert_snapshot!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).1, @"已导入“ours”：新增 0 条，改动 0 条，未变 2 条。");
    assert_eq!(fs::read(desk.path("ours/pine.toml")).unwrap(), before);
}

#[test]
fn gbk_tabs_and_utf16_say_the_same_as_utf8() {
    let text = sheet(&[&row("pine", "青松项目")]);
    let tabs = text.replace(',', "\t");
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let called = |code: &str| called(Lang::Zh, code);
    let read = |bytes: &[u8]| Entry::read(&Sheet::read(bytes, &called).unwrap(), &called);
    let expected = read(text.as_bytes());
    assert_eq!((expected.0.len(), expected.1.len()), (1, 0));
    for bytes in [tabs.as_bytes(), &utf16, &gbk] {
        assert_eq!(read(bytes), expected);
    }
}

#[test]
fn every_mistake_is_told_with_its_cell_and_nothing_is_written() {
    let rows = [
        "A1,甲乙工程,工作,必须处理,部门负责人,,,,,,甲乙工程启动,别的,内部用,请删去,某法,2031/1/2,45292,,,".to_owned(),
        row("pine", "青松项目"),
        row("pine", "青松项目"),
        String::new(),
        row("dated", "2031/3/4"),
        row("long", "1.10101E+17"),
        row("rounded", "110101190101010000"),
        row("error", "#NAME?"),
        row("short", "密"),
        "near,橡树项目,工作秘密和内部事项,必须处理,校长,,经费,很远,,,橡树项目启动,橡树项目的经费,内部用,请删去,某法,,,,,".to_owned(),
        "missed,柳树项目,工作秘密和内部事项,必须处理,部门负责人,,经费,,,,柳树项目启动,柳树项目的经费,内部用,请删去,某法,,,,,".to_owned(),
        "few,,,,,,,,,,,,,,,,,,,".to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let desk = Desk::new(&[("a.csv", &sheet(&rows))]);
    let (code, out, err) = desk.run(&["rules", "import", "a.csv", "--to", "ours"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_snapshot!(err, @"
    a.csv!A2：编号只能用小写英文字母、数字和短横线，并以字母开头
    a.csv!C2：没有“工作”这个类别（category），可以写：国家秘密；工作秘密和内部事项；公开属性；过程性信息；商业秘密；个人信息；启用前的试题；口令和密钥；读者看不见的内容
    a.csv!Q2：像是被表格软件改成了日期序号，请写成 2031-05-20 这样
    a.csv!A4：编号与第 3 行相同
    a.csv!B4：词语“青松项目”在第 3 行已有
    a.csv!B6：像是被表格软件改成了日期，请把这一格设为文本后重新填写
    a.csv!B7：表格软件把长数字改成了科学记数，请把这一格设为文本后重新填写
    a.csv!B8：表格软件把第 16 位以后的数字改成了 0，请把这一格设为文本后重新填写
    a.csv!B9：表格软件在这里留下了出错值，请重新填写
    a.csv!B10：词语“密”只有一个字，会到处命中
    a.csv!E11：没有“校长”这个签字人（sign_off），可以写：承办人；部门负责人；业务主管部门；保密办；信息公开办；分管领导；发布人；上级主管部门或保密行政管理部门；招生部门；资助部门；校医院；心理中心；纪检部门；考试部门；财务部门；法务部门；网信部门；人事部门；采购部门；科研部门；保卫部门；学工部门；教务部门
    a.csv!H11：请写 1 到 200 的整数
    a.csv!K12：第 1 个示例：应找到“柳树项目”，实际找到没有
    a.csv!L12：第 1 个不应命中的示例里找到了“柳树项目”
    a.csv!B13：这一格必填
    a.csv!C13：这一格必填
    a.csv!D13：这一格必填
    a.csv!E13：这一格必填
    a.csv!K13：这一格必填
    a.csv!L13：这一格必填
    a.csv!M13：这一格必填
    a.csv!N13：这一格必填
    a.csv!O13：这一格必填
    规则或配置文件有 23 处问题，改好后再检查。
    什么都没有改动。问题已逐行写进“a-问题.csv”的最后一列，改好后可以直接导入那一份。
    ");
    assert!(!desk.path("ours").exists());
    let marked = fs::read_to_string(desk.path("a-问题.csv")).unwrap();
    assert!(marked.starts_with(&format!("\u{feff}{HEADINGS},问题\r\n")), "{marked}");
    assert!(marked.contains("\nC2 没有“工作”这个类别（category），可以写：国家秘密；"), "{marked}");
    // The marked copy is a sheet itself: its notes are not read, the same mistakes are.
    let (_, _, again) = desk.run(&["rules", "import", "a-问题.csv", "--to", "ours"]);
    assert_eq!(again.replace("a-问题.csv!", "a.csv!"), err);
}

#[test]
fn a_marked_copy_says_what_the_sheet_said_word_for_word() {
    let text = sheet(&[&row("A1", "'=青松项目"), &row("oak", "'青松")]);
    let desk = Desk::new(&[("a.csv", &text)]);
    assert_eq!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).0, Some(2));
    let marked = fs::read_to_string(desk.path("a-问题.csv")).unwrap();
    assert!(marked.contains("\nA1,'=青松项目,") && marked.contains("\noak,'青松,"), "{marked}");
}

#[test]
fn unknown_doubled_and_missing_headings_are_told() {
    let desk = Desk::new(&[("a.csv", "编号,词语,词语,密级\nx,y,z,w\n")]);
    let (code, _, err) = desk.run(&["rules", "import", "a.csv", "--to", "ours"]);
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @"
    a.csv!C1：栏目“词语”写了两次
    a.csv!D1：不认识的栏目“密级”，请对照填写说明
    a.csv!1：缺栏目“类别”
    a.csv!1：缺栏目“级别”
    a.csv!1：缺栏目“由谁处理”
    a.csv!1：缺栏目“命中示例”
    a.csv!1：缺栏目“不应命中示例”
    a.csv!1：缺栏目“为什么”
    a.csv!1：缺栏目“怎么改”
    a.csv!1：缺栏目“依据”
    规则或配置文件有 10 处问题，改好后再检查。
    ");
}

#[test]
fn a_workbook_is_no_sheet() {
    let called = |code: &str| called(Lang::Zh, code);
    let troubles = Sheet::read(b"PK\x03\x04\x14\x00\x06\x00", &called).unwrap_err();
    assert_eq!(troubles[0].code, "sheet-encoding");
}

#[test]
fn a_rule_on_trial_is_shown_as_a_note_and_blocks_nothing() {
    let trial = row("pine", "青松项目").replace("某法,,,,,", "某法,,,试用,,");
    let desk = Desk::new(&[("a.csv", &sheet(&[&trial])), ("b.txt", "青松项目见附件")]);
    assert_eq!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).0, Some(0));
    let scan = ["scan", "b.txt", "--rules", "ours", "--fail-on", "low"];
    let (code, out, _) = desk.run(&scan);
    assert_eq!(code, Some(0));
    assert!(out.contains("提示（试用）") && out.contains("提示 1"), "{out}");
    let active = trial.replace("试用", "启用");
    fs::write(desk.path("a.csv"), sheet(&[&active])).unwrap();
    assert_eq!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).0, Some(0));
    assert_eq!(desk.run(&scan).0, Some(1));
}

#[test]
fn days_and_purposes_say_when_a_rule_applies() {
    let dated = row("pine", "青松项目").replace(",,,,,,青松", ",,,,,招标和采购公告,青松");
    let dated = dated.replace("某法,,,,,", "某法,2031-01-02,2031-02-03,,,");
    let desk = Desk::new(&[("a.csv", &sheet(&[&dated])), ("b.txt", "青松项目见附件")]);
    assert_eq!(desk.run(&["rules", "import", "a.csv", "--to", "ours"]).0, Some(0));
    let scan = |day: &str, profile: &str| {
        let args = ["scan", "b.txt", "--rules", "ours", "--as-of", day, "--profile", profile];
        desk.run(&args).0
    };
    assert_eq!(scan("2031-01-01", "auto"), Some(0));
    assert_eq!(scan("2031-01-02", "auto"), Some(1));
    assert_eq!(scan("2031-02-03", "tender"), Some(1));
    assert_eq!(scan("2031-02-03", "thesis"), Some(0));
    assert_eq!(scan("2031-02-04", "tender"), Some(0));
}

/// Words as people type them: Hanzi, letters, blanks, marks that begin formulas.
pub(crate) fn words() -> impl Strategy<Value = String> {
    "[甲乙丙丁a-c=+@'-][甲乙丙丁a-c 0-9.,\"=+-]{0,6}[甲乙丙丁]"
}

proptest! {
    #[test]
    fn a_row_comes_back_from_its_rule_file_and_its_cells(
        terms in prop::collection::vec(words(), 1..4),
        near in prop::collection::vec(words(), 0..3),
        veto in prop::collection::vec(words(), 0..3),
        why in words(),
        within in 1_usize..200,
    ) {
        let called = |code: &str| called(Lang::Zh, code);
        let text = sheet(&[&row("pine", "青松项目")]);
        let (rows, _) = Entry::read(&Sheet::read(text.as_bytes(), &called).unwrap(), &called);
        let mut entry = rows[0].1.clone();
        entry.examples = vec![format!("见{}。", terms[0])];
        entry.within = if near.is_empty() { 40 } else { within };
        entry = Entry { terms, near, veto, why, ..entry };
        let file = toml::from_str(&entry.to_toml()).unwrap();
        prop_assert_eq!(Entry::from_file(file), Some(entry.clone()));
        let headings = Column::ALL.iter().map(|column| called(&format!("column.{}", column.code()))[0]);
        let bytes = sheet::write(&[headings.map(str::to_owned).collect(), entry.cells(&called)]);
        for record in csv::Reader::from_reader(bytes.as_slice()).records() {
            let record = record.unwrap();
            prop_assert!(!record.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])));
        }
        let read = Sheet::read(&bytes, &called).unwrap();
        let (rows, troubles) = Entry::read(&read, &called);
        if troubles.is_empty() {
            prop_assert_eq!(&rows[0].1, &entry);
        }
    }
}
