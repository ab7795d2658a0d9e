//! Figures and days that the file cannot account for, in the place of those on file that the article lacks.
//!
//! An article that was written from the file has its figures somewhere. Where it has one that the file knows nothing of, in a sentence
//! about what a claim says, and that claim's own figure, of the same unit or the same things, nowhere, then the one most likely stands for the other: as
//! an auditor ticks off what is booked, and looks at what is left over on both sides. The two have to be left over for each other alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::TextSpan;
use crate::lexicon::WordClass;
use crate::reading::statement::{Certainty, Polarity, QuantityMention, Statement, TimeMention, TimeValue};
use crate::value::date::{Date, MONTHS};
use crate::value::quantity::{Comparison, Quantity};

use super::super::case::Case;
use super::super::fact::{Fact, Origin};
use super::super::finding::Finding;
use super::super::topic::{Shared, Topic};
use super::{
    Given, OnFile, Told, count_the_same, digits, in_another_year, is_date, is_of_the_same, is_ordinal,
    is_other_month_or_year, is_plain, is_slip, on_another_day, otherwise, rows, spans,
};

/// What one sentence has that the file knows nothing of.
struct Open<'c> {
    told: &'c Told<'c>,
    figures: Vec<&'c QuantityMention>,
    days: Vec<&'c TimeMention>,
}

impl<'c> Open<'c> {
    fn of(case: &Case<'_>, told: &'c Told<'c>) -> Self {
        Self {
            told,
            figures: told
                .figures
                .iter()
                .filter(|q| is_unaccounted(case, q, told))
                .collect(),
            days: told
                .times
                .iter()
                .filter(|t| is_day_unaccounted(case, t))
                .collect(),
        }
    }
    fn is_any(&self) -> bool {
        !self.figures.is_empty() || !self.days.is_empty()
    }
}

/// How many figures and days of the file an article has at least that was written from it.
const LEAST: usize = 2;

/// How many clauses one stands in at most that are looked at.
const DEEPEST: usize = 4;

/// A claim's figure and one of the article that may stand for it.
struct Pair<'c> {
    claim: usize,
    on_file: &'c OnFile,
    said: TextSpan,
    wanted: TextSpan,
    /// How much speaks for it: what the sentence and the claim share, and that the figures are a slip apart.
    weight: usize,
}

/// Every figure and day of every sentence of the claims that denies nothing.
pub(super) fn booked<'c>(claims: impl IntoIterator<Item = &'c Arc<Fact>>) -> Vec<OnFile> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for claim in claims {
        let (reading, sentence) = (&claim.reading, claim.statement.sentence);
        let Origin::Claim {
            claim: index,
            location,
        } = &claim.origin
        else {
            continue;
        };
        let denied = |s: &Statement| s.sentence == sentence && s.polarity == Polarity::Denied;
        if !seen.insert((*index, location.span.start, sentence)) || reading.statements.iter().any(denied) {
            continue;
        }
        let figures = reading.quantities.get(sentence).map_or(&[][..], Vec::as_slice);
        let times = reading.times.get(sentence).map_or(&[][..], Vec::as_slice);
        let words = reading.sentences.get(sentence).map_or(&[][..], |s| &s.tree.words);
        let counts =
            |q: &&QuantityMention| is_plain(&q.quantity) && !is_date(q, times) && !is_ordinal(q, words);
        let days = times.iter().filter_map(|t| match t.time {
            TimeValue::Date(day) => Some(Given::Day(t.span, day)),
            _ => None,
        });
        let topic = Topic::of(reading, sentence, &spans(figures, times));
        let given = figures
            .iter()
            .filter(counts)
            .cloned()
            .map(Given::Figure)
            .chain(days);
        out.extend(given.map(|given| OnFile {
            claim: Arc::clone(claim),
            given,
            topic: topic.clone(),
        }));
    }
    out
}

/// Lays what the article has too much beside what it lacks.
pub(super) fn check(case: &Case<'_>, claims: &[&OnFile], told: &[Told<'_>], findings: &mut Vec<Finding>) {
    // "that April" names the month without the year.
    let words = case.reading.sentences.iter().flat_map(|s| &s.tree.words);
    let months: BTreeSet<&str> = words
        .map(|w| w.form.as_str())
        .filter(|w| MONTHS.contains(w))
        .collect();
    let is_named = |day: Date| {
        let month = day.month.and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
        day.day.is_none() && month.is_some_and(|m| months.contains(m))
    };
    let is_day_missing = |day: Date| is_day_missing(day, told) && !is_named(day);
    let has = |o: &&&OnFile| match &o.given {
        Given::Figure(wanted) => !is_missing(wanted, told),
        Given::Day(_, day) => !is_day_missing(*day),
    };
    if claims.iter().filter(has).count() < LEAST {
        return;
    }
    // What the file knows nothing of is the same for every claim: asked once.
    let open: Vec<Open<'_>> = told
        .iter()
        .map(|t| Open::of(case, t))
        .filter(Open::is_any)
        .collect();
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for (claim, on_file) in claims.iter().enumerate() {
        let pair = |said: TextSpan, wanted: TextSpan, weight: usize| Pair {
            claim,
            on_file,
            said,
            wanted,
            weight,
        };
        match &on_file.given {
            Given::Figure(wanted) if is_missing(wanted, told) => {
                for Open { told, figures, .. } in &open {
                    let shared = shared(case, on_file, told, Some(wanted));
                    let stand = figures
                        .iter()
                        .filter(|said| stands_for(case, said, wanted, on_file, told, shared));
                    let weight =
                        |said| shared.names + shared.words + 3 * usize::from(is_a_slip(said, wanted));
                    pairs.extend(stand.map(|said| pair(said.span, wanted.span, weight(said))));
                }
            }
            Given::Day(words, day) if is_day_missing(*day) => {
                for Open { told, days, .. } in &open {
                    let shared = shared(case, on_file, told, None);
                    let stand = days
                        .iter()
                        .filter(|said| day_stands_for(case, said, *day, on_file, told, shared));
                    pairs.extend(stand.map(|said| pair(said.span, *words, shared.names + shared.words)));
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for pair in &pairs {
        let rival = |other: &&Pair<'_>| {
            (other.claim == pair.claim) != (other.said == pair.said) && other.weight >= pair.weight
        };
        // Claims that say the same in other words are no rivals.
        let same = |other: &&Pair<'_>| {
            other.said == pair.said
                && match (&other.on_file.given, &pair.on_file.given) {
                    (Given::Figure(a), Given::Figure(b)) => a.quantity == b.quantity,
                    (Given::Day(_, a), Given::Day(_, b)) => a == b,
                    _ => false,
                }
        };
        let place = case.place(pair.said);
        let known = findings
            .iter()
            .chain(&found)
            .any(|f: &Finding| f.span.overlaps(place));
        if !known && !pairs.iter().any(|other| rival(&other) && !same(&other)) {
            found.push(otherwise(case, pair.on_file, pair.said, pair.wanted));
        }
    }
    findings.extend(found);
}

/// Names and words that claim and sentence share, what is counted left out.
pub(super) fn shared(
    case: &Case<'_>,
    on_file: &OnFile,
    told: &Told<'_>,
    figure: Option<&QuantityMention>,
) -> Shared {
    let mut topic = on_file.topic.clone();
    // "5,200 people": that both count people says little.
    if let Some(of) = figure
        .filter(|q| q.quantity.unit.is_none())
        .and_then(|q| q.of.as_ref())
    {
        topic.words.retain(|(w, _)| w != of);
    }
    topic.shared(&told.topic, &case.prepared.knowledge)
}

/// Whether both are of one unit, or count what is called by one word.
pub(super) fn of_one_kind(a: &QuantityMention, b: &QuantityMention) -> bool {
    match (&a.quantity.unit, &b.quantity.unit) {
        // That the one can be converted into the other shows when they are compared.
        (Some(_), Some(_)) => true,
        (None, None) => count_the_same(a, b).unwrap_or(false),
        _ => false,
    }
}

/// Whether a reader who has the one has the other: "about 8,000" is no other number than 8,012.
fn covers(a: &Quantity, b: &Quantity) -> bool {
    a.value == b.value
        || a.bound != b.bound && matches!(a.compare(b), Comparison::Equal | Comparison::Compatible)
}

/// Whether the two are of one unit and a slip of the keys apart.
fn is_a_slip(said: &QuantityMention, wanted: &QuantityMention) -> bool {
    said.quantity.unit == wanted.quantity.unit && is_slip(said.quantity.value, wanted.quantity.value)
}

/// Whether the article has the figure nowhere.
fn is_missing(wanted: &QuantityMention, told: &[Told<'_>]) -> bool {
    let mut all = told.iter().flat_map(|t| t.figures);
    !all.any(|q| covers(&q.quantity, &wanted.quantity))
}

/// Whether the file has the figure nowhere.
pub(in crate::checking) fn is_unaccounted(case: &Case<'_>, q: &QuantityMention, told: &Told<'_>) -> bool {
    let words = case
        .reading
        .sentences
        .get(told.index)
        .map_or(&[][..], |s| &s.tree.words);
    let on_file = |claim: &Arc<Fact>| {
        claim
            .statement
            .quantities
            .iter()
            .any(|f| covers(&f.quantity, &q.quantity))
    };
    !is_date(q, told.times)
        && !is_ordinal(q, words)
        && !case.prepared.known.iter().chain(rows(case)).any(on_file)
}

fn stands_for(
    case: &Case<'_>,
    said: &QuantityMention,
    wanted: &QuantityMention,
    on_file: &OnFile,
    told: &Told<'_>,
    shared: Shared,
) -> bool {
    let (a, b) = (&said.quantity, &wanted.quantity);
    let least = if is_a_slip(said, wanted) {
        usize::from(!is_telling(wanted))
    } else {
        2
    };
    let differ = if a.bound == b.bound {
        a.unit == b.unit && a.value != b.value
    } else {
        a.compare(b) == Comparison::Conflict
    };
    of_one_kind(said, wanted)
        && !is_difference(case, told, said)
        && (is_a_slip(said, wanted) || !is_about_another(on_file, told, shared))
        && (differ || a.compare(b) == Comparison::Conflict)
        && shared.names + shared.words >= least
        && (shared.words > 0 || least < 2)
        && !in_another_year(on_file, told)
        && !on_another_day(on_file, told)
        && is_of_the_same(case, on_file, told.index, said.span)
        && is_said(case, told, said.span)
}

/// Whether the figure says how much more or less it is than another: "20 minutes longer", "by 3%", "another 40 people".
fn is_difference(case: &Case<'_>, told: &Told<'_>, q: &QuantityMention) -> bool {
    let words = case
        .reading
        .sentences
        .get(told.index)
        .map_or(&[][..], |s| &s.tree.words);
    let behind = words.iter().find(|w| w.span.start >= q.span.end);
    let before = words.iter().rev().find(|w| w.span.end <= q.span.start);
    behind.is_some_and(|w| matches!(w.xpos, "JJR" | "RBR"))
        || before.is_some_and(|w| {
            matches!(
                w.lemma.as_str(),
                "by" | "another" | "further" | "extra" | "additional" | "other"
            )
        })
}

/// Whether the figure is of a kind that few figures of an article are of, and has so many digits that it is known again by itself.
fn is_telling(q: &QuantityMention) -> bool {
    let common = ["percent", "year", "month", "day", "hour", "minute"];
    digits(q.quantity.value).0.trim_end_matches('0').len() >= 3
        && q.quantity.unit.as_deref().is_none_or(|u| !common.contains(&u))
}

fn is_day_missing(wanted: Date, told: &[Told<'_>]) -> bool {
    let mut all = told.iter().flat_map(|t| t.times);
    !all.any(|t| match t.time {
        // "in June" does not give the day.
        TimeValue::Date(day) => wanted.contains(day),
        TimeValue::Period(from, to) => from.overlaps(wanted) || to.overlaps(wanted),
        _ => false,
    })
}

/// Whether the sentence is about something else: each has a name that the other lacks.
fn is_about_another(on_file: &OnFile, told: &Told<'_>, shared: Shared) -> bool {
    on_file.topic.names.len() > shared.names && told.topic.names.len() > shared.names
}

/// Whether the file has the day, month or year nowhere.
pub(in crate::checking) fn is_day_unaccounted(case: &Case<'_>, t: &TimeMention) -> bool {
    let TimeValue::Date(day) = t.time else {
        return false;
    };
    // "a year ago" is no year, and that of the article itself dates what it tells.
    let stated = day.month.is_some() || case.document.slice(t.span).contains(|c: char| c.is_ascii_digit());
    let of_article = case.world().today.is_some_and(|today| today == day);
    stated
        && !of_article
        && !case.prepared.known.iter().chain(rows(case)).any(|claim| {
            let mut times = claim.statement.times.iter();
            times.any(|t| matches!(t.time, TimeValue::Date(d) if d.overlaps(day)))
        })
}

fn day_stands_for(
    case: &Case<'_>,
    said: &TimeMention,
    wanted: Date,
    on_file: &OnFile,
    told: &Told<'_>,
    shared: Shared,
) -> bool {
    let TimeValue::Date(day) = said.time else {
        return false;
    };
    let one_grain =
        day.month.is_some() == wanted.month.is_some() && day.day.is_some() == wanted.day.is_some();
    let in_one_month = day.year == wanted.year && day.month == wanted.month && wanted.day.is_some();
    let least = if is_other_month_or_year(day, wanted) || in_one_month {
        1
    } else {
        2
    };
    // "the recalled cheese carries dates from 20 January": of another event.
    let of_event = || {
        let mut around = case
            .reading
            .statements
            .iter()
            .filter(|s| s.sentence == told.index && s.span.contains(said.span));
        around.any(|s| {
            with_parents(case, s).any(|s| {
                on_file
                    .topic
                    .has(&s.predicate.lemma, WordClass::Verb, &case.prepared.knowledge)
            })
        })
    };
    one_grain
        && shared.names + shared.words >= least
        && (shared.names + shared.words > 2 || of_event())
        && (is_other_month_or_year(day, wanted) || in_one_month || !is_about_another(on_file, told, shared))
        && has_one_day(case, told)
        && (shared.words > 0 || least == 1)
        && is_of_the_same(case, on_file, told.index, said.span)
        && is_said(case, told, said.span)
}

/// Whether the sentence has one date beside the article's own.
fn has_one_day(case: &Case<'_>, told: &Told<'_>) -> bool {
    let of_article = |t: &&TimeMention| matches!(t.time, TimeValue::Date(d) if Some(d) == case.world().today);
    let dates = told
        .times
        .iter()
        .filter(|t| !matches!(t.time, TimeValue::Duration { .. }));
    dates.filter(|t| !of_article(t)).count() == 1
}

/// The statement and those that it is part of: "it would start letting water collect".
fn with_parents<'c>(case: &'c Case<'_>, statement: &'c Statement) -> impl Iterator<Item = &'c Statement> {
    let up = |s: &&'c Statement| s.parent.and_then(|p| case.reading.statements.get(p.statement));
    std::iter::successors(Some(statement), up).take(DEEPEST)
}

/// Whether somebody says it, more or less surely, in words that are not quoted.
pub(super) fn is_said(case: &Case<'_>, told: &Told<'_>, span: TextSpan) -> bool {
    let quoted = case.reading.quotations.iter().any(|q| q.outer.contains(span));
    let mut around = case
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence == told.index && s.span.contains(span));
    !quoted
        && around.all(|s| {
            s.polarity == Polarity::Affirmed
                && !matches!(s.certainty, Certainty::Asked | Certainty::Conditional)
        })
}
