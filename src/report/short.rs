//! `short`: `path:line:column: severity rule: message`, as editors and `grep` users expect it.

use std::io::{self, Write};

use super::{DocumentReport, Printing};

/// Prints one line a finding.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    p.report.documents.iter().try_for_each(|d| document(d, out))
}

/// Prints the lines of one document.
pub fn document(document: &DocumentReport, out: &mut dyn Write) -> io::Result<()> {
    for item in &document.findings {
        writeln!(
            out,
            "{}:{}:{}: {} {}: {}",
            document.path,
            item.span.line,
            item.span.column,
            item.severity.as_str(),
            item.rule,
            one_line(&item.message)
        )?;
    }
    Ok(())
}

/// `text` on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
