//! Marks in the text of a page. Findings may overlap, HTML elements may not: the text is cut wherever a
//! mark begins or ends.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::escape;
use crate::diagnostic::Severity;
use crate::document::{Document, TextSpan};

/// Words that a finding is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// The words in the read text.
    pub(super) span: TextSpan,
    /// Number of the finding on the page.
    pub(super) number: usize,
    pub(super) severity: Severity,
    /// The other end of the finding.
    pub(super) other: bool,
}

/// The text of a block with the marks in it.
pub(super) fn marked(document: &Document, block: TextSpan, marks: &[Mark]) -> String {
    let within: Vec<&Mark> = marks.iter().filter(|m| m.span.overlaps(block)).collect();
    let mut cuts = BTreeSet::from([block.start, block.end]);
    for mark in &within {
        cuts.insert(mark.span.start.clamp(block.start, block.end));
        cuts.insert(mark.span.end.clamp(block.start, block.end));
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let piece = TextSpan::new(start, end);
        let text = escape(document.slice(piece));
        let here: Vec<&&Mark> = within.iter().filter(|m| m.span.contains(piece)).collect();
        let Some(worst) = here.iter().max_by_key(|m| (!m.other, m.severity)) else {
            out.push_str(&text);
            continue;
        };
        let class = if worst.other {
            "other"
        } else {
            worst.severity.as_str()
        };
        let names: Vec<String> = here.iter().map(|m| m.number.to_string()).collect();
        let _ = write!(out, "<mark class=\"{class}\" data-f=\"{}\">", names.join(" "));
        // The first piece of a mark is where links to it lead.
        for m in here.iter().filter(|m| m.span.start.max(block.start) == start) {
            let _ = write!(
                out,
                "<a id=\"{}{}\"></a>",
                if m.other { 'o' } else { 'm' },
                m.number
            );
        }
        let _ = write!(out, "{text}</mark>");
        for m in here
            .iter()
            .filter(|m| !m.other && m.span.end.min(block.end) == end)
        {
            let _ = write!(out, "<sup><a href=\"#f{0}\">{0}</a></sup>", m.number);
        }
    }
    out
}
