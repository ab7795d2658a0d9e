//! Numbers, times and places of one statement against those of another.

use rust_decimal::Decimal;

use super::part::PartRelation;
use crate::reading::statement::TimeValue;
use crate::value::date::{Date, quarter};
use crate::value::quantity::{Bound, Quantity};

/// The values that a stated number allows: `None` is without limit; the flags say whether the
/// limit itself is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    low: Option<Decimal>,
    high: Option<Decimal>,
    open_low: bool,
    open_high: bool,
}

fn range(quantity: &Quantity) -> Range {
    let (value, upper) = (quantity.value, quantity.upper.unwrap_or(quantity.value));
    // "3.5 million" may stand for anything that one rounds to it; a plain count is exact.
    let half = if quantity.precision != Decimal::ONE {
        quantity.precision.checked_div(Decimal::TWO).unwrap_or_default()
    } else {
        Decimal::ZERO
    };
    let closed = |low, high| Range {
        low,
        high,
        open_low: false,
        open_high: false,
    };
    match quantity.bound {
        Bound::Exact => closed(value.checked_sub(half), upper.checked_add(half)),
        Bound::About => {
            let slack = quantity.looseness();
            closed(value.checked_sub(slack), upper.checked_add(slack))
        }
        Bound::AtLeast => closed(Some(value), None),
        // Of what is counted, more than 10 are 11 at least.
        Bound::MoreThan if is_count(quantity) => closed(value.checked_add(Decimal::ONE), None),
        Bound::LessThan if is_count(quantity) => closed(None, upper.checked_sub(Decimal::ONE)),
        Bound::MoreThan => Range {
            open_low: true,
            ..closed(Some(value), None)
        },
        Bound::AtMost => closed(None, Some(upper)),
        Bound::LessThan => Range {
            open_high: true,
            ..closed(None, Some(upper))
        },
    }
}

/// Whether the number counts things, which come whole.
fn is_count(quantity: &Quantity) -> bool {
    quantity.unit.is_none() && quantity.value.fract().is_zero() && quantity.precision >= Decimal::ONE
}

/// Whether everything in `a` is in `b`.
fn within(a: Range, b: Range) -> bool {
    let low = match (a.low, b.low) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(x), Some(y)) => x > y || (x == y && (a.open_low || !b.open_low)),
    };
    let high = match (a.high, b.high) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(x), Some(y)) => x < y || (x == y && (a.open_high || !b.open_high)),
    };
    low && high
}

fn apart(a: Range, b: Range) -> bool {
    let below = |x: Range, y: Range| match (x.high, y.low) {
        (Some(h), Some(l)) => h < l || (h == l && (x.open_high || y.open_low)),
        _ => false,
    };
    below(a, b) || below(b, a)
}

/// The number of the text to the number of the claim. Two numbers of different units are
/// different things, not a conflict.
pub(super) fn relate_quantities(text: &Quantity, claim: &Quantity) -> PartRelation {
    if text.unit != claim.unit && text.unit.is_some() && claim.unit.is_some() {
        return PartRelation::Different;
    }
    if text.value == claim.value && text.upper == claim.upper && text.bound == claim.bound {
        return PartRelation::Equal;
    }
    let (t, c) = (range(text), range(claim));
    if within(t, c) {
        PartRelation::Narrower
    } else if within(c, t) {
        PartRelation::Wider
    } else if apart(t, c) {
        PartRelation::Excludes
    } else {
        PartRelation::Different
    }
}

/// Two lengths in different units: "three weeks" is not "three months". Months and years are of several
/// lengths, and people round: only what is a third longer is another length.
fn lengths_apart(a: (Decimal, &str), b: (Decimal, &str)) -> PartRelation {
    let minutes = |(count, unit): (Decimal, &str)| {
        let of_one = match unit {
            "minute" => 1,
            "hour" => 60,
            "day" => 1_440,
            "week" => 10_080,
            "month" => 43_800,
            "year" => 525_600,
            "decade" => 5_256_000,
            _ => return None,
        };
        count.checked_mul(Decimal::from(of_one))
    };
    let (Some(a), Some(b)) = (minutes(a), minutes(b)) else {
        return PartRelation::Different;
    };
    let (short, long) = if a < b { (a, b) } else { (b, a) };
    let third = short.checked_add(short.checked_div(Decimal::from(3)).unwrap_or_default());
    if third.is_some_and(|limit| long > limit) {
        PartRelation::Excludes
    } else {
        PartRelation::Different
    }
}

/// Hour and minute of a time of day without a day ("T08:14").
fn clock(time: &TimeValue) -> Option<(u8, u8)> {
    let TimeValue::Other(value) = time else {
        return None;
    };
    let (hour, minute) = value.strip_prefix('T')?.split_once(':')?;
    Some((hour.parse::<u8>().ok()? % 24, minute.parse().ok()?))
}

/// First and last day of a time, where it has them.
fn days(time: &TimeValue) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    match time {
        TimeValue::Date(date) => Some((first_day(*date)?, last_day(*date)?)),
        TimeValue::Period(from, to) => Some((first_day(*from)?, last_day(*to)?)),
        TimeValue::Duration { .. } | TimeValue::Other(_) => None,
    }
}

fn first_day(date: Date) -> Option<jiff::civil::Date> {
    let month = i8::try_from(date.month.unwrap_or(1)).ok()?;
    let day = i8::try_from(date.day.unwrap_or(1)).ok()?;
    jiff::civil::Date::new(date.year, month, day).ok()
}

fn last_day(date: Date) -> Option<jiff::civil::Date> {
    if date.day.is_some() {
        return date.civil();
    }
    let month = i8::try_from(date.month.unwrap_or(12)).ok()?;
    Some(jiff::civil::Date::new(date.year, month, 1).ok()?.last_of_month())
}

/// The time of the text to the time of the claim.
pub(crate) fn relate_times(text: &TimeValue, claim: &TimeValue) -> PartRelation {
    if text == claim {
        return PartRelation::Equal;
    }
    if let (TimeValue::Duration { count: a, unit: u }, TimeValue::Duration { count: b, unit: v }) =
        (text, claim)
    {
        return if u != v {
            lengths_apart((*a, u), (*b, v))
        } else if a == b {
            PartRelation::Equal
        } else {
            PartRelation::Excludes
        };
    }
    if let (Some(t), Some(c)) = (clock(text), clock(claim)) {
        // Equal ones were seen to above.
        return if t == c {
            PartRelation::Equal
        } else {
            PartRelation::Excludes
        };
    }
    let (Some(t), Some(c)) = (days(text), days(claim)) else {
        return match (Partial::of(text), Partial::of(claim)) {
            (Some(t), Some(c)) => t.relate(c),
            _ => PartRelation::Different,
        };
    };
    if t == c {
        PartRelation::Equal
    } else if c.0 <= t.0 && t.1 <= c.1 {
        PartRelation::Narrower
    } else if t.0 <= c.0 && c.1 <= t.1 {
        PartRelation::Wider
    } else if t.1 < c.0 || c.1 < t.0 {
        PartRelation::Excludes
    } else {
        PartRelation::Different
    }
}

/// A time of which not all is said: "18 August" (`XXXX-08-18`), "on Monday" (`XXXX-WXX-1`), "the second
/// quarter" (`XXXX-Q2`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Partial {
    /// Year, month, day, day of the week (1 is Monday), quarter. Days have no quarter here: the one of a
    /// company's books need not be the calendar's.
    fields: [Option<i16>; 5],
}

impl Partial {
    fn of(time: &TimeValue) -> Option<Self> {
        match time {
            TimeValue::Date(date) => Some(Self {
                fields: [
                    Some(date.year),
                    date.month.map(i16::from),
                    date.day.map(i16::from),
                    date.civil()
                        .map(|d| i16::from(d.weekday().to_monday_one_offset())),
                    None,
                ],
            }),
            TimeValue::Period(from, to) => {
                let of_year = from.month?.div_ceil(3);
                (quarter(from.year, of_year)? == (*from, *to)).then_some(Self {
                    fields: [Some(from.year), None, None, None, Some(of_year.into())],
                })
            }
            TimeValue::Other(value) => {
                let rest = value.strip_prefix("XXXX-")?;
                if let Some(weekday) = rest.strip_prefix("WXX-") {
                    return Some(Self {
                        fields: [None, None, None, Some(weekday.parse().ok()?), None],
                    });
                }
                if let Some(quarter) = rest.strip_prefix('Q') {
                    return Some(Self {
                        fields: [None, None, None, None, Some(quarter.parse().ok()?)],
                    });
                }
                let (month, day) = rest.split_once('-').map_or((rest, None), |(m, d)| (m, Some(d)));
                let day = match day {
                    Some(day) => Some(day.parse().ok()?),
                    None => None,
                };
                Some(Self {
                    fields: [None, Some(month.parse().ok()?), day, None, None],
                })
            }
            TimeValue::Duration { .. } => None,
        }
    }

    fn relate(self, claim: Self) -> PartRelation {
        let pairs = || self.fields.iter().zip(&claim.fields);
        let both = |(a, b): &(&Option<i16>, &Option<i16>)| a.is_some() && b.is_some();
        if pairs().filter(both).any(|(a, b)| a != b) {
            return PartRelation::Excludes;
        }
        if pairs().find(both).is_none() {
            return PartRelation::Different;
        }
        let (text_says_all, claim_says_all) = (
            pairs().all(|(a, b)| b.is_none() || a.is_some()),
            pairs().all(|(a, b)| a.is_none() || b.is_some()),
        );
        match (text_says_all, claim_says_all) {
            (true, true) => PartRelation::Equal,
            (true, false) => PartRelation::Narrower,
            (false, true) => PartRelation::Wider,
            (false, false) => PartRelation::Different,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartRelation::{Different, Equal, Excludes, Narrower, Wider};
    use super::*;

    fn quantity(value: i64, bound: Bound) -> Quantity {
        Quantity {
            value: Decimal::from(value),
            upper: None,
            unit: None,
            bound,
            precision: Decimal::ONE,
        }
    }

    #[test]
    fn numbers() {
        let exact = |n| quantity(n, Bound::Exact);
        assert_eq!(relate_quantities(&exact(4), &exact(4)), Equal);
        assert_eq!(relate_quantities(&exact(4), &exact(6)), Excludes);
        assert_eq!(
            relate_quantities(&exact(4), &quantity(3, Bound::AtLeast)),
            Narrower
        );
        assert_eq!(
            relate_quantities(&exact(40), &quantity(40, Bound::MoreThan)),
            Excludes
        );
        assert_eq!(
            relate_quantities(&quantity(40, Bound::MoreThan), &exact(45)),
            Wider
        );
        assert_eq!(
            relate_quantities(&quantity(40, Bound::MoreThan), &quantity(30, Bound::AtLeast)),
            Narrower
        );
        assert_eq!(
            relate_quantities(&exact(41), &quantity(40, Bound::About)),
            Narrower
        );
        assert_eq!(
            relate_quantities(&exact(60), &quantity(40, Bound::About)),
            Excludes
        );
        let millions = Quantity {
            precision: Decimal::from(100_000),
            ..exact(3_500_000)
        };
        assert_eq!(relate_quantities(&exact(3_470_000), &millions), Narrower);
        assert_eq!(relate_quantities(&exact(3_900_000), &millions), Excludes);
    }

    #[test]
    fn times() {
        let date = |s| TimeValue::Date(Date::parse(s).unwrap());
        assert_eq!(relate_times(&date("2025-08-15"), &date("2025")), Narrower);
        assert_eq!(relate_times(&date("2025"), &date("2025-08")), Wider);
        assert_eq!(relate_times(&date("2025-08-18"), &date("2025-08-19")), Excludes);
        assert_eq!(
            relate_times(&date("2025"), &TimeValue::Other("PAST_REF".into())),
            Different
        );
        let other = |s: &str| TimeValue::Other(s.to_owned());
        assert_eq!(relate_times(&other("XXXX-08-18"), &other("XXXX-08-19")), Excludes);
        assert_eq!(relate_times(&date("2025-08-18"), &other("XXXX-08-18")), Narrower);
        assert_eq!(relate_times(&date("2025-08-18"), &other("XXXX-WXX-2")), Excludes);
        assert_eq!(relate_times(&other("XXXX-WXX-1"), &date("2025-08-18")), Wider);
        let (from, to) = quarter(2025, 2).unwrap();
        let second = TimeValue::Period(from, to);
        assert_eq!(relate_times(&second, &other("XXXX-Q2")), Narrower);
        assert_eq!(relate_times(&other("XXXX-Q3"), &second), Excludes);
        assert_eq!(relate_times(&date("2025-06"), &other("XXXX-Q3")), Different);
        assert_eq!(
            relate_times(&other("XXXX-WXX-1"), &other("XXXX-08-18")),
            Different
        );
    }
}
