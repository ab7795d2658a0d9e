//! For the terminal: both sides, the changed words marked, meaning first, wording folded.

use std::io::{self, Write};

use super::{Piece, Style, by_weight, kinds, message, pieces, summary};
use crate::diff::{Change, Diff, Timeline};
use crate::report::Item;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// Prints the diff.
pub(super) fn print(diff: &Diff, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (meaning, wording) = by_weight(diff);
    for change in meaning {
        one(diff, change, style, out)?;
    }
    if !style.only_meaning && !wording.is_empty() {
        writeln!(out, "wording only:")?;
        for change in wording {
            let place = change.new.as_ref().or(change.old.as_ref());
            let (line, column) = place.map_or((0, 0), |p| (p.line, p.column));
            writeln!(
                out,
                "  {}:{line}:{column}: {}: {}",
                diff.new,
                kinds(change),
                change.message
            )?;
        }
        writeln!(out)?;
    }
    if let Some(note) = &diff.correction_note {
        writeln!(out, "correction note: {}:{}:{}", diff.new, note.line, note.column)?;
    }
    list("new finding", &diff.new, &diff.findings.new, out)?;
    list("fixed finding", &diff.old, &diff.findings.fixed, out)?;
    writeln!(out, "{}", summary(diff))
}

fn one(diff: &Diff, change: &Change, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let bold = |s: &str| {
        if style.color {
            format!("{BOLD}{s}{RESET}")
        } else {
            s.to_owned()
        }
    };
    writeln!(out, "{}: {}", bold(&kinds(change)), message(change))?;
    let (old, new) = pieces(change);
    if let Some(p) = &change.old {
        writeln!(out, "  --> {}:{}:{}", diff.old, p.line, p.column)?;
        writeln!(out, "  - {}", marked(&old, RED, ("[-", "-]"), style))?;
    }
    if let Some(p) = &change.new {
        writeln!(out, "  --> {}:{}:{}", diff.new, p.line, p.column)?;
        writeln!(out, "  + {}", marked(&new, GREEN, ("{+", "+}"), style))?;
    }
    writeln!(out)
}

/// The pieces with the changed ones coloured, or in the brackets of `wdiff` where there is no colour.
fn marked(pieces: &[Piece], color: &str, brackets: (&str, &str), style: Style) -> String {
    let mut out = String::new();
    for piece in pieces {
        if !piece.changed || pieces.len() == 1 {
            out.push_str(&piece.text);
            continue;
        }
        let text = piece.text.trim_end();
        let space = piece.text.get(text.len()..).unwrap_or_default();
        if text.is_empty() {
            out.push_str(space);
        } else if style.color {
            out.push_str(&format!("{color}{text}{RESET}{space}"));
        } else {
            out.push_str(&format!("{}{text}{}{space}", brackets.0, brackets.1));
        }
    }
    out
}

fn list(title: &str, path: &str, items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        writeln!(
            out,
            "{title}: {path}:{}:{}: {}: {} [{}]",
            item.span.line,
            item.span.column,
            item.severity.as_str(),
            item.message,
            item.rule
        )?;
    }
    Ok(())
}

/// Prints what became of each statement, one thread after another.
///
/// # Errors
/// When `out` can't be written.
pub fn timeline(timeline: &Timeline, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = 0;
    for thread in &timeline.threads {
        let meaning = thread
            .events
            .iter()
            .skip(1)
            .any(|e| e.types.iter().any(|t| t.is_meaning()))
            || thread.events.first().is_some_and(|e| e.revision > 0);
        if style.only_meaning && !meaning {
            continue;
        }
        shown += 1;
        for event in &thread.events {
            let path = timeline.revisions.get(event.revision).map_or("", String::as_str);
            let kinds: Vec<String> = event.types.iter().map(|t| t.as_str().replace('_', " ")).collect();
            writeln!(
                out,
                "{path}:{}:{}: {}: {}",
                event.place.line,
                event.place.column,
                kinds.join(", "),
                event.message
            )?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{shown} statements changed over {} revisions",
        timeline.revisions.len()
    )
}
