//! The laws of the fold, on any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mishen::text::{Folded, Span, digit};

fuzz_target!(|text: &str| {
    let folded = Folded::plain(text);
    assert_eq!(Folded::plain(folded.text()).text(), folded.text(), "folded again");
    let is_digit = |char: char| char.is_ascii_digit() || digit(char).is_some();
    let digits = folded.text().char_indices().filter(|(_, char)| is_digit(*char));
    assert!(digits.map(|(at, _)| at).eq(folded.digits().iter().copied()), "digits elsewhere");
    for lane in [folded.tight(), Some(folded)].into_iter().flatten() {
        for (at, char) in lane.text().char_indices() {
            let span = lane.original(Span::new(at, at + char.len_utf8()));
            assert!(!span.is_empty(), "{char:?} came from nothing");
            assert!(text.get(span.start..span.end).is_some(), "{char:?} came from half of one");
            lane.disguises(text, span);
        }
    }
});
