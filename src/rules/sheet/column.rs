//! The columns of a sheet.

/// A `Column` of a sheet of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 编号.
    Id,
    /// 词语.
    Terms,
    /// 类别.
    Category,
    /// 级别.
    Severity,
    /// 由谁处理.
    SignOff,
    /// 匹配: where a word must stand.
    Position,
    /// 须同时出现.
    Near,
    /// 相距, in characters.
    Within,
    /// 不算的语境.
    Veto,
    /// 适用发布类型.
    Profiles,
    /// 命中示例.
    Examples,
    /// 不应命中示例.
    Counterexamples,
    /// 为什么.
    Why,
    /// 怎么改.
    Remedy,
    /// 依据.
    Basis,
    /// 生效.
    Since,
    /// 失效.
    Until,
    /// 状态.
    Status,
    /// 提出人.
    ProposedBy,
    /// 备注.
    Note,
}

impl Column {
    /// Every column, in the order of the template.
    pub const ALL: &'static [Self] = &[
        Self::Id,
        Self::Terms,
        Self::Category,
        Self::Severity,
        Self::SignOff,
        Self::Position,
        Self::Near,
        Self::Within,
        Self::Veto,
        Self::Profiles,
        Self::Examples,
        Self::Counterexamples,
        Self::Why,
        Self::Remedy,
        Self::Basis,
        Self::Since,
        Self::Until,
        Self::Status,
        Self::ProposedBy,
        Self::Note,
    ];

    /// Its code, under which its heading (`column.`) and its explanation (`guide.`) are said.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Terms => "terms",
            Self::Category => "category",
            Self::Severity => "severity",
            Self::SignOff => "sign-off",
            Self::Position => "position",
            Self::Near => "near",
            Self::Within => "within",
            Self::Veto => "veto",
            Self::Profiles => "profiles",
            Self::Examples => "examples",
            Self::Counterexamples => "counterexamples",
            Self::Why => "why",
            Self::Remedy => "remedy",
            Self::Basis => "basis",
            Self::Since => "since",
            Self::Until => "until",
            Self::Status => "status",
            Self::ProposedBy => "proposed-by",
            Self::Note => "note",
        }
    }

    /// Whether each row must say something here.
    pub fn is_needed(self) -> bool {
        matches!(
            self,
            Self::Id
                | Self::Terms
                | Self::Category
                | Self::Severity
                | Self::SignOff
                | Self::Examples
                | Self::Counterexamples
                | Self::Why
                | Self::Remedy
                | Self::Basis
        )
    }
}
