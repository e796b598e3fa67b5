//! What the system does for a worker: bounds on what it may take, and how it ended.

use std::process::ExitStatus;

use crate::document::Limits;

/// Bounds what this process may take from now on: memory, time of computing, no dump of its memory.
///
/// # Errors
/// The system's, where it refuses.
#[cfg(unix)]
pub(super) fn limit(limits: &Limits) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // Whoever started the program may have bounded it more tightly.
    let bound = |resource, soft: u64, hard: u64| {
        let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let (current, maximum) = (Some(soft.min(most)), Some(hard.min(most)));
        setrlimit(resource, Rlimit { current, maximum })
    };
    let (memory, seconds) = (limits.child_memory_bytes, limits.child_seconds);
    bound(Resource::Core, 0, 0)?;
    bound(Resource::As, memory, memory)?;
    // The first is a signal that tells why, the second ends a process that does not heed it.
    bound(Resource::Cpu, seconds, seconds.saturating_add(1))?;
    Ok(())
}

/// Elsewhere the parent's patience and the readers' own bounds hold.
#[cfg(not(unix))]
pub(super) fn limit(_: &Limits) -> std::io::Result<()> {
    Ok(())
}

/// The signal that ended a process, if one did.
#[cfg(unix)]
pub(super) fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

/// No signals elsewhere.
#[cfg(not(unix))]
pub(super) fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// Whether `signal` is sent to a process whose time of computing is over.
#[cfg(unix)]
pub(super) fn is_time(signal: i32) -> bool {
    signal == rustix::process::Signal::XCPU.as_raw()
}

/// No signals elsewhere.
#[cfg(not(unix))]
pub(super) fn is_time(_: i32) -> bool {
    false
}
