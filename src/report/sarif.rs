//! A scan as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format).

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::{Map, Value, json};

use super::{
    Options,
    jsonl::escaped,
    told::{Told, told, uri},
    words::{half, unread},
};
use crate::{
    finding::{Examination, Scan, Status},
    lang::{Lang, say},
    rules::{Rule, Severity},
};

/// Where the schema is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes `scan` as a SARIF log. Columns count characters; what an exception permits is suppressed;
/// the name of a result is made only of what the report itself shows. `code` is the exit code.
///
/// # Errors
/// Writing failed.
pub fn sarif(scan: &Scan, options: &Options, code: u8, out: &mut dyn Write) -> io::Result<()> {
    let all = told(scan, options);
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    for one in &all {
        rules.insert(&one.finding.rule.id, &one.finding.rule);
    }
    let index = |id: &str| rules.keys().position(|known| *known == id);
    let results: Vec<Value> =
        all.iter().map(|one| result(one, index(&one.finding.rule.id), scan, options)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "mishen",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|rule| descriptor(rule, options.lang)).collect::<Vec<_>>(),
                "properties": {
                    "rulesVersion": scan.rules_version,
                    "rulesDigest": scan.rules_digest,
                },
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": code != 2,
                "exitCode": code,
                "toolExecutionNotifications": notifications(scan, options.lang),
            }],
            "results": results,
        }],
    });
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(&log)?))
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let basis: Vec<&str> = rule.basis.iter().map(|basis| basis.text.as_str()).collect();
    let help = [half(lang, &rule.remedy), &lang.clauses(&basis)].join("\n\n");
    json!({
        "id": rule.id,
        "shortDescription": { "text": half(lang, &rule.title) },
        "fullDescription": { "text": half(lang, &rule.why) },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(rule.grade()) },
        "properties": {
            "category": rule.category.code(),
            "severity": rule.grade().code(),
            "pack": rule.pack,
            "tags": ["confidentiality", rule.category.code()],
        },
    })
}

fn result(told: &Told<'_>, index: Option<usize>, scan: &Scan, options: &Options) -> Value {
    let finding = told.finding;
    let mut result = Map::new();
    let mut set = |key: &str, value: Value| {
        result.insert(key.to_owned(), value);
    };
    set("ruleId", json!(finding.rule.id));
    if let Some(index) = index {
        set("ruleIndex", json!(index));
    }
    set("level", json!(level(finding.severity)));
    set("message", json!({ "text": format!("{}\n{}", told.title, told.advice) }));
    set("locations", json!([location(told)]));
    set("partialFingerprints", json!({ "mishenShown/v1": told.fingerprint }));
    if let Some(print) = &finding.fingerprint {
        set("fingerprints", json!({ "mishenKeyed/v1": print.0 }));
    }
    let excuse = finding.excuse.as_ref().map(|excuse| {
        json!({
            "kind": "external",
            "status": "accepted",
            "justification": say(options.lang, "finding.excused", &[
                ("owner", &*excuse.owner),
                ("reason", &excuse.reason),
                ("until", &excuse.until),
            ]),
        })
    });
    // All results of a run say whether they are suppressed, or none does (SARIF 2.1.0, 3.27.23).
    let permits = scan.findings().any(|finding| finding.excuse.is_some());
    if permits {
        set("suppressions", Value::Array(excuse.into_iter().collect()));
    }
    if let Some(known) = finding.known {
        set("baselineState", json!(if known { "unchanged" } else { "new" }));
    }
    set(
        "properties",
        json!({
            "severity": finding.severity.code(),
            "confidence": finding.confidence.code(),
            "layer": finding.layer.code(),
            "signOff": finding.rule.sign_off.iter().map(|role| role.code()).collect::<Vec<_>>(),
        }),
    );
    Value::Object(result)
}

fn location(told: &Told<'_>) -> Value {
    let finding = told.finding;
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({ "uri": uri(&told.row.document) }));
    if let Some(line) = finding.line {
        let mut region = Map::new();
        region.insert("startLine".to_owned(), json!(line));
        if let Some(column) = finding.column {
            region.insert("startColumn".to_owned(), json!(column));
            // The end is known where the value stands on one line as it was read.
            let value = &finding.excerpt.value;
            let bytes = finding.bytes.as_ref().map(|bytes| bytes.end - bytes.start);
            if !value.contains('\n') && bytes == Some(value.len() as u64) {
                let end = column as usize + value.chars().count();
                region.insert("endLine".to_owned(), json!(line));
                region.insert("endColumn".to_owned(), json!(end));
            }
        }
        physical.insert("region".to_owned(), Value::Object(region));
    }
    json!({ "physicalLocation": physical })
}

/// What could not be examined: it is no result, and never clean.
fn notifications(scan: &Scan, lang: Lang) -> Vec<Value> {
    let missed = |row: &Examination| {
        let level = if row.status() == Status::NotExamined { "error" } else { "warning" };
        let location = json!({
            "physicalLocation": { "artifactLocation": { "uri": uri(&row.document) } }
        });
        let said = row.unread.iter().map(|one| unread(lang, &one.cause));
        let notes = said.map(
            |text| json!({ "level": level, "message": { "text": text }, "locations": [location] }),
        );
        notes.collect::<Vec<_>>()
    };
    scan.examinations.iter().flat_map(missed).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}
