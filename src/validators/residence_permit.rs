//! `residence-permit`: residents of Hong Kong, Macao and Taiwan (港澳台居民居住证, since 2018).
//!
//! The citizen's form with 810000, 820000 or 830000 for an area (国办发〔2018〕81号).

use super::{Number, Proof, date, mod_11_2::IdentityNumber};

/// Checked: real date and check character. Shaped: real date. Bare: the area alone.
pub(super) fn judge(number: &Number<'_>) -> Option<Proof> {
    let id = IdentityNumber::of(number.value)?;
    if !matches!(id.area, b"810000" | b"820000" | b"830000") {
        return None;
    }
    Some(match (date::is_date(id.birth), id.check_holds) {
        (true, true) => Proof::Checked,
        (true, false) => Proof::Shaped,
        (false, _) => Proof::Bare,
    })
}
