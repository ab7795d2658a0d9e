//! (Document, Checked) → [`DocumentReport`]; document reports → [`Report`].

use super::fingerprint::Fingerprints;
use super::{Coverage, DocumentReport, Item, Place, RelatedPlace, Report, Summary, Verdicts};
use crate::checking::finding::{Checked, Finding, Verdict};
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::source::{Source, Span};

impl Place {
    /// The place `span` of `source`, with lines, columns and text.
    pub fn new(source: &Source, span: Span) -> Self {
        let position = source.position(span.start);
        Self {
            start: span.start,
            end: span.end,
            line: position.line,
            column: position.column,
            utf16_column: position.utf16_column,
            text: source.slice(span).to_owned(),
        }
    }
    /// Line and column (in Unicode scalar values) just after the last character.
    pub fn end_position(&self) -> (usize, usize) {
        match self.text.rsplit_once('\n') {
            Some((before, last)) => (
                self.line + 1 + before.matches('\n').count(),
                last.chars().count() + 1,
            ),
            None => (self.line, self.column + self.text.chars().count()),
        }
    }
}

/// What was found in one document.
pub fn document_report(document: &Document, checked: &Checked) -> DocumentReport {
    let mut verdicts = Verdicts::default();
    for verdict in &checked.verdicts {
        match verdict {
            Verdict::Supported => verdicts.supported += 1,
            Verdict::Contradicted => verdicts.contradicted += 1,
            Verdict::Unverified => verdicts.unverified += 1,
            Verdict::Unchecked => verdicts.unchecked += 1,
        }
    }
    let mut findings: Vec<&Finding> = checked.findings.iter().collect();
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut fingerprints = Fingerprints::default();
    DocumentReport {
        path: document.source.path().to_owned(),
        statements: checked.verdicts.len(),
        verdicts,
        read: Coverage {
            sentences: checked.sentences,
            unread: checked.unread,
        },
        findings: findings
            .into_iter()
            .map(|f| item(document, f, &mut fingerprints))
            .collect(),
    }
}

/// The total order of findings within a document.
fn order(f: &Finding) -> (usize, usize, &str, &str, &str) {
    (f.span.start, f.span.end, &f.rule, &f.message, &f.reason)
}

fn item(document: &Document, finding: &Finding, fingerprints: &mut Fingerprints) -> Item {
    let words = document.text_of(finding.span);
    Item {
        id: fingerprints.next(&finding.rule, &finding.normal_form, &words),
        rule: finding.rule.clone(),
        kind: finding.kind,
        severity: finding.severity,
        message: finding.message.clone(),
        reason: finding.reason.clone(),
        help: finding.help.clone(),
        span: Place::new(&document.source, finding.span),
        related: finding
            .related
            .iter()
            .map(|r| RelatedPlace {
                role: r.role,
                path: r.source.path().to_owned(),
                span: Place::new(&r.source, r.span),
                message: r.message.clone(),
            })
            .collect(),
        proof: finding.proof.clone(),
    }
}

/// One report of all documents, sorted by path.
pub fn assemble(mut documents: Vec<DocumentReport>) -> Report {
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let mut summary = Summary {
        documents: documents.len(),
        ..Summary::default()
    };
    for item in documents.iter().flat_map(|d| &d.findings) {
        match item.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Note => summary.notes += 1,
        }
    }
    Report {
        version: 1,
        documents,
        summary,
    }
}
