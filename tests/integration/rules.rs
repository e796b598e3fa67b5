//! The built-in rules keep their own promises.

use mishen::{
    engine::{Searcher, trial},
    rules::RuleSet,
};

#[test]
fn every_rule_finds_its_examples_and_is_silent_on_its_counterexamples() {
    let set = RuleSet::load(&[], &[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let failures = trial(&Searcher::new(set), |_| true);
    let told: Vec<String> = failures
        .iter()
        .map(|failure| {
            let kind = if failure.counter { "counterexample" } else { "example" };
            let (expected, found) = (&failure.expected, &failure.found);
            format!(
                "{} {kind} {}: expected {expected:?}, found {found:?}",
                failure.rule, failure.number
            )
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", told.join("\n"));
}

/// An institution's pack in a folder of its own.
mod layers {
    use crate::desk::Desk;

    const PACK: &str = r#"
id      = "ours"
version = "2031.1"
title   = { zh = "本校规则" }
disable = [{ rule = "credit-code", reason = "供应商都是单位" }]
regrade = [{ rule = "mobile", severity = "medium", reason = "值班手机已登记" }]
"#;

    const RULE: &str = r#"
id       = "pine"
title    = { zh = "青松项目" }
category = "work-secret"
severity = "high"
sign_off = ["dept-head"]
match.name = { terms = ["青松项目"], proof = "checked" }
why      = { zh = "内部用" }
remedy   = { zh = "请删去" }
basis    = [{ text = "某法" }]
examples        = [{ as = "text", text = "青松项目", finds = ["青松项目"] }]
counterexamples = [{ as = "text", text = "青松" }]
"#;

    #[test]
    fn a_pack_adds_disables_and_re_grades_and_the_list_says_so() {
        let config = "[rules]\nfolders = [\"ours\"]\n\n[[rules.regrade]]\nrule = \"email\"\nseverity = \"medium\"\nreason = \"一律核对\"\n";
        let text = "青松项目，手机13800138000，统一社会信用代码：91350100M000100Y43，zs@qq.com";
        let desk = Desk::new(&[
            ("ours/pack.toml", PACK),
            ("ours/pine.toml", RULE),
            ("mishen.toml", config),
            ("a.txt", text),
        ]);
        let (_, out, _) = desk.run(&["rules", "list", "--origin"]);
        let lines = ["credit-code", "email", "mobile", "pine"].map(|rule| {
            out.lines().find(|line| line.starts_with(&format!("{rule} "))).unwrap_or_default()
        });
        insta::assert_snapshot!(lines.join("\n"), @"
        credit-code                     cn-personal-id   提示（停用）  统一社会信用代码            内置  ours/pack.toml 停用：供应商都是单位
        email                           cn-personal-id   需要确认      个人邮箱                    内置  mishen.toml 改级（原为提示）：一律核对
        mobile                          cn-personal-id   需要确认      手机号码                    内置  ours/pack.toml 改级（原为必须处理）：值班手机已登记
        pine                            ours             必须处理      青松项目                    ours/pine.toml
        ");
        assert!(out.contains("版本 mishen 0.1.0 + ours 2031.1，"), "{out}");
        let (code, out, _) = desk.run(&["scan", "a.txt"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("必须处理 1，需要确认 2，提示 0"), "{out}");
        assert!(out.contains("版本 mishen 0.1.0 + ours 2031.1，"), "{out}");
    }

    #[test]
    fn a_change_of_any_layer_changes_the_digest() {
        let digest = |pack: &str, rule: &str| {
            let desk = Desk::new(&[("ours/pack.toml", pack), ("ours/pine.toml", rule)]);
            let (_, out, _) = desk.run(&["rules", "list", "--origin", "--rules", "ours"]);
            out.lines().last().unwrap().rsplit(' ').next().unwrap().to_owned()
        };
        let first = digest(PACK, RULE);
        assert_eq!(digest(PACK, RULE), first);
        assert_ne!(digest(PACK, &RULE.replace("请删去", "删去")), first);
        assert_ne!(digest(&PACK.replace("\"medium\"", "\"low\""), RULE), first);
    }

    #[test]
    fn what_a_pack_says_of_unknown_rules_is_told_with_its_place() {
        let pack = PACK.replace("\"mobile\"", "\"moblie\"").replace("\"供应商都是单位\"", "\"\"");
        let desk = Desk::new(&[("ours/pack.toml", &pack), ("ours/pine.toml", RULE)]);
        let (code, _, err) = desk.run(&["rules", "list", "--rules", "ours"]);
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(err, @r#"
        问题：缺“reason”，或没有写内容
         --> ours/pack.toml:5:12
          |
        5 | disable = [{ rule = "credit-code", reason = "" }]
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        问题：没有“moblie”这个规则
         --> ours/pack.toml:6:21
          |
        6 | regrade = [{ rule = "moblie", severity = "medium", reason = "值班手机已登记" }]
          |                     ^^^^^^^^
        规则或配置文件有 2 处问题，改好后再检查。
        "#);
    }
}
