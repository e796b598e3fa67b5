//! Names in an address that end in a suffix.

use super::{
    line::is_han,
    token::{Kind, Level},
    walk::Walk,
    words::{BEFORE_NUMBER, LEADS, ROADS, SUFFIXES, is_numeral},
};

/// Longest name before a suffix, and at the start of a chain.
const LONGEST_SUFFIXED: usize = 10;
const LONGEST_FIRST: usize = 6;
/// Longest name of a village's group.
const LONGEST_GROUP: usize = 4;

impl Walk<'_> {
    /// A suffix that ends a name, or goes on from the suffix before it (中关村|大街); and the group of
    /// a village that has a name for a number (王营组).
    pub(super) fn suffix(&mut self) -> bool {
        if !self.line.is(self.at, is_han) {
            return false;
        }
        let pending = self.pending();
        let suffix = SUFFIXES.at_start(self.line.rest(self.at));
        if let Some((word, level)) = suffix.filter(|(word, _)| self.is_suffix(word)) {
            let end = self.at + word.chars().count();
            if let Some(last) = self.chain.last_mut()
                && pending == 0
                && last.end == self.at
                && last.has_suffix()
            {
                (last.end, last.level, last.word) = (end, level, word);
                (self.at, self.name) = (end, end);
                return true;
            }
            let named = (1..=LONGEST_SUFFIXED).contains(&pending)
                && self.line.all(self.name, self.at, char::is_alphanumeric);
            let start = if self.chain.is_empty() { self.first_name() } else { self.name };
            if named && start < self.at {
                self.push(start, end, level, Kind::Suffix, word);
                return true;
            }
        }
        let village = self.chain.last().is_some_and(|last| last.level == Level::Village);
        let group = village
            && self.line.char(self.at) == Some('组')
            && (1..=LONGEST_GROUP).contains(&pending)
            && self.line.char(self.name) != Some('小')
            && !self.line.is(self.at + 1, |char| "织合员长成建".contains(char));
        if group {
            self.push(self.name, self.at + 1, Level::Group, Kind::Counter, "组");
        }
        group
    }

    /// Whether `word` is a suffix here: some are in front of a number only, or after a numeral or a
    /// direction (翠苑五区).
    fn is_suffix(&self, word: &str) -> bool {
        if !BEFORE_NUMBER.contains(&word) {
            return true;
        }
        let inside = !self.chain.is_empty();
        let counted = self.line.is(self.at + 1, |char| char.is_ascii_digit() || is_numeral(char))
            && self.line.number(self.at + 1).is_some();
        if word != "区" {
            return counted;
        }
        let part = |char| is_numeral(char) || "东西南北".contains(char);
        inside && (counted || self.pending() > 1 && self.line.before(self.at).is_some_and(part))
    }

    /// Whether a suffix stands at `at`, perhaps behind a direction or a numeral: what follows 南京 in
    /// 南京路 and 北京 in 北京西路.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        let rest = self.line.rest(at);
        let direction =
            rest.strip_prefix(['东', '西', '南', '北', '中', '一', '二', '三', '四', '五']);
        let road = direction.and_then(|rest| SUFFIXES.at_start(rest));
        !rest.starts_with('区') && SUFFIXES.at_start(rest).is_some()
            || road.is_some_and(|(word, _)| ROADS.contains(&word))
    }

    /// Where the name that ends here begins, if it is the first of its chain: behind words that lead
    /// to an address.
    fn first_name(&self) -> usize {
        let start = self.name.max(self.at.saturating_sub(LONGEST_FIRST));
        let mut name = self.line.slice(start, self.at);
        for lead in LEADS.iter() {
            let long = lead.chars().nth(1).is_some();
            if let Some((before, after)) = name.rsplit_once(*lead)
                && !after.is_empty()
                && (long || before.is_empty())
            {
                name = after;
            }
        }
        self.at - name.chars().count()
    }
}
