//! `mishen text`: what the readers read, with place and layer.

use std::{
    fs::File,
    io::{self, BufWriter, Cursor, Read},
};

use super::{
    Environment, Exit, Failure,
    args::{TextArgs, TextFormat},
};
use crate::{
    document::{self, Limits, Reading, UnreadCause, inputs},
    engine::{Examiner, Searcher},
    finding::Examination,
    lang::{Lang, say},
    report::{self, PassageForm, Passages},
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
    let form = match args.format {
        TextFormat::Terminal => PassageForm::Words(lang),
        TextFormat::Jsonl => PassageForm::Records,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut passages = Passages::new(&mut out, form, args.show_values);
    let reading = Reading::Apart(&environment.program);
    document::read(&mut *source, &name, &Limits::default(), &reading, &mut passages);
    Ok(if passages.finish()? { Exit::Clear } else { Exit::Unexamined })
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
