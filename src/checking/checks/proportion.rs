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
        transposed(context, meta, &views, view, out);
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
    for number in view.numbers.iter() {
        // "two in three" is read as one share, or as two numbers.
        let shown = view.slice(number.core).to_lowercase();
        let next = view.after(number.core).trim_start().to_lowercase();
        let share = match (number.kind, unit(number)) {
            (NumberKind::Fraction, None | Some("")) => value(number).checked_mul(Decimal::ONE_HUNDRED),
            (_, Some("percent")) => Some(value(number)),
            _ => None,
        };
        let Some(stated) = share.filter(|_| next.starts_with("of those who voted") && shown.contains(" in "))
        else {
            continue;
        };
        voted_otherwise(context, meta, (number, stated), (pro, con), out);
    }
    for pair in view.numbers.windows(2) {
        let [part, whole] = pair else { continue };
        let next = view.after(whole.core).trim_start().to_lowercase();
        let linked = matches!(gap(view, part, whole).as_str(), "in" | "out of");
        if !linked || !next.starts_with("of those who voted") {
            continue;
        }
        if let Some(stated) = hundredfold(value(part), value(whole)) {
            voted_otherwise(context, meta, (part, stated), (pro, con), out);
        }
    }
}

fn hundredfold(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b)
}

/// Reports a share of those who voted that neither side has.
fn voted_otherwise(
    context: &Context<'_>,
    meta: &'static Meta,
    (number, stated): (&Number, Decimal),
    (pro, con): (&Number, &Number),
    out: &mut Vec<Finding>,
) {
    let all = value(pro) + value(con);
    let (Some(yes), Some(no)) = (hundredfold(value(pro), all), hundredfold(value(con), all)) else {
        return;
    };
    if [yes, no].iter().any(|r| (stated - r).abs() <= Decimal::from(5)) {
        return;
    }
    let shown = |x: Decimal| x.round_dp(1).normalize();
    let mut finding = context.finding(
        meta,
        number.core,
        format!(
            "{} for and {} against are {}% and {}%.",
            value(pro),
            value(con),
            shown(yes),
            shown(no)
        ),
        format!("The text says {}% of the voters.", shown(stated)),
    );
    for n in [pro, con] {
        finding.related.push(context.elsewhere(n.core, "the votes"));
    }
    out.push(finding);
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

/// "has 60,000 customers. At present 45,000 are small firms … 57 per cent of your customers": the percentage has the
/// figures of the true one in the other order.
fn transposed(
    context: &Context<'_>,
    meta: &'static Meta,
    views: &[&View<'_>],
    view: &View<'_>,
    out: &mut Vec<Finding>,
) {
    for percent in view.numbers.iter().filter(|n| percentage(n)) {
        let behind = view.words_after(percent.core, 3);
        let [of, whose, noun] = behind.as_slice() else {
            continue;
        };
        let own = matches!(whose.as_str(), "your" | "our" | "its" | "their" | "the");
        if of != "of" || !own {
            continue;
        }
        let counted = |n: &&Number| count(n) && n.mention.of.as_deref().is_some_and(|o| same_noun(o, noun));
        let wholes: Vec<(usize, &Number)> = views
            .iter()
            .enumerate()
            .flat_map(|(i, v)| v.numbers.iter().filter(counted).map(move |n| (i, n)))
            .collect();
        let [(at, whole)] = wholes.as_slice() else {
            continue;
        };
        let parts: Vec<(&Number, Decimal)> = views
            .iter()
            .skip(*at)
            .take(2)
            .flat_map(|v| v.numbers.iter())
            .filter(|n| count(n) && value(n) < value(whole))
            .filter_map(|n| Some((n, hundredfold(value(n), value(whole))?)))
            .collect();
        let stated = value(percent);
        let turned: String = stated.normalize().to_string().chars().rev().collect();
        let fits = parts.iter().any(|(_, r)| (r - stated).abs() <= Decimal::from(2));
        let like = parts.iter().find(|(_, r)| r.normalize().to_string() == turned);
        if let Some((part, _)) = like.filter(|_| turned.len() == 2 && !fits) {
            let ends = [*part, *whole];
            compare(
                context,
                meta,
                (view, percent),
                (value(part), value(whole)),
                &ends,
                out,
            );
        }
    }
}

/// "customer" and "customers".
fn same_noun(lemma: &str, form: &str) -> bool {
    form.strip_prefix(lemma)
        .is_some_and(|rest| matches!(rest, "" | "s" | "es"))
}

/// Adds amounts now and to come that rise by none of the percentages that the article gives, under the check `meta`:
/// "raising council tax by 4.8 per cent … will pay £1,572, compared with £1,500 at present".
pub(super) fn examples(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let announced: Vec<&Number> = context
        .headline()
        .flat_map(|v| v.numbers.iter())
        .filter(|n| percentage(n))
        .collect();
    let [percent] = announced.as_slice() else { return };
    let all: Vec<Decimal> = context
        .prose()
        .flat_map(|v| v.numbers.iter())
        .filter(|n| unit(n) == Some("percent"))
        .map(value)
        .collect();
    for view in context.told() {
        let money: Vec<&Number> = view
            .numbers
            .iter()
            .filter(|n| alike(n, n) && unit(n).is_some())
            .collect();
        let [a, b] = money.as_slice() else { continue };
        if !alike(a, b) || a.kind != NumberKind::Measure || context.quoted(a.core) {
            continue;
        }
        let lower = view.text().to_lowercase();
        let between = gap(view, a, b);
        let (from, to) = if between.ends_with("compared with")
            && (lower.contains("at present") || lower.contains("currently"))
        {
            (b, a)
        } else if words::contains_word(view.before(a.core).to_lowercase().as_str(), "now")
            && [
                "would get",
                "will get",
                "would earn",
                "will earn",
                "will pay",
                "would pay",
            ]
            .iter()
            .any(|w| between.ends_with(w))
        {
            (a, b)
        } else {
            continue;
        };
        let rise = (value(to) - value(from)).checked_mul(Decimal::ONE_HUNDRED);
        let Some(real) = rise.and_then(|x| x.checked_div(value(from))) else {
            continue;
        };
        let half = Decimal::new(5, 1);
        let stated = value(percent);
        let size = real > Decimal::ZERO && real <= stated + stated && stated <= real + real;
        if !size || all.iter().any(|p| (*p - real).abs() <= half) {
            continue;
        }
        let shown = real.round_dp(1).normalize();
        let mut finding = context.finding(
            meta,
            to.core,
            format!(
                "From {} to {} is {shown}%.",
                view.slice(from.core),
                view.slice(to.core)
            ),
            format!("The headline says {} %.", stated.normalize()),
        );
        finding
            .related
            .push(context.elsewhere(percent.core, "the percentage"));
        out.push(finding);
    }
}

/// How far off the percentage may be: its own last place, and what the roundings of the others make of `base`, the
/// part or the amount in hundredths of the whole.
fn room(percent: &Number, ends: &[&Number], base: Decimal) -> Decimal {
    let own = percent.mention.quantity.precision.min(Decimal::ONE);
    let others = ends.iter().filter_map(|n| {
        let q = &n.mention.quantity;
        let whole = q.precision <= Decimal::ONE && q.value.fract().is_zero();
        let half = q.precision.checked_div(Decimal::TWO).filter(|_| !whole)?;
        half.checked_mul(base)?.checked_div(q.value)
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
                .or_else(|| before.and_then(|b| offered(view, b, n)))
                .or_else(|| against(view, n))
                .or_else(|| before.and_then(|b| this_time(view, b, n)))
                .or_else(|| before.and_then(|b| beaten(view, b, n)))
                .or_else(|| before.and_then(|b| risen(view, b, n)));
            let Some((a, b, ends)) = found else { continue };
            // Tickets and films are of two kinds, whatever the sentence has them side by side for.
            if a > b * Decimal::TEN || b > a * Decimal::TEN {
                continue;
            }
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
                .any(|r| (*r - value(percent)).abs() <= room(percent, &ends, *r + Decimal::ONE_HUNDRED));
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

/// "will receive $48 for each share. The offer is 20 per cent above the closing price of $40": an amount of the sentence
/// before; the first of them, where none gives the percentage.
fn offered<'c>(view: &'c View<'_>, before: &'c View<'_>, n: usize) -> Option<Change<'c>> {
    let percent = view.numbers.get(n)?;
    let from = view.numbers.get(n + 1).filter(|_| n == 0)?;
    let lead = view.before(percent.core).trim().to_lowercase();
    let behind = gap(view, percent, from);
    let mark = behind.starts_with("above ") || behind.starts_with("more than ");
    let base = behind.ends_with("price of") && behind.len() <= 50 && !behind.contains([',', ';']);
    let subject = matches!(
        lead.as_str(),
        "the offer is" | "the offer was" | "the bid is" | "the price is" | "that is"
    );
    if !subject || !mark || !base {
        return None;
    }
    let mut amounts = before
        .numbers
        .iter()
        .filter(|t| alike(from, t) && of_size(from, t));
    let first = amounts.next()?;
    let stated = value(percent);
    let gives = |to: &Number| {
        let rise = (value(to) - value(from)).checked_mul(Decimal::ONE_HUNDRED);
        rise.and_then(|x| x.checked_div(value(from)))
            .is_some_and(|r| (r - stated).abs() <= Decimal::ONE)
    };
    let fits = gives(first) || amounts.any(gives);
    (!fits && value(first) > value(from)).then(|| change(from, first))?
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
        .filter(|t| {
            alike(t, from) && !words::contains_word(&gap(view, t, from), "and") && !drawn_from(view, t)
        })
        .collect();
    match like.as_slice() {
        [to] if versus && close && gap(view, to, from).contains(',') => change(from, to),
        _ => None,
    }
}

/// "from a list of 20", "of a field of 12": what something is taken from.
fn drawn_from(view: &View<'_>, number: &Number) -> bool {
    let lead = view.words_before(number.core, 2).join(" ");
    matches!(
        lead.as_str(),
        "list of" | "field of" | "sample of" | "group of" | "pool of" | "choice of" | "set of" | "out of"
    )
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
