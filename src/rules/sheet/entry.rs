//! One row of a sheet, understood.

use super::{Called, Column, Sheet, Trouble, cell};
use crate::{
    rules::{Category, Position, Profile, Role, RuleStatus, Severity},
    text::{Folded, Span, day},
};

/// Characters between a word and what must stand near it, where the sheet does not say.
pub(super) const WITHIN: usize = 40;

/// Shortest word, in characters: a single one would be found everywhere.
const SHORTEST: usize = 2;

/// An `Entry` is one row of a sheet, understood: a rule that looks for words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule's id.
    pub id: String,
    /// The words it looks for.
    pub terms: Vec<String>,
    /// The ground it stands on.
    pub category: Category,
    /// How much it matters.
    pub severity: Severity,
    /// Who must answer.
    pub sign_off: Vec<Role>,
    /// Where a word must stand; empty is anywhere.
    pub position: Vec<Position>,
    /// Words one of which must stand near.
    pub near: Vec<String>,
    /// How near, in characters.
    pub within: usize,
    /// Words that make it a mention.
    pub veto: Vec<String>,
    /// Purposes it is meant for; empty is all.
    pub profiles: Vec<Profile>,
    /// Texts it must find something in.
    pub examples: Vec<String>,
    /// Texts it must stay silent on.
    pub counterexamples: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// How to fix it.
    pub remedy: String,
    /// Clauses it rests on, each with the day since which it holds, or nothing.
    pub basis: Vec<(String, String)>,
    /// The first day it is in force, or nothing.
    pub since: String,
    /// The last day it is in force, or nothing.
    pub until: String,
    /// Whether it is used, and how far.
    pub status: RuleStatus,
    /// Who asked for it.
    pub proposed_by: String,
    /// Anything else worth knowing.
    pub note: String,
}

impl Entry {
    /// Every sound row of `sheet`, with its number, and every trouble of the others.
    pub fn read(sheet: &Sheet, called: Called<'_>) -> (Vec<(usize, Self)>, Vec<Trouble>) {
        let mut rows: Vec<(usize, Self)> = Vec::new();
        let mut troubles: Vec<Trouble> = Vec::new();
        for (index, row) in sheet.rows.iter().enumerate() {
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let number = index + 2;
            let mut reader = Reader { sheet, row, number, called, troubles: Vec::new() };
            let entry = reader.entry();
            for (first, known) in &rows {
                reader.compare(&entry, *first, known);
            }
            troubles.append(&mut reader.troubles);
            rows.push((number, entry));
        }
        rows.retain(|(number, _)| troubles.iter().all(|trouble| trouble.row != *number));
        (rows, troubles)
    }

    /// The parts of `example` that its words are found in.
    pub fn finds(&self, example: &str) -> Vec<String> {
        let folded = Folded::plain(example);
        let tight = folded.tight();
        let lane = tight.as_ref().unwrap_or(&folded);
        let words: Vec<String> =
            self.terms.iter().map(|term| Folded::plain(term).text().to_owned()).collect();
        let text = lane.text();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let longest = words.iter().filter(|word| rest.starts_with(word.as_str()));
            match longest.max_by_key(|word| word.len()) {
                Some(word) => {
                    let span = lane.original(Span::new(at, at + word.len()));
                    found.push(example[span.start..span.end].to_owned());
                    at += word.len();
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }
}

/// Reads one row.
struct Reader<'a> {
    sheet: &'a Sheet,
    row: &'a [String],
    number: usize,
    called: Called<'a>,
    troubles: Vec<Trouble>,
}

impl<'a> Reader<'a> {
    fn entry(&mut self) -> Entry {
        for column in Column::ALL {
            let cell = self.cell(*column);
            if column.is_needed() && cell.is_empty() {
                self.trouble(*column, "sheet-needed", Vec::new());
            } else if let Some(code) = cell::altered(cell).filter(|_| !is_free(*column)) {
                self.trouble(*column, code, Vec::new());
            }
        }
        if self.row.len() > self.sheet.columns.len()
            && self.row[self.sheet.columns.len()..].iter().any(|cell| !cell.trim().is_empty())
        {
            self.row_trouble("sheet-too-many-cells");
        }
        let entry = Entry {
            id: self.id(),
            terms: self.terms(),
            category: self
                .one(Column::Category, "category", Category::ALL, Category::code)
                .unwrap_or(Category::WorkSecret),
            severity: self
                .one(Column::Severity, "severity", Severity::ALL, Severity::code)
                .unwrap_or(Severity::Medium),
            sign_off: self.roles(),
            position: self.many(Column::Position, "position", Position::ALL, Position::code),
            near: words(self.cell(Column::Near)),
            within: self.within(),
            veto: words(self.cell(Column::Veto)),
            profiles: self.many(Column::Profiles, "profile", Profile::ALL, Profile::code),
            examples: lines(self.cell(Column::Examples)),
            counterexamples: lines(self.cell(Column::Counterexamples)),
            why: self.cell(Column::Why).to_owned(),
            remedy: self.cell(Column::Remedy).to_owned(),
            basis: self.basis(),
            since: self.day(Column::Since),
            until: self.day(Column::Until),
            status: if self.cell(Column::Status).is_empty() {
                RuleStatus::Active
            } else {
                self.one(Column::Status, "status", RuleStatus::ALL, RuleStatus::code)
                    .unwrap_or(RuleStatus::Active)
            },
            proposed_by: self.cell(Column::ProposedBy).to_owned(),
            note: self.cell(Column::Note).to_owned(),
        };
        if !entry.until.is_empty() && entry.until < entry.since {
            self.trouble(Column::Until, "rule-ends-before", Vec::new());
        }
        for example in entry.examples.iter().filter(|_| !entry.terms.is_empty()) {
            if entry.finds(example).is_empty() {
                let args = vec![("example", shortened(example))];
                self.trouble(Column::Examples, "sheet-example-without", args);
            }
        }
        entry
    }

    /// What two rows must not have in common.
    fn compare(&mut self, entry: &Entry, first: usize, known: &Entry) {
        let row = ("row", first.to_string());
        if !entry.id.is_empty() && entry.id == known.id {
            self.trouble(Column::Id, "sheet-id-twice", vec![row.clone()]);
        }
        for term in entry.terms.iter().filter(|term| known.terms.contains(term)) {
            let args = vec![row.clone(), ("term", term.clone())];
            self.trouble(Column::Terms, "sheet-term-twice", args);
        }
    }

    fn id(&mut self) -> String {
        let id = self.cell(Column::Id).to_owned();
        let fits = id.starts_with(|char: char| char.is_ascii_lowercase())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !fits && !id.is_empty() {
            self.trouble(Column::Id, "sheet-id-form", Vec::new());
        }
        id
    }

    fn terms(&mut self) -> Vec<String> {
        let terms = words(self.cell(Column::Terms));
        for term in &terms {
            if Folded::plain(term).text().chars().count() < SHORTEST {
                let args = vec![("term", term.clone())];
                self.trouble(Column::Terms, "sheet-term-short", args);
            }
        }
        terms
    }

    fn within(&mut self) -> usize {
        let cell = self.cell(Column::Within);
        if cell.is_empty() {
            return WITHIN;
        }
        match cell.parse::<usize>() {
            Ok(within) if (1..=200).contains(&within) => within,
            _ => {
                self.trouble(Column::Within, "sheet-within", Vec::new());
                WITHIN
            }
        }
    }

    fn day(&mut self, column: Column) -> String {
        let cell = self.cell(column);
        if cell.is_empty() {
            return String::new();
        }
        if let Some(day) = day(cell) {
            return day;
        }
        let number = cell.bytes().all(|byte| byte.is_ascii_digit());
        self.trouble(column, if number { "sheet-day-number" } else { "sheet-day" }, Vec::new());
        String::new()
    }

    /// Clauses, one a line; the day since which one holds may stand in brackets at its end.
    fn basis(&mut self) -> Vec<(String, String)> {
        let mut basis = Vec::new();
        for line in lines(self.cell(Column::Basis)) {
            let line = line.replace('（', "(").replace('）', ")");
            let dated = line.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
            let since = dated.and_then(|(text, since)| {
                let since = since.trim().trim_end_matches('起').trim();
                Some((text.trim().to_owned(), day(since)?))
            });
            basis.push(since.unwrap_or((line.trim().to_owned(), String::new())));
        }
        basis
    }

    fn roles(&mut self) -> Vec<Role> {
        let mut roles = Vec::new();
        for name in words(&self.cell(Column::SignOff).replace('、', "；")) {
            let plain = Role::PLAIN.iter().find(|code| self.is(&name, "role", code));
            let office = Role::OFFICES.iter().find(|code| self.is(&name, "role", code));
            match plain.or(office).and_then(|code| Role::from_code(code)).or(Role::from_code(&name))
            {
                Some(role) => roles.push(role),
                None => {
                    let known = [Role::PLAIN, Role::OFFICES].concat();
                    self.unknown(Column::SignOff, "role", &name, &known);
                }
            }
        }
        roles
    }

    fn one<T: Copy>(
        &mut self,
        column: Column,
        set: &'static str,
        all: &[T],
        code: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let name = self.cell(column).to_owned();
        let found = all.iter().copied().find(|one| self.is(&name, set, code(*one)));
        if found.is_none() && !name.is_empty() {
            let known: Vec<&str> = all.iter().map(|one| code(*one)).collect();
            self.unknown(column, set, &name, &known);
        }
        found
    }

    fn many<T: Copy>(
        &mut self,
        column: Column,
        set: &'static str,
        all: &[T],
        code: impl Fn(T) -> &'static str,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for name in words(&self.cell(column).replace('、', "；")) {
            match all.iter().copied().find(|one| self.is(&name, set, code(*one))) {
                Some(one) => found.push(one),
                None => {
                    let known: Vec<&str> = all.iter().map(|one| code(*one)).collect();
                    self.unknown(column, set, &name, &known);
                }
            }
        }
        found
    }

    /// Whether `name` is what people call `set.code`, or the code itself.
    fn is(&self, name: &str, set: &str, code: &str) -> bool {
        name == code || (self.called)(&format!("{set}.{code}")).contains(&name)
    }

    fn unknown(&mut self, column: Column, kind: &'static str, name: &str, known: &[&str]) {
        let names = known
            .iter()
            .filter_map(|code| (self.called)(&format!("{kind}.{code}")).first().copied());
        let known = names.collect::<Vec<_>>().join("；");
        let args = vec![("kind", kind.to_owned()), ("name", name.to_owned()), ("known", known)];
        self.trouble(column, "sheet-unknown-name", args);
    }

    fn trouble(&mut self, column: Column, code: &'static str, args: Vec<(&'static str, String)>) {
        let column = self.sheet.position(column);
        self.troubles.push(Trouble { row: self.number, column, code, args });
    }

    fn row_trouble(&mut self, code: &'static str) {
        self.troubles.push(Trouble { row: self.number, column: None, code, args: Vec::new() });
    }

    fn cell(&self, column: Column) -> &'a str {
        self.sheet.cell(self.row, column)
    }
}

/// Whether a date or a number may well stand in a column.
fn is_free(column: Column) -> bool {
    use Column::{Note, ProposedBy, Since, Until, Within};
    matches!(column, Note | ProposedBy | Since | Until | Within)
}

/// The words of a cell, set apart by `；`, `|` or line breaks.
pub(super) fn words(cell: &str) -> Vec<String> {
    let words = cell.split(['；', ';', '|', '｜', '\n', '\r']).map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// The texts of a cell, one a line or set apart by `|`.
fn lines(cell: &str) -> Vec<String> {
    let lines = cell.split(['\n', '\r', '|', '｜']).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(12).collect();
    if text.chars().nth(12).is_some() {
        short.push('…');
    }
    short
}
