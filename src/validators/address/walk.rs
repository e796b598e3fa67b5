//! The walk over a line.

use super::{
    Address,
    gazetteer::Gazetteer,
    judge::judge,
    line::{Line, is_han},
    token::{Kind, Level, Token},
    words::STOPS,
};

/// Longest name inside a chain, and before a number.
const LONGEST_NAME: usize = 12;
pub(super) const LONGEST_PLACE: usize = 8;
/// Most characters that may stand between two tokens.
pub(super) const MOST_BETWEEN: usize = 2;

/// Every address of `text`, which is one line.
pub(super) fn walk(text: &str, gazetteer: &Gazetteer) -> impl Iterator<Item = Address> {
    let line = Line::new(text);
    let mut walk =
        Walk { line: &line, gazetteer, chain: Vec::new(), name: 0, at: 0, found: Vec::new() };
    while walk.at < line.len() {
        if !(walk.region() || walk.number() || walk.suffix() || walk.name()) {
            walk.mark();
        }
    }
    walk.close();
    walk.found.into_iter()
}

pub(super) struct Walk<'a> {
    pub(super) line: &'a Line<'a>,
    gazetteer: &'a Gazetteer,
    /// The tokens of the address that is being read.
    pub(super) chain: Vec<Token>,
    /// Where the name that is being read begins.
    pub(super) name: usize,
    /// Where the walk is.
    pub(super) at: usize,
    found: Vec<Address>,
}

/// Every step looks at the character where the walk is, and says whether it went on.
impl Walk<'_> {
    /// A name of the gazetteer. A short one is part of another name where a suffix is glued to it
    /// (南京|路, 五常|街道) or where it goes no deeper than the chain; a full one then begins a new
    /// chain.
    fn region(&mut self) -> bool {
        if !self.line.is(self.at, is_han) {
            return false;
        }
        let Some(found) = self.gazetteer.at_start(self.line.rest(self.at)) else { return false };
        let pending = self.pending() > 0;
        let inside = !self.chain.is_empty();
        let end = self.at + found.chars;
        let last = self.chain.last().map(|token| token.level);
        let deeper = last.is_none_or(|last| found.level > last);
        if !found.full && (self.is_glued(end) || inside && !deeper) || pending && inside && !deeper
        {
            return false;
        }
        if inside && (pending || found.full && !deeper) {
            self.close();
        }
        self.push(self.at, end, found.level, Kind::Region, "");
        true
    }

    /// Any other Hanzi: part of a name, unless no name has it or the name is too long.
    fn name(&mut self) -> bool {
        let Some(char) = self.line.char(self.at).filter(|char| is_han(*char)) else {
            return false;
        };
        let stop = STOPS.contains(char);
        if stop || !self.chain.is_empty() && self.pending() >= LONGEST_NAME {
            self.close();
        }
        if !stop && self.chain.is_empty() && self.pending() >= LONGEST_NAME {
            self.name = self.at - LONGEST_NAME + 1;
        }
        self.at += 1;
        if stop {
            self.name = self.at;
        }
        true
    }

    /// Anything else: one or two marks may stand between two tokens, a comma only behind a region.
    fn mark(&mut self) {
        let region = self.chain.last().is_some_and(|last| last.kind == Kind::Region);
        let between = |char| " -·/|".contains(char);
        let glue = !self.chain.is_empty()
            && self.pending() == 0
            && self.line.is(self.at, |char| between(char) || region && char == ',');
        if glue {
            let marks = (self.at..self.at + MOST_BETWEEN)
                .take_while(|at| self.line.is(*at, |char| between(char) || char == ','));
            self.at += marks.count();
        } else {
            self.close();
            self.at += 1;
        }
        self.name = self.at;
    }

    /// How many characters the name has that is being read.
    pub(super) fn pending(&self) -> usize {
        self.at - self.name
    }

    /// Takes the name in front of a number into the chain as a place by itself.
    pub(super) fn place(&mut self) {
        let written = self.line.slice(self.name, self.at).trim_matches(' ');
        let fits = (1..=LONGEST_PLACE).contains(&written.chars().count())
            && written.chars().all(is_han)
            && self.chain.last().is_some_and(|last| last.level <= Level::Door);
        if fits {
            self.push(self.name, self.at, Level::Door, Kind::Place, "");
        }
    }

    /// Adds a token to the chain, or to a new one where it does not go deeper.
    pub(super) fn push(
        &mut self,
        start: usize,
        end: usize,
        level: Level,
        kind: Kind,
        word: &'static str,
    ) {
        let mut level = level;
        if let Some(last) = self.chain.last().map(|token| token.level) {
            match word {
                "楼" if last >= Level::Building => level = Level::Unit,
                "号" if last >= Level::Building => level = Level::Room,
                _ => {}
            }
            let loose = matches!(word, "号" | "号院" | "附")
                || last.is_loose() && level.is_loose()
                || kind == Kind::Bare;
            if level < last && !loose {
                self.close();
            }
        }
        self.chain.push(Token { start, end, level, kind, word });
        (self.at, self.name) = (end, end);
    }

    /// Ends the chain; it may have been an address.
    pub(super) fn close(&mut self) {
        self.found.extend(judge(self.line, &self.chain));
        self.chain.clear();
    }
}
