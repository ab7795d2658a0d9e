//! Two statements → what the one is to the other.
//!
//! "Trump met Putin on 15 August" *supports* "Trump met Putin", *contradicts* "Trump did not meet
//! Putin on 15 August", and is *unrelated* to "Trump met Xi". The method is natural logic
//! (MacCartney & Manning 2009, "An extended model of natural logic"): the parts of the two are
//! aligned by their roles, each pair of parts stands in a relation of its own, and quantifiers and
//! negation project these to the whole.

mod knowledge;
mod relation;

pub use knowledge::{Functional, Knowledge, KnownEntity, ReadInference};
pub use relation::{Binding, Bindings, BoundValue, Difference, Part, Relation, RelationKind, Side};

use crate::reading::statement::{Certainty, Phrase, Polarity};

/// What `text` is to `claim`. The claim may be a pattern: a phrase with a variable stands for
/// whatever the text has in its place. Who says it is compared by the caller.
pub fn relate(text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge) -> Relation {
    let (t, c) = (text.statement, claim.statement);
    if !t.read || !c.read {
        return Relation::unrelated("not read with enough certainty");
    }
    let same_predicate =
        t.predicate.lemma == c.predicate.lemma || knowledge.same_term(&t.predicate.lemma, &c.predicate.lemma);
    if !same_predicate {
        return Relation::unrelated("they say different things");
    }
    let mut bindings = Bindings::new();
    let mut proof = vec![format!("{} = {}", t.predicate.text, c.predicate.text)];
    let mut pairs: Vec<(Option<&Phrase>, &Phrase)> = Vec::new();
    if let Some(subject) = &c.subject {
        pairs.push((t.subject.as_ref().map(|s| &s.phrase), &subject.phrase));
    }
    for object in &c.objects {
        let there = t.objects.iter().find(|o| o.role == object.role);
        pairs.push((there.map(|o| &o.phrase), &object.phrase));
    }
    for (there, wanted) in pairs {
        let Some(there) = there else {
            return Relation::unrelated(format!("the text has nothing for “{}”", wanted.text));
        };
        if let Some(name) = &wanted.variable {
            bindings.insert(
                name.clone(),
                Binding {
                    text: there.text.clone(),
                    span: there.span,
                    value: BoundValue::Phrase {
                        lemma: there.lemma.clone(),
                        entity: there.entity.clone(),
                    },
                },
            );
        } else if there.lemma == wanted.lemma || knowledge.same_term(&there.lemma, &wanted.lemma) {
            proof.push(format!("{} = {}", there.text, wanted.text));
        } else {
            return Relation::unrelated(format!("“{}” is not “{}”", there.text, wanted.text));
        }
    }
    if t.certainty != c.certainty && t.certainty != Certainty::Asserted {
        return Relation {
            kind: RelationKind::Weaker,
            reason: "the text is less sure than the claim".to_owned(),
            difference: Some(Difference {
                part: Part::Certainty,
                text: t.predicate.span,
                claim: c.predicate.span,
            }),
            bindings: Bindings::new(),
            proof,
        };
    }
    if t.polarity == c.polarity {
        return Relation {
            kind: RelationKind::Supports,
            reason: "the text says so".to_owned(),
            difference: None,
            bindings,
            proof,
        };
    }
    Relation {
        kind: RelationKind::Contradicts,
        reason: if t.polarity == Polarity::Denied {
            "the text denies what the claim says".to_owned()
        } else {
            "the text says what the claim denies".to_owned()
        },
        difference: Some(Difference {
            part: Part::Polarity,
            text: t.markers.first().copied().unwrap_or(t.predicate.span),
            claim: c.markers.first().copied().unwrap_or(c.predicate.span),
        }),
        bindings: Bindings::new(),
        proof,
    }
}
