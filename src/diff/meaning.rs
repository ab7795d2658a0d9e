//! Pairs of sentences → labelled changes.

use crate::checking::relate::Knowledge;
use crate::document::TextSpan;
use crate::report::Place;

use super::align::{Alignment, Pair};
use super::version::Version;
use super::words::Pairing;
use super::{
    Change, ChangeType, attribution, certainty, clauses, names, numbers, polarity, quotes, roles, times,
};

/// One label with the words that carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The kind of change.
    pub(super) kind: ChangeType,
    /// `could → will`
    pub(super) message: String,
    /// The words in the old revision, in its read text.
    pub(super) old: Option<TextSpan>,
    /// The words in the new revision.
    pub(super) new: Option<TextSpan>,
}

/// All changes, in the order of the new revision; a removed sentence stands after the sentence
/// that it stood after.
pub(super) fn changes(
    a: &Version<'_>,
    b: &Version<'_>,
    alignment: &Alignment,
    knowledge: &Knowledge,
) -> Vec<Change> {
    // (sentence in the new revision, 0 before and 1 after, sentence in the old one)
    let mut out: Vec<((usize, u8, usize), Change)> = Vec::new();
    for pair in &alignment.pairs {
        let key = (
            pair.new.first().copied().unwrap_or(0),
            0,
            pair.old.first().copied().unwrap_or(0),
        );
        if pair.same {
            if pair.moved {
                out.push((
                    key,
                    paired(a, b, pair, vec![ChangeType::Moved], "moved".to_owned()),
                ));
            }
            continue;
        }
        for change in compare_pair(a, b, pair, knowledge) {
            out.push((key, change));
        }
    }
    for &j in &alignment.added {
        if let Some(place) = place(b, b.span_of(&[j])) {
            let change = Change {
                types: vec![ChangeType::Added],
                message: format!("added: {}", short(&place.text)),
                old: None,
                new: Some(place),
            };
            out.push(((j, 0, 0), change));
        }
    }
    for &i in &alignment.removed {
        if let Some(place) = place(a, a.span_of(&[i])) {
            let after = alignment
                .pairs
                .iter()
                .filter(|p| p.old.iter().any(|&o| o < i))
                .max_by_key(|p| p.old.last().copied())
                .and_then(|p| p.new.last().copied());
            let change = Change {
                types: vec![ChangeType::Removed],
                message: format!("removed: {}", short(&place.text)),
                old: Some(place),
                new: None,
            };
            out.push(((after.unwrap_or(0), 1, i), change));
        }
    }
    out.sort_by_key(|x| x.0);
    out.into_iter().map(|(_, c)| c).collect()
}

/// The changes of one pair: one for the pair itself, and one for every clause that only one side has.
pub(super) fn compare_pair(
    a: &Version<'_>,
    b: &Version<'_>,
    pair: &Pair,
    knowledge: &Knowledge,
) -> Vec<Change> {
    let pairing = Pairing::new(a, b, pair, knowledge);
    if pairing.kept() < SAME_STATEMENT {
        return replaced(a, b, pair);
    }
    let altered = quotes::altered(&pairing);
    let mut labels: Vec<Label> = altered
        .iter()
        .map(|&(o, n)| Label {
            kind: ChangeType::QuoteAltered,
            message: format!(
                "“{}” → “{}”",
                short(a.document.slice(o)),
                short(b.document.slice(n))
            ),
            old: Some(o),
            new: Some(n),
        })
        .collect();
    let speakers = attribution::labels(&pairing, knowledge);
    labels.extend(speakers.labels);
    let mut rest = Vec::new();
    rest.extend(numbers::labels(&pairing));
    rest.extend(times::labels(&pairing));
    rest.extend(names::labels(&pairing, knowledge, &speakers.changed));
    rest.extend(roles::labels(&pairing));
    rest.extend(polarity::labels(&pairing, knowledge));
    rest.extend(certainty::labels(&pairing));
    // What changed inside a quotation is a change of the quotation.
    let inside = |label: &Label| {
        let within = |s: Option<TextSpan>, q: TextSpan| s.is_none_or(|s| q.contains(s));
        altered.iter().any(|&(o, n)| {
            (label.old.is_some() || label.new.is_some()) && within(label.old, o) && within(label.new, n)
        })
    };
    rest.retain(|l| !inside(l));
    labels.extend(rest);
    let mut out = Vec::new();
    let clauses = clauses::changes(&pairing, &labels);
    let mut types: Vec<ChangeType> = labels.iter().map(|l| l.kind).collect();
    if pair.moved {
        types.push(ChangeType::Moved);
    }
    types.sort_unstable();
    types.dedup();
    if types.iter().all(|t| !t.is_meaning()) {
        types.push(ChangeType::Reworded);
    }
    labels.sort_by_key(|l| l.kind);
    let mut messages: Vec<&str> = labels.iter().map(|l| l.message.as_str()).collect();
    messages.dedup();
    let message = if messages.is_empty() {
        describe(pair)
    } else {
        messages.join("; ")
    };
    out.push(paired(a, b, pair, types, message));
    out.extend(clauses);
    out
}

/// Share of their words with meaning that two sentences must have in common to say the same thing
/// in other words; beneath it one gave way to the other.
const SAME_STATEMENT: f64 = 0.4;

/// What was said there was dropped, and something else is said.
fn replaced(a: &Version<'_>, b: &Version<'_>, pair: &Pair) -> Vec<Change> {
    let old = place(a, a.span_of(&pair.old)).map(|place| Change {
        types: vec![ChangeType::Removed],
        message: format!("removed: {}", short(&place.text)),
        old: Some(place),
        new: None,
    });
    let new = place(b, b.span_of(&pair.new)).map(|place| Change {
        types: vec![ChangeType::Added],
        message: format!("added: {}", short(&place.text)),
        old: None,
        new: Some(place),
    });
    old.into_iter().chain(new).collect()
}

fn describe(pair: &Pair) -> String {
    match (pair.old.len(), pair.new.len()) {
        (1, 1) => "the same in other words".to_owned(),
        (1, n) => format!("split into {n} sentences"),
        (n, 1) => format!("{n} sentences merged"),
        _ => "the same in other sentences".to_owned(),
    }
}

fn paired(a: &Version<'_>, b: &Version<'_>, pair: &Pair, types: Vec<ChangeType>, message: String) -> Change {
    Change {
        types,
        old: place(a, a.span_of(&pair.old)),
        new: place(b, b.span_of(&pair.new)),
        message,
    }
}

/// The place in the file of a stretch of read text.
pub(super) fn place(version: &Version<'_>, span: TextSpan) -> Option<Place> {
    (!span.is_empty()).then(|| Place::new(&version.document.source, version.document.to_source(span)))
}

/// The words, cut after 60 characters.
pub(super) fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    let mut cut: String = text.chars().take(59).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}
