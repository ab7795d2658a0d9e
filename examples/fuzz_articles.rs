//! Changes articles at random, reads what comes of it and checks it: no panic, and time in proportion to the text.
//!
//! `fuzz_articles SECONDS RULES FILE…` prints how many texts were checked and the slowest of them by nanoseconds a
//! byte. A text that makes a panic is written to `fuzz-panic.txt` before it is checked, and left there.

#![allow(clippy::print_stdout, reason = "a program that reports")]

use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::document::{self, FORMATS, Format, Options};
use copydesk::source::Source;
use copydesk::{pipeline, rules};

#[path = "fuzz/random.rs"]
mod random;
use random::Random;

const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "</p>",
    "<blockquote>",
    "<!--",
    "-->",
    "&rsquo;",
    "&#x1F600;",
    "&",
    "\n",
    "\n\n",
    "\r",
    "\t",
    "\u{feff}",
    "\u{0}",
    "\u{200b}",
    "é",
    "𝒚",
    "#",
    "> ",
    "- ",
    "1. ",
    "| ",
    "```",
    "…",
    "...",
    "—",
    ",",
    ".",
    "?",
    " not ",
    " said ",
    " that ",
    " and ",
    " if ",
    " 2,500 ",
    " 5% ",
    "£44m ",
    " on Friday ",
    "31 June 2025",
    "99999999999999999999",
    " who ",
    " of the ",
    "Rubio ",
    "{{ x }}",
    "{% if %}",
    "---\n",
    "\\",
    "{\"headline\":",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(10);
    let rules = arguments.next().unwrap_or_default();
    let text = std::fs::read_to_string(&rules).unwrap_or_default();
    let (book, _) = rules::load(vec![Source::new(rules, text)], &rules::NoFiles);
    let (prepared, _) = pipeline::prepare(&book);
    let files: Vec<(Format, String)> = arguments
        .filter_map(|path| Some((format_of(Path::new(&path)), std::fs::read_to_string(&path).ok()?)))
        .collect();
    let mut random = Random::new();
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut count, mut bytes) = (0_u64, 0_u64);
    let mut slowest = (0.0_f64, String::new());
    while Instant::now() < end {
        let Some((format, file)) = files.get(random.below(files.len())) else {
            return;
        };
        let text = random.changed(file, PIECES);
        let _ = std::fs::write("fuzz-panic.txt", &text);
        let start = Instant::now();
        let document = document::read(Source::new("a", text.as_str()), *format, &Options::default());
        let checked = pipeline::check(&document, &prepared);
        let took = start.elapsed();
        for finding in &checked.findings {
            assert!(finding.span.end <= text.len(), "a span outside the text");
        }
        let pace = took.as_nanos() as f64 / (text.len() + 4000) as f64;
        if pace > slowest.0 {
            slowest = (pace, text.clone());
            let _ = std::fs::write("fuzz-slowest.txt", &text);
        }
        count += 1;
        bytes += text.len() as u64;
    }
    let _ = std::fs::remove_file("fuzz-panic.txt");
    println!("{count} texts of {bytes} bytes checked");
    println!("slowest: {:.0} ns a byte, {} bytes", slowest.0, slowest.1.len());
}

fn format_of(path: &Path) -> Format {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    FORMATS
        .iter()
        .find(|f| f.extensions.contains(&extension))
        .map_or(Format::Plain, |f| f.format)
}
