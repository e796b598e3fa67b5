//! A rule as a page of text.

use std::fmt::Write as _;

use super::words::{half, roles, severity};
use crate::{
    lang::{Lang, say},
    rules::{Example, Rule},
    text::visible,
};

/// Everything a person asks of `rule`: what it finds, what to do, whom to ask, its examples.
pub fn rule(rule: &Rule, lang: Lang) -> String {
    let said = |code: &str| say(lang, code, &[]);
    let severity = severity(lang, rule.grade(), rule.status);
    let category = said(&format!("category.{}", rule.category.code()));
    let basis: Vec<&str> = rule.basis.iter().map(|basis| basis.text.as_str()).collect();
    let mut page = format!("{}  {}\n", rule.id, half(lang, &rule.title));
    let _ = writeln!(page, "{severity}  {category}  {}", rule.pack);
    let mut labelled = |label: &str, text: &str| {
        let _ = writeln!(page, "{}{}{text}", said(label), lang.pick("：", ": "));
    };
    labelled("label.remedy", half(lang, &rule.remedy));
    labelled("label.sign-off", &roles(lang, &rule.sign_off));
    labelled("label.basis", &lang.clauses(&basis));
    labelled("label.why", half(lang, &rule.why));
    let mut list = |label: &str, examples: &[Example]| {
        let _ = writeln!(page, "\n{}", said(label));
        for example in examples {
            let lines: Vec<_> = example.text.lines().map(visible).collect();
            let _ = writeln!(page, "  {}", lines.join("\n    "));
        }
    };
    list("kind.example", &rule.examples);
    list("kind.counterexample", &rule.counterexamples);
    page
}
