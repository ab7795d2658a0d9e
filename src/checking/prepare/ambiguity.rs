//! English of the rulebook that can be read in two ways.
//!
//! A pattern is matched as it was read, and an editor who meant the other reading would wait in vain for
//! the rule to fire. The parser says how likely each other tree is; where one of them is nearly as likely
//! and says something else, both readings are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::reading::english::{English as ReadEnglish, other_readings, read_all};
use crate::reading::parser::Cores;
use crate::reading::statement::{CircumstanceKind, Phrase, Polarity, Role, Statement};
use crate::rules::book::English;
use crate::source::Location;

use super::Prepared;
use super::english::{all_english, main_statements};
use crate::checking::slots::slots;

/// A warning for every text of the rule files that can be read in two ways, in order of place.
///
/// Parses all English anew: for `copydesk test`, not for every check.
pub fn ambiguities(prepared: &Prepared) -> Vec<Diagnostic> {
    let mut seen: BTreeSet<Location> = BTreeSet::new();
    let english: Vec<&English> = all_english(&prepared.book)
        .into_iter()
        .filter(|e| !e.text.text.is_empty() && seen.insert(e.text.location))
        .collect();
    let mut found: Vec<Diagnostic> = english
        .par_iter()
        .filter_map(|english| ambiguity(english, prepared))
        .collect();
    found.sort_by_key(|d| d.labels.first().map(|l| l.location));
    found
}

fn ambiguity(english: &English, prepared: &Prepared) -> Option<Diagnostic> {
    let text = english.text.text.as_str();
    // A quotation is compared by its words.
    if text.contains(['“', '"']) {
        return None;
    }
    let slots = slots(english);
    let english_text = ReadEnglish {
        text,
        slots: &slots,
        date: None,
        whole: true,
    };
    let (_, reading) = read_all(&[english_text], &prepared.names, Cores::One).pop()?;
    let first = main_statements(&reading);
    if first.is_empty() {
        return None;
    }
    let other = other_readings(english_text, &prepared.names)
        .iter()
        .map(main_statements)
        .find(|other| !other.is_empty() && cores(other) != cores(&first))?;
    Some(
        Diagnostic::error(
            "pattern-reads-two-ways",
            "this can be read in two ways",
            english.text.location,
            "say it so that only one is left",
        )
        .warning()
        .with_note(format!("it is read as: {}", shown(&first)))
        .with_note(format!("and not as: {}", shown(&other))),
    )
}

/// What happens to whom, without the phrases whose place in the sentence is often anyone's guess ("signed a
/// deal with Norland"): those are compared wherever they hang.
fn cores(statements: &[Arc<Statement>]) -> Vec<String> {
    statements
        .iter()
        .map(|statement| {
            let mut out = format!("{:?} {}", statement.polarity, statement.predicate.lemma);
            let objects = statement
                .objects
                .iter()
                .filter(|o| !matches!(o.role, Role::Oblique(_)));
            for argument in statement.subject.iter().chain(objects) {
                out.push_str(&format!(" {:?} {}", argument.role, argument.phrase.lemma));
            }
            out
        })
        .collect()
}

fn shown(statements: &[Arc<Statement>]) -> String {
    statements.iter().map(|s| parts(s)).collect::<Vec<_>>().join("; ")
}

/// A statement part by part: two readings of the same words differ in which part they are.
fn parts(statement: &Statement) -> String {
    let name = |phrase: &Phrase| match &phrase.variable {
        Some(variable) => format!("{{{variable}}}"),
        None => phrase.text.clone(),
    };
    let mut out = vec![match statement.polarity {
        Polarity::Affirmed => statement.predicate.text.clone(),
        Polarity::Denied => format!("{} (denied)", statement.predicate.text),
    }];
    if let Some(subject) = &statement.subject {
        out.push(format!("who or what: {}", name(&subject.phrase)));
    }
    for object in &statement.objects {
        let asks = match &object.role {
            Role::Oblique(preposition) if !preposition.is_empty() => preposition.as_str(),
            _ => "whom or what",
        };
        out.push(format!("{asks}: {}", name(&object.phrase)));
    }
    for circumstance in &statement.circumstances {
        let asks = match circumstance.kind {
            CircumstanceKind::Time => "when",
            CircumstanceKind::Place => "where",
            CircumstanceKind::Manner => "how",
            CircumstanceKind::Condition => "if",
            CircumstanceKind::Other => circumstance.marker.as_str(),
        };
        let what = circumstance
            .phrase
            .as_ref()
            .map_or_else(|| circumstance.text.clone(), name);
        out.push(format!("{asks}: {what}"));
    }
    out.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{self, NoFiles};
    use crate::source::Source;

    fn told(text: &str) -> Vec<Diagnostic> {
        let (book, diagnostics) = rules::load(vec![Source::new("a.desk", text)], &NoFiles);
        assert!(!rules::has_errors(&diagnostics), "{diagnostics:?}");
        ambiguities(&super::super::prepare(book, &[], None).0)
    }

    #[test]
    fn two_readings_are_both_shown() {
        let found = told("claim verdict\n  \"The jury found Keane guilty of breaking safety law.\"\n");
        let [one] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(one.code, "pattern-reads-two-ways");
        let [first, second] = one.notes.as_slice() else {
            panic!("{one:?}")
        };
        assert!(
            first.starts_with("it is read as: found, who or what: The jury"),
            "{first}"
        );
        assert!(second.starts_with("and not as: ") && second != first, "{second}");
    }

    #[test]
    fn plain_sentences_have_one() {
        let rules = "claim opened\n  \"Ada Moreno opened the bridge with a speech in May 2024.\"\n\nrule r\n  error \"No.\"\n  never \"{someone} signed {something} with {country}\"\n";
        assert_eq!(told(rules), []);
    }
}
