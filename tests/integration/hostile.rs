//! Bad input loses nothing: a clear row each, no panic, little memory.
#![cfg(unix)]

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{BufWriter, Write as _},
    os::unix::{ffi::OsStrExt as _, fs::symlink},
    process::Command,
};

use insta::assert_snapshot;
use mishen::{
    document::{Limits, inputs::Input},
    engine::{Options, Searcher, scan},
    rules::RuleSet,
};

use crate::desk::{Desk, told, without_rules};

/// Writes `megabytes` on one line after `opening`, with a number at its end.
fn write_long_line(desk: &Desk, name: &str, opening: &str, megabytes: usize) {
    let mut file = BufWriter::new(File::create(desk.path(name)).unwrap());
    file.write_all(opening.as_bytes()).unwrap();
    let stretch = "各单位应当按照规定做好信息公开工作，".repeat(100);
    for _ in 0..megabytes * 1_000_000 / stretch.len() {
        file.write_all(stretch.as_bytes()).unwrap();
    }
    file.write_all("手机：13800138000".as_bytes()).unwrap();
    file.flush().unwrap();
}

/// What is found in the file `name` when the process may have no more than `kilobytes`.
fn scan_within(desk: &Desk, name: &str, kilobytes: u32) -> (Option<i32>, String, String) {
    let limited = format!("ulimit -v {kilobytes}; exec \"$0\" scan --threads 1 --lang en \"$1\"");
    let mut command = Command::new("bash");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_mishen"), name]);
    told(command.current_dir(desk.path("")).output().unwrap())
}

#[test]
fn a_line_of_a_hundred_megabytes_is_read_to_its_end_in_little_memory() {
    let desk = Desk::new(&[]);
    write_long_line(&desk, "a.txt", "", 100);
    let (code, out, err) = scan_within(&desk, "a.txt", 100_000);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_snapshot!(out.lines().take(4).collect::<Vec<_>>().join("\n"), @"
    a.txt (text, UTF-8)
      must be settled  Mobile number
        line 1 column 33332404  工作，各单位应当按照规定做好信息公开工作，手机：1****0
          Fix: Give an office telephone, or have the head approve the mobile and list it as a contact.
    ");
}

#[test]
fn a_line_too_long_to_be_parsed_is_read_as_text_and_said() {
    let desk = Desk::new(&[]);
    let openings = [
        ("a.json", "{\"内容\": \""),
        ("a.html", "<!DOCTYPE html><p>"),
        ("a.csv", "编号,内容\n1,"),
        ("a.md", "# 通知\n\n"),
        ("a.xml", "<?xml version=\"1.0\"?><内容>"),
    ];
    for (name, opening) in openings {
        write_long_line(&desk, name, opening, 40);
        let (code, out, err) = scan_within(&desk, name, 300_000);
        assert_eq!((code, err.as_str()), (Some(3), ""), "{name}");
        assert!(out.contains("1****0"), "{name}: {out}");
        fs::remove_file(desk.path(name)).unwrap();
    }
}

#[test]
fn nul_bytes_broken_encodings_and_an_empty_file_have_a_row_each() {
    let desk = Desk::new(&[("d/empty.txt", "")]);
    let files: [(&str, &[u8]); 4] = [
        ("d/nul.txt", &[0; 4096]),
        ("d/nul-inside.txt", "手机：138\u{0}001380\u{0} 00\n".as_bytes()),
        (
            "d/broken.txt",
            b"\xe6\x89\x8b\xe6\x9c\xba\xff\xfe\xe6\x89\x8b\xe6\x9c\xba\xef\xbc\x9a13800138000\n",
        ),
        ("d/cut.txt", b"\xe6\x89\x8b\xe6\x9c"),
    ];
    for (name, bytes) in files {
        fs::write(desk.path(name), bytes).unwrap();
    }
    let (code, out, _) = desk.run(&["scan", "d"]);
    assert_eq!(code, Some(3));
    assert_snapshot!(without_rules(&out), @"
    d/broken.txt（文本，UTF-8）
      ! 部分未能检查：有 2 处不是 UTF-8 文字（从第 6 字节起），请用原程序打开后另存
      必须处理  手机号码
        第1行第8列  手机��手机：1****0
          怎么改：改留办公电话；确需公开手机的，由部门负责人同意并登记为对外联系方式。
          问谁：部门负责人、业务主管部门
          依据：个人信息保护法 第二十五条；教财厅函〔2017〕28号
          为什么：个人手机号公开后会招来骚扰和诈骗；因公需要留手机的，应当经部门负责人同意。

    d/cut.txt（文本，UTF-8）
      ! 部分未能检查：有 1 处不是 UTF-8 文字（从第 3 字节起），请用原程序打开后另存

    d/nul-inside.txt（二进制数据）
      ! 未能检查：二进制数据暂时读不了，请人工查看，或另存为文本后再检查
      扩展名与内容不符：内容是二进制数据

    d/nul.txt（二进制数据）
      ! 未能检查：二进制数据暂时读不了，请人工查看，或另存为文本后再检查
      扩展名与内容不符：内容是二进制数据

    d/empty.txt（文本，UTF-8）  未发现疑点

    共 5 个文件：全部检查 1，部分检查 2，未能检查 2
    疑点 1 处：立即停止 0，必须处理 1，需要确认 0，提示 0
    有疑点需要处理或签字，另有内容未能检查；都办妥之前请不要发布。
    ");
}

#[test]
fn links_that_go_round_or_nowhere_are_not_examined() {
    let desk = Desk::new(&[("d/a.txt", "正文"), ("d/e/b.txt", "正文")]);
    symlink("loop.txt", desk.path("d/loop.txt")).unwrap();
    symlink("..", desk.path("d/e/up")).unwrap();
    symlink("nowhere.txt", desk.path("d/gone.txt")).unwrap();
    symlink("a.txt", desk.path("d/link.txt")).unwrap();
    let (code, out, _) = desk.run(&["scan", "d"]);
    assert_eq!(code, Some(3));
    assert_snapshot!(without_rules(&out), @"
    d/e/up
      ! 未能检查：是断开的链接或循环链接，请换成文件本身

    d/gone.txt
      ! 未能检查：是断开的链接或循环链接，请换成文件本身

    d/loop.txt
      ! 未能检查：是断开的链接或循环链接，请换成文件本身

    d/a.txt（文本，UTF-8）  未发现疑点
    d/e/b.txt（文本，UTF-8）  未发现疑点
    d/link.txt（文本，UTF-8）  未发现疑点

    共 6 个文件：全部检查 3，部分检查 0，未能检查 3
    疑点 0 处：立即停止 0，必须处理 0，需要确认 0，提示 0
    有内容未能检查，请逐项人工查看，不能当作没有疑点。
    ");
}

#[test]
fn names_of_odd_bytes_and_control_characters_are_told_harmlessly() {
    let desk =
        Desk::new(&[("d/\u{1b}[31m红\n.txt", "正文"), ("d/\u{202e}txt.exe", "手机：13800138000")]);
    let odd = OsStr::from_bytes(b"d/\xd5\xc5\xc8\xfd.txt");
    fs::write(desk.path("").join(odd), "手机：13800138000").unwrap();
    let (code, out, _) = desk.run(&["scan", "d"]);
    assert_eq!(code, Some(1));
    assert!(out.chars().all(|char| char == '\n' || !char.is_control()), "{out:?}");
    assert_snapshot!(without_rules(&out), @r"
    d/\xD5\xC5\xC8\xFD.txt（文本，UTF-8）
      必须处理  手机号码
        第1行第4列  手机：1****0
          怎么改：改留办公电话；确需公开手机的，由部门负责人同意并登记为对外联系方式。
          问谁：部门负责人、业务主管部门
          依据：个人信息保护法 第二十五条；教财厅函〔2017〕28号
          为什么：个人手机号公开后会招来骚扰和诈骗；因公需要留手机的，应当经部门负责人同意。

    d/\u{202e}txt.exe（文本，UTF-8）
      扩展名与内容不符：内容是文本
      必须处理  手机号码
        第1行第4列  手机：1****0
          怎么改：改留办公电话；确需公开手机的，由部门负责人同意并登记为对外联系方式。
          问谁：部门负责人、业务主管部门
          依据：个人信息保护法 第二十五条；教财厅函〔2017〕28号
          为什么：个人手机号公开后会招来骚扰和诈骗；因公需要留手机的，应当经部门负责人同意。

    d/\u{1b}[31m红 .txt（文本，UTF-8）  未发现疑点

    共 3 个文件：全部检查 3，部分检查 0，未能检查 0
    疑点 2 处：立即停止 0，必须处理 2，需要确认 0，提示 0
    有疑点需要处理或签字，处理前请不要发布。
    ");
    let (_, lines, _) = desk.run(&["scan", "--format", "jsonl", "d"]);
    assert!(lines.contains(r#""document":"d/\\xD5\\xC5\\xC8\\xFD.txt""#), "{lines}");
    assert!(!lines.contains('\u{202e}'), "{lines}");
}

#[test]
fn what_is_no_file_or_cannot_be_read_is_not_examined() {
    let desk = Desk::new(&[("d/a.txt", "正文")]);
    assert!(Command::new("mkfifo").arg(desk.path("d/pipe")).status().unwrap().success());
    let (code, out, _) = desk.run(&["scan", "d", "/proc/self/mem"]);
    assert_eq!(code, Some(3));
    assert_snapshot!(without_rules(&out), @"
    d/pipe
      ! 未能检查：不是普通文件，请换成文件本身

    /proc/self/mem
      ! 未能检查：读取出错（uncategorized error），请重新复制一份再检查

    d/a.txt（文本，UTF-8）  未发现疑点

    共 3 个文件：全部检查 1，部分检查 0，未能检查 2
    疑点 0 处：立即停止 0，必须处理 0，需要确认 0，提示 0
    有内容未能检查，请逐项人工查看，不能当作没有疑点。
    ");
}

#[test]
fn a_file_that_vanishes_or_turns_into_a_folder_after_it_was_chosen_has_its_row() {
    let desk = Desk::new(&[("a.txt", "正文"), ("b.txt/c.txt", "正文")]);
    let searcher = Searcher::new(RuleSet::load(&[], &[]).unwrap());
    let program = env!("CARGO_BIN_EXE_mishen").into();
    let options = Options { limits: Limits::default(), program, key: None, threads: 2 };
    let input = |name: &str| Input::Path { name: name.to_owned(), path: desk.path(name) };
    let inputs = ["gone.txt", "a.txt", "b.txt"].map(input);
    let rows = scan(&inputs, &searcher, &options, &|_| {});
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {:?} {:?}",
                row.document,
                row.status(),
                row.unread.first().map(|unread| unread.cause.code())
            )
        })
        .collect();
    assert_snapshot!(told.join("\n"), @r#"
    gone.txt NotExamined Some("vanished")
    a.txt Examined None
    b.txt NotExamined Some("not-a-file")
    "#);
}
