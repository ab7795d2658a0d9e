//! The calendar: weekdays that do not fit their dates, and dates that there are not.

use jiff::civil::Weekday;

use super::Check;
use super::context::{Context, View};
use super::meta::{Meta, dated, text};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::statement::TimeValue;
use crate::reading::time::{Time, TimeForm};
use crate::value::date::Date;

/// A weekday and a date that do not go together.
pub(super) struct WeekdayDate;

static WEEKDAY_DATE: Meta = Meta {
    id: "weekday-date",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The weekday does not fall on the date beside it.",
    manual: "A weekday that stands beside a date is looked up in the calendar; a date without a year in the year that lies \
             nearest to the dateline. Both are shown; which of the two is wrong, the calendar can't say. A weekday without a date beside it, and years before 1900, are let pass.",
    source: "Calendar arithmetic; asked for by fact-checking handbooks under 'dates and days of the week'.",
    on: true,
    flags: &[
        text("The talks opened on Sunday, 16 August 2025, in Anchorage."),
        text("He was sworn in on Monday, January 20, 2021."),
        dated("2025-08-18", "They met in Alaska on Friday, 16 August."),
    ],
    allows: &[
        text("The talks opened on Saturday, 16 August 2025, in Anchorage."),
        dated("2025-08-18", "They met in Alaska on Friday, 15 August."),
        dated(
            "2025-08-18",
            "“We met on Friday, 16 August, a year ago,” she said.",
        ),
        text("They met in Alaska on Friday, 16 August."),
        text("They met on Sunday. The hall opened in 2025."),
        text("On Friday 15 people were hurt."),
    ],
};

impl Check for WeekdayDate {
    fn meta(&self) -> &'static Meta {
        &WEEKDAY_DATE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in &context.sentences {
            for time in view.times.iter() {
                let full = time.stated.year.is_some_and(|y| y >= 1900);
                if time.form == TimeForm::Day && (full || near_dateline(context, time)) {
                    mismatch(context, view, time, out);
                }
            }
        }
    }
}

/// A day and month without a year whose year the dateline gives: within four months of it, and not in
/// somebody's words, which were spoken on another day.
fn near_dateline(context: &Context<'_>, time: &Time) -> bool {
    let near = context.today().is_some_and(|today| {
        matches!(&time.mention.time, TimeValue::Date(date)
            if today.days_until(*date).is_some_and(|d| d.abs() <= 120))
    });
    near && time.stated.year.is_none() && time.stated.day.is_some() && !context.quoted(time.mention.span)
}

/// Reports a weekday that does not fall on its date.
fn mismatch(context: &Context<'_>, view: &View<'_>, time: &Time, out: &mut Vec<Finding>) {
    let meta = &WEEKDAY_DATE;
    let (Some(named), TimeValue::Date(date)) = (time.mention.weekday, &time.mention.time) else {
        return;
    };
    let Some(real) = date.weekday().filter(|&real| real != named) else {
        return;
    };
    // "on Monday, March 4, last year": the year is said behind it.
    let behind = view.words_after(time.mention.span, 3).join(" ");
    if time.stated.year.is_none()
        && [
            "last year",
            "next year",
            "the year before",
            "of that year",
            "this year",
        ]
        .iter()
        .any(|y| behind.contains(y))
    {
        return;
    }
    let (day_name, rest) = parts(view, time);
    let mut finding = context.finding(
        meta,
        day_name,
        format!("{date} is a {}, not a {}.", name(real), name(named)),
        format!(
            "The calendar has {} on {date}; the text says {}.",
            name(real),
            name(named)
        ),
    );
    finding
        .related
        .push(context.elsewhere(rest, format!("this date is a {}", name(real))));
    if let (true, Some(line)) = (time.anchored, context.document.dateline) {
        let source = context.document.source.clone();
        if let Some(span) = line.span {
            finding.related.push(crate::checking::finding::Related {
                role: crate::checking::finding::RelatedRole::Statement,
                source,
                span,
                message: format!("the year is that of the dateline, {}", line.date),
            });
        }
    }
    out.push(finding);
}

/// The weekday's word and the rest of the mention.
fn parts(view: &View<'_>, time: &Time) -> (TextSpan, TextSpan) {
    let span = time.mention.span;
    let shown = view.slice(span);
    let end = shown
        .find(|c: char| !c.is_alphabetic())
        .map_or(span.end, |at| span.start + at);
    let rest = view
        .slice(TextSpan::new(end, span.end))
        .find(|c: char| c.is_alphanumeric())
        .map_or(end, |at| end + at);
    (TextSpan::new(span.start, end), TextSpan::new(rest, span.end))
}

/// English name of a weekday.
pub(super) fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A day that no month has, an hour that no day has.
pub(super) struct ImpossibleDate;

static IMPOSSIBLE_DATE: Meta = Meta {
    id: "impossible-date",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "There is no such day or hour.",
    manual: "Days are looked up in the calendar, leap years included, and clock times in the day: 31 June, 29 February 2023, \
             25:10. A month's name with a number that counts something else (“In May 35 people …”) is no date.",
    source: "Calendar arithmetic; asked for by fact-checking handbooks under 'dates and times'.",
    on: true,
    flags: &[
        text("The court will rule on 31 June."),
        text("She was born on February 29, 2023, in Leeds."),
        text("The train left at 25:10."),
    ],
    allows: &[
        text("The court will rule on 30 June."),
        text("She was born on February 29, 2024, in Leeds."),
        text("In May 35 people were hurt."),
        text("May 35 people come in?"),
        text("The odds were 25:10."),
    ],
};

impl Check for ImpossibleDate {
    fn meta(&self) -> &'static Meta {
        &IMPOSSIBLE_DATE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in &context.sentences {
            for time in view.times.iter().filter(|t| !t.possible) {
                let words = view.slice(time.mention.span);
                let reason = match (time.stated.month, time.stated.day) {
                    (Some(month), Some(day)) => match last_day(time.stated.year, month) {
                        Some(last) => format!("That month has {last} days; the text says {day}."),
                        None => "The calendar has no such month.".to_owned(),
                    },
                    _ => "A day has 24 hours of 60 minutes.".to_owned(),
                };
                out.push(context.finding(
                    &IMPOSSIBLE_DATE,
                    time.mention.span,
                    format!("There is no “{words}”."),
                    reason,
                ));
            }
        }
    }
}

fn last_day(year: Option<i16>, month: u8) -> Option<u8> {
    let month = Date::of_month(year.unwrap_or(2024), month)?;
    Some(month.last_day()?.day().unsigned_abs())
}

/// A weekday, or "yesterday", that does not fit the date beside it, seen from the dateline.
pub(super) struct RelativeDate;

static RELATIVE_DATE: Meta = Meta {
    id: "relative-date",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "Seen from the dateline, “yesterday” is another day.",
    manual: "Needs a dateline. “Yesterday”, “today” and “tomorrow” with a weekday or a date beside them are reckoned from it. Words inside \
             quotations (they were spoken on another day) are let pass. A weekday beside a date is `weekday-date`’s to look up.",
    source: "Calendar arithmetic; asked for by fact-checking handbooks under 'dates and days of the week'.",
    on: true,
    flags: &[
        dated("2025-08-18", "The vote was held yesterday, Saturday, in Bern."),
        dated("2025-08-18", "The vote was held yesterday (16 August)."),
    ],
    allows: &[
        dated("2025-08-18", "The vote was held yesterday, Sunday, in Bern."),
        dated("2025-08-18", "“The vote was held yesterday, Saturday,” she said."),
        text("The vote was held yesterday, Saturday, in Bern."),
    ],
};

impl Check for RelativeDate {
    fn meta(&self) -> &'static Meta {
        &RELATIVE_DATE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let Some(today) = context.today() else {
            return;
        };
        for view in &context.sentences {
            for pair in view.times.windows(2) {
                if let [a, b] = pair
                    && !context.quoted(a.mention.span)
                {
                    beside(context, view, (a, b), today, out);
                }
            }
        }
    }
}

/// "yesterday, Saturday," and "today (15 August)".
fn beside(context: &Context<'_>, view: &View<'_>, pair: (&Time, &Time), today: Date, out: &mut Vec<Finding>) {
    let (shift, other) = match (pair.0.form, pair.1.form) {
        (TimeForm::Relative, TimeForm::Weekday | TimeForm::Day) => pair,
        _ => return,
    };
    let word = view.slice(shift.mention.span).to_lowercase();
    let days = match word.as_str() {
        "yesterday" => -1,
        "today" => 0,
        "tomorrow" => 1,
        _ => return,
    };
    let gap = view.between(shift.mention.span, other.mention.span).trim();
    let closed = view
        .after(other.mention.span)
        .trim_start()
        .starts_with([',', ')', '.', ';']);
    if !matches!(gap, "," | "(" | ", on" | ", the" | ", a") || !closed {
        return;
    }
    let Some(day) = today.plus_days(days) else {
        return;
    };
    let agrees = match (other.form, other.mention.weekday, &other.mention.time) {
        (TimeForm::Weekday, Some(named), _) => day.weekday() == Some(named),
        (_, _, TimeValue::Date(date)) => *date == day,
        _ => true,
    };
    if agrees {
        return;
    }
    let real = day.weekday().map_or("", name);
    let mut finding = context.finding(
        &RELATIVE_DATE,
        other.mention.span,
        format!("Seen from {today}, “{word}” is {real}, {day}."),
        format!("The dateline is {today}."),
    );
    finding
        .related
        .push(context.elsewhere(shift.mention.span, format!("{word} is {day}")));
    out.push(finding);
}
