//! Searches many inputs, in parallel, and keeps their order.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Examiner, Searcher};
use crate::{
    document::{self, Limits, Place, Reading, Sink, Unread, UnreadCause, inputs::Input},
    finding::{Examination, Key},
};

/// What a scan needs to know beside its inputs and rules.
#[derive(Debug, Clone)]
pub struct Options {
    /// Bounds for each input.
    pub limits: Limits,
    /// This program, a child process of which reads what could do harm.
    pub program: PathBuf,
    /// Key of the fingerprints.
    pub key: Option<Key>,
    /// How many inputs are searched at a time.
    pub threads: usize,
}

/// Searches `inputs`: one row an input, in their order, whatever the number of threads. `progress`
/// is told how many are done.
pub fn scan(
    inputs: &[Input],
    searcher: &Searcher,
    options: &Options,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Examination> {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let rows: Mutex<Vec<(usize, Vec<Examination>)>> = Mutex::new(Vec::new());
    let work = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else { break };
            own.push((at, examine(input, searcher, options)));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
        if let Ok(mut rows) = rows.lock() {
            rows.append(&mut own);
        }
    };
    thread::scope(|scope| {
        for _ in 1..options.threads.clamp(1, inputs.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().flat_map(|(_, rows)| rows).collect()
}

fn examine(input: &Input, searcher: &Searcher, options: &Options) -> Vec<Examination> {
    let reading = Reading::Apart(&options.program);
    let read = |source: &mut dyn Read, name: &str, sink: &mut dyn Sink| {
        document::read(source, name, &options.limits, &reading, sink);
    };
    let mut examiner = Examiner::new(searcher, options.key.as_ref());
    examiner.input(input.name(), |sink| match input {
        Input::Stdin => read(&mut io::stdin().lock(), "-", sink),
        Input::Unreadable { cause, .. } => {
            sink.unread(Unread { at: Place::default(), cause: cause.clone() });
        }
        Input::Path { name, path } => match open(path) {
            Ok(mut file) => read(&mut file, name, sink),
            Err(cause) => sink.unread(Unread { at: Place::default(), cause }),
        },
    });
    examiner.finish()
}

/// Opens a file that was there when the selection was made.
fn open(path: &Path) -> Result<impl Read, UnreadCause> {
    let file = File::open(path).map_err(|error| UnreadCause::from_io(&error))?;
    let about = file.metadata().map_err(|error| UnreadCause::from_io(&error))?;
    if about.is_file() { Ok(file) } else { Err(UnreadCause::NotAFile) }
}
