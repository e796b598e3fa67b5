//! The ways in which written text may differ from the form that rules are written in.

/// A `Disguise` is a way in which text differs from the plain form that rules are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disguise {
    /// Full-width or half-width forms (１, Ｘ, ：).
    Fullwidth,
    /// Other compatibility forms (㊙, Kangxi radicals, letter-like and mathematical signs).
    Compatibility,
    /// Traditional characters.
    Traditional,
    /// Characters without width in between (zero-width space, soft hyphen, variation selectors).
    Invisible,
    /// Blanks in between.
    Spaces,
    /// Hyphens, dots or other single separators in between.
    Separators,
    /// A line break in between.
    Wrap,
    /// Digits written in Hanzi, circled, financial or of another script.
    HanDigits,
}

impl Disguise {
    /// Every disguise, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Fullwidth,
        Self::Compatibility,
        Self::Traditional,
        Self::Invisible,
        Self::Spaces,
        Self::Separators,
        Self::Wrap,
        Self::HanDigits,
    ];

    /// Its name in rules and machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fullwidth => "fullwidth",
            Self::Compatibility => "compatibility",
            Self::Traditional => "traditional",
            Self::Invisible => "invisible",
            Self::Spaces => "spaces",
            Self::Separators => "separators",
            Self::Wrap => "wrap",
            Self::HanDigits => "han-digits",
        }
    }

    /// The disguise with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|disguise| disguise.code() == code)
    }
}
