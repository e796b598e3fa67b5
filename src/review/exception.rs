//! Exceptions (例外登记): documented permissions with an owner and an end.

use std::sync::Arc;

use globset::GlobSet;

use crate::{
    finding::{Answers, Examination, Excuse, Unneeded},
    rules::{Category, RuleSet},
};

/// An `Exception` permits the findings of one rule in some documents, until a day.
#[derive(Debug, Clone)]
pub struct Exception {
    /// The rule's id.
    pub rule: String,
    /// The documents, as written.
    pub scope: String,
    /// The same, to match with.
    pub documents: GlobSet,
    /// Keyed names of the only findings it permits; empty is every one in its documents.
    pub fingerprints: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day it holds, `YYYY-MM-DD`.
    pub until: String,
}

impl Exception {
    /// Why it cannot hold with `rules`, as the code of the problem: its rule is not there, or looks
    /// for marks of state secrets, which nobody may except (保守国家秘密法 第二十五条).
    pub fn refusal(&self, rules: &RuleSet) -> Option<&'static str> {
        match rules.rule(&self.rule) {
            None => Some("rule-unknown-name"),
            Some(rule) if rule.category == Category::StateSecret => Some("exception-of-mark"),
            Some(_) => None,
        }
    }
}

/// Excuses the findings in `rows` that an exception permits on `day`, `YYYY-MM-DD`; the first that
/// fits counts. What comes back tells of those that are over or permit nothing.
pub fn excuse(exceptions: &[Exception], rows: &mut [Examination], day: &str) -> Answers {
    let mut used = vec![false; exceptions.len()];
    let excuses: Vec<Arc<Excuse>> = exceptions.iter().map(|one| Arc::new(one.into())).collect();
    for row in rows {
        for finding in &mut row.findings {
            let fits = |exception: &Exception| {
                let print = finding.fingerprint.as_ref().map(|print| &print.0);
                exception.until.as_str() >= day
                    && exception.rule == finding.rule.id
                    && exception.documents.is_match(row.document.trim_start_matches("./"))
                    && (exception.fingerprints.is_empty()
                        || print.is_some_and(|print| exception.fingerprints.contains(print)))
            };
            if let Some(at) = exceptions.iter().position(fits) {
                used[at] |= finding.counts();
                finding.excuse = Some(Arc::clone(&excuses[at]));
            }
        }
    }
    let expired = |exception: &&Exception| exception.until.as_str() < day;
    let idle = exceptions.iter().zip(&used).filter(|(_, used)| !**used);
    let idle = idle.map(|(exception, _)| exception).filter(|exception| !expired(exception));
    Answers {
        expired: exceptions.iter().filter(expired).map(Into::into).collect(),
        unused: idle.map(Into::into).collect(),
        known: None,
    }
}

impl From<&Exception> for Unneeded {
    fn from(exception: &Exception) -> Self {
        Self {
            rule: exception.rule.clone(),
            scope: exception.scope.clone(),
            until: exception.until.clone(),
        }
    }
}

impl From<&Exception> for Excuse {
    fn from(exception: &Exception) -> Self {
        Self {
            owner: exception.owner.clone(),
            reason: exception.reason.clone(),
            until: exception.until.clone(),
        }
    }
}
