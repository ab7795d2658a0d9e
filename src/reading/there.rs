//! "there": the place last spoken of.
//!
//! "They met in Norland on Friday. The two signed a treaty there." The word is resolved where the last
//! sentence with a named place, this one or the one before in the same block, has only one.

use super::Sentence;
use super::statement::{Circumstance, CircumstanceKind, Phrase, Statement};
use crate::document::TextSpan;

/// Gives every "there" of `statements` the phrase of the place that it stands for.
pub(super) fn resolve(statements: &mut [Statement], sentences: &[Sentence]) {
    let mut found: Vec<(usize, usize, Circumstance)> = Vec::new();
    for (i, statement) in statements.iter().enumerate() {
        for (k, circumstance) in statement.circumstances.iter().enumerate() {
            if is_there(circumstance)
                && let Some(sentence) = sentences.get(statement.sentence)
                && let Some(place) = before(statements, sentences, statement.sentence, circumstance.span)
                && let Some(phrase) = &place.phrase
                && let Some(head) = sentence
                    .tree
                    .words
                    .iter()
                    .position(|w| w.span == circumstance.span)
            {
                let phrase = Phrase {
                    span: circumstance.span,
                    text: circumstance.text.clone(),
                    head,
                    antecedent: Some(phrase.span),
                    modifiers: Vec::new(),
                    conjuncts: Vec::new(),
                    count: None,
                    ..phrase.clone()
                };
                let resolved = Circumstance {
                    marker: place.marker.clone(),
                    value: Some(phrase.lemma.clone()),
                    phrase: Some(phrase),
                    ..circumstance.clone()
                };
                found.push((i, k, resolved));
            }
        }
    }
    for (i, k, resolved) in found {
        if let Some(place) = statements.get_mut(i).and_then(|s| s.circumstances.get_mut(k)) {
            *place = resolved;
        }
    }
}

fn is_there(circumstance: &Circumstance) -> bool {
    circumstance.kind == CircumstanceKind::Place
        && circumstance.phrase.is_none()
        && circumstance.text.eq_ignore_ascii_case("there")
}

/// The one named place of the nearest sentence that has any, in front of `there`.
fn before<'a>(
    statements: &'a [Statement],
    sentences: &[Sentence],
    sentence: usize,
    there: TextSpan,
) -> Option<&'a Circumstance> {
    let block = sentences.get(sentence)?.block;
    let nearest = [Some(sentence), sentence.checked_sub(1)];
    for sentence in nearest.into_iter().flatten() {
        if sentences.get(sentence)?.block != block {
            return None;
        }
        let mut places = statements
            .iter()
            .filter(|s| s.sentence == sentence)
            .flat_map(|s| &s.circumstances)
            .filter(|c| c.kind == CircumstanceKind::Place && c.span.end <= there.start)
            .filter(|c| {
                c.phrase
                    .as_ref()
                    .is_some_and(|p| p.entity.is_some() && p.conjuncts.is_empty())
            });
        if let Some(place) = places.next() {
            let same = |c: &Circumstance| c.value == place.value;
            return places.all(same).then_some(place);
        }
    }
    None
}
