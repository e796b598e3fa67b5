//! Telephone numbers as people write them: a country code before, gaps between.

use super::Number;

/// A `Dialled` is one reading of a telephone number, its country code set apart.
#[derive(Clone, Copy)]
pub(super) struct Dialled<'a> {
    /// Whether 86 or 0086 stood before the digits.
    pub(super) with_country: bool,
    /// What is dialled inside the country.
    pub(super) digits: &'a [u8],
    /// Length of the first group of `digits`.
    pub(super) first: usize,
    /// Lengths of the other groups.
    pub(super) rest: &'a [usize],
}

impl<'a> Dialled<'a> {
    /// The readings of `number`: as it stands, and without a leading 86 or 0086.
    ///
    /// None unless all is digits and the groups add up to them.
    pub(super) fn readings(number: &Number<'a>) -> impl Iterator<Item = Self> {
        let digits = number.value.as_bytes();
        let sound = digits.iter().all(u8::is_ascii_digit)
            && number.groups.iter().try_fold(0usize, |sum, &group| sum.checked_add(group))
                == Some(digits.len());
        let country = match digits {
            [b'0', b'0', b'8', b'6', ..] => Some(4),
            [b'8', b'6', ..] => Some(2),
            _ => None,
        };
        let groups = number.groups;
        [Some(0), country]
            .into_iter()
            .flatten()
            .filter(move |_| sound)
            .filter_map(move |prefix| Self::after(digits, groups, prefix))
    }

    fn after(digits: &'a [u8], groups: &'a [usize], prefix: usize) -> Option<Self> {
        let mut left = prefix;
        let mut rest = groups;
        while let Some((&group, others)) = rest.split_first() {
            if group > left {
                return Some(Self {
                    with_country: prefix > 0,
                    digits: digits.get(prefix..)?,
                    first: group - left,
                    rest: others,
                });
            }
            left -= group;
            rest = others;
        }
        None
    }
}
