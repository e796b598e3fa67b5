//! What a package holds beside what its members say: fields, gaps, bytes behind what is packed.

use std::io::Write as _;

use crate::{
    kept::{Kept, kept},
    word::MAIN,
};

/// A member as it stands in a package.
#[derive(Default, Clone)]
struct Member {
    name: String,
    /// Its name in front of its content, if that is another one.
    other: Option<String>,
    content: Vec<u8>,
    /// Bytes behind its packed content.
    tail: Vec<u8>,
    extra: Vec<u8>,
    local_extra: Vec<u8>,
    /// Bytes in front of its record in the directory.
    gap: Vec<u8>,
}

fn member(name: &str, content: &str) -> Member {
    Member { name: name.to_owned(), content: content.into(), ..Member::default() }
}

/// A document whose third member is changed by `change`; what stands behind the directory.
fn changed(change: impl Fn(&mut Member), behind: &[u8]) -> Kept {
    let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    let types = format!(
        "<Types><Override PartName=\"/word/document.xml\" ContentType=\"{media}{MAIN}+xml\"/></Types>"
    );
    let text = "<w:x><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:x>";
    let mut members = vec![
        member("[Content_Types].xml", &types),
        member("word/document.xml", text),
        member("word/more.xml", "<w:x/>"),
    ];
    change(&mut members[2]);
    kept("通知.docx", &package(&members, behind))
}

fn package(members: &[Member], behind: &[u8]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let short = |length: usize| u16::try_from(length).unwrap().to_le_bytes();
    let long = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
    for member in members {
        let mut deflate =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(&member.content).unwrap();
        let packed = [deflate.finish().unwrap(), member.tail.clone()].concat();
        let mut crc = flate2::Crc::new();
        crc.update(&member.content);
        let sizes =
            [crc.sum().to_le_bytes().as_slice(), &long(packed.len()), &long(member.content.len())]
                .concat();
        let at = bytes.len();
        let head = b"\x14\0\0\x08\x08\0\0\0\0\0".as_slice();
        let name = member.other.as_ref().unwrap_or(&member.name).as_bytes();
        let lengths = [short(name.len()), short(member.local_extra.len())].concat();
        bytes.extend([b"PK\x03\x04", head, &sizes, &lengths, name].concat());
        bytes.extend([member.local_extra.clone(), packed].concat());
        let name = member.name.as_bytes();
        let lengths = [short(name.len()), short(member.extra.len())].concat();
        directory.extend([&member.gap, b"PK\x01\x02\x14\0".as_slice(), head, &sizes].concat());
        directory.extend([&lengths, [0; 10].as_slice(), &long(at), name, &member.extra].concat());
    }
    let count = short(members.len());
    let start = long(bytes.len());
    let length = long(directory.len());
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &start, b"\0\0"].concat();
    [bytes, directory, behind.to_vec(), end].concat()
}

fn field(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap().to_le_bytes();
    [&id.to_le_bytes(), length.as_slice(), data].concat()
}

fn tells(kept: &Kept, text: &str) -> bool {
    assert_eq!(kept.texts(), ["正文"]);
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
    kept.passages.iter().any(|passage| passage.text == text)
}

#[test]
fn an_ordinary_package_says_nothing_of_its_structure() {
    let times = field(0x5455, b"\x03abcdefgh");
    let padding = field(0xA220, &[b"\x28\xA0\0\0".to_vec(), vec![0; 300]].concat());
    let path = field(0x7075, b"\x01\0\0\0\0word/more.xml");
    let kept = changed(
        |member| {
            member.extra = [times.clone(), padding.clone(), path.clone()].concat();
            member.local_extra = padding.clone();
        },
        b"",
    );
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
    let residue = kept.passages.iter().filter(|passage| passage.at.label.is_some());
    let outside = residue.filter(|passage| {
        passage.at.label.as_deref().is_some_and(|label| label.starts_with("outside"))
    });
    assert_eq!(outside.count(), 0);
}

#[test]
fn gaps_of_the_directory_are_read_or_the_package_is_unread() {
    let gap = "藏在目录里的话".as_bytes();
    assert!(tells(&changed(|_| (), gap), "藏在目录里的话"));
    let broken = changed(|member| member.gap = gap.to_vec(), b"");
    assert_eq!(broken.unread[0].cause.code(), "damaged");
}

#[test]
fn fields_that_nobody_knows_are_read() {
    let extra = field(0x4C4C, "藏在字段里的话".as_bytes());
    assert!(tells(&changed(|member| member.extra = extra.clone(), b""), "藏在字段里的话"));
    assert!(tells(&changed(|member| member.local_extra = extra.clone(), b""), "藏在字段里的话"));
    let path = field(0x7075, &[b"\x01\0\0\0\0", "名单底稿.xml".as_bytes()].concat());
    assert!(tells(&changed(|member| member.local_extra = path.clone(), b""), "名单底稿.xml"));
}

#[test]
fn another_name_in_front_of_a_member_is_read() {
    let other = |member: &mut Member| member.other = Some("名单底稿.xml".to_owned());
    assert!(tells(&changed(other, b""), "名单底稿.xml"));
}

#[test]
fn bytes_behind_what_is_packed_are_read() {
    let tail = |member: &mut Member| member.tail = "藏在后面的话".into();
    assert!(tells(&changed(tail, b""), "藏在后面的话"));
}
