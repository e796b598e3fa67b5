//! Every sentence a person reads, in both languages. Facts come in, words go out.

mod messages;

pub use messages::{MESSAGES, Message};

/// A language of the people who read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The first of `wishes` that says something: English where it begins with `en`, Chinese for
    /// anything else, and where nothing is said.
    pub fn choose<'a>(wishes: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let wish = wishes.into_iter().flatten().find(|wish| !wish.is_empty());
        match wish {
            Some(wish) if wish.starts_with("en") => Self::En,
            _ => Self::Zh,
        }
    }
}

/// The sentence with this code, its `{name}` places filled from `args`.
pub fn say(lang: Lang, code: &str, args: &[(&str, &str)]) -> String {
    let found = MESSAGES.iter().find(|message| message.code == code);
    let mut sentence = found
        .map_or(code, |message| match lang {
            Lang::Zh => message.zh,
            Lang::En => message.en,
        })
        .to_owned();
    for (name, value) in args {
        sentence = sentence.replace(&format!("{{{name}}}"), value);
    }
    sentence
}
