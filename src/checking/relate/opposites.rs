//! Words of two phrases that exclude each other, and what then clashes.

use super::compare::Comparison;
use super::phrase::Slot;
use crate::reading::statement::{Modifier, Phrase};

impl Comparison<'_> {
    /// "western Ukraine" to "eastern Ukraine": the words by which two parts of one place exclude each other.
    pub(super) fn other_side(&self, text: &Phrase, claim: &Phrase) -> Option<(Phrase, Phrase)> {
        let sides = |p: &Phrase| -> Vec<Phrase> {
            let amod = p.modifiers.iter().filter(|m| m.relation == "amod");
            amod.map(|m| m.phrase.clone()).collect()
        };
        let wanted = sides(claim);
        sides(text).into_iter().find_map(|t| {
            let against = wanted.iter().find(|w| self.excludes(&t, w))?;
            Some((t.clone(), against.clone()))
        })
    }

    /// Whether a rulebook or a pack says that the two words exclude each other.
    pub(super) fn excludes(&self, text: &Phrase, claim: &Phrase) -> bool {
        self.knowledge
            .opposite(&text.lemma.to_lowercase(), &claim.lemma.to_lowercase())
    }

    /// Whether what hangs on both nouns is the same, whichever preposition holds it.
    pub(super) fn about_one_thing(&mut self, text: &Phrase, claim: &Phrase) -> bool {
        let of = |p: &Phrase| -> Vec<Phrase> {
            let all = p.modifiers.iter().filter(|m| m.relation.starts_with("nmod"));
            all.map(|m| m.phrase.clone()).collect()
        };
        let (there, wanted) = (of(text), of(claim));
        let clashes = self.clashes.len();
        let all = wanted.iter().all(|w| {
            there
                .iter()
                .any(|t| self.phrases(t, w, Slot::Adjunct).compatible())
        });
        self.clashes.truncate(clashes);
        all && !there.is_empty()
    }
}

/// "largest", "best", "most".
pub(super) fn is_superlative(adjective: &Phrase) -> bool {
    let word = adjective.text.to_lowercase();
    word.ends_with("est") || matches!(word.as_str(), "most" | "least" | "worst")
}

/// "not guilty"
pub(super) fn is_negated(phrase: &Phrase) -> bool {
    let negation =
        |m: &Modifier| m.relation == "advmod" && matches!(m.phrase.lemma.as_str(), "not" | "never");
    phrase.modifiers.iter().any(negation) || phrase.text.starts_with("not ")
}
