//! A finding as programs are told of it, in words again.

use std::fmt::Write as _;

use serde_json::Value;

use super::words::reason;
use crate::{
    finding::{Reason, ReasonKind},
    lang::{Lang, name, say},
    text::visible,
};

/// What a line of JSON says of a finding: where, how sure, on what grounds.
pub fn finding_line_in_words(line: &Value, lang: Lang) -> String {
    let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| line.get(key).and_then(Value::as_u64).map(|number| number.to_string());
    let mut page = String::new();
    let mut told = |label: &str, value: &str| {
        if !value.is_empty() {
            let label = say(lang, label, &[]);
            let _ = writeln!(page, "{label}{}{}", lang.pick("：", ": "), visible(value));
        }
    };
    told("explain.document", text("document"));
    if let (Some(line), Some(column)) = (number("line"), number("column")) {
        told("explain.place", &say(lang, "place.line", &[("line", &line), ("column", &column)]));
    }
    told("explain.excerpt", text("excerpt"));
    let confidence = name(lang, "confidence", text("confidence")).unwrap_or_default();
    told("explain.confidence", confidence);
    let reasons = line.get("reasons").and_then(Value::as_array).into_iter().flatten();
    let reasons: Vec<String> = reasons.filter_map(|one| Some(reason(lang, &read(one)?))).collect();
    told("label.evidence", &lang.clauses(&reasons));
    if !page.is_empty() {
        page.push('\n');
    }
    page
}

/// A reason as it stands in a line of JSON.
fn read(value: &Value) -> Option<Reason> {
    let code = value.get("kind")?.as_str()?;
    let kind = ReasonKind::ALL.iter().copied().find(|kind| kind.code() == code)?;
    let points = i32::try_from(value.get("points")?.as_i64()?).ok()?;
    Some(Reason { kind, points, on: value.get("on")?.as_str()?.to_owned() })
}
