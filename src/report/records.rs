//! What programs are told of a scan: one record a finding, a document, and the whole.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Options,
    shown::{cell_of, name_of, shown},
};
use crate::{
    document::{Concealed, Place, Unread, UnreadCause},
    finding::{Examination, Finding, Scan, Unneeded},
    rules::RuleStatus,
};

/// The version of these records.
const VERSION: u32 = 1;

/// A finding.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FindingLine<'a> {
    /// Which kind of record.
    kind: &'static str,
    /// Its version.
    v: u32,
    document: &'a str,
    part: Option<String>,
    rule: &'a str,
    pack: &'a str,
    category: &'static str,
    severity: &'static str,
    trial: bool,
    confidence: &'static str,
    layer: &'static str,
    looks: Vec<&'static str>,
    place: PlaceLine,
    line: Option<u32>,
    column: Option<u32>,
    span: [usize; 2],
    bytes: Option<[u64; 2]>,
    excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// The fact it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<ConcealedLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<ReasonLine<'a>>>,
    tolerated: Vec<&'static str>,
    sign_off: Vec<&'a str>,
    basis: Vec<&'a str>,
    fingerprint: Option<&'a str>,
    /// Who permits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<ExceptionLine<'a>>,
    /// `pending` where a baseline knows it, `new` where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
}

/// A documented permission.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ExceptionLine<'a> {
    owner: &'a str,
    reason: &'a str,
    until: &'a str,
}

/// An exception that need not stand any more.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct UnneededLine<'a> {
    rule: &'a str,
    scope: &'a str,
    until: &'a str,
}

/// What a baseline knows.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct KnownLine {
    pending: u64,
    new: u64,
    gone: u64,
}

/// A reason for or against.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ReasonLine<'a> {
    kind: &'static str,
    points: i32,
    on: &'a str,
}

/// Where a person finds it.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PlaceLine {
    part: Option<String>,
    page: Option<u32>,
    paragraph: Option<u32>,
    table: Option<u32>,
    row: Option<u32>,
    column: Option<u32>,
    cell: Option<String>,
    header: Option<String>,
    slide: Option<u32>,
    label: Option<String>,
    /// The box on the page in points: from the left, from the top, width, height.
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<[i32; 4]>,
}

/// A document.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DocumentLine<'a> {
    /// Which kind of record.
    kind: &'static str,
    /// Its version.
    v: u32,
    document: &'a str,
    status: &'static str,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
    misnamed: bool,
    parts: usize,
    passages: u64,
    characters: u64,
    unread: Vec<UnreadLine>,
    concealed: Vec<ConcealedLine>,
}

/// What could not be examined.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct UnreadLine {
    part: Option<String>,
    /// The member of a package that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    cause: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
}

/// A fact about what readers do not see.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ConcealedLine {
    kind: &'static str,
    count: u32,
    place: PlaceLine,
}

/// The whole scan.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SummaryLine<'a> {
    /// Which kind of record.
    kind: &'static str,
    /// Its version.
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
    excused: u64,
    expired_exceptions: Vec<UnneededLine<'a>>,
    unused_exceptions: Vec<UnneededLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<KnownLine>,
    excluded: u64,
    open_elsewhere: &'a [String],
    config: Option<&'a str>,
    rules: usize,
    rules_version: &'a str,
    rules_digest: &'a str,
    exit_code: u8,
}

pub(super) fn finding_line<'a>(
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
        part: name_of(finding.at.part.as_deref(), false),
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
        fact: finding
            .fact
            .as_ref()
            .map(|fact| concealed_line(fact, sealed && !options.show_values)),
        reasons: options.explain.then(|| reasons.collect()),
        tolerated: finding.tolerated.iter().map(|disguise| disguise.code()).collect(),
        sign_off: rule.sign_off.iter().map(|role| role.code()).collect(),
        basis: basis.map(|basis| basis.text.as_str()).collect(),
        fingerprint: finding.fingerprint.as_ref().map(|print| print.0.as_str()),
        exception: finding.excuse.as_ref().map(|excuse| ExceptionLine {
            owner: &excuse.owner,
            reason: &excuse.reason,
            until: &excuse.until,
        }),
        baseline: finding.known.map(|known| if known { "pending" } else { "new" }),
    }
}

pub(super) fn concealed_line(fact: &Concealed, sealed: bool) -> ConcealedLine {
    let place = place_line(&fact.at, sealed);
    ConcealedLine { kind: fact.kind.code(), count: fact.count, place }
}

pub(super) fn unread_line(unread: &Unread) -> UnreadLine {
    UnreadLine {
        part: name_of(unread.at.part.as_deref(), false),
        member: name_of(unread.at.label.as_deref(), false),
        cause: unread.cause.code(),
        at: match unread.cause {
            UnreadCause::Undecodable { at, .. } | UnreadCause::Malformed { at } => Some(at),
            _ => None,
        },
        format: match unread.cause {
            UnreadCause::Unsupported { format } => Some(format),
            _ => None,
        },
    }
}

pub(super) fn place_line(at: &Place, sealed: bool) -> PlaceLine {
    PlaceLine {
        part: name_of(at.part.as_deref(), false),
        page: at.page,
        paragraph: at.paragraph,
        table: at.table,
        row: at.row,
        column: at.column,
        cell: at.cell.as_deref().map(|cell| cell_of(cell, sealed)),
        header: name_of(at.header.as_deref(), sealed),
        slide: at.slide,
        label: name_of(at.label.as_deref(), sealed),
        area: at.area.map(|area| [area.left, area.top, area.width, area.height]),
    }
}

pub(super) fn document_line(row: &Examination) -> DocumentLine<'_> {
    let part = row.parts.first();
    let sealed = row.holds_live_mark();
    let concealed = row.concealed.iter().map(|fact| concealed_line(fact, sealed));
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
        unread: row.unread.iter().map(unread_line).collect(),
        concealed: concealed.collect(),
    }
}

pub(super) fn summary_line(scan: &Scan, exit_code: u8) -> SummaryLine<'_> {
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
        excused: counts.excused,
        expired_exceptions: unneeded(&scan.answers.expired),
        unused_exceptions: unneeded(&scan.answers.unused),
        baseline: scan.answers.known.map(|known| KnownLine {
            pending: known.pending,
            new: known.new,
            gone: known.gone,
        }),
        excluded: scan.excluded,
        open_elsewhere: &scan.open_elsewhere,
        config: scan.config.as_deref(),
        rules: scan.rules_count,
        rules_version: &scan.rules_version,
        rules_digest: &scan.rules_digest,
        exit_code,
    }
}

fn unneeded(exceptions: &[Unneeded]) -> Vec<UnneededLine<'_>> {
    let lines = exceptions.iter().map(|one| UnneededLine {
        rule: &one.rule,
        scope: &one.scope,
        until: &one.until,
    });
    lines.collect()
}
