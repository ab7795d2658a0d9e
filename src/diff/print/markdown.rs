//! For a pull request: one section a kind of weight, the changed words struck out and bold.

use std::io::{self, Write};

use super::{Piece, Style, by_weight, kinds, message, pieces, summary};
use crate::diff::{Change, Diff};

/// Prints the diff.
pub(super) fn print(diff: &Diff, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (meaning, wording) = by_weight(diff);
    writeln!(out, "## What changed: `{}` → `{}`\n", diff.old, diff.new)?;
    writeln!(out, "{}.\n", summary(diff))?;
    if !meaning.is_empty() {
        writeln!(out, "### Meaning\n")?;
        for change in meaning {
            one(change, out)?;
        }
        writeln!(out)?;
    }
    if !style.only_meaning && !wording.is_empty() {
        writeln!(
            out,
            "<details><summary>Wording only ({})</summary>\n",
            wording.len()
        )?;
        for change in wording {
            one(change, out)?;
        }
        writeln!(out, "\n</details>\n")?;
    }
    if !diff.findings.new.is_empty() {
        writeln!(out, "### New findings\n")?;
        for item in &diff.findings.new {
            writeln!(
                out,
                "- {} line {}: {} (`{}`)",
                item.severity.as_str(),
                item.span.line,
                escape(&item.message),
                item.rule
            )?;
        }
    }
    Ok(())
}

fn one(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let line = change.new.as_ref().or(change.old.as_ref()).map_or(0, |p| p.line);
    writeln!(
        out,
        "- **{}** (line {line}): {}",
        kinds(change),
        escape(message(change))
    )?;
    let (old, new) = pieces(change);
    if change.old.is_some() {
        writeln!(out, "  > {}", marked(&old, "~~"))?;
        if change.new.is_some() {
            writeln!(out, "  >")?;
        }
    }
    if change.new.is_some() {
        writeln!(out, "  > {}", marked(&new, "**"))?;
    }
    Ok(())
}

fn marked(pieces: &[Piece], mark: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        let text = piece.text.trim();
        if !piece.changed || text.is_empty() {
            out.push_str(&escape(&piece.text));
            continue;
        }
        let before: String = piece.text.chars().take_while(|c| c.is_whitespace()).collect();
        let after: String = if piece.text.ends_with(char::is_whitespace) {
            " ".to_owned()
        } else {
            String::new()
        };
        out.push_str(&format!("{before}{mark}{}{mark}{after}", escape(text)));
    }
    out
}

/// Characters that Markdown would take for mark-up.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '~' | '`' | '<' | '>' | '[' | ']' | '\\' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
