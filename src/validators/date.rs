//! Birth dates inside identity numbers (GB/T 7408, basic format).

/// The years that a birth date can have. The clock is never read, so the upper bound is far off.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// Whether `YYYYMMDD` is a day of the calendar between 1900 and 2100.
pub(super) fn is_date(digits: &[u8]) -> bool {
    let Some((year, day)) = digits.split_at_checked(4) else { return false };
    decimal(year).is_some_and(|year| YEARS.contains(&year) && is_day_of(year, day))
}

/// Whether `YYMMDD` is a day of some century: 29 February of year 00 is one, in 2000.
pub(super) fn is_short_date(digits: &[u8]) -> bool {
    let Some((year, day)) = digits.split_at_checked(2) else { return false };
    decimal(year).is_some_and(|year| is_day_of(2000 + year, day))
}

fn is_day_of(year: u32, month_and_day: &[u8]) -> bool {
    let [m, n, d, e] = month_and_day else { return false };
    let (Some(month), Some(day)) = (decimal(&[*m, *n]), decimal(&[*d, *e])) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn decimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, &byte| {
        byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
    })
}
