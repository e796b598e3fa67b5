//! The one masking function: no value leaves the tool but through it.

use crate::{rules::Category, text::digit};

/// What stands for the hidden part of a value, however long that is.
const STARS: &str = "****";

/// `value` as it may be shown: at most its first two and last two characters and never more than a
/// quarter of it; nothing of a value under eight characters, nor of a credential.
pub fn mask(value: &str, category: Category) -> String {
    let count = value.chars().count();
    if count < 8 || category == Category::Credential {
        return STARS.to_owned();
    }
    let shown = (count / 4).min(4);
    let (head, tail) = (shown.div_ceil(2), shown / 2);
    let mut masked: String = value.chars().take(head).collect();
    masked.push_str(STARS);
    masked.extend(value.chars().skip(count - tail));
    masked
}

/// `text` with every run of five or more digits masked, whatever script or width they have.
pub fn mask_digits(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut run = String::new();
    for char in text.chars().chain(['\0']) {
        if is_digit(char) {
            run.push(char);
            continue;
        }
        if run.chars().count() >= 5 {
            masked.push_str(&mask(&run, Category::PersonalInformation));
        } else {
            masked.push_str(&run);
        }
        run.clear();
        if char != '\0' {
            masked.push(char);
        }
    }
    masked
}

fn is_digit(char: char) -> bool {
    char.is_numeric() || digit(char).is_some()
}
