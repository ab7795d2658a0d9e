//! Changes rule files at random and loads what comes of it: no panic, and time in proportion to the text.
//!
//! `fuzz_rules SECONDS FILE…` prints how many texts were loaded and the slowest of them by nanoseconds a byte.

#![allow(clippy::print_stdout, reason = "a program that reports")]

use std::time::{Duration, Instant};

use copydesk::rules::{self, NoFiles, format};
use copydesk::source::Source;

/// Numbers that look random (xorshift, Marsaglia 2003); the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

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
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut count, mut bytes, mut formatted) = (0_u64, 0_u64, 0_u64);
    let mut slowest = (0.0_f64, String::new());
    while Instant::now() < end {
        let Some(file) = files.get(random.below(files.len())) else {
            return;
        };
        let text = changed(file, &mut random);
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

/// A part of the file with one to twenty changes.
fn changed(file: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = file.chars().collect();
    if random.below(4) > 0 {
        let start = random.below(chars.len());
        let length = random.below(4000);
        chars = chars.into_iter().skip(start).take(length).collect();
    }
    for _ in 0..=random.below(20) {
        let at = random.below(chars.len() + 1).min(chars.len());
        match random.below(5) {
            0 => {
                let to = (at + random.below(30)).min(chars.len());
                chars.drain(at..to);
            }
            1 => {
                let piece = PIECES.get(random.below(PIECES.len())).copied().unwrap_or("");
                chars.splice(at..at, piece.chars());
            }
            2 => {
                let to = (at + random.below(200)).min(chars.len());
                let copy: Vec<char> = chars.get(at..to).unwrap_or_default().to_vec();
                let into = random.below(chars.len() + 1).min(chars.len());
                chars.splice(into..into, copy);
            }
            3 => {
                if let Some(c) = chars.get_mut(at) {
                    *c = char::from_u32(random.below(0x2100) as u32).unwrap_or(' ');
                }
            }
            _ => {
                let piece = PIECES.get(random.below(PIECES.len())).copied().unwrap_or("");
                let many = piece.repeat(random.below(50));
                chars.splice(at..at, many.chars());
            }
        }
    }
    chars.into_iter().collect()
}
