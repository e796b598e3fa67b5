//! Check digits, dates and sorted tables that several identifiers share.

/// The check character of ISO 7064 MOD 11-2 over the first 17 digits (GB 11643).
pub(super) fn mod_11_2(digits: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (digit, weight) in digits.get(..17)?.iter().zip(WEIGHTS) {
        sum += u32::from(value(*digit)?) * weight;
    }
    b"10X98765432".get(sum as usize % 11).copied()
}

/// Whether the digits pass the Luhn check (ISO/IEC 7812-1).
pub(super) fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0;
    for (index, digit) in digits.iter().rev().enumerate() {
        let Some(digit) = value(*digit) else { return false };
        let weighted = u32::from(digit) * (1 + index as u32 % 2);
        sum += weighted / 10 + weighted % 10;
    }
    sum % 10 == 0 && !digits.is_empty()
}

/// Whether `YYYYMMDD` is a day of the calendar between 1900 and 2100.
pub(super) fn is_date(digits: &[u8]) -> bool {
    let (Some(year), Some(month), Some(day)) =
        (number(digits.get(..4)), number(digits.get(4..6)), number(digits.get(6..8)))
    else {
        return false;
    };
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1900..=2100).contains(&year) && (1..=days).contains(&day)
}

/// Whether `six` is a line of a sorted table of six-digit lines.
pub(super) fn in_table(table: &str, six: &str) -> bool {
    const LINE: usize = 7;
    let line = |index: usize| table.get(index * LINE..index * LINE + 6).unwrap_or("");
    let (mut low, mut high) = (0, table.len() / LINE);
    while low < high {
        let middle = low.midpoint(high);
        match line(middle).cmp(six) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

/// The number that ASCII digits write; `None` where one is no digit.
pub(super) fn number(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0u32, |number, digit| {
        number.checked_mul(10)?.checked_add(u32::from(value(*digit)?))
    })
}

/// Whether all are ASCII digits.
pub(super) fn are_digits(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

fn value(digit: u8) -> Option<u8> {
    digit.is_ascii_digit().then(|| digit - b'0')
}
