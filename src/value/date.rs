//! Days, months, years and periods (values after TIMEX3: `2025-08-15`, `2014-03`, `2014`, `P3Y`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Year of the Gregorian calendar.
    pub year: i16,
    /// 1 to 12, where known.
    pub month: Option<u8>,
    /// 1 to 31, where known; never without a month.
    pub day: Option<u8>,
}

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// The day, if the calendar has it.
    pub fn ymd(year: i16, month: u8, day: u8) -> Option<Self> {
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self {
            year,
            month: Some(month),
            day: Some(day),
        })
    }
    /// Reads `2025`, `2025-08` or `2025-08-15`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts
            .next()
            .map(|m| m.parse::<u8>().ok().filter(|m| (1..=12).contains(m)))
            .map_or(Some(None), |m| m.map(Some))?;
        let day = parts
            .next()
            .map(|d| d.parse::<u8>().ok())
            .map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (Some(m), Some(d)) => Self::ymd(year, m, d),
            _ => Some(Self {
                year,
                month,
                day: None,
            }),
        }
    }
    /// The day as the calendar crate has it; `None` for a month or a year.
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(
            self.year,
            i8::try_from(self.month?).ok()?,
            i8::try_from(self.day?).ok()?,
        )
        .ok()
    }
}

/// Arithmetic. A date known to the month or the year stands for all of its days.
impl Date {
    /// First day that it may be.
    pub fn first_day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(
            self.year,
            i8::try_from(self.month.unwrap_or(1)).ok()?,
            i8::try_from(self.day.unwrap_or(1)).ok()?,
        )
        .ok()
    }
    /// Last day that it may be.
    pub fn last_day(self) -> Option<jiff::civil::Date> {
        if self.day.is_some() {
            return self.civil();
        }
        let month = i8::try_from(self.month.unwrap_or(12)).ok()?;
        Some(jiff::civil::Date::new(self.year, month, 1).ok()?.last_of_month())
    }
    /// The year alone.
    pub const fn of_year(year: i16) -> Self {
        Self {
            year,
            month: None,
            day: None,
        }
    }
    /// A month of a year; `None` where the month is not 1 to 12.
    pub fn of_month(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self {
            year,
            month: Some(month),
            day: None,
        })
    }
    /// Whether every day of `other` is a day of this one ("2025" contains "2025-08").
    pub fn contains(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }
    /// Whether some day is a day of both.
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
    /// Whether the last day of this one lies before the first of `other`.
    pub fn is_before(self, other: Self) -> bool {
        matches!((self.last_day(), other.first_day()), (Some(a), Some(b)) if a < b)
    }
    /// Day of the week, for a day.
    pub fn weekday(self) -> Option<jiff::civil::Weekday> {
        Some(self.civil()?.weekday())
    }
    /// The date `count` days later (earlier, where negative); `None` for a month or a year.
    pub fn plus_days(self, count: i64) -> Option<Self> {
        let span = jiff::Span::new().try_days(count).ok()?;
        Some(self.civil()?.checked_add(span).ok()?.into())
    }
    /// The date `count` months later, at the grain it has (a year stays a year when `count` is a
    /// multiple of 12). The 31st becomes the last day of a shorter month.
    pub fn plus_months(self, count: i64) -> Option<Self> {
        if self.month.is_none() {
            let year = i64::from(self.year).checked_add(count.checked_div_euclid(12)?)?;
            return Some(Self::of_year(i16::try_from(year).ok()?));
        }
        let span = jiff::Span::new().try_months(count).ok()?;
        let moved = self.first_day()?.checked_add(span).ok()?;
        let full = Self::from(moved);
        Some(if self.day.is_some() {
            full
        } else {
            Self { day: None, ..full }
        })
    }
    /// Days from the first day of this one to the first day of `other`.
    pub fn days_until(self, other: Self) -> Option<i64> {
        let (a, b) = (self.first_day()?, other.first_day()?);
        Some(i64::from((b - a).get_days()))
    }
    /// Whole years from this date to `on` (an age): the least and the greatest that it can be, where
    /// month or day are not known.
    pub fn years_until(self, on: Self) -> Option<(i32, i32)> {
        let least = whole_years(self.last_day()?, on.first_day()?);
        let greatest = whole_years(self.first_day()?, on.last_day()?);
        Some((least, greatest))
    }
}

fn whole_years(from: jiff::civil::Date, to: jiff::civil::Date) -> i32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    if (to.month(), to.day()) < (from.month(), from.day()) {
        years - 1
    } else {
        years
    }
}

/// TIMEX3 value of the period from the day `from` to the day `to`: a week (`2025-W33`), a weekend
/// (`2025-W33-WE`), a quarter (`2025-Q3`), a half (`2025-H1`), a decade (`198`); for others `from/to`.
pub fn period_value(from: Date, to: Date) -> String {
    let plain = || format!("{from}/{to}");
    let (Some(a), Some(b)) = (from.first_day(), to.last_day()) else {
        return plain();
    };
    let days = i64::from((b - a).get_days());
    let iso = a.iso_week_date();
    match (a.weekday(), days) {
        (jiff::civil::Weekday::Monday, 6) => return format!("{:04}-W{:02}", iso.year(), iso.week()),
        (jiff::civil::Weekday::Saturday, 1) => {
            return format!("{:04}-W{:02}-WE", iso.year(), iso.week());
        }
        _ => {}
    }
    if a.day() == 1 && b == b.last_of_month() {
        let months = (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month())
            - i32::from(a.month())
            + 1;
        match (months, a.month()) {
            (3, 1 | 4 | 7 | 10) => return format!("{:04}-Q{}", a.year(), (a.month() + 2) / 3),
            (6, 1 | 7) => return format!("{:04}-H{}", a.year(), if a.month() == 1 { 1 } else { 2 }),
            (120, 1) if a.year() % 10 == 0 => return format!("{:03}", a.year() / 10),
            (1200, 1) if a.year() % 100 == 0 => return format!("{:02}", a.year() / 100),
            _ => {}
        }
    }
    plain()
}

/// The quarter (1 to 4) of `year`, from its first to its last day.
pub fn quarter(year: i16, quarter: u8) -> Option<(Date, Date)> {
    let first = quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
    let from = Date::of_month(year, first)?;
    let to = Date::of_month(year, first + 2)?;
    Some((from.first_day()?.into(), to.last_day()?.into()))
}

/// The Monday and the Sunday of the week that holds `day`.
pub fn week_of(day: Date) -> Option<(Date, Date)> {
    let offset = i64::from(day.weekday()?.to_monday_zero_offset());
    let monday = day.plus_days(-offset)?;
    Some((monday, monday.plus_days(6)?))
}

/// The decade that begins in `year`.
pub fn decade(year: i16) -> Option<(Date, Date)> {
    let from = Date::of_year(year).first_day()?;
    let to = Date::of_year(year.checked_add(9)?).last_day()?;
    Some((from.into(), to.into()))
}

impl From<jiff::civil::Date> for Date {
    fn from(d: jiff::civil::Date) -> Self {
        Self {
            year: d.year(),
            month: Some(d.month().unsigned_abs()),
            day: Some(d.day().unsigned_abs()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
            if let Some(d) = self.day {
                write!(f, "-{d:02}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_month_stands_for_its_days() {
        assert!(d("2025").contains(d("2025-08")));
        assert!(d("2025-08").overlaps(d("2025-08-15")));
        assert!(!d("2025-08").is_before(d("2025-08-15")));
        assert!(d("2025-07").is_before(d("2025-08-15")));
        assert_eq!(Date::ymd(2023, 2, 29), None);
    }

    #[test]
    fn arithmetic_keeps_the_grain() {
        assert_eq!(d("2025-01-31").plus_months(1), Some(d("2025-02-28")));
        assert_eq!(d("2025-11").plus_months(3), Some(d("2026-02")));
        assert_eq!(d("2025").plus_months(-24), Some(d("2023")));
        assert_eq!(d("2025-12-31").plus_days(1), Some(d("2026-01-01")));
        assert_eq!(d("2022-02-24").days_until(d("2025-08-17")), Some(1270));
    }

    #[test]
    fn ages_are_intervals_where_the_birthday_is_unknown() {
        assert_eq!(d("1978-01-25").years_until(d("2025-08-17")), Some((47, 47)));
        assert_eq!(d("1978").years_until(d("2025-08-17")), Some((46, 47)));
    }

    #[test]
    fn periods_have_timex_values() {
        let (a, b) = quarter(2025, 3).unwrap();
        assert_eq!(period_value(a, b), "2025-Q3");
        let (a, b) = week_of(d("2025-08-15")).unwrap();
        assert_eq!(period_value(a, b), "2025-W33");
        let (a, b) = decade(1980).unwrap();
        assert_eq!(period_value(a, b), "198");
    }
}
