//! The reader against our own gold: labelled sentences, and the statements of the seed article.
//!
//! What must be reached: polarity 0.93, certainty 0.90, source 0.92 of the labelled clauses; 0.90 of the parts of
//! the article's statements; every direct quotation of the article with its speaker. The floors below stand just
//! under what is reached, so that a change that reads worse is seen; raise them with what is reached.
//!
//! `cargo run --example evaluate -- --mistakes 500 standing seed-reading` prints the table and the mistakes.

mod common;
#[path = "common/gold.rs"]
mod gold;

use gold::{Labelled, NewsSentence, Scores, SeedLine};

/// Measure, class, least recall, least precision.
type Floor = (&'static str, &'static str, f64, f64);

const STANDING: &[Floor] = &[
    ("polarity", "tuned", 0.89, 0.96),
    ("polarity", "held out", 0.88, 0.93),
    ("certainty", "tuned", 0.88, 0.95),
    ("certainty", "held out", 0.86, 0.90),
    ("source", "tuned", 0.90, 0.97),
    ("source", "held out", 0.90, 0.95),
];

const NEWS: &[Floor] = &[("parts", "", 0.95, 0.98), ("statements", "", 0.96, 0.99)];

const SEED: &[Floor] = &[
    ("parts", "", 0.86, 0.93),
    ("statements", "", 0.78, 0.84),
    ("quotations with speaker", "", 0.94, 0.94),
];

fn hold(scores: &Scores, floors: &[Floor]) {
    for ((measure, class), count) in &scores.counts {
        println!(
            "{measure} {class}: recall {:.3}, precision {:.3} of {}",
            count.recall(),
            count.precision(),
            count.gold
        );
    }
    for &(measure, class, recall, precision) in floors {
        let count = scores.get(measure, class);
        assert!(
            count.recall() >= recall && count.precision() >= precision,
            "{measure} {class}: {:.3} {:.3}",
            count.recall(),
            count.precision()
        );
    }
}

#[test]
fn labelled_clauses_are_read_as_they_are_meant() {
    let items: Vec<Labelled> = common::json_lines(&common::root().join("tests/data/standing.jsonl"));
    assert!(items.len() >= 300);
    hold(&gold::standing(&items), STANDING);
}

#[test]
fn sentences_of_the_news_are_read_in_all_their_parts() {
    let items: Vec<NewsSentence> = common::json_lines(&common::root().join("tests/data/news-reading.jsonl"));
    assert!(items.len() >= 80);
    hold(&gold::news(&items), NEWS);
}

#[test]
fn the_statements_of_the_article_are_found() {
    let path = common::root().join("../shared/seed/article.txt");
    let Ok(article) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let lines: Vec<SeedLine> = common::json_lines(&common::root().join("tests/data/seed-reading.jsonl"));
    hold(&gold::seed(&lines, &article), SEED);
}
