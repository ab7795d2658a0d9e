//! The checks that need no rulebook: arithmetic, calendar, names, quotations, headline against body.
//!
//! One file a check (or a family of checks that share their reading), each with its manual page in
//! its [`Meta`]. To add one: copy the shortest file, add it to [`CHECKS`].

mod context;
mod meta;
mod words;

mod contradiction;
mod dates;

pub use context::{Context, View};
pub use meta::{Example, Meta};

use super::finding::Finding;

/// One check.
pub trait Check: Sync {
    /// Its name, manual page and examples.
    fn meta(&self) -> &'static Meta;
    /// Adds what it finds.
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>);
}

/// All checks, in the order of the manual.
pub static CHECKS: &[&dyn Check] = &[
    &dates::WeekdayDate,
    &dates::ImpossibleDate,
    &dates::RelativeDate,
    &contradiction::SelfContradiction,
];

/// The check with this name.
pub fn find(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|c| c.meta().id == id)
}

/// Runs the checks that are on.
pub fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for check in CHECKS.iter().filter(|c| c.meta().on) {
        check.run(context, out);
    }
}

#[cfg(test)]
mod tests;
