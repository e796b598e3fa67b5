//! Invented PDF files of a size that people publish, and what another program takes for their text.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Lines of a page.
const LINES: usize = 30;
/// Characters of a line.
const LINE: usize = 32;

/// A file of so many pages of `text`, which is taken anew where it ends.
pub(crate) fn pdf(text: &str, pages: usize) -> Vec<u8> {
    let units: Vec<u16> = text
        .chars()
        .filter(|char| !char.is_whitespace())
        .collect::<String>()
        .encode_utf16()
        .collect();
    let mut lines = units.chunks(LINE).cycle();
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    let mut object = |file: &mut String, text: String| {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{text}\nendobj\n", places.len());
    };
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    object(&mut file, "<</Type/Catalog/Pages 2 0 R>>".to_owned());
    object(&mut file, format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"));
    object(
        &mut file,
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font\
         /Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
            .to_owned(),
    );
    for page in 0..pages {
        object(
            &mut file,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
                5 + 2 * page
            ),
        );
        let mut content = String::from("BT /F 14 Tf 24 TL 60 780 Td\n");
        for line in lines.by_ref().take(LINES) {
            content += "<";
            for unit in line {
                let _ = write!(content, "{unit:04X}");
            }
            content += "> Tj T*\n";
        }
        content += "ET";
        object(&mut file, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let size = places.len() + 1;
    let _ = write!(file, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

/// Files in a folder of their own, which goes with it.
pub(crate) struct Folder {
    path: PathBuf,
    pub(crate) files: Vec<PathBuf>,
}

impl Folder {
    pub(crate) fn of(files: &[Vec<u8>]) -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("mishen-bench-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        let named = files.iter().enumerate().map(|(number, bytes)| {
            let file = path.join(format!("{number}.pdf"));
            fs::write(&file, bytes)?;
            Ok(file)
        });
        let files = named.collect::<io::Result<_>>()?;
        Ok(Self { path, files })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that is left over does no harm.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Whether `pdftotext` is installed.
pub(crate) fn has_yardstick() -> bool {
    let mut version = Command::new("pdftotext");
    version.arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Takes the text out of `files`, one after the other.
pub(crate) fn pdftotext(files: &[PathBuf]) {
    let text =
        |file: &Path| Command::new("pdftotext").arg(file).arg("-").stdout(Stdio::null()).status();
    assert!(files.iter().all(|file| text(file).is_ok_and(|ended| ended.success())), "pdftotext");
}
