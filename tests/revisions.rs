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
use copydesk::rules::book::Rulebook;
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
            &Knowledge::new(&Rulebook::default()),
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

fn read(path: &str, text: &str) -> Article {
    let document = formats::read(
        Source::new(path, text),
        copydesk::document::Format::Plain,
        &formats::Options::default(),
    );
    let reading = reading::read(&document, &Names::default());
    Article {
        document,
        reading,
        rows: Vec::new(),
    }
}

impl Article {
    fn view(&self) -> Revision<'_> {
        Revision {
            document: &self.document,
            reading: &self.reading,
            findings: &[],
        }
    }
}

fn compare(old: &str, new: &str) -> diff::Diff {
    diff::compare(
        read("old.txt", old).view(),
        read("new.txt", new).view(),
        &Knowledge::new(&Rulebook::default()),
        Options { published: true },
    )
}

const BEFORE: &str = "A crane fell on a house in Dorwich on Monday.\nFour workers were hurt, the police said.\nThe street is closed.\n";

#[test]
fn a_change_of_fact_in_a_published_text_needs_a_note() {
    let diff = compare(BEFORE, &BEFORE.replace("Four workers", "Six workers"));
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.changes[0].types, [ChangeType::NumberChanged]);
    assert_eq!(diff.changes[0].message, "Four workers → Six workers");
    let [finding] = diff.findings.new.as_slice() else {
        panic!("{:?}", diff.findings.new)
    };
    assert_eq!(finding.rule, "changed-without-correction");
    assert!(finding.span.text.starts_with("Six workers"));
    assert!(finding.related[0].span.text.starts_with("Four workers"));
}

#[test]
fn a_note_tells_the_reader() {
    let after = BEFORE.replace("Four workers", "Six workers")
        + "Correction: An earlier version of this article said that four workers were hurt. It was six.\n";
    let diff = compare(BEFORE, &after);
    assert!(
        diff.correction_note
            .as_ref()
            .unwrap()
            .text
            .starts_with("Correction:")
    );
    assert!(diff.findings.new.is_empty(), "{:?}", diff.findings.new);
    assert_eq!(diff.changes.len(), 1, "{:?}", diff.changes);
}

#[test]
fn a_note_about_a_value_that_never_stood_there_is_told() {
    let after = BEFORE.replace("Four workers", "Six workers")
        + "Correction: An earlier version of this article said that nine workers were hurt.\n";
    let diff = compare(BEFORE, &after);
    assert_eq!(diff.findings.new.len(), 1);
    assert_eq!(diff.findings.new[0].rule, "correction-unfounded");
    assert_eq!(diff.findings.new[0].span.text, "nine");
}

#[test]
fn a_text_is_no_change_of_itself_and_typography_is_none() {
    assert!(compare(BEFORE, BEFORE).changes.is_empty());
    let old = "“It’s over,” she said – at last.\nThe end…\n";
    let new = "\"It's over,\" she said - at last.\nThe end...\n";
    assert!(
        compare(old, new).changes.is_empty(),
        "{:?}",
        compare(old, new).changes
    );
}

#[test]
fn moved_sentences_are_found() {
    let old = "The mayor opened the pool.\nIt cost four million.\nSwimmers had waited for years.\nThe old pool was torn down.\n";
    let new = "The old pool was torn down.\nThe mayor opened the pool.\nIt cost four million.\nSwimmers had waited for years.\n";
    let diff = compare(old, new);
    assert_eq!(diff.changes.len(), 1, "{:?}", diff.changes);
    assert_eq!(diff.changes[0].types, [ChangeType::Moved]);
}

/// Splits of a sentence that say the same, and beside each one that does not, with its label.
#[test]
fn a_split_says_the_same_in_two_sentences_and_a_change_beside_it_is_found() {
    use ChangeType::{Added, AttributionChanged, AttributionDropped, EntityChanged, Strengthened, Weakened};
    let cases = [
        // What somebody is named for is still to come; what may be is less sure.
        (
            "The board named Ida Hill as chief to run the fund from Leeds.",
            "The board named Ida Hill as chief. She will run the fund from Leeds.",
            "The board named Ida Hill as chief. She may run the fund from Leeds.",
            Weakened,
        ),
        (
            "The museum brought a new view of the war to teach children about loss.",
            "The museum brought a new view of the war. It aims to teach children about loss.",
            "The museum brought a new view of the war. It could teach children about loss.",
            Weakened,
        ),
        (
            "The rules are wide, allowing all letters to be opened by the guards.",
            "The rules are wide. Therefore all letters can be opened by the guards.",
            "The rules are wide. Therefore all letters must be opened by the guards.",
            Strengthened,
        ),
        // An infinitive has its modal verb from the verb beside it.
        (
            "The glue can exist in many forms and be made from oil or fat.",
            "The glue can exist in many forms. It can also be made from oil or fat.",
            "The glue will exist in many forms. It will also be made from oil or fat.",
            Strengthened,
        ),
        // "They all" are those that the first sentence speaks of.
        (
            "All at the hearing stood in silence, seeing that the case could end.",
            "All at the hearing stood in silence. They all saw that the case could end.",
            "Some at the hearing stood in silence. They saw that the case could end.",
            Weakened,
        ),
        (
            "All workers and some managers were paid on Friday, and the unions went home.",
            "All workers and some managers were paid on Friday. The unions went home.",
            "All workers were paid on Friday. All managers were paid and the unions went home.",
            Strengthened,
        ),
        (
            "Leeds is the home of an early and probably very rich settler, Ida Moll.",
            "Leeds is a town. It is the home of an early, and most likely rich settler, Ida Moll.",
            "Leeds is a town. It is the home of an early and certainly rich settler, Ida Moll.",
            Strengthened,
        ),
        (
            "The police sought the suspected thief, and the alleged victim left the town.",
            "The police sought the suspected thief. The alleged victim left the town.",
            "The police sought the suspected thief. The victim left the town.",
            Strengthened,
        ),
        // A title in short, and another name.
        (
            "The report praised Lt. Brown of the harbour police, who saved two boys.",
            "The report praised Lieutenant Brown of the harbour police. He saved two boys.",
            "The report praised Lieutenant Green of the harbour police. He saved two boys.",
            EntityChanged,
        ),
        (
            "The minister met Col. Hill at the port, and they agreed on a new pier.",
            "The minister met Colonel Hill at the port. They agreed on a new pier.",
            "The minister met Carol Hill at the port. They agreed on a new pier.",
            EntityChanged,
        ),
        // Who announced the one announced the other; another speaker is another source.
        (
            "The chief minister, Tarun Das, announced the payment of aid to the families, and that the homes would be rebuilt.",
            "The chief minister, Tarun Das, announced the payment of aid to the families. Das also announced that the homes would be rebuilt.",
            "The chief minister, Tarun Das, announced the payment of aid to the families. Moll also announced that the homes would be rebuilt.",
            AttributionChanged,
        ),
        (
            "The picture is in the city museum. Slive writes that it shows how much the painter had learned.",
            "The picture is in the museum of the city. Slive finds it shows how much the painter had learned.",
            "The picture is in the museum of the city. It shows how much the painter had learned.",
            AttributionDropped,
        ),
        // A part that says again what the host says goes with it; one that brings something along does not.
        (
            "The report is a list of the old coastal towns, which are open to the public.",
            "The report is a list of the old coastal towns. That is the list of coastal towns that are open to the public.",
            "The report is a list of the old coastal towns. The flood killed nine people and two horses in the valley.",
            Added,
        ),
    ];
    for (whole, split, changed, wanted) in cases {
        let labels = |new: &str| -> Vec<ChangeType> {
            let changes = compare(whole, new).changes;
            changes
                .into_iter()
                .flat_map(|c| c.types)
                .filter(|t| t.is_meaning())
                .collect()
        };
        assert_eq!(labels(split), [], "{whole} | {split}");
        assert!(
            labels(changed).contains(&wanted),
            "{whole} | {changed}: {:?}",
            labels(changed)
        );
    }
}

#[test]
fn the_json_has_every_key_of_the_contract() {
    let diff = compare(
        "A dog barked loudly in the yard.\n",
        "Prices rose at the market again.\n",
    );
    let json = serde_json::to_value(&diff).unwrap();
    for key in ["version", "old", "new", "changes", "findings", "correction_note"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    for key in ["new", "fixed", "kept"] {
        assert!(json["findings"].get(key).is_some(), "{key}");
    }
    assert!(json["correction_note"].is_null());
    for change in json["changes"].as_array().unwrap() {
        for key in ["types", "old", "new", "message"] {
            assert!(change.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn a_timeline_follows_a_sentence() {
    let texts = [
        "The plant may close next year.\nIt has 200 workers.\n",
        "The plant will close next year.\nIt has 200 workers.\n",
        "The plant will close next year.\nIt has 300 workers.\n",
        "The plant will close next year.\n",
    ];
    let articles: Vec<Article> = texts.iter().map(|t| read("plant.txt", t)).collect();
    let views: Vec<Revision<'_>> = articles.iter().map(Article::view).collect();
    let timeline = diff::timeline(&views, &Knowledge::new(&Rulebook::default()));
    let events: Vec<Vec<(usize, Vec<ChangeType>)>> = timeline
        .threads
        .iter()
        .map(|t| t.events.iter().map(|e| (e.revision, e.types.clone())).collect())
        .collect();
    use ChangeType::{Added, NumberChanged, Removed, Strengthened};
    assert_eq!(
        events,
        [
            vec![(0, vec![Added]), (1, vec![Strengthened])],
            vec![(0, vec![Added]), (2, vec![NumberChanged]), (3, vec![Removed])],
        ]
    );
}
