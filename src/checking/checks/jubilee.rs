//! Ages of things, against the year in which they began, which stands elsewhere in the article: "its 130th anniversary"
//! and "founded in 1895", "their 52nd wedding anniversary" and "had married in 1973", "the first strike in 14 years" and
//! "the last strike, in 2011", "trains return after 54 years" and "the line was closed in 1969".

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::reading::time::{Time, TimeForm};
use crate::reading::tree::Upos;
use crate::value::quantity::Bound;

/// A year that the article gives, and where.
#[derive(Clone, Copy)]
struct Begun {
    year: i64,
    span: TextSpan,
}

/// Adds them, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    for view in context.prose() {
        for number in view.numbers.iter() {
            let Some(stated) = exact(number) else { continue };
            // What is told without a name may be another thing: it must be almost as old.
            let year = i64::from(today.year);
            let near = |b: &Begun| one_figure_off(stated, year - b.year);
            let begun = birthday(context, view, number)
                .filter(near)
                .or_else(|| first_in(context, view, number))
                .or_else(|| back_after(context, view, number).filter(near))
                .or_else(|| in_this_seat(context, view, number));
            let now = i64::from(today.year);
            let found = begun
                .map(|b| (b, now))
                .or_else(|| of_marriage(context, view, number));
            let Some((begun, end)) = found else { continue };
            let real = end - begun.year;
            if real <= 0 || (real - stated).abs() <= 1 {
                continue;
            }
            let mut finding = context.finding(
                meta,
                number.core,
                format!("From {} to {end} are {real} years.", begun.year),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            finding.related.push(context.elsewhere(begun.span, "when it was"));
            out.push(finding);
        }
    }
}

/// Whether two numbers of as many figures differ in one of them.
fn one_figure_off(a: i64, b: i64) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let off = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    a.len() == b.len() && off == 1
}

/// A whole number, stated exactly.
fn exact(number: &Number) -> Option<i64> {
    let q = &number.mention.quantity;
    let whole = q.bound == Bound::Exact && q.upper.is_none() && q.value.fract() == Decimal::ZERO;
    whole.then(|| q.value.to_i64()).flatten()
}

/// The year that is written.
fn year(time: &Time) -> Option<i64> {
    let whole = matches!(time.form, TimeForm::Day | TimeForm::Month | TimeForm::Year);
    time.stated.year.filter(|_| whole).map(i64::from)
}

/// "retired in 1972 and taught there until 1997, a quarter of a century": lengths in words between two years of the
/// sentence.
pub(super) fn quarters(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for view in context.prose() {
        let lower = view.text().to_lowercase();
        let said = [
            (", a quarter of a century", 25),
            (", half a century", 50),
            (", a quarter-century", 25),
        ];
        let Some((at, words, stated)) = said
            .iter()
            .find_map(|(words, length)| Some((lower.find(words)?, *words, *length)))
        else {
            continue;
        };
        if lower.len() != view.text().len() {
            continue;
        }
        let at = view.sentence.span.start + at;
        let before: Vec<&Time> = view.times.iter().filter(|t| t.mention.span.end <= at).collect();
        let [first, last] = before.as_slice() else {
            continue;
        };
        let (Some(from), Some(to)) = (year(first), year(last)) else {
            continue;
        };
        let until = view
            .words_before(last.mention.span, 1)
            .pop()
            .is_some_and(|w| matches!(w.as_str(), "until" | "till" | "to"));
        let beside = last.mention.span.end == at;
        let real = to - from;
        if !until || !beside || real <= 0 || (real - stated).abs() <= 2 {
            continue;
        }
        let span = TextSpan::new(at + 2, at + words.len());
        let mut finding = context.finding(
            meta,
            span,
            format!("From {from} to {to} are {real} years."),
            format!("The text says “{}”.", view.slice(span)),
        );
        for end in [first, last] {
            finding
                .related
                .push(context.elsewhere(end.mention.span, "an end of it"));
        }
        out.push(finding);
    }
}

/// The one year that stands behind one of the verbs, anywhere in the article: "which was founded in 1895".
fn year_of(context: &Context<'_>, list: &[&str]) -> Option<Begun> {
    let mut found = Vec::new();
    for view in context.prose() {
        for (i, word) in view.tree().words.iter().enumerate() {
            if !list.contains(&word.lemma.to_lowercase().as_str()) || word.upos != Upos::Verb {
                continue;
            }
            let next = view
                .times
                .iter()
                .find(|t| t.mention.span.start >= word.span.end)
                .filter(|t| {
                    let gap = view.between(word.span, t.mention.span).trim().to_lowercase();
                    matches!(gap.as_str(), "in" | "on" | "back in") && i > 0
                });
            // "In 1961 she married Hugh Thorley"
            let first = || {
                view.times.first().filter(|t| {
                    let lead = view.before(t.mention.span).trim().to_lowercase();
                    let gap = view.between(t.mention.span, word.span);
                    lead == "in" && gap.split_whitespace().count() <= 3
                })
            };
            match next.or_else(first).and_then(|t| Some((year(t)?, t))) {
                Some((year, t)) => found.push(Begun {
                    year,
                    span: t.mention.span,
                }),
                None => continue,
            }
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// "“Twenty years in this seat …”", where one is said to have held it since 2005.
fn in_this_seat(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<Begun> {
    let after = view.words_after(number.core, 3);
    let behind: Vec<&str> = after.iter().map(String::as_str).collect();
    let seat = matches!(
        behind.as_slice(),
        [
            "in",
            "this" | "that",
            "seat" | "job" | "post" | "role" | "office" | "chair"
        ]
    );
    if !seat || !years(number) {
        return None;
    }
    let mut found = Vec::new();
    for other in context.prose() {
        for time in other.times.iter() {
            let lead = other.words_before(time.mention.span, 4);
            let held = lead.last().is_some_and(|w| w == "since") && lead.iter().any(|w| w == "held");
            if let Some(year) = year(time).filter(|_| held) {
                found.push(Begun {
                    year,
                    span: time.mention.span,
                });
            }
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// "died in 2004, after 43 years of marriage", where "in 1961 she married".
fn of_marriage(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<(Begun, i64)> {
    let after = view.words_after(number.core, 2).join(" ");
    if after != "of marriage" || !years(number) || context.quoted(number.core) {
        return None;
    }
    let time = view.times.iter().rfind(|t| {
        t.mention.span.end <= number.mention.span.start
            && view.between(t.mention.span, number.mention.span).trim() == ", after"
    })?;
    let end = year(time)?;
    let begun = year_of(context, &["marry", "wed"])?;
    Some((begun, end))
}

/// "its 130th anniversary", "its 70th birthday", "their 52nd wedding anniversary".
fn birthday(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<Begun> {
    if number.kind != NumberKind::Ordinal || context.quoted(number.core) {
        return None;
    }
    let whose = view.words_before(number.core, 1).pop()?;
    let after = view.words_after(number.core, 4);
    let behind: Vec<&str> = after.iter().map(String::as_str).collect();
    // "was to celebrate in 2019": of another year.
    if view
        .times
        .iter()
        .any(|t| t.mention.span.start >= number.core.end && t.stated.year.is_some())
    {
        return None;
    }
    match (whose.as_str(), behind.as_slice()) {
        ("its", ["anniversary" | "birthday", next, ..]) if *next != "of" => {
            year_of(context, &["found", "establish", "open"])
        }
        ("their", ["wedding", "anniversary", ..]) => year_of(context, &["marry", "wed"]),
        _ => None,
    }
}

/// "the company's first strike in 14 years", where "the last strike, in 2011" is told of.
fn first_in(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<Begun> {
    if !years(number) {
        return None;
    }
    let before = view.words_before(number.core, 3);
    let [first, noun, within] = before.as_slice() else {
        return None;
    };
    if first != "first" || within != "in" {
        return None;
    }
    let mut found = Vec::new();
    for other in context.prose() {
        for time in other.times.iter() {
            let lead = other.words_before(time.mention.span, 4);
            let words: Vec<&str> = lead.iter().map(String::as_str).collect();
            let told = match words.as_slice() {
                [.., "last" | "previous", n, ",", "in"] | [_, "last" | "previous", n, "in"] => n == noun,
                _ => false,
            };
            if let Some(year) = year(time).filter(|_| told) {
                found.push(Begun {
                    year,
                    span: time.mention.span,
                });
            }
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// "Trains returned on Sunday after 54 years", where "the line was closed in September 1969".
fn back_after(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<Begun> {
    if !years(number) || context.quoted(number.core) {
        return None;
    }
    let lead = view.words_before(number.core, 1).pop()?;
    let back = view
        .governor(number.head.unwrap_or(number.word))
        .and_then(|v| view.word(v));
    let back = back.is_some_and(|w| matches!(w.lemma.as_str(), "return" | "reopen" | "resume"));
    // "after 54 years of neglect" is of something else.
    let open = view
        .words_after(number.core, 1)
        .pop()
        .is_some_and(|w| w == "of" || w == "as");
    if lead != "after" || !back || open {
        return None;
    }
    year_of(context, &["close", "shut"])
}

/// A number of years.
fn years(number: &Number) -> bool {
    number.kind == NumberKind::Measure && number.mention.quantity.unit.as_deref() == Some("year")
}
