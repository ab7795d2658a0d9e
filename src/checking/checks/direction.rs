//! Which way a change goes, against its two ends: "rose to £95m from £120m", "86%, up from 91%".

use rust_decimal::Decimal;

use super::Check;
use super::context::{Context, View};
use super::meta::{Meta, text};
use super::words;
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::number::{Number, NumberKind};
use crate::reading::tree::Upos;
use crate::value::quantity::Bound;

/// A rise whose end is less than its beginning, or a fall the other way round.
pub(super) struct DirectionOfChange;

static META: Meta = Meta {
    id: "direction-of-change",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The change goes the other way, or is by another share, than its two ends say.",
    manual: "A verb of rising or falling with both ends (“rose to £95m from £120m”, “fell from 40 to 60”), “up from” and “down from” between two numbers of one kind. And a percentage of a change (“profit fell 12%”) where the article gives the two \
             ends for the same noun in another sentence (“profit was £48m, against £60m a year earlier”). All numbers must be exact; debts and losses, too, rise when they grow.",
    source: "Fact-checking handbooks: 'do the sums again'.",
    on: true,
    flags: &[
        text("The shares fell 8 percent, to $54, in morning trading, from $50 the day before."),
        text("Only spare parts grew, to $150 million from $180 million."),
        text("Net debt rose to £95m from £120m at the end of December."),
        text("Across the county 86% of pupils have been vaccinated, up from 91% in 2019."),
        text("The number of members fell from 4,100 to 4,900 in a year."),
        text(
            "Profit at Kestrel fell by 12% in May. Cocoa was dear. Profit for the six months was £48m, against £60m a year earlier.",
        ),
    ],
    allows: &[
        text("The shares fell 8 percent, to $46, in morning trading, from $50 the day before."),
        text("Net debt fell to £95m from £120m at the end of December."),
        text("Across the county 86% of pupils have been vaccinated, down from 91% in 2019."),
        text("The number of members rose from 4,100 to 4,900 in a year."),
        text("The water has dropped from 20 metres to 50 metres below the ground."),
        text("The club rose from 14th to sixth in a year."),
        text(
            "Profit at Kestrel fell by 20% in May. Cocoa was dear. Profit for the six months was £48m, against £60m a year earlier.",
        ),
    ],
};

impl Check for DirectionOfChange {
    fn meta(&self) -> &'static Meta {
        &META
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            for pair in view.numbers.windows(2) {
                let [a, b] = pair else { continue };
                let found = up_from(view, a, b).or_else(|| from_to(view, a, b));
                let Some((rises, from, to, word)) = found.filter(|_| alike(a, b)) else {
                    continue;
                };
                let (start, end) = (from.mention.quantity.value, to.mention.quantity.value);
                let (low, high) = (start.min(end), start.max(end));
                // "dropped from 20 to 50 metres below ground", "141m or 9.83 per share, up from 117m".
                let below = [a, b].into_iter().any(|n| {
                    view.words_after(n.core, 1)
                        .pop()
                        .is_some_and(|w| matches!(w.as_str(), "below" | "deep" | "under" | "beneath"))
                });
                let apart = low * Decimal::TEN < high;
                if start == end || (end > start) == rises || below || apart || context.quoted(word) {
                    continue;
                }
                let mut finding = context.finding(
                    &META,
                    word,
                    format!(
                        "From {} to {} is a {}.",
                        view.slice(from.core),
                        view.slice(to.core),
                        if rises { "fall" } else { "rise" }
                    ),
                    format!("The text says “{}”.", view.slice(word)),
                );
                finding.related.push(context.elsewhere(from.core, "from"));
                finding.related.push(context.elsewhere(to.core, "to"));
                out.push(finding);
            }
        }
        apart(context, out);
    }
}

/// Two exact numbers of one kind.
fn alike(a: &Number, b: &Number) -> bool {
    let exact = |n: &Number| {
        let q = &n.mention.quantity;
        q.bound == Bound::Exact && q.upper.is_none() && q.value >= Decimal::ZERO
    };
    let kind = |n: &Number| matches!(n.kind, NumberKind::Count | NumberKind::Measure);
    let timed = |n: &Number| {
        matches!(
            n.mention.quantity.unit.as_deref(),
            Some("year" | "month" | "week" | "day" | "hour" | "minute" | "second")
        )
    };
    let year = |n: &Number| {
        let v = n.mention.quantity.value;
        n.mention.quantity.unit.is_none() && v >= Decimal::from(1800) && v < Decimal::from(2100)
    };
    a.mention.quantity.unit == b.mention.quantity.unit
        && a.kind == b.kind
        && [a, b]
            .into_iter()
            .all(|n| exact(n) && kind(n) && !timed(n) && !year(n))
}

/// Which way it goes, the two ends, and the word that says so.
type Change<'c> = (bool, &'c Number, &'c Number, TextSpan);

/// "86% …, up from 91%"
fn up_from<'c>(view: &'c View<'_>, a: &'c Number, b: &'c Number) -> Option<Change<'c>> {
    let lead = view.words_before(b.mention.span, 2);
    let [way, from] = lead.as_slice() else { return None };
    let rises = match way.as_str() {
        "up" => true,
        "down" => false,
        _ => return None,
    };
    let gap = view.between(a.core, b.core);
    let one = from == "from" && gap.len() <= 60 && gap.contains(',') && !gap.contains([';', '.']);
    let word = view
        .tree()
        .words
        .iter()
        .rev()
        .filter(|w| w.span.end <= b.mention.span.start)
        .nth(1)?;
    let one = one && !is_rank(view, a);
    one.then_some((rises, b, a, word.span))
}

/// "the band at five, up from 13": a place in a table, where the lower number is the higher place.
fn is_rank(view: &View<'_>, number: &Number) -> bool {
    let q = &number.mention.quantity;
    let bare = q.unit.is_none() && number.head.is_none() && q.value <= Decimal::ONE_HUNDRED;
    let lead = view.words_before(number.mention.span, 1).pop();
    bare && lead.is_some_and(|w| matches!(w.as_str(), "at" | "number" | "no" | "position" | "place"))
}

/// "rose to B from A", "fell from A to B"
fn from_to<'c>(view: &'c View<'_>, a: &'c Number, b: &'c Number) -> Option<Change<'c>> {
    let lead = |n: &Number| view.words_before(n.mention.span, 1).pop().unwrap_or_default();
    let (from, to) = match (lead(a).as_str(), lead(b).as_str()) {
        ("from", "to") => (a, b),
        ("to", "from") => (b, a),
        _ => return None,
    };
    let gap = view.between(a.core, b.core);
    let words = &view.tree().words;
    let first = words.partition_point(|w| w.span.end <= a.mention.span.start);
    // The verb stands right in front of the first preposition, or with nothing but a share between: "fell 8 percent, to".
    let verb = words
        .get(first.saturating_sub(8)..first.checked_sub(1)?)?
        .iter()
        .rev()
        .find(|w| {
            let share = matches!(w.upos, Upos::Num | Upos::Sym)
                || matches!(
                    w.form.to_lowercase().as_str(),
                    "," | "by" | "percent" | "per" | "cent" | "%"
                );
            !share
        })
        .filter(|w| w.upos == Upos::Verb)?;
    let lemma = verb.lemma.to_lowercase();
    let rises = words::is(&lemma, "plain-rise");
    // "to $54, in morning trading, from $50"
    let another = words.iter().any(|w| {
        let inside = w.span.start >= a.core.end && w.span.end <= b.core.start;
        inside && (matches!(w.upos, Upos::Verb | Upos::Aux) || w.form.eq_ignore_ascii_case("and"))
    });
    let close = gap.split_whitespace().count() <= 7 && !gap.contains([';', ':']) && !another;
    ((rises || words::is(&lemma, "plain-fall")) && close).then_some((rises, from, to, verb.span))
}

/// A share by which something changed, told in one sentence.
struct Told<'c> {
    noun: String,
    rises: bool,
    number: &'c Number,
    sentence: usize,
}

/// "profit fell by 12%" beside "profit was £48m, against £60m a year earlier"
fn apart(context: &Context<'_>, out: &mut Vec<Finding>) {
    let views: Vec<&View<'_>> = context
        .prose()
        .filter(|v| matches!(v.kind, BlockKind::Paragraph | BlockKind::Headline))
        .collect();
    let told: Vec<Told<'_>> = views.iter().filter_map(|v| told(context, v)).collect();
    for view in &views {
        let Some((noun, now, before)) = set_against(view) else {
            continue;
        };
        let of_noun: Vec<&Told<'_>> = told
            .iter()
            .filter(|t| t.noun == noun && t.sentence != view.index)
            .collect();
        let [one] = of_noun.as_slice() else { continue };
        let (a, b) = (now.mention.quantity.value, before.mention.quantity.value);
        let Some(real) = (a - b)
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|x| x.checked_div(b))
        else {
            continue;
        };
        let stated = one.number.mention.quantity.value;
        // What was rounded before it was divided.
        let slack = Decimal::from(2).max(stated.checked_div(Decimal::from(10)).unwrap_or_default());
        let same_way = (real > Decimal::ZERO) == one.rises;
        if same_way && (real.abs() - stated).abs() <= slack || context.quoted(now.core) {
            continue;
        }
        let mut finding = context.finding(
            &META,
            one.number.core,
            format!(
                "From {} to {} is {}%.",
                view.slice(before.core),
                view.slice(now.core),
                real.round_dp(1).normalize()
            ),
            format!("The text says {}.", context.document.slice(one.number.core)),
        );
        finding.related.push(context.elsewhere(before.core, "from"));
        finding.related.push(context.elsewhere(now.core, "to"));
        out.push(finding);
        return;
    }
}

/// "Profit at Kestrel had fallen by 12%"
fn told<'c>(context: &Context<'_>, view: &'c View<'_>) -> Option<Told<'c>> {
    let tree = view.tree();
    let mut percents = view.numbers.iter().filter(|n| {
        n.mention.quantity.unit.as_deref() == Some("percent") && n.mention.quantity.bound == Bound::Exact
    });
    let (number, None) = (percents.next()?, percents.next()) else {
        return None;
    };
    let governor = view.governor(number.word)?;
    let verb = tree.words.get(governor)?;
    let lemma = verb.lemma.to_lowercase();
    let rises = words::is(&lemma, "plain-rise");
    let subject = tree.child_by(governor, "nsubj").and_then(|s| tree.words.get(s))?;
    let plain = subject.upos == Upos::Noun
        && (rises || words::is(&lemma, "plain-fall"))
        && !context.quoted(number.core);
    plain.then(|| Told {
        noun: subject.lemma.to_lowercase(),
        rises,
        number,
        sentence: view.index,
    })
}

/// "Profit for the six months was £48m, against £60m a year earlier": the noun, now and before.
fn set_against<'c>(view: &'c View<'_>) -> Option<(String, &'c Number, &'c Number)> {
    let tree = view.tree();
    let (now, before) = view.numbers.windows(2).find_map(|pair| {
        let [now, before] = pair else { return None };
        let lead = view.words_before(before.mention.span, 1).pop()?;
        let year = view.after(before.core).trim_start().to_lowercase();
        let earlier = [
            "a year earlier",
            "a year ago",
            "the year before",
            "last year",
            "in the same period",
        ]
        .iter()
        .any(|w| year.starts_with(w));
        (lead == "against" && earlier && alike(now, before)).then_some((now, before))
    })?;
    let subject = tree
        .words
        .iter()
        .find(|w| w.deprel.is("nsubj") && w.upos == Upos::Noun && w.span.end <= now.core.start)?;
    let first = tree.words.iter().find(|w| w.upos.is_nominal())?;
    // The sentence is of it, and of nothing in front of it.
    (first.span == subject.span && before.mention.quantity.value > Decimal::ZERO)
        .then(|| (subject.lemma.to_lowercase(), now, before))
}
