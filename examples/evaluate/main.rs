//! Scores the program on public sets, through its public interface only, and prints one table.
//!
//! ```text
//! cargo run --release --example evaluate -- [--data DIR] [--limit N] [--mistakes N] [--list] [SET…]
//! ```
//!
//! `DIR` (default `../shared/data`) holds one folder a set, as its README there describes it; `SET` is the name
//! of a folder or the beginning of one. Without `SET` every set is scored. A set that is absent is named as
//! absent. The sets `standing` and `seed-reading` are our own, in `tests/data`. `--limit` takes the first N items of every set, `--mistakes` prints the worst N mistakes of each.

mod attribution;
mod certainty;
mod coverage;
mod data;
mod gold;
mod markup;
mod read;
mod relation;
mod sentences;
#[path = "../../tests/common/gold.rs"]
mod shared_gold;
mod speed;
mod split;
mod statements;
mod syntax;
mod table;
mod tokens;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use table::Row;

/// What a scorer is told.
#[derive(Debug)]
pub struct Context {
    /// Folder that holds the sets.
    pub data: PathBuf,
    /// Take this many items.
    pub limit: usize,
    /// Print this many mistakes.
    pub mistakes: usize,
}

/// Why a set has no score.
#[derive(Debug)]
pub enum Failure {
    /// The set's file is not there.
    Absent(PathBuf),
    /// The file is not what its README says.
    Broken(String),
}

/// What a scorer gives.
#[derive(Debug)]
pub struct Outcome {
    /// Lines of the table.
    pub rows: Vec<Row>,
    /// Mistakes, the worst first, each a line or several.
    pub mistakes: Vec<String>,
}

/// One set and its scorer.
#[derive(Debug)]
pub struct Set {
    /// Name of its folder, with what part of it is scored.
    pub name: &'static str,
    /// The scorer.
    pub run: fn(&Context) -> Result<Outcome, Failure>,
}

/// All sets, in the order of the table. A new family of sets adds its slice here.
const FAMILIES: &[&[Set]] = &[
    syntax::SETS,
    sentences::SETS,
    values::SETS,
    statements::SETS,
    split::SETS,
    attribution::SETS,
    certainty::SETS,
    gold::SETS,
    coverage::SETS,
    relation::SETS,
    speed::SETS,
];

fn main() -> ExitCode {
    let mut context = Context {
        data: PathBuf::from("../shared/data"),
        limit: usize::MAX,
        mistakes: 0,
    };
    let mut wanted: Vec<String> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|n| n.parse().ok());
        match argument.as_str() {
            "--data" => context.data = arguments.next().map(PathBuf::from).unwrap_or_default(),
            "--limit" => context.limit = number().unwrap_or(usize::MAX),
            "--mistakes" => context.mistakes = number().unwrap_or(20),
            "--list" => {
                for set in FAMILIES.iter().copied().flatten() {
                    println!("{}", set.name);
                }
                return ExitCode::SUCCESS;
            }
            _ if argument.starts_with('-') => {
                eprintln!("unknown option {argument}");
                return ExitCode::from(2);
            }
            _ => wanted.push(argument),
        }
    }
    let chosen: Vec<&Set> = FAMILIES
        .iter()
        .copied()
        .flatten()
        .filter(|s| wanted.is_empty() || wanted.iter().any(|w| s.name.starts_with(w.as_str())))
        .collect();
    if chosen.is_empty() {
        eprintln!("no set of this name; --list shows them");
        return ExitCode::from(2);
    }
    // The model is read at first use; that is not the first set's time.
    copydesk::reading::parser::parser();
    println!("{}", table::header());
    let mut mistakes = String::new();
    for set in chosen {
        let start = Instant::now();
        match (set.run)(&context) {
            Ok(outcome) => {
                let seconds = start.elapsed().as_secs_f64();
                for (i, row) in outcome.rows.iter().enumerate() {
                    println!("{}", table::line(set.name, row, (i == 0).then_some(seconds)));
                }
                for mistake in outcome.mistakes.iter().take(context.mistakes) {
                    mistakes.push_str(&format!("[{}] {mistake}\n", set.name));
                }
            }
            Err(Failure::Absent(path)) => {
                let name = path.strip_prefix(&context.data).unwrap_or(&path);
                println!(
                    "{}",
                    table::note(set.name, &format!("absent: {}", name.display()))
                );
            }
            Err(Failure::Broken(message)) => {
                println!("{}", table::note(set.name, &format!("unreadable: {message}")));
            }
        }
    }
    if !mistakes.is_empty() {
        println!("\n{mistakes}");
    }
    ExitCode::SUCCESS
}
