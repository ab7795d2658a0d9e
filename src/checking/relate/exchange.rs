//! Who did it to whom, the other way round: "Berg beat Said", "Said beat Berg".

use super::amount::relate_times;
use super::compare::Comparison;
use super::knowledge::Knowledge;
use super::part::PartRelation;
use super::phrase::Slot;
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::lexicon::classes;
use crate::reading::statement::{
    Certainty, Phrase, Polarity, Quantifier, Role, Statement, StatementKind, TimeValue,
};

/// A contradiction where text and claim say one thing of two with their parts exchanged, and the thing is
/// one that of two only one does to the other, in one scene or on one day.
pub(super) fn exchanged(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    let (t, c) = (text.statement, claim.statement);
    let given = classes::standard().is("giving-verb", &t.predicate.lemma);
    let (agent, patient) = parts(t, given)?;
    let (wanted_agent, wanted_patient) = parts(c, given)?;
    let verb = |s: &Statement| knowledge.is("one-way", &s.predicate.lemma) || given;
    let same_verb =
        t.predicate.lemma == c.predicate.lemma || knowledge.same_term(&t.predicate.lemma, &c.predicate.lemma);
    if !(same_verb && verb(t) && verb(c)) {
        return None;
    }
    let times = || {
        t.times
            .iter()
            .flat_map(|a| c.times.iter().map(move |b| relate_times(&a.time, &b.time)))
    };
    // A claim of the rulebook and what the article says of no time in particular are of one story.
    let dated = |s: &Statement| {
        let mut times = s.times.iter();
        times.any(|t| !matches!(t.time, TimeValue::Duration { .. }))
    };
    // What was given was given once.
    let open = (!dated(t) || given) && !dated(c);
    let one_time = open || times().any(|r| r.compatible());
    if times().any(|r| r == PartRelation::Excludes) || !(one_scene || one_time) {
        return None;
    }
    let mut comparison = Comparison::new(text, claim, knowledge, one_scene);
    let mut same = |a: &Phrase, b: &Phrase| {
        let clashes = comparison.clashes.len();
        let relation = comparison.phrases(a, b, Slot::Subject);
        comparison.clashes.truncate(clashes);
        relation.compatible()
    };
    // Two may give each other different things.
    if given && !object(t).zip(object(c)).is_some_and(|(t, c)| same(t, c)) {
        return None;
    }
    if !(same(agent, wanted_patient) && same(patient, wanted_agent))
        || same(agent, wanted_agent)
        || same(patient, wanted_patient)
    {
        return None;
    }
    Some(Relation {
        kind: RelationKind::Contradicts,
        reason: format!(
            "the claim says “{}” of “{}”, the text says it of “{}”",
            c.predicate.text, wanted_agent.text, agent.text
        ),
        difference: Some(Difference {
            part: Part::Participant,
            text: agent.span,
            claim: wanted_agent.span,
        }),
        bindings: Default::default(),
        proof: vec!["who did it, and to whom, are exchanged".to_owned()],
        judged: Vec::new(),
        presupposed: false,
    })
}

/// The one who does it and the one it is done to, of an event that is told as fact and has both of them
/// by name or as one known thing. What is `given` is done to whoever gets it: "Marland lends Belovia $2bn", "lends $2bn
/// to Belovia".
fn parts(statement: &Statement, given: bool) -> Option<(&Phrase, &Phrase)> {
    let told = statement.kind == StatementKind::Event
        && statement.polarity == Polarity::Affirmed
        && statement.certainty == Certainty::Asserted;
    let known = |p: &&Phrase| {
        (p.entity.is_some() || p.quantifier == Quantifier::Definite)
            && p.conjuncts.is_empty()
            && p.variable.is_none()
    };
    let subject = statement.subject.as_ref().filter(|_| told)?;
    let object = object(statement)?;
    let patient = if given { receiver(statement)? } else { object };
    Some((&subject.phrase, patient)).filter(|(s, o)| known(s) && known(o))
}

fn object(statement: &Statement) -> Option<&Phrase> {
    let mut objects = statement.objects.iter();
    objects.find(|o| o.role == Role::Object).map(|o| &o.phrase)
}

fn receiver(statement: &Statement) -> Option<&Phrase> {
    let mut objects = statement.objects.iter();
    let found = objects.find(|o| match &o.role {
        Role::Recipient => true,
        Role::Oblique(case) => case == "to",
        _ => false,
    });
    found.map(|o| &o.phrase)
}
