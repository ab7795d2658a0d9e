//! Pairs of news text and claim with the verdict that a careful reader gives: how often the relation of
//! statements is right, and how much it finds.
//!
//! The data is `tests/data/relate/`: pairs over paraphrase, passive, number, date, role, opposite, scope,
//! and another event told in the same words. `news_held_out.jsonl` is for counting only.

use std::path::Path;

use copydesk::checking::relate::{Knowledge, relate_texts};
use copydesk::reading::english::read_english;
use copydesk::reading::names::Names;
use serde::Deserialize;

#[derive(Deserialize)]
struct Pair {
    text: String,
    claim: String,
    label: String,
}

/// Answers that are right, answers given, pairs with the label, for one verdict.
#[derive(Debug, Default)]
struct Count {
    right: usize,
    given: usize,
    labelled: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }
    fn recall(&self) -> f64 {
        self.right as f64 / self.labelled.max(1) as f64
    }
}

fn count(verdict: &str) -> Count {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/relate");
    let mut count = Count::default();
    for file in ["news.jsonl", "news_held_out.jsonl"] {
        let lines = std::fs::read_to_string(folder.join(file)).expect("the pairs are there");
        for line in lines.lines() {
            let pair: Pair = serde_json::from_str(line).expect("a line is a pair");
            let (_, text) = read_english(&pair.text, &[], &Names::default(), None);
            let (_, claim) = read_english(&pair.claim, &[], &Names::default(), None);
            let answer = relate_texts(&text, &claim, Knowledge::standard()).verdict;
            count.given += usize::from(answer.as_str() == verdict);
            count.labelled += usize::from(pair.label == verdict);
            count.right += usize::from(answer.as_str() == verdict && pair.label == verdict);
        }
    }
    count
}

#[test]
fn contradictions_of_news_are_right_and_found() {
    let count = count("contradicted");
    assert!(count.precision() >= 0.95, "{count:?}");
    assert!(count.recall() >= 0.70, "{count:?}");
}

#[test]
fn support_in_news_is_right() {
    let count = count("supported");
    assert!(count.precision() >= 0.95, "{count:?}");
    assert!(count.recall() >= 0.7, "{count:?}");
}
