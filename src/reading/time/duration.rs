//! Lengths of time: "three years", "a three-year war", "half an hour", "several weeks", "the past two years".

use super::{Context, Found, TimeForm};
use crate::reading::number::literal::literal_at;
use crate::reading::number::piece::PieceKind;
use crate::reading::statement::TimeValue;
use rust_decimal::Decimal;

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Count {
    /// "three"
    Exact(Decimal),
    /// "several"
    Vague,
}

/// TIMEX3 unit of this word in singular or plural.
pub(super) fn unit_name(word: &str) -> Option<&'static str> {
    Some(match word {
        "second" | "seconds" => "second",
        "minute" | "minutes" | "min" | "mins" => "minute",
        "hour" | "hours" | "hr" | "hrs" => "hour",
        "day" | "days" => "day",
        "week" | "weeks" => "week",
        "fortnight" | "fortnights" => "fortnight",
        "month" | "months" => "month",
        "quarter" | "quarters" => "quarter",
        "year" | "years" | "yr" | "yrs" => "year",
        "decade" | "decades" => "decade",
        "century" | "centuries" => "century",
        _ => return None,
    })
}

/// "three quarters of an hour", "a quarter of a century"
fn part_of_unit(c: &Context<'_>, i: usize) -> Option<(Count, &'static str, usize)> {
    let part = literal_at(c.p, i, false).filter(|l| l.from == i && l.fraction)?;
    let of_one = c.is(part.to, "of") && c.is_any(part.to + 1, &["a", "an"]);
    let unit = of_one.then(|| c.p.get(part.to + 2)).flatten()?;
    let (count, unit) = match unit_name(&unit.lower)? {
        "hour" => (part.value.checked_mul(Decimal::from(60))?, "minute"),
        unit => (part.value, unit),
    };
    Some((Count::Exact(count.normalize()), unit, part.to + 3))
}

/// "three years", "a year", "several weeks", "half an hour" at `i`: count, unit, index after it.
pub(super) fn unit_at(c: &Context<'_>, i: usize) -> Option<(Count, &'static str, usize)> {
    let half = Decimal::new(5, 1);
    // "half an hour", "half a century"
    if c.is(i, "half") && c.is_any(i + 1, &["a", "an"]) {
        let unit = unit_name(&c.p.get(i + 2)?.lower)?;
        return Some((Count::Exact(half), unit, i + 3));
    }
    if let Some(part) = part_of_unit(c, i) {
        return Some(part);
    }
    let (count, mut at) =
        if let Some(literal) = literal_at(c.p, i, false).filter(|l| l.from == i && !l.ordinal && !l.year) {
            (Count::Exact(literal.value), literal.to)
        } else if c.is_any(i, &["a", "an"]) {
            if c.is(i + 1, "few") {
                (Count::Vague, i + 2)
            } else if c.is(i + 1, "couple") {
                (
                    Count::Exact(Decimal::TWO),
                    if c.is(i + 2, "of") { i + 3 } else { i + 2 },
                )
            } else if c.is(i + 1, "half") {
                (Count::Exact(half), i + 2)
            } else {
                (Count::Exact(Decimal::ONE), i + 1)
            }
        } else if c.is_any(i, &["several", "many", "few", "recent", "some"]) {
            (Count::Vague, i + 1)
        } else if c.is(i, "couple") {
            (
                Count::Exact(Decimal::TWO),
                if c.is(i + 1, "of") { i + 2 } else { i + 1 },
            )
        } else {
            return None;
        };
    // "a several-year plan"
    let dashed = c.p.get(at).is_some_and(|d| d.is_dash());
    if dashed {
        at += 1;
    }
    if c.is_any(
        at,
        &[
            "full",
            "additional",
            "extra",
            "whole",
            "more",
            "consecutive",
            "straight",
            "long",
            "trading",
            "working",
            "business",
            "short",
            "successive",
        ],
    ) {
        at += 1;
        if c.p.get(at).is_some_and(|d| d.is_dash()) {
            at += 1;
        }
    }
    let piece = c.p.get(at)?;
    let unit = unit_name(&piece.lower)?;
    let plural = piece.lower.ends_with('s');
    // "a second", "three quarters" are other things most of the time.
    if !plural && matches!(unit, "second" | "quarter") {
        return None;
    }
    if matches!(count, Count::Vague) && !plural && !dashed {
        return None;
    }
    let mut end = at + 1;
    let mut count = count;
    // "a year and a half", "one year and a quarter"
    if c.is(end, "and") && c.is(end + 1, "a") && c.is_any(end + 2, &["half", "quarter"]) {
        let part = if c.is(end + 2, "half") {
            half
        } else {
            half.checked_div(Decimal::TWO)?
        };
        if let Count::Exact(n) = count {
            count = Count::Exact(n.checked_add(part)?);
            end += 3;
        }
    }
    Some((count, unit, end))
}

pub(super) fn read(c: &Context<'_>, i: usize) -> Option<Found> {
    // "the past three years", "the next few days", "the first nine months"
    let mut at = i;
    if c.is(at, "the") {
        at += 1;
    }
    let led = c.is_any(
        at,
        &[
            "past",
            "last",
            "next",
            "first",
            "coming",
            "previous",
            "following",
            "final",
            "recent",
        ],
    );
    if led {
        at += 1;
    } else {
        at = i;
    }
    // "the past year", "the past week"
    if led
        && c.is_any(at - 1, &["past", "coming"])
        && let Some(unit) = c.p.get(at).and_then(|q| unit_name(&q.lower))
    {
        let plural = c.p.get(at).is_some_and(|q| q.lower.ends_with('s'));
        return Some(if plural {
            // "coming months" say when, not how long.
            let value = if c.is(at - 1, "coming") {
                "FUTURE_REF"
            } else {
                "PAST_REF"
            };
            Found::new(i, at + 1, TimeForm::Reference, TimeValue::Other(value.to_owned()))
        } else {
            Found::new(i, at + 1, TimeForm::Duration, exact(Decimal::ONE, unit))
        });
    }
    if led && c.is(at - 1, "recent") {
        // "in recent weeks"
        if c.p
            .get(at)
            .is_some_and(|q| unit_name(&q.lower).is_some() && q.lower.ends_with('s'))
        {
            let value = TimeValue::Other("PAST_REF".to_owned());
            return Some(Found::new(i, at + 1, TimeForm::Reference, value));
        }
        at -= 1;
    }
    if let Some(found) = bare(c, i).or_else(|| unit_long(c, i)) {
        return Some(found);
    }
    let (count, unit, to) = unit_at(c, at)?;
    // "46 years old", "years of age" are ages.
    let after = if c.p.get(to).is_some_and(|d| d.is_dash()) {
        to + 1
    } else {
        to
    };
    if c.is(after, "old") || c.is(to, "of") && c.is(to + 1, "age") {
        return None;
    }
    if c.p
        .get(to)
        .is_some_and(|q| q.glued && q.kind == PieceKind::Letters)
    {
        return None;
    }
    // "five pounds a week", "three times a day", "70 miles an hour" are rates.
    if c.is_any(at, &["a", "an"]) && to == at + 2 && is_rate(c, at) {
        return None;
    }
    let value = match count {
        Count::Exact(count) => exact(count, unit),
        Count::Vague => TimeValue::Other(vague(unit)),
    };
    Some(Found::new(i, to, TimeForm::Duration, value))
}

/// "decade-long", "decades-long"
fn unit_long(c: &Context<'_>, i: usize) -> Option<Found> {
    let piece = c.p.get(i)?;
    let unit = unit_name(&piece.lower)?;
    let glued = |at: usize| c.p.get(at).filter(|q| q.glued);
    if !glued(i + 1)?.is_dash() || !glued(i + 2)?.is("long") || piece.glued {
        return None;
    }
    let value = if piece.lower.ends_with('s') {
        TimeValue::Other(vague(unit))
    } else {
        exact(Decimal::ONE, unit)
    };
    Some(Found::new(i, i + 3, TimeForm::Duration, value))
}

/// "for years", "weeks of talks", "months later": a plural unit alone.
fn bare(c: &Context<'_>, i: usize) -> Option<Found> {
    let piece = c.p.get(i).filter(|q| q.lower.ends_with('s'))?;
    let unit = unit_name(&piece.lower)?;
    if matches!(unit, "second" | "quarter" | "minute") || piece.is_capitalised() {
        return None;
    }
    let numbered = c.before(i, 1).is_some_and(|b| b.kind == PieceKind::Digits)
        || i.checked_sub(1)
            .is_some_and(|b| literal_at(c.p, b, false).is_some());
    if numbered || c.is(i + 1, "of") && c.is(i + 2, "age") {
        return None;
    }
    let led = c
        .before(i, 1)
        .is_some_and(|b| matches!(b.lower.as_str(), "for" | "within" | "or"));
    let followed = c.is_any(i + 1, &["of", "later"]);
    // "in years to come", "of years past" tell no length; "years old" is an age.
    let led = led && !c.is_any(i + 1, &["old", "past", "gone"]);
    (led || followed).then(|| Found::new(i, i + 1, TimeForm::Duration, TimeValue::Other(vague(unit))))
}

fn exact(count: Decimal, unit: &str) -> TimeValue {
    TimeValue::Duration {
        count,
        unit: unit.to_owned(),
    }
}

fn vague(unit: &str) -> String {
    match unit {
        "second" => "PTXS",
        "minute" => "PTXM",
        "hour" => "PTXH",
        "day" => "PXD",
        "week" | "fortnight" => "PXW",
        "month" => "PXM",
        "quarter" => "PXQ",
        "decade" => "PXDE",
        "century" => "PXCE",
        _ => "PXY",
    }
    .to_owned()
}

fn is_rate(c: &Context<'_>, article: usize) -> bool {
    let Some(before) = c.before(article, 1) else {
        return false;
    };
    let unit = c.p.get(article + 1).and_then(|q| c.tree.words.get(q.word));
    if unit.is_some_and(|u| matches!(u.deprel.as_str(), "nmod:unmarked" | "nmod:npmod" | "nmod:tmod")) {
        return true;
    }
    before.kind == PieceKind::Digits
        || matches!(
            before.lower.as_str(),
            "times"
                | "once"
                | "twice"
                | "hours"
                | "days"
                | "%"
                | "thousand"
                | "million"
                | "billion"
                | "trillion"
        )
        || crate::value::unit::units()
            .iter()
            .any(|u| !u.is_time() && u.words.iter().any(|w| w.last().is_some_and(|w| before.is(w))))
        || literal_at(c.p, article.saturating_sub(1), false).is_some()
}
