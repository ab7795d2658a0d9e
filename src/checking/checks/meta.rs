//! What a check says of itself: its name, its manual page, its examples.

use crate::checking::finding::FindingKind;
use crate::diagnostic::Severity;

/// What a check says of itself. The examples are tested.
#[derive(Debug)]
pub struct Meta {
    /// Stable name in kebab-case, after what is wrong.
    pub id: &'static str,
    /// Kind of its findings.
    pub kind: FindingKind,
    /// How bad they are.
    pub severity: Severity,
    /// One line.
    pub summary: &'static str,
    /// What it looks at, what it lets pass, and why.
    pub manual: &'static str,
    /// The handbook or paper that asks for it.
    pub source: &'static str,
    /// Whether it runs unless switched on by name.
    pub on: bool,
    /// Texts that it flags.
    pub flags: &'static [Example],
    /// Texts that look like it and that it lets pass.
    pub allows: &'static [Example],
}

/// A text to try a check on.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The article.
    pub text: &'static str,
    /// The day that it is dated, `2025-08-17`; empty for none.
    pub dated: &'static str,
}

/// An example without a dateline.
pub(super) const fn text(text: &'static str) -> Example {
    Example { text, dated: "" }
}

/// An example with a dateline.
pub(super) const fn dated(dated: &'static str, text: &'static str) -> Example {
    Example { text, dated }
}
