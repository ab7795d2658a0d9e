//! Dates: "Friday, 15 August 2025", "Aug. 15", "15/08/2025", "August 2025", "in 2014", "on Friday".

use super::direction::{direction, nearest_weekday, nearest_year};
use super::lexicon::lexicon;
use super::{Context, Found, Stated, TimeForm, weekday_of};
use crate::reading::number::literal::literal_at;
use crate::reading::number::piece::PieceKind;
use crate::reading::statement::TimeValue;
use crate::value::date::Date;
use jiff::civil::Weekday;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn read(c: &Context<'_>, i: usize) -> Option<Found> {
    iso(c, i)
        .or_else(|| with_weekday(c, i))
        .or_else(|| day_month(c, i))
        .or_else(|| month_day(c, i))
        .or_else(|| slashed(c, i))
        .or_else(|| month_alone(c, i))
        .or_else(|| holiday(c, i))
        .or_else(|| year_alone(c, i))
}

/// The weekday at `i`: its number, the index after it, whether it is an abbreviation.
pub(super) fn weekday_at(c: &Context<'_>, i: usize) -> Option<(Weekday, usize, bool)> {
    let (&(number, short), mut to) = c.form(i, &lexicon().weekdays)?;
    let piece = c.p.get(i)?;
    if short && !piece.is_capitalised() {
        return None;
    }
    if short && c.is(to, ".") && c.p.get(to).is_some_and(|d| d.glued) {
        to += 1;
    }
    Some((weekday_of(number)?, to, short))
}

/// The month at `i`: its number, the index after it, whether it is an abbreviation.
pub(super) fn month_at(c: &Context<'_>, i: usize) -> Option<(u8, usize, bool)> {
    let (&(number, short), mut to) = c.form(i, &lexicon().months)?;
    if matches!(c.tag(i), "MD" | "VB" | "VBD" | "VBP") {
        return None;
    }
    if short && c.is(to, ".") && c.p.get(to).is_some_and(|d| d.glued) {
        to += 1;
    }
    Some((number, to, short))
}

/// A day of the month: "15", "15th", "the fifteenth".
fn day_at(c: &Context<'_>, i: usize) -> Option<(u8, usize, bool)> {
    let piece = c.p.get(i)?;
    if piece.kind == PieceKind::Digits {
        let day: u8 = piece.text.parse().ok().filter(|d| (1..=31).contains(d))?;
        if piece.text.len() > 2 {
            return None;
        }
        if let Some(next) = c.p.get(i + 1).filter(|n| n.glued && n.kind == PieceKind::Letters) {
            return matches!(next.lower.as_str(), "st" | "nd" | "rd" | "th").then_some((day, i + 2, true));
        }
        return Some((day, i + 1, false));
    }
    let literal = literal_at(c.p, i, false).filter(|l| l.ordinal && l.from == i)?;
    let day = literal.value.to_u8().filter(|d| (1..=31).contains(d))?;
    Some((day, literal.to, true))
}

/// A year behind a date: "2025", ", 2025", "'98".
fn year_at(c: &Context<'_>, i: usize) -> Option<(i16, usize)> {
    let mut at = i;
    if c.is(at, ",") || c.is(at, "of") || c.is(at, "in") {
        at += 1;
    }
    let piece = c.p.get(at)?;
    if at == i && piece.is_apostrophe() {
        let two = c.p.get(at + 1).filter(|q| q.glued && q.text.len() == 2)?;
        let year: i16 = two.text.parse().ok()?;
        return Some((if year > 40 { 1900 + year } else { 2000 + year }, at + 2));
    }
    if piece.kind == PieceKind::Digits {
        let year = four_digits(&piece.text)?;
        let glued =
            c.p.get(at + 1)
                .is_some_and(|n| n.glued && n.kind == PieceKind::Letters);
        return (!glued).then_some((year, at + 1));
    }
    if at > i {
        return None;
    }
    let literal = literal_at(c.p, at, false).filter(|l| l.year)?;
    Some((literal.value.to_i16()?, literal.to))
}

fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|y| (1000..2200).contains(y))
}

/// `2025-08-15`, `2025/08/15`
fn iso(c: &Context<'_>, i: usize) -> Option<Found> {
    let year = four_digits(&c.p.get(i)?.text)?;
    let separator = c.p.get(i + 1).filter(|s| s.glued && (s.is("-") || s.is("/")))?;
    let month = c.p.get(i + 2).filter(|q| q.glued && q.text.len() == 2)?;
    c.p.get(i + 3).filter(|s| s.glued && s.lower == separator.lower)?;
    let day = c.p.get(i + 4).filter(|q| q.glued && q.text.len() == 2)?;
    let (month, day) = (month.text.parse().ok()?, day.text.parse().ok()?);
    Some(of_day(c, i, i + 5, Some(year), month, day))
}

/// `15/08/2025`, `10/30/89`, `15.08.2025`, `8-15-2025`
fn slashed(c: &Context<'_>, i: usize) -> Option<Found> {
    let number = |k: usize| {
        let q =
            c.p.get(i + k)
                .filter(|q| q.kind == PieceKind::Digits && q.text.len() <= 2)?;
        (k == 0 || q.glued).then(|| q.text.parse::<u8>().ok()).flatten()
    };
    let (a, b) = (number(0)?, number(2)?);
    let separator =
        c.p.get(i + 1)
            .filter(|s| s.glued && matches!(s.lower.as_str(), "/" | "." | "-"))?;
    if c.before(i, 1)
        .is_some_and(|q| c.p.get(i).is_some_and(|f| f.glued) && q.kind != PieceKind::Letters)
    {
        return None;
    }
    c.p.get(i + 3).filter(|s| s.glued && s.lower == separator.lower)?;
    let year =
        c.p.get(i + 4)
            .filter(|q| q.glued && q.kind == PieceKind::Digits)?;
    let year = match year.text.len() {
        4 => four_digits(&year.text)?,
        2 => year
            .text
            .parse::<i16>()
            .ok()
            .map(|y| if y > 40 { 1900 + y } else { 2000 + y })?,
        _ => return None,
    };
    let european = separator.is(".");
    let (month, day) = match (a, b) {
        (d, m) if european || d > 12 => (m, d),
        (m, d) if d > 12 => (m, d),
        // Both orders are possible: the American one is read.
        (m, d) => (m, d),
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    Some(of_day(c, i, i + 5, Some(year), month, day))
}

/// "Friday, 15 August", "Friday, Aug. 15", "Friday 15th", "Friday"
fn with_weekday(c: &Context<'_>, i: usize) -> Option<Found> {
    let (weekday, to, short) = weekday_at(c, i)?;
    let mut at = to;
    if c.is(at, ",") {
        at += 1;
    }
    if c.is(at, "the") {
        at += 1;
    }
    let dated = day_month(c, at)
        .or_else(|| month_day(c, at))
        .or_else(|| iso(c, at))
        .or_else(|| slashed(c, at));
    if let Some(found) = dated {
        return Some(Found {
            from: i,
            weekday: Some(weekday),
            ..found
        });
    }
    if short {
        return None;
    }
    // "Fridays": every Friday.
    let word = c.p.get(i).and_then(|q| c.tree.words.get(q.word));
    if word.is_some_and(|w| w.xpos == "VB") {
        return None;
    }
    let part = c
        .form(to, &lexicon().parts)
        .filter(|_| c.p.get(to).is_some_and(|q| !q.glued));
    let (value, anchored) = match c
        .dateline
        .and_then(|d| nearest_weekday(d, weekday, direction(c, i)))
    {
        Some(day) => (day.to_string(), true),
        None => (format!("XXXX-WXX-{}", weekday.to_monday_one_offset()), false),
    };
    let (value, to) = match part {
        Some((part, end)) => (TimeValue::Other(format!("{value}T{part}")), end),
        None if anchored => (Date::parse(&value).map(TimeValue::Date)?, to),
        None => (TimeValue::Other(value), to),
    };
    Some(Found {
        weekday: Some(weekday),
        anchored,
        ..Found::new(i, to, TimeForm::Weekday, value)
    })
}

/// "15 August 2025", "the 15th of August", "15-17 August"
fn day_month(c: &Context<'_>, i: usize) -> Option<Found> {
    let start = if c.is(i, "the") { i + 1 } else { i };
    let (day, to, ordinal) = day_at(c, start)?;
    if start > i && !ordinal {
        return None;
    }
    // "F-15 May", "$15 May"
    if c.p.get(start).is_some_and(|q| q.glued)
        && c.before(start, 1)
            .is_some_and(|b| !b.is("(") && !b.is("“") && !b.is("\""))
    {
        return None;
    }
    let mut at = to;
    let mut last = None;
    if c.p.get(at).is_some_and(|d| d.is_dash()) || c.is(at, "to") {
        let (second, end, _) = day_at(c, at + 1)?;
        last = Some(second).filter(|&s| s > day);
        last?;
        at = end;
    }
    if c.is(at, "of") {
        at += 1;
    } else if ordinal && c.p.get(start).is_some_and(|q| q.kind == PieceKind::Letters) {
        // "second May" is no date.
        return None;
    }
    let (month, end, _) = month_at(c, at)?;
    let (year, end) = match year_at(c, end) {
        Some((year, end)) => (Some(year), end),
        None => (None, end),
    };
    match last {
        Some(last) => period_of_days(c, i, end, year, month, (day, last)),
        None => Some(of_day(c, i, end, year, month, day)),
    }
}

/// "August 15, 2025", "Aug. 15", "August 15-17", "August the fifteenth"
fn month_day(c: &Context<'_>, i: usize) -> Option<Found> {
    let (month, to, short) = month_at(c, i)?;
    if short && !c.p.get(i)?.is_capitalised() {
        return None;
    }
    let at = if c.is(to, "the") { to + 1 } else { to };
    let (day, mut end, ordinal) = day_at(c, at)?;
    if at > to && !ordinal {
        return None;
    }
    // "In August 15 people were killed": the number counts what follows it.
    if counts_noun(c, at, end) && !ordinal {
        return None;
    }
    let mut last = None;
    if c.p.get(end).is_some_and(|d| d.is_dash() && d.glued)
        && let Some((second, stop, _)) = day_at(c, end + 1)
        && second > day
    {
        last = Some(second);
        end = stop;
    }
    let (year, end) = match year_at(c, end) {
        // "August 15, 2000 people": only what stands for a year.
        Some((year, stop)) if !c.is(end, "of") || year > 0 => (Some(year), stop),
        _ => (None, end),
    };
    match last {
        Some(last) => period_of_days(c, i, end, year, month, (day, last)),
        None => Some(of_day(c, i, end, year, month, day)),
    }
}

/// Whether the number at `i` (up to `to`) counts the noun behind it.
fn counts_noun(c: &Context<'_>, i: usize, to: usize) -> bool {
    let Some(word) = c.p.get(i).and_then(|q| c.tree.words.get(q.word)) else {
        return false;
    };
    if !word.deprel.as_str().is_empty() {
        return word.deprel.is("nummod")
            && word.head.is_some_and(|h| {
                c.p.get(to.saturating_sub(1)).is_some_and(|q| h > q.word)
                    && c.tree
                        .words
                        .get(h)
                        .is_some_and(|w| matches!(w.xpos, "NNS" | "NNPS") && c.is_not_month(h))
            });
    }
    matches!(c.tag(to), "NNS")
}

impl Context<'_> {
    fn is_not_month(&self, word: usize) -> bool {
        let lower = self
            .tree
            .words
            .get(word)
            .map(|w| w.form.to_lowercase())
            .unwrap_or_default();
        !lexicon().months.contains_key(&lower)
    }
}

impl crate::reading::number::piece::Piece {
    /// Whether it is an apostrophe.
    fn is_apostrophe(&self) -> bool {
        matches!(self.lower.as_str(), "'" | "’" | "‘")
    }
}

fn of_day(c: &Context<'_>, from: usize, to: usize, year: Option<i16>, month: u8, day: u8) -> Found {
    let stated = Stated {
        year,
        month: Some(month),
        day: Some(day),
    };
    let resolved = year.or_else(|| {
        let dateline = c.dateline?;
        Some(nearest_year(dateline, month, Some(day), direction(c, from)))
    });
    // Without a year 29 February may be.
    let possible = Date::ymd(resolved.filter(|_| year.is_some()).unwrap_or(2024), month, day).is_some();
    let value = match resolved.and_then(|y| Date::ymd(y, month, day)) {
        Some(date) => TimeValue::Date(date),
        None => TimeValue::Other(format!("XXXX-{month:02}-{day:02}")),
    };
    Found {
        stated,
        possible,
        anchored: year.is_none() && resolved.is_some(),
        ..Found::new(from, to, TimeForm::Day, value)
    }
}

fn period_of_days(
    c: &Context<'_>,
    from: usize,
    to: usize,
    year: Option<i16>,
    month: u8,
    days: (u8, u8),
) -> Option<Found> {
    let first = of_day(c, from, to, year, month, days.0);
    let last = of_day(c, from, to, year, month, days.1);
    let value = match (&first.value, &last.value) {
        (TimeValue::Date(a), TimeValue::Date(b)) => TimeValue::Period(*a, *b),
        _ => TimeValue::Other(format!(
            "XXXX-{month:02}-{:02}/XXXX-{month:02}-{:02}",
            days.0, days.1
        )),
    };
    Some(Found {
        anchored: first.anchored,
        possible: first.possible && last.possible,
        ..Found::new(from, to, TimeForm::Period, value)
    })
}

/// "August 2025", "in August"
fn month_alone(c: &Context<'_>, i: usize) -> Option<Found> {
    let (month, to, short) = month_at(c, i)?;
    let piece = c.p.get(i)?;
    if let Some((year, end)) = year_at(c, to)
        && (piece.is_capitalised() || !matches!(month, 3 | 5))
    {
        let date = Date::of_month(year, month)?;
        return Some(Found {
            stated: Stated {
                year: Some(year),
                month: Some(month),
                day: None,
            },
            ..Found::new(i, end, TimeForm::Month, TimeValue::Date(date))
        });
    }
    if short || !piece.is_capitalised() {
        return None;
    }
    // "May" and "March" begin sentences, and people are called April, May, June and August: a
    // preposition or another word of time must stand before them.
    if matches!(month, 3..=6 | 8) {
        let before = c.before(i, 1).map_or("", |q| q.lower.as_str());
        let timed = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "of"
                | "before"
                | "after"
                | "during"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "-"
                | "through"
                | "and"
                | "every"
                | "each"
                | "between"
                | "for"
                | "–"
        );
        let named =
            c.p.get(to)
                .is_some_and(|n| n.kind == PieceKind::Letters && n.is_capitalised() && !n.glued)
                && !c.p.get(to).is_some_and(|n| n.is("and"));
        if !timed || named {
            return None;
        }
    }
    // "June last year"
    let told = (c.is_any(to, &["last", "this", "next"]) && c.is(to + 1, "year"))
        .then(|| c.p.get(to).map(|q| q.lower.as_str()))
        .flatten();
    let to = if told.is_some() && c.dateline.is_some() {
        to + 2
    } else {
        to
    };
    let (value, anchored) = match c.dateline {
        Some(dateline) => {
            let year = match told {
                Some("last") => dateline.year - 1,
                Some("next") => dateline.year + 1,
                Some(_) => dateline.year,
                None => nearest_year(dateline, month, None, direction(c, i)),
            };
            (TimeValue::Date(Date::of_month(year, month)?), true)
        }
        None => (TimeValue::Other(format!("XXXX-{month:02}")), false),
    };
    Some(Found {
        anchored,
        stated: Stated {
            month: Some(month),
            ..Stated::default()
        },
        ..Found::new(i, to, TimeForm::Month, value)
    })
}

/// "Christmas Day", "Christmas 2024"
fn holiday(c: &Context<'_>, i: usize) -> Option<Found> {
    let (&(month, day), to) = c.form(i, &lexicon().days)?;
    if !c.p.get(i)?.is_capitalised() {
        return None;
    }
    let (year, end) = match year_at(c, to) {
        Some((year, end)) => (Some(year), end),
        None => (None, to),
    };
    let found = of_day(c, i, end, year, month, day);
    Some(Found {
        stated: Stated::default(),
        ..found
    })
}

/// "in 2014", "(2014)", "the 2014 election", "nineteen ninety-four"
fn year_alone(c: &Context<'_>, i: usize) -> Option<Found> {
    let piece = c.p.get(i)?;
    let (year, to, spoken) = if piece.kind == PieceKind::Digits {
        (four_digits(&piece.text)?, i + 1, false)
    } else {
        let literal = literal_at(c.p, i, false).filter(|l| l.year && l.from == i)?;
        (literal.value.to_i16()?, literal.to, true)
    };
    let before = c.before(i, 1);
    let word = before.map_or("", |q| q.lower.as_str());
    let glued = piece.glued
        && before.is_some_and(|b| !matches!(b.lower.as_str(), "(" | "[" | "“" | "\"" | "—" | "="));
    // "2014-18", "2014-2018": a stretch of years.
    if !spoken
        && !glued
        && c.p.get(to).is_some_and(|d| d.glued && (d.is_dash() || d.is("/")))
        && let Some(second) = c.p.get(to + 1).filter(|q| q.glued && q.kind == PieceKind::Digits)
    {
        let end = match second.text.len() {
            4 => four_digits(&second.text)?,
            2 => year - year.rem_euclid(100) + second.text.parse::<i16>().ok()?,
            _ => return None,
        };
        if end <= year
            || c.p
                .get(to + 2)
                .is_some_and(|q| q.glued && q.kind != PieceKind::Symbol)
        {
            return None;
        }
        let value = TimeValue::Period(
            Date::of_year(year).first_day()?.into(),
            Date::of_year(end).last_day()?.into(),
        );
        return Some(Found::new(i, to + 2, TimeForm::Period, value));
    }
    let next = c.p.get(to);
    if glued
        || next.is_some_and(|n| {
            n.glued && (n.kind == PieceKind::Letters || matches!(n.lower.as_str(), "%" | ":" | "/" | "°"))
        })
    {
        return None;
    }
    if before.is_some_and(|b| {
        matches!(
            b.lower.as_str(),
            "$" | "£"
                | "€"
                | "¥"
                | "#"
                | "no"
                | "number"
                | "about"
                | "than"
                | "some"
                | "nearly"
                | "almost"
                | "least"
                | "over"
                | "under"
        )
    }) {
        return None;
    }
    let introduced = matches!(
        word,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "before"
            | "after"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "of"
            | "for"
            | "to"
            | "("
            | "year"
            | "fiscal"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "fall"
            | "around"
            | "circa"
            | "through"
    );
    // A unit or a scale word behind makes it a number: "2000 metres", "1500 million".
    let measured = next.is_some_and(|n| n.kind == PieceKind::Letters)
        && literal_at(c.p, i, false).is_some_and(|l| l.to > to && !l.year);
    if measured || is_unit(c, to) {
        return None;
    }
    let usual = (1900..2060).contains(&year);
    let round = year % 100 == 0 && !introduced;
    let plural = matches!(c.tag(to), "NNS" | "NNPS") && !introduced;
    let people = plural
        && (round
            || !matches!(
                c.before(i, 1).map_or("", |q| q.lower.as_str()),
                "the" | "its" | "his" | "their" | "her" | "a" | "-"
            ));
    let bare = usual && !round && !people;
    if !introduced && !bare || round && plural {
        return None;
    }
    if introduced && !usual && matches!(c.tag(to), "NNS" | "NNPS") {
        return None;
    }
    Some(Found {
        stated: Stated {
            year: Some(year),
            ..Stated::default()
        },
        ..Found::new(i, to, TimeForm::Year, TimeValue::Date(Date::of_year(year)))
    })
}

fn is_unit(c: &Context<'_>, i: usize) -> bool {
    c.p.get(i).is_some_and(|q| {
        crate::value::unit::units().iter().any(|u| {
            u.words
                .iter()
                .any(|w| w.len() == 1 && w.first().is_some_and(|w| q.is(w)))
        })
    })
}
