//! Pictures inside documents: what a camera or program wrote into them, and which of them may hold
//! text that nobody has read.

use std::sync::LazyLock;

use exif::{Exif, In, Reader, Tag, Value};

use serde::Deserialize;

use super::flow::deliver;
use crate::document::{Concealed, ConcealedKind, Layer, Limits, Place, Sink, Unread, UnreadCause};

/// Which pictures may hold text.
static SIZES: LazyLock<Sizes> = LazyLock::new(|| {
    toml::from_str(include_str!("pictures.toml")).unwrap_or(Sizes { side: 0, area: 0, drawing: 0 })
});

/// What drawings and pictures begin with that no reader here paints: WMF with and without a header,
/// SVM, JPEG XR.
const DRAWINGS: &[&[u8]] =
    &[b"\xD7\xCD\xC6\x9A", b"\x01\0\x09\0\0\x03", b"\x02\0\x09\0\0\x03", b"VCLMTF", b"II\xBC\x01"];

/// What `pictures.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sizes {
    /// Shortest side of a page, in pixels.
    side: usize,
    /// Fewest pixels of a page.
    area: usize,
    /// Largest drawing that is a mere sign, in bytes.
    drawing: usize,
}

/// The `Pictures` of a document: all that may hold text are said in one line.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    unread: u32,
    /// How many say where they were taken.
    positions: u32,
}

impl Pictures {
    /// Takes in the member called `name` if it is a picture; false where it is none.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        name: &str,
        limits: &Limits,
        sink: &mut dyn Sink,
    ) -> bool {
        let drawing = bytes.get(40..44) == Some(b" EMF")
            || DRAWINGS.iter().any(|start| bytes.starts_with(start));
        let Ok(size) = imagesize::blob_size(bytes) else {
            self.unread += u32::from(drawing && bytes.len() > SIZES.drawing);
            return drawing;
        };
        let area = size.width.saturating_mul(size.height);
        let page = size.width.min(size.height) >= SIZES.side && area >= SIZES.area;
        self.unread += u32::from(page);
        say_chunks(bytes, name, limits, sink);
        self.positions += u32::from(say_exif(bytes, name, limits, sink));
        true
    }

    /// Says how many may hold text, and how many say where they were taken.
    pub(super) fn say(&self, sink: &mut dyn Sink) {
        if self.positions > 0 {
            let kind = ConcealedKind::PicturePosition;
            sink.concealed(Concealed {
                kind,
                at: Place::default(),
                count: self.positions,
                line: None,
            });
        }
        if self.unread > 0 {
            let cause = UnreadCause::Pictures { count: self.unread };
            sink.unread(Unread { at: Place::default(), cause });
        }
    }
}

/// Delivers the texts and the position in a picture's EXIF data (CIPA DC-008); true where there is a
/// position.
fn say_exif(bytes: &[u8], name: &str, limits: &Limits, sink: &mut dyn Sink) -> bool {
    let mut reader = Reader::new();
    // What is broken in it must not hide the rest.
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut std::io::Cursor::new(bytes));
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return false };
    let mut say = |label: &str, text: &str| {
        let label = format!("{name} {label}");
        let at = Place { label: Some(label.into()), ..Place::default() };
        deliver(text.trim(), &[], &at, Layer::Metadata, limits, sink);
    };
    for field in exif.fields() {
        let text = match &field.value {
            Value::Ascii(lines) => {
                let lines: Vec<_> =
                    lines.iter().map(|line| String::from_utf8_lossy(line)).collect();
                lines.join("\n")
            }
            Value::Undefined(bytes, _) if field.tag == Tag::UserComment => {
                String::from_utf8_lossy(bytes.get(8..).unwrap_or_default()).into_owned()
            }
            _ => continue,
        };
        say(&field.tag.to_string(), text.trim_end_matches('\0'));
    }
    if let (Some(latitude), Some(longitude)) =
        (degrees(&exif, Tag::GPSLatitude), degrees(&exif, Tag::GPSLongitude))
    {
        say("GPS", &format!("{latitude:.6}, {longitude:.6}"));
        return true;
    }
    false
}

/// Delivers the texts that a PNG picture holds beside its pixels (ISO/IEC 15948 §11.3.4); compressed
/// ones are passed over.
fn say_chunks(bytes: &[u8], name: &str, limits: &Limits, sink: &mut dyn Sink) {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1A\n").unwrap_or_default();
    while let Some((head, after)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(data) = after.get(..length) else { return };
        if matches!(&head[4..], b"tEXt" | b"iTXt") {
            let text = String::from_utf8_lossy(data).replace('\0', " ");
            let at = Place { label: Some(format!("{name} PNG").into()), ..Place::default() };
            deliver(text.trim(), &[], &at, Layer::Metadata, limits, sink);
        }
        rest = after.get(length.saturating_add(4)..).unwrap_or_default();
    }
}

/// An angle of degrees, minutes and seconds as degrees.
fn degrees(exif: &Exif, tag: Tag) -> Option<f64> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => {
            let parts = parts.iter().zip([1.0, 60.0, 3600.0]);
            Some(parts.map(|(part, unit)| part.to_f64() / unit).sum())
        }
        _ => None,
    }
}
