//! What people and programs are shown of a scan, built by hand.

use std::sync::Arc;

use insta::assert_snapshot;
use mishen::{
    document::{Concealed, ConcealedKind, Format, Layer, Look, Part, Place, Unread, UnreadCause},
    finding::{
        Answers, Confidence, Examination, Excerpt, Finding, Fingerprint, Reason, ReasonKind, Scan,
    },
    lang::Lang,
    report::{Options, jsonl, problems, rule, terminal},
    rules::{
        Basis, Bilingual, Category, Evidence, Example, ExampleForm, Role, Rule, RuleStatus,
        Severity,
    },
    text::{Disguise, Problem, Span},
};
use proptest::prelude::*;

#[test]
fn one_number_in_one_notice() {
    let scan = scan(vec![document("通知.txt").with(mobile("13800138000").line(3, 7))]);
    assert_snapshot!(told(&scan, Lang::Zh), @"
    通知.txt（文本，UTF-8）
      必须处理  手机号码
        第3行第7列  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 1 处：立即停止 0，必须处理 1，需要确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    assert_snapshot!(told(&scan, Lang::En), @"
    通知.txt (text, UTF-8)
      must be settled  Mobile number
        line 3 column 7  联系电话：1****0，公开前
          Fix: Give an office telephone.
          Ask: the head of department, the network office, the student aid office
          Basis: 个人信息保护法 第二十五条
          Why: It brings nuisance and fraud.

    Files: 1 (1 examined, 0 partly, 0 not examined)
    Findings: 1 (0 stop at once, 1 must be settled, 0 to be confirmed, 0 notes)
    Rules: 3, version mishen 0.1.0 + ours 2031.1, mark 0123456789ab
    ■
    ");
}

#[test]
fn a_column_of_numbers_is_one_group_with_one_remedy() {
    let cells = (2..=187).map(|row| mobile("13800138000").cell('C', row, "手机"));
    let scan = scan(vec![cells.fold(document("名单.csv"), Examined::with)]);
    assert_snapshot!(told(&scan, Lang::Zh), @"
    名单.csv（文本，UTF-8）
      必须处理  手机号码  C2–C187“手机”列（186 处）
        C2  联系电话：1****0，公开前
        C3  联系电话：1****0，公开前
        C4  联系电话：1****0，公开前
        另有 183 处，用 --all 逐处列出
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 186 处：立即停止 0，必须处理 186，需要确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    let all = told_with(&scan, &Options { all: true, ..options(Lang::Zh) });
    assert_eq!(all.matches("1****0").count(), 186);
}

#[test]
fn the_gravest_comes_first_and_layers_stay_apart() {
    let row = document("网页.html")
        .with(email("zhang.san@example.edu.cn").line(9, 1))
        .with(mobile("13800138000").line(4, 2).layer(Layer::Comment))
        .with(mobile("13900139000").line(5, 2).looks(Look::White))
        .conceals(ConcealedKind::MarkupComment, 2)
        .conceals(ConcealedKind::HiddenElement, 1);
    assert_snapshot!(told(&scan(vec![row]), Lang::Zh), @"
    网页.html（文本，UTF-8）
      必须处理  手机号码
        第5行第2列，与底色相同  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。
      必须处理  手机号码
        第4行第2列，在注释里  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。
      需要确认  个人电子邮箱
        第9行第1列  联系电话：zh****cn，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。
      读者看不见的内容：隐藏元素 1 处、网页注释 2 处

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 3 处：立即停止 0，必须处理 2，需要确认 1，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
}

#[test]
fn a_live_mark_hides_everything_else_of_its_document() {
    let row = document("报告.txt")
        .with(mark("机密★10年").line(1, 1))
        .with(mobile("13800138000").line(2, 4).labelled("张三的手机"));
    let scan = scan(vec![row]);
    let zh = told(&scan, Lang::Zh);
    assert_snapshot!(zh, @"
    报告.txt（文本，UTF-8）
      含国家秘密标志：只显示标志本身，其他内容不显示
      立即停止  国家秘密标志
        第1行第1列  机密★10年
          怎么改：改留办公电话；确需公开的登记。
          问谁：保密办、分管领导
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。
      必须处理  手机号码
        第2行第4列
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 2 处：立即停止 1，必须处理 1，需要确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    assert_snapshot!(lines(&scan, &options(Lang::Zh)), @r#"
    {"kind":"finding","v":1,"document":"报告.txt","part":null,"rule":"state-secret-mark","pack":"cn-personal-id","category":"state-secret","severity":"critical","trial":false,"confidence":"high","layer":"body","looks":[],"place":{"part":null,"page":null,"paragraph":null,"table":null,"row":null,"column":null,"cell":null,"header":null,"slide":null,"label":null},"line":1,"column":1,"span":[3,14],"bytes":null,"excerpt":"机密★10年","tolerated":[],"sign_off":["secrecy-office","leader"],"basis":["个人信息保护法 第二十五条"],"fingerprint":null}
    {"kind":"finding","v":1,"document":"报告.txt","part":null,"rule":"mobile","pack":"cn-personal-id","category":"personal-information","severity":"high","trial":false,"confidence":"high","layer":"body","looks":[],"place":{"part":null,"page":null,"paragraph":null,"table":null,"row":null,"column":null,"cell":null,"header":null,"slide":null,"label":null},"line":2,"column":4,"span":[3,14],"bytes":null,"excerpt":null,"tolerated":[],"sign_off":["dept-head","business:network","business:aid"],"basis":["个人信息保护法 第二十五条"],"fingerprint":null}
    {"kind":"document","v":1,"document":"报告.txt","status":"examined","format":"text","encoding":"UTF-8","misnamed":false,"parts":1,"passages":2,"characters":40,"unread":[],"concealed":[]}
    {"kind":"summary","v":1,"documents":1,"examined":1,"partly":0,"not_examined":0,"critical":1,"high":1,"medium":0,"low":0,"low_confidence":0,"excused":0,"expired_exceptions":[],"unused_exceptions":[],"excluded":0,"open_elsewhere":[],"config":null,"rules":3,"rules_version":"mishen 0.1.0 + ours 2031.1","rules_digest":"0123456789abcdef","exit_code":1}
    "#);
    for words in ["张三", "联系", "138", "公开前"] {
        assert!(!zh.contains(words), "{words}");
    }
}

#[test]
fn what_was_not_examined_says_what_and_why_and_what_to_do() {
    let unsupported = UnreadCause::Unsupported { format: "docx" };
    let undecodable = UnreadCause::Undecodable { at: 120, count: 3, encoding: "GB18030" };
    let rows = vec![
        document("附件.docx").unread(unsupported).formatted(Format::Other("docx"), None),
        document("旧稿.txt")
            .with(mobile("13800138000").line(1, 1))
            .unread(undecodable)
            .formatted(Format::Plain, Some("GB18030")),
        document("不见了.txt").unread(UnreadCause::Vanished).unopened(),
    ];
    let scan = scan(rows);
    assert_snapshot!(told(&scan, Lang::Zh), @"
    附件.docx（docx）
      ! 未能检查：docx暂时读不了，请人工查看，或另存为文本后再检查

    旧稿.txt（文本，GB18030）
      ! 部分未能检查：有 3 处不是 GB18030 文字（从第 120 字节起），请用原程序打开后另存
      必须处理  手机号码
        第1行第1列  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    不见了.txt
      ! 未能检查：检查时文件已不在，请核对后再检查

    共 3 个文件：全部检查 0，部分检查 1，未能检查 2
    疑点 1 处：立即停止 0，必须处理 1，需要确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    assert_snapshot!(told(&scan, Lang::En), @"
    附件.docx (docx)
      ! Not examined: docx is not read yet; look at it yourself, or save it as text

    旧稿.txt (text, GB18030)
      ! Partly not examined: bytes that are no GB18030 text (places: 3, the first at byte 120); open it in its program and save it again
      must be settled  Mobile number
        line 1 column 1  联系电话：1****0，公开前
          Fix: Give an office telephone.
          Ask: the head of department, the network office, the student aid office
          Basis: 个人信息保护法 第二十五条
          Why: It brings nuisance and fraud.

    不见了.txt
      ! Not examined: it was gone when it was to be read; check where it went and try again

    Files: 3 (0 examined, 1 partly, 2 not examined)
    Findings: 1 (0 stop at once, 1 must be settled, 0 to be confirmed, 0 notes)
    Rules: 3, version mishen 0.1.0 + ours 2031.1, mark 0123456789ab
    ■
    ");
    assert_snapshot!(lines(&scan, &options(Lang::Zh)), @r#"
    {"kind":"document","v":1,"document":"附件.docx","status":"not-examined","format":"docx","encoding":null,"misnamed":false,"parts":1,"passages":0,"characters":40,"unread":[{"part":null,"cause":"unsupported","format":"docx"}],"concealed":[]}
    {"kind":"finding","v":1,"document":"旧稿.txt","part":null,"rule":"mobile","pack":"cn-personal-id","category":"personal-information","severity":"high","trial":false,"confidence":"high","layer":"body","looks":[],"place":{"part":null,"page":null,"paragraph":null,"table":null,"row":null,"column":null,"cell":null,"header":null,"slide":null,"label":null},"line":1,"column":1,"span":[3,14],"bytes":null,"excerpt":"联系电话：1****0，公开前","tolerated":[],"sign_off":["dept-head","business:network","business:aid"],"basis":["个人信息保护法 第二十五条"],"fingerprint":null}
    {"kind":"document","v":1,"document":"旧稿.txt","status":"partly","format":"text","encoding":"GB18030","misnamed":false,"parts":1,"passages":2,"characters":40,"unread":[{"part":null,"cause":"undecodable","at":120}],"concealed":[]}
    {"kind":"document","v":1,"document":"不见了.txt","status":"not-examined","format":null,"encoding":null,"misnamed":false,"parts":0,"passages":0,"characters":40,"unread":[{"part":null,"cause":"vanished"}],"concealed":[]}
    {"kind":"summary","v":1,"documents":3,"examined":0,"partly":1,"not_examined":2,"critical":0,"high":1,"medium":0,"low":0,"low_confidence":0,"excused":0,"expired_exceptions":[],"unused_exceptions":[],"excluded":0,"open_elsewhere":[],"config":null,"rules":3,"rules_version":"mishen 0.1.0 + ours 2031.1","rules_digest":"0123456789abcdef","exit_code":1}
    "#);
}

#[test]
fn evidence_is_told_with_points_on_demand() {
    let mut finding = mobile("１３８００１３８０００").cell('C', 2, "手机");
    finding.tolerated = vec![Disguise::Fullwidth];
    finding.reasons = [
        (ReasonKind::Proof, 1, "mobile"),
        (ReasonKind::Field, 1, "mobile"),
        (ReasonKind::Near, 1, "联系"),
        (ReasonKind::Position, 1, "head"),
        (ReasonKind::Example, -2, "示例"),
        (ReasonKind::Proof, 1, "our own shape"),
        (ReasonKind::Field, 1, "our-own-field"),
    ]
    .map(|(kind, points, on)| Reason { kind, points, on: on.to_owned() })
    .to_vec();
    let scan = scan(vec![document("名单.csv").with(finding)]);
    let zh = told_with(&scan, &Options { explain: true, ..options(Lang::Zh) });
    assert_snapshot!(zh, @"
    名单.csv（文本，UTF-8）
      必须处理  手机号码
        C2  联系电话：１****０，公开前
          判断：把握大（4 分）：写法符合手机号码 +1 分；栏目或标签写明是手机 +1 分；附近有“联系” +1 分；位置：开头独立成行 +1 分；附近有“示例”，像是示例 -2 分；写法相符 +1 分；栏目或标签写明是our-own-field +1 分；写成全角
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 1 处：立即停止 0，必须处理 1，需要确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
}

#[test]
fn low_confidence_is_counted_and_shown_only_on_demand() {
    let mut doubtful = mobile("13800138000").line(1, 1);
    doubtful.confidence = Confidence::Low;
    let scan = scan(vec![document("通知.txt").with(doubtful)]);
    assert_snapshot!(told(&scan, Lang::Zh), @"
    通知.txt（文本，UTF-8）  未发现疑点

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 0 处：立即停止 0，必须处理 0，需要确认 0，提示 0
    另有把握小的 1 处没有列出，用 --all 查看
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    let all = Options { all: true, ..options(Lang::Zh) };
    assert_snapshot!(told_with(&scan, &all), @"
    通知.txt（文本，UTF-8）
      必须处理  手机号码
        第1行第1列  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登记。
          问谁：部门负责人、网信部门、资助部门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未能检查 0
    疑点 0 处：立即停止 0，必须处理 0，需要确认 0，提示 0
    另有把握小的 1 处，已列出，不计入以上疑点
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    assert_eq!(lines(&scan, &options(Lang::Zh)).lines().count(), 2);
    assert_eq!(lines(&scan, &all).lines().count(), 3);
}

#[test]
fn many_documents_without_findings_are_counted_not_listed() {
    let mut rows: Vec<Examined> =
        (1..=11).map(|number| document(&format!("{number:02}.md"))).collect();
    rows[4] = document("05.md").conceals(ConcealedKind::InvisibleCharacters, 3);
    let mut scan = scan(rows);
    scan.excluded = 2;
    scan.config = Some("../mishen.toml".to_owned());
    scan.open_elsewhere = vec!["~$草稿.docx".to_owned()];
    assert_snapshot!(told(&scan, Lang::Zh), @"
    未发现疑点的 11 个文件没有逐个列出
    其中 1 个含读者看不见的内容，用 --all 查看
    共 11 个文件：全部检查 11，部分检查 0，未能检查 0
    疑点 0 处：立即停止 0，必须处理 0，需要确认 0，提示 0
    按排除设置没有检查的 2 个
    ~$草稿.docx：有程序正打开着这份文件，检查的是磁盘上的内容
    配置：../mishen.toml
    规则 3 条，版本 mishen 0.1.0 + ours 2031.1，标识 0123456789ab
    ■
    ");
    let all = told_with(&scan, &Options { all: true, ..options(Lang::Zh) });
    assert_eq!(all.matches("未发现疑点").count(), 11);
}

#[test]
fn a_line_fits_the_terminal_and_no_mark_begins_one() {
    let scan = scan(vec![document("名单.csv").with(mobile("13800138000").line(3, 7))]);
    let narrow = told_with(&scan, &Options { columns: Some(40), ..options(Lang::Zh) });
    assert_snapshot!(narrow, @"
    名单.csv（文本，UTF-8）
      必须处理  手机号码
        第3行第7列  联系电话：1****0，公开前
          怎么改：改留办公电话；确需公开的登
                  记。
          问谁：部门负责人、网信部门、资助部
                门
          依据：个人信息保护法 第二十五条
          为什么：公开后会招来骚扰和诈骗。

    共 1 个文件：全部检查 1，部分检查 0，未
      能检查 0
    疑点 1 处：立即停止 0，必须处理 1，需要
      确认 0，提示 0
    规则 3 条，版本 mishen 0.1.0 + ours
      2031.1，标识 0123456789ab
    ■
    ");
    for line in narrow.lines() {
        assert!(mishen::text::width(line) <= 40, "{line}");
        assert!(!line.trim_start().starts_with(['，', '。', '；', '、']), "{line}");
    }
}

#[test]
fn a_document_cannot_steer_the_terminal() {
    let hostile = "\u{1b}[2J\u{202e}张三\n";
    let mut finding = mobile("13800138000").line(1, 1);
    finding.excerpt.before = hostile.to_owned();
    finding.at.label = Some(hostile.into());
    let scan = scan(vec![document(&format!("a{hostile}b.txt")).with(finding)]);
    let zh = told(&scan, Lang::Zh);
    assert!(zh.chars().all(|char| char == '\n' || !char.is_control()), "{zh:?}");
    assert!(!zh.contains('\u{202e}'));
}

#[test]
fn no_line_for_programs_holds_a_raw_control_or_bidi_character() {
    let scan = scan(vec![document("名\u{202e}单\u{9b}.txt").with(mobile("138\u{200b}00138000"))]);
    let told = lines(&scan, &Options { show_values: true, ..options(Lang::Zh) });
    assert!(!told.contains(['\u{202e}', '\u{9b}', '\u{200b}']), "{told:?}");
    assert!(told.contains(r"名\u202e单\u009b.txt"));
    for line in told.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn a_finding_for_programs() {
    let mut finding = mobile("13800138000").cell('C', 2, "手机");
    finding.bytes = Some(30..41);
    finding.fingerprint = Some(Fingerprint("00ff".to_owned()));
    finding.tolerated = vec![Disguise::Spaces];
    finding.looks = vec![Look::Hidden];
    let scan = scan(vec![document("名单.csv").with(finding)]);
    assert_snapshot!(lines(&scan, &options(Lang::Zh)), @r#"
    {"kind":"finding","v":1,"document":"名单.csv","part":null,"rule":"mobile","pack":"cn-personal-id","category":"personal-information","severity":"high","trial":false,"confidence":"high","layer":"body","looks":["hidden"],"place":{"part":null,"page":null,"paragraph":null,"table":1,"row":2,"column":3,"cell":"C2","header":"手机","slide":null,"label":null},"line":2,"column":10,"span":[3,14],"bytes":[30,41],"excerpt":"联系电话：1****0，公开前","tolerated":["spaces"],"sign_off":["dept-head","business:network","business:aid"],"basis":["个人信息保护法 第二十五条"],"fingerprint":"00ff"}
    {"kind":"document","v":1,"document":"名单.csv","status":"examined","format":"text","encoding":"UTF-8","misnamed":false,"parts":1,"passages":2,"characters":40,"unread":[],"concealed":[]}
    {"kind":"summary","v":1,"documents":1,"examined":1,"partly":0,"not_examined":0,"critical":0,"high":1,"medium":0,"low":0,"low_confidence":0,"excused":0,"expired_exceptions":[],"unused_exceptions":[],"excluded":0,"open_elsewhere":[],"config":null,"rules":3,"rules_version":"mishen 0.1.0 + ours 2031.1","rules_digest":"0123456789abcdef","exit_code":1}
    "#);
    let values = Options { show_values: true, ..options(Lang::Zh) };
    assert!(lines(&scan, &values).contains(r#""text":"13800138000""#));
}

#[test]
fn a_clause_is_not_cited_before_it_took_effect() {
    let scan = scan(vec![document("通知.txt").with(mobile("13800138000").line(1, 1))]);
    let before = Options { as_of: "2021-10-31".to_owned(), ..options(Lang::Zh) };
    assert!(!told_with(&scan, &before).contains("依据"));
    assert!(lines(&scan, &before).contains(r#""basis":[]"#));
}

#[test]
fn a_rule_as_a_page() {
    assert_snapshot!(rule(&mobile_rule(), Lang::Zh), @"
    mobile  手机号码
    必须处理  个人信息  cn-personal-id
    怎么改：改留办公电话；确需公开的登记。
    问谁：部门负责人、网信部门、资助部门
    依据：个人信息保护法 第二十五条
    为什么：公开后会招来骚扰和诈骗。

    例子
      手机：
        13800138000

    反例
      总价13800000000元
    ");
}

#[test]
fn problems_point_into_the_file() {
    let source: Arc<str> = "[scan]\n排除 = 3\n".into();
    let problem = |span, code, args: &[(&'static str, &str)]| Problem {
        file: "mishen.toml".to_owned(),
        source: Arc::clone(&source),
        span,
        code,
        args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
    };
    let list = [
        problem(Some(7..13), "file-unknown-key", &[("key", "排除")]),
        problem(
            Some(16..17),
            "file-toml",
            &[("detail", "invalid type: integer `3`, expected a sequence")],
        ),
        problem(None, "file-unreadable", &[("detail", "permission denied")]),
        problem(Some(90..99), "rule-unknown-name", &[("kind", "role"), ("name", "chef")]),
    ];
    assert_snapshot!(problems(&list, Lang::Zh, false), @r#"
    问题：不认识的项“排除”
     --> mishen.toml:2:1
      |
    2 | 排除 = 3
      | ^^^^
    问题：格式不对：这里应是列表，如 ["…"]
     --> mishen.toml:2:6
      |
    2 | 排除 = 3
      |        ^
    mishen.toml：读不了：没有读取权限
    问题：没有“chef”这个签字人（sign_off）
     --> mishen.toml:2:8
      |
    2 | 排除 = 3
      |         ^
    "#);
    assert_snapshot!(problems(&list, Lang::En, false), @r#"
    error: unknown key “排除”
     --> mishen.toml:2:1
      |
    2 | 排除 = 3
      | ^^^^
    error: not valid here: this should be a list, like ["…"]
     --> mishen.toml:2:6
      |
    2 | 排除 = 3
      |        ^
    mishen.toml: cannot be read: no permission to read
    error: there is no role “chef”
     --> mishen.toml:2:8
      |
    2 | 排除 = 3
      |         ^
    "#);
}

proptest! {
    #[test]
    fn no_output_holds_a_value(value in "1[3-9][0-9]{9}", all: bool, explain: bool, zh: bool) {
        let scan = scan(vec![document("名单.csv")
            .with(mobile(&value).line(1, 1).labelled(&format!("手机{value}")))
            .with(mobile(&value).cell('C', 2, &format!("电话 {value}")))
            .with(mobile(&value).cell('C', 3, "手机"))]);
        let lang = if zh { Lang::Zh } else { Lang::En };
        let options = Options { all, explain, ..options(lang) };
        prop_assert!(!told_with(&scan, &options).contains(&value));
        prop_assert!(!lines(&scan, &options).contains(&value));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal(text in "\\PC{0,80}", columns in 30usize..120) {
        let mut finding = mobile("13800138000").line(1, 1);
        finding.excerpt.before = text;
        let scan = scan(vec![document("名单.csv").with(finding)]);
        let told = told_with(&scan, &Options { columns: Some(columns), ..options(Lang::Zh) });
        for line in told.lines() {
            prop_assert!(mishen::text::width(line) <= columns, "{:?}", line);
        }
    }
}

fn options(lang: Lang) -> Options {
    Options { as_of: "2031-05-20".to_owned(), ..Options::plain(lang) }
}

fn told(scan: &Scan, lang: Lang) -> String {
    told_with(scan, &options(lang))
}

fn told_with(scan: &Scan, options: &Options) -> String {
    let mut out = Vec::new();
    terminal(scan, options, "■", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn lines(scan: &Scan, options: &Options) -> String {
    let mut out = Vec::new();
    jsonl(scan, options, 1, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn scan(rows: Vec<Examined>) -> Scan {
    Scan {
        examinations: rows.into_iter().map(|row| row.0).collect(),
        excluded: 0,
        open_elsewhere: Vec::new(),
        rules_version: "mishen 0.1.0 + ours 2031.1".to_owned(),
        rules_digest: "0123456789abcdef".to_owned(),
        rules_count: 3,
        answers: Answers::default(),
        config: None,
    }
}

/// A row being built.
struct Examined(Examination);

fn document(name: &str) -> Examined {
    let mut row = Examination::empty(name.to_owned());
    row.passages = 2;
    row.characters = 40;
    Examined(row).formatted(Format::Plain, Some("UTF-8"))
}

impl Examined {
    fn with(mut self, finding: Finding) -> Self {
        self.0.findings.push(finding);
        self
    }

    fn formatted(mut self, format: Format, encoding: Option<&'static str>) -> Self {
        self.0.parts = vec![Part { path: None, format, encoding, misnamed: false }];
        self
    }

    fn unread(mut self, cause: UnreadCause) -> Self {
        if self.0.findings.is_empty() {
            self.0.passages = 0;
        }
        self.0.unread.push(Unread { at: Place::default(), cause });
        self
    }

    fn unopened(mut self) -> Self {
        self.0.parts.clear();
        self
    }

    fn conceals(mut self, kind: ConcealedKind, count: u32) -> Self {
        self.0.concealed.push(Concealed { kind, at: Place::default(), count, line: None });
        self
    }
}

/// Moves a finding about.
trait Placed: Sized {
    fn line(self, line: u32, column: u32) -> Self;
    fn cell(self, column: char, row: u32, header: &str) -> Self;
    fn layer(self, layer: Layer) -> Self;
    fn looks(self, look: Look) -> Self;
    fn labelled(self, label: &str) -> Self;
}

impl Placed for Finding {
    fn line(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (Some(line), Some(column));
        self
    }

    fn cell(mut self, column: char, row: u32, header: &str) -> Self {
        self.at = Place {
            table: Some(1),
            row: Some(row),
            column: Some(column as u32 - 'A' as u32 + 1),
            cell: Some(format!("{column}{row}").into()),
            header: Some(header.into()),
            ..Place::default()
        };
        self.line(row, 10)
    }

    fn layer(mut self, layer: Layer) -> Self {
        self.layer = layer;
        self
    }

    fn looks(mut self, look: Look) -> Self {
        self.looks.push(look);
        self
    }

    fn labelled(mut self, label: &str) -> Self {
        self.at.label = Some(label.into());
        self
    }
}

fn mobile(value: &str) -> Finding {
    finding(mobile_rule(), value)
}

fn email(value: &str) -> Finding {
    let mut rule = a_rule("email", Category::PersonalInformation, Severity::Medium);
    rule.title = words("个人电子邮箱", "Personal e-mail");
    finding(rule, value)
}

fn mark(value: &str) -> Finding {
    let mut rule = a_rule("state-secret-mark", Category::StateSecret, Severity::Critical);
    rule.title = words("国家秘密标志", "State-secret mark");
    rule.sign_off = ["secrecy-office", "leader"].map(|role| Role::from_code(role).unwrap()).into();
    let mut finding = finding(rule, value);
    finding.excerpt.words = Some(value.to_owned());
    finding
}

fn finding(rule: Rule, value: &str) -> Finding {
    Finding {
        severity: rule.severity,
        rule: Arc::new(rule),
        confidence: Confidence::High,
        reasons: Vec::new(),
        at: Place::default(),
        layer: Layer::Body,
        looks: Vec::new(),
        line: None,
        column: None,
        span: Span::new(3, 14),
        bytes: None,
        fact: None,
        excerpt: Excerpt {
            before: "联系电话：".to_owned(),
            value: value.to_owned(),
            words: None,
            after: "，公开前".to_owned(),
        },
        tolerated: Vec::new(),
        fingerprint: None,
        excuse: None,
        known: None,
    }
}

fn mobile_rule() -> Rule {
    a_rule("mobile", Category::PersonalInformation, Severity::High)
}

fn a_rule(id: &str, category: Category, severity: Severity) -> Rule {
    let example = |text: &str, finds: &[&str]| Example {
        form: ExampleForm::Text,
        text: text.to_owned(),
        finds: finds.iter().map(|find| (*find).to_owned()).collect(),
        line: 1,
    };
    Rule {
        id: id.to_owned(),
        pack: "cn-personal-id".to_owned(),
        major: 1,
        title: words("手机号码", "Mobile number"),
        category,
        severity,
        sign_off: ["dept-head", "business:network", "business:aid"]
            .map(|role| Role::from_code(role).unwrap())
            .into(),
        matches: Vec::new(),
        evidence: Evidence::default(),
        supersedes: Vec::new(),
        why: words("公开后会招来骚扰和诈骗。", "It brings nuisance and fraud."),
        remedy: words("改留办公电话；确需公开的登记。", "Give an office telephone."),
        basis: vec![Basis {
            text: "个人信息保护法 第二十五条".to_owned(),
            since: "2021-11-01".to_owned(),
        }],
        examples: vec![example("手机：\n13800138000", &["13800138000"])],
        counterexamples: vec![example("总价13800000000元", &[])],
        status: RuleStatus::Active,
        in_force: (String::new(), String::new()),
        profiles: Vec::new(),
        mark: false,
        contact: false,
        proposed_by: String::new(),
        note: String::new(),
        file: "rules/cn-personal-id/mobile.toml".to_owned(),
        digest: String::new(),
    }
}

fn words(zh: &str, en: &str) -> Bilingual {
    Bilingual { zh: zh.to_owned(), en: en.to_owned() }
}
