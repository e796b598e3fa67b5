//! The reference of every rule, in both languages.

use std::fmt::Write as _;

use super::words::{half, roles, severity};
use crate::{
    lang::{Lang, say},
    rules::{Example, ExampleForm, Rule, RuleSet},
};

/// A Markdown page of all `rules`, pack by pack: what each finds, how much it matters, who answers,
/// why, what to do, on which clauses it rests, and its examples.
pub fn reference(rules: &RuleSet) -> String {
    let both = |code: &str| {
        let args = [("count", &*rules.rules().len().to_string())];
        format!("{}\n\n{}", say(Lang::Zh, code, &args), say(Lang::En, code, &args))
    };
    let mut page = format!("# {}\n\n{}\n", title("reference.title"), both("reference.intro"));
    for pack in rules.packs() {
        let _ = writeln!(page, "\n## {} {}", pack.id, pack.version);
        for rule in rules.rules().iter().filter(|rule| rule.pack == pack.id) {
            entry(&mut page, rule);
        }
    }
    page
}

fn title(code: &str) -> String {
    format!("{} · {}", say(Lang::Zh, code, &[]), say(Lang::En, code, &[]))
}

fn entry(page: &mut String, rule: &Rule) {
    let _ = writeln!(page, "\n### {}\n", rule.id);
    for lang in [Lang::Zh, Lang::En] {
        let category = say(lang, &format!("category.{}", rule.category.code()), &[]);
        let stop = lang.pick("。", ". ");
        let _ = writeln!(
            page,
            "**{}** — {} · {category} · {}{stop}{}{}",
            half(lang, &rule.title),
            severity(lang, rule.grade(), rule.status),
            roles(lang, &rule.sign_off),
            sentence(half(lang, &rule.why)),
            half(lang, &rule.remedy),
        );
        page.push('\n');
    }
    let basis: Vec<&str> = rule.basis.iter().map(|basis| basis.text.as_str()).collect();
    let _ = writeln!(page, "{}：{}", title("label.basis"), basis.join("；"));
    for (label, examples) in
        [("kind.example", &rule.examples), ("kind.counterexample", &rule.counterexamples)]
    {
        let _ = writeln!(page, "\n{}\n", title(label));
        for example in examples {
            let _ = writeln!(page, "- {}", shown(example));
        }
    }
}

/// A sentence, and the blank that sets the next one apart where it needs one.
fn sentence(text: &str) -> String {
    if text.is_ascii() { format!("{text} ") } else { text.to_owned() }
}

/// An example as code: on one line, with `⏎` for a line break.
fn shown(example: &Example) -> String {
    let text = example.text.replace('\n', "⏎");
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let form = match example.form {
        ExampleForm::Text => String::new(),
        form => format!("{}: ", form.code()),
    };
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{form}{fence}{pad}{text}{pad}{fence}")
}
