//! All rules of a call.

use std::sync::Arc;

use super::{Fields, Rule, Severity, Vocabulary};
use crate::text::Problem;

/// A `RuleSet` is all rules of a call, with a digest that says exactly what was looked for.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub(super) rules: Vec<Arc<Rule>>,
    pub(super) fields: Fields,
    pub(super) vocabulary: Vocabulary,
    pub(super) digest: String,
}

impl RuleSet {
    /// The rules, sorted by id.
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        let at = self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok()?;
        self.rules.get(at)
    }

    /// What headers and labels are called.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Words that are no rule's own.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// SHA-256, in hexadecimal, over every file that went in.
    pub fn digest(&self) -> &str {
        &self.digest
    }
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
    /// The problem to report where no such rule is known.
    pub unknown: Problem,
}

impl Change {
    /// Makes the change.
    ///
    /// # Errors
    /// No rule has this id.
    pub(super) fn apply(&self, rules: &mut Vec<Rule>) -> Result<(), Problem> {
        let at = rules.iter().position(|rule| rule.id == self.rule);
        let at = at.ok_or_else(|| self.unknown.clone())?;
        match self.severity {
            None => {
                rules.remove(at);
            }
            Some(severity) => rules[at].severity = severity,
        }
        Ok(())
    }
}
