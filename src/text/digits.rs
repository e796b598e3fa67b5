//! Digits of other scripts and styles.

/// The digits among the Hanzi.
pub(super) const HANZI: &str = "零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两弌弍弎";

/// The ASCII digit that a Han, financial, circled, superscript or foreign digit stands for.
pub fn digit(char: char) -> Option<char> {
    let value = match char {
        '〇' | '零' | '○' | '⓪' | '⓿' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '贰' | '两' | '弍' => 2,
        '三' | '叁' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '①'..='⑨' => char as u32 - '①' as u32 + 1,
        '⑴'..='⑼' => char as u32 - '⑴' as u32 + 1,
        '⒈'..='⒐' => char as u32 - '⒈' as u32 + 1,
        '❶'..='❾' => char as u32 - '❶' as u32 + 1,
        '➀'..='➈' => char as u32 - '➀' as u32 + 1,
        '➊'..='➒' => char as u32 - '➊' as u32 + 1,
        '⓵'..='⓽' => char as u32 - '⓵' as u32 + 1,
        '㈠'..='㈨' => char as u32 - '㈠' as u32 + 1,
        '㊀'..='㊈' => char as u32 - '㊀' as u32 + 1,
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => char as u32 - '⁰' as u32,
        '₀'..='₉' => char as u32 - '₀' as u32,
        '٠'..='٩' => char as u32 - '٠' as u32,
        '۰'..='۹' => char as u32 - '۰' as u32,
        '०'..='९' => char as u32 - '०' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}
