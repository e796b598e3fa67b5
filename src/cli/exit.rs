//! How a command ends: code and closing sentence are decided together, here.

use std::process::ExitCode;

use crate::{
    finding::{Examination, Finding, Scan, Status},
    rules::Severity,
};

/// How a command ended; where several hold, the gravest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: nothing to answer.
    Clear,
    /// 1: somebody must sign.
    SignOff,
    /// 2: the command was wrong or could not do its work.
    Failed,
    /// 3: something could not be examined.
    Unexamined,
    /// 4: records do not verify.
    RecordsBroken,
}

impl Exit {
    /// Every way to end, by code.
    pub const ALL: &'static [Self] =
        &[Self::Clear, Self::SignOff, Self::Failed, Self::Unexamined, Self::RecordsBroken];

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::SignOff => 1,
            Self::Failed => 2,
            Self::Unexamined => 3,
            Self::RecordsBroken => 4,
        }
    }

    /// The graver of the two: 2 before 4 before 3 before 1 before 0.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let rank = |exit: Self| match exit {
            Self::Clear => 0,
            Self::SignOff => 1,
            Self::Unexamined => 2,
            Self::RecordsBroken => 3,
            Self::Failed => 4,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// How a scan ends, and the code of the sentence that closes it, where findings from `fail_on` on
/// need sign-off; with `None` no finding does.
pub fn ending(scan: &Scan, fail_on: Option<Severity>) -> (Exit, &'static str) {
    let gravest = scan.gravest();
    let signed = fail_on.is_some_and(|least| gravest.is_some_and(|grave| grave >= least));
    let unread = scan.examinations.iter().any(|row| row.status() != Status::Examined);
    let signed = if signed { Exit::SignOff } else { Exit::Clear };
    let exit = signed.and(if unread { Exit::Unexamined } else { Exit::Clear });
    let sentence = match (exit, signed) {
        _ if scan.examinations.iter().any(Examination::holds_live_mark) => "close.stop",
        (Exit::Clear, _) if scan.findings().any(open) => "close.notes",
        (Exit::Clear, _) => "close.clear",
        (Exit::Unexamined, Exit::SignOff) => "close.unexamined-sign-off",
        (Exit::Unexamined, _) => "close.unexamined",
        _ => "close.sign-off",
    };
    (exit, sentence)
}

/// Whether it is listed and nobody permits it.
fn open(finding: &Finding) -> bool {
    finding.counts() && finding.excuse.is_none()
}
