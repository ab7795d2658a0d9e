//! What a person is told about an article: one conflict, with the spans of both sides.

use crate::diagnostic::Severity;
use crate::source::{Source, Span};

/// Kind of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// Two things cannot both be true.
    Contradiction,
    /// A rule is broken.
    Violation,
    /// Nothing on file supports it.
    Unverified,
}

/// One finding. Spans are bytes of the file on disk.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Name of the rule, claim or built-in check.
    pub rule: String,
    /// What kind of finding.
    pub kind: FindingKind,
    /// How bad.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// Why, in words an editor understands.
    pub reason: String,
    /// What to do, where the rule or check says so.
    pub help: Option<String>,
    /// The words in the article.
    pub span: Span,
    /// The other side, or sides.
    pub related: Vec<Related>,
    /// The statement in normal form, without places: what the fingerprint holds beside rule and words.
    pub normal_form: String,
    /// The steps that led here, one a line, for `--explain`.
    pub proof: Vec<String>,
}

/// The other side of a finding.
#[derive(Debug, Clone)]
pub struct Related {
    /// What it is.
    pub role: RelatedRole,
    /// The file that holds it.
    pub source: Source,
    /// The bytes there.
    pub span: Span,
    /// A few words.
    pub message: String,
}

/// What the other side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelatedRole {
    /// A claim of the rulebook.
    Claim,
    /// A rule of the rulebook.
    Rule,
    /// Another place of the same article.
    Statement,
    /// A document given with `--against`.
    Source,
    /// A row of CSV or JSON.
    Data,
}

/// Verdict on one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// A claim supports it.
    Supported,
    /// A claim contradicts it.
    Contradicted,
    /// Somebody asked to have it verified and no claim supports it.
    Unverified,
    /// Nobody asked, or it claims nothing.
    Unchecked,
}

/// All that checking found in one document.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The findings, in the order (start, end, rule, message).
    pub findings: Vec<Finding>,
    /// One verdict a statement, in the order of the statements.
    pub verdicts: Vec<Verdict>,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of sentences that were not understood.
    pub unread: usize,
}
