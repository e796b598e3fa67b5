//! The door: arguments in, words and an exit code out.

mod args;
mod environment;
mod exit;
mod explain;
mod files;
mod init;
mod key;
mod rules;
mod scan;
mod text;
mod usage;

pub use environment::{Environment, Secret};
pub use exit::{Exit, ending};

use std::{
    ffi::OsString,
    io::{self, Write as _},
    process::ExitCode,
};

use args::Command;

use crate::{
    document::worker,
    lang::{Lang, say},
};

/// Runs the command in `args` and says how it ended.
pub fn run(args: impl IntoIterator<Item = OsString>, environment: &Environment) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let [_, argument, name, limits] = args.as_slice()
        && argument == worker::ARGUMENT
    {
        let (name, limits) = (name.to_string_lossy(), limits.to_string_lossy());
        let served = worker::serve(&name, &limits).map(|()| Exit::Clear);
        return served.unwrap_or(Exit::Failed).into();
    }
    let lang = args::lang(&args, environment);
    let arguments = match args::parse(&args, lang) {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error, lang).into(),
    };
    let ended = match arguments.command {
        Command::Scan(scan) => scan::run(&scan, lang, environment),
        Command::Rules(rules) => rules::run(&rules, lang, environment),
        Command::Explain(explain) => explain::run(&explain, lang, environment),
        Command::Init(init) => init::run(&init, lang),
        Command::Key(key) => key::run(&key, lang),
        Command::Completions(completions) => {
            let script = args::completions(completions.shell, lang);
            io::stdout().write_all(&script).map(|()| Exit::Clear).map_err(Failure::from)
        }
        Command::Text(text) => text::run(&text, lang, environment),
    };
    let exit = ended.unwrap_or_else(|failure| {
        match failure {
            Failure::Told(sentence) => tell(&sentence),
            // Whoever read the result has seen enough of it: nothing more to say.
            Failure::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Failure::Write(error) => {
                tell(&say(lang, "error.write", &[("detail", &error.kind().to_string())]));
            }
        }
        Exit::Failed
    });
    exit.into()
}

/// Why a command could not do its work.
enum Failure {
    /// A sentence for the person.
    Told(String),
    /// The result could not be written.
    Write(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl Failure {
    /// The same, with `more` said after it.
    fn and(self, more: &str) -> Self {
        match self {
            Self::Told(told) => Self::Told(format!("{}\n{more}", told.trim_end())),
            Self::Write(error) => Self::Write(error),
        }
    }

    fn say(lang: Lang, code: &str, args: &[(&str, &str)]) -> Self {
        Self::Told(say(lang, code, args))
    }
}

/// Says something beside the result.
fn tell(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", sentence.trim_end());
}
