//! Reads packs, lists and vocabulary, built in or from folders, into a [`RuleSet`].

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

use super::{
    Change, Fields, Rule, RuleSet, Vocabulary,
    check::{Surroundings, check},
    file::{PackFile, RuleFile},
};
use crate::text::{Problem, read_toml};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

impl RuleSet {
    /// The built-in packs, then the packs in `folders`, then `changes` to single rules.
    ///
    /// # Errors
    /// Every problem of every file, with its place.
    pub fn load(folders: &[PathBuf], changes: &[Change]) -> Result<Self, Vec<Problem>> {
        let mut loading = Loading::default();
        let mut built_in = Vec::new();
        collect(&BUILT_IN, &mut built_in);
        loading.take(built_in, false);
        for folder in folders {
            let files = read_folder(folder, &mut loading.problems);
            loading.take(files, true);
        }
        loading.finish(changes)
    }
}

/// A file of a pack: its name from the rules' folder on (`cn-internal/internal-mark.toml`), the name
/// a person knows it by, and its text.
struct PackedFile {
    name: String,
    shown: String,
    text: Arc<str>,
}

#[derive(Default)]
struct Loading {
    rules: Vec<(Rule, Problem)>,
    fields: Fields,
    vocabulary: Vocabulary,
    digest: Sha256,
    problems: Vec<Problem>,
}

impl Loading {
    fn take(&mut self, mut files: Vec<PackedFile>, compile: bool) {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        for file in &files {
            for part in [file.name.as_str(), &file.text] {
                self.digest.update((part.len() as u64).to_le_bytes());
                self.digest.update(part.as_bytes());
            }
            match file.name.as_str() {
                "fields.csv" => {
                    let fields = &mut self.fields;
                    pairs(file, &mut self.problems, |field, word| fields.add(word, field));
                }
                "words.csv" => {
                    let words = &mut self.vocabulary;
                    pairs(file, &mut self.problems, |kind, word| words.add(word, kind));
                }
                _ => {}
            }
        }
        for pack in files.iter().filter(|file| file.name.ends_with("/pack.toml")) {
            let folder = pack.name.trim_end_matches("pack.toml");
            let members: Vec<_> =
                files.iter().filter(|file| file.name.starts_with(folder)).collect();
            self.pack(pack, &members, compile);
        }
    }

    fn pack(&mut self, pack: &PackedFile, members: &[&PackedFile], compile: bool) {
        let about: PackFile = match read_toml(&pack.shown, &pack.text) {
            Ok(about) => about,
            Err(problems) => return self.problems.extend(problems),
        };
        let mut lists = BTreeMap::new();
        for list in members.iter().filter(|file| file.name.ends_with(".csv")) {
            lists.insert(stem(&list.name).to_owned(), words(list));
        }
        for member in members {
            if !member.name.ends_with(".toml") || member.name == pack.name {
                continue;
            }
            let around = Surroundings {
                file: &member.shown,
                source: &member.text,
                stem: stem(&member.name),
                pack: about.id.get_ref(),
                define: &about.define,
                lists: &lists,
                fields: &self.fields,
                compile,
            };
            let read = read_toml::<RuleFile>(&member.shown, &member.text);
            match read.and_then(|file| check(file, &around)) {
                Ok(rule) => {
                    let twice = problem(member, "rule-twice", vec![("rule", rule.id.clone())]);
                    self.rules.push((rule, twice));
                }
                Err(problems) => self.problems.extend(problems),
            }
        }
    }

    fn finish(mut self, changes: &[Change]) -> Result<RuleSet, Vec<Problem>> {
        self.rules.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        for pair in self.rules.windows(2) {
            if pair[0].0.id == pair[1].0.id {
                self.problems.push(pair[1].1.clone());
            }
        }
        for (rule, twice) in &self.rules {
            for other in &rule.supersedes {
                if self.rules.binary_search_by(|(known, _)| known.id.cmp(other)).is_err() {
                    let args = vec![("kind", "rule".to_owned()), ("name", other.clone())];
                    self.problems.push(Problem {
                        code: "rule-unknown-name",
                        args,
                        ..twice.clone()
                    });
                }
            }
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let mut rules: Vec<Rule> = self.rules.into_iter().map(|(rule, _)| rule).collect();
        for change in changes {
            change.apply(&mut rules).map_err(|problem| vec![problem])?;
            self.digest.update(change.rule.as_bytes());
            self.digest.update(change.severity.map_or("off", super::Severity::code).as_bytes());
        }
        let digest = self.digest.finalize();
        Ok(RuleSet {
            rules: rules.into_iter().map(Arc::new).collect(),
            fields: self.fields,
            vocabulary: self.vocabulary,
            digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

/// The built-in files, whatever folder they are in.
fn collect(folder: &Dir<'_>, files: &mut Vec<PackedFile>) {
    for file in folder.files() {
        if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let name = name.replace('\\', "/");
            let shown = format!("rules/{name}");
            files.push(PackedFile { name, shown, text: text.into() });
        }
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// The files of an institution's folder: either packs in folders of their own, or one pack.
fn read_folder(folder: &Path, problems: &mut Vec<Problem>) -> Vec<PackedFile> {
    let mut files = Vec::new();
    let trouble = |path: &Path, detail: String| Problem {
        file: path.display().to_string(),
        source: "".into(),
        span: None,
        code: "file-unreadable",
        args: vec![("detail", detail)],
    };
    for entry in walkdir::WalkDir::new(folder).max_depth(2).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let detail = error.io_error().map_or_else(String::new, |io| io.kind().to_string());
                problems.push(trouble(error.path().unwrap_or(folder), detail));
                continue;
            }
        };
        let path = entry.path();
        let known = path.extension().is_some_and(|end| end == "toml" || end == "csv");
        if !entry.file_type().is_file() || !known {
            continue;
        }
        let shown = path.display().to_string();
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => {
                let inside = path.strip_prefix(folder).unwrap_or(path);
                let mut name = inside.to_string_lossy().replace('\\', "/");
                if !name.contains('/') && name != "fields.csv" && name != "words.csv" {
                    name = format!("./{name}");
                }
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text).into();
                files.push(PackedFile { name, shown, text });
            }
            Ok(Err(_)) => problems.push(trouble(path, "UTF-8".to_owned())),
            Err(error) => problems.push(trouble(path, error.kind().to_string())),
        }
    }
    files
}

/// The two columns of a vocabulary file.
fn pairs(file: &PackedFile, problems: &mut Vec<Problem>, mut each: impl FnMut(&str, &str)) {
    let mut at = 0;
    for (index, line) in file.text.split_inclusive('\n').enumerate() {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim();
        if index == 0 || line.is_empty() {
            continue;
        }
        match line.split_once(',') {
            Some((kind, word)) if !kind.is_empty() && !word.is_empty() && !word.contains(',') => {
                each(kind, word);
            }
            _ => {
                problems
                    .push(Problem { span: Some(span), ..problem(file, "list-line", Vec::new()) });
            }
        }
    }
}

/// The first column of a word list, its heading left out.
fn words(file: &PackedFile) -> Vec<String> {
    let lines = file.text.lines().skip(1);
    let first = lines.map(|line| line.split(',').next().unwrap_or_default().trim().to_owned());
    first.filter(|word| !word.is_empty()).collect()
}

fn problem(file: &PackedFile, code: &'static str, args: Vec<(&'static str, String)>) -> Problem {
    Problem { file: file.shown.clone(), source: Arc::clone(&file.text), span: None, code, args }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
