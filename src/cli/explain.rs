//! `copydesk explain`: what a rule, claim or check means, and why it says nothing somewhere.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::output::Output;
use super::project::{Common, Project};
use super::rules::{self, Rules};
use super::{Failure, Outcome};
use crate::checking::case::Case;
use crate::checking::checks::{self, Meta};
use crate::checking::explain;
use crate::config::nearest;
use crate::pipeline;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name of a rule, a claim or a check, as findings show it; all names where none is given
    name: Option<String>,
    /// Say which part of the rule or claim did not hold on this line of an article
    #[arg(long, value_name = "FILE:LINE", requires = "name")]
    why_not: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Prints what a rule means, or why it does not fire on a line.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match (&args.name, &args.why_not) {
        (Some(name), Some(place)) => why_not(args, name, place),
        (Some(name), None) => one(args, name),
        (None, _) => all(args),
    }
}

fn load(args: &Args) -> Result<Rules, Failure> {
    rules::load(&Project::open(&args.common)?.default_rules()?)
}

fn one(args: &Args, name: &str) -> Result<Outcome, Failure> {
    let rules = load(args)?;
    let text = describe(&rules, name).ok_or_else(|| unknown(&rules, name))?;
    let mut output = Output::open(None)?;
    writeln!(output, "{}", text.trim_end())?;
    output.finish()?;
    Ok(Outcome::Clean)
}

fn describe(rules: &Rules, name: &str) -> Option<String> {
    explain::describe(&rules.prepared.book, name)
        .or_else(|| checks::find(name).map(|c| manual(c.meta())))
        .or_else(|| {
            let info = rules.infos().iter().find(|i| i.name == name)?;
            let help = info.help.as_ref().map_or(String::new(), |h| format!("\n\n{h}"));
            Some(format!(
                "{}: {}\n{}{help}",
                info.severity.as_str(),
                info.name,
                info.summary
            ))
        })
}

/// The manual page of a built-in check.
fn manual(meta: &Meta) -> String {
    let mut out = format!(
        "{}: {}\n{}\n\n{}\n",
        meta.severity.as_str(),
        meta.id,
        meta.summary,
        meta.manual.trim()
    );
    for (title, examples) in [("It flags", meta.flags), ("It lets pass", meta.allows)] {
        if !examples.is_empty() {
            out.push_str(&format!("\n{title}:\n"));
        }
        for example in examples {
            let dated = if example.dated.is_empty() {
                String::new()
            } else {
                format!(" (dated {})", example.dated)
            };
            out.push_str(&format!("  “{}”{dated}\n", example.text));
        }
    }
    if !meta.source.is_empty() {
        out.push_str(&format!("\nAfter: {}\n", meta.source));
    }
    out
}

fn unknown(rules: &Rules, name: &str) -> Failure {
    let names: Vec<&str> = rules.names().collect();
    let message = format!("no rule, claim or check is named `{name}`");
    match nearest(name, &names) {
        Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
        None => Failure::with_help(message, "`copydesk explain` without a name lists them all"),
    }
}

fn all(args: &Args) -> Result<Outcome, Failure> {
    let rules = load(args)?;
    let mut output = Output::open(None)?;
    for info in rules.infos() {
        writeln!(
            output,
            "{:<8}{}: {}",
            info.severity.as_str(),
            info.name,
            info.summary
        )?;
    }
    output.finish()?;
    Ok(Outcome::Clean)
}

fn why_not(args: &Args, name: &str, place: &str) -> Result<Outcome, Failure> {
    let wrong = || {
        Failure::with_help(
            format!("`{place}` is no place in an article"),
            "write it as article.txt:12",
        )
    };
    let (file, line) = place.rsplit_once(':').ok_or_else(wrong)?;
    let line: usize = line.parse().map_err(|_| wrong())?;
    let mut project = Project::open(&args.common)?;
    let articles = project.articles(&[PathBuf::from(file)])?;
    let rules = rules::load_all(&project)?;
    let (Some(article), Some(rules)) = (articles.first(), rules.first()) else {
        return Err(wrong());
    };
    let document = project.read(article)?;
    let reading = Arc::new(pipeline::read(&document, &rules.prepared));
    let case = Case::new(&rules.prepared, &document, Arc::clone(&reading));
    let trees = explain::why_not(&case, name, line).ok_or_else(|| match checks::find(name) {
        Some(_) => Failure::with_help(
            format!("`{name}` is a check of the program, which has no pattern to be held against a line"),
            format!("`copydesk explain {name}` says what it flags and what it lets pass"),
        ),
        None => unknown(rules, name),
    })?;
    let mut output = Output::open(None)?;
    if trees.is_empty() {
        let lines = document.source.line_starts().len();
        let why = if line > lines {
            format!("the file has {lines} lines")
        } else {
            "no statement was read from this line; `copydesk read` shows what was".to_owned()
        };
        writeln!(output, "{place}: {why}")?;
    }
    for tree in trees {
        writeln!(output, "{}\n", tree.lines().join("\n"))?;
    }
    output.finish()?;
    Ok(Outcome::Clean)
}
