//! The map of rooms and the promises of the masks stay true.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use mishen::{
    document::Format,
    finding::{mask, mask_digits},
    rules::Category,
};

/// A room, then the rooms it may name. `lib` and `main` stand outside every room.
const MAP: &[(&str, &[&str])] = &[
    ("lang", &[]),
    ("text", &[]),
    ("document", &["text"]),
    ("validators", &["text"]),
    ("signing", &[]),
    ("rules", &["text", "document", "validators", "signing"]),
    ("finding", &["text", "document", "rules"]),
    ("engine", &["text", "document", "validators", "rules", "finding"]),
    ("review", &["document", "rules", "finding"]),
    ("config", &["text", "document", "rules", "review"]),
    ("report", &["lang", "text", "document", "rules", "finding", "engine", "review", "config"]),
    (
        "cli",
        &[
            "lang",
            "text",
            "document",
            "validators",
            "signing",
            "rules",
            "finding",
            "engine",
            "review",
            "config",
            "report",
        ],
    ),
];

#[test]
fn rooms_import_only_what_the_map_allows() {
    let mut wrong = BTreeSet::new();
    for file in sources(Path::new("src")) {
        let inside = file.strip_prefix("src").unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if matches!(room, "lib" | "main") {
            continue;
        }
        let (_, allowed) = MAP.iter().find(|(name, _)| *name == room).expect("a room on the map");
        for named in named_rooms(&fs::read_to_string(&file).unwrap()) {
            if named != room && !allowed.contains(&named.as_str()) {
                wrong.insert(format!("{}: `{room}` may not use `{named}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

#[test]
fn a_mask_shows_no_more_than_a_quarter_and_nothing_short_or_secret() {
    let personal = Category::PersonalInformation;
    assert_eq!(mask("11010519491231002X", personal), "11****2X");
    assert_eq!(mask("13800138000", personal), "1****0");
    assert_eq!(mask("1234567", personal), "****");
    assert_eq!(mask("correct horse battery", Category::Credential), "****");
    assert_eq!(mask_digits("工号12345，电话一三八〇〇一"), "工号****，电话****");
}

/// The first name of every `crate::` path; `crate::{a::X, b::Y}` gives both.
fn named_rooms(source: &str) -> BTreeSet<String> {
    let first = |path: &str| {
        path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    let mut found = BTreeSet::new();
    for path in source.split("crate::").skip(1) {
        let Some(group) = path.strip_prefix('{') else {
            found.insert(first(path));
            continue;
        };
        let mut depth = 0;
        let parts = group.split(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            c == ',' && depth == 0 || depth < 0
        });
        found.extend(parts.map(first).take_while(|name| !name.is_empty()));
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn every_name_of_a_format_crosses_the_border_between_processes() {
    let mut names = BTreeSet::new();
    for path in sources(Path::new("src/document")) {
        let source = fs::read_to_string(&path).unwrap();
        // Rows of its tables and answers of its functions end with a name.
        let sniffs = path.ends_with("sniff.rs");
        for (at, _) in source.match_indices('"') {
            let before = &source[..at];
            let Some((name, behind)) = source[at + 1..].split_once('"') else { continue };
            let mut bytes = name.bytes();
            let is_name = bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            let said = ["Other(", "Unsupported { format: ", "no_text("];
            if is_name
                && !before.ends_with('b')
                && (sniffs && behind.starts_with(')')
                    || said.iter().any(|said| before.ends_with(said)))
            {
                names.insert(name.to_owned());
            }
        }
    }
    assert!(
        ["gif", "caj", "ole2", "binary", "mail", "tar"].iter().all(|name| names.contains(*name))
    );
    for name in names {
        let read = serde_json::from_value::<Format>(serde_json::json!({ "Other": name }));
        assert!(read.is_ok(), "{name} is missing in sniff::NAMES");
    }
}
