//! Lengths of time against their two ends.

use jiff::civil;
use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, dated, text};
use super::{Check, aged, apart, clock, events, instead, jubilee, later, opened, words};
use crate::checking::finding::{Finding, FindingKind, Related};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::number::NumberKind;
use crate::reading::statement::TimeValue;
use crate::reading::time::{Time, TimeForm};
use crate::value::date::Date;

/// A length of time that its two ends do not give.
pub(super) struct SpanLength;

static SPAN_LENGTH: Meta = Meta {
    id: "span-length",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The two dates are not that far apart.",
    manual: "“In the 11 years since 2019” (seen from the dateline), “a three-year term from 2019 to 2024”, “six weeks, from 24 March to 11 April”, “from 2010 to 2015, a decade”, “three hours, from 9am to noon”, \
             “in 1993, 22 years ago”, “built in 1958, it marks its 50th anniversary”, and “the five-year war” where the article or the rulebook says when the war began. The length is reckoned with all days that the two \
             dates may stand for, and in the place in which it is stated: whole years may be rounded either way, counted from the first to the last year or between them. Approximations have twice the room. Lengths between two times of one sentence (“met in 1966 … until 2011, 45 years later”, “at 2.14am … nine minutes later, at 2.23am”), lengths from an event (“in 2006, 18 years after the fire”), years of marriage, the age of what opened in a year (“closes after 112 years”) and “a year later than planned” \
             beside the two dates are reckoned as well; so are lengths whose ends stand in other sentences: minutes and hours between two clock times (“those six minutes”, “four hours and twenty minutes after voting ended”), \
             days and weeks from an event of which the article gives the day, and the age of what was founded, closed or married in a year that the article gives (“its 130th anniversary”, “the first strike in 14 years”). A war, strike, trial … that has lasted so many years (“the four-year war”, “the war, now in its sixth year”) has lasted as many elsewhere.",
    source: "Fact-checking handbooks: 'lapses of time: reckon them again'.",
    on: true,
    flags: &[
        dated("2025-08-17", "In the 11 years since 2019 the town has doubled."),
        text("She served a three-year term from 2019 to 2024."),
        text("From 2010 to 2012, a decade of drought, the lake dried up."),
        text("The trial lasts six weeks, from 24 March to 11 April."),
        text("The shop is shut for three hours, from 9am to 2pm."),
        text("In 1961 she married Hugh Thorley. Mr Thorley died in 2004, after 53 years of marriage."),
        text("They met in 1966 and shared a house until a death in 2011, 35 years later."),
        dated(
            "2025-08-17",
            "The Rowan opened in 1913. The Rowan will close in May after 122 years.",
        ),
        text("The fire broke out on 9 February 1988. He retired in 2006, 28 years after the fire."),
        text(
            "The alarm sounded at 2.14am; when a guard came nineteen minutes later, at 2.23am, they had gone.",
        ),
        text(
            "The line will open six months later than planned. Trams will run in the spring of 2028 instead of the spring of 2027.",
        ),
        dated(
            "2024-04-19",
            "The strike ended after seven months. The strike began on Monday, 26 February.",
        ),
        dated("2025-08-17", "She was first elected in 1993, 22 years ago."),
        dated(
            "2025-08-17",
            "The school, built in 1958, celebrates its 50th anniversary this year.",
        ),
        dated(
            "2025-08-17",
            "The war began in February 2022. The five-year war has ruined the town.",
        ),
        text(
            "The three-and-a-half-year war goes on. The town was shelled. The war, now in its sixth year, goes badly.",
        ),
        text("The war is barely two years old. The town was shelled. Nobody won in the four-year war."),
        text(
            "The polls closed at 9pm. The mayor conceded at 1.20am, two hours and twenty minutes after voting ended.",
        ),
        text(
            "The thieves came in at 9.02am. They were gone by 9.08am. Those sixteen minutes cost the bank a fortune.",
        ),
        text(
            "The road, shut at 8am, was reopened at 5pm. “Seven hours without a road is nothing,” the mayor said.",
        ),
        dated(
            "2025-02-27",
            "The council held the vote on Wednesday 26 February. It meets again on Wednesday 19 March, four weeks after the vote.",
        ),
        dated(
            "2022-09-28",
            "The count began on Sunday, April 3, and the last forms came in on April 24, five weeks later.",
        ),
        dated(
            "2025-08-08",
            "Brackwell Foods, which was founded in 1875, cuts jobs. The company marks its 130th anniversary in November.",
        ),
        dated(
            "2025-06-06",
            "It was the company's first strike in 24 years. She led the last strike, in 2011.",
        ),
        dated(
            "2024-04-22",
            "She retired in 1972 and taught at the school until 1987, a quarter of a century in all.",
        ),
        dated(
            "2025-08-08",
            "Consultation opens on Monday 18 August and closes on Monday 29 September. “Four weeks to plead is an insult,” she said.",
        ),
    ],
    allows: &[
        text(
            "The polls closed at 9pm. The mayor conceded at 1.20am, four hours and twenty minutes after voting ended.",
        ),
        text(
            "The thieves came in at 9.02am. They were gone by 9.08am. Those six minutes cost the bank a fortune.",
        ),
        text(
            "The road, shut at 8am, was reopened at 5pm. “Nine hours without a road is nothing,” the mayor said.",
        ),
        dated(
            "2025-02-27",
            "The council held the vote on Wednesday 26 February. It meets again on Wednesday 26 March, four weeks after the vote.",
        ),
        dated(
            "2022-09-28",
            "The count began on Sunday, April 3, and the last forms came in on April 24, three weeks later.",
        ),
        dated(
            "2025-08-08",
            "Brackwell Foods, which was founded in 1895, cuts jobs. The company marks its 130th anniversary in November.",
        ),
        dated(
            "2025-06-06",
            "It was the company's first strike in 14 years. She led the last strike, in 2011.",
        ),
        dated(
            "2024-04-22",
            "She retired in 1972 and taught at the school until 1997, a quarter of a century in all.",
        ),
        dated(
            "2025-08-08",
            "Consultation opens on Monday 18 August and closes on Monday 29 September. “Six weeks to plead is an insult,” she said.",
        ),
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
        text("The trial lasts three weeks, from 24 March to 11 April."),
        text("The shop is shut for three hours, from 9am to noon."),
        text("In 1961 she married Hugh Thorley. Mr Thorley died in 2004, after 43 years of marriage."),
        text("They met in 1966 and shared a house until a death in 2011, 45 years later."),
        dated(
            "2025-08-17",
            "The Rowan opened in 1913. The Rowan will close in May after 112 years.",
        ),
        text("The fire broke out on 9 February 1988. He retired in 2006, 18 years after the fire."),
        text(
            "The alarm sounded at 2.14am; when a guard came less than ten minutes later, at 2.23am, they had gone.",
        ),
        text(
            "The line will open a year later than planned. Trams will run in the spring of 2028 instead of the spring of 2027.",
        ),
        dated(
            "2024-04-19",
            "The strike ended after seven weeks. The strike began on Monday, 26 February.",
        ),
        dated("2025-08-17", "She was first elected in 1993, 32 years ago."),
        dated(
            "2025-08-17",
            "The school, built in 1958, celebrated its 50th anniversary in 2008.",
        ),
        dated(
            "2025-08-17",
            "The war began in February 2022. The three-year war has ruined the town.",
        ),
        text(
            "The three-and-a-half-year war goes on. The town was shelled. The war, now in its fourth year, goes badly.",
        ),
        text("The war is nearly four years old. The town was shelled. Nobody won in the four-year war."),
        text("The trade war is barely two years old. The town was shelled. Nobody won in the four-year war."),
    ],
};

impl Check for SpanLength {
    fn meta(&self) -> &'static Meta {
        &SPAN_LENGTH
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            for i in 0..view.times.len() {
                let found = since(context, view, i)
                    .or_else(|| from_to(context, view, i))
                    .or_else(|| within(context, view, i))
                    .or_else(|| ago(context, view, i))
                    .or_else(|| of_event(context, view, i))
                    .or_else(|| of_marriage(context, view, i));
                if let Some(length) = found.filter(|l| !is_half(view, l.stated)) {
                    report(context, view, &length, out);
                }
            }
            clock(context, view, out);
            anniversary(context, view, out);
        }
        instead::delay(context, &SPAN_LENGTH, out);
        later::conflicts(context, &SPAN_LENGTH, out);
        later::after_event(context, &SPAN_LENGTH, out);
        opened::conflicts(context, &SPAN_LENGTH, out);
        aged::conflicts(context, &SPAN_LENGTH, out);
        clock::conflicts(context, &SPAN_LENGTH, out);
        apart::conflicts(context, &SPAN_LENGTH, out);
        jubilee::conflicts(context, &SPAN_LENGTH, out);
        jubilee::quarters(context, &SPAN_LENGTH, out);
        apart::consultations(context, &SPAN_LENGTH, out);
    }
}

/// A length of time with its two ends.
struct Length {
    /// The words that state it.
    stated: TextSpan,
    count: Decimal,
    unit: String,
    from: Date,
    to: Date,
    /// The right end may lie earlier: "the 24 years since 2011 had seen …".
    open: bool,
    ends: Vec<Related>,
}

/// "seven years and 43 days": neither half is the length.
fn is_half(view: &View<'_>, stated: TextSpan) -> bool {
    view.times.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let gap = view.between(a.mention.span, b.mention.span).trim();
        let joined = duration(a).is_some() && duration(b).is_some() && matches!(gap, "and" | "," | ", and");
        joined && [a, b].iter().any(|t| t.mention.span.overlaps(stated))
    })
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

/// A year in which two dates without a year are compared; it has no 29 February.
const ANY_YEAR: i16 = 2023;

/// The two days or months of one stretch. What has no year takes that of the other, or any.
fn both(a: &Time, b: &Time) -> Option<(Date, Date)> {
    if let (Some(a), Some(b)) = (dated_time(a), dated_time(b)) {
        return Some((a, b));
    }
    let day = |t: &Time, year: i16| {
        let month = t.stated.month?;
        match (t.form, t.stated.day) {
            (TimeForm::Day, Some(day)) => Date::ymd(year, month, day),
            (TimeForm::Month, None) => Date::of_month(year, month),
            _ => None,
        }
    };
    let year = a.stated.year.or(b.stated.year).unwrap_or(ANY_YEAR);
    if a.stated.year.is_some() {
        return None;
    }
    Some((day(a, year)?, day(b, year)?))
}

/// "In the 11 years since 2019", "for 20 years, since 2005"
fn since(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let (stated, start) = (view.times.get(i)?, view.times.get(i + 1)?);
    let (count, unit) = duration(stated)?;
    let from = dated_time(start)?;
    let gap = view.between(stated.mention.span, start.mention.span).trim();
    if !matches!(gap, "since" | ", since") {
        return None;
    }
    // "the first time in ten years since 1990", "three years since then": only where the stretch runs to now.
    let lead = view.words_before(stated.mention.span, 3);
    let now = lead
        .iter()
        .any(|w| matches!(w.as_str(), "in" | "over" | "for" | "during" | "the"))
        || view.slice(stated.mention.span).to_lowercase().starts_with("the ");
    if !now || context.quoted(stated.mention.span) {
        return None;
    }
    Some(Length {
        stated: stated.mention.span,
        count,
        unit: unit.to_owned(),
        from,
        to: context.today()?,
        open: past_frame(view, stated),
        ends: vec![context.elsewhere(start.mention.span, "an end of it")],
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

/// "a three-year term from 2019 to 2024", "six weeks, from 24 March to 11 April", "from 2010 to 2012, a
/// decade of drought"
fn from_to(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let (a, b) = (view.times.get(i)?, view.times.get(i + 1)?);
    let (from, to) = both(a, b)?;
    let gap = view.between(a.mention.span, b.mention.span).trim().to_lowercase();
    let led = view.words_before(a.mention.span, 1).pop().unwrap_or_default();
    if !(led == "from" && matches!(gap.as_str(), "to" | "until" | "till") || led == "between" && gap == "and")
        || to.is_before(from)
    {
        return None;
    }
    let ends = [a.mention.span, b.mention.span];
    length_beside(context, view, i, i + 1, &ends, (from, to))
}

/// "three weeks, from 3 to 9 March": both ends in one mention.
fn within(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let time = view.times.get(i)?;
    let led = view.words_before(time.mention.span, 1).pop().unwrap_or_default();
    let words = view.slice(time.mention.span);
    if time.form != TimeForm::Period || led != "from" || !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = match &time.mention.time {
        TimeValue::Period(from, to) => (*from, *to),
        TimeValue::Other(open) => {
            let (a, b) = open.split_once('/')?;
            let day = |v: &str| Date::parse(&v.replace("XXXX", &ANY_YEAR.to_string()));
            (day(a)?, day(b)?)
        }
        _ => return None,
    };
    length_beside(context, view, i, i, &[time.mention.span], ends)
}

/// The length that stands in front of "from A to B" (the times `first` to `last`) or behind it.
fn length_beside(
    context: &Context<'_>,
    view: &View<'_>,
    first: usize,
    last: usize,
    ends: &[TextSpan],
    (from, to): (Date, Date),
) -> Option<Length> {
    let (start, end) = (view.times.get(first)?, view.times.get(last)?);
    let before = first.checked_sub(1).and_then(|k| view.times.get(k)).filter(|t| {
        let gap = view.between(t.mention.span, start.mention.span).to_lowercase();
        // "24 billion a year between 1986 and 1990": a rate.
        let shown = view.slice(t.mention.span).to_lowercase();
        let rate = ["a ", "an ", "per ", "each "]
            .iter()
            .any(|a| shown.starts_with(a))
            && view
                .numbers
                .iter()
                .any(|n| n.core.end <= t.mention.span.start && t.mention.span.start - n.core.end <= 24);
        if rate {
            return false;
        }
        let adjective = gap.len() <= 40 && !gap.contains([',', ';', ':']) && is_adjective(view, t);
        let beside = matches!(
            gap.trim(),
            "from" | ", from" | "(from" | ", between" | "between" | "– from" | "— from"
        );
        duration(t).is_some() && (adjective || beside)
    });
    // "one death every four days between 1999 and 2003": a rate, too.
    let before = before.filter(|t| {
        let lead = view.words_before(t.mention.span, 1).pop().unwrap_or_default();
        let shown = view.slice(t.mention.span).to_lowercase();
        let each = ["every", "each"];
        !each.iter().any(|w| lead == *w || words::contains_word(&shown, w))
    });
    let after = view.times.get(last + 1).filter(|t| {
        let gap = view
            .between(end.mention.span, t.mention.span)
            .trim()
            .to_lowercase();
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
    let (count, unit) = duration(stated)?;
    Some(Length {
        stated: stated.mention.span,
        count,
        unit: unit.to_owned(),
        from,
        to,
        open: false,
        ends: ends
            .iter()
            .map(|e| context.elsewhere(*e, "an end of it"))
            .collect(),
    })
}

/// "a three-year term"
fn is_adjective(view: &View<'_>, time: &Time) -> bool {
    view.slice(time.mention.span).contains('-')
}

/// "in 1993, 22 years ago", "22 years ago, in 1993"
fn ago(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let today = context.today()?;
    let (a, b) = (view.times.get(i)?, view.times.get(i + 1)?);
    let is_ago = |t: &Time| {
        t.form == TimeForm::Relative && view.slice(t.mention.span).to_lowercase().ends_with(" ago")
    };
    let (start, stated) = match (is_ago(a), is_ago(b)) {
        (false, true) => (a, b),
        (true, false) => (b, a),
        _ => return None,
    };
    let gap = view.between(a.mention.span, b.mention.span).trim().to_lowercase();
    let linked = matches!(
        gap.as_str(),
        "," | ", in"
            | "("
            | ", on"
            | ", almost"
            | ", about"
            | ", nearly"
            | ", more than"
            | ", some"
            | ", around"
            | ", over"
            | "–"
            | "—"
    );
    if !linked || context.quoted(stated.mention.span) {
        return None;
    }
    let from = dated_time(start)?;
    // The number of years is read again from the date that it was reckoned to.
    let TimeValue::Date(reckoned) = stated.mention.time else {
        return None;
    };
    let words = view.slice(stated.mention.span).to_lowercase();
    let unit = ["year", "decade"].into_iter().find(|u| words.contains(u))?;
    let years = today.year.checked_sub(reckoned.year)?;
    Some(Length {
        stated: stated.mention.span,
        count: Decimal::from(years),
        unit: if unit == "decade" {
            "decades’ year"
        } else {
            "year"
        }
        .to_owned(),
        from,
        to: today,
        open: false,
        ends: vec![context.elsewhere(start.mention.span, "when it was")],
    })
}

/// "the five-year war", where it is known when the war began; "the war has lasted six years".
fn of_event(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let stated = view.times.get(i)?;
    let (count, unit) = duration(stated)?;
    if context.quoted(stated.mention.span) || !matches!(unit, "year" | "month" | "week" | "decade") {
        return None;
    }
    let event = if is_adjective(view, stated) {
        events::modified(view, stated)?
    } else {
        events::lasting(view, stated)?
    };
    let start = events::began(context, &event)?;
    let end = events::ended(context, &event);
    let to = match &end {
        Some(end) => end.date,
        None => context.today()?,
    };
    if to.is_before(start.date) {
        return None;
    }
    let mut ends = vec![start.place];
    ends.extend(end.map(|e| e.place));
    Some(Length {
        stated: stated.mention.span,
        count,
        unit: unit.to_owned(),
        from: start.date,
        to,
        open: false,
        ends,
    })
}

/// "He died in 2004, after 43 years of marriage", where it is told in which year they married.
fn of_marriage(context: &Context<'_>, view: &View<'_>, i: usize) -> Option<Length> {
    let stated = view.times.get(i)?;
    let (count, unit) = duration(stated).filter(|(_, unit)| *unit == "year")?;
    let of_marriage = view.words_after(stated.mention.span, 2).join(" ") == "of marriage";
    let after = view
        .words_before(stated.mention.span, 1)
        .pop()
        .is_some_and(|w| w == "after");
    let year = |v: &View<'_>| {
        let mut dated = v
            .times
            .iter()
            .filter(|t| t.stated.year.is_some())
            .filter_map(|t| Some((dated_time(t)?, t.mention.span)));
        dated.next().filter(|_| dated.next().is_none())
    };
    let (to, _) = year(view).filter(|_| of_marriage && after && !context.quoted(stated.mention.span))?;
    let mut weddings = context.prose().filter(|v| {
        v.index != view.index
            && v.tree()
                .words
                .iter()
                .any(|w| w.lemma == "marry" && (w.xpos == "VBD" || w.xpos == "VBN"))
    });
    let (wedding, None) = (weddings.next()?, weddings.next()) else {
        return None;
    };
    let (from, place) = year(wedding)?;
    (!to.is_before(from)).then(|| Length {
        stated: stated.mention.span,
        count,
        unit: unit.to_owned(),
        from,
        to,
        open: false,
        ends: vec![context.elsewhere(place, "when they married")],
    })
}

fn report(context: &Context<'_>, view: &View<'_>, length: &Length, out: &mut Vec<Finding>) {
    let about = view.words_before(length.stated, 3).iter().any(|w| {
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
    let days = |a: civil::Date, b: civil::Date| Decimal::from((b - a).get_days());
    // "four decades ago" is stated to the decade.
    let (unit, coarse) = match length.unit.as_str() {
        "decades’ year" => ("year", true),
        unit => (unit, false),
    };
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
    let slack = if coarse {
        Decimal::from(5)
    } else if matches!(unit, "decade" | "century") {
        Decimal::new(2, 1)
    } else {
        Decimal::ONE.max(length.count.checked_div(Decimal::from(20)).unwrap_or_default())
    };
    let slack = if about { slack * Decimal::from(2) } else { slack };
    let too_little = length.count < least - slack && !length.open;
    if !too_little && length.count <= greatest + slack {
        return;
    }
    let middle = ((least + greatest) / Decimal::TWO).round_dp(1).normalize();
    let (from, to) = (length.from, length.to);
    let ends = if from.year == ANY_YEAR && from.day.is_some() {
        "Between the two dates".to_owned()
    } else {
        format!("From {from} to {to}")
    };
    let mut finding = context.finding(
        &SPAN_LENGTH,
        length.stated,
        format!("{ends} are about {middle} {unit}s."),
        format!("The text says “{}”.", view.slice(length.stated)),
    );
    finding.related.extend(length.ends.iter().cloned());
    out.push(finding);
}

/// Minutes after midnight of a clock time.
pub(super) fn minutes(time: &Time) -> Option<i64> {
    let TimeValue::Other(value) = &time.mention.time else {
        return None;
    };
    let (_, clock) = value.split_once('T').filter(|_| time.form == TimeForm::Clock)?;
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hour, minute): (i64, i64) = (
        hour.parse().ok()?,
        minute.get(..2).unwrap_or(minute).parse().ok()?,
    );
    (time.possible).then_some(hour * 60 + minute)
}

/// "three hours, from 9am to noon"
fn clock(context: &Context<'_>, view: &View<'_>, out: &mut Vec<Finding>) {
    for triple in view.times.windows(3) {
        let [stated, a, b] = triple else { continue };
        let TimeValue::Duration { count, unit } = &stated.mention.time else {
            continue;
        };
        let per = match unit.as_str() {
            "hour" => 60,
            "minute" => 1,
            _ => continue,
        };
        let (Some(start), Some(end)) = (minutes(a), minutes(b)) else {
            continue;
        };
        let gap = |x: &Time, y: &Time| view.between(x.mention.span, y.mention.span).trim().to_lowercase();
        let linked = matches!(
            gap(stated, a).as_str(),
            "from" | ", from" | "(from" | ", between" | "between"
        ) && matches!(gap(a, b).as_str(), "to" | "until" | "till" | "and" | "-" | "–");
        if !linked || context.quoted(stated.mention.span) {
            continue;
        }
        // Over midnight, and where "9 to 5" leaves out which half of the day.
        let length = (end - start).rem_euclid(24 * 60);
        let stated_minutes = *count * Decimal::from(per);
        let off = |length: i64| (Decimal::from(length) - stated_minutes).abs();
        let slack = Decimal::from(if per == 60 { 30 } else { 2 });
        if off(length) <= slack || off((length - 12 * 60).rem_euclid(24 * 60)) <= slack {
            continue;
        }
        let mut finding = context.finding(
            &SPAN_LENGTH,
            stated.mention.span,
            format!(
                "From {} to {} are {} hours and {} minutes.",
                view.slice(a.mention.span),
                view.slice(b.mention.span),
                length / 60,
                length % 60
            ),
            format!("The text says “{}”.", view.slice(stated.mention.span)),
        );
        for end in [a, b] {
            finding
                .related
                .push(context.elsewhere(end.mention.span, "an end of it"));
        }
        out.push(finding);
    }
}

/// "The school, built in 1958, celebrates its 50th anniversary this year"
fn anniversary(context: &Context<'_>, view: &View<'_>, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    let ordinal = view.numbers.iter().find(|n| {
        n.kind == NumberKind::Ordinal
            && view
                .words_after(n.core, 2)
                .iter()
                .any(|w| matches!(w.as_str(), "anniversary" | "birthday"))
    });
    let Some(ordinal) = ordinal else { return };
    let years: Vec<&Time> = view
        .times
        .iter()
        .filter(|t| dated_time(t).is_some() && !context.quoted(t.mention.span))
        .collect();
    let [start] = years.as_slice() else { return };
    let began = [
        "founded",
        "built",
        "opened",
        "established",
        "created",
        "launched",
        "born",
        "formed",
        "completed",
        "signed",
        "began",
        "started",
        "set up",
        "dating",
    ];
    let before = view.words_before(start.mention.span, 5).join(" ");
    let now = view.times.iter().all(|t| {
        t.mention.span == start.mention.span
            || matches!(
                t.form,
                TimeForm::Relative | TimeForm::Weekday | TimeForm::Reference
            ) && t.anchored
            || t.form == TimeForm::Duration
    });
    if !now || !began.iter().any(|w| words::contains_word(&before, w)) {
        return;
    }
    // "celebrated" may look back to any year; "celebrates", "will mark" and "this year" do not.
    let lower = view.text().to_lowercase();
    let present = [
        "this year",
        "celebrates",
        "marks",
        "is celebrating",
        "is marking",
        "will mark",
        "will celebrate",
        "celebrating",
    ];
    if !present.iter().any(|w| words::contains_word(&lower, w)) {
        return;
    }
    let Some(date) = dated_time(start) else { return };
    let real = i64::from(today.year) - i64::from(date.year);
    let stated = ordinal.mention.quantity.value;
    if (stated - Decimal::from(real)).abs() <= Decimal::ONE || real <= 0 {
        return;
    }
    let mut finding = context.finding(
        &SPAN_LENGTH,
        ordinal.core,
        format!("From {} to {} are {real} years.", date.year, today.year),
        format!("The text says “{}”.", view.slice(ordinal.core)),
    );
    finding
        .related
        .push(context.elsewhere(start.mention.span, "when it began"));
    out.push(finding);
}
