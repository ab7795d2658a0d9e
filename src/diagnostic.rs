//! What is wrong with an input file (a rule file, a configuration, a baseline), as plain data.
//!
//! Findings about articles are [`crate::checking::finding::Finding`]; this type is for mistakes that
//! end a run with exit code 2, and for warnings about rule files.

use serde::{Deserialize, Serialize};

use crate::source::Location;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One message with the places that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of mistake, for example `unknown-name`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// Where; the first is the place that is shown.
    pub labels: Vec<Label>,
    /// What was expected, what to do.
    pub notes: Vec<String>,
    /// A change to the file that mends it, where one is near.
    pub fix: Option<Fix>,
}

/// A replacement for the text at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The bytes to replace; empty to insert.
    pub location: Location,
    /// What to write there.
    pub replacement: String,
}

/// A place with a few words beneath it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub location: Location,
    /// The words.
    pub message: String,
    /// Whether this is the main place.
    pub primary: bool,
}

impl Diagnostic {
    /// An error at one place.
    pub fn error(
        code: &'static str,
        message: impl Into<String>,
        location: Location,
        label: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![Label {
                location,
                message: label.into(),
                primary: true,
            }],
            notes: Vec::new(),
            fix: None,
        }
    }
    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
    /// With a second place.
    #[must_use]
    pub fn with_label(mut self, location: Location, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            location,
            message: message.into(),
            primary: false,
        });
        self
    }
    /// With a line of advice.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
    /// With a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, location: Location, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            location,
            replacement: replacement.into(),
        });
        self
    }
}
