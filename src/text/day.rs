//! Days as people write them.

/// The first day that running `text` names, `YYYY-MM-DD`; of a month alone its last possible day.
pub fn first_day(text: &str) -> Option<String> {
    let year_at = |at: &usize| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|char| char.is_ascii_digit())
            && text.as_bytes()[*at..].iter().take(4).filter(|byte| byte.is_ascii_digit()).count()
                == 4
    };
    let years = text.match_indices(['1', '2']).map(|(at, _)| at).filter(year_at);
    years.filter_map(|at| day_at(&text[at..])).next()
}

/// The day that `text` begins with.
fn day_at(text: &str) -> Option<String> {
    let mut rest = text;
    let mut numbers = Vec::new();
    for longest in [4, 2, 2] {
        let digits = rest.bytes().take(longest).take_while(u8::is_ascii_digit).count();
        let Ok(number) = rest[..digits].parse::<u32>() else { break };
        numbers.push(number);
        rest = rest[digits..].trim_start();
        let Some(next) = rest.strip_prefix(['年', '月', '-', '/', '.']) else { break };
        rest = next.trim_start();
    }
    let (year, month) = (*numbers.first()?, *numbers.get(1)?);
    let day = numbers.get(2).copied().unwrap_or(31);
    let known = (1..=12).contains(&month) && (1..=31).contains(&day);
    known.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The day that `text` says, `YYYY-MM-DD`. Year, month and day in this order, as people and
/// spreadsheet programs write them; `None` for all else, so that no month is taken for a day.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('日').replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, date] = parts.as_slice() else { return None };
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        (digits && lengths.contains(&part.len())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (year, month, date) = (number(year, 4..=4)?, number(month, 1..=2)?, number(date, 1..=2)?);
    let day = format!("{year:04}-{month:02}-{date:02}");
    day.parse::<toml::value::Datetime>().ok().map(|_| day)
}

/// The day that lies `days` after 1970-01-01 (proleptic Gregorian
/// calendar).
pub fn epoch_day(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}
