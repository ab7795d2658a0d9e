//! Offices that rows of data give (`claims from … role`): another holder of the same one contradicts the row.

use crate::reading::statement::{Polarity, Quantifier, Role, Statement, StatementKind, Tense};

use super::binding::{Thing, same_thing};
use super::case::Case;
use super::fact::{Fact, Origin};
use super::relate::{Difference, Part, Relation, RelationKind, Side, relate};

/// How a statement that gives somebody an office contradicts a row that gives it to another.
pub(super) fn another_holder(case: &Case<'_>, fact: &Fact, row: &Fact) -> Option<Relation> {
    let Origin::Claim { claim, .. } = &row.origin else {
        return None;
    };
    let is_office = |s: &Statement| {
        // "was chief engineer": somebody else may have been, before.
        s.kind == StatementKind::Role && s.polarity == Polarity::Affirmed && s.predicate.tense != Tense::Past
    };
    let (said, filed) = (&*fact.statement, &*row.statement);
    if !case.prepared.book.claims.get(*claim)?.role || !is_office(said) || !is_office(filed) {
        return None;
    }
    let (holder, on_file) = (&said.subject.as_ref()?.phrase, &filed.subject.as_ref()?.phrase);
    let office = &said.objects.iter().find(|o| o.role == Role::Attribute)?.phrase;
    // "a chief engineer" is one of several.
    if office.quantifier == Quantifier::Some {
        return None;
    }
    let world = case.world();
    let a = Thing::of(holder, &fact.reading, &world);
    let b = Thing::of(on_file, &row.reading, &world);
    let two_people = a.named && b.named && a.members.is_empty() && b.members.is_empty();
    if !two_people || same_thing(&a, &b, &world) {
        return None;
    }
    let (said, filed) = (without_holder(said), without_holder(filed));
    let side = |reading, statement| Side { reading, statement };
    let (text, known) = (side(&*fact.reading, &said), side(&*row.reading, &filed));
    let supports = |a, b| relate(a, b, &case.prepared.knowledge).kind == RelationKind::Supports;
    // One office only where each says what the other says: "chief engineer of Volvo" is another.
    if !supports(text, known) || !supports(known, text) {
        return None;
    }
    Some(Relation {
        kind: RelationKind::Contradicts,
        difference: Some(Difference {
            part: Part::Participant,
            text: holder.span,
            claim: on_file.span,
        }),
        ..Relation::unrelated(format!(
            "on file {} is {}, not {}",
            on_file.text, office.text, holder.text
        ))
    })
}

fn without_holder(statement: &Statement) -> Statement {
    Statement {
        subject: None,
        ..statement.clone()
    }
}
