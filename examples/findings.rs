//! Runs the built-in checks over JSON Lines `{"id","text","date"}` and prints their findings, one a line.
//! With `--manual` it tries the examples of the manual pages instead and names those that do not hold.

use std::io::{BufRead, Write};

use copydesk::checking::checks::{CHECKS, Context};
use copydesk::document::{Format, Options, read};
use copydesk::reading::names::Names;
use copydesk::rules::book::Rulebook;
use copydesk::source::Source;
use copydesk::value::date::Date;
use rayon::prelude::*;

/// Tries every example of every manual page.
fn manual() {
    let book = Rulebook::default();
    for check in CHECKS {
        let meta = check.meta();
        let examples = meta
            .flags
            .iter()
            .map(|e| (e, true))
            .chain(meta.allows.iter().map(|e| (e, false)));
        for (example, flagged) in examples {
            let options = Options {
                date: Date::parse(example.dated),
                ..Options::default()
            };
            let document = read(Source::new("example", example.text), Format::Plain, &options);
            let reading = copydesk::reading::read(&document, &Names::default());
            let mut found = Vec::new();
            check.run(&Context::new(&document, &reading, &book), &mut found);
            if found.is_empty() == flagged {
                let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
                let verb = if flagged { "misses" } else { "flags" };
                println!("{} {verb}: {} {messages:?}", meta.id, example.text);
            }
        }
    }
}

fn main() {
    if std::env::args().any(|a| a == "--manual") {
        return manual();
    }
    let lines: Vec<String> = std::io::stdin().lock().lines().map_while(Result::ok).collect();
    let book = Rulebook::default();
    let done: Vec<(usize, Vec<serde_json::Value>)> = lines
        .par_iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|item| {
            let text = item["text"].as_str().unwrap_or_default();
            let id = item["id"].as_str().unwrap_or_default();
            let options = Options { date: item["date"].as_str().and_then(Date::parse), ..Options::default() };
            let document = read(Source::new(id, text), Format::Plain, &options);
            let reading = copydesk::reading::read(&document, &Names::default());
            let context = Context::new(&document, &reading, &book);
            let mut out = Vec::new();
            for check in CHECKS {
                let mut found = Vec::new();
                check.run(&context, &mut found);
                for f in found {
                    let line = |at: usize| {
                        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
                        let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
                        text[start..end].to_owned()
                    };
                    out.push(serde_json::json!({
                        "id": id, "rule": f.rule, "severity": f.severity.as_str(), "on": check.meta().on, "message": f.message,
                        "reason": f.reason, "words": &text[f.span.start..f.span.end], "start": f.span.start, "end": f.span.end,
                        "line": line(f.span.start),
                        "related": f.related.iter().map(|r| serde_json::json!([r.source.slice(r.span), r.message, line(r.span.start.min(text.len()))])).collect::<Vec<_>>(),
                    }));
                }
            }
            (text.split_whitespace().count(), out)
        })
        .collect();
    let mut out = std::io::stdout().lock();
    let mut words = 0;
    for (n, findings) in done {
        words += n;
        for f in findings {
            let _ = writeln!(out, "{f}");
        }
    }
    eprintln!("{} documents, {words} words", lines.len());
}
