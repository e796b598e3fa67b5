//! Problems of rule and configuration files, with the place and a caret.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::{
    lang::{Lang, say},
    text::Problem,
};

/// All `problems`, each with its file, line and a caret, in the order given.
pub fn problems(problems: &[Problem], lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for problem in problems {
        let args: Vec<(&str, &str)> =
            problem.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let sentence = say(lang, problem.code, &args);
        match &problem.span {
            Some(span) => {
                let end = span.end.min(problem.source.len()).max(span.start);
                let snippet = Snippet::source(&*problem.source)
                    .path(&*problem.file)
                    .annotation(AnnotationKind::Primary.span(span.start..end));
                let group = Level::ERROR.primary_title(&*sentence).element(snippet);
                let _ = writeln!(text, "{}", renderer.render(&[group]));
            }
            None => {
                let _ = writeln!(text, "{}: {sentence}", problem.file);
            }
        }
    }
    text
}
