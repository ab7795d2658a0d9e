//! `human`: findings and rule file mistakes as `codespan-reporting` draws them. Its types stay here.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Level};
use codespan_reporting::files::{self, Files as Lookup};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::{Ansi, NoColor, WriteColor};

use super::excerpt::Excerpt;
use super::{Item, Printing, RelatedRole, Report};
use crate::checking::unverified::UNVERIFIED;
use crate::diagnostic::{self, Severity};
use crate::source::{Source, Sources, Span};

/// Prints every finding with the words it is about and the other side in its own file, then the totals.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    for document in &p.report.documents {
        let (open, found): (Vec<&Item>, Vec<&Item>) =
            document.findings.iter().partition(|i| i.rule == UNVERIFIED);
        for item in found {
            print_item(p, &document.path, item, out)?;
        }
        match open.as_slice() {
            [] => {}
            [one] => print_item(p, &document.path, one, out)?,
            [first, ..] => print_open(p, &document.path, first, &open, out)?,
        }
    }
    writeln!(out, "{}", totals(p.report))
}

/// Prints the mistakes of rule files or of the configuration.
pub fn print_diagnostics(
    diagnostics: &[diagnostic::Diagnostic],
    sources: &Sources,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for d in diagnostics.iter().take(MOST_SHOWN) {
        let mut shown = Excerpts::default();
        let mut labels: Vec<&diagnostic::Label> = d.labels.iter().collect();
        labels.sort_by_key(|l| !l.primary);
        let labels = labels
            .iter()
            .filter_map(|l| {
                let source = sources.get(l.location.file)?;
                Some(shown.label(source, l.location.span, l.primary, &l.message))
            })
            .collect();
        let drawn = Diagnostic::new(level(d.severity))
            .with_code(d.code)
            .with_message(&d.message)
            .with_labels(labels)
            .with_notes(notes(d));
        draw(&shown, &drawn, color, out)?;
    }
    let more = diagnostics.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        writeln!(out, "… and {more} more")?;
    }
    Ok(())
}

/// Most mistakes that are shown at once: nobody reads more, and each is looked up in its line.
const MOST_SHOWN: usize = 500;

/// The notes, and the change that mends it where no note spells it out.
fn notes(d: &diagnostic::Diagnostic) -> Vec<String> {
    let mut notes: Vec<String> = d.notes.iter().map(|n| indent_rest(n)).collect();
    if let Some(fix) = &d.fix {
        let written = fix.replacement.trim();
        let said = notes.iter().any(|n| n.contains(written));
        // What only moves words is said well enough by the message.
        let new_words = written == fix.replacement && !written.is_empty() && !written.contains('\n');
        if new_words && !said {
            notes.push(format!("write `{written}`"));
        }
    }
    notes
}

fn print_item(p: &Printing<'_>, path: &str, item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = Excerpts::default();
    let mut labels = Vec::new();
    let mut notes = Vec::new();
    if let Some(source) = p.files.get(path) {
        labels.push(shown.label(
            source,
            Span::new(item.span.start, item.span.end),
            true,
            &item.reason,
        ));
    } else if !item.reason.is_empty() {
        notes.push(item.reason.clone());
    }
    for related in &item.related {
        let words = if related.message.is_empty() {
            role(related.role)
        } else {
            &related.message
        };
        if let Some(source) = p.files.get(&related.path) {
            let span = Span::new(related.span.start, related.span.end);
            labels.push(shown.label(source, span, false, words));
        } else {
            notes.push(format!(
                "{}:{}:{}: {words}",
                related.path, related.span.line, related.span.column
            ));
        }
    }
    if let Some(help) = &item.help {
        notes.push(format!("help: {}", indent_rest(help)));
    }
    if p.explain && !item.proof.is_empty() {
        let mut steps = String::from("how:");
        for (i, step) in item.proof.iter().enumerate() {
            let _ = write!(steps, "\n {:>3}. {}", i + 1, indent_rest(step));
        }
        notes.push(steps);
    }
    let drawn = Diagnostic::new(level(item.severity))
        .with_code(&item.rule)
        .with_message(&item.message)
        .with_labels(labels)
        .with_notes(notes);
    draw(&shown, &drawn, p.color, out)
}

/// All that is left to verify in one article, as one list: the words, line by line.
fn print_open(
    p: &Printing<'_>,
    path: &str,
    first: &Item,
    open: &[&Item],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut shown = Excerpts::default();
    let mut labels = Vec::new();
    if let Some(source) = p.files.get(path) {
        let span = Span::new(first.span.start, first.span.end);
        labels.push(shown.label(source, span, true, "the first of them"));
    }
    let mut lines: Vec<String> = Vec::new();
    for on_line in open.chunk_by(|a, b| a.span.line == b.span.line) {
        let words: Vec<&str> = on_line.iter().map(|i| i.span.text.as_str()).collect();
        let line = on_line.first().map_or(0, |i| i.span.line);
        lines.push(format!("line {line}: {}", words.join(", ")));
    }
    let mut notes = vec![lines.join("\n")];
    notes.extend(first.help.iter().map(|h| format!("help: {h}")));
    let drawn = Diagnostic::new(level(first.severity))
        .with_code(&first.rule)
        .with_message(format!(
            "nothing on file has these {} names, numbers and dates",
            open.len()
        ))
        .with_labels(labels)
        .with_notes(notes);
    draw(&shown, &drawn, p.color, out)
}

/// Under a note's first line the others are indented as it is.
fn indent_rest(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join("\n  ")
}

fn role(role: RelatedRole) -> &'static str {
    match role {
        RelatedRole::Claim => "the claim",
        RelatedRole::Rule => "the rule",
        RelatedRole::Statement => "the other statement",
        RelatedRole::Source => "the source",
        RelatedRole::Data => "the data",
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    }
}

fn draw(shown: &Excerpts<'_>, drawn: &Diagnostic<usize>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut buffer: Box<dyn WriteColor> = if color {
        Box::new(Ansi::new(&mut *out))
    } else {
        Box::new(NoColor::new(&mut *out))
    };
    match term::emit_to_write_style(&mut buffer, &term::Config::default(), shown, drawn) {
        Ok(()) => Ok(()),
        Err(files::Error::Io(e)) => Err(e),
        Err(e) => Err(io::Error::other(e.to_string())),
    }
}

/// The last line: `2 errors, 1 warning in 3 articles; 40 of 43 sentences read`.
pub fn totals(report: &Report) -> String {
    let count = |n: usize, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    let s = &report.summary;
    let found: Vec<String> = [(s.errors, "error"), (s.warnings, "warning"), (s.notes, "note")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect();
    let found = if found.is_empty() {
        "no findings".to_owned()
    } else {
        found.join(", ")
    };
    let sentences: usize = report.documents.iter().map(|d| d.read.sentences).sum();
    let unread: usize = report.documents.iter().map(|d| d.read.unread).sum();
    let statements: usize = report.documents.iter().map(|d| d.statements).sum();
    format!(
        "{found} in {}; {} of {} read, {}",
        count(s.documents, "article"),
        sentences.saturating_sub(unread),
        count(sentences, "sentence"),
        count(statements, "statement"),
    )
}

/// The excerpts that one diagnostic shows, each under its file's name.
#[derive(Default)]
struct Excerpts<'a> {
    shown: Vec<(&'a Source, Excerpt)>,
}

impl<'a> Excerpts<'a> {
    fn label(&mut self, source: &'a Source, span: Span, primary: bool, words: &str) -> Label<usize> {
        let known = self
            .shown
            .iter()
            .position(|(s, e)| s.path() == source.path() && e.shows(span));
        let id = known.unwrap_or_else(|| {
            self.shown.push((source, Excerpt::new(source, span)));
            self.shown.len() - 1
        });
        let range = self.shown.get(id).map_or(0..0, |(_, e)| {
            let start = e.place_of(span.start);
            start..e.place_of(span.end).max(start)
        });
        let label = if primary {
            Label::primary(id, range)
        } else {
            Label::secondary(id, range)
        };
        label.with_message(super::short::one_line(words))
    }
    fn at(&self, id: usize) -> Result<&(&'a Source, Excerpt), files::Error> {
        self.shown.get(id).ok_or(files::Error::FileMissing)
    }
}

impl<'f> Lookup<'f> for Excerpts<'_> {
    type FileId = usize;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, id: usize) -> Result<&'f str, files::Error> {
        Ok(self.at(id)?.0.path())
    }
    fn source(&'f self, id: usize) -> Result<&'f str, files::Error> {
        Ok(&self.at(id)?.1.text)
    }
    fn line_index(&'f self, id: usize, byte: usize) -> Result<usize, files::Error> {
        Ok(self
            .at(id)?
            .1
            .lines
            .partition_point(|&s| s <= byte)
            .saturating_sub(1))
    }
    fn line_number(&'f self, id: usize, line: usize) -> Result<usize, files::Error> {
        Ok(self.at(id)?.1.first_line + line)
    }
    fn column_number(&'f self, id: usize, _line: usize, byte: usize) -> Result<usize, files::Error> {
        let (source, excerpt) = self.at(id)?;
        Ok(source.position(excerpt.offset_at(byte)).column)
    }
    fn line_range(&'f self, id: usize, line: usize) -> Result<Range<usize>, files::Error> {
        let excerpt = &self.at(id)?.1;
        let missing = files::Error::LineTooLarge {
            given: line,
            max: excerpt.lines.len().saturating_sub(1),
        };
        let start = *excerpt.lines.get(line).ok_or(missing)?;
        Ok(start..excerpt.lines.get(line + 1).copied().unwrap_or(excerpt.text.len()))
    }
}
