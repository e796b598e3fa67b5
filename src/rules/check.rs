//! From a rule as written to a rule: every problem of a file at once.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use regex::Regex;
use sha2::{Digest as _, Sha256};
use toml::{Spanned, value::Datetime};

use super::{
    Basis, Bilingual, Category, Context, Evidence, Example, ExampleForm, Fields, Lead, Match,
    Matcher, Position, Profile, Role, Rule, RuleStatus, Severity, Side,
    file::{BilingualFile, ContextFile, EvidenceFile, ExampleFile, MatchFile, RuleFile},
};
use crate::{
    document::Layer,
    text::{Disguise, Folded, Problem, Problems},
    validators::{self, Proof},
};

/// How far from an anchor a match may begin or end, in bytes, where a rule does not say.
const REACH: usize = 240;

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

struct Check<'a> {
    around: &'a Surroundings<'a>,
    problems: Problems<'a>,
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

    fn matching(&mut self, name: String, written: Spanned<MatchFile>) -> Option<Match> {
        let at = written.span();
        let written = written.into_inner();
        let matcher = self.matcher(&at, &written);
        let position = self.all_named("position", &written.position, Position::from_code);
        let tolerate = self.all_named("disguise", &written.tolerate, Disguise::from_code);
        let layers = self.all_named("layer", &written.layers, layer_from_code);
        let proof = match &written.proof {
            None => Proof::Shaped,
            Some(proof) => self.problems.named("proof", proof, proof_from_code)?,
        };
        let titled = self.optional(written.titled.as_ref());
        let untitled = self.optional(written.untitled.as_ref());
        Some(Match {
            name,
            matcher: matcher?,
            titled: titled?,
            untitled: untitled?,
            position: if position.is_empty() { vec![Position::Anywhere] } else { position },
            tolerate,
            proof,
            layers,
        })
    }

    fn matcher(&mut self, at: &Range<usize>, written: &MatchFile) -> Option<Matcher> {
        let given = [
            written.terms.is_some(),
            written.list.is_some(),
            written.pattern.is_some(),
            written.shape.is_some(),
            written.field.is_some(),
            written.own.is_some(),
            written.mask,
            written.address,
        ];
        if given.into_iter().filter(|given| *given).count() != 1 {
            self.problems.add(Some(at.clone()), "match-not-one", Vec::new());
            return None;
        }
        if let Some(terms) = &written.terms {
            return self.terms(at, terms.iter().map(|term| term.get_ref().clone()).collect());
        }
        if let Some(list) = &written.list {
            let Some(words) = self.around.lists.get(list.get_ref()) else {
                self.problems.unknown("list", list);
                return None;
            };
            return self.terms(&list.span(), words.clone());
        }
        if let Some(pattern) = &written.pattern {
            return self.pattern(pattern, written);
        }
        if let Some(shape) = &written.shape {
            return self.problems.named("shape", shape, validators::shape).map(Matcher::Number);
        }
        if let Some(own) = &written.own {
            return self.fields(std::slice::from_ref(own)).pop().map(Matcher::Own);
        }
        if written.mask {
            return Some(Matcher::Mask);
        }
        if written.address {
            return self
                .optional(written.unless.as_ref())
                .map(|unless| Matcher::Address { unless });
        }
        let fields = self.fields(written.field.as_deref().unwrap_or_default());
        let Some(holds) = &written.holds else {
            self.problems.add(Some(at.clone()), "match-field-without-holds", Vec::new());
            return None;
        };
        let holds = self.expression(holds)?;
        let unless = self.optional(written.unless.as_ref())?;
        Some(Matcher::Field { fields, holds, unless })
    }

    /// An expression that need not be there; `None` where it is wrong.
    fn optional(&mut self, written: Option<&Spanned<String>>) -> Option<Option<String>> {
        match written {
            None => Some(None),
            Some(written) => self.expression(written).map(Some),
        }
    }

    fn terms(&mut self, at: &Range<usize>, words: Vec<String>) -> Option<Matcher> {
        let folded: Vec<String> =
            words.iter().map(|word| Folded::plain(word.trim()).text().to_owned()).collect();
        if folded.is_empty() || folded.iter().any(String::is_empty) {
            self.problems.add(Some(at.clone()), "match-empty-term", Vec::new());
            return None;
        }
        Some(Matcher::Terms(folded))
    }

    fn pattern(&mut self, pattern: &Spanned<String>, written: &MatchFile) -> Option<Matcher> {
        let expression = self.expression(pattern)?;
        let unless = self.optional(written.unless.as_ref())?;
        let lead = self.lead(written)?;
        let anchors: Vec<String> = written
            .anchors
            .iter()
            .flat_map(|anchor| {
                let expanded = expand(anchor.get_ref(), self.around.define);
                expanded.split('|').map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let folded = |anchor: &String| *anchor == Folded::plain(anchor).text();
        if anchors.is_empty() || anchors.iter().any(|anchor| anchor.is_empty() || !folded(anchor)) {
            self.problems.add(Some(pattern.span()), "pattern-bad-anchors", Vec::new());
            return None;
        }
        let reach = written.reach.unwrap_or(REACH);
        Some(Matcher::Pattern { expression, anchors, reach, lead, unless })
    }

    /// What must stand before a match, if anything; `None` where that is wrong.
    fn lead(&mut self, written: &MatchFile) -> Option<Option<Lead>> {
        let between = match &written.between {
            None => String::new(),
            Some(between) => self.folded_expression(between)?,
        };
        match &written.after {
            None if written.between.is_some() => {
                let at = written.between.as_ref().map(Spanned::span);
                self.problems.add(at, "match-between-without-after", Vec::new());
                None
            }
            None => Some(None),
            Some(after) => Some(Some(Lead { after: self.expression(after)?, between })),
        }
    }

    /// A regular expression that does not match nothing.
    fn expression(&mut self, written: &Spanned<String>) -> Option<String> {
        let expression = self.folded_expression(written)?;
        if !self.around.built_in && Regex::new(&expression).is_ok_and(|regex| regex.is_match("")) {
            self.problems.add(Some(written.span()), "pattern-matches-nothing", Vec::new());
            return None;
        }
        Some(expression)
    }

    /// A regular expression with the pack's definitions put in. It is written over folded text, so
    /// a character that folding would change can never match: that is a problem too.
    fn folded_expression(&mut self, written: &Spanned<String>) -> Option<String> {
        let expression = expand(written.get_ref(), self.around.define);
        let literal: String = expression.chars().filter(|char| !char.is_ascii()).collect();
        if Folded::plain(&literal).text() != literal {
            self.problems.add(Some(written.span()), "pattern-not-folded", Vec::new());
            return None;
        }
        if !self.around.built_in
            && let Err(error) = Regex::new(&expression)
        {
            let detail = error.to_string().lines().last().unwrap_or_default().to_owned();
            self.problems.add(Some(written.span()), "pattern-broken", vec![("detail", detail)]);
            return None;
        }
        Some(expression)
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

    fn fields(&mut self, written: &[Spanned<String>]) -> Vec<String> {
        let known = |field: &str| self.around.fields.knows(field).then(|| field.to_owned());
        self.all_named("field", written, known)
    }

    fn all_named<T>(
        &mut self,
        kind: &'static str,
        written: &[Spanned<String>],
        known: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        written.iter().filter_map(|name| self.problems.named(kind, name, &known)).collect()
    }
}

/// `text` with every `{name}` that the pack defines put in.
fn expand(text: &str, define: &BTreeMap<String, String>) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    define.iter().fold(text.to_owned(), |text, (name, meaning)| {
        text.replace(&format!("{{{name}}}"), meaning)
    })
}

fn proof_from_code(code: &str) -> Option<Proof> {
    match code {
        "bare" => Some(Proof::Bare),
        "shaped" => Some(Proof::Shaped),
        "checked" => Some(Proof::Checked),
        _ => None,
    }
}

fn layer_from_code(code: &str) -> Option<Layer> {
    Layer::ALL.iter().copied().find(|layer| layer.code() == code)
}
