//! `gitlab`: a Code Quality report, as merge requests on GitLab show it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::fingerprint::fnv1a;
use super::{Item, Printing};
use crate::diagnostic::Severity;

/// Prints the list of findings.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = p
        .report
        .documents
        .iter()
        .flat_map(|d| d.findings.iter().map(|item| issue(&d.path, item)))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}

fn issue(path: &str, item: &Item) -> Value {
    let severity = match item.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let (end_line, _) = item.span.end_position();
    json!({
        "type": "issue",
        "check_name": item.rule,
        "description": format!("{}: {}", item.message, item.reason),
        "categories": ["Bug Risk"],
        "severity": severity,
        // GitLab wants it to be the only one of its kind in the whole report.
        "fingerprint": format!("{:016x}{:016x}", fnv1a(&[path]), fnv1a(&[&item.id])),
        "location": { "path": path, "lines": { "begin": item.span.line, "end": end_line } },
    })
}
