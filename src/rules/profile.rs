//! What a draft is published for.

/// A `Profile` (发布类型) is the purpose of publication; a rule may be meant for some of them only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// 资助公示.
    AidNotice,
    /// 拟录取名单.
    AdmissionList,
    /// 复试名单.
    ReexamList,
    /// 招聘和拟聘用公示.
    Recruitment,
    /// 任前公示.
    Appointment,
    /// 评优和奖励公示.
    Award,
    /// 招标和采购公告.
    Tender,
    /// 中标和成交公告.
    AwardNotice,
    /// 退学和送达公告.
    ServiceNotice,
    /// 年度报告.
    AnnualReport,
    /// 试卷.
    ExamPaper,
    /// 学位论文.
    Thesis,
}

impl Profile {
    /// Every profile, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::AidNotice,
        Self::AdmissionList,
        Self::ReexamList,
        Self::Recruitment,
        Self::Appointment,
        Self::Award,
        Self::Tender,
        Self::AwardNotice,
        Self::ServiceNotice,
        Self::AnnualReport,
        Self::ExamPaper,
        Self::Thesis,
    ];

    /// Its name in rules and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::AidNotice => "aid-notice",
            Self::AdmissionList => "admission-list",
            Self::ReexamList => "reexam-list",
            Self::Recruitment => "recruitment",
            Self::Appointment => "appointment",
            Self::Award => "award",
            Self::Tender => "tender",
            Self::AwardNotice => "award-notice",
            Self::ServiceNotice => "service-notice",
            Self::AnnualReport => "annual-report",
            Self::ExamPaper => "exam-paper",
            Self::Thesis => "thesis",
        }
    }

    /// The profile with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|profile| profile.code() == code)
    }
}
