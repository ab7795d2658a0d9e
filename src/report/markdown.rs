//! `markdown`: a summary for a comment on a pull request.

use std::io::{self, Write};

use super::short::one_line;
use super::{Item, Printing, terminal};

/// Findings shown at most; a comment has a limit, and nobody reads more.
const MOST: usize = 100;

/// Prints a heading, the totals, and the findings by article.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### copydesk: {}", terminal::totals(p.report))?;
    let mut left = MOST;
    for document in p.report.documents.iter().filter(|d| !d.findings.is_empty()) {
        if left == 0 {
            break;
        }
        writeln!(out, "\n**{}**\n", text(&document.path))?;
        for item in document.findings.iter().take(left) {
            finding(&document.path, item, out)?;
        }
        left = left.saturating_sub(document.findings.len());
    }
    let all: usize = p.report.documents.iter().map(|d| d.findings.len()).sum();
    if all > MOST {
        writeln!(out, "\n… and {} more.", all - MOST)?;
    }
    Ok(())
}

fn finding(path: &str, item: &Item, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "- **{}** {} line {}: {}",
        item.severity.as_str(),
        code(&item.rule),
        item.span.line,
        text(&item.message)
    )?;
    writeln!(out, "  > {}", text(&item.span.text))?;
    if !item.reason.is_empty() {
        writeln!(out, "\n  {}", text(&item.reason))?;
    }
    for r in &item.related {
        let place = if r.path == path {
            format!("line {}", r.span.line)
        } else {
            format!("{}:{}", r.path, r.span.line)
        };
        writeln!(
            out,
            "  - {}, {}: “{}”",
            text(&r.message),
            code(&place),
            text(&r.span.text)
        )?;
    }
    if let Some(help) = &item.help {
        writeln!(out, "  - *{}*", text(help))?;
    }
    Ok(())
}

/// `words` as text on one line: nothing in it is mark-up.
fn text(words: &str) -> String {
    let mut out = String::new();
    for c in one_line(words).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // A mention would call somebody, a number link to an issue.
            '@' | '#' | '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn code(words: &str) -> String {
    format!("`{}`", one_line(words).replace('`', "'"))
}
