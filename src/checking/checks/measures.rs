//! Units and orders of magnitude.

use rust_decimal::Decimal;

use super::Check;
use super::context::{Context, View};
use super::headline::shared_words;
use super::meta::{Meta, text};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::TimeValue;
use crate::value::quantity::Bound;
use crate::value::unit::unit;

/// A conversion in brackets that is wrong.
pub(super) struct Conversion;

static CONVERSION: Meta = Meta {
    id: "conversion",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "The value in the other unit is another one.",
    manual: "“10 miles (6 km)”: a measure, and behind it in brackets (or after “or”) another of the same kind. What both may stand for in the places in which they \
             are stated is compared, with one part in ten to spare. Currencies have no fixed rate and are let pass.",
    source: "Style guides: 'conversions'; exact factors of the international yard and pound (1959).",
    on: true,
    flags: &[
        text("The road is 10 miles (6 km) long."),
        text("It was 30C (68F) in the shade."),
        text("The tank holds 100 litres (26 pints) of milk and 50 kilograms (310 pounds) of salt."),
    ],
    allows: &[
        text("The road is 10 miles (16 km) long."),
        text("The road is about 10 miles (15 km) long."),
        text("The house cost $5m (£40m)."),
        text("They ran 10 miles (in 60 minutes)."),
    ],
};

impl Check for Conversion {
    fn meta(&self) -> &'static Meta {
        &CONVERSION
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in &context.sentences {
            for pair in view.numbers.windows(2) {
                if let [a, b] = pair {
                    conversion(context, view, a, b, out);
                }
            }
        }
    }
}

fn conversion(context: &Context<'_>, view: &View<'_>, a: &Number, b: &Number, out: &mut Vec<Finding>) {
    let gap = view.between(a.core, b.mention.span).trim();
    let bracket = (gap == "(" || gap.ends_with('(') && gap.len() <= 12)
        && view
            .after(b.mention.span)
            .trim_start()
            .starts_with([')', ',', ';']);
    let or = matches!(gap, "or" | ", or" | "(or" | "/")
        && view
            .after(b.mention.span)
            .trim_start()
            .starts_with([',', ')', '.']);
    if !bracket && !or {
        return;
    }
    let (Some(ua), Some(ub)) = (
        a.mention.quantity.unit.as_deref().and_then(unit),
        b.mention.quantity.unit.as_deref().and_then(unit),
    ) else {
        return;
    };
    if ua == ub
        || ua.dimension != ub.dimension
        || ua.is_currency()
        || ua.is_time()
        || ua.dimension.starts_with("share")
    {
        return;
    }
    if a.mention.quantity.upper.is_some() != b.mention.quantity.upper.is_some() {
        return;
    }
    let Some(converted) = a.mention.quantity.in_unit(&ub.name) else {
        return;
    };
    let wrong = |x: Decimal, y: Decimal| {
        let spare = (x.abs().max(y.abs()))
            .checked_div(Decimal::from(20))
            .unwrap_or_default();
        let half = (converted.precision + b.mention.quantity.precision)
            .checked_div(Decimal::TWO)
            .unwrap_or_default();
        (x - y).abs() > spare.max(half)
    };
    let low = wrong(converted.value, b.mention.quantity.value);
    let high = match (converted.upper, b.mention.quantity.upper) {
        (Some(x), Some(y)) => wrong(x, y),
        _ => false,
    };
    if !low && !high {
        return;
    }
    let shown = converted.value.round_sf(3).unwrap_or(converted.value).normalize();
    let mut finding = context.finding(
        &CONVERSION,
        b.core,
        format!("{} is {shown} in the unit {}.", view.slice(a.core), ub.name),
        format!("The text says {}.", view.slice(b.core)),
    );
    finding
        .related
        .push(context.elsewhere(a.core, "the same in the other unit"));
    out.push(finding);
}

/// Million in one place and billion in another.
pub(super) struct MagnitudeSlip;

static MAGNITUDE_SLIP: Meta = Meta {
    id: "magnitude-slip",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "Million in one place, billion in another.",
    manual: "An amount in the headline (or in the first paragraph) and one in the text have the same digits and unit and differ by a factor of a thousand, and the value of the \
             headline comes nowhere else in the text. One digit alone is no sign of a slip when the two count different things: then the sentence must have two words of the headline.",
    source: "Fact-checking handbooks: 'millions and billions'.",
    on: true,
    flags: &[
        text(
            "Council approves £3.2 billion bridge\n\nThe council approved the bridge on Monday at a cost of £3.2 million.",
        ),
        text(
            "Ministry to spend $45m on trains\n\nThe ministry said it would spend $45bn on new trains by 2030.",
        ),
        text("Port to cost £3bn\n\nThe new port will cost £3m, the ministry said. Work begins in May."),
    ],
    allows: &[
        text(
            "Council approves £3.2 million bridge\n\nThe council approved the bridge on Monday at a cost of £3.2 million.",
        ),
        text(
            "Ministry to spend $45m on trains\n\nThe ministry said it would spend $45m on trains, and $45bn on roads.",
        ),
        text("Council approves £3 billion bridge\n\nThe council has £3 million left for roads."),
    ],
};

impl Check for MagnitudeSlip {
    fn meta(&self) -> &'static Meta {
        &MAGNITUDE_SLIP
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let mut headline = Vec::new();
        let mut body = Vec::new();
        for view in context.prose() {
            for number in view.numbers.iter() {
                if view.kind == BlockKind::Headline {
                    headline.push((view, number));
                } else {
                    body.push((view, number));
                }
            }
        }
        for &(view, top) in &headline {
            slip(context, (view, top), &body, out);
        }
    }
}

fn significant(value: Decimal) -> String {
    let digits: String = value
        .normalize()
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.trim_matches('0').to_owned()
}

fn slip(
    context: &Context<'_>,
    (headline, top): (&View<'_>, &Number),
    body: &[(&View<'_>, &Number)],
    out: &mut Vec<Finding>,
) {
    let q = &top.mention.quantity;
    let thousand = Decimal::from(1000);
    let big = Decimal::from(1_000_000);
    let digits = significant(q.value);
    if q.value < thousand
        || matches!(
            top.kind,
            NumberKind::Ordinal | NumberKind::Age | NumberKind::Fraction
        )
    {
        return;
    }
    let again = body.iter().any(|(_, n)| {
        n.mention.quantity.unit == q.unit
            && n.mention.quantity.compare(q) != crate::value::quantity::Comparison::Conflict
    });
    if again {
        return;
    }
    for &(view, other) in body {
        let o = &other.mention.quantity;
        if o.unit != q.unit
            || significant(o.value) != digits
            || o.value.max(q.value) < big
            || o.value < thousand
        {
            continue;
        }
        let (low, high) = (o.value.min(q.value), o.value.max(q.value));
        let factor = high.checked_div(low).unwrap_or_default();
        if factor != thousand && factor != big {
            continue;
        }
        // One digit may be chance, unless both count the same.
        let same_of = top.mention.of.is_some() && top.mention.of == other.mention.of;
        let one_thing = same_of || o.unit.is_some() && shared_words(headline, top, view) >= 2;
        if digits.len() < 2 && !one_thing {
            continue;
        }
        let mut finding = context.finding(
            &MAGNITUDE_SLIP,
            top.core,
            format!(
                "The headline has {}, the text has {}.",
                context.document.slice(top.core),
                context.document.slice(other.core)
            ),
            format!(
                "The same digits, and a factor of {} between them.",
                factor.normalize()
            ),
        );
        finding.related.push(context.elsewhere(other.core, "in the text"));
        out.push(finding);
        return;
    }
}

/// The lower end of a range behind its upper end.
pub(super) struct RangeOrder;

static RANGE_ORDER: Meta = Meta {
    id: "range-order",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "The range runs backwards.",
    manual: "“Between 40 and 30 people”, “from 2014 to 2010”, “from 17 to 15 August”. A fall “from 40 to 30” is none, and clock times run over midnight.",
    source: "Fact-checking handbooks: 'ranges and rankings'.",
    on: true,
    flags: &[
        text("Between 40 and 30 people were hurt."),
        text("She led the bank from 2014 to 2010."),
        text("It will cost between $5m and $3m."),
    ],
    allows: &[
        text("Between 30 and 40 people were hurt."),
        text("The number fell from 40 to 30."),
        text("The bus runs between 9 and 5."),
        text("The road is shut between 2200 and 0700."),
        text("She led the bank from 2010 to 2014."),
        text("It is between minus 5 and minus 10 degrees Celsius."),
        text("The population shrank from 2014 to 2010's level."),
    ],
};

impl Check for RangeOrder {
    fn meta(&self) -> &'static Meta {
        &RANGE_ORDER
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in &context.sentences {
            for number in view.numbers.iter() {
                let Some((low, high)) = number
                    .range
                    .filter(|(low, high)| low > high && *low >= Decimal::ZERO && *high > Decimal::ZERO)
                else {
                    continue;
                };
                let between = view
                    .words_before(number.core, 1)
                    .last()
                    .is_some_and(|w| w == "between");
                // "between 5-3/8 and 5-1/2" is a mixed number, not a range.
                let mixed = view.slice(number.core).contains('/');
                // "between 9 and 5": hours.
                let hours = number.head.is_none()
                    && low <= Decimal::from(12)
                    && number.mention.quantity.unit.is_none();
                // "between 2200 and 0700": no amount begins with a nought.
                let clock = view
                    .slice(number.core)
                    .split_whitespace()
                    .any(|w| w.len() == 4 && w.starts_with('0') && w.chars().all(|c| c.is_ascii_digit()));
                let hours = hours || clock;
                if !between || mixed || hours || number.mention.quantity.bound != Bound::Exact {
                    continue;
                }
                out.push(backwards(
                    context,
                    number.core,
                    &low.normalize().to_string(),
                    &high.normalize().to_string(),
                ));
            }
            for pair in view.times.windows(2) {
                let [a, b] = pair else { continue };
                let (TimeValue::Date(from), TimeValue::Date(to)) = (&a.mention.time, &b.mention.time) else {
                    continue;
                };
                let gap = view.between(a.mention.span, b.mention.span).trim().to_lowercase();
                let led = view.words_before(a.mention.span, 1).pop().unwrap_or_default();
                let linked = led == "from" && matches!(gap.as_str(), "to" | "until" | "till")
                    || led == "between" && gap == "and";
                let stated = a.stated.year.is_some() && b.stated.year.is_some() && !a.anchored && !b.anchored;
                let level = view.after(b.mention.span).starts_with(['\'', '’', '-']);
                if linked && stated && !level && to.is_before(*from) && a.form == b.form {
                    let span = TextSpan::new(a.mention.span.start, b.mention.span.end);
                    out.push(backwards(context, span, &from.to_string(), &to.to_string()));
                }
            }
        }
    }
}

fn backwards(context: &Context<'_>, span: TextSpan, low: &str, high: &str) -> Finding {
    context.finding(
        &RANGE_ORDER,
        span,
        format!("The range begins with {low} and ends with {high}."),
        "A range is written from its lower to its upper end.".to_owned(),
    )
}
