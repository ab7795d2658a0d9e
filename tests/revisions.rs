//! Revisions with a label on every sentence: how many labels `diff` finds, how many it invents.
//!
//! The data is `tests/data/diff/revisions.jsonl`: one pair of revisions a line, sentence by
//! sentence; half of the pairs hold nothing but decoys (other words for the same).

use std::collections::BTreeMap;
use std::path::Path;

use copydesk::checking::relate::Knowledge;
use copydesk::diff::{self, ChangeType, Options, Revision};
use copydesk::document::{Document, formats};
use copydesk::reading::{self, Reading, names::Names};
use copydesk::source::Source;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    id: String,
    sentences: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    old: Option<String>,
    new: Option<String>,
    types: Vec<ChangeType>,
}

struct Article {
    document: Document,
    reading: Reading,
    /// Byte range of every row's words.
    rows: Vec<Option<(usize, usize)>>,
}

fn article(path: &str, rows: &[Option<&String>]) -> Article {
    let mut text = String::new();
    let mut places = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some(row) = row else {
            places.push(None);
            continue;
        };
        if !text.is_empty() {
            text.push(if i % 3 == 0 { '\n' } else { ' ' });
        }
        let start = text.len();
        text.push_str(row);
        places.push(Some((start, text.len())));
    }
    text.push('\n');
    let document = formats::read(
        Source::new(path, text),
        copydesk::document::Format::Plain,
        &formats::Options::default(),
    );
    let reading = reading::read(&document, &Names::default());
    Article {
        document,
        reading,
        rows: places,
    }
}

#[test]
fn labels_are_found_and_none_invented() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/diff/revisions.jsonl");
    let data = std::fs::read_to_string(path).unwrap();
    let (mut gold, mut found, mut right, mut kept, mut false_meaning) = (0, 0, 0, 0, 0);
    let mut misses: BTreeMap<&str, usize> = BTreeMap::new();
    let verbose = std::env::var("VERBOSE").is_ok();
    let (mut pairs, mut decoys) = (0, 0);
    for line in data.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        pairs += 1;
        decoys += usize::from(case.sentences.iter().all(|r| r.types.is_empty()));
        let old = article(
            "old",
            &case.sentences.iter().map(|r| r.old.as_ref()).collect::<Vec<_>>(),
        );
        let new = article(
            "new",
            &case.sentences.iter().map(|r| r.new.as_ref()).collect::<Vec<_>>(),
        );
        let diff = diff::compare(
            Revision {
                document: &old.document,
                reading: &old.reading,
                findings: &[],
            },
            Revision {
                document: &new.document,
                reading: &new.reading,
                findings: &[],
            },
            &Knowledge::default(),
            Options::default(),
        );
        for (i, row) in case.sentences.iter().enumerate() {
            let overlaps = |place: Option<&copydesk::report::Place>, range: Option<(usize, usize)>| matches!((place, range), (Some(p), Some((start, end))) if p.start < end && start < p.end);
            let mut types: Vec<ChangeType> = diff
                .changes
                .iter()
                .filter(|c| overlaps(c.old.as_ref(), old.rows[i]) || overlaps(c.new.as_ref(), new.rows[i]))
                .flat_map(|c| c.types.iter().copied())
                .filter(|t| t.is_meaning())
                .collect();
            types.sort_unstable();
            types.dedup();
            gold += row.types.len();
            found += types.len();
            right += types.iter().filter(|t| row.types.contains(t)).count();
            for t in row.types.iter().filter(|t| !types.contains(t)) {
                *misses.entry(t.as_str()).or_default() += 1;
            }
            if row.types.is_empty() {
                kept += 1;
                false_meaning += usize::from(!types.is_empty());
            }
            if verbose && types != row.types {
                println!(
                    "{}: wanted {:?}, got {types:?}\n  - {:?}\n  + {:?}",
                    case.id, row.types, row.old, row.new
                );
                for c in &diff.changes {
                    if overlaps(c.old.as_ref(), old.rows[i]) || overlaps(c.new.as_ref(), new.rows[i]) {
                        println!("    {:?} {}", c.types, c.message);
                    }
                }
            }
        }
    }
    let recall = f64::from(right as u32) / f64::from(gold as u32);
    let precision = f64::from(right as u32) / f64::from((found as u32).max(1));
    let invented = f64::from(false_meaning as u32) / f64::from(kept as u32);
    println!(
        "{pairs} pairs ({decoys} of decoys): recall {recall:.3} ({right}/{gold}), precision {precision:.3} \
         ({right}/{found}), labels of meaning on kept sentences {invented:.3} ({false_meaning}/{kept}), missed {misses:?}"
    );
    assert!(pairs >= 40);
    assert!(recall >= 0.85, "recall {recall:.3}");
    assert!(precision >= 0.9, "precision {precision:.3}");
    assert!(invented <= 0.05, "{invented:.3}");
}
