//! Which facts on file may bear on a statement: those that share a name, or the head of a phrase.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checking::binding::Thing;
use crate::checking::fact::Fact;
use crate::checking::relate::Knowledge;
use crate::checking::world::World;
use crate::reading::Reading;
use crate::reading::statement::{EntityRef, Phrase, Statement};

/// A list longer than this is passed over where a shorter one is there: it is of a word that half of
/// the rulebook shares.
const LONG_LIST: usize = 512;

/// Facts by the names and heads in them.
#[derive(Debug, Default)]
pub(super) struct Index {
    lists: BTreeMap<String, Vec<usize>>,
}

impl Index {
    /// An index over `facts`.
    pub(super) fn of(facts: &[Arc<Fact>]) -> Self {
        let mut lists: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, fact) in facts.iter().enumerate() {
            for key in keys(&fact.statement, &fact.reading) {
                lists.entry(key).or_default().push(i);
            }
        }
        Self { lists }
    }

    /// The facts that share a key with `fact`, in their order.
    pub(super) fn candidates(&self, fact: &Fact, world: &World<'_>, knowledge: &Knowledge) -> Vec<usize> {
        if self.lists.is_empty() {
            return Vec::new();
        }
        let mut keys = keys(&fact.statement, &fact.reading);
        // "The death toll is eleven" is about people.
        for (_, statement) in fact.follows.statements(fact.side(), knowledge) {
            keys.extend(self::keys(statement, &fact.reading));
        }
        // Where the place may stand for the event, claims about the event are wanted, too.
        let mut events = BTreeSet::new();
        each_phrase(&fact.statement, &mut |phrase| {
            if let Some(event) = world.event_at(&Thing::of(phrase, &fact.reading, world)) {
                events.insert(format!("#{event}"));
            }
        });
        keys.extend(events);
        let lists: Vec<&Vec<usize>> = keys.iter().filter_map(|key| self.lists.get(key)).collect();
        let short = lists.iter().any(|l| l.len() <= LONG_LIST);
        let wanted = lists.into_iter().filter(|l| !short || l.len() <= LONG_LIST);
        let mut out: Vec<usize> = wanted.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn keys(statement: &Statement, reading: &Reading) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    each_phrase(statement, &mut |phrase| match phrase.entity {
        Some(EntityRef::Known(id)) => {
            out.insert(format!("#{id}"));
        }
        Some(EntityRef::Named(i)) => {
            let name = reading
                .names
                .get(i as usize)
                .map_or(phrase.lemma.as_str(), |n| n.text.as_str());
            out.extend(name.split_whitespace().last().map(str::to_lowercase));
        }
        None => {
            out.insert(phrase.lemma.to_lowercase());
        }
    });
    out
}

fn each_phrase(statement: &Statement, visit: &mut dyn FnMut(&Phrase)) {
    fn walk(phrase: &Phrase, depth: usize, visit: &mut dyn FnMut(&Phrase)) {
        visit(phrase);
        if depth < 4 {
            for inner in phrase
                .modifiers
                .iter()
                .map(|m| &m.phrase)
                .chain(&phrase.conjuncts)
            {
                walk(inner, depth + 1, visit);
            }
        }
    }
    for phrase in statement.phrases() {
        walk(phrase, 0, visit);
    }
}
