//! Numbers with the precision they were stated in, and their units.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a number bounds what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Bound {
    /// "40 people"
    #[default]
    Exact,
    /// "about 40", "nearly 40", "some 40": within the stated precision
    About,
    /// "more than 40", "over 40"
    MoreThan,
    /// "at least 40"
    AtLeast,
    /// "fewer than 40", "under 40"
    LessThan,
    /// "at most 40", "up to 40"
    AtMost,
}

/// A number or a range of numbers, with its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number; the lower end of a range.
    #[serde(with = "super::stored::decimal")]
    pub value: Decimal,
    /// The upper end of a range ("40 to 50").
    #[serde(with = "super::stored::optional_decimal")]
    pub upper: Option<Decimal>,
    /// Name of the unit in singular (`percent`, `USD`, `kilometre`, `year`), or `None` for a bare count.
    pub unit: Option<String>,
    /// What the words around it make of it.
    pub bound: Bound,
    /// One unit in the last stated place ("3.5 million" → 100000): what a rounding may hide.
    #[serde(with = "super::stored::decimal")]
    pub precision: Decimal,
}

/// How two values of one thing stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The same value.
    Equal,
    /// One value may lie behind both, within what was stated ("about 40", "42").
    Compatible,
    /// No value satisfies both.
    Conflict,
    /// They measure different things, or one can't be computed.
    Unknown,
}

impl Quantity {
    /// A number stated exactly, without a unit.
    pub fn exact(value: Decimal, precision: Decimal) -> Self {
        Self {
            value,
            upper: None,
            unit: None,
            bound: Bound::Exact,
            precision,
        }
    }

    /// How far off one still calls it "about": a tenth for a round number ("about 40"), less for one with more figures
    /// ("about 41,206"), and never less than the last stated place.
    pub fn looseness(&self) -> Decimal {
        let figures = self.value.mantissa().unsigned_abs().to_string();
        let share = match figures.trim_end_matches('0').len() {
            0..=2 => Decimal::TEN,
            3 => Decimal::from(20),
            _ => Decimal::ONE_HUNDRED,
        };
        let part = self.value.abs().checked_div(share).unwrap_or_default();
        part.max(self.precision)
    }

    /// The smallest and the greatest value that the words allow; `None` is no limit. Rounding in the
    /// stated place and the looseness of "about" are allowed for.
    pub fn interval(&self) -> (Option<Decimal>, Option<Decimal>) {
        let two = Decimal::TWO;
        let half = self.precision.checked_div(two).unwrap_or_default();
        let loose = self.looseness();
        let low = |by: Decimal| self.value.checked_sub(by);
        let high = |by: Decimal| self.upper.unwrap_or(self.value).checked_add(by);
        match self.bound {
            // A count of things is stated to the unit; a rounding is only assumed where the last
            // places are noughts.
            Bound::Exact if self.precision == Decimal::ONE && self.value.fract().is_zero() => {
                (Some(self.value), Some(self.upper.unwrap_or(self.value)))
            }
            Bound::Exact => (low(half), high(half)),
            Bound::About => (low(loose), high(loose)),
            Bound::MoreThan | Bound::AtLeast => (low(half), None),
            Bound::LessThan | Bound::AtMost => (None, high(half)),
        }
    }

    /// The same quantity in the unit `name`, where that measures the same thing.
    pub fn in_unit(&self, name: &str) -> Option<Self> {
        let own = self.unit.as_deref()?;
        if own == name {
            return Some(self.clone());
        }
        let (from, to) = (super::unit::unit(own)?, super::unit::unit(name)?);
        Some(Self {
            value: to.from_other(self.value, from)?,
            upper: match self.upper {
                Some(u) => Some(to.from_other(u, from)?),
                None => None,
            },
            unit: Some(name.to_owned()),
            bound: self.bound,
            precision: to.width_from(self.precision, from)?,
        })
    }

    /// Compares two statements of how much the same thing is.
    pub fn compare(&self, other: &Self) -> Comparison {
        // "three quarters of the questions" is a share, "six questions" a count.
        let share = |q: &Self| q.unit.is_none() && q.value > Decimal::ZERO && q.value < Decimal::ONE;
        if self.unit.is_none() && other.unit.is_none() && share(self) != share(other) {
            return Comparison::Unknown;
        }
        let other = match (&self.unit, &other.unit) {
            (None, None) => other.clone(),
            (Some(unit), Some(_)) => match other.in_unit(unit) {
                Some(q) => q,
                None if self.unit == other.unit => other.clone(),
                None => return Comparison::Unknown,
            },
            _ => return Comparison::Unknown,
        };
        if self.value == other.value && self.upper == other.upper && self.bound == other.bound {
            return Comparison::Equal;
        }
        let ((a, b), (c, d)) = (self.interval(), other.interval());
        let apart =
            |low: Option<Decimal>, high: Option<Decimal>| matches!((low, high), (Some(l), Some(h)) if l > h);
        if apart(a, d) || apart(c, b) {
            Comparison::Conflict
        } else {
            Comparison::Compatible
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(value: &str, precision: &str, bound: Bound, unit: Option<&str>) -> Quantity {
        Quantity {
            value: value.parse().unwrap(),
            upper: None,
            unit: unit.map(str::to_owned),
            bound,
            precision: precision.parse().unwrap(),
        }
    }

    #[test]
    fn counts_are_exact_and_roundings_are_not() {
        let exact = |v| q(v, "1", Bound::Exact, None);
        assert_eq!(exact("12").compare(&exact("12")), Comparison::Equal);
        assert_eq!(exact("12").compare(&exact("13")), Comparison::Conflict);
        let rounded = q("1200", "100", Bound::Exact, None);
        assert_eq!(rounded.compare(&exact("1234")), Comparison::Compatible);
        assert_eq!(rounded.compare(&exact("12000")), Comparison::Conflict);
    }

    #[test]
    fn bounds_are_half_open() {
        let more = q("40", "1", Bound::MoreThan, None);
        assert_eq!(
            more.compare(&q("52", "1", Bound::Exact, None)),
            Comparison::Compatible
        );
        assert_eq!(
            more.compare(&q("31", "1", Bound::Exact, None)),
            Comparison::Conflict
        );
        assert_eq!(
            more.compare(&q("31", "1", Bound::AtMost, None)),
            Comparison::Conflict
        );
        let about = q("40", "1", Bound::About, None);
        assert_eq!(
            about.compare(&q("42", "1", Bound::Exact, None)),
            Comparison::Compatible
        );
        assert_eq!(
            about.compare(&q("60", "1", Bound::Exact, None)),
            Comparison::Conflict
        );
    }

    #[test]
    fn units_are_converted_or_not_compared() {
        let miles = q("10", "1", Bound::About, Some("mile"));
        assert_eq!(
            miles.compare(&q("16", "1", Bound::Exact, Some("kilometre"))),
            Comparison::Compatible
        );
        assert_eq!(
            miles.compare(&q("6", "1", Bound::Exact, Some("kilometre"))),
            Comparison::Conflict
        );
        assert_eq!(
            miles.compare(&q("10", "1", Bound::Exact, None)),
            Comparison::Unknown
        );
        assert_eq!(
            q("5", "1", Bound::Exact, Some("USD")).compare(&q("4", "1", Bound::Exact, Some("EUR"))),
            Comparison::Unknown
        );
    }
}
