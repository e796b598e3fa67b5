//! How fast the engine is, as ratios: each row is timed in turn with a yardstick over the same text,
//! reading its characters one by one, so that the ratio is the same on a fast and a slow machine; office
//! files are read in turn with unpacking and parsing them, PDF files in turn with `pdftotext` where it
//! is installed.
//!
//! `cargo bench` prints one line a row: megabytes a second, and how many times the yardstick it took.

mod draft;
mod office;
mod paper;

use std::{
    hint::black_box,
    io::{self, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use aho_corasick::AhoCorasick;
use mishen::{
    document::{self, Limits, Reading},
    engine::{Examiner, Literals, Searcher, sweep},
    rules::RuleSet,
    text::Folded,
};

/// Timings of each row; the median counts.
const ROUNDS: usize = 9;
/// Characters of the text.
const CHARACTERS: usize = 1_000_000;

fn main() -> io::Result<()> {
    let text = draft::text(CHARACTERS);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let folded: Vec<Folded<'_>> = paragraphs.iter().map(|text| Folded::plain(text)).collect();
    let mut table = Table { text: &text, out: io::stdout().lock() };

    table.row("fold", || {
        for paragraph in &paragraphs {
            black_box(Folded::plain(paragraph));
        }
    })?;
    table.row("fold, tight lane too", || {
        for paragraph in &paragraphs {
            black_box(Folded::plain(paragraph).tight());
        }
    })?;
    for count in [200, 2_000, 20_000] {
        let terms = draft::terms(count);
        let literals = Literals::new(&terms);
        let mut hits = Vec::new();
        table.row(&format!("literals, {count} terms"), || {
            for paragraph in &folded {
                literals.find(paragraph.text(), &mut hits);
                black_box(&hits);
            }
        })?;
    }
    if let Ok(bytes) = AhoCorasick::new(draft::terms(2_000)) {
        table.row("2000 terms by an automaton of bytes", || {
            for paragraph in &folded {
                black_box(bytes.find_overlapping_iter(paragraph.text()).count());
            }
        })?;
    }
    table.row("number sweep", || {
        for paragraph in &folded {
            black_box(sweep(paragraph, true, &[]));
        }
    })?;
    let rules =
        RuleSet::load(&[], &[]).map_err(|problems| io::Error::other(format!("{problems:?}")))?;
    let searcher = Searcher::new(rules);
    for name in ["draft.txt", "draft.md"] {
        table.row(&format!("whole scan, {name}"), || {
            let mut examiner = Examiner::new(&searcher, None);
            examiner.input(name, |sink| {
                let limits = Limits::default();
                document::read(&mut text.as_bytes(), name, &limits, &Reading::Here, sink);
            });
            black_box(examiner.finish());
        })?;
    }
    let packed = |made: zip::result::ZipResult<Vec<u8>>| made.map_err(io::Error::other);
    extraction(
        &mut table.out,
        "docx of a million characters",
        &packed(office::docx(&paragraphs))?,
    )?;
    extraction(&mut table.out, "xlsx of 100,000 rows", &packed(office::xlsx(100_000))?)?;
    let small = vec![paper::pdf(&text, 2); 20];
    pages(&mut table.out, "PDF of 500 pages", &[paper::pdf(&text, 500)])?;
    pages(&mut table.out, "20 PDF files of 2 pages", &small)?;
    startup(&mut table.out)
}

/// Prints rows about one text.
struct Table<'t> {
    text: &'t str,
    out: io::StdoutLock<'static>,
}

impl Table<'_> {
    fn row(&mut self, name: &str, mut work: impl FnMut()) -> io::Result<()> {
        let yardstick = || {
            black_box(self.text.chars().fold(0u32, |sum, char| sum.wrapping_add(u32::from(char))));
        };
        let (time, ratio) = against(&mut work, yardstick);
        let rate = self.text.len() as f64 / 1e6 / time.as_secs_f64();
        writeln!(self.out, "{name:<36} {rate:>8.0} MB/s {ratio:>7.1} ×")
    }
}

/// Reading an office file, against unpacking and parsing it.
fn extraction(out: &mut impl io::Write, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut read = || {
        let (limits, mut count) = (Limits::default(), office::Count::default());
        document::read(&mut &*bytes, "a.zip", &limits, &Reading::Here, &mut count);
        assert!(black_box(count.0) > 100_000, "{name} was not read");
    };
    let (time, ratio) = against(&mut read, || office::unpack_and_parse(bytes));
    let milliseconds = time.as_secs_f64() * 1e3;
    writeln!(out, "{name:<36} {milliseconds:>8.0} ms   {ratio:>7.1} × unpacking and parsing it")
}

/// Taking the text out of PDF files by the program, one start a file, against `pdftotext`.
fn pages(out: &mut impl io::Write, name: &str, files: &[Vec<u8>]) -> io::Result<()> {
    let folder = paper::Folder::of(files)?;
    let mut read = || {
        for file in &folder.files {
            let mut mishen = Command::new(env!("CARGO_BIN_EXE_mishen"));
            let ended = mishen.arg("text").arg(file).stdout(Stdio::null()).status();
            assert!(ended.is_ok_and(|status| status.success()), "mishen text");
        }
    };
    if !paper::has_yardstick() {
        return writeln!(out, "{name:<36} pdftotext is not installed");
    }
    let (time, ratio) = against(&mut read, || paper::pdftotext(&folder.files));
    let milliseconds = time.as_secs_f64() * 1e3;
    writeln!(out, "{name:<36} {milliseconds:>8.0} ms   {ratio:>7.1} × pdftotext")
}

/// Looking through a short text with the built-in rules, against a start that does nothing.
fn startup(out: &mut impl io::Write) -> io::Result<()> {
    let run = |args: &[&str]| {
        let mut mishen = Command::new(env!("CARGO_BIN_EXE_mishen"));
        let ended = mishen.args(args).stdin(Stdio::null()).stdout(Stdio::null()).status();
        assert!(ended.is_ok_and(|status| status.success()), "mishen {args:?}");
    };
    let (time, ratio) = against(&mut || run(&["scan", "-"]), || run(&["--version"]));
    let milliseconds = time.as_secs_f64() * 1e3;
    writeln!(
        out,
        "{:<36} {milliseconds:>8.1} ms   {ratio:>7.1} × a start that only tells its version",
        "start-up"
    )
}

/// The median time of `work`, and how many times the median of `yardstick` it is; the two take turns.
fn against(work: &mut dyn FnMut(), yardstick: impl Fn()) -> (Duration, f64) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<(Duration, Duration)> =
        (0..ROUNDS).map(|_| (time(work), time(&mut || yardstick()))).collect();
    let median = |times: &mut Vec<(Duration, Duration)>,
                  key: fn(&(Duration, Duration)) -> Duration| {
        times.sort_by_key(key);
        key(&times[ROUNDS / 2])
    };
    let (work, yardstick) = (median(&mut times, |pair| pair.0), median(&mut times, |pair| pair.1));
    (work, work.as_secs_f64() / yardstick.as_secs_f64())
}
