//! What pictures carry beside their pixels, and what only begins like a picture.

use std::io::Write as _;

use mishen::document::Layer;
use proptest::prelude::*;

use crate::{
    kept::kept,
    word::{MAIN, document},
};

/// What a picture in a document says, each with its layer, and why something of it is unread.
fn told(name: &str, picture: &[u8]) -> Vec<String> {
    let member = format!("word/media/{name}");
    let kept = kept("通知.docx", &document(&[("document", MAIN, "")], &[(&member, picture)]));
    let inside = |place: &Option<std::sync::Arc<str>>| {
        place.as_ref().is_some_and(|place| place.starts_with(&member))
    };
    let passages = kept.passages.iter().filter(|passage| {
        let own = passage.text.as_ref() == name || passage.layer == Layer::FileName;
        !own && (inside(&passage.at.label) || inside(&passage.at.part))
    });
    let unread = kept.unread.iter().map(|unread| format!("unread {}", unread.cause.code()));
    passages
        .map(|passage| format!("{} {}", passage.layer.code(), passage.text))
        .chain(unread)
        .collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const XMP: &str = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:Description xmp:Label=\"内部资料\">\
    <dc:title>名单底稿</dc:title></rdf:Description></x:xmpmeta>";

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), data].concat()
}

/// A JPEG picture with `segments` in front of its pixels.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let frame = segment(0xC0, b"\x08\0\x10\0\x10\x01\x01\x11\0");
    let scan = [segment(0xDA, b"\x01\x01\0\0\x3f\0"), b"\x12\x34\xFF\0\x56\xFF\xD9".to_vec()];
    [b"\xFF\xD8".to_vec(), segments.concat(), frame, scan.concat()].concat()
}

/// A dataset of IPTC.
fn dataset(record: u8, number: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap().to_be_bytes();
    [&[0x1C, record, number], length.as_slice(), data].concat()
}

/// A resource of Photoshop.
fn resource(number: u16, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let fill = vec![0; data.len() % 2];
    [b"8BIM".as_slice(), &number.to_be_bytes(), b"\0\0", &length, data, &fill].concat()
}

#[test]
fn what_a_jpeg_carries_is_told() {
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat();
    let extended = |part: &str, at: u32| {
        let start = b"http://ns.adobe.com/xmp/extension/\0".as_slice();
        let guid = [b'A'; 32];
        segment(0xE1, &[start, &guid, &[0; 4], &at.to_be_bytes(), part.as_bytes()].concat())
    };
    let iptc = [dataset(2, 80, &gbk("记者张三")), dataset(2, 120, &gbk("内部照片说明"))].concat();
    let photoshop = [b"Photoshop 3.0\0".to_vec(), resource(0x0404, &iptc)].concat();
    let picture = jpeg(&[
        segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        segment(0xFE, &gbk("经办人联系电话")),
        segment(0xE1, &xmp),
        extended("<r><a>附加说", 0),
        extended("明在此</a></r>", 16),
        segment(0xED, &photoshop),
        segment(0xEC, b"Ducky\0\x02\0\0\0\x0eremark by hand"),
    ]);
    let told = told("a.jpg", &picture);
    for text in [
        "metadata 经办人联系电话",
        "metadata 内部资料",
        "metadata 名单底稿",
        "metadata 附加说明在此",
        "metadata 记者张三",
        "metadata 内部照片说明",
        "residue remark by hand",
    ] {
        assert!(told.iter().any(|line| line == text), "{text}: {told:?}");
    }
    assert!(!told.iter().any(|line| line.starts_with("unread")), "{told:?}");
}

#[test]
fn what_lies_behind_a_picture_is_read_or_unread() {
    let plain = jpeg(&[]);
    let behind = |bytes: &[u8]| told("a.jpg", &[&plain, bytes].concat());
    assert_eq!(behind(b""), [""; 0]);
    assert_eq!(behind(&[0; 400]), [""; 0]);
    assert_eq!(behind(&plain), [""; 0]);
    assert_eq!(behind("联系手机13800138000".as_bytes()), ["residue 联系手机13800138000"]);
    assert_eq!(behind(&gbk("联系手机13800138000")), ["residue 联系手机13800138000"]);
    let inner = document(&[("document", MAIN, "<w:p><w:r><w:t>里面</w:t></w:r></w:p>")], &[]);
    let told = behind(&inner);
    assert!(told.contains(&"body 里面".to_owned()), "{told:?}");
    let noise: Vec<u8> = (0..2000u32).map(|at| (at * at / 7 % 251) as u8).collect();
    assert_eq!(behind(&noise).last().map(String::as_str), Some("unread unsupported"));
}

/// A chunk of a PNG picture.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [length.as_slice(), kind, data, &[0; 4]].concat()
}

fn deflated(text: &[u8]) -> Vec<u8> {
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(text).unwrap();
    deflate.finish().unwrap()
}

/// A PNG picture with these chunks.
fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let head = chunk(b"IHDR", b"\0\0\0\x10\0\0\0\x10\x08\0\0\0\0");
    [b"\x89PNG\r\n\x1A\n".to_vec(), head, chunks.concat(), chunk(b"IEND", b"")].concat()
}

#[test]
fn what_a_png_carries_is_told() {
    let packed = [b"Comment\0\0".as_slice(), &deflated("内部说明".as_bytes())].concat();
    let international =
        [b"Author\0\x01\0zh\0\0".as_slice(), &deflated("张三与李四".as_bytes())].concat();
    let xmp = [b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat();
    let iptc = resource(0x0404, &dataset(2, 120, "底图说明".as_bytes()));
    let hex: String = iptc.iter().map(|byte| format!("{byte:02x}")).collect();
    let profile = format!("\niptc\n{:8}\n{hex}\n", iptc.len());
    let raw = [b"Raw profile type iptc\0\0".as_slice(), &deflated(profile.as_bytes())].concat();
    let picture = png(&[
        chunk(b"tEXt", &[b"Title\0".as_slice(), &gbk("机构内部名单")].concat()),
        chunk(b"zTXt", &packed),
        chunk(b"iTXt", &international),
        chunk(b"iTXt", &xmp),
        chunk(b"zTXt", &raw),
        chunk(b"teSt", "自定义的说明文字".as_bytes()),
    ]);
    let told = told("a.png", &[picture, "图后附言：十二".into()].concat());
    for text in [
        "metadata Title 机构内部名单",
        "metadata Comment 内部说明",
        "metadata Author 张三与李四",
        "metadata 名单底稿",
        "metadata 底图说明",
        "residue 自定义的说明文字",
        "residue 图后附言：十二",
    ] {
        assert!(told.iter().any(|line| line == text), "{text}: {told:?}");
    }
    assert!(!told.iter().any(|line| line.starts_with("unread")), "{told:?}");
}

#[test]
fn what_a_gif_carries_is_told() {
    let blocks = |data: &[u8]| {
        let blocks = data.chunks(255).map(|part| [&[part.len() as u8], part].concat());
        [blocks.collect::<Vec<_>>().concat(), vec![0]].concat()
    };
    let comment = [b"\x21\xFE".to_vec(), blocks(&gbk("经办人联系电话"))].concat();
    let trailer: Vec<u8> = [vec![1], (0..=255).rev().collect(), vec![0]].concat();
    let xmp = [b"\x21\xFF\x0bXMP DataXMP".as_slice(), XMP.as_bytes(), &trailer].concat();
    let image = [b"\x2C\0\0\0\0\x10\0\x10\0\0\x02".to_vec(), blocks(b"\x44\x01")].concat();
    let head = b"GIF89a\x10\0\x10\0\0\0\0".to_vec();
    let picture = [head, comment, xmp, image, b"\x3B".to_vec(), "图后附言".into()].concat();
    assert_eq!(
        told("a.gif", &picture),
        ["metadata 经办人联系电话", "metadata 内部资料", "metadata 名单底稿", "residue 图后附言"]
    );
}

#[test]
fn what_a_webp_or_a_bitmap_carries_is_told() {
    let part = |name: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [name.as_slice(), &length, data, &vec![0; data.len() % 2]].concat()
    };
    let parts = [part(b"VP8X", b"\x04\0\0\0\x0f\0\0\x0f\0\0"), part(b"XMP ", XMP.as_bytes())];
    let body = [b"WEBP".to_vec(), parts.concat()].concat();
    let picture = [part(b"RIFF", &body), "图后附言".into()].concat();
    let xmp = ["metadata 内部资料", "metadata 名单底稿", "residue 图后附言"];
    assert_eq!(told("a.webp", &picture), xmp);

    let mut bitmap =
        b"BM\x3e\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x02\0\0\0\x01\0\x18\0".to_vec();
    bitmap.extend([0; 24]);
    bitmap.extend([0xff, 0xff, 0xff, 0, 0xff, 0xff, 0xff, 0]);
    assert_eq!(told("a.bmp", &bitmap), [""; 0]);
    bitmap.extend("图后附言".as_bytes());
    assert_eq!(told("a.bmp", &bitmap), ["residue 图后附言"]);
}

/// EXIF data of one entry.
fn exif(tag: u16, kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_le_bytes();
    let head = b"II*\0\x08\0\0\0\x01\0".as_slice();
    let (tag, kind) = (tag.to_le_bytes(), kind.to_le_bytes());
    [head, &tag, &kind, &length, &26u32.to_le_bytes(), &[0; 4], data].concat()
}

#[test]
fn what_exif_carries_is_told_in_whatever_encoding() {
    let with = |exif: Vec<u8>| {
        let picture = jpeg(&[segment(0xE1, &[b"Exif\0\0".to_vec(), exif].concat())]);
        told("a.jpg", &picture).join("|")
    };
    let zero = |text: Vec<u8>| [text, vec![0]].concat();
    assert_eq!(with(exif(0x010E, 2, &zero(gbk("会议内部照片")))), "metadata 会议内部照片");
    assert_eq!(with(exif(0x9C9C, 1, &utf16("经办人张三\0"))), "metadata 经办人张三");
    assert_eq!(with(exif(700, 1, XMP.as_bytes())), "metadata 内部资料|metadata 名单底稿");
    assert_eq!(with(exif(33723, 7, &dataset(2, 120, "底图说明".as_bytes()))), "metadata 底图说明");
}

/// A record of an enhanced metafile.
fn record(kind: u32, data: &[u8]) -> Vec<u8> {
    let data = [data, &vec![0; (4 - data.len() % 4) % 4]].concat();
    let length = u32::try_from(data.len() + 8).unwrap().to_le_bytes();
    [kind.to_le_bytes().as_slice(), &length, &data].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

#[test]
fn texts_of_drawings_are_told() {
    let said = "制图软件\0内部示意图\0\0";
    let mut head = vec![0; 92];
    head[32..36].copy_from_slice(b" EMF");
    head[52..60].copy_from_slice(&numbers(&[11, 100]));
    let mut head = [head, utf16(said)].concat();
    head.truncate(92 + 22);
    let line = |text: &str, y: u32| {
        let text = utf16(text);
        let length = text.len() as u32 / 2;
        let front = numbers(&[0, 0, 0, 0, 1, 0, 0, 5, y, length, 76, 0, 0, 0, 0, 0, 0]);
        record(84, &[front, text].concat())
    };
    let small = [numbers(&[0, 0, 4, 0x100, 1, 0, 0]), utf16("小字四个")].concat();
    let drawing = [
        record(1, &head),
        line("手机13800", 7),
        line("138000", 7),
        line("另起一行", 9),
        record(108, &small),
        record(14, &[0; 12]),
    ]
    .concat();
    let drawn = told("a.emf", &drawing);
    for text in ["手机13800138000", "另起一行", "小字四个", "内部示意图"] {
        assert!(drawn.contains(&format!("residue {text}")), "{text}: {drawn:?}");
    }

    let words = |kind: u16, data: &[u8]| {
        let length = u32::try_from(data.len() / 2 + 3).unwrap().to_le_bytes();
        [length.as_slice(), &kind.to_le_bytes(), data].concat()
    };
    let text = gbk("平面图内部版");
    let out = [b"\0\0\0\0\x0c\0\0\0".as_slice(), &text].concat();
    let head = b"\x01\0\x09\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let drawing = [head, words(0x0A32, &out), words(0, b"")].concat();
    assert_eq!(told("a.wmf", &drawing), ["residue 平面图内部版"]);
}

#[test]
fn what_only_begins_like_a_picture_is_read_as_what_it_is() {
    for start in ["GIF89a", "BM", "P1\n2 2\n", "II*\0", "VCLMTF", "\u{1}\0\u{9}\0\0\u{3}"] {
        let text = format!("{start}联系手机13800138000，此件不公开。");
        let told = told("a.gif", text.as_bytes());
        assert!(
            told.iter().any(|line| line.contains("手机13800138000") || line.starts_with("unread")),
            "{start}: {told:?}"
        );
    }
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg'><desc>内部说明</desc></svg>";
    assert_eq!(told("a.svg", drawing.as_bytes()), ["residue 内部说明"]);
}

#[test]
fn a_small_copy_of_the_first_page_is_no_hiding_place() {
    let picture = jpeg(&[segment(0xFE, "经办人联系电话".as_bytes())]);
    let others = [("docProps/thumbnail.jpeg", picture.as_slice())];
    let kept = kept("通知.docx", &document(&[("document", MAIN, "")], &others));
    assert!(kept.passages.iter().any(|passage| passage.text.contains("经办人联系电话")));
}

proptest! {
    #[test]
    fn no_bytes_behind_the_start_of_a_picture_make_it_panic(start in 0..10usize, rest: Vec<u8>) {
        const STARTS: [&[u8]; 10] = [
            b"\xFF\xD8\xFF\xE0\0\x02\xFF",
            b"\x89PNG\r\n\x1A\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\0\0\0\0\0\0\0\0\0\0\0",
            b"GIF89a\x10\0\x10\0\0\0\0\x21",
            b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x0f\0\0",
            b"BM\0\0\0\0\0\0\0\0",
            b"II*\0\x08\0\0\0",
            b"\x01\0\x09\0\0\x03",
            b"\xD7\xCD\xC6\x9A",
            b"\x01\0\0\0\x2c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0 EMF\x54\0\0\0",
            b"\xFF\xD8\xFF\xED\x01\0Photoshop 3.0\08BIM\x04\x04\0\0\0\0",
        ];
        told("a.png", &[STARTS[start], &rest].concat());
    }
}
