//! A file and what is made of it.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{bytes::break_bytes, chance::Chance, markup::break_markup};
use crate::word::package;

/// An `Original` is a file that is to be broken.
pub(super) struct Original {
    bytes: Vec<u8>,
    /// Name and content of its members; none where it is no package.
    members: Vec<(String, Vec<u8>)>,
    /// What stands in it, and its words of Hanzi.
    text: String,
    words: Vec<String>,
}

/// A `Mutant` is a file broken somewhere.
pub(super) struct Mutant {
    pub(super) bytes: Vec<u8>,
    /// How much it holds, unpacked.
    pub(super) size: usize,
    /// What stands in it.
    text: String,
    /// It is broken as markup or as a package, so that every word in it is in its place or in a
    /// wrong one, and to be read in either.
    pub(super) legible: bool,
}

impl Original {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let members = members(bytes);
        let text = if members.is_empty() { text(&[bytes]) } else { text(&contents(&members)) };
        let mut words: Vec<String> = text
            .split(|c| !('\u{4e00}'..='\u{9fff}').contains(&c))
            .filter(|word| word.chars().count() > 1)
            .map(str::to_owned)
            .collect();
        words.sort();
        words.dedup();
        Self { bytes: bytes.to_vec(), members, text, words }
    }

    /// The mutant that follows from `seed`.
    pub(super) fn mutant(&self, seed: u64) -> Mutant {
        let mut chance = Chance::new(seed);
        if self.members.is_empty() {
            let mut bytes = self.bytes.clone();
            let legible = break_content(&mut bytes, &mut chance);
            return Mutant { size: bytes.len(), text: text(&[&bytes]), legible, bytes };
        }
        if chance.below(5) == 0 {
            let mut bytes = self.bytes.clone();
            break_bytes(&mut bytes, &mut chance);
            let text = if bytes.is_empty() { String::new() } else { self.text.clone() };
            return Mutant { size: bytes.len() + text.len(), text, legible: false, bytes };
        }
        let mut members = self.members.clone();
        let at = chance.below(members.len());
        let legible = match chance.below(10) {
            0 => {
                members.remove(at);
                true
            }
            1 => {
                let other = chance.below(members.len());
                let name = members[other].0.clone();
                members[other].0 = std::mem::replace(&mut members[at].0, name);
                true
            }
            _ => break_content(&mut members[at].1, &mut chance),
        };
        let contents = contents(&members);
        let size = contents.iter().map(|content| content.len()).sum();
        let named: Vec<(&str, &[u8])> =
            members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        Mutant { bytes: package(&named), size, text: text(&contents), legible }
    }

    /// The words that still stand in a `mutant`.
    pub(super) fn words<'t>(&'t self, mutant: &'t Mutant) -> impl Iterator<Item = &'t str> {
        self.words.iter().map(String::as_str).filter(|word| mutant.text.contains(word))
    }
}

/// Breaks `bytes`, as markup where they are; whether a program might have written the outcome.
fn break_content(bytes: &mut Vec<u8>, chance: &mut Chance) -> bool {
    if bytes.starts_with(b"<") && chance.below(3) > 0 {
        let mut text = String::from_utf8(bytes.clone()).unwrap();
        break_markup(&mut text, chance);
        *bytes = text.into_bytes();
        true
    } else {
        break_bytes(bytes, chance);
        false
    }
}

/// Name and content of each member of the package in `bytes`.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let count = archive.len();
    let member = |at| {
        let mut member = archive.by_index(at).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        (name, content)
    };
    (0..count).map(member).collect()
}

fn contents(members: &[(String, Vec<u8>)]) -> Vec<&[u8]> {
    members.iter().map(|(_, content)| content.as_slice()).collect()
}

fn text(contents: &[&[u8]]) -> String {
    contents.iter().map(|content| String::from_utf8_lossy(content)).collect()
}
