//! What a sentence is about, whatever its grammar: who is named in it and its words of weight.
//!
//! Two sentences that share these may say the same in clauses that can't be laid side by side ("the photographs, which Reuss took
//! in 1979", "in 1979 Reuss had the sculptures photographed"). Sharing them is no proof; what else has to hold is for the caller to say.

use std::collections::BTreeSet;

use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Reading;
use crate::reading::statement::EntityRef;
use crate::reading::tree::Upos;

use super::binding::same_name;
use super::checks::is_empty_verb;
use super::relate::Knowledge;

/// How deep phrases are looked into for names.
const DEEPEST: usize = 4;

/// Who is named in a sentence and its words of weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Topic {
    /// Names, those that pronouns and descriptions stand for among them: id on the rulebook's list, and the fullest form.
    pub(super) names: Vec<(Option<u32>, String)>,
    /// Lemmas of nouns, full verbs and adjectives outside of names, in lower case.
    pub(super) words: Vec<(String, WordClass)>,
}

/// How much of one topic another has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    /// Names that both have.
    pub(super) names: usize,
    /// Words that both have, in one form or another.
    pub(super) words: usize,
    /// Names and words of the first that the other lacks.
    pub(super) missing: usize,
}

impl Topic {
    /// What the sentence at `index` is about, the words at `without` (numbers, times) left out.
    pub(super) fn of(reading: &Reading, index: usize, without: &[TextSpan]) -> Self {
        let Some(sentence) = reading.sentences.get(index) else {
            return Self::default();
        };
        let mut taken: Vec<TextSpan> = without.to_vec();
        let mut ids: BTreeSet<usize> = BTreeSet::new();
        for (i, name) in reading.names.iter().enumerate() {
            for mention in name.mentions.iter().filter(|m| sentence.span.contains(**m)) {
                taken.push(*mention);
                ids.insert(i);
            }
        }
        for statement in reading.statements.iter().filter(|s| s.sentence == index) {
            for phrase in statement.phrases_within(DEEPEST) {
                ids.extend(match phrase.entity {
                    Some(EntityRef::Named(i)) => Some(i as usize),
                    Some(EntityRef::Known(id)) => reading.names.iter().position(|n| n.known == Some(id)),
                    None => None,
                });
            }
        }
        let names = ids
            .into_iter()
            .filter_map(|i| reading.names.get(i))
            .map(|n| (n.known, n.text.clone()))
            .collect();
        let words = sentence
            .tree
            .words
            .iter()
            .filter(|w| !taken.iter().any(|t| t.overlaps(w.span)));
        let words = words.filter_map(|w| {
            let class = match w.upos {
                Upos::Noun | Upos::Propn => WordClass::Noun,
                Upos::Verb => WordClass::Verb,
                Upos::Adj => WordClass::Adjective,
                _ => return None,
            };
            let lemma = w.lemma.to_lowercase();
            (!(class == WordClass::Verb && is_empty_verb(&lemma))).then_some((lemma, class))
        });
        Self {
            names,
            words: words.collect(),
        }
    }

    /// How much of `self` the other has.
    pub(super) fn shared(&self, other: &Self, knowledge: &Knowledge) -> Shared {
        let name = |a: &(Option<u32>, String)| {
            other.names.iter().any(|b| match (a.0, b.0) {
                (Some(a), Some(b)) => a == b,
                _ => same_name(&a.1, &b.1),
            })
        };
        let names = self.names.iter().filter(|n| name(n)).count();
        let words = self
            .words
            .iter()
            .filter(|w| other.words.iter().any(|o| is_same_word(w, o, knowledge)))
            .count();
        Shared {
            names,
            words,
            missing: self.names.len() + self.words.len() - names - words,
        }
    }

    /// Whether `word` is among the words, in one form or another.
    pub(super) fn has(&self, word: &str, class: WordClass, knowledge: &Knowledge) -> bool {
        let word = (word.to_lowercase(), class);
        self.words.iter().any(|o| is_same_word(&word, o, knowledge))
    }
}

/// "shoot" and "shooting", "run" and "runner", "approve" and "approval", synonyms, one term of the rulebook.
fn is_same_word(a: &(String, WordClass), b: &(String, WordClass), knowledge: &Knowledge) -> bool {
    a.0 == b.0
        || a.1 == b.1 && lexicon::synonyms(&a.0, &b.0, a.1)
        || lexicon::derived(&a.0, &b.0)
        || knowledge.same_term(&a.0, &b.0)
}
