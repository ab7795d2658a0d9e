//! Stretches of the calendar: "the third quarter of 2025", "the 1980s", "summer 2024", "the 19th century".

use super::date::month_at;
use super::direction::{Direction, direction};
use super::lexicon::lexicon;
use super::{Context, Found, TimeForm};
use crate::reading::number::literal::literal_at;
use crate::reading::number::piece::PieceKind;
use crate::reading::statement::TimeValue;
use crate::value::date::{Date, decade, quarter};
use rust_decimal::prelude::ToPrimitive;

pub(super) fn read(c: &Context<'_>, i: usize) -> Option<Found> {
    decade_at(c, i)
        .or_else(|| fiscal(c, i))
        .or_else(|| ordinal_period(c, i))
        .or_else(|| part_of_month(c, i))
        .or_else(|| short_quarter(c, i))
        .or_else(|| season(c, i))
        .or_else(|| every(c, i))
}

fn year_behind(c: &Context<'_>, i: usize) -> Option<(i16, usize)> {
    let mut at = i;
    if c.is_any(at, &["of", "in", ","]) {
        at += 1;
    }
    let mut to = None;
    if c.is_any(at, &["fiscal", "financial"]) {
        at += 1;
    }
    if c.is(at, "year") {
        at += 1;
    }
    let piece = c.p.get(at)?;
    if piece.kind == PieceKind::Digits && piece.text.len() == 4 {
        let year: i16 = piece.text.parse().ok()?;
        if (1800..2200).contains(&year) {
            to = Some((year, at + 1));
        }
    }
    if to.is_none() && c.is_any(at, &["this", "last", "next"]) && c.is(at + 1, "year") {
        let step = match c.p.get(at)?.lower.as_str() {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        to = Some((c.dateline?.year + step, at + 2));
    }
    to
}

/// "the 1980s", "the '80s", "the eighties"
fn decade_at(c: &Context<'_>, i: usize) -> Option<Found> {
    let at = if c.is(i, "the") { i + 1 } else { i };
    let mid = at;
    let apostrophe = c.is_any(mid, &["'", "’", "‘"]);
    let number = if apostrophe { mid + 1 } else { mid };
    let piece = c.p.get(number)?;
    let (year, to) = if piece.kind == PieceKind::Digits {
        let s = number + 1;
        // "1980s" and "1980's"
        let s = if c
            .p
            .get(s)
            .is_some_and(|q| q.glued && matches!(q.lower.as_str(), "'" | "’"))
        {
            s + 1
        } else {
            s
        };
        if !c.p.get(s).is_some_and(|q| q.is("s") && q.glued) {
            return None;
        }
        let value: i16 = piece.text.parse().ok()?;
        let year = match piece.text.len() {
            4 => value,
            2 if value >= 20 && (apostrophe || at > i) => 1900 + value,
            _ => return None,
        };
        if s > number + 1 && piece.text.len() == 4 && year % 10 != 0 {
            return None;
        }
        (year, s + 1)
    } else {
        let value = match piece.lower.as_str() {
            "twenties" => 1920,
            "thirties" => 1930,
            "forties" => 1940,
            "fifties" => 1950,
            "sixties" => 1960,
            "seventies" => 1970,
            "eighties" => 1980,
            "nineties" => 1990,
            _ => return None,
        };
        if at == i {
            return None;
        }
        (value, number + 1)
    };
    if year % 10 != 0 || !(1000..2200).contains(&year) {
        return None;
    }
    let (from, last) = decade(year)?;
    Some(Found::new(i, to, TimeForm::Period, TimeValue::Period(from, last)))
}

/// "fiscal 2025", "the 2024/25 financial year", "FY2025"
fn fiscal(c: &Context<'_>, i: usize) -> Option<Found> {
    let at = if c.is(i, "the") { i + 1 } else { i };
    let mut year = if c.is(at, "fy") {
        at + 1
    } else if c.is_any(at, &["fiscal", "financial"]) {
        if c.is(at + 1, "year") { at + 2 } else { at + 1 }
    } else {
        return None;
    };
    if c.is_any(year, &["'", "’"]) {
        year += 1;
    }
    let piece = c.p.get(year).filter(|q| q.kind == PieceKind::Digits)?;
    let value: i16 = match piece.text.len() {
        4 => piece.text.parse().ok()?,
        2 => 2000 + piece.text.parse::<i16>().ok()?,
        _ => return None,
    };
    Some(Found::new(
        i,
        year + 1,
        TimeForm::Year,
        TimeValue::Date(Date::of_year(value)),
    ))
}

/// "the third quarter of 2025", "second-quarter", "the first half of 2024", "the 19th century"
fn ordinal_period(c: &Context<'_>, i: usize) -> Option<Found> {
    let mut at = if c.is(i, "the") { i + 1 } else { i };
    // "1989 third quarter", "1989's third quarter"
    let mut led = None;
    if let Some(piece) =
        c.p.get(at)
            .filter(|q| q.kind == PieceKind::Digits && q.text.len() == 4)
        && let Ok(year) = piece.text.parse::<i16>()
        && (1800..2200).contains(&year)
    {
        led = Some(year);
        at += 1;
    }
    let literal = literal_at(c.p, at, false).filter(|l| l.ordinal && l.from == at)?;
    let n = literal.value.to_u8()?;
    at = literal.to;
    if c.p.get(at).is_some_and(|d| d.is_dash()) {
        at += 1;
    }
    if c.is_any(at, &["fiscal", "financial"]) {
        at += 1;
    }
    let unit = c.p.get(at)?.lower.as_str();
    let to = at + 1;
    if unit == "century" {
        let value = format!("{:02}", n.checked_sub(1)?);
        return Some(Found::new(i, to, TimeForm::Period, TimeValue::Other(value)));
    }
    let (year, end, anchored) = match (led, year_behind(c, to)) {
        (Some(year), _) => (Some(year), to, false),
        (None, Some((year, end))) => (Some(year), end, false),
        (None, None) => (None, to, true),
    };
    let value = match unit {
        "quarter" if (1..=4).contains(&n) => match year.or_else(|| recent(c, i, 3 * n - 2)) {
            Some(year) => {
                let (from, last) = quarter(year, n)?;
                TimeValue::Period(from, last)
            }
            None => TimeValue::Other(format!("XXXX-Q{n}")),
        },
        // "the second half" of a match is no time of the calendar: only with its year.
        "half" if (1..=2).contains(&n) && year.is_some() => {
            let year = year?;
            let (from, _) = quarter(year, 2 * n - 1)?;
            let (_, last) = quarter(year, 2 * n)?;
            TimeValue::Period(from, last)
        }
        _ => return None,
    };
    Some(Found {
        anchored,
        ..Found::new(i, end, TimeForm::Period, value)
    })
}

/// "the last week of June", "the first days of March 2024", "the second week in May"
fn part_of_month(c: &Context<'_>, i: usize) -> Option<Found> {
    let mut at = if c.is(i, "the") { i + 1 } else { i };
    let last = c.is_any(at, &["last", "final", "closing"]);
    let n = if last || c.is_any(at, &["first", "opening"]) {
        at += 1;
        1
    } else {
        let literal = literal_at(c.p, at, false).filter(|l| l.ordinal && l.from == at)?;
        at = literal.to;
        literal.value.to_u8().filter(|n| (1..=4).contains(n))?
    };
    let length: u8 = match c.p.get(at)?.lower.as_str() {
        "week" => 7,
        "fortnight" => 14,
        "days" => 5,
        _ => return None,
    };
    if !c.is_any(at + 1, &["of", "in"]) {
        return None;
    }
    let (month, to, _) = month_at(c, at + 2)?;
    let (year, end, anchored) = match year_behind(c, to) {
        Some((year, end)) => (year, end, false),
        None => (recent(c, i, month)?, to, true),
    };
    let whole = Date::of_month(year, month)?;
    let (from, until) = if last {
        let end = Date::ymd(year, month, u8::try_from(whole.last_day()?.day()).ok()?)?;
        (end.plus_days(1 - i64::from(length))?, end)
    } else {
        let from = Date::ymd(year, month, length.checked_mul(n - 1)?.checked_add(1)?)?;
        (from, from.plus_days(i64::from(length) - 1)?)
    };
    Some(Found {
        anchored,
        ..Found::new(i, end, TimeForm::Period, TimeValue::Period(from, until))
    })
}

/// Year of the stretch that begins in `month`, where none is named: the last one that had begun, or
/// the next one.
fn recent(c: &Context<'_>, i: usize, month: u8) -> Option<i16> {
    let dateline = c.dateline?;
    let begun = month <= dateline.month?;
    Some(match direction(c, i) {
        Direction::Past if !begun => dateline.year - 1,
        Direction::Future if dateline.month? > month + 5 => dateline.year + 1,
        _ => dateline.year,
    })
}

/// "Q3", "Q3 2025", "2025 Q3"
fn short_quarter(c: &Context<'_>, i: usize) -> Option<Found> {
    let led =
        c.p.get(i)
            .filter(|q| q.kind == PieceKind::Digits && q.text.len() == 4)
            .and_then(|q| q.text.parse::<i16>().ok());
    let at = if led.is_some() { i + 1 } else { i };
    c.p.get(at).filter(|q| q.text == "Q" && (at > i || !q.glued))?;
    let n: u8 = c.p.get(at + 1).filter(|q| q.glued)?.text.parse().ok()?;
    if !(1..=4).contains(&n) {
        return None;
    }
    let (year, to) = match led {
        Some(year) => (Some(year), at + 2),
        None => match year_behind(c, at + 2) {
            Some((year, end)) => (Some(year), end),
            None => (recent(c, i, 3 * n - 2), at + 2),
        },
    };
    let value = match year {
        Some(year) => {
            let (from, last) = quarter(year, n)?;
            TimeValue::Period(from, last)
        }
        None => TimeValue::Other(format!("XXXX-Q{n}")),
    };
    Some(Found::new(i, to, TimeForm::Period, value))
}

/// "summer 2024", "the summer of 2024"
fn season(c: &Context<'_>, i: usize) -> Option<Found> {
    let at = if c.is(i, "the") { i + 1 } else { i };
    let (season, to) = match c.form(at, &lexicon().seasons) {
        Some((season, to)) => (season.as_str(), to),
        None if c.is(at, "fall") && matches!(c.tag(at), "NN" | "NNP" | "") => ("FA", at + 1),
        None => return None,
    };
    match year_behind(c, to) {
        Some((year, end)) => Some(Found::new(
            i,
            end,
            TimeForm::Period,
            TimeValue::Other(format!("{year:04}-{season}")),
        )),
        None if season != "FA"
            && season != "SP"
            && (at > i || c.is_any(i.wrapping_sub(1), &["in", "during", "this"])) =>
        {
            Some(Found::new(
                i,
                to,
                TimeForm::Period,
                TimeValue::Other(match c.dateline {
                    Some(d) => format!("{:04}-{season}", d.year),
                    None => season.to_owned(),
                }),
            ))
        }
        None => None,
    }
}

/// "every Friday", "each year", "every month"
fn every(c: &Context<'_>, i: usize) -> Option<Found> {
    if !c.is_any(i, &["every", "each"]) {
        return None;
    }
    if let Some((weekday, to, false)) = super::date::weekday_at(c, i + 1) {
        let value = TimeValue::Other(format!("XXXX-WXX-{}", weekday.to_monday_one_offset()));
        return Some(Found::new(i, to, TimeForm::Reference, value));
    }
    let value = match c.p.get(i + 1)?.lower.as_str() {
        "day" => "P1D",
        "week" => "P1W",
        "month" => "P1M",
        "quarter" => "P1Q",
        "year" => "P1Y",
        "hour" => "PT1H",
        _ => return None,
    };
    Some(Found::new(
        i,
        i + 2,
        TimeForm::Reference,
        TimeValue::Other(value.to_owned()),
    ))
}
