//! Colours (ISO 32000-2 §8.6), as far as telling whether two look alike needs them.

use hayro_syntax::{
    object::{Array, Name, Object, Stream},
    page::Resources,
};

use super::{
    content::Operands,
    file,
    state::{Paint, Space},
};
use crate::document::formats::page::canvas::Colour;

/// Sets the colour that `operator`, one of those that fill, says.
pub(super) fn set(
    paint: &mut Paint,
    operator: &[u8],
    operands: &Operands<'_, '_>,
    resources: &Resources<'_>,
) {
    paint.space = match operator {
        b"g" => Space::Grey,
        b"rg" => Space::Rgb,
        b"k" => Space::Cmyk,
        b"cs" => {
            paint.space = operands.name(0).map_or(Space::Other, |name| space(name, resources));
            paint.colour = first(paint.space);
            return;
        }
        _ => paint.space,
    };
    let pattern = operands.last_name().is_some();
    paint.colour = if pattern { None } else { colour(paint.space, &operands.all()) };
}

/// The colour that some numbers are.
pub(super) fn colour(space: Space, parts: &[f64]) -> Colour {
    let part = |at: usize| parts.get(at).map(|part| part.clamp(0.0, 1.0) as f32);
    match space {
        Space::Grey => part(0).map(|grey| [grey; 3]),
        Space::Rgb => Some([part(0)?, part(1)?, part(2)?]),
        Space::Cmyk => {
            let light = 1.0 - part(3)?;
            Some([(1.0 - part(0)?) * light, (1.0 - part(1)?) * light, (1.0 - part(2)?) * light])
        }
        Space::Ink { black: true } => part(0).map(|tint| [1.0 - tint; 3]),
        // No ink is white; how much of it looks like what is not known.
        Space::Ink { black: false } => (part(0)? == 0.0).then_some([1.0; 3]),
        Space::Other => None,
    }
}

/// The colour of numbers without a space, as annotations give them (§12.5.2).
pub(super) fn of_annotation(parts: &[f64]) -> Colour {
    match parts.len() {
        1 => colour(Space::Grey, parts),
        3 => colour(Space::Rgb, parts),
        4 => colour(Space::Cmyk, parts),
        _ => None,
    }
}

/// The colour that a space begins with.
fn first(space: Space) -> Colour {
    match space {
        Space::Grey | Space::Rgb | Space::Cmyk | Space::Ink { black: true } => Some([0.0; 3]),
        Space::Ink { black: false } | Space::Other => None,
    }
}

fn space(name: &Name<'_>, resources: &Resources<'_>) -> Space {
    match name.as_ref() {
        b"DeviceGray" | b"G" => return Space::Grey,
        b"DeviceRGB" | b"RGB" => return Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => return Space::Cmyk,
        _ => {}
    }
    match resources.get_color_space(name) {
        Some(Object::Name(other)) if other.as_ref() != name.as_ref() => space(&other, resources),
        Some(Object::Array(parts)) => family(&parts),
        _ => Space::Other,
    }
}

fn family(parts: &Array<'_>) -> Space {
    let mut rest = parts.flex_iter();
    let Some(family) = rest.next::<Name<'_>>() else { return Space::Other };
    match family.as_ref() {
        b"CalGray" => Space::Grey,
        b"CalRGB" => Space::Rgb,
        b"ICCBased" => {
            let profile = rest.next::<Stream<'_>>();
            match profile.and_then(|profile| file::number(profile.dict(), "N")) {
                Some(1.0) => Space::Grey,
                Some(3.0) => Space::Rgb,
                Some(4.0) => Space::Cmyk,
                _ => Space::Other,
            }
        }
        b"Separation" => match rest.next::<Name<'_>>().as_deref() {
            Some(b"Black" | b"All") => Space::Ink { black: true },
            _ => Space::Ink { black: false },
        },
        _ => Space::Other,
    }
}
