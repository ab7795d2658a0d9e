//! One value in place of another: "in the spring of 2028 instead of the spring of 2027".

use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::time::Time;

/// A time that has taken the place of another.
struct Instead<'c> {
    now: &'c Time,
    before: &'c Time,
    /// Index of the sentence among those of the text.
    at: usize,
}

/// "in 2028 instead of 2027", "in May rather than in March"
fn pairs<'c>(body: &[&'c View<'_>]) -> Vec<Instead<'c>> {
    let mut out = Vec::new();
    for (at, view) in body.iter().enumerate() {
        for pair in view.times.windows(2) {
            let [now, before] = pair else { continue };
            let gap = view
                .between(now.mention.span, before.mention.span)
                .trim()
                .to_lowercase();
            let swapped = ["instead of", "rather than"].iter().any(|w| gap.starts_with(w)) && gap.len() <= 24;
            if swapped {
                out.push(Instead { now, before, at });
            }
        }
    }
    out
}

/// The year that is written in the words.
fn year(words: &str) -> Option<i32> {
    words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|d| d.len() == 4)
        .find_map(|d| d.parse().ok())
}

fn body<'c, 'a>(context: &'c Context<'a>) -> Vec<&'c View<'a>> {
    context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .collect()
}

/// Adds the headline's time that the text says another has taken the place of, under the check `meta`.
pub(super) fn headline_outdated(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body = body(context);
    for top in context.headline() {
        for time in top.times.iter() {
            let lead = top.words_before(time.mention.span, 1).pop().unwrap_or_default();
            let words = top.slice(time.mention.span);
            if !matches!(lead.as_str(), "until" | "till" | "to" | "in" | "by") || top.times.len() > 1 {
                continue;
            }
            let swapped = pairs(&body).into_iter().find(|p| {
                let text = |t: &Time| context.document.slice(t.mention.span);
                let same = |t: &Time| {
                    t.mention.time == time.mention.time
                        || year(words).is_some() && year(words) == year(text(t)) && words.len() == 4
                };
                same(p.before) && !same(p.now)
            });
            let Some(pair) = swapped else { continue };
            out.push(context.otherwise_in_body(
                meta,
                time.mention.span,
                pair.now.mention.span,
                format!(
                    "The headline has “{words}”, the text “{}” in place of it.",
                    context.document.slice(pair.now.mention.span)
                ),
            ));
            return;
        }
    }
}

/// Months between two times that are written alike but for the year, or that both have a month.
fn months(context: &Context<'_>, pair: &Instead<'_>) -> Option<i32> {
    let text = |t: &Time| context.document.slice(t.mention.span).to_lowercase();
    let (now, before) = (text(pair.now), text(pair.before));
    let (a, b) = (year(&now)?, year(&before)?);
    let years = a.checked_sub(b)?.checked_mul(12)?;
    match (pair.now.stated.month, pair.before.stated.month) {
        (Some(x), Some(y)) => Some(years + i32::from(x) - i32::from(y)),
        (None, None) => {
            let rest = |text: &str, year: i32| text.replace(&year.to_string(), "");
            let strip = |text: String| text.trim().trim_start_matches("the ").to_owned();
            (strip(rest(&now, a)) == strip(rest(&before, b))).then_some(years)
        }
        _ => None,
    }
}

/// "a year later than planned": the months, and where it stands.
fn late(view: &View<'_>) -> Option<(i32, TextSpan)> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map(|w| w.form.to_lowercase()).unwrap_or_default();
    (1..words.len()).find_map(|at| {
        let planned = form(at) == "later"
            && form(at + 1) == "than"
            && matches!(
                form(at + 2).as_str(),
                "planned" | "expected" | "scheduled" | "intended" | "promised"
            );
        let behind = form(at) == "behind" && form(at + 1) == "schedule";
        if !planned && !behind {
            return None;
        }
        let unit = at - 1;
        let per = match form(unit).as_str() {
            "year" | "years" => 12,
            "month" | "months" => 1,
            _ => return None,
        };
        let count_at = unit.checked_sub(1)?;
        let number = view
            .numbers
            .iter()
            .find(|n| n.word == count_at && n.range.is_none());
        let count = match number {
            Some(n) => n.mention.quantity.value.checked_mul(per.into())?.to_i32()?,
            None if matches!(form(count_at).as_str(), "a" | "one") => per,
            None => return None,
        };
        Some((count, words.get(count_at)?.span.cover(words.get(unit)?.span)))
    })
}

/// Adds "six months later than planned" beside two dates that are a year apart, under the check `meta`.
pub(super) fn delay(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    /// Sentences between the length of time and its ends at most.
    const NEAR: usize = 3;
    let body = body(context);
    let pairs = pairs(&body);
    let [pair] = pairs.as_slice() else { return };
    let Some(real) = months(context, pair) else { return };
    for (at, view) in body.iter().enumerate() {
        let Some((stated, span)) = late(view).filter(|_| at.abs_diff(pair.at) <= NEAR) else {
            continue;
        };
        // A season or a year is no day.
        let exact = pair.now.stated.month.is_some();
        let slack = if exact { 1 } else { 4 };
        if (real - stated).abs() <= slack || real <= 0 || context.quoted(span) {
            continue;
        }
        let mut finding = context.finding(
            meta,
            span,
            format!("The two dates are {real} months apart."),
            format!("The text says “{}”.", view.slice(span)),
        );
        for end in [pair.before, pair.now] {
            finding
                .related
                .push(context.elsewhere(end.mention.span, "an end of it"));
        }
        out.push(finding);
        return;
    }
}
