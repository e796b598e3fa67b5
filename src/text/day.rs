//! Days as people write them.

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
