//! A command line that is not understood, told in the reader's language.

use std::io::{self, Write as _};

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::{Exit, tell as say_aloud};
use crate::{
    lang::{Lang, name, say},
    text::visible,
};

/// Prints help or version where they were asked for; otherwise says what is wrong.
pub(super) fn tell(error: &Error, lang: Lang) -> Exit {
    if !error.use_stderr() {
        let _ = io::stdout().write_all(help(error, lang).as_bytes());
        return Exit::Clear;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        say_aloud(&help(error, lang));
        return Exit::Failed;
    }
    let mut told = complaint(error, lang);
    if let Some(suggested) = suggestion(error) {
        told.push_str(&say(lang, "usage.suggestion", &[("suggested", &suggested)]));
    }
    say_aloud(&format!("{told}\n{}", say(lang, "usage.help", &[])));
    Exit::Failed
}

/// The text of help or version, with the colons of the reader's language after headings.
fn help(error: &Error, lang: Lang) -> String {
    let text = error.render().to_string();
    ["arguments", "options", "commands"].iter().fold(text, |text, heading| {
        let heading = name(lang, "heading", heading).unwrap_or_default();
        text.replace(&format!("{heading}:\n"), &format!("{heading}{}\n", lang.pick("：", ":")))
    })
}

fn complaint(error: &Error, lang: Lang) -> String {
    let get = |kind| text(error, kind);
    let arg = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => say(lang, "usage.unknown", &[("arg", &arg)]),
        ErrorKind::InvalidValue if value.is_empty() => {
            say(lang, "usage.no-value", &[("arg", &arg)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let args = [("arg", arg.as_str()), ("value", &value)];
            let mut told = say(lang, "usage.value", &args);
            let valid = list(error, ContextKind::ValidValue, lang);
            if !valid.is_empty() {
                told.push_str(&say(lang, "usage.valid", &[("valid", &valid)]));
            }
            told
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = list(error, ContextKind::InvalidArg, lang);
            say(lang, "usage.missing", &[("args", &missing)])
        }
        ErrorKind::InvalidSubcommand => {
            let command = get(ContextKind::InvalidSubcommand);
            say(lang, "usage.command", &[("command", &command)])
        }
        ErrorKind::ArgumentConflict => say(lang, "usage.twice", &[("arg", &arg)]),
        _ => say(lang, "error.usage", &[]),
    }
}

fn suggestion(error: &Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
        ContextKind::SuggestedCommand,
    ];
    kinds.into_iter().map(|kind| text(error, kind)).find(|text| !text.is_empty())
}

fn text(error: &Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    visible(&text).into_owned()
}

fn list(error: &Error, kind: ContextKind, lang: Lang) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => visible(&lang.list(texts)).into_owned(),
        _ => text(error, kind),
    }
}
