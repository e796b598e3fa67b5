//! Markdown as it is rendered: emphasis, links and escapes are transparent, tables have headers.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use crate::{
    document::{Decoded, Layer, Limits, Place, Sink, Table, compose::Composer},
    text::Span,
};

/// Reads `decoded`.
pub(in crate::document) fn read(decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader {
        decoded,
        limits,
        sink,
        composer: Composer::new(decoded),
        paragraph: 0,
        table: None,
        tables: 0,
        metadata: false,
        alternative: 0,
    };
    for (event, range) in Parser::new_ext(&decoded.text, options).into_offset_iter() {
        reader.event(event, Span::from(range));
    }
    reader.flush();
}

struct Reader<'a, 's> {
    decoded: &'a Decoded,
    limits: &'a Limits,
    sink: &'s mut dyn Sink,
    composer: Composer<'a>,
    paragraph: u32,
    table: Option<Open<'a>>,
    tables: u32,
    metadata: bool,
    /// How deep inside the text that stands for a picture.
    alternative: u32,
}

/// The table that is open: its header cells wait until all are known.
struct Open<'a> {
    number: u32,
    head: Vec<Composer<'a>>,
    headers: Vec<std::sync::Arc<str>>,
    in_head: bool,
    row: u32,
    column: u32,
    /// Where the open row goes on behind its last cell, and where it ends.
    rest: Span,
}

impl<'a> Reader<'a, '_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => {
                let raw = span.of(&self.decoded.text);
                match raw.find(&*code) {
                    Some(at) => {
                        let start = span.start + at;
                        self.composer.verbatim(Span::new(start, start + code.len()));
                    }
                    None => self.composer.unit(span, &code),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.composer.unit(span, "\n"),
            Event::InlineHtml(tag) => {
                if tag.starts_with("<br") {
                    self.composer.unit(span, "\n");
                } else if tag.starts_with("<!--") {
                    html::read_stretch(self.decoded, span, self.limits, self.sink);
                }
            }
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
            | Tag::List(_) => self.flush(),
            Tag::HtmlBlock => {
                self.flush();
                html::read_stretch(self.decoded, span, self.limits, self.sink);
            }
            Tag::MetadataBlock(_) => {
                self.flush();
                self.metadata = true;
            }
            Tag::Table(_) => {
                self.flush();
                self.tables += 1;
                self.table = Some(Open {
                    number: self.tables,
                    head: Vec::new(),
                    headers: Vec::new(),
                    in_head: false,
                    row: 0,
                    column: 0,
                    rest: Span::new(span.start, span.start),
                });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.in_head = matches!(tag, Tag::TableHead);
                    table.row += 1;
                    table.column = 0;
                    table.rest = span;
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.column += 1;
                    table.rest.start = span.end.max(table.rest.start);
                }
            }
            // An address in angle brackets is its own text.
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {}
            Tag::Link { dest_url, .. } => self.link(dest_url, span),
            Tag::Image { dest_url, .. } => {
                self.alternative += 1;
                self.link(dest_url, span);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Image => self.alternative = self.alternative.saturating_sub(1),
            TagEnd::TableCell => self.cell(),
            TagEnd::TableHead => self.head(),
            TagEnd::TableRow => self.cells_beyond(),
            TagEnd::Table => self.table = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.metadata {
            return self.metadata(span);
        }
        if span.of(&self.decoded.text) == text {
            self.composer.verbatim(span);
        } else {
            self.composer.unit(span, text);
        }
    }

    /// Front matter: each line is a value named by its key.
    fn metadata(&mut self, span: Span) {
        let mut at = span.start;
        for line in span.of(&self.decoded.text).split_inclusive('\n') {
            let (key, value) = line.split_once([':', '=']).unwrap_or(("", line));
            let start = at + (line.len() - value.len());
            let place = Place {
                label: Some(key.trim()).filter(|key| !key.is_empty()).map(Into::into),
                ..Place::default()
            };
            let mut composer = Composer::new(self.decoded);
            composer.verbatim(Span::new(start, start + value.trim_end().len()));
            composer.deliver(&place, Layer::Metadata, self.limits, self.sink);
            at += line.len();
        }
    }

    fn link(&mut self, address: &str, span: Span) {
        if html::is_worth_reading(address) {
            let mut composer = Composer::new(self.decoded);
            let raw = span.of(&self.decoded.text);
            match raw.rfind(address) {
                Some(at) => {
                    let start = span.start + at;
                    composer.verbatim(Span::new(start, start + address.len()));
                }
                None => composer.unit(span, address),
            }
            let at = Place { label: Some("href".into()), ..Place::default() };
            composer.deliver(&at, Layer::Link, self.limits, self.sink);
        }
    }

    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        let at = Place { paragraph: Some(self.paragraph + 1), ..Place::default() };
        let layer = if self.alternative > 0 { Layer::Attribute } else { Layer::Body };
        if self.composer.deliver(&at, layer, self.limits, self.sink) {
            self.paragraph += 1;
        }
    }

    fn cell(&mut self) {
        let mut composer = std::mem::replace(&mut self.composer, Composer::new(self.decoded));
        let Some(table) = &mut self.table else { return };
        if table.in_head {
            table.head.push(composer);
            return;
        }
        let index = (table.column as usize).saturating_sub(1);
        let at = Place { header: table.headers.get(index).cloned(), ..table.place() };
        composer.deliver(&at, Layer::Body, self.limits, self.sink);
    }

    /// Cells beyond the columns of the table: the format drops them, and they are in the file.
    fn cells_beyond(&mut self) {
        let Some(table) = &mut self.table else { return };
        let mut at = table.rest.start;
        for cell in table.rest.of(&self.decoded.text).split('|') {
            let start = at + (cell.len() - cell.trim_start().len());
            let mut composer = Composer::new(self.decoded);
            composer.verbatim(Span::new(start, start + cell.trim().len()));
            let place = Place { column: Some(table.column + 1), ..table.place() };
            if composer.deliver(&place, Layer::Body, self.limits, self.sink) {
                table.column += 1;
            }
            at += cell.len() + 1;
        }
    }

    /// The header row is complete: the table can be announced, its header cells delivered.
    fn head(&mut self) {
        let Some(table) = &mut self.table else { return };
        let headers: Vec<String> =
            table.head.iter().map(|cell| cell.text().trim().to_owned()).collect();
        table.headers = headers.iter().map(|header| header.as_str().into()).collect();
        self.sink.table(Table { number: table.number, headers, header_rows: 1 });
        table.column = 0;
        for mut cell in std::mem::take(&mut table.head) {
            table.column += 1;
            cell.deliver(&table.place(), Layer::Body, self.limits, self.sink);
        }
    }
}

impl Open<'_> {
    fn place(&self) -> Place {
        Place {
            table: Some(self.number),
            row: Some(self.row),
            column: Some(self.column),
            ..Place::default()
        }
    }
}
