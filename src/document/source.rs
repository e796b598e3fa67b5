//! The bytes of a part, read as far as they are needed, and their text piece by piece.

use std::io::Read;

use super::{
    Decoded, Limits, Pieces, Place, Unread, UnreadCause,
    decoded::Map,
    encoding::{Decision, Encoding, decide},
};

/// Bytes that are looked at before anything is decided, and held at a time when text is streamed.
pub(super) const WINDOW: usize = 256 << 10;

/// A `Source` is the unread rest of a part; it holds only what was asked for.
pub(super) struct Source<'a> {
    reader: &'a mut dyn Read,
    held: Vec<u8>,
    /// Offset in the part of the first byte held.
    base: u64,
    /// Nothing follows what is held.
    ended: bool,
    /// Why reading stopped before the end.
    failed: Option<UnreadCause>,
}

impl<'a> Source<'a> {
    pub(super) fn new(reader: &'a mut dyn Read) -> Self {
        Self { reader, held: Vec::new(), base: 0, ended: false, failed: None }
    }

    /// Reads on until `wanted` bytes are held or the part ends.
    pub(super) fn fill(&mut self, wanted: usize) {
        let missing = wanted.saturating_sub(self.held.len());
        if self.ended || missing == 0 {
            return;
        }
        let mut reader = (&mut *self.reader).take(missing as u64);
        match reader.read_to_end(&mut self.held) {
            Ok(read) => self.ended = read < missing,
            Err(error) => {
                self.failed = Some(UnreadCause::from_io(&error));
                self.ended = true;
            }
        }
    }

    /// What is held.
    pub(super) fn held(&self) -> &[u8] {
        &self.held
    }

    /// Whether nothing follows what is held.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Lets go of the first `count` bytes.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.held.len());
        self.held.drain(..count);
        self.base += count as u64;
    }

    /// Whether reading stopped before the end.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Why reading stopped before the end, if it did.
    pub(super) fn failed(self) -> Option<UnreadCause> {
        self.failed
    }

    /// All of the text in `encoding`, and what of it is broken; `None` where it is larger than
    /// `limits` let be held.
    pub(super) fn whole(
        &mut self,
        encoding: Encoding,
        limits: &Limits,
    ) -> Option<(Decoded, Broken)> {
        let limit = usize::try_from(limits.markup_bytes).unwrap_or(usize::MAX);
        self.fill(limit.saturating_add(1));
        if self.held.len() > limit {
            return None;
        }
        let stretch = encoding.decode(&self.held, self.base, true);
        // Where Hanzi and ASCII take turns the map is larger than the text; it is held as well.
        if stretch.runs.len() > limit / 8 + 1 {
            return None;
        }
        let mut broken = Broken::default();
        broken.add(&stretch.broken, u64::MAX);
        Some((Decoded::new(stretch.text.into_owned(), Pieces(stretch.runs)), broken))
    }

    /// Gives the text in `encoding` to `take`, a window at a time. `take` says how many bytes of
    /// the window it is done with; the rest comes again, with more behind it. Where the window is
    /// not the last and holds a passage of the longest kind, `take` must be done with something.
    pub(super) fn stream(
        &mut self,
        mut encoding: Option<Encoding>,
        limits: &Limits,
        mut take: impl FnMut(&str, &Map, bool) -> usize,
    ) -> Broken {
        let mut wanted = WINDOW.max(limits.passage_bytes.saturating_mul(4));
        let mut position = (1, 1);
        let mut broken = Broken::default();
        loop {
            self.fill(wanted);
            if encoding.is_none() {
                let decision = decide(&self.held, false, self.ended);
                encoding = decision.map(|Decision { encoding, .. }| encoding);
            }
            let decoding = encoding.unwrap_or(Encoding::Utf8);
            broken.encoding = decoding.code();
            let stretch = decoding.decode(&self.held, self.base, self.ended);
            let map = Map::new(&stretch.text, stretch.runs, position.0, position.1);
            let used = stretch.text.floor_char_boundary(take(&stretch.text, &map, self.ended));
            let end = if used == 0 { self.base } else { map.source(used, true) };
            position = map.line_column(&stretch.text, used);
            broken.add(&stretch.broken, end);
            let all = used == stretch.text.len();
            self.consume(usize::try_from(end - self.base).unwrap_or(usize::MAX));
            if self.ended && (all || used == 0) {
                return broken;
            }
            if self.base > limits.output_bytes {
                self.failed = Some(UnreadCause::TooLarge { limit: limits.output_bytes });
                return broken;
            }
            if used == 0 {
                wanted = wanted.saturating_mul(2);
            }
        }
    }
}

/// `Broken` counts the byte sequences that are no text in the encoding that the rest has.
#[derive(Debug, Default)]
pub(super) struct Broken {
    first: Option<u64>,
    count: u64,
    encoding: &'static str,
}

impl Broken {
    fn add(&mut self, offsets: &[u64], before: u64) {
        let count = offsets.partition_point(|offset| *offset < before);
        self.first = self.first.or(offsets[..count].first().copied());
        self.count += count as u64;
    }

    /// The one thing to say about it, if there is any; `encoding` is the one that was decided on.
    pub(super) fn unread(&self, encoding: &'static str) -> Option<Unread> {
        let encoding = if self.encoding.is_empty() { encoding } else { self.encoding };
        let cause = UnreadCause::Undecodable { at: self.first?, count: self.count, encoding };
        Some(Unread { at: Place::default(), cause })
    }
}
