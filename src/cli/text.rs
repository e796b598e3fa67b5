//! `mishen text`: what the readers read, with place and layer.

use std::{
    fs::File,
    io::{self, BufWriter, Cursor, Read, Write},
};

use super::{Environment, Exit, Failure, args::TextArgs};
use crate::{
    document::{
        self, Concealed, Limits, Part, Passage, Reading, Sink, Table, Unread, UnreadCause, inputs,
    },
    engine::{Examiner, Searcher},
    finding::Examination,
    lang::{Lang, say},
    report,
    rules::RuleSet,
    text::visible,
};

/// Prints the passages of one file, or how long each is where values are not asked for.
pub(super) fn run(args: &TextArgs, lang: Lang, environment: &Environment) -> Result<Exit, Failure> {
    if args.show_values && !args.force && !environment.output_is_terminal {
        return Err(Failure::say(lang, "error.show-values", &[]));
    }
    let name = inputs::display(&args.path);
    let mut source = match open(args) {
        Ok(source) => source,
        Err(error) => return not_opened(&name, &error, lang),
    };
    if args.show_values && !args.force {
        let mut held = Vec::new();
        source.read_to_end(&mut held)?;
        if holds_live_mark(&held, &name, lang, environment)? {
            return Err(Failure::say(lang, "error.text-mark", &[]));
        }
        source = Box::new(Cursor::new(held));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut lines = Lines {
        out: &mut out,
        lang,
        show_values: args.show_values,
        failed: None,
        exit: Exit::Clear,
    };
    let reading = Reading::Apart(&environment.program);
    document::read(&mut *source, &name, &Limits::default(), &reading, &mut lines);
    let Lines { failed, exit, .. } = lines;
    match failed {
        Some(error) => Err(error.into()),
        None => out.flush().map(|()| exit).map_err(Failure::from),
    }
}

fn open(args: &TextArgs) -> io::Result<Box<dyn Read>> {
    if args.path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(&args.path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(file))
}

/// A path that is not there is a wrong command; a file that cannot be read is not examined.
fn not_opened(name: &str, error: &io::Error, lang: Lang) -> Result<Exit, Failure> {
    let shown = visible(name);
    match error.kind() {
        io::ErrorKind::NotFound => {
            return Err(Failure::say(lang, "error.missing-path", &[("paths", &shown)]));
        }
        io::ErrorKind::IsADirectory => {
            return Err(Failure::say(lang, "error.text-folder", &[("path", &shown)]));
        }
        _ => {}
    }
    let cause = report::unread(lang, &UnreadCause::from_io(error));
    super::tell(&say(lang, "error.unreadable", &[("path", &*shown), ("cause", &cause)]));
    Ok(Exit::Unexamined)
}

fn holds_live_mark(
    bytes: &[u8],
    name: &str,
    lang: Lang,
    environment: &Environment,
) -> Result<bool, Failure> {
    let rules = RuleSet::load(&[], &[])
        .map_err(|problems| Failure::Told(report::problems(&problems, lang, false)))?;
    let searcher = Searcher::new(rules);
    let mut examiner = Examiner::new(&searcher, None);
    examiner.input(name, |sink| {
        let reading = Reading::Apart(&environment.program);
        document::read(&mut &*bytes, name, &Limits::default(), &reading, sink);
    });
    Ok(examiner.finish().iter().any(Examination::holds_live_mark))
}

/// A sink that prints: line and column, layer, label, text.
struct Lines<'o> {
    out: &'o mut dyn Write,
    lang: Lang,
    show_values: bool,
    failed: Option<io::Error>,
    exit: Exit,
}

impl Lines<'_> {
    fn print(&mut self, line: &str) {
        if self.failed.is_none() {
            self.failed = writeln!(self.out, "{line}").err();
        }
    }

    /// `text` on one line, one character for each of its own; only its length where values are not
    /// asked for.
    fn shown(&self, text: &str) -> String {
        if self.show_values {
            return visible(&text.replace('\n', "\u{23ce}")).into_owned();
        }
        let count = text.chars().count().to_string();
        say(self.lang, "text.hidden", &[("count", &count)])
    }
}

impl Sink for Lines<'_> {
    fn part(&mut self, part: Part) {
        let path = part.path.as_deref().map(visible).unwrap_or_default();
        self.print(&format!("# {path} {} {}", part.format.code(), part.encoding.unwrap_or("")));
    }

    fn table(&mut self, table: Table) {
        let headers = table.headers.join(" | ");
        self.print(&format!("# table {} {}", table.number, self.shown(&headers)));
    }

    fn passage(&mut self, passage: Passage<'_>) {
        let at = passage.pieces.line_column(&passage.text, 0);
        let at = at.map_or_else(String::new, |(line, column)| format!("{line}:{column}"));
        let cell = passage.at.cell.as_deref().unwrap_or("");
        let label = passage.at.label.as_deref().filter(|_| self.show_values).unwrap_or("");
        let (label, text) = (visible(label), self.shown(&passage.text));
        self.print(&format!("{at}\t{cell}\t{}\t{label}\t{text}", passage.layer.code()));
    }

    fn concealed(&mut self, fact: Concealed) {
        self.print(&format!("# {} {}", fact.kind.code(), fact.count));
    }

    fn unread(&mut self, unread: Unread) {
        self.exit = Exit::Unexamined;
        self.print(&format!("! {}", report::unread(self.lang, &unread.cause)));
    }
}
