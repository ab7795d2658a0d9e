//! One statement in other words: forms of speech that say the same of the same things.
//!
//! - "The airport is closed": it was closed, and it is in the state that "open" excludes.
//! - "Inflation stood at 3.1%", "reached 3.1%": it was 3.1%.
//! - "The bank has an inflation target of 2%", "with an inflation target of 2%": the target is 2%.
//! - "A bottle is £3.40", "the price of a bottle is £3.40": it costs £3.40.
//! - "There is a clause in the contract": the contract contains a clause.
//! - "The bridge took three years to build", "it took three years to build the bridge": it was built in three years.
//!
//! An inference of a pack says what follows from a pattern; what stands here turns on what kind of word
//! stands in a place (an amount, a state), which a pattern can't say.

use super::deed;
use super::figures;
use super::firsts;
use super::knowledge::Knowledge;
use super::participants;
use super::quantify;
use super::relation::Side;
use super::stance;
use super::told;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::nominal;
use crate::reading::statement::{
    Argument, Certainty, Circumstance, CircumstanceKind, EXCLUDING, EmbeddingKind, Modifier, Phrase,
    Polarity, Quantifier, Role, Statement, StatementKind, Tense, TimeValue,
};
use crate::reading::tree::{Upos, Word};

/// How deep phrases are searched for amounts.
const DEEPEST: usize = 3;

/// What the statement says in other words, each with the step of a proof that says how.
pub(super) fn in_other_words(side: Side<'_>, knowledge: &Knowledge) -> Vec<(&'static str, Statement)> {
    let statement = side.statement;
    let mut out = Vec::new();
    let mut add = |step, statement: Option<Statement>| out.extend(statement.map(|s| (step, s)));
    add("what is done to it is its state", state_of_passive(statement));
    add("the amount it comes to", measured(statement, knowledge));
    add("what is there is in it", contained(statement));
    add("the stance that the noun names", stance::with_its_verb(statement));
    add("it is as it remains", remaining(statement));
    add("what it is with, it has", holding(statement));
    add("whom it is done to", deed::done_to_recipient(statement));
    add("nobody there does it", participants::nobody_there(statement));
    add("not all voted for it", divided(side, knowledge));
    add("to come third is to finish third", placed(side));
    add("so many as their number is", told::counted(side, knowledge));
    add(
        "the event that the noun names",
        event_of_noun(statement, knowledge),
    );
    add(
        "the amount without the word for what it measures",
        dimension(side, knowledge),
    );
    add("the time that it took", took(side));
    add("how long it lasted", figures::lasted(statement));
    add("how long the office was held", figures::held_for(statement));
    add("the amount in front", figures::amount_in_front(statement));
    add("when it ended", figures::lasted_until(statement));
    add("the age at death", figures::age_at_death(side));
    add("whether it was so before", firsts::before(side));
    add("the age in front", figures::age_in_front(statement));
    add("by how much", figures::multiplied(statement));
    for other in set_against(statement) {
        add("what it is set against is not so", Some(other));
    }
    for deed in deed::with_its_verb(statement) {
        add("the deed that the noun names", Some(deed));
    }
    for age in ages(statement).into_iter().chain(figures::bare_age(statement)) {
        add("the age", Some(age));
    }
    for length in figures::lengths_in_front(statement) {
        add("how long it has lasted", Some(length));
    }
    for stretch in figures::stretch_it_is_in(statement) {
        add("how far it has come", Some(stretch));
    }
    for amount in amounts(statement, knowledge) {
        add("the amount of it", Some(amount));
    }
    let prices: Vec<Statement> = std::iter::once(statement)
        .chain(out.iter().map(|(_, s)| s))
        .filter_map(|s| price(s, knowledge))
        .collect();
    out.extend(prices.into_iter().map(|s| ("its price", s)));
    out
}

/// "is closed" as a state: no agent, and it holds now.
fn state_of_passive(statement: &Statement) -> Option<Statement> {
    let predicate = &statement.predicate;
    let lasts = predicate.tense == Tense::Present || predicate.perfect;
    let holds = statement.kind == StatementKind::Event
        && predicate.passive
        && statement.subject.is_none()
        && lasts
        && !predicate.progressive;
    let participle = predicate.text.split_whitespace().last().filter(|_| holds)?;
    let participle = participle.to_lowercase();
    if !lexicon::knows(&participle, WordClass::Adjective) {
        return None;
    }
    let at = statement.objects.iter().position(|o| o.role == Role::Object)?;
    let mut out = statement.clone();
    let mut subject = out.objects.remove(at);
    subject.role = Role::Subject;
    let attribute = Phrase {
        lemma: participle.clone(),
        text: participle,
        span: predicate.span,
        head: predicate.head,
        ..bare()
    };
    out.subject = Some(subject);
    out.objects.insert(0, argument(Role::Attribute, attribute));
    be(&mut out);
    Some(out)
}

/// "stood at 3.1%", "totalled £5m", "remains at orange".
fn measured(statement: &Statement, knowledge: &Knowledge) -> Option<Statement> {
    // "were at 5.25%" is a state with the amount beside it.
    let stands = statement.kind == StatementKind::State && statement.predicate.lemma == "be";
    if !(statement.kind == StatementKind::Event || stands) || statement.predicate.passive {
        return None;
    }
    statement.subject.as_ref()?;
    let verb = statement.predicate.lemma.as_str();
    let at = statement
        .objects
        .iter()
        .position(|o| is_measure(verb, &o.role, knowledge))?;
    let value = &statement.objects.get(at)?.phrase;
    // "stood at orange": a word that is no thing, without an article.
    let state = value.quantifier == Quantifier::Bare
        && value.entity.is_none()
        && value.modifiers.is_empty()
        && lexicon::knows(&value.lemma.to_lowercase(), WordClass::Adjective);
    if !(is_amount(statement, value) || state) {
        return None;
    }
    let mut out = statement.clone();
    out.objects.get_mut(at)?.role = Role::Attribute;
    be(&mut out);
    Some(out)
}

/// Whether the verb says what amount its subject is, and this argument is the amount: "stood **at 3.1%**", "totalled
/// **£5m**".
pub(super) fn is_measure(verb: &str, role: &Role, knowledge: &Knowledge) -> bool {
    match role {
        Role::Object => knowledge.is("measure-verb", verb),
        Role::Oblique(case) => knowledge.is("measure-verb", &format!("{verb} {case}")),
        _ => false,
    }
}

/// "remains open", "stays in force".
fn remaining(statement: &Statement) -> Option<Statement> {
    let remains = statement.kind == StatementKind::Event
        && matches!(statement.predicate.lemma.as_str(), "remain" | "stay")
        && statement.objects.iter().any(|o| o.role == Role::Attribute);
    remains.then(|| {
        let mut out = statement.clone();
        be(&mut out);
        out
    })
}

/// "The firm, with 4,500 employees, is the largest", "is a town with 10,000 inhabitants": it has so many.
fn holding(statement: &Statement) -> Option<Statement> {
    let is = matches!(statement.kind, StatementKind::Role | StatementKind::State)
        && statement.predicate.lemma == "be"
        && statement.polarity == Polarity::Affirmed;
    let subject = statement.subject.as_ref().filter(|_| is)?;
    let counted = |p: &Phrase| {
        let quantity = p.count.and_then(|i| statement.quantities.get(i));
        quantity.is_some_and(|q| q.quantity.unit.is_none())
    };
    let attributes = statement.objects.iter().filter(|o| o.role == Role::Attribute);
    let inside = std::iter::once(subject)
        .chain(attributes)
        .flat_map(|a| &a.phrase.modifiers)
        .filter(|m| m.case == "with")
        .map(|m| &m.phrase);
    let beside = statement
        .objects
        .iter()
        .filter(|o| o.role == Role::Oblique("with".to_owned()));
    let held = inside
        .chain(beside.map(|o| &o.phrase))
        .find(|p| counted(p))?
        .clone();
    let mut out = statement.clone();
    if let Some(owner) = &mut out.subject {
        owner.phrase.modifiers.retain(|m| m.case != "with");
    }
    out.kind = StatementKind::Event;
    "have".clone_into(&mut out.predicate.lemma);
    out.objects = vec![argument(Role::Object, held)];
    Some(out)
}

/// "Pilot error rather than a fault caused the crash": the fault did not cause it.
fn set_against(statement: &Statement) -> Vec<Statement> {
    let told = statement.polarity == Polarity::Affirmed;
    let without = |a: &Argument| -> Option<Argument> {
        let against = a.phrase.modifiers.iter().find(|m| m.case == EXCLUDING)?;
        Some(argument(a.role.clone(), against.phrase.clone()))
    };
    let mut out = Vec::new();
    if let Some(other) = statement.subject.as_ref().filter(|_| told).and_then(without) {
        out.push(Statement {
            subject: Some(other),
            polarity: Polarity::Denied,
            ..statement.clone()
        });
    }
    for (i, object) in statement.objects.iter().enumerate().filter(|_| told) {
        if let Some(other) = without(object) {
            let mut said = statement.clone();
            said.polarity = Polarity::Denied;
            if let Some(place) = said.objects.get_mut(i) {
                *place = other;
            }
            out.push(said);
        }
    }
    out
}

/// "came third", "placed third", "ended third": finished third.
fn placed(side: Side<'_>) -> Option<Statement> {
    let statement = side.statement;
    let comes = statement.kind == StatementKind::Event
        && matches!(
            statement.predicate.lemma.as_str(),
            "come"
                | "come in"
                | "place"
                | "end"
                | "end up"
                | "rank"
                | "trail in"
                | "trail home"
                | "limp home"
        );
    let ordinal = |p: &Phrase| {
        let mut quantities = statement.quantities.iter();
        quantities.any(|q| q.quantity.unit.as_deref() == Some("ordinal") && p.span.contains(q.span))
    };
    let third = statement
        .objects
        .iter()
        .any(|o| o.role == Role::Attribute && (ordinal(&o.phrase) || o.phrase.lemma == "last"));
    // "trailed in third"
    let behind = statement.objects.iter().position(|o| {
        matches!(&o.role, Role::Oblique(case) if case == "in" || case == "home")
            && matches!(
                statement.predicate.lemma.as_str(),
                "trail" | "limp" | "come" | "romp" | "finish"
            )
            && ordinal(&o.phrase)
            && o.phrase.modifiers.is_empty()
    });
    if let Some(at) = behind {
        let mut out = statement.clone();
        "finish".clone_into(&mut out.predicate.lemma);
        if let Some(rank) = out.objects.get_mut(at) {
            rank.role = Role::Attribute;
        }
        return Some(out);
    }
    (comes && third).then(|| {
        let mut out = statement.clone();
        "finish".clone_into(&mut out.predicate.lemma);
        out
    })
}

/// "voted by nine to three", "voted 9-3": by a split vote, which excludes "unanimously" (`lexicon.desk`).
fn divided(side: Side<'_>, knowledge: &Knowledge) -> Option<Statement> {
    let statement = side.statement;
    if !knowledge.is("voting-verb", &statement.predicate.lemma) {
        return None;
    }
    let words = &side.reading.sentences.get(statement.sentence)?.tree.words;
    let count = |w: &Word| w.upos == Upos::Num && statement.span.contains(w.span);
    let none = |w: &Word| matches!(w.lemma.as_str(), "0" | "zero" | "nil" | "none");
    let tally = words.windows(3).chain(words.windows(4)).any(|run| match run {
        [a, to, b] => count(a) && count(b) && !none(b) && matches!(to.form.as_str(), "to" | "-" | "–" | "—"),
        [a, votes, to, b] => {
            count(a) && count(b) && !none(b) && to.form == "to" && knowledge.is("degree-noun", &votes.lemma)
        }
        _ => false,
    });
    tally.then(|| {
        let mut out = statement.clone();
        out.predicate.adverbs.push("by a split vote".to_owned());
        out
    })
}

/// "The merger of the two is due on 1 July", "the eruption began on 3 May": they merge, it erupted, then.
fn event_of_noun(statement: &Statement, knowledge: &Knowledge) -> Option<Statement> {
    let predicate = &statement.predicate;
    let attributes = || statement.objects.iter().filter(|o| o.role == Role::Attribute);
    let set = |lemma: &str| knowledge.is("scheduled", &lemma.to_lowercase());
    let mut thing = None;
    let mut ahead = false;
    if !predicate.passive && knowledge.is("occurrence-verb", &predicate.lemma) {
        if attributes().all(|a| set(&a.phrase.lemma)) {
            thing = statement.subject.as_ref();
            ahead = attributes().next().is_some();
        }
    } else if predicate.passive && matches!(predicate.lemma.as_str(), "schedule" | "hold" | "plan" | "set") {
        thing = statement.objects.iter().find(|o| o.role == Role::Object);
        ahead = predicate.lemma != "hold";
    }
    let noun = &thing?.phrase;
    let dated = !statement.times.is_empty()
        || statement
            .circumstances
            .iter()
            .any(|c| c.kind == CircumstanceKind::Place);
    if !dated || noun.entity.is_some() || noun.variable.is_some() || !noun.conjuncts.is_empty() {
        return None;
    }
    let verb = nominal::verb_of_event(&noun.lemma.to_lowercase())?;
    let modifier = |wanted: &[(&str, &str)]| {
        let found = noun.modifiers.iter().find(|m| {
            wanted
                .iter()
                .any(|(relation, case)| m.relation == *relation && m.case == *case)
        });
        found.map(|m| m.phrase.clone())
    };
    let owner = noun
        .modifiers
        .iter()
        .find(|m| m.relation == "nmod:poss")
        .map(|m| m.phrase.clone());
    let of = modifier(&[("nmod", "of"), ("nmod", "between")]);
    let mut out = statement.clone();
    out.kind = StatementKind::Event;
    out.predicate.lemma = verb;
    // "is due on Friday" is of what is to come.
    if ahead && predicate.tense == Tense::Present {
        out.predicate.tense = Tense::Future;
    }
    out.predicate.passive = owner.is_none() && of.is_some();
    out.objects.retain(|o| matches!(o.role, Role::Oblique(_)));
    out.subject = owner.map(|p| argument(Role::Subject, p));
    if let Some(of) = of {
        out.objects.insert(0, argument(Role::Object, of));
    }
    Some(out)
}

/// "is 180 metres high", "stands 180 metres tall": it is 180 metres.
fn dimension(side: Side<'_>, knowledge: &Knowledge) -> Option<Statement> {
    let statement = side.statement;
    let at = statement.objects.iter().position(|o| {
        o.role == Role::Attribute && knowledge.is("dimension", &o.phrase.lemma.to_lowercase())
    })?;
    let adjective = &statement.objects.get(at)?.phrase;
    // "34 years old" has its amount before the word.
    let amount = statement.quantities.iter().position(|q| {
        q.quantity.unit.is_some()
            && q.span.end <= adjective.span.end
            && adjective.span.end.saturating_sub(q.span.end) <= "thousand-".len()
    })?;
    let span = statement.quantities.get(amount)?.span;
    let mut out = statement.clone();
    let attribute = &mut out.objects.get_mut(at)?.phrase;
    attribute.modifiers = vec![which_dimension(attribute)];
    attribute.lemma = unit_word(side, span)?;
    attribute.count = Some(amount);
    attribute.quantifier = Quantifier::Number;
    attribute.span = span;
    // The amount is a length of time in words only: "34 years old" dates nothing.
    out.times.retain(|t| !t.span.overlaps(span));
    out.circumstances.retain(|c| !c.span.overlaps(span));
    be(&mut out);
    Some(out)
}

/// "Jonas Wick, 43, was led away", "the 43-year-old Jonas Wick": he is 43 years old.
fn ages(statement: &Statement) -> Vec<Statement> {
    let mut out = Vec::new();
    for (i, quantity) in statement.quantities.iter().enumerate() {
        if quantity.of.as_deref() != Some("age") || quantity.quantity.unit.as_deref() != Some("year") {
            continue;
        }
        let inner = statement
            .phrases_within(DEEPEST)
            .into_iter()
            .filter(|p| p.entity.is_some() && p.span.contains(quantity.span))
            .min_by_key(|p| p.span.end - p.span.start);
        let Some(person) = inner else { continue };
        let mut person = person.clone();
        person
            .modifiers
            .retain(|m| !m.phrase.span.overlaps(quantity.span));
        let mut said = statement.clone();
        said.subject = Some(argument(Role::Subject, person));
        let attribute = Phrase {
            lemma: "year".to_owned(),
            text: "years old".to_owned(),
            span: quantity.span,
            count: Some(i),
            quantifier: Quantifier::Number,
            modifiers: vec![which_dimension(&Phrase {
                lemma: "old".to_owned(),
                ..bare()
            })],
            ..bare()
        };
        said.objects = vec![argument(Role::Attribute, attribute)];
        said.circumstances.clear();
        said.times.clear();
        said.polarity = Polarity::Affirmed;
        said.certainty = Certainty::Asserted;
        said.predicate.tense = Tense::Present;
        said.predicate.modal = None;
        said.predicate.adverbs.clear();
        be(&mut said);
        out.push(said);
    }
    out
}

/// "an inflation target of 2%", "inflation at 3.1%", wherever the statement has it.
fn amounts(statement: &Statement, knowledge: &Knowledge) -> Vec<Statement> {
    let told = statement.certainty == Certainty::Asserted
        && statement.polarity == Polarity::Affirmed
        && statement.predicate.tense != Tense::Future;
    if !told {
        return Vec::new();
    }
    let owner = statement.subject.as_ref().filter(|_| {
        // "has an alcohol content of 5.6%": whose it is, the verb says.
        knowledge.is("holding-verb", &statement.predicate.lemma)
    });
    let mut out = Vec::new();
    for phrase in statement.phrases_within(DEEPEST) {
        if phrase.entity.is_some() || phrase.count.is_some() || phrase.quantifier == Quantifier::No {
            continue;
        }
        let behind = phrase.modifiers.iter().position(|m| {
            m.relation == "nmod" && matches!(m.case.as_str(), "of" | "at") && is_amount(statement, &m.phrase)
        });
        // "a five-year warranty"
        let in_front = || {
            phrase.modifiers.iter().position(|m| {
                matches!(m.relation, "compound" | "amod" | "nmod:unmarked" | "nmod:desc")
                    && m.phrase.head < phrase.head
                    && statement.quantities.iter().any(|q| {
                        q.span == m.phrase.span && q.quantity.unit.as_deref().is_some_and(|u| u != "ordinal")
                    })
            })
        };
        let Some(at) = behind.or_else(in_front) else {
            continue;
        };
        let mut named = phrase.clone();
        let amount = named.modifiers.remove(at).phrase;
        named.quantifier = Quantifier::Definite;
        // "The last stage is a time trial of 29 km": what has the length is the stage, not any time trial.
        let bearer = statement.subject.as_ref().filter(|_| {
            let attribute = |o: &&Argument| o.role == Role::Attribute && o.phrase.span == phrase.span;
            statement.objects.iter().any(|o| attribute(&o))
        });
        if let Some(bearer) = bearer {
            named = bearer.phrase.clone();
        }
        if let Some(owner) = owner
            && !named.modifiers.iter().any(|m| m.relation.starts_with("nmod"))
        {
            named.modifiers.push(Modifier {
                relation: "nmod",
                case: "of".to_owned(),
                phrase: owner.phrase.clone(),
            });
        }
        let mut said = statement.clone();
        said.subject = Some(argument(Role::Subject, named));
        said.objects = vec![argument(Role::Attribute, amount)];
        said.circumstances.retain(|c| c.kind == CircumstanceKind::Time);
        be(&mut said);
        out.push(said);
    }
    out
}

/// "A bottle is £3.40", "the price of a bottle is £3.40".
fn price(statement: &Statement, knowledge: &Knowledge) -> Option<Statement> {
    let is = statement.kind == StatementKind::State && statement.predicate.lemma == "be";
    let at = statement
        .objects
        .iter()
        .position(|o| o.role == Role::Attribute)
        .filter(|_| is)?;
    let value = &statement.objects.get(at)?.phrase;
    let money = statement
        .quantities
        .iter()
        .any(|q| q.span.overlaps(value.span) && q.quantity.unit.as_deref().is_some_and(is_currency));
    if !money {
        return None;
    }
    let subject = &statement.subject.as_ref()?.phrase;
    let thing = if knowledge.is("price-noun", &subject.lemma.to_lowercase()) {
        let of = subject.modifiers.iter().find(|m| {
            m.relation == "nmod:poss" || (m.relation == "nmod" && matches!(m.case.as_str(), "of" | "for"))
        })?;
        of.phrase.clone()
    } else {
        subject.clone()
    };
    let mut out = statement.clone();
    out.kind = StatementKind::Event;
    out.predicate.lemma = "cost".to_owned();
    out.subject = Some(argument(Role::Subject, thing));
    out.objects.get_mut(at)?.role = Role::Object;
    Some(out)
}

/// "There is a release clause in the contract."
fn contained(statement: &Statement) -> Option<Statement> {
    let is = statement.kind == StatementKind::State && statement.predicate.lemma == "be";
    let subject = &statement
        .subject
        .as_ref()
        .filter(|_| is && statement.objects.is_empty())?
        .phrase;
    let indefinite = subject.entity.is_none()
        && matches!(
            subject.quantifier,
            Quantifier::Some | Quantifier::Bare | Quantifier::Any | Quantifier::No | Quantifier::Number
        );
    if !indefinite {
        return None;
    }
    let mut thing = subject.clone();
    let inside = |case: &str| matches!(case, "in" | "inside" | "on");
    let mut out = statement.clone();
    let place = match thing
        .modifiers
        .iter()
        .position(|m| m.relation == "nmod" && inside(&m.case))
    {
        Some(at) => thing.modifiers.remove(at).phrase,
        None => {
            let at = out
                .circumstances
                .iter()
                .position(|c| c.kind == CircumstanceKind::Place && inside(&c.marker) && c.phrase.is_some())?;
            out.circumstances.remove(at).phrase?
        }
    };
    out.kind = StatementKind::Event;
    out.predicate.lemma = "contain".to_owned();
    out.subject = Some(argument(Role::Subject, place));
    out.objects = vec![argument(Role::Object, thing)];
    Some(out)
}

/// "The bridge took three years to build", "it took them three years to build it": it was built in three years.
fn took(side: Side<'_>) -> Option<Statement> {
    let statement = side.statement;
    if statement.predicate.lemma != "take" || statement.predicate.passive {
        return None;
    }
    let length = statement.objects.iter().find_map(|o| {
        let time = statement
            .times
            .iter()
            .find(|t| matches!(t.time, TimeValue::Duration { .. }) && t.span.overlaps(o.phrase.span))?;
        Some((&o.phrase, time)).filter(|_| o.role == Role::Object)
    });
    let (phrase, time) = length?;
    let done = side.reading.statements.iter().find(|s| {
        s.parent.is_some_and(|p| {
            p.statement == statement.id
                && matches!(p.relation, EmbeddingKind::Content | EmbeddingKind::Purpose)
        }) && s.predicate.tense == Tense::None
            && s.span.start >= phrase.span.start
    })?;
    let who = statement.subject.as_ref().map(|s| &s.phrase)?;
    let own = done.objects.iter().find(|o| o.role == Role::Object);
    let mut out = done.clone();
    out.objects.retain(|o| matches!(o.role, Role::Oblique(_)));
    let (agent, thing) = match own {
        Some(thing) if who.lemma.eq_ignore_ascii_case("it") => (None, thing.phrase.clone()),
        Some(thing) => (Some(who), thing.phrase.clone()),
        None => (None, uncounted(who)),
    };
    out.subject = agent.map(|p| argument(Role::Subject, uncounted(p)));
    out.predicate.passive = agent.is_none();
    out.objects.insert(0, argument(Role::Object, thing));
    out.predicate.tense = statement.predicate.tense;
    out.predicate.perfect = statement.predicate.perfect;
    out.polarity = statement.polarity;
    out.certainty = statement.certainty;
    out.source = statement.source.clone();
    out.parent = None;
    out.times = vec![time.clone()];
    out.circumstances.retain(|c| c.kind != CircumstanceKind::Time);
    out.circumstances.push(Circumstance {
        kind: CircumstanceKind::Time,
        marker: "in".to_owned(),
        phrase: Some(uncounted(phrase)),
        span: phrase.span,
        text: phrase.text.clone(),
        value: None,
        time: Some(0),
    });
    Some(out)
}

/// The phrase for a statement that has not the quantities which its count is one of.
fn uncounted(phrase: &Phrase) -> Phrase {
    Phrase {
        count: None,
        ..phrase.clone()
    }
}

/// What the amount measures, as a word that narrows it: "tall" and "high" are one, "wide" is another.
pub(super) fn which_dimension(adjective: &Phrase) -> Modifier {
    let lemma = adjective.lemma.to_lowercase();
    let word = quantify::dimension(&lemma);
    Modifier {
        relation: "amod",
        case: String::new(),
        phrase: Phrase {
            lemma: word.to_owned(),
            text: word.to_owned(),
            ..bare()
        },
    }
}

/// The word for the unit: the last of the amount's.
fn unit_word(side: Side<'_>, amount: TextSpan) -> Option<String> {
    let sentence = side.reading.sentences.get(side.statement.sentence)?;
    let inside = |w: &&Word| amount.contains(w.span) && matches!(w.upos, Upos::Noun | Upos::Sym);
    sentence
        .tree
        .words
        .iter()
        .rfind(inside)
        .map(|w| w.lemma.to_lowercase())
}

/// Whether the phrase is an amount ("3.1%", "£3.40", "118 minutes", "34"), not a count of things.
fn is_amount(statement: &Statement, phrase: &Phrase) -> bool {
    phrase.entity.is_none()
        && statement.quantities.iter().any(|q| {
            let head = phrase.count.and_then(|i| statement.quantities.get(i)) == Some(q);
            q.span.overlaps(phrase.span)
                && q.quantity.unit.as_deref() != Some("ordinal")
                && (q.span.contains(phrase.span) || head && q.quantity.unit.is_some())
        })
}

/// ISO 4217: three capitals.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

/// Makes a state of the statement; what it is said to be is among its objects.
pub(super) fn be(statement: &mut Statement) {
    statement.kind = StatementKind::State;
    statement.predicate.lemma = "be".to_owned();
    statement.predicate.passive = false;
    statement.predicate.perfect = false;
}

pub(super) fn argument(role: Role, phrase: Phrase) -> Argument {
    Argument { role, phrase }
}

/// A phrase of nothing.
pub(super) fn bare() -> Phrase {
    Phrase {
        span: TextSpan::new(0, 0),
        text: String::new(),
        head: 0,
        lemma: String::new(),
        entity: None,
        antecedent: None,
        quantifier: Quantifier::Bare,
        count: None,
        modifiers: Vec::new(),
        conjuncts: Vec::new(),
        disjunction: false,
        variable: None,
    }
}
