//! Reads packs, lists and vocabulary, built in or from folders, into a [`RuleSet`].

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use sha2::{Digest as _, Sha256};

use super::{
    Change, Changed, Contacts, Fields, Folder, Layer, MaskPolicy, Numbers, Pack, Places, Rule,
    RuleSet, RuleStatus, Vocabulary,
    check::{Surroundings, check},
    file::{PackFile, RuleFile},
    layer::PackedFile,
};
use crate::{
    text::{Problem, day, read_toml},
    validators::Gazetteer,
};

impl RuleSet {
    /// The built-in packs, then those of each of `layers`, then `changes` to single rules.
    ///
    /// # Errors
    /// Every problem of every file, with its place.
    pub fn of(layers: &[Layer], changes: &[Change]) -> Result<Self, Vec<Problem>> {
        let mut loading = Loading::default();
        loading.take(&Layer::built_in(), None);
        for layer in layers {
            loading.take(layer, Some(&layer.shown));
        }
        loading.finish(changes)
    }

    /// As [`RuleSet::of`], the layers being read from `folders`.
    ///
    /// # Errors
    /// Every problem of every file, with its place.
    pub fn load(folders: &[Folder], changes: &[Change]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut layers = Vec::new();
        let mut known = BTreeSet::new();
        for folder in folders {
            // A folder that is named twice is one layer.
            if let Ok(whole) = folder.path.canonicalize()
                && !known.insert(whole)
            {
                continue;
            }
            match Layer::read(folder) {
                Ok(layer) => layers.push(layer),
                Err(found) => problems.extend(found),
            }
        }
        match Self::of(&layers, changes) {
            Err(found) => {
                problems.extend(found);
                Err(problems)
            }
            Ok(_) if !problems.is_empty() => Err(problems),
            Ok(set) => Ok(set),
        }
    }
}

#[derive(Default)]
struct Loading {
    rules: Vec<(Rule, Problem)>,
    fields: Fields,
    vocabulary: Vocabulary,
    contacts: Contacts,
    numbers: Numbers,
    masks: MaskPolicy,
    places: Places,
    /// Ids of all rules, those whose files have problems too.
    known: BTreeSet<String>,
    packs: Vec<Pack>,
    changes: Vec<Change>,
    digest: Sha256,
    problems: Vec<Problem>,
}

impl Loading {
    /// Takes a layer: the built-in one, or an institution's `folder`.
    fn take(&mut self, layer: &Layer, folder: Option<&str>) {
        let files = &layer.files;
        for file in files {
            for part in [file.name.as_str(), &file.text] {
                self.digest.update((part.len() as u64).to_le_bytes());
                self.digest.update(part.as_bytes());
            }
            if file.name.ends_with(".toml") {
                self.known.insert(stem(&file.name).to_owned());
            }
            match file.name.as_str() {
                "fields.csv" => {
                    let fields = &mut self.fields;
                    pairs(file, &mut self.problems, |field, word| fields.add(word, field));
                }
                "words.csv" => {
                    let words = &mut self.vocabulary;
                    pairs(file, &mut self.problems, |kind, word| words.add(word, kind));
                }
                "contacts.csv" => {
                    let contacts = &mut self.contacts;
                    people(file, &mut self.problems, |value, until| contacts.add(value, until));
                }
                "mail-domains.csv" => {
                    for domain in words(file) {
                        self.contacts.add_domain(&domain);
                    }
                }
                "numbers.csv" => self.numbers(file),
                "masks.csv" => self.masks(file),
                "gazetteer.csv" => {
                    if folder.is_some() {
                        self.problems.extend(wrong_rows(file));
                    }
                    self.places.add(&file.text);
                }
                _ => {}
            }
        }
        for pack in files.iter().filter(|file| file.name.ends_with("/pack.toml")) {
            let within = pack.name.trim_end_matches("pack.toml");
            let members: Vec<_> =
                files.iter().filter(|file| file.name.starts_with(within)).collect();
            self.pack(pack, &members, folder);
        }
    }

    /// Takes the forms of the institution's own numbers.
    fn numbers(&mut self, file: &PackedFile) {
        for (span, cells) in records(file) {
            let cell = |index: usize| cells.get(index).map_or("", String::as_str);
            match self.fields.called(cell(0)) {
                Some(field) if self.numbers.add(&field, cell(1)) => {}
                Some(_) => self.problems.push(problem_at(file, span, "number-form")),
                None => self.problems.push(problem_at(file, span, "number-field")),
            }
        }
    }

    /// Takes how much of a masked number may stay.
    fn masks(&mut self, file: &PackedFile) {
        for (span, cells) in records(file) {
            let cell = |index: usize| cells.get(index).map_or("", String::as_str);
            match (self.fields.called(cell(0)), cell(1).parse(), cell(2).parse()) {
                (Some(field), Ok(front), Ok(back)) => self.masks.allow(&field, front, back),
                (Some(_), ..) => self.problems.push(problem_at(file, span, "mask-line")),
                (None, ..) => self.problems.push(problem_at(file, span, "number-field")),
            }
        }
    }

    fn pack(&mut self, pack: &PackedFile, members: &[&PackedFile], folder: Option<&str>) {
        let (about, problems) = read_toml::<PackFile>(&pack.shown, &pack.text);
        self.problems.extend(problems);
        let Some(about) = about else { return };
        let twice = self.packs.iter().any(|known| known.id == *about.id.get_ref());
        if twice {
            let args = vec![("pack", about.id.get_ref().clone())];
            let span = Some(about.id.span());
            self.problems.push(Problem { span, ..problem(pack, "pack-twice", args) });
        }
        let (changes, problems) =
            Change::check(about.disable, about.regrade, &pack.shown, &pack.text);
        self.changes.extend(changes);
        self.problems.extend(problems);
        let id = about.id.get_ref().clone();
        self.packs.push(Pack { id, version: about.version, folder: folder.map(str::to_owned) });
        let mut lists = BTreeMap::new();
        for list in members.iter().filter(|file| file.name.ends_with(".csv")) {
            lists.insert(stem(&list.name).to_owned(), words(list));
        }
        for member in members {
            if !member.name.ends_with(".toml") || member.name == pack.name {
                continue;
            }
            let around = Surroundings {
                file: &member.shown,
                source: &member.text,
                stem: stem(&member.name),
                pack: about.id.get_ref(),
                define: &about.define,
                lists: &lists,
                fields: &self.fields,
                built_in: folder.is_none(),
            };
            let (file, problems) = read_toml::<RuleFile>(&member.shown, &member.text);
            self.problems.extend(problems);
            match file.map(|file| check(file, &around)) {
                None => {}
                Some(Ok(rule)) => {
                    let twice = problem(member, "rule-twice", vec![("rule", rule.id.clone())]);
                    self.rules.push((rule, twice));
                }
                Some(Err(problems)) => self.problems.extend(problems),
            }
        }
    }

    fn finish(mut self, changes: &[Change]) -> Result<RuleSet, Vec<Problem>> {
        self.rules.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        for pair in self.rules.windows(2) {
            if pair[0].0.id == pair[1].0.id {
                self.problems.push(pair[1].1.clone());
            }
        }
        for (rule, twice) in &self.rules {
            for other in &rule.supersedes {
                if !self.known.contains(other) {
                    let args = vec![("kind", "rule".to_owned()), ("name", other.clone())];
                    self.problems.push(Problem {
                        code: "rule-unknown-name",
                        args,
                        ..twice.clone()
                    });
                }
            }
        }
        let mut rules: Vec<Rule> = self.rules.into_iter().map(|(rule, _)| rule).collect();
        let mut changed = Vec::new();
        for change in self.changes.iter().chain(changes) {
            match apply(change, &mut rules) {
                Some(done) => changed.push(done),
                None if self.known.contains(&change.rule) => {}
                None => self.problems.push(change.unknown.clone()),
            }
            self.digest.update(change.rule.as_bytes());
            self.digest.update(change.severity.map_or("off", super::Severity::code).as_bytes());
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        changed.sort_by(|a, b| a.rule.cmp(&b.rule));
        let digest = self.digest.finalize();
        Ok(RuleSet {
            rules: rules.into_iter().map(Arc::new).collect(),
            fields: self.fields,
            vocabulary: self.vocabulary,
            contacts: self.contacts,
            numbers: self.numbers,
            masks: self.masks,
            places: self.places,
            packs: self.packs,
            changed,
            digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            day: None,
        })
    }
}

/// Makes a change to one of `rules`; `None` where there is no such rule.
fn apply(change: &Change, rules: &mut [Rule]) -> Option<Changed> {
    let rule = rules.iter_mut().find(|rule| rule.id == change.rule)?;
    let from = rule.severity;
    match change.severity {
        None => rule.status = RuleStatus::Off,
        Some(severity) => rule.severity = severity,
    }
    Some(Changed {
        rule: change.rule.clone(),
        from,
        to: change.severity,
        reason: change.reason.clone(),
        file: change.unknown.file.clone(),
    })
}

/// The lines below the heading of a table that say something, each with its place.
fn rows(file: &PackedFile) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    let lines = file.text.split_inclusive('\n').map(move |line| {
        let span = at..at + line.trim_end().len();
        at += line.len();
        (span, line.trim())
    });
    lines.skip(1).filter(|(_, line)| !line.is_empty())
}

/// The two columns of a vocabulary file.
fn pairs(file: &PackedFile, problems: &mut Vec<Problem>, mut each: impl FnMut(&str, &str)) {
    for (span, line) in rows(file) {
        match line.split_once(',') {
            Some((kind, word)) if !kind.is_empty() && !word.is_empty() && !word.contains(',') => {
                each(kind, word);
            }
            _ => problems.push(problem_at(file, span, "list-line")),
        }
    }
}

/// The values of `contacts.csv` and the day until which each is a contact, or nothing. Every row
/// needs its value, whose it is, what for and who approved it.
fn people(file: &PackedFile, problems: &mut Vec<Problem>, mut each: impl FnMut(&str, &str)) {
    for (span, cells) in records(file) {
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let until = if cell(4).is_empty() { Some(String::new()) } else { day(cell(4)) };
        match until {
            _ if (0..4).any(|index| cell(index).is_empty()) => {
                problems.push(problem_at(file, span, "contact-line"));
            }
            None => problems.push(problem_at(file, span, "contact-day")),
            Some(until) => each(cell(0), &until),
        }
    }
}

/// The cells of every row that says something, below the heading, each row with its place.
fn records(file: &PackedFile) -> impl Iterator<Item = (Range<usize>, Vec<String>)> {
    rows(file).filter_map(|(span, line)| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        cells.iter().any(|cell| !cell.is_empty()).then_some((span, cells))
    })
}

/// Every line of a gazetteer that is no row of one. The built-in one is proved by the tests: reading
/// it takes longer than scanning a draft without addresses.
fn wrong_rows(file: &PackedFile) -> Vec<Problem> {
    let wrong = rows(file).filter(|(_, line)| !Gazetteer::is_row(line));
    wrong.map(|(span, _)| problem_at(file, span, "gazetteer-line")).collect()
}

/// The first column of a word list, its heading left out.
fn words(file: &PackedFile) -> Vec<String> {
    let lines = file.text.lines().skip(1);
    let first = lines.map(|line| line.split(',').next().unwrap_or_default().trim().to_owned());
    first.filter(|word| !word.is_empty()).collect()
}

fn problem(file: &PackedFile, code: &'static str, args: Vec<(&'static str, String)>) -> Problem {
    Problem { file: file.shown.clone(), source: Arc::clone(&file.text), span: None, code, args }
}

fn problem_at(file: &PackedFile, span: Range<usize>, code: &'static str) -> Problem {
    Problem { span: Some(span), ..problem(file, code, Vec::new()) }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
