//! Rich Text Format (1.9.1): paragraphs with what is hidden or tracked in them, tables, headers, notes,
//! comments, fields, properties, pictures and objects.

mod group;
mod token;

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::{
    flow::{Paragraph, Run},
    grid::Tables,
    rest::{Rest, say, say_unread},
};
use crate::document::{ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause};
use group::{Group, Holds, character_set, code_page, destination};
use token::{Token, Tokens};

/// Deepest that groups may lie in each other.
const DEEPEST: usize = 10_000;

/// Reads the document in `bytes`.
pub(in crate::document) fn read(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) {
    let mut rest = Rest::new(limits);
    let mut story = Story::new(&mut rest, sink);
    for token in Tokens::new(bytes) {
        story.take(token);
    }
    story.finish();
    rest.finish(sink);
}

/// A `Story` walks one document.
struct Story<'s, 'd> {
    rest: &'s mut Rest<'d>,
    sink: &'s mut dyn Sink,
    group: Group,
    outer: Vec<Group>,
    /// How many groups are open beyond the deepest that are told apart.
    beyond: usize,
    /// Bytes that wait to be decoded: a character may be more than one.
    bytes: Vec<u8>,
    /// Bytes of text that are to be passed over.
    skip: usize,
    /// The first half of a character that is written as two numbers.
    surrogate: Option<u16>,
    document: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    font: i32,
    /// Which colours are white.
    white: Vec<bool>,
    colour: [i32; 3],
    /// Paragraphs that are open: of the body, and of notes and boxes in it.
    paragraphs: Vec<Paragraph>,
    value: String,
    hex: Vec<u8>,
    tables: Tables<Paragraph>,
    in_table: bool,
    in_row: bool,
    number: u32,
    objects: u32,
}

impl<'s, 'd> Story<'s, 'd> {
    fn new(rest: &'s mut Rest<'d>, sink: &'s mut dyn Sink) -> Self {
        Self {
            rest,
            sink,
            group: Group::new(),
            outer: Vec::new(),
            beyond: 0,
            bytes: Vec::new(),
            skip: 0,
            surrogate: None,
            document: encoding_rs::WINDOWS_1252,
            fonts: BTreeMap::new(),
            font: 0,
            white: Vec::new(),
            colour: [0; 3],
            paragraphs: vec![Paragraph::new(Layer::Body, Place::default())],
            value: String::new(),
            hex: Vec::new(),
            tables: Tables::new(),
            in_table: false,
            in_row: false,
            number: 0,
            objects: 0,
        }
    }

    fn take(&mut self, token: Token<'_>) {
        if !matches!(token, Token::Text(_) | Token::Hex(_)) {
            self.decode();
        }
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, number),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Hex(byte) => self.byte(byte),
            Token::Text(text) => text.iter().for_each(|byte| self.byte(*byte)),
            Token::Binary(bytes) => self.hex.extend(bytes.iter().flat_map(|byte| {
                [byte >> 4, byte & 15].map(|half| b"0123456789abcdef"[usize::from(half)])
            })),
        }
    }

    fn open(&mut self) {
        if self.outer.len() >= DEEPEST {
            if self.beyond == 0 {
                say_unread("", UnreadCause::TooDeep { limit: DEEPEST }, self.sink);
            }
            self.beyond += 1;
            return;
        }
        self.skip = 0;
        self.outer.push(self.group.clone());
        self.group.ignorable = false;
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(outer) = self.outer.pop() else { return };
        let inner = std::mem::replace(&mut self.group, outer);
        if inner.holds != self.group.holds {
            self.end(inner.holds);
        }
    }

    /// A group that held something else than the one around it ends.
    fn end(&mut self, held: Holds) {
        match held {
            Holds::Story(_) => {
                self.end_paragraph();
                self.paragraphs.pop();
            }
            Holds::Value(_) | Holds::Residue => self.tell_value_of(held),
            Holds::Picture | Holds::Object => {
                let bytes = bytes_of(&std::mem::take(&mut self.hex));
                self.objects += 1;
                if held == Holds::Object {
                    let name = format!("object {}", self.objects);
                    self.rest.embed(object(&bytes).to_vec(), &name);
                } else {
                    let name = format!("picture {}", self.objects);
                    self.rest.take(bytes, &name, Layer::Residue, self.sink);
                }
            }
            Holds::Fonts | Holds::Colours => {}
        }
    }

    /// Tells the value that the open group has held so far.
    fn tell_value(&mut self) {
        self.tell_value_of(self.group.holds);
    }

    fn tell_value_of(&mut self, held: Holds) {
        let value = std::mem::take(&mut self.value);
        match held {
            Holds::Value(layer) => {
                self.rest.residue.known(&value);
                say(&value, &Place::default(), layer, self.rest.limits, self.sink);
            }
            _ => self.rest.residue.value(&value, "rtf", "", self.sink),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        if let Some(holds) = destination(word) {
            return self.begin(holds);
        }
        match word {
            "ansicpg" => {
                self.document = code_page(number.unwrap_or(1252));
                self.group.encoding = self.document;
            }
            "mac" => self.document = code_page(10_000),
            "f" | "deff" => self.select_font(number.unwrap_or(0)),
            "fcharset" => {
                let set = character_set(number.unwrap_or(0)).unwrap_or(self.document);
                self.fonts.insert(self.font, set);
                self.group.encoding = set;
            }
            "cpg" => {
                self.fonts.insert(self.font, code_page(number.unwrap_or(1252)));
            }
            "red" => self.colour[0] = number.unwrap_or(0),
            "green" => self.colour[1] = number.unwrap_or(0),
            "blue" => self.colour[2] = number.unwrap_or(0),
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(64),
            "u" => self.character(number.unwrap_or(0)),
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" | "softline" => self.push("\n"),
            "tab" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            "highlight" | "chcbpat" | "cbpat" | "clcbpat" => self.group.shaded = on,
            "pard" => {
                self.group.in_table = false;
                self.group.shaded = false;
            }
            "intbl" => self.group.in_table = true,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.in_row = false,
            "plain" => {
                self.group.plain();
                self.group.encoding = self.document;
            }
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "revised" => self.group.inserted = on,
            "fs" => self.group.size = number.unwrap_or(24),
            "cf" => {
                self.group.colour = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            }
            _ if self.group.ignorable => {
                self.group.ignorable = false;
                self.begin(Holds::Residue);
            }
            _ => {}
        }
    }

    /// What is in the group is no part of the text around it.
    fn begin(&mut self, holds: Holds) {
        self.group.ignorable = false;
        match (self.group.holds, holds) {
            // What is told of a style, or of a property, is part of that.
            (Holds::Residue, Holds::Residue) | (Holds::Fonts | Holds::Colours, _) => return,
            (Holds::Picture | Holds::Object, _) => return,
            _ => {}
        }
        self.tell_value();
        match holds {
            Holds::Story(layer) => {
                let comment = layer == Layer::Comment;
                if comment {
                    self.rest.fact(ConcealedKind::Comment);
                }
                let paragraph = comment.then(|| self.number.saturating_add(1));
                let at = Place { paragraph, ..Place::default() };
                self.paragraphs.push(Paragraph::new(layer, at));
                self.group.in_table = false;
            }
            Holds::Picture | Holds::Object => self.hex.clear(),
            Holds::Value(_) | Holds::Residue | Holds::Fonts | Holds::Colours => {}
        }
        self.group.holds = holds;
    }

    fn select_font(&mut self, number: i32) {
        self.font = number;
        self.group.encoding = self.fonts.get(&number).copied().unwrap_or(self.document);
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.group.ignorable = true,
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("-"),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match self.group.holds {
            Holds::Picture | Holds::Object => self.hex.push(byte),
            Holds::Colours if byte == b';' => {
                self.white.push(self.colour.iter().all(|part| *part >= 250));
                self.colour = [0; 3];
            }
            _ => self.bytes.push(byte),
        }
    }

    /// A character that is written as a number of sixteen bits.
    fn character(&mut self, number: i32) {
        self.skip = self.group.fallback;
        let unit = u16::try_from(number & 0xffff).unwrap_or(0xfffd);
        let units = match self.surrogate.take() {
            Some(first) => vec![first, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None => vec![unit],
        };
        self.push(&String::from_utf16_lossy(&units));
    }

    /// Decodes the bytes that wait.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.group.encoding.decode_without_bom_handling(&bytes);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        match self.group.holds {
            Holds::Value(_) | Holds::Residue => self.value.push_str(text),
            Holds::Story(_) => {
                let group = &self.group;
                let run = match group.look(&self.white) {
                    _ if group.deleted => Run::Deleted,
                    Some(look) => Run::Unseen(look),
                    None if group.inserted => Run::Inserted,
                    None => Run::Plain,
                };
                let fact = match run {
                    Run::Unseen(_) if !text.trim().is_empty() => Some(ConcealedKind::HiddenText),
                    Run::Deleted | Run::Inserted => Some(ConcealedKind::TrackedChange),
                    _ => None,
                };
                if let Some(fact) = fact {
                    self.rest.fact(fact);
                }
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.push(run, text);
                }
            }
            // Names of fonts are those of programs.
            Holds::Fonts | Holds::Colours | Holds::Picture | Holds::Object => {}
        }
    }

    /// The open paragraph is complete: it goes into its cell, or to the sink.
    fn end_paragraph(&mut self) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        let fresh = open.emptied();
        let mut paragraph = std::mem::replace(open, fresh);
        let body = paragraph.layer() == Layer::Body;
        if body && self.in_table && !self.group.in_table && !self.in_row {
            self.tables.close(self.rest.limits, self.sink);
            self.in_table = false;
        }
        if paragraph.is_blank() {
            return;
        }
        if body && self.group.in_table {
            self.open_cell();
            self.tables.add(paragraph);
        } else {
            if body {
                self.number += 1;
                paragraph.number(self.number);
            }
            paragraph.deliver(self.rest.limits, self.sink);
        }
    }

    fn open_cell(&mut self) {
        if !self.in_table {
            self.tables.open();
            self.in_table = true;
        }
        if !self.in_row {
            self.tables.row(self.rest.limits, self.sink);
            self.in_row = true;
        }
        if !self.tables.in_cell() {
            self.tables.cell(1, 1, false);
        }
    }

    fn end_cell(&mut self) {
        if self.paragraphs.len() > 1 {
            return self.end_paragraph();
        }
        self.group.in_table = true;
        self.end_paragraph();
        self.open_cell();
        self.tables.end_cell();
    }

    fn finish(&mut self) {
        self.decode();
        if !self.outer.is_empty() {
            // The rest was cut off.
            self.sink.unread(Unread { at: Place::default(), cause: UnreadCause::Damaged });
        }
        while !self.outer.is_empty() {
            self.close();
        }
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
            self.paragraphs.pop();
        }
        while self.tables.close(self.rest.limits, self.sink) {}
    }
}

/// The bytes that are written as hexadecimal digits.
fn bytes_of(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .iter()
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// The container or the document in an object ([MS-OLEDS] §2.2): its names are in front of it.
fn object(bytes: &[u8]) -> &[u8] {
    const STARTS: &[&[u8]] = &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"PK\x03\x04", b"%PDF-"];
    let start = STARTS.iter().filter_map(|start| memchr::memmem::find(bytes, start)).min();
    &bytes[start.unwrap_or(0)..]
}
