//! Units of measure: names, dimensions and exact conversion, from the table `units.txt`.

use std::sync::LazyLock;

use rust_decimal::Decimal;

/// One unit of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it measures (`length`); units of one dimension convert into each other. A currency is a
    /// dimension of its own (`currency:EUR`), for a rate of exchange is no constant.
    pub dimension: String,
    /// Name in singular (`kilometre`, `USD`).
    pub name: String,
    /// Size in base units of the dimension: numerator and denominator.
    size: (Decimal, Decimal),
    /// What is added after multiplying: numerator and denominator.
    offset: (Decimal, Decimal),
    /// Ways to write it in words, in lower case, as lists of words.
    pub words: Vec<Vec<String>>,
    /// Ways to write it as a symbol.
    pub symbols: Vec<Symbol>,
}

/// A symbol of a unit; upper and lower case differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The characters.
    pub text: String,
    /// Stands before its number (`$5`).
    pub before: bool,
    /// A unit only where no space parts it from its number.
    pub glued: bool,
}

impl Unit {
    /// `value` of this unit in base units of its dimension.
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        let scaled = value.checked_mul(self.size.0)?.checked_div(self.size.1)?;
        scaled.checked_add(self.offset.0.checked_div(self.offset.1)?)
    }
    /// `value` of `other` in this unit; `None` where they measure different things.
    pub fn from_other(&self, value: Decimal, other: &Self) -> Option<Decimal> {
        if self.dimension != other.dimension {
            return None;
        }
        if self == other {
            return Some(value);
        }
        let base = other.to_base(value)?;
        base.checked_sub(self.offset.0.checked_div(self.offset.1)?)?
            .checked_mul(self.size.1)?
            .checked_div(self.size.0)
    }
    /// `width` (a difference, so without the scale's zero) of `other` in this unit.
    pub fn width_from(&self, width: Decimal, other: &Self) -> Option<Decimal> {
        if self.dimension != other.dimension {
            return None;
        }
        width
            .checked_mul(other.size.0)?
            .checked_div(other.size.1)?
            .checked_mul(self.size.1)?
            .checked_div(self.size.0)
    }
    /// Whether it is a currency or a part of one.
    pub fn is_currency(&self) -> bool {
        self.dimension.starts_with("currency:")
    }
    /// Whether it measures time.
    pub fn is_time(&self) -> bool {
        self.dimension == "time" || self.dimension == "calendar"
    }
}

/// All units, in the order of the table.
pub fn units() -> &'static [Unit] {
    static UNITS: LazyLock<Vec<Unit>> =
        LazyLock::new(|| include_str!("units.txt").lines().filter_map(parse).collect());
    &UNITS
}

/// The unit with this name.
pub fn unit(name: &str) -> Option<&'static Unit> {
    units().iter().find(|u| u.name == name)
}

fn parse(line: &str) -> Option<Unit> {
    if line.starts_with('#') || line.trim().is_empty() {
        return None;
    }
    let mut fields = line.split('|').map(str::trim);
    let dimension = fields.next()?.to_owned();
    let name = fields.next()?.to_owned();
    let size = fields.next()?;
    let (size, offset) = match size.split_once(" - ") {
        Some((size, offset)) => {
            let (n, d) = fraction(offset)?;
            (fraction(size)?, (-n, d))
        }
        None => (fraction(size)?, (Decimal::ZERO, Decimal::ONE)),
    };
    Some(Unit {
        dimension,
        name,
        size,
        offset,
        words: list_words(fields.next()),
        symbols: list_symbols(fields.next()),
    })
}

fn list_symbols(field: Option<&str>) -> Vec<Symbol> {
    field
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .map(|s| Symbol {
            text: s.trim_start_matches(['!', '^']).to_owned(),
            before: s.starts_with('^'),
            glued: s.starts_with('!'),
        })
        .collect()
}

fn list_words(field: Option<&str>) -> Vec<Vec<String>> {
    field
        .unwrap_or_default()
        .split(',')
        .map(|form| form.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
        .filter(|form| !form.is_empty())
        .collect()
}

fn fraction(text: &str) -> Option<(Decimal, Decimal)> {
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    let d: Decimal = d.trim().parse().ok()?;
    (!d.is_zero()).then_some((n.trim().parse().ok()?, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_table_is_a_unit() {
        let lines = include_str!("units.txt")
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        assert_eq!(lines.count(), units().len());
    }

    #[test]
    fn converts_exactly() {
        let (mile, km) = (unit("mile").unwrap(), unit("kilometre").unwrap());
        assert_eq!(km.from_other(dec("10"), mile), Some(dec("16.09344")));
        let (c, f) = (
            unit("degree Celsius").unwrap(),
            unit("degree Fahrenheit").unwrap(),
        );
        assert_eq!(c.from_other(dec("212"), f).unwrap().round_dp(6), dec("100"));
        assert_eq!(f.from_other(dec("-40"), c).unwrap().round_dp(6), dec("-40"));
    }

    #[test]
    fn a_currency_converts_into_no_other() {
        assert_eq!(
            unit("USD").unwrap().from_other(dec("1"), unit("EUR").unwrap()),
            None
        );
        assert_eq!(
            unit("USD")
                .unwrap()
                .from_other(dec("50"), unit("US cent").unwrap()),
            Some(dec("0.5"))
        );
    }
}
