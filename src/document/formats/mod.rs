//! The formats that are read: one file each, one row each.

mod columns;
pub(super) mod csv;
mod grid;
mod html;
mod json;
mod markdown;
pub(super) mod plain;
mod records;
mod trouble;
mod xml;

use super::{Decoded, Format, Limits, Sink};

/// A `Row` is a format that is read.
pub(super) struct Row {
    pub(super) format: Format,
    /// Extensions that claim it, lower case.
    pub(super) extensions: &'static [&'static str],
    /// Reads the whole text of a part; without it the text is streamed as plain text.
    pub(super) read: Option<fn(&Decoded, &Limits, &mut dyn Sink)>,
}

/// Every format that is read.
pub(super) const FORMATS: &[Row] = &[
    Row {
        format: Format::Plain,
        extensions: &["txt", "text", "log", "ini", "conf", "yaml", "yml", "toml", "sql"],
        read: None,
    },
    Row { format: Format::Csv, extensions: &["csv", "tsv", "tab"], read: Some(csv::read) },
    Row {
        format: Format::Markdown,
        extensions: &["md", "markdown", "mdx"],
        read: Some(markdown::read),
    },
    Row {
        format: Format::Html,
        extensions: &[
            "html", "htm", "xhtml", "shtml", "shtm", "aspx", "ascx", "asp", "jsp", "php", "vue",
        ],
        read: Some(html::read),
    },
    Row {
        format: Format::Json,
        extensions: &["json", "jsonl", "ndjson", "geojson", "ipynb", "har"],
        read: Some(json::read),
    },
    Row {
        format: Format::Xml,
        extensions: &["xml", "svg", "rss", "atom", "xsl", "xsd", "xaml", "plist"],
        read: Some(xml::read),
    },
];
