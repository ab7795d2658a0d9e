//! A word that was looked up, for many questions about it and others.

use std::rc::Rc;

use super::entry::{Entry, entry};
use super::{ACTION_ENDINGS, SynsetRelation, WIDE, WordClass, exclusion, is_head_adjective, knows, related};

/// A word in one class. What it is asked about another is what the function of the same name says of the two texts;
/// both are of one class.
#[derive(Debug, Clone)]
pub struct Word(Rc<Entry>);

impl Word {
    /// Looks up `word` (a lemma in lower case).
    pub fn of(word: &str, class: WordClass) -> Self {
        Self(entry(word, class))
    }

    /// See [`super::synonyms`].
    pub fn synonyms(&self, other: &Self) -> bool {
        self.0.text == other.0.text || self.0.frequent.iter().any(|s| other.0.frequent.contains(s))
    }

    /// See [`super::is_kind_of`].
    pub fn is_kind_of(&self, wide: &Self) -> bool {
        let (narrow, wide) = (&self.0, &wide.0);
        if narrow.class == WordClass::Adjective {
            let in_cluster = |&s| related(s, SynsetRelation::SimilarTo).any(|t| wide.frequent.contains(&t));
            return narrow.frequent.iter().any(in_cluster)
                && !narrow.frequent.iter().any(|&s| is_head_adjective(s));
        }
        // Of the wide word more senses count: "instrument" is the guitar's kind in its sixth sense, and
        // the narrow word picks it.
        wide.senses
            .iter()
            .take(WIDE)
            .any(|s| narrow.over.contains(&s.synset))
    }

    /// See [`super::entails`].
    pub fn entails(&self, other: &Self) -> bool {
        let entailed = self.0.entailed();
        other.0.frequent.iter().any(|s| entailed.contains(s))
    }

    /// See [`super::antonyms`].
    pub fn antonyms(&self, other: &Self) -> bool {
        self.direct_antonym(other)
            || other.direct_antonym(self)
            || (self.0.class == WordClass::Adjective
                && (self.clustered_antonym(other) || other.clustered_antonym(self)))
    }

    fn direct_antonym(&self, other: &Self) -> bool {
        other.0.word.is_some_and(|b| self.0.antonyms.contains(&b))
    }

    /// Antonyms through the centre of a cluster. Only the first sense of the satellite counts: clusters
    /// are wide, and a rare sense leads anywhere.
    fn clustered_antonym(&self, other: &Self) -> bool {
        let (Some(first), Some(target)) = (self.0.senses.first(), other.0.senses.first()) else {
            return false;
        };
        let cluster = |s| related(s, SynsetRelation::SimilarTo).chain([s]);
        // A centre is similar to all its satellites; going down and up again would join everything.
        cluster(first.synset).any(|centre| {
            related(centre, SynsetRelation::Antonym).any(|a| cluster(target.synset).any(|t| t == a))
        })
    }

    /// See [`super::exclusive`].
    pub fn exclusive(&self, other: &Self) -> Option<exclusion::Exclusion> {
        exclusion::between(&self.0, &other.0)
    }

    /// See [`super::derived`].
    pub fn derived(&self, other: &Self) -> bool {
        let (Some(i), Some(j)) = (self.0.word, other.0.word) else {
            return false;
        };
        self.0.derived().contains(&j)
            || other.0.derived().contains(&i)
            || names_action(&self.0.text, &other.0.text)
            || names_action(&other.0.text, &self.0.text)
    }
}

/// Whether the noun is the verb with an ending ("annexation" of "annex"): WordNet has most such
/// pairs, not all.
fn names_action(noun: &str, verb: &str) -> bool {
    verb.len() >= 4
        && ACTION_ENDINGS.iter().any(|ending| {
            noun.strip_suffix(ending)
                .is_some_and(|stem| stem == verb || verb.strip_suffix('e') == Some(stem))
        })
        && knows(verb, WordClass::Verb)
}
