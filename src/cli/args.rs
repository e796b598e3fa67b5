//! The arguments, and help in the reader's language.

use std::{ffi::OsString, num::NonZeroUsize, path::PathBuf};

use clap::{
    Arg, ArgAction, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum,
};

use super::Environment;
use crate::{
    lang::{Lang, name, say},
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
    Explain(ExplainArgs),
    Init(InitArgs),
    Key(KeyArgs),
    Completions(CompletionsArgs),
    Text(TextArgs),
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "RULE")]
    pub(super) what: String,
    #[arg(long, value_name = "FOLDER")]
    pub(super) rules: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    #[arg(value_name = "FOLDER")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct KeyArgs {
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ScanArgs {
    #[arg(required = true, value_name = "PATH")]
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
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    #[arg(long, default_value = "auto")]
    pub(super) profile: String,
    #[arg(long, value_name = "FILE")]
    pub(super) key: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    #[arg(long, value_name = "FOLDER")]
    pub(super) rules: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER")]
    pub(super) threads: Option<NonZeroUsize>,
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
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
        origin: bool,
        #[arg(long, value_name = "FOLDER")]
        rules: Vec<PathBuf>,
    },
    Show {
        #[arg(value_name = "ID")]
        rule: String,
        #[arg(long, value_name = "FOLDER")]
        rules: Vec<PathBuf>,
    },
    Test {
        #[arg(value_name = "FOLDER")]
        folders: Vec<PathBuf>,
    },
    Try {
        #[arg(value_name = "RULE")]
        rule: String,
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    Stats {
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[arg(long, value_name = "FOLDER")]
        rules: Vec<PathBuf>,
    },
    Diff {
        #[arg(value_name = "OLD")]
        old: PathBuf,
        #[arg(value_name = "NEW")]
        new: PathBuf,
        #[arg(long, value_name = "PATH")]
        on: Vec<PathBuf>,
    },
    New {
        #[arg(value_name = "ID")]
        rule: String,
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    Check {
        #[arg(value_name = "FOLDER")]
        folders: Vec<PathBuf>,
    },
    Pack {
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        #[arg(long, value_name = "KEY")]
        key: PathBuf,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    Install {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
        #[arg(long, value_name = "KEY")]
        publisher: Vec<PathBuf>,
    },
    Rollback {
        #[arg(value_name = "PACK")]
        pack: String,
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    Schema {
        #[arg(value_enum, value_name = "FILE")]
        of: SchemaOf,
    },
    Reference {
        #[arg(long, value_name = "FOLDER")]
        rules: Vec<PathBuf>,
    },
    Template {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Import {
        #[arg(value_name = "SHEET")]
        file: PathBuf,
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    Export {
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    Rule,
    Pack,
    Config,
    Scan,
    Text,
}

#[derive(Debug, Args)]
pub(super) struct TextArgs {
    #[arg(value_name = "FILE")]
    pub(super) path: PathBuf,
    #[arg(long, value_enum, default_value = "terminal")]
    pub(super) format: TextFormat,
    #[arg(long)]
    pub(super) show_values: bool,
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    Terminal,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Terminal,
    Jsonl,
    Json,
    Sarif,
    Gitlab,
    Github,
    Gitee,
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

/// The script that completes commands in `shell`.
pub(super) fn completions(shell: clap_complete::Shell, lang: Lang) -> Vec<u8> {
    let mut script = Vec::new();
    let mut command = localised(Arguments::command(), lang, "mishen");
    clap_complete::generate(shell, &mut command, "mishen", &mut script);
    script
}

/// Understands the arguments.
pub(super) fn parse(args: &[OsString], lang: Lang) -> Result<Arguments, clap::Error> {
    let command = localised(Arguments::command(), lang, "mishen");
    Arguments::from_arg_matches(&command.try_get_matches_from(args)?)
}

/// `command`, whose full name is `path`, with all of its help in `lang`.
fn localised(command: clap::Command, lang: Lang, path: &str) -> clap::Command {
    let said = |code: String| say(lang, &code, &[]);
    let code = path.strip_prefix("mishen ").unwrap_or("mishen").replace(' ', "-");
    let heading = |of: &str| name(lang, "heading", of).unwrap_or_default();
    let template =
        format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}", heading("usage"));
    let command = command
        .about(said(format!("command.{code}")))
        .override_usage(said(format!("usage.{code}")))
        .after_help(name(lang, "examples", &code).unwrap_or_default())
        .help_template(template)
        .subcommand_help_heading(heading("commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let positional = arg.is_positional();
            let valued = arg.get_action().takes_values();
            let id = arg.get_id().as_str().replace('_', "-");
            let own = name(lang, "help", &format!("{code}-{id}")).map(str::to_owned);
            let text = own.unwrap_or_else(|| said(format!("help.{id}")));
            let group = if positional { "arguments" } else { "options" };
            arg.help(text)
                .help_heading(heading(group))
                .hide_default_value(valued)
                .hide_possible_values(valued)
        })
        .arg(flag("help", 'h', ArgAction::Help, lang).help_heading(heading("options")));
    let command = if path == "mishen" {
        command.arg(flag("version", 'V', ArgAction::Version, lang).help_heading(heading("options")))
    } else {
        command
    };
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        localised(inner, lang, &path)
    })
}

fn flag(id: &'static str, short: char, action: ArgAction, lang: Lang) -> Arg {
    let help = say(lang, &format!("help.{id}"), &[]);
    Arg::new(id).short(short).long(id).action(action).help(help)
}
