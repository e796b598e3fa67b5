//! Facts of a scan in words: what was not examined, what a judgement rests on, who is asked.

use crate::{
    document::{ConcealedKind, Format, UnreadCause},
    finding::{Examination, Finding, Reason, ReasonKind},
    lang::{Lang, name, say},
    rules::{Bilingual, Role, RuleStatus, Severity},
};

/// The half of `text` that is in `lang`.
pub(super) fn half(lang: Lang, text: &Bilingual) -> &str {
    lang.pick(&text.zh, &text.en)
}

/// How much the findings of a rule matter, and whether it is on trial.
pub fn severity(lang: Lang, severity: Severity, status: RuleStatus) -> String {
    let severity = say(lang, &format!("severity.{}", severity.code()), &[]);
    match status {
        RuleStatus::Active => severity,
        RuleStatus::Trial | RuleStatus::Off => {
            let status = say(lang, &format!("status.{}", status.code()), &[]);
            say(lang, "severity.status", &[("severity", &severity), ("status", &status)])
        }
    }
}

/// What could not be examined, and what to do about it.
pub fn unread(lang: Lang, cause: &UnreadCause) -> String {
    let code = format!("unread.{}", cause.code());
    let told = |args: &[(&str, &str)]| say(lang, &code, args);
    match cause {
        UnreadCause::Unsupported { format } => told(&[("format", &format_name(lang, format))]),
        UnreadCause::Undecodable { at, count, encoding } => {
            told(&[("at", &at.to_string()), ("count", &count.to_string()), ("encoding", encoding)])
        }
        UnreadCause::TooLarge { limit }
        | UnreadCause::TooBig { limit }
        | UnreadCause::TooMuch { limit }
        | UnreadCause::OutOfMemory { limit } => told(&[("limit", &limit.to_string())]),
        UnreadCause::TooDeep { limit } => told(&[("limit", &limit.to_string())]),
        UnreadCause::OutOfTime { seconds } => told(&[("seconds", &seconds.to_string())]),
        UnreadCause::Pictures { count } => told(&[("count", &count.to_string())]),
        UnreadCause::PicturePages { pages: numbers }
        | UnreadCause::MisleadingGlyphs { pages: numbers } => {
            told(&[("pages", &pages(lang, numbers))])
        }
        UnreadCause::UnknownGlyphs { pages: numbers, percent } => {
            told(&[("pages", &pages(lang, numbers)), ("percent", &percent.to_string())])
        }
        UnreadCause::TooMany { limit } => told(&[("limit", &limit.to_string())]),
        UnreadCause::Crashed { at } => told(&[("at", at)]),
        UnreadCause::NotStarted { error } => told(&[("error", error)]),
        UnreadCause::Malformed { at } => told(&[("at", &at.to_string())]),
        UnreadCause::Io { error } => told(&[("error", error)]),
        _ => told(&[]),
    }
}

/// Numbers of pages, those after each other as a range.
fn pages(lang: Lang, numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let ranges = ranges.iter().map(|(from, to)| match from == to {
        true => from.to_string(),
        false => format!("{from}–{to}"),
    });
    ranges.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// The format and encoding that a document was read in; empty where it could not be opened.
pub(super) fn read_as(lang: Lang, row: &Examination) -> String {
    let Some(part) = row.parts.first() else { return String::new() };
    let format = format_of(lang, part.format);
    match part.encoding {
        None => say(lang, "document.format", &[("format", &format)]),
        Some(encoding) => {
            let args = [("format", &*format), ("encoding", encoding)];
            say(lang, "document.format-encoding", &args)
        }
    }
}

/// What a format is called.
pub(super) fn format_of(lang: Lang, format: Format) -> String {
    format_name(lang, format.code())
}

fn format_name(lang: Lang, code: &str) -> String {
    name(lang, "format", code).unwrap_or(code).to_owned()
}

/// All that readers of a document do not see and no finding tells of, in one line; empty where there
/// is nothing.
pub(super) fn concealed(lang: Lang, row: &Examination) -> String {
    let kinds = ConcealedKind::ALL.iter().filter_map(|kind| {
        let told = |finding: &Finding| finding.fact.as_ref().is_some_and(|of| of.kind == *kind);
        if row.findings.iter().any(told) {
            return None;
        }
        let facts = row.concealed.iter().filter(|fact| fact.kind == *kind);
        let count = facts.fold(0, |sum: u32, fact| sum.saturating_add(fact.count));
        (count > 0).then(|| counted(lang, *kind, count))
    });
    lang.list(&kinds.collect::<Vec<_>>())
}

/// What is there that readers do not see, and how often.
pub(super) fn counted(lang: Lang, kind: ConcealedKind, count: u32) -> String {
    let code = format!("concealed.{}", kind.code());
    say(lang, &code, &[("count", &count.to_string())])
}

/// Who must answer. An office that has no word here is named as the rule names it.
pub(super) fn roles(lang: Lang, roles: &[Role]) -> String {
    let called = |role: &Role| {
        let office = role.code().strip_prefix("business:").unwrap_or_default();
        match name(lang, "role", role.code()) {
            Some(called) => called.to_owned(),
            None => say(lang, "role.business-of", &[("office", office)]),
        }
    };
    lang.list(&roles.iter().map(called).collect::<Vec<_>>())
}

/// What the confidence in `finding` rests on, with points.
pub(super) fn evidence(lang: Lang, finding: &Finding) -> String {
    let mut reasons: Vec<String> = finding
        .reasons
        .iter()
        .map(|counted| {
            let points = format!("{:+}", counted.points);
            let args = [("reason", &*reason(lang, counted)), ("points", &points)];
            say(lang, "finding.reason", &args)
        })
        .collect();
    let disguises = finding.tolerated.iter();
    reasons
        .extend(disguises.map(|disguise| say(lang, &format!("disguise.{}", disguise.code()), &[])));
    let points: i32 = finding.reasons.iter().map(|reason| reason.points).sum();
    let confidence = say(lang, &format!("confidence.{}", finding.confidence.code()), &[]);
    let args = [
        ("confidence", &*confidence),
        ("points", &points.to_string()),
        ("reasons", &lang.clauses(&reasons)),
    ];
    say(lang, "finding.evidence", &args)
}

/// One reason, in words.
pub(super) fn reason(lang: Lang, reason: &Reason) -> String {
    let set = match reason.kind {
        ReasonKind::Proof => "shape",
        ReasonKind::Field => "field",
        ReasonKind::Position => "position",
        _ => "",
    };
    let named = name(lang, set, &reason.on);
    if reason.kind == ReasonKind::Proof && named.is_none() {
        return say(lang, "reason.form", &[]);
    }
    let on = named.unwrap_or(&reason.on);
    say(lang, &format!("reason.{}", reason.kind.code()), &[("on", on)])
}
