//! Percentages whose part, whole or ends stand in the sentence before or elsewhere in the article: "Of the 8,400 who came,
//! 5,544 were seen in time. That is 66 per cent", "drew 60,000 people … 90,000 this time, an increase of 50 per cent".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// Adds shares that are not those of the part in the whole, under the check `meta`.
pub(super) fn shares(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let views: Vec<&View<'_>> = context.prose().collect();
    for (i, view) in views.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|k| views.get(k)).copied();
        for (n, percent) in view.numbers.iter().enumerate() {
            if !percentage(percent) || context.quoted(percent.core) {
                continue;
            }
            let pair = before
                .and_then(|b| taken_up(view, b, percent))
                .or_else(|| together(view, n))
                .or_else(|| turnout(&views, view, percent));
            if let Some((part, whole, ends)) = pair {
                compare(context, meta, (view, percent), (part, whole), &ends, out);
            }
        }
        if let Some(before) = before {
            of_voters(context, meta, view, before, out);
        }
    }
}

/// A part, its whole, and the numbers that say so.
type Pair<'c> = (Decimal, Decimal, Vec<&'c Number>);

fn exact(n: &Number) -> bool {
    n.mention.quantity.bound == Bound::Exact && n.mention.quantity.upper.is_none()
}

fn percentage(n: &Number) -> bool {
    n.mention.quantity.unit.as_deref() == Some("percent") && exact(n)
}

fn count(n: &Number) -> bool {
    n.kind == NumberKind::Count
        && n.mention.quantity.unit.is_none()
        && n.mention.quantity.value > Decimal::ONE
        && exact(n)
}

fn value(n: &Number) -> Decimal {
    n.mention.quantity.value
}

fn gap(view: &View<'_>, a: &Number, b: &Number) -> String {
    view.between(a.core, b.core).trim().to_lowercase()
}

/// "That is 66 per cent", "That was a pass rate of 92 per cent", behind the sentence that has part and whole.
fn taken_up<'c>(view: &View<'_>, before: &'c View<'_>, percent: &Number) -> Option<Pair<'c>> {
    let lead = view.before(percent.core).trim().to_lowercase();
    let words: Vec<&str> = lead.split_whitespace().collect();
    let taken = match words.as_slice() {
        ["that" | "this", "is" | "was" | "makes" | "made"] => true,
        [
            "that" | "this",
            "is" | "was",
            "a",
            ..,
            "rate" | "share" | "proportion",
            "of",
        ] => words.len() <= 7,
        _ => false,
    };
    // "66 per cent more", "66 per cent of women"
    let next = view.words_after(percent.core, 1).pop().unwrap_or_default();
    if !taken || !matches!(next.as_str(), "," | "." | ";" | "") {
        return None;
    }
    part_of_whole(before)
}

/// "138 of the 150", "of the 8,400 people who came, 5,544": the only such of the sentence.
fn part_of_whole<'c>(view: &'c View<'_>) -> Option<Pair<'c>> {
    let mut found: Vec<(&Number, &Number)> = Vec::new();
    for pair in view.numbers.windows(2) {
        let [a, b] = pair else { continue };
        if !count(a) || !count(b) {
            continue;
        }
        let between = gap(view, a, b);
        if matches!(
            between.as_str(),
            "of the" | "of" | "out of" | "out of the" | "of its"
        ) {
            found.push((a, b));
            continue;
        }
        let lead = view.words_before(a.core, 2).join(" ");
        let of = lead == "of the" || lead == "of its" || lead == "of";
        if of && between.matches(',').count() == 1 && between.ends_with(',') && !between.contains([';', ':'])
        {
            found.push((b, a));
        }
    }
    match found.as_slice() {
        [(part, whole)] if value(part) < value(whole) => Some((value(part), value(whole), vec![part, whole])),
        _ => None,
    }
}

/// "will lose 150 posts and Selsworth 90, together 8 per cent of a workforce of 3,000"
fn together<'c>(view: &'c View<'_>, n: usize) -> Option<Pair<'c>> {
    let percent = view.numbers.get(n)?;
    let whole = view.numbers.get(n + 1).filter(|w| count(w))?;
    let lead = view.words_before(percent.core, 2);
    let led: Vec<&str> = lead.iter().map(String::as_str).collect();
    let of = gap(view, percent, whole);
    let workforce = matches!(
        of.as_str(),
        "of a workforce of"
            | "of its workforce of"
            | "of a staff of"
            | "of the workforce of"
            | "of a total of"
            | "of its"
    );
    if led != [",", "together"] || !workforce {
        return None;
    }
    let mut parts: Vec<&Number> = view.numbers.iter().take(n).filter(|p| count(p)).collect();
    if parts.len() < 2 || parts.len() != n {
        return None;
    }
    let sum = parts.iter().map(|p| value(p)).sum();
    parts.push(whole);
    Some((sum, value(whole), parts))
}

/// "Turnout was 69 per cent", where "2.76 million of the four million people entitled to vote had done so".
fn turnout<'c>(views: &[&'c View<'c>], view: &View<'_>, percent: &Number) -> Option<Pair<'c>> {
    let lead = view.words_before(percent.core, 2).join(" ");
    if !matches!(lead.as_str(), "turnout was" | "turnout reached" | "turnout of") {
        return None;
    }
    let entitled = |v: &View<'_>| {
        let lower = v.text().to_lowercase();
        [
            "entitled to vote",
            "eligible to vote",
            "registered voters",
            "eligible voters",
        ]
        .iter()
        .any(|w| lower.contains(w))
    };
    let mut told = views
        .iter()
        .filter(|v| entitled(v))
        .filter_map(|v| part_of_whole(v));
    let first = told.next()?;
    told.next().is_none().then_some(first)
}

/// "In May 840 had voted for the strike and 280 against. “Three in four of those who voted …”"
fn of_voters(
    context: &Context<'_>,
    meta: &'static Meta,
    view: &View<'_>,
    before: &View<'_>,
    out: &mut Vec<Finding>,
) {
    let lower = view.text().to_lowercase();
    let counts: Vec<&Number> = before.numbers.iter().filter(|n| count(n)).collect();
    let [pro, con] = counts.as_slice() else { return };
    let against = before
        .words_after(con.core, 1)
        .pop()
        .is_some_and(|w| w == "against");
    let voted = words::contains_word(&gap(before, pro, con), "for");
    if !against || !voted || !lower.contains("of those who voted") {
        return;
    }
    for pair in view.numbers.windows(2) {
        let [part, whole] = pair else { continue };
        let next = view.after(whole.core).trim_start().to_lowercase();
        let linked = matches!(gap(view, part, whole).as_str(), "in" | "out of");
        if !linked || !next.starts_with("of those who voted") {
            continue;
        }
        let hundredfold = |a: Decimal, b: Decimal| a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b);
        let (Some(stated), Some(yes), Some(no)) = (
            hundredfold(value(part), value(whole)),
            hundredfold(value(pro), value(pro) + value(con)),
            hundredfold(value(con), value(pro) + value(con)),
        ) else {
            continue;
        };
        if [yes, no].iter().any(|r| (stated - r).abs() <= Decimal::from(5)) {
            continue;
        }
        let mut finding = context.finding(
            meta,
            part.core,
            format!(
                "{} for and {} against are {}% and {}%.",
                value(pro),
                value(con),
                yes.round_dp(1).normalize(),
                no.round_dp(1).normalize()
            ),
            format!(
                "The text says {} in {}.",
                view.slice(part.core),
                view.slice(whole.core)
            ),
        );
        for n in [pro, con] {
            finding.related.push(context.elsewhere(n.core, "the votes"));
        }
        out.push(finding);
    }
}

fn compare(
    context: &Context<'_>,
    meta: &'static Meta,
    (view, percent): (&View<'_>, &Number),
    (part, whole): (Decimal, Decimal),
    ends: &[&Number],
    out: &mut Vec<Finding>,
) {
    let Some(real) = part
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|x| x.checked_div(whole))
    else {
        return;
    };
    if (real - value(percent)).abs() <= room(percent, ends, real) {
        return;
    }
    let shown = real.round_dp(1).normalize();
    let mut finding = context.finding(
        meta,
        percent.core,
        format!("{} of {} are {shown}%.", part.normalize(), whole.normalize()),
        format!("The text says {}.", view.slice(percent.core)),
    );
    for end in ends {
        finding
            .related
            .push(context.elsewhere(end.core, "what it is reckoned from"));
    }
    out.push(finding);
}

/// How far off the percentage may be: its own last place, and what the roundings of the others may make of it.
fn room(percent: &Number, ends: &[&Number], real: Decimal) -> Decimal {
    let own = percent.mention.quantity.precision.min(Decimal::ONE);
    let others = ends.iter().filter_map(|n| {
        let q = &n.mention.quantity;
        let whole = q.precision <= Decimal::ONE && q.value.fract().is_zero();
        let half = q.precision.checked_div(Decimal::TWO).filter(|_| !whole)?;
        half.checked_mul(real.abs().max(Decimal::ONE_HUNDRED))?
            .checked_div(q.value)
    });
    own + others.sum::<Decimal>()
}

/// Adds changes that are not those between an amount of the sentence and one of the sentence before, under the check
/// `meta`.
pub(super) fn changes(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let views: Vec<&View<'_>> = context.prose().collect();
    for (i, view) in views.iter().enumerate() {
        if words::mentions(view.text(), "other-basis").is_some() {
            continue;
        }
        let before = i.checked_sub(1).and_then(|k| views.get(k)).copied();
        for (n, percent) in view.numbers.iter().enumerate() {
            if !percentage(percent) || context.quoted(percent.core) {
                continue;
            }
            let found = above(view, n)
                .or_else(|| against(view, n))
                .or_else(|| before.and_then(|b| this_time(view, b, n)))
                .or_else(|| before.and_then(|b| beaten(view, b, n)))
                .or_else(|| before.and_then(|b| risen(view, b, n)));
            let Some((a, b, ends)) = found else { continue };
            let change = |from: Decimal, to: Decimal| {
                Some(
                    (to - from)
                        .checked_mul(Decimal::ONE_HUNDRED)?
                        .checked_div(from)?
                        .abs(),
                )
            };
            let (Some(real), Some(other)) = (change(a, b), change(b, a)) else {
                continue;
            };
            let fits = [real, other]
                .iter()
                .any(|r| (*r - value(percent)).abs() <= room(percent, &ends, *r));
            if fits {
                continue;
            }
            let shown = real.round_dp(1).normalize();
            let mut finding = context.finding(
                meta,
                percent.core,
                format!("From {} to {} is {shown}%.", a.normalize(), b.normalize()),
                format!("The text says {}.", view.slice(percent.core)),
            );
            for end in &ends {
                finding.related.push(context.elsewhere(end.core, "an end of it"));
            }
            out.push(finding);
        }
    }
}

/// From what, to what, and the numbers that say so.
type Change<'c> = (Decimal, Decimal, Vec<&'c Number>);

fn unit(n: &Number) -> Option<&str> {
    n.mention.quantity.unit.as_deref()
}

/// Two amounts of one unit.
fn alike(a: &Number, b: &Number) -> bool {
    let sound = |n: &Number| {
        exact(n)
            && value(n) > Decimal::ZERO
            && matches!(n.kind, NumberKind::Count | NumberKind::Measure)
            && !matches!(
                unit(n),
                Some("percent" | "percentage point" | "year" | "day" | "week" | "month")
            )
    };
    sound(a) && sound(b) && unit(a) == unit(b)
}

fn change<'c>(from: &'c Number, to: &'c Number) -> Option<Change<'c>> {
    alike(from, to).then(|| (value(from), value(to), vec![from, to]))
}

/// "The offer (of $48) … is 20 per cent above the closing price of $40": an offer of the sentence before is not
/// looked for; both stand here.
fn above<'c>(view: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    let (to, from) = (view.numbers.get(n.checked_sub(1)?)?, view.numbers.get(n + 1)?);
    let between = gap(view, to, percent);
    let behind = gap(view, percent, from);
    let mark = ["above ", "below "].iter().any(|w| behind.starts_with(w));
    let base =
        behind.ends_with(" of") && behind.split_whitespace().count() <= 7 && !behind.contains([',', ';']);
    let short = between.trim_start_matches(',').trim();
    (mark && base && matches!(short, "a share is" | "is" | "was" | "a share" | ""))
        .then(|| change(from, to))?
}

/// "an average of 15 words, against 12 for the others, a difference of 25 per cent", "13,800, against 15,000 a year
/// before, a fall of 8 per cent"
fn against<'c>(view: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    told_change(view, percent)?;
    let from = view.numbers.get(n.checked_sub(1)?)?;
    let led = view.words_before(from.mention.span, 2).join(" ");
    let versus = led.ends_with("against") || led == "compared with" || led == "up from" || led == "down from";
    let close = !gap(view, from, percent).contains([';', ':', '(']) && gap(view, from, percent).len() <= 60;
    // "15 words from a list of 20, against 12": of two it is the one that counts the same.
    let like: Vec<&Number> = view
        .numbers
        .iter()
        .take(n - 1)
        .filter(|t| alike(t, from) && !words::contains_word(&gap(view, t, from), "and"))
        .collect();
    match like.as_slice() {
        [to] if versus && close && gap(view, to, from).contains(',') => change(from, to),
        _ => None,
    }
}

/// "an increase of 50 per cent", "a fall of 8 per cent", "a difference of 25 per cent", set off from what changes.
fn told_change(view: &View<'_>, percent: &Number) -> Option<()> {
    let lead = view.words_before(percent.mention.span, 4);
    let words: Vec<&str> = lead.iter().map(String::as_str).collect();
    match words.as_slice() {
        [",", "a" | "an", noun, "of"] if words::is(noun, "change-noun") || *noun == "difference" => {}
        _ => return None,
    }
    let next = view.words_after(percent.core, 1).pop().unwrap_or_default();
    matches!(next.as_str(), "," | "." | ";" | "").then_some(())
}

/// "Last year's exhibition drew 60,000 people. … 90,000 visitors this time, an increase of 50 per cent": the amount in
/// front of the change, and the only one of its size in the sentence before.
fn this_time<'c>(view: &'c View<'_>, before: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    told_change(view, percent)?;
    let to = view.numbers.get(n.checked_sub(1)?)?;
    let between = gap(view, to, percent);
    let near = between.split_whitespace().count() <= 7 && between.matches(',').count() == 1;
    let time = ["this time", "this year", "this month", "this season", "now"]
        .iter()
        .any(|w| words::contains_word(&between, w));
    let others: Vec<&Number> = before
        .numbers
        .iter()
        .filter(|o| alike(o, to) && of_size(o, to))
        .collect();
    match others.as_slice() {
        [from] if near && time => change(from, to),
        _ => None,
    }
}

/// Whether two amounts are of one size: neither is more than five times the other.
fn of_size(a: &Number, b: &Number) -> bool {
    let five = Decimal::from(5);
    value(a) <= value(b) * five && value(b) <= value(a) * five
}

/// "had 110 millimetres of rain on Sunday. The average, 88 millimetres, was thus beaten by 25 per cent"
fn beaten<'c>(view: &'c View<'_>, before: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    let lead = view.words_before(percent.mention.span, 2).join(" ");
    if !matches!(
        lead.as_str(),
        "beaten by" | "exceeded by" | "surpassed by" | "missed by"
    ) {
        return None;
    }
    let here: Vec<&Number> = view.numbers.iter().take(n).collect();
    let [from] = here.as_slice() else { return None };
    let there: Vec<&Number> = before.numbers.iter().filter(|o| alike(o, from)).collect();
    match there.as_slice() {
        [to] if unit(from).is_some() => change(from, to),
        _ => None,
    }
}

/// "has 2,080,000 inhabitants, 80,000 more than ten years ago. The rise of 4 per cent …"
fn risen<'c>(view: &'c View<'_>, before: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    let lead = view.before(percent.core).trim().to_lowercase();
    let words: Vec<&str> = lead.split_whitespace().collect();
    let up = match words.as_slice() {
        ["the" | "this" | "that", noun, "of"] if words::is(noun, "plain-rise") => "more",
        ["the" | "this" | "that", noun, "of"] if words::is(noun, "plain-fall") => "fewer",
        _ => return None,
    };
    let mut found = before.numbers.windows(2).filter_map(|pair| {
        let [to, by] = pair else { return None };
        let after = before.words_after(by.core, 2).join(" ");
        (count(to) && count(by) && gap(before, to, by).ends_with(',') && after == format!("{up} than"))
            .then_some((to, by))
    });
    let (to, by) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let from = if up == "more" {
        value(to) - value(by)
    } else {
        value(to) + value(by)
    };
    (from > Decimal::ZERO).then(|| (from, value(to), vec![to, by]))
}
