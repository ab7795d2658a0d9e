//! Statements by their predicates, so that a claim is compared only with those it may have to do with.
//!
//! Most pairs of statements end at their predicates, and there are far fewer predicates than statements: two
//! lemmas are compared once for all statements that have them.

use rustc_hash::FxHashMap;

use super::compare::is_existence;
use super::infer::Follows;
use super::knowledge::Knowledge;
use super::part::PartRelation;
use super::relation::Side;
use super::words::{each_verb, lower};
use crate::reading::statement::{Certainty, Statement, StatementKind};

/// A list of statements by their predicates and those of what follows from them. It holds the places in the
/// list, not the statements.
#[derive(Debug, Default)]
pub struct ByPredicate {
    numbers: FxHashMap<String, usize>,
    /// Lemma in lower case, and the places of the statements that have it.
    lemmas: Vec<(String, Vec<usize>)>,
    states: Vec<usize>,
    passives: Vec<usize>,
    certainties: Vec<Certainty>,
}

impl ByPredicate {
    /// The next statement of the list, with what follows from it.
    pub fn push(&mut self, text: Side<'_>, follows: &Follows, knowledge: &Knowledge) {
        let place = self.certainties.len();
        self.certainties.push(text.statement.certainty);
        self.add(place, text.statement);
        for (_, statement) in follows.statements(text, knowledge) {
            self.add(place, statement);
        }
    }

    fn add(&mut self, place: usize, statement: &Statement) {
        fn note(list: &mut Vec<usize>, place: usize) {
            if list.last() != Some(&place) {
                list.push(place);
            }
        }
        let lemma = lower(&statement.predicate.lemma);
        let number = match self.numbers.get(&*lemma) {
            Some(&number) => number,
            None => {
                let number = self.lemmas.len();
                self.numbers.insert(lemma.clone().into_owned(), number);
                self.lemmas.push((lemma.into_owned(), Vec::new()));
                number
            }
        };
        if let Some((_, places)) = self.lemmas.get_mut(number) {
            note(places, place);
        }
        if statement.kind == StatementKind::State {
            note(&mut self.states, place);
        }
        if statement.predicate.passive {
            note(&mut self.passives, place);
        }
    }

    /// The places, in order and from `start` on, of all statements that [`super::may_relate`] lets pass, or whose
    /// certainty is another than the claim's, perhaps with others; `None` where that may be any.
    pub fn that_may_relate(
        &self,
        claim: &Statement,
        start: usize,
        knowledge: &Knowledge,
    ) -> Option<Vec<usize>> {
        if is_existence(claim) || !knowledge.functional(&claim.predicate.lemma).is_empty() {
            return None;
        }
        let wanted = lower(&claim.predicate.lemma);
        let mut found = vec![false; self.certainties.len()];
        let mut note = |places: &[usize]| {
            for &place in places
                .get(places.partition_point(|p| *p < start)..)
                .unwrap_or_default()
            {
                if let Some(slot) = found.get_mut(place) {
                    *slot = true;
                }
            }
        };
        let there = || {
            self.lemmas
                .iter()
                .filter(|(_, p)| p.last().is_some_and(|p| *p >= start))
        };
        let mut list = there();
        let lemmas = there().map(|(lemma, _)| lemma.as_str());
        each_verb(lemmas, &wanted, knowledge, |verbs| {
            if let Some((lemma, places)) = list.next()
                && (verbs != PartRelation::Different || may_be_one(lemma, &wanted))
            {
                note(places);
            }
        });
        if claim.predicate.passive {
            note(&self.states);
        }
        if claim.kind == StatementKind::State {
            note(&self.passives);
        }
        let other = |place: usize| self.certainties.get(place).is_some_and(|c| *c != claim.certainty);
        Some(
            found
                .iter()
                .enumerate()
                .skip(start)
                .filter(|&(place, found)| *found || other(place))
                .map(|(place, _)| place)
                .collect(),
        )
    }
}

/// Whether [`super::compare::may_meet`] may let two statements pass for their predicates' lemmas (in lower case),
/// though as words these are nothing to each other.
fn may_be_one(text: &str, claim: &str) -> bool {
    // "jump off / a platform", "jump / off a platform"
    let with_particle = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    text == claim || with_particle(text, claim) || with_particle(claim, text)
}
