//! Problems of rule and configuration files, with the place and a caret.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::{
    lang::{Lang, name, say},
    text::{Problem, visible},
};

/// All `problems`, each with its file, line and a caret, in the order given.
pub fn problems(problems: &[Problem], lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = Level::ERROR.with_name(say(lang, "label.problem", &[]));
    let mut text = String::new();
    for problem in problems {
        let sentence = sentence(problem, lang);
        let file = visible(&problem.file);
        match &problem.span {
            Some(span) => {
                let end = span.end.min(problem.source.len());
                let snippet = Snippet::source(&*problem.source)
                    .path(file)
                    .annotation(AnnotationKind::Primary.span(span.start.min(end)..end));
                let group = level.clone().primary_title(&*sentence).element(snippet);
                // The first colon is the renderer's own, after the word for the level.
                let told = renderer.render(&[group]).replacen(": ", lang.pick("：", ": "), 1);
                let _ = writeln!(text, "{told}");
            }
            None => {
                let _ = writeln!(text, "{file}{}{sentence}", lang.pick("：", ": "));
            }
        }
    }
    text
}

/// What is wrong, in a sentence without its place.
pub fn sentence(problem: &Problem, lang: Lang) -> String {
    let args: Vec<(&str, String)> = problem
        .args
        .iter()
        .map(|(key, value)| match *key {
            "detail" => (*key, detail(value, lang)),
            "kind" => (*key, name(lang, "named", value).unwrap_or(value).to_owned()),
            _ => (*key, value.clone()),
        })
        .collect();
    let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
    visible(&say(lang, problem.code, &args)).into_owned()
}

/// What a parser or the system says, in the reader's language where it is one of its usual
/// sentences.
pub fn detail(text: &str, lang: Lang) -> String {
    if let Some((_, expected)) =
        text.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        let expected = name(lang, "type", expected).unwrap_or(expected);
        return say(lang, "detail.type", &[("expected", expected)]);
    }
    if let Some(field) = text.strip_prefix("missing field ") {
        return say(lang, "detail.missing", &[("field", field.trim_matches('`'))]);
    }
    let first = text.lines().next().unwrap_or_default();
    name(lang, "detail", first).unwrap_or(first).to_owned()
}
