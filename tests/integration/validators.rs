//! Second proofs: standard samples, forms people write, and the look-alikes measured in the field.

use mishen::validators::{Number, Proof, SHAPES, shape};
use proptest::prelude::{any, prop, proptest};

/// What every shape makes of values whose groups are parted by blanks, one line a value.
fn judged(written: &[&str]) -> String {
    let lines: Vec<String> = written.iter().map(|written| judged_one(written)).collect();
    lines.join("\n")
}

fn judged_one(written: &str) -> String {
    let value = written.replace(' ', "");
    let groups: Vec<usize> = written.split(' ').map(str::len).collect();
    let number = Number { value: &value, groups: &groups };
    let found: Vec<String> = SHAPES
        .iter()
        .filter(|shape| shape.lengths.contains(&value.len()))
        .filter_map(|shape| Some(format!("{} {:?}", shape.id, (shape.judge)(&number)?)))
        .collect();
    format!("{written}: {}", if found.is_empty() { "nothing".to_owned() } else { found.join(", ") })
}

fn proof(id: &str, value: &str) -> Option<Proof> {
    (shape(id).unwrap().judge)(&Number { value, groups: &[value.len()] })
}

#[test]
fn a_citizen_number_is_proved_by_its_county_date_and_check_together() {
    insta::assert_snapshot!(judged(&[
        "110101190101010011",
        "310101190012310028",
        "11010119010101002X",
        "11010519491231002X",
        "110101 19010101 0011",
        "110101190101010012",
        "110101190002290011",
        "110101188012310013",
        "11010119010101002x",
        "010101190101010011",
    ]), @"
    110101190101010011: resident-id Checked
    310101190012310028: resident-id Checked
    11010119010101002X: resident-id Checked
    11010519491231002X: resident-id Checked
    110101 19010101 0011: resident-id Checked
    110101190101010012: resident-id Shaped
    110101190002290011: resident-id Bare
    110101188012310013: resident-id Bare
    11010119010101002x: nothing
    010101190101010011: nothing
    ");
}

#[test]
fn a_county_younger_or_older_than_most_tables_does_not_hide_a_person() {
    insta::assert_snapshot!(judged(&[
        "330114190101010014",
        "440306193001010017",
        "653228191001010012",
        "653132190101010014",
        "710000190101010011",
        "110199190101010017",
    ]), @"
    330114190101010014: resident-id Checked
    440306193001010017: resident-id Checked
    653228191001010012: resident-id Checked
    653132190101010014: resident-id Shaped
    710000190101010011: resident-id Bare
    110199190101010017: resident-id Shaped
    ");
}

#[test]
fn residence_permits_and_foreigners_have_their_own_numbers() {
    insta::assert_snapshot!(judged(&[
        "810000195001010037",
        "830000195001010049",
        "810000195001010038",
        "810000195013010038",
        "911840190101010014",
        "911840190101010015",
        "91100019010101001X",
        "911840190113010014",
        "999114190101010015",
        "KAZ110090123105",
        "KAA110090123105",
        "KAZ990090123105",
        "KAZ110090023105",
    ]), @"
    810000195001010037: resident-id Bare, residence-permit Checked
    830000195001010049: resident-id Bare, residence-permit Checked
    810000195001010038: resident-id Bare, residence-permit Shaped
    810000195013010038: resident-id Bare, residence-permit Bare
    911840190101010014: foreign-permanent-residence Checked
    911840190101010015: foreign-permanent-residence Shaped
    91100019010101001X: foreign-permanent-residence Shaped, credit-code Bare
    911840190113010014: nothing
    999114190101010015: nothing
    KAZ110090123105: foreign-permanent-residence Shaped
    KAA110090123105: nothing
    KAZ990090123105: nothing
    KAZ110090023105: nothing
    ");
}

#[test]
fn a_number_of_fifteen_digits_never_proves_itself() {
    insta::assert_snapshot!(judged(&[
        "110101010101001",
        "110101010229001",
        "119901010101001",
        "990101010101001",
    ]), @"
    110101010101001: resident-id-15 Shaped
    110101010229001: resident-id-15 Bare
    119901010101001: resident-id-15 Bare
    990101010101001: nothing
    ");
}

#[test]
fn mobile_numbers_are_known_by_segment_and_by_how_people_group_them() {
    insta::assert_snapshot!(judged(&[
        "13800138000",
        "138 0013 8000",
        "138 00138000",
        "1380013 8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "86 138 0013 8000",
        "86138 0013 8000",
        "0086 13800138000",
        "86 13 800 138 000",
        "13 800 138 000",
        "14000138000",
        "12800138000",
        "1693526400000",
    ]), @"
    13800138000: mobile Shaped
    138 0013 8000: mobile Checked
    138 00138000: mobile Shaped
    1380013 8000: mobile Shaped
    1 3 8 0 0 1 3 8 0 0 0: mobile Shaped
    86 138 0013 8000: mobile Checked
    86138 0013 8000: mobile Checked
    0086 13800138000: mobile Checked
    86 13 800 138 000: mobile Shaped
    13 800 138 000: mobile Bare
    14000138000: mobile Bare
    12800138000: nothing
    1693526400000: nothing
    ");
}

#[test]
fn landlines_need_an_area_code_and_hotlines_have_none() {
    insta::assert_snapshot!(judged(&[
        "010 62751234",
        "01062751234",
        "86 10 62751234",
        "86 010 6275 1234",
        "0571 88271234 8001",
        "0571 8827 1234",
        "0571 88 27 12 34",
        "0313 3201234",
        "62751234",
        "3201234",
        "010 95533123",
        "026 62751234",
        "20250901",
        "400 8001234",
        "400 800 1234",
        "800 8201234",
        "000014349",
    ]), @"
    010 62751234: landline Shaped
    01062751234: landline Shaped
    86 10 62751234: landline Shaped
    86 010 6275 1234: landline Shaped
    0571 88271234 8001: landline Shaped
    0571 8827 1234: landline Shaped
    0571 88 27 12 34: landline Bare
    0313 3201234: landline Shaped
    62751234: landline Bare
    3201234: landline Bare
    010 95533123: nothing
    026 62751234: nothing
    20250901: nothing
    400 8001234: nothing
    400 800 1234: nothing
    800 8201234: nothing
    000014349: nothing
    ");
}

#[test]
fn a_bank_card_needs_a_check_digit_and_an_issuer() {
    insta::assert_snapshot!(judged(&[
        "6222020000000007",
        "6222 0200 0000 0007",
        "6217000000000000004",
        "6228480000000000000",
        "6013820000000000005",
        "9558800000000000000",
        "4367420000000000001",
        "6222020000000008",
        "6299990000000009",
        "4111111111111111",
        "5111111111111118",
        "4111111111111112",
        "1014242009002222",
        "20141226145922770",
    ]), @"
    6222020000000007: bank-card Checked
    6222 0200 0000 0007: bank-card Checked
    6217000000000000004: bank-card Checked
    6228480000000000000: bank-card Checked
    6013820000000000005: bank-card Checked
    9558800000000000000: bank-card Checked
    4367420000000000001: bank-card Checked
    6222020000000008: bank-card Shaped
    6299990000000009: bank-card Shaped
    4111111111111111: bank-card Shaped
    5111111111111118: bank-card Shaped
    4111111111111112: nothing
    1014242009002222: nothing
    20141226145922770: nothing
    ");
}

#[test]
fn an_identity_number_of_gansu_is_no_card_although_both_checks_hold() {
    let mut both = 0;
    for serial in 0..1000 {
        let value = with_mod_11_2(&format!("62230119010101{serial:03}"));
        assert_eq!(proof("resident-id", &value), Some(Proof::Checked));
        both += usize::from(proof("bank-card", &value).is_some());
    }
    assert_eq!(both, 0);
}

#[test]
fn a_credit_code_needs_authority_area_and_both_checks() {
    insta::assert_snapshot!(
        judged(&[
            "91350100M000100Y43",
            "1210000040000000XN",
            "511100005000000071",
            "92110101MA0000007P",
            "54110101MF0000005R",
            "N2110101MF0000005E",
            "91310115MA1H8R7C6D",
            "91310141MA0000000G",
            "91310141MA0000000H",
            "98110000MA0000007H",
            "91990000MA0000007X",
            "91990000MA0000007Y",
            "91350100M000100I43",
        ]),
        @"
    91350100M000100Y43: credit-code Checked
    1210000040000000XN: credit-code Checked
    511100005000000071: resident-id Bare, credit-code Checked
    92110101MA0000007P: credit-code Checked
    54110101MF0000005R: credit-code Checked
    N2110101MF0000005E: credit-code Checked
    91310115MA1H8R7C6D: credit-code Shaped
    91310141MA0000000G: credit-code Shaped
    91310141MA0000000H: credit-code Bare
    98110000MA0000007H: credit-code Bare
    91990000MA0000007X: credit-code Bare
    91990000MA0000007Y: nothing
    91350100M000100I43: nothing
    "
    );
}

#[test]
fn a_copy_number_is_six_digits_in_one_go_with_zeros_before() {
    insta::assert_snapshot!(judged(&["000012", "100012", "00 00 12", "00001"]), @"
    000012: copy-number Shaped
    100012: copy-number Bare
    00 00 12: nothing
    00001: nothing
    ");
}

/// A fixed sequence of numbers that look random, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn school(&mut self) -> u64 {
        10_001 + self.below(4_899)
    }
}

/// How many of 200,000 rolled values a shape proves at least this well.
fn count(id: &str, least: Proof, mut roll: impl FnMut(&mut Dice) -> String) -> usize {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    (0..200_000).filter(|_| proof(id, &roll(&mut dice)) >= Some(least)).count()
}

/// School, kind of study, year, level and serial, as graduation certificates print them.
fn certificate(dice: &mut Dice) -> String {
    let (school, year) = (dice.school(), 1990 + dice.below(36));
    let (kind, level) = (1 + 4 * dice.below(2), 1 + dice.below(6));
    format!("{school}{kind}{year}{level:02}{:06}", dice.below(31_000))
}

/// Candidates of postgraduate examinations: school, last digit of the year, serial.
fn candidate(dice: &mut Dice) -> String {
    format!("{}{}{:09}", dice.school(), dice.below(10), dice.below(1_000_000_000))
}

#[test]
fn certificate_numbers_rarely_pass_for_citizens() {
    assert!(count("resident-id", Proof::Checked, certificate) <= 800, "0.4 %");
    assert!(count("resident-id", Proof::Shaped, certificate) <= 14_000, "7 %");
}

#[test]
fn certificate_numbers_rarely_pass_for_credit_codes() {
    assert!(count("credit-code", Proof::Checked, certificate) <= 200, "0.1 %");
    assert!(count("credit-code", Proof::Shaped, certificate) <= 3_000, "1.5 %");
}

#[test]
fn candidates_numbers_rarely_pass_for_old_citizen_numbers() {
    assert!(count("resident-id-15", Proof::Shaped, candidate) <= 200, "0.1 %");
}

#[test]
fn random_digits_prove_themselves_one_time_in_ten_thousand_at_most() {
    let digits = |dice: &mut Dice| format!("{:018}", dice.below(1_000_000_000_000_000_000));
    for id in ["resident-id", "residence-permit", "foreign-permanent-residence"] {
        assert!(count(id, Proof::Checked, digits) <= 20, "{id}");
    }
}

#[test]
fn degree_certificates_are_never_cards_and_random_digits_seldom() {
    let degree = |dice: &mut Dice| {
        format!(
            "{}{}{}{:06}",
            dice.school(),
            2 + dice.below(3),
            2000 + dice.below(26),
            dice.below(1_000_000)
        )
    };
    assert_eq!(count("bank-card", Proof::Shaped, degree), 0);
    let digits = |dice: &mut Dice| format!("{:016}", dice.below(10_000_000_000_000_000));
    assert!(count("bank-card", Proof::Checked, digits) <= 100, "0.05 %");
}

#[test]
fn organisation_codes_of_companies_are_never_swallowed_by_foreigners() {
    let code = |dice: &mut Dice| {
        format!("91{}{:010}", 110_100 + dice.below(540_000), dice.below(10_000_000_000))
    };
    assert!(count("foreign-permanent-residence", Proof::Checked, code) <= 20);
}

fn with_mod_11_2(body: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

#[test]
fn every_table_is_sorted_unique_and_of_one_width() {
    let tables = [
        ("area codes", include_str!("../../src/validators/area_codes.txt"), 6),
        ("issuers", include_str!("../../src/validators/bank_card_issuers.txt"), 6),
        ("countries", include_str!("../../src/validators/countries_alpha.txt"), 3),
        ("country numbers", include_str!("../../src/validators/countries_numeric.txt"), 3),
        ("segments", include_str!("../../src/validators/mobile_segments.txt"), 3),
        ("telephone areas", include_str!("../../src/validators/telephone_areas.txt"), 3),
    ];
    for (name, text, width) in tables {
        let codes: Vec<&str> = text.split_terminator('\n').collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{name}: order");
        assert!(codes.iter().all(|code| code.len() == width), "{name}: width");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}: line ends");
    }
}

#[test]
fn every_shape_is_found_by_its_name_and_no_other() {
    let ids: Vec<&str> = SHAPES.iter().map(|shape| shape.id).collect();
    insta::assert_snapshot!(ids.join(" "), @"resident-id resident-id-15 rounded-resident-id residence-permit foreign-permanent-residence mobile landline bank-card credit-code copy-number");
    assert!(ids.iter().all(|id| shape(id).is_some_and(|shape| shape.id == *id)));
    assert!(shape("passport").is_none());
}

proptest! {
    /// The sweep promises ASCII and sound groups; a validator believes neither.
    #[test]
    fn no_value_and_no_grouping_makes_a_validator_panic(
        value in any::<String>(),
        groups in prop::collection::vec(any::<usize>(), 0..8),
    ) {
        for shape in SHAPES {
            let found = (shape.judge)(&Number { value: &value, groups: &groups });
            assert!(value.is_ascii() || found.is_none());
        }
    }

    #[test]
    fn a_value_outside_a_shapes_lengths_is_never_that_shape(value in "[0-9]{0,26}") {
        for shape in SHAPES.iter().filter(|shape| !shape.lengths.contains(&value.len())) {
            let found = (shape.judge)(&Number { value: &value, groups: &[value.len()] });
            assert!(found.is_none(), "{}", shape.id);
        }
    }

    #[test]
    fn digits_in_any_grouping_never_panic(
        value in "(86|0086)?[0-9]{6,21}",
        cuts in prop::collection::vec(0usize..6, 0..12),
    ) {
        let mut groups = cuts;
        let taken: usize = groups.iter().sum();
        groups.push(value.len().saturating_sub(taken));
        for shape in SHAPES {
            let _ = (shape.judge)(&Number { value: &value, groups: &groups });
        }
    }

    #[test]
    fn one_wrong_digit_costs_a_citizen_number_its_strongest_proof(
        serial in 0u32..1000, place in 0usize..17, by in 1u8..10,
    ) {
        let right = with_mod_11_2(&format!("11010119310215{serial:03}"));
        assert_eq!(proof("resident-id", &right), Some(Proof::Checked));
        let mut wrong = right.into_bytes();
        wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        assert_ne!(proof("resident-id", &wrong), Some(Proof::Checked));
    }
}
