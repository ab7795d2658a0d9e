//! Lengths in minutes and hours that are said of two clock times which stand elsewhere in the article: "at 1.20am,
//! four hours and twenty minutes after voting ended", "those six minutes", "nine hours without a road".

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use super::spans::minutes;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// Minutes of an hour and of a day.
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// A clock time of the article, in minutes after midnight.
#[derive(Clone, Copy)]
struct Point {
    at: i64,
    sentence: usize,
    span: TextSpan,
}

/// A length that is stated exactly.
struct Length {
    minutes: i64,
    /// How far off it is still called so.
    slack: i64,
    span: TextSpan,
    /// Whether it is told in whole hours.
    whole_hours: bool,
}

/// Adds lengths that no two clock times of the article give, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let views: Vec<&View<'_>> = context.prose().collect();
    let points: Vec<Point> = views.iter().flat_map(|v| of_sentence(v)).collect();
    if points.len() < 2 {
        return;
    }
    let lengths: Vec<(&View<'_>, Length)> = views
        .iter()
        .flat_map(|v| lengths(v).into_iter().map(|l| (*v, l)))
        .collect();
    // What one reaches from a clock time by a length of the article is a time of it too.
    let reached: Vec<Point> = lengths.iter().filter_map(|(v, l)| reached(v, l)).collect();
    for (view, length) in &lengths {
        let told: Vec<Point> = points
            .iter()
            .chain(reached.iter().filter(|p| p.span != length.span))
            .copied()
            .collect();
        let any = told.iter().any(|a| told.iter().any(|b| fits(length, a.at, b.at)));
        if any {
            continue;
        }
        let ends = after_event(view, length, &points)
            .or_else(|| demonstrative(view, length, &points))
            .or_else(|| resumed(context, view, length, &points))
            .or_else(|| ran(view, length, &points, &views));
        if let Some((from, to)) = ends {
            report(context, meta, (view, length), from, to, out);
        }
    }
}

fn report(
    context: &Context<'_>,
    meta: &'static Meta,
    (view, length): (&View<'_>, &Length),
    from: Point,
    to: Point,
    out: &mut Vec<Finding>,
) {
    let real = (to.at - from.at).rem_euclid(DAY);
    let (hours, rest) = (real.div_euclid(HOUR), real.rem_euclid(HOUR));
    let mut finding = context.finding(
        meta,
        length.span,
        format!("Between the two are {hours} hours and {rest} minutes."),
        format!("The text says “{}”.", view.slice(length.span)),
    );
    for end in [from, to] {
        finding.related.push(context.elsewhere(end.span, "an end of it"));
    }
    out.push(finding);
}

/// The clock times of a sentence.
fn of_sentence(view: &View<'_>) -> Vec<Point> {
    let at = |t| {
        Some(Point {
            at: minutes(t)?,
            sentence: view.index,
            span: t.mention.span,
        })
    };
    view.times.iter().filter_map(at).collect()
}

/// The lengths of a sentence; "four hours and twenty minutes" is one.
fn lengths(view: &View<'_>) -> Vec<Length> {
    let mut out: Vec<Length> = Vec::new();
    let mut joined: Option<TextSpan> = None;
    let numbers: &[Number] = &view.numbers;
    for (i, number) in numbers.iter().enumerate() {
        let q = &number.mention.quantity;
        let unit = q.unit.as_deref().unwrap_or_default();
        let exact = number.kind == NumberKind::Measure && q.bound == Bound::Exact && q.upper.is_none();
        if !exact || !matches!(unit, "hour" | "minute") || joined == Some(number.core) {
            continue;
        }
        let per = if unit == "hour" { HOUR } else { 1 };
        let Some(own) = q
            .value
            .checked_mul(Decimal::from(per))
            .and_then(|m| m.round().to_i64())
        else {
            continue;
        };
        let next = numbers.get(i + 1).filter(|n| {
            n.mention.quantity.unit.as_deref() == Some("minute")
                && unit == "hour"
                && matches!(view.between(number.core, n.core).trim(), "and" | "" | ",")
        });
        if let Some(rest) = next.and_then(|n| n.mention.quantity.value.to_i64().map(|m| (n, m))) {
            joined = Some(rest.0.core);
            out.push(Length {
                minutes: own + rest.1,
                slack: 1,
                span: TextSpan::new(number.core.start, rest.0.core.end),
                whole_hours: false,
            });
            continue;
        }
        let whole_hours = unit == "hour" && own.rem_euclid(HOUR) == 0;
        let slack = match (unit, whole_hours) {
            ("hour", true) => 45,
            ("hour", false) => 20,
            _ => 1,
        };
        out.push(Length {
            minutes: own,
            slack,
            span: number.core,
            whole_hours,
        });
    }
    out
}

/// Whether it is so long from the one to the other, the halves of the day left open.
fn fits(length: &Length, a: i64, b: i64) -> bool {
    [DAY, DAY.div_euclid(2)].into_iter().any(|turn| {
        let apart = (b - a).rem_euclid(turn);
        (apart - length.minutes.rem_euclid(turn)).abs() <= length.slack
    })
}

/// "left at 7.05am and reached the bend 35 minutes later", "at 7.52am, twelve minutes after the crash": the time that
/// the length leads to.
fn reached(view: &View<'_>, length: &Length) -> Option<Point> {
    let next = view.words_after(length.span, 1).pop()?;
    let sign = match next.as_str() {
        "later" => 1,
        "after" | "earlier" => -1,
        _ => return None,
    };
    let from = of_sentence(view)
        .into_iter()
        .rfind(|p| p.span.end <= length.span.start)?;
    Some(Point {
        at: (from.at + sign * length.minutes).rem_euclid(DAY),
        sentence: view.index,
        span: length.span,
    })
}

/// "at 1.20am, two hours and twenty minutes after voting ended", where the polls closed at 9pm: the length differs
/// from a true one in its hours alone, or in one figure of its minutes.
fn after_event(view: &View<'_>, length: &Length, points: &[Point]) -> Option<(Point, Point)> {
    let next = view.words_after(length.span, 1).pop()?;
    if next != "after" || length.whole_hours {
        return None;
    }
    let to = of_sentence(view)
        .into_iter()
        .rfind(|p| p.span.end <= length.span.start && view.between(p.span, length.span).trim() == ",")?;
    let mut like = points
        .iter()
        .filter(|p| p.span != to.span && almost(length.minutes, (to.at - p.at).rem_euclid(DAY)));
    let from = *like.next()?;
    like.next().is_none().then_some((from, to))
}

/// Whether two lengths differ in their hours alone, or in one of two figures of their minutes.
fn almost(a: i64, b: i64) -> bool {
    let split = |m: i64| (m.div_euclid(HOUR), m.rem_euclid(HOUR));
    let ((hours, rest), (other, more)) = (split(a), split(b));
    let figures = |m: i64| (m.div_euclid(10), m.rem_euclid(10));
    let ((tens, ones), (other_tens, other_ones)) = (figures(rest), figures(more));
    let hour_off = rest == more && rest != 0 && hours != other;
    let figure_off = hours == 0 && other == 0 && (tens == other_tens) != (ones == other_ones);
    hour_off && hours.max(other) <= 12 || figure_off
}

/// "Those six minutes are not over": the only two clock times of the sentences before it.
fn demonstrative(view: &View<'_>, length: &Length, points: &[Point]) -> Option<(Point, Point)> {
    let lead = view.words_before(length.span, 1).pop()?;
    if !matches!(lead.as_str(), "those" | "these") {
        return None;
    }
    two(points
        .iter()
        .filter(|p| p.sentence < view.index && p.sentence + 3 >= view.index))
}

/// "The road, shut at 8am, was reopened at 5pm. “Nine hours without a road …”"; "A warning went out at 9pm. “Six
/// hours’ notice …”": a length that takes up the sentence before it.
fn resumed(
    context: &Context<'_>,
    view: &View<'_>,
    length: &Length,
    points: &[Point],
) -> Option<(Point, Point)> {
    let opens = view
        .before(length.span)
        .trim_start_matches(['"', '“', '‘', '\'', ' '])
        .is_empty();
    let before = context.sentences.get(view.index.checked_sub(1)?)?;
    if !opens || !length.whole_hours {
        return None;
    }
    let lemmas = |v: &View<'_>, word: &str| {
        v.tree()
            .words
            .iter()
            .any(|w| w.lemma.to_lowercase() == word || w.form.to_lowercase() == word)
    };
    let after = view.words_after(length.span, 4);
    let words: Vec<&str> = after.iter().map(String::as_str).collect();
    let there: Vec<&Point> = points.iter().filter(|p| p.sentence == before.index).collect();
    match words.as_slice() {
        ["without", "a" | "the" | "any", noun, ..] | ["without", noun, ..] if lemmas(before, noun) => {
            two(there.into_iter())
        }
        ["’" | "'", "notice" | "warning", ..] | ["notice" | "warning", ..]
            if ["warning", "alert", "alarm"].iter().any(|w| lemmas(before, w)) =>
        {
            let [from] = there.as_slice() else { return None };
            let mut others = points
                .iter()
                .filter(|p| p.sentence != from.sentence && p.at != from.at);
            let to = *others.next()?;
            others.next().is_none().then_some((**from, to))
        }
        _ => None,
    }
}

/// "a debate that ran from 6.30pm to 11pm … three and a half hours of talk": the article has no other clock times, and
/// the length is whole hours off.
fn ran(view: &View<'_>, length: &Length, points: &[Point], views: &[&View<'_>]) -> Option<(Point, Point)> {
    let next = view.words_after(length.span, 1).pop()?;
    if next != "of" || length.minutes.rem_euclid(HOUR) == 0 {
        return None;
    }
    let (from, to) = two(points.iter())?;
    let there = views.iter().find(|v| v.index == from.sentence)?;
    let led = there.words_before(from.span, 1).pop()?;
    let linked = led == "from" && matches!(there.between(from.span, to.span).trim(), "to" | "until");
    let off = ((to.at - from.at).rem_euclid(DAY) - length.minutes).abs();
    (linked && from.sentence == to.sentence && off.rem_euclid(HOUR) == 0 && off <= 3 * HOUR)
        .then_some((from, to))
}

/// The only two.
fn two<'p>(points: impl Iterator<Item = &'p Point>) -> Option<(Point, Point)> {
    let found: Vec<&Point> = points.collect();
    match found.as_slice() {
        [a, b] if a.at != b.at => Some((**a, **b)),
        _ => None,
    }
}
