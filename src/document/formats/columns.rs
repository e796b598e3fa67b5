//! Tables in plain text: lines that fall into the same number of cells.

use std::{
    ops::Range,
    sync::{Arc, LazyLock},
};

use memchr::memmem;

use crate::{
    document::{Layer, Passage, Pieces, Place, Sink, Table, decoded::Map, table},
    text::Span,
};

/// A `Run` is some lines that make a table.
pub(super) struct Run {
    /// Indices of the lines.
    pub(super) lines: Range<usize>,
    separator: Separator,
    cells: usize,
    /// The words of the first line are its cells, though single blanks part them.
    worded: bool,
}

impl Run {
    /// The cells of the line with this index.
    fn cells(&self, text: &str, lines: &[Span], index: usize) -> Vec<Span> {
        let worded = self.worded && index == self.lines.start;
        let separator = if worded { Separator::Single } else { self.separator };
        separator.split(text, lines[index])
    }
}

/// What stands between the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// Vertical lines, with or without one at either end.
    Bars,
    /// Single tabs; cells may be empty.
    Tabs,
    /// Two or more blanks, or any number of tabs.
    Blanks,
    /// Two or more blanks, or ideographic ones however few: only beside long numbers. The characters
    /// of a short name may be set apart by one too.
    Ideographic,
    /// Single blanks of any width: only under a line of short words, and only beside long numbers.
    Single,
}

/// Longest cell but the last in columns made by blanks, in characters: longer is prose.
const CELL: usize = 40;
/// Longest word of a header line whose columns are made by single blanks, in characters.
const WORD: usize = 8;
/// A digit run this long makes a line under such a header a row.
const LONG_NUMBER: usize = 5;
/// Rows that are looked at to tell the header.
const SAMPLE: usize = 8;

/// The first table among `lines` from index `from` on.
pub(super) fn find(text: &str, lines: &[Span], from: usize) -> Option<Run> {
    if lines.len() < from + 2 {
        return None;
    }
    (from..lines.len() - 1).find_map(|first| starting_at(text, lines, first))
}

fn starting_at(text: &str, lines: &[Span], first: usize) -> Option<Run> {
    let (line, next) = (lines[first], lines[first + 1]);
    let candidates = Separator::within(line.of(text), next.of(text));
    candidates.into_iter().flatten().find_map(|separator| {
        let cells = separator.count(text, line);
        let below = || separator.count(text, next);
        let worded = cells.is_none() || cells != below() && separator == Separator::Blanks;
        let cells =
            if worded { below().filter(|cells| has_words(line.of(text), *cells)) } else { cells };
        let cells = cells?;
        let mut rows = 1;
        let mut end = first + 1;
        for line in &lines[first + 1..] {
            if separator == Separator::Bars && is_ruling(line.of(text)) {
                end += 1;
                continue;
            }
            let fits = separator.count(text, *line) == Some(cells)
                && (separator != Separator::Single || is_row(line.of(text)));
            if !fits {
                break;
            }
            rows += 1;
            end += 1;
        }
        (rows >= 2).then_some(Run { lines: first..end, separator, cells, worded })
    })
}

/// Whether `line` is nothing but `count` short words, as the header over columns is.
fn has_words(line: &str, count: usize) -> bool {
    line.len() <= 256 && words(line).count() == count && words(line).all(is_word)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\u{3000}']).filter(|word| !word.is_empty())
}

fn is_word(word: &str) -> bool {
    word.chars().nth(WORD).is_none() && !word.contains(is_digit)
}

fn is_row(line: &str) -> bool {
    table::longest_digit_run(line) >= LONG_NUMBER
}

struct Finders {
    bars: [memmem::Finder<'static>; 2],
    /// Gaps that are wider than between two words.
    wide: [memmem::Finder<'static>; 3],
    ideographic_space: memmem::Finder<'static>,
}

static FINDERS: LazyLock<Finders> = LazyLock::new(|| Finders {
    bars: ["│", "｜"].map(memmem::Finder::new),
    wide: ["  ", "　　", "　 "].map(memmem::Finder::new),
    ideographic_space: memmem::Finder::new("　"),
});

impl Separator {
    /// What may separate the cells of `line`, surest first; `next` follows it.
    fn within(line: &str, next: &str) -> [Option<Self>; 5] {
        const NONE: [Option<Separator>; 5] = [None; 5];
        let bytes = line.trim().as_bytes();
        let has = |finder: &memmem::Finder<'_>| finder.find(bytes).is_some();
        let ascii = memchr::memchr3(b' ', b'\t', b'|', bytes).is_some();
        let drawn = FINDERS.bars.iter().any(has);
        if !ascii && !drawn && !has(&FINDERS.ideographic_space) {
            return NONE;
        }
        let tabs = memchr::memchr(b'\t', bytes).is_some();
        let bars = drawn || memchr::memchr(b'|', bytes).is_some();
        let wide = tabs || FINDERS.wide.iter().any(has);
        let wide_below =
            || FINDERS.wide.iter().any(|gap| gap.find(next.trim().as_bytes()).is_some());
        let worded = !wide && line.len() <= 256 && words(line).all(is_word);
        let below = worded && wide_below();
        let single = worded && words(line).nth(1).is_some() && is_row(next);
        [
            bars.then_some(Self::Bars),
            tabs.then_some(Self::Tabs),
            (wide || below).then_some(Self::Blanks),
            (has(&FINDERS.ideographic_space) && is_row(next)).then_some(Self::Ideographic),
            single.then_some(Self::Single),
        ]
    }

    /// How many cells `line` falls into, if that is what it seems to do.
    fn count(self, text: &str, line: Span) -> Option<usize> {
        let cells = self.split(text, line);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let prose = self == Self::Blanks
            && cells.split_last().is_some_and(|(_, before)| {
                before.iter().map(|cell| cell.of(text)).any(|cell| {
                    cell.chars().nth(CELL).is_some()
                        || cell.ends_with(['.', '!', '?', '。', '；', '，'])
                })
            });
        (cells.len() >= 2 && filled >= 1 && !prose && !is_ruling(line.of(text)))
            .then_some(cells.len())
    }

    /// The cells of `line`, without blanks around them.
    fn split(self, text: &str, line: Span) -> Vec<Span> {
        let content = line.of(text);
        let mut inner = content.trim_matches([' ', '\u{3000}', '\u{a0}']);
        let is_bar = |c: char| matches!(c, '|' | '│' | '｜');
        match self {
            Self::Bars => {
                inner = inner.trim();
                inner = inner.strip_prefix(is_bar).unwrap_or(inner);
                inner = inner.strip_suffix(is_bar).unwrap_or(inner);
                spans(text, line, inner.split(is_bar))
            }
            Self::Tabs => spans(text, line, inner.split('\t')),
            Self::Single => spans(text, line, words(inner)),
            Self::Blanks => split_blanks(line, content),
            Self::Ideographic => split_ideographic(text, line),
        }
    }
}

/// Where each of `cells`, parts of `line`, stands in `text`, without blanks around it.
fn spans<'a>(text: &str, line: Span, cells: impl Iterator<Item = &'a str>) -> Vec<Span> {
    let base = line.of(text).as_ptr().addr();
    let place = |cell: &'a str| {
        let trimmed = cell.trim();
        let start = line.start + trimmed.as_ptr().addr() - base;
        Span::new(start, start + trimmed.len())
    };
    cells.map(place).collect()
}

fn split_blanks(line: Span, content: &str) -> Vec<Span> {
    let mut cells: Vec<Span> = Vec::new();
    let (mut blanks, mut tab) = (0, false);
    for (at, character) in content.char_indices() {
        if character.is_whitespace() {
            blanks += 1;
            tab |= character == '\t';
            continue;
        }
        let (start, end) = (line.start + at, line.start + at + character.len_utf8());
        match cells.last_mut() {
            Some(cell) if blanks < 2 && !tab => cell.end = end,
            // A label set apart to the width of those above it: 姓　　名：
            Some(cell) if cell.len() == 3 && is_label_end(&content[at..]) => cell.end = end,
            _ => cells.push(Span::new(start, end)),
        }
        (blanks, tab) = (0, false);
    }
    cells
}

/// Whether one character and a colon begin `text`.
fn is_label_end(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|char| char.len_utf8() == 3)
        && matches!(chars.next(), Some(':' | '：'))
}

/// The cells of a line that any ideographic blank parts; the characters of a name written apart
/// (张　三) stay together.
fn split_ideographic(text: &str, line: Span) -> Vec<Span> {
    let single = |span: Span| span.of(text).chars().nth(1).is_none();
    let mut cells: Vec<Span> = Vec::new();
    for wide in split_blanks(line, line.of(text)) {
        let mut beside = false;
        for cell in spans(text, wide, wide.of(text).split('\u{3000}')) {
            match cells.last_mut() {
                Some(last) if beside && single(*last) && single(cell) => last.end = cell.end,
                _ => cells.push(cell),
            }
            beside = true;
        }
    }
    cells
}

/// A line that only draws: `|---|---|`, `├──┼──┤`.
fn is_ruling(line: &str) -> bool {
    let drawn = |c: char| "-+=|: ".contains(c) || ('\u{2500}'..='\u{257f}').contains(&c);
    line.len() >= 3 && line.chars().all(drawn)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// `Columns` delivers tables, and knows the last one where a long table comes in more than one
/// block.
#[derive(Default)]
pub(super) struct Columns {
    tables: u32,
    last: Option<(Separator, usize)>,
    headers: Vec<Arc<str>>,
    header_rows: u32,
    row: u32,
}

impl Columns {
    /// Delivers the table that `run` of `lines` makes; `continued`: its first line goes on where
    /// the block before was cut.
    #[expect(clippy::too_many_arguments, reason = "text, map and lines are one window")]
    pub(super) fn deliver(
        &mut self,
        text: &str,
        map: &Map,
        lines: &[Span],
        run: &Run,
        continued: bool,
        place: &Place,
        sink: &mut dyn Sink,
    ) {
        let shape = (run.separator, run.cells);
        if !continued || self.last != Some(shape) {
            self.begin(text, lines, run, sink);
        }
        self.last = Some(shape);
        for index in run.lines.clone() {
            let line = lines[index];
            if is_ruling(line.of(text)) {
                continue;
            }
            self.row = self.row.saturating_add(1);
            let cells = run.cells(text, lines, index);
            for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty())
            {
                let under = self.row > self.header_rows;
                let header = self.headers.get(column).filter(|header| under && !header.is_empty());
                let at = Place {
                    table: Some(self.tables),
                    row: Some(self.row),
                    column: u32::try_from(column + 1).ok(),
                    header: header.cloned(),
                    ..place.clone()
                };
                let (layer, looks) = (Layer::Body, Vec::new());
                let pieces = Pieces(map.pieces(text, cell, 0));
                sink.passage(Passage { text: cell.of(text).into(), at, layer, looks, pieces });
            }
        }
    }

    fn begin(&mut self, text: &str, lines: &[Span], run: &Run, sink: &mut dyn Sink) {
        let sample = run.lines.clone().filter(|index| !is_ruling(lines[*index].of(text)));
        let sample = sample.take(SAMPLE).map(|index| run.cells(text, lines, index));
        let sample: Vec<Vec<Span>> = sample.collect();
        let cells = |row: &Vec<Span>| row.iter().map(|cell| cell.of(text)).collect();
        let rows: Vec<Vec<&str>> = sample.iter().map(cells).collect();
        let header_rows = table::header_rows(&rows);
        let headers = table::headers(&rows, header_rows);
        self.tables = self.tables.saturating_add(1);
        self.row = 0;
        self.header_rows = u32::try_from(header_rows).unwrap_or(0);
        self.headers = headers.iter().map(|header| header.as_str().into()).collect();
        let (number, header_rows) = (self.tables, self.header_rows);
        sink.table(Table { number, headers, header_rows });
    }
}
