//! Sums over neighbouring sentences: "of the 84, 61 … The other 14", "voted by 301 to 97 … 76% were in favour".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::Meta;
use crate::checking::finding::Finding;
use crate::document::BlockKind;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// Adds what is left of a whole and is not what the parts leave, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body: Vec<&View<'_>> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .collect();
    for (at, view) in body.iter().enumerate() {
        other(context, &body, at, meta, out);
        both(context, view, meta, out);
        told_apart(context, &body, at, meta, out);
        by_to_from(context, view, meta, out);
    }
}

/// An exact count of things.
pub(super) fn whole(n: &Number) -> bool {
    let q = &n.mention.quantity;
    n.kind == NumberKind::Count
        && q.unit.is_none()
        && q.bound == Bound::Exact
        && q.upper.is_none()
        && q.value.fract().is_zero()
        && q.value > Decimal::ZERO
}

/// "Of the 84 patients, 61 had had no dose. The other 14 …"
fn other(context: &Context<'_>, body: &[&View<'_>], at: usize, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(view) = body.get(at) else { return };
    let Some(rest) = view.numbers.iter().find(|n| {
        let lead = view.words_before(n.mention.span, 2);
        whole(n)
            && !context.quoted(n.core)
            && matches!(lead.last().map_or("", String::as_str), "other" | "remaining")
            && lead.first().is_some_and(|w| w == "the")
    }) else {
        return;
    };
    // The whole and its parts stand in this sentence or the one before.
    let before: Vec<(&View<'_>, &Number)> = at
        .checked_sub(1)
        .and_then(|p| body.get(p))
        .into_iter()
        .chain([view])
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .filter(|(_, n)| n.core.end < rest.core.start)
        .collect();
    let of_the = before.iter().position(|(v, n)| {
        let lead = v.words_before(n.mention.span, 2).join(" ");
        whole(n) && matches!(lead.as_str(), "of the" | "of those" | "of its" | "of their")
    });
    let Some(of_the) = of_the else { return };
    let Some((whole_view, total)) = before.get(of_the) else {
        return;
    };
    // "29 of the 46": the part stands in front.
    let parts: Vec<&(&View<'_>, &Number)> = before
        .iter()
        .enumerate()
        .filter(|(i, (v, n))| {
            let next = v.words_after(n.core, 2).join(" ");
            let part_of_part = matches!(next.as_str(), "of them" | "of whom" | "of which") && *i > of_the + 1;
            *i != of_the && whole(n) && !part_of_part
        })
        .map(|(_, p)| p)
        .collect();
    let value = total.mention.quantity.value;
    let left = rest.mention.quantity.value;
    if parts.is_empty() || parts.len() > 4 || parts.iter().any(|(_, n)| n.mention.quantity.value >= value) {
        return;
    }
    // Any of the numbers may count something else: one choice of parts must leave the rest.
    let fits = (1..1_u32 << parts.len()).any(|choice| {
        let sum: Option<Decimal> = parts
            .iter()
            .enumerate()
            .filter(|(i, _)| choice >> i & 1 == 1)
            .try_fold(left, |sum, (_, (_, n))| sum.checked_add(n.mention.quantity.value));
        sum == Some(value)
    });
    // Somebody else's rest: "the other 14 countries".
    let noun = |v: &View<'_>, n: &Number| n.head.and_then(|h| v.word(h)).map(|w| w.lemma.to_lowercase());
    let own = noun(view, rest);
    let same_noun = own.is_none() || own == noun(whole_view, total);
    if fits || !same_noun || total.core.end > rest.core.start {
        return;
    }
    let mut finding = context.finding(
        meta,
        rest.core,
        format!("The parts and the rest do not make {}.", value.normalize()),
        format!("The rest is said to be {}.", view.slice(rest.core)),
    );
    finding.related.push(context.elsewhere(total.core, "the whole"));
    for (_, part) in parts {
        finding.related.push(context.elsewhere(part.core, "a part"));
    }
    out.push(finding);
}

/// "All 38 members of the staff … Eleven work backstage, nine in the box office and 18 in the bar": a sentence that
/// begins with a number and is nothing but parts, behind one with their whole.
fn told_apart(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    let Some((view, before)) = body.get(at).zip(at.checked_sub(1).and_then(|p| body.get(p))) else {
        return;
    };
    let one_paragraph = view.sentence.block == before.sentence.block;
    let numbers = &view.numbers;
    let begins = numbers
        .first()
        .is_some_and(|n| n.core.start == view.sentence.span.start);
    let parts =
        numbers.len() >= 3 && numbers.len() <= 6 && numbers.iter().all(whole) && view.times.is_empty();
    let joined = numbers.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let gap = view.between(a.core, b.core);
        let last = gap.trim_end();
        (last.ends_with(',') || last.ends_with(" and"))
            && gap.len() <= 60
            && !gap.contains([';', ':', '(', '“'])
    });
    if !one_paragraph || !begins || !parts || !joined || context.quoted(view.sentence.span) {
        return;
    }
    let all: Vec<&Number> = before
        .numbers
        .iter()
        .filter(|n| {
            whole(n)
                && before
                    .words_before(n.mention.span, 1)
                    .pop()
                    .is_some_and(|w| matches!(w.as_str(), "all" | "the" | "its"))
        })
        .collect();
    let [total] = all.as_slice() else { return };
    let sum: Decimal = numbers.iter().map(|n| n.mention.quantity.value).sum();
    let stated = total.mention.quantity.value;
    let off = (sum - stated).abs();
    // Far apart, the parts are not all there are.
    let near = off > Decimal::ZERO && off * Decimal::from(3) <= stated;
    let smaller = numbers.iter().all(|n| n.mention.quantity.value < stated);
    if !near || !smaller {
        return;
    }
    let mut finding = context.finding(
        meta,
        total.core,
        format!("The parts make {}, not {}.", sum.normalize(), stated.normalize()),
        "The next sentence tells the parts.".to_owned(),
    );
    for n in numbers.iter() {
        finding.related.push(context.elsewhere(n.core, "a part"));
    }
    out.push(finding);
}

/// "three sons, both of whom went to sea"
fn both(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for number in view.numbers.iter().filter(|n| whole(n)) {
        let value = number.mention.quantity.value;
        let Some(noun) = number.head.and_then(|h| view.word(h)) else {
            continue;
        };
        let after = view.after(noun.span).to_lowercase();
        let taken_up = after.starts_with(", both of whom") || after.starts_with(", both of which");
        if !taken_up
            || value == Decimal::TWO
            || noun.span.start < number.core.start
            || context.quoted(number.core)
        {
            continue;
        }
        out.push(context.finding(
            meta,
            number.core,
            "Both are two.",
            format!("The text says “{}”.", view.slice(number.core)),
        ));
    }
}

/// "would rise by £10, to £70, from £65"
fn by_to_from(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let lead = |n: &Number| view.words_before(n.mention.span, 1).pop().unwrap_or_default();
    for triple in view.numbers.windows(3) {
        let [a, b, c] = triple else { continue };
        let of = |word: &str| {
            let mut found = [a, b, c].into_iter().filter(|n| lead(n) == word);
            let one = found.next()?;
            found.next().is_none().then_some(one)
        };
        let (Some(by), Some(to), Some(from)) = (of("by"), of("to"), of("from")) else {
            continue;
        };
        let unit = |n: &Number| n.mention.quantity.unit.clone();
        let exact =
            |n: &Number| n.mention.quantity.bound == Bound::Exact && n.mention.quantity.upper.is_none();
        let near = c.core.end - a.core.start <= 60;
        let one_kind =
            unit(by) == unit(to) && unit(to) == unit(from) && by.kind == to.kind && to.kind == from.kind;
        // "by 102 votes to 98, raising the age from 63": what is voted is not what is raised.
        let gap = view.between(by.core, to.core);
        let apart = by.core.start < to.core.start
            && gap.trim_matches(|c: char| c == ',' || c.is_whitespace()) != "to";
        if !one_kind || !near || apart || ![by, to, from].into_iter().all(exact) || context.quoted(by.core) {
            continue;
        }
        let real = (to.mention.quantity.value - from.mention.quantity.value).abs();
        let places = [by, to, from]
            .into_iter()
            .map(|n| n.mention.quantity.precision)
            .max();
        let slack = if unit(by).is_some() {
            places.unwrap_or_default()
        } else {
            Decimal::ZERO
        };
        if (real - by.mention.quantity.value).abs() <= slack {
            continue;
        }
        let mut finding = context.finding(
            meta,
            by.core,
            format!(
                "From {} to {} is {}.",
                view.slice(from.core),
                view.slice(to.core),
                real.normalize()
            ),
            format!("The text says {}.", view.slice(by.core)),
        );
        finding.related.push(context.elsewhere(from.core, "from"));
        finding.related.push(context.elsewhere(to.core, "to"));
        out.push(finding);
    }
}
