//! Packs travel as one signed file, and only from those whose signature counts.

use std::{fs, process::Command};

use insta::assert_snapshot;

use crate::desk::Desk;

/// A desk with a pack, a publisher's key and a stranger's.
fn desk() -> Desk {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run(&["rules", "new", "our-mark", "--to", "ours"]).0, Some(0));
    for name in ["publisher", "stranger"] {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]);
        assert!(keygen.arg(desk.path(name)).status().unwrap().success());
    }
    desk
}

fn pack(desk: &Desk, key: &str, to: &str) -> (Option<i32>, String, String) {
    desk.run(&["rules", "pack", "ours", "--key", key, "--to", to])
}

fn install(desk: &Desk, file: &str) -> (Option<i32>, String, String) {
    desk.run(&["rules", "install", file, "--to", "all", "--publisher", "publisher.pub"])
}

/// Gives the pack another version and other words.
fn change(desk: &Desk, version: &str, from: &str, to: &str) {
    let about = fs::read_to_string(desk.path("ours/pack.toml")).unwrap();
    let line = about.lines().find(|line| line.starts_with("version")).unwrap().to_owned();
    let about = about.replace(&line, &format!("version = \"{version}\""));
    fs::write(desk.path("ours/pack.toml"), about).unwrap();
    let rule = fs::read_to_string(desk.path("ours/our-mark.toml")).unwrap();
    fs::write(desk.path("ours/our-mark.toml"), rule.replace(from, to)).unwrap();
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_pack_is_the_same_bytes_each_time_and_ssh_keygen_accepts_its_signature() {
    let desk = desk();
    assert_eq!(pack(&desk, "publisher", "a.mishen").0, Some(0));
    assert_eq!(pack(&desk, "publisher", "b.mishen").0, Some(0));
    let read = |name: &str| fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read("a.mishen"), read("b.mishen"));
    let text = read("a.mishen");
    let (line, signature) = text.split_at(text.find('\n').unwrap() + 1);
    fs::write(desk.path("line"), line).unwrap();
    fs::write(desk.path("line.sig"), signature).unwrap();
    let public = read("publisher.pub");
    fs::write(desk.path("allowed"), format!("office {public}")).unwrap();
    let verify = "ssh-keygen -Y verify -f allowed -I office -n mishen-rules -s line.sig < line";
    let verified = Command::new("sh").args(["-c", verify]).current_dir(desk.path("")).output();
    assert!(verified.unwrap().status.success());
}

#[test]
#[ignore = "needs ssh-keygen"]
fn an_installation_says_what_changes_and_can_be_taken_back() {
    let desk = desk();
    pack(&desk, "publisher", "1.mishen");
    let (code, out, err) = install(&desk, "1.mishen");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_snapshot!(out, @"
    our-mark：新增
    ours 1 已装进“all”，上一次的留着，可用 mishen rules rollback 退回。
    ");
    change(&desk, "2", "severity = \"medium\"", "severity = \"low\"");
    pack(&desk, "publisher", "2.mishen");
    let (code, out, _) = install(&desk, "2.mishen");
    assert_eq!(code, Some(0));
    assert_snapshot!(out, @"
    削弱  our-mark：级别降低
    ours 2 已装进“all”，上一次的留着，可用 mishen rules rollback 退回。
    ");
    let severity = || fs::read_to_string(desk.path("all/ours/our-mark.toml")).unwrap();
    assert!(severity().contains("\"low\""));
    assert_eq!(desk.run(&["rules", "rollback", "ours", "--to", "all"]).0, Some(0));
    assert!(severity().contains("\"medium\""));
    let (_, list, _) = desk.run(&["rules", "list", "--origin", "--rules", "all"]);
    assert!(list.contains("+ ours 1，"), "{list}");
    assert_eq!(desk.run(&["rules", "rollback", "../x", "--to", "all"]).0, Some(2));
}

#[test]
#[ignore = "needs ssh-keygen"]
fn what_is_older_changed_or_signed_by_others_is_refused() {
    let desk = desk();
    change(&desk, "2031.10", "x", "x");
    pack(&desk, "publisher", "10.mishen");
    assert_eq!(install(&desk, "10.mishen").0, Some(0));
    change(&desk, "2031.9", "x", "x");
    pack(&desk, "publisher", "9.mishen");
    change(&desk, "2031.10", "severity = \"medium\"", "severity = \"high\"");
    pack(&desk, "publisher", "10b.mishen");
    change(&desk, "2031.11", "x", "x");
    pack(&desk, "stranger", "11.mishen");
    let text = fs::read_to_string(desk.path("10.mishen")).unwrap();
    fs::write(desk.path("changed.mishen"), text.replacen("示例词语", "示例词条", 1)).unwrap();
    fs::write(desk.path("bare.mishen"), text.split_once('\n').unwrap().0.to_owned() + "\n")
        .unwrap();
    fs::write(desk.path("none.mishen"), "正文\n").unwrap();
    let before = fs::read_to_string(desk.path("all/ours/our-mark.toml")).unwrap();
    let refused: Vec<String> = ["9", "10b", "11", "changed", "bare", "none"]
        .map(|name| {
            let (code, _, err) = install(&desk, &format!("{name}.mishen"));
            assert_eq!(code, Some(2), "{name}");
            err
        })
        .into();
    assert_snapshot!(refused.concat(), @"
    ours 已是 2031.10，不能换成更旧的 2031.9。要退回上一次的，用 mishen rules rollback。
    ours 2031.10 的内容与已安装的同一版本不同，没有安装。请发布者改用新的版本号。
    “11.mishen”不是认可的发布者签的，没有安装。
    “changed.mishen”签名以后被改动过，没有安装。
    “bare.mishen”没有签名，没有安装。
    “none.mishen”不是规则包文件。
    ");
    assert_eq!(fs::read_to_string(desk.path("all/ours/our-mark.toml")).unwrap(), before);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_publisher_is_pinned_in_the_configuration_or_named() {
    let desk = desk();
    pack(&desk, "publisher", "a.mishen");
    let install = ["rules", "install", "a.mishen", "--to", "all"];
    let (code, _, err) = desk.run(&install);
    assert_eq!(code, Some(2));
    assert_snapshot!(err, @r#"没有认可的发布者。请在 mishen.toml 的 [rules] 里写 publishers = ["发布者的公钥"]，或加 --publisher。"#);
    let public = fs::read_to_string(desk.path("publisher.pub")).unwrap();
    let config = format!("[rules]\npublishers = [\"{}\"]\n", public.trim());
    fs::write(desk.path("mishen.toml"), config).unwrap();
    assert_eq!(desk.run(&install).0, Some(0));
    fs::write(desk.path("mishen.toml"), "[rules]\npublishers = [\"ssh-ed25519 x\"]\n").unwrap();
    assert_eq!(desk.run(&install).0, Some(2));
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_pack_that_was_not_installed_to_its_end_is_told_when_rules_are_read() {
    let desk = desk();
    pack(&desk, "publisher", "a.mishen");
    install(&desk, "a.mishen");
    fs::create_dir(desk.path("all/.incoming")).unwrap();
    fs::write(desk.path("a.txt"), "正文").unwrap();
    let (code, _, err) = desk.run(&["scan", "a.txt", "--rules", "all"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("规则包没有装完"), "{err}");
    assert_eq!(install(&desk, "a.mishen").0, Some(0));
    assert_eq!(desk.run(&["scan", "a.txt", "--rules", "all"]).0, Some(0));
}
