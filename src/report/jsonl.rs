//! A scan for programs: one JSON object a line, each with `kind` and `v`; or all of them in one.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Options,
    records::{DocumentLine, FindingLine, SummaryLine, document_line, finding_line, summary_line},
};
use crate::{
    finding::{Examination, Finding, Scan},
    text::is_harmless,
};

/// Writes `scan`: for each document its findings, then its row; last the summary. `code` is the
/// exit code.
///
/// # Errors
/// Writing failed.
pub fn jsonl(scan: &Scan, options: &Options, code: u8, out: &mut dyn Write) -> io::Result<()> {
    for row in &scan.examinations {
        let sealed = row.holds_live_mark();
        for finding in listed(row, options) {
            line(out, &finding_line(row, finding, sealed, options))?;
        }
        line(out, &document_line(row))?;
    }
    line(out, &summary_line(scan, code))
}

/// Everything of a scan in one object.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ScanRecord<'a> {
    /// Every finding, document by document.
    findings: Vec<FindingLine<'a>>,
    /// One row a document.
    documents: Vec<DocumentLine<'a>>,
    /// The whole scan.
    summary: SummaryLine<'a>,
}

/// Writes `scan` as one JSON object, which keeps to [`scan_schema`].
///
/// # Errors
/// Writing failed.
pub fn json(scan: &Scan, options: &Options, code: u8, out: &mut dyn Write) -> io::Result<()> {
    let findings = scan.examinations.iter().flat_map(|row| {
        let sealed = row.holds_live_mark();
        listed(row, options).map(move |finding| finding_line(row, finding, sealed, options))
    });
    let record = ScanRecord {
        findings: findings.collect(),
        documents: scan.examinations.iter().map(document_line).collect(),
        summary: summary_line(scan, code),
    };
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(&record)?))
}

/// The schema of what [`json`] writes (JSON Schema, draft 2020-12); its parts are that of the lines
/// that [`jsonl`] writes.
pub fn scan_schema() -> schemars::Schema {
    schemars::schema_for!(ScanRecord)
}

/// The findings that programs are told of.
pub(super) fn listed<'r>(
    row: &'r Examination,
    options: &Options,
) -> impl Iterator<Item = &'r Finding> {
    let all = options.all;
    row.findings.iter().filter(move |finding| all || finding.counts())
}

pub(super) fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string(value)?))
}

/// JSON `text` with every character that could steer a terminal escaped. Such characters stand in
/// strings only, where an escape means the same; a line break stands between values only.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let harmless = |char: char| char == '\n' || is_harmless(char);
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if harmless(char) {
            safe.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Cow::Owned(safe)
}
