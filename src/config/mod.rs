//! `mishen.toml`: one file, one schema. `file` holds it as written, a [`Config`] is what was checked.

mod check;
mod file;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    review::Exception,
    rules::{Change, Folder, Publisher, RuleSet, Severity},
    text::Problem,
};

/// The schema of `mishen.toml` (JSON Schema, draft 2020-12).
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(file::ConfigFile)
}

/// The name of the file.
pub const FILE: &str = "mishen.toml";

/// A `Config` is a checked `mishen.toml`; without a file everything has its default.
#[derive(Debug, Default)]
pub struct Config {
    /// The file, as named to the person.
    pub file: Option<String>,
    /// Globs of names that are not scanned.
    pub exclude: Vec<String>,
    /// From which severity on sign-off is needed.
    pub fail_on: Option<Severity>,
    /// Folders of rules, from the file's own folder.
    pub folders: Vec<Folder>,
    /// Those whose packs may be installed.
    pub publishers: Vec<Publisher>,
    /// Rules that are disabled or re-graded, each with a reason.
    pub changes: Vec<Change>,
    /// Documented permissions.
    pub exceptions: Vec<Listed>,
}

/// An exception as it stands in the file.
#[derive(Debug)]
pub struct Listed {
    /// The exception.
    pub exception: Exception,
    /// The problem to report where its rule is not known, or permits none.
    pub(self) refused: Problem,
}

impl Config {
    /// The folders of rules that the file names, then those `named` beside it.
    pub fn folders_and(&self, named: &[PathBuf]) -> Vec<Folder> {
        let named = named.iter().map(|folder| Folder::from(folder.as_path()));
        self.folders.iter().cloned().chain(named).collect()
    }

    /// The exceptions, each of which names a rule of `rules` that permits some.
    ///
    /// # Errors
    /// A problem for every other one.
    pub fn exceptions(&self, rules: &RuleSet) -> Result<Vec<Exception>, Vec<Problem>> {
        let refused = |listed: &Listed| {
            let code = listed.exception.refusal(rules)?;
            Some(Problem { code, ..listed.refused.clone() })
        };
        let problems: Vec<Problem> = self.exceptions.iter().filter_map(refused).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(self.exceptions.iter().map(|listed| listed.exception.clone()).collect())
    }

    /// The nearest `mishen.toml` in `folder` or above it, with what a person in `folder` would call
    /// it. It is never looked for near what is scanned.
    pub fn nearest(folder: &Path) -> Option<(PathBuf, String)> {
        let mut shown = FILE.to_owned();
        for folder in folder.ancestors() {
            let path = folder.join(FILE);
            if path.is_file() {
                return Some((path, shown));
            }
            shown.insert_str(0, "../");
        }
        None
    }

    /// Reads the file at `path`, named `shown` to the person.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(path: &Path, shown: &str) -> Result<Self, Vec<Problem>> {
        let source: Arc<str> = match fs::read_to_string(path) {
            Ok(source) => source.into(),
            Err(error) => {
                return Err(vec![Problem {
                    file: shown.to_owned(),
                    source: "".into(),
                    span: None,
                    code: "file-unreadable",
                    args: vec![("detail", error.kind().to_string())],
                }]);
            }
        };
        let mut config = Self::parse(shown, &source)?;
        let base = path.parent().unwrap_or(Path::new(""));
        let shown = Path::new(shown).parent().unwrap_or(Path::new(""));
        for folder in &mut config.folders {
            let named = Folder::from(shown.join(&folder.path).as_path());
            *folder = Folder { path: base.join(&folder.path), ..named };
        }
        Ok(config)
    }

    /// Understands `source`, the text of the file named `shown`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn parse(shown: &str, source: &Arc<str>) -> Result<Self, Vec<Problem>> {
        let (file, mut problems) = file::read(shown, source);
        let checked = file.map(|file| check::check(file, shown, source));
        match checked {
            Some(Ok(config)) if problems.is_empty() => Ok(config),
            Some(Err(found)) => {
                problems.extend(found);
                problems.sort_by_key(|problem| problem.span.as_ref().map(|span| span.start));
                Err(problems)
            }
            _ => Err(problems),
        }
    }
}
