//! The syntax of one sentence: words with tags, lemmas and Universal Dependencies relations.

use serde::{Deserialize, Serialize};

use super::labels::Label;
use crate::document::TextSpan;

/// Universal part-of-speech tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// All tags, in the order of their names.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];
    /// The tag as CoNLL-U writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }
    /// Nouns and names.
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn)
    }

    /// The tag of this CoNLL-U name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == name)
    }
}

/// A Universal Dependencies relation with its subtype, as a string of the parser's label set
/// (`nsubj`, `nsubj:pass`, `obl:agent`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Deprel(#[serde(with = "super::labels::stored_relation")] Label);

impl Deprel {
    /// A relation by its full name.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }
    /// `nsubj:pass`
    pub const fn as_str(self) -> &'static str {
        self.0
    }
    /// The relation without its subtype: `nsubj:pass` → `nsubj`.
    pub fn base(self) -> &'static str {
        self.0.split(':').next().unwrap_or_default()
    }
    /// Whether the relation without its subtype is `base`.
    pub fn is(self, base: &str) -> bool {
        self.base() == base
    }
}

/// One word of a tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as it stands in the read text.
    pub form: String,
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Dictionary form, lower case but for names.
    pub lemma: String,
    /// Universal tag.
    pub upos: Upos,
    /// Penn Treebank tag (`VBD`, `NNP`).
    #[serde(with = "super::labels::stored_xpos")]
    pub xpos: Label,
    /// UD features as `Name=Value|…` in alphabetical order, `_` where there are none.
    pub feats: String,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head; `root` for the root.
    pub deprel: Deprel,
    /// Probability that the head is right, 0 to 1.
    pub head_confidence: f32,
    /// Probability that the relation is right given the head, 0 to 1.
    pub label_confidence: f32,
    /// Whether white space follows in the text.
    pub space_after: bool,
}

/// The words of a sentence; heads are indices into `words`.
///
/// INVARIANT: exactly one word has no head when there are words, and following heads ends there.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "Vec<Word>")]
pub struct Tree {
    /// The words in order.
    pub words: Vec<Word>,
    children: Vec<Vec<usize>>,
}

impl From<Vec<Word>> for Tree {
    fn from(words: Vec<Word>) -> Self {
        Self::new(words)
    }
}

impl Serialize for Tree {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.words.serialize(to)
    }
}

impl Tree {
    /// A tree over `words`; the lists of dependents are derived here.
    pub fn new(words: Vec<Word>) -> Self {
        let mut children = vec![Vec::new(); words.len()];
        for (i, word) in words.iter().enumerate() {
            if let Some(list) = word.head.and_then(|h| children.get_mut(h)) {
                list.push(i);
            }
        }
        Self { words, children }
    }
    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }
    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
    /// Index of the root.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }
    /// Dependents of `word` in text order.
    pub fn children(&self, word: usize) -> &[usize] {
        self.children.get(word).map_or(&[], Vec::as_slice)
    }
    /// Dependents of `word` whose relation, without subtype, is `base`.
    pub fn children_by<'a>(&'a self, word: usize, base: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.children(word)
            .iter()
            .copied()
            .filter(move |&c| self.words[c].deprel.is(base))
    }
    /// First dependent of `word` whose relation, without subtype, is `base`.
    pub fn child_by(&self, word: usize, base: &str) -> Option<usize> {
        self.children_by(word, base).next()
    }
    /// `word` and everything below it, in text order.
    pub fn subtree(&self, word: usize) -> Vec<usize> {
        let mut out = vec![word];
        let mut next = 0;
        while let Some(&w) = out.get(next) {
            // INVARIANT of the type: no cycles; the bound guards against a broken one all the same.
            if out.len() > self.words.len() {
                break;
            }
            out.extend_from_slice(self.children(w));
            next += 1;
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
