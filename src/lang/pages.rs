//! Files to begin with, every key explained.

use super::{Lang, fill};

/// The file to begin with that is named `page`, its `{name}` places filled from `args`; empty where
/// there is none.
pub fn page(lang: Lang, page: &str, args: &[(&str, &str)]) -> String {
    let text = match page {
        "rule" => lang.pick(include_str!("pages/rule.zh.toml"), include_str!("pages/rule.en.toml")),
        "config" => {
            lang.pick(include_str!("pages/config.zh.toml"), include_str!("pages/config.en.toml"))
        }
        "contacts" => {
            lang.pick(include_str!("pages/contacts.zh.csv"), include_str!("pages/contacts.en.csv"))
        }
        "mail-domains" => lang.pick(
            include_str!("pages/mail-domains.zh.csv"),
            include_str!("pages/mail-domains.en.csv"),
        ),
        "numbers" => {
            lang.pick(include_str!("pages/numbers.zh.csv"), include_str!("pages/numbers.en.csv"))
        }
        "masks" => {
            lang.pick(include_str!("pages/masks.zh.csv"), include_str!("pages/masks.en.csv"))
        }
        _ => "",
    };
    fill(text, args)
}
