//! `mishen.toml` is understood whole or told off whole.

use std::fs;

use insta::assert_snapshot;
use mishen::{
    config::Config,
    lang::Lang,
    report::problems,
    rules::{Folder, Severity},
};

#[test]
fn every_key_has_its_effect() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mishen.toml");
    let written = r#"
[scan]
exclude = ["*.bak", "drafts/**"]
fail_on = "high"

[rules]
folders = ["our-rules"]
disable = [{ rule = "credit-code", reason = "all our suppliers are companies" }]

[[rules.regrade]]
rule = "email"
severity = "low"
reason = "mailboxes are listed"
"#;
    fs::write(&path, written).unwrap();
    let config = Config::read(&path, "mishen.toml").unwrap();
    assert_eq!(config.exclude, ["*.bak", "drafts/**"]);
    assert_eq!(config.fail_on, Some(Severity::High));
    let ours = Folder { path: folder.path().join("our-rules"), shown: "our-rules".to_owned() };
    assert_eq!(config.folders, [ours]);
    let changes: Vec<_> = config
        .changes
        .iter()
        .map(|change| (change.rule.as_str(), change.severity, change.reason.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("credit-code", None, "all our suppliers are companies"),
            ("email", Some(Severity::Low), "mailboxes are listed"),
        ]
    );
}

#[test]
fn an_empty_file_changes_nothing() {
    let config = Config::parse("mishen.toml", &"".into()).unwrap();
    assert!(config.exclude.is_empty() && config.changes.is_empty() && config.fail_on.is_none());
}

#[test]
fn unknown_keys_and_wrong_types_are_told_at_once() {
    let written = r#"[scan]
exclude = "*.bak"
fail-on = "high"
fail_on = 3

[rules]
folders = [1]
disabled = []

[documents]
globs = ["*.md"]
"#;
    assert_snapshot!(refused(written, Lang::Zh), @r#"
    问题：格式不对：这里应是列表，如 ["…"]
     --> mishen.toml:2:11
      |
    2 | exclude = "*.bak"
      |           ^^^^^^^
    问题：格式不对：这里应是文字，如 "…"
     --> mishen.toml:4:11
      |
    4 | fail_on = 3
      |           ^
    问题：格式不对：这里应是文字，如 "…"
     --> mishen.toml:7:12
      |
    7 | folders = [1]
      |            ^
    问题：不认识的项“disabled”
     --> mishen.toml:8:1
      |
    8 | disabled = []
      | ^^^^^^^^
    问题：不认识的项“documents”
      --> mishen.toml:10:2
       |
    10 | [documents]
       |  ^^^^^^^^^
    "#);
}

#[test]
fn values_that_mean_nothing_are_told_at_once() {
    let written = r#"[scan]
exclude = ["a[", "ok"]
fail_on = "severe"

[rules]
disable = [{ rule = "email" }, { rule = "mobile", reason = " " }]
regrade = [
  { rule = "email", reason = "no grade" },
  { rule = "email", severity = "grave", reason = "unknown grade" },
]
"#;
    assert_snapshot!(refused(written, Lang::En), @r#"
    error: this pattern is not understood: the closing ] is missing
     --> mishen.toml:2:12
      |
    2 | exclude = ["a[", "ok"]
      |            ^^^^
    error: there is no severity “severe”
     --> mishen.toml:3:11
      |
    3 | fail_on = "severe"
      |           ^^^^^^^^
    error: “reason” is missing or says nothing
     --> mishen.toml:6:12
      |
    6 | disable = [{ rule = "email" }, { rule = "mobile", reason = " " }]
      |            ^^^^^^^^^^^^^^^^^^
    error: “reason” is missing or says nothing
     --> mishen.toml:6:32
      |
    6 | disable = [{ rule = "email" }, { rule = "mobile", reason = " " }]
      |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    error: “severity” is missing or says nothing
     --> mishen.toml:8:3
      |
    8 |   { rule = "email", reason = "no grade" },
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    error: there is no severity “grave”
     --> mishen.toml:9:32
      |
    9 |   { rule = "email", severity = "grave", reason = "unknown grade" },
      |                                ^^^^^^^
    "#);
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    assert_snapshot!(refused("[scan\nexclude = []\n", Lang::Zh), @r#"
    问题：格式不对：少了右方括号 ]
     --> mishen.toml:1:6
      |
    1 | [scan
      |      ^
    "#);
}

#[test]
fn the_nearest_file_above_the_working_folder_is_used() {
    let root = tempfile::tempdir().unwrap();
    let inner = root.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::write(root.path().join("mishen.toml"), "").unwrap();
    let (path, shown) = Config::nearest(&inner).unwrap();
    assert_eq!(path, root.path().join("mishen.toml"));
    assert_eq!(shown, "../../mishen.toml");
    fs::write(inner.join("mishen.toml"), "").unwrap();
    assert_eq!(Config::nearest(&inner).unwrap().1, "mishen.toml");
}

fn refused(written: &str, lang: Lang) -> String {
    let told = Config::parse("mishen.toml", &written.into()).unwrap_err();
    problems(&told, lang, false)
}
