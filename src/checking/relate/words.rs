//! One word to another: the same, narrower, wider, excluding.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::knowledge::Knowledge;
use super::part::PartRelation;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Role, Statement};

/// What the word of the text is to the word of the claim, with the knowledge that says so.
pub(crate) fn relate_words(
    text: &str,
    claim: &str,
    class: WordClass,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    let (text, claim) = (lower(text), lower(claim));
    let (text, claim) = (&*text, &*claim);
    if text == claim {
        return SAME.relation;
    }
    remembered(text, claim, class, knowledge).relation
}

/// What is known of two words.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// What the one is to the other, and the knowledge that says so.
    relation: (PartRelation, &'static str),
    /// Two verbs that are one only where the text's has no object.
    text_ends_by_itself: bool,
    /// Two verbs that are one only where the claim's has no object.
    claim_ends_by_itself: bool,
}

/// One word.
const SAME: Pair = Pair {
    relation: (PartRelation::Equal, "the same word"),
    text_ends_by_itself: false,
    claim_ends_by_itself: false,
};

/// What is known of two words, worked out.
fn work_out(text: &str, claim: &str, class: WordClass, knowledge: &Knowledge) -> Pair {
    let verbs = class == WordClass::Verb;
    Pair {
        relation: by_knowledge(text, claim, class, knowledge),
        text_ends_by_itself: verbs && ends_by_itself(text, claim, knowledge),
        claim_ends_by_itself: verbs && ends_by_itself(claim, text, knowledge),
    }
}

fn by_knowledge(
    text: &str,
    claim: &str,
    class: WordClass,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    if knowledge.same_term(text, claim) {
        return (PartRelation::Equal, "words for one thing");
    }
    if knowledge.opposite(text, claim) {
        return (PartRelation::Excludes, "opposites");
    }
    // "take", "make", "have": so many senses that a dictionary relates them to everything.
    if class == WordClass::Verb && (knowledge.is("vague-verb", text) || knowledge.is("vague-verb", claim)) {
        return (PartRelation::Different, "not related");
    }
    // What the dictionary has under one of many senses, and news never means.
    let pair = |class: &str| {
        let written = |a: &str, b: &str| knowledge.is(class, &format!("{a}={b}"));
        written(text, claim) || written(claim, text)
    };
    match in_lexicon(text, claim, class) {
        (PartRelation::Excludes, _) if pair("never-opposite") => (PartRelation::Different, "not related"),
        (PartRelation::Equal | PartRelation::Narrower | PartRelation::Wider, _) if pair("never-same") => {
            (PartRelation::Different, "not related")
        }
        // A driver is to the dictionary an operator, which is a cause, and no person.
        (PartRelation::Different, _)
            if class == WordClass::Noun
                && claim == "person"
                && lexicon::is_kind_of(text, "operator", WordClass::Noun) =>
        {
            (PartRelation::Narrower, "a kind of it")
        }
        found => found,
    }
}

/// The word in lower case, which it mostly is.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Most pairs that are remembered; a run over many articles begins anew when they are full.
const MOST_REMEMBERED: usize = 1 << 16;

/// What rulebook and lexicon said of pairs of words. Nothing goes through the tables in their order.
#[derive(Debug, Default)]
struct Remembered {
    /// The words of the rulebook that it holds for.
    fingerprint: u64,
    numbers: FxHashMap<String, u32>,
    pairs: FxHashMap<(u32, u32, WordClass), Pair>,
}

impl Remembered {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

thread_local! {
    /// The same few thousand pairs are asked for over and over: an article's words against those of the
    /// rulebook.
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

fn remembered(text: &str, claim: &str, class: WordClass, knowledge: &Knowledge) -> Pair {
    REMEMBERED.with_borrow_mut(|known| {
        let fingerprint = knowledge.words_fingerprint();
        if known.fingerprint != fingerprint || known.pairs.len() >= MOST_REMEMBERED {
            *known = Remembered {
                fingerprint,
                ..Remembered::default()
            };
        }
        let key = (known.number(text), known.number(claim), class);
        *known
            .pairs
            .entry(key)
            .or_insert_with(|| work_out(text, claim, class, knowledge))
    })
}

/// What the verb of a text (in lower case) is to that of a claim, whatever stands around them.
pub(super) fn remembered_verbs(text: &str, claim: &str, knowledge: &Knowledge) -> PartRelation {
    remembered(text, claim, WordClass::Verb, knowledge).relation.0
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
    text: &Statement,
    claim: &Statement,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    let (t, c) = (&text.predicate.lemma, &claim.predicate.lemma);
    let (t, c) = (lower(t), lower(c));
    let verbs = match t == c {
        true => SAME,
        false => remembered(&t, &c, WordClass::Verb, knowledge),
    };
    let transitive = |s: &Statement| s.objects.iter().any(|o| o.role == Role::Object);
    if verbs.text_ends_by_itself && transitive(text) || verbs.claim_ends_by_itself && transitive(claim) {
        return (PartRelation::Different, "another sense of the word");
    }
    verbs.relation
}

/// "closed a school" is not "ended a school", though "the festival closed" is "the festival ended": whether the
/// verb means "end" only of what has no object.
fn ends_by_itself(own: &str, other: &str, knowledge: &Knowledge) -> bool {
    knowledge.is("ends-by-itself", own) && knowledge.same_term("end", other)
}
