//! From a rule as written to a rule: every problem of a file at once.

use std::{collections::BTreeMap, sync::Arc};

use sha2::{Digest as _, Sha256};
use toml::{Spanned, value::Datetime};

use super::{
    Basis, Bilingual, Category, Context, Evidence, Example, ExampleForm, Fields, Position, Profile,
    Role, Rule, RuleStatus, Severity, Side,
    file::{BilingualFile, ContextFile, EvidenceFile, ExampleFile, RuleFile},
};
use crate::text::{Folded, Problem, Problems};

/// What a rule file is checked against.
pub(super) struct Surroundings<'a> {
    /// Name of the file, as told to the person.
    pub(super) file: &'a str,
    /// Its text.
    pub(super) source: &'a Arc<str>,
    /// Its stem, which must be the rule's id.
    pub(super) stem: &'a str,
    /// The pack's id.
    pub(super) pack: &'a str,
    /// Alternatives that patterns name as `{name}`.
    pub(super) define: &'a BTreeMap<String, String>,
    /// The pack's word lists by file name.
    pub(super) lists: &'a BTreeMap<String, Vec<String>>,
    /// The known fields.
    pub(super) fields: &'a Fields,
    /// It is one of the built-in ones: in both languages, and proved by the tests, so that its
    /// patterns are compiled when first needed; compiling them all takes longer than scanning a draft.
    pub(super) built_in: bool,
}

/// Checks a rule file.
///
/// # Errors
/// Every problem of the file.
pub(super) fn check(file: RuleFile, around: &Surroundings<'_>) -> Result<Rule, Vec<Problem>> {
    let mut check = Check { around, problems: Problems::new(around.file, around.source) };
    let rule = check.rule(file);
    let problems = check.problems.found();
    match rule {
        Some(rule) if problems.is_empty() => Ok(rule),
        _ => Err(problems),
    }
}

/// The check of one file.
pub(super) struct Check<'a> {
    pub(super) around: &'a Surroundings<'a>,
    pub(super) problems: Problems<'a>,
}

impl Check<'_> {
    fn rule(&mut self, file: RuleFile) -> Option<Rule> {
        if file.id.get_ref() != self.around.stem {
            let stem = self.around.stem.to_owned();
            self.problems.add(Some(file.id.span()), "rule-id-not-stem", vec![("stem", stem)]);
        }
        if file.sign_off.get_ref().is_empty() {
            self.problems.add(Some(file.sign_off.span()), "rule-no-sign-off", Vec::new());
        }
        if file.basis.get_ref().is_empty() {
            self.problems.add(Some(file.basis.span()), "rule-no-basis", Vec::new());
        }
        if file.matches.is_empty() {
            self.problems.add(None, "rule-no-match", Vec::new());
        }
        if file.examples.is_empty() {
            self.problems.add(None, "rule-no-example", Vec::new());
        }
        if file.counterexamples.is_empty() {
            self.problems.add(None, "rule-no-counterexample", Vec::new());
        }
        let title = self.bilingual("title", file.title);
        let why = self.bilingual("why", file.why);
        let remedy = self.bilingual("remedy", file.remedy);
        let category = self.problems.named("category", &file.category, Category::from_code);
        let severity = self.problems.named("severity", &file.severity, Severity::from_code);
        let sign_off = self.all_named("role", file.sign_off.get_ref(), Role::from_code);
        let status = file.status.as_ref();
        let status = status.map_or(Some(RuleStatus::Active), |status| {
            self.problems.named("status", status, RuleStatus::from_code)
        });
        let in_force = (self.day(file.since), self.day(file.until));
        if !in_force.1.is_empty() && in_force.1 < in_force.0 {
            self.problems.add(None, "rule-ends-before", Vec::new());
        }
        let profiles = self.all_named("profile", &file.profiles, Profile::from_code);
        let matches: Vec<_> = file
            .matches
            .into_iter()
            .filter_map(|(name, written)| self.matching(name, written))
            .collect();
        let evidence = self.evidence(file.evidence);
        let examples = self.examples(file.examples, true);
        let counterexamples = self.examples(file.counterexamples, false);
        Some(Rule {
            id: file.id.into_inner(),
            pack: self.around.pack.to_owned(),
            major: file.version,
            title: title?,
            category: category?,
            severity: severity?,
            sign_off,
            matches,
            evidence,
            supersedes: file.supersedes.into_iter().map(Spanned::into_inner).collect(),
            why: why?,
            remedy: remedy?,
            basis: file
                .basis
                .into_inner()
                .into_iter()
                .map(|basis| Basis {
                    text: basis.text,
                    since: basis.since.map_or_else(String::new, |since| since.to_string()),
                })
                .collect(),
            examples,
            counterexamples,
            status: status?,
            in_force,
            profiles,
            mark: file.mark,
            contact: file.contact,
            proposed_by: file.proposed_by.unwrap_or_default(),
            note: file.note.unwrap_or_default(),
            file: self.around.file.to_owned(),
            digest: format!("{:x}", Sha256::digest(self.around.source.as_bytes())),
        })
    }

    /// `YYYY-MM-DD`, or nothing where it is left out; a time of day is a problem.
    fn day(&mut self, written: Option<Spanned<Datetime>>) -> String {
        let Some(written) = written else { return String::new() };
        if written.get_ref().date.is_none() || written.get_ref().time.is_some() {
            self.problems.add(Some(written.span()), "rule-no-day", Vec::new());
        }
        written.get_ref().to_string()
    }

    /// A text in both languages. What an institution says in one of them only is said in both.
    fn bilingual(&mut self, key: &str, mut written: BilingualFile) -> Option<Bilingual> {
        if !self.around.built_in {
            written.en = written.en.or_else(|| written.zh.clone());
            written.zh = written.zh.or_else(|| written.en.clone());
        }
        let mut half = |language: &str, text: Option<Spanned<String>>| {
            let text = text.map(Spanned::into_inner).filter(|text| !text.trim().is_empty());
            if text.is_none() {
                let key = format!("{key}.{language}");
                self.problems.add(None, "rule-missing-translation", vec![("key", key)]);
            }
            text
        };
        let (zh, en) = (half("zh", written.zh), half("en", written.en));
        Some(Bilingual { zh: zh?, en: en? })
    }

    fn evidence(&mut self, written: EvidenceFile) -> Evidence {
        Evidence {
            field: self.fields(&written.field),
            near: self.contexts(written.near),
            person: written.person,
            unnamed: written.unnamed,
            position: self.all_named("position", &written.position, Position::from_code),
            veto: self.contexts(written.veto),
            not_field: self.fields(&written.not_field),
            required: written.required,
        }
    }

    fn contexts(&mut self, written: Vec<ContextFile>) -> Vec<Context> {
        written.into_iter().map(|context| self.context(context)).collect()
    }

    fn context(&mut self, written: ContextFile) -> Context {
        let side = written.side.as_ref().and_then(|side| {
            self.problems.named("side", side, |code| match code {
                "before" => Some(Side::Before),
                "after" => Some(Side::After),
                _ => None,
            })
        });
        let words = written.words.iter().flat_map(|word| {
            let word = expand(word, self.around.define);
            let words: Vec<String> =
                word.split('|').map(|word| Folded::plain(word).text().to_owned()).collect();
            words
        });
        Context {
            words: words.filter(|word| !word.is_empty()).collect(),
            within: written.within,
            side: side.unwrap_or(Side::Either),
        }
    }

    fn examples(&mut self, written: Vec<Spanned<ExampleFile>>, finds: bool) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in written {
            let at = example.span();
            let example = example.into_inner();
            if example.finds.is_empty() == finds {
                self.problems.add(Some(at.clone()), "example-finds", Vec::new());
            }
            match ExampleForm::from_code(&example.form) {
                Some(form) => {
                    let before = self.around.source.get(..at.start).unwrap_or_default();
                    let line = before.matches('\n').count() + 1;
                    let (text, finds) = (example.text, example.finds);
                    examples.push(Example { form, text, finds, line });
                }
                None => {
                    let args = vec![("kind", "as".to_owned()), ("name", example.form)];
                    self.problems.add(Some(at), "rule-unknown-name", args);
                }
            }
        }
        examples
    }

    pub(super) fn fields(&mut self, written: &[Spanned<String>]) -> Vec<String> {
        let known = |field: &str| self.around.fields.knows(field).then(|| field.to_owned());
        self.all_named("field", written, known)
    }

    pub(super) fn all_named<T>(
        &mut self,
        kind: &'static str,
        written: &[Spanned<String>],
        known: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        written.iter().filter_map(|name| self.problems.named(kind, name, &known)).collect()
    }
}

/// `text` with every `{name}` that the pack defines put in.
pub(super) fn expand(text: &str, define: &BTreeMap<String, String>) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    define.iter().fold(text.to_owned(), |text, (name, meaning)| {
        text.replace(&format!("{{{name}}}"), meaning)
    })
}
