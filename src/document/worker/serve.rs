//! The worker's own side: limits itself, reads, says what it read.

use std::{
    io::{self, BufWriter, Cursor, Read as _, Write},
    panic,
};

use super::{
    frames::{self, Frame},
    limit::limit,
};
use crate::document::{
    self, Concealed, Limits, Part, Passage, Place, Reading, Sink, Table, Unread, UnreadCause,
};

/// How a worker's last words begin where the program itself is at fault.
pub(super) const PANIC: &str = "panic at ";

/// Reads the document on standard input, named `name`, within `limits` (as JSON), and says it on
/// standard output.
///
/// # Errors
/// The system's, where it refuses a limit, and where nobody listens any more.
pub fn serve(name: &str, limits: &str) -> io::Result<()> {
    let limits: Limits = serde_json::from_str(limits)?;
    limit(&limits)?;
    // The place alone: what went wrong may hold words of the document.
    panic::set_hook(Box::new(|about| {
        let _ = match about.location() {
            Some(at) => writeln!(io::stderr(), "{PANIC}{}:{}", at.file(), at.line()),
            None => writeln!(io::stderr(), "{PANIC}?"),
        };
    }));
    let document = take(&limits);
    let mut voice = Voice {
        out: BufWriter::new(io::stdout().lock()),
        room: Vec::new(),
        left: limits.child_output_bytes,
        limit: limits.child_output_bytes,
        failed: None,
    };
    match document {
        Ok(bytes) => {
            document::read(&mut Cursor::new(bytes), name, &limits, &Reading::Here, &mut voice);
        }
        Err(cause) => voice.unread(Unread { at: Place::default(), cause }),
    }
    voice.finish()
}

/// The bytes of the document.
fn take(limits: &Limits) -> Result<Vec<u8>, UnreadCause> {
    let mut bytes = Vec::new();
    let most = limits.document_bytes;
    match io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Err(UnreadCause::TooBig { limit: most }),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => {
            Err(UnreadCause::OutOfMemory { limit: limits.child_memory_bytes })
        }
        Err(error) => Err(UnreadCause::from_io(&error)),
    }
}

/// A sink that says everything to the parent, until it has said as much as it may.
struct Voice<W: Write> {
    out: W,
    room: Vec<u8>,
    left: u64,
    limit: u64,
    failed: Option<io::Error>,
}

impl<W: Write> Voice<W> {
    fn say(&mut self, frame: &Frame<'_>) {
        if self.failed.is_some() || self.left == 0 {
            return;
        }
        self.failed = frames::write(&mut self.out, frame, &mut self.room).err();
        self.left = self.left.saturating_sub(self.room.len() as u64);
        if self.left == 0 && self.failed.is_none() {
            let cause = UnreadCause::TooMuch { limit: self.limit };
            let unread = Unread { at: Place::default(), cause };
            self.failed =
                frames::write(&mut self.out, &Frame::Unread(unread), &mut self.room).err();
        }
    }

    fn finish(mut self) -> io::Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        frames::write(&mut self.out, &Frame::Finished, &mut self.room)?;
        self.out.flush()
    }
}

impl<W: Write> Sink for Voice<W> {
    fn part(&mut self, part: Part) {
        self.say(&Frame::Part(part));
    }

    fn table(&mut self, table: Table) {
        self.say(&Frame::Table(table));
    }

    fn passage(&mut self, passage: Passage<'_>) {
        self.say(&Frame::Passage(passage));
    }

    fn concealed(&mut self, fact: Concealed) {
        self.say(&Frame::Concealed(fact));
    }

    fn unread(&mut self, unread: Unread) {
        self.say(&Frame::Unread(unread));
    }
}
