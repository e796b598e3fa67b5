//! The tokens of RTF (Rich Text Format 1.9.1, "RTF syntax").

/// A `Token` of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word, and the number behind it.
    Word(&'b str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text in the encoding of the font, written as `\'d5`.
    Hex(u8),
    /// Bytes of text.
    Text(&'b [u8]),
    /// Bytes that are no markup: pictures and objects may be written so.
    Binary(&'b [u8]),
}

/// `Tokens` of a document, in order.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The token that a backslash begins; `rest` is behind it.
    fn control(&mut self, rest: &'b [u8]) -> Option<Token<'b>> {
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let (first, after) = rest.split_first()?;
            self.rest = after;
            let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
            return Some(match (*first, byte) {
                (b'\'', Some(byte)) => {
                    self.rest = &after[2..];
                    Token::Hex(byte)
                }
                (first, _) => Token::Symbol(first),
            });
        }
        let (word, after) = rest.split_at(letters);
        let word = std::str::from_utf8(word).unwrap_or_default();
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after[sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let end = if digits == 0 { 0 } else { sign + digits };
        let number = std::str::from_utf8(&after[..end]).ok().and_then(|text| text.parse().ok());
        let after = &after[end..];
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.rest.len());
            let (binary, after) = self.rest.split_at(length);
            self.rest = after;
            return Some(Token::Binary(binary));
        }
        Some(Token::Word(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        let rest = self.rest;
        match rest.split_first()? {
            (b'{', after) => {
                self.rest = after;
                Some(Token::Open)
            }
            (b'}', after) => {
                self.rest = after;
                Some(Token::Close)
            }
            (b'\\', after) => {
                self.rest = &[];
                self.control(after)
            }
            (b'\r' | b'\n', after) => {
                self.rest = after;
                self.next_line(after)
            }
            _ => {
                let end = rest.iter().position(|byte| b"{}\\\r\n".contains(byte));
                let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
                self.rest = after;
                Some(Token::Text(text))
            }
        }
    }
}

impl<'b> Tokens<'b> {
    /// Line breaks mean nothing.
    fn next_line(&mut self, after: &'b [u8]) -> Option<Token<'b>> {
        let breaks = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.rest = &after[breaks..];
        self.next()
    }
}
