//! `mishen text`: what the readers read, with place and layer.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use super::{Environment, Exit, Failure, args::TextArgs};
use crate::{
    document::{self, Concealed, Limits, Part, Passage, Sink, Table, Unread, UnreadCause, inputs},
    finding::mask_digits,
    lang::Lang,
    text::visible,
};

/// Prints the passages of one file.
pub(super) fn run(args: &TextArgs, lang: Lang, environment: &Environment) -> Result<Exit, Failure> {
    if args.show_values && !args.force && !environment.output_is_terminal {
        return Err(Failure::say(lang, "error.show-values", &[]));
    }
    let name = inputs::display(&args.path);
    let mut source: Box<dyn Read> = if args.path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(
            File::open(&args.path)
                .map_err(|_| Failure::say(lang, "error.missing-path", &[("paths", &name)]))?,
        )
    };
    let mut lines = Lines {
        out: Box::new(io::stdout().lock()),
        show_values: args.show_values,
        failed: None,
        exit: Exit::Clear,
    };
    document::read(&mut *source, &name, &Limits::default(), &mut lines);
    match lines.failed {
        Some(error) => Err(error.into()),
        None => Ok(lines.exit),
    }
}

/// A sink that prints: line, layer, place, text.
struct Lines {
    out: Box<dyn Write>,
    show_values: bool,
    failed: Option<io::Error>,
    exit: Exit,
}

impl Lines {
    fn print(&mut self, line: &str) {
        if self.failed.is_none() {
            self.failed = writeln!(self.out, "{line}").err();
        }
    }
}

impl Sink for Lines {
    fn part(&mut self, part: Part) {
        self.print(&format!("# {} {}", part.format.code(), part.encoding.unwrap_or("")));
    }

    fn table(&mut self, table: Table) {
        self.print(&format!("# table {} {:?}", table.number, table.headers));
    }

    fn passage(&mut self, passage: Passage<'_>) {
        let text = passage.text.replace('\n', "\u{23ce}");
        let text = if self.show_values { text } else { mask_digits(&text) };
        let at = passage.pieces.line_column(&passage.text, 0);
        let at = at.map_or_else(String::new, |(line, column)| format!("{line}:{column}"));
        let label = passage.at.label.as_deref().unwrap_or("");
        self.print(&format!("{at}\t{}\t{label}\t{}", passage.layer.code(), visible(&text)));
    }

    fn concealed(&mut self, fact: Concealed) {
        self.print(&format!("# {} {}", fact.kind.code(), fact.count));
    }

    fn unread(&mut self, unread: Unread) {
        self.exit = Exit::Unexamined;
        let cause: &UnreadCause = &unread.cause;
        self.print(&format!("# {}", cause.code()));
    }
}
