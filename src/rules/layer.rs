//! The files that rules are read from: built in, or an institution's folder.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use include_dir::{Dir, include_dir};

use super::file::RuleFile;
use crate::text::{Problem, read_toml};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Files at the top of a layer that belong to no pack.
const SHARED: &[&str] = &[
    "contacts.csv",
    "fields.csv",
    "gazetteer.csv",
    "mail-domains.csv",
    "masks.csv",
    "numbers.csv",
    "words.csv",
];

/// Where an institution's rules are, and what a person calls that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The folder, or a single file.
    pub path: PathBuf,
    /// Its name, as told to the person.
    pub shown: String,
}

impl From<&Path> for Folder {
    fn from(path: &Path) -> Self {
        Self { path: path.to_owned(), shown: path.display().to_string().replace('\\', "/") }
    }
}

/// A `Layer` is the files of packs that are laid over what is known already.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Its folder or file, as named to the person.
    pub(super) shown: String,
    /// Its files, sorted by name.
    pub(super) files: Vec<PackedFile>,
}

/// A file of a layer.
#[derive(Debug, Clone)]
pub(super) struct PackedFile {
    /// Its name from the layer's folder on (`cn-internal/internal-mark.toml`).
    pub(super) name: String,
    /// The name a person knows it by.
    pub(super) shown: String,
    /// Its text.
    pub(super) text: Arc<str>,
}

impl Layer {
    /// Folder in which a pack lies while it is being installed.
    pub const INCOMING: &'static str = ".incoming";

    /// Its files by name, those of its one pack without their folder.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.name.trim_start_matches("./"), &*file.text))
    }

    /// A layer named `shown` to the person, of files that are given by name and text.
    pub fn new(shown: &str, files: impl IntoIterator<Item = (String, String)>) -> Self {
        let packed = |(name, text): (String, String)| {
            let file = name.trim_start_matches("./");
            PackedFile { shown: format!("{shown}/{file}"), name: within(&name), text: text.into() }
        };
        Self::sorted(shown.to_owned(), files.into_iter().map(packed).collect())
    }

    /// Reads an institution's folder, which holds packs in folders of their own, or is one pack; or
    /// a single rule file, with the pack it belongs to where that stands beside it.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn read(folder: &Folder) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader { folder, problems: Vec::new() };
        let files = if folder.path.is_file() { reader.rule(&folder.path) } else { reader.folder() };
        let shown = folder.shown.clone();
        if reader.problems.is_empty() {
            Ok(Self::sorted(shown, files))
        } else {
            Err(reader.problems)
        }
    }

    /// The rules of its packs as written, sorted by name.
    ///
    /// # Errors
    /// Every problem of form of every file.
    pub fn rule_files(&self) -> Result<Vec<RuleFile>, Vec<Problem>> {
        let rules = self
            .files
            .iter()
            .filter(|file| file.name.ends_with(".toml") && !file.name.ends_with("/pack.toml"));
        let mut read = Vec::new();
        let mut problems = Vec::new();
        for file in rules {
            let (rule, found) = read_toml(&file.shown, &file.text);
            read.extend(rule);
            problems.extend(found);
        }
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }

    /// The layer that is built in.
    pub(super) fn built_in() -> Self {
        let mut files = Vec::new();
        collect(&BUILT_IN, &mut files);
        Self::sorted("rules".to_owned(), files)
    }

    fn sorted(shown: String, mut files: Vec<PackedFile>) -> Self {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self { shown, files }
    }
}

/// A file at the top of a layer belongs to the one pack that the layer is.
fn within(name: &str) -> String {
    let shared = SHARED.contains(&name);
    if name.contains('/') || shared { name.to_owned() } else { format!("./{name}") }
}

/// The built-in files, whatever folder they are in.
fn collect(folder: &Dir<'_>, files: &mut Vec<PackedFile>) {
    for file in folder.files() {
        if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let name = name.replace('\\', "/");
            if is_of_rules(Path::new(&name)) {
                let shown = format!("rules/{name}");
                files.push(PackedFile { name, shown, text: text.into() });
            }
        }
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

fn is_of_rules(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "toml" || end == "csv")
}

/// Reads the files of a folder and keeps what is wrong with them.
struct Reader<'a> {
    folder: &'a Folder,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn folder(&mut self) -> Vec<PackedFile> {
        let mut files = Vec::new();
        let incoming = self.folder.path.join(Layer::INCOMING);
        if incoming.exists() {
            self.unfinished(&incoming);
        }
        let walk = walkdir::WalkDir::new(&self.folder.path).max_depth(2).sort_by_file_name();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let detail =
                        error.io_error().map_or_else(String::new, |io| io.kind().to_string());
                    self.trouble(error.path().unwrap_or(&self.folder.path), detail);
                    continue;
                }
            };
            let path = entry.path();
            if entry.file_type().is_file() && is_of_rules(path) {
                let inside = path.strip_prefix(&self.folder.path).unwrap_or(path);
                let name = within(&inside.to_string_lossy().replace('\\', "/"));
                files.extend(self.file(path, name));
            }
        }
        files
    }

    /// A rule file, and what its pack says and lists; a file without a pack stands in one of its own.
    fn rule(&mut self, path: &Path) -> Vec<PackedFile> {
        let name =
            |path: &Path| format!("./{}", path.file_name().unwrap_or_default().to_string_lossy());
        let mut files: Vec<PackedFile> = self.file(path, name(path)).into_iter().collect();
        let folder = path.parent().unwrap_or(Path::new("."));
        let pack = folder.join("pack.toml");
        if pack.is_file() {
            files.extend(self.file(&pack, name(&pack)));
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let list = entry.path();
                if list.extension().is_some_and(|end| end == "csv") {
                    files.extend(self.file(&list, name(&list)));
                }
            }
        } else {
            let text = "id = \"-\"\nversion = \"-\"\ntitle = { zh = \"-\" }\n";
            let (name, shown) = ("./pack.toml".to_owned(), self.shown(&pack));
            files.push(PackedFile { name, shown, text: text.into() });
        }
        files
    }

    fn file(&mut self, path: &Path, name: String) -> Option<PackedFile> {
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text).into();
                return Some(PackedFile { name, shown: self.shown(path), text });
            }
            Ok(Err(_)) => self.trouble(path, "UTF-8".to_owned()),
            Err(error) => self.trouble(path, error.kind().to_string()),
        }
        None
    }

    /// An installation was broken off: what should be there may be missing.
    fn unfinished(&mut self, path: &Path) {
        self.problems.push(Problem {
            file: self.shown(path),
            source: "".into(),
            span: None,
            code: "bundle-unfinished",
            args: Vec::new(),
        });
    }

    fn trouble(&mut self, path: &Path, detail: String) {
        self.problems.push(Problem {
            file: self.shown(path),
            source: "".into(),
            span: None,
            code: "file-unreadable",
            args: vec![("detail", detail)],
        });
    }

    /// What a person calls a file in the folder.
    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.folder.path).ok();
        match inside.filter(|inside| !inside.as_os_str().is_empty()) {
            Some(inside) => {
                let inside = inside.to_string_lossy().replace('\\', "/");
                format!("{}/{inside}", self.folder.shown.trim_end_matches('/'))
            }
            None if path == self.folder.path => self.folder.shown.clone(),
            None => path.display().to_string(),
        }
    }
}
