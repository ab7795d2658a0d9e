//! Within a pair of groups of sentences: which word of the one stands for which word of the other.
//!
//! Three passes, each over what the ones before it left: equal words in order (`similar`), equal
//! words anywhere (active and passive, reordered parts), words that mean the same ("firm",
//! "company"; "annexation", "annex").

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::checking::relate::Knowledge;
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Tree, Upos};

use super::align::Pair;
use super::version::{Version, Word, WordKind};

/// At most so many words a side are compared by meaning: beyond it the two are not one sentence.
const MOST_BY_MEANING: usize = 60;

/// The words of both sides with their partners.
pub(super) struct Pairing<'v, 'a> {
    /// The old revision.
    pub(super) old: &'v Version<'a>,
    /// The new revision.
    pub(super) new: &'v Version<'a>,
    /// The old sentences.
    pub(super) old_sentences: Vec<usize>,
    /// The new sentences.
    pub(super) new_sentences: Vec<usize>,
    /// Words of the old side.
    pub(super) a: Side<'v>,
    /// Words of the new side.
    pub(super) b: Side<'v>,
}

/// One side's words, in order, sentence after sentence.
pub(super) struct Side<'v> {
    /// The words.
    pub(super) words: Vec<Placed<'v>>,
    /// Index of the partner on the other side.
    pub(super) partner: Vec<Option<usize>>,
    /// Where the sentences begin in `words`.
    starts: BTreeMap<usize, usize>,
}

/// A word with its tree.
#[derive(Clone, Copy)]
pub(super) struct Placed<'v> {
    /// The word.
    pub(super) word: &'v Word,
    /// Its sentence.
    pub(super) sentence: usize,
    /// Its index in the tree.
    pub(super) index: usize,
    /// The tree.
    pub(super) tree: &'v Tree,
}

impl<'v> Side<'v> {
    fn new(version: &'v Version<'_>, sentences: &[usize]) -> Self {
        let mut words = Vec::new();
        let mut starts = BTreeMap::new();
        for &s in sentences {
            let Some(line) = version.lines.get(s) else {
                continue;
            };
            starts.insert(s, words.len());
            for (index, word) in version.details(s).words.iter().enumerate() {
                words.push(Placed {
                    word,
                    sentence: s,
                    index,
                    tree: line.tree,
                });
            }
        }
        let partner = vec![None; words.len()];
        Self {
            words,
            partner,
            starts,
        }
    }
    /// Where word `index` of a sentence's tree stands in `words`.
    pub(super) fn at(&self, sentence: usize, index: usize) -> Option<usize> {
        let at = self.starts.get(&sentence)? + index;
        self.words.get(at).filter(|w| w.sentence == sentence).map(|_| at)
    }
    /// The head of the word at `i`.
    pub(super) fn head(&self, i: usize) -> Option<usize> {
        let w = self.words.get(i)?;
        self.at(w.sentence, w.tree.words.get(w.index)?.head?)
    }
    /// Relation of the word at `i` to its head, without subtype.
    pub(super) fn relation(&self, i: usize) -> &'static str {
        self.tree_word(i).map_or("", |w| w.deprel.base())
    }
    /// The tree's word at `i`.
    pub(super) fn tree_word(&self, i: usize) -> Option<&'v crate::reading::tree::Word> {
        let w = self.words.get(i)?;
        w.tree.words.get(w.index)
    }
    /// Dependents of the word at `i`.
    pub(super) fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.words.get(i).into_iter().flat_map(move |w| {
            w.tree
                .children(w.index)
                .iter()
                .filter_map(move |&c| self.at(w.sentence, c))
        })
    }
    /// Whether the word at `i` has no partner.
    pub(super) fn is_left(&self, i: usize) -> bool {
        self.partner.get(i) == Some(&None)
    }
    /// Words without a partner, of a kind that `wanted` accepts.
    pub(super) fn left(&self, wanted: impl Fn(WordKind) -> bool) -> Vec<usize> {
        (0..self.words.len())
            .filter(|&i| self.is_left(i) && self.words.get(i).is_some_and(|w| wanted(w.word.kind)))
            .collect()
    }
    /// What the word at `i` is.
    pub(super) fn kind(&self, i: usize) -> WordKind {
        self.words.get(i).map_or(WordKind::Function, |w| w.word.kind)
    }
    /// Lemma of the word at `i`.
    pub(super) fn key(&self, i: usize) -> &'v str {
        self.words.get(i).map_or("", |w| w.word.key.as_str())
    }
}

impl<'v, 'a> Pairing<'v, 'a> {
    /// Pairs the words of `pair`.
    pub(super) fn new(
        old: &'v Version<'a>,
        new: &'v Version<'a>,
        pair: &Pair,
        knowledge: &Knowledge,
    ) -> Self {
        let mut a = Side::new(old, &pair.old);
        let mut b = Side::new(new, &pair.new);
        in_order(&mut a, &mut b);
        anywhere(&mut a, &mut b);
        by_meaning(&mut a, &mut b, knowledge);
        Self {
            old,
            new,
            old_sentences: pair.old.clone(),
            new_sentences: pair.new.clone(),
            a,
            b,
        }
    }
    /// The greater of the two sides' shares of words with meaning that have a partner: beneath a
    /// half, the sentences have their place in common and little else.
    pub(super) fn kept(&self) -> f64 {
        let share = |side: &Side<'_>| {
            let counted: Vec<usize> = (0..side.words.len())
                .filter(|&i| {
                    matches!(
                        side.kind(i),
                        WordKind::Content(_) | WordKind::Name | WordKind::Number | WordKind::Time
                    )
                })
                .collect();
            let kept = counted.iter().filter(|&&i| !side.is_left(i)).count();
            kept as f64 / counted.len().max(1) as f64
        };
        share(&self.a).max(share(&self.b))
    }
    /// Whether the words before and after both are partners (or there are none).
    fn same_slot(&self, i: usize, j: usize) -> bool {
        let before = match (i.checked_sub(1), j.checked_sub(1)) {
            (Some(i), Some(j)) => self.a.partner.get(i) == Some(&Some(j)),
            (None, None) => true,
            _ => false,
        };
        let punctuation = |k: WordKind| k == WordKind::Punctuation;
        let after = match (self.a.words.get(i + 1), self.b.words.get(j + 1)) {
            (Some(x), Some(y)) => {
                self.a.partner.get(i + 1) == Some(&Some(j + 1))
                    || (punctuation(x.word.kind) && punctuation(y.word.kind))
            }
            (None, None) => true,
            _ => false,
        };
        before && after
    }
    /// Whether the old word at `i` and the new one at `j` stand in the same place: their heads, or
    /// one of their dependents each, are partners in the same relation.
    pub(super) fn same_place(&self, i: usize, j: usize) -> bool {
        let (head_i, head_j) = (self.a.head(i), self.b.head(j));
        if self.same_slot(i, j) {
            return true;
        }
        let relation = |x: &'static str| match x {
            // A passive's subject is an object; apposition and modifier are one.
            "iobj" => "obj",
            "appos" | "flat" | "compound" => "nmod",
            other => other,
        };
        let (r, s) = (relation(self.a.relation(i)), relation(self.b.relation(j)));
        match (head_i, head_j) {
            (None, None) => return true,
            (Some(h), Some(k)) if r == s && self.a.partner.get(h) == Some(&Some(k)) => return true,
            _ => {}
        }
        self.a.children(i).any(|c| {
            self.a.partner.get(c).copied().flatten().is_some_and(|p| {
                self.b.head(p) == Some(j)
                    && relation(self.a.relation(c)) == relation(self.b.relation(p))
                    && !matches!(self.a.kind(c), WordKind::Function | WordKind::Punctuation)
            })
        })
    }
}

fn join(a: &mut Side<'_>, b: &mut Side<'_>, i: usize, j: usize) {
    if let (Some(x), Some(y)) = (a.partner.get_mut(i), b.partner.get_mut(j)) {
        *x = Some(j);
        *y = Some(i);
    }
}

fn pairable(kind: WordKind) -> bool {
    kind != WordKind::Punctuation
}

fn in_order(a: &mut Side<'_>, b: &mut Side<'_>) {
    let list = |s: &Side<'_>| -> (Vec<usize>, Vec<String>) {
        (0..s.words.len())
            .filter(|&i| pairable(s.kind(i)))
            .map(|i| (i, s.key(i).to_owned()))
            .unzip()
    };
    let ((at_a, keys_a), (at_b, keys_b)) = (list(a), list(b));
    for op in capture_diff_slices(Algorithm::Myers, &keys_a, &keys_b) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for k in 0..len {
                if let (Some(&i), Some(&j)) = (at_a.get(old_index + k), at_b.get(new_index + k)) {
                    join(a, b, i, j);
                }
            }
        }
    }
}

fn anywhere(a: &mut Side<'_>, b: &mut Side<'_>) {
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for i in a.left(pairable).into_iter().rev() {
        waiting.entry(a.key(i).to_owned()).or_default().push(i);
    }
    for j in b.left(pairable) {
        if let Some(i) = waiting.get_mut(b.key(j)).and_then(Vec::pop) {
            join(a, b, i, j);
        }
    }
}

fn by_meaning(a: &mut Side<'_>, b: &mut Side<'_>, knowledge: &Knowledge) {
    let content = |k: WordKind| matches!(k, WordKind::Content(_) | WordKind::Name | WordKind::Cue);
    let (left_a, left_b) = (a.left(content), b.left(content));
    if left_a.len() > MOST_BY_MEANING || left_b.len() > MOST_BY_MEANING {
        return;
    }
    for i in left_a {
        let found = left_b
            .iter()
            .copied()
            .find(|&j| b.is_left(j) && same_meaning(a, i, b, j, knowledge));
        if let Some(j) = found {
            join(a, b, i, j);
        }
    }
}

fn class(kind: WordKind) -> Option<WordClass> {
    match kind {
        WordKind::Content(class) => Some(class),
        WordKind::Cue => Some(WordClass::Verb),
        _ => None,
    }
}

fn same_meaning(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize, knowledge: &Knowledge) -> bool {
    let (x, y) = (a.key(i), b.key(j));
    let (kind_x, kind_y) = (a.kind(i), b.kind(j));
    // Two words that give somebody's word are the same to us; what stands between them is a matter
    // of the scale of verbs.
    if kind_x == WordKind::Cue && kind_y == WordKind::Cue {
        let denies = |word: &str| classes::standard().is("denial-verb", word);
        return denies(x) == denies(y);
    }
    let tag = |s: &Side<'_>, i: usize| s.tree_word(i).map(|w| w.upos);
    if x == y {
        return true;
    }
    if lexicon::derived(x, y) && !negated_form(x, y) {
        return true;
    }
    if kind_x == WordKind::Name && (is_short_for(x, y) || is_short_for(y, x)) {
        return true;
    }
    match (class(kind_x), class(kind_y)) {
        (Some(c), Some(d)) if c == d => {
            lexicon::synonyms(x, y, c)
                && !knowledge.opposite(x, y)
                && !lexicon::antonyms(x, y, c)
                && lexicon::exclusive(x, y, c).is_none()
        }
        _ => {
            // A name tagged as a noun, or the other way round.
            matches!(
                (tag(a, i), tag(b, j)),
                (Some(Upos::Propn), Some(Upos::Noun)) | (Some(Upos::Noun), Some(Upos::Propn))
            ) && lexicon::synonyms(x, y, WordClass::Noun)
        }
    }
}

/// "Col." for "Colonel": a title whose letters stand in the other's, in their order.
fn is_short_for(short: &str, long: &str) -> bool {
    let short = short.trim_end_matches('.');
    let words = classes::standard();
    let mut letters = long.chars();
    short.len() < long.len()
        && [short, long].iter().all(|w| words.is("title", w))
        && !words.is("honorific", short)
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| letters.any(|l| l == c))
}

/// Whether one is the other with a prefix or suffix that denies ("legal", "illegal").
pub(super) fn negated_form(x: &str, y: &str) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    ["un", "in", "im", "il", "ir", "dis", "non", "non-", "mis"]
        .iter()
        .any(|p| long.strip_prefix(p) == Some(short))
        || (long.ends_with("less") != short.ends_with("less") && long.strip_suffix("less").is_some())
}
