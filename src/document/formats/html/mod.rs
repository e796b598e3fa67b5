//! HTML as a browser shows it, and what it does not show.
//!
//! Read token by token, never as a tree: broken and very deep markup costs no more than any other.

mod style;
mod text;

use std::sync::Arc;

use html5gum::{DefaultEmitter, Spanned, StartTag, Token, Tokenizer};

use crate::{
    document::{
        Concealed, ConcealedKind, Decoded, Layer, Limits, Look, Place, Sink, Unread, UnreadCause,
        compose::Composer,
    },
    text::Span,
};

use super::{
    flow::is_form_mark,
    grid::{Content, Tables},
};
use style::Styles;

impl Content for Composer<'_> {
    fn seen(&self) -> &str {
        self.text()
    }

    fn put(mut self, at: &Place, limits: &Limits, sink: &mut dyn Sink) {
        self.deliver(at, Layer::Body, limits, sink);
    }
}

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements that have no end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Attributes whose text people read or programs show.
const TEXT_ATTRIBUTES: &[&str] =
    &["alt", "title", "placeholder", "aria-label", "value", "content", "summary", "label"];

/// Reads `decoded`.
pub(in crate::document) fn read(decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    read_stretch(decoded, Span::new(0, decoded.text.len()), limits, sink);
}

/// Whether a link carries text of its own: an address out of the page, a long number or Hanzi.
pub(super) fn is_worth_reading(link: &str) -> bool {
    text::worth_reading(link)
}

/// Adds the text of `span`, its entities decoded and its blanks collapsed.
pub(super) fn add_text(decoded: &Decoded, span: Span, composer: &mut Composer<'_>) {
    text::add(decoded, span, false, composer);
}

/// Reads the markup in `stretch` of `decoded`.
pub(super) fn read_stretch(decoded: &Decoded, stretch: Span, limits: &Limits, sink: &mut dyn Sink) {
    let markup = stretch.of(&decoded.text);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader {
        decoded,
        start: stretch.start,
        limits,
        sink,
        composer: Composer::new(decoded),
        hidden: Composer::new(decoded),
        open: Vec::new(),
        deep: false,
        styles: Styles::collect(markup),
        tables: Tables::new(),
        paragraph: 0,
        comments: 0,
        first_comment: None,
        hidden_elements: 0,
        first_hidden: None,
        hidden_from: None,
        marks_a_form: None,
        term: None,
        raw: None,
    };
    for token in Tokenizer::new_with_emitter(markup, emitter).flatten() {
        reader.token(token);
    }
    reader.finish();
}

struct Open {
    name: String,
    hidden: bool,
    layer: Option<Layer>,
    look: Option<(Look, usize)>,
}

struct Reader<'a, 's> {
    decoded: &'a Decoded,
    /// Where the markup begins in the text.
    start: usize,
    limits: &'a Limits,
    sink: &'s mut dyn Sink,
    composer: Composer<'a>,
    hidden: Composer<'a>,
    open: Vec<Open>,
    deep: bool,
    styles: Styles,
    tables: Tables<Composer<'a>>,
    paragraph: u32,
    comments: u32,
    /// Line and column of the first of them.
    first_comment: Option<(u32, u32)>,
    hidden_elements: u32,
    /// Line and column of the first of them, and of the one that is open.
    first_hidden: Option<(u32, u32)>,
    hidden_from: Option<(u32, u32)>,
    /// Whether what the open one holds is no more than a mark that programs put around a form.
    marks_a_form: Option<bool>,
    /// The term that a description list is explaining.
    term: Option<Arc<str>>,
    /// The element whose text is data for programs.
    raw: Option<&'static str>,
}

impl<'a> Reader<'a, '_> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => self.text(self.span(text.span)),
            Token::Comment(comment) => self.comment(&comment),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if name == "br" {
            let span = self.span(tag.span);
            self.target().unit(span, "\n");
            return;
        }
        if BLOCKS.contains(&name.as_str()) {
            self.flush();
        }
        self.attributes(&name, tag);
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value))
        };
        let hidden = tag.attributes.contains_key(b"hidden".as_slice())
            || matches!(name.as_str(), "template" | "noscript")
            || self.styles.hides(
                &name,
                attribute("class").as_deref().unwrap_or(""),
                attribute("id").as_deref().unwrap_or(""),
                attribute("style").as_deref().unwrap_or(""),
            );
        let number =
            |name| attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        match name.as_str() {
            "table" => self.tables.open(),
            "thead" => self.tables.head(true),
            "tbody" | "tfoot" => self.tables.head(false),
            "tr" => self.tables.row(self.limits, self.sink),
            "td" | "th" => self.tables.cell(number("colspan"), number("rowspan"), name == "th"),
            _ => {}
        }
        if tag.self_closing || VOID.contains(&name.as_str()) {
            return;
        }
        self.raw = match name.as_str() {
            "script" => Some("script"),
            "style" => Some("style"),
            _ => self.raw,
        };
        if hidden && !self.is_hidden() {
            if self.first_hidden.is_none() {
                self.hidden_from = Some(self.line_column(self.span(tag.span)));
            }
            self.marks_a_form = None;
        }
        if self.open.len() >= self.limits.nesting {
            if hidden && !self.is_hidden() {
                self.end_hidden();
            }
            if !self.deep {
                self.deep = true;
                let cause = UnreadCause::TooDeep { limit: self.limits.nesting };
                self.sink.unread(Unread { at: Place::default(), cause });
            }
            return;
        }
        let page_level =
            !self.open.iter().any(|open| !matches!(open.name.as_str(), "html" | "body"));
        let layer = match name.as_str() {
            "header" if page_level => Some(Layer::Header),
            "footer" if page_level => Some(Layer::Footer),
            _ => None,
        };
        let look = match name.as_str() {
            "del" => Some((Look::Deleted, self.composer.text().len())),
            "s" | "strike" => Some((Look::Struck, self.composer.text().len())),
            _ => None,
        };
        self.open.push(Open { name, hidden, layer, look });
    }

    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.flush();
        }
        if matches!(name, "script" | "style") {
            self.raw = None;
        }
        let was_hidden = self.is_hidden();
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            for open in self.open.drain(at..) {
                if let Some((look, from)) = open.look {
                    let to = self.composer.text().len();
                    if from < to {
                        self.composer.look(Span::new(from, to), look);
                    }
                }
            }
        }
        if was_hidden && !self.is_hidden() {
            self.flush_hidden();
            self.end_hidden();
        }
        match name {
            "td" | "th" | "tr" => self.tables.end_cell(),
            "thead" => self.tables.head(false),
            "table" => {
                self.tables.close(self.limits, self.sink);
            }
            _ => {}
        }
    }

    fn text(&mut self, span: Span) {
        if let Some(element) = self.raw {
            let lines = element == "script";
            return text::program(self.decoded, span, lines, self.limits, self.sink);
        }
        let pre = self.open.iter().any(|open| matches!(open.name.as_str(), "pre" | "textarea"));
        let decoded = self.decoded;
        text::add(decoded, span, pre, self.target());
    }

    fn comment(&mut self, comment: &Spanned<html5gum::HtmlString, usize>) {
        self.comments += 1;
        let span = self.span(comment.span);
        if self.first_comment.is_none() {
            self.first_comment = Some(self.line_column(span));
        }
        let raw = span.of(&self.decoded.text);
        let inner = raw.trim_start_matches("<!--").trim_end_matches("-->");
        let start = span.start + (raw.len() - raw.trim_start_matches("<!--").len());
        let span = Span::new(start, start + inner.len());
        let mut composer = Composer::new(self.decoded);
        text::add_markup(self.decoded, span, &mut composer);
        composer.deliver(&Place::default(), Layer::Comment, self.limits, self.sink);
    }

    fn attributes(&mut self, element: &str, tag: &StartTag<usize>) {
        for (name, value) in &tag.attributes {
            let name = String::from_utf8_lossy(name);
            let written = String::from_utf8_lossy(&value.value);
            let is_text = TEXT_ATTRIBUTES.contains(&&*name) || name.starts_with("data-");
            let is_link = matches!(&*name, "href" | "src" | "action" | "srcset");
            if written.trim().is_empty() || !is_text && !is_link {
                continue;
            }
            let layer = match element {
                "meta" => Layer::Metadata,
                "input" if hidden_input(tag) => Layer::Hidden,
                _ if is_link => Layer::Link,
                _ => Layer::Attribute,
            };
            if is_link && !text::worth_reading(&written) {
                continue;
            }
            if written.starts_with("data:") {
                let at = Place { label: Some(Arc::from(&*name)), ..Place::default() };
                self.sink.concealed(Concealed {
                    kind: ConcealedKind::EmbeddedData,
                    at: at.clone(),
                    count: 1,
                    line: None,
                });
                let span = self.span(value.span);
                let mut composer = Composer::new(self.decoded);
                composer.unit(span, &text::data_uri(&written));
                composer.deliver(&at, Layer::Attribute, self.limits, self.sink);
                continue;
            }
            let named = tag
                .attributes
                .get(b"name".as_slice())
                .filter(|_| &*name == "value" || &*name == "content");
            let label = named.map_or_else(
                || name.to_string(),
                |named| String::from_utf8_lossy(&named.value).into_owned(),
            );
            let at = Place { label: Some(label.into()), ..Place::default() };
            let mut composer = Composer::new(self.decoded);
            let span = self.span(value.span);
            text::add_attribute(self.decoded, span, &written, is_link, &mut composer);
            composer.deliver(&at, layer, self.limits, self.sink);
        }
    }

    /// Where text goes now.
    fn target(&mut self) -> &mut Composer<'a> {
        if self.is_hidden() { &mut self.hidden } else { &mut self.composer }
    }

    /// Where a token stands in the text.
    fn span(&self, span: html5gum::Span<usize>) -> Span {
        let end = (self.start + span.end).min(self.decoded.text.len());
        Span::new((self.start + span.start).min(end), end)
    }

    fn is_hidden(&self) -> bool {
        self.open.iter().any(|open| open.hidden)
    }

    /// Ends the paragraph or cell that is being put together.
    fn flush(&mut self) {
        if self.is_hidden() {
            self.flush_hidden();
        }
        if self.composer.text().trim().is_empty() {
            return;
        }
        if self.tables.in_cell() {
            let composer = std::mem::replace(&mut self.composer, Composer::new(self.decoded));
            self.tables.add(composer);
            return;
        }
        let layer = self.open.iter().rev().find_map(|open| open.layer).unwrap_or(Layer::Body);
        let label = self.term_explained();
        let at = Place { paragraph: Some(self.paragraph + 1), label, ..Place::default() };
        if self.composer.deliver(&at, layer, self.limits, self.sink) {
            self.paragraph += 1;
        }
    }

    /// The term of the description that is being put together; takes in a term itself.
    fn term_explained(&mut self) -> Option<Arc<str>> {
        let element =
            |open: &Open| matches!(open.name.as_str(), "dt" | "dd").then_some(open.name == "dt");
        match self.open.iter().rev().find_map(element)? {
            true => {
                self.term = Some(self.composer.text().trim().into());
                None
            }
            false => self.term.clone(),
        }
    }

    /// The hidden element that was open counts, unless it marks where a form begins or ends.
    fn end_hidden(&mut self) {
        let from = self.hidden_from.take();
        if self.marks_a_form.take() != Some(true) {
            self.hidden_elements += 1;
            self.first_hidden = self.first_hidden.or(from);
        }
    }

    /// Line and column where `span` begins.
    fn line_column(&self, span: Span) -> (u32, u32) {
        let start = self.decoded.unit(span, 0, 1);
        (start.line, start.column)
    }

    fn flush_hidden(&mut self) {
        if !self.hidden.text().trim().is_empty() {
            let mark = is_form_mark(self.hidden.text());
            self.marks_a_form = Some(mark && self.marks_a_form != Some(false));
        }
        let whole = Span::new(0, self.hidden.text().len());
        self.hidden.look(whole, Look::Hidden);
        self.hidden.deliver(&Place::default(), Layer::Hidden, self.limits, self.sink);
    }

    fn finish(&mut self) {
        self.flush();
        if self.is_hidden() {
            self.flush_hidden();
            self.end_hidden();
        }
        self.open.clear();
        self.flush();
        self.flush_hidden();
        while self.tables.close(self.limits, self.sink) {}
        for (kind, count, line) in [
            (ConcealedKind::MarkupComment, self.comments, self.first_comment),
            (ConcealedKind::HiddenElement, self.hidden_elements, self.first_hidden),
        ] {
            if count > 0 {
                self.sink.concealed(Concealed { kind, at: Place::default(), count, line });
            }
        }
    }
}

fn hidden_input(tag: &StartTag<usize>) -> bool {
    tag.attributes
        .get(b"type".as_slice())
        .is_some_and(|kind| kind.value.eq_ignore_ascii_case(b"hidden"))
}
