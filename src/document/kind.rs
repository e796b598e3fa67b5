//! What a part is: its content decides, its name is advice.

use serde::de::IgnoredAny;

use super::{
    Format,
    encoding::{Decision, Encoding, decide},
    formats::{FORMATS, csv, package},
    sniff,
};

/// A `Kind` is what the start of a part and its name say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) format: Format,
    /// The decision on the encoding of text; `None` where only ASCII was seen, or for no text.
    pub(super) decision: Option<Decision>,
    /// The name claims another format.
    pub(super) misnamed: bool,
}

/// Characters at the start of a text that are looked at to tell its format.
const LOOK: usize = 4096;

/// The kind of a part named `name` that begins with `head`, which may be the `whole` of it.
pub(super) fn kind(head: &[u8], name: &str, whole: bool) -> Kind {
    let extension = extension(name);
    let claimed = claimed(&extension);
    let no_text = |name: &'static str| {
        let read = FORMATS.iter().find(|row| row.format.code() == name);
        let format = read.map_or(Format::Other(name), |row| row.format);
        Kind { format, decision: None, misnamed: !claimed.accepts(format) }
    };
    if head.is_empty() {
        let format = claimed.format.unwrap_or(Format::Plain);
        return Kind { format, decision: None, misnamed: false };
    }
    if let Some(format) = sniff::binary(head) {
        let zip = whole && sniff::is_zip(head);
        return no_text(zip.then(|| package::what(head)).flatten().unwrap_or(format));
    }
    let decision = decide(head, true, whole);
    if looks_binary(head, decision) {
        return no_text("binary");
    }
    let encoding = decision.map_or(Encoding::Utf8, |decision| decision.encoding);
    // Twice as many bytes: sixteen bits a character.
    let start = &head[..head.len().min(2 * LOOK)];
    let text = encoding.decode(start, 0, false).text;
    let text = text.trim_start_matches('\u{feff}');
    let format = text_format(text, head, whole, &extension, claimed.format);
    let program = format == Format::Plain && is_template(&extension);
    Kind { format, decision, misnamed: !claimed.accepts(format) && !program }
}

fn looks_binary(head: &[u8], decision: Option<Decision>) -> bool {
    match decision.map(|decision| (decision.encoding, decision.plausible)) {
        Some((Encoding::Utf16Le | Encoding::Utf16Be, plausible)) => !plausible,
        _ => sniff::looks_binary(head),
    }
}

/// The last extension of `name`, lower case, without the dot.
fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}

/// What an extension claims.
#[derive(Debug, Clone, Copy)]
struct Claim {
    /// A format that is read.
    format: Option<Format>,
    /// Formats that are no text.
    others: &'static [&'static str],
}

impl Claim {
    /// Whether content of `format` is what one expects; where nothing is claimed, everything is.
    fn accepts(self, format: Format) -> bool {
        let nothing = self.format.is_none() && self.others.is_empty();
        nothing || self.format == Some(format) || self.others.contains(&format.code())
    }
}

/// Extensions of formats that are no text, and what their content may be. WPS writes its own
/// extensions with the same content.
const OTHERS: &[(&[&str], &[&str])] = &[
    (&["doc", "dot"], &["doc", "ole2"]),
    (&["wps", "wpt"], &["doc", "ole2", "docx"]),
    (&["xls", "xlt"], &["xls", "ole2"]),
    (&["et", "ett"], &["xls", "ole2", "xlsx"]),
    (&["ppt", "pps", "pot"], &["ppt", "ole2"]),
    (&["dps", "dpt"], &["ppt", "ole2", "pptx"]),
    (&["docx", "docm", "dotx", "dotm"], &["docx", "zip", "encrypted-office"]),
    (&["xlsx", "xlsm", "xltx", "xlsb"], &["xlsx", "zip", "encrypted-office"]),
    (&["pptx", "pptm", "ppsx", "potx"], &["pptx", "zip", "encrypted-office"]),
    (&["odt", "ott"], &["odt", "zip"]),
    (&["ods", "ots"], &["ods", "zip"]),
    (&["odp", "otp", "odg"], &["odp", "zip"]),
    (&["epub"], &["epub", "zip"]),
    (&["rtf"], &["rtf"]),
    (&["zip"], &["zip"]),
    (&["rar"], &["rar"]),
    (&["7z"], &["7z"]),
    (&["gz", "tgz"], &["gzip"]),
    (&["tar"], &["tar"]),
    (&["png"], &["png"]),
    (&["jpg", "jpeg"], &["jpeg"]),
    (&["gif"], &["gif"]),
    (&["bmp"], &["bmp"]),
    (&["tif", "tiff"], &["tiff"]),
    (&["webp"], &["webp"]),
    (&["eml", "mht", "mhtml"], &["mail"]),
    (&["msg"], &["msg", "ole2"]),
    (&["exe", "dll"], &["executable"]),
];

fn claimed(extension: &str) -> Claim {
    let read = FORMATS.iter().find(|row| row.extensions.contains(&extension));
    let other = OTHERS.iter().find(|(extensions, _)| extensions.contains(&extension));
    Claim { format: read.map(|row| row.format), others: other.map_or(&[], |(_, names)| names) }
}

/// The format of text that begins with `text`; `head` are all bytes at hand.
fn text_format(
    text: &str,
    head: &[u8],
    whole: bool,
    extension: &str,
    claimed: Option<Format>,
) -> Format {
    let start = text.trim_start();
    if matches!(claimed, Some(Format::Csv | Format::Markdown)) {
        return claimed.unwrap_or(Format::Plain);
    }
    if starts_like_mail(start) {
        return Format::Other("mail");
    }
    if has_prefix(start, "<?xml") {
        return match start {
            _ if has_any(start, &["<html", "<!doctype html"]) => Format::Html,
            _ if has_any(start, &["<office:document "]) => Format::FlatOdf,
            _ => Format::Xml,
        };
    }
    match claimed {
        Some(Format::Xml) if start.starts_with('<') && !has_any(start, &PAGE[..2]) => Format::Xml,
        _ if starts_like_html(start) => Format::Html,
        Some(Format::Html) if !is_template(extension) || has_any(start, PAGE) => Format::Html,
        Some(Format::Json) if start.starts_with(['{', '[', '"']) => Format::Json,
        _ if parses_as_json(start, head, whole) => Format::Json,
        // Spreadsheet programs open text under their own extensions, and systems export it so.
        _ if matches!(extension, "xls" | "xlsx" | "et") && csv::looks_like(text) => Format::Csv,
        _ => Format::Plain,
    }
}

/// What a page has early on, after whatever a template language puts before it.
const PAGE: &[&str] = &["<!doctype", "<html", "<head", "<body", "<div", "<table", "<p>", "<p "];

/// Programs that write a page: only some of them hold much of it.
fn is_template(extension: &str) -> bool {
    matches!(extension, "aspx" | "ascx" | "asp" | "jsp" | "php")
}

fn starts_like_html(start: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "style",
        "script",
        "table",
        "div",
        "span",
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "center",
        "font",
        "a",
        "img",
        "section",
        "article",
        "main",
        "header",
        "form",
    ];
    let mut rest = start;
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    ELEMENTS.iter().any(|element| {
        has_prefix(tag, element)
            && tag[element.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
    })
}

/// Header fields of a message, as `.eml` and `.mht` begin with.
fn starts_like_mail(start: &str) -> bool {
    const FIELDS: &[&str] =
        &["mime-version:", "received:", "return-path:", "delivered-to:", "message-id:", "from:"];
    let lines = || start.lines().take(40).take_while(|line| !line.is_empty());
    let is_field = |line: &str| FIELDS.iter().any(|field| has_prefix(line, field));
    start.lines().next().is_some_and(is_field)
        && lines().any(|line| has_prefix(line, "mime-version:") || has_prefix(line, "message-id:"))
}

/// Whether all that is at hand is JSON values, one after the other; `[2024]3号` is not.
fn parses_as_json(start: &str, head: &[u8], whole: bool) -> bool {
    if !start.starts_with(['{', '[']) {
        return false;
    }
    let bytes = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    loop {
        match values.next() {
            None => return true,
            Some(Ok(_)) => {}
            Some(Err(error)) => return error.is_eof() && !whole,
        }
    }
}

/// Whether `text` begins with `prefix`, whatever the case of ASCII letters.
fn has_prefix(text: &str, prefix: &str) -> bool {
    text.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn has_any(text: &str, needles: &[&str]) -> bool {
    let lower = text.to_ascii_lowercase();
    needles.iter().any(|needle| lower.contains(needle))
}
