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
            let begun = birthday(context, view, number)
                .or_else(|| first_in(context, view, number))
                .or_else(|| back_after(context, view, number));
            let Some(begun) = begun else { continue };
            let real = i64::from(today.year) - begun.year;
            if real <= 0 || (real - stated).abs() <= 1 {
                continue;
            }
            let mut finding = context.finding(
                meta,
                number.core,
                format!("From {} to {} are {real} years.", begun.year, today.year),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            finding.related.push(context.elsewhere(begun.span, "when it was"));
            out.push(finding);
        }
    }
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
            match next.and_then(|t| Some((year(t)?, t))) {
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
