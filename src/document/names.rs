//! Names of formats and encodings cross the border between processes as text and are one of the
//! known ones again on the other side.

use std::borrow::Cow;

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

use super::{encoding::Encoding, sniff};

/// A `Name` of a format or encoding as machine outputs have it.
pub type Name = &'static str;

/// The known name that reads `name`.
fn known(name: &str) -> Option<Name> {
    let encodings = Encoding::ALL.iter().map(|encoding| encoding.code());
    sniff::NAMES.iter().copied().chain(encodings).find(|known| *known == name)
}

pub(super) fn serialize<S: Serializer>(name: &Name, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(name)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Name, D::Error> {
    let name = Cow::<str>::deserialize(from)?;
    known(&name).ok_or_else(|| D::Error::custom("an unknown name"))
}

/// The same for a name that may be missing.
pub(super) mod optional {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    use super::Name;

    pub(in crate::document) fn serialize<S: Serializer>(
        name: &Option<Name>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        name.serialize(to)
    }

    pub(in crate::document) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Name>, D::Error> {
        let name = Option::<String>::deserialize(from)?;
        let known =
            |name: String| super::known(&name).ok_or_else(|| D::Error::custom("an unknown name"));
        name.map(known).transpose()
    }
}
