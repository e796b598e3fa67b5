//! Sorted tables of fixed-width codes, searched where they lie in the binary.

/// A `Table` is one code a line, all of one width, sorted and unique: nothing is parsed at
/// start-up.
pub(super) struct Table {
    lines: &'static [u8],
    width: usize,
}

impl Table {
    /// A table over embedded `text` whose codes are `width` bytes long.
    pub(super) const fn new(text: &'static str, width: usize) -> Self {
        Self { lines: text.as_bytes(), width }
    }

    /// Whether `code` is one of the codes; a code of another width never is.
    pub(super) fn contains(&self, code: &[u8]) -> bool {
        let line = self.width + 1;
        let (mut low, mut high) = (0, self.lines.len() / line);
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(found) = self.lines.get(middle * line..middle * line + self.width) else {
                return false;
            };
            match found.cmp(code) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}
