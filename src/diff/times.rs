//! Dates and times of a pair: "on Friday" → "on Saturday".

use crate::reading::statement::{TimeMention, TimeValue};

use super::ChangeType;
use super::meaning::Label;
use super::version::Version;
use super::words::Pairing;

/// A label for every time that is another one on the other side.
pub(super) fn labels(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let collect = |version: &Version<'_>, sentences: &[usize]| -> Vec<TimeMention> {
        sentences
            .iter()
            .flat_map(|&s| version.details(s).times.iter().cloned())
            .filter(names_a_time)
            .collect()
    };
    let mut old = collect(pairing.old, &pairing.old_sentences);
    let mut new = collect(pairing.new, &pairing.new_sentences);
    let words = |version: &Version<'_>, t: &TimeMention| version.document.slice(t.span).to_lowercase();
    let mut cancel = |same: &dyn Fn(&TimeMention, &TimeMention) -> bool| {
        old.retain(|o| match new.iter().position(|n| same(o, n)) {
            Some(at) => {
                new.remove(at);
                false
            }
            None => true,
        });
    };
    // "Sunday, 3 November" and "Monday, 3 November" have one value, and one of them is wrong.
    let days_agree = |o: &TimeMention, n: &TimeMention| {
        o.weekday.is_none() || n.weekday.is_none() || o.weekday == n.weekday
    };
    cancel(&|o, n| o.time == n.time && days_agree(o, n));
    cancel(&|o, n| words(pairing.old, o) == words(pairing.new, n));
    cancel(&compatible);
    old.into_iter()
        .zip(new)
        .map(|(o, n)| Label {
            kind: ChangeType::TimeChanged,
            message: format!(
                "{} → {}",
                pairing.old.document.slice(o.span),
                pairing.new.document.slice(n.span)
            ),
            old: Some(o.span),
            new: Some(n.span),
        })
        .collect()
}

/// Whether the mention says when, not "now" or "recently".
fn names_a_time(t: &TimeMention) -> bool {
    match &t.time {
        TimeValue::Date(_) | TimeValue::Period(..) => true,
        TimeValue::Other(value) => {
            t.weekday.is_some() || (!value.ends_with("_REF") && value.chars().any(|c| c.is_ascii_digit()))
        }
        TimeValue::Duration { .. } => false,
    }
}

/// Whether both may be one time: a day in its month, a weekday and its date.
fn compatible(o: &TimeMention, n: &TimeMention) -> bool {
    if let (Some(x), Some(y)) = (o.weekday, n.weekday)
        && x != y
    {
        return false;
    }
    match (&o.time, &n.time) {
        (TimeValue::Date(x), TimeValue::Date(y)) => x.contains(*y) || y.contains(*x),
        (TimeValue::Period(from, to), TimeValue::Date(d))
        | (TimeValue::Date(d), TimeValue::Period(from, to)) => {
            match (from.first_day(), to.last_day(), d.first_day(), d.last_day()) {
                (Some(a), Some(b), Some(c), Some(d)) => a <= d && c <= b,
                _ => false,
            }
        }
        (TimeValue::Period(..), TimeValue::Period(..)) => false,
        // One of them has no day of its own: a weekday agrees with a date on that weekday.
        (TimeValue::Date(d), TimeValue::Other(_)) => weekday_agrees(d.weekday(), n),
        (TimeValue::Other(_), TimeValue::Date(d)) => weekday_agrees(d.weekday(), o),
        // "Sunday afternoon" is on Sunday.
        (TimeValue::Other(x), TimeValue::Other(y)) => {
            let part = |whole: &str, part: &str| part.strip_prefix(whole).is_some_and(|p| p.starts_with('T'));
            x == y || part(x, y) || part(y, x)
        }
        _ => false,
    }
}

fn weekday_agrees(of_date: Option<jiff::civil::Weekday>, other: &TimeMention) -> bool {
    match (of_date, other.weekday) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}
