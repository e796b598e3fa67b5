//! Rules that an institution disables or re-grades, always with a reason.

use std::{ops::Range, sync::Arc};

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Severity, schema};
use crate::text::{Problem, Problems};

/// A rule that is not wanted, as written; every key is needed.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DisableFile {
    /// The rule's id.
    #[schemars(with = "String")]
    pub rule: Option<Spanned<String>>,
    /// Why.
    #[schemars(with = "String")]
    pub reason: Option<Spanned<String>>,
}

/// A rule that matters more or less here, as written; every key is needed.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RegradeFile {
    /// The rule's id.
    #[schemars(with = "String")]
    pub rule: Option<Spanned<String>>,
    /// The severity it gets.
    #[schemars(with = "schema::SeverityCode")]
    pub severity: Option<Spanned<String>>,
    /// Why.
    #[schemars(with = "String")]
    pub reason: Option<Spanned<String>>,
}

/// A `Change` disables or re-grades a rule for an institution, with a reason.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule's id.
    pub rule: String,
    /// The severity it gets; `None` disables it.
    pub severity: Option<Severity>,
    /// Why, in the institution's own words.
    pub reason: String,
    /// The problem to report where no such rule is known; it names the file of the change.
    pub unknown: Problem,
}

impl Change {
    /// The sound ones of the changes written in `source`, the text of the file named `shown`, and
    /// every problem of the others.
    pub fn check(
        disable: Vec<Spanned<DisableFile>>,
        regrade: Vec<Spanned<RegradeFile>>,
        shown: &str,
        source: &Arc<str>,
    ) -> (Vec<Self>, Vec<Problem>) {
        let mut problems = Problems::new(shown, source);
        let mut changes = Vec::new();
        for entry in disable {
            let at = entry.span();
            let entry = entry.into_inner();
            changes.extend(change(&mut problems, &at, entry.rule, entry.reason, None));
        }
        for entry in regrade {
            let at = entry.span();
            let entry = entry.into_inner();
            let severity = problems.needed(&at, "severity", entry.severity);
            let severity =
                severity.and_then(|name| problems.named("severity", &name, Severity::from_code));
            let change = change(&mut problems, &at, entry.rule, entry.reason, severity);
            changes.extend(change.filter(|change| change.severity.is_some()));
        }
        (changes, problems.found())
    }
}

fn change(
    problems: &mut Problems<'_>,
    at: &Range<usize>,
    rule: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    severity: Option<Severity>,
) -> Option<Change> {
    let rule = problems.needed(at, "rule", rule);
    let reason = problems.needed(at, "reason", reason);
    let (rule, reason) = (rule?, reason?);
    let args = vec![("kind", "rule".to_owned()), ("name", rule.get_ref().clone())];
    let unknown = problems.at(rule.span(), "rule-unknown-name", args);
    Some(Change { rule: rule.into_inner(), severity, reason: reason.into_inner(), unknown })
}
