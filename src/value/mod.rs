//! Numbers, units and dates as values: no text, no places.

pub mod date;
pub mod quantity;
pub mod stored;
pub mod unit;
