//! `copydesk read`: how an article was read.

use std::io::Write;
use std::path::PathBuf;

use super::output::{Color, Output};
use super::project::{Common, Project};
use super::rules::{self, Rules};
use super::{Failure, Outcome};
use crate::document::Document;
use crate::pipeline;
use crate::reading::{Reading, conllu};
use crate::report::read;

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles, folders of them, or `-` for standard input [default: as copydesk.toml says, otherwise .]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Form,
    /// Write to this file, which is replaced only when everything was written
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// When to print colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// Forms in which a reading can be shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    /// Sentences with their statements.
    Human,
    /// One JSON object an article.
    Json,
    /// The syntax as CoNLL-U.
    Conllu,
    /// The syntax as drawings.
    Tree,
}

/// Prints how each article was read.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut project = Project::open(&args.common)?;
    let articles = project.articles(&args.paths)?;
    let rules = rules::load_all(&project)?;
    let mut output = Output::open(args.output.as_deref())?;
    let mut failures = Vec::new();
    for article in &articles {
        let document = match project.read(article) {
            Ok(document) => document,
            Err(failure) => {
                failures.push(failure);
                continue;
            }
        };
        if let Some(rules) = rules.get(article.rules) {
            let reading = pipeline::read(&document, &rules.prepared);
            print(args, &document, &reading, rules, &mut output)?;
        }
    }
    output.finish()?;
    if failures.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Err(Failure::Several(failures))
    }
}

fn print(
    args: &Args,
    document: &Document,
    reading: &Reading,
    rules: &Rules,
    output: &mut Output,
) -> Result<(), Failure> {
    let names: Vec<String> = rules
        .prepared
        .book
        .entities
        .iter()
        .map(|e| e.name.text.clone())
        .collect();
    let path = document.source.path();
    match args.format {
        Form::Human => {
            let color = args.color.on(args.output.as_deref());
            read::print_human(&read::report(document, reading, &names), color, output)?;
        }
        Form::Json => {
            let json = serde_json::to_string(&read::report(document, reading, &names));
            writeln!(output, "{}", json.map_err(|e| Failure::message(e.to_string()))?)?;
        }
        Form::Conllu => {
            let text = conllu::write(&document.text, &reading.sentences, path);
            output.write_all(text.as_bytes())?;
        }
        Form::Tree => {
            for sentence in &reading.sentences {
                let line = document
                    .source
                    .position(document.to_source(sentence.span).start)
                    .line;
                writeln!(output, "{path}:{line}\n{}", conllu::draw(&sentence.tree))?;
            }
        }
    }
    Ok(())
}
