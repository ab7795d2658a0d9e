//! Lists of names in which an article has one member for another: "in Peru, Bolivia and the Philippines", where the
//! file has Peru, Colombia and the Philippines.
//!
//! Whatever words the article puts around such a list, three names of which all but one are on file, told of what the
//! claim is about, are that list. Fewer names, or two that differ, may be another.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::lexicon;
use crate::reading::Reading;
use crate::reading::statement::{Phrase, Polarity, Statement};

use super::binding::{Thing, same_thing};
use super::case::{Case, finding};
use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind};
use super::world::World;

/// Fewest names that make a list known again.
const FEWEST: usize = 3;
/// How deep phrases are looked into.
const DEEPEST: usize = 4;

/// Compares the lists of the article with those of the claims that no finding is about yet.
pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for claim in &case.prepared.known {
        let on_file = matches!(claim.origin, Origin::Claim { .. })
            && claim.is_asserted()
            && claim.statement.polarity == Polarity::Affirmed;
        let name = if on_file { case.name_of(claim) } else { continue };
        for list in lists(&claim.statement) {
            if findings.iter().any(|f| f.rule == name) {
                break;
            }
            findings.extend(
                case.own()
                    .find_map(|fact| another_member(case, fact, claim, list)),
            );
        }
    }
}

/// The coordinations of three names and more.
fn lists(statement: &Statement) -> Vec<&Phrase> {
    let named = |p: &Phrase| p.entity.is_some();
    let mut out = statement.phrases_within(DEEPEST);
    out.retain(|p| {
        p.conjuncts.len() + 1 >= FEWEST && !p.disjunction && named(p) && p.conjuncts.iter().all(named)
    });
    out
}

fn another_member(case: &Case<'_>, fact: &Arc<Fact>, claim: &Arc<Fact>, on_file: &Phrase) -> Option<Finding> {
    if !fact.is_asserted() || fact.statement.polarity != Polarity::Affirmed {
        return None;
    }
    let world = case.world();
    let wanted = members(on_file, &claim.reading, &world);
    for list in lists(&fact.statement) {
        let there = members(list, &fact.reading, &world);
        if there.len() != wanted.len() {
            continue;
        }
        let among = |one: &Thing, of: &[(Thing, &Phrase)]| of.iter().any(|(t, _)| same_thing(one, t, &world));
        let mut other = there.iter().filter(|(t, _)| !among(t, &wanted));
        let mut missing = wanted.iter().filter(|(t, _)| !among(t, &there));
        let (Some((_, said)), None) = (other.next(), other.next()) else {
            continue;
        };
        let (Some((_, left_out)), None) = (missing.next(), missing.next()) else {
            continue;
        };
        // A part of the one may be meant by the other.
        if lexicon::lies_in(&said.lemma, &left_out.lemma) || lexicon::lies_in(&left_out.lemma, &said.lemma) {
            continue;
        }
        if !speaks_of(fact, claim, on_file) {
            continue;
        }
        let message = format!(
            "this contradicts what is on file: “{}”",
            case.words_on_file(claim)
        );
        let mut found = finding(
            case.name_of(claim),
            FindingKind::Contradiction,
            Severity::Error,
            message,
            case.place(said.span),
        );
        found.reason = format!(
            "the list on file has “{}”, the text has “{}” in its place",
            left_out.text, said.text
        );
        found.related = case.origins(claim);
        found.normal_form = fact.normal_form();
        found.proof = vec![found.reason.clone()];
        return Some(found);
    }
    None
}

/// The members of a list, each by itself.
fn members<'p>(list: &'p Phrase, reading: &Reading, world: &World<'_>) -> Vec<(Thing, &'p Phrase)> {
    std::iter::once(list)
        .chain(&list.conjuncts)
        .map(|p| {
            let mut alone = p.clone();
            alone.conjuncts.clear();
            (Thing::of(&alone, reading, world), p)
        })
        .collect()
}

/// Whether the sentence of the article names what the claim says of the list: its subject, or what it is done to.
fn speaks_of(fact: &Fact, claim: &Fact, list: &Phrase) -> bool {
    let arguments = claim.statement.subject.iter().chain(&claim.statement.objects);
    let mut about = arguments
        .map(|a| &a.phrase)
        .filter(|p| !p.span.overlaps(list.span))
        .peekable();
    let Some(words) = fact
        .reading
        .sentences
        .get(fact.statement.sentence)
        .map(|s| &s.tree.words)
    else {
        return false;
    };
    let said = fact.statement.phrases_within(DEEPEST);
    about.peek().is_some()
        && about.all(|p| {
            let by_entity = p.entity.is_some() && said.iter().any(|q| q.entity == p.entity);
            let by_word = || words.iter().any(|w| w.lemma.eq_ignore_ascii_case(&p.lemma));
            by_entity || p.entity.is_none() && by_word()
        })
}
