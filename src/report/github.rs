//! `github`: workflow commands that GitHub shows as annotations of a pull request.

use std::io::{self, Write};

use super::{Item, Printing};
use crate::diagnostic::Severity;

/// Prints one workflow command a finding.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    for document in &p.report.documents {
        for item in &document.findings {
            writeln!(out, "{}", command(&document.path, item))?;
        }
    }
    Ok(())
}

fn command(path: &str, item: &Item) -> String {
    let name = match item.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (end_line, end_column) = item.span.end_position();
    // GitHub takes columns only where the words stand on one line.
    let columns = if end_line == item.span.line {
        format!(",col={},endColumn={end_column}", item.span.column)
    } else {
        String::new()
    };
    let mut text = item.message.clone();
    if !item.reason.is_empty() {
        text = format!("{text}\n{}", item.reason);
    }
    for related in &item.related {
        text = format!(
            "{text}\n{}:{}:{}: {}",
            related.path, related.span.line, related.span.column, related.message
        );
    }
    if let Some(help) = &item.help {
        text = format!("{text}\nhelp: {help}");
    }
    format!(
        "::{name} file={},line={},endLine={end_line}{columns},title={}::{}",
        property(path),
        item.span.line,
        property(&item.rule),
        data(&text)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
