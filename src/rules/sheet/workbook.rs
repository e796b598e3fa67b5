//! A table as an Excel workbook of one sheet (ISO/IEC 29500-1 §18): every cell is text, its column
//! stays text when people write in it, and the headings stay in view. The same table gives the same
//! bytes.

use std::io::{self, Cursor, Write as _};

use unicode_width::UnicodeWidthStr as _;
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::{cell, cell_name};

/// Longest text of a cell, in units of UTF-16: with a longer one Excel calls the file damaged.
const LONGEST: usize = 32_767;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Whether a cell of a workbook can hold `text`.
pub fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= LONGEST
}

/// The bytes of a workbook whose only sheet is called `name`; the first of `rows` are its headings.
///
/// # Errors
/// None but where memory ends: the archive is written there.
pub fn workbook(rows: &[Vec<String>], name: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let always = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    for (member, text) in [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", links(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", book(name)),
        (
            "xl/_rels/workbook.xml.rels",
            links(&[("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]),
        ),
        ("xl/styles.xml", styles()),
        ("xl/worksheets/sheet1.xml", sheet(rows)),
    ] {
        archive.start_file(member, always)?;
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn types() -> String {
    let media = "application/vnd.openxmlformats-";
    let parts =
        [("workbook", "sheet.main"), ("styles", "styles"), ("worksheets/sheet1", "worksheet")];
    let parts = parts.map(|(part, kind)| {
        format!(
            "<Override PartName=\"/xl/{part}.xml\" \
            ContentType=\"{media}officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    });
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"{media}package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

/// Relationships `rId1`, `rId2` … of these kinds, to these parts.
fn links(parts: &[(&str, &str)]) -> String {
    let links = parts.iter().zip(1..).map(|((kind, part), number)| {
        format!("<Relationship Id=\"rId{number}\" Type=\"{KINDS}/{kind}\" Target=\"{part}\"/>")
    });
    let links: String = links.collect();
    format!("<Relationships xmlns=\"{LINKS}\">{links}</Relationships>")
}

fn book(name: &str) -> String {
    let name = escaped(name);
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\"><bookViews><workbookView/></bookViews>\
        <sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    )
}

/// Style 1 is text, wrapped and at the top of its cell; style 2 is that in bold.
fn styles() -> String {
    let font = "<sz val=\"11\"/><name val=\"Calibri\"/>";
    let text = |font: u32| {
        format!(
            "<xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
            applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\">\
            <alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        )
    };
    let plain = "numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"";
    format!(
        "<styleSheet xmlns=\"{MAIN}\">\
        <fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts>\
        <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
        <fill><patternFill patternType=\"gray125\"/></fill></fills>\
        <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count=\"1\"><xf {plain}/></cellStyleXfs>\
        <cellXfs count=\"3\"><xf {plain} xfId=\"0\"/>{}{}</cellXfs>\
        <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
        </styleSheet>",
        text(0),
        text(1)
    )
}

fn sheet(rows: &[Vec<String>]) -> String {
    let columns: String = widths(rows)
        .zip(1..)
        .map(|(width, number)| {
            format!(
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" style=\"1\" \
                customWidth=\"1\"/>"
            )
        })
        .collect();
    let rows: String = rows.iter().zip(1..).map(|(cells, number)| row(cells, number)).collect();
    format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">\
        <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
        </sheetView></sheetViews><cols>{columns}</cols><sheetData>{rows}</sheetData></worksheet>"
    )
}

/// How wide each column is, in digits: as its longest line, within what a screen shows well.
fn widths(rows: &[Vec<String>]) -> impl Iterator<Item = usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let cell = |row: &Vec<String>, column: usize| {
        row.get(column).map_or(0, |cell| cell.lines().map(str::width).max().unwrap_or(0))
    };
    (0..columns).map(move |column| {
        let longest = rows.iter().map(|row| cell(row, column)).max();
        (longest.unwrap_or(0) + 2).clamp(10, 48)
    })
}

fn row(cells: &[String], number: usize) -> String {
    let style = if number == 1 { 2 } else { 1 };
    let said = cells.iter().zip(1..).filter(|(cell, _)| !cell.is_empty());
    let cells: String = said
        .map(|(text, column)| {
            let (at, text) = (cell_name(Some(column), number), escaped(&cell::doubled(text)));
            format!(
                "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\">\
                <is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// `text` as markup. What markup cannot hold is escaped as workbooks do it, `_x000D_`, and so is
/// what looks like such an escape (§22.9.2.19).
fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        match char {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '_' if text[at..].starts_with("_x") => markup.push_str("_x005F_"),
            '\n' | '\t' => markup.push(char),
            char if char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}') => {
                markup.push_str(&format!("_x{:04X}_", u32::from(char)));
            }
            char => markup.push(char),
        }
    }
    markup
}
