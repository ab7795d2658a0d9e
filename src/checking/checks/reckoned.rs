//! Sums that need more than one list: "15 withdrawals of £2,000 each", "25,000 reconnected, leaving 35,000", "20 percent above $40",
//! "voted 8 to 5 … all 13 members", "7.4 metres, breaking the record of 7.3".

use rust_decimal::Decimal;

use super::changes::reach;
use super::context::{Context, View};
use super::meta::Meta;
use super::recall::body;
use super::rest::whole;
use super::{remainders, words};
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// Adds products, rests, majorities and totals that are not what the numbers beside them make, under the check `meta`.
pub(super) fn sums(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body: Vec<&View<'_>> = body(context).collect();
    for (at, view) in body.iter().enumerate() {
        each(context, view, meta, out);
        remainders::conflicts(context, &body, at, meta, out);
    }
    jurors(context, &body, meta, out);
    all_voted(context, &body, meta, out);
}

/// Adds percentages that are set between two amounts and are not what these make, under the check `meta`.
pub(super) fn percentages(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body: Vec<&View<'_>> = body(context).collect();
    for at in 0..body.len() {
        beside_base(context, &body, at, meta, out);
    }
    applied(context, &body, meta, out);
}

/// Adds majorities of a sentence of their own, under the check `meta`.
pub(super) fn majorities(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body: Vec<&View<'_>> = body(context).collect();
    for at in 0..body.len() {
        majority(context, &body, at, meta, out);
    }
}

/// A number that is stated exactly and is no age, ordinal or fraction.
pub(super) fn exact(n: &Number) -> bool {
    let q = &n.mention.quantity;
    let kind = matches!(n.kind, NumberKind::Count | NumberKind::Measure);
    kind && q.bound == Bound::Exact && q.upper.is_none() && q.value > Decimal::ZERO
}

pub(super) fn noun(view: &View<'_>, n: &Number) -> Option<String> {
    n.head.and_then(|h| view.word(h)).map(|w| w.lemma.to_lowercase())
}

pub(super) fn lead(view: &View<'_>, n: &Number, words: usize) -> Vec<String> {
    view.words_before(n.mention.span, words)
}

/// "£26,000 … in 13 withdrawals of £2,000 each"
fn each(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for (i, pair) in view.numbers.windows(2).enumerate() {
        let [count, amount] = pair else { continue };
        let gap = view.between(count.core, amount.core);
        let of = gap.trim_end().ends_with(" of") && gap.split_whitespace().count() <= 3;
        let apiece = view.words_after(amount.mention.span, 2);
        let apiece = apiece.iter().any(|w| w == "each" || w == "apiece");
        let unit = amount.mention.quantity.unit.as_ref();
        if !of || !apiece || !whole(count) || !exact(amount) || unit.is_none() || context.quoted(count.core) {
            continue;
        }
        let mut others = view
            .numbers
            .iter()
            .enumerate()
            .filter(|(j, n)| *j != i + 1 && n.mention.quantity.unit.as_ref() == unit && exact(n));
        let (Some((_, total)), None) = (others.next(), others.next()) else {
            continue;
        };
        let Some(product) = count
            .mention
            .quantity
            .value
            .checked_mul(amount.mention.quantity.value)
        else {
            continue;
        };
        let stated = total.mention.quantity.value;
        let Some((low, high)) = reach(total) else { continue };
        // Twice and half as much are other amounts; what is near is the total, got wrong.
        let near = product < stated * Decimal::TWO && stated < product * Decimal::TWO;
        if (low..=high).contains(&product) || !near {
            continue;
        }
        let mut finding = context.finding(
            meta,
            TextSpan::new(count.core.start, amount.core.end),
            format!(
                "{} × {} is {}.",
                view.slice(count.core),
                view.slice(amount.core),
                product.normalize()
            ),
            format!("The text says {}.", view.slice(total.core)),
        );
        finding.related.push(context.elsewhere(total.core, "the total"));
        out.push(finding);
    }
}

/// "The jury convicted him by ten votes to three": there are twelve of them.
fn jurors(context: &Context<'_>, body: &[&View<'_>], meta: &'static Meta, out: &mut Vec<Finding>) {
    let twelve = Decimal::from(12);
    let of_jury = |v: &View<'_>| words::mentions(v.text(), "by-a-jury").is_some();
    for (at, view) in body.iter().enumerate() {
        let near = of_jury(view)
            || at
                .checked_sub(1)
                .and_then(|p| body.get(p))
                .is_some_and(|v| of_jury(v));
        for pair in view.numbers.windows(2).filter(|_| near) {
            let [a, b] = pair else { continue };
            let gap = view.between(a.core, b.core).trim().to_lowercase();
            let by = lead(view, a, 1).pop().is_some_and(|w| w == "by");
            let sum = a.mention.quantity.value + b.mention.quantity.value;
            let votes = by && matches!(gap.as_str(), "votes to" | "to" | "jurors to") && whole(a) && whole(b);
            if !votes || sum <= twelve || sum > Decimal::from(20) || context.quoted(a.core) {
                continue;
            }
            out.push(context.finding(
                meta,
                TextSpan::new(a.core.start, b.core.end),
                format!(
                    "{} to {} are {} votes; a jury has twelve.",
                    view.slice(a.core),
                    view.slice(b.core),
                    sum.normalize()
                ),
                "No jury has more than twelve members who vote.".to_owned(),
            ));
        }
    }
}

/// "voted 8 to 5 … All 13 members voted"
fn all_voted(context: &Context<'_>, body: &[&View<'_>], meta: &'static Meta, out: &mut Vec<Finding>) {
    let abstained = body
        .iter()
        .any(|v| words::mentions(v.text(), "abstention").is_some());
    let all = body
        .iter()
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .find(|(v, n)| {
            let after = v.words_after(n.core, 3);
            let of_them = after.iter().any(|w| matches!(w.as_str(), "voted" | "vote"));
            whole(n) && lead(v, n, 1).last().is_some_and(|w| w == "all") && of_them && !context.quoted(n.core)
        });
    let Some((_, all)) = all.filter(|_| !abstained) else {
        return;
    };
    for view in body {
        for pair in view.numbers.windows(2) {
            let [a, b] = pair else { continue };
            let before = lead(view, a, 2);
            let votes = before
                .last()
                .is_some_and(|w| matches!(w.as_str(), "voted" | "vote"))
                || before.last().is_some_and(|w| w == "by") && view.between(a.core, b.core).contains("vote");
            let gap = view.between(a.core, b.core).trim().to_lowercase();
            if !votes
                || !(gap == "to" || gap == "votes to")
                || !whole(a)
                || !whole(b)
                || context.quoted(a.core)
            {
                continue;
            }
            let sum = a.mention.quantity.value + b.mention.quantity.value;
            if sum == all.mention.quantity.value {
                continue;
            }
            let mut finding = context.finding(
                meta,
                TextSpan::new(a.core.start, b.core.end),
                format!(
                    "{} to {} are {} votes, not {}.",
                    view.slice(a.core),
                    view.slice(b.core),
                    sum.normalize(),
                    all.mention.quantity.value.normalize()
                ),
                format!("All {} are said to have voted.", context.document.slice(all.core)),
            );
            finding.related.push(context.elsewhere(all.core, "all of them"));
            out.push(finding);
            return;
        }
    }
}

/// "The offer is 25 percent above the price of $40", behind "will receive $48"
fn beside_base(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    let Some(view) = body.get(at) else { return };
    for pair in view.numbers.windows(2) {
        let [by, base] = pair else { continue };
        let percent = by.mention.quantity.unit.as_deref() == Some("percent") && exact(by);
        let gap = view.between(by.core, base.core).to_lowercase();
        let first = gap.trim();
        let up = [
            "above ",
            "over ",
            "more than ",
            "higher than ",
            "premium to ",
            "premium over ",
        ];
        let down = ["below ", "under ", "less than ", "lower than ", "discount to "];
        let starts = |list: &[&str]| {
            list.iter()
                .any(|w| first.starts_with(w) || first.starts_with(&format!("a {w}")))
        };
        let (above, below) = (starts(&up), starts(&down));
        let near = gap.split_whitespace().count() <= 9 && !gap.contains([',', ';', ':']);
        let currency = base
            .mention
            .quantity
            .unit
            .as_deref()
            .and_then(crate::value::unit::unit)
            .is_some_and(crate::value::unit::Unit::is_currency);
        if !percent || !(above || below) || !near || !currency || !exact(base) || context.quoted(by.core) {
            continue;
        }
        // The amount that is so much above it: in this sentence or the one before, the only one on that side.
        let previous = at
            .checked_sub(1)
            .and_then(|p| body.get(p))
            .filter(|v| v.sentence.block == view.sentence.block);
        let b = base.mention.quantity.value;
        let around = previous.into_iter().chain([view]).flat_map(|v| v.numbers.iter());
        let amounts: Vec<&Number> = around
            .filter(|n| {
                n.core != base.core && n.mention.quantity.unit == base.mention.quantity.unit && exact(n)
            })
            .filter(|n| {
                let v = n.mention.quantity.value;
                if above {
                    v > b && v < b * Decimal::from(3)
                } else {
                    v < b && v * Decimal::from(3) > b
                }
            })
            .collect();
        let [amount] = amounts.as_slice() else { continue };
        let Some((low, high)) = change(base, amount) else {
            continue;
        };
        let Some((stated_low, stated_high)) = reach(by) else {
            continue;
        };
        if stated_low <= high && low <= stated_high {
            continue;
        }
        report(context, meta, by, base, amount, out);
    }
}

/// "A nurse who now earns €38,000 would get €41,040", where the rise is the one percentage of the article.
fn applied(context: &Context<'_>, body: &[&View<'_>], meta: &'static Meta, out: &mut Vec<Finding>) {
    let rises = || {
        body.iter()
            .flat_map(|v| v.numbers.iter())
            .filter(|n| n.mention.quantity.unit.as_deref() == Some("percent"))
    };
    let Some(by) = rises().next().filter(|n| exact(n)) else {
        return;
    };
    let one = rises().all(|n| n.mention.quantity.value == by.mention.quantity.value);
    if !one || context.quoted(by.core) {
        return;
    }
    for view in body {
        for pair in view.numbers.windows(2) {
            let [before, after] = pair else { continue };
            let unit = before
                .mention
                .quantity
                .unit
                .as_deref()
                .and_then(crate::value::unit::unit);
            let money = unit.is_some_and(crate::value::unit::Unit::is_currency);
            let words = &view.tree().words;
            let says = |from: usize, to: usize, list: &[&str]| {
                let mut inside = words.iter().filter(|w| w.span.start >= from && w.span.end <= to);
                inside.any(|w| list.contains(&w.form.to_lowercase().as_str()))
            };
            let start = before.core.start;
            let clause = words
                .iter()
                .rev()
                .filter(|w| w.span.end <= start)
                .nth(4)
                .map_or(view.sentence.span.start, |w| w.span.start);
            let now = says(clause, start, &["now", "currently", "today"]);
            let then = says(before.core.end, after.core.start, &["would", "will"]);
            let alike =
                before.mention.quantity.unit == after.mention.quantity.unit && exact(before) && exact(after);
            if !money || !alike || !now || !then || context.quoted(before.core) {
                continue;
            }
            let (Some((low, high)), Some((stated_low, stated_high))) = (change(before, after), reach(by))
            else {
                continue;
            };
            let near = high < by.mention.quantity.value * Decimal::from(3);
            if stated_low <= high && low <= stated_high || !near {
                continue;
            }
            report(context, meta, by, before, after, out);
            return;
        }
    }
}

/// Least and greatest size, in per cent, of the change from one number to another.
fn change(from: &Number, to: &Number) -> Option<(Decimal, Decimal)> {
    let ((from_low, from_high), (to_low, to_high)) = reach(from).zip(reach(to))?;
    let share = |a: Decimal, b: Decimal| (b - a).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(a);
    let (a, b) = (share(from_high, to_low)?.abs(), share(from_low, to_high)?.abs());
    Some((a.min(b), a.max(b)))
}

fn report(
    context: &Context<'_>,
    meta: &'static Meta,
    by: &Number,
    from: &Number,
    to: &Number,
    out: &mut Vec<Finding>,
) {
    let words = |n: &Number| context.document.slice(n.core);
    let (a, b) = (from.mention.quantity.value, to.mention.quantity.value);
    let real = (b - a)
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|x| x.checked_div(a))
        .unwrap_or_default();
    let shown = real.abs().round_dp(1).normalize();
    let mut finding = context.finding(
        meta,
        by.core,
        format!("From {} to {} is {shown}%.", words(from), words(to)),
        format!("The text says {}.", words(by)),
    );
    finding.related.push(context.elsewhere(from.core, "from"));
    finding.related.push(context.elsewhere(to.core, "to"));
    out.push(finding);
}

/// "She had 2,160,000 votes to his 1,840,000. Her margin was 320,000 votes."
fn majority(
    context: &Context<'_>,
    body: &[&View<'_>],
    at: usize,
    meta: &'static Meta,
    out: &mut Vec<Finding>,
) {
    let Some(view) = body.get(at) else { return };
    let mut numbers = view.numbers.iter().filter(|n| whole(n));
    let (Some(by), None) = (numbers.next(), numbers.next()) else {
        return;
    };
    let tree = view.tree();
    let named = tree
        .words
        .iter()
        .take_while(|w| w.span.end <= by.core.start)
        .any(|w| {
            let lemma = w.lemma.to_lowercase();
            matches!(w.deprel.base(), "nsubj" | "obj" | "obl" | "root")
                && words::is(&lemma, "difference-noun")
        });
    let led = lead(view, by, 1)
        .pop()
        .is_some_and(|w| matches!(w.as_str(), "was" | "is" | "of" | "by"));
    if !named || !led || context.quoted(by.core) {
        return;
    }
    let Some(previous) = at
        .checked_sub(1)
        .and_then(|p| body.get(p))
        .filter(|v| v.sentence.block == view.sentence.block)
    else {
        return;
    };
    let value = by.mention.quantity.value;
    let larger: Vec<&Number> = previous
        .numbers
        .iter()
        .filter(|n| whole(n) && n.mention.quantity.value > value)
        .collect();
    let [a, b] = larger.as_slice() else { return };
    let (x, y) = (a.mention.quantity.value, b.mention.quantity.value);
    let near = x < y * Decimal::TEN && y < x * Decimal::TEN;
    let set_against = previous
        .between(a.core, b.core)
        .split_whitespace()
        .any(|w| matches!(w, "to" | "against" | "and"));
    let real = (x - y).abs();
    if !near || !set_against || real == value {
        return;
    }
    let slack = [*a, *b, by]
        .iter()
        .map(|n| n.mention.quantity.precision)
        .max()
        .unwrap_or_default();
    let rounded = [*a, *b, by]
        .iter()
        .any(|n| n.mention.quantity.precision > Decimal::ONE)
        && (real - value).abs() < slack;
    if rounded {
        return;
    }
    let mut finding = context.finding(
        meta,
        by.core,
        format!(
            "The difference is {}, not {}.",
            real.normalize(),
            value.normalize()
        ),
        format!(
            "{} and {} are {} apart.",
            previous.slice(a.core),
            previous.slice(b.core),
            real.normalize()
        ),
    );
    for end in [a, b] {
        finding
            .related
            .push(context.elsewhere(end.core, "one of the two"));
    }
    out.push(finding);
}

/// Adds records that are broken by what does not reach them, under the check `meta`: "7.1 metres, breaking the record of 7.3".
pub(super) fn records(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for view in body(context) {
        for pair in view.numbers.windows(2) {
            let [new, old] = pair else { continue };
            let gap = view.between(new.core, old.core).to_lowercase();
            let breaks = [
                "breaking",
                "beating",
                "surpassing",
                "topping",
                "exceeding",
                "eclipsing",
                "broke",
                "beat",
                "surpassed",
                "exceeded",
            ]
            .iter()
            .any(|w| words::contains_word(&gap, w));
            let record = gap.trim_end().ends_with("record of") || gap.trim_end().ends_with("high of");
            let unit = new.mention.quantity.unit.as_deref();
            let timed = matches!(
                unit,
                Some("year" | "month" | "week" | "day" | "hour" | "minute" | "second")
            );
            let alike =
                unit.is_some() && unit == old.mention.quantity.unit.as_deref() && exact(new) && exact(old);
            if !breaks || !record || !alike || timed || gap.contains([';', '.']) || context.quoted(new.core) {
                continue;
            }
            if new.mention.quantity.value > old.mention.quantity.value {
                continue;
            }
            let mut finding = context.finding(
                meta,
                new.core,
                format!(
                    "{} does not break a record of {}.",
                    view.slice(new.core),
                    view.slice(old.core)
                ),
                "What breaks a record is more than it.".to_owned(),
            );
            finding.related.push(context.elsewhere(old.core, "the record"));
            out.push(finding);
        }
    }
}
