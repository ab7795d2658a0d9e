//! Numbers and days of the week as bytes, for what one run keeps for the next.

/// A [`Decimal`](rust_decimal::Decimal) as its sixteen bytes, with the precision that it was stated in.
pub mod decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        value.serialize().serialize(to)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        Ok(Decimal::deserialize(<[u8; 16]>::deserialize(from)?))
    }
}

/// The same, where there may be none.
pub mod optional_decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        value.map(|v| v.serialize()).serialize(to)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Ok(<Option<[u8; 16]>>::deserialize(from)?.map(Decimal::deserialize))
    }
}

/// A day of the week as a number from Monday on, where there is one.
pub mod weekday {
    use jiff::civil::Weekday;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(value: &Option<Weekday>, to: S) -> Result<S::Ok, S::Error> {
        value.map(Weekday::to_monday_one_offset).serialize(to)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Weekday>, D::Error> {
        let number = <Option<i8>>::deserialize(from)?;
        let day = number.map(Weekday::from_monday_one_offset).transpose();
        day.map_err(serde::de::Error::custom)
    }
}
