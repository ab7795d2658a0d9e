//! One word to another: the same, narrower, wider, excluding.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::knowledge::{Knowledge, OfWord};
use super::part::PartRelation;
use crate::lexicon::{self, Word, WordClass};
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

/// Two words that have nothing to do with each other.
const UNRELATED: Pair = Pair {
    relation: (PartRelation::Different, "not related"),
    text_ends_by_itself: false,
    claim_ends_by_itself: false,
};

/// A word (in lower case) with what rulebook and lexicon say of it by itself, to be held against others.
#[derive(Debug)]
struct Asked {
    text: Box<str>,
    of_rulebook: OfWord,
    /// A verb of so many senses that a dictionary relates it to everything.
    is_vague_verb: bool,
    /// A verb that means "end" only of what has no object.
    ends_by_itself: bool,
    /// In the lexicon, by class, once it was asked for there.
    in_lexicon: [OnceCell<Word>; 4],
}

impl Asked {
    fn new(text: &str, knowledge: &Knowledge) -> Self {
        Self {
            text: text.into(),
            of_rulebook: knowledge.of_word(text),
            is_vague_verb: knowledge.is("vague-verb", text),
            ends_by_itself: knowledge.is("ends-by-itself", text),
            in_lexicon: Default::default(),
        }
    }

    fn in_lexicon(&self, class: WordClass) -> &Word {
        let [noun, verb, adjective, adverb] = &self.in_lexicon;
        let cell = match class {
            WordClass::Noun => noun,
            WordClass::Verb => verb,
            WordClass::Adjective => adjective,
            WordClass::Adverb => adverb,
        };
        cell.get_or_init(|| Word::of(&self.text, class))
    }
}

/// What is known of two words, worked out.
fn work_out(text: &Asked, claim: &Asked, class: WordClass, knowledge: &Knowledge) -> Pair {
    let verbs = class == WordClass::Verb;
    Pair {
        relation: by_knowledge(text, claim, class, knowledge),
        text_ends_by_itself: verbs && ends_by_itself(text, claim, knowledge),
        claim_ends_by_itself: verbs && ends_by_itself(claim, text, knowledge),
    }
}

fn by_knowledge(
    text: &Asked,
    claim: &Asked,
    class: WordClass,
    knowledge: &Knowledge,
) -> (PartRelation, &'static str) {
    let (of_text, of_claim) = (&text.of_rulebook, &claim.of_rulebook);
    if of_text.same_term(of_claim) {
        return (PartRelation::Equal, "words for one thing");
    }
    if text.text != claim.text && of_text.opposite(of_claim) {
        return (PartRelation::Excludes, "opposites");
    }
    // "take", "make", "have": so many senses that a dictionary relates them to everything.
    if class == WordClass::Verb && (text.is_vague_verb || claim.is_vague_verb) {
        return (PartRelation::Different, "not related");
    }
    // What the dictionary has under one of many senses, and news never means.
    let pair = |class: &str| {
        let written = |a: &str, b: &str| knowledge.is(class, &format!("{a}={b}"));
        written(&text.text, &claim.text) || written(&claim.text, &text.text)
    };
    match in_lexicon(text.in_lexicon(class), claim.in_lexicon(class), class) {
        (PartRelation::Excludes, _) if pair("never-opposite") => (PartRelation::Different, "not related"),
        (PartRelation::Equal | PartRelation::Narrower | PartRelation::Wider, _) if pair("never-same") => {
            (PartRelation::Different, "not related")
        }
        // A driver is to the dictionary an operator, which is a cause, and no person.
        (PartRelation::Different, _)
            if class == WordClass::Noun
                && &*claim.text == "person"
                && lexicon::is_kind_of(&text.text, "operator", WordClass::Noun) =>
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
    /// By their numbers.
    words: Vec<Asked>,
    pairs: FxHashMap<(u32, u32, WordClass), Pair>,
    opposed: FxHashMap<(u32, u32), bool>,
}

impl Remembered {
    fn number(&mut self, word: &str, knowledge: &Knowledge) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        self.words.push(Asked::new(word, knowledge));
        number
    }

    fn pair(&mut self, text: u32, claim: u32, class: WordClass, knowledge: &Knowledge) -> Pair {
        let words = &self.words;
        *self.pairs.entry((text, claim, class)).or_insert_with(|| {
            match (words.get(text as usize), words.get(claim as usize)) {
                (Some(text), Some(claim)) => work_out(text, claim, class, knowledge),
                _ => UNRELATED,
            }
        })
    }
}

thread_local! {
    /// The same few thousand pairs are asked for over and over: an article's words against those of the
    /// rulebook.
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// What is remembered of the words of `knowledge`. `ask` must not lead here again.
fn remembered_of<T>(knowledge: &Knowledge, ask: impl FnOnce(&mut Remembered) -> T) -> T {
    REMEMBERED.with_borrow_mut(|known| {
        let fingerprint = knowledge.words_fingerprint();
        let full = known.pairs.len().max(known.opposed.len()) >= MOST_REMEMBERED;
        if known.fingerprint != fingerprint || full {
            *known = Remembered {
                fingerprint,
                ..Remembered::default()
            };
        }
        ask(known)
    })
}

fn remembered(text: &str, claim: &str, class: WordClass, knowledge: &Knowledge) -> Pair {
    remembered_of(knowledge, |known| {
        let (text, claim) = (known.number(text, knowledge), known.number(claim, knowledge));
        known.pair(text, claim, class, knowledge)
    })
}

/// See [`Knowledge::opposed`].
pub(super) fn remembered_opposed(a: &str, b: &str, knowledge: &Knowledge) -> bool {
    remembered_of(knowledge, |known| {
        let key = (known.number(a, knowledge), known.number(b, knowledge));
        *known
            .opposed
            .entry(key)
            .or_insert_with(|| knowledge.opposed_anew(a, b))
    })
}

/// Says of each verb of texts (in lower case) what it is to that of a claim, whatever stands around them.
pub(super) fn each_verb<'t>(
    texts: impl Iterator<Item = &'t str>,
    claim: &str,
    knowledge: &Knowledge,
    mut say: impl FnMut(PartRelation),
) {
    remembered_of(knowledge, |known| {
        let claim = known.number(claim, knowledge);
        for text in texts {
            let text = known.number(text, knowledge);
            say(known.pair(text, claim, WordClass::Verb, knowledge).relation.0);
        }
    });
}

/// What the lexicon says of the two.
fn in_lexicon(text: &Word, claim: &Word, class: WordClass) -> (PartRelation, &'static str) {
    if text.antonyms(claim) {
        return (PartRelation::Excludes, "opposites");
    }
    if text.synonyms(claim) {
        return (PartRelation::Equal, "synonyms");
    }
    if text.is_kind_of(claim) {
        return (PartRelation::Narrower, "a kind of it");
    }
    if claim.is_kind_of(text) {
        return (PartRelation::Wider, "a kind of it");
    }
    if class == WordClass::Verb && text.entails(claim) {
        return (PartRelation::Narrower, "the one entails the other");
    }
    if text.exclusive(claim).is_some() {
        return (PartRelation::Excludes, "they exclude each other");
    }
    if class == WordClass::Verb && text.derived(claim) {
        return (PartRelation::Equal, "derived from it");
    }
    UNRELATED.relation
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
fn ends_by_itself(own: &Asked, other: &Asked, knowledge: &Knowledge) -> bool {
    own.ends_by_itself && knowledge.same_term("end", &other.text)
}
