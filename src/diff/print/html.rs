//! One page, both revisions side by side; no script, nothing loaded from elsewhere.

use std::io::{self, Write};

use super::{Piece, Style, by_weight, kinds, message, pieces, summary};
use crate::diff::{Change, Diff};

const CSS: &str = include_str!("diff.css");

/// Prints the diff.
pub(super) fn print(diff: &Diff, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (meaning, wording) = by_weight(diff);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{0} → {1}</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n\
         <h1>{0} → {1}</h1>\n<p>{2}</p>",
        escape(&diff.old),
        escape(&diff.new),
        escape(&summary(diff))
    )?;
    table("Meaning", &meaning, out)?;
    if !style.only_meaning {
        table("Wording", &wording, out)?;
    }
    if let Some(note) = &diff.correction_note {
        writeln!(out, "<h2>Correction note</h2>\n<p>{}</p>", escape(&note.text))?;
    }
    if !diff.findings.new.is_empty() {
        writeln!(out, "<h2>New findings</h2>\n<ul>")?;
        for item in &diff.findings.new {
            writeln!(
                out,
                "<li class=\"{}\"><b>{}</b> line {}: {}</li>",
                item.severity.as_str(),
                escape(&item.rule),
                item.span.line,
                escape(&item.message)
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn table(title: &str, changes: &[&Change], out: &mut dyn Write) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<h2>{title}</h2>\n<table>\n<tr><th>change</th><th>before</th><th>after</th></tr>"
    )?;
    for change in changes {
        let (old, new) = pieces(change);
        writeln!(
            out,
            "<tr><th scope=\"row\">{}<br><small>{}</small></th><td>{}</td><td>{}</td></tr>",
            escape(&kinds(change)),
            escape(message(change)),
            marked(&old, "del"),
            marked(&new, "ins")
        )?;
    }
    writeln!(out, "</table>")
}

fn marked(pieces: &[Piece], tag: &str) -> String {
    pieces
        .iter()
        .map(|p| {
            if p.changed {
                format!("<{tag}>{}</{tag}>", escape(&p.text))
            } else {
                escape(&p.text)
            }
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
