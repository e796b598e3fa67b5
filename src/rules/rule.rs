//! A rule that has been checked.

use std::fmt;

use super::Profile;
use crate::{
    document::{ConcealedKind, Layer},
    text::Disguise,
    validators::{Proof, Shape},
};

/// How much a finding matters (级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: a note.
    Low,
    /// 需要确认: somebody must confirm.
    Medium,
    /// 必须处理: somebody must act.
    High,
    /// 立即停止: stop at once.
    Critical,
}

impl Severity {
    /// Every severity, gravest first.
    pub const ALL: &'static [Self] = &[Self::Critical, Self::High, Self::Medium, Self::Low];

    /// Its name in rules and machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// The severity with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|severity| severity.code() == code)
    }

    /// Its rank, 0 for the gravest.
    pub fn rank(self) -> usize {
        match self {
            Self::Critical => 0,
            Self::High => 1,
            Self::Medium => 2,
            Self::Low => 3,
        }
    }
}

/// Whether a rule is used, and how far (状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleStatus {
    /// 启用.
    Active,
    /// 试用: it counts and is shown as a note, whatever its severity, and never decides how a scan
    /// ends.
    Trial,
    /// 停用: it is kept and not used.
    Off,
}

impl RuleStatus {
    /// Every status, in the order of the enum.
    pub const ALL: &'static [Self] = &[Self::Active, Self::Trial, Self::Off];

    /// Its name in rules.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Trial => "trial",
            Self::Off => "off",
        }
    }

    /// The status with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.code() == code)
    }
}

/// The ground a rule stands on: a closed list. There is no "other", and nothing about opinions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 国家秘密.
    StateSecret,
    /// 工作秘密和内部事项.
    WorkSecret,
    /// 不予公开、依申请公开等公开属性.
    DisclosureAttribute,
    /// 过程性信息.
    ProcessInformation,
    /// 商业秘密.
    TradeSecret,
    /// 个人信息.
    PersonalInformation,
    /// 启用前的试题.
    Examination,
    /// 口令、密钥.
    Credential,
    /// 读者看不见的内容.
    ConcealedContent,
}

impl Category {
    /// Every category, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::StateSecret,
        Self::WorkSecret,
        Self::DisclosureAttribute,
        Self::ProcessInformation,
        Self::TradeSecret,
        Self::PersonalInformation,
        Self::Examination,
        Self::Credential,
        Self::ConcealedContent,
    ];

    /// Its name in rules and machine outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::StateSecret => "state-secret",
            Self::WorkSecret => "work-secret",
            Self::DisclosureAttribute => "disclosure-attribute",
            Self::ProcessInformation => "process-information",
            Self::TradeSecret => "trade-secret",
            Self::PersonalInformation => "personal-information",
            Self::Examination => "examination",
            Self::Credential => "credential",
            Self::ConcealedContent => "concealed-content",
        }
    }

    /// The category with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.code() == code)
    }

    /// Whether it is about what must be kept secret, not about a person's or a firm's data.
    pub fn is_secrecy(self) -> bool {
        matches!(
            self,
            Self::StateSecret | Self::WorkSecret | Self::DisclosureAttribute | Self::Examination
        )
    }
}

/// Who must answer: `author dept-head business:<office> secrecy-office disclosure-office leader
/// releaser higher`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(String);

impl Role {
    /// The roles that are not a business office.
    pub const PLAIN: &'static [&'static str] = &[
        "author",
        "dept-head",
        "business",
        "secrecy-office",
        "disclosure-office",
        "leader",
        "releaser",
        "higher",
    ];

    /// Business offices that have a word of their own.
    pub const OFFICES: &'static [&'static str] = &[
        "business:admissions",
        "business:aid",
        "business:clinic",
        "business:counselling",
        "business:discipline",
        "business:exam",
        "business:finance",
        "business:legal",
        "business:network",
        "business:personnel",
        "business:procurement",
        "business:research",
        "business:security",
        "business:students",
        "business:teaching",
    ];

    /// The role with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        let office = code.strip_prefix("business:");
        let known = Self::PLAIN.contains(&code)
            || office.is_some_and(|office| {
                !office.is_empty()
                    && office.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            });
        known.then(|| Self(code.to_owned()))
    }

    /// Its name in rules and machine outputs.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A clause a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The clause as it is cited.
    pub text: String,
    /// The day it took effect, `YYYY-MM-DD`, before which it is not cited; empty where it is always
    /// cited.
    pub since: String,
}

/// Where a match must stand to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// Anywhere in running text.
    Anywhere,
    /// The whole line, cell or text box.
    Line,
    /// The start of a line.
    LineStart,
    /// A whole line among the first three of the part.
    Head,
    /// A whole line among the last three of the part.
    Tail,
    /// In a page header or footer.
    HeaderFooter,
    /// In the name of the file or part.
    FileName,
}

impl Position {
    /// Every position, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::Anywhere,
        Self::Line,
        Self::LineStart,
        Self::Head,
        Self::Tail,
        Self::HeaderFooter,
        Self::FileName,
    ];

    /// Its name in rules.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Line => "line",
            Self::LineStart => "line-start",
            Self::Head => "head",
            Self::Tail => "tail",
            Self::HeaderFooter => "header-footer",
            Self::FileName => "file-name",
        }
    }

    /// The position with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|position| position.code() == code)
    }
}

/// On which side of a match words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before or after.
    Either,
    /// Before.
    Before,
    /// After.
    After,
}

/// Words near a match, for or against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The words, folded.
    pub words: Vec<String>,
    /// How far away they may begin or end, in characters; never beyond the sentence's line.
    pub within: usize,
    /// On which side.
    pub side: Side,
}

/// What lends or takes confidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Fields whose header or label is one point.
    pub field: Vec<String>,
    /// Words nearby that are one point.
    pub near: Vec<Context>,
    /// Whether a person's name in the row or directly before is one point.
    pub person: bool,
    /// Whether it is one point that nothing says what number it is.
    pub unnamed: bool,
    /// Positions that are one point.
    pub position: Vec<Position>,
    /// Words nearby that drop the match, unless a field holds.
    pub veto: Vec<Context>,
    /// Fields whose header or label drops the match.
    pub not_field: Vec<String>,
    /// Whether at least one of field, near, person or position must hold.
    pub required: bool,
}

/// How a match is made.
pub enum Matcher {
    /// Any of these words, folded.
    Terms(Vec<String>),
    /// A regular expression over folded text, tried only where one of its anchors is.
    Pattern {
        /// The expression as checked. A group named `value` is what is underlined and masked.
        expression: String,
        /// Literals, folded, one of which is in every match.
        anchors: Vec<String>,
        /// How far from an anchor a match may begin or end, in bytes.
        reach: usize,
        /// What must stand before it.
        lead: Option<Lead>,
        /// What the value must not look like.
        unless: Option<String>,
    },
    /// A kind of identifier, found by the number sweep.
    Number(&'static Shape),
    /// A column or label, and an expression that the value under it must match as a whole.
    Field {
        /// Fields that name it.
        fields: Vec<String>,
        /// What the value looks like.
        holds: String,
        /// What it must not look like.
        unless: Option<String>,
    },
    /// A number in one of the forms that the institution lists for this field in `numbers.csv`.
    Own(String),
    /// Facts of these kinds. What stands in them makes them as grave as itself; one that is no more
    /// than a note is none.
    Concealed(Vec<ConcealedKind>),
    /// A masked number that leaves more to read than `masks.csv` allows.
    Mask,
    /// A postal address down to a door, found with the gazetteer. One that is nobody's home counts
    /// under a header or label only.
    Address {
        /// What it must not look like.
        unless: Option<String>,
    },
}

/// What must stand before a match on its line: a person's name before a fact about them. Looked for
/// only where there is a match, it costs a fraction of one expression for the whole.
pub struct Lead {
    /// What stands before.
    pub after: String,
    /// What may stand between.
    pub between: String,
}

/// One way in which a rule matches.
pub struct Match {
    /// Its name in the rule file.
    pub name: String,
    /// How.
    pub matcher: Matcher,
    /// What the document's name or one of its first lines must look like.
    pub titled: Option<String>,
    /// What none of them must look like.
    pub untitled: Option<String>,
    /// It counts only while the day that is named has not passed.
    pub ahead: bool,
    /// Where; any of them.
    pub position: Vec<Position>,
    /// Disguises it sees through beyond what folding undoes.
    pub tolerate: Vec<Disguise>,
    /// How much the form itself proves; a number's shape and an address say that themselves.
    pub proof: Proof,
    /// Layers it is confined to; empty is all.
    pub layers: Vec<Layer>,
}

/// How an example is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleForm {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// HTML.
    Html,
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// The name of a file.
    Name,
}

impl ExampleForm {
    /// Every form, in the order of the enum.
    pub const ALL: &'static [Self] =
        &[Self::Text, Self::Markdown, Self::Csv, Self::Html, Self::Json, Self::Xml, Self::Name];

    /// Its name in rules.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Name => "name",
        }
    }

    /// The form with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.code() == code)
    }
}

/// A text that a rule must, or must not, find something in; read by the real reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// How it is read.
    pub form: ExampleForm,
    /// The text.
    pub text: String,
    /// What must be found, as written; empty for a counterexample.
    pub finds: Vec<String>,
    /// Its line in the rule file, from 1.
    pub line: usize,
}

/// A `Rule` (规则) is one thing to look for. It cannot exist unless it is valid.
pub struct Rule {
    /// Its id, the stem of its file; reads well after "allow".
    pub id: String,
    /// The pack it belongs to.
    pub pack: String,
    /// Its version's first number: fingerprints change with it.
    pub major: u32,
    /// What is found.
    pub title: Bilingual,
    /// The ground it stands on.
    pub category: Category,
    /// How much it matters.
    pub severity: Severity,
    /// Who must answer.
    pub sign_off: Vec<Role>,
    /// Ways to match; any of them.
    pub matches: Vec<Match>,
    /// What lends or takes confidence.
    pub evidence: Evidence,
    /// Rules whose findings on the same characters this one replaces.
    pub supersedes: Vec<String>,
    /// Why it matters.
    pub why: Bilingual,
    /// How to fix it.
    pub remedy: Bilingual,
    /// Clauses it rests on.
    pub basis: Vec<Basis>,
    /// Texts it must find something in.
    pub examples: Vec<Example>,
    /// Texts it must stay silent on.
    pub counterexamples: Vec<Example>,
    /// Whether it is used, and how far.
    pub status: RuleStatus,
    /// The first and the last day it is in force, `YYYY-MM-DD`; empty where there is none.
    pub in_force: (String, String),
    /// The purposes of publication it is meant for; empty is all.
    pub profiles: Vec<Profile>,
    /// Whether what it finds is a mark, whose own words may be shown.
    pub mark: bool,
    /// Whether a contact that the institution lists is no finding.
    pub contact: bool,
    /// Who asked for it; empty where nobody is named.
    pub proposed_by: String,
    /// Anything else worth knowing; mostly empty.
    pub note: String,
    /// The file it was read from, as named to the person.
    pub file: String,
    /// SHA-256, in hexadecimal, of that file.
    pub digest: String,
}

impl Rule {
    /// Whether it is looked for on `day`, `YYYY-MM-DD`, in a draft published for `profile`; an unknown
    /// purpose may be any.
    pub fn applies(&self, day: &str, profile: Option<Profile>) -> bool {
        let (since, until) = &self.in_force;
        self.status != RuleStatus::Off
            && (since.is_empty() || since.as_str() <= day)
            && (until.is_empty() || day <= until.as_str())
            && (self.profiles.is_empty()
                || profile.is_none_or(|profile| self.profiles.contains(&profile)))
    }

    /// How much its findings matter: on trial they are notes.
    pub fn grade(&self) -> Severity {
        match self.status {
            RuleStatus::Trial => Severity::Low,
            RuleStatus::Active | RuleStatus::Off => self.severity,
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Rule({})", self.id)
    }
}
