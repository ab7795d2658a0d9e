//! The command line: the only place with input, output and exit codes.

mod baseline;
mod cache;
mod check;
mod completions;
mod config;
mod diff;
mod explain;
mod failure;
mod find;
mod fmt;
mod init;
mod input;
mod memory;
mod output;
mod project;
mod read;
mod relate;
mod rules;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Reads articles against a rulebook and points at the words.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Neither use nor keep what earlier runs made of the rules
    #[arg(long, global = true)]
    no_cache: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check articles against the rulebook
    Check(check::Args),
    /// Show how articles were read: every statement with its parts
    Read(read::Args),
    /// Run the tests that stand in rule files
    Test(test::Args),
    /// Say what a rule, claim or check means, or why it does not fire
    Explain(explain::Args),
    /// Say of pairs of text and claim whether the text supports the claim (JSON Lines)
    Relate(relate::Args),
    /// Say what changed in meaning between two revisions of an article
    Diff(diff::Args),
    /// Accept what is found today, so that only new findings fail
    Baseline(baseline::Args),
    /// Put rule files into canonical form
    Fmt(fmt::Args),
    /// Show which settings hold and where they come from
    Config(config::Args),
    /// Start a project: a configuration and a first rule file
    Init(init::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Print the manual page
    Man,
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
    let cli = Cli::parse();
    memory::make_room();
    if cli.no_cache {
        cache::turn_off();
    }
    let result = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Relate(args) => relate::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man => completions::man(),
    };
    cache::keep();
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
