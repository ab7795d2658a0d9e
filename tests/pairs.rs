//! A sentence of news and one claim: does the sentence contradict it?
//!
//! Each line of `tests/data/pairs.jsonl` is checked alone, with a rulebook of that one claim. A "break" contradicts it, a
//! "near" does not, however close it comes. The sets: `plain` and `plain2` have the plainest ways of saying a thing
//! otherwise, `news` is written as newspapers write (the third of it in `held-out` is never looked at), `topics` and `topics-held-out` say a
//! thing as far from the words of the claim as a reader still understands (the second is never looked at), `plain3` has
//! a case and a near miss for each of several mends, `idioms` and `idioms2` are sentences made against inferences.
//!
//! `VERBOSE=1 cargo test --test pairs -- --nocapture` lists what was missed and what was invented.

mod common;

use std::collections::BTreeMap;

use copydesk::diagnostic::Severity;
use copydesk::value::date::Date;
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Pair {
    id: String,
    set: String,
    kind: String,
    text: String,
    claim: String,
}

/// Breaks, those found, near misses, those flagged.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    breaks: usize,
    found: usize,
    near: usize,
    flagged: usize,
}

fn is_flagged(pair: &Pair) -> bool {
    let claim = pair.claim.replace('"', "”");
    let Some(rules) = common::rulebook_of("rules.desk", &format!("claim on-file\n  \"{claim}\"\n")) else {
        return false;
    };
    let article = common::article("article.txt", &pair.text, Date::ymd(2025, 8, 17));
    let found = common::check(&article, &rules).findings;
    found
        .iter()
        .any(|f| f.severity >= Severity::Warning && f.rule == "on-file")
}

#[test]
fn a_sentence_of_news_against_one_claim() {
    let pairs: Vec<Pair> = common::json_lines(&common::root().join("tests/data/pairs.jsonl"));
    let flagged: Vec<bool> = pairs.par_iter().map(is_flagged).collect();
    let verbose = std::env::var_os("VERBOSE").is_some();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for (pair, flagged) in pairs.iter().zip(flagged) {
        let count = counts.entry(pair.set.as_str()).or_default();
        let broken = pair.kind == "break";
        if broken {
            count.breaks += 1;
            count.found += usize::from(flagged);
        } else {
            count.near += 1;
            count.flagged += usize::from(flagged);
        }
        if verbose && broken != flagged && !pair.set.ends_with("held-out") {
            let what = if broken { "missed" } else { "invented" };
            println!("{what} {}: {} | {}", pair.id, pair.text, pair.claim);
        }
    }
    for (set, count) in &counts {
        println!(
            "{set}: {} of {} found, {} of {} flagged wrongly",
            count.found, count.breaks, count.flagged, count.near
        );
    }
    for (set, least, most_flagged) in [
        ("plain", 49, 0),
        ("plain2", 48, 0),
        ("plain3", 22, 1),
        ("news", 29, 0),
        ("held-out", 4, 1),
        ("topics", 12, 0),
        ("topics-held-out", 1, 0),
        ("idioms", 0, 11),
        ("idioms2", 60, 0),
    ] {
        let count = counts[set];
        common::is_no_worse(set, (count.found, least), (count.flagged, most_flagged));
    }
}
