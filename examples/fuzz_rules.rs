//! Changes rule files at random and loads what comes of it: no panic, and time in proportion to the text.
//!
//! `fuzz_rules SECONDS FILE…` prints how many texts were loaded and the slowest of them by nanoseconds a byte.

#![allow(clippy::print_stdout, reason = "a program that reports")]

use std::time::{Duration, Instant};

use copydesk::rules::{self, NoFiles, format};
use copydesk::source::Source;

#[path = "fuzz/random.rs"]
mod random;
use random::Random;

const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "{",
    "}",
    "/",
    "\\",
    "#",
    "\n",
    "\r",
    ",",
    "(",
    ")",
    "rule ",
    "claim ",
    "never ",
    "and ",
    "text /",
    "where ",
    "2025-13-41",
    "\u{0}",
    "é",
    "𝒚",
    "\u{feff}",
    "said by ",
    "person ",
    "claims from ",
    "use ",
    ":",
    "%",
    "$",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(10);
    let files: Vec<String> = arguments
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    let mut random = Random::new();
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut count, mut bytes, mut formatted) = (0_u64, 0_u64, 0_u64);
    let mut slowest = (0.0_f64, String::new());
    while Instant::now() < end {
        let Some(file) = files.get(random.below(files.len())) else {
            return;
        };
        let text = random.changed(file, PIECES);
        let start = Instant::now();
        let _ = rules::load(vec![Source::new("a.desk", text.as_str())], &NoFiles);
        let took = start.elapsed();
        let pace = took.as_nanos() as f64 / (text.len() + 4000) as f64;
        if pace > slowest.0 {
            slowest = (pace, text.clone());
        }
        if let Ok(once) = format::format(&Source::new("a.desk", text.as_str())) {
            formatted += 1;
            let twice = format::format(&Source::new("a.desk", once.as_str()));
            assert_eq!(twice.as_ref(), Ok(&once), "formatting is not stable:\n{text}");
        }
        count += 1;
        bytes += text.len() as u64;
    }
    println!("{count} texts of {bytes} bytes loaded, {formatted} of them formatted twice");
    println!("slowest: {:.0} ns a byte, {} bytes", slowest.0, slowest.1.len());
}
