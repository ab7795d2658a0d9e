//! Claims against the sentences that news makes of them: each "break" contradicts a claim in other words, each
//! "near" says something close by that contradicts none.
//!
//! `VERBOSE=1 cargo test --test claims -- --nocapture` lists what was missed and what was invented; of the file
//! `held-out` only the counts are looked at.

mod common;

use copydesk::diagnostic::Severity;
use copydesk::value::date::Date;
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Sentence {
    id: String,
    kind: String,
    text: String,
}

/// What the article has said before the sentence: that its things are the ones on file.
const BEFORE: &str = "The report\n\n\
    Norvik Energy, Jonas Wick, the union, the council, the school, Hallan United and Castle Rovers were named. \
    Flight 318 of the airline left before the crash. The airport, the airline and the committee of the central \
    bank were named in the report on Lantern Stout and on the accident.\n\n";

/// Breaks found, breaks in all, near misses flagged.
fn score(name: &str) -> (usize, usize, usize) {
    let (rules, _) = common::rulebook(&format!("tests/data/claims/{name}.desk"));
    let sentences: Vec<Sentence> =
        common::json_lines(&common::root().join(format!("tests/data/claims/{name}.jsonl")));
    let flagged: Vec<bool> = sentences
        .par_iter()
        .map(|s| {
            let text = format!("{BEFORE}{}\n", s.text);
            let article = common::article("article.txt", &text, Date::ymd(2026, 2, 10));
            let found = common::check(&article, &rules).findings;
            found.iter().any(|i| i.severity >= Severity::Warning)
        })
        .collect();
    let verbose = std::env::var_os("VERBOSE").is_some() && name != "held-out";
    let (mut found, mut all, mut false_alarms) = (0, 0, 0);
    for (sentence, flagged) in sentences.iter().zip(flagged) {
        let broken = sentence.kind == "break";
        all += usize::from(broken);
        found += usize::from(broken && flagged);
        false_alarms += usize::from(!broken && flagged);
        if verbose && broken != flagged {
            let what = if broken { "missed" } else { "invented" };
            println!("{what} {}: {}", sentence.id, sentence.text);
        }
    }
    println!("{name}: {found} of {all} found, {false_alarms} flagged wrongly");
    (found, all, false_alarms)
}

#[test]
fn what_contradicts_a_claim_in_other_words_is_found() {
    for (name, least, most_false) in [
        ("first", 58, 0),
        ("second", 53, 1),
        ("third", 15, 1),
        ("held-out", 47, 0),
    ] {
        let (found, _, false_alarms) = score(name);
        common::is_no_worse(name, (found, least), (false_alarms, most_false));
    }
}
