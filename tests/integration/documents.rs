//! What the readers and the engine make of whole inputs.

use std::{io::Cursor, sync::Arc, thread};

use mishen::{
    document::{self, Limits, Reading},
    engine::{Examiner, Hit, Literals, Searcher},
    finding::{Examination, Key},
    rules::RuleSet,
    text::Span,
};
use proptest::prelude::*;

fn searcher() -> Searcher {
    Searcher::new(RuleSet::load(&[], &[]).unwrap())
}

fn examine(searcher: &Searcher, name: &str, bytes: &[u8], key: Option<&Key>) -> Examination {
    let mut examiner = Examiner::new(searcher, key);
    examiner.input(name, |sink| {
        let limits = Limits::default();
        document::read(&mut Cursor::new(bytes), name, &limits, &Reading::Here, sink);
    });
    examiner.finish().remove(0)
}

fn found(name: &str, bytes: &[u8]) -> Vec<String> {
    let row = examine(&searcher(), name, bytes, None);
    let findings = row.findings.iter().filter(|finding| finding.counts());
    findings
        .map(|finding| {
            let at = finding.line.zip(finding.column);
            format!("{} {at:?} {}", finding.rule.id, finding.excerpt.value)
        })
        .collect()
}

#[test]
fn a_number_broken_by_tags_and_entities_is_one_number_in_its_cell() {
    let page = "<table><tr><th rowspan=2>姓名</th><th colspan=2>证件</th></tr>\
        <tr><th>类型</th><th>身份证号</th></tr>\
        <tr><td>张三</td><td>甲</td><td>1101<b>0119</b>01&#48;1010011</td></tr></table>";
    assert_eq!(
        found("page.html", page.as_bytes()),
        ["resident-id Some((1, 121)) 110101190101010011"]
    );
}

#[test]
fn hidden_elements_comments_and_attributes_are_read_too() {
    let page = "<p>公示</p><div style='display:none'>手机13800138000</div>\
        <!-- 手机13800138001 --><img alt='手机13800138002'>";
    let row = examine(&searcher(), "page.html", page.as_bytes(), None);
    let told = row.findings.iter().map(|finding| (&*finding.rule.id, finding.layer.code()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("mobile", "hidden"),
            ("mobile", "comment"),
            ("mobile", "attribute"),
            ("hidden-in-page", "comment"),
            ("hidden-in-page", "hidden"),
        ]
    );
    assert_eq!(row.concealed.len(), 2);
}

#[test]
fn keys_of_objects_and_names_of_elements_are_labels() {
    let json = r#"[{"姓名":"张三","手机":"\u0031\u0033800138000"}]"#;
    assert_eq!(found("list.json", json.as_bytes()), ["mobile Some((1, 19)) 13800138000"]);
    let xml = "<list><row><姓名>张三</姓名><手机>13800138000</手机></row></list>";
    assert_eq!(found("list.xml", xml.as_bytes()), ["mobile Some((1, 27)) 13800138000"]);
}

#[test]
fn a_key_beside_a_value_is_its_label() {
    let config = "<?xml version=\"1.0\"?><appSettings xmlns:x=\"urn:a\">\
        <add key=\"SmsPassword\" value=\"Kq9x-2031\"/></appSettings>";
    assert_eq!(found("a.xml", config.as_bytes()), ["password Some((1, 81)) Kq9x-2031"]);
}

#[test]
fn the_term_of_a_description_list_is_its_label() {
    let page = "<dl><dt>身份证号</dt><dd>110101190101010012</dd><dt>编号</dt>\
        <dd>110101190101010012</dd></dl>";
    let labelled = "resident-id Some((1, 22)) 110101190101010012";
    assert_eq!(found("page.html", page.as_bytes()), [labelled]);
}

#[test]
fn a_number_that_is_itself_a_key_is_found() {
    let json = r#"{"身份证号110101190101010011": "张三"}"#;
    assert_eq!(found("map.json", json.as_bytes()), ["resident-id Some((1, 7)) 110101190101010011"]);
}

#[test]
fn a_row_of_very_wide_cells_costs_no_more_than_its_text() {
    let cells = "<td colspan=200 rowspan=200>a</td>".repeat(60_000);
    let page = format!("<table><tr>{cells}</tr><tr><td>手机13800138000</td></tr></table>");
    assert_eq!(found("wide.html", page.as_bytes()).len(), 1);
}

#[test]
fn bytes_lead_back_to_what_was_written_whatever_the_encoding() {
    let text = "手机号码：13800138000，请勿公开。学校办公室通知各单位做好相关工作。";
    let (bytes, _, _) = encoding(text);
    let row = examine(&searcher(), "notice.txt", &bytes, None);
    assert_eq!(row.parts[0].encoding, Some("GB18030"));
    let range = row.findings[0].bytes.clone().unwrap();
    let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
    assert_eq!(&bytes[range], b"13800138000");
}

fn encoding(text: &str) -> (Vec<u8>, (), ()) {
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    (bytes.into_owned(), (), ())
}

#[test]
fn what_is_no_text_yet_is_never_clean() {
    let row = examine(&searcher(), "paper.caj", b"CAJ\0\0\x01\x02\x03", None);
    assert_eq!(row.status().code(), "not-examined");
    assert_eq!(row.unread[0].cause.code(), "unsupported");
}

#[test]
fn a_hundred_thousand_nuls_and_an_empty_file_have_a_row_each() {
    for bytes in [Vec::new(), vec![0; 100_000], vec![0xff; 1000]] {
        let row = examine(&searcher(), "odd.txt", &bytes, None);
        assert!(row.findings.is_empty());
    }
}

#[test]
fn secret_numbers_of_papers_in_a_first_column_are_no_list_of_marks() {
    let table =
        "| 文号 | 标题 |\n|---|---|\n| 川教密〔2031〕7号 | 甲 |\n| 川教密〔2031〕8号 | 乙 |\n";
    let numbers = [
        "secret-document-number Some((3, 3)) 川教密〔2031〕7号",
        "secret-document-number Some((4, 3)) 川教密〔2031〕8号",
    ];
    assert_eq!(found("台账.md", table.as_bytes()), numbers);
    let marks = "| 标志 | 含义 |\n|---|---|\n| 机密★10年 | 甲 |\n| 秘密★5年 | 乙 |\n";
    assert_eq!(found("说明.md", marks.as_bytes()), [""; 0]);
}

#[test]
fn a_fingerprint_survives_edits_elsewhere_and_needs_a_key() {
    let searcher = searcher();
    let key = Key::new(b"an item key of this length").unwrap();
    let print = |text: &str, key: Option<&Key>| {
        let row = examine(&searcher, "a.txt", text.as_bytes(), key);
        row.findings[0].fingerprint.clone().map(|print| print.0)
    };
    let one = print("通知\n\n联系手机13800138000。", Some(&key));
    let other = print("另一份通知\n\n有改动。\n\n联系手机13800138000。", Some(&key));
    assert!(one.is_some());
    assert_eq!(one, other);
    assert_ne!(one, print("通知\n\n联系手机13800138001。", Some(&key)));
    assert_eq!(print("联系手机13800138000。", None), None);
}

#[test]
fn threads_share_a_searcher_and_agree() {
    let searcher = Arc::new(searcher());
    let text = "姓名,手机\n张三,13800138000\n李四,13800138001\n".as_bytes();
    let values = |row: &Examination| {
        row.findings.iter().map(|finding| finding.excerpt.value.clone()).collect::<Vec<_>>()
    };
    let alone = values(&examine(&searcher, "a.csv", text, None));
    let handles: Vec<_> = (0..4)
        .map(|_| {
            let searcher = Arc::clone(&searcher);
            thread::spawn(move || values(&examine(&searcher, "a.csv", text, None)))
        })
        .collect();
    for handle in handles {
        assert_eq!(handle.join().unwrap(), alone);
    }
}

/// The slow, obviously right scanner: every literal tried at every place.
fn oracle(literals: &[String], text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (literal, word) in literals.iter().enumerate() {
        for (at, _) in text.char_indices().filter(|(at, _)| text[*at..].starts_with(word)) {
            hits.push(Hit { span: Span::new(at, at + word.len()), literal });
        }
    }
    hits.sort();
    hits
}

proptest! {
    #[test]
    fn literals_find_what_the_slow_scanner_finds(
        words in prop::collection::btree_set("[机密内部a1★]{1,4}", 1..8),
        text in "[机密内部a1★，]{0,60}",
    ) {
        let words: Vec<String> = words.into_iter().collect();
        let mut hits = Vec::new();
        Literals::new(&words).find(&text, &mut hits);
        hits.sort();
        prop_assert_eq!(hits, oracle(&words, &text));
    }

    #[test]
    fn no_reader_panics_on_any_bytes(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.csv", "a.json", "a.xml"]),
    ) {
        let searcher = SEARCHER.with(Arc::clone);
        examine(&searcher, name, &bytes, None);
    }

    #[test]
    fn no_reader_panics_on_any_text(
        text in r#"[<>/!\-&#;{}\[\]"':,a-z1★机密|\n ]{0,120}"#,
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.csv", "a.json", "a.xml"]),
    ) {
        let searcher = SEARCHER.with(Arc::clone);
        examine(&searcher, name, text.as_bytes(), None);
    }
}

thread_local! {
    static SEARCHER: Arc<Searcher> = Arc::new(searcher());
}
