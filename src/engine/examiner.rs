//! Takes what a reader says about an input and searches it, passage by passage.

use super::{
    boxes::Boxes,
    candidate::{Candidate, Standing},
    evidence::{Surround, is_name, is_office, labels, weigh},
    excerpt,
    literals::Hit,
    numbers::{self, Reading},
    searcher::{Searcher, Use},
    settle::settle,
};
use crate::{
    document::{Concealed, Layer, Part, Passage, Sink, Table, Unread},
    finding::{Examination, Key},
    rules::Matcher,
    text::{Disguise, Folded, Span},
    validators::Proof,
};

/// Fewer digits than this are no identifier.
const FEWEST_DIGITS: usize = 5;

/// An `Examiner` searches the inputs of one item. It is the [`Sink`] that readers push into.
pub struct Examiner<'s> {
    searcher: &'s Searcher,
    key: Option<&'s Key>,
    row: Examination,
    candidates: Vec<Candidate>,
    /// Lines that hold text, for each part.
    lines: Vec<u64>,
    tables: Tables,
    boxes: Boxes,
    hits: Vec<Hit>,
    done: Vec<Examination>,
}

/// What is remembered of the table and row that cells are coming from.
#[derive(Default)]
struct Tables {
    /// Fields that each column's header names, the open table's, innermost last.
    open: Vec<OpenTable>,
    /// The cell before in the same row.
    left: Option<LeftCell>,
}

struct OpenTable {
    number: u32,
    columns: Vec<(Vec<String>, String)>,
    header_rows: u32,
    names: bool,
}

struct LeftCell {
    table: Option<u32>,
    row: Option<u32>,
    fields: Vec<String>,
    text: String,
    /// A person's name stands in the row so far.
    person: bool,
    /// What stands in the column of names is an office or a company.
    office: bool,
}

impl<'s> Examiner<'s> {
    /// An examiner of one item, whose fingerprints are made under `key`.
    pub fn new(searcher: &'s Searcher, key: Option<&'s Key>) -> Self {
        Self {
            searcher,
            key,
            row: Examination::empty(String::new()),
            candidates: Vec::new(),
            lines: Vec::new(),
            tables: Tables::default(),
            boxes: Boxes::default(),
            hits: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Searches an input of the item: `read` pushes it into the examiner.
    pub fn input(&mut self, document: &str, read: impl FnOnce(&mut dyn Sink)) {
        self.row = Examination::empty(document.to_owned());
        self.lines = vec![0];
        self.tables = Tables::default();
        read(self);
        self.open_boxes();
        let candidates = std::mem::take(&mut self.candidates);
        self.row.findings = settle(self.searcher, candidates, &self.lines, self.key);
        let row = std::mem::replace(&mut self.row, Examination::empty(String::new()));
        self.done.push(row);
    }

    /// One row for each input of the item, in order.
    pub fn finish(self) -> Vec<Examination> {
        self.done
    }

    fn search(&mut self, passage: &Passage<'_>, surround: &Surround, first_line: Option<u64>) {
        let folded = Folded::plain(&passage.text);
        let mut search = Search {
            searcher: self.searcher,
            passage,
            surround,
            plain: &folded,
            first_line,
            part: self.row.parts.len().saturating_sub(1),
            ordinal: self.row.passages,
            found: Vec::new(),
        };
        search.literals(&folded, &mut self.hits);
        if let Some(tight) = folded.tight() {
            search.literals(&tight, &mut self.hits);
        }
        if folded.digits().len() >= FEWEST_DIGITS {
            search.numbers();
        }
        if !surround.fields.is_empty() {
            search.labelled();
        }
        let mut found = search.found;
        if !found.is_empty() {
            excerpt::fill(passage, &folded, surround, &mut found, self.key.is_some());
            self.candidates.append(&mut found);
        }
    }

    /// Searches what the boxes met so far hold together.
    fn open_boxes(&mut self) {
        if let Some((passage, surround)) = self.boxes.finish() {
            self.search(&passage, &surround, None);
        }
    }

    /// Counts the lines of a passage and says which line of its part it begins on.
    fn count_lines(&mut self, passage: &Passage<'_>) -> Option<u64> {
        let counts = matches!(passage.layer, Layer::Body | Layer::TextBox | Layer::Ocr)
            && passage.at.column.is_none_or(|column| column == 1);
        let lines = self.lines.last_mut()?;
        if !counts {
            return None;
        }
        let first = *lines + 1;
        *lines += 1 + memchr::memchr_iter(b'\n', passage.text.as_bytes()).count() as u64;
        Some(first)
    }

    /// What the header, the label and the rest of the row say about a passage.
    fn surround(&mut self, passage: &Passage<'_>) -> Surround {
        use Layer::{Cache, FieldCode, FileName, Link, Residue, Script};
        let data = matches!(passage.layer, Cache | FieldCode | FileName | Link | Residue | Script);
        let mut surround = Surround { prose: !data, ..Surround::default() };
        let fields = self.searcher.rules().fields();
        if let Some(label) = &passage.at.label {
            let label = Folded::plain(label);
            surround.fields = owned(fields.in_header(label.text()));
            surround.header = label.text().to_owned();
        }
        let Some(number) = passage.at.table else {
            self.tables.left = None;
            return surround;
        };
        while self.tables.open.last().is_some_and(|open| open.number > number) {
            self.tables.open.pop();
        }
        let open = self.tables.open.last().filter(|open| open.number == number);
        let in_header = open.is_some_and(|open| passage.at.row.unwrap_or(1) <= open.header_rows);
        let column = passage
            .at
            .column
            .and_then(|column| open?.columns.get((column as usize).checked_sub(1)?));
        if let Some((named, header)) = column.filter(|_| !in_header) {
            surround.fields.extend(named.iter().cloned());
            surround.header = header.clone();
        }
        let text = Folded::plain(&passage.text);
        let left = self
            .tables
            .left
            .take()
            .filter(|left| left.table == passage.at.table && left.row == passage.at.row);
        if let Some(left) = left.as_ref().filter(|_| surround.fields.is_empty()) {
            surround.fields = left.fields.clone();
            if surround.header.is_empty() {
                surround.header = left.text.clone();
            }
        }
        let before = left.as_ref().map_or((false, false), |left| (left.person, left.office));
        surround.person = before.0 || !before.1 && open.is_some_and(|open| open.names);
        let cell = Some(text.text().trim()).filter(|cell| cell.len() <= 90).unwrap_or("");
        let named = surround.fields.iter().any(|field| field == "person-name");
        self.tables.left = Some(LeftCell {
            table: passage.at.table,
            row: passage.at.row,
            fields: labels(fields, cell).map(str::to_owned).into_iter().collect(),
            text: cell.to_owned(),
            person: before.0 || is_name(self.searcher, cell),
            office: before.1 || named && is_office(self.searcher, cell),
        });
        surround
    }
}

impl Sink for Examiner<'_> {
    fn part(&mut self, part: Part) {
        self.open_boxes();
        if !self.row.parts.is_empty() {
            self.lines.push(0);
        }
        self.tables = Tables::default();
        self.row.parts.push(part);
    }

    fn table(&mut self, table: Table) {
        let fields = self.searcher.rules().fields();
        let columns: Vec<_> = table
            .headers
            .iter()
            .map(|header| {
                let header = Folded::plain(header).text().replace(' ', "");
                (owned(fields.in_header(&header)), header)
            })
            .collect();
        let names = columns.iter().any(|(named, _)| named.iter().any(|name| name == "person-name"));
        self.tables.open.push(OpenTable {
            number: table.number,
            columns,
            header_rows: table.header_rows,
            names,
        });
    }

    fn passage(&mut self, passage: Passage<'_>) {
        if passage.text.trim().is_empty() {
            return;
        }
        if passage.layer != Layer::FileName {
            self.row.passages += 1;
            self.row.characters += count_characters(&passage.text);
        }
        let first_line = self.count_lines(&passage);
        let surround = self.surround(&passage);
        if let Some((boxes, around)) = self.boxes.take(&passage, &surround) {
            self.search(&boxes, &around, None);
        }
        self.search(&passage, &surround, first_line);
    }

    fn concealed(&mut self, fact: Concealed) {
        self.row.concealed.push(fact);
    }

    fn unread(&mut self, unread: Unread) {
        self.row.unread.push(unread);
    }
}

fn owned(fields: Vec<&str>) -> Vec<String> {
    fields.into_iter().map(str::to_owned).collect()
}

fn count_characters(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte & 0xc0 != 0x80).count() as u64
}

/// The search of one passage.
struct Search<'a> {
    searcher: &'a Searcher,
    passage: &'a Passage<'a>,
    surround: &'a Surround,
    plain: &'a Folded<'a>,
    first_line: Option<u64>,
    part: usize,
    ordinal: u64,
    found: Vec<Candidate>,
}

impl Search<'_> {
    /// Terms, and patterns where one of their anchors is.
    fn literals(&mut self, lane: &Folded<'_>, hits: &mut Vec<Hit>) {
        let searcher = self.searcher;
        searcher.literals.find(lane.text(), hits);
        let mut searched: Vec<(Use, usize)> = Vec::new();
        for hit in hits.iter() {
            for usage in &searcher.uses[hit.literal] {
                if usage.whole {
                    self.matched(lane, *usage, hit.span);
                    continue;
                }
                let known = searched.iter().position(|(done, _)| done == usage);
                if known.is_some_and(|at| hit.span.start < searched[at].1) {
                    continue;
                }
                let reached = self.pattern(lane, *usage, hit.span);
                match known {
                    Some(at) => searched[at].1 = reached,
                    None => searched.push((*usage, reached)),
                }
            }
        }
    }

    /// Tries a pattern around its anchor and says up to where no other anchor needs to be tried.
    fn pattern(&mut self, lane: &Folded<'_>, usage: Use, anchor: Span) -> usize {
        let text = lane.text();
        let patterns = &self.searcher.rules[usage.rule].patterns[usage.matching];
        let Some(main) = &patterns.main else { return anchor.end };
        let start = boundary(text, anchor.start.saturating_sub(patterns.reach));
        let end = boundary(text, (anchor.end + patterns.reach).min(text.len()));
        let window = &text[start..end];
        for captures in main.get().captures_iter(window) {
            let Some(value) = captures.name("value").or_else(|| captures.get(0)) else { continue };
            let refused = patterns
                .unless
                .as_ref()
                .is_some_and(|unless| unless.get().is_match(value.as_str()));
            if !refused && !value.is_empty() {
                self.matched(lane, usage, Span::new(start + value.start(), start + value.end()));
            }
        }
        if end == text.len() { end } else { end.saturating_sub(patterns.reach / 2).max(anchor.end) }
    }

    /// A term or pattern stands at `span` of `lane`.
    fn matched(&mut self, lane: &Folded<'_>, usage: Use, span: Span) {
        let prepared = &self.searcher.rules[usage.rule];
        let matching = &prepared.rule.matches[usage.matching];
        if glued(lane.text(), span) {
            return;
        }
        let original = lane.original(span);
        let tolerated = lane.disguises(&self.passage.text, span);
        let seen = self.found.iter().any(|other| {
            other.rule == usage.rule
                && other.matching == usage.matching
                && other.original == original
        });
        if seen || !tolerates(&matching.tolerate, &tolerated) {
            return;
        }
        self.weigh(usage, original, (matching.proof, &matching.name), tolerated, false);
    }

    /// The number sweep: each reading goes to the rule with the best case for it.
    fn numbers(&mut self) {
        let prefixes = self.searcher.rules().vocabulary().of("label-prefix");
        let readings = numbers::sweep(self.plain, self.searcher.han_digits, prefixes);
        for reading in readings {
            self.arbitrate(&reading);
        }
    }

    fn arbitrate(&mut self, reading: &Reading) {
        let original = self.plain.original(reading.span);
        let mut tolerated = self.plain.disguises(&self.passage.text, reading.span);
        tolerated.extend(reading_disguises(reading, reading.span.of(self.plain.text())));
        tolerated.sort_unstable();
        tolerated.dedup();
        let before = self.found.len();
        for (shape, proof) in &reading.shapes {
            for (rule, matching) in self.searcher.numbers.get(shape.id).into_iter().flatten() {
                let tolerate = &self.searcher.rules[*rule].rule.matches[*matching].tolerate;
                if tolerates(tolerate, &tolerated) {
                    let usage = Use { rule: *rule, matching: *matching, whole: true };
                    self.weigh(usage, original, (*proof, shape.id), tolerated.clone(), true);
                }
            }
        }
        let contenders = self.found.split_off(before);
        let rank = |candidate: &Candidate| {
            let severity = self.searcher.rules[candidate.rule].rule.severity;
            (candidate.points, severity, std::cmp::Reverse(candidate.rule))
        };
        self.found.extend(contenders.into_iter().max_by_key(|candidate| rank(candidate)));
    }

    /// Values under a header or label.
    fn labelled(&mut self) {
        let searcher = self.searcher;
        let text = self.plain.text();
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        for (rule, matching) in &searcher.labelled {
            let prepared = &searcher.rules[*rule];
            let Matcher::Field { fields, .. } = &prepared.rule.matches[*matching].matcher else {
                continue;
            };
            let named = self.surround.fields.iter().any(|field| fields.contains(field));
            let holds = prepared.patterns[*matching].main.as_ref();
            if named && holds.is_some_and(|holds| holds.get().is_match(trimmed)) {
                let usage = Use { rule: *rule, matching: *matching, whole: true };
                let original = self.plain.original(span);
                let matching = &prepared.rule.matches[*matching];
                self.weigh(usage, original, (matching.proof, &matching.name), Vec::new(), false);
            }
        }
    }

    /// Weighs a match and keeps it as a candidate if nothing drops it.
    fn weigh(
        &mut self,
        usage: Use,
        original: Span,
        proof: (Proof, &str),
        tolerated: Vec<Disguise>,
        number: bool,
    ) {
        let prepared = &self.searcher.rules[usage.rule];
        let matching = &prepared.rule.matches[usage.matching];
        let passage = self.passage;
        let swept = passage.layer == Layer::Residue
            && proof.0 < Proof::Checked
            && !matches!(matching.matcher, Matcher::Terms(_));
        let layer = matching.layers.is_empty() || matching.layers.contains(&passage.layer);
        if swept || !layer {
            return;
        }
        let span = self.plain.folded(original);
        let text = self.plain.text();
        let weighed = weigh(self.searcher, prepared, self.surround, text, span, proof, number);
        let Some(weighed) = weighed else { return };
        let mut looks: Vec<_> = passage
            .looks
            .iter()
            .filter(|(range, _)| range.overlaps(original))
            .map(|(_, look)| *look)
            .collect();
        looks.sort_unstable();
        looks.dedup();
        self.found.push(Candidate {
            rule: usage.rule,
            matching: usage.matching,
            passage: self.ordinal,
            original,
            points: weighed.points,
            reasons: weighed.reasons,
            standing: Standing::new(&passage.text, original, self.first_line, self.part),
            at: passage.at.clone(),
            layer: passage.layer,
            looks,
            line_column: passage.pieces.line_column(&passage.text, original.start),
            characters: characters(&passage.text, original),
            bytes: passage.pieces.bytes(original),
            excerpt: excerpt::empty(),
            tolerated,
            identity: None,
        });
    }
}

/// Whether ASCII letters or digits go on beyond either end of `span`.
fn glued(text: &str, span: Span) -> bool {
    let alphanumeric = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let value = span.of(text);
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    alphanumeric(before) && alphanumeric(value.chars().next())
        || alphanumeric(after) && alphanumeric(value.chars().next_back())
}

/// Whether every disguise is undone by folding or tolerated.
fn tolerates(tolerate: &[Disguise], disguises: &[Disguise]) -> bool {
    use Disguise::{Compatibility, Fullwidth, Invisible, Traditional};
    disguises.iter().all(|disguise| {
        matches!(disguise, Fullwidth | Compatibility | Traditional | Invisible)
            || tolerate.contains(disguise)
    })
}

/// How a reading's runs stand apart.
fn reading_disguises(reading: &Reading, written: &str) -> Vec<Disguise> {
    let mut disguises = Vec::new();
    if reading.han {
        disguises.push(Disguise::HanDigits);
    }
    if reading.split {
        if written.contains('\n') {
            disguises.push(Disguise::Wrap);
        }
        if written.contains(' ') {
            disguises.push(Disguise::Spaces);
        }
        let separator = |char| matches!(char, '-' | '.' | '·' | '•' | '—' | '(' | ')' | '/' | '・');
        if written.contains(separator) {
            disguises.push(Disguise::Separators);
        }
    }
    disguises
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn characters(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or("").chars().count();
    Span::new(before, before + span.of(text).chars().count())
}
