//! All rules of a call.

use std::sync::Arc;

use super::{Contacts, Fields, MaskPolicy, Numbers, Places, Profile, Rule, Severity, Vocabulary};
use crate::validators::Gazetteer;

/// A `RuleSet` is all rules of a call, with a digest that says exactly what was looked for.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub(super) rules: Vec<Arc<Rule>>,
    pub(super) fields: Fields,
    pub(super) vocabulary: Vocabulary,
    pub(super) contacts: Contacts,
    pub(super) numbers: Numbers,
    pub(super) masks: MaskPolicy,
    pub(super) places: Places,
    pub(super) packs: Vec<Pack>,
    pub(super) changed: Vec<Changed>,
    pub(super) digest: String,
    pub(super) day: Option<String>,
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

    /// The contacts and mail domains that an institution publishes.
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// How the institution writes its own numbers.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// How much of a masked number may stay readable.
    pub fn masks(&self) -> &MaskPolicy {
        &self.masks
    }

    /// The names of provinces, cities and counties, made ready when they are first needed.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.places.gazetteer()
    }

    /// The packs, the built-in ones first, in the order in which they were laid one over the other.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// What was disabled or re-graded, sorted by rule.
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }

    /// The versions of what went in: the program's own, which the built-in packs share, then those
    /// of an institution's packs.
    pub fn version(&self) -> String {
        let own = self.packs.iter().filter(|pack| pack.folder.is_some());
        let own = own.map(|pack| format!(" + {} {}", pack.id, pack.version));
        format!("mishen {}{}", env!("CARGO_PKG_VERSION"), own.collect::<String>())
    }

    /// SHA-256, in hexadecimal, over every file that went in and every change.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The day on which the rules are applied; none for rules that are only looked at.
    pub fn day(&self) -> Option<&str> {
        self.day.as_deref()
    }

    /// Only the rules and contacts that apply on `day`, `YYYY-MM-DD`, to what is published for `profile`. Its
    /// digest stays: day and purpose are told beside it.
    #[must_use]
    pub fn applying(mut self, day: &str, profile: Option<Profile>) -> Self {
        self.rules.retain(|rule| rule.applies(day, profile));
        self.contacts.retain(day);
        self.day = Some(day.to_owned());
        self
    }

    /// Only the rules for which `keep` holds.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&Rule) -> bool) -> Self {
        self.rules.retain(|rule| keep(rule));
        self
    }
}

/// A `Pack` (规则包) that went into a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The institution's folder it came from, as named to the person; `None` for a built-in one.
    pub folder: Option<String>,
}

/// What became of a rule that an institution changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The rule's id.
    pub rule: String,
    /// The severity it had.
    pub from: Severity,
    /// The severity it has; `None` where it is disabled.
    pub to: Option<Severity>,
    /// Why, in the institution's own words.
    pub reason: String,
    /// The file that says so, as named to the person.
    pub file: String,
}
