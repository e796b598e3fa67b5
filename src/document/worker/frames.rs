//! What a worker says, frame by frame: a length and so many bytes in the Postcard wire format.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::document::{Concealed, Part, Passage, Table, Unread};

/// Longest frame, in bytes: the longest passage with a piece for every character of it.
const LONGEST: usize = 8 << 20;

/// A `Frame` is one thing that a worker's reader says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Frame<'a> {
    Part(Part),
    Table(Table),
    #[serde(borrow)]
    Passage(Passage<'a>),
    Concealed(Concealed),
    Unread(Unread),
    /// All is said. A worker that ends without it died.
    Finished,
}

/// Writes `frame` to `out`; `room` holds its bytes afterwards.
pub(super) fn write(out: &mut impl Write, frame: &Frame<'_>, room: &mut Vec<u8>) -> io::Result<()> {
    room.clear();
    *room = postcard::to_extend(frame, std::mem::take(room)).map_err(io::Error::other)?;
    let length = u32::try_from(room.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(room)
}

/// The next frame of `from`, held in `room`; `None` where there is none or it is no frame.
pub(super) fn next<'r>(from: &mut impl Read, room: &'r mut Vec<u8>) -> Option<Frame<'r>> {
    let mut length = [0; 4];
    from.read_exact(&mut length).ok()?;
    let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
    if length > LONGEST {
        return None;
    }
    room.resize(length, 0);
    from.read_exact(room).ok()?;
    postcard::from_bytes(room).ok()
}
