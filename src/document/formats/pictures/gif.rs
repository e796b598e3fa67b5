//! GIF: its extensions (`GIF89a` §20 ff.).

use super::carried::Carried;

/// Applications whose data are numbers.
const KNOWN: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];
const XMP: &[u8] = b"XMP DataXMP";
/// What the trailer begins with that stands behind XMP.
const TRAILER: &[u8] = b"\x01\xFF\xFE\xFD";

/// What the picture in `bytes` carries.
pub(super) fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    let mut all = Vec::new();
    let flags = bytes.get(10).copied().unwrap_or(0);
    let mut rest = bytes.get(13 + colours(flags)..).unwrap_or_default();
    loop {
        match rest {
            [0x3B, behind @ ..] => {
                rest = behind;
                break;
            }
            [0x21, label, inner @ ..] => {
                let Some(Blocks { raw, each, after }) = Blocks::of(inner) else { break };
                match (label, each.split_first()) {
                    (0xFE, _) => all.push(Carried::Text(each.concat().into())),
                    // How the text looks stands in the first block.
                    (0x01, Some((_, text))) => all.push(Carried::Text(text.concat().into())),
                    (0xFF, Some((&XMP, _))) => {
                        // Written as it is, and not in blocks: a trailer makes it look like some.
                        let packet = raw.get(1 + XMP.len()..).unwrap_or_default();
                        let end = memchr::memmem::rfind(packet, TRAILER).unwrap_or(packet.len());
                        all.push(Carried::Xmp(packet.get(..end).unwrap_or_default().into()));
                    }
                    (0xFF, Some((name, _))) if !KNOWN.contains(name) => {
                        all.push(Carried::other(raw));
                    }
                    (0xF9 | 0xFF, _) => {}
                    _ => all.push(Carried::other(raw)),
                }
                rest = after;
            }
            [0x2C, inner @ ..] => {
                let flags = inner.get(8).copied().unwrap_or(0);
                let data = inner.get(10 + colours(flags)..);
                let Some(Blocks { after, .. }) = data.and_then(Blocks::of) else { break };
                rest = after;
            }
            _ => break,
        }
    }
    all.push(Carried::Behind(rest));
    all
}

/// How long the table of colours is that `flags` announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Blocks of data, the last of which is empty.
struct Blocks<'b> {
    /// All of them as they are.
    raw: &'b [u8],
    /// The data of each.
    each: Vec<&'b [u8]>,
    /// What is behind them.
    after: &'b [u8],
}

impl<'b> Blocks<'b> {
    /// Those that `bytes` begin with.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let (mut each, mut at) = (Vec::new(), 0);
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1;
            if length == 0 {
                return Some(Self { raw: bytes.get(..at)?, each, after: bytes.get(at..)? });
            }
            each.push(bytes.get(at..at + length)?);
            at += length;
        }
    }
}
