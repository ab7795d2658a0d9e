//! `copydesk relate`: JSON Lines in, JSON Lines out; is each claim supported by its text?

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::output::Output;
use super::project::{Common, Project, day};
use super::rules::{self, Rules};
use super::{Failure, Outcome};
use crate::checking::relate::relate_texts;
use crate::document::Document;
use crate::reading::Reading;
use crate::reading::english::read_english;
use crate::value::date::Date;

/// Arguments of `relate`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files of lines {"id","text","claim"} [default: standard input]
    files: Vec<PathBuf>,
    /// Rule files whose names, terms, opposites and inferences count
    #[arg(long, value_name = "PATH", num_args = 1..)]
    rules: Vec<PathBuf>,
    /// The day the texts are dated
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
}

/// One line of input. Further fields are let pass.
#[derive(Debug, Deserialize)]
struct Pair {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    claim: String,
}

/// Lines that are worked on together. The output of one batch is written before the next is read.
const BATCH: usize = 256;

/// Relates every pair; the answers come in the order of the lines.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let common = Common {
        rules: args.rules.clone(),
        no_config: args.rules.is_empty(),
        ..Common::default()
    };
    let paths = if args.rules.is_empty() {
        Vec::new()
    } else {
        Project::open(&common)?.default_rules()?
    };
    let rules = rules::load(&paths)?;
    let mut output = Output::open(None)?;
    let mut failures = Vec::new();
    if args.files.is_empty() {
        let input = std::io::stdin().lock();
        relate_all(
            input,
            "standard input",
            &rules,
            args.date,
            &mut output,
            &mut failures,
        )?;
    }
    for path in &args.files {
        let label = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| Failure::io(&label, &e))?;
        relate_all(
            std::io::BufReader::new(file),
            &label,
            &rules,
            args.date,
            &mut output,
            &mut failures,
        )?;
    }
    output.finish()?;
    if failures.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Err(Failure::Several(failures))
    }
}

fn relate_all(
    input: impl BufRead,
    label: &str,
    rules: &Rules,
    date: Option<Date>,
    output: &mut Output,
    failures: &mut Vec<Failure>,
) -> Result<(), Failure> {
    let mut batch = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let line = line.map_err(|e| Failure::io(label, &e))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Pair>(&line) {
            Ok(pair) => batch.push(pair),
            Err(error) => {
                failures.push(Failure::message(format!("{label}:{}: {error}", number + 1)));
                continue;
            }
        }
        if batch.len() == BATCH {
            flush(&mut batch, rules, date, output)?;
        }
    }
    flush(&mut batch, rules, date, output)
}

/// Many claims often share a text, which is read once.
fn flush(
    batch: &mut Vec<Pair>,
    rules: &Rules,
    date: Option<Date>,
    output: &mut Output,
) -> Result<(), Failure> {
    let names = &rules.prepared.names;
    let mut texts: Vec<&str> = batch.iter().map(|p| p.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    let read: BTreeMap<&str, (Document, Reading)> = texts
        .into_par_iter()
        .map(|text| (text, read_english(text, &[], names, date)))
        .collect();
    let answers: Vec<String> = batch
        .par_iter()
        .map(|pair| answer(pair, &read, rules, date))
        .collect();
    for answer in answers {
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    batch.clear();
    Ok(())
}

fn answer(
    pair: &Pair,
    read: &BTreeMap<&str, (Document, Reading)>,
    rules: &Rules,
    date: Option<Date>,
) -> String {
    let (_, claim) = read_english(&pair.claim, &[], &rules.prepared.names, date);
    let Some((document, text)) = read.get(pair.text.as_str()) else {
        return String::new();
    };
    let result = relate_texts(text, &claim, &rules.prepared.knowledge);
    let span = result.text_span.map(|span| {
        let place = document.to_source(span);
        json!({ "start": place.start, "end": place.end, "text": pair.text.get(place.start..place.end) })
    });
    json!({ "id": pair.id, "verdict": result.verdict.as_str(), "reason": result.reason, "text_span": span })
        .to_string()
}
