//! `junit`: one test suite an article, one test case a finding, as build servers read it.

use std::io::{self, Write};

use super::{DocumentReport, Item, Printing};

/// Prints the report as JUnit XML. What makes the run fail is a failure; the rest passes and is kept
/// as output.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fails = |item: &&Item| p.fail_on.fails(item.severity);
    let failures = p
        .report
        .documents
        .iter()
        .flat_map(|d| &d.findings)
        .filter(fails)
        .count();
    let tests: usize = p.report.documents.iter().map(cases).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"copydesk\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    for document in &p.report.documents {
        let failures = document.findings.iter().filter(fails).count();
        let path = escape(&document.path);
        let tests = cases(document);
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
        )?;
        if document.findings.is_empty() {
            writeln!(out, "    <testcase name=\"no findings\" classname=\"{path}\"/>")?;
        }
        for item in &document.findings {
            let name = escape(&format!(
                "{} at {}:{}",
                item.rule, item.span.line, item.span.column
            ));
            writeln!(out, "    <testcase name=\"{name}\" classname=\"{path}\">")?;
            let text = escape(&details(&document.path, item));
            if p.fail_on.fails(item.severity) {
                let message = escape(&item.message);
                let kind = item.severity.as_str();
                writeln!(
                    out,
                    "      <failure message=\"{message}\" type=\"{kind}\">{text}</failure>"
                )?;
            } else {
                writeln!(out, "      <system-out>{text}</system-out>")?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// An article without findings is one test that passed.
fn cases(document: &DocumentReport) -> usize {
    document.findings.len().max(1)
}

fn details(path: &str, item: &Item) -> String {
    let mut text = format!(
        "{path}:{}:{}: {}: {}\n{}\n{}\n",
        item.span.line,
        item.span.column,
        item.severity.as_str(),
        item.message,
        item.span.text,
        item.reason
    );
    for r in &item.related {
        text.push_str(&format!(
            "{}:{}:{}: {}\n{}\n",
            r.path, r.span.line, r.span.column, r.message, r.span.text
        ));
    }
    if let Some(help) = &item.help {
        text.push_str(&format!("help: {help}\n"));
    }
    text
}

/// `text` for an XML document, in elements and attributes alike; characters that XML 1.0 hasn't are
/// replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
