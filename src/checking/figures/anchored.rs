//! A figure of the file told of somebody else, or of another place.
//!
//! A number that one claim alone has is as good as a name for what the claim says. Where the clause that has it names another person,
//! organisation or place of the file in the stead of the claim's, the two are mixed up ("in 71 percent of cases Aalto", when it was Mehra).

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::statement::QuantityMention;
use crate::reading::tree::Upos;
use crate::rules::book::EntityKind;

use super::super::case::Case;
use super::super::finding::Finding;
use super::accounts::{is_said, of_one_kind, shared};
use super::{Given, OnFile, Told, digits, otherwise_named, rows};

/// Compares those whom the clauses with figures of the file name.
pub(super) fn check(case: &Case<'_>, claims: &[&OnFile], told: &[Told<'_>], findings: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for on_file in claims {
        let Given::Figure(wanted) = &on_file.given else {
            continue;
        };
        if !is_telling(wanted) {
            continue;
        }
        let Some(of_claim) = Named::of(&on_file.claim.reading, wanted.span) else {
            continue;
        };
        let at = |t: &'_ Told<'_>| -> Vec<TextSpan> {
            let same = t
                .figures
                .iter()
                .filter(|q| q.quantity == wanted.quantity && of_one_kind(q, wanted));
            same.map(|q| q.span).collect()
        };
        let places: Vec<(&Told<'_>, TextSpan)> = told
            .iter()
            .flat_map(|t| at(t).into_iter().map(move |s| (t, s)))
            .collect();
        // Told twice, it is told of whom the claim names somewhere.
        let [(sentence, said)] = places.as_slice() else {
            continue;
        };
        let shared = shared(case, on_file, sentence, Some(wanted));
        if shared.words == 0 && wanted.quantity.value < Decimal::ONE_THOUSAND
            || !is_said(case, sentence, *said)
            || !is_of_one_claim(case, on_file, wanted)
        {
            continue;
        }
        let Some(of_article) = Named::of(&case.reading, *said) else {
            continue;
        };
        let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
        for (kind, part) in kinds.into_iter().flat_map(|k| Named::PARTS.map(|p| (k, p))) {
            // A pronoun may stand for the right one.
            if kind != EntityKind::Place && of_article.has_pronoun {
                continue;
            }
            let of_kind = |id: &u32| case.world().entity(*id).is_some_and(|e| e.kind == kind);
            let lacking = part(&of_claim)
                .iter()
                .copied()
                .filter(|id| of_kind(id) && !of_article.has(*id));
            let instead = part(&of_article)
                .iter()
                .copied()
                .filter(|id| of_kind(id) && !of_claim.has(*id));
            let (Some(right), Some(wrong)) = (only(lacking), only(instead)) else {
                continue;
            };
            let place = case.place(*said);
            let known = findings
                .iter()
                .chain(&found)
                .any(|f: &Finding| f.span.overlaps(place));
            if !known
                && let (Some(right), Some(wrong)) = (case.world().entity(right), case.world().entity(wrong))
            {
                found.push(otherwise_named(
                    case,
                    on_file,
                    *said,
                    &right.name.text,
                    &wrong.name.text,
                ));
            }
        }
    }
    findings.extend(found);
}

/// Whether the figure is not one that many things have.
fn is_telling(q: &QuantityMention) -> bool {
    let significant = digits(q.quantity.value).0.trim_end_matches('0').len();
    super::is_plain(&q.quantity)
        && (significant >= 2 && q.quantity.value > Decimal::from(20)
            || q.quantity.value >= Decimal::ONE_THOUSAND)
}

/// Whether no other claim has the figure.
fn is_of_one_claim(case: &Case<'_>, on_file: &OnFile, wanted: &QuantityMention) -> bool {
    let other = |claim: &&std::sync::Arc<super::Fact>| {
        !std::sync::Arc::ptr_eq(&claim.reading, &on_file.claim.reading)
            && claim
                .statement
                .quantities
                .iter()
                .any(|q| q.quantity.value == wanted.quantity.value)
    };
    !case.prepared.known.iter().chain(rows(case)).any(|c| other(&c))
}

/// The one of `all`, where there is one.
fn only(mut all: impl Iterator<Item = u32>) -> Option<u32> {
    all.next().filter(|_| all.next().is_none())
}

/// Whom of the file the narrowest clause around a figure calls by a name.
struct Named {
    /// Those in its subject: "Mehra's moves".
    subject: BTreeSet<u32>,
    /// The others.
    rest: BTreeSet<u32>,
    has_pronoun: bool,
}

impl Named {
    /// The parts that are compared with each other.
    const PARTS: [fn(&Self) -> &BTreeSet<u32>; 2] = [|n| &n.subject, |n| &n.rest];

    fn has(&self, id: u32) -> bool {
        Self::PARTS.iter().any(|part| part(self).contains(&id))
    }
    fn of(reading: &Reading, figure: TextSpan) -> Option<Self> {
        let around = reading.statements.iter().filter(|s| s.span.contains(figure));
        let clause = around.min_by_key(|s| s.span.end - s.span.start)?;
        let within = |span: TextSpan| -> BTreeSet<u32> {
            let mentioned = reading
                .names
                .iter()
                .filter(|n| n.mentions.iter().any(|m| span.contains(*m)));
            mentioned.filter_map(|n| n.known).collect()
        };
        let words = &reading.sentences.get(clause.sentence)?.tree.words;
        let subject = clause
            .subject
            .as_ref()
            .map(|a| within(a.phrase.span))
            .unwrap_or_default();
        Some(Self {
            rest: within(clause.span).difference(&subject).copied().collect(),
            subject,
            has_pronoun: words
                .iter()
                .any(|w| w.upos == Upos::Pron && w.xpos.starts_with("PRP") && clause.span.contains(w.span)),
        })
    }
}
