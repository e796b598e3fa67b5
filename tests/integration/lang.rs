//! Every sentence is there, in both languages, and is the kind of sentence staff are told.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use mishen::{
    document::{ConcealedKind, Layer, Look},
    finding::ReasonKind,
    lang::{Lang, MESSAGES, name, say},
    rules::{Category, Position, Role, Rule, RuleSet, Severity},
    text::Disguise,
    validators::SHAPES,
};
use proptest::prelude::*;
use regex::Regex;

/// Words that blame, promise or belong to another trade.
const BANNED: &[&str] = &["敏感词", "违规", "拦截", "安全", "通过"];

#[test]
fn codes_are_sorted_and_unique() {
    for pair in MESSAGES.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
    }
}

#[test]
fn both_languages_name_the_same_facts() {
    let places = Regex::new(r"\{([a-z_]*)\}").unwrap();
    for message in MESSAGES {
        assert!(!message.zh.is_empty() && !message.en.is_empty(), "{}", message.code);
        let named = |text: &str| -> BTreeSet<String> {
            places.captures_iter(text).map(|place| place[1].to_owned()).collect()
        };
        assert_eq!(named(message.zh), named(message.en), "{}", message.code);
    }
}

#[test]
fn chinese_sentences_keep_to_the_words_and_the_punctuation_of_staff() {
    let narrow = Regex::new(r"\p{Han}[,;:!?()]|[,;:!?()]\p{Han}").unwrap();
    for message in MESSAGES {
        for word in BANNED {
            assert!(!message.zh.contains(word), "{}: {word}", message.code);
        }
        assert!(!narrow.is_match(message.zh), "{}: {}", message.code, message.zh);
    }
}

#[test]
fn english_sentences_hold_no_chinese() {
    let han = Regex::new(r"[\p{Han}，。；：、（）]").unwrap();
    for message in MESSAGES {
        assert!(!han.is_match(message.en), "{}: {}", message.code, message.en);
    }
}

#[test]
fn every_name_in_the_registries_has_a_word() {
    let set = RuleSet::load(&[], &[]).unwrap();
    let roles = set.rules().iter().flat_map(|rule: &std::sync::Arc<Rule>| &rule.sign_off);
    let fields = fs::read_to_string("rules/fields.csv").unwrap();
    let fields = fields.lines().skip(1).filter_map(|line| line.split(',').next());
    let mut codes: BTreeSet<String> = BTreeSet::new();
    let mut walk = |set: &str, names: Vec<&str>| {
        codes.extend(names.into_iter().map(|name| format!("{set}.{name}")));
    };
    walk("severity", Severity::ALL.iter().map(|severity| severity.code()).collect());
    walk("category", Category::ALL.iter().map(|category| category.code()).collect());
    walk("role", Role::PLAIN.to_vec());
    walk("role", roles.map(Role::code).collect());
    walk("layer", Layer::ALL.iter().map(|layer| layer.code()).collect());
    walk("look", Look::ALL.iter().map(|look| look.code()).collect());
    walk("disguise", Disguise::ALL.iter().map(|disguise| disguise.code()).collect());
    walk("position", Position::ALL.iter().map(|position| position.code()).collect());
    walk("reason", ReasonKind::ALL.iter().map(|kind| kind.code()).collect());
    walk("concealed", ConcealedKind::ALL.iter().map(|kind| kind.code()).collect());
    walk("shape", SHAPES.iter().map(|shape| shape.id).collect());
    walk("field", fields.collect());
    walk("confidence", vec!["low", "medium", "high"]);
    let known: BTreeSet<&str> = MESSAGES.iter().map(|message| message.code).collect();
    let missing: Vec<&String> =
        codes.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Sets whose codes are put together from a registry's names.
const FAMILIES: &[&str] = &[
    "category",
    "column",
    "command",
    "concealed",
    "difference",
    "confidence",
    "disguise",
    "examples",
    "field",
    "format",
    "guide",
    "heading",
    "detail",
    "help",
    "layer",
    "named",
    "look",
    "position",
    "profile",
    "reason",
    "role",
    "severity",
    "shape",
    "signing",
    "stats",
    "status",
    "type",
    "unread",
    "usage",
];

#[test]
fn every_code_in_the_source_has_a_sentence() {
    let asked = [
        r#"(?s)\b(?:say|said|total|labelled|list)\(\s*(?:[^()"]*,\s*)?"([a-z-]+\.[a-z-]+)""#,
        r#"(?s)\bproblem\([^;"]*"([a-z]+-[a-z-]+)""#,
        r#"\bcode: "([a-z]+-[a-z-]+)""#,
    ]
    .map(|expression| Regex::new(expression).unwrap());
    let known: BTreeSet<&str> = MESSAGES.iter().map(|message| message.code).collect();
    let mut missing = BTreeSet::new();
    for file in sources(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for found in asked.iter().flat_map(|asked| asked.captures_iter(&text)) {
            if !known.contains(&found[1]) {
                missing.insert(format!("{}: {}", file.display(), &found[1]));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_sentence_is_used() {
    let texts: Vec<String> = sources(Path::new("src"))
        .into_iter()
        .filter(|file| !file.ends_with("lang/messages.rs"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let unused: Vec<&str> = MESSAGES
        .iter()
        .map(|message| message.code)
        .filter(|code| {
            let family = code.split('.').next().unwrap_or(code);
            let quoted = format!("\"{code}\"");
            !FAMILIES.contains(&family) && !texts.iter().any(|text| text.contains(&quoted))
        })
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn the_first_wish_that_says_something_chooses_the_language() {
    let choose = |wishes: [Option<&str>; 3]| Lang::choose(wishes);
    assert_eq!(choose([Some("en"), Some("zh"), None]), Lang::En);
    assert_eq!(choose([None, Some(""), Some("en_US.UTF-8")]), Lang::En);
    assert_eq!(choose([None, Some("de_DE"), Some("en_US.UTF-8")]), Lang::Zh);
    assert_eq!(choose([None, None, None]), Lang::Zh);
}

#[test]
fn a_fact_that_looks_like_a_place_is_not_filled() {
    let said = say(Lang::En, "file-unknown-key", &[("key", "{key}{detail}")]);
    assert_eq!(said, "unknown key “{key}{detail}”");
}

#[test]
fn a_name_that_is_not_known_is_none() {
    assert_eq!(name(Lang::En, "field", "mobile"), Some("a mobile telephone"));
    assert_eq!(name(Lang::Zh, "field", "our-own-field"), None);
}

proptest! {
    #[test]
    fn facts_stand_in_the_sentence_as_they_are(fact in "\\PC*") {
        let said = say(Lang::Zh, "file-toml", &[("detail", &fact)]);
        prop_assert_eq!(said, format!("格式不对：{fact}"));
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect();
    files.sort();
    files
}
