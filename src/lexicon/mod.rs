//! What is known of English words: which mean the same, which are kinds of which, which exclude
//! each other, which are derived from which.
//!
//! ```
//! use copydesk::lexicon::{self, WordClass};
//! assert!(lexicon::is_kind_of("dog", "animal", WordClass::Noun));
//! assert!(lexicon::antonyms("asleep", "awake", WordClass::Adjective));
//! assert!(lexicon::derived("annexation", "annex"));
//! ```
//!
//! The words are Princeton WordNet 3.1 (Fellbaum 1998; licence in `WORDNET-LICENSE.txt`). A word has
//! many senses and the text doesn't say which: the questions here look at the frequent ones only,
//! so that an answer is what a reader would think of first.

pub mod classes;
mod entry;
mod exclusion;
mod table;
mod word;

pub use exclusion::{Exclusion, exclusive, is_demonym};

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use entry::entry;
use rustc_hash::FxHashMap;
use table::TABLE;
pub use word::Word;

/// Part of speech of a word in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum WordClass {
    Noun,
    Verb,
    Adjective,
    Adverb,
}

/// A set of words that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Synset(u32);

/// One sense of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// What it means.
    pub synset: Synset,
    /// How often a sense-tagged corpus has the word in this sense, up to 127.
    pub count: u32,
}

/// Relation between synsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SynsetRelation {
    /// a dog is an animal
    Hypernym = 1,
    /// Paris is a capital
    Instance = 2,
    /// adjectives of one cluster: crimson, red
    SimilarTo = 3,
    /// to snore is to sleep
    Entailment = 4,
    /// to kill makes somebody die
    Cause = 5,
    /// verbs close in sense
    VerbGroup = 6,
    /// Paris is part of France
    PartOf = 7,
    /// see also
    AlsoSee = 8,
    /// a word of one is an antonym of a word of the other
    Antonym = 9,
}

/// Steps of a hypernym chain that are followed at most; WordNet's longest has 19.
const MAX_DEPTH: usize = 20;
/// How many senses of a word count as frequent.
const FREQUENT: usize = 3;
/// How many senses of a word count when another word is a kind of it.
const WIDE: usize = 6;

/// The senses of `word` (a lemma in lower case) as a `class`, frequent ones first.
pub fn senses(word: &str, class: WordClass) -> impl Iterator<Item = Sense> {
    let entry = entry(word, class);
    (0..entry.senses.len()).filter_map(move |i| entry.senses.get(i).copied())
}

/// Whether the lexicon has `word` as a `class`.
pub fn knows(word: &str, class: WordClass) -> bool {
    senses(word, class).next().is_some()
}

/// The synsets that stand in `relation` to this one.
pub fn related(synset: Synset, relation: SynsetRelation) -> impl Iterator<Item = Synset> {
    TABLE
        .synset_relations(synset.0)
        .filter(move |&(kind, _)| kind == relation as u8)
        .map(|(_, other)| Synset(other))
}

/// `synset` and everything it is a kind or an instance of, nearest first.
pub fn ancestors(synset: Synset) -> Rc<[Synset]> {
    if let Some(known) = ANCESTORS.with_borrow(|known| known.get(&synset).map(Rc::clone)) {
        return known;
    }
    let found: Rc<[Synset]> = climb(synset).into();
    ANCESTORS.with_borrow_mut(|known| {
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(synset, Rc::clone(&found));
    });
    found
}

/// Most synsets whose ancestors are remembered.
const MOST_REMEMBERED: usize = 1 << 13;

thread_local! {
    /// The way up from the same few hundred synsets is asked for over and over.
    static ANCESTORS: RefCell<FxHashMap<Synset, Rc<[Synset]>>> = RefCell::default();
}

fn climb(synset: Synset) -> Vec<Synset> {
    let mut out = vec![synset];
    let mut from = 0;
    for _ in 0..MAX_DEPTH {
        let to = out.len();
        for i in from..to {
            for (kind, other) in TABLE.synset_relations(out[i].0) {
                let other = Synset(other);
                let upward = kind == SynsetRelation::Hypernym as u8 || kind == SynsetRelation::Instance as u8;
                if upward && !out.contains(&other) {
                    out.push(other);
                }
            }
        }
        if out.len() == to {
            break;
        }
        from = to;
    }
    out
}

/// Whether the two words share a frequent sense.
pub fn synonyms(a: &str, b: &str, class: WordClass) -> bool {
    Word::of(a, class).synonyms(&Word::of(b, class))
}

/// Whether a frequent sense of `narrow` is a kind (or an instance) of a frequent sense of `wide`,
/// or, for adjectives, stands in the cluster around it ("crimson", "red").
pub fn is_kind_of(narrow: &str, wide: &str, class: WordClass) -> bool {
    Word::of(narrow, class).is_kind_of(&Word::of(wide, class))
}

/// Whether the adjective is the centre of its cluster (the centre has an antonym of its own).
fn is_head_adjective(synset: Synset) -> bool {
    related(synset, SynsetRelation::SimilarTo).count() > 1
}

/// Whether a frequent sense of one word is what the other entails ("snore", "sleep").
pub fn entails(verb: &str, other: &str) -> bool {
    Word::of(verb, WordClass::Verb).entails(&Word::of(other, WordClass::Verb))
}

/// Whether the two are antonyms in a frequent sense, directly or through the centre of an
/// adjective's cluster ("soaked" is like "wet", whose antonym is "dry").
pub fn antonyms(a: &str, b: &str, class: WordClass) -> bool {
    Word::of(a, class).antonyms(&Word::of(b, class))
}

/// Whether the two words are derived from each other ("annexation", "annex") or the adjective
/// belongs to the noun ("French", "France").
pub fn derived(a: &str, b: &str) -> bool {
    // What is derived from what is said of words, whatever their class.
    Word::of(a, WordClass::Noun).derived(&Word::of(b, WordClass::Noun))
}

/// Endings that make a noun of what a verb does.
const ACTION_ENDINGS: [&str; 8] = ["ation", "ition", "ion", "ment", "ance", "ence", "al", "ing"];

/// Irregular forms of verbs, sorted, one a line with its dictionary form (WordNet's list of
/// exceptions).
static IRREGULAR_VERBS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("irregular_verbs.txt")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// The verb of an irregular past or participle ("risen" → "rise"); `None` for regular ones.
pub fn irregular_verb(form: &str) -> Option<&'static str> {
    let at = IRREGULAR_VERBS
        .binary_search_by(|(f, _)| f.as_bytes().cmp(form.as_bytes()))
        .ok()?;
    IRREGULAR_VERBS.get(at).map(|(_, base)| *base)
}

/// The verb that a participle used as an adjective is made of ("withdrawn" → "withdraw", "closed" →
/// "close").
pub fn verb_of_participle(form: &str) -> Option<String> {
    if let Some(base) = irregular_verb(form) {
        return Some(base.to_owned());
    }
    let stem = form.strip_suffix("ed")?;
    let doubled = stem.chars().last().and_then(|c| stem.strip_suffix(c));
    let candidates = [
        Some(format!("{stem}e")),
        Some(stem.to_owned()),
        doubled.map(str::to_owned),
        stem.strip_suffix('i').map(|s| format!("{s}y")),
    ];
    candidates
        .into_iter()
        .flatten()
        .find(|c| knows(c, WordClass::Verb))
}

/// Words of `class` that `word` is derived from or that are derived from it.
pub fn derivations(word: &str, class: WordClass) -> Vec<String> {
    let Some(word) = TABLE.find(word) else {
        return Vec::new();
    };
    TABLE
        .word_relations(word)
        .filter(|&(kind, detail, _)| kind != 1 && detail == class as u32)
        .filter_map(|(_, _, target)| TABLE.word(target))
        .collect()
}

/// Direct antonyms of a frequent sense of `word`.
pub fn antonyms_of(word: &str, class: WordClass) -> Vec<String> {
    entry(word, class)
        .antonyms
        .iter()
        .filter_map(|&target| TABLE.word(target))
        .collect()
}

/// Whether the place is known to lie in the other ("Lyon", "France").
pub fn lies_in(place: &str, whole: &str) -> bool {
    let wholes: Vec<Synset> = senses(&whole.to_lowercase(), WordClass::Noun)
        .map(|s| s.synset)
        .collect();
    senses(&place.to_lowercase(), WordClass::Noun).any(|s| {
        let mut reached = vec![s.synset];
        let mut from = 0;
        for _ in 0..4 {
            let to = reached.len();
            for i in from..to {
                let next: Vec<Synset> = related(reached[i], SynsetRelation::PartOf).collect();
                reached.extend(next);
            }
            from = to;
        }
        reached.iter().skip(1).any(|r| wholes.contains(r))
    })
}

/// Everything that a synset is part of, itself first.
fn wholes(synset: Synset) -> Vec<Synset> {
    let mut out = vec![synset];
    let mut from = 0;
    for _ in 0..5 {
        let to = out.len();
        for i in from..to {
            for next in related(out[i], SynsetRelation::PartOf) {
                if !out.contains(&next) {
                    out.push(next);
                }
            }
        }
        from = to;
    }
    out
}

/// What towns are instances of.
static TOWNS: LazyLock<Vec<Synset>> = LazyLock::new(|| {
    [
        "city",
        "town",
        "village",
        "capital",
        "national capital",
        "state capital",
        "port",
    ]
    .iter()
    .flat_map(|word| senses(word, WordClass::Noun))
    .map(|s| s.synset)
    .filter(|s| TABLE.file(s.0) == 15)
    .collect()
});

/// Whether two places are known to be apart in every sense of their names: neither lies in the
/// other, and they are in different countries or continents, or two of one kind (two cities).
pub fn places_apart(a: &str, b: &str) -> bool {
    let senses_of = |name: &str| -> Vec<Vec<Synset>> {
        senses(&name.to_lowercase(), WordClass::Noun)
            .filter(|s| matches!(TABLE.file(s.synset.0), 15 | 17))
            .filter(|s| related(s.synset, SynsetRelation::Instance).next().is_some())
            .map(|s| wholes(s.synset))
            .collect()
    };
    let countries =
        |of: &[Synset]| -> Vec<Synset> { of.iter().copied().filter(|&s| exclusion::is_country(s)).collect() };
    let continent = senses("continent", WordClass::Noun).next().map(|s| s.synset);
    let continents = |of: &[Synset]| -> Vec<Synset> {
        of.iter()
            .copied()
            .filter(|&s| related(s, SynsetRelation::Instance).any(|k| Some(k) == continent))
            .collect()
    };
    let kinds = |of: &[Synset]| -> Vec<Synset> {
        of.first()
            .map(|&s| related(s, SynsetRelation::Instance).collect())
            .unwrap_or_default()
    };
    let apart = |x: &Vec<Synset>, y: &Vec<Synset>| {
        let inside = x.first().is_some_and(|s| y.contains(s)) || y.first().is_some_and(|s| x.contains(s));
        let disjoint = |own: &[Synset], other: &[Synset]| {
            !own.is_empty() && !other.is_empty() && own.iter().all(|c| !other.contains(c))
        };
        let elsewhere = disjoint(&countries(x), &countries(y)) || disjoint(&continents(x), &continents(y));
        let town = |of: &[Synset]| {
            kinds(of)
                .iter()
                .any(|&k| ancestors(k).iter().any(|up| TOWNS.contains(up)))
        };
        !inside && (elsewhere || (town(x) && town(y)) || kinds(x).iter().any(|k| kinds(y).contains(k)))
    };
    let (a, b) = (senses_of(a), senses_of(b));
    !a.is_empty() && !b.is_empty() && a.iter().all(|x| b.iter().all(|y| apart(x, y)))
}

/// Whether a sense of the name is an instance of a place: a city, a country, a river.
pub fn is_place(name: &str) -> bool {
    senses(&name.to_lowercase(), WordClass::Noun).any(|s| {
        // Lexicographer's files 15 (location) and 17 (natural object).
        matches!(TABLE.file(s.synset.0), 15 | 17)
            && related(s.synset, SynsetRelation::Instance).next().is_some()
    })
}

/// Whether a sense of the name is an instance of a person ("Tyler" is a president's).
pub fn is_person(name: &str) -> bool {
    senses(&name.to_lowercase(), WordClass::Noun).any(|s| {
        // Lexicographer's file 18.
        TABLE.file(s.synset.0) == 18 && related(s.synset, SynsetRelation::Instance).next().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordClass::{Adjective, Noun, Verb};

    #[test]
    fn kinds() {
        assert!(is_kind_of("dog", "animal", Noun));
        assert!(is_kind_of("guitar", "instrument", Noun));
        assert!(!is_kind_of("animal", "dog", Noun));
        assert!(is_kind_of("sprint", "run", Verb));
        assert!(!is_kind_of("dog", "cat", Noun));
    }

    #[test]
    fn opposites() {
        assert!(antonyms("man", "woman", Noun));
        assert!(antonyms("accept", "reject", Verb));
        assert!(antonyms("asleep", "awake", Adjective));
        assert!(antonyms("huge", "small", Adjective) || antonyms("huge", "little", Adjective));
        assert!(!antonyms("big", "red", Adjective));
    }

    #[test]
    fn derivation_and_places() {
        assert!(derived("annexation", "annex"));
        assert!(derived("french", "france"));
        assert!(!derived("station", "stat"));
        assert!(derivations("decision", Verb).contains(&"decide".to_owned()));
        assert!(lies_in("Paris", "France"));
        assert!(!lies_in("Paris", "Germany"));
        assert!(is_place("Berlin"));
        assert!(places_apart("Vienna", "Salzburg"));
        assert!(places_apart("Lyon", "Paris") && places_apart("Lyon", "Germany"));
        assert!(!places_apart("Lyon", "France"));
    }

    #[test]
    fn forms_of_verbs() {
        assert_eq!(irregular_verb("risen"), Some("rise"));
        assert_eq!(irregular_verb("walked"), None);
        assert_eq!(verb_of_participle("withdrawn").as_deref(), Some("withdraw"));
        assert_eq!(verb_of_participle("closed").as_deref(), Some("close"));
        assert_eq!(verb_of_participle("stopped").as_deref(), Some("stop"));
        assert_eq!(verb_of_participle("tall"), None);
    }

    #[test]
    fn synonyms_share_a_frequent_sense() {
        assert!(synonyms("buy", "purchase", Verb));
        assert!(synonyms("sofa", "couch", Noun));
        assert!(!synonyms("dog", "cat", Noun));
    }
}
