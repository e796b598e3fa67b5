//! What the process's surroundings say, read once.

use std::{env, fmt, io::IsTerminal as _, path::PathBuf, time::SystemTime};

use crate::text::epoch_day;

/// The `Environment` is everything that is read from the air: variables, the working folder, the
/// day, and what the streams are.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `MISHEN_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`, in the order they count.
    pub languages: [Option<String>; 4],
    /// What `NO_COLOR` and `CLICOLOR_FORCE` ask for; the first counts more.
    pub colour: Option<bool>,
    /// What `MISHEN_KEY` holds: the key of fingerprints, where no file is named.
    pub key: Option<Secret>,
    /// The working folder.
    pub folder: PathBuf,
    /// This program's own file, which children are started from.
    pub program: PathBuf,
    /// Today, `YYYY-MM-DD`, in UTC.
    pub today: String,
    /// Standard output is a terminal.
    pub output_is_terminal: bool,
    /// Standard error is a terminal.
    pub error_is_terminal: bool,
    /// Columns of the terminal that standard output is.
    pub columns: Option<usize>,
}

/// A `Secret` is never printed.
#[derive(Clone)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(hidden)")
    }
}

impl Environment {
    /// Reads the process's surroundings.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads them")]
    pub fn read() -> Self {
        let variable = |name| env::var(name).ok();
        let set = |name| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let days = now.map_or(0, |since| since.as_secs() / 86_400);
        let output_is_terminal = std::io::stdout().is_terminal();
        let size = terminal_size::terminal_size_of(std::io::stdout());
        let columns = size.map(|(columns, _)| usize::from(columns.0));
        Self {
            languages: ["MISHEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].map(variable),
            colour: if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
                Some(false)
            } else {
                set("CLICOLOR_FORCE").then_some(true)
            },
            key: variable("MISHEN_KEY").filter(|key| !key.is_empty()).map(Secret),
            folder: env::current_dir().unwrap_or_default(),
            program: env::current_exe().unwrap_or_default(),
            today: epoch_day(i64::try_from(days).unwrap_or(0)),
            output_is_terminal,
            error_is_terminal: std::io::stderr().is_terminal(),
            columns: columns.filter(|_| output_is_terminal),
        }
    }
}
