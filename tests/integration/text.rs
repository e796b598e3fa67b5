//! The laws of the fold.

use mishen::text::{Disguise, Folded, Span, digit, visible};
use proptest::prelude::*;

fn original<'t>(folded: &Folded<'_>, text: &'t str, term: &str) -> &'t str {
    let at = folded.text().find(term).expect("the term is in the folded text");
    folded.original(Span::new(at, at + term.len())).of(text)
}

#[test]
fn a_mark_in_full_width_and_traditional_characters_folds_to_its_plain_form() {
    let text = "絕密★１０年　Ｅｍａｉｌ";
    let folded = Folded::plain(text);
    assert_eq!(folded.text(), "绝密★10年 email");
    assert_eq!(original(&folded, text, "★10年"), "★１０年");
    let span = Span::new(0, "绝密★10年".len());
    let disguises = folded.disguises(text, span);
    assert_eq!(disguises, [Disguise::Fullwidth, Disguise::Traditional]);
}

#[test]
fn invisible_characters_inside_a_word_are_covered_and_told() {
    let text = "内\u{ad}部\u{200b}资料";
    let folded = Folded::plain(text);
    assert_eq!(folded.text(), "内部资料");
    assert_eq!(original(&folded, text, "部资"), "部\u{200b}资");
    assert_eq!(folded.disguises(text, Span::new(0, 12)), [Disguise::Invisible]);
}

#[test]
fn a_spaced_mark_is_closed_up_in_the_tight_lane_only() {
    let text = "机 密 ★ 长 期";
    let plain = Folded::plain(text);
    assert_eq!(plain.text(), text);
    let tight = plain.tight().expect("there are gaps");
    assert_eq!(tight.text(), "机密★长期");
    assert_eq!(original(&tight, text, "机密★长期"), text);
    assert!(Folded::plain("没有空隙的文字").tight().is_none());
}

#[test]
fn every_character_folds_to_what_stays_and_its_digits_are_known() {
    for char in '\0'..=char::MAX {
        let text = char.to_string();
        let once = Folded::plain(&text);
        let twice = Folded::plain(once.text());
        assert_eq!(twice.text(), once.text(), "{char:?} is folded again");
        let is_digit = |char: char| char.is_ascii_digit() || digit(char).is_some();
        let digits = once.text().char_indices().filter(|(_, char)| is_digit(*char));
        assert!(digits.map(|(at, _)| at).eq(once.digits().iter().copied()), "{char:?}");
    }
}

#[test]
fn control_and_bidi_characters_never_reach_a_terminal() {
    assert_eq!(visible("名\u{1b}[31m单\u{202e}"), "名\\u{1b}[31m单\\u{202e}");
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = Folded::plain(&text).text().to_owned();
        let twice = Folded::plain(&once);
        prop_assert_eq!(twice.text(), &once);
    }

    #[test]
    fn digits_stand_where_the_folded_text_says(text in "[a-z0-9０-９一二三〇ﬁ㎏\u{200b}，\r\n]{0,40}") {
        let folded = Folded::plain(&text);
        let found: String = folded.digits().iter().map(|at| &folded.text()[*at..]).filter_map(|rest| rest.chars().next()).collect();
        let is_digit = |char: &char| char.is_ascii_digit() || digit(*char).is_some();
        let digits: String = folded.text().chars().filter(is_digit).collect();
        prop_assert_eq!(found, digits);
    }

    #[test]
    fn every_folded_character_came_from_whole_original_characters(text in any::<String>()) {
        let folded = Folded::plain(&text);
        let lanes = [Some(folded.clone()), folded.tight()];
        for lane in lanes.into_iter().flatten() {
            for (at, char) in lane.text().char_indices() {
                let span = lane.original(Span::new(at, at + char.len_utf8()));
                prop_assert!(!span.is_empty());
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }

    #[test]
    fn a_planted_term_is_found_in_any_noise_whatever_its_disguise(
        before in "[ -~，。的一是]{0,40}",
        after in "[ -~，。的一是]{0,40}",
        traditional in prop::bool::ANY,
        gaps in prop::collection::vec(
            prop::sample::select(vec!["", "\u{200b}", "\u{ad}", " ", "　", "·", "-", "\n", " \u{feff} "]),
            3,
        ),
    ) {
        let word = if traditional { "內部資料" } else { "内部资料" };
        let gaps = gaps.into_iter().chain([""]);
        let planted: String = word.chars().zip(gaps).flat_map(|(char, gap)| [char.to_string(), gap.to_owned()]).collect();
        let text = format!("{before}“{planted}”{after}");
        let plain = Folded::plain(&text);
        let lane = plain.tight().filter(|_| !plain.text().contains("内部资料")).unwrap_or(plain);
        prop_assert_eq!(original(&lane, &text, "内部资料"), &planted);
    }

    #[test]
    fn a_word_of_ascii_is_found_in_full_width_and_mathematical_letters(
        before in "[0-9，。的 ]{0,20}",
        forms in prop::collection::vec(0..3u32, 8),
    ) {
        let form = |(char, form): (char, u32)| match form {
            0 => char.to_ascii_uppercase(),
            1 => char::from_u32(char as u32 + 0xfee0).unwrap(),
            _ => char::from_u32(0x1d41a + (char as u32 - 'a' as u32)).unwrap(),
        };
        let planted: String = "password".chars().zip(forms).map(form).collect();
        let text = format!("{before}{planted}。");
        let folded = Folded::plain(&text);
        prop_assert_eq!(original(&folded, &text, "password"), &planted);
    }
}
