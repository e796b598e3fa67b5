//! The command line as people meet it.

#[test]
fn transcripts_and_the_first_session_replay() {
    trycmd::TestCases::new()
        .env("MISHEN_LANG", "zh")
        .case("README.md")
        .case("README.zh-CN.md")
        .case("tests/integration/cli/*.trycmd");
}

mod exit {
    use mishen::cli::Exit;

    #[test]
    fn the_gravest_wins() {
        let order = [0, 1, 3, 4, 2];
        for (low, one) in order.iter().enumerate() {
            for other in &order[low..] {
                let exit = |code: u8| {
                    *Exit::ALL.iter().find(|exit| exit.code() == code).expect("every code is one")
                };
                assert_eq!(exit(*one).and(exit(*other)).code(), *other);
                assert_eq!(exit(*other).and(exit(*one)).code(), *other);
            }
        }
    }
}

mod ending {
    use mishen::{
        cli::{Exit, ending},
        document::{Place, Unread, UnreadCause},
        finding::{Answers, Examination, Scan},
        rules::Severity,
    };

    fn scan(rows: Vec<Examination>) -> Scan {
        Scan {
            examinations: rows,
            excluded: 0,
            open_elsewhere: Vec::new(),
            rules_version: String::new(),
            rules_digest: String::new(),
            rules_count: 0,
            answers: Answers::default(),
            config: None,
        }
    }

    #[test]
    fn nothing_found_closes_clear() {
        let scan = scan(vec![Examination::empty("a.txt".to_owned())]);
        assert_eq!(ending(&scan, Some(Severity::Medium)), (Exit::Clear, "close.clear"));
    }

    #[test]
    fn what_was_not_examined_never_closes_clear() {
        let mut row = Examination::empty("a.docx".to_owned());
        let cause = UnreadCause::Unsupported { format: "docx" };
        row.unread.push(Unread { at: Place::default(), cause });
        let told = ending(&scan(vec![row]), None);
        assert_eq!(told, (Exit::Unexamined, "close.unexamined"));
    }
}

/// The binary run in a folder of its own.
mod runs {
    use std::{
        io::Write as _,
        process::{Command, Stdio},
    };

    use crate::desk::{Desk, told};

    #[test]
    fn a_broken_configuration_above_the_working_folder_stops_the_scan() {
        let desk = Desk::new(&[("mishen.toml", "[scan]\nfail = 1\n"), ("in/a.txt", "正文")]);
        let mut command = desk.command(&["scan", "a.txt"]);
        let (code, out, err) = told(command.current_dir(desk.path("in")).output().unwrap());
        assert_eq!((code, out.as_str()), (Some(2), ""));
        insta::assert_snapshot!(err, @r#"
    问题：不认识的项“fail”
     --> ../mishen.toml:2:1
      |
    2 | fail = 1
      | ^^^^
    规则或配置文件有 1 处问题，改好后再检查。
    "#);
    }

    #[test]
    fn a_rule_that_is_not_there_cannot_be_disabled() {
        let config = "[rules]\ndisable = [{ rule = \"moblie\", reason = \"r\" }]\n";
        let desk = Desk::new(&[("mishen.toml", config), ("a.txt", "正文")]);
        let (code, _, err) = desk.run(&["scan", "a.txt"]);
        assert_eq!(code, Some(2));
        insta::assert_snapshot!(err, @r#"
    问题：没有“moblie”这个规则
     --> mishen.toml:2:21
      |
    2 | disable = [{ rule = "moblie", reason = "r" }]
      |                     ^^^^^^^^
    规则或配置文件有 1 处问题，改好后再检查。
    "#);
    }

    #[test]
    fn a_disabled_rule_finds_nothing_and_a_note_does_not_read_as_clean() {
        let text = "手机：13800138000";
        let desk = Desk::new(&[("a.txt", text)]);
        assert_eq!(desk.run(&["scan", "a.txt"]).0, Some(1));
        let low = "[[rules.regrade]]\nrule = \"mobile\"\nseverity = \"low\"\nreason = \"r\"\n";
        let desk = Desk::new(&[("mishen.toml", low), ("a.txt", text)]);
        let (code, out, _) = desk.run(&["scan", "a.txt"]);
        assert_eq!(code, Some(0));
        assert!(!out.contains("未发现疑点"), "{out}");
        let off = "[rules]\ndisable = [{ rule = \"mobile\", reason = \"r\" }]\n";
        let desk = Desk::new(&[("mishen.toml", off), ("a.txt", text)]);
        let (code, out, _) = desk.run(&["scan", "a.txt"]);
        assert_eq!(code, Some(0));
        assert!(out.contains("未发现疑点，不等于不涉密"), "{out}");
    }

    #[test]
    fn nothing_to_check_is_said() {
        let desk = Desk::new(&[("a/b.log", "正文")]);
        let (code, out, err) = desk.run(&["scan", "a", "--exclude", "*.log"]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        insta::assert_snapshot!(err, @r#"
    没有要检查的文件：给出的文件夹是空的，或全部被排除了。
    "#);
    }

    #[test]
    fn standard_input_is_a_document_too() {
        let desk = Desk::new(&[]);
        let mut command = desk.command(&["scan", "-", "--format", "jsonl"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all("手机：13800138000".as_bytes()).unwrap();
        let (code, out, err) = told(child.wait_with_output().unwrap());
        assert_eq!((code, err.as_str()), (Some(1), ""));
        assert_eq!(out.lines().count(), 3, "{out}");
        assert!(out.starts_with(r#"{"kind":"finding","v":1,"document":"-""#), "{out}");
        assert!(!out.contains("13800138000"));
    }

    #[test]
    fn values_beside_a_live_mark_are_refused_without_force() {
        let desk = Desk::new(&[("a.txt", "机密★10年\n\n关于工作的通知\n")]);
        let (code, out, _) = desk.run(&["scan", "a.txt", "--show-values", "--force"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("机密★10年"), "{out}");
        let (code, out, err) = desk.run(&["scan", "a.txt", "--show-values"]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.contains("--force"), "{err}");
    }

    #[test]
    fn text_gives_lengths_and_with_force_the_text() {
        let desk = Desk::new(&[("a.md", "# 通知\n\n手机：13800138000\n")]);
        let (code, out, _) = desk.run(&["text", "a.md"]);
        assert_eq!(code, Some(0));
        insta::assert_snapshot!(out, @"
        # Markdown UTF-8
        文件名	在文件名里		（4 字，用 --show-values 显示）
        第1行第3列	正文		（2 字，用 --show-values 显示）
        第3行第1列	正文		（14 字，用 --show-values 显示）
        ");
        let (code, out, _) = desk.run(&["text", "a.md", "--show-values", "--force"]);
        assert_eq!(code, Some(0));
        insta::assert_snapshot!(out, @"
        # Markdown UTF-8
        文件名	在文件名里		a.md
        第1行第3列	正文		通知
        第3行第1列	正文		手机：13800138000
        ");
    }

    #[test]
    fn text_gives_records_that_keep_to_their_schema_and_hold_no_word_unasked() {
        let desk = Desk::new(&[("a.csv", "姓名,手机\n张三,13800138000\n"), ("b.pdf", "%PDF-1.7")]);
        let (code, out, _) = desk.run(&["text", "a.csv", "--format", "jsonl"]);
        assert_eq!(code, Some(0));
        assert!(!out.contains("张三") && !out.contains("13800138000"), "{out}");
        let (_, shown, _) =
            desk.run(&["text", "a.csv", "--format", "jsonl", "--show-values", "--force"]);
        assert!(shown.contains("\"text\":\"13800138000\""), "{shown}");
        let (code, unread, _) = desk.run(&["text", "b.pdf", "--format", "jsonl"]);
        assert_eq!(code, Some(3));
        let schema = include_str!("../../rules/schema/text.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for line in [&out, &shown, &unread].into_iter().flat_map(|told| told.lines()) {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(validator.is_valid(&record), "{line}");
        }
    }

    #[test]
    fn a_folder_is_no_text() {
        let desk = Desk::new(&[("a/b.txt", "正文")]);
        let (code, _, err) = desk.run(&["text", "a"]);
        assert_eq!((code, err.as_str()), (Some(2), "“a”是文件夹，请给一个文件。\n"));
    }

    #[test]
    fn colour_is_painted_only_when_asked_for() {
        let desk = Desk::new(&[("a.txt", "手机：13800138000")]);
        let painted = |args: &[&str], variables: &[(&str, &str)]| {
            let mut command = desk.command(args);
            command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
            command.envs(variables.iter().copied());
            told(command.output().unwrap()).1.contains('\u{1b}')
        };
        let scan = ["scan", "a.txt"];
        let always = ["scan", "a.txt", "--color", "always"];
        let never = ["scan", "a.txt", "--color", "never"];
        assert!(!painted(&scan, &[]));
        assert!(painted(&scan, &[("CLICOLOR_FORCE", "1")]));
        assert!(!painted(&scan, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(painted(&always, &[("NO_COLOR", "1")]));
        assert!(!painted(&never, &[("CLICOLOR_FORCE", "1")]));
    }

    #[cfg(unix)]
    #[test]
    #[ignore = "needs `script`, which gives it a terminal"]
    fn a_terminal_sees_colours_unless_it_asks_for_none() {
        let desk = Desk::new(&[("a.txt", "手机：13800138000")]);
        let seen = |variables: &str| {
            let run = format!("{variables} '{}' scan a.txt", env!("CARGO_BIN_EXE_mishen"));
            let mut terminal = Command::new("script");
            terminal.args(["-qec", &run, "/dev/null"]).current_dir(desk.path(""));
            terminal.env("TERM", "xterm").env_remove("NO_COLOR").stdin(Stdio::null());
            String::from_utf8(terminal.output().unwrap().stdout).unwrap()
        };
        let painted = seen("");
        assert!(painted.contains("1****0") && painted.contains("\u{1b}["), "{painted}");
        let plain = seen("NO_COLOR=1");
        assert!(plain.contains("1****0") && !plain.contains('\u{1b}'), "{plain}");
    }

    #[test]
    fn a_reader_that_leaves_early_is_no_panic() {
        let line = "手机：13800138000\n";
        let desk = Desk::new(&[("a.txt", &line.repeat(20_000))]);
        let mut command = desk.command(&["scan", "a.txt", "--all"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let (code, _, err) = told(child.wait_with_output().unwrap());
        assert_eq!((code, err.as_str()), (Some(2), ""));
    }

    #[test]
    fn the_same_bytes_give_the_same_lines_at_any_number_of_threads() {
        let files: Vec<(String, String)> = (0..40)
            .map(|number| (format!("d/{number}.txt"), format!("手机：138001380{number:02}")))
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let desk = Desk::new(&files);
        let run = |threads: &str| {
            let args = ["scan", "d", "--format", "jsonl", "--as-of", "2031-05-20"];
            desk.run(&[&args[..], &["--threads", threads]].concat())
        };
        assert_eq!(run("1"), run("7"));
    }
}
