//! The account book of an article: which figures and days on file it has and lacks, and what it has beyond them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::TextSpan;
use crate::reading::statement::{QuantityMention, TimeMention, TimeValue};
use crate::source::Location;
use crate::value::date::{Date, MONTHS};
use crate::value::quantity::{Comparison, Quantity};

use super::super::case::Case;
use super::super::fact::Fact;
use super::accounts::{is_a_slip, is_telling, of_one_kind};
use super::{Given, OnFile, Told, is_date, is_ordinal, rows};

/// How many figures and days the sentences of a claim have at most that are about one thing.
const FEW: usize = 8;

/// How many of one stretch of time another has: halves of a day or a year, days of a week, months, weeks and days of a year, and hours
/// of a day.
const PARTS_OF_TIME: [i64; 6] = [2, 7, 12, 24, 52, 365];

/// What one sentence has that the file knows nothing of.
pub(super) struct Open<'c> {
    pub(super) told: &'c Told<'c>,
    pub(super) figures: Vec<&'c QuantityMention>,
    pub(super) days: Vec<&'c TimeMention>,
}

/// Measures of one unit that the article lacks, and how many it has beyond the file.
#[derive(Default)]
struct LeftOver {
    missing: BTreeSet<Decimal>,
    said: usize,
}

/// Days of one month that the article lacks, and those that it has beyond the file.
#[derive(Default)]
struct LeftDays {
    missing: BTreeSet<Date>,
    said: BTreeSet<Date>,
}

/// What the article and the claims have of each other's figures and days.
pub(super) struct Ledger<'c> {
    claims: &'c [&'c OnFile],
    /// Of each claim's figure or day, whether the article lacks it.
    missing: Vec<bool>,
    /// The figures and days of each claim.
    of_claim: BTreeMap<usize, Vec<usize>>,
    /// Those of each sentence or row of a claim.
    of_sentence: BTreeMap<(usize, Location), Vec<usize>>,
    open: Vec<Open<'c>>,
    /// What is left over, by its unit or by what is counted.
    left: BTreeMap<&'c str, LeftOver>,
    /// Days that are left over, by their month.
    left_days: BTreeMap<(i16, Option<u8>), LeftDays>,
}

impl<'c> Ledger<'c> {
    /// `None` where article and claims have fewer than `least` figures and days in common.
    pub(super) fn of(
        case: &Case<'_>,
        claims: &'c [&'c OnFile],
        told: &'c [Told<'c>],
        least: usize,
    ) -> Option<Self> {
        // "that April" names the month without the year.
        let words = case.reading.sentences.iter().flat_map(|s| &s.tree.words);
        let months: BTreeSet<&str> = words
            .map(|w| w.form.as_str())
            .filter(|w| MONTHS.contains(w))
            .collect();
        let is_named = |day: Date| {
            let month = day.month.and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
            day.day.is_none() && month.is_some_and(|m| months.contains(m))
        };
        let is_missing = |o: &&OnFile| match &o.given {
            Given::Figure(wanted) => !told.iter().any(|t| has_figure(t, wanted)),
            Given::Day(_, day) => is_day_missing(*day, told) && !is_named(*day),
        };
        let missing: Vec<bool> = claims.iter().map(is_missing).collect();
        if missing.iter().filter(|m| !**m).count() < least {
            return None;
        }
        let mut of_claim: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut of_sentence: BTreeMap<(usize, Location), Vec<usize>> = BTreeMap::new();
        for (i, o) in claims.iter().enumerate() {
            if let Some((claim, sentence)) = o.stands_in() {
                of_claim.entry(claim).or_default().push(i);
                of_sentence.entry((claim, sentence)).or_default().push(i);
            }
        }
        let sums = Sums::of(claims);
        // What is a slip of the keys away from a figure on file is no sum of two others.
        let mistyped = |said: &QuantityMention| {
            let mut figures = claims.iter().filter_map(|o| o.given.figure());
            figures.any(|f| of_one_kind(said, f) && is_a_slip(said, f) && is_telling(f))
        };
        let open = |told: &'c Told<'c>| Open {
            told,
            figures: told
                .figures
                .iter()
                .filter(|q| is_unaccounted(case, q, told) && (mistyped(q) || !sums.come_to(q)))
                .collect(),
            days: told
                .times
                .iter()
                .filter(|t| is_day_unaccounted(case, t))
                .collect(),
        };
        let any = |o: &Open<'_>| !o.figures.is_empty() || !o.days.is_empty();
        let mut out = Self {
            claims,
            missing,
            of_claim,
            of_sentence,
            open: told.iter().map(open).filter(any).collect(),
            left: BTreeMap::new(),
            left_days: BTreeMap::new(),
        };
        out.count_left();
        Some(out)
    }

    fn count_left(&mut self) {
        let missing = self.claims.iter().zip(&self.missing).filter(|(_, m)| **m);
        for (on_file, _) in missing {
            match &on_file.given {
                Given::Figure(f) => {
                    if let Some(kind) = kind(f) {
                        self.left
                            .entry(kind)
                            .or_default()
                            .missing
                            .insert(f.quantity.value);
                    }
                }
                Given::Day(_, day) => {
                    self.left_days
                        .entry((day.year, day.month))
                        .or_default()
                        .missing
                        .insert(*day);
                }
            }
        }
        for open in &self.open {
            for kind in open.figures.iter().filter_map(|q| kind(q)) {
                self.left.entry(kind).or_default().said += 1;
            }
            for time in &open.days {
                if let TimeValue::Date(day) = time.time {
                    self.left_days
                        .entry((day.year, day.month))
                        .or_default()
                        .said
                        .insert(day);
                }
            }
        }
    }

    /// Whether the article lacks the figure or day of the claim at `claim`.
    pub(super) fn is_missing(&self, claim: usize) -> bool {
        self.missing.get(claim).is_some_and(|m| *m)
    }

    /// The sentences with what the file knows nothing of.
    pub(super) fn open(&self) -> &[Open<'c>] {
        &self.open
    }

    /// Whether of all measures of its unit, or counts of the same things, one is left over on either side.
    pub(super) fn is_only_one_left(&self, wanted: &QuantityMention) -> bool {
        let left = kind(wanted).and_then(|k| self.left.get(k));
        left.is_some_and(|l| l.missing.len() == 1 && l.said == 1)
    }

    /// Whether of all days of that month one is left over on either side.
    pub(super) fn is_only_day_left(&self, wanted: Date) -> bool {
        let left = self
            .left_days
            .get(&(wanted.year, wanted.month))
            .filter(|_| wanted.day.is_some());
        left.is_some_and(|l| l.missing.len() == 1 && l.said.len() == 1)
    }

    /// How many of the claim's other figures and days the sentence has, `said` left out: that much of the account they have in common.
    /// Those of the claim's very sentence count twice, those of its other sentences once, where these are a few; a table is not about one
    /// thing.
    pub(super) fn beside(&self, claim: usize, told: &Told<'_>, said: TextSpan) -> usize {
        let Some((of, sentence)) = self.claims.get(claim).and_then(|o| o.stands_in()) else {
            return 0;
        };
        let has = |i: &&usize| {
            let other = self.claims.get(**i).filter(|_| **i != claim);
            other.is_some_and(|o| stands_beside(told, &o.given, said))
        };
        let same = self
            .of_sentence
            .get(&(of, sentence))
            .map_or(&[][..], Vec::as_slice);
        let all = self.of_claim.get(&of).map_or(&[][..], Vec::as_slice);
        let once = if all.len() <= FEW { all } else { same };
        same.iter().filter(has).count() + once.iter().filter(has).count()
    }
}

/// The unit of a measure; what a count counts.
fn kind(q: &QuantityMention) -> Option<&str> {
    q.quantity.unit.as_deref().or(q.of.as_deref())
}

/// Whether the sentence has what is given elsewhere than at `said`.
fn stands_beside(told: &Told<'_>, given: &Given, said: TextSpan) -> bool {
    match given {
        Given::Figure(f) => told.figures.iter().any(|q| {
            !q.span.overlaps(said) && q.quantity.unit == f.quantity.unit && covers(&q.quantity, &f.quantity)
        }),
        Given::Day(_, day) => told.times.iter().any(|t| {
            let same = |d: Date| day.contains(d) || d.contains(*day);
            !t.span.overlaps(said) && matches!(t.time, TimeValue::Date(d) if same(d))
        }),
    }
}

/// The figures on file of one kind, for what can be worked out of them.
struct Sums<'c> {
    figures: Vec<&'c QuantityMention>,
    by_unit: BTreeMap<&'c str, BTreeSet<Decimal>>,
}

impl<'c> Sums<'c> {
    fn of(claims: &'c [&'c OnFile]) -> Self {
        let figures = claims.iter().filter_map(|o| o.given.figure());
        let mut by_unit: BTreeMap<&str, BTreeSet<Decimal>> = BTreeMap::new();
        for f in figures.clone() {
            if let Some(unit) = f.quantity.unit.as_deref() {
                by_unit.entry(unit).or_default().insert(f.quantity.value);
            }
        }
        Self {
            figures: figures.filter(|f| f.quantity.unit.is_none()).collect(),
            by_unit,
        }
    }

    /// Whether the number comes of what is on file by a simple sum: what two figures of one kind make together or differ by ("420 million
    /// above the old budget"), or one told of a part of its time ("9 million for two days").
    fn come_to(&self, said: &QuantityMention) -> bool {
        let none = BTreeSet::new();
        let counted: BTreeSet<Decimal>;
        let values = match said.quantity.unit.as_deref() {
            Some(unit) => self.by_unit.get(unit).unwrap_or(&none),
            None => {
                let same = self.figures.iter().filter(|f| of_one_kind(f, said));
                counted = same.map(|f| f.quantity.value).collect();
                &counted
            }
        };
        let value = said.quantity.value;
        let times = |v: Decimal, n: i64| v.checked_mul(Decimal::from(n));
        values.iter().any(|&a| {
            let has = |b: Option<Decimal>| b.is_some_and(|b| b != a && values.contains(&b));
            has(a.checked_add(value))
                || has(value.checked_sub(a))
                || PARTS_OF_TIME
                    .iter()
                    .any(|&n| times(a, n) == Some(value) || times(value, n) == Some(a))
        })
    }
}

/// Whether a reader who has the one has the other: "about 8,000" is no other number than 8,012, "half a year" none than six months. "22
/// feet" are not 22 metres; "22" may be either.
fn covers(a: &Quantity, b: &Quantity) -> bool {
    let other_unit = matches!((&a.unit, &b.unit), (Some(x), Some(y)) if x != y);
    a.value == b.value && !other_unit
        || (a.bound != b.bound || other_unit)
            && matches!(a.compare(b), Comparison::Equal | Comparison::Compatible)
}

/// Whether the sentence has the figure.
pub(super) fn has_figure(told: &Told<'_>, wanted: &QuantityMention) -> bool {
    told.figures.iter().any(|q| covers(&q.quantity, &wanted.quantity))
}

/// Whether the file has the figure nowhere.
pub(in crate::checking) fn is_unaccounted(case: &Case<'_>, q: &QuantityMention, told: &Told<'_>) -> bool {
    let words = case
        .reading
        .sentences
        .get(told.index)
        .map_or(&[][..], |s| &s.tree.words);
    let on_file = |claim: &Arc<Fact>| {
        claim
            .statement
            .quantities
            .iter()
            .any(|f| covers(&f.quantity, &q.quantity))
    };
    !is_date(q, told.times)
        && !is_ordinal(q, words)
        && !case.prepared.known.iter().chain(rows(case)).any(on_file)
}

fn is_day_missing(wanted: Date, told: &[Told<'_>]) -> bool {
    let mut all = told.iter().flat_map(|t| t.times);
    !all.any(|t| match t.time {
        // "in June" does not give the day.
        TimeValue::Date(day) => wanted.contains(day),
        TimeValue::Period(from, to) => from.overlaps(wanted) || to.overlaps(wanted),
        _ => false,
    })
}

/// Whether the file has the day, month or year nowhere.
pub(in crate::checking) fn is_day_unaccounted(case: &Case<'_>, t: &TimeMention) -> bool {
    let TimeValue::Date(day) = t.time else {
        return false;
    };
    // "a year ago" is no year, and that of the article itself dates what it tells.
    let stated = day.month.is_some() || case.document.slice(t.span).contains(|c: char| c.is_ascii_digit());
    let of_article = case.world().today.is_some_and(|today| today == day);
    stated
        && !of_article
        && !case.prepared.known.iter().chain(rows(case)).any(|claim| {
            let mut times = claim.statement.times.iter();
            times.any(|t| matches!(t.time, TimeValue::Date(d) if d.overlaps(day)))
        })
}
