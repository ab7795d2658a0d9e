//! "For the first time": that it had not been so before.
//!
//! - "It was the first time that Norland had signed", "Norland signed for the first time": it had not signed before.
//! - "It is the second time that she has won": she has won before.

use super::relation::Side;
use crate::reading::statement::{EmbeddingKind, Phrase, Polarity, Role, Statement, Tense};

/// What the statement says of the time before it.
pub(super) fn before(side: Side<'_>) -> Option<Statement> {
    let statement = side.statement;
    if statement.polarity == Polarity::Denied || has_adverb(statement, BEFORE) {
        return None;
    }
    let above = statement.parent.filter(|p| p.relation == EmbeddingKind::Relative);
    let above = above.and_then(|p| side.reading.statements.get(p.statement));
    // "won it for the first time in 2010": before that year, not before today.
    if !statement.times.is_empty() || above.is_some_and(|s| !s.times.is_empty()) {
        return None;
    }
    let counted = above
        .filter(|s| s.predicate.lemma == "be" && s.polarity == Polarity::Affirmed)
        .and_then(|s| s.objects.iter().find(|o| o.role == Role::Attribute));
    let (rank, time) = [counted, statement.oblique("for")]
        .into_iter()
        .flatten()
        .find_map(|o| Some((rank(&o.phrase)?, o.phrase.span)))?;
    let mut out = statement.clone();
    out.objects.retain(|o| o.phrase.span != time);
    out.circumstances.retain(|c| c.time.is_none());
    out.times.clear();
    out.polarity = match rank {
        Rank::First => Polarity::Denied,
        Rank::Later => Polarity::Affirmed,
    };
    out.predicate.tense = Tense::Past;
    out.predicate.perfect = true;
    out.predicate.adverbs.push(BEFORE.to_owned());
    Some(out)
}

/// "had signed before": whether it speaks of the time before.
pub(super) fn speaks_of_before(statement: &Statement) -> bool {
    statement.polarity == Polarity::Affirmed
        && statement
            .predicate
            .adverbs
            .iter()
            .any(|a| matches!(a.as_str(), BEFORE | "previously"))
}

const BEFORE: &str = "before";

fn has_adverb(statement: &Statement, wanted: &str) -> bool {
    statement.predicate.adverbs.iter().any(|a| a == wanted)
}

/// Which time it is.
#[derive(Debug, Clone, Copy)]
enum Rank {
    First,
    Later,
}

/// "the first time", "the third time"; not "the first time in ten years", before which it may have been so.
fn rank(phrase: &Phrase) -> Option<Rank> {
    let since = phrase.modifiers.iter().any(|m| !m.case.is_empty());
    if phrase.lemma != "time" || since {
        return None;
    }
    phrase
        .modifiers
        .iter()
        .find_map(|m| match m.phrase.lemma.as_str() {
            "first" => Some(Rank::First),
            "second" | "third" | "fourth" | "fifth" | "sixth" => Some(Rank::Later),
            _ => None,
        })
}
