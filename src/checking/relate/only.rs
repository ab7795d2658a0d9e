//! "Only": what else is excluded.
//!
//! "She has only visited Malta" says that she visited no other place; "only Trump voted" says that
//! nobody else did.

use super::compare::{Comparison, Core, Negation};
use super::names::{NameRelation, relate_names};
use super::phrase::{Slot, members};
use super::relation::{Difference, Part, Relation, RelationKind};
use crate::reading::statement::{Phrase, Quantifier, Role, Statement};

/// What the "only" of the text says of a claim with another object (or another subject).
pub(super) fn exclude(
    comparison: &mut Comparison<'_>,
    core: Core,
    text_negation: Negation,
    claim_negation: Negation,
) -> Option<Relation> {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    if text_negation != Negation::None || text.certainty != claim.certainty {
        return None;
    }
    let focus = focus(text)?;
    let (there, wanted) = match focus {
        Slot::Subject => {
            if !core.rest.entails() {
                return None;
            }
            (&text.subject.as_ref()?.phrase, &claim.subject.as_ref()?.phrase)
        }
        _ => (object(text)?, object(claim)?),
    };
    if !distinct(comparison, there, wanted) {
        return None;
    }
    if focus == Slot::Object && !same_but_for_object(comparison) {
        return None;
    }
    let kind = if claim_negation == Negation::None {
        RelationKind::Contradicts
    } else {
        RelationKind::Supports
    };
    Some(Relation {
        kind,
        reason: format!(
            "the text says “only” of “{}”, the claim says “{}”",
            there.text, wanted.text
        ),
        difference: (kind == RelationKind::Contradicts).then_some(Difference {
            part: Part::Participant,
            text: there.span,
            claim: wanted.span,
        }),
        bindings: Default::default(),
        proof: vec![format!("only “{}”, so not “{}”", there.text, wanted.text)],
        judged: vec![wanted.span],
        presupposed: false,
    })
}

/// What the "only" of a statement stands with.
fn focus(statement: &Statement) -> Option<Slot> {
    let only = |p: &Phrase| p.quantifier == Quantifier::Only;
    if statement.subject.as_ref().is_some_and(|s| only(&s.phrase)) {
        return Some(Slot::Subject);
    }
    // "Only Hungary voted against it": the adverb stands right in front of the subject.
    let before_subject = statement.subject.as_ref().is_some_and(|s| {
        statement.circumstances.iter().any(|c| {
            c.text.eq_ignore_ascii_case("only")
                && c.span.end <= s.phrase.span.start
                && s.phrase.span.start - c.span.end <= 1
        })
    });
    if before_subject {
        return Some(Slot::Subject);
    }
    let on_verb = statement
        .predicate
        .adverbs
        .iter()
        .any(|a| a == "only" || a == "solely" || a == "exclusively");
    (on_verb || object(statement).is_some_and(only)).then_some(Slot::Object)
}

fn object(statement: &Statement) -> Option<&Phrase> {
    let of = |role: fn(&Role) -> bool| {
        statement
            .objects
            .iter()
            .find(|o| role(&o.role))
            .map(|o| &o.phrase)
    };
    of(|r| *r == Role::Object).or_else(|| of(|r| matches!(r, Role::Oblique(_))))
}

/// Whether every member of the claim's phrase is a name other than all of the text's.
fn distinct(comparison: &Comparison<'_>, text: &Phrase, claim: &Phrase) -> bool {
    let there = members(text);
    let wanted = members(claim);
    there.iter().all(|t| t.entity.is_some())
        && wanted.iter().all(|c| {
            c.entity.is_some()
                && there
                    .iter()
                    .all(|t| relate_names(t, c, comparison.knowledge) == NameRelation::Distinct)
        })
}

/// Whether predicate and subject of the text take in those of the claim.
fn same_but_for_object(comparison: &mut Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    if text.predicate.lemma != claim.predicate.lemma {
        return false;
    }
    match (&text.subject, &claim.subject) {
        (Some(t), Some(c)) => comparison.phrases(&t.phrase, &c.phrase, Slot::Subject).entails(),
        (None, None) => true,
        _ => false,
    }
}
