//! Reading × rulebook → findings.

pub mod finding;
