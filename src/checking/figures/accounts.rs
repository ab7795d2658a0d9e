//! Figures and days that the file cannot account for, in the place of those on file that the article lacks.
//!
//! An article that was written from the file has its figures somewhere. Where it has one that the file knows nothing of, in a sentence
//! about what a claim says, and that claim's own figure, of the same unit or the same things, nowhere, then the one most likely stands for the other: as
//! an auditor ticks off what is booked, and looks at what is left over on both sides. The two have to be left over for each other alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::TextSpan;
use crate::lexicon::{WordClass, classes};
use crate::reading::statement::{Certainty, Polarity, QuantityMention, Statement, TimeMention, TimeValue};
use crate::reading::tree::Word;
use crate::value::date::Date;
use crate::value::quantity::{Comparison, Quantity};

use super::super::case::Case;
use super::super::checks::is_empty_verb;
use super::super::fact::{Fact, Origin};
use super::super::finding::Finding;
use super::super::topic::{Shared, Topic};
use super::ledger::{Ledger, Open, has_figure, is_day_unaccounted};
use super::{
    Given, OnFile, Told, count_the_same, digits, in_another_year, is_date, is_of_the_same, is_ordinal,
    is_other_month_or_year, is_plain, is_slip, on_another_day, otherwise, spans,
};

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
    let Some(ledger) = Ledger::of(case, claims, told, LEAST) else {
        return;
    };
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for (claim, on_file) in claims.iter().enumerate() {
        let pair = |said: TextSpan, wanted: TextSpan, weight: usize| Pair {
            claim,
            on_file,
            said,
            wanted,
            weight,
        };
        let missing = ledger.is_missing(claim);
        match &on_file.given {
            Given::Figure(wanted) => {
                let only = missing && ledger.is_only_one_left(wanted);
                for Open { told, figures, .. } in ledger.open() {
                    for said in figures {
                        let beside = ledger.beside(claim, told, said.span);
                        // What the article has elsewhere is missed where the rest of the claim is told.
                        let slip = is_a_slip(said, wanted);
                        let mistyped = || {
                            slip && is_telling(wanted) && shared(case, on_file, told, Some(wanted)).words >= 2
                        };
                        let elsewhere = !missing && (beside < 2 && !mistyped() || has_figure(told, wanted));
                        if elsewhere || !may_stand_for(said, wanted, beside) {
                            continue;
                        }
                        let shared = shared(case, on_file, told, Some(wanted));
                        // A range is an outlook or a spread, whatever else the sentence has of the claim.
                        let exact = said.quantity.upper.is_none();
                        // That nobody else is counted says something of a slip alone.
                        let only = only && (wanted.quantity.unit.is_some() || slip);
                        let beside = if exact { beside + usize::from(only) } else { 0 };
                        if stands_for(case, said, wanted, on_file, told, (shared, beside)) {
                            let slip = 3 * usize::from(slip);
                            let weight = shared.names + shared.words + beside + slip;
                            pairs.push(pair(said.span, wanted.span, weight));
                        }
                    }
                }
            }
            Given::Day(words, day) if missing => {
                let only = ledger.is_only_day_left(*day);
                for Open { told, days, .. } in ledger.open() {
                    let shared = (!days.is_empty()).then(|| shared(case, on_file, told, None));
                    for (said, shared) in days.iter().zip(shared) {
                        let mistyped = matches!(said.time, TimeValue::Date(d) if is_day_mistyped(d, *day));
                        let beside =
                            ledger.beside(claim, told, said.span) + usize::from(only) + usize::from(mistyped);
                        if day_stands_for(case, said, *day, on_file, told, (shared, beside)) {
                            pairs.push(pair(said.span, *words, shared.names + shared.words + beside));
                        }
                    }
                }
            }
            Given::Day(..) => {}
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

/// "13 July" for 3 July, "18" for 19: in one month, and one key too many, too few or beside the right one.
fn is_day_mistyped(a: Date, b: Date) -> bool {
    let (Some(x), Some(y)) = (a.day, b.day) else {
        return false;
    };
    let one_month = a.year == b.year && a.month == b.month;
    one_month && x != y && (x % 10 == y % 10 || x / 10 == y / 10 || x.abs_diff(y) == 1)
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

/// Whether the two are of one unit and a slip of the keys apart.
pub(super) fn is_a_slip(said: &QuantityMention, wanted: &QuantityMention) -> bool {
    said.quantity.unit == wanted.quantity.unit && is_slip(said.quantity.value, wanted.quantity.value)
}

/// "22 feet" for 22 metres, "14 weeks" for 14 months: one number, two units of one measure.
fn is_other_unit(a: &Quantity, b: &Quantity) -> bool {
    let (Some(x), Some(y)) = (a.unit.as_deref(), b.unit.as_deref()) else {
        return false;
    };
    let of_time = |u: &str| {
        matches!(
            u,
            "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century"
        )
    };
    a.value == b.value && x != y && (of_time(x) && of_time(y) || a.in_unit(y).is_some())
}

fn stands_for(
    case: &Case<'_>,
    said: &QuantityMention,
    wanted: &QuantityMention,
    on_file: &OnFile,
    told: &Told<'_>,
    (shared, beside): (Shared, usize),
) -> bool {
    let (a, b) = (&said.quantity, &wanted.quantity);
    let slip = is_a_slip(said, wanted);
    let telling = is_telling(wanted);
    let unit_mixed = is_other_unit(a, b);
    let least = if slip {
        usize::from(!telling)
    } else {
        2 - usize::from(unit_mixed)
    };
    let differ = if a.bound == b.bound {
        a.unit == b.unit && a.value != b.value && a.compare(b) != Comparison::Unknown
    } else {
        a.compare(b) == Comparison::Conflict
    };
    let common = shared.names + shared.words + beside;
    !is_difference(case, told, said)
        && (slip || !is_of_before(case, told, said))
        && (slip || beside > 1 || !is_about_another(on_file, told, shared))
        && (differ || unit_mixed || a.compare(b) == Comparison::Conflict)
        && common >= least
        && (shared.words + beside > 0 || least < 2)
        && (beside > 0 || unit_mixed || !in_another_year(on_file, told) && !on_another_day(on_file, told))
        && is_of_the_same(case, on_file, told.index, said.span)
        && (is_said(case, told, said.span) || slip && telling && is_put_forward(case, told, said.span))
}

/// Whether the two may be of one thing, by what they measure or count. A slip is known by its digits where one of the two does not say
/// ("126 six-sided ones"), bare numbers by what stands with them ("from 65 now to 68 in 2038").
fn may_stand_for(said: &QuantityMention, wanted: &QuantityMention, beside: usize) -> bool {
    let bare = |q: &QuantityMention| q.quantity.unit.is_none() && q.of.is_none();
    of_one_kind(said, wanted)
        || is_a_slip(said, wanted) && is_telling(wanted) && (of_any(said) || of_any(wanted))
        || beside >= 2
            && bare(said)
            && bare(wanted)
            && is_a_quarter_off(said.quantity.value, wanted.quantity.value)
}

/// Whether two numbers of some size differ by a quarter at most.
fn is_a_quarter_off(a: Decimal, b: Decimal) -> bool {
    let (small, great) = if a < b { (a, b) } else { (b, a) };
    let more = small.checked_div(Decimal::from(4)).unwrap_or_default();
    small >= Decimal::from(20) && small.checked_add(more).is_some_and(|limit| great <= limit)
}

/// Whether the number does not say what it counts, or only with a word that stands for another: "126 six-sided ones".
fn of_any(q: &QuantityMention) -> bool {
    q.quantity.unit.is_none() && q.of.as_deref().is_none_or(|of| matches!(of, "one" | "other"))
}

/// Whether the figure says how much more or less it is than another: "20 minutes longer", "by 3%", "another 40 people".
fn is_difference(case: &Case<'_>, told: &Told<'_>, q: &QuantityMention) -> bool {
    let words = words_of(case, told);
    let behind = words.iter().find(|w| w.span.start >= q.span.end);
    let before = words.iter().rev().find(|w| w.span.end <= q.span.start);
    // "420 million above the 940 million", not "5,050 metres above the sea"
    let from_another = |w: &Word| {
        let next = w.span.end.."above the original 940".len() + w.span.end;
        matches!(w.lemma.as_str(), "above" | "below" | "beyond" | "over" | "under")
            && told.figures.iter().any(|f| next.contains(&f.span.start))
    };
    // "carried by 114 votes to 22"
    let tally = || {
        let mut next = words.iter().filter(|w| w.span.start >= q.span.end);
        next.any(|w| w.lemma == "vote" && w.span.start <= q.span.end + 2)
            || words
                .iter()
                .position(|w| w.span.start >= q.span.end)
                .is_some_and(|i| words[i].lemma == "to" && words.get(i + 1).is_some_and(|n| n.xpos == "CD"))
    };
    behind.is_some_and(|w| matches!(w.xpos, "JJR" | "RBR") || from_another(w))
        || !tally()
            && before.is_some_and(|w| {
                matches!(
                    w.lemma.as_str(),
                    "by" | "another" | "further" | "extra" | "additional" | "other"
                )
            })
}

/// "compared with £161m twelve months earlier", "up from 40": what it was before.
fn is_of_before(case: &Case<'_>, told: &Told<'_>, q: &QuantityMention) -> bool {
    let words = words_of(case, told);
    let mut behind = words.iter().filter(|w| w.span.start >= q.span.end).take(4);
    let mut before = words.iter().rev().filter(|w| w.span.end <= q.span.start).take(2);
    behind.any(|w| {
        matches!(
            w.lemma.as_str(),
            "earlier" | "before" | "previously" | "ago" | "prior"
        )
    }) || before.any(|w| matches!(w.lemma.as_str(), "compare" | "against" | "from"))
}

/// Whether the figure is of a kind that few figures of an article are of, and has so many digits that it is known again by itself.
pub(super) fn is_telling(q: &QuantityMention) -> bool {
    let common = ["percent", "year", "month", "day", "hour", "minute"];
    digits(q.quantity.value).0.trim_end_matches('0').len() >= 3
        && q.quantity.unit.as_deref().is_none_or(|u| !common.contains(&u))
}

/// Whether the sentence is about something else: each has a name that the other lacks.
fn is_about_another(on_file: &OnFile, told: &Told<'_>, shared: Shared) -> bool {
    on_file.topic.names.len() > shared.names && told.topic.names.len() > shared.names
}

fn day_stands_for(
    case: &Case<'_>,
    said: &TimeMention,
    wanted: Date,
    on_file: &OnFile,
    told: &Told<'_>,
    (shared, beside): (Shared, usize),
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
        let mut around = around(case, told, said.span);
        around.any(|s| {
            with_parents(case, s).any(|s| {
                on_file
                    .topic
                    .has(&s.predicate.lemma, WordClass::Verb, &case.prepared.knowledge)
            })
        })
    };
    let common = shared.names + shared.words + beside;
    // "is down for July 13" says by itself nothing of what will be.
    let says_nothing = || {
        let mut around = around(case, told, said.span);
        around.any(|s| {
            let verb = &s.predicate.lemma;
            is_empty_verb(verb)
                || classes::standard().is("set-ahead", verb)
                || classes::standard().is("occurrence-verb", verb)
        })
    };
    one_grain
        && common >= least
        && (shared.names + shared.words > 2 || of_event() || beside > 2 || common > 2 && says_nothing())
        && (is_other_month_or_year(day, wanted) || in_one_month || !is_about_another(on_file, told, shared))
        && is_only_day(case, told, said)
        && (shared.words + beside > 0 || least == 1)
        && is_of_the_same(case, on_file, told.index, said.span)
        && is_said(case, told, said.span)
}

/// Whether the sentence has no other date that the file knows nothing of.
fn is_only_day(case: &Case<'_>, told: &Told<'_>, said: &TimeMention) -> bool {
    let mut others = told.times.iter().filter(|t| t.span != said.span);
    !others.any(|t| matches!(t.time, TimeValue::Period(..)) || is_day_unaccounted(case, t))
}

/// The statement and those that it is part of: "it would start letting water collect".
fn with_parents<'c>(case: &'c Case<'_>, statement: &'c Statement) -> impl Iterator<Item = &'c Statement> {
    let up = |s: &&'c Statement| s.parent.and_then(|p| case.reading.statements.get(p.statement));
    std::iter::successors(Some(statement), up).take(DEEPEST)
}

fn words_of<'c>(case: &'c Case<'_>, told: &Told<'_>) -> &'c [Word] {
    let sentence = case.reading.sentences.get(told.index);
    sentence.map_or(&[][..], |s| &s.tree.words)
}

/// The statements of the sentence with the words at `span`.
fn around<'c>(case: &'c Case<'_>, told: &Told<'_>, span: TextSpan) -> impl Iterator<Item = &'c Statement> {
    let index = told.index;
    let statements = case.reading.statements.iter();
    statements.filter(move |s| s.sentence == index && s.span.contains(span))
}

fn is_quoted(case: &Case<'_>, span: TextSpan) -> bool {
    case.reading.quotations.iter().any(|q| q.outer.contains(span))
}

/// Whether it stands in a sentence that asks nothing and quotes nobody, and no "not" stands before it: "at 5,050 metres nobody hurries".
fn is_put_forward(case: &Case<'_>, told: &Told<'_>, span: TextSpan) -> bool {
    let words = words_of(case, told);
    let mut before = words
        .iter()
        .rev()
        .skip_while(|w| w.span.start >= span.start)
        .take(2);
    let quoted = is_quoted(case, span);
    let mut around = around(case, told, span);
    !quoted
        && !before.any(|w| matches!(w.lemma.as_str(), "not" | "no" | "never"))
        && around.all(|s| !matches!(s.certainty, Certainty::Asked | Certainty::Conditional))
}

/// Whether somebody says it, more or less surely, in words that are not quoted.
pub(super) fn is_said(case: &Case<'_>, told: &Told<'_>, span: TextSpan) -> bool {
    let quoted = is_quoted(case, span);
    let mut around = around(case, told, span);
    let words = words_of(case, told);
    // "will not be used until June": from June on.
    let from_then = || {
        let before = words.iter().rev().find(|w| w.span.end <= span.start);
        before.is_some_and(|w| matches!(w.lemma.as_str(), "until" | "till" | "before"))
    };
    !quoted
        && around.all(|s| {
            (s.polarity == Polarity::Affirmed || from_then())
                && !matches!(s.certainty, Certainty::Asked | Certainty::Conditional)
        })
}
