//! What speaks for and against a candidate.

use super::{
    searcher::{Prepared, Searcher},
    surround::Surround,
};
use crate::{
    finding::{Reason, ReasonKind},
    rules::Fields,
    text::Span,
    validators::Proof,
};

/// Longest label that is looked at for blanks between its characters, in characters.
const LONGEST_SPACED: usize = 16;
/// Longest cell that can be a name, in bytes: four Hanzi set apart by blanks.
const LONGEST_NAME: usize = 20;

/// Points and reasons of a candidate that nothing speaks against for good.
pub(super) struct Weighed {
    pub(super) points: i32,
    pub(super) reasons: Vec<Reason>,
    /// Something says that it is another number than the rule means, if its rule asks.
    pub(super) named: bool,
}

/// Weighs the candidate at `span` of folded `text`; `None` where something drops it.
pub(super) fn weigh(
    searcher: &Searcher,
    prepared: &Prepared,
    surround: &Surround,
    text: &str,
    span: Span,
    proof: (Proof, &str),
    number: bool,
) -> Option<Weighed> {
    let evidence = &prepared.rule.evidence;
    let label = label_before(searcher.rules().fields(), text, span.start);
    let named = || surround.fields.iter().map(String::as_str).chain(label);
    let field = named().find(|field| evidence.field.iter().any(|known| known == field));
    if number && proof.0 < Proof::Checked && is_amount(searcher, text, span) {
        return None;
    }
    if field.is_none() {
        let other = named().any(|field| evidence.not_field.iter().any(|known| known == field));
        let vetoed = || {
            prepared.veto.iter().any(|veto| {
                let header = surround.fields.is_empty().then_some(surround.header.as_str());
                veto.find(text, span).is_some()
                    || header.is_some_and(|header| veto.find(header, end_of(header)).is_some())
            })
        };
        if other || vetoed() {
            return None;
        }
    }
    let named =
        evidence.unnamed && field.is_none() && is_named(searcher, surround, text, span.start);
    let mut reasons = vec![reason(ReasonKind::Proof, proof.0.points(), proof.1)];
    if let Some(field) = field {
        reasons.push(reason(ReasonKind::Field, 1, field));
    } else if let Some(word) = near(prepared, surround, text, span) {
        reasons.push(reason(ReasonKind::Near, 1, word));
    } else if evidence.person
        && proof.0 >= Proof::Shaped
        && (surround.person || person_before(searcher, text, span.start).is_some())
    {
        reasons.push(reason(ReasonKind::Person, 1, ""));
    } else if evidence.unnamed && !named && proof.0 == Proof::Shaped && surround.prose {
        reasons.push(reason(ReasonKind::Unnamed, 1, ""));
    }
    let example = searcher.example.find(text, span);
    let example = example.or_else(|| searcher.example_after.find(text, span));
    let example =
        example.or_else(|| searcher.example.find(&surround.header, end_of(&surround.header)));
    if let Some(word) = example {
        reasons.push(reason(ReasonKind::Example, -2, word));
    }
    let points = reasons.iter().map(|reason| reason.points).sum();
    Some(Weighed { points, reasons, named })
}

pub(super) fn reason(kind: ReasonKind, points: i32, on: &str) -> Reason {
    Reason { kind, points, on: on.to_owned() }
}

fn near<'t>(
    prepared: &Prepared,
    surround: &'t Surround,
    text: &'t str,
    span: Span,
) -> Option<&'t str> {
    prepared.near.iter().find_map(|near| {
        near.find(text, span).or_else(|| near.find(&surround.header, end_of(&surround.header)))
    })
}

fn end_of(header: &str) -> Span {
    Span::new(header.len(), header.len())
}

/// Whether a word before byte `start` of folded `text`, or the header, says what number it is.
fn is_named(searcher: &Searcher, surround: &Surround, text: &str, start: usize) -> bool {
    let naming = searcher.rules().vocabulary().of("naming");
    let names = |text: &str| naming.iter().any(|word| text.ends_with(word.as_str()));
    is_key(&surround.header)
        || names(&surround.header)
        || names(connectors_off(line_before(text, start)))
}

/// Whether `header` is a name as programs use them. One that is no known field has a meaning of its
/// own.
fn is_key(header: &str) -> bool {
    // What an element is called by, or shows when pointed at, names nothing.
    const SHOWN: &[&str] = &["title", "alt", "summary", "aria-label", "label", "content", "value"];
    !SHOWN.contains(&header)
        && header.starts_with(|char: char| char.is_ascii_alphabetic())
        && header
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.'))
}

/// A number with a unit after it, a currency before it, or a decimal part.
fn is_amount(searcher: &Searcher, text: &str, span: Span) -> bool {
    let after = text.get(span.end..).unwrap_or("");
    let before = text.get(..span.start).unwrap_or("");
    let decimal = |mark: Option<char>, beyond: Option<char>| {
        mark == Some('.') && beyond.is_some_and(|beyond| beyond.is_ascii_digit())
    };
    let mut ahead = after.chars();
    let mut back = before.chars().rev();
    decimal(ahead.next(), ahead.next())
        || decimal(back.next(), back.next())
        || searcher.unit.find(text, span).is_some_and(|unit| after.trim_start().starts_with(unit))
        || searcher
            .currency
            .find(text, span)
            .is_some_and(|currency| before.trim_end().ends_with(currency))
}

/// The field that a label directly before byte `start` of folded `text` names: `身份证号：`,
/// `手机 `, `tel:`. Other values of the same label may stand in between (`手机：…、…`).
pub(super) fn label_before<'f>(fields: &'f Fields, text: &str, start: usize) -> Option<&'f str> {
    let mut before = connectors_off(line_before(text, start));
    for _ in 0..4 {
        if let Some((field, _)) = fields.at_end(before).or_else(|| spaced_at_end(fields, before)) {
            return Some(field);
        }
        before = connectors_off(value_off(parenthesis_off(before)?));
    }
    None
}

/// The field whose word ends folded `text` with blanks between its characters (电　话).
fn spaced_at_end<'f>(fields: &'f Fields, text: &str) -> Option<(&'f str, usize)> {
    let tail = text.char_indices().rev().take(LONGEST_SPACED).last().map_or(0, |(at, _)| at);
    let tail = &text[tail..];
    if !tail.contains(' ') || !tail.ends_with(is_han) {
        return None;
    }
    let label = tail.rsplit([',', ';', ':', '。', ')']).next().unwrap_or(tail).trim();
    let joined = label.replace(' ', "");
    fields.at_end(&joined).filter(|(_, start)| *start == 0)
}

/// The field that a cell which is a label names, for the cell to its right: `身份证号（18位）：`.
pub(super) fn labels<'f>(fields: &'f Fields, cell: &str) -> Option<&'f str> {
    let label = connectors_off(parenthesis_off(connectors_off(cell))?);
    fields.at_end(label).map(|(field, _)| field)
}

/// The line's text before byte `start`, at most the last 120 bytes of it.
fn line_before(text: &str, start: usize) -> &str {
    let before = text.get(..start).unwrap_or("");
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let mut from = line.len().saturating_sub(120);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    &line[from..]
}

fn connectors_off(text: &str) -> &str {
    let text = text.trim_end_matches(|char| {
        matches!(
            char,
            ' ' | ':'
                | '='
                | '('
                | '['
                | '【'
                | '"'
                | '\''
                | '“'
                | '‘'
                | '「'
                | '、'
                | ','
                | ';'
                | '/'
                | '|'
                | '+'
                | '-'
                | '>'
                | '*'
                | '`'
                | '_'
                | '—'
                | '是'
                | '为'
                | '系'
                | '或'
        )
    });
    text.strip_suffix("分别").unwrap_or(text)
}

/// Without a parenthesis at the end; `None` where nothing is left to look at.
fn parenthesis_off(text: &str) -> Option<&str> {
    if text.is_empty() {
        return None;
    }
    let closed = text.ends_with(')');
    let open = text.rfind('(').filter(|at| closed && text.len() - at <= 60);
    Some(open.map_or(text, |at| text[..at].trim_end()))
}

/// Without a number at the end, so that a list of values keeps its label.
fn value_off(text: &str) -> &str {
    let rest = text.trim_end_matches(|char: char| char.is_ascii_alphanumeric() || char == '-');
    let digits = text[rest.len()..].bytes().filter(u8::is_ascii_digit).count();
    if digits >= 7 { rest } else { "" }
}

/// The person's name that stands directly before byte `start` of folded `text`, labels and titles in
/// between left out.
pub(super) fn person_before<'t>(
    searcher: &Searcher,
    text: &'t str,
    start: usize,
) -> Option<&'t str> {
    let fields = searcher.rules().fields();
    let mut before = connectors_off(line_before(text, start));
    while let Some((_, at)) = fields.at_end(before) {
        before = connectors_off(&before[..at]);
    }
    let before = parenthesis_off(before).map_or(before, connectors_off);
    let titles = searcher.rules().vocabulary().of("title");
    let untitled = titles.iter().find_map(|title| before.strip_suffix(title.as_str()));
    let before = connectors_off(untitled.unwrap_or(before));
    name_at_end(searcher, before)
}

/// The name at the end of folded `text`: a surname, one or two Hanzi, and before it nothing, no
/// Hanzi, or a label.
fn name_at_end<'t>(searcher: &Searcher, text: &'t str) -> Option<&'t str> {
    let surnames = searcher.rules().vocabulary().of("surname");
    let known =
        |surname: &str| surnames.binary_search_by(|known| known.as_str().cmp(surname)).is_ok();
    let endings = searcher.rules().vocabulary().of("not-a-name-ending");
    let starts: Vec<usize> = text
        .char_indices()
        .rev()
        .take(4)
        .take_while(|(_, char)| is_han(*char))
        .map(|(at, _)| at)
        .collect();
    starts.iter().enumerate().rev().find_map(|(index, start)| {
        let name = &text[*start..];
        let chars = index + 1;
        let surname = |count: usize| {
            name.char_indices().nth(count).is_some_and(|(end, _)| known(&name[..end]))
        };
        let is_name =
            (2..=3).contains(&chars) && surname(1) || (3..=4).contains(&chars) && surname(2);
        let left = text[..*start].trim_end_matches([' ', ':']);
        let apart = left.len() < *start
            || !left.chars().next_back().is_some_and(is_han)
            || searcher.rules().fields().at_end(left).is_some();
        let office = endings.iter().any(|ending| name.ends_with(ending.as_str()));
        (is_name && apart && !office).then_some(name)
    })
}

/// Whether folded `text` is a person's name and nothing else.
pub(super) fn is_name(searcher: &Searcher, text: &str) -> bool {
    if text.len() > LONGEST_NAME {
        return false;
    }
    let compact = text.replace(' ', "");
    name_at_end(searcher, &compact).is_some_and(|name| name.len() == compact.len())
}

/// Whether folded `text` ends as the names of offices and companies do.
pub(super) fn is_office(searcher: &Searcher, text: &str) -> bool {
    let endings = searcher.rules().vocabulary().of("not-a-name-ending");
    text.chars().nth(3).is_some() && endings.iter().any(|ending| text.ends_with(ending.as_str()))
}

pub(super) fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{3ffff}')
}
