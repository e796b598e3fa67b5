//! What a part is by its first bytes, where it is not text.

use memchr::memmem::find;

/// Every name that is given to what is no text, or none that is read.
pub(super) const NAMES: &[&str] = &[
    "7z",
    "binary",
    "bmp",
    "bzip2",
    "caj",
    "doc",
    "docx",
    "elf",
    "encrypted-office",
    "epub",
    "executable",
    "gif",
    "gzip",
    "jar",
    "jpeg",
    "mail",
    "mp3",
    "mp4",
    "msg",
    "odp",
    "ods",
    "odt",
    "ofd",
    "ogg",
    "ole2",
    "pdf",
    "png",
    "ppt",
    "pptx",
    "rar",
    "riff",
    "rtf",
    "sqlite",
    "tar",
    "tiff",
    "utf-32",
    "webp",
    "xls",
    "xlsx",
    "xz",
    "zip",
    "zstd",
];

/// What starts a file of this kind.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1F\x8B", "gzip"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "rar"),
    (b"\xFD7zXZ\0", "xz"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\x89PNG\r\n\x1A\n", "png"),
    (b"\xFF\xD8\xFF", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\x7FELF", "elf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\0\0\xFE\xFF", "utf-32"),
    (b"\xFF\xFE\0\0", "utf-32"),
    (b"HN\x0F\0", "caj"),
    (b"CAJ\0", "caj"),
    (b"OggS\0", "ogg"),
    (b"ID3\x03\0", "mp3"),
    (b"ID3\x04\0", "mp3"),
];

/// What the start of a file that is no text says it is.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(name);
    }
    match head {
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&', ..] => Some("bzip2"),
        _ if is_zip(head) => Some(zip(head)),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(compound(head)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, ..] => Some("riff"),
        [0, _, _, _, b'f', b't', b'y', b'p', ..] => Some("mp4"),
        // Two letters are words too: here the fields behind them must fit.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("bmp"),
        [b'M', b'Z', rest @ ..] if memchr::memchr(0, &rest[..rest.len().min(64)]).is_some() => {
            Some("executable")
        }
        // Tar has its magic behind the first member's name.
        _ if head.get(257..262) == Some(b"ustar") => Some("tar"),
        // Some programs write blank lines or a byte order mark before it.
        _ if head.trim_ascii_start().starts_with(b"%PDF-") => Some("pdf"),
        _ if head.starts_with(b"\xEF\xBB\xBF%PDF-") => Some("pdf"),
        _ => None,
    }
}

/// What starts every ZIP archive that is not empty.
const MEMBER: &[u8] = b"PK\x03\x04";

/// Media types of packages that begin with a member that names theirs, and of their templates.
const TYPES: &[(&[u8], &str)] = &[
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/vnd.oasis.opendocument.graphics", "odp"),
    (b"application/epub+zip", "epub"),
];

/// Whether `head` begins a ZIP archive.
pub(super) fn is_zip(head: &[u8]) -> bool {
    matches!(head, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..])
}

/// What a package is that holds a member of this name.
pub(super) fn package(member: &[u8]) -> Option<&'static str> {
    const MEMBERS: &[(&[u8], &str)] = &[
        (b"word/", "docx"),
        (b"xl/", "xlsx"),
        (b"ppt/", "pptx"),
        (b"OFD.xml", "ofd"),
        (b"META-INF/MANIFEST.MF", "jar"),
    ];
    let known = MEMBERS.iter().find(|(known, _)| member.starts_with(known));
    known.map(|(_, format)| *format)
}

/// What a package is whose media type stands in `text`.
pub(super) fn media_type(text: &[u8]) -> Option<&'static str> {
    TYPES.iter().find(|(kind, _)| find(text, kind).is_some()).map(|(_, format)| *format)
}

/// What an office package is by the type of its main part, which the list `types` of them gives
/// (ISO/IEC 29500-2 §10.1).
pub(super) fn main_part(types: &[u8]) -> Option<&'static str> {
    const MAINS: &[(&[u8], &str)] = &[
        (b"wordprocessingml", "docx"),
        (b"ms-word", "docx"),
        (b"spreadsheetml", "xlsx"),
        (b"ms-excel", "xlsx"),
        (b"presentationml", "pptx"),
        (b"ms-powerpoint", "pptx"),
    ];
    memchr::memmem::find_iter(types, b".main+xml").find_map(|end| {
        let start = memchr::memrchr2(b'"', b'\'', &types[..end])?;
        let kind = &types[start..end];
        MAINS.iter().find(|(main, _)| find(kind, main).is_some()).map(|(_, format)| *format)
    })
}

/// What a ZIP archive is by the names of its first members.
fn zip(head: &[u8]) -> &'static str {
    for at in memchr::memmem::find_iter(head, MEMBER) {
        let Some(header) = head.get(at..at + 30) else { break };
        let length = usize::from(u16::from_le_bytes([header[26], header[27]]));
        let after = head.get(at + 30..).unwrap_or(&[]);
        let name = &after[..length.min(after.len())];
        if let Some(format) = package(name) {
            return format;
        }
        if name == b"mimetype" {
            let content = &after[length.min(after.len())..];
            if let Some(format) = media_type(&content[..content.len().min(128)]) {
                return format;
            }
        }
    }
    "zip"
}

/// What an OLE2 compound file is by the names in its directory, where that is near the start.
fn compound(head: &[u8]) -> &'static str {
    const STREAMS: &[(&str, &str)] = &[
        ("EncryptedPackage", "encrypted-office"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "ppt"),
        ("__properties_version1.0", "msg"),
    ];
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let stream = STREAMS.iter().find(|(stream, _)| find(head, &wide(stream)).is_some());
    stream.map_or("ole2", |(_, format)| format)
}

/// Text has next to no control characters; every other file has one in ten bytes or more. Text
/// of sixteen bits has them too and is told by the encoding.
pub(super) fn looks_binary(head: &[u8]) -> bool {
    let control = |byte: u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    // Counted in bytes, a chunk at a time, which many bytes at once can be.
    let count = |chunk: &[u8]| chunk.iter().fold(0, |sum: u8, byte| sum + u8::from(control(*byte)));
    let controls: usize = head.chunks(255).map(|chunk| usize::from(count(chunk))).sum();
    controls * 20 > head.len()
}
