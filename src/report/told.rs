//! A finding as other tools show it: where it stands, in a few words, and a name that lasts.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::{
    Options,
    jsonl::listed,
    place::place,
    shown::shown,
    words::{counted, half, roles, severity},
};
use crate::finding::{Examination, Finding, Scan};

/// A finding as other tools show it.
pub(super) struct Told<'s> {
    pub(super) row: &'s Examination,
    pub(super) finding: &'s Finding,
    /// What and where, masked.
    pub(super) title: String,
    /// What to do, and whom to ask.
    pub(super) advice: String,
    /// Its name: rule, document, masked words, and which of several alike. No line, no day and no
    /// value goes in.
    pub(super) fingerprint: String,
}

/// Every finding that programs are told of, in order.
pub(super) fn told<'s>(scan: &'s Scan, options: &Options) -> Vec<Told<'s>> {
    let lang = options.lang;
    let mut alike: BTreeMap<String, u32> = BTreeMap::new();
    let mut all = Vec::new();
    for row in &scan.examinations {
        let sealed = row.holds_live_mark() && !options.show_values;
        for finding in listed(row, options) {
            let said = |values| {
                let shown = shown(finding, sealed, values);
                let joined =
                    shown.map(|shown| format!("{}{}{}", shown.before, shown.value, shown.after));
                let fact = finding.fact.as_ref();
                let fact = || fact.map(|fact| counted(lang, fact.kind, fact.count));
                joined.or_else(fact).unwrap_or_default()
            };
            let rule = &finding.rule;
            let named = [&*rule.id, &row.document, &said(false)].join("\0");
            let number = alike.entry(named.clone()).or_default();
            *number += 1;
            let words = said(options.show_values);
            let at = place(lang, finding, sealed);
            let (name, grade) =
                (half(lang, &rule.title), severity(lang, finding.severity, rule.status));
            all.push(Told {
                row,
                finding,
                title: line(&[&format!("{grade}{}{name}", lang.pick("：", ": ")), &at, &words]),
                advice: line(&[half(lang, &rule.remedy), &roles(lang, &rule.sign_off)]),
                fingerprint: digest(&[&named, &number.to_string()]),
            });
        }
    }
    all
}

/// SHA-256, in hexadecimal, over `parts`.
pub(super) fn digest(parts: &[&str]) -> String {
    format!("{:x}", Sha256::digest(parts.join("\0")))
}

/// `parts` that say something, one after the other.
fn line(parts: &[&str]) -> String {
    let parts: Vec<&str> =
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join("  ").replace(['\n', '\r'], " ")
}

/// A document's name as a relative URI (RFC 3986): everything but unreserved characters and `/` is
/// percent-encoded.
pub(super) fn uri(name: &str) -> String {
    let name = name.trim_start_matches("./");
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
