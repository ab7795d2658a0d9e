//! Whether two statements are about the same thing, so that a difference between them is a conflict.

use super::amount::relate_times;
use super::compare::{Comparison, Core, words_at};
use super::degrees;
use super::derive::is_fixed;
use super::names::descriptions;
use super::part::{Clash, PartRelation};
use super::phrase::word_of;
use super::relation::{Part, Side};
use super::single::{belongs_to_one, has_one_agent, has_one_holder, is_dated_at_all};
use crate::document::TextSpan;
use crate::lexicon;
use crate::lexicon::classes::{self, is_pronoun};
use crate::reading::statement::{
    Certainty, CircumstanceKind, Phrase, Polarity, Quantifier, QuantityMention, Role, Statement,
    StatementKind, Tense, TimeMention, TimeValue,
};
use crate::reading::tree::Word;
use crate::rules::book::EntityKind;
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// Whether two statements are about the same thing, so that a difference between them is a conflict
/// and not just another event.
///
/// Both are asserted with one certainty, both say who or what they are about, the subjects can be
/// one, and nothing but the part that clashes sets them apart. A difference of number, time or place
/// is a conflict only where the event happens once: a past event of named or definite participants.
pub(super) fn comparable(comparison: &Comparison<'_>, core: Core, clash: Option<&Clash>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let one_scene = comparison.one_scene;
    // "is scheduled for Monday" against "is scheduled for Tuesday": two plans for one thing. What is agreed to
    // be, and what will be, are plans alike.
    let plans = text.certainty == claim.certainty
        && matches!(text.certainty, Certainty::Intended | Certainty::Ordered)
        || !one_scene && is_settled(comparison.text) && is_settled(comparison.claim);
    // "had planned to merge in May": what has come of it is another matter.
    let was_planned = |side: Side<'_>| {
        let above = side.statement.parent.filter(|_| !one_scene);
        above
            .and_then(|above| side.reading.statements.get(above.statement))
            .is_some_and(|s| s.predicate.perfect && s.predicate.tense == Tense::Past)
    };
    let plans = plans && was_planned(comparison.text) == was_planned(comparison.claim);
    let two_plans = plans
        && clash.is_some_and(|c| {
            // "to close its factory in Leeds": one of several, maybe, wherever the tree hangs the place.
            let of_object =
                |s: &Statement| !s.predicate.passive && s.objects.iter().any(|o| o.role == Role::Object);
            matches!(c.part, Part::Time | Part::Number)
                || (c.part == Part::Place
                    && (!of_object(text) && !of_object(claim) || on_one_day(text, claim)))
        });
    if !(text.certainty == claim.certainty && asserts(text.certainty) || two_plans) {
        return false;
    }
    if !one_scene && (is_of_another_year(text, claim) || is_another_in_order(text, claim)) {
        return false;
    }
    let same_subject = match (&text.subject, &claim.subject) {
        (Some(_), Some(_)) => {
            core.subject.compatible()
                || clash.is_some_and(|c| {
                    matches!(
                        c.part,
                        Part::Number | Part::Role | Part::Participant | Part::Place
                    )
                })
        }
        // "No decision was taken" leaves the subject open.
        (Some(_), None) | (None, None) => !text.objects.is_empty() || !claim.objects.is_empty(),
        // "The eruption began on 1 May": whose it was, the article has said.
        (None, Some(_)) => {
            clash.is_some_and(|c| c.part == Part::Time) && is_tied(comparison, false)
                // "The rate was cut", "the rate rose": it befell one thing.
                || clash.is_some_and(|c| c.part == Part::Opposite) && core.both_subjects && core.subject == PartRelation::Equal
                || clash.is_some_and(|c| c.part == Part::Opposite) && is_done_to_one_thing(comparison)
                || leaves_agent_open(comparison)
        }
    };
    if !same_subject || !one_scene && is_reckoned_back(comparison.text) != is_reckoned_back(comparison.claim)
    {
        return false;
    }
    let Some(clash) = clash else {
        // Said and denied. Of two and two passengers these may be hurt and those not.
        let of_some = [text, claim].into_iter().all(is_of_some);
        return one_scene || !of_some && !is_another_state(text, claim);
    };
    // "had been orange before": what was so earlier is not what the claim says is so.
    let earlier = |s: &Statement| s.predicate.perfect && s.predicate.tense == Tense::Past;
    let state = |s: &Statement| matches!(s.kind, StatementKind::State | StatementKind::Role);
    // "was 12 years old when his father died"
    let then = |s: &Statement| {
        let opens = |word: &str| matches!(word, "when" | "while" | "before" | "after" | "until");
        s.circumstances.iter().any(|c| {
            let first = c.text.split(' ').next().filter(|_| c.time.is_none());
            c.phrase.is_none() && (opens(&c.marker) || first.is_some_and(opens))
        })
    };
    let other_time = earlier(text) && !earlier(claim) || then(text) && !then(claim);
    if !one_scene
        && (state(text) && state(claim) && other_time
            || is_another_of_its_kind(comparison)
            || is_of_a_part(comparison, clash))
    {
        return false;
    }
    let anchored = one_scene || is_anchored(text) && is_anchored(claim);
    let tied = || is_tied(comparison, true);
    match clash.part {
        Part::Polarity => anchored,
        Part::Opposite if degrees::compares(comparison.text, comparison.claim) => true,
        Part::Opposite if !one_scene && is_another_state(text, claim) => false,
        Part::Opposite if !one_scene && is_of_other_complements(comparison, clash) => false,
        // Of two men one may be laughing and one crying, in one scene as well.
        Part::Opposite if may_be_undone(comparison) => false,
        Part::Opposite if one_scene && most_of_all(text) && most_of_all(claim) => true,
        // "One of the pilots died" to "both pilots survived".
        Part::Opposite if speaks_of_all(claim) && core.subject.compatible() => is_anchored(claim) || tied(),
        // "Some pupils failed", "most pupils passed": these and those.
        Part::Opposite if !one_scene && (speaks_of_a_part(text) || speaks_of_a_part(claim)) => false,
        Part::Opposite => {
            names_its_subject(text) && names_its_subject(claim)
                || is_done_to_one_thing(comparison) && (core.subject.compatible() || text.subject.is_none())
        }
        Part::Time | Part::Number if !one_scene && are_two_offices(text, claim) => false,
        Part::Number if !one_scene && is_on_another_occasion(comparison) => false,
        Part::Number if is_of_another_purpose(text, claim) => false,
        Part::Number if !one_scene && is_so_in_a_place(text, claim) => false,
        Part::Number if !one_scene && (is_to_come(text, claim) || is_to_come(claim, text)) => false,
        Part::Number => anchored && (is_anchored(text) || is_measure(text, clash.text)) || tied(),
        Part::Time if is_dated(text, clash.text) && is_dated(claim, clash.claim) => true,
        Part::Time | Part::Place if !one_scene && speaks_of_another(text, claim) => false,
        Part::Place if is_location(text) && is_location(claim) => stays_put(comparison),
        Part::Time | Part::Place => {
            // What is to come is another occasion than what has been.
            let future = |s: &Statement| {
                s.predicate.tense == Tense::Future || s.certainty == Certainty::Intended || is_scheduled(s)
            };
            anchored && happens_once(text) && happens_once(claim) && future(text) == future(claim)
        }
        Part::Role => true,
        // "won the race in 2019": another won it in the year that the claim speaks of.
        Part::Participant if is_dated_at_all(text) && !is_dated_at_all(claim) => false,
        // "ran the museum at the time": who runs it now is another.
        Part::Participant
            if text.predicate.tense == Tense::Past
                && !text.predicate.perfect
                && claim.predicate.tense == Tense::Present =>
        {
            false
        }
        Part::Participant => {
            has_one_agent(comparison, core)
                || has_one_holder(comparison)
                || belongs_to_one(comparison, core, clash)
        }
        Part::Certainty | Part::Source | Part::Quotation => false,
    }
}

/// "a member of the assembly for eleven years", "its speaker for seven": two offices, each with a time of its own.
fn are_two_offices(text: &Statement, claim: &Statement) -> bool {
    let office = |s: &'_ Statement| {
        let role = s.kind == StatementKind::Role;
        let attribute = s.objects.iter().find(|o| role && o.role == Role::Attribute);
        attribute.map(|o| o.phrase.lemma.to_lowercase())
    };
    office(text).zip(office(claim)).is_some_and(|(t, c)| t != c)
}

/// Whether the statement says what has been settled for the time to come: "will open", "is to open", "agreed to open",
/// "is due to open". What somebody hopes for or asks for is not settled.
fn is_settled(side: Side<'_>) -> bool {
    let statement = side.statement;
    match statement.certainty {
        Certainty::Asserted => statement.predicate.tense == Tense::Future,
        Certainty::Intended => statement.parent.is_none_or(|above| {
            let Some(above) = side.reading.statements.get(above.statement) else {
                return false;
            };
            let classes = classes::standard();
            let attribute = above.objects.iter().find(|o| o.role == Role::Attribute);
            let word = attribute.map_or(&above.predicate.lemma, |a| &a.phrase.lemma);
            above.polarity == Polarity::Affirmed
                && above.certainty == Certainty::Asserted
                && classes.is("settling-word", &word.to_lowercase())
        }),
        _ => false,
    }
}

/// "voted against a text in 2022" to "did not vote": what bears the year of its own is another case than what the
/// claim denies, or affirms, without one. A claim of all times ("has never voted") is about that year, too.
fn is_of_another_year(text: &Statement, claim: &Statement) -> bool {
    let with_year = |t: &TimeMention| {
        let written = words_at(text, t.span);
        matches!(t.time, TimeValue::Date(date) if date.day.is_none())
            && written
                .split(|c: char| !c.is_ascii_digit())
                .any(|run| run.len() == 4)
    };
    let always = claim.predicate.perfect
        || claim
            .predicate
            .adverbs
            .iter()
            .any(|a| a == "never" || a == "ever");
    let whole = claim.predicate.tense == Tense::Future;
    text.predicate.tense == Tense::Past
        && claim.times.is_empty()
        && !always
        && !whole
        && !text.times.is_empty()
        && text.times.iter().all(with_year)
        && text.polarity != claim.polarity
}

/// "costs $29" to "will rise to $35 in September": what is so now is no conflict with what is to come on a day.
fn is_to_come(ahead: &Statement, now: &Statement) -> bool {
    ahead.predicate.tense == Tense::Future
        && !ahead.times.is_empty()
        && now.predicate.tense == Tense::Present
        && now.times.is_empty()
        || ahead.predicate.tense == Tense::Future
            && now.predicate.tense == Tense::Past
            && !now.times.is_empty()
}

/// "The film was banned" to "the festival did not ban the film": nobody is named, and in this story there is nobody
/// else whom it could mean.
pub(super) fn leaves_agent_open(comparison: &Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    text.predicate.passive
        && text.subject.is_none()
        && claim.subject.is_some()
        && claim.objects.iter().any(|o| {
            o.role == Role::Object
                && (o.phrase.entity.is_some() || o.phrase.quantifier == Quantifier::Definite)
        })
        && (comparison.one_scene || is_tied(comparison, true))
}

/// Whether both are said of the same day: nobody receives the same guests in two places then.
pub(super) fn on_one_day(text: &Statement, claim: &Statement) -> bool {
    let days = |s: &Statement| -> Vec<Date> {
        let dates = s.times.iter().filter_map(|t| match t.time {
            TimeValue::Date(date) if date.day.is_some() => Some(date),
            _ => None,
        });
        dates.collect()
    };
    let there = days(text);
    days(claim).iter().any(|day| there.contains(day))
}

fn asserts(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::Asserted | Certainty::Probable)
}

/// Whether a name, a definite phrase or a time ties the statement to one case.
pub(super) fn is_anchored(statement: &Statement) -> bool {
    !statement.times.is_empty()
        || statement.phrases().any(|p| {
            p.entity.is_some()
                || p.quantifier == Quantifier::Definite
                || p.modifiers.iter().any(|m| m.phrase.entity.is_some())
        })
}

/// Whether the number is a price, a length, a share, and counts nothing.
pub(super) fn is_measure(statement: &Statement, number: TextSpan) -> bool {
    statement
        .quantities
        .iter()
        .any(|q| q.span.overlaps(number) && q.quantity.unit.as_deref().is_some_and(|unit| unit != "ordinal"))
}

/// "54 percent of voters": two shares of more than half have members in common.
fn most_of_all(statement: &Statement) -> bool {
    statement.subject.as_ref().is_some_and(|s| {
        s.phrase
            .count
            .and_then(|i| statement.quantities.get(i))
            .is_some_and(|q| {
                q.quantity.unit.as_deref() == Some("percent")
                    && q.quantity.value > rust_decimal::Decimal::from(50)
                    && matches!(q.quantity.bound, Bound::Exact | Bound::AtLeast | Bound::MoreThan)
            })
    })
}

/// Whether it is said of some, many or most of several.
fn speaks_of_a_part(statement: &Statement) -> bool {
    let subject = statement.subject.as_ref().map(|s| &s.phrase);
    subject.is_some_and(|p| {
        let some = p.quantifier == Quantifier::Some && p.text.to_lowercase().starts_with("some ");
        some || matches!(
            p.quantifier,
            Quantifier::Many | Quantifier::Most | Quantifier::Few
        )
    })
}

/// "Both pilots", "all passengers".
fn speaks_of_all(statement: &Statement) -> bool {
    told_of(statement).is_some_and(|p| p.quantifier == Quantifier::All)
}

/// Whether the statement is about one certain thing: a name, a definite phrase, or a mass or plural
/// spoken of as a whole ("oil prices fell").
fn names_its_subject(statement: &Statement) -> bool {
    let Some(subject) = statement.subject.as_ref().or(statement.objects.first()) else {
        return false;
    };
    let phrase = &subject.phrase;
    phrase.entity.is_some()
        || matches!(
            phrase.quantifier,
            Quantifier::Definite | Quantifier::All | Quantifier::Most
        )
        || phrase.modifiers.iter().any(|m| m.phrase.entity.is_some())
        || (phrase.quantifier == Quantifier::Bare
            && !statement.predicate.progressive
            && !is_pronoun(&phrase.lemma))
}

/// "A jury upheld the appeal" to "a jury rejected the appeal": whoever the jury is, there is one appeal. Of several that
/// are counted, some may do the one and some the other.
fn is_done_to_one_thing(comparison: &Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let one = |s: &Statement| {
        let object = s.objects.iter().any(|o| {
            o.role == Role::Object
                && o.phrase.conjuncts.is_empty()
                && (o.phrase.entity.is_some() || o.phrase.quantifier == Quantifier::Definite)
        });
        let several = s
            .subject
            .as_ref()
            .is_some_and(|a| a.phrase.quantifier == Quantifier::Number);
        s.kind == StatementKind::Event && object && !several
    };
    one(text)
        && one(claim)
        && text.predicate.tense == claim.predicate.tense
        && !is_on_another_occasion(comparison)
}

/// Whether the two opposite things may both be so, at their times: what will be and what is, what was in one year and what is
/// said of none, what lasted until the other came, what somebody stayed before leaving.
fn is_another_state(text: &Statement, claim: &Statement) -> bool {
    let state = |s: &Statement| {
        matches!(s.kind, StatementKind::State | StatementKind::Role) && s.predicate.tense == Tense::Present
    };
    let ahead = |s: &Statement| s.predicate.tense == Tense::Future;
    let year = |s: &Statement| {
        let of_year = |t: &TimeMention| matches!(t.time, TimeValue::Date(date) if date.month.is_none());
        s.predicate.tense == Tense::Past && s.times.iter().any(of_year)
    };
    let until = |s: &Statement| {
        s.circumstances
            .iter()
            .any(|c| c.marker == "until" || c.text.starts_with("until "))
    };
    let for_a_time = |s: &Statement| {
        let length = |t: &TimeMention| matches!(t.time, TimeValue::Duration { .. });
        s.predicate.tense == Tense::Past && s.times.iter().any(length)
    };
    let one_way = |a: &Statement, b: &Statement| {
        ahead(a) && state(b)
            || year(a) && b.times.is_empty()
            || until(a) != until(b)
            || for_a_time(a) && b.times.is_empty() && a.predicate.lemma != b.predicate.lemma
    };
    one_way(text, claim) || one_way(claim, text)
}

/// "lost to Hull" to "won the cup", "stayed in London" to "left the committee": verbs that are opposites, each with something
/// of its own that the other has not.
fn is_of_other_complements(comparison: &Comparison<'_>, clash: &Clash) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    if clash.text != text.predicate.span {
        return false;
    }
    fn complements(s: &Statement) -> Vec<&Phrase> {
        let objects = s.objects.iter().filter(|o| {
            o.role == Role::Object
                || matches!(&o.role, Role::Oblique(case) if !matches!(case.as_str(), "by" | "after" | "during" | "despite"))
        });
        let places = s
            .circumstances
            .iter()
            .filter(|c| c.kind == CircumstanceKind::Place);
        let phrases = objects
            .map(|o| &o.phrase)
            .chain(places.filter_map(|c| c.phrase.as_ref()));
        let amount = |p: &&Phrase| !s.quantities.iter().any(|q| q.span.contains(p.span));
        phrases.filter(amount).collect()
    }
    let (there, wanted) = (complements(text), complements(claim));
    let alone = |of: &[&Phrase], other: &[&Phrase]| {
        !of.is_empty()
            && of.iter().all(|p| {
                !is_pronoun(&p.lemma)
                    && !other.iter().any(|o| {
                        o.lemma.eq_ignore_ascii_case(&p.lemma)
                            || comparison
                                .knowledge
                                .same_term(&o.lemma.to_lowercase(), &p.lemma.to_lowercase())
                            || comparison.knowledge.stands_for(o, p)
                            || comparison.knowledge.stands_for(p, o)
                    })
            })
    };
    alone(&there, &wanted) && alone(&wanted, &there)
}

/// Two changes each of which undoes the other ("opened", "closed"), not said of one time.
fn may_be_undone(comparison: &Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let changes = |s: &Statement| {
        s.kind == StatementKind::Event && comparison.knowledge.is("reversal", &s.predicate.lemma)
    };
    let one_time = text.times.iter().any(|t| {
        claim
            .times
            .iter()
            .any(|c| relate_times(&t.time, &c.time) == PartRelation::Equal)
    });
    // What was bought was sold: two sides of one deal.
    let converse = [text, claim]
        .iter()
        .all(|s| comparison.knowledge.is("converse", &s.predicate.lemma));
    converse || (changes(text) && changes(claim) && !one_time)
}

/// "a 1964 film": a time that belongs to what the subject is.
fn is_dated(statement: &Statement, time: TextSpan) -> bool {
    statement.kind == StatementKind::Role
        && statement
            .objects
            .iter()
            .any(|o| o.role == Role::Attribute && o.phrase.span.contains(time))
}

/// "It is in Spain."
fn is_location(statement: &Statement) -> bool {
    let located =
        statement.predicate.passive && matches!(statement.predicate.lemma.as_str(), "locate" | "situate");
    located
        || statement.kind == StatementKind::State
            && statement.predicate.lemma == "be"
            && statement.objects.is_empty()
}

/// Whether the subject is something that does not move: a place by its name, or by what the text or
/// the claim says it is.
fn stays_put(comparison: &Comparison<'_>) -> bool {
    [comparison.text, comparison.claim].into_iter().any(|side| {
        side.statement.subject.as_ref().is_some_and(|s| {
            lexicon::is_place(&s.phrase.lemma)
                || comparison
                    .knowledge
                    .known(&s.phrase)
                    .is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country))
                || descriptions(side, &s.phrase).iter().any(|d| is_fixed(&d.lemma))
        })
    })
}

/// "received $75,000" to "received $25,000 for the record": what is for one thing is a part of it all, maybe.
fn is_of_another_purpose(text: &Statement, claim: &Statement) -> bool {
    let purpose = |s: &Statement| {
        let mut objects = s.objects.iter();
        let found = objects.find(|o| matches!(&o.role, Role::Oblique(case) if case == "for"));
        found.map(|o| o.phrase.lemma.to_lowercase())
    };
    // What is paid for a thing is its price, with it or without.
    let money = |s: &Statement| {
        matches!(
            s.predicate.lemma.as_str(),
            "receive" | "get" | "win" | "earn" | "be" | "owe"
        )
    };
    let (there, wanted) = (purpose(text), purpose(claim));
    money(text) && money(claim) && there.is_some() != wanted.is_some()
}

/// "employs 300 people in Wales" to "employs 1,200 people": of what is so here and there, a place has its part.
fn is_so_in_a_place(text: &Statement, claim: &Statement) -> bool {
    let place = |s: &Statement| s.circumstances.iter().any(|c| c.kind == CircumstanceKind::Place);
    let now = |s: &Statement| s.predicate.tense == Tense::Present && !s.predicate.perfect;
    now(text) && now(claim) && place(text) && !place(claim)
}

/// Whether the event is one that happens once: past or done, not going on, not a state that one can
/// be in here and there.
fn happens_once(statement: &Statement) -> bool {
    let predicate = &statement.predicate;
    let several = |a: &String| {
        matches!(
            a.as_str(),
            "twice" | "again" | "also" | "often" | "repeatedly" | "regularly" | "frequently"
        )
    };
    statement.kind != StatementKind::State
        && !predicate.adverbs.iter().any(several)
        && !predicate.progressive
        && (matches!(predicate.tense, Tense::Past | Tense::Future)
            || predicate.perfect
            || predicate.tense == Tense::None
            || is_scheduled(statement))
}

/// "The contract expires in 2031", "support ends on 9 December": the present of what is to come on a date.
fn is_scheduled(statement: &Statement) -> bool {
    statement.kind == StatementKind::Event
        && statement.predicate.tense == Tense::Present
        && !statement.predicate.perfect
        && !statement.predicate.progressive
        && statement
            .times
            .iter()
            .any(|t| t.weekday.is_none() && matches!(t.time, TimeValue::Date(_)))
}

/// How deep phrases are looked into.
const DEEPEST: usize = 3;

/// Whether the text speaks of the claim's case although no name in it says so: it has no time, place or
/// company of its own, and whatever the claim has more ("in the crash"), the article has spoken of before.
/// A claim of a rulebook is about the story; "eleven people died" in that story is about its dead. With
/// `same_time` the two must not be of different times, either.
pub(super) fn is_tied(comparison: &Comparison<'_>, same_time: bool) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    if comparison.one_scene || comparison.loose || claim.predicate.progressive {
        return false;
    }
    let now = |t: &TimeValue| matches!(t, TimeValue::Other(v) if v == "PRESENT_REF");
    let meets = |a: &TimeValue, of: &Statement| {
        of.times
            .iter()
            .any(|t| relate_times(a, &t.time).compatible() || relate_times(&t.time, a).compatible())
    };
    let own_time = text
        .times
        .iter()
        .any(|t| !now(&t.time) && !is_amount_at(text, t.span) && !meets(&t.time, claim));
    let open_time = claim
        .times
        .iter()
        .any(|t| !is_amount_at(claim, t.span) && !meets(&t.time, text));
    let other_time = same_time && (own_time || open_time);
    if other_time || (claim.times.is_empty() && speaks_of_another_time(comparison.text)) {
        return false;
    }
    let number = |p: &Phrase| claim.quantities.iter().any(|q| q.span.contains(p.span));
    let mut wanted = claim.phrases_within(DEEPEST);
    // Nobody in particular need not have been spoken of.
    let anybody = |p: &Phrase| {
        matches!(
            p.lemma.to_lowercase().as_str(),
            "nobody" | "no-one" | "anybody" | "anyone" | "somebody" | "someone" | "people" | "person"
        )
    };
    wanted.retain(|p| !number(p) && !anybody(p));
    let known = |p: &Phrase| is_pronoun(&p.lemma) || is_among(&wanted, p);
    let obliques = text
        .objects
        .iter()
        .filter(|o| matches!(o.role, Role::Oblique(_)))
        .map(|o| &o.phrase);
    let places = text
        .circumstances
        .iter()
        .filter(|c| c.kind != CircumstanceKind::Time)
        .filter_map(|c| c.phrase.as_ref());
    // "in the brewery shop" is in this story; "in a bus", "at the previous meeting" is in another.
    let at_hand = |p: &Phrase| {
        let other = p.modifiers.iter().any(|m| {
            classes::standard().is("other-occasion", &m.phrase.lemma.to_lowercase())
                || m.phrase.entity.is_some() && !known(&m.phrase)
        });
        known(p)
            || (p.quantifier == Quantifier::Definite && p.entity.is_none() && !other)
            || is_amount_at(text, p.span)
    };
    if !obliques.chain(places).all(at_hand) {
        return false;
    }
    // "eleven people in a bus": told apart from the claim's by a phrase of their own.
    let apart = |p: &Phrase| {
        p.modifiers
            .iter()
            .any(|m| m.relation.starts_with("nmod") && !known(&m.phrase))
    };
    if text.phrases().any(apart) {
        return false;
    }
    wanted.iter().all(|w| is_mentioned(comparison.text, w))
}

/// Whether the text's subject is told apart from the claim's by what the article adds to it: "the plant in
/// Denmark" and "the older vaccine" need not be the plant and the vaccine that are on file.
fn is_another_of_its_kind(comparison: &Comparison<'_>) -> bool {
    let (Some(text), Some(claim)) = (
        told_of(comparison.text.statement),
        told_of(comparison.claim.statement),
    ) else {
        return false;
    };
    if text.entity.is_some()
        || claim.entity.is_some()
        || !matches!(claim.quantifier, Quantifier::Definite | Quantifier::Bare)
    {
        return false;
    }
    let wanted = comparison.claim.statement.phrases_within(DEEPEST);
    let known = |p: &Phrase| is_among(&wanted, p);
    text.modifiers.iter().any(|m| {
        let apart = match m.relation {
            "nmod" => matches!(m.case.as_str(), "in" | "at" | "of" | "from" | "for" | "near"),
            "amod" => {
                matches!(word_of(comparison.text, &m.phrase).map(|w| w.xpos), Some("JJR"))
                    || classes::standard().is("other-occasion", &m.phrase.lemma.to_lowercase())
                    || comparison
                        .knowledge
                        .is("telling-apart", &m.phrase.lemma.to_lowercase())
            }
            _ => false,
        };
        apart && !known(&m.phrase) && !is_amount_at(comparison.text.statement, m.phrase.span)
    })
}

/// Whether the claim is about a part of what the text is about: "sales fell" is nothing against "sales in Germany rose".
/// Whose sales they are, an article leaves to its context; where, it says.
fn is_of_a_part(comparison: &Comparison<'_>, clash: &Clash) -> bool {
    let (text, claim) = (comparison.text, comparison.claim);
    if !matches!(clash.part, Part::Opposite | Part::Number) {
        return false;
    }
    let Some(about) = told_of(claim.statement).filter(|p| p.entity.is_none()) else {
        return false;
    };
    let Some(sentence) = text.reading.sentences.get(text.statement.sentence) else {
        return false;
    };
    let said = text.statement.phrases_within(DEEPEST);
    about.modifiers.iter().any(|m| {
        let last = m.phrase.lemma.rsplit(' ').next().unwrap_or_default();
        let word = |w: &Word| w.form.eq_ignore_ascii_case(last) || w.lemma.eq_ignore_ascii_case(last);
        m.relation == "nmod"
            && matches!(m.case.as_str(), "in" | "at" | "to" | "among" | "from" | "outside")
            && m.phrase.entity.is_some()
            && !said.iter().any(|p| p.entity == m.phrase.entity)
            && !sentence.tree.words.iter().any(word)
    })
}

/// Whether the statement is about so many, or some, of whom it does not say which.
fn is_of_some(statement: &Statement) -> bool {
    // "fewer than 30,000": how many they are is told of all that there are.
    let bounded = |p: &Phrase| {
        let quantity = p.count.and_then(|i| statement.quantities.get(i));
        quantity.is_some_and(|q| !matches!(q.quantity.bound, Bound::Exact | Bound::About))
    };
    told_of(statement).is_some_and(|p| {
        p.entity.is_none()
            && !bounded(p)
            && p.modifiers.iter().all(|m| m.phrase.entity.is_none())
            && matches!(p.quantifier, Quantifier::Number | Quantifier::Some)
    })
}

/// Whom or what the statement is about: the subject, or what was done to where nobody is said to have done it.
fn told_of(statement: &Statement) -> Option<&Phrase> {
    let passive = statement.predicate.passive && statement.subject.is_none();
    let object = statement
        .objects
        .iter()
        .find(|o| passive && o.role == Role::Object);
    statement.subject.as_ref().or(object).map(|a| &a.phrase)
}

/// Whether one of the phrases has the same head.
fn is_among(phrases: &[&Phrase], phrase: &Phrase) -> bool {
    phrases
        .iter()
        .any(|p| p.lemma.eq_ignore_ascii_case(&phrase.lemma))
}

/// "another crash", "another appeal"
fn speaks_of_another(text: &Statement, claim: &Statement) -> bool {
    let other = |of: &Statement| {
        of.phrases()
            .any(|p| p.entity.is_none() && p.text.to_lowercase().split(' ').take(2).any(|w| w == "another"))
    };
    other(text) && !other(claim)
}

/// "won the fifth game" and "lost in the sixth game": the one has as its object what the other has as its place, and
/// another one in order.
fn is_another_in_order(text: &Statement, claim: &Statement) -> bool {
    let rank = |s: &Statement, p: &Phrase| {
        let ordinal =
            |q: &&QuantityMention| q.quantity.unit.as_deref() == Some("ordinal") && p.span.contains(q.span);
        s.quantities.iter().find(ordinal).map(|q| q.quantity.value)
    };
    let crossed = |a: &Statement, b: &Statement| {
        a.objects.iter().filter(|o| o.role == Role::Object).any(|object| {
            b.objects
                .iter()
                .filter(|o| matches!(o.role, Role::Oblique(_)) && o.phrase.lemma == object.phrase.lemma)
                .any(
                    |o| matches!((rank(a, &object.phrase), rank(b, &o.phrase)), (Some(x), Some(y)) if x != y),
                )
        })
    };
    crossed(text, claim) || crossed(claim, text)
}

/// Whether the text says itself that it is not about the claim's case: "in another crash", "in 1998".
fn is_on_another_occasion(comparison: &Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    speaks_of_another(text, claim) || (claim.times.is_empty() && speaks_of_another_time(comparison.text))
}

/// Whether the statement is about the time before the one that is spoken of: "was £1.7bn in the previous year",
/// "a year earlier", "the year before".
fn is_reckoned_back(side: Side<'_>) -> bool {
    let Some(sentence) = side.reading.sentences.get(side.statement.sentence) else {
        return false;
    };
    let words = &sentence.tree.words;
    let back = |w: &Word| {
        matches!(
            w.form.to_lowercase().as_str(),
            "earlier" | "before" | "previously"
        )
    };
    let previous = |w: &Word| matches!(w.lemma.as_str(), "previous" | "preceding");
    side.statement.times.iter().any(|t| {
        let inside: Vec<&Word> = words.iter().filter(|w| t.span.contains(w.span)).collect();
        let behind = words.iter().find(|w| w.span.start >= t.span.end);
        inside.iter().any(|w| previous(w))
            || inside.last().is_some_and(|w| inside.len() > 1 && back(w))
            || behind.is_some_and(back)
    })
}

/// Whether the sentence tells of another time: "In 1998 a plane came down, and four people were killed".
fn speaks_of_another_time(text: Side<'_>) -> bool {
    let sentence = text.statement.sentence;
    let back = sentence.saturating_sub(1)..=sentence;
    // "for the first time since 2009" tells of now.
    let reaches_here = |i: usize, t: &TimeMention| {
        let words = text.reading.sentences.get(i).map(|s| &s.tree.words);
        let before = words.and_then(|words| words.iter().rfind(|w| w.span.end <= t.span.start));
        before.is_some_and(|w| w.form.eq_ignore_ascii_case("since"))
    };
    back.into_iter().any(|i| {
        let times = text.reading.times.get(i).into_iter().flatten();
        let mut times = times.filter(|t| !reaches_here(i, t));
        times.any(|t| match &t.time {
            TimeValue::Date(date) => date.month.is_none() || (i == sentence && date.day.is_none()),
            TimeValue::Period(..) => i == sentence,
            _ => false,
        })
    })
}

/// Whether the span is that of an amount ("118 minutes"), which dates nothing.
fn is_amount_at(statement: &Statement, span: TextSpan) -> bool {
    statement.quantities.iter().any(|q| q.span.overlaps(span))
}

/// Whether the article has the head of the phrase up to the statement, or in its first sentence.
fn is_mentioned(text: Side<'_>, phrase: &Phrase) -> bool {
    let last = phrase.lemma.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let upto = text.statement.sentence + 1;
    is_pronoun(&last)
        || text.statement.phrases_within(DEEPEST).iter().any(|p| {
            p.lemma
                .rsplit(' ')
                .next()
                .is_some_and(|w| w.eq_ignore_ascii_case(&last))
        })
        || text.reading.sentences.iter().take(upto).any(|s| {
            s.tree
                .words
                .iter()
                .any(|w| w.lemma.eq_ignore_ascii_case(&last) || w.form.eq_ignore_ascii_case(&last))
        })
}
