//! The institution's public data: contacts it publishes, and its mail domains.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Folded;

/// `Contacts` are the numbers and mailboxes that an institution publishes on purpose
/// (`contacts.csv`), and the domains of its own mail (`mail-domains.csv`).
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    /// The last day each value is a contact, `YYYY-MM-DD`; empty where there is none.
    until: BTreeMap<String, String>,
    domains: BTreeSet<String>,
}

impl Contacts {
    /// Whether `value`, as written, is a listed contact, or a mailbox at a listed domain.
    pub fn list(&self, value: &str) -> bool {
        let value = plain(value);
        let at_home = value.rsplit_once('@').is_some_and(|(_, domain)| {
            let within = |known: &String| {
                domain
                    .strip_suffix(known.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            self.domains.iter().any(within)
        });
        at_home || self.until.contains_key(&value)
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.until.is_empty() && self.domains.is_empty()
    }

    /// Adds a contact, which is one until the day `until`, or for ever.
    pub(super) fn add(&mut self, value: &str, until: &str) {
        self.until.insert(plain(value), until.to_owned());
    }

    /// Adds a domain of the institution's own mail.
    pub(super) fn add_domain(&mut self, domain: &str) {
        self.domains.insert(plain(domain).trim_start_matches('@').to_owned());
    }

    /// Drops what is no contact any more on `day`.
    pub(super) fn retain(&mut self, day: &str) {
        self.until.retain(|_, until| until.is_empty() || day <= until.as_str());
    }
}

/// A number without anything but its digits, the country's code left out; a mailbox without blanks.
fn plain(value: &str) -> String {
    let folded = Folded::plain(value);
    let text: String = folded.text().chars().filter(|char| !char.is_whitespace()).collect();
    if text.contains('@') || text.chars().any(|char| char.is_alphabetic()) {
        return text;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").filter(|rest| rest.len() == 11);
    national.map_or(digits.clone(), str::to_owned)
}
