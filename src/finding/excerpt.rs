//! What stands at a finding and around it.

/// An `Excerpt` is the value of a finding with a few characters around it. The text around holds no
/// other finding's value and no long digit run; the value itself is masked when shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before, already masked.
    pub before: String,
    /// The value as written. Never printed but with `--show-values`.
    pub value: String,
    /// What may be shown of the value where that is not its first and last characters: a mark's own
    /// words, any other finding's value in them masked; nothing of what holds a password.
    pub words: Option<String>,
    /// What stands after, already masked.
    pub after: String,
}

impl std::fmt::Debug for Excerpt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Excerpt(masked)")
    }
}
