//! How a finding came about, one step a line: what `--explain` prints, and what can be gone over again.
//!
//! A step that rests on words ends with their place, `[article.txt:3:1-3:40]`: lines and columns from the first
//! character to the last. The steps are
//!
//! | step | holds when |
//! | --- | --- |
//! | `the article says: S [place]` | the words there are read as S |
//! | `claim N: S [place]`, `on file for N: S [place]` | the rulebook says S there |
//! | `by N: S, because [place]` | the inference N makes S of the steps that are indented beneath |
//! | `rule N asks for: P [place]` | what is said so far matches that pattern, with the variables that P shows |
//! | `rule N compares: C [place]` | the comparison there holds for these variables |
//! | `nothing says: P [place]` | no statement of article or rulebook matches that pattern |
//! | `rule N requires: D [place]` | what is required there is missing |
//! | `the article has: “W” [place]`, `M: “W” [place]` | the words W stand there |
//!
//! What stands between them without a place is how two statements were related.

use crate::document::Document;
use crate::rules::book::Rulebook;
use crate::source::{Location, Source, Span};

use super::finding::Finding;

/// The place of `span`, as it stands at the end of a step.
pub(crate) fn cite(source: &Source, span: Span) -> String {
    let start = source.position(span.start);
    // The last character, not the one behind it.
    let text = source.slice(span);
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let end = source.position(span.end - last);
    format!(
        " [{}:{}:{}-{}:{}]",
        source.path(),
        start.line,
        start.column,
        end.line,
        end.column
    )
}

/// The same of a place in a rule file or a file of data.
pub(crate) fn cite_on_file(book: &Rulebook, location: Location) -> String {
    book.sources
        .get(location.file)
        .map_or_else(String::new, |source| cite(source, location.span))
}

/// Gives findings that rest on words alone the places of these words: the article's own and the other side's.
pub(super) fn complete(document: &Document, findings: &mut [Finding]) {
    for finding in findings {
        if finding.proof.iter().any(|line| is_cited(line)) {
            continue;
        }
        let own = quoted(
            "the article has",
            &document.text_of(finding.span),
            &document.source,
            finding.span,
        );
        let others = finding.related.iter().map(|r| {
            if r.source.path() == document.source.path() {
                quoted(&r.message, &document.text_of(r.span), &r.source, r.span)
            } else {
                quoted(&r.message, r.source.slice(r.span), &r.source, r.span)
            }
        });
        let mut proof: Vec<String> = std::iter::once(own).chain(others).collect();
        proof.append(&mut finding.proof);
        if !proof.contains(&finding.reason) {
            proof.push(finding.reason.clone());
        }
        finding.proof = proof;
    }
}

/// The words at a place, on one line; of a whole item only the place.
fn quoted(what: &str, words: &str, source: &Source, span: Span) -> String {
    /// Longer ones are read where they stand.
    const LONGEST: usize = 200;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > LONGEST {
        format!("{what}{}", cite(source, span))
    } else {
        format!("{what}: “{words}”{}", cite(source, span))
    }
}

fn is_cited(line: &str) -> bool {
    line.ends_with(']') && line.contains(" [")
}
