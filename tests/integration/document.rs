//! Readers: what becomes of an input before any rule sees it.

use std::fmt::Write as _;

use insta::assert_snapshot;
use mishen::{
    document::{Format, Limits, Piece, Pieces, Reading, read},
    text::Span,
};
use proptest::prelude::*;

use crate::kept::{Kept, kept, kept_within};

fn story(name: &str, bytes: impl AsRef<[u8]>) -> String {
    kept(name, bytes.as_ref()).story
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn big5(text: &str) -> Vec<u8> {
    encoding_rs::BIG5.encode(text).0.into_owned()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = if little { u16::to_le_bytes } else { u16::to_be_bytes };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_paragraph_ends_at_a_blank_line() {
    let text = "关于开展助学金评审的通知\n\n　　各学院：\n　　现将有关事项通知如下。\n";
    assert_snapshot!(story("通知/通知.txt", text), @r#"
    part: text, UTF-8
    file-name: "通知.txt"
    body: ¶ 1 1:1 "关于开展助学金评审的通知"
    body: ¶ 2 3:1 "\u{3000}\u{3000}各学院：\n\u{3000}\u{3000}现将有关事项通知如下。"
    "#);
}

#[test]
fn a_hard_wrapped_paragraph_is_read_as_one_and_words_stay_apart() {
    let text = "\
我校信息公开工作坚持以公开为常态、不公开为例外，进一步推进学校信息化建
设水平，完善了信息公开审查的各项制度，明确了各部门在信息公开工作中的职
责分工，并报上级主管部门备案。

The office of academic affairs publishes the list of candidates on
its web site every spring and every autumn of the academic year as
the rules of the ministry say.
";
    assert_snapshot!(story("a.txt", text), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "我校信息公开工作坚持以公开为常态、不公开为例外，进一步推进学校信息化建设水平，完善了信息公开审查的各项制度，明确了各部门在信息公开工作中的职责分工，并报上级主管部门备案。"
    body: ¶ 2 5:1 "The office of academic affairs publishes the list of candidates on\nits web site every spring and every autumn of the academic year as\nthe rules of the ministry say."
    "#);
}

#[test]
fn items_articles_and_short_lines_are_not_joined() {
    let text = "\
第一条　为了规范学校的信息公开工作，保障公民、法人和其他组织依法获取信息
第二条　本办法所称信息，是指学校在开展办学活动中制作或者获取的各类信息内
1.学校名称、办学地点、办学性质、办学宗旨、办学层次、办学规模，内部管理体
2、招生章程及特殊类型招生办法，分批次、分科类招生计划，考生个人录取信息查

公示名单
张三
李四
";
    assert_snapshot!(story("a.txt", text), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "第一条\u{3000}为了规范学校的信息公开工作，保障公民、法人和其他组织依法获取信息\n第二条\u{3000}本办法所称信息，是指学校在开展办学活动中制作或者获取的各类信息内\n1.学校名称、办学地点、办学性质、办学宗旨、办学层次、办学规模，内部管理体\n2、招生章程及特殊类型招生办法，分批次、分科类招生计划，考生个人录取信息查"
    body: ¶ 2 6:1 "公示名单\n张三\n李四"
    "#);
}

#[test]
fn a_number_broken_by_a_wrap_keeps_its_line_break_and_its_place() {
    let text = "\
经审查下列人员的材料齐全，现将其身份证件号码列出以供核对，号码为1101051949
12310021请各单位核对后于本周五下午五点以前报送到学校办公室汇总并存档备查
";
    let kept = kept("a.txt", text.as_bytes());
    let passage = kept.body().next().unwrap();
    assert_snapshot!(passage.text, @"
    经审查下列人员的材料齐全，现将其身份证件号码列出以供核对，号码为1101051949
    12310021请各单位核对后于本周五下午五点以前报送到学校办公室汇总并存档备查
    ");
    let at = passage.text.find("12310021").unwrap();
    assert_eq!(passage.pieces.line_column(&passage.text, at), Some((2, 1)));
}

#[test]
fn windows_line_ends_leave_no_trace() {
    assert_snapshot!(story("a.txt", "公示名单\r\n张三\r\n李四\r\n\r\n附件\r\n"), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "公示名单\n张三\n李四"
    body: ¶ 2 5:1 "附件"
    "#);
}

#[test]
fn form_feeds_begin_pages() {
    assert_snapshot!(story("a.txt", "第一页\n\x0c第二页\n\n又一段\x0c\x0c第四页"), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: page 1 ¶ 1 1:1 "第一页"
    body: page 2 ¶ 2 2:2 "第二页"
    body: page 2 ¶ 3 4:1 "又一段"
    body: page 4 ¶ 4 4:6 "第四页"
    "#);
}

#[test]
fn columns_of_a_plain_text_are_a_table_with_places() {
    let text = "\
受资助学生名单如下
姓名    学号          班级
张三    2019300101    一班
李四    2019300102    二班
特此公示。
";
    assert_snapshot!(story("a.txt", text), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "受资助学生名单如下"
    table 1: ["姓名", "学号", "班级"], 1 header rows
    body: table 1 row 1 column 1 2:1 "姓名"
    body: table 1 row 1 column 2 2:7 "学号"
    body: table 1 row 1 column 3 2:19 "班级"
    body: table 1 row 2 column 1 <姓名> 3:1 "张三"
    body: table 1 row 2 column 2 <学号> 3:7 "2019300101"
    body: table 1 row 2 column 3 <班级> 3:21 "一班"
    body: table 1 row 3 column 1 <姓名> 4:1 "李四"
    body: table 1 row 3 column 2 <学号> 4:7 "2019300102"
    body: table 1 row 3 column 3 <班级> 4:21 "二班"
    body: ¶ 2 5:1 "特此公示。"
    "#);
}

#[test]
fn tabs_bars_and_single_blanks_make_columns_too() {
    assert_snapshot!(story("tabs.txt", "姓名\t学号\t备注\n张三\t20193001\t\n李四\t20193002\t休学\n"), @r#"
    part: text, UTF-8
    file-name: "tabs.txt"
    table 1: ["姓名", "学号", "备注"], 1 header rows
    body: table 1 row 1 column 1 1:1 "姓名"
    body: table 1 row 1 column 2 1:4 "学号"
    body: table 1 row 1 column 3 1:7 "备注"
    body: table 1 row 2 column 1 <姓名> 2:1 "张三"
    body: table 1 row 2 column 2 <学号> 2:4 "20193001"
    body: table 1 row 3 column 1 <姓名> 3:1 "李四"
    body: table 1 row 3 column 2 <学号> 3:4 "20193002"
    body: table 1 row 3 column 3 <备注> 3:13 "休学"
    "#);
    assert_snapshot!(story("bars.txt", "| 姓名 | 学号 |\n|---|---|\n| 张三 | 20193001 |\n"), @r#"
    part: text, UTF-8
    file-name: "bars.txt"
    table 1: ["姓名", "学号"], 1 header rows
    body: table 1 row 1 column 1 1:3 "姓名"
    body: table 1 row 1 column 2 1:8 "学号"
    body: table 1 row 2 column 1 <姓名> 3:3 "张三"
    body: table 1 row 2 column 2 <学号> 3:8 "20193001"
    "#);
    assert_snapshot!(story("drawn.txt", "│姓名│学号│\n├──┼──┤\n│张三│20193001│\n"), @r#"
    part: text, UTF-8
    file-name: "drawn.txt"
    table 1: ["姓名", "学号"], 1 header rows
    body: table 1 row 1 column 1 1:2 "姓名"
    body: table 1 row 1 column 2 1:5 "学号"
    body: table 1 row 2 column 1 <姓名> 3:2 "张三"
    body: table 1 row 2 column 2 <学号> 3:5 "20193001"
    "#);
    assert_snapshot!(story("single.txt", "姓名 学号\n张三 20193001\n李四 20193002\n以上 完毕\n"), @r#"
    part: text, UTF-8
    file-name: "single.txt"
    table 1: ["姓名", "学号"], 1 header rows
    body: table 1 row 1 column 1 1:1 "姓名"
    body: table 1 row 1 column 2 1:4 "学号"
    body: table 1 row 2 column 1 <姓名> 2:1 "张三"
    body: table 1 row 2 column 2 <学号> 2:4 "20193001"
    body: table 1 row 3 column 1 <姓名> 3:1 "李四"
    body: table 1 row 3 column 2 <学号> 3:4 "20193002"
    body: ¶ 1 4:1 "以上 完毕"
    "#);
}

#[test]
fn prose_with_blanks_in_it_is_no_table() {
    let text = "It rains.  We stay.\nIt snows.  We go.\n\n秘　密\n办公室文件\n";
    assert_snapshot!(story("a.txt", text), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "It rains.  We stay.\nIt snows.  We go."
    body: ¶ 2 4:1 "秘\u{3000}密\n办公室文件"
    "#);
}

#[test]
fn a_long_table_keeps_its_header_and_its_rows_to_the_end() {
    let rows = 20_000;
    let mut text = "姓名\t学号\n".to_owned();
    for row in 0..rows {
        writeln!(text, "张三\t2019{row:06}").unwrap();
    }
    let kept = kept("a.txt", text.as_bytes());
    assert_eq!(kept.tables.len(), 1);
    let last = kept.body().last().unwrap();
    assert_eq!(last.text, "2019019999");
    assert_eq!(last.at.row, Some(rows + 1));
    assert_eq!(last.at.header.as_deref(), Some("学号"));
    assert_eq!(last.pieces.line_column(&last.text, 0), Some((rows + 1, 4)));
}

#[test]
fn a_csv_names_its_cells_and_keeps_titles_out_of_the_header() {
    let text = "\u{feff}2019年受资助学生名单\n\n姓名,\"学\"\"号\",备注\n\"张,三\",20193001,\"两行\n备注\"\n李四,20193002\n";
    assert_snapshot!(story("名单.csv", text), @r#"
    part: csv, UTF-8
    file-name: "名单.csv"
    body: row 1 column 1 <A1> 1:1 "2019年受资助学生名单"
    table 1: ["姓名", "学\"号", "备注"], 1 header rows
    body: table 1 row 3 column 1 <A3> 3:1 "姓名"
    body: table 1 row 3 column 2 <B3> 3:5 "学\"号"
    body: table 1 row 3 column 3 <C3> 3:11 "备注"
    body: table 1 row 4 column 1 <A4> <姓名> 4:2 "张,三"
    body: table 1 row 4 column 2 <B4> <学"号> 4:7 "20193001"
    body: table 1 row 4 column 3 <C4> <备注> 4:17 "两行\n备注"
    body: table 1 row 5 column 1 <A5> <姓名> 6:1 "李四"
    body: table 1 row 5 column 2 <B5> <学"号> 6:4 "20193002"
    "#);
}

#[test]
fn a_csv_may_use_other_delimiters_and_two_header_rows() {
    assert_snapshot!(story("a.csv", "学生;;成绩\n姓名;学号;总分\n张三;20193001;88,5\n"), @r#"
    part: csv, UTF-8
    file-name: "a.csv"
    table 1: ["学生 姓名", "学生 学号", "成绩 总分"], 2 header rows
    body: table 1 row 1 column 1 <A1> 1:1 "学生"
    body: table 1 row 1 column 3 <C1> 1:5 "成绩"
    body: table 1 row 2 column 1 <A2> 2:1 "姓名"
    body: table 1 row 2 column 2 <B2> 2:4 "学号"
    body: table 1 row 2 column 3 <C2> 2:7 "总分"
    body: table 1 row 3 column 1 <A3> <学生 姓名> 3:1 "张三"
    body: table 1 row 3 column 2 <B3> <学生 学号> 3:4 "20193001"
    body: table 1 row 3 column 3 <C3> <成绩 总分> 3:13 "88,5"
    "#);
    assert_snapshot!(story("a.tsv", "姓名\t学号\n张三\t20193001\n"), @r#"
    part: csv, UTF-8
    file-name: "a.tsv"
    table 1: ["姓名", "学号"], 1 header rows
    body: table 1 row 1 column 1 <A1> 1:1 "姓名"
    body: table 1 row 1 column 2 <B1> 1:4 "学号"
    body: table 1 row 2 column 1 <A2> <姓名> 2:1 "张三"
    body: table 1 row 2 column 2 <B2> <学号> 2:4 "20193001"
    "#);
    assert_snapshot!(story("one.csv", "订单号\n110105194912310021\n"), @r#"
    part: csv, UTF-8
    file-name: "one.csv"
    table 1: ["订单号"], 1 header rows
    body: table 1 row 1 column 1 <A1> 1:1 "订单号"
    body: table 1 row 2 column 1 <A2> <订单号> 2:1 "110105194912310021"
    "#);
    assert_snapshot!(story("data.csv", "张三,20193001\n李四,20193002\n"), @r#"
    part: csv, UTF-8
    file-name: "data.csv"
    table 1: [], 0 header rows
    body: table 1 row 1 column 1 <A1> 1:1 "张三"
    body: table 1 row 1 column 2 <B1> 1:4 "20193001"
    body: table 1 row 2 column 1 <A2> 2:1 "李四"
    body: table 1 row 2 column 2 <B2> 2:4 "20193002"
    "#);
}

#[test]
fn a_quote_that_is_never_closed_swallows_nothing() {
    assert_snapshot!(story("a.csv", "姓名,身高\n\"张三,5'8\n李四,\"六尺\" 余\n"), @r#"
    part: csv, UTF-8
    file-name: "a.csv"
    table 1: ["姓名", "身高"], 1 header rows
    body: table 1 row 1 column 1 <A1> 1:1 "姓名"
    body: table 1 row 1 column 2 <B1> 1:4 "身高"
    body: table 1 row 2 column 1 <A2> <姓名> 2:1 "\"张三"
    body: table 1 row 2 column 2 <B2> <身高> 2:5 "5'8"
    body: table 1 row 3 column 1 <A3> <姓名> 3:1 "李四"
    body: table 1 row 3 column 2 <B3> <身高> 3:4 "\"六尺\" 余"
    "#);
}

#[test]
fn doubled_quotes_point_to_their_bytes() {
    let text = "他说\"\"好\"\"了";
    let kept = kept("a.csv", format!("甲,\"{text}\"\n").as_bytes());
    let passage = kept.body().nth(1).unwrap();
    assert_eq!(passage.text, "他说\"好\"了");
    let bytes = passage.pieces.bytes(Span::new(0, passage.text.len())).unwrap();
    let source = format!("甲,\"{text}\"\n");
    assert_eq!(&source[bytes.start as usize..bytes.end as usize], text);
    let good = passage.text.find('好').unwrap();
    let bytes = passage.pieces.bytes(Span::new(good, good + 3)).unwrap();
    assert_eq!(&source[bytes.start as usize..bytes.end as usize], "好");
}

#[test]
fn content_decides_and_a_wrong_name_is_said() {
    let stories = [
        ("a.pdf", &b"%PDF-1.7\n"[..]),
        ("a.txt", b"%PDF-1.7\n"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
        ("a.doc", b"{\\rtf1\\ansi}"),
        (
            "a.docx",
            b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0d\0\0\0word/document",
        ),
        ("a.zip", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a"),
        ("a.jpg", b"\x89PNG\r\n\x1A\n"),
        ("a.dat", b"\x01\x02\x03\x04abc\0\0\0\x05\x06"),
        ("a.xls", b"<html><table><tr><td>1</table>"),
        ("a.xls", b"name\tnumber\nx\t1\ny\t2\n"),
        ("a.eml", b"From: a@example.edu.cn\nMIME-Version: 1.0\n\nhello\n"),
        ("a.html", "<p>通知</p>".as_bytes()),
        ("a.txt", b"{\"a\": [1, 2]}"),
        ("a.txt", "[2024]3号".as_bytes()),
        ("a.json", "不是".as_bytes()),
        ("a.xml", b"<a/>"),
        ("a.svg", b"<?xml version=\"1.0\"?><svg/>"),
        ("a.php", b"<?php echo 1;"),
        ("a.md", "# 标题".as_bytes()),
        ("a.txt", b""),
    ];
    let mut all = String::new();
    for (name, bytes) in stories {
        let kept = kept(name, bytes);
        let part = &kept.parts[0];
        let misnamed = if part.misnamed { " misnamed" } else { "" };
        let unread: Vec<&str> = kept.unread.iter().map(|unread| unread.cause.code()).collect();
        writeln!(all, "{name}: {}{misnamed} {}", part.format.code(), unread.join(" ")).unwrap();
    }
    assert_snapshot!(all, @"
    a.pdf: pdf damaged
    a.txt: pdf misnamed damaged
    a.doc: doc unsupported
    a.doc: rtf misnamed 
    a.docx: docx damaged
    a.zip: zip unsupported
    a.jpg: png misnamed unsupported
    a.dat: binary unsupported
    a.xls: html misnamed 
    a.xls: csv misnamed 
    a.eml: mail unsupported
    a.html: html 
    a.txt: json misnamed 
    a.txt: text 
    a.json: text misnamed 
    a.xml: xml 
    a.svg: xml 
    a.php: text 
    a.md: markdown 
    a.txt: text
    ");
}

#[test]
fn an_empty_file_is_examined_and_has_no_passage_but_its_name() {
    assert_snapshot!(story("空.txt", ""), @r#"
    part: text, UTF-8
    file-name: "空.txt"
    "#);
    assert_snapshot!(story("-", ""), @"part: text, UTF-8");
}

/// Sentences of the kind that is published.
const SENTENCES: &[&str] = &[
    "各学院应于本月底前将评审结果报送学生处",
    "经学校研究决定，现将拟资助学生名单予以公示",
    "公示期间如有异议，请以书面形式向纪检监察部门反映",
    "本次招标采用公开招标方式，评标委员会由七人组成",
    "请各单位加强网络安全管理，及时更换弱口令",
    "申请人提交的材料不真实的，取消其申请资格",
    "教育部关于进一步加强高等学校信息公开工作的意见",
    "学位论文涉及的内容经导师审核同意后方可公开",
];

const TRADITIONAL: &[&str] = &[
    "各學院應於本月底前將評審結果報送學生事務處",
    "經學校研究決定，現將擬資助學生名單予以公示",
    "申請人提交的材料不真實的，取消其申請資格",
    "教育部關於進一步加強高等學校資訊公開工作的意見",
    "學位論文涉及的內容經導師審核同意後方可公開",
];

#[test]
fn six_characters_are_enough_to_tell_an_encoding() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let mut try_all = |sentence: &str, name: &'static str, encode: &dyn Fn(&str) -> Vec<u8>| {
        let characters: Vec<char> = sentence.chars().collect();
        for six in characters.windows(6) {
            let six: String = six.iter().collect();
            tried += 1;
            let kept = kept("a.txt", &encode(&six));
            if kept.parts[0].encoding != Some(name) || kept.texts() != [six.as_str()] {
                wrong.push((six, kept.parts[0].encoding));
            }
        }
    };
    for sentence in SENTENCES {
        try_all(sentence, "GB18030", &gbk);
        try_all(sentence, "UTF-16LE", &|text| utf16(text, true));
        try_all(sentence, "UTF-16BE", &|text| utf16(text, false));
    }
    for sentence in TRADITIONAL {
        try_all(sentence, "Big5", &big5);
    }
    assert!(wrong.len() * 100 <= tried, "{} of {tried}: {wrong:?}", wrong.len());
}

#[test]
fn western_text_marks_and_the_two_bytes_of_a_hanzi_are_told_apart() {
    let stories: [&[u8]; 9] = [
        b"caf\xE9 au lait, cr\xE8me br\xFBl\xE9e",
        b"it\x92s \x93quoted\x94",
        "café".as_bytes(),
        "αβγ".as_bytes(),
        &gbk("通"),
        &gbk("通知"),
        b"\xEF\xBB\xBFabc",
        b"\xFF\xFEa\0b\0",
        b"a\0b\0c\0\n\0",
    ];
    let mut all = String::new();
    for bytes in stories {
        let kept = kept("a.txt", bytes);
        writeln!(all, "{} {:?}", kept.parts[0].encoding.unwrap(), kept.texts()).unwrap();
    }
    assert_snapshot!(all, @r#"
    windows-1252 ["café au lait, crème brûlée"]
    windows-1252 ["it’s “quoted”"]
    UTF-8 ["café"]
    UTF-8 ["αβγ"]
    GB18030 ["通"]
    GB18030 ["通知"]
    UTF-8 ["abc"]
    UTF-16LE ["ab"]
    UTF-16LE ["abc"]
    "#);
}

#[test]
fn hanzi_of_gbk_point_to_their_two_bytes() {
    let text = "编号A1：张三\n公示";
    let bytes = gbk(text);
    let kept = kept("a.txt", &bytes);
    let passage = kept.body().next().unwrap();
    assert_eq!(passage.text, text);
    assert_eq!(
        passage.pieces,
        Pieces(vec![
            Piece { at: 0, source: 0, unit: (3, 2), line: 1, column: 1 },
            Piece { at: 6, source: 4, unit: (1, 1), line: 1, column: 3 },
            Piece { at: 8, source: 6, unit: (3, 2), line: 1, column: 5 },
            Piece { at: 17, source: 12, unit: (1, 1), line: 1, column: 8 },
            Piece { at: 18, source: 13, unit: (3, 2), line: 2, column: 1 },
        ])
    );
}

#[test]
fn bytes_that_are_no_text_are_counted_and_the_rest_is_read() {
    assert_snapshot!(story("a.txt", b"\xE9\x80\x9A\xE7\x9F\xA5\xE6\x98\x8E\xE7\xA1\xAE\xFF\xFF\xE5\x85\xAC\xE7\xA4\xBA".as_slice()), @r#"
    part: text, UTF-8
    file-name: "a.txt"
    body: ¶ 1 1:1 "通知明确��公示"
    unread: Undecodable { at: 12, count: 2, encoding: "UTF-8" }
    "#);
    // The first window is ASCII and well-formed; the trouble comes later.
    let mut late = b"abc\n\n".repeat(100_000);
    late.extend("公示名单\n".as_bytes());
    late.extend(b"\x80");
    let kept = kept("a.txt", &late);
    assert_eq!(kept.parts[0].encoding, Some("UTF-8"));
    assert_snapshot!(format!("{:?}", kept.unread), @r#"[Unread { at: Place { part: None, page: None, paragraph: None, table: None, row: None, column: None, cell: None, header: None, slide: None, label: None, area: None }, cause: Undecodable { at: 500013, count: 1, encoding: "UTF-8" } }]"#);
}

#[test]
fn ascii_for_long_then_gbk_is_still_read() {
    let mut late = b"abc\n\n".repeat(100_000);
    late.extend(gbk("各学院应于本月底前将评审结果报送学生处"));
    let kept = kept("a.txt", &late);
    assert_eq!(kept.texts().last(), Some(&"各学院应于本月底前将评审结果报送学生处"));
    assert!(kept.unread.is_empty());
}

#[test]
fn a_text_of_no_known_encoding_is_said_and_read_all_the_same() {
    let bytes: Vec<u8> = (0..600u32).map(|i| (0x80 + (i * 97 + i * i * 31) % 0x80) as u8).collect();
    let kept = kept("a.txt", &bytes);
    assert!(kept.unread.iter().any(|unread| unread.cause.code() == "unknown-encoding"));
    assert!(kept.body().count() > 0);
}

#[test]
fn one_line_without_end_comes_in_pieces_that_overlap() {
    let line = "身份证件".repeat(100_000);
    let kept = kept("a.txt", line.as_bytes());
    let limit = Limits::default().passage_bytes;
    assert!(kept.body().all(|passage| passage.text.len() <= limit));
    let mut covered = 0;
    for passage in kept.body() {
        let bytes = passage.pieces.bytes(Span::new(0, passage.text.len())).unwrap();
        assert!(bytes.start <= covered, "a gap before {}", bytes.start);
        assert!(covered - bytes.start <= 256);
        assert!(passage.at.paragraph == Some(1));
        covered = bytes.end;
    }
    assert_eq!(covered, line.len() as u64);
}

#[test]
fn a_text_larger_than_can_be_parsed_is_read_as_plain_text_and_said() {
    let limits = Limits { markup_bytes: 16, ..Limits::default() };
    assert_snapshot!(kept_within("a.csv", "姓名,学号\n张三,20193001\n".as_bytes(), &limits).story, @r#"
    part: csv, UTF-8
    file-name: "a.csv"
    unread: TooLarge { limit: 16 }
    body: ¶ 1 1:1 "姓名,学号\n张三,20193001"
    "#);
}

#[test]
fn cells_beyond_the_columns_of_a_markdown_table_are_read() {
    let table = "| 姓名 | 职务 |\n|---|---|\n| 张三 | 处长 | 13800138000 | 备注 |\n| 李四 |\n";
    assert_snapshot!(story("a.md", table), @r#"
    part: markdown, UTF-8
    file-name: "a.md"
    table 1: ["姓名", "职务"], 1 header rows
    body: table 1 row 1 column 1 1:3 "姓名"
    body: table 1 row 1 column 2 1:8 "职务"
    body: table 1 row 2 column 1 <姓名> 3:3 "张三"
    body: table 1 row 2 column 2 <职务> 3:8 "处长"
    body: table 1 row 2 column 3 3:13 "13800138000"
    body: table 1 row 2 column 4 3:27 "备注"
    body: table 1 row 3 column 1 <姓名> 4:3 "李四"
    "#);
}

#[test]
fn a_read_that_fails_is_said() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::PermissionDenied.into())
        }
    }
    let mut kept = Kept::default();
    read(&mut Failing, "a.txt", &Limits::default(), &Reading::Here, &mut kept);
    assert_snapshot!(kept.story, @"unread: PermissionDenied");
}

/// Text of all the kinds of characters that matter here.
fn text() -> impl Strategy<Value = String> {
    "([一-龥]{1,40}|[ -~]{1,30}|[，。：（）“”]|\n{1,3}|\r\n|\t|　|\x0c|  |\\||[0-9]{5,20}|[é-ü]|😀|,|\"){0,40}"
}

/// What must be delivered: characters that are neither blank nor drawn.
fn solid(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Each character of the passages equals the bytes it is said to have come from, or is a quote that
/// stands doubled in them.
fn ensure_pieces_are_true(kept: &Kept, source: &[u8], decode: &dyn Fn(&[u8]) -> String) {
    for passage in kept.body() {
        for (at, character) in passage.text.char_indices() {
            let span = Span::new(at, at + character.len_utf8());
            let bytes = passage.pieces.bytes(span).unwrap();
            let from = &source[bytes.start as usize..bytes.end as usize];
            let doubled = character == '"' && from == b"\"\"";
            if !doubled {
                assert_eq!(decode(from), character.to_string(), "at {at} of {:?}", passage.text);
            }
            let (line, column) = passage.pieces.line_column(&passage.text, at).unwrap();
            let before = decode(&source[..bytes.start as usize]);
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            assert_eq!(line as usize, 1 + before.matches('\n').count());
            assert_eq!(column as usize, 1 + before[start..].chars().count());
        }
    }
}

#[test]
fn what_stands_in_a_script_or_never_leaves_it_is_read() {
    let page = "<p>甲</p><script type=text/template><td>张三</td><td>'引'</td></script>\
        <script>var a = 13800138000, b = 12;\nlet c = '文'; // 注\n</script><style>p{color:red}<p>没有完的</p>";
    assert_snapshot!(story("a.html", page), @r##"
    part: html, UTF-8
    file-name: "a.html"
    body: ¶ 1 1:4 "甲"
    script: 1:36 "<td>张三</td><td>"
    script: 1:52 "引"
    script: 1:76 "var a = 13800138000, b = 12;"
    script: 2:10 "文"
    comment: 2:16 " 注"
    script: 3:17 "p{color:red}<p>没有完的</p>"
    "##);
}

#[test]
fn every_stretch_of_a_long_paragraph_leads_back_and_looks_as_it_does() {
    let words = "按照规定做好信息公开工作 and so on，".repeat(9);
    let page = format!("<p>\n{words}<del>{words}</del>{words}");
    let limits = Limits { passage_bytes: 64, ..Limits::default() };
    let ensure_true = |bytes: &[u8], decode: &dyn Fn(&[u8]) -> String| {
        let kept = kept_within("a.html", bytes, &limits);
        ensure_pieces_are_true(&kept, bytes, decode);
        let deleted = kept.body().flat_map(|passage| &passage.looks).map(|(span, _)| span.len());
        assert!(deleted.sum::<usize>() >= words.len());
    };
    ensure_true(page.as_bytes(), &utf8_of);
    ensure_true(&gbk(&page), &|bytes| encoding_rs::GB18030.decode(bytes).0.into_owned());
}

#[test]
fn every_cell_bears_the_beginning_of_a_long_header() {
    let page = format!(
        "<table><tr><th>{}</th><th>乙</th></tr><tr><td>一</td><td>二</td></tr></table>",
        "甲".repeat(1000)
    );
    let kept = kept("a.html", page.as_bytes());
    let headers = kept.body().filter_map(|passage| passage.at.header.as_deref());
    assert_eq!(headers.map(str::len).collect::<Vec<_>>(), [255, 3]);
}

fn utf8_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes: Vec<u8>, name in "(a|b)\\.(txt|csv|xls|html|json)") {
        kept(&name, &bytes);
        kept_within(&name, &bytes, &Limits { passage_bytes: 7, ..Limits::default() });
    }

    #[test]
    fn every_character_of_a_plain_text_is_delivered_once_and_leads_back(text in text()) {
        let text = format!("。{text}");
        let kept = kept("a.txt", text.as_bytes());
        prop_assert_eq!(&kept.parts[0].format, &Format::Plain);
        let delivered: String = kept.texts().concat();
        prop_assert!(solid(&delivered).eq(solid(&text)), "{:?}", kept.story);
        ensure_pieces_are_true(&kept, text.as_bytes(), &utf8_of);
    }

    #[test]
    fn every_cell_of_a_csv_leads_back(text in text()) {
        let kept = kept("a.csv", text.as_bytes());
        let delivered: String = kept.texts().concat();
        let given: String = text.lines().collect();
        prop_assert!(solid(&delivered).eq(solid(&given)), "{}", kept.story);
        ensure_pieces_are_true(&kept, text.as_bytes(), &utf8_of);
    }

    #[test]
    fn small_windows_lose_nothing(text in text(), passage_bytes in 8usize..64) {
        let text = format!("。{text}");
        let limits = Limits { passage_bytes, ..Limits::default() };
        let kept = kept_within("a.txt", text.as_bytes(), &limits);
        let mut covered = vec![false; text.len()];
        for passage in kept.body() {
            prop_assert!(passage.text.len() <= passage_bytes);
            for (at, character) in passage.text.char_indices() {
                let span = Span::new(at, at + character.len_utf8());
                let bytes = passage.pieces.bytes(span).unwrap();
                covered[bytes.start as usize] = true;
            }
        }
        for (at, character) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            prop_assert!(covered[at], "{character} at {at}: {}", kept.story);
        }
    }

    #[test]
    fn other_encodings_lead_back_to_their_bytes(text in "([一-龥]{1,20}|[ -~]{1,9}|\n){1,20}") {
        let text = format!("各学院应于本月底前将评审结果报送学生处{text}");
        for little in [true, false] {
            let bytes = utf16(&text, little);
            let kept = kept("a.txt", &bytes);
            let decode = |bytes: &[u8]| {
                let unit = if little { u16::from_le_bytes } else { u16::from_be_bytes };
                let units: Vec<u16> = bytes.chunks(2).map(|pair| unit([pair[0], pair[1]])).collect();
                String::from_utf16(&units).unwrap()
            };
            ensure_pieces_are_true(&kept, &bytes, &decode);
        }
        let bytes = gbk(&text);
        let kept = kept("a.txt", &bytes);
        prop_assert_eq!(kept.parts[0].encoding, Some("GB18030"));
        let decode = |bytes: &[u8]| encoding_rs::GB18030.decode(bytes).0.into_owned();
        ensure_pieces_are_true(&kept, &bytes, &decode);
    }
}
