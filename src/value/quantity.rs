//! Numbers with the precision they were stated in, and their units.

use rust_decimal::Decimal;

/// How a number bounds what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range ("40 to 50").
    pub upper: Option<Decimal>,
    /// Name of the unit in singular (`percent`, `USD`, `kilometre`, `year`), or `None` for a bare count.
    pub unit: Option<String>,
    /// What the words around it make of it.
    pub bound: Bound,
    /// One unit in the last stated place ("3.5 million" → 100000): what a rounding may hide.
    pub precision: Decimal,
}
