//! The formats that are read: one file each, one row each.

mod cells;
mod columns;
mod compound;
pub(super) mod csv;
mod encoded;
mod flow;
mod grid;
mod html;
mod json;
mod leftover;
mod look;
mod markdown;
mod markup;
mod members;
mod odf;
mod ofd;
mod office;
mod outside;
pub(super) mod package;
mod page;
mod pdf;
mod pictures;
pub(super) mod plain;
mod records;
mod residue;
mod rest;
mod rtf;
mod strings;
mod trouble;
mod xml;

use super::{Decoded, Format, Limits, Sink};

/// A `Row` is a format that is read.
pub(super) struct Row {
    pub(super) format: Format,
    /// Extensions that claim it, lower case.
    pub(super) extensions: &'static [&'static str],
    pub(super) reader: Reader,
}

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// As plain text, a stretch after the other.
    Stream,
    /// From its whole text.
    Text(fn(&Decoded, &Limits, &mut dyn Sink)),
    /// From all of its bytes: it is no text.
    Bytes(fn(&[u8], &Limits, &mut dyn Sink)),
}

/// Every format that is read.
pub(super) const FORMATS: &[Row] = &[
    Row {
        format: Format::Plain,
        extensions: &["txt", "text", "log", "ini", "conf", "yaml", "yml", "toml", "sql"],
        reader: Reader::Stream,
    },
    Row {
        format: Format::Csv,
        extensions: &["csv", "tsv", "tab"],
        reader: Reader::Text(csv::read),
    },
    Row {
        format: Format::Markdown,
        extensions: &["md", "markdown", "mdx"],
        reader: Reader::Text(markdown::read),
    },
    Row {
        format: Format::Html,
        extensions: &[
            "html", "htm", "xhtml", "shtml", "shtm", "aspx", "ascx", "asp", "jsp", "php", "vue",
        ],
        reader: Reader::Text(html::read),
    },
    Row {
        format: Format::Json,
        extensions: &["json", "jsonl", "ndjson", "geojson", "ipynb", "har"],
        reader: Reader::Text(json::read),
    },
    Row {
        format: Format::Xml,
        extensions: &["xml", "svg", "rss", "atom", "xsl", "xsd", "xaml", "plist"],
        reader: Reader::Text(xml::read),
    },
    Row {
        format: Format::Docx,
        extensions: &["docx", "docm", "dotx", "dotm"],
        reader: Reader::Bytes(office::word),
    },
    Row {
        format: Format::Xlsx,
        extensions: &["xlsx", "xlsm", "xltx", "xltm"],
        reader: Reader::Bytes(office::workbook),
    },
    Row {
        format: Format::Pptx,
        extensions: &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
        reader: Reader::Bytes(office::slides),
    },
    Row { format: Format::Odt, extensions: &["odt", "ott"], reader: Reader::Bytes(odf::read) },
    Row { format: Format::Ods, extensions: &["ods", "ots"], reader: Reader::Bytes(odf::read) },
    Row {
        format: Format::Odp,
        extensions: &["odp", "otp", "odg"],
        reader: Reader::Bytes(odf::read),
    },
    Row { format: Format::Ofd, extensions: &["ofd"], reader: Reader::Bytes(ofd::read) },
    Row { format: Format::Pdf, extensions: &["pdf"], reader: Reader::Bytes(pdf::read) },
    Row { format: Format::Rtf, extensions: &["rtf"], reader: Reader::Bytes(rtf::read) },
    Row { format: Format::Ole2, extensions: &[], reader: Reader::Bytes(compound::read) },
    Row {
        format: Format::FlatOdf,
        extensions: &["fodt", "fods", "fodp"],
        reader: Reader::Text(odf::flat),
    },
];
