//! The child process that reads what could do harm: what it says, and how its death is told.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
};

use mishen::document::{Limits, Reading, read, worker};

use crate::kept::{Kept, kept_within};

const PAGE: &str = "<html><head><title>名单</title></head><body><p hidden>密级：机密</p>\
    <table><tr><th>姓名</th><th>学号</th></tr><tr><td>张三</td><td>2031001</td></tr></table>\
    <!-- 待删 --><p>第一行&amp;<br>第二行</p></body></html>";

/// Everything larger than 16 bytes is read in a worker.
fn limits() -> Limits {
    Limits { here_bytes: 16, ..Limits::default() }
}

/// What `program` says about `bytes`.
fn told_by(program: &Path, bytes: &[u8], limits: &Limits) -> Kept {
    let mut kept = Kept::default();
    read(&mut &*bytes, "名单.html", limits, &Reading::Apart(program), &mut kept);
    kept
}

/// What a worker says about `bytes`.
fn told(bytes: &[u8], limits: &Limits) -> Kept {
    told_by(Path::new(env!("CARGO_BIN_EXE_mishen")), bytes, limits)
}

/// What is told of a worker that takes the document, does what `script` says, and ends.
fn told_of_death(script: &str) -> String {
    let desk = tempfile::tempdir().unwrap();
    let program = desk.path().join("worker");
    fs::write(&program, format!("#!/bin/sh\ncat > {}/taken\n{script}\n", desk.path().display()))
        .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    told_by(&program, PAGE.as_bytes(), &limits()).story
}

#[test]
fn a_worker_says_what_its_reader_says() {
    for (name, text) in [
        ("名单.html", PAGE),
        ("a.csv", "姓名,学号\n张三,2031001\n\"李 \"\"四\"\"\",2031002\n"),
        ("a.json", "{\"name\":\"张三\",\"list\":[{\"id\":\"2031001\"},{\"id\":\"2031002\"}]}"),
        ("a.md", "# 名单\n\n| 姓名 | 学号 |\n|---|---|\n| 张三 | 2031001 |\n\n<!-- 待删 -->\n"),
        ("a.xml", "<list><one name=\"张三\"><id>2031001</id></one></list"),
    ] {
        let here = kept_within(name, text.as_bytes(), &limits());
        let mut apart = Kept::default();
        let program = Path::new(env!("CARGO_BIN_EXE_mishen"));
        read(&mut text.as_bytes(), name, &limits(), &Reading::Apart(program), &mut apart);
        assert_eq!(apart.story, here.story);
        assert_eq!(apart.parts, here.parts);
        assert_eq!(apart.tables, here.tables);
        assert_eq!(apart.unread, here.unread);
        assert_eq!(apart.passages.len(), here.passages.len());
        for (apart, here) in apart.passages.iter().zip(&here.passages) {
            assert_eq!((&apart.at, apart.layer), (&here.at, here.layer));
            assert_eq!((&apart.looks, &apart.pieces), (&here.looks, &here.pieces));
        }
    }
}

#[test]
fn a_document_larger_than_its_pipe_arrives_whole() {
    let page = format!("<p>{}</p>", "甲".repeat(700_000));
    let here = kept_within("名单.html", page.as_bytes(), &limits());
    assert!(told(page.as_bytes(), &limits()).story == here.story);
}

#[test]
fn a_worker_that_fails_is_told_with_the_place_in_the_program() {
    let story = told_of_death("echo 'panic at src/document/formats/x.rs:7' >&2; exit 101");
    assert_eq!(story, "unread: Crashed { at: \"src/document/formats/x.rs:7\" }\n");
}

#[test]
fn a_worker_without_memory_is_told_as_one() {
    let story = told_of_death("echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$");
    assert_eq!(story, "unread: OutOfMemory { limit: 536870912 }\n");
}

#[test]
fn a_worker_that_nests_too_deep_for_its_stack_is_told() {
    let story = told_of_death("echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$");
    assert_eq!(story, "unread: Crashed { at: \"stack\" }\n");
}

#[test]
fn a_worker_whose_time_is_over_is_told_as_one() {
    assert_eq!(told_of_death("kill -XCPU $$"), "unread: OutOfTime { seconds: 20 }\n");
}

#[test]
fn a_worker_that_is_killed_from_outside_is_told_as_one() {
    assert_eq!(told_of_death("kill -KILL $$"), "unread: Killed { signal: Some(9) }\n");
    assert_eq!(told_of_death("exit 0"), "unread: Killed { signal: None }\n");
}

#[test]
fn a_worker_that_says_nonsense_is_no_worker() {
    assert_eq!(told_of_death("echo nonsense"), "unread: Killed { signal: None }\n");
}

#[test]
fn a_worker_that_waits_for_ever_is_ended() {
    let patient = Limits { child_seconds: 0, ..limits() };
    let desk = tempfile::tempdir().unwrap();
    let program = desk.path().join("worker");
    fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    let story = told_by(&program, PAGE.as_bytes(), &patient).story;
    assert_eq!(story, "unread: OutOfTime { seconds: 0 }\n");
}

#[test]
fn a_worker_that_cannot_be_started_is_told() {
    let story = told_by(Path::new("/nowhere/worker"), PAGE.as_bytes(), &limits()).story;
    assert_eq!(story, "unread: NotStarted { error: \"entity not found\" }\n");
}

#[test]
fn what_a_worker_said_before_it_died_stays_said() {
    let desk = tempfile::tempdir().unwrap();
    let limited = serde_json::to_string(&limits()).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_mishen"))
        .args([worker::ARGUMENT, "名单.html", &limited])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap().stdout;
    // The last frame says that all is said.
    let words = desk.path().join("words");
    fs::write(&words, &said[..said.len() - 5]).unwrap();
    let story = told_of_death(&format!("cat {}; kill -KILL $$", words.display()));
    let whole = told(PAGE.as_bytes(), &limits()).story;
    assert_eq!(story, format!("{whole}unread: Killed {{ signal: Some(9) }}\n"));
}

#[test]
fn a_worker_bounds_its_own_memory() {
    let small = Limits { child_memory_bytes: 24 << 20, ..limits() };
    let page = format!("<p>{}</p>", "甲".repeat(4_000_000));
    let kept = told(page.as_bytes(), &small);
    assert_eq!(kept.story, "unread: OutOfMemory { limit: 25165824 }\n");
}

#[test]
fn a_worker_bounds_what_it_takes_and_what_it_says() {
    let small = Limits { document_bytes: 64, ..limits() };
    assert_eq!(told(PAGE.as_bytes(), &small).story, "unread: TooBig { limit: 64 }\n");
    let short = Limits { child_output_bytes: 64, ..limits() };
    let kept = told(PAGE.as_bytes(), &short);
    assert!(kept.story.ends_with("unread: TooMuch { limit: 64 }\n"), "{}", kept.story);
    assert!(kept.story.starts_with("part: html"), "{}", kept.story);
}
