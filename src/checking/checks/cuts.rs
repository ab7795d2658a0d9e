//! Quotations that are cut so that they say something else.

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::quotations;
use crate::diagnostic::Severity;
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::EntityRef;

/// A cut that takes out a negation or a condition.
pub(super) struct QuoteCut;

static QUOTE_CUT: Meta = Meta {
    id: "quote-cut",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "A quotation is cut so that its meaning turns.",
    manual: "Two quotations of one speaker, of which the shorter has no words but those of the longer, in their order: what was left out – at an ellipsis, in brackets, without a mark or at the end – holds a negation (not, never, no …) or \
             opens a condition (if, unless, only if …). Cuts that leave the meaning, those whose condition follows outside the marks, and parts that begin after the negation’s own sentence, are let pass.",
    source: "AP Stylebook and BBC Editorial Guidelines: 'do not cut a quotation so that its sense changes'.",
    on: true,
    flags: &[
        text(
            "Anna Berg spoke in Narvik. “We will not close the last mine in this valley,” Berg said.\n\nThe headline of the first edition was short. “We will … close the last mine in this valley,” Berg said.",
        ),
        text(
            "“We will close the last mine if the price falls below forty dollars,” Anna Berg said.\n\nIn the evening she was short. “We will close the last mine,” Berg said.",
        ),
    ],
    allows: &[
        text(
            "“We will not close the last mine in this valley,” Anna Berg said.\n\n“We will not close … this valley,” Berg said.",
        ),
        text(
            "“We will close the last mine in this valley, and then the school,” Anna Berg said.\n\n“We will close the last mine in this valley,” Berg said.",
        ),
        text(
            "“We will not close the last mine in this valley,” Anna Berg said.\n\n“We will close the last mine in this valley,” Jon Aske said.",
        ),
        text(
            "“We are going to close the mine unless the price rises,” Anna Berg said.\n\nBerg said they were “going to close the mine” without better prices.",
        ),
    ],
};

/// Fewest words of a cut quotation that is known again.
const FEWEST: usize = 4;

impl Check for QuoteCut {
    fn meta(&self) -> &'static Meta {
        &QUOTE_CUT
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let list: Vec<(&Quotation, Vec<String>)> = context
            .reading
            .quotations
            .iter()
            .filter(|q| q.inside.is_none() && q.kind != QuotationKind::Block)
            .map(|q| (q, quotations::words(context.document.slice(q.span))))
            .filter(|(_, w)| w.len() >= FEWEST)
            .take(150)
            .collect();
        for (cut, short) in &list {
            let found = list.iter().find_map(|(whole, long)| {
                let other =
                    whole.span != cut.span && long.len() > short.iter().filter(|w| is_word(w)).count();
                (other && one_speaker(whole, cut))
                    .then(|| turned(short, long))
                    .flatten()
                    .map(|word| (*whole, word))
            });
            let Some((whole, word)) = found else { continue };
            if tells_the_condition(context, cut) {
                continue;
            }
            let mut finding = context.finding(
                &QUOTE_CUT,
                cut.span,
                format!("Without “{word}” these words say something else."),
                format!("The whole is “{}”.", context.document.slice(whole.span)),
            );
            finding
                .related
                .push(context.elsewhere(whole.span, "the whole quotation"));
            out.push(finding);
        }
    }
}

/// “Rubio said there was “not going to be a truce” without Kyiv”: what was cut off stands behind the marks, in
/// the article's own words.
fn tells_the_condition(context: &Context<'_>, cut: &Quotation) -> bool {
    let sentence = context
        .sentences
        .iter()
        .find(|s| s.sentence.span.contains(cut.outer));
    sentence.is_some_and(|s| {
        let rest: Vec<String> = s.words_after(cut.outer, 12);
        rest.iter()
            .any(|w| w == "without" || words::is(w, "condition") || words::is(w, "negation"))
    })
}

fn is_word(word: &str) -> bool {
    word != "…" && word != "[]"
}

/// Whether both are the words of one person: so it is said, or nobody is named for one of them.
fn one_speaker(a: &Quotation, b: &Quotation) -> bool {
    let entity = |q: &Quotation| q.speaker.as_ref().and_then(|p| p.entity.clone());
    match (entity(a), entity(b)) {
        (Some(EntityRef::Known(x)), Some(EntityRef::Known(y))) => x == y,
        (Some(EntityRef::Named(x)), Some(EntityRef::Named(y))) => x == y,
        (Some(_), Some(_)) => false,
        (None, None) => false,
        _ => a.speaker.is_none() || b.speaker.is_none(),
    }
}

/// The word that was cut and turns the meaning, where `short` is `long` with words left out.
fn turned(short: &[String], long: &[String]) -> Option<String> {
    let kept: Vec<&String> = short.iter().filter(|w| is_word(w)).collect();
    if kept.len() < FEWEST || long.iter().any(|w| !is_word(w)) {
        return None;
    }
    // The whole begins where the cut begins: a cut may not reach back into another sentence.
    let mut best: Option<Vec<usize>> = None;
    for start in (0..long.len()).filter(|&i| long.get(i) == kept.first().copied()) {
        let mut at = start;
        let mut used = vec![start];
        for word in kept.iter().skip(1) {
            let rest = long.get(at + 1..).unwrap_or_default();
            let Some(step) = rest.iter().position(|w| w == *word) else {
                break;
            };
            at += step + 1;
            used.push(at);
        }
        if used.len() == kept.len() {
            let tighter = best.as_ref().is_none_or(|b| span(&used) < span(b));
            if tighter {
                best = Some(used);
            }
        }
    }
    let used = best?;
    // Little is left out inside; otherwise the words only happen to come in this order.
    let inside = span(&used).saturating_sub(used.len());
    let marked = short.iter().any(|w| w == "…");
    if inside > if marked { 12 } else { 3 } {
        return None;
    }
    // Longer quotations with a word missing and no mark are two wordings, which has its own check.
    if inside > 0 && !marked && kept.len() >= 6 {
        return None;
    }
    let (first, last) = (*used.first()?, *used.last()?);
    let dropped = (first..=last).filter(|i| !used.contains(i));
    let negation = |w: &str| words::is(w, "negation") || w.ends_with("n't");
    for i in dropped {
        let word = long.get(i)?;
        if negation(word) || words::is(word, "condition") {
            return Some(word.clone());
        }
    }
    // "We will close it if the price falls" cut behind "it".
    let next = long.get(last + 1)?;
    words::is(next, "condition").then(|| next.clone())
}

fn span(used: &[usize]) -> usize {
    match (used.first(), used.last()) {
        (Some(a), Some(b)) => b - a + 1,
        _ => 0,
    }
}
