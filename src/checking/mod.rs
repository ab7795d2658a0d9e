//! Reading × rulebook → findings.

pub mod finding;
pub mod relate;
