//! The command line: the only place with input, output and exit codes.

mod baseline;
mod check;
mod diff;
mod failure;
mod find;
mod input;
mod output;
mod project;
mod rules;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Reads articles against a rulebook and points at the words.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, long_about = None, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check articles against the rulebook
    Check(check::Args),
    /// Say what changed between two revisions of an article, in meaning
    Diff(diff::Args),
    /// Accept what is found today, so that only new findings fail
    Baseline(baseline::Args),
}

/// What a run that could be carried out came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Clean,
    /// Findings at or above `--fail-on`, failed rule tests, files that are not formatted.
    Findings,
}

/// Runs the program on the process's own arguments.
///
/// Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 the run itself failed.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Baseline(args) => baseline::run(&args),
    };
    exit_code(result)
}

/// The one place where exit codes are decided. (`clap` exits with 2 on wrong arguments.)
fn exit_code(result: Result<Outcome, Failure>) -> ExitCode {
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever reads our output has seen enough (`copydesk check | head`).
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
