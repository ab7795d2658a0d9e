//! What a statement says by the way: where somebody was who spoke, where a place lies that is named.
//!
//! "Berg told reporters in Narvik" says that Berg was in Narvik, on the day of the article where no other
//! time is given; "the Oder region in western Poland" says that the region is in western Poland. Such a
//! statement stands beside the article's own, for claims and rules alike.

use std::sync::Arc;

use crate::document::TextSpan;
use crate::lexicon::classes;
use crate::reading::Reading;
use crate::reading::statement::{
    Argument, Attribution, Certainty, Circumstance, CircumstanceKind, EntityRef, Phrase, Polarity, Role,
    SourceKind, Statement, StatementKind, Tense, TimeMention, TimeValue,
};
use crate::rules::book::{EntityKind, Period};
use crate::value::date::Date;

use super::binding::days;
use super::fact::{Fact, Origin};
use super::relate::participants::companion;
use super::world::World;

/// How deep phrases are looked into.
const DEEPEST: usize = 4;

/// What the statements of the article say by the way.
pub(super) fn facts(reading: &Arc<Reading>, world: &World<'_>) -> Vec<Arc<Fact>> {
    let mut out = Vec::new();
    for statement in reading.statements.iter().filter(|s| s.read) {
        let lying = places(statement, world);
        let having = holdings(statement, world);
        let beside = companion(statement);
        for said in whereabouts(statement, world)
            .into_iter()
            .chain(lying)
            .chain(having)
            .chain(beside)
        {
            out.push(Arc::new(Fact {
                statement: Arc::new(said),
                follows: Default::default(),
                reading: Arc::clone(reading),
                origin: Origin::Article,
                period: Period::default(),
            }));
        }
    }
    out
}

/// Where a person was who said something there, or was there otherwise ("stuck at home in Narvik").
fn whereabouts(statement: &Statement, world: &World<'_>) -> Option<Statement> {
    let predicate = &statement.predicate;
    let classes = classes::standard();
    let present = classes.is("presence-verb", &predicate.lemma);
    // "Speaking from Narvik, Berg …", "with Berg stuck in Narvik": of the time of the clause above.
    let past = predicate.tense == Tense::Past && !predicate.passive
        || predicate.tense == Tense::None && present && statement.parent.is_some();
    let told = statement.kind == StatementKind::Event
        && statement.source.kind == SourceKind::Narrator
        && statement.certainty == Certainty::Asserted
        && statement.polarity == Polarity::Affirmed
        && past
        && !predicate.perfect
        && (present || classes.is("speech-verb", &predicate.lemma));
    let today = world.today.filter(|d| d.day.is_some())?;
    let subject = statement.subject.as_ref().filter(|_| told)?;
    person(&subject.phrase, world)?;
    // Said at another time: he was there then.
    let day = |t: &TimeMention| days(&t.time).is_some_and(|(a, b)| [a, b].map(Date::from) == [today; 2]);
    if !statement.times.iter().all(day) {
        return None;
    }
    let named = |p: &Phrase| p.entity.is_some() && p.conjuncts.is_empty();
    let circumstance = statement.circumstances.iter().find(|c| {
        c.kind == CircumstanceKind::Place
            && matches!(c.marker.as_str(), "in" | "at" | "from")
            && c.phrase.as_ref().is_some_and(named)
    });
    // "speaking from Narvik"
    let from = || {
        let is_from = |role: &Role| matches!(role, Role::Oblique(case) if case == "from");
        let argument = statement.objects.iter().find(|o| is_from(&o.role))?;
        (present && named(&argument.phrase)).then(|| located("in", &argument.phrase))
    };
    // "told reporters during a stop in Narvik", "at a news conference in Narvik"
    let is_occasion = |p: &Phrase| classes.is("speaking-occasion", &p.lemma.to_lowercase());
    let where_it_was = |occasion: &Phrase| {
        let there = occasion.modifiers.iter().find(|m| {
            m.relation == "nmod" && matches!(m.case.as_str(), "in" | "at" | "to") && named(&m.phrase)
        })?;
        Some(located("in", &there.phrase))
    };
    let occasion = || {
        let at = |role: &Role| matches!(role, Role::Oblique(case) if matches!(case.as_str(), "during" | "at" | "on" | "after"));
        let mut objects = statement.objects.iter();
        where_it_was(&objects.find(|o| at(&o.role) && is_occasion(&o.phrase))?.phrase)
    };
    let at_occasion = || {
        let mut phrases = statement.circumstances.iter().filter_map(|c| c.phrase.as_ref());
        where_it_was(phrases.find(|p| is_occasion(p))?)
    };
    let mut place = circumstance
        .cloned()
        .or_else(from)
        .or_else(occasion)
        .or_else(at_occasion)?;
    if place.marker == "from" {
        "in".clone_into(&mut place.marker);
    }
    let mut out = being_in(statement, &subject.phrase, place.clone());
    out.predicate.tense = Tense::Past;
    out.times = vec![TimeMention {
        span: place.span,
        time: TimeValue::Date(today),
        weekday: None,
        variable: None,
    }];
    Some(out)
}

/// "MARKER PLACE" as the place of a statement.
fn located(marker: &str, place: &Phrase) -> Circumstance {
    Circumstance {
        kind: CircumstanceKind::Place,
        marker: marker.to_owned(),
        phrase: Some(place.clone()),
        span: place.span,
        text: place.text.clone(),
        value: Some(place.lemma.clone()),
        time: None,
    }
}

/// The person on file that a phrase means.
fn person(phrase: &Phrase, world: &World<'_>) -> Option<()> {
    match phrase.entity {
        Some(EntityRef::Known(id)) if phrase.conjuncts.is_empty() => {
            (world.entity(id)?.kind == EntityKind::Person).then_some(())
        }
        _ => None,
    }
}

/// Where the places on file lie that a statement names.
fn places(statement: &Statement, world: &World<'_>) -> Vec<Statement> {
    let place = |p: &Phrase| match p.entity {
        Some(EntityRef::Known(id)) => world
            .entity(id)
            .is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country)),
        _ => false,
    };
    let mut out = Vec::new();
    for phrase in statement.phrases_within(DEEPEST).into_iter().filter(|p| place(p)) {
        for modifier in &phrase.modifiers {
            let inside = modifier.relation == "nmod" && modifier.case == "in" && place(&modifier.phrase);
            if !inside {
                continue;
            }
            let circumstance = located(&modifier.case, &modifier.phrase);
            let mut named = phrase.clone();
            named.modifiers.retain(|m| m.phrase.span != modifier.phrase.span);
            let mut said = being_in(statement, &named, circumstance);
            // Where a place lies, nobody has to say: it is the article's own.
            said.source = Attribution::default();
            said.predicate.tense = Tense::Present;
            said.times.clear();
            out.push(said);
        }
    }
    out
}

/// "Norland's nine members", "the nine-member union": how many of them somebody on file has.
fn holdings(statement: &Statement, world: &World<'_>) -> Vec<Statement> {
    let known = |p: &Phrase| match p.entity {
        Some(EntityRef::Known(id)) => world.entity(id).is_some_and(|e| e.kind != EntityKind::Person),
        _ => false,
    };
    let mut out = Vec::new();
    for phrase in statement.phrases_within(DEEPEST) {
        if phrase.count.is_some() && phrase.entity.is_none() {
            let owner = phrase
                .modifiers
                .iter()
                .find(|m| m.relation == "nmod:poss" && known(&m.phrase));
            if let Some(owner) = owner {
                let mut had = phrase.clone();
                had.modifiers.retain(|m| m.phrase.span != owner.phrase.span);
                // "two of the council's 66 members": it has 66, of whom two are meant.
                let behind = |i: &usize| {
                    let quantity = statement.quantities.get(*i);
                    quantity.is_some_and(|q| {
                        q.span.start >= owner.phrase.span.end && phrase.span.contains(q.span)
                    })
                };
                had.count = had
                    .count
                    .filter(behind)
                    .or_else(|| (0..statement.quantities.len()).find(behind));
                if had.count.is_none() {
                    continue;
                }
                out.push(having(statement, &owner.phrase, had));
            }
        }
    }
    out
}

/// "SUBJECT has OBJECT", about the words of `statement`.
fn having(statement: &Statement, subject: &Phrase, object: Phrase) -> Statement {
    let mut out = plainly(statement, subject, "have", (object.span, &object.text));
    out.kind = StatementKind::Event;
    out.predicate.tense = Tense::Present;
    out.objects = vec![Argument {
        role: Role::Object,
        phrase: object,
    }];
    // Whose they are, nobody has to say.
    out.source = Attribution::default();
    out.times.clear();
    out
}

/// "SUBJECT is in PLACE", about the words of `statement`.
fn being_in(statement: &Statement, subject: &Phrase, place: Circumstance) -> Statement {
    let mut out = plainly(statement, subject, "be", (place.span, &place.text));
    out.kind = StatementKind::State;
    out.circumstances = vec![place];
    out.quantities.clear();
    out
}

/// What is said of the subject by the way, as fact: the predicate, on the words that tell it, and nothing beside.
fn plainly(statement: &Statement, subject: &Phrase, lemma: &str, words: (TextSpan, &str)) -> Statement {
    let mut out = statement.clone();
    out.subject = Some(Argument {
        role: Role::Subject,
        phrase: subject.clone(),
    });
    out.predicate.lemma = lemma.to_owned();
    out.predicate.passive = false;
    out.predicate.perfect = false;
    out.predicate.progressive = false;
    out.predicate.modal = None;
    out.predicate.adverbs.clear();
    out.predicate.span = words.0;
    words.1.clone_into(&mut out.predicate.text);
    out.objects.clear();
    out.circumstances.clear();
    out.polarity = Polarity::Affirmed;
    out.certainty = Certainty::Asserted;
    out.markers.clear();
    out.parent = None;
    out
}
