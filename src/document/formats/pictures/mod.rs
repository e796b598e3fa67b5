//! Pictures: what a camera or program wrote into them beside the pixels, and which of them may hold
//! text that nobody has read.

mod bitmap;
mod carried;
pub(super) mod drawing;
mod exif;
mod gif;
mod jpeg;
mod photoshop;
mod png;
mod webp;

use std::sync::LazyLock;

use memchr::memmem::find;
use serde::Deserialize;

use super::{
    leftover::{Leftover, leftover},
    package::text,
    residue::Residue,
    rest::say_unread,
    strings::strings,
};
use crate::document::{Concealed, ConcealedKind, Layer, Place, Sink, Unread, UnreadCause, sniff};
use carried::Carried;

/// Which pictures may hold text.
static SIZES: LazyLock<Sizes> = LazyLock::new(|| {
    toml::from_str(include_str!("sizes.toml")).unwrap_or(Sizes { side: 0, area: 0, drawing: 0 })
});

/// Pictures that may follow each other in one file, as small copies do.
const COPIES: usize = 16;

/// What `sizes.toml` says.
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

/// What a picture has beside its pixels and what was told of it.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// It says where it was taken.
    pub(super) position: bool,
    /// Something lies behind it that is neither text nor a document.
    pub(super) unread: bool,
    /// Documents behind it.
    pub(super) documents: Vec<Vec<u8>>,
}

/// How large a picture is.
pub(super) enum Size {
    /// It may be a page of text, or its size cannot be made out.
    Page,
    /// It is too small for one.
    Small,
}

/// How large the picture in `bytes` is; nothing where they are none, but text that begins like one.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    use imagesize::ImageType::{Bmp, Gif, Heif, Ico, Jpeg, Png, Tiff, Webp};
    if !sniff::looks_binary(bytes) {
        return None;
    }
    let is = |page| Some(if page { Size::Page } else { Size::Small });
    if drawing::is_drawing(bytes) {
        return is(bytes.len() > SIZES.drawing);
    }
    // Others are recognised by so little that much is taken for one.
    let known = imagesize::image_type(bytes);
    if !matches!(known, Ok(Bmp | Gif | Heif(_) | Ico | Jpeg | Png | Tiff | Webp)) {
        return None;
    }
    let Ok(size) = imagesize::blob_size(bytes) else { return is(true) };
    Some(Size::of(size.width, size.height))
}

impl Size {
    /// How large a picture is that has so many pixels in each direction.
    pub(super) fn of(width: usize, height: usize) -> Self {
        let area = width.saturating_mul(height);
        if width.min(height) >= SIZES.side && area >= SIZES.area { Self::Page } else { Self::Small }
    }
}

impl Pictures {
    /// Counts a picture.
    pub(super) fn count(&mut self, size: &Size, beside: &Beside) {
        self.unread += u32::from(matches!(size, Size::Page));
        self.positions += u32::from(beside.position);
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

/// Delivers what the picture in `bytes`, called `name`, carries beside its pixels; what it may not
/// deliver itself.
pub(super) fn metadata(
    bytes: &[u8],
    name: &str,
    residue: &mut Residue<'_>,
    sink: &mut dyn Sink,
) -> Beside {
    let mut telling = Telling { name, residue, sink, beside: Beside::default() };
    let mut rest = bytes;
    for _ in 0..COPIES {
        telling.exif(exif::of_picture(rest));
        let mut behind: &[u8] = &[];
        for carried in carried(rest) {
            match carried {
                Carried::Behind(bytes) if !behind.is_empty() => telling.behind(bytes),
                Carried::Behind(bytes) => behind = bytes,
                carried => telling.tell(carried),
            }
        }
        // A picture behind a picture is its small copy.
        let filled = behind.iter().position(|byte| !matches!(byte, 0 | 0xFF));
        let copy = behind.get(filled.unwrap_or(behind.len()).saturating_sub(1)..);
        match copy.unwrap_or_default() {
            copy @ [0xFF, 0xD8, 0xFF, ..] => rest = copy,
            _ => {
                telling.behind(behind);
                return telling.beside;
            }
        }
    }
    telling.behind(rest);
    telling.beside
}

/// What the picture in `bytes` carries beside EXIF data.
fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    match sniff::binary(bytes) {
        Some("jpeg") => jpeg::carried(bytes),
        Some("png") => png::carried(bytes),
        Some("gif") => gif::carried(bytes),
        Some("webp") => webp::carried(bytes),
        Some("bmp") => bitmap::carried(bytes),
        _ if drawing::is_drawing(bytes) => {
            let (lines, behind) = drawing::texts(bytes);
            let lines = lines.into_iter().map(Carried::Line);
            lines.chain([Carried::Behind(behind)]).collect()
        }
        _ => packet(bytes).into_iter().collect(),
    }
}

/// A packet of XMP, wherever it stands in a file of another format.
fn packet(bytes: &[u8]) -> Option<Carried<'_>> {
    const END: &[u8] = b"</x:xmpmeta>";
    let start = find(bytes, b"<x:xmpmeta")?;
    let packet = bytes.get(start..)?;
    let end = find(packet, END).map_or(packet.len(), |end| end + END.len());
    Some(Carried::Xmp(packet.get(..end)?.into()))
}

/// Tells what one picture carries.
struct Telling<'t, 'l> {
    name: &'t str,
    residue: &'t mut Residue<'l>,
    sink: &'t mut dyn Sink,
    beside: Beside,
}

impl Telling<'_, '_> {
    fn exif(&mut self, said: exif::Said) {
        self.beside.position |= said.position;
        for (label, told) in &said.texts {
            self.residue.said(told, self.name, label, self.sink);
        }
        for carried in said.carried {
            self.tell(carried);
        }
    }

    fn tell(&mut self, carried: Carried<'_>) {
        match carried {
            Carried::Text(bytes) => {
                let told = text(&bytes);
                let told = told.replace('\0', " ");
                self.residue.said(&told, self.name, "", self.sink);
            }
            Carried::Line(line) => self.residue.value(&line, self.name, "", self.sink),
            Carried::Xmp(bytes) => {
                let packet = text(&bytes);
                let packet = packet.trim_end_matches('\0');
                self.residue.sweep(packet, self.name, Layer::Metadata, self.sink);
            }
            Carried::Photoshop(bytes) => {
                photoshop::resources(&bytes).into_iter().for_each(|carried| self.tell(carried));
            }
            Carried::Iptc(bytes) => {
                photoshop::datasets(&bytes).into_iter().for_each(|carried| self.tell(carried));
            }
            Carried::Exif(bytes) => self.exif(exif::of_data(bytes)),
            Carried::Other(bytes) => {
                for string in strings(&bytes) {
                    self.residue.value(&string, self.name, "", self.sink);
                }
            }
            Carried::Behind(bytes) => self.behind(bytes),
            Carried::Broken => say_unread(self.name, UnreadCause::Damaged, self.sink),
        }
    }

    fn behind(&mut self, bytes: &[u8]) {
        match leftover(bytes, self.name, self.residue, self.sink) {
            Leftover::Document => self.beside.documents.push(bytes.to_vec()),
            Leftover::Told => {}
            Leftover::Unread => self.beside.unread = true,
        }
    }
}
