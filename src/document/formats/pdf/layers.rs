//! Layers that can be switched on and off (ISO 32000-2 §8.11).

use std::collections::BTreeSet;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier},
};

/// The `Layers` of a document that are off when it is opened.
pub(super) struct Layers {
    off: BTreeSet<(u32, i32)>,
    /// All are off but those that are named.
    all_off: bool,
    on: BTreeSet<(u32, i32)>,
}

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let settings = root
            .and_then(|root| root.get::<Dict<'_>>("OCProperties"))
            .and_then(|properties| properties.get::<Dict<'_>>("D"))
            .unwrap_or_default();
        let named = |key: &str| {
            let groups = settings.get::<Array<'_>>(key);
            groups.map(|groups| references(&groups)).unwrap_or_default()
        };
        let base = settings.get::<Name<'_>>("BaseState");
        let all_off = base.is_some_and(|state| state.as_ref() == b"OFF");
        Self { off: named("OFF"), all_off, on: named("ON") }
    }

    /// Whether the object that `dict` describes is on a layer that is off.
    pub(super) fn is_off(&self, dict: &Dict<'_>) -> bool {
        dict.get::<Dict<'_>>("OC").is_some_and(|group| self.is_group_off(&group))
    }

    /// Whether a group, or what stands for several (§8.11.2.2), is off.
    pub(super) fn is_group_off(&self, group: &Dict<'_>) -> bool {
        let is = |id: ObjectIdentifier| self.is_named_off((id.obj_number, id.gen_number));
        let members = match group.get_raw::<Object<'_>>("OCGs") {
            None => return group.obj_id().is_some_and(is),
            Some(MaybeRef::Ref(one)) => match group.get::<Array<'_>>("OCGs") {
                Some(several) => references(&several),
                None => BTreeSet::from([(one.obj_number, one.gen_number)]),
            },
            Some(MaybeRef::NotRef(Object::Array(several))) => references(&several),
            Some(MaybeRef::NotRef(_)) => BTreeSet::new(),
        };
        let mut off = members.iter().map(|id| self.is_named_off(*id));
        match group.get::<Name<'_>>("P").as_deref() {
            _ if members.is_empty() => false,
            Some(b"AllOn") => off.any(|off| off),
            Some(b"AllOff") => !off.all(|off| off),
            Some(b"AnyOff") => !off.any(|off| off),
            _ => off.all(|off| off),
        }
    }

    fn is_named_off(&self, id: (u32, i32)) -> bool {
        self.off.contains(&id) || self.all_off && !self.on.contains(&id)
    }
}

fn references(array: &Array<'_>) -> BTreeSet<(u32, i32)> {
    let all = array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(reference) => Some((reference.obj_number, reference.gen_number)),
        MaybeRef::NotRef(_) => None,
    });
    all.collect()
}
