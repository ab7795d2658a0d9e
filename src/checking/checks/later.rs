//! "In 1966 … in 2011, 45 years later", "at 2.14am … nine minutes later, at 2.23am".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::events;
use super::meta::Meta;
use super::spans::minutes;
use crate::checking::finding::Finding;
use crate::reading::number::{Number, NumberKind};
use crate::reading::time::{Time, TimeForm};

/// Adds lengths of time that lie between two times of one sentence and are not what the two give, under the check
/// `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for view in context.prose() {
        for number in view.numbers.iter() {
            let later = view
                .words_after(number.core, 1)
                .pop()
                .is_some_and(|w| w == "later");
            let q = &number.mention.quantity;
            if number.kind != NumberKind::Measure || !later || context.quoted(number.core) {
                continue;
            }
            let between = match q.unit.as_deref() {
                Some("year") => ends(view, number, year).map(|(a, b)| (a, b, Decimal::ONE)),
                Some("minute") => ends(view, number, minutes).map(|(a, b)| (a, b, Decimal::ONE)),
                Some("hour") => ends(view, number, minutes).map(|(a, b)| (a, b, Decimal::from(60))),
                _ => None,
            };
            let Some(((from, first), (to, last), per)) = between else {
                continue;
            };
            let clock = q.unit.as_deref() != Some("year");
            let real = |turn: i64| {
                let apart = if clock {
                    (to - from).rem_euclid(turn)
                } else {
                    to - from
                };
                Decimal::from(apart).checked_div(per).unwrap_or_default()
            };
            // Half a day where a clock time leaves open which half.
            let lengths = [real(24 * 60), real(12 * 60)];
            let slack = if clock && per == Decimal::ONE {
                Decimal::ZERO
            } else {
                Decimal::ONE
            };
            let (low, high) = q.interval();
            let fits = lengths
                .iter()
                .any(|l| low.is_none_or(|x| x - slack <= *l) && high.is_none_or(|x| *l <= x + slack));
            if fits || !clock && to <= from {
                continue;
            }
            let unit = q.unit.as_deref().unwrap_or_default();
            let mut finding = context.finding(
                meta,
                number.core,
                format!(
                    "Between the two are {} {unit}s.",
                    real(24 * 60).round_dp(1).normalize()
                ),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            for end in [first, last] {
                finding
                    .related
                    .push(context.elsewhere(end.mention.span, "an end of it"));
            }
            out.push(finding);
        }
    }
}

/// The year that is written.
fn year(time: &Time) -> Option<i64> {
    let whole = matches!(time.form, TimeForm::Day | TimeForm::Month | TimeForm::Year);
    time.stated.year.filter(|_| whole).map(i64::from)
}

/// An end of a length of time: its value and where it is written.
type End<'c> = (i64, &'c Time);

/// The two ends: the one that the length stands beside, and the only other one, in front of it.
fn ends<'c>(
    view: &'c View<'_>,
    number: &Number,
    value: fn(&Time) -> Option<i64>,
) -> Option<(End<'c>, End<'c>)> {
    let times: Vec<End<'c>> = view.times.iter().filter_map(|t| Some((value(t)?, t))).collect();
    let gap = |a: usize, b: usize| -> String {
        let inside = view
            .text()
            .get(a - view.sentence.span.start..b - view.sentence.span.start);
        inside.unwrap_or("?").trim().to_lowercase()
    };
    let (start, end) = (number.mention.span.start, number.core.end);
    // "in 2011, 45 years later"; "45 years later, in 2011"
    let beside = times.iter().position(|(_, t)| {
        let span = t.mention.span;
        let before = span.end <= start && gap(span.end, start) == ",";
        let after = span.start >= end
            && matches!(
                gap(end, span.start).as_str(),
                "later" | "later, in" | "later, at" | "later in" | "later at" | "later, on" | "later,"
            );
        before || after
    })?;
    let last = *times.get(beside)?;
    let mut others = times
        .iter()
        .filter(|(_, t)| t.mention.span.end <= start && t.mention.span != last.1.mention.span);
    match (others.next(), others.next()) {
        (Some(first), None) => Some((*first, last)),
        _ => None,
    }
}

/// "retired in 2006, 18 years after the fire": lengths of time from an event of which the article gives the date.
pub(super) fn after_event(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for view in context.prose() {
        for number in view.numbers.iter() {
            let q = &number.mention.quantity;
            let lead = view.words_after(number.core, 3);
            let [after, the, noun] = lead.as_slice() else {
                continue;
            };
            let years = q.unit.as_deref() == Some("year") && number.kind == NumberKind::Measure;
            if !years || after != "after" || the != "the" || context.quoted(number.core) {
                continue;
            }
            let beside = view.times.iter().find(|t| {
                let span = t.mention.span;
                span.end <= number.mention.span.start && view.between(span, number.mention.span).trim() == ","
            });
            let Some((then, time)) = beside.and_then(|t| Some((year(t)?, t))) else {
                continue;
            };
            let Some(event) = events::happened(context, noun) else {
                continue;
            };
            let real = Decimal::from(then - i64::from(event.date.year));
            let (low, high) = q.interval();
            let fits =
                low.is_none_or(|x| x - Decimal::ONE <= real) && high.is_none_or(|x| real <= x + Decimal::ONE);
            if fits || real <= Decimal::ZERO {
                continue;
            }
            let mut finding = context.finding(
                meta,
                number.core,
                format!("From {} to {then} are {real} years.", event.date.year),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            finding.related.push(event.place);
            finding
                .related
                .push(context.elsewhere(time.mention.span, "the other end"));
            out.push(finding);
        }
    }
}
