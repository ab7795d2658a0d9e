//! "a week", "per week", "every week": how often something is paid, done or moved.

use super::adjuncts::Adjunct;
use crate::reading::statement::{CircumstanceKind, Quantifier, Statement};

/// "£160,000 per week" is "£160,000 a week".
pub(super) fn is_rate(per: &Adjunct<'_>, each: &Adjunct<'_>) -> bool {
    per.case == "per" && each.case.is_empty() && per.phrase.lemma == each.phrase.lemma
}

/// "every week" of the text to "a week" of the claim.
pub(super) fn is_each(text: &Statement, wanted: &Adjunct<'_>) -> bool {
    wanted.case.is_empty()
        && text.circumstances.iter().any(|c| {
            c.kind == CircumstanceKind::Time
                && c.marker.is_empty()
                && c.phrase
                    .as_ref()
                    .is_some_and(|p| p.quantifier == Quantifier::All && p.lemma == wanted.phrase.lemma)
        })
}
