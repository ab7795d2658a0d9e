//! `html`: one page that needs nothing else: every article with its marked words, the findings beside
//! it, both ends of each.

mod marks;

use std::io::{self, Write};

use super::excerpt::Excerpt;
use super::{DocumentReport, Item, Printing, RelatedPlace, RelatedRole, terminal};
use crate::document::{self, BlockKind, Document, Options};
use crate::source::Span;

use marks::{Mark, marked};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Prints the page.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(&terminal::totals(p.report));
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
    )?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    )?;
    // Articles are not ours: nothing in them may run or load.
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
    )?;
    writeln!(
        out,
        "<title>copydesk: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    )?;
    writeln!(out, "<header><h1>copydesk</h1><p>{title}</p></header>")?;
    if p.report.documents.len() > 1 {
        contents(p, out)?;
    }
    let mut number = 0;
    for (index, report) in p.report.documents.iter().enumerate() {
        article(p, index, report, &mut number, out)?;
    }
    writeln!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>")
}

fn contents(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav><ul>")?;
    for (index, d) in p.report.documents.iter().enumerate() {
        let count = d.findings.len();
        let class = if count == 0 { "clean" } else { "found" };
        writeln!(
            out,
            "<li class=\"{class}\"><a href=\"#d{index}\">{}</a> {count}</li>",
            escape(&d.path)
        )?;
    }
    writeln!(out, "</ul></nav>")
}

fn article(
    p: &Printing<'_>,
    index: usize,
    report: &DocumentReport,
    number: &mut usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let read = report.read.sentences.saturating_sub(report.read.unread);
    writeln!(
        out,
        "<section id=\"d{index}\">\n<h2>{}</h2>",
        escape(&report.path)
    )?;
    writeln!(
        out,
        "<p class=\"read\">{read} of {} sentences read, {} statements: {} supported, {} contradicted, {} unverified</p>",
        report.read.sentences,
        report.statements,
        report.verdicts.supported,
        report.verdicts.contradicted,
        report.verdicts.unverified
    )?;
    let first = *number + 1;
    *number += report.findings.len();
    writeln!(out, "<div class=\"sides\">\n<div class=\"text\">")?;
    if let Some(source) = p.files.get(&report.path) {
        let format = document::format_of(&report.path, source.text());
        let document = document::read(source.clone(), format, &Options::default());
        blocks(&document, report, first, out)?;
    }
    writeln!(out, "</div>\n<div class=\"findings\">")?;
    for (i, item) in report.findings.iter().enumerate() {
        card(p, &report.path, item, first + i, out)?;
    }
    if report.findings.is_empty() {
        writeln!(out, "<p class=\"clean\">No findings.</p>")?;
    }
    writeln!(out, "</div>\n</div>\n</section>")
}

/// The text with the words of every finding, and its other ends in the same article, marked.
fn blocks(document: &Document, report: &DocumentReport, first: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut marks = Vec::new();
    for (i, item) in report.findings.iter().enumerate() {
        let mut add = |start: usize, end: usize, other: bool| {
            if let Some(span) = document.to_text(Span::new(start, end)) {
                marks.push(Mark {
                    span,
                    number: first + i,
                    severity: item.severity,
                    other,
                });
            }
        };
        add(item.span.start, item.span.end, false);
        for r in item
            .related
            .iter()
            .filter(|r| r.role == RelatedRole::Statement && r.path == report.path)
        {
            add(r.span.start, r.span.end, true);
        }
    }
    for block in &document.blocks {
        let (tag, class) = match block.kind {
            BlockKind::Headline => ("h3", "headline"),
            BlockKind::Subhead => ("h4", "subhead"),
            BlockKind::Paragraph => ("p", ""),
            BlockKind::ListItem => ("p", "item"),
            BlockKind::TableCell => ("p", "cell"),
            BlockKind::BlockQuote => ("blockquote", ""),
            BlockKind::Caption => ("p", "caption"),
            BlockKind::Byline => ("p", "byline"),
        };
        writeln!(
            out,
            "<{tag} class=\"{class}\">{}</{tag}>",
            marked(document, block.span, &marks)
        )?;
    }
    Ok(())
}

fn card(p: &Printing<'_>, path: &str, item: &Item, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let severity = item.severity.as_str();
    writeln!(out, "<article class=\"card {severity}\" id=\"f{number}\">")?;
    writeln!(
        out,
        "<h3><a href=\"#m{number}\">{number}</a> <b>{severity}</b> <code>{}</code></h3>\n<p>{}</p>",
        escape(&item.rule),
        escape(&item.message)
    )?;
    writeln!(
        out,
        "<p class=\"words\">line {}: “{}”</p>",
        item.span.line,
        escape(&item.span.text)
    )?;
    if !item.reason.is_empty() {
        writeln!(out, "<p class=\"reason\">{}</p>", escape(&item.reason))?;
    }
    for r in &item.related {
        other_end(p, path, r, number, out)?;
    }
    if let Some(help) = &item.help {
        writeln!(out, "<p class=\"help\">{}</p>", escape(help))?;
    }
    if !item.proof.is_empty() {
        writeln!(out, "<details><summary>how</summary><ol>")?;
        for step in &item.proof {
            writeln!(out, "<li>{}</li>", escape(step))?;
        }
        writeln!(out, "</ol></details>")?;
    }
    writeln!(out, "</article>")
}

fn other_end(
    p: &Printing<'_>,
    path: &str,
    r: &RelatedPlace,
    number: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = format!("{}:{}:{}", r.path, r.span.line, r.span.column);
    let link = if r.path == path && r.role == RelatedRole::Statement {
        format!("<a href=\"#o{number}\">{}</a>", escape(&place))
    } else {
        escape(&place)
    };
    writeln!(
        out,
        "<div class=\"other\"><p>{} <span>{link}</span></p>",
        escape(&r.message)
    )?;
    let span = Span::new(r.span.start, r.span.end);
    match p.files.get(&r.path).map(|source| Excerpt::new(source, span)) {
        Some(excerpt) => {
            let (start, end) = (excerpt.place_of(span.start), excerpt.place_of(span.end));
            let part = |from: usize, to: usize| escape(excerpt.text.get(from..to).unwrap_or_default());
            let text = excerpt.text.trim_end().len();
            let end = end.max(start).min(text);
            writeln!(
                out,
                "<pre>{}<mark>{}</mark>{}</pre></div>",
                part(0, start),
                part(start, end),
                part(end, text)
            )
        }
        None => writeln!(out, "<pre><mark>{}</mark></pre></div>", escape(&r.span.text)),
    }
}

/// `text` for HTML, in elements and attributes alike.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' && c != '\t' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
