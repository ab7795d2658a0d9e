//! Rule files and articles are untrusted input: loading one and showing its mistakes, reading one and checking it,
//! takes time in proportion to its size, whatever is in it.
//!
//! Work is counted in processor time of this thread, which other programs disturb little. For an exact count
//! `GROWTH=KIND,BYTES` does that with one file of that kind and size, once:
//!
//! ```text
//! GROWTH=aliases,1000000 valgrind --tool=callgrind target/debug/deps/growth-…
//! ```

#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use copydesk::checking::prepare::Prepared;
use copydesk::document::{self, Format, Options};
use copydesk::pipeline;
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

/// The same for articles; the first letters of the name say how it is written.
const ARTICLES: &[Kind] = &[
    (
        "txt-sentences",
        "",
        "The council of Dale opened the @ bridge on Friday. ",
    ),
    (
        "txt-paragraphs",
        "",
        "The council of Dale opened the @ bridge on Friday.\n\n",
    ),
    (
        "txt-one-sentence",
        "The council met",
        " and the mayor opened the @ bridge",
    ),
    ("txt-one-list", "They met Ana Moss", ", Ana @moss"),
    ("txt-of-the", "The end", " of the end"),
    ("txt-that-he-said", "He said", " that he said"),
    ("txt-who", "The man", " who saw the man"),
    ("txt-short-lines", "", "a @\n"),
    ("txt-one-word-lines", "", "@\n"),
    ("txt-one-word", "", "a"),
    ("txt-hyphens", "", "a-"),
    ("txt-dots", "", ". "),
    ("txt-ellipses", "We will", " … leave"),
    ("txt-open-marks", "", "“"),
    ("txt-open-marks-apart", "", "“a "),
    ("txt-closing-marks", "", "a” "),
    ("txt-straight-marks", "", "\" a "),
    ("txt-apostrophes", "", "'a "),
    ("txt-nested-marks", "", "“a ‘b "),
    ("txt-brackets", "", "("),
    ("txt-brackets-apart", "The man", " (who"),
    ("txt-square", "“We", " [the @]"),
    (
        "txt-quotations",
        "",
        "“We will never close the @ bridge,” Ana Moss said.\n\n",
    ),
    (
        "txt-quotations-one-line",
        "",
        "“We will never close the @ bridge,” Ana Moss said. ",
    ),
    (
        "txt-same-quotation",
        "",
        "“We will never close the last bridge in Dale,” Ana Moss said.\n\n",
    ),
    ("txt-numbers", "There were 5", " and 5"),
    ("txt-digits", "There were ", "5"),
    (
        "txt-deaths",
        "",
        "On Friday # people were killed in the fire in Dale.\n\n",
    ),
    ("txt-dates", "It was on 5 May 2025", ", 5 May 2025"),
    ("txt-names", "", "Ana @moss met Ben @ross in Dale. "),
    ("txt-pronouns", "Ana Moss left. ", "He said she saw it. "),
    ("txt-capitals", "", "THE COUNCIL MET @ "),
    ("txt-percent", "Prices rose by 5%", ", 5%"),
    ("txt-urls", "", "https://example.org/@ "),
    (
        "txt-conditions",
        "",
        "If the council closes the @ bridge, Ana Moss will leave. ",
    ),
    ("md-lists", "", "- a @\n"),
    ("md-deep-lists", "- a\n", ">- "),
    ("md-quotes", "", "> "),
    ("md-emphasis", "", "*a **"),
    ("md-links", "", "[a]("),
    ("md-table", "| a |\n| - |\n", "| a @ |\n"),
    ("md-headings", "", "# a @\n\n"),
    ("md-tags", "", "{% if @ %}"),
    ("md-front", "---\n", "a@: b\n"),
    (
        "md-comments",
        "",
        "<!-- copydesk: allow name-variant -- a @ -->\n\nAna Moss left.\n\n",
    ),
    ("html-nested", "", "<div>"),
    ("html-blocks", "", "<p>a @</p>"),
    ("html-bold", "<p>", "<b>a"),
    ("html-entities", "<p>", "&amp;"),
    ("html-open-comment", "<p>a</p><!--", "-"),
    ("html-tables", "<table>", "<tr><td>a @"),
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

const RULES: &str = "person \"Ana Moss\"  also \"Moss\"\nplace \"Dale\"\n\
    claim bridge \"The Dale bridge opened in 1998.\"\n\
    claim said \"“We will never close the last bridge in Dale,” Ana Moss said.\"\n\
    rule left\n  error \"M.\"\n  never \"{someone} left {place}\"\n  unless \"{someone} met {person}\"\n\
    rule toll\n  error \"M.\"\n  same {n} in \"{n: number} people were killed in {event}\"\n\
    rule sourced\n  error \"M.\"\n  when \"{someone} opened {something}\"\n  require named source\n";

fn prepared() -> Prepared {
    let (book, _) = rules::load(vec![Source::new("a.desk", RULES)], &NoFiles);
    pipeline::prepare(&book).0
}

/// Reads an article and checks it.
fn check(name: &str, text: &str, rules: &Prepared) -> usize {
    let format = match name.split('-').next() {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Plain,
    };
    let document = document::read(Source::new("a", text), format, &Options::default());
    pipeline::check(&document, rules).findings.len()
}

/// Nanoseconds that this thread has been on a processor.
fn on_processor() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace().next()?.parse().ok()
}

/// The least of several, since what disturbs only adds.
fn work(run: &dyn Fn()) -> Option<u64> {
    let once = || {
        let start = on_processor()?;
        run();
        Some(on_processor()?.saturating_sub(start))
    };
    once()?.min(once()?).into()
}

/// Runs `run` on a small and a great file of every kind, and says of which the work grows by more than its size.
fn measure(kinds: &[Kind], small: usize, run: impl Fn(&str, &str) + Sync) {
    const TIMES: usize = 8;
    if let Ok(wanted) = std::env::var("GROWTH") {
        let (name, bytes) = wanted.split_once(',').unwrap();
        if let Some(kind) = kinds.iter().find(|k| k.0 == name) {
            run(kind.0, &text(kind, bytes.parse().unwrap()));
        }
        return;
    }
    let mut slow = Vec::new();
    // One thread, so that all work is on it.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build()
        .unwrap();
    pool.install(|| {
        for kind in kinds {
            let (few, many) = (text(kind, small), text(kind, small * TIMES));
            let (Some(a), Some(b)) = (work(&|| run(kind.0, &few)), work(&|| run(kind.0, &many))) else {
                return; // no such count on this system
            };
            let doubling = (b as f64 / a.max(1) as f64).cbrt();
            println!(
                "{:<24} {:>8} µs {:>8} µs  × {doubling:.2} a doubling",
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

#[test]
#[ignore = "measures time: run it alone, on a quiet machine"]
fn loading_takes_time_in_proportion() {
    measure(KINDS, 32 << 10, |_, text| {
        load(text);
    });
}

#[test]
#[ignore = "measures time: run it alone, on a quiet machine"]
fn checking_takes_time_in_proportion() {
    let rules = prepared();
    measure(ARTICLES, 8 << 10, |name, text| {
        check(name, text, &rules);
    });
}
