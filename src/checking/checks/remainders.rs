//! What is left of a whole, and lists of parts whose total stands elsewhere: "25,000 reconnected, leaving 35,000", "the trust the remaining
//! £1.8 million", "£525 million. Biscuits brought in £315 million, cakes …".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::Meta;
use super::reckoned::{exact, lead, noun};
use super::rest::whole;
use super::words;
use crate::checking::finding::Finding;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::value::unit::{Unit, unit};

/// Adds rests and lists of the sentence at `at` that do not go with their wholes, under the check `meta`.
pub(super) fn conflicts(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    leaving(context, body, at, meta, out);
    remaining(context, body, at, meta, out);
    listed(context, body, at, meta, out);
    if let Some(view) = body.get(at) {
        in_places(context, view, meta, out);
    }
}

/// "25,000 homes had been reconnected, leaving 35,000 in the dark", of 60,000 that were told of before
fn leaving(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    let Some(view) = body.get(at) else { return };
    for pair in view.numbers.windows(2) {
        let [taken, left] = pair else { continue };
        let leads = lead(view, left, 2);
        let leaves = leads.iter().any(|w| w == "leaving");
        if !leaves || !whole(taken) || !whole(left) || context.quoted(left.core) {
            continue;
        }
        let Some(counted) = noun(view, taken) else {
            continue;
        };
        if noun(view, left).is_some_and(|n| n != counted) {
            continue;
        }
        let Some(sum) = taken
            .mention
            .quantity
            .value
            .checked_add(left.mention.quantity.value)
        else {
            continue;
        };
        // "25,000 of the 60,000" beside it, or what an earlier sentence counted of the same.
        let before = body
            .iter()
            .take(at + 1)
            .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)));
        let wholes: Vec<(&View<'_>, &Number)> = before
            .filter(|(v, n)| {
                n.core.end <= taken.core.start
                    && n.kind == NumberKind::Count
                    && n.mention.quantity.unit.is_none()
                    && noun(v, n).as_ref() == Some(&counted)
                    && n.mention.quantity.value > taken.mention.quantity.value
            })
            .collect();
        let [(first_view, first)] = wholes.as_slice() else {
            continue;
        };
        let (low, high) = first.mention.quantity.interval();
        let fits = low.is_none_or(|l| l <= sum) && high.is_none_or(|h| sum <= h);
        let near = sum < first.mention.quantity.value * Decimal::TWO;
        if fits || !near {
            continue;
        }
        let rest = first.mention.quantity.value - taken.mention.quantity.value;
        let mut finding = context.finding(
            meta,
            left.core,
            format!(
                "{} of {} leave {}.",
                view.slice(taken.core),
                first_view.slice(first.core),
                rest.normalize()
            ),
            format!("The text says that {} are left.", view.slice(left.core)),
        );
        finding.related.push(context.elsewhere(first.core, "the whole"));
        finding.related.push(context.elsewhere(taken.core, "a part"));
        out.push(finding);
    }
}

/// "5,200 people left, 2,700 in Bristow and 2,500 in Kemp": two parts told by the same preposition. They need not be all there are;
/// but a sum that is one digit away from the whole was meant to be it.
fn in_places(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for triple in view.numbers.windows(3) {
        let [all, a, b] = triple else { continue };
        let counted = |n: &Number| {
            n.kind == NumberKind::Count
                && n.mention.quantity.unit.is_none()
                && n.mention.quantity.value.fract().is_zero()
        };
        let parts = [a, b]
            .into_iter()
            .all(|n| whole(n) && n.mention.quantity.value < all.mention.quantity.value);
        let place = |n: &Number| view.words_after(n.core, 1).pop().unwrap_or_default();
        let (first, second) = (place(a), place(b));
        let between = view.between(a.core, b.core);
        let set_off = view
            .between(all.core, a.core)
            .trim_end()
            .ends_with([',', ':', '–', '—'])
            && between.trim_end().ends_with(" and")
            && between.len() <= 60
            && !between.contains([',', ';', ':']);
        let alike = first == second && matches!(first.as_str(), "in" | "from" | "at" | "on" | "for");
        if !counted(all) || !parts || !set_off || !alike || context.quoted(all.core) {
            continue;
        }
        let stated = all.mention.quantity.value;
        let sum = a.mention.quantity.value + b.mention.quantity.value;
        let text = |d: Decimal| d.normalize().to_string();
        let (x, y) = (text(stated), text(sum));
        let differ = x.chars().zip(y.chars()).filter(|(a, b)| a != b).count();
        let slip = x.len() == y.len() && (differ == 1 && x.len() >= 2);
        if sum == stated || !slip {
            continue;
        }
        let mut finding = context.finding(
            meta,
            all.core,
            format!("The parts make {}, not {}.", sum.normalize(), stated.normalize()),
            format!(
                "{} + {} = {}.",
                view.slice(a.core),
                view.slice(b.core),
                sum.normalize()
            ),
        );
        for part in [a, b] {
            finding.related.push(context.elsewhere(part.core, "a part"));
        }
        out.push(finding);
    }
}

/// "costing £6.3 million. The government is paying £4.5 million and the trust the remaining £1.8 million"
fn remaining(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    /// Sentences before it in which the whole and its parts are looked for.
    const BACK: usize = 4;
    let Some(view) = body.get(at) else { return };
    let Some(rest) = view.numbers.iter().find(|n| {
        let leads = lead(view, n, 2);
        let last = leads.last().map_or("", String::as_str);
        let named = last == "remaining" || last == "other" && leads.first().is_some_and(|w| w == "the");
        let sure = exact(n) && n.mention.quantity.unit.as_deref() != Some("percent");
        named && sure && (n.mention.quantity.unit.is_some() || whole(n)) && !context.quoted(n.core)
    }) else {
        return;
    };
    let unit = &rest.mention.quantity.unit;
    let timed = matches!(
        unit.as_deref(),
        Some("year" | "month" | "week" | "day" | "hour" | "minute" | "second")
    );
    let around: Vec<(&View<'_>, &Number)> = body
        .get(at.saturating_sub(BACK)..=at)
        .unwrap_or_default()
        .iter()
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .filter(|(_, n)| n.core.end <= rest.core.start)
        .collect();
    if let Some(finding) = after_share(context, view, &around, rest, meta) {
        out.push(finding);
        return;
    }
    // "12 per cent of them": parts that are no numbers of their own.
    let shares = around.iter().any(|(_, n)| {
        n.kind == NumberKind::Fraction || n.mention.quantity.unit.as_deref() == Some("percent")
    });
    // "just over £410m": nobody can subtract from it.
    let loose = around
        .iter()
        .any(|(_, n)| n.mention.quantity.unit == *unit && unit.is_some() && !exact(n));
    let like: Vec<(&View<'_>, &Number)> = around
        .into_iter()
        .filter(|(_, n)| {
            n.mention.quantity.unit == *unit && exact(n) && (unit.is_some() || n.kind == NumberKind::Count)
        })
        .collect();
    let Some((whole_view, total)) = like
        .iter()
        .copied()
        .max_by_key(|(_, n)| n.mention.quantity.value)
        .filter(|_| !shares && !timed && !loose && (2..=6).contains(&like.len()))
    else {
        return;
    };
    let (value, left) = (total.mention.quantity.value, rest.mention.quantity.value);
    let parts: Vec<&Number> = like
        .iter()
        .map(|(_, n)| *n)
        .filter(|n| n.core != total.core)
        .collect();
    let slack = if unit.is_some() {
        [total, rest]
            .iter()
            .map(|n| n.mention.quantity.precision)
            .max()
            .unwrap_or_default()
    } else {
        Decimal::ZERO
    };
    // Any of the numbers may be of something else: one choice of parts has to leave the rest.
    let fits = (0..1_u32 << parts.len()).any(|choice| {
        let chosen = parts
            .iter()
            .enumerate()
            .filter(|(i, _)| choice >> i & 1 == 1)
            .map(|(_, n)| n.mention.quantity.value);
        (chosen.sum::<Decimal>() + left - value).abs() <= slack / Decimal::TWO
    });
    let sum: Decimal = parts.iter().map(|n| n.mention.quantity.value).sum::<Decimal>() + left;
    // Things are counted by their noun: the rest and its whole have one, or the rest has none.
    let own = noun(view, rest);
    // "45,000 of its 60,000 customers … the other 15,000 are"
    let of_whole = parts.iter().any(|p| {
        p.core.end < total.core.start
            && whole_view.between(p.core, total.core).split_whitespace().count() <= 2
            && whole_view.between(p.core, total.core).starts_with(" of ")
    });
    let same = unit.is_some() || own.is_some() && own == noun(whole_view, total) || own.is_none() && of_whole;
    let near = (sum - value).abs() * Decimal::from(2) <= value;
    if fits || !same || !near || left >= value {
        return;
    }
    let mut finding = context.finding(
        meta,
        rest.core,
        format!(
            "With the rest the parts make {}, not {}.",
            sum.normalize(),
            value.normalize()
        ),
        format!("The rest is said to be {}.", view.slice(rest.core)),
    );
    finding.related.push(context.elsewhere(total.core, "the whole"));
    for part in parts {
        finding.related.push(context.elsewhere(part.core, "a part"));
    }
    out.push(finding);
}

/// "The state gave two thirds of the 18 million; the firm paid the other 6 million": what a fraction of the one number leaves.
fn after_share(
    context: &Context<'_>,
    view: &View<'_>,
    around: &[(&View<'_>, &Number)],
    rest: &Number,
    meta: &'static Meta,
) -> Option<Finding> {
    let mut fractions = around
        .iter()
        .filter(|(v, n)| n.kind == NumberKind::Fraction && v.index == view.index);
    let ((_, share), None) = (fractions.next()?, fractions.next()) else {
        return None;
    };
    let mut wholes = around
        .iter()
        .filter(|(_, n)| n.mention.quantity.unit == rest.mention.quantity.unit && exact(n));
    let ((_, total), None) = (wholes.next()?, wholes.next()) else {
        return None;
    };
    let part = share.mention.quantity.value;
    let (value, left) = (total.mention.quantity.value, rest.mention.quantity.value);
    let others = Decimal::ONE.checked_sub(part).filter(|d| *d > Decimal::ZERO)?;
    let expected = value.checked_mul(others)?;
    let places = total
        .mention
        .quantity
        .precision
        .max(rest.mention.quantity.precision);
    let off = (expected - left).abs();
    if off <= places || off * Decimal::ONE_HUNDRED <= value || left >= value || off > expected {
        return None;
    }
    let words = |n: &Number| context.document.slice(n.core);
    let mut finding = context.finding(
        meta,
        rest.core,
        format!(
            "{} of {} leave {}.",
            words(share),
            words(total),
            expected.round_dp(0).normalize()
        ),
        format!("The rest is said to be {}.", words(rest)),
    );
    finding.related.push(context.elsewhere(total.core, "the whole"));
    finding.related.push(context.elsewhere(share.core, "a part"));
    Some(finding)
}

/// "sales rose to £525 million. Biscuits brought in £315 million, cakes £174 million and crisps £63 million": three amounts and more of one kind,
/// told one after the other, whose sum is nearly that of another sentence and by one digit, or two that changed places, is not it.
fn listed(context: &Context<'_>, body: &[&View<'_>], at: usize, meta: &'static Meta, out: &mut Vec<Finding>) {
    /// Sentences in front in which the total is looked for, beside the first two of the text.
    const BACK: usize = 4;
    let Some(view) = body.get(at) else { return };
    for start in 0..view.numbers.len() {
        let run: Vec<&Number> = run_from(view, start);
        let Some(first) = run.first().filter(|_| run.len() >= 3) else {
            continue;
        };
        // A run begins where no number of its kind stands in front.
        let begins = start == 0 || view.numbers.get(start - 1).is_none_or(|p| !is_like(p, first));
        let sum: Decimal = run.iter().map(|n| n.mention.quantity.value).sum();
        let most = run
            .iter()
            .map(|n| n.mention.quantity.value)
            .max()
            .unwrap_or_default();
        if !begins || context.quoted(first.core) {
            continue;
        }
        let before = body
            .iter()
            .enumerate()
            .filter(|(i, _)| *i < at && (*i + BACK >= at || *i < 2));
        let totals: Vec<(&View<'_>, &Number)> = before
            .flat_map(|(_, v)| v.numbers.iter().map(move |n| (*v, n)))
            .filter(|(_, n)| is_like(n, first) && n.mention.quantity.value > most)
            .collect();
        let off = |n: &Number| (n.mention.quantity.value - sum).abs();
        let slack = run
            .iter()
            .chain(totals.iter().map(|(_, n)| n))
            .map(|n| n.mention.quantity.precision)
            .max();
        let slack = if first.mention.quantity.unit.is_some() {
            slack.unwrap_or_default() * Decimal::TWO
        } else {
            Decimal::ZERO
        };
        if totals.iter().any(|(_, n)| off(n) <= slack) {
            continue;
        }
        let money = first.mention.quantity.unit.is_some();
        let near = |v: &View<'_>, n: &Number| {
            let whole = n.mention.quantity.value;
            let named = money || {
                let (a, b) = (noun(view, first), noun(v, n));
                a.is_some()
                    && b.is_some()
                    && (a == b
                        || run.iter().all(|r| {
                            noun(view, r).is_none_or(|x| {
                                b.as_ref()
                                    .is_some_and(|y| x == *y || lexicon::is_kind_of(&x, y, WordClass::Noun))
                            })
                        }))
            };
            named && off(n) * Decimal::from(5) <= whole && is_one_slip(off(n))
        };
        let mut candidates = totals.iter().filter(|(v, n)| near(v, n));
        let (Some((_, total)), None) = (candidates.next(), candidates.next()) else {
            continue;
        };
        let shown: Vec<&str> = run.iter().map(|n| view.slice(n.core)).collect();
        let mut finding = context.finding(
            meta,
            first.core,
            format!(
                "The parts make {}, not {}.",
                sum.normalize(),
                total.mention.quantity.value.normalize()
            ),
            format!("{} = {}.", shown.join(" + "), sum.normalize()),
        );
        finding.related.push(context.elsewhere(total.core, "the total"));
        out.push(finding);
        return;
    }
}

/// The exact numbers of one kind that follow each other from `start`, set apart by commas and "and".
fn run_from<'c>(view: &'c View<'_>, start: usize) -> Vec<&'c Number> {
    let Some(first) = view.numbers.get(start).filter(|n| exact(n)) else {
        return Vec::new();
    };
    let mut out = vec![first];
    // "£315 million, or 60 per cent of the total, cakes £147 million": shares in between are no members of the list.
    let like = view
        .numbers
        .iter()
        .skip(start + 1)
        .filter(|n| n.mention.quantity.unit.as_deref() != Some("percent"));
    let mut last = first;
    for next in like {
        let gap = view.between(last.core, next.core).to_lowercase();
        let joined = gap.contains(',') || words::contains_word(&gap, "and");
        let broken = [
            "from", "to", "than", "which", "who", "after", "before", "against", "by",
        ]
        .iter()
        .any(|w| {
            words::contains_word(&gap, w)
                && !(matches!(*w, "from" | "to" | "by") && gap.trim_start().starts_with(w))
        });
        if !is_like(next, first) || !joined || broken || gap.len() > 60 || gap.contains([';', ':', '(']) {
            break;
        }
        out.push(next);
        last = next;
    }
    out
}

fn is_like(a: &Number, b: &Number) -> bool {
    let name = a.mention.quantity.unit.as_deref();
    let money = name.and_then(unit).is_some_and(Unit::is_currency);
    exact(a)
        && a.kind == b.kind
        && a.mention.quantity.unit == b.mention.quantity.unit
        && (money || name.is_none() && whole(a))
}

/// What one changed digit (300), or two neighbours that changed places (27 = 52 − 25), do to a sum.
fn is_one_slip(off: Decimal) -> bool {
    let digits = off.normalize().mantissa().unsigned_abs().to_string();
    let digits = digits.trim_end_matches('0');
    let number: u64 = digits.parse().unwrap_or(0);
    digits.len() == 1 || digits.len() == 2 && number.is_multiple_of(9)
}
