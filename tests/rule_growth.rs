//! Rule files are untrusted input: loading one and showing its mistakes takes time in proportion to its size,
//! whatever is in it.
//!
//! Work is counted in processor time of this thread, which other programs disturb little. For an exact count
//! `GROWTH=KIND,BYTES` loads one file of that kind and size, once:
//!
//! ```text
//! GROWTH=aliases,1000000 valgrind --tool=callgrind target/debug/deps/rule_growth-…
//! ```

#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use copydesk::report::terminal;
use copydesk::rules::{self, NoFiles};
use copydesk::source::Source;

/// One kind of file: its beginning, and what is repeated, in which `#` is a number and `@` a word, new each time.
type Kind = (&'static str, &'static str, &'static str);

const RULE: &str = "rule r\n  error \"M.\"\n  flags \"A.\" allows \"B.\"\n  never \"{n: number} left\"";

const KINDS: &[Kind] = &[
    ("comments", "", "# a comment\n"),
    ("one-comment", "# ", "word "),
    (
        "comments-in-item",
        "person \"Ana\"\n",
        "  # comment\n  also \"Moss @\"\n",
    ),
    ("blank-lines", "", " \n"),
    ("persons", "", "person \"Ana @\"  also \"@x\"\n"),
    ("aliases", "person \"Ana\"  also \"b\"", ", \"Moss @\""),
    ("one-alias", "", "person \"Ana @\"  also \"Moss\"\n"),
    ("bare-name", "person Ana", " Moss"),
    ("terms", "", "term t-# \"@\", \"take @\"\n"),
    ("one-term", "", "term t \"take\", \"give\"\n"),
    ("opposites", "", "opposite @, @x\n"),
    ("one-opposite", "opposite a", ", @"),
    ("claims", "", "claim c-# \"Ana @ left.\"\n"),
    ("one-claim", "claim c\n", "  \"Ana @ left.\"\n"),
    ("claim-twice", "", "claim c \"Ana left.\"\n"),
    ("data", "", "claims from \"@.csv\" as \"{a} is {b}.\"\n"),
    ("closed", "", "closed \"{a} left @\"\n"),
    (
        "rules",
        "",
        "rule r-#\n  error \"M.\"\n  never \"{a} left @\"\n  flags \"A.\" allows \"B.\"\n",
    ),
    (
        "rule-twice",
        "",
        "rule r\n  error \"M.\"\n  never \"{a} left\"\n  flags \"A.\" allows \"B.\"\n",
    ),
    ("patterns", RULE, "\n  and \"{a} left @\""),
    ("variables", RULE, "\n  and \"{@x} left\""),
    ("exceptions", RULE, "\n  unless \"{@x} left\""),
    (
        "same",
        "",
        "rule r-#\n  error \"M.\"\n  same {n} in \"{n: number} left @\"\n",
    ),
    (
        "verify",
        "",
        "rule r-#\n  error \"M.\"\n  verify \"{a} left @\"\n",
    ),
    (
        "demands",
        "",
        "rule r-#\n  error \"M.\"\n  when \"{a} left\"\n  require source @\n",
    ),
    (
        "wheres",
        "rule r\n  never \"{n: number} left\"\n  where {n} > 1",
        " and {n} > 1",
    ),
    (
        "sums",
        "rule r\n  never \"{n: number} left\"\n  where {n}",
        " + 1",
    ),
    (
        "parentheses",
        "rule r\n  never \"{n: number} left\"\n  where ",
        "(",
    ),
    ("unbound", RULE, "\n  where {@x} = 3"),
    ("narrowings", "rule r\n  never \"{a} left\"", " hedged"),
    ("expressions", "", "rule r-#\n  note \"M.\"\n  never text /a#b/\n"),
    ("slashes", "rule r\n  never text /", "[/"),
    (
        "infers",
        "",
        "infer i-# from \"{a} left @\" infer \"{a} quit @\"\n",
    ),
    (
        "tests",
        "",
        "test \"t #\"\n  given \"A left.\"\n  expect nothing\n",
    ),
    (
        "unknown-rules",
        "",
        "test \"t #\"\n  given \"A left.\"\n  expect rule-@\n",
    ),
    ("uses", "", "use \"x-#.desk\"\n"),
    ("unknown-packs", "", "use std/lexicon@\n"),
    ("unknown-items", "", "persn \"#\"\n"),
    ("strange-items", "", "@qq \"#\"\n"),
    ("unknown-clauses", "person \"Ana\"\n", "  alos \"@\"\n"),
    ("unknown-names", "", "person \"Ana @\"  speaks for Norland@\n"),
    ("long-names", "", "@@@@@@@@"),
    ("bad-dates", "person \"Ana\"\n", "  born 2025-13-41\n"),
    ("everyday-dates", "person \"Ana\"\n", "  born 15/08/2025\n"),
    ("colons", "person \"Ana\"\n", "  also: \"a\"\n"),
    ("bullets", "person \"Ana\"\n", "  - \"a\"\n"),
    (
        "unclosed",
        "rule r\n  error \"M.\"\n",
        "  flags \"They signed #.\n",
    ),
    ("unclosed-items", "", "claim c-# \"They signed.\n"),
    ("unclosed-once", "claim c \"They\n", "signed a deal\n"),
    ("quotes", "", "\""),
    ("quotes-apart", "", "\" "),
    ("texts-in-a-row", "claim c ", "\"a\" "),
    ("escapes", "claim c \"", "\\\""),
    ("bad-escapes", "claim c \"", "\\d"),
    ("nested-curly", "claim c ", "“"),
    ("curly-lines", "claim c ", "“\n"),
    ("curly-texts", "claim c ", "“a” "),
    ("other-marks", "claim c ", "'x' "),
    ("apostrophes", "claim c ", "'x "),
    ("guillemets", "claim c ", "«"),
    ("braces", "claim c ", "{"),
    ("brace-lines", "claim c\n", "  {\n"),
    ("variables-in-a-row", "claim c ", "{a} "),
    ("braces-in-text", "closed \"", "{"),
    ("variables-in-text", "closed \"", "{a} "),
    ("brackets-in-text", "closed \"", "["),
    ("strange-characters", "claim c ", "& "),
    ("strange-run", "claim c ", "&"),
    ("strange-lines", "claim c\n", "  &\n"),
    ("commas", "person \"Ana\"  also \"b\"", ","),
];

/// A number in letters.
fn word(mut number: usize) -> String {
    let mut out = String::new();
    loop {
        out.insert(0, char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
        if number == 0 {
            return out;
        }
    }
}

fn text((_, start, unit): &Kind, bytes: usize) -> String {
    let mut out = (*start).to_owned();
    let mut number = 0;
    while out.len() < bytes {
        out.push_str(&unit.replace('#', &number.to_string()).replace('@', &word(number)));
        number += 1;
    }
    out
}

/// Loads a text and shows its mistakes.
fn load(text: &str) -> usize {
    let (book, diagnostics) = rules::load(vec![Source::new("a.desk", text)], &NoFiles);
    let mut shown = Vec::new();
    terminal::print_diagnostics(&diagnostics, &book.sources, false, &mut shown).unwrap();
    shown.len()
}

/// Nanoseconds that this thread has been on a processor.
fn on_processor() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace().next()?.parse().ok()
}

/// The least of several, since what disturbs only adds.
fn work(text: &str) -> Option<u64> {
    let once = || {
        let start = on_processor()?;
        load(text);
        Some(on_processor()?.saturating_sub(start))
    };
    once()?.min(once()?).into()
}

#[test]
#[ignore = "measures time: run it alone, on a quiet machine"]
fn loading_takes_time_in_proportion() {
    if let Ok(wanted) = std::env::var("GROWTH") {
        let (kind, bytes) = wanted.split_once(',').unwrap();
        let kind = KINDS.iter().find(|k| k.0 == kind).unwrap();
        println!(
            "{}: {} bytes shown",
            kind.0,
            load(&text(kind, bytes.parse().unwrap()))
        );
        return;
    }
    const SMALL: usize = 32 << 10;
    const TIMES: usize = 8;
    let mut slow = Vec::new();
    // One thread, so that all work is on it.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build()
        .unwrap();
    pool.install(|| {
        for kind in KINDS {
            let (small, great) = (text(kind, SMALL), text(kind, SMALL * TIMES));
            let (Some(a), Some(b)) = (work(&small), work(&great)) else {
                return; // no such count on this system
            };
            let doubling = (b as f64 / a.max(1) as f64).cbrt();
            println!(
                "{:<20} {:>8} µs {:>8} µs  × {doubling:.2} a doubling",
                kind.0,
                a / 1000,
                b / 1000
            );
            // Squared it would be four times the work; what takes little time at all is counted too coarsely.
            if b > 100_000_000 && doubling > 2.7 {
                slow.push(format!("{}: {doubling:.2}", kind.0));
            }
        }
    });
    assert!(slow.is_empty(), "more than linear: {}", slow.join(", "));
}
