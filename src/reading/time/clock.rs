//! Times of the day: "10:30", "8 p.m.", "8pm", "noon".

use super::{Context, Found, TimeForm};
use crate::reading::number::piece::PieceKind;
use crate::reading::statement::TimeValue;

pub(super) fn read(c: &Context<'_>, i: usize) -> Option<Found> {
    let first = c.p.get(i)?;
    if first.is("noon") || first.is("midday") {
        return Some(Found::new(
            i,
            i + 1,
            TimeForm::Clock,
            TimeValue::Other("T12:00".to_owned()),
        ));
    }
    if first.is("midnight") {
        return Some(Found::new(
            i,
            i + 1,
            TimeForm::Clock,
            TimeValue::Other("T24:00".to_owned()),
        ));
    }
    if first.kind != PieceKind::Digits || first.text.len() > 5 {
        return None;
    }
    if first.glued
        && c.before(i, 1)
            .is_some_and(|b| !matches!(b.lower.as_str(), "(" | "“" | "\"" | "–" | "-" | "T"))
    {
        return None;
    }
    let (hour, minute, mut to) = hour_and_minute(c, i)?;
    let half = meridiem(c, to);
    if let Some((_, end)) = half {
        to = end;
    }
    if half.is_none() && minute.is_none() {
        // "5 o'clock"
        if c.is(to, "o") && c.is_any(to + 1, &["'", "’"]) && c.is(to + 2, "clock") {
            return Some(Found::new(
                i,
                to + 3,
                TimeForm::Clock,
                TimeValue::Other(format!("T{hour:02}")),
            ));
        }
        return None;
    }
    let zone = c.is_any(to, &["gmt", "bst", "est", "edt", "utc", "cet", "pst", "et"]);
    // "10.30" is only a time with "am" or "pm"; "2:1" is a score; "1:30.25" a time that was run.
    let colon = c.is(i + 1, ":");
    if half.is_none() && !(colon && minute.is_some()) {
        return None;
    }
    if colon
        && half.is_none()
        && c.p
            .get(to)
            .is_some_and(|n| n.glued && matches!(n.lower.as_str(), ":" | "."))
        && c.p
            .get(to + 1)
            .is_some_and(|n| n.glued && n.kind == PieceKind::Digits)
    {
        return None;
    }
    let hour24 = match half {
        Some((true, _)) if hour < 12 => hour + 12,
        Some((false, _)) if hour == 12 => 0,
        _ => hour,
    };
    let minute = minute.unwrap_or(0);
    let possible = hour24 < 24 && minute < 60 || hour24 == 24 && minute == 0;
    let mut found = Found::new(
        i,
        if zone { to + 1 } else { to },
        TimeForm::Clock,
        TimeValue::Other(format!("T{hour24:02}:{minute:02}")),
    );
    found.possible = possible && (half.is_none() || hour <= 12);
    // An odd clock time without "am" or a preposition may be a ratio or a Bible verse.
    if !found.possible
        && half.is_none()
        && !c.is_any(
            i.wrapping_sub(1),
            &["at", "by", "until", "from", "before", "after", "around", "about"],
        )
    {
        return None;
    }
    Some(found)
}

fn hour_and_minute(c: &Context<'_>, i: usize) -> Option<(u8, Option<u8>, usize)> {
    let first = c.p.get(i)?;
    if let Some((h, m)) = first.text.split_once('.') {
        return Some((h.parse().ok()?, Some(two(m)?), i + 1));
    }
    if first.text.len() > 2 {
        return None;
    }
    let hour = first.text.parse().ok()?;
    if c.p.get(i + 1).is_some_and(|d| d.is(":") && d.glued) {
        let minute =
            c.p.get(i + 2)
                .filter(|q| q.glued && q.kind == PieceKind::Digits)?;
        return Some((hour, Some(two(&minute.text)?), i + 3));
    }
    Some((hour, None, i + 1))
}

fn two(text: &str) -> Option<u8> {
    (text.len() == 2).then(|| text.parse().ok()).flatten()
}

/// Whether "pm" stands at `i`, and the index after it.
fn meridiem(c: &Context<'_>, i: usize) -> Option<(bool, usize)> {
    let first = c.p.get(i)?;
    match first.lower.as_str() {
        "am" if first.text == "AM" || first.glued || c.tag(i) != "VBP" => Some((false, i + 1)),
        "pm" => Some((true, i + 1)),
        "a" | "p" if c.is(i + 1, ".") && c.is(i + 2, "m") && c.p.get(i + 2).is_some_and(|q| q.glued) => {
            let dot = c.is(i + 3, ".") && c.p.get(i + 3).is_some_and(|q| q.glued);
            Some((first.is("p"), if dot { i + 4 } else { i + 3 }))
        }
        _ => None,
    }
}
