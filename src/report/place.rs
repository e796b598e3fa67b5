//! Where a finding is, in words.

use crate::{
    document::Layer,
    finding::Finding,
    lang::{Lang, say},
};

/// The shortest way for a person to find it: a cell, a line, a paragraph; then how it is carried.
pub(super) fn place(lang: Lang, finding: &Finding) -> String {
    let mut words = spot(lang, finding);
    if finding.layer != Layer::Body && finding.layer != Layer::FileName {
        words.push(' ');
        words.push_str(&say(lang, &format!("layer.{}", finding.layer.code()), &[]));
    }
    for look in &finding.looks {
        words.push(' ');
        words.push_str(&say(lang, &format!("look.{}", look.code()), &[]));
    }
    words
}

/// The place without how it is carried.
pub(super) fn spot(lang: Lang, finding: &Finding) -> String {
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    let at = &finding.at;
    if finding.layer == Layer::FileName {
        return say(lang, "layer.file-name", &[]);
    }
    let mut words = Vec::new();
    if let Some(page) = at.page {
        words.push(say(lang, "place.page", &[("page", &page.to_string())]));
    }
    if let Some(cell) = &at.cell {
        words.push(say(lang, "place.cell", &[("cell", cell)]));
    } else if let (Some(table), Some(row), Some(column)) = (at.table, at.row, at.column) {
        let args = [
            ("table", &*table.to_string()),
            ("row", &row.to_string()),
            ("column", &column.to_string()),
        ];
        words.push(say(lang, "place.table", &args));
    }
    if finding.line.is_some() && at.cell.is_none() {
        let args = [("line", &*number(finding.line)), ("column", &number(finding.column))];
        words.push(say(lang, "place.line", &args));
    } else if at.paragraph.is_some() && words.is_empty() {
        words.push(say(lang, "place.paragraph", &[("paragraph", &number(at.paragraph))]));
    }
    if let Some(label) = &at.label {
        words.push(say(lang, "place.label", &[("label", label)]));
    }
    words.join(" ")
}
