//! Paragraphs put together from runs that are carried in different ways: plain, inserted, deleted,
//! hidden. What a reader sees is one passage; what was there before, and what is there unseen, are
//! others, in which only the stretches that look so count.

use super::grid::Content;
use crate::{
    document::{
        Concealed, ConcealedKind, Layer, Limits, Look, Passage, Pieces, Place, Sink, cut::stretches,
    },
    text::Span,
};

/// What programs write around a form, and hide in every file.
const FORM_MARKS: &[&str] =
    &["窗体顶端", "窗体底端", "表單的頂端", "表單的底部", "Top of Form", "Bottom of Form"];

/// Whether `text` is a mark that programs write and hide around a form.
pub(super) fn is_form_mark(text: &str) -> bool {
    FORM_MARKS.contains(&text.trim())
}

/// How a run is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// As every reader sees it.
    Plain,
    /// A tracked insertion: seen, and not there before.
    Inserted,
    /// A tracked deletion, or moved away: there before, and not seen.
    Deleted,
    /// There, and not seen.
    Unseen(Look),
}

/// A `Paragraph` is put together run by run.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    runs: Vec<(Run, String)>,
    /// What a reader sees.
    seen: String,
    /// How many stretches of it are to be told as facts, because nobody sees them.
    concealed: u32,
    layer: Layer,
    at: Place,
}

impl Paragraph {
    /// An empty paragraph on `layer`, which stands `at` this place unless a cell knows better.
    pub(super) fn new(layer: Layer, at: Place) -> Self {
        Self { runs: Vec::new(), seen: String::new(), concealed: 0, layer, at }
    }

    /// Adds `text`, carried as `run` says.
    pub(super) fn push(&mut self, run: Run, text: &str) {
        if text.is_empty() {
            return;
        }
        if matches!(run, Run::Plain | Run::Inserted) {
            self.seen.push_str(text);
        }
        match self.runs.last_mut() {
            Some((last, before)) if *last == run => before.push_str(text),
            _ => self.runs.push((run, text.to_owned())),
        }
    }

    /// A stretch of it that nobody sees is to be told as a fact.
    pub(super) fn conceal(&mut self) {
        self.concealed = self.concealed.saturating_add(1);
    }

    /// How many stretches of it are to be told as facts; the caller tells them. Where it stands is
    /// told otherwise, when it is delivered.
    pub(super) fn take_concealed(&mut self) -> u32 {
        let count = std::mem::take(&mut self.concealed);
        if count > 0 && is_form_mark(&self.text()) { 0 } else { count }
    }

    /// An empty one that stands where this one does.
    pub(super) fn emptied(&self) -> Self {
        Self::new(self.layer, self.at.clone())
    }

    /// All of it, seen or not.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Why a reader does not see the first stretch of it that is not seen.
    pub(super) fn first_look(&self) -> Option<Look> {
        self.runs.iter().find_map(|(run, _)| match run {
            Run::Plain | Run::Inserted => None,
            Run::Deleted => Some(Look::Deleted),
            Run::Unseen(look) => Some(*look),
        })
    }

    /// Nobody sees what is in it so far.
    pub(super) fn hide(&mut self, look: Look) {
        self.seen.clear();
        for (run, _) in &mut self.runs {
            if matches!(run, Run::Plain | Run::Inserted) {
                *run = Run::Unseen(look);
            }
        }
    }

    /// What a reader sees of it.
    pub(super) fn seen_text(&self) -> &str {
        &self.seen
    }

    /// It is this one among the paragraphs of the body.
    pub(super) fn number(&mut self, number: u32) {
        self.at.paragraph = Some(number);
    }

    /// How it is carried.
    pub(super) fn layer(&self) -> Layer {
        self.layer
    }

    /// Whether there is nothing in it but blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Delivers it where it stands.
    pub(super) fn deliver(self, limits: &Limits, sink: &mut dyn Sink) {
        let at = self.at.clone();
        self.put(&at, limits, sink);
    }

    /// The runs that `takes` lets in, and where those are that a reader does not see.
    fn with(&self, takes: impl Fn(Run) -> bool) -> (String, Vec<(Span, Look)>) {
        let (mut text, mut looks) = (String::new(), Vec::new());
        for (run, added) in self.runs.iter().filter(|(run, _)| takes(*run)) {
            let span = Span::new(text.len(), text.len() + added.len());
            match run {
                Run::Plain | Run::Inserted => {}
                Run::Deleted => looks.push((span, Look::Deleted)),
                Run::Unseen(look) => looks.push((span, *look)),
            }
            text.push_str(added);
        }
        (text, looks)
    }
}

impl Content for Paragraph {
    fn seen(&self) -> &str {
        &self.seen
    }

    fn put(mut self, at: &Place, limits: &Limits, sink: &mut dyn Sink) {
        let at = &Place { slide: self.at.slide, page: self.at.page, ..at.clone() };
        let count = self.take_concealed();
        if count > 0 {
            sink.concealed(Concealed {
                kind: ConcealedKind::HiddenText,
                at: at.clone(),
                count,
                line: None,
            });
        }
        let has = |wanted: fn(Run) -> bool| self.runs.iter().any(|(run, _)| wanted(*run));
        deliver(&self.seen, &[], at, self.layer, limits, sink);
        if has(|run| run == Run::Deleted) {
            let (text, looks) = self.with(|run| matches!(run, Run::Plain | Run::Deleted));
            deliver(&text, &looks, at, Layer::Deleted, limits, sink);
        }
        if has(|run| matches!(run, Run::Unseen(_))) {
            let (text, looks) = self.with(|run| run != Run::Deleted);
            // On a page; a cell that another one covers is merely hidden.
            let covered = at.page.is_some() && looks.iter().any(|(_, look)| *look == Look::Covered);
            let layer = if covered { Layer::Covered } else { Layer::Hidden };
            deliver(&text, &looks, at, layer, limits, sink);
        }
    }
}

/// Whether notes hold more than the number of their page.
pub(super) fn says_something(notes: &str) -> bool {
    notes.contains(char::is_alphabetic) && notes.trim() != "<number>"
}

/// Delivers `text` as one passage, or several where it is too long.
pub(super) fn deliver(
    text: &str,
    looks: &[(Span, Look)],
    at: &Place,
    layer: Layer,
    limits: &Limits,
    sink: &mut dyn Sink,
) {
    if text.trim().is_empty() {
        return;
    }
    for range in stretches(text, limits.passage_bytes) {
        let inside = looks.iter().filter_map(|(span, look)| {
            let (start, end) = (span.start.max(range.start), span.end.min(range.end));
            (start < end).then(|| (Span::new(start - range.start, end - range.start), *look))
        });
        sink.passage(Passage {
            looks: inside.collect(),
            text: text[range].into(),
            at: at.clone(),
            layer,
            pieces: Pieces::default(),
        });
    }
}
