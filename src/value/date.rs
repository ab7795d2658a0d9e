//! Days, months, years and periods (values after TIMEX3: `2025-08-15`, `2014-03`, `2014`, `P3Y`).

use std::fmt;

/// A calendar date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the Gregorian calendar.
    pub year: i16,
    /// 1 to 12, where known.
    pub month: Option<u8>,
    /// 1 to 31, where known; never without a month.
    pub day: Option<u8>,
}

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
