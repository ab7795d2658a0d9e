//! The command line: the only place with input, output and exit codes.

use std::process::ExitCode;

/// Runs the program on the process's own arguments.
///
/// Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 the run itself failed.
pub fn run() -> ExitCode {
    ExitCode::from(2)
}
