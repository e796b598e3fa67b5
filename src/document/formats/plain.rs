//! Plain text: a passage is a block of lines without a blank one between, hard wraps joined.
//!
//! Read a window at a time whatever the size of the file; what is text as it stands is not copied.

use std::borrow::Cow;

use super::columns::{self, Columns};
use crate::{
    document::{
        Layer, Limits, Passage, Pieces, Place, Sink,
        cut::cut,
        decoded::Map,
        encoding::Encoding,
        source::{Broken, Source},
    },
    text::Span,
};

/// Reads the text of `source`; `encoding` is `None` where only ASCII was seen so far.
pub(in crate::document) fn read(
    source: &mut Source<'_>,
    encoding: Option<Encoding>,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Broken {
    let mut blocks = Blocks::new(limits.passage_bytes);
    source.stream(encoding, limits, |text, map, last| blocks.take(text, map, last, sink))
}

/// `Blocks` divides a text into blocks and says where one stands.
struct Blocks {
    limit: usize,
    paragraph: u32,
    page: u32,
    /// Pages are named only where the text has page breaks.
    paged: bool,
    /// The block goes on that the last passage was cut from.
    cut: bool,
    lines: Vec<Span>,
    columns: Columns,
}

impl Blocks {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            paragraph: 0,
            page: 1,
            paged: false,
            cut: false,
            lines: Vec::new(),
            columns: Columns::default(),
        }
    }

    /// Delivers the blocks of a window that are complete, or too long, and says where the rest
    /// begins.
    fn take(&mut self, text: &str, map: &Map, last: bool, sink: &mut dyn Sink) -> usize {
        self.paged |= memchr::memchr(b'\x0c', text.as_bytes()).is_some();
        let mut at = 0;
        loop {
            let start = self.skip_blank(text, at);
            let rest = &text[start..];
            if rest.is_empty() {
                return start;
            }
            let within = &rest[..rest.floor_char_boundary(self.limit.saturating_add(1))];
            let (end, next) = match block_end(within) {
                Some(end) => cut(&rest[..end], self.limit),
                None if within.len() == rest.len() && !last => return start,
                None if within.len() == rest.len() => cut(rest, self.limit),
                // One character more than fits, so that it is cut.
                None => cut(&rest[..rest.ceil_char_boundary(within.len() + 1)], self.limit),
            };
            self.block(text, map, Span::new(start, start + end), sink);
            self.cut = !starts_blank(&text[start + next..]);
            at = start + next;
        }
    }

    /// Goes past blank lines and page breaks.
    fn skip_blank(&mut self, text: &str, mut at: usize) -> usize {
        loop {
            let rest = &text[at..];
            let end = memchr::memchr2(b'\n', b'\x0c', rest.as_bytes());
            let line = &rest[..end.unwrap_or(rest.len())];
            if !is_blank(line) {
                return at;
            }
            let Some(end) = end else { return text.len() };
            if rest.as_bytes()[end] == b'\x0c' {
                self.page = self.page.saturating_add(1);
            }
            self.cut = false;
            at += end + 1;
        }
    }

    /// Delivers a block: paragraphs, and tables in between.
    fn block(&mut self, text: &str, map: &Map, block: Span, sink: &mut dyn Sink) {
        let mut lines = std::mem::take(&mut self.lines);
        split_lines(text, block, &mut lines);
        let mut place = Place { page: self.paged.then_some(self.page), ..Place::default() };
        let mut continued = self.cut;
        let mut from = 0;
        while from < lines.len() {
            let table = columns::find(text, &lines, from);
            let to = table.as_ref().map_or(lines.len(), |table| table.lines.start);
            if from < to {
                if !continued {
                    self.paragraph = self.paragraph.saturating_add(1);
                }
                place.paragraph = Some(self.paragraph);
                paragraph(text, map, &lines[from..to], place.clone(), sink);
                continued = false;
            }
            from = to;
            if let Some(table) = table {
                from = table.lines.end;
                place.paragraph = None;
                self.columns.deliver(text, map, &lines, &table, continued, &place, sink);
                continued = false;
            }
        }
        self.lines = lines;
    }
}

/// Where the block that starts `text` ends: before a blank line or a page break.
fn block_end(text: &str) -> Option<usize> {
    for at in memchr::memchr2_iter(b'\n', b'\x0c', text.as_bytes()) {
        if text.as_bytes()[at] == b'\x0c' {
            return Some(at);
        }
        let next = &text[at + 1..];
        if starts_blank(next) && !next.is_empty() {
            return Some(at);
        }
    }
    None
}

/// Whether the line that starts `text` is blank; the end of the text is none yet.
fn starts_blank(text: &str) -> bool {
    if text.as_bytes().first().is_none_or(u8::is_ascii_graphic) {
        return false;
    }
    let end = memchr::memchr2(b'\n', b'\x0c', text.as_bytes());
    end.is_some_and(|end| is_blank(&text[..end]))
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// The lines of `block`, without their ends.
fn split_lines(text: &str, block: Span, lines: &mut Vec<Span>) {
    lines.clear();
    let bytes = block.of(text).as_bytes();
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    for end in ends {
        let line = Span::new(block.start + start, block.start + end);
        if !is_blank(line.of(text)) {
            let line = line
                .of(text)
                .strip_suffix('\r')
                .map_or(line, |content| Span::new(line.start, line.start + content.len()));
            lines.push(line);
        }
        start = (end + 1).min(bytes.len());
    }
}

/// Delivers `lines` as one passage.
fn paragraph(text: &str, map: &Map, lines: &[Span], at: Place, sink: &mut dyn Sink) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let mut kept = Vec::new();
    let mut from = first.start;
    let wrap = Wrap::of(text, lines);
    for pair in lines.windows(2) {
        let (line, next) = (pair[0], pair[1]);
        if wrap.joins(line.of(text), next.of(text)) {
            kept.push(Span::new(from, line.start + line.of(text).trim_end().len()));
            from = next.start;
        } else if next.start - line.end > 1 {
            // Only the line feed of a carriage return and line feed stays.
            kept.push(Span::new(from, line.end));
            from = next.start - 1;
        }
    }
    kept.push(Span::new(from, last.end));
    let (content, pieces) = match kept.as_slice() {
        [all] => (Cow::Borrowed(all.of(text)), map.pieces(text, *all, 0)),
        _ => {
            let mut joined = String::with_capacity(last.end - first.start);
            let mut pieces = Vec::with_capacity(kept.len());
            for span in kept {
                pieces.append(&mut map.pieces(text, span, joined.len()));
                joined.push_str(span.of(text));
            }
            (Cow::Owned(joined), pieces)
        }
    };
    if !content.is_empty() {
        let (layer, looks, pieces) = (Layer::Body, Vec::new(), Pieces(pieces));
        sink.passage(Passage { text: content, at, layer, looks, pieces });
    }
}

/// A `Wrap` is the width at which a block's lines are broken by the program that wrote it.
struct Wrap {
    /// Least width of a line that was broken because it was full; `None`: lines mean something.
    full: Option<usize>,
}

/// Lines narrower than this are not wrapped, whatever they look like.
const NARROWEST: usize = 30;

impl Wrap {
    fn of(text: &str, lines: &[Span]) -> Self {
        if lines.len() < 2 {
            return Self { full: None };
        }
        let widest = lines.iter().map(|line| columns(line.of(text))).max().unwrap_or(0);
        let full = widest * 4 / 5;
        let like = lines.iter().filter(|line| columns(line.of(text)) >= full).count();
        Self { full: (widest >= NARROWEST && like >= 2).then_some(full) }
    }

    /// Whether `next` goes on where `line` was broken, with nothing in between. Between Latin words
    /// the line break stays as their blank; between digits it stays for the number rules to judge.
    fn joins(&self, line: &str, next: &str) -> bool {
        let Some(full) = self.full else { return false };
        let line = line.trim_end();
        let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else {
            return false;
        };
        let goes_on = is_han(first) || first.is_alphanumeric() || "，、）》”’〕】".contains(first);
        goes_on
            && !"。！？；：.!?;:".contains(last)
            && (is_wide(last) || is_wide(first))
            && !(is_digit(last) && is_digit(first))
            && columns(line) >= full
            && !is_list_item(next)
            && !is_labelled(next)
    }
}

/// Columns that `line` takes, near enough: two a character beyond the scripts of Europe.
fn columns(line: &str) -> usize {
    line.bytes().map(|byte| usize::from((byte & 0xC0) != 0x80) + usize::from(byte >= 0xE0)).sum()
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Characters that are set without blanks between them.
fn is_wide(character: char) -> bool {
    character >= '\u{2e80}' || matches!(character, '“' | '”' | '‘' | '’' | '—' | '…')
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// Longest label that begins a line of its own, in characters.
const LONGEST_LABEL: usize = 8;

/// Whether a line begins with what it says: 联系人：, 题1:.
fn is_labelled(line: &str) -> bool {
    let colon = line.chars().take(LONGEST_LABEL + 1).position(|char| matches!(char, '：' | ':'));
    let label = |at| line.chars().take(at).all(|char| is_han(char) || char.is_alphanumeric());
    colon.is_some_and(|at| at >= 2 && label(at))
}

/// Whether a line begins an item or article of its own: 第三条, 一、, 1., 2）, a).
fn is_list_item(line: &str) -> bool {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千0123456789０１２３４５６７８９";
    let after_number = line.trim_start_matches('第').trim_start_matches(|c| NUMERALS.contains(c));
    let mut after = after_number.chars();
    if line.starts_with('第') {
        return matches!(after.next(), Some('条' | '章' | '节' | '款' | '项' | '编' | '部' | '题'));
    }
    let after_letter = line.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let numbered = after_number.len() < line.len();
    if !numbered && line.len() - after_letter.len() == 1 {
        after = after_letter.chars();
    } else if !numbered {
        return false;
    }
    match after.next() {
        Some('、' | ')' | '）') => true,
        // 1.5亿元 goes on, 1. and 1．总则 begin.
        Some('.' | '．') => after.next().is_none_or(|c| !is_digit(c)),
        _ => false,
    }
}
