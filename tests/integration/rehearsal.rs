//! The effect of a change is seen before it reaches anybody.

use insta::assert_snapshot;

use crate::desk::Desk;

const NOTICE: &str = "本文提到示例词语。\n另有示例词条一处。\n";

/// A folder with the rule that `rules new` writes.
fn desk() -> Desk {
    let desk = Desk::new(&[("drafts/a.txt", NOTICE)]);
    assert_eq!(desk.run(&["rules", "new", "our-mark", "--to", "old"]).0, Some(0));
    desk
}

fn changed(desk: &Desk, from: &str, to: &str) {
    let text = std::fs::read_to_string(desk.path("old/our-mark.toml")).unwrap();
    assert!(text.contains(from));
    std::fs::create_dir_all(desk.path("new")).unwrap();
    std::fs::copy(desk.path("old/pack.toml"), desk.path("new/pack.toml")).unwrap();
    std::fs::write(desk.path("new/our-mark.toml"), text.replace(from, to)).unwrap();
}

#[test]
fn a_new_rule_is_sound_passes_its_examples_and_is_not_overwritten() {
    let desk = desk();
    assert_eq!(desk.run(&["rules", "check", "old"]), (Some(0), String::new(), String::new()));
    assert_eq!(desk.run(&["rules", "test", "old"]).0, Some(0));
    let (code, _, err) = desk.run(&["rules", "new", "our-mark", "--to", "old"]);
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @"“old/our-mark.toml”已经有了，没有改动。请换一个名字。");
    assert_snapshot!(desk.run(&["rules", "new", "Our", "--to", "old"]).2, @"“Our”不能作编号：只能用小写英文字母、数字和短横线，并以字母开头。");
}

#[test]
fn the_page_to_begin_with_is_sound_in_english_too() {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run(&["rules", "new", "our-mark", "--to", "old", "--lang", "en"]).0, Some(0));
    assert_eq!(desk.run(&["rules", "test", "old"]).0, Some(0));
}

#[test]
fn a_rule_is_tried_by_its_file_or_by_its_id() {
    let desk = desk();
    let (code, by_file, _) = desk.run(&["rules", "try", "old/our-mark.toml", "drafts"]);
    assert_eq!(code, Some(0));
    assert_snapshot!(by_file.lines().take(4).collect::<Vec<_>>().join("\n"), @"
    drafts/a.txt（文本，UTF-8）
      提示（试用）  要找的是什么
        第1行第5列  本文提到示例词语。
          判断：把握中等（2 分）：写法相符 +2 分
    ");
    assert!(by_file.ends_with("找到 1 处，每万字 526.32 处。\n"), "{by_file}");
    let (code, by_id, _) = desk.run(&["rules", "try", "mobile", "drafts"]);
    assert_eq!(code, Some(0));
    assert!(by_id.ends_with("找到 0 处，每万字 0.00 处。\n"), "{by_id}");
    assert_eq!(desk.run(&["rules", "try", "no-such-rule", "drafts"]).0, Some(2));
}

#[test]
fn stats_count_every_rule_and_rate_it_by_ten_thousand_characters() {
    let text = format!("手机：13800138000\n{}", "字".repeat(9_983));
    let desk = Desk::new(&[("a.txt", &text), ("b.txt", "联系人手机：13800138000")]);
    let (code, out, _) = desk.run(&["rules", "stats", "a.txt"]);
    assert_eq!(code, Some(0));
    let rate = "mobile  1     1.00    1       0       必须处理  手机号码";
    assert!(out.lines().any(|line| line == rate), "{out}");
    assert!(!out.contains("13800138000"));
}

#[test]
fn a_rule_that_matters_less_or_finds_less_is_called_weaker() {
    let desk = desk();
    changed(&desk, "severity = \"medium\"", "severity = \"low\"");
    let (code, out, _) = desk.run(&["rules", "diff", "old", "new"]);
    assert_eq!(code, Some(1));
    assert_snapshot!(out, @"削弱  our-mark：级别降低");
    changed(&desk, "terms = [\"示例词语\"]", "terms = [\"示例词条\"]");
    let (code, out, _) = desk.run(&["rules", "diff", "old", "new", "--on", "drafts"]);
    assert_eq!(code, Some(1));
    assert_snapshot!(out, @"
    our-mark：内容有改动
    削弱  our-mark：原来的第 1 个例子找不到了
    our-mark：原来 1 处，现在 1 处，增加 1，减少 1
      + drafts/a.txt 第2行第3列  另有示例词条一处。
      - drafts/a.txt 第1行第5列  本文提到示例词语。
    ");
}

#[test]
fn a_rule_that_finds_more_is_not() {
    let desk = desk();
    changed(&desk, "terms = [\"示例词语\"]", "terms = [\"示例词语\", \"示例词条\"]");
    let (code, out, _) = desk.run(&["rules", "diff", "old", "new", "--on", "drafts"]);
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"
    our-mark：内容有改动
    our-mark：原来 1 处，现在 2 处，增加 1，减少 0
      + drafts/a.txt 第2行第3列  另有示例词条一处。
    ");
    assert_snapshot!(desk.run(&["rules", "diff", "old", "old"]).1, @"没有差别。");
}

#[test]
fn check_tells_problems_and_failing_examples_with_their_lines() {
    let desk = desk();
    changed(&desk, "finds = [\"示例词语\"]", "finds = [\"示例\"]");
    let (code, out, _) = desk.run(&["rules", "check", "new"]);
    assert_eq!(code, Some(2));
    assert_snapshot!(out, @"new/our-mark.toml:26:1: our-mark：例子第 1 个，应找到“示例”，实际找到“示例词语”");
    changed(&desk, "severity = \"medium\"", "severity = \"grave\"\nseverety = 1");
    let (code, out, _) = desk.run(&["rules", "check", "new"]);
    assert_eq!(code, Some(2));
    assert_snapshot!(out, @"
    new/our-mark.toml:9:1: 不认识的项“severety”
    new/our-mark.toml:8:12: 没有“grave”这个级别（severity）
    ");
}
