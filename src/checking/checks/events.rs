//! Events that two statements tell of: whether they are one, who did what to whom, and when the one that a
//! noun names began and ended, as the article or the rulebook says.

use super::context::{Context, View};
use crate::checking::fact::Origin;
use crate::checking::finding::{Related, RelatedRole};
use crate::document::TextSpan;
use crate::reading::statement::{Certainty, Phrase, Polarity, Role, Statement, TimeValue};
use crate::reading::time::Time;
use crate::reading::tree::Upos;
use crate::rules::book::EntityKind;
use crate::value::date::Date;

/// A day, month or year, and where it is said.
pub(super) struct Known {
    pub(super) date: Date,
    pub(super) place: Related,
}

/// Lemma of the noun that a length of time describes: "the five-year *war*".
pub(super) fn modified(view: &View<'_>, stated: &Time) -> Option<String> {
    let tree = view.tree();
    let end = tree
        .words
        .partition_point(|w| w.span.end <= stated.mention.span.end);
    // The noun follows with at most two words between ("the five-year civil war").
    let (at, noun) = tree
        .words
        .iter()
        .enumerate()
        .skip(end)
        .take(4)
        .take_while(|(_, w)| {
            matches!(w.upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Punct) || w.form == "-"
        })
        .filter(|(_, w)| w.upos == Upos::Noun)
        .last()?;
    // "a five-year war" is any; a plan or a deal lasts from when it begins to be planned.
    let definite = tree
        .children(at)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| matches!(w.form.to_lowercase().as_str(), "the" | "this" | "its" | "their"));
    definite.then(|| noun.lemma.to_lowercase()).filter(|n| happens(n))
}

/// Lemma of the event that is said to have lasted: "the *war* has lasted six years", "the *strike* ends after a week".
pub(super) fn lasting(view: &View<'_>, stated: &Time) -> Option<String> {
    let tree = view.tree();
    let governor = view.governor(stated.word)?;
    let verb = tree.words.get(governor)?;
    let subject = tree.child_by(governor, "nsubj").and_then(|s| tree.words.get(s))?;
    let behind = verb.span.end <= stated.mention.span.start;
    let going_on = matches!(verb.lemma.as_str(), "last" | "rage" | "drag") && behind;
    // "the strike ends after seven weeks"
    let after = || {
        view.words_before(stated.mention.span, 1)
            .last()
            .is_some_and(|w| w == "after")
    };
    let ending = super::words::is(&verb.lemma, "end-verb") && behind && after();
    ((going_on || ending) && subject.upos == Upos::Noun)
        .then(|| subject.lemma.to_lowercase())
        .filter(|n| happens(n))
}

/// Whether the noun names what begins on a day and goes on.
fn happens(noun: &str) -> bool {
    super::words::is(noun, "lasting-event")
}

/// When the event began.
pub(super) fn began(context: &Context<'_>, event: &str) -> Option<Known> {
    end_of(context, event, "begin-verb", true)
}

/// When the event ended.
pub(super) fn ended(context: &Context<'_>, event: &str) -> Option<Known> {
    end_of(context, event, "end-verb", false)
}

/// When what the noun names took place, as the article says once: "the fire broke out on 9 February 1988".
pub(super) fn happened(context: &Context<'_>, event: &str) -> Option<Known> {
    let mut found = context.reading.statements.iter().filter_map(|s| {
        let (date, span) =
            turning_point(s, event, "begin-verb").or_else(|| turning_point(s, event, "happen-verb"))?;
        let written = context.document.slice(span).contains(&date.year.to_string());
        written.then(|| Known {
            date,
            place: context.elsewhere(span, "when it was"),
        })
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn end_of(context: &Context<'_>, event: &str, verbs: &str, start: bool) -> Option<Known> {
    let mut found: Vec<Known> = Vec::new();
    for s in &context.reading.statements {
        if let Some((date, span)) = turning_point(s, event, verbs) {
            found.push(Known {
                date,
                place: context.elsewhere(span, if start { "when it began" } else { "when it ended" }),
            });
        }
    }
    if found.is_empty() {
        found.extend(from_rulebook(context, event, verbs, start));
    }
    let first = found.first()?.date;
    // Two events of one name, or two tellings: nothing is known.
    let one = found.iter().all(|k| k.date.year == first.year);
    one.then(|| found.into_iter().next()).flatten()
}

/// "The war began on 24 February 2022": the date, and where it stands.
fn turning_point(s: &Statement, event: &str, verbs: &str) -> Option<(Date, TextSpan)> {
    if s.polarity != Polarity::Affirmed || s.certainty != Certainty::Asserted {
        return None;
    }
    let subject = s
        .subject
        .iter()
        .chain(&s.objects)
        .find(|a| a.phrase.lemma.to_lowercase() == event)?;
    if subject.phrase.conjuncts.len() > 1 || !super::words::is(&s.predicate.lemma, verbs) {
        return None;
    }
    // "The strike, the longest since 1979, began on Monday": an aside's time is not that of the event.
    let own = |span: TextSpan| s.circumstances.iter().any(|c| c.span.overlaps(span));
    let mut dates = s
        .times
        .iter()
        .filter(|t| own(t.span))
        .filter_map(|t| match t.time {
            TimeValue::Date(date) => Some((date, t.span)),
            _ => None,
        });
    match (dates.next(), dates.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// What the rulebook says: an event's own period, or a claim that tells of its beginning.
fn from_rulebook(context: &Context<'_>, event: &str, verbs: &str, start: bool) -> Vec<Known> {
    let named = |text: &str| text.to_lowercase().split_whitespace().any(|w| w == event);
    let mut out: Vec<Known> = Vec::new();
    let related = |location: crate::source::Location| {
        let source = context.book.sources.get(location.file)?.clone();
        Some(Related {
            role: RelatedRole::Claim,
            source,
            span: location.span,
            message: if start {
                "when it began, on file"
            } else {
                "when it ended, on file"
            }
            .to_owned(),
        })
    };
    for entity in context
        .book
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Event)
    {
        let period = entity.on.filter(|p| p.from != p.to);
        let date = period.and_then(|p| if start { p.from } else { p.to });
        if let Some(date) = date
            && std::iter::once(&entity.name)
                .chain(&entity.also)
                .any(|t| named(&t.text))
        {
            out.extend(related(entity.location).map(|place| Known { date, place }));
        }
    }
    for fact in context.known {
        if let Origin::Claim { location, .. } = &fact.origin
            && let Some((date, _)) = turning_point(&fact.statement, event, verbs)
        {
            out.extend(related(*location).map(|place| Known { date, place }));
        }
    }
    out
}

/// Whether two phrases may name one thing: the same noun, or a name that stands in both.
pub(super) fn alike(context: &Context<'_>, a: &Phrase, b: &Phrase) -> bool {
    if a.lemma.eq_ignore_ascii_case(&b.lemma) || a.entity.is_some() && a.entity == b.entity {
        return true;
    }
    // "Rovers", later, for "Dunmore Rovers".
    let (short, long) = if a.text.len() <= b.text.len() {
        (a, b)
    } else {
        (b, a)
    };
    let tail = long.text.strip_suffix(short.text.as_str());
    if short.text.starts_with(char::is_uppercase) && tail.is_some_and(|t| t.is_empty() || t.ends_with(' ')) {
        return true;
    }
    context.reading.names.iter().any(|n| {
        n.mentions.iter().any(|m| a.span.contains(*m)) && n.mentions.iter().any(|m| b.span.contains(*m))
    })
}

/// Whether the two tell of one deed with the doer and the undergoer exchanged: "Rovers beat City", "City beat
/// Rovers", or "City lost to Rovers" and "City beat Rovers". Only deeds that aren't returned.
pub(super) fn swapped(context: &Context<'_>, a: &Statement, b: &Statement) -> bool {
    let (Some((winner, loser)), Some((first, second))) = (one_way(a), one_way(b)) else {
        return false;
    };
    let one_deed = a.predicate.lemma == b.predicate.lemma || is_contest(a) && is_contest(b);
    let named = |p: &Phrase| {
        let capitals = p
            .text
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase));
        p.entity.is_some() || capitals || context.named(p).is_some()
    };
    let all_named = [winner, loser, first, second].into_iter().all(named);
    one_deed
        && all_named
        && a.polarity == Polarity::Affirmed
        && b.polarity == Polarity::Affirmed
        && alike(context, winner, second)
        && alike(context, loser, first)
        && !alike(context, winner, first)
}

/// "beat", "lose to": one of the two wins.
fn is_contest(s: &Statement) -> bool {
    super::words::is(&s.predicate.lemma, "contest-verb") || s.predicate.lemma == "lose"
}

/// Who does it and to whom, where it is a deed that goes one way.
fn one_way(s: &Statement) -> Option<(&Phrase, &Phrase)> {
    let subject = &s.subject.as_ref()?.phrase;
    let part = |role: &Role| s.objects.iter().find(|o| o.role == *role).map(|o| &o.phrase);
    if s.predicate.lemma == "lose" {
        let to = part(&Role::Oblique("to".to_owned()))?;
        return Some((to, subject));
    }
    let deed = super::words::is(&s.predicate.lemma, "contest-verb")
        || super::words::is(&s.predicate.lemma, "one-way-verb");
    let object = part(&Role::Object)?;
    deed.then_some((subject, object))
}
