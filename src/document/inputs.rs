//! The choice of inputs: what a person names, folders walked in order.

use std::{
    fs,
    path::{Path, PathBuf},
};

use globset::{Glob, GlobSet, GlobSetBuilder};
use walkdir::WalkDir;

use super::UnreadCause;

/// An `Input` is what was named or found in a folder that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    Path {
        /// Its name as given, `/` between folders, odd bytes as `\xNN`.
        name: String,
        /// Where it is.
        path: PathBuf,
    },
    /// Something that could not even be opened, and why.
    Unreadable {
        /// Its name as given.
        name: String,
        /// Why.
        cause: UnreadCause,
    },
    /// Standard input, named `-`.
    Stdin,
}

impl Input {
    /// Its name as given.
    pub fn name(&self) -> &str {
        match self {
            Self::Path { name, .. } | Self::Unreadable { name, .. } => name,
            Self::Stdin => "-",
        }
    }
}

/// What a call looks at.
#[derive(Debug, Default)]
pub struct Selection {
    /// The inputs, in order, each once.
    pub inputs: Vec<Input>,
    /// How many names `exclude` left out.
    pub excluded: u64,
    /// Lock and owner files that office programs keep beside an open draft: the copy on disk is
    /// what was checked.
    pub open_elsewhere: Vec<String>,
}

/// Chooses the inputs under `paths`. Hidden files and what `.gitignore` names are not skipped; what
/// `exclude` matches, and git's own folder, is skipped and counted.
///
/// # Errors
/// The named paths that do not exist.
pub fn select(paths: &[PathBuf], exclude: &GlobSet) -> Result<Selection, Vec<String>> {
    let missing: Vec<String> = paths
        .iter()
        .filter(|path| path.as_os_str() != "-" && fs::symlink_metadata(path).is_err())
        .map(|path| display(path))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut selection = Selection::default();
    for path in paths {
        if path.as_os_str() == "-" {
            selection.add(Input::Stdin);
        } else {
            selection.walk(path, exclude);
        }
    }
    Ok(selection)
}

impl Selection {
    fn walk(&mut self, root: &Path, exclude: &GlobSet) {
        let mut excluded = 0;
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| {
            let skip = exclude.is_match(entry.path())
                || entry.file_name() == ".git" && entry.file_type().is_dir();
            excluded += u64::from(skip);
            !skip
        });
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if is_owner_file(entry.path()) => {
                    self.open_elsewhere.push(display(entry.path()));
                }
                Ok(entry) => {
                    let name = display(entry.path());
                    self.add(if entry.file_type().is_file() {
                        Input::Path { name, path: entry.into_path() }
                    } else {
                        Input::Unreadable { name, cause: UnreadCause::NotAFile }
                    });
                }
                Err(error) => {
                    let name = display(error.path().unwrap_or(root));
                    let link = error.loop_ancestor().is_some()
                        || error.path().is_some_and(|path| path.is_symlink());
                    let cause = match error.io_error() {
                        _ if link => UnreadCause::BrokenLink,
                        Some(error) => UnreadCause::from_io(error),
                        None => UnreadCause::BrokenLink,
                    };
                    self.add(Input::Unreadable { name, cause });
                }
            }
        }
        self.excluded += excluded;
    }

    fn add(&mut self, input: Input) {
        if self.inputs.last() != Some(&input) {
            self.inputs.push(input);
        }
    }
}

/// `~$draft.docx`, `.~draft.docx`, `.~lock.draft.odt#`.
fn is_owner_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~")
}

/// Names that any of `patterns` matches, in any folder.
///
/// # Errors
/// The pattern that is not understood, and why.
pub fn globs<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<GlobSet, (String, String)> {
    let mut set = GlobSetBuilder::new();
    let refused =
        |pattern: &str, error: &globset::Error| (pattern.to_owned(), error.kind().to_string());
    for pattern in patterns {
        for form in [pattern.to_owned(), format!("**/{}", pattern.trim_start_matches('/'))] {
            set.add(Glob::new(&form).map_err(|error| refused(pattern, &error))?);
        }
    }
    set.build().map_err(|error| refused("", &error))
}

/// A path as it is told: `/` between folders, bytes that are no UTF-8 as `\xNN`.
pub fn display(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}
