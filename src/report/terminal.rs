//! A scan for a person at a terminal: 结果 → 在哪 → 怎么改 → 问谁 → 依据.

use std::io::{self, Write};

use colored::{Color, Colorize as _};

use super::{
    Options,
    groups::{Group, groups},
    place::{place, spot},
    shown::shown,
};
use crate::{
    document::{ConcealedKind, Unread, UnreadCause},
    finding::{Examination, Finding, Scan},
    lang::{Lang, say},
    rules::Severity,
    text::visible,
};

/// Places that are listed of a group without being asked for more.
const LISTED: usize = 3;

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
    let page = Page { options };
    for examination in &scan.examinations {
        page.examination(examination, out)?;
    }
    page.totals(scan, out)?;
    writeln!(out, "{closing}")
}

struct Page<'o> {
    options: &'o Options,
}

impl Page<'_> {
    fn examination(&self, row: &Examination, out: &mut dyn Write) -> io::Result<()> {
        let listed: Vec<&Finding> =
            row.findings.iter().filter(|finding| self.options.all || finding.counts()).collect();
        if listed.is_empty() && row.unread.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.bold(&visible(&row.document)))?;
        for unread in &row.unread {
            writeln!(out, "  {} {}", self.paint("!", Color::Yellow), self.unread(unread))?;
        }
        if let Some(part) = row.parts.first().filter(|part| part.misnamed) {
            let said = self.say("document.misnamed", &[("format", part.format.code())]);
            writeln!(out, "  {said}")?;
        }
        let sealed = row.holds_live_mark();
        if sealed && !self.options.show_values {
            writeln!(out, "  {}", self.say("document.live-mark", &[]))?;
        }
        for group in groups(&listed) {
            self.group(&group, sealed, out)?;
        }
        let concealed = self.concealed(row);
        if !concealed.is_empty() {
            writeln!(out, "  {concealed}")?;
        }
        writeln!(out)
    }

    fn group(&self, group: &Group<'_>, sealed: bool, out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = group.findings.first() else { return Ok(()) };
        let (rule, lang) = (&first.rule, self.options.lang);
        let title = match lang {
            Lang::Zh => &rule.title.zh,
            Lang::En => &rule.title.en,
        };
        let severity = self.say(&format!("severity.{}", first.severity.code()), &[]);
        let severity = self.paint(&severity, colour(first.severity));
        let mut head = format!("  {severity} {}", self.bold(title));
        if let [from, .., to] = group.findings.as_slice() {
            let count = group.findings.len().to_string();
            let (from, to) = (spot(lang, from), spot(lang, to));
            let args = [("from", &*from), ("to", &to), ("count", &count)];
            head.push_str(&format!("  {}", self.say("finding.group", &args)));
        }
        writeln!(out, "{head}")?;
        let all = self.options.all || self.options.explain;
        let listed = if all { group.findings.len() } else { LISTED };
        for finding in group.findings.iter().take(listed) {
            self.finding(finding, sealed, out)?;
        }
        let more = group.findings.len().saturating_sub(listed);
        if more > 0 {
            let said = self.say("finding.more", &[("count", &more.to_string())]);
            writeln!(out, "    {said}")?;
        }
        let half = |text: &crate::rules::Bilingual| match lang {
            Lang::Zh => text.zh.clone(),
            Lang::En => text.en.clone(),
        };
        let join = |words: Vec<String>| words.join(self.mark("、", ", "));
        let asked = rule.sign_off.iter().map(|role| self.say(&format!("role.{role}"), &[]));
        let basis = rule.basis.iter().filter(|basis| basis.since <= self.options.as_of);
        let basis: Vec<String> = basis.map(|basis| basis.text.clone()).collect();
        self.line(out, "label.remedy", &half(&rule.remedy))?;
        self.line(out, "label.sign-off", &join(asked.collect()))?;
        self.line(out, "label.basis", &basis.join(self.mark("；", "; ")))?;
        self.line(out, "label.why", &half(&rule.why))
    }

    fn finding(&self, finding: &Finding, sealed: bool, out: &mut dyn Write) -> io::Result<()> {
        let at = place(self.options.lang, finding);
        match shown(finding, sealed, self.options.show_values) {
            Some(shown) => {
                let value = self.paint(&visible(&shown.value), Color::Red);
                let (before, after) = (visible(&shown.before), visible(&shown.after));
                writeln!(out, "    {}  {before}{value}{after}", visible(&at))?;
            }
            None => writeln!(out, "    {}", visible(&at))?,
        }
        if self.options.explain {
            let mut reasons: Vec<String> = finding
                .reasons
                .iter()
                .map(|reason| {
                    let code = format!("reason.{}", reason.kind.code());
                    let on = mask_word(&reason.on);
                    format!("{} {:+}", self.say(&code, &[("on", &on)]), reason.points)
                })
                .collect();
            for disguise in &finding.tolerated {
                reasons.push(self.say(&format!("disguise.{}", disguise.code()), &[]));
            }
            let confidence = self.say(&format!("confidence.{}", finding.confidence.code()), &[]);
            let reasons = reasons.join(self.mark("；", "; "));
            let (open, close) = (self.mark("（", " ("), self.mark("）", ")"));
            let evidence = format!("{confidence}{open}{reasons}{close}");
            self.line(out, "label.evidence", &evidence)?;
        }
        Ok(())
    }

    fn line(&self, out: &mut dyn Write, label: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let label = self.paint(&self.say(label, &[]), Color::Cyan);
        writeln!(out, "      {label}{}{}", self.mark("：", ": "), visible(text))
    }

    fn unread(&self, unread: &Unread) -> String {
        let code = format!("unread.{}", unread.cause.code());
        match &unread.cause {
            UnreadCause::Unsupported { format } => self.say(&code, &[("format", format)]),
            UnreadCause::Undecodable { at, count, encoding } => {
                let (at, count) = (at.to_string(), count.to_string());
                self.say(&code, &[("at", &at), ("count", &count), ("encoding", encoding)])
            }
            UnreadCause::TooLarge { limit } => self.say(&code, &[("limit", &limit.to_string())]),
            UnreadCause::TooDeep { limit } => self.say(&code, &[("limit", &limit.to_string())]),
            UnreadCause::Malformed { at } => self.say(&code, &[("at", &at.to_string())]),
            UnreadCause::Io { error } => self.say(&code, &[("error", error)]),
            _ => self.say(&code, &[]),
        }
    }

    fn concealed(&self, row: &Examination) -> String {
        let kinds = ConcealedKind::ALL.iter().filter_map(|kind| {
            let facts = row.concealed.iter().filter(|fact| fact.kind == *kind);
            let count: u32 = facts.map(|fact| fact.count).sum();
            let code = format!("concealed.{}", kind.code());
            (count > 0).then(|| self.say(&code, &[("count", &count.to_string())]))
        });
        kinds.collect::<Vec<_>>().join(self.mark("，", ", "))
    }

    fn totals(&self, scan: &Scan, out: &mut dyn Write) -> io::Result<()> {
        let counts = scan.counts();
        let text = |number: u64| number.to_string();
        let args = [
            ("documents", &*text(counts.documents)),
            ("examined", &text(counts.examined)),
            ("partly", &text(counts.partly)),
            ("not_examined", &text(counts.not_examined)),
        ];
        writeln!(out, "{}", self.say("summary.documents", &args))?;
        let [critical, high, medium, low] = counts.by_severity;
        let args = [
            ("total", &*text(critical + high + medium + low)),
            ("critical", &text(critical)),
            ("high", &text(high)),
            ("medium", &text(medium)),
            ("low", &text(low)),
        ];
        writeln!(out, "{}", self.say("summary.findings", &args))?;
        if counts.low_confidence > 0 && !self.options.all {
            let args = [("count", &*text(counts.low_confidence))];
            writeln!(out, "{}", self.say("summary.low", &args))?;
        }
        if scan.excluded > 0 {
            writeln!(out, "{}", self.say("summary.excluded", &[("count", &text(scan.excluded))]))?;
        }
        for file in &scan.open_elsewhere {
            writeln!(out, "{}", self.say("summary.open-elsewhere", &[("file", &visible(file))]))?;
        }
        if let Some(file) = &scan.config {
            writeln!(out, "{}", self.say("summary.config", &[("file", &visible(file))]))?;
        }
        if self.options.explain {
            let digest: String = scan.rules_digest.chars().take(12).collect();
            let args = [("count", &*scan.rules_count.to_string()), ("digest", &digest)];
            writeln!(out, "{}", self.say("summary.rules", &args))?;
        }
        Ok(())
    }

    /// Punctuation of the language.
    fn mark(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.options.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn say(&self, code: &str, args: &[(&str, &str)]) -> String {
        say(self.options.lang, code, args)
    }

    fn paint(&self, text: &str, colour: Color) -> String {
        if self.options.colour { text.color(colour).bold().to_string() } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        if self.options.colour { text.bold().to_string() } else { text.to_owned() }
    }
}

/// Evidence words come from rules, but a name is a name.
fn mask_word(word: &str) -> String {
    crate::finding::mask_digits(word)
}

fn colour(severity: Severity) -> Color {
    match severity {
        Severity::Critical | Severity::High => Color::Red,
        Severity::Medium => Color::Yellow,
        Severity::Low => Color::Blue,
    }
}
