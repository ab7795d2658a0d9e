//! Ages against births, and lengths of time against their two ends.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::{Meta, dated, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::TimeValue;
use crate::reading::time::{Time, TimeForm};
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// An age that the date of birth does not give.
pub(super) struct AgeBirth;

static AGE_BIRTH: Meta = Meta {
    id: "age-birth",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The age does not fit the date of birth.",
    manual: "A person's age (“Rubio, 54,”, “the 46-year-old”) and, in the same article, when the same person was born. The age is reckoned at the day of the dateline, or, \
             where the sentence tells of a death, at the date that it gives. Where only the year of birth is known, both ages that it allows are right. An age at another \
             stated time (“was 24 when …”) is let pass.",
    source: "Fact-checking handbooks: 'ages: reckon them from the date of birth'.",
    on: true,
    flags: &[
        dated("2025-08-17", "Mara Lindqvist, 58, born in 1978, leads the party."),
        text("Jon Aske was born in 1930 in Oslo. Aske died in 2001 aged 85."),
    ],
    allows: &[
        dated(
            "2025-08-17",
            "Mara Lindqvist, 47, leads the party. Lindqvist was born on 25 January 1978 in Lund.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 46, leads the party. Jon Aske was born on 25 January 1978 in Lund.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist was 24 when she joined. Lindqvist was born on 25 January 1978 in Lund.",
        ),
        text("Jon Aske was born in 1930 in Oslo. Aske died in 2001 aged 70."),
    ],
};

impl Check for AgeBirth {
    fn meta(&self) -> &'static Meta {
        &AGE_BIRTH
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let births = births(context);
        if births.is_empty() {
            return;
        }
        for view in context.prose() {
            for age in view.numbers.iter().filter(|n| n.kind == NumberKind::Age) {
                if let Some(name) = person_of_age(context, view, age) {
                    let mut matching = births.iter().filter(|b| b.name == name);
                    if let (Some(birth), None) = (matching.next(), matching.next()) {
                        age_against(context, view, age, birth, out);
                    }
                }
            }
        }
    }
}

/// When somebody was born, and where the article says so.
struct Birth {
    /// Index of the person in the reading's names.
    name: usize,
    date: Date,
    span: TextSpan,
}

/// Name of a person that the words at `span` mention.
fn name_at(context: &Context<'_>, span: TextSpan) -> Option<usize> {
    use crate::reading::names::NameKind;
    context.reading.names.iter().position(|n| {
        matches!(n.kind, NameKind::Person | NameKind::Unknown) && n.mentions.iter().any(|m| m.overlaps(span))
    })
}

/// The only name of a person in `range`.
fn only_name(context: &Context<'_>, range: TextSpan) -> Option<usize> {
    use crate::reading::names::NameKind;
    let mut found = context
        .reading
        .names
        .iter()
        .enumerate()
        .filter(|(_, n)| {
            matches!(n.kind, NameKind::Person | NameKind::Unknown)
                && n.mentions.iter().any(|m| range.contains(*m))
        })
        .filter(|(_, n)| n.kind == NameKind::Person || n.text.contains(' '));
    match (found.next(), found.next()) {
        (Some((i, _)), None) => Some(i),
        _ => None,
    }
}

fn births(context: &Context<'_>) -> Vec<Birth> {
    let mut out = Vec::new();
    for view in context.prose() {
        let tree = view.tree();
        for (index, word) in tree.words.iter().enumerate() {
            if !word.form.eq_ignore_ascii_case("born") || context.quoted(word.span) {
                continue;
            }
            // "born Anna Berg" is a name, "born of" a figure.
            let Some(time) = view.times.iter().find(|t| {
                t.mention.span.start >= word.span.end
                    && t.mention.span.start - word.span.end <= 60
                    && matches!(t.form, TimeForm::Day | TimeForm::Month | TimeForm::Year)
                    && t.stated.year.is_some()
            }) else {
                continue;
            };
            let gap = view.between(word.span, time.mention.span).to_lowercase();
            if gap.contains([';', ')'])
                || words::contains_word(&gap, "and")
                || words::contains_word(&gap, "after")
                || words::contains_word(&gap, "before")
            {
                continue;
            }
            let TimeValue::Date(date) = time.mention.time else {
                continue;
            };
            let subject = tree
                .children(index)
                .iter()
                .find(|&&c| tree.words.get(c).is_some_and(|w| w.deprel.is("nsubj")))
                .and_then(|&c| tree.words.get(c))
                .map(|w| w.span);
            let name = match subject {
                Some(span) => name_at(context, span),
                // "Lindqvist, born in 1978, …"
                None => only_name(context, TextSpan::new(view.sentence.span.start, word.span.start)),
            };
            if let Some(name) = name {
                out.push(Birth {
                    name,
                    date,
                    span: TextSpan::new(word.span.start, time.mention.span.end),
                });
            }
        }
    }
    out
}

/// Whose age it is.
fn person_of_age(context: &Context<'_>, view: &View<'_>, age: &Number) -> Option<usize> {
    if let Some(word) = age.person.and_then(|w| view.word(w)) {
        return name_at(context, word.span);
    }
    // "Aske died in 2001 aged 85": the subject of the verb.
    let tree = view.tree();
    let mut at = age.word;
    for _ in 0..6 {
        if let Some(subject) = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .find(|w| w.deprel.is("nsubj"))
        {
            return name_at(context, subject.span);
        }
        at = tree.words.get(at)?.head?;
    }
    None
}

fn age_against(context: &Context<'_>, view: &View<'_>, age: &Number, birth: &Birth, out: &mut Vec<Finding>) {
    let q = &age.mention.quantity;
    if q.unit.as_deref() != Some("year") || q.bound != Bound::Exact || q.upper.is_some() {
        return;
    }
    let lower = view.text().to_lowercase();
    let own: Vec<&Time> = view
        .times
        .iter()
        .filter(|t| !t.mention.span.overlaps(birth.span) && !t.mention.span.overlaps(age.core))
        .filter(|t| !matches!(t.form, TimeForm::Reference | TimeForm::Clock | TimeForm::Duration))
        .collect();
    let death = ["died", "killed", "death", "dies"]
        .iter()
        .any(|w| words::contains_word(&lower, w));
    let on = if death && !own.is_empty() {
        match own.as_slice() {
            [one] if one.stated.year.is_some() || one.anchored => match one.mention.time {
                TimeValue::Date(date) => date,
                _ => return,
            },
            _ => return,
        }
    } else if own.is_empty() || own.iter().all(|t| t.anchored) {
        let past = [
            "when",
            "then",
            "at the time",
            "was",
            "were",
            "had",
            "turned",
            "became",
            "at the age",
            "at age",
            "would have",
        ];
        if past.iter().any(|w| words::contains_word(&lower, w)) && age.person.is_none() {
            return;
        }
        match context.today() {
            Some(today) => today,
            None => return,
        }
    } else {
        return;
    };
    let (Some((least, greatest)), Some(stated)) = (birth.date.years_until(on), q.value.to_i32()) else {
        return;
    };
    if (least..=greatest).contains(&stated) || greatest < 0 {
        return;
    }
    let ages = if least == greatest {
        least.to_string()
    } else {
        format!("{least} or {greatest}")
    };
    let mut finding = context.finding(
        &AGE_BIRTH,
        age.core,
        format!("Born {}, the age on {on} is {ages}, not {stated}.", birth.date),
        format!("From {} to {on} are {ages} years.", birth.date),
    );
    finding.related.push(context.elsewhere(birth.span, "the birth"));
    out.push(finding);
}

/// A length of time that its two ends do not give.
pub(super) struct SpanLength;

static SPAN_LENGTH: Meta = Meta {
    id: "span-length",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The two dates are not that far apart.",
    manual: "“In the 11 years since 2019” (seen from the dateline), “a three-year term from 2019 to 2024”, “from 2010 to 2015, a decade”. The length is reckoned with all days that the two dates may \
             stand for, and in the place in which it is stated: whole years may be rounded either way, counted from the first to the last year or between them. Approximations are let pass.",
    source: "Fact-checking handbooks: 'lapses of time: reckon them again'.",
    on: true,
    flags: &[
        dated("2025-08-17", "In the 11 years since 2019 the town has doubled."),
        text("She served a three-year term from 2019 to 2024."),
        text("From 2010 to 2012, a decade of drought, the lake dried up."),
    ],
    allows: &[
        dated("2025-08-17", "In the six years since 2019 the town has doubled."),
        dated(
            "2025-08-17",
            "In the three-and-a-half years since February 2022 the town has doubled.",
        ),
        text("She served a five-year term from 2019 to 2024."),
        text("In the 11 years since 2019 the town has doubled."),
        dated(
            "2025-08-17",
            "For nearly ten years since 2014 it has stood empty.",
        ),
    ],
};

impl Check for SpanLength {
    fn meta(&self) -> &'static Meta {
        &SPAN_LENGTH
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            for i in 0..view.times.len() {
                if let Some(length) = since(context, view, i).or_else(|| from_to(view, i)) {
                    report(context, view, &length, out);
                }
            }
        }
    }
}

/// A length of time with its two ends.
struct Length<'a> {
    stated: &'a Time,
    from: Date,
    to: Date,
    ends: Vec<TextSpan>,
}

fn duration(time: &Time) -> Option<(Decimal, &str)> {
    match &time.mention.time {
        TimeValue::Duration { count, unit }
            if matches!(
                unit.as_str(),
                "year" | "month" | "decade" | "century" | "day" | "week"
            ) =>
        {
            Some((*count, unit.as_str()))
        }
        _ => None,
    }
}

fn dated_time(time: &Time) -> Option<Date> {
    match (time.form, &time.mention.time) {
        (TimeForm::Day | TimeForm::Month | TimeForm::Year, TimeValue::Date(date))
            if time.stated.year.is_some() =>
        {
            Some(*date)
        }
        _ => None,
    }
}

/// "In the 11 years since 2019"
fn since<'a>(context: &Context<'_>, view: &'a View<'_>, i: usize) -> Option<Length<'a>> {
    let (stated, start) = (view.times.get(i)?, view.times.get(i + 1)?);
    duration(stated)?;
    let from = dated_time(start)?;
    if view.between(stated.mention.span, start.mention.span).trim() != "since" {
        return None;
    }
    // "the first time in ten years since 1990", "three years since then": only where the stretch runs to now.
    let lead = view.words_before(stated.mention.span, 3);
    let now = lead
        .iter()
        .any(|w| matches!(w.as_str(), "in" | "over" | "for" | "during"))
        || view.slice(stated.mention.span).to_lowercase().starts_with("the ");
    if !now || context.quoted(stated.mention.span) || past_frame(view, stated) {
        return None;
    }
    Some(Length {
        stated,
        from,
        to: context.today()?,
        ends: vec![start.mention.span],
    })
}

/// Whether the sentence looks back from another day than the dateline.
fn past_frame(view: &View<'_>, stated: &Time) -> bool {
    let lower = view.text().to_lowercase();
    words::contains_word(&lower, "had")
        || lower.contains("first time")
        || view
            .times
            .iter()
            .any(|t| t.mention.span.end < stated.mention.span.start && t.stated.year.is_some())
}

/// "a three-year term from 2019 to 2024", "from 2010 to 2012, a decade of drought"
fn from_to<'a>(view: &'a View<'_>, i: usize) -> Option<Length<'a>> {
    let (a, b) = (view.times.get(i)?, view.times.get(i + 1)?);
    let (from, to) = (dated_time(a)?, dated_time(b)?);
    let gap = view.between(a.mention.span, b.mention.span).trim().to_lowercase();
    let led = view.words_before(a.mention.span, 1).pop().unwrap_or_default();
    if !(led == "from" && matches!(gap.as_str(), "to" | "until" | "till") || led == "between" && gap == "and")
        || to.is_before(from)
    {
        return None;
    }
    let before = i.checked_sub(1).and_then(|k| view.times.get(k)).filter(|t| {
        let gap = view.between(t.mention.span, a.mention.span);
        duration(t).is_some() && gap.len() <= 40 && !gap.contains([',', ';', ':']) && is_adjective(view, t)
    });
    let after = view.times.get(i + 2).filter(|t| {
        let gap = view.between(b.mention.span, t.mention.span).trim().to_lowercase();
        let opened = matches!(
            gap.as_str(),
            "," | "(" | "–" | "—" | ", a" | ", a period of" | ", a span of" | ", or"
        );
        duration(t).is_some() && opened
    });
    let stated = match (before, after) {
        (Some(t), None) | (None, Some(t)) => t,
        _ => return None,
    };
    Some(Length {
        stated,
        from,
        to,
        ends: vec![a.mention.span, b.mention.span],
    })
}

/// "a three-year term"
fn is_adjective(view: &View<'_>, time: &Time) -> bool {
    view.slice(time.mention.span).contains('-')
}

fn report(context: &Context<'_>, view: &View<'_>, length: &Length<'_>, out: &mut Vec<Finding>) {
    let Some((count, unit)) = duration(length.stated) else {
        return;
    };
    let about = view.words_before(length.stated.mention.span, 3).iter().any(|w| {
        matches!(
            w.as_str(),
            "about"
                | "nearly"
                | "almost"
                | "around"
                | "over"
                | "than"
                | "least"
                | "some"
                | "roughly"
                | "approximately"
                | "under"
                | "first"
                | "past"
                | "last"
        )
    });
    let (Some(from_first), Some(from_last), Some(to_first), Some(to_last)) = (
        length.from.first_day(),
        length.from.last_day(),
        length.to.first_day(),
        length.to.last_day(),
    ) else {
        return;
    };
    let days = |a: jiff::civil::Date, b: jiff::civil::Date| Decimal::from((b - a).get_days());
    let per = match unit {
        "day" => Decimal::ONE,
        "week" => Decimal::from(7),
        "month" => Decimal::new(3044, 2),
        "year" => Decimal::new(36525, 2),
        "decade" => Decimal::new(36525, 1),
        _ => Decimal::from(36525),
    };
    let (Some(least), Some(greatest)) = (
        days(from_last, to_first).checked_div(per),
        days(from_first, to_last).checked_div(per),
    ) else {
        return;
    };
    // Stated to the unit it may be rounded up or down; a decade to a fifth of it.
    let slack = if matches!(unit, "decade" | "century") {
        Decimal::new(2, 1)
    } else {
        Decimal::ONE.max(count.checked_div(Decimal::from(20)).unwrap_or_default())
    };
    let slack = if about { slack * Decimal::from(2) } else { slack };
    if count >= least - slack && count <= greatest + slack {
        return;
    }
    let middle = ((least + greatest) / Decimal::TWO).round_dp(1).normalize();
    let mut finding = context.finding(
        &SPAN_LENGTH,
        length.stated.mention.span,
        format!(
            "From {} to {} are about {middle} {unit}s.",
            length.from, length.to
        ),
        format!("The text says “{}”.", view.slice(length.stated.mention.span)),
    );
    for end in &length.ends {
        finding.related.push(context.elsewhere(*end, "an end of it"));
    }
    out.push(finding);
}
