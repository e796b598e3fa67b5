//! BMP: bytes in front of and behind its pixels ([MS-WMF] §2.2.2.3 ff.).

use super::carried::{Carried, u16_le, u32_le};

/// The longest table of colours, with masks, in bytes.
const COLOURS: usize = 256 * 4 + 16;

/// What the picture in `bytes` carries.
pub(super) fn carried(bytes: &[u8]) -> Vec<Carried<'_>> {
    let Some((front, end)) = pixels(bytes) else { return vec![Carried::Behind(bytes)] };
    [front, end..bytes.len()]
        .into_iter()
        .map(|range| Carried::Behind(bytes.get(range).unwrap_or_default()))
        .collect()
}

/// What lies between the headers and the pixels, and where those end.
fn pixels(bytes: &[u8]) -> Option<(std::ops::Range<usize>, usize)> {
    let start = u32_le(bytes, 10)?;
    let header = u32_le(bytes, 14)?;
    let head = header.checked_add(14 + COLOURS)?;
    let size = if header == 12 {
        rows(u16_le(bytes, 18)?, u16_le(bytes, 20)?, u16_le(bytes, 24)?)?
    } else {
        // A negative height: from the top down.
        let height = i32::from_le_bytes(bytes.get(22..26)?.try_into().ok()?).unsigned_abs();
        match u32_le(bytes, 30)? {
            0 | 3 | 6 => {
                rows(u32_le(bytes, 18)?, usize::try_from(height).ok()?, u16_le(bytes, 28)?)?
            }
            _ => u32_le(bytes, 34)?,
        }
    };
    // A profile of colours may stand behind them, and says where.
    let profile = match header {
        124.. => u32_le(bytes, 14 + 112)?.checked_add(14)?.checked_add(u32_le(bytes, 14 + 116)?)?,
        _ => 0,
    };
    Some((head.min(start)..start, start.checked_add(size)?.max(profile).min(bytes.len())))
}

/// The bytes of `height` rows, each filled up to four.
fn rows(width: usize, height: usize, bits: usize) -> Option<usize> {
    width.checked_mul(bits)?.div_ceil(32).checked_mul(4)?.checked_mul(height)
}
