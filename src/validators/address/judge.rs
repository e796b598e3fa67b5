//! What a chain of tokens amounts to.

use super::{
    Address,
    line::{Line, is_han},
    token::{Kind, Level, Token},
    words::{COMPANIES, GROUPS, HOMES, OFFICES},
};
use crate::{text::Span, validators::Proof};

/// An address has no fewer different levels.
const FEWEST_LEVELS: u32 = 3;
/// How far behind and in front of an address words may say whose it is, in characters.
const BEHIND: usize = 14;
const IN_FRONT: usize = 8;

/// The address that `chain` is, if it is one.
pub(super) fn judge(line: &Line<'_>, chain: &[Token]) -> Option<Address> {
    let last = chain.iter().rposition(|token| token.kind != Kind::Place)?;
    let chain = chain.get(..=last)?;
    let (start, end) = (chain.first()?.start, chain.last()?.end);
    let parts = Parts::of(chain);
    let deep = !parts.number && parts.region && parts.deep;
    let whole = parts.number
        && parts.levels.count_ones() >= FEWEST_LEVELS
        && (parts.region || parts.local || parts.estate_word);
    if !deep && !whole {
        return None;
    }
    let office = whole && is_office(line, start, end);
    let home = whole && !office && parts.is_home();
    let proof = match (home && parts.region, deep || office) {
        (true, _) => Proof::Checked,
        (_, true) => Proof::Bare,
        _ => Proof::Shaped,
    };
    Some(Address { span: Span::new(line.byte(start), line.byte(end)), proof, home, deep })
}

/// What there is in a chain.
#[derive(Debug, Default)]
struct Parts {
    /// One bit a level; a place stands for a door.
    levels: u16,
    region: bool,
    /// A town, a village or a road.
    local: bool,
    /// A village, a road or an estate: one goes on foot from there.
    deep: bool,
    village: bool,
    /// It is called as estates are.
    estate_word: bool,
    /// The same, or a mere name where one would be.
    estate: bool,
    /// Any number.
    number: bool,
    /// More numbers than one, and the last of all is a room's.
    room_last: bool,
    building: bool,
    /// A unit or a room, not only a floor.
    inner: bool,
    group: bool,
    door: bool,
}

impl Parts {
    fn of(chain: &[Token]) -> Self {
        let mut parts = Self::default();
        for token in chain {
            let level = if token.kind == Kind::Place { Level::Door } else { token.level };
            let number = token.is_number();
            parts.levels |= 1 << level as u16;
            parts.region |= token.kind == Kind::Region;
            parts.local |= matches!(level, Level::Town | Level::Village | Level::Road);
            parts.deep |= matches!(level, Level::Village | Level::Road | Level::Door);
            parts.village |= level == Level::Village;
            parts.estate_word |= token.is_estate();
            parts.estate |= token.is_estate() || token.kind == Kind::Place;
            parts.building |= number && level == Level::Building;
            parts.inner |=
                number && matches!(level, Level::Unit | Level::Room) && token.word != "层";
            parts.group |= GROUPS.contains(&token.word);
            parts.door |= number && token.word == "号";
            parts.room_last = parts.number && number && level == Level::Room;
            parts.number |= number;
        }
        parts
    }

    /// Whether people live there.
    fn is_home(&self) -> bool {
        let room = (self.building || self.estate) && self.inner;
        let door = (self.village || self.estate) && (self.group || self.door);
        let known = self.region && (self.group || self.inner && self.door || self.room_last);
        room || door || known || self.estate && self.building
    }
}

/// Whether it is said, in the address or beside it, that people work there.
fn is_office(line: &Line<'_>, start: usize, end: usize) -> bool {
    let inside = line.slice(start, end);
    if HOMES.iter().any(|word| inside.contains(word)) {
        return false;
    }
    let goes_on = |char: char| is_han(char) || char.is_alphanumeric() || " (#-".contains(char);
    let behind = (end..end + BEHIND).take_while(|at| line.is(*at, goes_on)).count();
    let text = line.slice(start, end + behind);
    let in_front = line.slice(start.saturating_sub(IN_FRONT), start);
    let in_front = in_front.trim_end_matches(|char| "(: ,在位于".contains(char));
    names_office(text) || COMPANIES.iter().any(|word| in_front.ends_with(word))
}

/// Whether an office's word is in `text`, and not in the name of a road or village (大学路, 中心街,
/// 村民委员会).
fn names_office(text: &str) -> bool {
    let named = |before: &str, word: &str, after: &str| {
        after.starts_with(['路', '街', '道', '巷', '里', '村'])
            || word == "委员会" && before.ends_with('民')
    };
    OFFICES.iter().any(|word| {
        text.match_indices(word).any(|(at, word)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            !named(before, word, after)
        })
    })
}
