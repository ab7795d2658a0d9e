//! Words → [`TimeMention`]s: "Friday, 15 August 2025", "on Monday", "last week", "three years",
//! "since 2014", "the third quarter", "8 p.m.", with values after TIMEX3.
//!
//! What is relative is resolved against the dateline, and a bare weekday or month by the tense of
//! its verb; without a dateline it keeps its open value (`XXXX-WXX-5`). Steps: the words are cut
//! into pieces; at each piece the readers ([`date`], [`relative`], [`period`], [`duration`],
//! [`clock`]) are tried and the longest reading is taken.

mod clock;
mod date;
mod direction;
mod duration;
mod lexicon;
mod period;
mod relative;

use jiff::civil::Weekday;
use lexicon::Forms;

use crate::document::TextSpan;
use crate::reading::number::piece::{Piece, pieces};
use crate::reading::statement::{TimeMention, TimeValue};
use crate::reading::tree::Tree;
use crate::value::date::{Date, period_value};

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeForm {
    /// "15 August 2025", "Friday, 15 August"
    Day,
    /// "August 2025", "August"
    Month,
    /// "2025"
    Year,
    /// "on Friday"
    Weekday,
    /// "yesterday", "last week", "three days ago"
    Relative,
    /// "the third quarter of 2025", "the 1980s", "summer 2024", "15-17 August"
    Period,
    /// "three years"
    Duration,
    /// "8 p.m."
    Clock,
    /// "now"
    Reference,
}

/// Month and day as they are written, whether or not the calendar has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stated {
    /// Year, where it is written.
    pub year: Option<i16>,
    /// Month.
    pub month: Option<u8>,
    /// Day.
    pub day: Option<u8>,
}

/// A time with what the checks of the calendar need beside its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// The mention.
    pub mention: TimeMention,
    /// How it is written.
    pub form: TimeForm,
    /// Year, month and day as written.
    pub stated: Stated,
    /// Index of its last word in the tree.
    pub word: usize,
    /// Whether its value was reckoned from the dateline.
    pub anchored: bool,
    /// Whether the calendar or the clock has it.
    pub possible: bool,
}

/// The times of a sentence, in text order. `text` is the read text that the tree's spans lie in. Dates that the calendar
/// does not have are among them.
pub fn scan(tree: &Tree, text: &str, dateline: Option<Date>) -> Vec<Time> {
    scan_pieces(&pieces(tree, text), tree, dateline)
}

/// The same for a sentence that has been cut.
pub(super) fn scan_pieces(p: &[Piece], tree: &Tree, dateline: Option<Date>) -> Vec<Time> {
    let context = Context {
        tree,
        p,
        dateline: dateline.filter(|d| d.day.is_some()),
    };
    let mut out: Vec<Time> = Vec::new();
    let mut i = 0;
    while i < p.len() {
        let readers = [
            date::read(&context, i),
            relative::read(&context, i),
            period::read(&context, i),
            duration::read(&context, i),
            clock::read(&context, i),
        ];
        let mut best: Option<Found> = None;
        for found in readers.into_iter().flatten() {
            if best.as_ref().is_none_or(|b| found.to > b.to) {
                best = Some(found);
            }
        }
        let best = best.map(|found| match relative::earlier(&context, &found, out.last()) {
            Some(earlier) => earlier,
            None => found,
        });
        match best {
            Some(found) if found.to > i => {
                let from = widen(p, &found);
                give_year(p, from, &found, &mut out);
                if let (Some(a), Some(b)) = (p.get(from), p.get(found.to - 1)) {
                    out.push(Time {
                        mention: TimeMention {
                            span: TextSpan::new(a.span.start, b.span.end),
                            time: found.value,
                            weekday: found.weekday,
                            variable: None,
                        },
                        form: found.form,
                        stated: found.stated,
                        word: b.word,
                        anchored: found.anchored,
                        possible: found.possible,
                    });
                }
                i = found.to;
            }
            _ => i += 1,
        }
    }
    out
}

/// "from 15 July to 29 July 2022", "on 3 and 5 May 2021": the year that is written once is that of the day before, too.
fn give_year(p: &[Piece], from: usize, found: &Found, out: &mut [Time]) {
    let (Some(year), Some(last)) = (found.stated.year, out.last_mut()) else {
        return;
    };
    let joined = from.checked_sub(1).is_some_and(|i| {
        p.get(i).is_some_and(|q| {
            let joins = matches!(
                q.lower.as_str(),
                "to" | "and" | "or" | "until" | "till" | "through" | "–" | "-"
            );
            joins
                && i.checked_sub(1)
                    .and_then(|b| p.get(b))
                    .is_some_and(|b| b.span.end == last.mention.span.end)
        })
    });
    let (Some(month), Some(day), None) = (last.stated.month, last.stated.day, last.stated.year) else {
        return;
    };
    let Some(later) = found.stated.month.zip(found.stated.day) else {
        return;
    };
    // "from 28 December to 3 January 2023"
    let year = if (month, day) > later { year - 1 } else { year };
    if joined && let Some(date) = Date::ymd(year, month, day) {
        last.mention.time = TimeValue::Date(date);
        last.anchored = false;
    }
}

impl TimeValue {
    /// The TIMEX3 value: `2025-08-15`, `2025-Q3`, `P3Y`, `PT2H`.
    pub fn to_timex(&self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Period(from, to) => period_value(*from, *to),
            Self::Duration { count, unit } => {
                let count = count.normalize();
                if let Some(mixed) = with_half(count, unit) {
                    return mixed;
                }
                match unit.as_str() {
                    "second" => format!("PT{count}S"),
                    "minute" => format!("PT{count}M"),
                    "hour" => format!("PT{count}H"),
                    "day" => format!("P{count}D"),
                    "week" => format!("P{count}W"),
                    "fortnight" => format!("P{}W", count * rust_decimal::Decimal::TWO),
                    "month" => format!("P{count}M"),
                    "quarter" => format!("P{count}Q"),
                    "decade" => format!("P{}Y", count * rust_decimal::Decimal::TEN),
                    "century" => format!("P{}Y", count * rust_decimal::Decimal::ONE_HUNDRED),
                    "millennium" => format!("P{count}L"),
                    _ => format!("P{count}Y"),
                }
            }
            Self::Other(value) => value.clone(),
        }
    }
}

/// "two and a half years" in two units, as TIMEX3 has it: `P2Y6M`, `PT5H30M`.
fn with_half(count: rust_decimal::Decimal, unit: &str) -> Option<String> {
    let half = rust_decimal::Decimal::new(5, 1);
    let whole = count.trunc();
    if count.fract() != half || whole.is_zero() {
        return None;
    }
    Some(match unit {
        "minute" => format!("PT{whole}M30S"),
        "hour" => format!("PT{whole}H30M"),
        "day" => format!("P{whole}DT12H"),
        "year" => format!("P{whole}Y6M"),
        _ => return None,
    })
}

/// What every reader works on.
struct Context<'a> {
    tree: &'a Tree,
    p: &'a [Piece],
    /// The day of the dateline.
    dateline: Option<Date>,
}

impl Context<'_> {
    fn is(&self, i: usize, lower: &str) -> bool {
        self.p.get(i).is_some_and(|q| q.is(lower))
    }
    fn is_any(&self, i: usize, lower: &[&str]) -> bool {
        self.p.get(i).is_some_and(|q| lower.contains(&q.lower.as_str()))
    }
    fn before(&self, i: usize, n: usize) -> Option<&Piece> {
        i.checked_sub(n).and_then(|b| self.p.get(b))
    }
    /// Index after the words of the first form that stands at `i`, with its value.
    fn form<'t, T>(&self, i: usize, forms: &'t Forms<T>) -> Option<(&'t T, usize)> {
        forms
            .get(&self.p.get(i)?.lower)?
            .iter()
            .find_map(|(words, value)| {
                let here = self.p.get(i..i + words.len())?;
                let same = words.iter().zip(here).all(|(w, q)| q.is(w));
                same.then_some((value, i + words.len()))
            })
    }
    /// Penn tag of the word that holds piece `i`; empty where nobody tagged it.
    fn tag(&self, i: usize) -> &'static str {
        self.p
            .get(i)
            .and_then(|q| self.tree.words.get(q.word))
            .map_or("", |w| w.xpos)
    }
}

/// A reading of the pieces up to `to`.
struct Found {
    /// First piece.
    from: usize,
    /// Index after the last piece.
    to: usize,
    value: TimeValue,
    weekday: Option<Weekday>,
    form: TimeForm,
    stated: Stated,
    anchored: bool,
    possible: bool,
}

impl Found {
    fn new(from: usize, to: usize, form: TimeForm, value: TimeValue) -> Self {
        Self {
            from,
            to,
            value,
            weekday: None,
            form,
            stated: Stated::default(),
            anchored: false,
            possible: true,
        }
    }
    fn anchored(mut self) -> Self {
        self.anchored = true;
        self
    }
}

/// First piece of the mention: "early", "late", "the end of" belong to it.
fn widen(p: &[Piece], found: &Found) -> usize {
    if !matches!(
        found.form,
        TimeForm::Month
            | TimeForm::Year
            | TimeForm::Period
            | TimeForm::Weekday
            | TimeForm::Relative
            | TimeForm::Day
    ) {
        return found.from;
    }
    let at = |n: usize| found.from.checked_sub(n).and_then(|b| p.get(b));
    let word = |n: usize| at(n).map_or("", |q| q.lower.as_str());
    if matches!(word(1), "early" | "late" | "mid" | "earlier" | "later") {
        return found.from - 1;
    }
    if word(1) == "-" && word(2) == "mid" {
        return found.from - 2;
    }
    if word(1) == "of" && matches!(word(2), "end" | "beginning" | "start" | "middle") {
        return if word(3) == "the" {
            found.from - 3
        } else {
            found.from - 2
        };
    }
    found.from
}

fn weekday_of(monday_one: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(monday_one).ok()
}

#[cfg(test)]
mod tests;
