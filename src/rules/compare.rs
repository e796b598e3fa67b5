//! What became of the rules between two sets, rule by rule.

use std::collections::BTreeSet;

use super::{Rule, RuleSet, RuleStatus};

/// A `Difference` is what became of one rule between two sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rule's id.
    pub rule: String,
    /// What became of it.
    pub kind: DifferenceKind,
    /// It finds less, matters less, or fewer people must answer than before.
    pub weaker: bool,
}

/// What can become of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
    /// It is no longer used.
    Disabled,
    /// It is only on trial now.
    OnTrial,
    /// It is used again, or in full again.
    Enabled,
    /// It matters less.
    Lowered,
    /// It matters more.
    Raised,
    /// Somebody need not answer any more.
    FewerSignOffs,
    /// Somebody else must answer too.
    MoreSignOffs,
    /// It is meant for fewer purposes, or for fewer days.
    Narrowed,
    /// What it looks for, or what it says, is written otherwise.
    Rewritten,
}

impl DifferenceKind {
    /// Every kind, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Added,
        Self::Removed,
        Self::Disabled,
        Self::OnTrial,
        Self::Enabled,
        Self::Lowered,
        Self::Raised,
        Self::FewerSignOffs,
        Self::MoreSignOffs,
        Self::Narrowed,
        Self::Rewritten,
    ];

    /// Its name in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Disabled => "disabled",
            Self::OnTrial => "on-trial",
            Self::Enabled => "enabled",
            Self::Lowered => "lowered",
            Self::Raised => "raised",
            Self::FewerSignOffs => "fewer-sign-offs",
            Self::MoreSignOffs => "more-sign-offs",
            Self::Narrowed => "narrowed",
            Self::Rewritten => "rewritten",
        }
    }

    fn is_weaker(self) -> bool {
        use DifferenceKind::{Disabled, FewerSignOffs, Lowered, Narrowed, OnTrial, Removed};
        matches!(self, Removed | Disabled | OnTrial | Lowered | FewerSignOffs | Narrowed)
    }
}

/// What became of every rule from `old` to `new`, sorted by rule.
pub fn compare(old: &RuleSet, new: &RuleSet) -> Vec<Difference> {
    let ids: BTreeSet<&String> =
        old.rules().iter().chain(new.rules()).map(|rule| &rule.id).collect();
    let mut differences = Vec::new();
    for id in ids {
        for kind in kinds(old.rule(id).map(AsRef::as_ref), new.rule(id).map(AsRef::as_ref)) {
            differences.push(Difference { rule: id.clone(), kind, weaker: kind.is_weaker() });
        }
    }
    differences
}

fn kinds(old: Option<&Rule>, new: Option<&Rule>) -> Vec<DifferenceKind> {
    use DifferenceKind as Kind;
    let (old, new) = match (old, new) {
        (None, Some(_)) => return vec![Kind::Added],
        (Some(_), None) => return vec![Kind::Removed],
        (Some(old), Some(new)) => (old, new),
        (None, None) => return Vec::new(),
    };
    let mut kinds = Vec::new();
    match (old.status, new.status) {
        (one, two) if one == two => {}
        (_, RuleStatus::Off) => kinds.push(Kind::Disabled),
        (RuleStatus::Active, RuleStatus::Trial) => kinds.push(Kind::OnTrial),
        _ => kinds.push(Kind::Enabled),
    }
    if new.severity < old.severity {
        kinds.push(Kind::Lowered);
    } else if new.severity > old.severity {
        kinds.push(Kind::Raised);
    }
    if old.sign_off.iter().any(|role| !new.sign_off.contains(role)) {
        kinds.push(Kind::FewerSignOffs);
    }
    if new.sign_off.iter().any(|role| !old.sign_off.contains(role)) {
        kinds.push(Kind::MoreSignOffs);
    }
    if is_narrower(old, new) {
        kinds.push(Kind::Narrowed);
    }
    if old.digest != new.digest && kinds.is_empty() {
        kinds.push(Kind::Rewritten);
    }
    kinds
}

/// Whether `new` applies to less than `old` did.
fn is_narrower(old: &Rule, new: &Rule) -> bool {
    let fewer_purposes = !new.profiles.is_empty()
        && (old.profiles.is_empty()
            || old.profiles.iter().any(|profile| !new.profiles.contains(profile)));
    let ((old_since, old_until), (since, until)) = (&old.in_force, &new.in_force);
    let earlier_end = !until.is_empty() && (old_until.is_empty() || until < old_until);
    fewer_purposes || since > old_since || earlier_end
}
