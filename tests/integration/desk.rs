//! The binary run in a folder of its own.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

/// A folder with files, and the binary run in it.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mishen"));
        command.args(args).current_dir(self.0.path());
        command.env("MISHEN_LANG", "zh").stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        told(self.command(args).output().unwrap())
    }
}

/// What was printed, but for the line that names the rules: their number and mark change with them.
pub(crate) fn without_rules(out: &str) -> String {
    let lines = out.lines().filter(|line| !line.starts_with("规则 "));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Exit code, what was printed, and what was said beside it.
pub(crate) fn told(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
