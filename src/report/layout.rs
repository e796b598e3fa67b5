//! Lines on a terminal: painted, made safe to print, wrapped where a reader of Chinese would.

use std::{
    io::{self, Write},
    iter,
    ops::Range,
};

use colored::{Color, Colorize as _};

use crate::{
    rules::Severity,
    text::{visible, width},
};

/// Columns below which wrapping would only make things worse.
const NARROWEST: usize = 30;

/// How a stretch of a line is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Label,
    Value,
    Warning,
    Severity(Severity),
}

/// A `Sheet` takes lines of painted stretches.
pub(super) struct Sheet<'o> {
    pub(super) out: &'o mut dyn Write,
    /// Paint at all.
    pub(super) colour: bool,
    /// Wrap at this many columns.
    pub(super) columns: Option<usize>,
}

impl Sheet<'_> {
    /// Writes one line, `indent` columns in; what does not fit goes on `hang` columns in.
    pub(super) fn line(
        &mut self,
        indent: usize,
        hang: usize,
        stretches: &[(Ink, &str)],
    ) -> io::Result<()> {
        let chars: Vec<(Ink, char)> = stretches
            .iter()
            .flat_map(|(ink, text)| {
                visible(text).chars().map(|char| (*ink, char)).collect::<Vec<_>>()
            })
            .collect();
        let columns = self.columns.filter(|columns| *columns >= NARROWEST);
        let hang =
            if columns.is_some_and(|columns| hang > columns / 2) { indent + 2 } else { hang };
        for (number, range) in wrap(&chars, columns, indent, hang).into_iter().enumerate() {
            let indent = if number == 0 { indent } else { hang };
            write!(self.out, "{:indent$}", "")?;
            for stretch in chars[range].chunk_by(|a, b| a.0 == b.0) {
                let text: String = stretch.iter().map(|(_, char)| *char).collect();
                let ink = stretch.first().map_or(Ink::Plain, |(ink, _)| *ink);
                write!(self.out, "{}", self.paint(ink, text))?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes an empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn paint(&self, ink: Ink, text: String) -> String {
        if !self.colour {
            return text;
        }
        let painted = match ink {
            Ink::Plain => return text,
            Ink::Strong => text.bold(),
            Ink::Faint => text.dimmed(),
            Ink::Label => text.cyan(),
            Ink::Value => text.red().bold(),
            Ink::Warning => text.yellow().bold(),
            Ink::Severity(severity) => text.color(colour(severity)).bold(),
        };
        painted.to_string()
    }
}

fn colour(severity: Severity) -> Color {
    match severity {
        Severity::Critical | Severity::High => Color::Red,
        Severity::Medium => Color::Yellow,
        Severity::Low => Color::Blue,
    }
}

/// The lines of `chars`: one where `columns` is `None`.
fn wrap(
    chars: &[(Ink, char)],
    columns: Option<usize>,
    indent: usize,
    hang: usize,
) -> Vec<Range<usize>> {
    let Some(columns) = columns else { return iter::once(0..chars.len()).collect() };
    let mut lines = Vec::new();
    let (mut start, mut room) = (0, columns.saturating_sub(indent));
    let (mut used, mut opening) = (0, None);
    let mut at = 0;
    while at < chars.len() {
        if at > start && may_break(chars[at - 1].1, chars[at].1) {
            opening = Some(at);
        }
        used += char_width(chars[at].1);
        if used <= room || at == start {
            at += 1;
            continue;
        }
        let end = opening.unwrap_or(at);
        lines.push(trimmed(chars, start..end));
        start = end + chars[end..].iter().take_while(|(_, char)| *char == ' ').count();
        (at, used, opening) = (start, 0, None);
        room = columns.saturating_sub(hang);
    }
    if start < chars.len() || lines.is_empty() {
        lines.push(start..chars.len());
    }
    lines
}

fn trimmed(chars: &[(Ink, char)], range: Range<usize>) -> Range<usize> {
    let blanks = chars[range.clone()].iter().rev().take_while(|(_, char)| *char == ' ').count();
    range.start..range.end - blanks
}

/// Whether a line may end between the two: after a blank, or beside a wide character, but a closing
/// mark never begins a line and an opening one never ends it.
fn may_break(before: char, after: char) -> bool {
    let wide = char_width(before) == 2 || char_width(after) == 2;
    before == ' ' && after != ' '
        || wide
            && !"，。；：！？、）》」』】”’…★".contains(after)
            && !"（《「『【“‘".contains(before)
}

fn char_width(char: char) -> usize {
    width(char.encode_utf8(&mut [0; 4]))
}
