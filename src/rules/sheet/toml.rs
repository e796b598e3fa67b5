//! The rule file that a row becomes, and the way back.

use std::fmt::Write as _;

use ::toml::Value;

use super::{Called, Column, Entry};
use crate::rules::{
    Category, Position, Profile, Role, RuleStatus, Severity,
    file::{ExampleFile, MatchFile, RuleFile},
};

/// Characters around a word in which a context that does not count is looked for.
const VETO_WITHIN: usize = 12;

impl Entry {
    /// The text of the rule file; the same for the same entry, always.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("id      ", quoted(&self.id));
        line("title   ", zh(&self.title()));
        line("category", quoted(self.category.code()));
        line("severity", quoted(self.severity.code()));
        line("sign_off", list(self.sign_off.iter().map(Role::code)));
        if self.status != RuleStatus::Active {
            line("status  ", quoted(self.status.code()));
        }
        for (key, day) in [("since   ", &self.since), ("until   ", &self.until)] {
            if !day.is_empty() {
                line(key, day.clone());
            }
        }
        if !self.profiles.is_empty() {
            line("profiles", list(self.profiles.iter().map(|profile| profile.code())));
        }
        for (key, words) in [("proposed_by", &self.proposed_by), ("note    ", &self.note)] {
            if !words.is_empty() {
                line(key, quoted(words));
            }
        }
        let position = if self.position.is_empty() {
            String::new()
        } else {
            let position = list(self.position.iter().map(|position| position.code()));
            format!(", position = {position}")
        };
        let proof = if self.near.is_empty() { "checked" } else { "shaped" };
        let terms = list(self.terms.iter().map(String::as_str));
        let tolerate = r#"tolerate = ["spaces", "wrap"]"#;
        line(
            "\nmatch.terms",
            format!("{{ terms = {terms}{position}, {tolerate}, proof = \"{proof}\" }}\n"),
        );
        if !self.near.is_empty() {
            let words = list(self.near.iter().map(String::as_str));
            line("evidence.near", format!("{{ words = {words}, within = {} }}", self.within));
            line("evidence.required", "true".to_owned());
        }
        if !self.veto.is_empty() {
            let words = list(self.veto.iter().map(String::as_str));
            line("evidence.veto", format!("{{ words = {words}, within = {VETO_WITHIN} }}"));
        }
        line("why     ", zh(&self.why));
        line("remedy  ", zh(&self.remedy));
        let basis = self.basis.iter().map(|(clause, since)| {
            let since = if since.is_empty() { String::new() } else { format!(", since = {since}") };
            format!("{{ text = {}{since} }}", quoted(clause))
        });
        line("basis   ", lines(basis));
        let form = self.form();
        let found = self.examples.iter().map(|example| {
            let finds = self.finds(example);
            let finds = list(finds.iter().map(String::as_str));
            format!("{{ as = \"{form}\", text = {}, finds = {finds} }}", quoted(example))
        });
        line("examples", lines(found));
        let silent = self.counterexamples.iter();
        let silent = silent.map(|text| format!("{{ as = \"{form}\", text = {} }}", quoted(text)));
        line("counterexamples", lines(silent));
        text
    }

    /// The entry that `file` was made of; `None` for a rule that says what a row cannot.
    pub fn from_file(file: RuleFile) -> Option<Self> {
        let mut matches = file.matches.into_values();
        let (matching, None) = (matches.next()?.into_inner(), matches.next()) else { return None };
        let MatchFile { terms, position, layers, .. } = matching;
        let evidence = file.evidence;
        let (mut near, mut veto) = (evidence.near.into_iter(), evidence.veto.into_iter());
        let (near, more_near) = (near.next(), near.next());
        let (veto, more_veto) = (veto.next(), veto.next());
        let plain = layers.is_empty()
            && file.supersedes.is_empty()
            && evidence.field.is_empty()
            && evidence.not_field.is_empty()
            && evidence.position.is_empty()
            && !evidence.person
            && !evidence.unnamed
            && more_near.is_none()
            && more_veto.is_none();
        if !plain {
            return None;
        }
        let texts = |examples: Vec<::toml::Spanned<ExampleFile>>| {
            examples.into_iter().map(|example| example.into_inner().text).collect::<Vec<_>>()
        };
        let status = file.status.map(::toml::Spanned::into_inner);
        let entry = Self {
            id: file.id.into_inner(),
            terms: terms?.into_iter().map(::toml::Spanned::into_inner).collect(),
            category: Category::from_code(file.category.get_ref())?,
            severity: Severity::from_code(file.severity.get_ref())?,
            sign_off: coded(file.sign_off.into_inner(), Role::from_code)?,
            position: coded(position, Position::from_code)?,
            within: near.as_ref().map_or(super::entry::WITHIN, |near| near.within),
            near: near.map_or_else(Vec::new, |near| near.words),
            veto: veto.map_or_else(Vec::new, |veto| veto.words),
            profiles: coded(file.profiles, Profile::from_code)?,
            examples: texts(file.examples),
            counterexamples: texts(file.counterexamples),
            why: file.why.zh?.into_inner(),
            remedy: file.remedy.zh?.into_inner(),
            basis: file
                .basis
                .into_inner()
                .into_iter()
                .map(|basis| {
                    let since = basis.since.map_or_else(String::new, |since| since.to_string());
                    (basis.text, since)
                })
                .collect(),
            since: file.since.map_or_else(String::new, |day| day.into_inner().to_string()),
            until: file.until.map_or_else(String::new, |day| day.into_inner().to_string()),
            status: status.map_or(Some(RuleStatus::Active), |code| RuleStatus::from_code(&code))?,
            proposed_by: file.proposed_by.unwrap_or_default(),
            note: file.note.unwrap_or_default(),
        };
        Some(entry)
    }

    /// The cells of the row, in the order of the template, named as people name things.
    pub fn cells(&self, called: Called<'_>) -> Vec<String> {
        let name = |set: &str, code: &str| {
            let names = called(&format!("{set}.{code}"));
            names.first().copied().unwrap_or(code).to_owned()
        };
        let joined = |words: Vec<String>| words.join("；");
        let cell = |column: &Column| match column {
            Column::Id => self.id.clone(),
            Column::Terms => joined(self.terms.clone()),
            Column::Category => name("category", self.category.code()),
            Column::Severity => name("severity", self.severity.code()),
            Column::SignOff => {
                joined(self.sign_off.iter().map(|role| name("role", role.code())).collect())
            }
            Column::Position => {
                let positions = self.position.iter();
                joined(positions.map(|position| name("position", position.code())).collect())
            }
            Column::Near => joined(self.near.clone()),
            Column::Within if self.near.is_empty() => String::new(),
            Column::Within => self.within.to_string(),
            Column::Veto => joined(self.veto.clone()),
            Column::Profiles => {
                let profiles = self.profiles.iter();
                joined(profiles.map(|profile| name("profile", profile.code())).collect())
            }
            Column::Examples => self.examples.join("\n"),
            Column::Counterexamples => self.counterexamples.join("\n"),
            Column::Why => self.why.clone(),
            Column::Remedy => self.remedy.clone(),
            Column::Basis => {
                let clauses = self.basis.iter().map(|(clause, since)| match since.as_str() {
                    "" => clause.clone(),
                    since => format!("{clause}（{since}）"),
                });
                clauses.collect::<Vec<_>>().join("\n")
            }
            Column::Since => self.since.clone(),
            Column::Until => self.until.clone(),
            Column::Status => name("status", self.status.code()),
            Column::ProposedBy => self.proposed_by.clone(),
            Column::Note => self.note.clone(),
        };
        Column::ALL.iter().map(cell).collect()
    }

    /// The first word, and how many there are.
    fn title(&self) -> String {
        match self.terms.as_slice() {
            [only] => format!("词语“{only}”"),
            [first, ..] => format!("词语“{first}”等 {} 个", self.terms.len()),
            [] => String::new(),
        }
    }

    /// How its examples are read: as names where it looks at nothing else.
    fn form(&self) -> &'static str {
        if self.position.as_slice() == [Position::FileName] { "name" } else { "text" }
    }
}

fn coded<T>(
    names: Vec<::toml::Spanned<String>>,
    known: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    names.into_iter().map(|name| known(name.get_ref())).collect()
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn zh(text: &str) -> String {
    format!("{{ zh = {} }}", quoted(text))
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", words.map(quoted).collect::<Vec<_>>().join(", "))
}

fn lines(items: impl Iterator<Item = String>) -> String {
    format!("[\n{}]", items.map(|item| format!("  {item},\n")).collect::<String>())
}
