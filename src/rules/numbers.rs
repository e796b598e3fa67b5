//! How the institution writes its own numbers.

use std::collections::BTreeMap;

use crate::text::Folded;

/// Fewest characters of a number, and fewest digits in it that may differ: shorter ones are met
/// everywhere.
const SHORTEST: usize = 6;
const FEWEST_OPEN: usize = 3;

/// `Numbers` are the forms in which an institution numbers its students and staff (`numbers.csv`).
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    forms: BTreeMap<String, Vec<String>>,
}

impl Numbers {
    /// The regular expression over folded text of all forms for `field`; `None` where none is listed.
    pub fn expression(&self, field: &str) -> Option<String> {
        let forms = self.forms.get(field)?;
        Some(format!("(?:{})", forms.join("|")))
    }

    /// Adds a form: `#` is a digit, `@` a letter, anything else itself. False where it is too short
    /// or too open to say whose number it is.
    pub(super) fn add(&mut self, field: &str, form: &str) -> bool {
        let folded = Folded::plain(form.trim());
        let form = folded.text();
        let open = form.chars().filter(|char| *char == '#').count();
        if form.chars().count() < SHORTEST || open < FEWEST_OPEN || form.contains(' ') {
            return false;
        }
        let expression = form
            .chars()
            .map(|char| match char {
                '#' => "[0-9]".to_owned(),
                '@' => "[a-z]".to_owned(),
                other => regex::escape(&other.to_string()),
            })
            .collect();
        self.forms.entry(field.to_owned()).or_default().push(expression);
        true
    }
}
