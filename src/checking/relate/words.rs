//! One word to another: the same, narrower, wider, excluding.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::knowledge::Knowledge;
use super::part::PartRelation;
use crate::lexicon::{self, WordClass};

/// What the word of the text is to the word of the claim, with the knowledge that says so.
pub(super) fn relate_words(
    text: &str,
    claim: &str,
    class: WordClass,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    let (text, claim) = (text.to_lowercase(), claim.to_lowercase());
    if text == claim {
        return (PartRelation::Equal, "the same word");
    }
    if knowledge.same_term(&text, &claim) {
        return (PartRelation::Equal, "words for one thing");
    }
    if knowledge.opposite(&text, &claim) {
        return (PartRelation::Excludes, "opposites");
    }
    // "take", "make", "have": so many senses that a dictionary relates them to everything.
    if class == WordClass::Verb && (knowledge.is("vague-verb", &text) || knowledge.is("vague-verb", &claim)) {
        return (PartRelation::Different, "not related");
    }
    remembered(text, claim, class)
}

/// Most pairs that are remembered; a run over many articles begins anew when they are full.
const MOST_REMEMBERED: usize = 1 << 16;

type Pair = (String, String, u8);

thread_local! {
    /// The lexicon is asked for the same few thousand pairs over and over: an article's words against
    /// those of the rulebook.
    static REMEMBERED: RefCell<BTreeMap<Pair, (PartRelation, &'static str)>> = const { RefCell::new(BTreeMap::new()) };
}

fn remembered(text: String, claim: String, class: WordClass) -> (PartRelation, &'static str) {
    let key = (text, claim, class as u8);
    if let Some(known) = REMEMBERED.with_borrow(|known| known.get(&key).copied()) {
        return known;
    }
    let found = in_lexicon(&key.0, &key.1, class);
    REMEMBERED.with_borrow_mut(|known| {
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(key, found);
    });
    found
}

/// What the lexicon says of the two.
fn in_lexicon(text: &str, claim: &str, class: WordClass) -> (PartRelation, &'static str) {
    if lexicon::antonyms(text, claim, class) {
        return (PartRelation::Excludes, "opposites");
    }
    if lexicon::synonyms(text, claim, class) {
        return (PartRelation::Equal, "synonyms");
    }
    if lexicon::is_kind_of(text, claim, class) {
        return (PartRelation::Narrower, "a kind of it");
    }
    if lexicon::is_kind_of(claim, text, class) {
        return (PartRelation::Wider, "a kind of it");
    }
    if class == WordClass::Verb && lexicon::entails(text, claim) {
        return (PartRelation::Narrower, "the one entails the other");
    }
    if lexicon::exclusive(text, claim, class).is_some() {
        return (PartRelation::Excludes, "they exclude each other");
    }
    if class == WordClass::Verb && lexicon::derived(text, claim) {
        return (PartRelation::Equal, "derived from it");
    }
    (PartRelation::Different, "not related")
}

/// The same for predicates: a verb, or the noun that names an event.
pub(super) fn relate_predicates(
    text: &str,
    claim: &str,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    relate_words(text, claim, WordClass::Verb, knowledge)
}
