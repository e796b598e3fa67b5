//! Numbers of a workbook as they are stored and as a sheet shows them (ISO/IEC 29500-1 §18.8.30).

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    document::{
        Look,
        formats::{
            cells::expanded,
            look::Looks,
            markup::{Element, Node, walk},
        },
    },
    text::epoch_day,
};

/// The `Formats` of a workbook: how cells of each style show what they hold.
#[derive(Debug, Default)]
pub(super) struct Formats {
    styles: Vec<Style>,
    /// Days are counted from 1904.
    pub(super) from_1904: bool,
}

#[derive(Debug, Clone, Copy)]
struct Style {
    shows: Shows,
    look: Option<Look>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Plain,
    Date,
    Percent,
    /// Neither numbers nor text.
    Nothing,
    /// Text only.
    NoNumber,
}

impl Formats {
    /// The formats in the part `text`.
    pub(super) fn read(text: &str) -> Self {
        let mut codes: BTreeMap<u32, String> = BTreeMap::new();
        let mut fonts: Vec<Looks> = Vec::new();
        let mut fills: Vec<Option<String>> = Vec::new();
        let mut styles = Vec::new();
        let mut path: Vec<String> = Vec::new();
        let mut pattern = String::new();
        walk(text, |node| match node {
            Node::Open(element) => {
                let within = |name: &str| path.last().is_some_and(|last| last == name);
                match element.name() {
                    "numFmt" => {
                        if let Some((id, code)) =
                            element.number("numFmtId").zip(element.attribute("formatCode"))
                        {
                            codes.insert(id, code);
                        }
                    }
                    "font" if within("fonts") => fonts.push(Looks::default()),
                    "sz" if within("font") => {
                        if let Some(font) = fonts.last_mut() {
                            font.size = element.number("val").map(|points| points * 2);
                        }
                    }
                    "color" if within("font") => {
                        if let Some(font) = fonts.last_mut() {
                            font.colour = colour(&element);
                        }
                    }
                    "fill" if within("fills") => fills.push(None),
                    "patternFill" => {
                        pattern =
                            element.attribute("patternType").unwrap_or_else(|| "solid".into());
                    }
                    "gradientFill" => {
                        if let Some(fill) = fills.last_mut() {
                            *fill = Some("gradient".to_owned());
                        }
                    }
                    "fgColor" => {
                        if let Some(fill) = fills.last_mut() {
                            *fill = match pattern.as_str() {
                                "none" => None,
                                "solid" => colour(&element),
                                // Of two colours.
                                other => Some(other.to_owned()),
                            };
                        }
                    }
                    "xf" if within("cellXfs") => {
                        let id = element.number("numFmtId").unwrap_or(0);
                        let at = |name: &str| {
                            element.number(name).and_then(|at| usize::try_from(at).ok())
                        };
                        let font = at("fontId").and_then(|at| fonts.get(at));
                        let ground = at("fillId").and_then(|at| fills.get(at)?.as_deref());
                        styles.push(Style {
                            shows: shows(id, codes.get(&id).map(String::as_str)),
                            look: font.and_then(|font| look(font, ground)),
                        });
                    }
                    _ => {}
                }
                path.push(element.name().to_owned());
            }
            Node::Close(_) => {
                path.pop();
            }
            _ => {}
        });
        Self { styles, from_1904: false }
    }

    /// What a cell of the style at index `style` that holds the number `stored` says, and why a
    /// reader does not see it.
    pub(super) fn shown<'v>(&self, stored: &'v str, style: usize) -> (Cow<'v, str>, Option<Look>) {
        let Some(style) = self.styles.get(style) else { return (expanded(stored), None) };
        match style.shows {
            Shows::Plain => (expanded(stored), style.look),
            Shows::Nothing | Shows::NoNumber => (expanded(stored), Some(Look::Hidden)),
            Shows::Date => match date(stored, self.from_1904) {
                Some(day) => (day.into(), style.look),
                None => (expanded(stored), style.look),
            },
            Shows::Percent => match stored.parse::<f64>() {
                Ok(share) => (format!("{}%", (share * 1e10).round() / 1e8).into(), style.look),
                Err(_) => (stored.into(), style.look),
            },
        }
    }

    /// Why a reader does not see text in a cell of the style at index `style`.
    pub(super) fn look(&self, style: usize) -> Option<Look> {
        let style = self.styles.get(style)?;
        if style.shows == Shows::Nothing { Some(Look::Hidden) } else { style.look }
    }
}

/// Why a reader does not see text in `font` before this `ground`; a font without a colour is black.
fn look(font: &Looks, ground: Option<&str>) -> Option<Look> {
    let colour = font.colour.clone().or_else(|| Some("000000".to_owned()));
    Looks { colour, ..font.clone() }.look(ground)
}

/// A colour as it can be compared: hexadecimal, or the number of the theme's.
fn colour(element: &Element<'_>) -> Option<String> {
    // A share of white or black that is mixed in.
    let tint = element.attribute("tint").filter(|tint| tint.parse::<f64>() != Ok(0.0));
    let number = |name: &str| element.attribute(name).map(|number| (name.to_owned(), number));
    if let Some(rgb) = element.attribute("rgb") {
        return Some(rgb.get(rgb.len().saturating_sub(6)..).unwrap_or(&rgb).to_owned());
    }
    let (kind, number) = number("theme").or_else(|| number("indexed"))?;
    match (kind.as_str(), number.as_str(), &tint) {
        // The first colour of a theme is the one behind everything, the second that of its text; of
        // the palette two are white and two black, and those of the system are at its end.
        ("theme", "0", None) | ("indexed", "1" | "9" | "65", None) => Some("FFFFFF".to_owned()),
        ("theme", "1", None) | ("indexed", "0" | "8" | "64", None) => Some("000000".to_owned()),
        _ => Some(format!("{kind} {number} {}", tint.unwrap_or_default())),
    }
}

/// What a number format shows, by its number or its `code`.
fn shows(id: u32, code: Option<&str>) -> Shows {
    let Some(code) = code else {
        return match id {
            9 | 10 => Shows::Percent,
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Shows::Date,
            _ => Shows::Plain,
        };
    };
    // Sections for numbers above, below and at zero, and for text; a blank one shows nothing.
    let code = &code.replace("\"\"", "");
    let blank: Vec<bool> = code.split(';').map(|section| section.trim().is_empty()).collect();
    if blank.len() > 1 && blank.iter().take(3).all(|blank| *blank) {
        return if blank.get(3) == Some(&true) { Shows::Nothing } else { Shows::NoNumber };
    }
    // Words in quotes and brackets are shown as they stand.
    let mut bare = String::new();
    let mut inside = None;
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match (inside, char) {
            (Some(end), char) if char == end => inside = None,
            (Some(_), _) => {}
            (None, '"') => inside = Some('"'),
            (None, '[') => inside = Some(']'),
            (None, '\\' | '_' | '*') => {
                chars.next();
            }
            (None, char) => bare.push(char.to_ascii_lowercase()),
        }
    }
    let bare = bare.replace("general", "");
    if bare.contains(['y', 'd']) || bare.contains('m') && !bare.contains(['0', '#']) {
        Shows::Date
    } else if bare.contains('%') {
        Shows::Percent
    } else {
        Shows::Plain
    }
}

/// `text` with its escapes undone: `_x000D_` stands for a character that markup cannot hold
/// (ISO/IEC 29500-1 §22.9.2.19).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("_x") {
        plain.push_str(before);
        match escaped(from) {
            Some(char) => {
                plain.push(char);
                rest = &from[5..];
            }
            None => {
                plain.push_str("_x");
                rest = from;
            }
        }
    }
    plain + rest
}

/// The character that `code` begins with: four digits and an underscore.
fn escaped(code: &str) -> Option<char> {
    let (digits, rest) = code.split_at_checked(4)?;
    let is_code = rest.starts_with('_') && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_code)?)
}

/// The day that a date counts to, `YYYY-MM-DD`, and the time behind it if there is one.
fn date(stored: &str, from_1904: bool) -> Option<String> {
    let number: f64 = stored.parse().ok()?;
    // Beyond the year 9999 there are no dates.
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let days = number.floor();
    // The first of January 1900 is day 1, and 1900 counts as a leap year.
    let before = if from_1904 {
        24_107.0
    } else if days < 60.0 {
        25_568.0
    } else {
        25_569.0
    };
    let minutes = ((number - days) * 1440.0).round();
    // The day is a whole number well within what fits.
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let (days, minutes) = ((days - before) as i64, minutes as i64);
    let time = if minutes > 0 {
        format!(" {:02}:{:02}", minutes / 60 % 24, minutes % 60)
    } else {
        String::new()
    };
    Some(epoch_day(days) + &time)
}
