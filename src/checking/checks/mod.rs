//! The checks that need no rulebook: arithmetic, calendar, names, quotations, headline against body.
//!
//! One file a check (or a family of checks that share their reading), each with its manual page in
//! its [`Meta`]. To add one: copy the shortest file, add it to [`CHECKS`].

mod context;
mod meta;
mod wordings;
mod words;

mod aged;
mod ages;
mod ahead;
mod anonymous;
mod apart;
mod called;
mod changes;
mod clock;
mod contradiction;
mod counted;
mod crossed;
mod cuts;
mod dates;
mod differences;
mod direction;
mod events;
mod exclusive;
mod gone;
mod groups;
mod headline;
mod headline_page;
mod hedges;
mod holders;
mod instead;
mod jubilee;
mod kin;
mod kinds;
mod later;
mod lists;
mod measures;
mod misnamed;
mod names;
mod nobody;
mod opened;
mod outcome;
mod places;
mod pleas;
mod posts;
mod proportion;
mod quotes;
mod recall;
mod reckoned;
mod remainders;
mod response;
mod rest;
mod reversal;
mod scale;
mod shares;
mod spans;
mod spelling;
mod sums;
mod tallies;
mod telling;
mod undercut;
mod unsupported;
mod votes;
mod years;

pub use context::{Context, View};
pub(crate) use hedges::is_will;
pub use meta::{Example, Meta};
pub(crate) use words::is_empty_verb;

use rayon::prelude::*;

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
    &recall::RecalledOtherwise,
    &ages::AgeBirth,
    &spans::SpanLength,
    &sums::SumOfParts,
    &differences::DifferenceOfTwo,
    &changes::PercentChange,
    &direction::DirectionOfChange,
    &changes::PercentOrPoints,
    &sums::SharesExceedWhole,
    &sums::PartExceedsWhole,
    &shares::ShareOfWhole,
    &lists::CountOfList,
    &measures::MagnitudeSlip,
    &measures::Conversion,
    &measures::RangeOrder,
    &headline::OneQuantityTwoValues,
    &headline::HeadlineBody,
    &unsupported::HeadlineUnsupported,
    &hedges::CertaintyRaised,
    &hedges::ContestedUnattributed,
    &spelling::NameVariant,
    &names::SecondReferenceFirst,
    &names::RoleConflict,
    &names::EventOrder,
    &names::Acronym,
    &places::PlaceContainment,
    &quotes::QuoteTwoWordings,
    &quotes::QuoteTwoSpeakers,
    &cuts::QuoteCut,
    &reversal::SpeakerReversal,
    &quotes::QuoteUnattributed,
    &anonymous::AnonymousBare,
    &anonymous::AnonymousNoReason,
    &anonymous::SourcesPlural,
    &anonymous::AnonymousAttack,
    &response::NoResponse,
];

/// The check with this name.
pub fn find(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|c| c.meta().id == id)
}

/// Runs the checks that are on.
pub fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let on: Vec<_> = CHECKS.iter().filter(|c| c.meta().on).collect();
    let found = on.par_iter().map(|check| {
        let mut found = Vec::new();
        check.run(context, &mut found);
        found
    });
    out.extend(found.collect::<Vec<_>>().into_iter().flatten());
}

#[cfg(test)]
mod tests;
