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

/// What is generated from the rules and stands beside them.
mod generated {
    use std::fs;

    use mishen::{
        config,
        report::reference,
        rules::{RuleSet, schema},
    };
    use serde_json::Value;

    fn in_file(name: &str) -> Value {
        serde_json::from_str(&fs::read_to_string(format!("rules/schema/{name}.json")).unwrap())
            .unwrap()
    }

    fn written(path: &str) -> Value {
        let text = fs::read_to_string(path).unwrap();
        serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap()
    }

    #[test]
    fn the_reference_says_what_the_rules_say() {
        let made = reference(&RuleSet::load(&[], &[]).unwrap());
        let page = fs::read_to_string("rules/README.md").unwrap();
        assert!(made == page, "make it anew: mishen rules reference > rules/README.md");
    }

    #[test]
    fn the_schemas_say_what_the_types_say() {
        for (name, made) in [
            ("rule", schema::rule_schema()),
            ("pack", schema::pack_schema()),
            ("config", config::schema()),
        ] {
            let how = format!("mishen rules schema {name} > rules/schema/{name}.json");
            assert_eq!(in_file(name), made.to_value(), "make it anew: {how}");
        }
    }

    #[test]
    fn every_built_in_file_keeps_to_its_schema() {
        let (rule, pack) = (in_file("rule"), in_file("pack"));
        let rule = jsonschema::validator_for(&rule).unwrap();
        let pack = jsonschema::validator_for(&pack).unwrap();
        for entry in walkdir::WalkDir::new("rules").sort_by_file_name() {
            let path = entry.unwrap().into_path();
            let Some(name) = path.to_str().filter(|name| name.ends_with(".toml")) else { continue };
            let schema = if name.ends_with("/pack.toml") { &pack } else { &rule };
            let told: Vec<String> =
                schema.iter_errors(&without_days(written(name))).map(|e| e.to_string()).collect();
            assert!(told.is_empty(), "{name}: {told:?}");
        }
    }

    /// TOML's days stand as tables in what serde makes of them.
    fn without_days(value: Value) -> Value {
        match value {
            Value::Object(map) if map.contains_key("$__toml_private_datetime") => {
                map["$__toml_private_datetime"].clone()
            }
            Value::Object(map) => {
                map.into_iter().map(|(key, value)| (key, without_days(value))).collect()
            }
            Value::Array(items) => items.into_iter().map(without_days).collect(),
            other => other,
        }
    }

    #[test]
    fn the_schema_refuses_what_the_reader_refuses() {
        let rule = jsonschema::validator_for(&in_file("rule")).unwrap();
        let sound = without_days(written("rules/secrets/private-key.toml"));
        assert!(rule.is_valid(&sound));
        for (key, wrong) in [
            ("severity", Value::from("grave")),
            ("sign_off", Value::from("dept-head")),
            ("sign_of", Value::from("x")),
            ("match", Value::from(1)),
        ] {
            let mut broken = sound.clone();
            broken[key] = wrong;
            assert!(!rule.is_valid(&broken), "{key}");
        }
    }
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
        credit-code                     cn-personal-id   提示（停用）  统一社会信用代码                                内置            ours/pack.toml 停用：供应商都是单位
        email                           cn-personal-id   需要确认      个人邮箱                                        内置            mishen.toml 改级（原为提示）：一律核对
        mobile                          cn-personal-id   需要确认      手机号码                                        内置            ours/pack.toml 改级（原为必须处理）：值班手机已登记
        pine                            ours             必须处理      青松项目                                        ours/pine.toml
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

    #[test]
    fn an_institution_adds_places_that_the_gazetteer_does_not_know() {
        let text = "张三，紫金新城青松路8号3幢2单元501室\n";
        let places = "name,level,code\n紫金新城,county,990101\n";
        let desk = Desk::new(&[("a.txt", text), ("ours/gazetteer.csv", places)]);
        let (_, without, _) = desk.run(&["scan", "a.txt"]);
        let (_, with, _) = desk.run(&["scan", "a.txt", "--rules", "ours"]);
        assert!(!without.contains("新城"), "{without}");
        assert!(with.contains("必须处理  家庭住址"), "{with}");
    }

    #[test]
    fn a_line_that_is_no_place_is_told() {
        let places = "name,level,code\n紫金新城,county,990101\n紫金新区,district,990102\n";
        let desk = Desk::new(&[("ours/gazetteer.csv", places)]);
        let (code, _, err) = desk.run(&["rules", "list", "--rules", "ours"]);
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(err, @r#"
        问题：这一行应为三列：地名、级别（province、city、county）、代码
         --> ours/gazetteer.csv:3:1
          |
        3 | 紫金新区,district,990102
          | ^^^^^^^^^^^^^^^^^^^^^^^^
        规则或配置文件有 1 处问题，改好后再检查。
        "#);
    }
}

/// The institution's public data.
mod contacts {
    use crate::desk::Desk;

    const TEXT: &str = "联系人：张老师，手机 138 0013 8000，邮箱 zhang.san@qq.com\n";
    const HEAD: &str = "号码或邮箱,归谁用,用途,批准人,到期\n";

    fn scanned(contacts: &str, text: &str, day: &str) -> (Option<i32>, String) {
        let desk = Desk::new(&[
            ("ours/contacts.csv", &format!("{HEAD}{contacts}")),
            ("ours/mail-domains.csv", "域名\nunit.edu.cn\n"),
            ("a.md", text),
        ]);
        let (code, out, err) = desk.run(&["scan", "a.md", "--rules", "ours", "--as-of", day]);
        (code, out + &err)
    }

    #[test]
    fn an_unlisted_duty_mobile_is_one_thing_to_confirm_and_a_listed_one_is_silent() {
        let (code, out) = scanned("", TEXT, "2031-05-20");
        assert_eq!(code, Some(1));
        assert!(out.contains("需要确认  对外联系用的手机"), "{out}");
        let listed = "13800138000,教务处,招生咨询,教务处处长,2031-12-31\n";
        let (code, out) = scanned(listed, TEXT, "2031-05-20");
        assert_eq!(code, Some(0), "{out}");
        assert!(!out.contains("手机  "), "{out}");
        assert_eq!(scanned(listed, TEXT, "2032-01-01").0, Some(1));
        let saved_by_a_spreadsheet = listed.replace("2031-12-31", "2031/12/31");
        assert_eq!(scanned(&saved_by_a_spreadsheet, TEXT, "2031-12-31").0, Some(0));
    }

    #[test]
    fn a_listed_contact_is_found_where_a_private_number_is_asked_for() {
        let listed = "13800138000,教务处,招生咨询,教务处处长,\n";
        let (code, _) = scanned(listed, "家长手机：13800138000\n", "2031-05-20");
        assert_eq!(code, Some(1));
    }

    #[test]
    fn mail_at_a_domain_of_the_institution_is_silent() {
        let text = "张三（博士生）：zs1949@mail.unit.edu.cn\n";
        assert!(!scanned("", text, "2031-05-20").1.contains("邮箱"));
        let other = text.replace("unit.edu.cn", "notunit.edu.cn");
        assert!(scanned("", &other, "2031-05-20").1.contains("工作邮箱"));
    }

    #[test]
    fn a_contact_without_owner_approval_or_with_a_wrong_day_is_told() {
        let wrong = "13800138000,教务处,,处长,\n13800138001,教务处,咨询,处长,明年\n";
        let (code, out) = scanned(wrong, TEXT, "2031-05-20");
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(out, @"
        问题：每行要写号码或邮箱、归谁用、用途、批准人
         --> ours/contacts.csv:2:1
          |
        2 | 13800138000,教务处,,处长,
          | ^^^^^^^^^^^^^^^^^^^^^^^^^
        问题：日期写得不对，请写成 2031-05-20 这样
         --> ours/contacts.csv:3:1
          |
        3 | 13800138001,教务处,咨询,处长,明年
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        规则或配置文件有 2 处问题，改好后再检查。
        ");
    }
}

/// Numbers as the institution writes and masks them.
mod numbers {
    use crate::desk::Desk;

    fn scanned(numbers: &str, text: &str) -> (Option<i32>, String) {
        let desk =
            Desk::new(&[("ours/numbers.csv", &format!("栏目,写法\n{numbers}")), ("a.txt", text)]);
        let (code, out, err) = desk.run(&["scan", "a.txt", "--rules", "ours"]);
        (code, out + &err)
    }

    #[test]
    fn a_number_in_a_listed_form_beside_a_name_is_found_without_its_label() {
        let text = "请到学院办公室领取材料：周小满 XJ19490217\n";
        assert_eq!(scanned("", text).0, Some(0));
        let (code, out) = scanned("学号,XJ######## \n", text);
        assert_eq!(code, Some(1), "{out}");
        assert!(out.contains("需要确认  学号"), "{out}");
        let longer = text.replace("XJ19490217", "XJ194902170");
        assert_eq!(scanned("学号,XJ########\n", &longer).0, Some(0));
        let nobody = "教学设备 XJ19490217 已经报废。\n";
        assert_eq!(scanned("学号,XJ########\n", nobody).0, Some(0));
    }

    #[test]
    fn a_form_that_is_too_open_and_a_field_nobody_knows_are_told() {
        let (code, out) = scanned("工号,1##\n饭卡颜色,AB######\n", "一\n");
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(out, @"
        问题：写法不对：# 代表数字，@ 代表字母，至少 6 位，其中至少 3 个 #
         --> ours/numbers.csv:2:1
          |
        2 | 工号,1##
          | ^^^^^^^^
        问题：没有这个栏目；写栏目的名称（如“学号”）或代号
         --> ours/numbers.csv:3:1
          |
        3 | 饭卡颜色,AB######
          | ^^^^^^^^^^^^^^^^^
        规则或配置文件有 2 处问题，改好后再检查。
        ");
    }

    #[test]
    fn an_institution_may_ask_for_more_of_a_number_to_be_masked() {
        let text = "学号：2022******239\n";
        let desk = Desk::new(&[
            ("ours/masks.csv", "栏目,前面最多留几位,后面最多留几位\n学号,2,2\n"),
            ("wrong/masks.csv", "栏目,前面最多留几位,后面最多留几位\n学号,两位,2\n"),
            ("a.txt", text),
        ]);
        assert_eq!(desk.run(&["scan", "a.txt"]).0, Some(0));
        let (code, out, _) = desk.run(&["scan", "a.txt", "--rules", "ours"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("号码遮盖得不够"), "{out}");
        let (code, _, err) = desk.run(&["scan", "a.txt", "--rules", "wrong"]);
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(err, @"
        问题：每行要写栏目、前面最多留几位、后面最多留几位
         --> wrong/masks.csv:2:1
          |
        2 | 学号,两位,2
          | ^^^^^^^^^^^
        规则或配置文件有 1 处问题，改好后再检查。
        ");
    }
}

/// What a match may ask of the text before it and of the document's name.
mod surroundings {
    use crate::desk::Desk;

    const PACK: &str = "id = \"ours\"\nversion = \"1\"\ntitle = { zh = \"本校规则\" }\n\n[define]\nwho = '李明|李四'\n";

    fn rule(matching: &str) -> String {
        format!(
            r#"
id       = "seat"
title    = {{ zh = "座次" }}
category = "work-secret"
severity = "high"
sign_off = ["dept-head"]
match.seat = {{ {matching}, proof = "checked" }}
why      = {{ zh = "内部用" }}
remedy   = {{ zh = "请删去" }}
basis    = [{{ text = "某法" }}]
examples        = [{{ as = "text", text = "李明坐三排二座", finds = ["三排二座"] }}]
counterexamples = [{{ as = "text", text = "请坐" }}]
"#
        )
    }

    fn found(matching: &str, name: &str, text: &str) -> bool {
        found_on("2031-06-15", matching, name, text)
    }

    fn found_on(day: &str, matching: &str, name: &str, text: &str) -> bool {
        let desk = Desk::new(&[
            ("ours/pack.toml", PACK),
            ("ours/seat.toml", &rule(matching)),
            (name, text),
        ]);
        let (code, out, err) = desk.run(&["scan", name, "--rules", "ours", "--as-of", day]);
        assert_ne!(code, Some(2), "{err}");
        out.contains("座次")
    }

    const SEAT: &str = "pattern = '[一二三四五]排[一二三四五]座', anchors = [\"排\"]";

    #[test]
    fn what_must_stand_before_stands_on_the_same_line_with_nothing_else_between() {
        let led = format!("{SEAT}, after = '(?:{{who}})', between = '(?:坐|在){{0,2}}'");
        assert!(found(&led, "a.txt", "李明坐在三排二座。"));
        assert!(!found(&led, "a.txt", "请坐在三排二座。"));
        assert!(!found(&led, "a.txt", "李明说过请坐三排二座。"));
        assert!(!found(&led, "a.md", "李明\n\n三排二座。"));
        let directly = format!("{SEAT}, after = '(?:{{who}})'");
        assert!(found(&directly, "a.txt", "李明三排二座。"));
        assert!(!found(&directly, "a.txt", "李明坐三排二座。"));
    }

    #[test]
    fn a_match_may_be_meant_for_documents_called_so() {
        let titled = format!("{SEAT}, titled = '主席台', untitled = '办法|须知'");
        assert!(found(&titled, "主席台安排.txt", "三排二座：校长。"));
        assert!(found(&titled, "a.txt", "开学典礼主席台安排\n\n三排二座：校长。"));
        assert!(!found(&titled, "a.txt", "三排二座：校长。"));
        assert!(!found(&titled, "主席台安排.txt", "排座办法\n\n三排二座：校长。"));
        assert!(!found(&titled, "a.txt", "主席台请大家有序就座。\n\n三排二座：校长。"));
        assert!(!found(&titled, "a.txt", "一\n\n二\n\n三\n\n主席台安排\n\n三排二座：校长。"));
    }

    #[test]
    fn a_match_may_count_only_while_its_day_has_not_passed() {
        let value =
            "pattern = '(?P<value>[一二三四五]排[一二三四五]座[^。]{0,20})', anchors = [\"排\"]";
        let ahead = format!("{value}, ahead = true");
        let seat = |day: &str, text: &str| found_on(day, &ahead, "a.txt", text);
        assert!(seat("2031-06-15", "三排二座，2031年6月15日。"));
        assert!(!seat("2031-06-16", "三排二座，2031年6月15日。"));
        assert!(!seat("2031-06-16", "三排二座，2031-6-15，改自2031年9月1日。"));
        assert!(seat("2031-06-30", "三排二座，2031年 6月。"));
        assert!(!seat("2031-07-01", "三排二座，2031.6。"));
        assert!(seat("2031-07-01", "三排二座。"));
        assert!(!seat("2031-07-01", "2031年6月座次\n\n三排二座。"));
        assert!(seat("2031-07-01", "2031年6月座次\n\n三排二座，2031年8月。"));
    }

    #[test]
    fn what_may_stand_between_needs_what_stands_before() {
        let desk = Desk::new(&[
            ("ours/pack.toml", PACK),
            ("ours/seat.toml", &rule(&format!("{SEAT}, between = '坐'"))),
        ]);
        let (code, out, err) = desk.run(&["rules", "check", "ours"]);
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(out + &err, @"
        ours/seat.toml:7:73: 写了 between 就要写 after
        规则或配置文件有 1 处问题，改好后再检查。
        ");
    }

    #[test]
    fn only_a_mark_is_shown_in_its_own_words() {
        let secret = rule(SEAT);
        let mark = secret.replace("sign_off", "mark = true\nsign_off");
        let shown = |rule: &str| {
            let desk = Desk::new(&[
                ("ours/pack.toml", PACK),
                ("ours/seat.toml", rule),
                ("a.txt", "三排二座：校长。"),
            ]);
            desk.run(&["scan", "a.txt", "--rules", "ours"]).1.contains("三排二座")
        };
        assert!(!shown(&secret));
        assert!(shown(&mark));
    }
}

/// What only the tests prove of the built-in packs: their expressions are compiled when first needed.
mod expressions {
    use mishen::rules::{Matcher, RuleSet};
    use regex::Regex;

    #[test]
    fn every_built_in_expression_compiles_and_asks_for_something() {
        let set = RuleSet::of(&[], &[]).unwrap();
        let mut count = 0;
        for rule in set.rules() {
            for matching in &rule.matches {
                let (main, lead, unless) = match &matching.matcher {
                    Matcher::Pattern { expression, lead, unless, .. } => {
                        (Some(expression), lead.as_ref(), unless.as_ref())
                    }
                    Matcher::Field { holds, unless, .. } => (Some(holds), None, unless.as_ref()),
                    Matcher::Address { unless } => (None, None, unless.as_ref()),
                    _ => (None, None, None),
                };
                let around = [unless, matching.titled.as_ref(), matching.untitled.as_ref()];
                let after = lead.map(|lead| &lead.after);
                for expression in [main, after].into_iter().chain(around).flatten() {
                    let compiled = Regex::new(expression);
                    let compiled = compiled.unwrap_or_else(|error| panic!("{}: {error}", rule.id));
                    assert!(!compiled.is_match(""), "{} {}: {expression}", rule.id, matching.name);
                    count += 1;
                }
                if let Some(lead) = lead {
                    assert!(Regex::new(&lead.between).is_ok(), "{} {}", rule.id, matching.name);
                }
            }
        }
        assert!(count > 1000, "{count}");
    }
}
