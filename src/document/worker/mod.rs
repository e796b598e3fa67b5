//! The worker: a child process that reads one document, so that what a hostile file does to its
//! reader is done to nobody else.
//!
//! It is this program again. It limits itself before it looks at anything, takes the document from
//! its standard input, loads no rules, and writes what its reader says to its standard output as
//! frames. It writes nothing until it has read all, so that neither waits for the other.

mod frames;
mod limit;
mod serve;

use std::{
    io::{self, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

pub use serve::serve;

use super::{Limits, Place, Sink, Unread, UnreadCause, source::Source};
use frames::Frame;

/// The first argument of a worker; the document's name and its limits follow.
pub const ARGUMENT: &str = "read-document";

/// How many times its time of computing a worker may live, waiting included.
const PATIENCE: u32 = 3;

/// How long a worker may take to end once it says no more, in so many moments.
const MOMENTS: u32 = 1_000;
const MOMENT: Duration = Duration::from_millis(1);

/// Most bytes that are read of what a dying worker says.
const LAST_WORDS: u64 = 4 << 10;

/// Reads `source`, named `name`, in a child process of `program`, into `sink`. What the worker had
/// said before it died stays said; the part it was reading is unread.
pub(super) fn read(
    program: &Path,
    source: &mut Source<'_>,
    name: &str,
    limits: &Limits,
    sink: &mut dyn Sink,
) {
    let mut child = match start(program, name, limits) {
        Ok(child) => child,
        Err(error) => {
            let cause = UnreadCause::NotStarted { error: error.kind().to_string() };
            return sink.unread(Unread { at: Place::default(), cause });
        }
    };
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let child = Mutex::new(child);
    let patience = Duration::from_secs(limits.child_seconds) * PATIENCE;
    let (finished, waiting) = mpsc::channel::<()>();
    let (end, late) = thread::scope(|scope| {
        let child = &child;
        let watched = scope.spawn(move || watch(child, &waiting, patience));
        feed(source, stdin);
        let end = take(stdout, sink);
        drop(finished);
        (end, watched.join().unwrap_or(false))
    });
    if let End::Died { part } = end {
        let status = ended(&child);
        let cause = match status {
            _ if late => UnreadCause::OutOfTime { seconds: patience.as_secs() },
            Ok(status) => cause_of_death(limit::signal(status), &last_words(stderr), limits),
            Err(error) => UnreadCause::from_io(&error),
        };
        sink.unread(Unread { at: Place { part, ..Place::default() }, cause });
    } else {
        let _ = ended(&child);
    }
}

/// Waits a moment for the end of a worker that says no more; one that lives on is ended.
fn ended(child: &Mutex<Child>) -> io::Result<ExitStatus> {
    for _ in 0..MOMENTS {
        if let Some(status) = lock(child).try_wait()? {
            return Ok(status);
        }
        thread::sleep(MOMENT);
    }
    let mut child = lock(child);
    let _ = child.kill();
    child.wait()
}

fn start(program: &Path, name: &str, limits: &Limits) -> io::Result<Child> {
    let limits = serde_json::to_string(limits)?;
    let mut command = Command::new(program);
    // Nothing of the surroundings: what it does follows from the document alone.
    command.args([ARGUMENT, name, &limits]).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Ends the worker if it lives longer than is patient; says whether it did.
fn watch(child: &Mutex<Child>, finished: &Receiver<()>, patience: Duration) -> bool {
    let late = finished.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
    if late {
        let _ = lock(child).kill();
    }
    late
}

/// Gives the document to the worker. A worker that died takes no more of it.
fn feed(source: &mut Source<'_>, stdin: Option<ChildStdin>) {
    let Some(mut stdin) = stdin else { return };
    let mut wanted = source.held().len();
    loop {
        source.fill(wanted);
        let held = source.held().len();
        if held == 0 || stdin.write_all(source.held()).is_err() {
            return;
        }
        source.consume(held);
        wanted = super::source::WINDOW;
    }
}

/// How a worker's words ended.
enum End {
    /// It said all it had to say.
    Finished,
    /// It died; the part that it was reading.
    Died { part: Option<Arc<str>> },
}

/// Passes on what the worker says.
fn take(stdout: Option<ChildStdout>, sink: &mut dyn Sink) -> End {
    let mut part = None;
    let Some(stdout) = stdout else { return End::Died { part } };
    let mut stdout = BufReader::new(stdout);
    let mut room = Vec::new();
    while let Some(frame) = frames::next(&mut stdout, &mut room) {
        match frame {
            Frame::Part(said) => {
                part.clone_from(&said.path);
                sink.part(said);
            }
            Frame::Table(table) => sink.table(table),
            Frame::Passage(passage) => sink.passage(passage),
            Frame::Concealed(fact) => sink.concealed(fact),
            Frame::Unread(unread) => sink.unread(unread),
            Frame::Finished => return End::Finished,
        }
    }
    End::Died { part }
}

fn last_words(stderr: Option<ChildStderr>) -> String {
    let mut words = Vec::new();
    if let Some(stderr) = stderr {
        let _ = stderr.take(LAST_WORDS).read_to_end(&mut words);
    }
    String::from_utf8_lossy(&words).into_owned()
}

/// Why a worker died, from the signal that ended it and from what the language's runtime says on
/// standard error. Nothing of the document is in either.
fn cause_of_death(signal: Option<i32>, words: &str, limits: &Limits) -> UnreadCause {
    if let Some(at) = words.lines().find_map(|line| line.strip_prefix(serve::PANIC)) {
        return UnreadCause::Crashed { at: at.trim().to_owned() };
    }
    if words.contains("memory allocation of") {
        return UnreadCause::OutOfMemory { limit: limits.child_memory_bytes };
    }
    if words.contains("overflowed its stack") {
        return UnreadCause::Crashed { at: "stack".to_owned() };
    }
    match signal {
        Some(signal) if limit::is_time(signal) => {
            UnreadCause::OutOfTime { seconds: limits.child_seconds }
        }
        signal => UnreadCause::Killed { signal },
    }
}

fn lock(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}
