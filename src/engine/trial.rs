//! Tries a rule's own examples through the real reader and the real search.

use super::{Examiner, Searcher};
use crate::{
    document::{self, Limits, Reading},
    rules::{Example, ExampleForm, Rule},
};

/// An example that does not come out as the rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// It is a counterexample.
    pub counter: bool,
    /// Its number in its list, from 1.
    pub number: usize,
    /// The rule's file, and the line of it on which the example stands.
    pub at: (String, usize),
    /// What was to be found.
    pub expected: Vec<String>,
    /// What was found.
    pub found: Vec<String>,
}

/// Tries every example and counterexample of every rule that is `wanted`; what fails comes back. An
/// example counts as found with medium or high confidence.
pub fn trial(searcher: &Searcher, wanted: impl Fn(&Rule) -> bool) -> Vec<Failure> {
    let rules = searcher.rules().rules().iter().filter(|rule| wanted(rule));
    rules.flat_map(|rule| try_rule(searcher, rule)).collect()
}

/// Tries the examples and counterexamples of `rule` with the rule of the same id that `searcher`
/// has; what fails comes back.
pub fn try_rule(searcher: &Searcher, rule: &Rule) -> Vec<Failure> {
    let examples = rule.examples.iter().enumerate().map(|(at, example)| (false, at, example));
    let counter = rule.counterexamples.iter().enumerate().map(|(at, example)| (true, at, example));
    examples
        .chain(counter)
        .filter_map(|(counter, at, example)| {
            let (found, instead) = findings(searcher, &rule.id, example);
            (!fits(&found, &instead, &example.finds)).then(|| Failure {
                rule: rule.id.clone(),
                counter,
                number: at + 1,
                at: (rule.file.clone(), example.line),
                expected: example.finds.clone(),
                found,
            })
        })
        .collect()
}

/// Whether `found` is what was `expected`, or the rest of that is found `instead` by rules that
/// supersede this one.
fn fits(found: &[String], instead: &[String], expected: &[String]) -> bool {
    let replaced = |value: &String| {
        instead.iter().any(|other| other.contains(value.as_str()) || value.contains(other.as_str()))
    };
    found == expected
        || !instead.is_empty()
            && found.iter().all(|value| expected.contains(value))
            && expected.iter().all(|value| found.contains(value) || replaced(value))
}

/// What `rule` finds in an example, and what the rules find that supersede it.
fn findings(searcher: &Searcher, rule: &str, example: &Example) -> (Vec<String>, Vec<String>) {
    let (name, text) = match example.form {
        ExampleForm::Text => ("example.txt", example.text.as_str()),
        ExampleForm::Markdown => ("example.md", example.text.as_str()),
        ExampleForm::Csv => ("example.csv", example.text.as_str()),
        ExampleForm::Html => ("example.html", example.text.as_str()),
        ExampleForm::Json => ("example.json", example.text.as_str()),
        ExampleForm::Xml => ("example.xml", example.text.as_str()),
        ExampleForm::Name => (example.text.as_str(), "正文"),
    };
    let mut examiner = Examiner::new(searcher, None);
    examiner.input(name, |sink| {
        document::read(&mut text.as_bytes(), name, &Limits::default(), &Reading::Here, sink);
    });
    let rows = examiner.finish();
    let values = |wanted: &dyn Fn(&Rule) -> bool| -> Vec<String> {
        let findings = rows.iter().flat_map(|row| &row.findings);
        findings
            .filter(|finding| finding.counts() && wanted(&finding.rule))
            .map(|finding| finding.excerpt.value.clone())
            .collect()
    };
    let own = values(&|found| found.id == rule);
    (own, values(&|found| found.supersedes.iter().any(|other| other == rule)))
}
