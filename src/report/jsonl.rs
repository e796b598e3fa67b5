//! A scan for programs: one JSON object a line, each with `kind` and `v`.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    Options,
    shown::{name_of, shown},
};
use crate::{
    document::{Place, UnreadCause},
    finding::{Examination, Finding, Scan},
    rules::RuleStatus,
    text::is_harmless,
};

/// The version of these lines.
const VERSION: u32 = 1;

/// Writes `scan`: for each document its findings, then its row; last the summary. `code` is the
/// exit code.
///
/// # Errors
/// Writing failed.
pub fn jsonl(scan: &Scan, options: &Options, code: u8, out: &mut dyn Write) -> io::Result<()> {
    for row in &scan.examinations {
        let sealed = row.holds_live_mark();
        for finding in row.findings.iter().filter(|finding| options.all || finding.counts()) {
            line(out, &finding_line(row, finding, sealed, options))?;
        }
        line(out, &document_line(row))?;
    }
    line(out, &summary_line(scan, code))
}

fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string(value)?))
}

/// JSON `text` with every character that could steer a terminal escaped. Such characters stand in
/// strings only, where an escape means the same.
fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if is_harmless(char) {
            safe.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Cow::Owned(safe)
}

#[derive(Serialize)]
struct FindingLine<'a> {
    kind: &'static str,
    v: u32,
    document: &'a str,
    part: Option<&'a str>,
    rule: &'a str,
    pack: &'a str,
    category: &'static str,
    severity: &'static str,
    trial: bool,
    confidence: &'static str,
    layer: &'static str,
    looks: Vec<&'static str>,
    place: PlaceLine<'a>,
    line: Option<u32>,
    column: Option<u32>,
    span: [usize; 2],
    bytes: Option<[u64; 2]>,
    excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<ReasonLine<'a>>>,
    tolerated: Vec<&'static str>,
    sign_off: Vec<&'a str>,
    basis: Vec<&'a str>,
    fingerprint: Option<&'a str>,
}

#[derive(Serialize)]
struct ReasonLine<'a> {
    kind: &'static str,
    points: i32,
    on: &'a str,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    part: Option<&'a str>,
    page: Option<u32>,
    paragraph: Option<u32>,
    table: Option<u32>,
    row: Option<u32>,
    column: Option<u32>,
    cell: Option<&'a str>,
    header: Option<String>,
    slide: Option<u32>,
    label: Option<String>,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    kind: &'static str,
    v: u32,
    document: &'a str,
    status: &'static str,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
    misnamed: bool,
    parts: usize,
    passages: u64,
    characters: u64,
    unread: Vec<UnreadLine<'a>>,
    concealed: Vec<ConcealedLine>,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    part: Option<&'a str>,
    cause: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
}

#[derive(Serialize)]
struct ConcealedLine {
    kind: &'static str,
    count: u32,
}

#[derive(Serialize)]
struct SummaryLine<'a> {
    kind: &'static str,
    v: u32,
    documents: u64,
    examined: u64,
    partly: u64,
    not_examined: u64,
    critical: u64,
    high: u64,
    medium: u64,
    low: u64,
    low_confidence: u64,
    excluded: u64,
    open_elsewhere: &'a [String],
    config: Option<&'a str>,
    rules: usize,
    rules_version: &'a str,
    rules_digest: &'a str,
    exit_code: u8,
}

fn finding_line<'a>(
    row: &'a Examination,
    finding: &'a Finding,
    sealed: bool,
    options: &Options,
) -> FindingLine<'a> {
    let shown = shown(finding, sealed, options.show_values);
    let rule = &finding.rule;
    let basis = rule.basis.iter().filter(|basis| basis.since <= options.as_of);
    let reasons = finding.reasons.iter().map(|reason| ReasonLine {
        kind: reason.kind.code(),
        points: reason.points,
        on: &reason.on,
    });
    FindingLine {
        kind: "finding",
        v: VERSION,
        document: &row.document,
        part: finding.at.part.as_deref(),
        rule: &rule.id,
        pack: &rule.pack,
        category: rule.category.code(),
        severity: finding.severity.code(),
        trial: rule.status == RuleStatus::Trial,
        confidence: finding.confidence.code(),
        layer: finding.layer.code(),
        looks: finding.looks.iter().map(|look| look.code()).collect(),
        place: place_line(&finding.at, sealed && !options.show_values),
        line: finding.line,
        column: finding.column,
        span: [finding.span.start, finding.span.end],
        bytes: finding.bytes.as_ref().map(|bytes| [bytes.start, bytes.end]),
        excerpt: shown.map(|shown| format!("{}{}{}", shown.before, shown.value, shown.after)),
        text: options.show_values.then_some(finding.excerpt.value.as_str()),
        reasons: options.explain.then(|| reasons.collect()),
        tolerated: finding.tolerated.iter().map(|disguise| disguise.code()).collect(),
        sign_off: rule.sign_off.iter().map(|role| role.code()).collect(),
        basis: basis.map(|basis| basis.text.as_str()).collect(),
        fingerprint: finding.fingerprint.as_ref().map(|print| print.0.as_str()),
    }
}

fn place_line(at: &Place, sealed: bool) -> PlaceLine<'_> {
    PlaceLine {
        part: at.part.as_deref(),
        page: at.page,
        paragraph: at.paragraph,
        table: at.table,
        row: at.row,
        column: at.column,
        cell: at.cell.as_deref(),
        header: name_of(at.header.as_deref(), sealed),
        slide: at.slide,
        label: name_of(at.label.as_deref(), sealed),
    }
}

fn document_line(row: &Examination) -> DocumentLine<'_> {
    let part = row.parts.first();
    let unread = row.unread.iter().map(|unread| UnreadLine {
        part: unread.at.part.as_deref(),
        cause: unread.cause.code(),
        at: match unread.cause {
            UnreadCause::Undecodable { at, .. } | UnreadCause::Malformed { at } => Some(at),
            _ => None,
        },
        format: match unread.cause {
            UnreadCause::Unsupported { format } => Some(format),
            _ => None,
        },
    });
    let concealed = row.concealed.iter();
    DocumentLine {
        kind: "document",
        v: VERSION,
        document: &row.document,
        status: row.status().code(),
        format: part.map(|part| part.format.code()),
        encoding: part.and_then(|part| part.encoding),
        misnamed: part.is_some_and(|part| part.misnamed),
        parts: row.parts.len(),
        passages: row.passages,
        characters: row.characters,
        unread: unread.collect(),
        concealed: concealed
            .map(|fact| ConcealedLine { kind: fact.kind.code(), count: fact.count })
            .collect(),
    }
}

fn summary_line(scan: &Scan, exit_code: u8) -> SummaryLine<'_> {
    let counts = scan.counts();
    let [critical, high, medium, low] = counts.by_severity;
    SummaryLine {
        kind: "summary",
        v: VERSION,
        documents: counts.documents,
        examined: counts.examined,
        partly: counts.partly,
        not_examined: counts.not_examined,
        critical,
        high,
        medium,
        low,
        low_confidence: counts.low_confidence,
        excluded: scan.excluded,
        open_elsewhere: &scan.open_elsewhere,
        config: scan.config.as_deref(),
        rules: scan.rules_count,
        rules_version: &scan.rules_version,
        rules_digest: &scan.rules_digest,
        exit_code,
    }
}
