//! XML: the text of each element under its name, elements with named children as rows. Only
//! predefined and numeric entities are undone; nothing is ever fetched or expanded.

use super::{
    html,
    records::{MOST_FIELDS, Records, name as short},
    trouble::Trouble,
};
use crate::{
    document::{Decoded, Layer, Limits, Place, Sink, compose::Composer},
    text::Span,
};

/// Reads `decoded`.
pub(in crate::document) fn read(decoded: &Decoded, limits: &Limits, sink: &mut dyn Sink) {
    let mut reader = Reader {
        decoded,
        limits,
        sink,
        open: Vec::new(),
        records: Records::default(),
        trouble: Trouble::default(),
    };
    reader.read();
    while !reader.open.is_empty() {
        reader.trouble.malformed(decoded.text.len());
        reader.close();
    }
    reader.trouble.say(decoded, limits, reader.sink);
}

struct Open<'d> {
    name: String,
    text: Composer<'d>,
    /// Values of children that hold nothing but text.
    fields: Vec<(String, Composer<'d>)>,
    leaf: bool,
}

struct Reader<'d, 's> {
    decoded: &'d Decoded,
    limits: &'d Limits,
    sink: &'s mut dyn Sink,
    open: Vec<Open<'d>>,
    records: Records,
    trouble: Trouble,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let text = &self.decoded.text;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if !rest.starts_with('<') {
                let length = rest.find('<').unwrap_or(rest.len());
                self.text(Span::new(at, at + length), true);
                at += length;
                continue;
            }
            let (open, close) = if rest.starts_with("<!--") {
                (4, "-->")
            } else if rest.starts_with("<![CDATA[") {
                (9, "]]>")
            } else if rest.starts_with("<?") {
                (2, "?>")
            } else if rest.starts_with("<!") {
                {
                    // Only the declaration itself is looked at, not the rest of the document.
                    let head = rest.find('>').map_or(rest, |end| &rest[..end]);
                    (2, if head.contains('[') { "]>" } else { ">" })
                }
            } else {
                (1, ">")
            };
            let Some(inner) = rest[open..].find(close) else {
                self.trouble.malformed(at);
                self.text(Span::new(at + 1, text.len()), false);
                return;
            };
            let span = Span::new(at + open, at + open + inner);
            match open {
                1 => self.tag(span),
                9 => self.text(span, false),
                _ if rest.starts_with("<?xml") => {}
                _ => {
                    let mut comment = Composer::new(self.decoded);
                    comment.verbatim(span);
                    comment.deliver(&Place::default(), Layer::Comment, self.limits, self.sink);
                }
            }
            at = span.end + close.len();
        }
    }

    fn text(&mut self, span: Span, entities: bool) {
        let decoded = self.decoded;
        let Some(open) = self.open.last_mut() else { return };
        if entities {
            html::add_text(decoded, span, &mut open.text);
        } else {
            open.text.verbatim(span);
        }
    }

    fn tag(&mut self, span: Span) {
        let inner = span.of(&self.decoded.text);
        if let Some(name) = inner.strip_prefix('/') {
            let name = short(local(name.trim()));
            match self.open.iter().rposition(|open| open.name == name) {
                Some(at) => {
                    while self.open.len() > at {
                        self.close();
                    }
                }
                None if !self.trouble.is_deep() => self.trouble.malformed(span.start),
                None => {}
            }
            return;
        }
        let empty = inner.ends_with('/');
        let end = inner.find(|char: char| char.is_whitespace() || char == '/');
        let name = short(local(&inner[..end.unwrap_or(inner.len())])).to_owned();
        if let Some(parent) = self.open.last_mut() {
            parent.leaf = false;
        }
        self.attributes(span);
        if empty {
            return;
        }
        if self.open.len() >= self.limits.nesting {
            self.trouble.too_deep();
            return;
        }
        let text = Composer::new(self.decoded);
        self.open.push(Open { name, text, fields: Vec::new(), leaf: true });
    }

    /// The quoted values inside a tag, each under its attribute's name, or under the key that stands
    /// beside it (`key="password" value="…"`).
    fn attributes(&mut self, span: Span) {
        let decoded = self.decoded;
        let all: Vec<(&str, Span)> = attributes(&decoded.text, span).collect();
        let of = |wanted: &str| all.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let key = of("key").or_else(|| of("name")).map(|(_, value)| value.of(&decoded.text));
        for (name, value) in &all {
            let label = key.filter(|_| name.eq_ignore_ascii_case("value")).unwrap_or(name);
            let mut composer = Composer::new(decoded);
            html::add_text(decoded, *value, &mut composer);
            let at = Place { label: Some(short(label).into()), ..Place::default() };
            composer.deliver(&at, Layer::Attribute, self.limits, self.sink);
        }
    }

    fn close(&mut self) {
        let path: Vec<&str> = self.open.iter().map(|open| open.name.as_str()).collect();
        let path = path.join("/");
        let Some(mut open) = self.open.pop() else { return };
        if !open.fields.is_empty() {
            self.records.deliver(&path, &mut open.fields, self.limits, self.sink);
        }
        if open.text.text().trim().is_empty() {
            return;
        }
        match self.open.last_mut() {
            Some(parent) if open.leaf => {
                parent.fields.push((open.name, open.text));
                if parent.fields.len() >= MOST_FIELDS {
                    let path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
                    let fields = &mut parent.fields;
                    self.records.deliver(path, fields, self.limits, self.sink);
                }
            }
            _ => {
                let at = Place { label: Some(open.name.into()), ..Place::default() };
                open.text.deliver(&at, Layer::Body, self.limits, self.sink);
            }
        }
    }
}

/// The attributes of the tag at `span`, with where their values stand; name spaces are left out.
fn attributes(text: &str, span: Span) -> impl Iterator<Item = (&str, Span)> {
    let inner = span.of(text);
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        let start = at + inner.get(at..)?.find(['"', '\''])?;
        let quote = inner[start..].chars().next()?;
        let length = inner[start + 1..].find(quote)?;
        let before = inner[at..start].trim_end().trim_end_matches('=').trim_end();
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = Span::new(span.start + start + 1, span.start + start + 1 + length);
        at = start + 1 + length + 1;
        Some((name, value))
    });
    all.filter(|(name, _)| !name.starts_with("xmlns")).map(|(name, value)| (local(name), value))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
