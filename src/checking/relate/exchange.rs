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
    if let Some(found) = exchanged_with_owner(text, claim, knowledge, one_scene) {
        return Some(found);
    }
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
    let mut same = |a: &Phrase, b: &Phrase| may_be_one(&mut comparison, a, b);
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
    Some(contradiction(c, agent, wanted_agent))
}

/// Whether the two phrases may name the same; that they don't is no clash of the statements.
fn may_be_one(comparison: &mut Comparison<'_>, a: &Phrase, b: &Phrase) -> bool {
    let clashes = comparison.clashes.len();
    let relation = comparison.phrases(a, b, Slot::Subject);
    comparison.clashes.truncate(clashes);
    relation.compatible()
}

fn contradiction(claim: &Statement, agent: &Phrase, wanted: &Phrase) -> Relation {
    Relation {
        kind: RelationKind::Contradicts,
        reason: format!(
            "the claim says “{}” of “{}”, the text says it of “{}”",
            claim.predicate.text, wanted.text, agent.text
        ),
        difference: Some(Difference {
            part: Part::Participant,
            text: agent.span,
            claim: wanted.span,
        }),
        bindings: Default::default(),
        proof: vec!["who did it, and to whom, are exchanged".to_owned()],
        judged: Vec::new(),
        presupposed: false,
    }
}

/// "Berg opposed Said's entry into the club", "Said opposed Berg's entry into the club": what is done to a thing of
/// somebody's, with the one who does it and the one whose it is exchanged. The two may do the same to each other's
/// things ("praised his speech"), but not where what hangs on the noun makes one thing of it.
fn exchanged_with_owner(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    let (t, c) = (text.statement, claim.statement);
    let lemma = &c.predicate.lemma;
    let same_verb = &t.predicate.lemma == lemma || knowledge.same_term(&t.predicate.lemma, lemma);
    if !(same_verb && told(t) && told(c)) {
        return None;
    }
    let (thing, wanted_thing) = (object(t)?, object(c)?);
    if thing.lemma != wanted_thing.lemma || thing.entity.is_some() && owner(thing).is_none() {
        return None;
    }
    let (agent, wanted_agent) = (&t.subject.as_ref()?.phrase, &c.subject.as_ref()?.phrase);
    let (owned_by, wanted_owner) = (owner(thing)?, owner(wanted_thing)?);
    let everybody = [agent, wanted_agent, owned_by, wanted_owner];
    if !everybody
        .iter()
        .all(|p| p.entity.is_some() && p.variable.is_none())
    {
        return None;
    }
    let mut comparison = Comparison::new(text, claim, knowledge, one_scene);
    let mut same = |a: &Phrase, b: &Phrase| may_be_one(&mut comparison, a, b);
    if !one_thing(text, claim, thing, wanted_thing, &mut same) {
        return None;
    }
    let any = |of: &Phrase, one: &Phrase, same: &mut dyn FnMut(&Phrase, &Phrase) -> bool| {
        each(of).iter().any(|p| each(one).iter().any(|o| same(p, o)))
    };
    let crossed = any(agent, wanted_owner, &mut same) && any(owned_by, wanted_agent, &mut same);
    let straight = any(agent, wanted_agent, &mut same) || any(owned_by, wanted_owner, &mut same);
    (crossed && !straight).then(|| contradiction(c, agent, wanted_agent))
}

/// Whether what hangs on both things is the same, and makes one thing of them: "entry into the club", "decision not to
/// demand a truce". `same` compares two phrases.
fn one_thing(
    text: Side<'_>,
    claim: Side<'_>,
    thing: &Phrase,
    wanted: &Phrase,
    same: &mut dyn FnMut(&Phrase, &Phrase) -> bool,
) -> bool {
    let (there, asked) = (hanging(text, thing), hanging(claim, wanted));
    let content = |side: Side<'_>| -> Vec<String> {
        let of = side.statement.id;
        let statements = side.reading.statements.iter();
        let below = statements.filter(|s| s.parent.is_some_and(|p| p.statement == of));
        let content = below.filter(|s| {
            s.span.start >= side.statement.predicate.span.end && s.certainty == Certainty::Intended
        });
        content.map(|s| s.predicate.lemma.clone()).collect()
    };
    let decided = || {
        let (t, c) = (content(text), content(claim));
        !c.is_empty() && c.iter().all(|lemma| t.contains(lemma))
    };
    if asked.is_empty() {
        return decided();
    }
    asked.iter().all(|(case, phrase)| {
        let mut like = there.iter().filter(|(other, _)| other == case);
        like.any(|(_, other)| same(other, phrase))
    })
}

/// What hangs on a noun with a preposition, wherever the parser has hung it.
fn hanging<'a>(side: Side<'a>, thing: &'a Phrase) -> Vec<(String, &'a Phrase)> {
    let modifiers = thing
        .modifiers
        .iter()
        .filter(|m| m.relation == "nmod" && !m.case.is_empty());
    let modifiers = modifiers.map(|m| (m.case.clone(), &m.phrase));
    let obliques = side.statement.objects.iter().filter_map(|o| match &o.role {
        Role::Oblique(case) => Some((case.clone(), &o.phrase)),
        _ => None,
    });
    modifiers.chain(obliques).collect()
}

/// Whose the thing is.
fn owner(thing: &Phrase) -> Option<&Phrase> {
    let mut owners = thing.modifiers.iter().filter(|m| m.relation == "nmod:poss");
    owners.next().map(|m| &m.phrase)
}

/// The members of a coordination, each by itself.
fn each(phrase: &Phrase) -> Vec<Phrase> {
    let mut alone = phrase.clone();
    let mut all = std::mem::take(&mut alone.conjuncts);
    all.insert(0, alone);
    all
}

/// The one who does it and the one it is done to, of an event that is told as fact and has both of them
/// by name or as one known thing. What is `given` is done to whoever gets it: "Marland lends Belovia $2bn", "lends $2bn
/// to Belovia".
fn parts(statement: &Statement, given: bool) -> Option<(&Phrase, &Phrase)> {
    let known = |p: &&Phrase| {
        (p.entity.is_some() || p.quantifier == Quantifier::Definite)
            && p.conjuncts.is_empty()
            && p.variable.is_none()
    };
    let subject = statement.subject.as_ref().filter(|_| told(statement))?;
    let object = object(statement)?;
    let patient = if given { receiver(statement)? } else { object };
    Some((&subject.phrase, patient)).filter(|(s, o)| known(s) && known(o))
}

fn told(statement: &Statement) -> bool {
    statement.kind == StatementKind::Event
        && statement.polarity == Polarity::Affirmed
        && statement.certainty == Certainty::Asserted
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
