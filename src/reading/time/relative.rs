//! Times reckoned from the dateline: "yesterday", "last week", "next Friday", "three days ago", "now".

use super::date::{month_at, weekday_at};
use super::direction::{Direction, direction, nearest_weekday};
use super::duration::{Count, unit_at};
use super::lexicon::lexicon;
use super::{Context, Found, Time, TimeForm};
use crate::reading::statement::TimeValue;
use crate::value::date::{Date, decade, quarter, week_of};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn read(c: &Context<'_>, i: usize) -> Option<Found> {
    shifted_day(c, i)
        .or_else(|| deictic(c, i))
        .or_else(|| ago(c, i))
        .or_else(|| reference(c, i))
}

/// "today", "yesterday morning", "tonight", "the day before yesterday"
fn shifted_day(c: &Context<'_>, i: usize) -> Option<Found> {
    if c.is(i, "tonight") || c.is(i, "overnight") {
        let day = c
            .dateline
            .map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
        return Some(
            Found::new(
                i,
                i + 1,
                TimeForm::Relative,
                TimeValue::Other(format!("{day}TNI")),
            )
            .anchored(),
        );
    }
    let (&shift, to) = c.form(i, &lexicon().shifts)?;
    Some(day_with_part(
        c,
        i,
        to,
        c.dateline.and_then(|d| d.plus_days(shift)),
    ))
}

/// A day, with the part of the day that may follow it.
fn day_with_part(c: &Context<'_>, from: usize, to: usize, day: Option<Date>) -> Found {
    let part = c.form(to, &lexicon().parts);
    let found = match (day, part) {
        (Some(day), None) => Found::new(from, to, TimeForm::Relative, TimeValue::Date(day)),
        (day, Some((part, end))) => {
            let day = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
            Found::new(
                from,
                end,
                TimeForm::Relative,
                TimeValue::Other(format!("{day}T{part}")),
            )
        }
        (None, None) => Found::new(
            from,
            to,
            TimeForm::Relative,
            TimeValue::Other("XXXX-XX-XX".to_owned()),
        ),
    };
    found.anchored()
}

/// "last week", "this year", "next Friday", "last summer", "this morning", "the weekend"
fn deictic(c: &Context<'_>, i: usize) -> Option<Found> {
    let at = if c.is(i, "the") { i + 1 } else { i };
    let word = c.p.get(at)?.lower.as_str();
    let step: i64 = match word {
        "last" | "previous" => -1,
        "next" | "coming" | "upcoming" => 1,
        "this" | "current" => 0,
        "weekend" if at > i => {
            let day = c
                .dateline
                .and_then(|d| nearest_weekday(d, jiff::civil::Weekday::Saturday, direction(c, at)));
            return Some(weekend(i, at + 1, day));
        }
        _ => return None,
    };
    // "the previous week" is reckoned from the story, not from the dateline.
    if at > i && matches!(word, "previous") {
        return None;
    }
    let next = at + 1;
    if let Some((weekday, to, false)) = weekday_at(c, next) {
        let day = c.dateline.and_then(|d| match step {
            -1 => nearest_weekday(d.plus_days(-1)?, weekday, Direction::Past),
            1 => nearest_weekday(d.plus_days(1)?, weekday, Direction::Future),
            _ => nearest_weekday(d, weekday, direction(c, at)),
        });
        let mut found = day_with_part(c, i, to, day);
        if day.is_none() {
            found.value = TimeValue::Other(format!("XXXX-WXX-{}", weekday.to_monday_one_offset()));
        }
        found.weekday = Some(weekday);
        return Some(found);
    }
    if let Some((month, to, false)) = month_at(c, next) {
        let Some(dateline) = c.dateline else {
            return Some(Found::new(
                i,
                to,
                TimeForm::Relative,
                TimeValue::Other(format!("XXXX-{month:02}")),
            ));
        };
        let own = dateline.month.unwrap_or(1);
        let year = match step {
            -1 if month >= own => dateline.year - 1,
            1 if month <= own => dateline.year + 1,
            // "this September" is of the year of the dateline.
            _ => dateline.year,
        };
        return Some(
            Found::new(
                i,
                to,
                TimeForm::Relative,
                TimeValue::Date(Date::of_month(year, month)?),
            )
            .anchored(),
        );
    }
    let autumn = "FA".to_owned();
    let season = c
        .form(next, &lexicon().seasons)
        // "last fall": with a word of time in front of it, it is the season.
        .or_else(|| {
            (c.is(next, "fall") && !matches!(c.tag(next), "VB" | "VBP")).then_some((&autumn, next + 1))
        });
    if let Some((season, to)) = season {
        let year = c.dateline.map(|d| season_year(d, season, step));
        let year = year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
        return Some(
            Found::new(
                i,
                to,
                TimeForm::Relative,
                TimeValue::Other(format!("{year}-{season}")),
            )
            .anchored(),
        );
    }
    if let Some((part, to)) = c.form(next, &lexicon().parts) {
        if step == 1 {
            return None;
        }
        let day = c.dateline.and_then(|d| d.plus_days(step));
        let day = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
        return Some(
            Found::new(
                i,
                to,
                TimeForm::Relative,
                TimeValue::Other(format!("{day}T{part}")),
            )
            .anchored(),
        );
    }
    if c.is(next, "weekend") {
        let day = c.dateline.and_then(|d| {
            let saturday = nearest_weekday(
                d,
                jiff::civil::Weekday::Saturday,
                if step < 0 {
                    Direction::Past
                } else {
                    Direction::Future
                },
            )?;
            saturday.plus_days(0)
        });
        return Some(weekend(i, next + 1, day));
    }
    let unit = c.p.get(next)?.lower.as_str();
    if !matches!(unit, "week" | "month" | "year" | "quarter" | "decade" | "century") {
        return None;
    }
    // "the last quarter", "the next decade" may be a stretch; with the article only "this" is clear.
    let value = match c.dateline {
        Some(dateline) => calendar(dateline, unit, step)?,
        None => TimeValue::Other(
            match unit {
                "week" => "XXXX-WXX",
                "month" => "XXXX-XX",
                "quarter" => "XXXX-QX",
                _ => "XXXX",
            }
            .to_owned(),
        ),
    };
    Some(Found::new(i, next + 1, TimeForm::Relative, value).anchored())
}

fn weekend(from: usize, to: usize, saturday: Option<Date>) -> Found {
    let value = saturday
        .and_then(|s| Some(TimeValue::Period(s, s.plus_days(1)?)))
        .unwrap_or_else(|| TimeValue::Other("XXXX-WXX-WE".to_owned()));
    Found::new(from, to, TimeForm::Relative, value).anchored()
}

fn season_year(dateline: Date, season: &str, step: i64) -> i16 {
    // First month of the season in the northern half of the world.
    let first = match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    let own = dateline.month.unwrap_or(1);
    match step {
        -1 if own <= first + 2 => dateline.year - 1,
        1 if own >= first => dateline.year + 1,
        _ => dateline.year,
    }
}

/// The week, month, quarter, year or decade `step` after that of the dateline.
fn calendar(dateline: Date, unit: &str, step: i64) -> Option<TimeValue> {
    Some(match unit {
        "week" => {
            let (from, to) = week_of(dateline.plus_days(7 * step)?)?;
            TimeValue::Period(from, to)
        }
        "month" => TimeValue::Date(Date::of_month(dateline.year, dateline.month?)?.plus_months(step)?),
        "quarter" => {
            let moved = Date::of_month(dateline.year, dateline.month?)?.plus_months(3 * step)?;
            let (from, to) = quarter(moved.year, moved.month?.div_ceil(3))?;
            TimeValue::Period(from, to)
        }
        "year" => TimeValue::Date(Date::of_year(dateline.year).plus_months(12 * step)?),
        "decade" => {
            let start = dateline.year - dateline.year.rem_euclid(10);
            let (from, to) = decade(start + 10 * i16::try_from(step).ok()?)?;
            TimeValue::Period(from, to)
        }
        _ => {
            let century = dateline.year.div_euclid(100) + i16::try_from(step).ok()?;
            TimeValue::Other(format!("{century:02}"))
        }
    })
}

/// "three days ago", "a year ago", "several years ago", "a year earlier"
fn ago(c: &Context<'_>, i: usize) -> Option<Found> {
    let (count, unit, to) = unit_at(c, i)?;
    if !c.is(to, "ago") {
        return None;
    }
    let Count::Exact(count) = count else {
        return Some(Found::new(
            i,
            to + 1,
            TimeForm::Relative,
            TimeValue::Other("PAST_REF".to_owned()),
        ));
    };
    let Some(dateline) = c.dateline else {
        return Some(Found::new(
            i,
            to + 1,
            TimeForm::Relative,
            TimeValue::Other("PAST_REF".to_owned()),
        ));
    };
    let whole = count.to_i64().filter(|n| (0..100_000).contains(n))?;
    let months = |n: i64| Date::of_month(dateline.year, dateline.month?)?.plus_months(-n);
    let date = match unit {
        "day" => dateline.plus_days(-whole)?,
        "week" => dateline.plus_days(-7 * whole)?,
        "fortnight" => dateline.plus_days(-14 * whole)?,
        "month" => months(whole)?,
        "quarter" => months(3 * whole)?,
        // "a year and a half ago"
        "year" if !count.fract().is_zero() => months((count * Decimal::from(12)).to_i64()?)?,
        "year" => Date::of_year(dateline.year).plus_months(-12 * whole)?,
        "decade" => Date::of_year(dateline.year).plus_months(-120 * whole)?,
        "century" => Date::of_year(dateline.year).plus_months(-1200 * whole)?,
        // Hours and minutes: the same day.
        _ => dateline,
    };
    Some(Found::new(i, to + 1, TimeForm::Relative, TimeValue::Date(date)).anchored())
}

/// "a year earlier", "a year-earlier loss": not a length of time but the time that lies so far before the one
/// that was named last in the sentence, or before the year of the dateline.
pub(super) fn earlier(c: &Context<'_>, length: &Found, last: Option<&Time>) -> Option<Found> {
    let TimeValue::Duration { count, unit } = &length.value else {
        return None;
    };
    let dash = c.p.get(length.to).is_some_and(|d| d.is_dash());
    let at = if dash { length.to + 1 } else { length.to };
    let back = c.is_any(at, &["earlier", "previously"])
        || c.is(at, "before")
            && c.p
                .get(at + 1)
                .is_none_or(|q| matches!(q.text.as_str(), "." | "," | ";" | ")"));
    let years = match unit.as_str() {
        "year" => count.to_i64().filter(|n| (1..1000).contains(n))?,
        "decade" => 10 * count.to_i64().filter(|n| (1..100).contains(n))?,
        _ => return None,
    };
    if !back || !count.fract().is_zero() {
        return None;
    }
    let before = |d: Date| d.plus_months(-12 * years);
    let value = match last.map(|t| &t.mention.time) {
        Some(TimeValue::Date(date)) => TimeValue::Date(before(*date)?),
        Some(TimeValue::Period(from, to)) => TimeValue::Period(before(*from)?, before(*to)?),
        _ => TimeValue::Date(before(Date::of_year(c.dateline?.year))?),
    };
    Some(Found::new(length.from, at + 1, TimeForm::Relative, value).anchored())
}

/// "now", "currently", "recently"
fn reference(c: &Context<'_>, i: usize) -> Option<Found> {
    let (value, to) = c.form(i, &lexicon().references)?;
    // "the past three years" is a duration, "the current account" no time.
    let noun = matches!(c.tag(to), "NN" | "NNS" | "CD" | "JJ" | "NNP");
    let bare = c.is_any(
        i,
        &[
            "now",
            "currently",
            "recently",
            "previously",
            "formerly",
            "presently",
            "nowadays",
        ],
    );
    let number = noun
        || matches!(
            c.p.get(to).map(|q| q.lower.as_str()),
            Some("few" | "several" | "two" | "three" | "four" | "five" | "six")
        );
    if !bare && number && c.is(to - 1, "past") || !bare && noun && c.is(i, "the") {
        return None;
    }
    // "now that": a conjunction.
    if c.is(i, "now") && c.is(to, "that") {
        return None;
    }
    Some(Found::new(
        i,
        to,
        TimeForm::Reference,
        TimeValue::Other(value.clone()),
    ))
}
