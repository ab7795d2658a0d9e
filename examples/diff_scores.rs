//! How the comparison of revisions does on public pairs of sentences, and how long it takes.
//!
//! `cargo run --release --example diff_scores -- split FILE.tsv` reads WikiSplit's format (a
//! sentence, a tab, the two sentences it was split into with `<::::>` between them): a split says
//! the same, so a pair should get no label of meaning.
//! `… -- pairs FILE.tsv` prints the labels of MRPC's pairs, to be read by eye.
//! `… -- time OLD NEW` compares two files and says how long reading and comparing took.

use std::time::Instant;

use copydesk::checking::relate::Knowledge;
use copydesk::diff::{self, Diff, Options, Revision};
use copydesk::document::{self, Document, Format};
use copydesk::reading::names::Names;
use copydesk::reading::{self, Reading};
use copydesk::rules::book::Rulebook;
use copydesk::source::Source;

#[path = "evaluate/tokens.rs"]
mod tokens;

use tokens::detokenise;

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["split", file, rest @ ..] => split(&read_file(file)?, rest.contains(&"-v")),
        ["pairs", file] => pairs(&read_file(file)?),
        ["time", old, new] => time(&read_file(old)?, &read_file(new)?),
        _ => return Err("split FILE | pairs FILE | time OLD NEW".to_owned()),
    }
    Ok(())
}

fn read_file(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))
}

fn article(text: &str) -> (Document, Reading) {
    let document = document::read(
        Source::new("pair", text),
        Format::Plain,
        &document::Options::default(),
    );
    let reading = reading::read(&document, &Names::default());
    (document, reading)
}

fn compare(old: &(Document, Reading), new: &(Document, Reading)) -> Diff {
    diff::compare(
        Revision {
            document: &old.0,
            reading: &old.1,
            findings: &[],
        },
        Revision {
            document: &new.0,
            reading: &new.1,
            findings: &[],
        },
        &Knowledge::new(&Rulebook::default()),
        Options::default(),
    )
}

fn split(data: &str, verbose: bool) {
    let (mut all, mut kept) = (0, 0);
    for line in data.lines() {
        let Some((whole, parts)) = line.split_once('\t') else {
            continue;
        };
        let old = article(&detokenise(whole));
        let new = article(&detokenise(&parts.replace("<::::>", " ")));
        let diff = compare(&old, &new);
        all += 1;
        let meaning: Vec<_> = diff.changes.iter().filter(|c| c.is_meaning()).collect();
        kept += usize::from(meaning.is_empty());
        if verbose && !meaning.is_empty() {
            println!("- {}\n+ {}", old.0.text.trim(), new.0.text.trim());
            for c in meaning {
                println!("    {:?} {}", c.types, c.message);
            }
        }
    }
    println!("{kept} of {all} splits without a label of meaning");
}

fn pairs(data: &str) {
    for line in data.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [quality, _, _, old, new] = fields.as_slice() else {
            continue;
        };
        let diff = compare(&article(&detokenise(old)), &article(&detokenise(new)));
        println!("{quality}\n- {old}\n+ {new}");
        for c in &diff.changes {
            println!("    {:?} {}", c.types, c.message);
        }
    }
}

fn time(old: &str, new: &str) {
    // The model is read at first use; that is no part of the comparison.
    let _ = article("It is read.");
    let start = Instant::now();
    let (a, b) = (article(old), article(new));
    let read = start.elapsed();
    let start = Instant::now();
    let diff = compare(&a, &b);
    println!(
        "read in {read:?}, compared in {:?}: {} changes",
        start.elapsed(),
        diff.changes.len()
    );
}
