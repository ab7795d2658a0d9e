//! The parts of a telling: who, what, where, when, how many.

use crate::checking::checks::context::Context;
use crate::checking::checks::words;
use crate::checking::relate::{PartRelation, relate_times};
use crate::document::BlockKind;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::names::NameKind;
use crate::reading::statement::{
    CircumstanceKind, Mode, Phrase, Quantifier, QuantityMention, Role, SourceKind, Statement, StatementKind,
    TimeMention, TimeValue,
};
use crate::reading::tree::Upos;
use crate::value::date::Date;
use crate::value::quantity::{Bound, Comparison, Quantity};

/// A phrase that is neither subject nor object, with its preposition.
pub(super) struct Adjunct<'s> {
    pub(super) case: &'s str,
    pub(super) phrase: &'s Phrase,
    pub(super) place: bool,
}

pub(super) fn adjuncts(s: &Statement) -> Vec<Adjunct<'_>> {
    let timed = |span: TextSpan| {
        s.times
            .iter()
            .any(|t| span.contains(t.span) || t.span.contains(span))
    };
    let measure = undergoer(s).map(|p| p.span);
    let obliques = s
        .objects
        .iter()
        .filter(|o| Some(o.phrase.span) != measure)
        .filter_map(|o| match &o.role {
            Role::Oblique(case) if !timed(o.phrase.span) && !words::is(case, "attendant-case") => {
                Some(Adjunct {
                    case,
                    phrase: &o.phrase,
                    place: false,
                })
            }
            _ => None,
        });
    let circumstances = s
        .circumstances
        .iter()
        .filter(|c| c.kind != CircumstanceKind::Time && c.kind != CircumstanceKind::Manner)
        .filter(|c| !timed(c.span) && !words::is(&c.marker, "attendant-case"))
        .filter_map(|c| {
            Some(Adjunct {
                case: &c.marker,
                // "in front of 30,000 people"
                phrase: c.phrase.as_ref().filter(|p| p.lemma != "front")?,
                place: c.kind == CircumstanceKind::Place,
            })
        });
    obliques.chain(circumstances).collect()
}

pub(super) fn part<'s>(s: &'s Statement, role: &Role) -> Option<&'s Phrase> {
    s.objects.iter().find(|o| o.role == *role).map(|o| &o.phrase)
}

/// The subject; for "it" that opens a sentence, the subject of the sentence before, where that is one thing.
pub(super) fn subject<'c>(context: &'c Context<'_>, s: &'c Statement) -> Option<&'c Phrase> {
    let own = &s.subject.as_ref()?.phrase;
    if own.entity.is_some() || own.lemma.to_lowercase() != "it" {
        return Some(own);
    }
    // "The army said that it had killed": who says it.
    if let Some(speaker) = s.source.speaker.as_ref()
        && s.source.mode == Mode::Paraphrased
        && s.source.reported_by.is_empty()
        && speaker.lemma.to_lowercase() != "it"
        && anchors(context, speaker)
        && lexicon::is_kind_of(&speaker.lemma.to_lowercase(), "organization", WordClass::Noun)
    {
        return Some(speaker);
    }
    let sentences = &context.reading.sentences;
    let here = sentences.get(s.sentence)?;
    let Some(before) = s
        .sentence
        .checked_sub(1)
        .and_then(|i| Some((i, sentences.get(i)?)))
    else {
        return Some(own);
    };
    if before.1.block != here.block || own.span.start != here.span.start {
        return Some(own);
    }
    let mut told = context
        .reading
        .statements
        .iter()
        .filter(|x| x.sentence == before.0 && x.parent.is_none() && x.source.kind == SourceKind::Narrator)
        .filter_map(|x| Some(&x.subject.as_ref()?.phrase));
    match (told.next(), told.next()) {
        (Some(one), None) if one.conjuncts.is_empty() && one.count.is_none() && anchors(context, one) => {
            Some(one)
        }
        _ => Some(own),
    }
}

/// Whom the article begins with without a name ("A farmer was jailed"), and the name that is the subject of one of
/// the next sentences, brought in without a word on who it is.
pub(in crate::checking::checks) fn introduced(context: &Context<'_>) -> Option<(TextSpan, usize)> {
    /// Sentences in which the name must come.
    const NEXT: usize = 3;
    let text: Vec<usize> = context
        .sentences
        .iter()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .map(|v| v.index)
        .take(NEXT + 1)
        .collect();
    let told = |sentence: usize| {
        let mut of_it =
            context.reading.statements.iter().filter(move |s| {
                s.sentence == sentence && s.parent.is_none() && s.kind == StatementKind::Event
            });
        of_it.next()
    };
    let who = |s: &'_ Statement| -> Option<Phrase> {
        let done = || {
            s.objects
                .iter()
                .find(|o| o.role == Role::Object && s.predicate.passive)
        };
        // "A man was convicted by a jury": to whom it is done.
        let doer = || s.subject.as_ref();
        Some(done().or_else(doer)?.phrase.clone())
    };
    let (&lede, next) = text.split_first()?;
    let unnamed = who(told(lede)?)?;
    let person = unnamed.quantifier == Quantifier::Some
        && unnamed.entity.is_none()
        && unnamed.conjuncts.is_empty()
        && lexicon::is_kind_of(&unnamed.lemma.to_lowercase(), "person", WordClass::Noun);
    if !person {
        return None;
    }
    next.iter().find_map(|&sentence| {
        let s = told(sentence)?;
        let subject = who(s)?;
        let name = context.named(&subject)?;
        let named = context.reading.names.get(name)?;
        let body = context.sentences.get(lede)?.sentence.span.start;
        let first = named.mentions.iter().find(|m| m.start >= body)?;
        let bare = first.start == subject.span.start && named.kind == NameKind::Person;
        let speaks = words::is(&s.predicate.lemma, "disclose-verb");
        (bare && !speaks && subject.span.contains(*first)).then_some((unnamed.span, name))
    })
}

/// The object; for what "rose by 12%", the measure, as in "rose 12%".
pub(super) fn undergoer(s: &Statement) -> Option<&Phrase> {
    part(s, &Role::Object).or_else(|| {
        s.objects
            .iter()
            .find(|o| o.role == Role::Oblique("by".to_owned()))
            .map(|o| &o.phrase)
            .filter(|p| amount(s, p).is_some())
    })
}

/// Lengths of time are compared as days; everything else as it is.
pub(super) fn times(a: &TimeValue, b: &TimeValue) -> PartRelation {
    let days = |t: &TimeValue| match t {
        TimeValue::Duration { count, unit } => {
            let days: i64 = match unit.as_str() {
                "day" => 1,
                "week" => 7,
                "month" => 30,
                "year" => 365,
                _ => return None,
            };
            count.checked_mul(days.into())
        }
        _ => None,
    };
    // "on Monday night" is on Monday.
    let day = |t: &TimeValue| match t {
        TimeValue::Other(text) => text
            .split_once('T')
            .and_then(|(day, _)| Date::parse(day))
            .map_or_else(|| t.clone(), TimeValue::Date),
        _ => t.clone(),
    };
    match (days(a), days(b)) {
        (Some(x), Some(y)) => {
            // Twelve weeks are three months.
            let slack = x.max(y).checked_div(10.into()).unwrap_or_default();
            if (x - y).abs() <= slack {
                PartRelation::Equal
            } else {
                PartRelation::Excludes
            }
        }
        (None, None) => match (a, b) {
            // "at 3pm", "at 4pm"
            (TimeValue::Other(x), TimeValue::Other(y)) if x.starts_with('T') && y.starts_with('T') => {
                if x == y {
                    PartRelation::Equal
                } else {
                    PartRelation::Excludes
                }
            }
            _ => relate_times(&day(a), &day(b)),
        },
        _ => PartRelation::Different,
    }
}

/// The times at which it happens, or for how long: no beginnings and ends.
pub(super) fn at_times(s: &Statement) -> Vec<&TimeMention> {
    s.times
        .iter()
        .filter(|t| {
            let holder = s
                .circumstances
                .iter()
                .find(|c| c.span.contains(t.span) || t.span.contains(c.span));
            let marker = holder.map_or("", |c| c.marker.as_str());
            // "will rise by 6% in April": a measure has no time of its own.
            let of_measure = || {
                undergoer(s).filter(|p| amount(s, p).is_some()).is_some_and(|p| {
                    p.modifiers.iter().any(|m| {
                        m.phrase.span.contains(t.span) && matches!(m.case.as_str(), "in" | "on" | "")
                    })
                })
            };
            if holder.is_none() && matches!(t.time, TimeValue::Date(_)) && of_measure() {
                return true;
            }
            match t.time {
                // "ended after 11 days"
                TimeValue::Duration { .. } => {
                    marker == "for" || marker == "after" && words::is(&s.predicate.lemma, "end-verb")
                }
                TimeValue::Other(_) => matches!(marker, "" | "on" | "in" | "at") && holder.is_some(),
                _ => matches!(marker, "" | "on" | "in" | "at" | "during") && holder.is_some(),
            }
        })
        .collect()
}

/// The one number in a phrase.
pub(super) fn amount<'s>(s: &'s Statement, p: &Phrase) -> Option<&'s QuantityMention> {
    let mut found = s.quantities.iter().filter(|q| p.span.contains(q.span));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Whether two amounts differ: they cannot both be true, or are stated to the same place and are not the same
/// ("$2bn", "$3bn", which a value in the middle would allow).
pub(in crate::checking::checks) fn stated_otherwise(a: &Quantity, b: &Quantity) -> bool {
    let flat = |q: &Quantity| q.bound == Bound::Exact && q.upper.is_none();
    let one_place = flat(a) && flat(b) && a.unit == b.unit && a.precision == b.precision;
    a.compare(b) == Comparison::Conflict || one_place && a.value != b.value
}

/// Whether the number is stated flatly: what two rounded or bounded numbers leave open is no conflict.
pub(super) fn firm(q: &QuantityMention) -> bool {
    q.quantity.bound == Bound::Exact && q.quantity.upper.is_none()
}

/// Whether both are rounded ("some 3,000", "some 5,000"), and still too far apart to be one.
pub(super) fn rounded_apart(a: &QuantityMention, b: &QuantityMention) -> bool {
    let near = |q: &QuantityMention| {
        matches!(q.quantity.bound, Bound::Exact | Bound::About) && q.quantity.upper.is_none()
    };
    near(a) && near(b) && a.quantity.compare(&b.quantity) == Comparison::Conflict
}

/// Whether the phrase is a name, by what was found out about it or by the tag of its head: the first word of a
/// sentence has a capital, too.
pub(super) fn is_name(context: &Context<'_>, p: &Phrase) -> bool {
    p.entity.is_some()
        || context
            .reading
            .sentences
            .iter()
            .find(|s| s.span.contains(p.span))
            .and_then(|s| s.tree.words.get(p.head))
            .is_some_and(|w| w.upos == Upos::Propn)
}

pub(super) fn anchors(context: &Context<'_>, p: &Phrase) -> bool {
    is_name(context, p) || p.quantifier == Quantifier::Definite
}

/// "councillors", "the council": words of one stem.
pub(in crate::checking::checks) fn kindred(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    shared >= 5 && shared * 3 >= a.chars().count().max(b.chars().count()) * 2 - 3 || lexicon::derived(a, b)
}
