//! Rules text → [`book::Rulebook`]. Knows nothing of documents and readings.

pub mod book;
