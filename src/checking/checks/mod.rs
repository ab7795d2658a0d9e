//! The checks that need no rulebook: arithmetic, calendar, names, quotations, headline against body.
//!
//! One file a check (or a family of checks that share their reading), each with its manual page in
//! its [`Meta`]. To add one: copy the shortest file, add it to [`CHECKS`].

mod context;
mod meta;
mod words;

mod ages;
mod changes;
mod contradiction;
mod dates;
mod headline;
mod lists;
mod measures;
mod names;
mod places;
mod quotes;
mod sums;

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
    &ages::AgeBirth,
    &ages::SpanLength,
    &sums::SumOfParts,
    &changes::PercentChange,
    &changes::PercentOrPoints,
    &sums::SharesExceedWhole,
    &sums::PartExceedsWhole,
    &lists::CountOfList,
    &measures::MagnitudeSlip,
    &measures::Conversion,
    &measures::RangeOrder,
    &headline::OneQuantityTwoValues,
    &headline::HeadlineBody,
    &names::NameVariant,
    &names::SecondReferenceFirst,
    &names::RoleConflict,
    &names::EventOrder,
    &names::Acronym,
    &places::PlaceContainment,
    &quotes::QuoteTwoWordings,
    &quotes::QuoteTwoSpeakers,
    &quotes::QuoteUnattributed,
    &quotes::AnonymousBare,
    &quotes::AnonymousNoReason,
    &quotes::SourcesPlural,
    &quotes::AnonymousAttack,
    &headline::NoResponse,
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
