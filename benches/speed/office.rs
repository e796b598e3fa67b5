//! Invented office files of a size that people publish, and what reading them costs at least: to
//! unpack every member and to take its markup apart.

use std::{
    fmt::Write as _,
    hint::black_box,
    io::{Cursor, Read as _, Write as _},
};

use mishen::document::{Concealed, Part, Passage, Sink, Table, Unread};
use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

const MAIN: &str = "application/vnd.openxmlformats-officedocument.";

/// A Word document of these paragraphs.
pub(crate) fn docx(paragraphs: &[&str]) -> ZipResult<Vec<u8>> {
    let mut body = String::from("<w:document><w:body>");
    for paragraph in paragraphs {
        // Programs split a paragraph into runs wherever it was edited.
        body += "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr>";
        for run in paragraph.split_inclusive('。') {
            let run = run.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(body, "<w:r><w:rPr><w:sz w:val=\"24\"/></w:rPr><w:t>{run}</w:t></w:r>");
        }
        body += "</w:p>";
    }
    body += "</w:body></w:document>";
    package(&[("word/document.xml", "wordprocessingml.document.main", &body)])
}

/// A workbook of `rows` rows: a number, a name out of the shared strings, two texts and an amount.
pub(crate) fn xlsx(rows: usize) -> ZipResult<Vec<u8>> {
    let names: String = (0..1_000).map(|number| format!("<si><t>姓名{number}</t></si>")).collect();
    let mut sheet = String::from("<worksheet><sheetData>");
    for row in 1..=rows {
        let _ = write!(
            sheet,
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\" t=\"s\"><v>{}</v></c>\
             <c r=\"C{row}\" t=\"inlineStr\"><is><t>学院{}</t></is></c>\
             <c r=\"D{row}\" t=\"str\"><v>备注</v></c><c r=\"E{row}\"><v>{}.5</v></c></row>",
            row % 1_000,
            row % 30,
            row % 9_000
        );
    }
    sheet += "</sheetData></worksheet>";
    let book =
        "<workbook><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    package(&[
        ("xl/workbook.xml", "spreadsheetml.sheet.main", book),
        ("xl/_rels/workbook.xml.rels", "", links),
        ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings", &format!("<sst>{names}</sst>")),
        ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet", &sheet),
    ])
}

/// A package of parts: name, type, text.
fn package(parts: &[(&str, &str, &str)]) -> ZipResult<Vec<u8>> {
    let mut types = String::from("<Types>");
    for (name, kind, _) in parts.iter().filter(|(_, kind, _)| !kind.is_empty()) {
        let _ = write!(types, "<Override PartName=\"/{name}\" ContentType=\"{MAIN}{kind}+xml\"/>");
    }
    types += "</Types>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let all = [("[Content_Types].xml", "", types.as_str())];
    for (name, _, text) in all.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Unpacks every member of `bytes` and takes its markup apart.
pub(crate) fn unpack_and_parse(bytes: &[u8]) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return };
    for index in 0..archive.len() {
        let mut text = String::new();
        let Ok(mut member) = archive.by_index(index) else { return };
        let _ = member.read_to_string(&mut text);
        let mut reader = Reader::from_str(&text);
        while let Ok(event) = reader.read_event() {
            if matches!(event, Event::Eof) {
                break;
            }
            black_box(&event);
        }
    }
}

/// Counts what a reader pushes.
#[derive(Default)]
pub(crate) struct Count(pub(crate) usize);

impl Sink for Count {
    fn part(&mut self, _: Part) {}

    fn table(&mut self, _: Table) {}

    fn passage(&mut self, passage: Passage<'_>) {
        self.0 += passage.text.len();
    }

    fn concealed(&mut self, _: Concealed) {}

    fn unread(&mut self, _: Unread) {}
}
