//! The encodings in which a Hanzi takes two or four bytes.

use encoding_rs::DecoderResult;

use super::Writer;

/// Decodes `bytes`; `length` tells from the bytes at a character how many it takes and how many
/// characters of text it becomes.
pub(super) fn decode(
    encoding: &'static encoding_rs::Encoding,
    length: fn(&[u8]) -> (u32, usize),
    bytes: &[u8],
    last: bool,
    writer: &mut Writer,
) {
    let mut rest = bytes;
    let mut text = String::with_capacity(bytes.len() * 3 / 2 + 16);
    while !rest.is_empty() {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        text.clear();
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or(rest.len()));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        let after = write(&text, rest, length, writer);
        match result {
            DecoderResult::InputEmpty => return,
            _ if after >= rest.len() => return,
            DecoderResult::OutputFull if after > 0 => rest = &rest[after..],
            _ => {
                let end = read.max(after + 1).min(rest.len());
                if end == rest.len() && !last && rest.len() - after < 4 {
                    return;
                }
                // A lead byte before an ASCII character spoils only itself.
                let wrong =
                    if rest[after + 1..end].iter().any(u8::is_ascii) { 1 } else { end - after };
                writer.broken(u32::try_from(wrong).unwrap_or(1));
                rest = &rest[after + wrong..];
            }
        }
    }
}

/// Writes `text`, the decoded beginning of `bytes`, and says how many bytes it took.
fn write(
    text: &str,
    bytes: &[u8],
    length: fn(&[u8]) -> (u32, usize),
    writer: &mut Writer,
) -> usize {
    let (mut at, mut done) = (0, 0);
    while done < text.len() {
        if bytes.get(at).is_some_and(u8::is_ascii) {
            let ascii = bytes[at..].iter().take_while(|byte| byte.is_ascii()).count();
            let ascii = ascii.min(text.len() - done);
            writer.push(text.get(done..done + ascii).unwrap_or(""), (1, 1));
            (at, done) = (at + ascii, done + ascii);
            continue;
        }
        let (taken, characters) = length(bytes.get(at..).unwrap_or(&[]));
        let became: usize = text[done..].chars().take(characters).map(char::len_utf8).sum();
        let unit = (u32::try_from(became).unwrap_or(1), taken);
        writer.push(&text[done..done + became], unit);
        (at, done) = (at + taken as usize, done + became);
    }
    at.min(bytes.len())
}

pub(super) fn gb18030(bytes: &[u8]) -> (u32, usize) {
    match bytes {
        [0x81..=0xFE, b'0'..=b'9', ..] => (4, 1),
        [0x81..=0xFE, ..] => (2, 1),
        _ => (1, 1),
    }
}

pub(super) fn big5(bytes: &[u8]) -> (u32, usize) {
    match bytes {
        // Four codes stand for a letter and a combining mark.
        [0x88, 0x62 | 0x64 | 0xA3 | 0xA5, ..] => (2, 2),
        [0x81..=0xFE, ..] => (2, 1),
        _ => (1, 1),
    }
}
