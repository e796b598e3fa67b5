//! What the readers read, as it is read: a line of words for a person, or a record for a program.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    jsonl::line,
    place::spot,
    records::{ConcealedLine, PlaceLine, UnreadLine, concealed_line, place_line, unread_line},
    shown::name_of,
    words::{counted, format_of, unread},
};
use crate::{
    document::{Concealed, Part, Passage, Sink, Table, Unread},
    lang::{Lang, say},
    text::{Span, visible},
};

/// The version of these records.
const VERSION: u32 = 1;

/// A `Passages` sink writes down what is read. Words of the document are written only with
/// `show_values`; otherwise their length is.
pub struct Passages<'o> {
    out: &'o mut dyn Write,
    form: PassageForm,
    show_values: bool,
    part: Option<String>,
    failed: Option<io::Error>,
    whole: bool,
}

/// For whom passages are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageForm {
    /// For a person.
    Words(Lang),
    /// For a program: one JSON object a line, each with `kind` and `v`.
    Records,
}

impl<'o> Passages<'o> {
    /// Writes to `out`.
    pub fn new(out: &'o mut dyn Write, form: PassageForm, show_values: bool) -> Self {
        Self { out, form, show_values, part: None, failed: None, whole: true }
    }

    /// Whether everything could be read.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(self) -> io::Result<bool> {
        match self.failed {
            Some(error) => Err(error),
            None => self.out.flush().map(|()| self.whole),
        }
    }

    fn write(&mut self, text: &str) {
        if self.failed.is_none() {
            self.failed = writeln!(self.out, "{text}").err();
        }
    }

    fn record(&mut self, record: &PassageRecord<'_>) {
        if self.failed.is_none() {
            self.failed = line(self.out, record).err();
        }
    }

    /// `text` on one line, one character for each of its own; only its length where values are not
    /// asked for.
    fn shown(&self, lang: Lang, text: &str) -> String {
        if self.show_values {
            return visible(&text.replace('\n', "\u{23ce}")).into_owned();
        }
        let count = text.chars().count().to_string();
        say(lang, "text.hidden", &[("count", &count)])
    }
}

/// What is read.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum PassageRecord<'a> {
    /// A part begins.
    Part { v: u32, part: Option<&'a str>, format: &'static str, encoding: Option<&'static str> },
    /// A table begins; its headers where values are asked for.
    Table {
        v: u32,
        part: Option<&'a str>,
        table: u32,
        header_rows: u32,
        headers: Option<&'a [String]>,
    },
    /// A passage: how long it is in characters, and its text where values are asked for.
    Passage {
        v: u32,
        layer: &'static str,
        place: PlaceLine,
        line: Option<u32>,
        column: Option<u32>,
        characters: usize,
        looks: Vec<LookLine>,
        text: Option<&'a str>,
    },
    /// Something is there that readers do not see.
    Concealed { v: u32, fact: ConcealedLine },
    /// Something could not be read.
    Unread { v: u32, unread: UnreadLine },
}

/// A stretch of a passage that does not look plain, in characters.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LookLine {
    look: &'static str,
    span: [usize; 2],
}

/// The schema of the records (JSON Schema, draft 2020-12).
pub fn passage_schema() -> schemars::Schema {
    schemars::schema_for!(PassageRecord)
}

impl Sink for Passages<'_> {
    fn part(&mut self, part: Part) {
        self.part = part.path.as_deref().map(str::to_owned);
        let path = part.path.as_deref();
        match self.form {
            PassageForm::Words(lang) => {
                let encoding = part.encoding.unwrap_or_default();
                let words = [path.unwrap_or_default(), &format_of(lang, part.format), encoding];
                let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                self.write(&format!("# {}", visible(&words.join(" "))));
            }
            PassageForm::Records => self.record(&PassageRecord::Part {
                v: VERSION,
                part: path,
                format: part.format.code(),
                encoding: part.encoding,
            }),
        }
    }

    fn table(&mut self, table: Table) {
        match self.form {
            PassageForm::Words(lang) => {
                let headers = self.shown(lang, &table.headers.join(" | "));
                let args = [("table", &*table.number.to_string()), ("headers", &headers)];
                self.write(&say(lang, "text.table", &args));
            }
            PassageForm::Records => {
                let part = self.part.take();
                self.record(&PassageRecord::Table {
                    v: VERSION,
                    part: part.as_deref(),
                    table: table.number,
                    header_rows: table.header_rows,
                    headers: self.show_values.then_some(&table.headers),
                });
                self.part = part;
            }
        }
    }

    fn passage(&mut self, passage: Passage<'_>) {
        let at = passage.pieces.line_column(&passage.text, 0);
        match self.form {
            PassageForm::Words(lang) => {
                let place = spot(lang, &passage.at, passage.layer, at, false);
                let label = passage.at.label.as_deref().filter(|_| self.show_values);
                let layer = say(lang, &format!("layer.{}", passage.layer.code()), &[]);
                let (label, text) =
                    (visible(label.unwrap_or_default()), self.shown(lang, &passage.text));
                self.write(&format!("{}\t{layer}\t{label}\t{text}", visible(&place)));
            }
            PassageForm::Records => {
                let characters = |at: usize| passage.text[..at].chars().count();
                let looks = passage.looks.iter().map(|(Span { start, end }, look)| LookLine {
                    look: look.code(),
                    span: [characters(*start), characters(*end)],
                });
                self.record(&PassageRecord::Passage {
                    v: VERSION,
                    layer: passage.layer.code(),
                    place: place_line(&passage.at, !self.show_values),
                    line: at.map(|(line, _)| line),
                    column: at.map(|(_, column)| column),
                    characters: characters(passage.text.len()),
                    looks: looks.collect(),
                    text: self.show_values.then_some(&passage.text),
                });
            }
        }
    }

    fn concealed(&mut self, fact: Concealed) {
        match self.form {
            PassageForm::Words(lang) => {
                let place = spot(lang, &fact.at, crate::document::Layer::Body, None, false);
                let label = fact.at.label.as_deref().filter(|_| self.show_values);
                let said = counted(lang, fact.kind, fact.count);
                let words = [&*place, label.unwrap_or_default(), &said];
                let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                self.write(&format!("# {}", visible(&words.join(" "))));
            }
            PassageForm::Records => {
                let fact = concealed_line(&fact, !self.show_values);
                self.record(&PassageRecord::Concealed { v: VERSION, fact });
            }
        }
    }

    fn unread(&mut self, missed: Unread) {
        self.whole = false;
        match self.form {
            PassageForm::Words(lang) => {
                let part = missed.at.part.as_deref().or(missed.at.label.as_deref());
                let part =
                    if self.show_values { part.map(str::to_owned) } else { name_of(part, false) };
                let said = unread(lang, &missed.cause);
                let words = [part.as_deref().unwrap_or_default(), &said];
                let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                self.write(&format!("! {}", visible(&words.join(" "))));
            }
            PassageForm::Records => {
                let unread = unread_line(&missed);
                self.record(&PassageRecord::Unread { v: VERSION, unread });
            }
        }
    }
}
