//! Copy numbers of classified papers (GB/T 9704-2012: six digits on the first line).

use super::{Number, Proof, check::are_digits};

/// Six digits with leading zeros look like one; any other six digits may be one.
pub(super) fn copy_number(number: &Number<'_>) -> Option<Proof> {
    let six = number.value.len() == 6 && number.groups.len() == 1 && are_digits(number.value);
    let zeros = number.value.starts_with("00");
    six.then_some(if zeros { Proof::Shaped } else { Proof::Bare })
}
