//! How old a place or a body is, against the year in which it opened: "closes after 122 years", "opened in 1913".

use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::{Certainty, Polarity, Statement, TimeValue};
use crate::reading::tree::Upos;
use crate::value::quantity::Bound;

/// Adds ages of places and bodies that the year of their opening does not give, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    let opened: Vec<(&Statement, i16, TextSpan)> = context
        .reading
        .statements
        .iter()
        .filter_map(|s| opening(context, s).map(|(year, span)| (s, year, span)))
        .collect();
    // Of two that opened nothing is known.
    let [(statement, year, when)] = opened.as_slice() else {
        return;
    };
    let subject = statement
        .subject
        .iter()
        .chain(statement.objects.iter().filter(|_| statement.predicate.passive))
        .map(|a| a.phrase.span)
        .next();
    let Some(subject) = subject else { return };
    let own = words_of(context, subject);
    for view in context.prose() {
        for number in view.numbers.iter() {
            let Some(years) = age(number) else { continue };
            let Some(whose) = whose(view, number) else {
                continue;
            };
            let shared = words_at(view, whose).iter().any(|w| own.contains(w));
            let real = i32::from(today.year) - i32::from(*year);
            if !shared || (real - years).abs() <= 1 || context.quoted(number.core) || real <= 0 {
                continue;
            }
            let mut finding = context.finding(
                meta,
                number.core,
                format!("From {year} to {} are {real} years.", today.year),
                format!("The text says “{}”.", view.slice(number.core)),
            );
            finding.related.push(context.elsewhere(*when, "when it began"));
            out.push(finding);
            return;
        }
    }
}

/// "The Rowan opened in 1913": the year, and where it stands.
fn opening(context: &Context<'_>, s: &Statement) -> Option<(i16, TextSpan)> {
    let opens = words::is(&s.predicate.lemma, "opening-verb")
        && s.polarity == Polarity::Affirmed
        && s.certainty == Certainty::Asserted
        && s.predicate.tense == crate::reading::statement::Tense::Past;
    if !opens {
        return None;
    }
    let mut dates = s.times.iter().filter_map(|t| match t.time {
        TimeValue::Date(date) if context.document.slice(t.span).contains(&date.year.to_string()) => {
            Some((date.year, t.span))
        }
        _ => None,
    });
    match (dates.next(), dates.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// A whole number of years, stated exactly.
fn age(number: &Number) -> Option<i32> {
    let q = &number.mention.quantity;
    let exact = q.bound == Bound::Exact && q.upper.is_none() && q.value.fract().is_zero();
    let years =
        q.unit.as_deref() == Some("year") && matches!(number.kind, NumberKind::Measure | NumberKind::Age);
    (exact && years).then(|| q.value.to_i32()).flatten()
}

/// What is so old: what closes "after 112 years", the noun behind "112-year-old".
fn whose(view: &View<'_>, number: &Number) -> Option<usize> {
    let tree = view.tree();
    if number.kind == NumberKind::Age {
        let old = view.slice(number.core).to_lowercase().ends_with("old");
        return tree
            .words
            .iter()
            .position(|w| w.span.start >= number.core.end)
            .filter(|&i| old && tree.words.get(i).is_some_and(|w| w.upos.is_nominal()));
    }
    let after = view
        .words_before(number.mention.span, 1)
        .pop()
        .is_some_and(|w| w == "after");
    let verb = view.governor(number.head.unwrap_or(number.word))?;
    let closes = tree
        .words
        .get(verb)
        .is_some_and(|w| words::is(&w.lemma.to_lowercase(), "closing-verb"));
    if !after || !closes {
        return None;
    }
    let subject = tree.child_by(verb, "nsubj")?;
    let word = tree.words.get(subject)?;
    if word.upos == Upos::Pron {
        // "the theatre, which was to close"
        return tree
            .words
            .get(verb)?
            .head
            .filter(|_| matches!(word.form.to_lowercase().as_str(), "which" | "that"));
    }
    Some(subject)
}

/// Nouns and names of the phrase at `at`.
fn words_at(view: &View<'_>, at: usize) -> Vec<String> {
    let tree = view.tree();
    let mut around = vec![at];
    around.extend(tree.children_by(at, "compound"));
    around.extend(tree.children_by(at, "flat"));
    around
        .into_iter()
        .filter_map(|i| tree.words.get(i))
        .filter(|w| w.upos.is_nominal())
        .map(|w| w.lemma.to_lowercase())
        .collect()
}

/// Nouns and names within the span.
fn words_of(context: &Context<'_>, span: TextSpan) -> Vec<String> {
    let view = context.sentences.iter().find(|v| v.sentence.span.contains(span));
    view.into_iter()
        .flat_map(|v| &v.tree().words)
        .filter(|w| span.contains(w.span) && w.upos.is_nominal())
        .map(|w| w.lemma.to_lowercase())
        .collect()
}
