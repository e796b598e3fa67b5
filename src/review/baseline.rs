//! The findings of a back catalogue (存量), by which new ones are told from known ones.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Examination, Finding, Known};

/// The version of the file.
const VERSION: u32 = 1;

/// A `Baseline` is the findings of a back catalogue: pending until somebody answers them. It holds
/// keyed names only, so that nothing can be guessed from it without the key, and neither lines nor
/// days, so that edits elsewhere change nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    kind: String,
    v: u32,
    /// The findings, sorted.
    pub entries: Vec<Entry>,
}

/// A finding of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The document, as given when the baseline was made.
    pub document: String,
    /// The rule's id.
    pub rule: String,
    /// The finding's keyed name.
    pub fingerprint: String,
}

impl Baseline {
    /// The baseline that is made of what counts in `rows`; findings need their keyed names.
    pub fn of(rows: &[Examination]) -> Self {
        let entry = |row: &Examination, finding: &Finding| {
            Some(Entry {
                document: row.document.clone(),
                rule: finding.rule.id.clone(),
                fingerprint: finding.fingerprint.as_ref()?.0.clone(),
            })
        };
        let mut entries: Vec<Entry> = rows
            .iter()
            .flat_map(|row| row.findings.iter().map(move |finding| (row, finding)))
            .filter(|(_, finding)| finding.counts())
            .filter_map(|(row, finding)| entry(row, finding))
            .collect();
        entries.sort();
        Self { kind: "baseline".to_owned(), v: VERSION, entries }
    }

    /// Whether it is of a kind and version that this program knows.
    pub fn is_known(&self) -> bool {
        self.kind == "baseline" && self.v == VERSION
    }

    /// Marks the findings in `rows` as known or new. Equal ones are counted: a third finding of two
    /// that are known is new. A document that was renamed keeps its entries.
    pub fn mark(&self, rows: &mut [Examination]) -> Known {
        let mut left: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for entry in &self.entries {
            *left.entry((&entry.rule, &entry.fingerprint)).or_default() += 1;
        }
        let mut known = Known::default();
        for finding in rows.iter_mut().flat_map(|row| &mut row.findings) {
            let print = finding.fingerprint.as_ref().map_or("", |print| print.0.as_str());
            let entry = left.get_mut(&(finding.rule.id.as_str(), print));
            let here = match entry {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            };
            finding.known = Some(here);
            if finding.counts() {
                *(if here { &mut known.pending } else { &mut known.new }) += 1;
            }
        }
        known.gone = left.values().sum();
        known
    }
}
