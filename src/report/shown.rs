//! What of a document may be shown: the one place where its words leave, masked.

use crate::finding::{Finding, mask, mask_digits};

/// The three parts of an excerpt as they may be shown.
pub(super) struct Shown {
    pub(super) before: String,
    pub(super) value: String,
    pub(super) after: String,
}

/// What may be shown of `finding`. While its document holds a live mark (`sealed`), only the mark's
/// own words are; everything else is `None`, and so is a fact, which has no words.
pub(super) fn shown(finding: &Finding, sealed: bool, show_values: bool) -> Option<Shown> {
    if finding.fact.is_some() {
        return None;
    }
    let excerpt = &finding.excerpt;
    let value = if show_values {
        excerpt.value.clone()
    } else {
        let words = excerpt.words.clone();
        words.unwrap_or_else(|| mask(&excerpt.value, finding.rule.category))
    };
    if sealed && !show_values {
        let own = finding.is_live_mark();
        return own.then(|| Shown { before: String::new(), value, after: String::new() });
    }
    Some(Shown { before: excerpt.before.clone(), value, after: excerpt.after.clone() })
}

/// A cell: its address, behind the name of its sheet unless the document is `sealed`.
pub(super) fn cell_of(cell: &str, sealed: bool) -> String {
    match cell.rsplit_once('!') {
        Some((_, address)) if sealed => address.to_owned(),
        Some((sheet, address)) => format!("{}!{address}", mask_digits(sheet)),
        None if sealed => String::new(),
        None => mask_digits(cell),
    }
}

/// A header or label, which is the document's own text too; nothing while it is `sealed`.
pub(super) fn name_of(name: Option<&str>, sealed: bool) -> Option<String> {
    let name = name.filter(|name| !sealed && !name.trim().is_empty())?;
    Some(mask_digits(name))
}
