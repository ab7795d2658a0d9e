//! `copydesk completions` and `copydesk man`: for shells and manuals.

use std::io::Write;

use clap::CommandFactory;

use super::output::Output;
use super::{Cli, Failure, Outcome};

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints a completion script.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "copydesk", &mut script);
    print(&script)
}

/// Prints the manual page (roff), that of every command after the other.
pub(crate) fn man() -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command
        .get_subcommands()
        .filter(|c| !c.is_hide_set() && c.get_name() != "help")
    {
        clap_mangen::Man::new(sub.clone()).render(&mut page)?;
    }
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    let mut output = Output::open(None)?;
    output.write_all(bytes)?;
    output.finish()?;
    Ok(Outcome::Clean)
}
