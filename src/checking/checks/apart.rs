//! Lengths in days and weeks between two days of the article that stand in different clauses: "on Wednesday 26 March,
//! four weeks after the budget vote", "on April 24, three weeks later", "until Sunday 4 January, 16 weeks".

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::TimeValue;
use crate::reading::time::{Time, TimeForm};
use crate::reading::tree::Upos;
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// A day that the article gives.
#[derive(Clone, Copy)]
struct Day {
    date: Date,
    sentence: usize,
    span: TextSpan,
    /// Month and day are written.
    written: bool,
}

/// A stated length and the day that it leads to.
struct Length {
    span: TextSpan,
    days: i64,
    slack: i64,
    to: Day,
    /// The words behind "after" or "later".
    link: Link,
}

/// What says from where the length is counted.
enum Link {
    /// Lemmas of the event, of which one must stand beside its date.
    Event(Vec<String>, bool),
    /// The day in front of it in the sentence.
    Before,
    /// What began.
    Opening(String),
}

/// Adds lengths that are not those between the days, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let days: Vec<Day> = context.prose().flat_map(of_sentence).collect();
    for view in context.prose() {
        for number in view.numbers.iter() {
            let Some(length) = length(view, number) else {
                continue;
            };
            if context.quoted(length.span) {
                continue;
            }
            let Some(from) = begun(context, view, &length, &days) else {
                continue;
            };
            let today = context.today();
            let any = days.iter().map(|d| d.date).chain(today).any(|d| fits(&length, d));
            if any {
                continue;
            }
            let Some(real) = from.date.days_until(length.to.date) else {
                continue;
            };
            let mut finding = context.finding(
                meta,
                length.span,
                format!(
                    "From {} to {} are {} days.",
                    view_words(context, from.span),
                    view_words(context, length.to.span),
                    real.rem_euclid(365)
                ),
                format!("The text says “{}”.", view.slice(length.span)),
            );
            for end in [from, length.to] {
                finding.related.push(context.elsewhere(end.span, "an end of it"));
            }
            out.push(finding);
        }
    }
}

fn view_words<'c>(context: &'c Context<'_>, span: TextSpan) -> &'c str {
    context.document.slice(span)
}

/// The days of a sentence, with the weekdays that the dateline settles.
fn of_sentence(view: &View<'_>) -> Vec<Day> {
    let day = |t: &Time| {
        let TimeValue::Date(date) = t.mention.time else {
            return None;
        };
        let written = t.form == TimeForm::Day && t.stated.month.is_some() && t.stated.day.is_some();
        (date.day.is_some() && t.possible).then_some(Day {
            date,
            sentence: view.index,
            span: t.mention.span,
            written,
        })
    };
    view.times.iter().filter_map(day).collect()
}

/// Whether the length leads from that day to its own, whatever year the days were given.
fn fits(length: &Length, from: Date) -> bool {
    let Some(apart) = from.days_until(length.to.date) else {
        return true;
    };
    [-366, -365, 0, 365, 366]
        .iter()
        .any(|year| (apart + year - length.days).abs() <= length.slack)
}

/// "on Wednesday 26 March, four weeks after the budget vote"
fn length(view: &View<'_>, number: &Number) -> Option<Length> {
    let q = &number.mention.quantity;
    let whole = number.kind == NumberKind::Measure && q.upper.is_none() && q.value.fract() == Decimal::ZERO;
    let (per, mut slack) = match q.unit.as_deref() {
        Some("day") => (1, 1),
        Some("week") => (7, 3),
        _ => return None,
    };
    if !whole {
        return None;
    }
    let days = q.value.to_i64()?.checked_mul(per)?;
    if q.bound != Bound::Exact {
        slack += days.div_euclid(10) + per;
    }
    let to = of_sentence(view)
        .into_iter()
        .rfind(|d| d.written && d.span.end <= number.mention.span.start)?;
    let gap = view.between(to.span, number.core).trim().to_lowercase();
    // "on Wednesday 21 May by President Jan Moravec, six days after the poll"
    let (by, around) = gap.split_once(',')?;
    let around = around.trim();
    let after = view
        .words_after(number.core, 1)
        .pop()
        .is_some_and(|w| w == "after");
    let short = by.is_empty() || after && by.split_whitespace().count() <= 6 && by.starts_with("by ");
    if !short || around.contains(',') {
        return None;
    }
    let loose = matches!(
        around,
        "a little over"
            | "a little under"
            | "just over"
            | "just under"
            | "about"
            | "more than"
            | "almost"
            | "nearly"
    );
    if !(loose || around.is_empty() && q.bound == Bound::Exact) {
        return None;
    }
    let words = view.words_after(number.core, 1);
    let link = match words.first().map(String::as_str) {
        Some("later") => Link::Before,
        Some("after") => event(view, number)?,
        Some("," | ".") => {
            // "The exhibition runs until Sunday 4 January"
            let lead = view.words_before(to.span, 2);
            let runs = matches!(lead.last().map(String::as_str), Some("until" | "till"));
            let verb = lead.first().filter(|_| runs)?;
            let word = view
                .tree()
                .words
                .iter()
                .position(|w| w.form.to_lowercase() == *verb)?;
            let subject = view.tree().child_by(word, "nsubj").and_then(|s| view.word(s))?;
            slack += per;
            Link::Opening(subject.lemma.to_lowercase())
        }
        _ => return None,
    };
    Some(Length {
        span: number.core,
        days,
        slack,
        to,
        link,
    })
}

/// The words that tell what it is counted from: "after the budget vote" (the nouns), "after she was brought in" (the
/// verb).
fn event(view: &View<'_>, number: &Number) -> Option<Link> {
    let tree = view.tree();
    let start = tree.words.partition_point(|w| w.span.start < number.core.end) + 1;
    let first = tree.words.get(start)?;
    let phrase: Vec<_> = tree
        .words
        .iter()
        .skip(start)
        .take(6)
        .take_while(|w| w.upos != Upos::Punct && w.upos != Upos::Cconj)
        .collect();
    if matches!(
        first.form.to_lowercase().as_str(),
        "the" | "his" | "her" | "its" | "their"
    ) {
        let nouns: Vec<String> = phrase
            .iter()
            .skip(1)
            .take_while(|w| w.upos.is_nominal())
            .map(|w| w.lemma.to_lowercase())
            .collect();
        let ends = phrase.len() == nouns.len() + 1;
        return (!nouns.is_empty() && ends).then_some(Link::Event(nouns, false));
    }
    let verb = phrase.iter().find(|w| w.upos == Upos::Verb)?;
    let subject = matches!(first.upos, Upos::Pron);
    subject.then(|| Link::Event(vec![verb.lemma.to_lowercase()], true))
}

/// The day that the length is counted from.
fn begun(context: &Context<'_>, view: &View<'_>, length: &Length, days: &[Day]) -> Option<Day> {
    match &length.link {
        Link::Before => {
            let mut before = days
                .iter()
                .filter(|d| d.sentence == view.index && d.span.end <= length.to.span.start);
            let first = *before.next()?;
            (before.next().is_none() && first.written).then_some(first)
        }
        Link::Opening(noun) => linked(context, length, days, |v, day| {
            stands(v, day, |w| w == noun) && stands(v, day, |w| words::is(w, "begin-verb"))
        }),
        Link::Event(lemmas, verb) => {
            let told = linked(context, length, days, |v, day| {
                let near = |w: &str| lemmas.iter().any(|l| l == w);
                if *verb {
                    v.tree().words.iter().any(|w| {
                        w.upos == Upos::Verb && near(&w.lemma.to_lowercase()) && w.span.end <= day.span.start
                    })
                } else {
                    stands(v, day, near)
                }
            });
            told.or_else(|| announced(context, length, lemmas, days))
                .or_else(|| only(length, days))
        }
    }
}

/// Whether a word of the sentence, in front of the day or not far behind it, is one of those.
fn stands(view: &View<'_>, day: &Day, wanted: impl Fn(&str) -> bool) -> bool {
    view.tree()
        .words
        .iter()
        .any(|w| w.span.start <= day.span.end + 60 && wanted(&w.lemma.to_lowercase()))
}

/// The day of the one sentence that tells of the event: the first that is written in it.
fn linked(
    context: &Context<'_>,
    length: &Length,
    days: &[Day],
    tells: impl Fn(&View<'_>, &Day) -> bool,
) -> Option<Day> {
    let mut found: Vec<Day> = Vec::new();
    for day in days.iter().filter(|d| d.sentence != length.to.sentence) {
        let Some(view) = context.sentences.get(day.sentence) else {
            continue;
        };
        if tells(view, day) && found.iter().all(|f| f.sentence != day.sentence) {
            found.push(*day);
        }
    }
    let first = *found.first()?;
    found
        .iter()
        .all(|d| d.date == first.date)
        .then_some(first)
        .filter(|d| d.date.is_before(length.to.date))
}

/// The one day of the first sentence, where the headline tells of the event: "Brightwell launches …".
fn announced(context: &Context<'_>, length: &Length, lemmas: &[String], days: &[Day]) -> Option<Day> {
    let noun = lemmas.last()?;
    let told = context.headline().any(|v| {
        v.tree()
            .words
            .iter()
            .any(|w| w.upos == Upos::Verb && w.lemma.to_lowercase() == *noun)
    });
    let lede = context.told().first().map(|v| v.index)?;
    let mut there = days
        .iter()
        .filter(|d| d.sentence == lede && (!d.written || context.today() != Some(d.date)));
    let first = *there.next().filter(|_| told)?;
    let alone = there.all(|d| d.date == first.date);
    (alone && first.date.is_before(length.to.date)).then_some(first)
}

/// "“Four weeks to plead …”", where "consultation opens on 18 August and closes on 29 September": the only sentence of the
/// article that tells of a beginning and an end by their days.
pub(super) fn consultations(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let days: Vec<Day> = context.prose().flat_map(of_sentence).collect();
    let pairs: Vec<(Day, Day)> = context
        .prose()
        .filter_map(|v| {
            let here: Vec<&Day> = days.iter().filter(|d| d.sentence == v.index).collect();
            let [a, b] = here.as_slice() else { return None };
            let verb = |list: &str| {
                v.tree()
                    .words
                    .iter()
                    .any(|w| w.upos == Upos::Verb && words::is(&w.lemma.to_lowercase(), list))
            };
            (a.written && b.written && verb("begin-verb") && verb("end-verb")).then_some((**a, **b))
        })
        .collect();
    let [(from, to)] = pairs.as_slice() else { return };
    for view in context.prose().filter(|v| v.index > to.sentence) {
        for number in view.numbers.iter() {
            let opens = view
                .before(number.mention.span)
                .trim_start_matches(['"', '“', '‘', '\'', ' '])
                .is_empty();
            let next = view.words_after(number.core, 1).pop().unwrap_or_default();
            let q = &number.mention.quantity;
            let weeks = number.kind == NumberKind::Measure
                && q.unit.as_deref() == Some("week")
                && q.bound == Bound::Exact
                && q.upper.is_none();
            let Some(stated) = q.value.to_i64().filter(|_| opens && weeks && next == "to") else {
                continue;
            };
            let length = Length {
                span: number.core,
                days: stated * 7,
                slack: 5,
                to: *to,
                link: Link::Before,
            };
            let any = days.iter().any(|a| {
                days.iter().any(|b| {
                    let other = Length {
                        to: *b,
                        link: Link::Before,
                        ..length
                    };
                    a.date != b.date && fits(&other, a.date)
                })
            });
            let Some(real) = from.date.days_until(to.date) else {
                continue;
            };
            if any {
                continue;
            }
            let mut finding = context.finding(
                meta,
                number.core,
                format!(
                    "From {} to {} are {real} days.",
                    view_words(context, from.span),
                    view_words(context, to.span)
                ),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            for end in [from, to] {
                finding.related.push(context.elsewhere(end.span, "an end of it"));
            }
            out.push(finding);
        }
    }
}

/// The one day of the article that lies before it, where the length differs from that between them in one figure.
fn only(length: &Length, days: &[Day]) -> Option<Day> {
    let mut before = days
        .iter()
        .filter(|d| d.written && d.sentence != length.to.sentence && d.date.is_before(length.to.date));
    let first = *before.next()?;
    let real = first.date.days_until(length.to.date)?;
    let figures = |n: i64| (n.div_euclid(10), n.rem_euclid(10));
    let ((a, b), (c, d)) = (figures(real), figures(length.days));
    let almost = (10..100).contains(&real) && (10..100).contains(&length.days) && (a == c) != (b == d);
    (before.all(|o| o.date == first.date) && almost).then_some(first)
}
