//! Numbers in an address.

use super::{
    line::{HouseNumber, is_han},
    token::{Kind, Level},
    walk::{LONGEST_PLACE, MOST_BETWEEN, Walk},
    words::{COUNTERS, HANZI_COUNTERS, UNITS, YARDS, is_numeral},
};

/// Longest number that needs no counter, where it has no hyphens.
const LONGEST_BARE: usize = 5;

impl Walk<'_> {
    /// A number with its counter, or one that needs none.
    pub(super) fn number(&mut self) -> bool {
        let alphanumeric = |char: char| char.is_ascii_alphanumeric();
        if !self.line.is(self.at, |char| alphanumeric(char) || is_numeral(char))
            || self.line.before(self.at).is_some_and(alphanumeric)
        {
            return false;
        }
        let Some(number) = self.line.number(self.at) else { return false };
        if self.counted(number) || !number.hanzi && self.bare(number) {
            return true;
        }
        if number.hanzi {
            return false;
        }
        // 305国道: digits may begin a name.
        let begins = self.pending() == 0
            && self.chain.last().is_some_and(|last| last.level <= Level::County)
            && self.line.is(number.end, is_han);
        if !begins {
            self.close();
            self.name = number.end;
        }
        self.at = number.end;
        true
    }

    /// A number with its counter. A name in front of it is a place (城南坪3组).
    fn counted(&mut self, number: HouseNumber) -> bool {
        let blanks = (number.end..number.end + MOST_BETWEEN)
            .take_while(|at| self.line.char(*at) == Some(' '));
        let at = number.end + blanks.count();
        let counter = COUNTERS.at_start(self.line.rest(at));
        let Some((word, level)) = counter.filter(|(word, _)| self.counts(number, at, word)) else {
            return false;
        };
        // 第12号, 某字第3号: no door.
        if self.line.before(self.at).is_some_and(|char| matches!(char, '第' | '字' | '〕')) {
            self.close();
            return false;
        }
        let (start, end) = (self.at, at + word.chars().count());
        self.place();
        self.push(start, end, level, Kind::Counter, word);
        true
    }

    /// Whether `word`, at `at`, is a counter of `number`.
    fn counts(&self, number: HouseNumber, at: usize, word: &str) -> bool {
        if number.hanzi && !HANZI_COUNTERS.contains(&word) {
            return false;
        }
        let last = self.chain.last().map(|token| token.level);
        match word {
            "社" => self.line.char(at + 1) != Some('区'),
            "区" | "期" => last.is_some(),
            "村" => last == Some(Level::Town) || number.hanzi,
            "连" => last.is_some() || number.hanzi,
            _ => true,
        }
    }

    /// A number without a counter: a room where it is hyphenated (3-2-501) or follows a building, a
    /// unit or the name of an estate.
    fn bare(&mut self, number: HouseNumber) -> bool {
        let Some(last) = self.chain.last().map(|token| token.level) else { return false };
        let written = self.line.slice(self.at, number.end);
        let date = (written.starts_with("19") || written.starts_with("20"))
            && written.as_bytes().get(4) == Some(&b'-');
        let hyphen = written.contains('-') && !date;
        let short = number.end - self.at <= LONGEST_BARE && !date;
        let digit = self.line.is(self.at, |char| char.is_ascii_digit());
        let named = (1..=LONGEST_PLACE).contains(&self.pending())
            && self.line.all(self.name, self.at, is_han);
        if named && (hyphen || short) && last >= Level::County && digit {
            self.place();
        }
        let Some(last) = self.chain.last().copied() else { return false };
        let follows = hyphen && last.level >= Level::Road
            || short && matches!(last.level, Level::Building | Level::Unit)
            || short && (last.is_estate() || YARDS.contains(&last.word))
            || short && hyphen && last.kind == Kind::Place;
        let amount = self.line.is(number.end, |char| UNITS.contains(char));
        if self.pending() > 0 || !digit || !follows || amount {
            return false;
        }
        let room = last.level >= Level::Door || hyphen;
        let level = if room { Level::Room } else { Level::Door };
        self.push(self.at, number.end, level, Kind::Bare, "");
        true
    }
}
