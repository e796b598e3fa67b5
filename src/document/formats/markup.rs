//! XML inside packages, node by node. Names are local ones: what a prefix stands for differs
//! between the programs that write these formats. Nothing is fetched or expanded.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

/// A `Node` of a marked-up text.
pub(super) enum Node<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// An element ends; its local name.
    Close(&'x str),
    /// Text of the innermost element; entities are undone.
    Text(Cow<'x, str>),
    /// What no program shows: a comment, a processing instruction, a document type.
    Aside(Cow<'x, str>),
}

/// An `Element` that begins.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of the attribute with this local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.into_owned())
    }

    /// The attribute with this local name as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether it says yes: such an element is on where it has no value (`<w:vanish/>`).
    pub(super) fn is_on(&self) -> bool {
        let value = self.attribute("val");
        !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// Local names and values of all attributes but declarations of name spaces.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        all.filter_map(Result::ok).filter_map(|attribute| {
            let name = attribute.key.into_inner();
            let value = match attribute.value {
                Cow::Borrowed(raw) => plain(raw),
                Cow::Owned(raw) => plain(&raw).into_owned().into(),
            };
            (!name.starts_with("xmlns")).then(|| (local(name), value))
        })
    }
}

/// Tells the nodes of `text` to `take`, in order. False where the text is broken: what came before
/// was told, and the rest as one stretch of text.
pub(super) fn walk<'x>(text: &'x str, mut take: impl FnMut(Node<'x>)) -> bool {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    // Elements that begin and never end: the part was cut off.
    let mut open = 0_u64;
    loop {
        let before = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                open += 1;
                take(Node::Open(Element(start)));
            }
            Ok(Event::Empty(start)) => {
                let name = usize::try_from(before).ok().and_then(|at| text.get(at + 1..));
                let name = name.map_or("", |rest| {
                    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
                    local(&rest[..end.unwrap_or(0)])
                });
                take(Node::Open(Element(start)));
                take(Node::Close(name));
            }
            Ok(Event::End(_)) => {
                open = open.saturating_sub(1);
                let name = usize::try_from(before).ok().and_then(|at| text.get(at + 2..));
                let name =
                    name.map_or("", |rest| local(rest[..rest.find('>').unwrap_or(0)].trim_end()));
                take(Node::Close(name));
            }
            Ok(Event::Text(inner)) => take(Node::Text(inner.into_inner())),
            Ok(Event::CData(inner)) => take(Node::Text(inner.into_inner())),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", &*name.into_inner());
                take(Node::Text(plain(&reference).into_owned().into()));
            }
            Ok(Event::Comment(inner) | Event::DocType(inner)) => {
                take(Node::Aside(inner.into_inner()));
            }
            Ok(Event::PI(inner)) => take(Node::Aside(inner.into_inner())),
            Ok(Event::Decl(_)) => {}
            Ok(Event::Eof) => return open == 0,
            Err(_) => {
                let rest = usize::try_from(before).ok().and_then(|at| text.get(at..));
                take(Node::Text(rest.unwrap_or("").into()));
                return false;
            }
        }
    }
}

/// Whether `bytes` begin like marked-up text.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let wide = start.starts_with(b"\xFF\xFE<\0") || start.starts_with(b"\xFE\xFF\0<");
    wide || start.trim_ascii_start().starts_with(b"<")
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// `raw` with its entities undone; an unknown one stays as it stands.
fn plain(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return raw.into();
    }
    unescape(raw).unwrap_or(raw.into())
}
