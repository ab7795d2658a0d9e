//! Spellings that the rulebook forbids (`never "Kiev"`), found word by word.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::rules::book::{Rulebook, Text};

use super::case::{Case, finding};
use super::finding::{Finding, FindingKind, RelatedRole};

/// The forbidden spellings, by their first word.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    by_first: BTreeMap<String, Vec<Spelling>>,
    /// Accepted names that hold a forbidden spelling ("Chicken Kiev"): words by their first one.
    accepted: BTreeMap<String, Vec<Vec<String>>>,
}

#[derive(Debug, Clone)]
struct Spelling {
    words: Vec<String>,
    entity: usize,
    text: Text,
}

impl Spellings {
    /// What `book` forbids.
    pub fn of(book: &Rulebook) -> Self {
        let mut out = Self::default();
        for (entity, item) in book.entities.iter().enumerate() {
            for text in &item.never {
                let words = split(&text.text);
                if let Some(first) = words.first().cloned() {
                    out.by_first.entry(first).or_default().push(Spelling {
                        words,
                        entity,
                        text: text.clone(),
                    });
                }
            }
            for text in std::iter::once(&item.name).chain(&item.also) {
                let words = split(&text.text);
                if let Some(first) = words.first().cloned() {
                    out.accepted.entry(first).or_default().push(words);
                }
            }
        }
        for list in out.by_first.values_mut() {
            list.sort_by_key(|s| std::cmp::Reverse(s.words.len()));
        }
        out
    }
}

/// Words as the eye has them; an apostrophe or a possessive `'s` is no part of a name.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every forbidden spelling in the article, case and all.
pub fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let spellings = &case.prepared.spellings;
    if spellings.by_first.is_empty() {
        return;
    }
    for sentence in &case.reading.sentences {
        let words: Vec<(&str, TextSpan)> = sentence
            .tree
            .words
            .iter()
            .filter(|w| !matches!(w.form.as_str(), "-" | "–"))
            .map(|w| (w.form.as_str(), w.span))
            .collect();
        let starts_with = |at: usize, spelling: &[String]| {
            spelling
                .iter()
                .enumerate()
                .all(|(n, word)| words.get(at + n).is_some_and(|(form, _)| *form == word.as_str()))
        };
        let mut at = 0;
        while let Some(&(form, first)) = words.get(at) {
            let accepted = spellings
                .accepted
                .get(form)
                .into_iter()
                .flatten()
                .filter(|name| starts_with(at, name))
                .map(Vec::len)
                .max();
            let forbidden = spellings
                .by_first
                .get(form)
                .and_then(|list| list.iter().find(|s| starts_with(at, &s.words)));
            match (forbidden, accepted) {
                (Some(found), accepted) if accepted.is_none_or(|n| n < found.words.len()) => {
                    let last = words.get(at + found.words.len() - 1).map_or(first, |(_, s)| *s);
                    report(case, found, first.cover(last), findings);
                    at += found.words.len();
                }
                (_, Some(n)) => at += n.max(1),
                _ => at += 1,
            }
        }
    }
}

fn report(case: &Case<'_>, found: &Spelling, span: TextSpan, findings: &mut Vec<Finding>) {
    let Some(entity) = case.prepared.book.entities.get(found.entity) else {
        return;
    };
    let name = &entity.name.text;
    let spelled = &found.text.text;
    let likeness = |text: &Text| (strsim::jaro_winkler(&text.text, spelled) * 1000.0) as u32;
    let right = std::iter::once(&entity.name)
        .chain(&entity.also)
        .max_by_key(|t| (likeness(t), std::cmp::Reverse(t.location)))
        .map_or(name, |t| &t.text);
    let mut out = finding(
        "name-variant",
        FindingKind::Violation,
        Severity::Error,
        format!("the house spelling is “{right}”, not “{spelled}”"),
        case.place(span),
    );
    out.reason = format!("the rulebook forbids the spelling “{spelled}” for {name}");
    out.help = Some(format!("Write “{right}”."));
    out.normal_form = spelled.clone();
    out.related.extend(case.on_file(
        RelatedRole::Rule,
        found.text.location,
        "this spelling is forbidden",
    ));
    out.proof.push(out.reason.clone());
    findings.push(out);
}
