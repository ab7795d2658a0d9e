//! Findings → [`Report`] → bytes in one of the output formats. The JSON contract is this type.

pub mod baseline;
pub mod build;
pub mod excerpt;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod page;
pub mod printers;
pub mod read;
pub mod sarif;
pub mod short;
pub mod suppress;
pub mod terminal;

use serde::{Deserialize, Serialize};

use crate::checking::finding::{FindingKind, RelatedRole};
use crate::diagnostic::Severity;

pub use build::{assemble, document_report};
pub use printers::{Files, PRINTERS, Printer, Printing, RuleInfo, printer};

/// What one run of `check` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this format: 1.
    pub version: u32,
    /// The documents, sorted by path.
    pub documents: Vec<DocumentReport>,
    /// Totals.
    pub summary: Summary,
}

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentReport {
    /// The path as it was given.
    pub path: String,
    /// Number of statements.
    pub statements: usize,
    /// How many statements got which verdict.
    pub verdicts: Verdicts,
    /// How much of the text became statements.
    pub read: Coverage,
    /// The findings in order of their place.
    pub findings: Vec<Item>,
}

/// Verdicts counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verdicts {
    /// A claim supports it.
    pub supported: usize,
    /// A claim contradicts it.
    pub contradicted: usize,
    /// Asked to be verified, and no claim supports it.
    pub unverified: usize,
    /// Nobody asked, or it claims nothing.
    pub unchecked: usize,
}

/// How much of a text became statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Number of sentences.
    pub sentences: usize,
    /// Number of sentences that were not understood.
    pub unread: usize,
}

/// Totals of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Number of documents.
    pub documents: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
}

/// One finding, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable fingerprint: rule, statement in normal form and words; no offsets.
    pub id: String,
    /// Name of the rule, claim or built-in check.
    pub rule: String,
    /// Kind of finding.
    pub kind: FindingKind,
    /// How bad.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// Why.
    pub reason: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<String>,
    /// The words in the article.
    pub span: Place,
    /// The other sides.
    pub related: Vec<RelatedPlace>,
    /// The steps that led here.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub proof: Vec<String>,
}

/// A place in a file, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// First byte in the file.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// 1-based line of the first byte.
    pub line: usize,
    /// 1-based column of the first byte in Unicode scalar values.
    pub column: usize,
    /// 1-based column of the first byte in UTF-16 code units.
    pub utf16_column: usize,
    /// The bytes of the file there, as text.
    pub text: String,
}

/// The other side of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedPlace {
    /// What it is.
    pub role: RelatedRole,
    /// The file.
    pub path: String,
    /// The place in it.
    pub span: Place,
    /// A few words.
    pub message: String,
}
