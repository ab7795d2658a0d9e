//! `copydesk fmt`: rule files in canonical form.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::output::Output;
use super::{Failure, Outcome, project, rules};
use crate::rules::{format, grammar, has_errors};
use crate::source::{Source, Sources};

/// Arguments of `fmt`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Rule files and folders of them; `-` formats standard input [default: as copydesk.toml says, otherwise rules/]
    rules: Vec<PathBuf>,
    /// Configuration file, in place of the nearest copydesk.toml upward
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write nothing; name the files that are not in canonical form, and exit with 1 when there is one
    #[arg(long)]
    check: bool,
}

/// Formats the files in place.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.rules.iter().any(|path| path.as_os_str() == "-") {
        return standard_input(args.check);
    }
    let paths = project::rule_paths(&args.rules, args.config.as_deref(), "format")?;
    let mut all = Sources::default();
    let mut mistakes = Vec::new();
    let mut changed = Vec::new();
    for source in rules::files(&paths)? {
        match formatted(&source, &mut all, &mut mistakes) {
            Some(text) if text != source.text() => changed.push((source, text)),
            _ => {}
        }
    }
    let mut output = Output::open(None)?;
    for (source, text) in &changed {
        if args.check {
            writeln!(output, "{}", source.path())?;
        } else {
            let path = Path::new(source.path());
            let mut file = Output::open(Some(path))?;
            file.write_all(text.as_bytes())
                .map_err(|e| Failure::io(source.path(), &e))?;
            file.finish()?;
        }
    }
    output.finish()?;
    if !mistakes.is_empty() {
        return Err(Failure::Diagnostics {
            diagnostics: mistakes,
            sources: all,
        });
    }
    Ok(if args.check && !changed.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// The canonical text; a file with mistakes adds them and stays as it is.
fn formatted(
    source: &Source,
    all: &mut Sources,
    mistakes: &mut Vec<crate::diagnostic::Diagnostic>,
) -> Option<String> {
    let id = all.add(source.clone());
    let (tree, mut diagnostics) = grammar::parse(id, source);
    if has_errors(&diagnostics) {
        mistakes.append(&mut diagnostics);
        return None;
    }
    Some(format::print(&tree))
}

fn standard_input(check: bool) -> Result<Outcome, Failure> {
    let mut text = String::new();
    io::stdin()
        .lock()
        .take(super::input::MAX_BYTES)
        .read_to_string(&mut text)
        .map_err(|e| Failure::io("standard input", &e))?;
    let source = Source::new("standard input", text);
    let mut all = Sources::default();
    let mut mistakes = Vec::new();
    let Some(text) = formatted(&source, &mut all, &mut mistakes) else {
        return Err(Failure::Diagnostics {
            diagnostics: mistakes,
            sources: all,
        });
    };
    if check {
        return Ok(if text == source.text() {
            Outcome::Clean
        } else {
            Outcome::Findings
        });
    }
    let mut output = Output::open(None)?;
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(Outcome::Clean)
}
