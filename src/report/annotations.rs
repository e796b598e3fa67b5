//! A scan where code is reviewed: GitLab Code Quality, GitHub workflow commands, Gitee check runs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{
    Options,
    jsonl::escaped,
    told::{Told, digest, told},
    words::{half, unread},
};
use crate::{
    finding::{Examination, Scan},
    lang::say,
    rules::Severity,
    text::visible,
};

/// Writes `scan` as a GitLab Code Quality report. What could not be examined is a blocker.
///
/// # Errors
/// Writing failed.
pub fn gitlab(scan: &Scan, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let told = open(scan, options);
    let mut entries: Vec<Value> = told
        .iter()
        .map(|one| {
            entry(
                &one.title,
                &one.finding.rule.id,
                &one.fingerprint,
                degree(one.finding.severity),
                one.row,
                one.finding.line,
            )
        })
        .collect();
    for (row, said) in missed(scan, options) {
        let fingerprint = digest(&["unread", &row.document, &said]);
        entries.push(entry(&said, "unread", &fingerprint, "blocker", row, None));
    }
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(&entries)?))
}

fn entry(
    description: &str,
    check: &str,
    fingerprint: &str,
    severity: &str,
    row: &Examination,
    line: Option<u32>,
) -> Value {
    json!({
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": path(row), "lines": { "begin": line.unwrap_or(1) } },
    })
}

fn degree(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "info",
    }
}

/// Writes `scan` as GitHub workflow commands, one a line.
///
/// # Errors
/// Writing failed.
pub fn github(scan: &Scan, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    for one in open(scan, options) {
        let kind = match one.finding.severity {
            Severity::Critical | Severity::High => "error",
            Severity::Medium => "warning",
            Severity::Low => "notice",
        };
        let line = one.finding.line.map_or_else(String::new, |line| format!(",line={line}"));
        let column = one.finding.column.map_or_else(String::new, |column| format!(",col={column}"));
        let title = half(options.lang, &one.finding.rule.title);
        let (file, title) = (property(&path(one.row)), property(title));
        let said = data(&format!("{}\n{}", one.title, one.advice));
        writeln!(out, "::{kind} file={file}{line}{column},title={title}::{said}")?;
    }
    for (row, said) in missed(scan, options) {
        writeln!(out, "::error file={}::{}", property(&path(row)), data(&said))?;
    }
    Ok(())
}

/// Text of a workflow command, escaped as GitHub's runner reads it.
fn data(text: &str) -> String {
    escaped_plain(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// `text` without anything that could steer a terminal or begin a command.
fn escaped_plain(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible).collect();
    lines.join("\n")
}

/// Writes `scan` as the `output` of a check run (Gitee and GitHub take the same).
///
/// # Errors
/// Writing failed.
pub fn check_run(
    scan: &Scan,
    options: &Options,
    closing: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut annotations: Vec<Value> = Vec::new();
    for one in open(scan, options) {
        let level = match one.finding.severity {
            Severity::Critical | Severity::High => "failure",
            Severity::Medium => "warning",
            Severity::Low => "notice",
        };
        let title = half(options.lang, &one.finding.rule.title);
        let said = format!("{}\n{}", one.title, one.advice);
        annotations.push(annotation(one.row, one.finding.line, level, title, &said));
    }
    for (row, said) in missed(scan, options) {
        annotations.push(annotation(row, None, "failure", &said, &said));
    }
    let counts = scan.counts();
    let [critical, high, medium, low] = counts.by_severity.map(|count| count.to_string());
    let total: u64 = counts.by_severity.iter().sum();
    let args = [
        ("total", &*total.to_string()),
        ("critical", &critical),
        ("high", &high),
        ("medium", &medium),
        ("low", &low),
    ];
    let output = json!({
        "title": closing,
        "summary": say(options.lang, "summary.findings", &args),
        "annotations": annotations,
    });
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(&output)?))
}

fn annotation(row: &Examination, line: Option<u32>, level: &str, title: &str, said: &str) -> Value {
    let line = line.unwrap_or(1);
    json!({
        "path": path(row),
        "start_line": line,
        "end_line": line,
        "annotation_level": level,
        "title": title,
        "message": said,
    })
}

/// What nobody permits.
fn open<'s>(scan: &'s Scan, options: &Options) -> Vec<Told<'s>> {
    let all = told(scan, options).into_iter();
    all.filter(|one| one.finding.excuse.is_none()).collect()
}

/// What could not be examined, in words.
fn missed<'s>(scan: &'s Scan, options: &Options) -> Vec<(&'s Examination, String)> {
    let rows = scan.examinations.iter();
    let missed = |row: &'s Examination| {
        row.unread.iter().map(move |one| (row, unread(options.lang, &one.cause)))
    };
    rows.flat_map(missed).collect()
}

fn path(row: &Examination) -> String {
    row.document.trim_start_matches("./").to_owned()
}
