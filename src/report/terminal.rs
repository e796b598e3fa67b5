//! A scan for a person at a terminal: 结果 → 在哪 → 怎么改 → 问谁 → 依据.

use std::io::{self, Write};

use super::{
    Options,
    groups::groups,
    layout::{Ink, Sheet},
    place::{place, range},
    shown::{name_of, shown},
    words::{concealed, counted, evidence, format_of, half, read_as, roles, severity, unread},
};
use crate::{
    document::Unread,
    finding::{Examination, Finding, Scan, Status},
    lang::{Lang, say},
    text::width,
};

/// Places that are listed of a group without being asked for more.
const LISTED: usize = 3;

/// Documents up to which those in which nothing was found are listed one by one.
const FEW: usize = 10;

/// Writes `scan`, and after the totals the sentence that closes it.
///
/// # Errors
/// Writing failed.
pub fn terminal(
    scan: &Scan,
    options: &Options,
    closing: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sheet = Sheet { out, colour: options.colour, columns: options.columns };
    let every = options.all || scan.examinations.len() <= FEW;
    let mut page = Page { options, lang: options.lang, sheet };
    let (told, plain): (Vec<_>, Vec<_>) =
        scan.examinations.iter().partition(|row| page.has_something_to_tell(row));
    for row in told {
        page.document(row)?;
    }
    if every && !plain.is_empty() {
        for row in &plain {
            page.clean(row)?;
        }
        page.sheet.gap()?;
    }
    page.totals(scan, if every { &[] } else { &plain })?;
    page.sheet.line(0, 0, &[(Ink::Strong, closing)])
}

struct Page<'o> {
    options: &'o Options,
    lang: Lang,
    sheet: Sheet<'o>,
}

impl Page<'_> {
    fn has_something_to_tell(&self, row: &Examination) -> bool {
        !row.unread.is_empty()
            || row.parts.iter().any(|part| part.misnamed)
            || row.findings.iter().any(|finding| self.lists(finding))
    }

    fn lists(&self, finding: &Finding) -> bool {
        self.options.all || finding.counts() && finding.excuse.is_none()
    }

    fn document(&mut self, row: &Examination) -> io::Result<()> {
        self.heading(row, "")?;
        for missed in &row.unread {
            self.not_read(row.status(), missed)?;
        }
        for part in row.parts.iter().filter(|part| part.misnamed) {
            let format = format_of(self.lang, part.format);
            self.note(&self.say("document.misnamed", &[("format", &format)]))?;
        }
        let sealed = row.holds_live_mark() && !self.options.show_values;
        if sealed {
            self.note(&self.say("document.live-mark", &[]))?;
        }
        let listed: Vec<&Finding> =
            row.findings.iter().filter(|finding| self.lists(finding)).collect();
        for group in groups(&listed) {
            self.group(&group, sealed)?;
        }
        self.concealed(row)?;
        self.sheet.gap()
    }

    /// The one line of a document in which nothing was found.
    fn clean(&mut self, row: &Examination) -> io::Result<()> {
        let said = self.say("document.clean", &[]);
        self.heading(row, &said)?;
        self.concealed(row)
    }

    fn heading(&mut self, row: &Examination, said: &str) -> io::Result<()> {
        let read_as = read_as(self.lang, row);
        let space = if self.lang == Lang::En && !read_as.is_empty() { " " } else { "" };
        let gap = if said.is_empty() { "" } else { "  " };
        let stretches = [
            (Ink::Strong, row.document.as_str()),
            (Ink::Faint, space),
            (Ink::Faint, &read_as),
            (Ink::Plain, gap),
            (Ink::Plain, said),
        ];
        self.sheet.line(0, 2, &stretches)
    }

    fn not_read(&mut self, status: Status, missed: &Unread) -> io::Result<()> {
        let part = missed.at.part.as_deref().or(missed.at.label.as_deref());
        let mut cause = self.part(part);
        cause.push_str(&unread(self.lang, &missed.cause));
        let code =
            if status == Status::Partly { "document.partly" } else { "document.not-examined" };
        let said = self.say(code, &[("cause", &cause)]);
        self.sheet.line(2, 4, &[(Ink::Warning, "! "), (Ink::Plain, &said)])
    }

    fn note(&mut self, said: &str) -> io::Result<()> {
        self.sheet.line(2, 4, &[(Ink::Plain, said)])
    }

    fn concealed(&mut self, row: &Examination) -> io::Result<()> {
        let facts = concealed(self.lang, row);
        if facts.is_empty() {
            return Ok(());
        }
        self.note(&self.say("document.concealed", &[("facts", &facts)]))
    }

    fn group(&mut self, group: &[&Finding], sealed: bool) -> io::Result<()> {
        let Some(first) = group.first() else { return Ok(()) };
        let rule = &first.rule;
        let severity = severity(self.lang, first.severity, rule.status);
        let mut stretch = self.part(first.at.part.as_deref());
        if group.len() > 1 {
            stretch.push_str(&range(self.lang, group, sealed));
            stretch.push_str(self.lang.pick("", " "));
            stretch.push_str(&self.say("finding.count", &[("count", &group.len().to_string())]));
        }
        let gap = if stretch.is_empty() { "" } else { "  " };
        let head = [
            (Ink::Severity(first.severity), severity.as_str()),
            (Ink::Plain, "  "),
            (Ink::Strong, half(self.lang, &rule.title)),
            (Ink::Plain, gap),
            (Ink::Plain, stretch.trim_start()),
        ];
        self.sheet.line(2, 4, &head)?;
        let all = self.options.all || self.options.explain;
        let listed = if all { group.len() } else { LISTED };
        for finding in group.iter().take(listed) {
            self.finding(finding, sealed)?;
        }
        let more = group.len().saturating_sub(listed);
        if more > 0 {
            let said = self.say("finding.more", &[("count", &more.to_string())]);
            self.sheet.line(4, 6, &[(Ink::Faint, &said)])?;
        }
        let cited = rule.basis.iter().filter(|basis| basis.since <= self.options.as_of);
        let cited: Vec<&str> = cited.map(|basis| basis.text.as_str()).collect();
        self.labelled("label.remedy", half(self.lang, &rule.remedy))?;
        self.labelled("label.sign-off", &roles(self.lang, &rule.sign_off))?;
        self.labelled("label.basis", &self.lang.clauses(&cited))?;
        self.labelled("label.why", half(self.lang, &rule.why))
    }

    fn finding(&mut self, finding: &Finding, sealed: bool) -> io::Result<()> {
        let at = place(self.lang, finding, sealed);
        match shown(finding, sealed, self.options.show_values) {
            None => {
                let fact = finding.fact.as_ref();
                let said = fact.map(|fact| counted(self.lang, fact.kind, fact.count));
                let line = [at, said.unwrap_or_default()].join("  ");
                self.sheet.line(4, 6, &[(Ink::Plain, line.trim())])?;
            }
            Some(shown) => {
                let stretches = [
                    (Ink::Plain, at.as_str()),
                    (Ink::Plain, "  "),
                    (Ink::Plain, &shown.before),
                    (Ink::Value, &shown.value),
                    (Ink::Plain, &shown.after),
                ];
                self.sheet.line(4, 4 + width(&at) + 2, &stretches)?;
            }
        }
        if let Some(excuse) = &finding.excuse {
            let args =
                [("owner", &*excuse.owner), ("reason", &excuse.reason), ("until", &excuse.until)];
            let said = self.say("finding.excused", &args);
            self.sheet.line(6, 8, &[(Ink::Faint, &said)])?;
        }
        if let Some(known) = finding.known {
            let code = if known { "finding.pending" } else { "finding.new" };
            self.sheet.line(6, 8, &[(Ink::Faint, &self.say(code, &[]))])?;
        }
        if self.options.explain {
            self.labelled("label.evidence", &evidence(self.lang, finding))?;
        }
        Ok(())
    }

    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let label = self.say(label, &[]) + self.lang.pick("：", ": ");
        let hang = 6 + width(&label);
        self.sheet.line(6, hang, &[(Ink::Label, &label), (Ink::Plain, text)])
    }

    fn part(&self, part: Option<&str>) -> String {
        let part = name_of(part, false);
        part.map_or_else(String::new, |part| self.say("place.part", &[("part", &*part)]))
    }

    /// Totals that add up; `unlisted` are the documents of which no line was written.
    fn totals(&mut self, scan: &Scan, unlisted: &[&Examination]) -> io::Result<()> {
        let counts = scan.counts();
        let text = |number: u64| number.to_string();
        if !unlisted.is_empty() {
            self.total("summary.clean", &[("count", &unlisted.len().to_string())])?;
            let hiding = unlisted.iter().filter(|row| !row.concealed.is_empty()).count();
            if hiding > 0 {
                self.total("summary.concealed", &[("count", &hiding.to_string())])?;
            }
        }
        let documents = [
            ("documents", &*text(counts.documents)),
            ("examined", &text(counts.examined)),
            ("partly", &text(counts.partly)),
            ("not_examined", &text(counts.not_examined)),
        ];
        self.total("summary.documents", &documents)?;
        let [critical, high, medium, low] = counts.by_severity;
        let findings = [
            ("total", &*text(counts.by_severity.iter().sum())),
            ("critical", &text(critical)),
            ("high", &text(high)),
            ("medium", &text(medium)),
            ("low", &text(low)),
        ];
        self.total("summary.findings", &findings)?;
        if counts.low_confidence > 0 {
            let code = if self.options.all { "summary.low-listed" } else { "summary.low" };
            self.total(code, &[("count", &text(counts.low_confidence))])?;
        }
        if counts.excused > 0 {
            self.total("summary.excused", &[("count", &text(counts.excused))])?;
        }
        for (code, exceptions) in [
            ("summary.exception-expired", &scan.answers.expired),
            ("summary.exception-unused", &scan.answers.unused),
        ] {
            for one in exceptions {
                let args = [("rule", &*one.rule), ("scope", &one.scope), ("until", &one.until)];
                self.total(code, &args)?;
            }
        }
        if let Some(known) = scan.answers.known {
            let counts = [known.pending, known.new, known.gone].map(text);
            let args = [("pending", &*counts[0]), ("new", &counts[1]), ("gone", &counts[2])];
            self.total("summary.baseline", &args)?;
        }
        if scan.excluded > 0 {
            self.total("summary.excluded", &[("count", &text(scan.excluded))])?;
        }
        for file in &scan.open_elsewhere {
            self.total("summary.open-elsewhere", &[("file", file)])?;
        }
        if let Some(file) = &scan.config {
            self.total("summary.config", &[("file", file)])?;
        }
        let digest: String = scan.rules_digest.chars().take(12).collect();
        let count = scan.rules_count.to_string();
        let args = [("count", &*count), ("version", &scan.rules_version), ("digest", &digest)];
        self.total("summary.rules", &args)
    }

    fn total(&mut self, code: &str, args: &[(&str, &str)]) -> io::Result<()> {
        let said = self.say(code, args);
        self.sheet.line(0, 2, &[(Ink::Plain, &said)])
    }

    fn say(&self, code: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, code, args)
    }
}
