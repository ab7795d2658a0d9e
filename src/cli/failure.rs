//! Why a run could not be carried out.

use std::io::{self, Write};

use super::output;
use crate::diagnostic::Diagnostic;
use crate::report::terminal;
use crate::source::Sources;

/// Why a run could not be carried out; every kind ends in exit code 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something that has no place in a file.
    Message {
        /// What went wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// Mistakes in rule files or in the configuration.
    Diagnostics {
        /// The mistakes.
        diagnostics: Vec<Diagnostic>,
        /// The files that they stand in.
        sources: Sources,
    },
    /// Several of them.
    Several(Vec<Failure>),
    /// The other end of the pipe is gone.
    BrokenPipe,
}

impl Failure {
    /// A message alone.
    pub(crate) fn message(message: impl Into<String>) -> Self {
        Self::Message {
            message: message.into(),
            help: None,
        }
    }
    /// A message with advice.
    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Message {
            message: message.into(),
            help: Some(help.into()),
        }
    }
    /// What the system said about a file.
    pub(crate) fn io(path: &str, error: &io::Error) -> Self {
        Self::message(format!("{path}: {}", plain(error)))
    }
    /// Says on standard error what went wrong.
    pub(crate) fn print(&self) {
        let mut err = io::stderr().lock();
        // Nobody is left to be told when standard error can't be written.
        let _ = self.write(&mut err);
    }
    fn write(&self, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Message { message, help } => {
                writeln!(err, "copydesk: {message}")?;
                help.iter().try_for_each(|help| writeln!(err, "  help: {help}"))
            }
            Self::Diagnostics { diagnostics, sources } => {
                terminal::print_diagnostics(diagnostics, sources, output::color_on_stderr(), err)
            }
            Self::Several(failures) => failures.iter().try_for_each(|f| f.write(err)),
            Self::BrokenPipe => Ok(()),
        }
    }
}

impl std::fmt::Display for Failure {
    /// The message on one line, for use within another message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Message { message, .. } => f.write_str(message),
            Self::Diagnostics { diagnostics, .. } => {
                f.write_str(diagnostics.first().map_or("", |d| d.message.as_str()))
            }
            Self::Several(failures) => failures.first().map_or(Ok(()), |first| first.fmt(f)),
            Self::BrokenPipe => f.write_str("nobody reads the output"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::message(format!("cannot write the output: {}", plain(&error)))
        }
    }
}

/// The system's words without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
