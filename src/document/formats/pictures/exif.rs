//! EXIF data (CIPA DC-008), in pictures and as such.

use exif::{Exif, In, Reader, Tag, Value};

use super::carried::Carried;
use crate::document::{encoding::Encoding, formats::package::text};

/// Texts that Windows writes, in sixteen bits a character: title, comment, author, keywords, subject.
const WINDOWS: std::ops::RangeInclusive<u16> = 0x9C9B..=0x9C9F;
/// XMP, datasets of IPTC and resources of Photoshop in a TIFF file.
const XMP: u16 = 700;
const IPTC: u16 = 33723;
const PHOTOSHOP: u16 = 34377;
/// A profile of colours.
const COLOURS: u16 = 34675;
/// Texts in front of which the name of their encoding stands.
const COMMENTS: &[Tag] = &[Tag::UserComment, Tag::GPSProcessingMethod, Tag::GPSAreaInformation];

/// What the EXIF data in the picture `bytes` say: texts with their labels, a position, and more.
#[derive(Default)]
pub(super) struct Said {
    pub(super) texts: Vec<(String, String)>,
    /// It says where it was taken.
    pub(super) position: bool,
    pub(super) carried: Vec<Carried<'static>>,
}

/// What the EXIF data say of the picture in `bytes`.
pub(super) fn of_picture(bytes: &[u8]) -> Said {
    let mut reader = Reader::new();
    // What is broken in it must not hide the rest.
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut std::io::Cursor::new(bytes));
    said(read)
}

/// What the EXIF data in `bytes` say.
pub(super) fn of_data(bytes: Vec<u8>) -> Said {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    said(reader.read_raw(bytes))
}

fn said(read: Result<Exif, exif::Error>) -> Said {
    let mut said = Said::default();
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return said };
    for field in exif.fields() {
        let number = field.tag.number();
        let told = match &field.value {
            Value::Ascii(lines) => {
                lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n")
            }
            Value::Byte(bytes) | Value::Undefined(bytes, _) => match number {
                _ if WINDOWS.contains(&number) => {
                    Encoding::Utf16Le.decode(bytes, 0, true).text.into_owned()
                }
                _ if COMMENTS.contains(&field.tag) => comment(bytes, exif.little_endian()),
                COLOURS => continue,
                _ => {
                    said.carried.push(data(number, bytes.clone()));
                    continue;
                }
            },
            Value::Long(numbers) if number == IPTC => {
                let bytes = |number: &u32| match exif.little_endian() {
                    true => number.to_le_bytes(),
                    false => number.to_be_bytes(),
                };
                said.carried.push(data(number, numbers.iter().flat_map(bytes).collect()));
                continue;
            }
            _ => continue,
        };
        said.texts.push((field.tag.to_string(), told.trim_matches(['\0', ' ']).to_owned()));
    }
    if let (Some(latitude), Some(longitude)) =
        (degrees(&exif, Tag::GPSLatitude), degrees(&exif, Tag::GPSLongitude))
    {
        said.texts.push(("GPS".to_owned(), format!("{latitude:.6}, {longitude:.6}")));
        said.position = true;
    }
    said
}

/// What the `bytes` of the tag with this number are.
fn data(number: u16, bytes: Vec<u8>) -> Carried<'static> {
    match number {
        XMP => Carried::Xmp(bytes.into()),
        IPTC => Carried::Iptc(bytes.into()),
        PHOTOSHOP => Carried::Photoshop(bytes.into()),
        _ => Carried::Other(bytes.into()),
    }
}

/// A comment, in front of which the name of its encoding stands.
fn comment(bytes: &[u8], little: bool) -> String {
    let (name, said) = bytes.split_at_checked(8).unwrap_or((b"", bytes));
    match (name, little) {
        (b"UNICODE\0", true) => Encoding::Utf16Le.decode(said, 0, true).text.into_owned(),
        (b"UNICODE\0", false) => Encoding::Utf16Be.decode(said, 0, true).text.into_owned(),
        _ => text(said),
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
