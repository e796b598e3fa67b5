//! The arguments, and help in the reader's language.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use super::Environment;
use crate::{
    lang::{Lang, say},
    rules::Severity,
};

#[derive(Debug, Parser)]
#[command(name = "mishen", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[arg(long, global = true, value_parser = ["zh", "en"])]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Scan(ScanArgs),
    Rules(RulesArgs),
    Text(TextArgs),
}

#[derive(Debug, Args)]
pub(super) struct ScanArgs {
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "terminal")]
    pub(super) format: Format,
    #[arg(long)]
    pub(super) all: bool,
    #[arg(long)]
    pub(super) explain: bool,
    #[arg(long)]
    pub(super) show_values: bool,
    #[arg(long)]
    pub(super) force: bool,
    #[arg(long, value_enum)]
    pub(super) fail_on: Option<FailOn>,
    #[arg(long)]
    pub(super) as_of: Option<String>,
    #[arg(long, default_value = "auto")]
    pub(super) profile: String,
    #[arg(long)]
    pub(super) key: Option<PathBuf>,
    #[arg(long)]
    pub(super) exclude: Vec<String>,
    #[arg(long)]
    pub(super) rules: Vec<PathBuf>,
    #[arg(long)]
    pub(super) config: Option<PathBuf>,
    #[arg(long)]
    pub(super) threads: Option<usize>,
    #[arg(long, value_enum, default_value = "auto")]
    pub(super) color: When,
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    pub(super) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    List {
        #[arg(long)]
        rules: Vec<PathBuf>,
    },
    Show {
        rule: String,
        #[arg(long)]
        rules: Vec<PathBuf>,
    },
    Test {
        #[arg(long)]
        rules: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct TextArgs {
    pub(super) path: PathBuf,
    #[arg(long)]
    pub(super) show_values: bool,
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Terminal,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Low,
    Medium,
    High,
    Critical,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Low => Some(Severity::Low),
            Self::Medium => Some(Severity::Medium),
            Self::High => Some(Severity::High),
            Self::Critical => Some(Severity::Critical),
            Self::Never => None,
        }
    }
}

/// The language, told by `--lang` before anything else is understood.
pub(super) fn lang(args: &[OsString], environment: &Environment) -> Lang {
    let text = |arg: &OsString| arg.to_str().map(str::to_owned);
    let args: Vec<String> = args.iter().filter_map(text).collect();
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    let apart = args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1].as_str());
    let told = joined.or(apart);
    Lang::choose([told].into_iter().chain(environment.languages.iter().map(Option::as_deref)))
}

/// Understands the arguments.
pub(super) fn parse(args: &[OsString], lang: Lang) -> Result<Arguments, clap::Error> {
    let command = localised(Arguments::command(), lang, "help.about");
    Arguments::from_arg_matches(&command.try_get_matches_from(args)?)
}

/// `command` with every help text in `lang`.
fn localised(command: clap::Command, lang: Lang, about: &str) -> clap::Command {
    let said = |code: &str| say(lang, code, &[]);
    let mut command = command
        .about(said(about))
        .disable_help_flag(true)
        .mut_args(|arg| {
            let code = format!("help.{}", arg.get_id().as_str().replace('_', "-"));
            let code = if code == "help.path" { "help.paths".to_owned() } else { code };
            let text = say(lang, &code, &[]);
            arg.help(text)
        })
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(said("help.help")),
        );
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(said("help.version")),
        );
    }
    if matches!(about, "help.about" | "help.scan") {
        command = command.after_help(said("help.examples"));
    }
    let inner = about == "help.rules-command";
    command.mut_subcommands(|sub| {
        let code = match (inner, sub.get_name()) {
            (true, name) => format!("help.rules-{name}"),
            (false, "rules") => "help.rules-command".to_owned(),
            (false, name) => format!("help.{name}"),
        };
        localised(sub, lang, &code)
    })
}
