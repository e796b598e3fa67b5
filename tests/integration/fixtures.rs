//! Every fixture with every rule: one snapshot each, low confidence too. Clean ones stay silent.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use mishen::{
    document::{self, Limits, Reading, inputs},
    engine::{Examiner, Searcher},
    finding::{Examination, Finding, mask},
    rules::RuleSet,
};

#[test]
fn every_fixture_comes_out_as_its_snapshot_says() {
    let searcher = Searcher::new(RuleSet::load(&[], &[]).unwrap());
    for path in files(Path::new("fixtures")) {
        let row = examine(&searcher, &path);
        let name = inputs::display(path.strip_prefix("fixtures").unwrap()).replace('/', "-");
        insta::with_settings!({
            snapshot_path => "fixtures",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, story(&row)) });
    }
}

#[test]
fn clean_fixtures_are_silent_and_every_draft_is_not() {
    let searcher = Searcher::new(RuleSet::load(&[], &[]).unwrap());
    for path in files(Path::new("fixtures")) {
        let row = examine(&searcher, &path);
        let found = row.findings.iter().any(Finding::counts);
        assert!(row.unread.is_empty(), "{}", path.display());
        assert_eq!(found, path.starts_with("fixtures/drafts"), "{}", path.display());
    }
}

fn examine(searcher: &Searcher, path: &Path) -> Examination {
    let mut examiner = Examiner::new(searcher, None);
    let name = inputs::display(path);
    examiner.input(&name, |sink| {
        let mut file = File::open(path).unwrap();
        document::read(&mut file, &name, &Limits::default(), &Reading::Here, sink);
    });
    examiner.finish().remove(0)
}

fn story(row: &Examination) -> String {
    let part = &row.parts[0];
    let mut story = format!("{} {}\n", part.format.code(), part.encoding.unwrap_or("-"));
    for fact in &row.concealed {
        story += &format!("concealed: {} {}\n", fact.kind.code(), fact.count);
    }
    for finding in &row.findings {
        let at = finding.line.zip(finding.column).map(|(line, column)| format!("{line}:{column}"));
        let tolerated = finding.tolerated.iter().map(|disguise| format!(" {}", disguise.code()));
        story += &format!(
            "{} {} {}/{} {} {}{}\n",
            at.unwrap_or_default(),
            finding.rule.id,
            finding.severity.code(),
            finding.confidence.code(),
            finding.layer.code(),
            mask(&finding.excerpt.value, finding.rule.category),
            tolerated.collect::<String>(),
        );
    }
    story
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// What the drafts in `fixtures/drafts` must never be told with.
const PLANTED: &[&str] = &["Kx8#92mQ", "92mQ", "13800138000", "11010119", "0571-88880003"];

#[test]
fn no_output_about_the_drafts_holds_a_planted_value() {
    for format in ["terminal", "jsonl", "json", "sarif", "gitlab", "github", "gitee"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_mishen"))
            .args(["scan", "--format", format, "--all", "--explain", "fixtures/drafts"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        for value in PLANTED {
            assert!(!told.contains(value), "{format}: {value}");
        }
    }
}
