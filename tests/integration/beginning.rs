//! The first steps: a configuration, a key, a rule explained, commands completed.

use std::fs;

use insta::assert_snapshot;

use crate::desk::Desk;

#[test]
fn what_init_writes_is_sound_and_is_not_overwritten() {
    for (lang, folder) in [("zh", "本单位规则"), ("en", "our-rules")] {
        let desk = Desk::new(&[("a.txt", "正文")]);
        assert_eq!(desk.run(&["init", "--lang", lang]).0, Some(0));
        let (code, out, err) = desk.run(&["rules", "check", folder]);
        assert_eq!((code, out.as_str(), err.as_str()), (Some(0), "", ""));
        let (code, out, _) = desk.run(&["scan", "a.txt"]);
        assert_eq!(code, Some(0));
        assert!(out.contains(&format!("+ {folder} 1")), "{out}");
        assert_eq!(desk.run(&["init", "--lang", lang]).0, Some(2));
    }
}

#[test]
fn what_stands_commented_in_the_configuration_is_understood() {
    let desk = Desk::new(&[("a.txt", "正文")]);
    assert_eq!(desk.run(&["init"]).0, Some(0));
    let text = fs::read_to_string(desk.path("mishen.toml")).unwrap();
    let keys = |line: &&str| line.contains(" = ") || line.contains("[[");
    let told: Vec<&str> =
        text.lines().map(|line| line.strip_prefix("# ").filter(keys).unwrap_or(line)).collect();
    fs::write(desk.path("mishen.toml"), told.join("\n")).unwrap();
    let (code, out, err) = desk.run(&["scan", "a.txt", "--as-of", "2031-05-20"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("例外没有用到，可以删去：mobile"), "{out}");
}

#[test]
fn a_key_is_new_each_time_and_never_lies_in_a_repository() {
    let desk = Desk::new(&[("site/.git/HEAD", "")]);
    for name in ["a.key", "b.key"] {
        assert_eq!(desk.run(&["key", name]).0, Some(0));
    }
    let read = |name: &str| fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read("a.key").trim().len(), 64);
    assert_ne!(read("a.key"), read("b.key"));
    let (code, _, err) = desk.run(&["key", "site/c.key"]);
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @"“site/c.key”在仓库里，没有生成。密钥要放在仓库以外。");
    assert!(!desk.path("site/c.key").exists());
}

#[test]
fn a_rule_is_explained_by_its_id_a_line_of_json_or_a_line_of_the_terminal() {
    let desk = Desk::new(&[("a.txt", "手机：13800138000")]);
    let (_, line, _) = desk.run(&["scan", "a.txt", "--format", "jsonl", "--explain"]);
    let line = line.lines().next().unwrap();
    let (code, out, _) = desk.run(&["explain", line]);
    assert_eq!(code, Some(0));
    assert_snapshot!(out.lines().take(8).collect::<Vec<_>>().join("\n"), @"
    文件：a.txt
    位置：第1行第4列
    内容：手机：1****0
    把握：把握中等
    判断：写法符合手机号码；栏目或标签写明是手机

    mobile  手机号码
    必须处理  个人信息  cn-personal-id
    ");
    let (_, by_id, _) = desk.run(&["explain", "mobile"]);
    let (_, by_title, _) = desk.run(&["explain", "  必须处理  手机号码"]);
    assert_eq!(by_id, by_title);
    assert!(out.ends_with(&by_id));
    assert_eq!(desk.run(&["explain", "no-such-rule"]).0, Some(2));
}

#[test]
fn every_shell_has_its_completions() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = desk.run(&["completions", shell]);
        assert_eq!(code, Some(0));
        assert!(out.contains("write-baseline"), "{shell}");
    }
}

#[test]
fn a_secret_of_the_environment_is_never_printed() {
    let secret = mishen::cli::Secret("0123456789abcdef".to_owned());
    assert!(!format!("{secret:?}").contains("0123"));
}
