//! Where a finding is, in words.

use super::shown::{cell_of, name_of};
use crate::{
    document::{Layer, Place},
    finding::Finding,
    lang::{Lang, say},
    text::truncate_to_width,
};

/// Columns that a header or label may take when it says where something is.
const NAME_COLUMNS: usize = 24;

/// The shortest way for a person to find it, then how it is carried. While the document is `sealed`
/// no word of it is used to say where.
pub(super) fn place(lang: Lang, finding: &Finding, sealed: bool) -> String {
    let mut words = vec![spot(lang, &finding.at, finding.layer, line_column(finding), sealed)];
    if let Some(label) = name_of(finding.at.label.as_deref(), sealed) {
        words.push(say(lang, "place.label", &[("label", &short(&label))]));
    }
    let told = finding.fact.is_some() || matches!(finding.layer, Layer::Body | Layer::FileName);
    if !told {
        words.push(say(lang, &format!("layer.{}", finding.layer.code()), &[]));
    }
    // What is hidden in hidden content is said once.
    let more = finding.looks.iter().filter(|look| look.code() != finding.layer.code());
    for look in more {
        words.push(say(lang, &format!("look.{}", look.code()), &[]));
    }
    words.retain(|word| !word.is_empty());
    words.join(lang.pick("，", ", "))
}

/// The stretch that `findings`, several of one group, lie in; empty where there is no short word
/// for it.
pub(super) fn range(lang: Lang, findings: &[&Finding], sealed: bool) -> String {
    let (Some(first), Some(last)) = (findings.first(), findings.last()) else {
        return String::new();
    };
    let mut words = stretch(lang, first, last, sealed);
    let same = findings.iter().all(|finding| finding.at.header == first.at.header);
    if let Some(header) = name_of(first.at.header.as_deref(), sealed).filter(|_| same) {
        words.push_str(lang.pick("", " "));
        words.push_str(&say(lang, "place.header", &[("header", &short(&header))]));
    }
    words
}

fn short(name: &str) -> String {
    truncate_to_width(name, NAME_COLUMNS).into_owned()
}

fn stretch(lang: Lang, first: &Finding, last: &Finding, sealed: bool) -> String {
    let (from, to) = (&first.at, &last.at);
    if let (Some(from), Some(to)) = (&from.cell, &to.cell) {
        // The sheet is said once.
        let sheet = from.rsplit_once('!').map_or("", |(sheet, _)| sheet);
        let inside = to.strip_prefix(sheet).and_then(|cell| cell.strip_prefix('!'));
        let to = inside.map_or_else(|| cell_of(to, sealed), str::to_owned);
        return say(lang, "place.cells", &[("from", &cell_of(from, sealed)), ("to", &to)]);
    }
    if let (Some(table), Some(column), Some(top), Some(bottom)) =
        (from.table, from.column, from.row, to.row)
    {
        let args = [
            ("table", &*table.to_string()),
            ("column", &column.to_string()),
            ("from", &top.to_string()),
            ("to", &bottom.to_string()),
        ];
        return say(lang, "place.columns", &args);
    }
    match (first.line, last.line) {
        (Some(line), Some(same)) if line == same => {
            say(lang, "place.line-only", &[("line", &line.to_string())])
        }
        (Some(from), Some(to)) => {
            say(lang, "place.lines", &[("from", &from.to_string()), ("to", &to.to_string())])
        }
        _ => String::new(),
    }
}

fn line_column(finding: &Finding) -> Option<(u32, u32)> {
    finding.line.zip(finding.column)
}

/// The one spot, without how it is carried.
pub(super) fn spot(
    lang: Lang,
    at: &Place,
    layer: Layer,
    line_column: Option<(u32, u32)>,
    sealed: bool,
) -> String {
    if layer == Layer::FileName {
        return say(lang, "place.file-name", &[]);
    }
    let mut words = Vec::new();
    if let Some(page) = at.page {
        words.push(say(lang, "place.page", &[("page", &page.to_string())]));
    }
    if let Some(area) = at.area {
        let centimetres = |points: i32| format!("{:.1}", f64::from(points) * 2.54 / 72.0);
        let args = [("left", &*centimetres(area.left)), ("top", &centimetres(area.top))];
        words.push(say(lang, "place.area", &args));
    }
    if let Some(slide) = at.slide {
        words.push(say(lang, "place.slide", &[("slide", &slide.to_string())]));
    }
    if let Some(cell) = &at.cell {
        words.push(say(lang, "place.cell", &[("cell", &cell_of(cell, sealed))]));
    } else {
        words.push(within(lang, at, line_column));
    }
    words.retain(|word| !word.is_empty());
    words.join(lang.pick("", ", "))
}

fn within(lang: Lang, at: &Place, line_column: Option<(u32, u32)>) -> String {
    let text = |number: u32| number.to_string();
    if let (Some(table), Some(row), Some(column)) = (at.table, at.row, at.column) {
        let (table, row, column) = (text(table), text(row), text(column));
        let mut args = vec![("table", &*table), ("row", &row), ("column", &column)];
        let Some((line, _)) = line_column else { return say(lang, "place.table", &args) };
        let line = text(line);
        args.push(("line", &line));
        return say(lang, "place.table-line", &args);
    }
    match (line_column, at.paragraph) {
        (Some((line, column)), _) => {
            let args = [("line", &*text(line)), ("column", &text(column))];
            say(lang, "place.line", &args)
        }
        (None, Some(paragraph)) => say(lang, "place.paragraph", &[("paragraph", &text(paragraph))]),
        _ => String::new(),
    }
}
