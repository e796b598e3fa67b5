//! The page that explains the columns of a sheet of rules.

use std::fmt::Write as _;

use crate::{
    lang::{Lang, say},
    rules::{Category, Position, Profile, Role, RuleStatus, Severity, sheet::Column},
};

/// What each column of a sheet means, what may stand in it, and how to go on.
pub fn sheet_guide(lang: Lang) -> String {
    let said = |code: &str| say(lang, code, &[]);
    let mut page = format!("# {}\n\n{}\n\n", said("guide.title"), said("guide.intro"));
    for column in Column::ALL {
        let code = column.code();
        let needed = if column.is_needed() { said("guide.needed") } else { String::new() };
        let heading = said(&format!("column.{code}"));
        let _ = writeln!(page, "## {heading}{needed}\n\n{}", said(&format!("guide.{code}")));
        let names: Vec<String> = codes(*column).iter().map(|code| said(code)).collect();
        let names =
            if names.is_empty() { String::new() } else { format!("\n{}\n", lang.list(&names)) };
        let _ = writeln!(page, "{names}");
    }
    page.push_str(&said("guide.then"));
    page.push('\n');
    page
}

/// What may stand in a column that takes one of a closed list of words.
fn codes(column: Column) -> Vec<String> {
    let (set, codes): (&str, Vec<&str>) = match column {
        Column::Category => ("category", Category::ALL.iter().map(|one| one.code()).collect()),
        Column::Severity => ("severity", Severity::ALL.iter().map(|one| one.code()).collect()),
        Column::SignOff => ("role", [Role::PLAIN, Role::OFFICES].concat()),
        Column::Position => ("position", Position::ALL.iter().map(|one| one.code()).collect()),
        Column::Profiles => ("profile", Profile::ALL.iter().map(|one| one.code()).collect()),
        Column::Status => ("status", RuleStatus::ALL.iter().map(|one| one.code()).collect()),
        _ => return Vec::new(),
    };
    codes.iter().map(|code| format!("{set}.{code}")).collect()
}
