//! What the table says of one word in one class, worked out once: an article's few hundred words are
//! asked for over and over.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::exclusion::{self, Membership};
use super::table::TABLE;
use super::{FREQUENT, Sense, Synset, SynsetRelation, WordClass, ancestors, related};

/// A word in one class.
#[derive(Debug)]
pub(super) struct Entry {
    /// The word.
    pub(super) text: Box<str>,
    /// Its class.
    pub(super) class: WordClass,
    /// Its senses, frequent ones first.
    pub(super) senses: Vec<Sense>,
    /// The senses that a reader thinks of: the first three, and of these only such as are not rare
    /// beside the first.
    pub(super) frequent: Vec<Synset>,
    /// What the frequent senses are kinds or instances of, themselves first.
    pub(super) over: Vec<Synset>,
    /// The words (by number) that are antonyms of it in a frequent sense.
    pub(super) antonyms: Vec<u32>,
    /// Its number.
    pub(super) word: Option<u32>,
    sets: OnceCell<Vec<Membership>>,
    entailed: OnceCell<Vec<Synset>>,
    derived: OnceCell<Vec<u32>>,
    country: OnceCell<Option<Vec<Synset>>>,
}

/// Most entries that are kept; a run over many articles begins anew when they are full.
const MOST_KEPT: usize = 1 << 14;

/// The entries of one class by their words.
type Kept = FxHashMap<Box<str>, Rc<Entry>>;

thread_local! {
    static KEPT: RefCell<[Kept; 4]> = RefCell::default();
}

/// The entry of `word` (a lemma in lower case).
pub(super) fn entry(word: &str, class: WordClass) -> Rc<Entry> {
    if let Some(known) = KEPT.with_borrow(|kept| kept[class as usize].get(word).map(Rc::clone)) {
        return known;
    }
    let new = Rc::new(Entry::of(word, class));
    KEPT.with_borrow_mut(|kept| {
        let kept = &mut kept[class as usize];
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(word.into(), Rc::clone(&new));
    });
    new
}

impl Entry {
    fn of(word: &str, class: WordClass) -> Self {
        let number = TABLE.find(word);
        let (from, to) = (class as usize, class as usize + 1);
        let range = TABLE.bounds[from]..TABLE.bounds[to];
        let senses: Vec<Sense> = number
            .into_iter()
            .flat_map(|w| TABLE.senses(w))
            .filter(|(synset, _)| range.contains(synset))
            .map(|(synset, count)| Sense {
                synset: Synset(synset),
                count,
            })
            .collect();
        let most = senses.first().map_or(0, |s| s.count);
        let frequent: Vec<Synset> = senses
            .iter()
            .take(FREQUENT)
            .filter(|s| s.count * 20 >= most)
            .map(|s| s.synset)
            .collect();
        let mut over = frequent.clone();
        for &sense in &frequent {
            for &up in ancestors(sense).iter() {
                if !over.contains(&up) {
                    over.push(up);
                }
            }
        }
        let antonyms = number
            .into_iter()
            .flat_map(|w| TABLE.word_relations(w))
            .filter(|&(kind, synset, _)| kind == 1 && frequent.contains(&Synset(synset)))
            .map(|(_, _, target)| target)
            .collect();
        Self {
            text: word.into(),
            class,
            senses,
            frequent,
            over,
            antonyms,
            word: number,
            sets: OnceCell::new(),
            entailed: OnceCell::new(),
            derived: OnceCell::new(),
            country: OnceCell::new(),
        }
    }

    /// The sets of words that exclude each other which it belongs to.
    pub(super) fn sets(&self) -> &[Membership] {
        self.sets.get_or_init(|| exclusion::memberships(self))
    }

    /// What a frequent sense entails, and what that is a kind of.
    pub(super) fn entailed(&self) -> &[Synset] {
        self.entailed.get_or_init(|| {
            let direct = self
                .frequent
                .iter()
                .flat_map(|&s| related(s, SynsetRelation::Entailment));
            direct.flat_map(|s| ancestors(s).to_vec()).collect()
        })
    }

    /// The words (by number) that it is derived from, or that are derived from it.
    pub(super) fn derived(&self) -> &[u32] {
        self.derived.get_or_init(|| {
            let relations = self.word.into_iter().flat_map(|w| TABLE.word_relations(w));
            relations
                .filter(|&(kind, _, _)| kind != 1)
                .map(|(_, _, target)| target)
                .collect()
        })
    }

    /// The countries that a name, or an adjective of a country, may stand for; `None` where it is none.
    pub(super) fn country(&self) -> Option<&[Synset]> {
        self.country.get_or_init(|| exclusion::country(self)).as_deref()
    }
}
