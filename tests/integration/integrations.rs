//! What other tools read: JSON, SARIF, GitLab, GitHub, Gitee; exceptions and baselines in them.

use std::{collections::BTreeSet, fs};

use insta::assert_snapshot;
use mishen::report::scan_schema;
use proptest::prelude::*;
use serde_json::Value;

use crate::desk::{Desk, told};

const NOTICE: &str = "# 通知\n\n读者张三，手机：13800138000。\n\n家庭电话：0571-88880000\n";

fn config(until: &str) -> String {
    format!(
        "[[exceptions]]\nrule = \"mobile\"\nscope = \"通知*.md\"\nreason = \"值班手机，已登记\"\nowner = \"保卫处\"\nuntil = {until}\n"
    )
}

fn scanned(desk: &Desk, format: &str, more: &[&str]) -> (Option<i32>, Value) {
    let args = [&["scan", "通知 1.md", "--format", format, "--as-of", "2031-05-20"], more].concat();
    let (code, out, err) = desk.run(&args);
    assert_eq!(err, "");
    assert!(!out.contains("13800138000") && !out.contains("88880000"), "{out}");
    (code, serde_json::from_str(&out).unwrap())
}

fn schema(name: &str) -> jsonschema::Validator {
    // In the language of the schema's expressions a bracket that closes nothing is itself.
    let text = fs::read_to_string(name).unwrap().replace("{2}]?$", "{2}\\\\]?$");
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn sound(schema: &jsonschema::Validator, value: &Value) {
    let told: Vec<String> = schema.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(told.is_empty(), "{told:?}\n{value:#}");
}

#[test]
fn json_keeps_to_its_published_schema() {
    let in_file: Value =
        serde_json::from_str(&fs::read_to_string("rules/schema/scan.json").unwrap()).unwrap();
    let how = "make it anew: mishen rules schema scan > rules/schema/scan.json";
    assert_eq!(in_file, scan_schema().to_value(), "{how}");
    let schema = schema("rules/schema/scan.json");
    for config in ["", &config("2031-12-31"), &config("2030-12-31")] {
        let desk = Desk::new(&[("通知 1.md", NOTICE), ("mishen.toml", config)]);
        let (_, value) = scanned(&desk, "json", &["--all", "--explain"]);
        sound(&schema, &value);
        assert_eq!(value["documents"].as_array().unwrap().len(), 1);
    }
    let mut broken = scanned(&Desk::new(&[("通知 1.md", NOTICE)]), "json", &[]).1;
    broken["findings"][0]["severity"] = Value::from(3);
    assert!(!schema.is_valid(&broken));
}

#[test]
fn sarif_keeps_to_the_published_schema_and_says_where_and_what() {
    let schema = schema("tests/integration/schemas/sarif-2.1.0.json");
    let desk = Desk::new(&[("通知 1.md", NOTICE), ("mishen.toml", &config("2031-12-31"))]);
    let (code, log) = scanned(&desk, "sarif", &[]);
    sound(&schema, &log);
    assert_eq!(code, Some(1));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let mobile = &results[0];
    assert_eq!(mobile["ruleId"], "mobile");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], results[1]["ruleId"]);
    let place = &mobile["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E9%80%9A%E7%9F%A5%201.md");
    assert_snapshot!(place["region"].to_string(), @r#"{"startLine":3,"startColumn":9,"endLine":3,"endColumn":20}"#);
    assert_eq!(mobile["suppressions"][0]["status"], "accepted");
    assert_eq!(results[1]["suppressions"], Value::Array(Vec::new()));
}

#[test]
fn what_could_not_be_examined_is_told_to_every_tool() {
    let schema = schema("tests/integration/schemas/sarif-2.1.0.json");
    let desk = Desk::new(&[("通知 1.md", "\u{0}\u{0}\u{1}")]);
    let (code, log) = scanned(&desk, "sarif", &[]);
    sound(&schema, &log);
    assert_eq!(code, Some(3));
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes[0]["level"], "error");
    let (_, quality) = scanned(&desk, "gitlab", &[]);
    assert_eq!(quality[0]["severity"], "blocker");
    let (_, run) = scanned(&desk, "gitee", &[]);
    assert_eq!(run["annotations"][0]["annotation_level"], "failure");
}

#[test]
fn names_of_results_outlast_edits_elsewhere_and_tell_equal_ones_apart() {
    let names = |text: &str| -> Vec<String> {
        let desk = Desk::new(&[("通知 1.md", text)]);
        let (_, log) = scanned(&desk, "sarif", &[]);
        let results = log["runs"][0]["results"].as_array().unwrap();
        let name = |result: &Value| result["partialFingerprints"]["mishenShown/v1"].to_string();
        results.iter().map(name).collect()
    };
    let before = names(NOTICE);
    assert_eq!(names(&format!("新的一段。\n\n{NOTICE}")), before);
    let twice = names(&format!("{NOTICE}\n{NOTICE}"));
    assert_eq!(BTreeSet::from_iter(&twice).len(), 4, "{twice:?}");
}

#[test]
fn names_of_results_are_the_same_with_values_shown_so_that_none_goes_into_them() {
    let desk = Desk::new(&[("通知 1.md", NOTICE)]);
    let (_, masked) = scanned(&desk, "sarif", &[]);
    let args = ["scan", "通知 1.md", "--format", "sarif", "--show-values", "--force"];
    let shown: Value = serde_json::from_str(&desk.run(&args).1).unwrap();
    let name = |log: &Value| log["runs"][0]["results"][0]["partialFingerprints"].clone();
    assert_eq!(name(&shown), name(&masked));
}

#[test]
fn gitlab_github_and_gitee_are_told_in_their_own_form() {
    let desk = Desk::new(&[("通知 1.md", NOTICE)]);
    let (_, quality) = scanned(&desk, "gitlab", &[]);
    for entry in quality.as_array().unwrap() {
        let keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["description", "check_name", "fingerprint", "severity", "location"]);
    }
    assert_eq!(quality[0]["location"]["lines"]["begin"], 3);
    let (code, out, _) = desk.run(&["scan", "通知 1.md", "--format", "github"]);
    assert_eq!(code, Some(1));
    assert_snapshot!(out, @"
    ::error file=通知 1.md,line=3,col=9,title=手机号码::必须处理：手机号码  第3行第9列  读者张三，手机：1****0。%0A改留办公电话；确需公开手机的，由部门负责人同意并登记为对外联系方式。  部门负责人、业务主管部门
    ::warning file=通知 1.md,line=5,col=6,title=家庭或个人座机::需要确认：家庭或个人座机  第5行第6列  家庭电话：05****0%0A删去家庭电话，只留办公电话。  部门负责人
    ");
    let (_, run) = scanned(&desk, "gitee", &[]);
    assert_snapshot!(format!("{run:#}"), @r#"
    {
      "title": "有疑点需要处理或签字，处理前请不要发布。",
      "summary": "疑点 2 处：立即停止 0，必须处理 1，需要确认 1，提示 0",
      "annotations": [
        {
          "path": "通知 1.md",
          "start_line": 3,
          "end_line": 3,
          "annotation_level": "failure",
          "title": "手机号码",
          "message": "必须处理：手机号码  第3行第9列  读者张三，手机：1****0。\n改留办公电话；确需公开手机的，由部门负责人同意并登记为对外联系方式。  部门负责人、业务主管部门"
        },
        {
          "path": "通知 1.md",
          "start_line": 5,
          "end_line": 5,
          "annotation_level": "warning",
          "title": "家庭或个人座机",
          "message": "需要确认：家庭或个人座机  第5行第6列  家庭电话：05****0\n删去家庭电话，只留办公电话。  部门负责人"
        }
      ]
    }
    "#);
}

#[test]
fn a_name_cannot_begin_a_command_of_its_own() {
    let desk = Desk::new(&[("a,b\n::error::x%.md", NOTICE)]);
    let (_, out, _) = desk.run(&["scan", ".", "--format", "github"]);
    assert!(
        out.lines().all(|line| line.starts_with("::error file=a%2Cb")
            || line.starts_with("::warning file=a%2Cb")),
        "{out}"
    );
}

/// Exceptions: permissions with an owner and an end.
mod exceptions {
    use super::*;

    #[test]
    fn what_is_permitted_is_counted_aloud_and_decides_nothing() {
        let text = "读者张三，手机：13800138000。\n";
        let desk = Desk::new(&[("通知 1.md", text), ("mishen.toml", &config("2031-12-31"))]);
        let scan = ["scan", "通知 1.md", "--as-of", "2031-12-31"];
        let (code, out, _) = desk.run(&scan);
        assert_eq!(code, Some(0));
        assert!(out.contains("另有按例外登记不计的 1 处"), "{out}");
        let (_, out, _) = desk.run(&[&scan[..], &["--all"]].concat());
        assert!(out.contains("例外：值班手机，已登记（保卫处，到 2031-12-31）"), "{out}");
    }

    #[test]
    fn one_that_is_over_permits_nothing_and_is_told() {
        let desk = Desk::new(&[("通知 1.md", NOTICE), ("mishen.toml", &config("2031-12-31"))]);
        let (code, out, _) = desk.run(&["scan", "通知 1.md", "--as-of", "2032-01-01"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("例外已到期（2031-12-31），不再有效：mobile，通知*.md"), "{out}");
    }

    #[test]
    fn one_that_permits_nothing_is_told() {
        let desk = Desk::new(&[("公告.md", NOTICE), ("mishen.toml", &config("2031-12-31"))]);
        let (code, out, _) = desk.run(&["scan", "公告.md", "--as-of", "2031-05-20"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("例外没有用到，可以删去：mobile，通知*.md"), "{out}");
    }

    #[test]
    fn every_key_is_needed_and_no_mark_can_be_excepted() {
        let file = "[[exceptions]]\nrule = \"mobile\"\nscope = \"a[\"\n";
        let desk = Desk::new(&[("a.md", NOTICE), ("mishen.toml", file)]);
        assert_snapshot!(desk.run(&["scan", "a.md"]).2, @r#"
        问题：缺“reason”，或没有写内容
         --> mishen.toml:1:1
          |
        1 | [[exceptions]]
          | ^^^^^^^^^^^^^^
        问题：缺“owner”，或没有写内容
         --> mishen.toml:1:1
          |
        1 | [[exceptions]]
          | ^^^^^^^^^^^^^^
        问题：缺“until”，或没有写内容
         --> mishen.toml:1:1
          |
        1 | [[exceptions]]
          | ^^^^^^^^^^^^^^
        问题：排除规则写得不对：少了右方括号 ]
         --> mishen.toml:3:9
          |
        3 | scope = "a["
          |         ^^^^
        规则或配置文件有 4 处问题，改好后再检查。
        "#);
        let marks = config("2031-12-31").replace("mobile", "state-secret-mark");
        let desk = Desk::new(&[("a.md", NOTICE), ("mishen.toml", &marks)]);
        let (code, _, err) = desk.run(&["scan", "a.md"]);
        assert_eq!(code, Some(2));
        assert_snapshot!(err, @r#"
        问题：国家秘密标志不能登记例外
         --> mishen.toml:2:8
          |
        2 | rule = "state-secret-mark"
          |        ^^^^^^^^^^^^^^^^^^^
        规则或配置文件有 1 处问题，改好后再检查。
        "#);
    }
}

/// Baselines: the findings of a back catalogue.
mod baselines {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn run(desk: &Desk, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = desk.command(args);
        command.env("MISHEN_KEY", KEY);
        told(command.output().unwrap())
    }

    fn desk() -> Desk {
        let desk = Desk::new(&[("a.md", NOTICE)]);
        let (code, _, err) = run(&desk, &["scan", "a.md", "--write-baseline", "存量.json"]);
        assert_eq!((code, err.as_str()), (Some(1), ""));
        desk
    }

    #[test]
    fn what_is_known_is_pending_and_counts_what_is_new_is_named() {
        let desk = desk();
        let more = format!("新的一段。\n\n{NOTICE}\n另一手机：13800138001\n");
        fs::write(desk.path("b.md"), more).unwrap();
        fs::remove_file(desk.path("a.md")).unwrap();
        let (code, out, _) = run(&desk, &["scan", "b.md", "--baseline", "存量.json"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("待答复 2 处，新增 1 处；存量中不再出现 0 处"), "{out}");
        fs::write(desk.path("b.md"), "正文").unwrap();
        let (code, out, _) = run(&desk, &["scan", "b.md", "--baseline", "存量.json"]);
        assert_eq!(code, Some(0));
        assert!(out.contains("待答复 0 处，新增 0 处；存量中不再出现 2 处"), "{out}");
    }

    #[test]
    fn a_key_is_the_same_from_its_file_and_from_a_secret() {
        let desk = desk();
        fs::write(desk.path("mishen.key"), format!("{KEY}\n")).unwrap();
        let args = ["scan", "a.md", "--baseline", "存量.json", "--key", "mishen.key"];
        let (_, out, _) = desk.run(&args);
        assert!(out.contains("待答复 2 处，新增 0 处"), "{out}");
    }

    #[test]
    fn an_exception_answers_what_is_pending() {
        let desk = desk();
        let permits = config("2031-12-31").replace("通知*.md", "a.md");
        let home = permits.replace("mobile", "landline");
        fs::write(desk.path("mishen.toml"), format!("{permits}\n{home}")).unwrap();
        let args = ["scan", "a.md", "--baseline", "存量.json", "--as-of", "2031-05-20"];
        assert_eq!(run(&desk, &args).0, Some(0));
    }

    #[test]
    fn it_holds_neither_values_nor_lines_nor_days_and_nothing_without_the_key() {
        let desk = desk();
        let text = fs::read_to_string(desk.path("存量.json")).unwrap();
        assert!(!text.contains("1380013") && !text.contains("202"), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        let keys: Vec<&String> = value["entries"][0].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["document", "rule", "fingerprint"]);
        let (code, _, err) = desk.run(&["scan", "a.md", "--baseline", "存量.json"]);
        assert_eq!(code, Some(2));
        assert!(err.contains("MISHEN_KEY"), "{err}");
        fs::write(desk.path("other.json"), "{}").unwrap();
        let (code, _, err) = run(&desk, &["scan", "a.md", "--baseline", "other.json"]);
        assert_eq!(code, Some(2));
        assert!(err.contains("不是存量清单"), "{err}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn what_was_written_is_known_however_lines_move(blank in 0_usize..5, twice in any::<bool>()) {
            let desk = desk();
            let text = format!("{}{NOTICE}{}", "另起一段。\n\n".repeat(blank), if twice { NOTICE } else { "" });
            fs::write(desk.path("a.md"), text).unwrap();
            let args = ["scan", "a.md", "--baseline", "存量.json", "--format", "json"];
            let summary = serde_json::from_str::<Value>(&run(&desk, &args).1).unwrap()["summary"].clone();
            prop_assert_eq!(&summary["baseline"]["pending"], 2);
            prop_assert_eq!(&summary["baseline"]["new"], if twice { 2 } else { 0 });
        }
    }
}
