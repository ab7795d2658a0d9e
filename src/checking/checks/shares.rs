//! Shares that are given both as a number and as a percentage.

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, proportion, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// A part and its percentage that do not belong to one whole.
pub(super) struct ShareOfWhole;

static SHARE_OF_WHOLE: Meta = Meta {
    id: "share-of-whole",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The number and its percentage of the whole do not go together.",
    manual: "A part, its percentage in brackets and the whole that it is taken from, in one sentence (“of the 84 patients, 61 (73%) had no dose”, “56 of the 80 bees (70%)”); and jobs as a percentage of the workforce (“340 jobs, or 8% of the \
             workforce”) where the article says how many people are employed. A percentage that takes up the part and the whole of the sentence before it (“that is 66%”) is reckoned as well, and one of what two parts come to together. All numbers must be exact; the percentage may be rounded either way in its last place.",
    source: "Fact-checking handbooks: 'percentages: reckon them again'.",
    on: true,
    flags: &[
        text("Of the 84 patients, 61 (63%) had had no dose of the vaccine."),
        text("In all, 56 of the 80 bees (80%) found the door."),
        text(
            "The mill, which employs 4,250 people, will close. Some work will move. It cuts 340 jobs, or 18% of the workforce.",
        ),
        text("Of the 8,400 people who came, 5,944 were seen within four hours. That is 66 per cent."),
        text("In all 138 of the 150 pupils passed. That is a pass rate of 96 per cent."),
        text(
            "It will lose 150 posts at Dunford and 90 at Selsworth, together 8 per cent of a workforce of 4,000.",
        ),
        text(
            "In May 840 members had voted for the strike and 280 against. Two in three of those who voted wanted it.",
        ),
    ],
    allows: &[
        text(
            "It will lose 150 posts at Dunford and 90 at Selsworth, together 8 per cent of a workforce of 3,000.",
        ),
        text(
            "In May 840 members had voted for the strike and 280 against. Three in four of those who voted wanted it.",
        ),
        text("Of the 8,400 people who came, 5,544 were seen within four hours. That is 66 per cent."),
        text("In all 138 of the 150 pupils passed. That is a pass rate of 92 per cent."),
        text("Of the 84 patients, 61 (73%) had had no dose of the vaccine."),
        text("In all, 56 of the 80 bees (70%) found the door."),
        text("In all, about 56 of the 80 bees (80%) found the door."),
        text(
            "The mill, which employs 4,250 people, will close. Some work will move. It cuts 340 jobs, or 8% of the workforce.",
        ),
        text("The mill, which employs 4,250 people, cuts 340 jobs, or 18% of the workforce at Corby."),
    ],
};

impl Check for ShareOfWhole {
    fn meta(&self) -> &'static Meta {
        &SHARE_OF_WHOLE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        proportion::shares(context, &SHARE_OF_WHOLE, out);
        let employed = employed(context);
        for view in context.prose() {
            for (i, percent) in view.numbers.iter().enumerate() {
                if percent.mention.quantity.unit.as_deref() != Some("percent") || !flat(percent) {
                    continue;
                }
                let bracketed = in_brackets(view, i).map(|(part, whole)| (part, whole.clone()));
                let found = bracketed.or_else(|| Some((of_workforce(view, i)?, employed.clone()?)));
                if let Some((part, whole)) = found {
                    compare(context, view, (part, percent, &whole), out);
                }
            }
        }
    }
}

/// Stated exactly, and no range.
fn flat(n: &Number) -> bool {
    n.mention.quantity.bound == Bound::Exact && n.mention.quantity.upper.is_none()
}

fn count(n: &Number) -> bool {
    n.kind == NumberKind::Count
        && n.mention.quantity.unit.is_none()
        && n.mention.quantity.value > Decimal::ZERO
        && n.mention.quantity.value.fract().is_zero()
        && flat(n)
}

/// "of the 84 patients, 61 (73%)", "56 of the 80 bees (70%)": the part and the whole of the percentage at `i`.
fn in_brackets<'c>(view: &'c View<'_>, i: usize) -> Option<(&'c Number, &'c Number)> {
    let percent = view.numbers.get(i)?;
    let opened = view.before(percent.mention.span).trim_end().ends_with('(');
    if !opened || !view.after(percent.mention.span).starts_with(')') {
        return None;
    }
    let (last, before) = (view.numbers.get(i.checked_sub(1)?)?, i.checked_sub(2));
    let gap = |a: &Number, b: &Number| view.between(a.core, b.core).trim().to_lowercase();
    let lead = |n: &Number| view.words_before(n.mention.span, 2).join(" ");
    let near = |gap: &str, most: usize| {
        gap.split_whitespace().count() <= most
            && !gap.contains([',', ';', ':'])
            && gap.matches('(').count() == 1
    };
    // The percentage follows the part.
    if let Some(whole) = before.and_then(|b| view.numbers.get(b))
        && near(&gap(last, percent), 4)
        && matches!(
            lead(whole).as_str(),
            "of the" | "among the" | "of those" | "of these" | "of its" | "of all"
        )
        && gap(whole, last).contains(',')
        && gap(whole, last).matches(',').count() == 1
        && !gap(whole, last).contains(['(', ';', ':'])
        && count(whole)
        && count(last)
    {
        return Some((last, whole));
    }
    // Or the whole, behind the part.
    let part = before.and_then(|b| view.numbers.get(b))?;
    let linked = matches!(
        gap(part, last).as_str(),
        "of the" | "of" | "out of" | "of its" | "out of the" | "of those"
    );
    (linked && near(&gap(last, percent), 4) && count(part) && count(last)).then_some((part, last))
}

/// "340 jobs, or 8% of the workforce": the part of the percentage at `i`.
fn of_workforce<'c>(view: &'c View<'_>, i: usize) -> Option<&'c Number> {
    let percent = view.numbers.get(i)?;
    let part = view.numbers.get(i.checked_sub(1)?)?;
    let gap = view.between(part.core, percent.core).trim().to_lowercase();
    let jobs = part
        .mention
        .of
        .as_deref()
        .is_some_and(|of| matches!(of, "job" | "worker" | "employee" | "post"));
    let after = view.after(percent.core).trim_start().to_lowercase();
    let rest = [
        "of the workforce",
        "of its workforce",
        "of its staff",
        "of the staff",
        "of the group’s workforce",
    ]
    .iter()
    .find_map(|p| after.strip_prefix(p))?;
    let whole = rest.is_empty() || rest.starts_with(['.', ',', ';']);
    (jobs && whole && gap.ends_with(", or") && gap.len() <= 24 && count(part)).then_some(part)
}

/// The one number of people whom the article's company employs.
fn employed(context: &Context<'_>) -> Option<Number> {
    let mut found: Vec<&Number> = Vec::new();
    for view in context.prose() {
        for n in view.numbers.iter() {
            let verb = view.words_before(n.mention.span, 1).pop().unwrap_or_default();
            let people = n.mention.of.as_deref().is_some_and(|of| words::is(of, "people"));
            if matches!(verb.as_str(), "employs" | "employing") && people {
                found.push(n);
            }
        }
    }
    match found.as_slice() {
        [one] if count(one) => Some((*one).clone()),
        _ => None,
    }
}

fn compare(
    context: &Context<'_>,
    view: &View<'_>,
    (part, percent, whole): (&Number, &Number, &Number),
    out: &mut Vec<Finding>,
) {
    let (a, b) = (part.mention.quantity.value, whole.mention.quantity.value);
    let Some(real) = a.checked_mul(Decimal::ONE_HUNDRED).and_then(|x| x.checked_div(b)) else {
        return;
    };
    let stated = &percent.mention.quantity;
    let place = stated.precision.min(Decimal::ONE);
    // A whole that is rounded itself moves the percentage.
    let loose = if whole.mention.quantity.precision > Decimal::ONE {
        real.checked_mul(whole.mention.quantity.precision)
            .and_then(|x| x.checked_div(b))
            .unwrap_or_default()
    } else {
        Decimal::ZERO
    };
    if (real - stated.value).abs() <= place + loose || a > b {
        return;
    }
    let mut finding = context.finding(
        &SHARE_OF_WHOLE,
        percent.core,
        format!(
            "{} of {} are {}%.",
            a.normalize(),
            b.normalize(),
            real.round_dp(1).normalize()
        ),
        format!("The text says {}.", view.slice(percent.core)),
    );
    finding.related.push(context.elsewhere(part.core, "the part"));
    finding.related.push(context.elsewhere(whole.core, "the whole"));
    out.push(finding);
}
