//! Every sentence a person reads, in both languages. Facts come in, words go out.

mod messages;
mod pages;

pub use messages::{MESSAGES, Message};
pub use pages::page;

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

    /// Whichever of the two texts is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// `items` as a list within a sentence.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(self.pick("、", ", "))
    }

    /// `clauses` in a row, each of which may hold a list itself.
    pub fn clauses<S: AsRef<str>>(self, clauses: &[S]) -> String {
        let clauses: Vec<&str> = clauses.iter().map(AsRef::as_ref).collect();
        clauses.join(self.pick("；", "; "))
    }
}

/// The sentence with this code, its `{name}` places filled from `args`. A code without a sentence
/// is said as it is; the tests see to it that there is none.
pub fn say(lang: Lang, code: &str, args: &[(&str, &str)]) -> String {
    match find(code) {
        Some(message) => fill(lang.pick(message.zh, message.en), args),
        None => code.to_owned(),
    }
}

/// What `code` is called in every language, that of the reader first; nothing where this table does
/// not know it.
pub fn called(lang: Lang, code: &str) -> Vec<&'static str> {
    let languages = [lang, lang.pick(Lang::En, Lang::Zh)];
    let message = find(code).into_iter();
    message.flat_map(|message| languages.map(|lang| lang.pick(message.zh, message.en))).collect()
}

/// What `name`, one of an open or an institution's own set of names (`field`, `shape`, `format` …),
/// is called; `None` where this table does not know it.
pub fn name(lang: Lang, set: &str, name: &str) -> Option<&'static str> {
    let message = find(&format!("{set}.{name}"))?;
    Some(lang.pick(message.zh, message.en))
}

fn find(code: &str) -> Option<&'static Message> {
    let at = MESSAGES.binary_search_by(|message| message.code.cmp(code)).ok()?;
    MESSAGES.get(at)
}

/// Fills places in one pass, so that nothing inside a fact is taken for a place.
fn fill(sentence: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let place = from.split_once('}').and_then(|(place, after)| {
            let fact = args.iter().find(|(name, _)| *name == place)?;
            Some((fact.1, after))
        });
        match place {
            Some((fact, after)) => {
                filled.push_str(fact);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = from;
            }
        }
    }
    filled.push_str(rest);
    filled
}
