//! Changes: "rose 9% from 11 to 12".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, proportion, reckoned, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::number::Number;
use crate::value::quantity::Bound;

/// A percentage of change that its two ends do not give.
pub(super) struct PercentChange;

static PERCENT_CHANGE: Meta = Meta {
    id: "percent-change",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The change is not the stated percentage.",
    manual: "A sentence with one “from A to B” (or “to B from A”, “A, up 10% from B”, “A, 10% more than B”, “A instead of B, 10% less”) in one unit and one percentage of change. The change is reckoned \
             with all values that A, B and the percentage may stand for in the places in which they are stated, so a rounding is never flagged; neither are approximations. “Doubled”, “tripled”, “halved” in front of two ends are reckoned again in the same way, and so is a change of which one end stands in the sentence before (“drew 60,000 … 90,000 this time, an increase of 50%”). \
             Where A and B are percentages themselves, a change in percentage points is checked in the same way.",
    source: "Fact-checking handbooks: 'percentages: reckon them again from the raw numbers'.",
    on: true,
    flags: &[
        text("The fare rose from $10.99 to $11.99, up 11%."),
        text("Sales fell 30% from 400 to 300 cars."),
        text("Profit rose 25% to £120m from £80m."),
        text("The number of thefts doubled from 40 to 60."),
        text("The number of thefts fell by half, from 90 to 60."),
        text("The rate rose by two percentage points, from 3.1% to 6.2%."),
        text("The plan costs $30 a month, up 10% from $25."),
        text("The club sold 5,500 tickets, 25% more than last year's 5,000."),
        text("The job takes 12 seconds instead of 30, 70% less."),
        text(
            "Shareholders will receive $48 a share. The offer is 25 percent above the closing price of $40.",
        ),
        text("They remembered 15 words, against 12 for the others, a difference of 15 percent."),
        text("Pay will rise by 6 percent. A nurse who now earns €38,000 a year would get €41,040."),
        text(
            "Last year's show drew 60,000 people. The museum expects 90,000 visitors this time, an increase of 30 per cent.",
        ),
        text(
            "The town had 110 millimetres of rain on Sunday. The average for December, 88 millimetres, was beaten by 45 per cent.",
        ),
        text(
            "Holders receive $48 for each share. The offer is 25 percent above the company's closing price of $40.",
        ),
    ],
    allows: &[
        text(
            "Holders receive $48 for each share. The offer is 20 percent above the company's closing price of $40.",
        ),
        text(
            "Last year's show drew 60,000 people. The museum expects 90,000 visitors this time, an increase of 50 per cent.",
        ),
        text(
            "The town had 110 millimetres of rain on Sunday. The average for December, 88 millimetres, was beaten by 25 per cent.",
        ),
        text("The fare rose from $10.99 to $11.99, up 9%."),
        text("Sales fell 25% from 400 to 300 cars."),
        text("Profit rose 50% to £120m from £80m."),
        text("Profit rose about 45% to £120m from £80m."),
        text("The number of thefts doubled from 40 to 79."),
        text("The number of thefts almost doubled, from 40 to 70."),
        text("The share of women rose from 10% to 20% while sales grew 5%."),
        text("Sales rose from $3m to $5m, and costs fell 8%."),
        text("The plan costs $30 a month, up 20% from $25."),
        text("The club sold 5,500 tickets, 10% more than last year's 5,000."),
        text("The job takes 12 seconds instead of 30, 60% less."),
        text(
            "Shareholders will receive $48 a share. The offer is 20 percent above the closing price of $40.",
        ),
        text("They remembered 15 words, against 12 for the others, a difference of 25 percent."),
        text("Pay will rise by 6 percent. A nurse who now earns €38,000 a year would get €40,280."),
    ],
};

impl Check for PercentChange {
    fn meta(&self) -> &'static Meta {
        &PERCENT_CHANGE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        reckoned::percentages(context, &PERCENT_CHANGE, out);
        proportion::changes(context, &PERCENT_CHANGE, out);
        proportion::examples(context, &PERCENT_CHANGE, out);
        for view in context.prose() {
            multiplied(context, view, out);
            let changes = changes(view);
            // "up 10.8% on a comparable basis": of other amounts than those beside it.
            if changes.is_empty() || words::mentions(view.text(), "other-basis").is_some() {
                continue;
            }
            for change in changes {
                percent_change(context, view, &change, out);
            }
        }
    }
}

/// "doubled from 90 to 120": two numbers of one kind under a verb that says what the one is to the other.
fn multiplied(context: &Context<'_>, view: &View<'_>, out: &mut Vec<Finding>) {
    let numbers: Vec<&Number> = view.numbers.iter().collect();
    let Some((from, to)) = ends(view, &numbers) else {
        return;
    };
    let (a, b) = (&from.mention.quantity, &to.mention.quantity);
    let exact = |n: &Number| n.mention.quantity.bound == Bound::Exact && n.mention.quantity.upper.is_none();
    if a.unit != b.unit || from.kind != to.kind || !exact(from) || !exact(to) || a.value <= Decimal::ZERO {
        return;
    }
    let first = from.core.start.min(to.core.start);
    // The verb stands right in front: "doubled (in a year) from …".
    let before = view.words_before(TextSpan::new(first, first), 6);
    let says = |word: &str| -> Option<(Decimal, Decimal)> {
        Some(match word {
            "doubled" | "doubles" | "doubling" => (Decimal::TWO, Decimal::ONE),
            "tripled" | "triples" | "trebled" | "trebles" => (Decimal::from(3), Decimal::ONE),
            "quadrupled" | "quadruples" => (Decimal::from(4), Decimal::ONE),
            "halved" | "halves" | "half" => (Decimal::ONE, Decimal::TWO),
            _ => return None,
        })
    };
    let Some((at, word, (up, down))) = before
        .iter()
        .enumerate()
        .rev()
        .find_map(|(i, w)| Some((i, w, says(w)?)))
    else {
        return;
    };
    // "fell by half from …"; "half of them rose" and "more than doubled" say something else.
    let lead = at
        .checked_sub(1)
        .and_then(|i| before.get(i))
        .map_or("", String::as_str);
    let loose = matches!(
        lead,
        "than" | "nearly" | "almost" | "about" | "roughly" | "not" | "virtually" | "over"
    );
    if loose || word == "half" && lead != "by" {
        return;
    }
    let (Some(((_, _), (low, high))), Some((base_low, base_high))) =
        (reach(from).zip(reach(to)), reach(from))
    else {
        return;
    };
    let times = |x: Decimal| {
        x.checked_mul(up)
            .and_then(|y| y.checked_div(down))
            .unwrap_or_default()
    };
    // What one still calls doubled: a twentieth up or down.
    let slack = times(a.value).checked_div(Decimal::from(20)).unwrap_or_default();
    if low <= times(base_high) + slack && times(base_low) - slack <= high {
        return;
    }
    let mut finding = context.finding(
        &PERCENT_CHANGE,
        TextSpan::new(first, from.core.end.max(to.core.end)),
        format!(
            "From {} to {} is not “{word}”.",
            view.slice(from.core),
            view.slice(to.core)
        ),
        format!("That would be {}.", times(a.value).normalize()),
    );
    finding.related.push(context.elsewhere(from.core, "from"));
    finding.related.push(context.elsewhere(to.core, "to"));
    out.push(finding);
}

/// A change with its two ends.
struct Change<'a> {
    from: &'a Number,
    to: &'a Number,
    by: &'a Number,
    /// In percentage points.
    points: bool,
}

fn unit(n: &Number) -> &str {
    n.mention.quantity.unit.as_deref().unwrap_or_default()
}

/// The changes of the sentence that are stated in both ways, at most one in each of its parts.
fn changes<'a>(view: &'a View<'_>) -> Vec<Change<'a>> {
    let mut cuts: Vec<usize> = [" while ", "; ", " whereas ", ", and ", " but "]
        .iter()
        .flat_map(|w| {
            view.text()
                .match_indices(w)
                .map(|(at, _)| view.sentence.span.start + at)
        })
        .collect();
    cuts.push(view.sentence.span.end);
    cuts.sort_unstable();
    let mut start = view.sentence.span.start;
    let mut out = Vec::new();
    for end in cuts {
        out.extend(change(view, start, end));
        start = end;
    }
    if out.is_empty() {
        out.extend(change(view, view.sentence.span.start, view.sentence.span.end));
    }
    out
}

/// The one change between two offsets.
fn change<'a>(view: &'a View<'_>, start: usize, end: usize) -> Option<Change<'a>> {
    let numbers: Vec<&Number> = view
        .numbers
        .iter()
        .filter(|n| start <= n.core.start && n.core.end <= end)
        .filter(|n| {
            !matches!(
                unit(n),
                "ordinal" | "year" | "month" | "week" | "day" | "hour" | "decade"
            )
        })
        .collect();
    let two_ends = (numbers.len() == 3).then(|| ends(view, &numbers)).flatten();
    let (from, to, by, settled) = match two_ends {
        Some((from, to)) => {
            let by = numbers
                .iter()
                .copied()
                .find(|n| n.core != from.core && n.core != to.core)?;
            (from, to, by, false)
        }
        None => {
            let (from, to, by) = numbers.windows(3).find_map(|w| compared(view, w))?;
            (from, to, by, true)
        }
    };
    let points = match unit(by) {
        "percent" => false,
        "percentage point" => true,
        _ => return None,
    };
    let exact = |n: &Number| n.mention.quantity.bound == Bound::Exact && n.mention.quantity.upper.is_none();
    if !exact(from) || !exact(to) || !exact(by) {
        return None;
    }
    let (a, b) = (&from.mention.quantity, &to.mention.quantity);
    // "12 seconds instead of 30": the unit is said once.
    let shared = settled && (a.unit.is_none() || b.unit.is_none());
    let alike = shared || a.unit == b.unit && from.kind == to.kind;
    if !alike || a.value <= Decimal::ZERO || b.value < Decimal::ZERO {
        return None;
    }
    (settled || changes_by(view, by, from, to)).then_some(Change { from, to, by, points })
}

/// "from A to B", "to B from A", "to B, up from A", "B, from A"
fn ends<'a>(view: &View<'_>, numbers: &[&'a Number]) -> Option<(&'a Number, &'a Number)> {
    let before = |n: &Number| view.words_before(n.mention.span, 1).pop().unwrap_or_default();
    let from = numbers.iter().copied().find(|n| before(n) == "from")?;
    let to = numbers.iter().copied().find(|n| before(n) == "to")?;
    if from.core == to.core {
        return None;
    }
    // The two ends belong to one phrase: only a few words, no clause, may stand between them.
    let (a, b) = if from.core.start < to.core.start {
        (from, to)
    } else {
        (to, from)
    };
    let gap = view.between(a.core, b.core);
    let clause =
        gap.contains([';', ':']) || words::contains_word(&gap.to_lowercase(), "and") || gap.len() > 60;
    (!clause).then_some((from, to))
}

/// "$30 a month, up 10% from $25", "5,500, 25% more than last year's 5,000", "12 seconds instead of 30, 70%
/// less", "350p, a premium of 25% to Friday's price of 250p": the two ends and the percentage.
fn compared<'a>(view: &View<'_>, numbers: &[&'a Number]) -> Option<(&'a Number, &'a Number, &'a Number)> {
    let &[first, second, third] = numbers else {
        return None;
    };
    let gap = |a: &Number, b: &Number| view.between(a.core, b.core).trim().to_lowercase();
    let near = |gap: &str, most: usize| {
        gap.len() <= most
            && !gap.contains([';', ':', '(', ')'])
            && !words::contains_word(gap, "and")
            && !words::contains_word(gap, "but")
    };
    if unit(second) == "percent" && unit(first) == unit(third) && unit(first) != "percent" {
        let (before, after) = (gap(first, second), gap(second, third));
        let lead = view.words_before(second.mention.span, 3);
        let last = lead.last().map_or("", String::as_str);
        let next = after.split_whitespace().next().unwrap_or_default();
        let base = ["from", "than", "'s", "’s", " of"]
            .iter()
            .any(|w| after.ends_with(w));
        let up = matches!(last, "up" | "down") && next == "from";
        let noun = last == "of"
            && lead
                .iter()
                .any(|w| words::is(w, "change-noun") || words::is(w, "premium-noun"))
            && matches!(next, "from" | "on" | "to" | "over");
        let more = matches!(next, "more" | "less" | "fewer" | "higher" | "lower")
            && words::contains_word(&after, "than");
        let set_off = before.contains([',', '–', '—']);
        if set_off && base && near(&before, 40) && near(&after, 40) && (up || noun || more) {
            return Some((third, first, second));
        }
    }
    if unit(third) == "percent" && unit(first) != "percent" {
        let (between, before) = (gap(first, second), gap(second, third));
        let instead = ["instead of", "rather than", "compared with"]
            .iter()
            .any(|w| between.ends_with(w));
        let next = view.words_after(third.core, 1).pop().unwrap_or_default();
        let more = matches!(next.as_str(), "more" | "less" | "higher" | "lower" | "fewer");
        if instead && more && near(&between, 30) && near(&before, 12) && before.contains(',') {
            return Some((second, first, third));
        }
    }
    None
}

/// Whether the percentage `by` tells the change between the two ends: "rose 11% from …", "…, up 11%",
/// "an increase of 11%", with no other clause between.
fn changes_by(view: &View<'_>, by: &Number, from: &Number, to: &Number) -> bool {
    let (first, last) = if from.core.start < to.core.start {
        (from, to)
    } else {
        (to, from)
    };
    let around = view.words_before(by.mention.span, 3);
    let lead = around.last().map_or("", String::as_str);
    let tree = view.tree();
    let verb = |w: &str| {
        tree.words.iter().any(|x| {
            x.form.to_lowercase() == w && (words::is(&x.lemma, "rise") || words::is(&x.lemma, "fall"))
        })
    };
    if by.core.end <= first.core.start {
        // "rose 11% to B from A", "rose by 11%, from A to B", "an 11% rise, from A to B"
        let gap = view.between(by.core, first.core).trim().to_lowercase();
        let close = gap.len() <= 40
            && !words::contains_word(&gap, "and")
            && !gap.contains([';', ':'])
            && !words::contains_word(&gap, "with");
        let led = lead == "by" || lead == "of" || verb(lead) || matches!(lead, "up" | "down" | "an" | "a");
        // "a 2% yield, rising from A to B": what follows "a 2%" must be a change.
        let noun = !matches!(lead, "an" | "a" | "of") || {
            let next = view.words_after(by.core, 1).pop().unwrap_or_default();
            words::is(&next, "change-noun") || lead == "of"
        };
        return close && led && noun;
    }
    if by.core.start >= last.core.end {
        // "from A to B, up 11%", "from A to B, an increase of 11%", "(up 11%)"
        let gap = view.between(last.core, by.core).to_lowercase();
        let close = gap.len() <= 50
            && !words::contains_word(&gap, "and")
            && !words::contains_word(&gap, "while")
            && !gap.contains(';');
        let led = matches!(lead, "up" | "down" | "by")
            || lead == "of" && around.iter().any(|w| words::is(w, "change-noun"))
            || matches!(lead, "a" | "an")
                && view
                    .words_after(by.core, 1)
                    .pop()
                    .is_some_and(|w| words::is(&w, "change-noun"))
            || lead == "(" && view.words_after(by.core, 1).pop().is_some_and(|w| w == ")");
        return close && led;
    }
    false
}

/// Least and greatest value that `n` may stand for.
pub(super) fn reach(n: &Number) -> Option<(Decimal, Decimal)> {
    let q = &n.mention.quantity;
    // A whole number may have been rounded to it; a round one ("400") to its last noughts.
    let half = q.precision.checked_div(Decimal::TWO)?;
    Some((q.value.checked_sub(half)?, q.value.checked_add(half)?))
}

fn percent_change(context: &Context<'_>, view: &View<'_>, c: &Change<'_>, out: &mut Vec<Finding>) {
    let Some(((from_low, from_high), (to_low, to_high))) = reach(c.from).zip(reach(c.to)) else {
        return;
    };
    let (low, high) = if c.points {
        if unit(c.from) != "percent" {
            return;
        }
        let (a, b) = ((to_low - from_high), (to_high - from_low));
        (a, b)
    } else {
        let change =
            |from: Decimal, to: Decimal| (to - from).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from);
        if from_low <= Decimal::ZERO {
            return;
        }
        match (change(from_high, to_low), change(from_low, to_high)) {
            (Some(a), Some(b)) => (a, b),
            _ => return,
        }
    };
    // A rise and a fall are stated by their size.
    let (low, high) = if high < Decimal::ZERO {
        (-high, -low)
    } else if low < Decimal::ZERO {
        (Decimal::ZERO, high.max(-low))
    } else {
        (low, high)
    };
    let by = &c.by.mention.quantity;
    let half = by
        .precision
        .min(Decimal::ONE)
        .checked_div(Decimal::TWO)
        .unwrap_or_default();
    let (stated_low, stated_high) = (by.value.abs() - half, by.value.abs() + half);
    if stated_low <= high && low <= stated_high {
        return;
    }
    let unit_name = if c.points { " percentage points" } else { "%" };
    // "rose 2% from 3% to 5%" is a matter of percentage points, and that check's to say.
    if !c.points && unit(c.from) == "percent" && is_points(c) {
        return;
    }
    let centre = if c.points {
        (c.to.mention.quantity.value - c.from.mention.quantity.value).abs()
    } else {
        let from = c.from.mention.quantity.value;
        (c.to.mention.quantity.value - from)
            .abs()
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|x| x.checked_div(from))
            .unwrap_or_default()
    };
    let shown = centre.round_dp(1).normalize();
    let mut finding = context.finding(
        &PERCENT_CHANGE,
        c.by.core,
        format!(
            "From {} to {} is {shown}{unit_name}.",
            view.slice(c.from.core),
            view.slice(c.to.core)
        ),
        format!(
            "The text says {}; the two ends give {shown}{unit_name}.",
            view.slice(c.by.core)
        ),
    );
    finding.related.push(context.elsewhere(c.from.core, "from"));
    finding.related.push(context.elsewhere(c.to.core, "to"));
    out.push(finding);
}

/// Whether the stated percentage is the difference of two percentages.
fn is_points(c: &Change<'_>) -> bool {
    let difference = (c.to.mention.quantity.value - c.from.mention.quantity.value).abs();
    unit(c.from) == "percent"
        && (difference - c.by.mention.quantity.value.abs()).abs() <= c.by.mention.quantity.precision
}

/// Percent where percentage points are meant.
pub(super) struct PercentOrPoints;

static PERCENT_OR_POINTS: Meta = Meta {
    id: "percent-or-points",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "Percentage points are called per cent.",
    manual: "“Rates rose 2% from 3% to 5%” is a rise of two percentage points and of 67%. Flagged where both ends are percentages, and the stated change is their \
             difference and not their ratio.",
    source: "Style guides and fact-checking handbooks: 'percent and percentage points'.",
    on: true,
    flags: &[
        text("Interest rates rose 2% from 3% to 5%."),
        text("Turnout fell by 10%, from 60% to 50%."),
    ],
    allows: &[
        text("Interest rates rose two percentage points from 3% to 5%."),
        text("Interest rates rose from 3% to 5%."),
        text("Turnout fell by 20%, from 60% to 48%."),
    ],
};

impl Check for PercentOrPoints {
    fn meta(&self) -> &'static Meta {
        &PERCENT_OR_POINTS
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            for c in changes(view).into_iter().filter(|c| !c.points && is_points(c)) {
                let from = c.from.mention.quantity.value;
                let ratio = (c.to.mention.quantity.value - from)
                    .abs()
                    .checked_mul(Decimal::ONE_HUNDRED)
                    .and_then(|x| x.checked_div(from))
                    .unwrap_or_default();
                if (ratio - c.by.mention.quantity.value.abs()).abs() <= Decimal::ONE {
                    continue;
                }
                let mut finding = context.finding(
                    &PERCENT_OR_POINTS,
                    c.by.core,
                    format!(
                        "From {} to {} is a change in percentage points.",
                        view.slice(c.from.core),
                        view.slice(c.to.core)
                    ),
                    format!("In per cent it is {}%.", ratio.round_dp(0).normalize()),
                );
                finding.help = Some("Write “percentage points”.".to_owned());
                finding.related.push(context.elsewhere(c.from.core, "from"));
                finding.related.push(context.elsewhere(c.to.core, "to"));
                out.push(finding);
            }
        }
    }
}
