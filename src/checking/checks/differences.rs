//! Differences: "by 1,204 votes to 1,187, a majority of 17".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, reckoned, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// A difference that its two numbers do not give.
pub(super) struct DifferenceOfTwo;

static DIFFERENCE: Meta = Meta {
    id: "difference",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The two numbers have another difference.",
    manual: "Three numbers of one kind in one sentence: two that are set against each other (“by A votes to B”, “from A to B”, “A against B”) and then their majority, margin, lead, gap, rise or fall (“a majority of C”, “an increase of C”). \
             C is reckoned again with what A and B may stand for in the places in which they are stated. Approximations are let pass. A majority in a sentence of its own is held against the two numbers of the sentence before, and a record that is broken against what breaks it.",
    source: "Fact-checking handbooks: 'do the sums again'.",
    on: true,
    flags: &[
        text("Raman won by 1,204 votes to 1,187, a majority of 27."),
        text("She had 2,160,000 votes to his 1,840,000. Her margin was 230,000 votes."),
        text("The river rose to 7.1 metres, breaking the record of 7.3 metres."),
        text("The number of clinics rose from 38 to 45, an increase of nine."),
        text("Membership fell from 5,200 to 4,900, a drop of 500 members."),
    ],
    allows: &[
        text("Raman won by 1,204 votes to 1,187, a majority of 17."),
        text("She had 2,160,000 votes to his 1,840,000. Her margin was 320,000 votes."),
        text("The river rose to 7.5 metres, breaking the record of 7.3 metres."),
        text("The number of clinics rose from 38 to 45, an increase of seven."),
        text("The number of clinics rose from 38 to 45, an increase of 18%."),
        text("Raman won by 1,204 votes to 1,187, on a turnout of 27 people in 100."),
        text("The number of clinics rose from 38 to 45, an increase of about ten."),
    ],
};

impl Check for DifferenceOfTwo {
    fn meta(&self) -> &'static Meta {
        &DIFFERENCE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        reckoned::majorities(context, &DIFFERENCE, out);
        reckoned::records(context, &DIFFERENCE, out);
        for view in context.prose() {
            for triple in view.numbers.windows(3) {
                if let [a, b, c] = triple {
                    difference(context, view, (a, b, c), out);
                }
            }
        }
    }
}

fn exact(n: &Number) -> bool {
    let q = &n.mention.quantity;
    q.bound == Bound::Exact
        && q.upper.is_none()
        && !matches!(
            n.kind,
            NumberKind::Ordinal | NumberKind::Age | NumberKind::Fraction
        )
}

fn difference(
    context: &Context<'_>,
    view: &View<'_>,
    (a, b, c): (&Number, &Number, &Number),
    out: &mut Vec<Finding>,
) {
    let unit = |n: &Number| n.mention.quantity.unit.clone();
    if ![a, b, c].into_iter().all(exact) || unit(a) != unit(b) || unit(b) != unit(c) {
        return;
    }
    // Shares have their own check: a rise in per cent of per cents.
    if unit(c).as_deref() == Some("percent") || context.quoted(c.core) {
        return;
    }
    let between = view.between(a.core, b.core).to_lowercase();
    let led = view.words_before(a.core, 1).pop().unwrap_or_default();
    let last = between.split_whitespace().next_back().unwrap_or_default();
    let opposed =
        matches!(led.as_str(), "from" | "by") && last == "to" || last == "against" || last == "versus";
    if !opposed || between.len() > 40 || between.contains([';', ':', ',']) {
        return;
    }
    let gap = view.between(b.core, c.core).to_lowercase();
    let before = view.words_before(c.mention.span, 4);
    let named = before.last().is_some_and(|w| w == "of")
        && before
            .iter()
            .any(|w| words::is(w, "difference-noun") || words::is(w, "change-noun"));
    if !named || gap.len() > 60 || gap.contains([';', ':']) || words::contains_word(&gap, "and") {
        return;
    }
    let (qa, qb, qc) = (&a.mention.quantity, &b.mention.quantity, &c.mention.quantity);
    let real = (qa.value - qb.value).abs();
    let slack = if qc.unit.is_some() {
        (qa.precision + qb.precision + qc.precision)
            .checked_div(Decimal::TWO)
            .unwrap_or_default()
    } else {
        Decimal::ZERO
    };
    if (real - qc.value).abs() <= slack {
        return;
    }
    let mut finding = context.finding(
        &DIFFERENCE,
        c.core,
        format!(
            "The difference is {}, not {}.",
            real.normalize(),
            qc.value.normalize()
        ),
        format!(
            "{} and {} are {} apart.",
            view.slice(a.core),
            view.slice(b.core),
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
