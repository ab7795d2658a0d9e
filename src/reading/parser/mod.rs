//! Tokens → [`Tree`]: tags, lemmas and Universal Dependencies, by a small neural parser.
//!
//! The steps, each a module: `features` (what the network sees of a word), `network` (scores of
//! tags, heads and relations), `eisner` (the best projective tree), `relations` (which of them go
//! together), `lemma` and `morphology`. The
//! model is a file beside this one, embedded in the program; `MODEL_CARD.md` says what it was
//! trained on and how good it is, `train/README.md` how it is made.

mod arithmetic;
mod eisner;
mod features;
mod kernel;
mod lemma;
mod memory;
mod model;
mod morphology;
mod network;
mod recurrent;
mod relations;

use std::borrow::Cow;
use std::sync::LazyLock;

use rayon::prelude::*;

use crate::document::TextSpan;
use crate::reading::tree::{Deprel, Tree, Upos, Word};
use memory::Decided;
pub use memory::{Memory, memory, remember, shipped};
#[cfg(test)]
pub(crate) use memory::{shipped_of, to_be_shipped};
use model::Model;
pub use model::ModelError;
use network::Scores;
use recurrent::Inputs;

static ENGLISH: &[u8] = include_bytes!("english.model");

/// Sentences longer than this are parsed in pieces: time grows with the cube of the length, and a
/// sentence of this length is a list or a page without full stops.
const LONGEST: usize = 160;

/// Sentences that run through the network together.
const LOCKSTEP: usize = 8;

/// Sentences whose words are looked up together: what the network says of them is held at once.
const BATCH: usize = 1024;

/// Where work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cores {
    /// On the thread that asks. What fills a cell on first use must read there: a thread that waits for
    /// others takes up their work meanwhile, and that may ask for the same cell.
    One,
    /// On all of them.
    All,
}

impl Cores {
    /// `work` over `items`, `size` at a time, the results in order.
    pub(in crate::reading) fn map<T: Sync, R: Send>(
        self,
        items: &[T],
        size: usize,
        work: impl Fn(&[T]) -> Vec<R> + Sync + Send,
    ) -> Vec<R> {
        match self {
            Self::One => items.chunks(size).flat_map(work).collect(),
            Self::All => items.par_chunks(size).flat_map_iter(work).collect(),
        }
    }

    /// Does both.
    fn join<A: Send, B: Send>(
        self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match self {
            Self::One => (first(), second()),
            Self::All => rayon::join(first, second),
        }
    }

    /// `work` over each of `items`, which it takes; the results in order.
    pub(in crate::reading) fn each<T: Send, R: Send>(
        self,
        items: Vec<T>,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        match self {
            Self::One => items.into_iter().map(work).collect(),
            Self::All => items.into_par_iter().with_min_len(LOCKSTEP).map(work).collect(),
        }
    }
}

/// The embedded English parser, read at first use.
pub fn parser() -> &'static Parser {
    static PARSER: LazyLock<Parser> = LazyLock::new(|| {
        #[expect(
            clippy::expect_used,
            reason = "the bytes are part of the program, and a test reads them"
        )]
        Parser::read(ENGLISH).expect("the embedded model is whole")
    });
    &PARSER
}

/// A tagger, lemmatiser and dependency parser.
#[derive(Debug)]
pub struct Parser {
    model: Model,
    tags: Vec<(Upos, &'static str)>,
    /// Number of the relation `root`, and of `parataxis`, which joins the pieces of a long sentence.
    root: usize,
    parataxis: usize,
    /// For every relation the group of those that exclude it under the same head.
    groups: Vec<Option<usize>>,
}

impl Parser {
    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are not a model of this version.
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let model = Model::read(bytes)?;
        let split = |tag: &&'static str| {
            let (upos, xpos) = tag.split_once('|').unwrap_or(("X", "FW"));
            (Upos::parse(upos).unwrap_or_default(), xpos)
        };
        let tags = model.tags.iter().map(split).collect();
        let number = |name: &str| {
            model
                .labels
                .iter()
                .position(|l| *l == name)
                .ok_or(ModelError::Shape)
        };
        let (root, parataxis) = (number("root")?, number("parataxis")?);
        Ok(Self {
            tags,
            root,
            parataxis,
            groups: relations::groups(&model.labels),
            model,
        })
    }

    /// The tree of one sentence, given its tokens as Universal Dependencies splits them.
    ///
    /// Spans are empty and every word has a space after it; the caller who knows the text sets both.
    /// Any input gives a tree with one root, the empty one included, which has none.
    pub fn parse(&self, forms: &[&str]) -> Tree {
        self.parse_all(&[forms], Cores::One).pop().unwrap_or_default()
    }

    /// The trees of several sentences, the same as [`Parser::parse`] gives one by one, in less time.
    pub fn parse_all(&self, sentences: &[&[&str]], cores: Cores) -> Vec<Tree> {
        self.trees(sentences, cores, None)
    }

    /// The trees of several sentences, the same as [`Parser::parse_all`] gives; what `memory` knows is
    /// not parsed again, and what it does not know it learns.
    pub fn parse_remembered(&self, sentences: &[&[&str]], cores: Cores, memory: &Memory) -> Vec<Tree> {
        self.trees(sentences, cores, Some(memory))
    }

    /// Other trees that the parser finds nearly as likely as the one that [`Parser::parse`] gives: for every
    /// word with another head of at least this `probability`, the best tree in which it does not hang
    /// where it hangs in the first.
    ///
    /// For single sentences of ordinary length; a longer one gives none.
    pub fn contenders(&self, forms: &[&str], probability: f32) -> Vec<Tree> {
        let n = forms.len();
        if !(2..=LONGEST).contains(&n) {
            return Vec::new();
        }
        let features = vec![features::features(&self.model, forms)];
        let (inputs, words) = Inputs::of(&self.model, &features, Cores::One);
        let words: Vec<&[usize]> = words.iter().map(Vec::as_slice).collect();
        let Some(mut scores) = Scores::of(&self.model, &inputs, &words, Cores::One).pop() else {
            return Vec::new();
        };
        let first = eisner::best_tree(&scores.arcs, n);
        let another = |word: usize| {
            let others = std::iter::once(None).chain((0..n).filter(|&h| h != word).map(Some));
            others
                .filter(|head| Some(head) != first.get(word))
                .any(|head| scores.head_probability(word, head) >= probability)
        };
        let doubtful: Vec<usize> = (0..n).filter(|&word| another(word)).collect();
        let mut out: Vec<Tree> = Vec::new();
        for word in doubtful {
            let at = word * (n + 1) + first[word].map_or(0, |h| h + 1);
            let score = std::mem::replace(&mut scores.arcs[at], f32::MIN / 2.0);
            let mut decided = Vec::new();
            self.piece(n, &scores, &mut decided);
            out.push(self.tree(forms, &decided));
            scores.arcs[at] = score;
        }
        out
    }

    fn trees(&self, sentences: &[&[&str]], cores: Cores, memory: Option<&Memory>) -> Vec<Tree> {
        let keys: Vec<String> = match memory {
            Some(_) => sentences.iter().map(|forms| memory::key(forms)).collect(),
            None => Vec::new(),
        };
        let known = |i: usize| {
            let words = memory?.recall(keys.get(i)?)?;
            (words.len() == sentences.get(i)?.len()).then_some(words)
        };
        let mut decided: Vec<Cow<'_, [Decided]>> = (0..sentences.len())
            .map(|i| Cow::Borrowed(known(i).unwrap_or_default()))
            .collect();
        // An empty sentence has no words to decide on.
        let unknown: Vec<usize> = (0..sentences.len())
            .filter(|&i| decided[i].is_empty() && !sentences[i].is_empty())
            .collect();
        for batch in unknown.chunks(BATCH) {
            let forms: Vec<&[&str]> = batch.iter().map(|&i| sentences[i]).collect();
            for (&i, words) in batch.iter().zip(self.decide(&forms, cores)) {
                if let (Some(memory), Some(key)) = (memory, keys.get(i)) {
                    memory.keep(key.clone(), &words);
                }
                decided[i] = Cow::Owned(words);
            }
        }
        let with_forms: Vec<(&[&str], Cow<'_, [Decided]>)> = sentences.iter().copied().zip(decided).collect();
        cores.map(&with_forms, LOCKSTEP, |part| {
            part.iter()
                .map(|(forms, words)| self.tree(forms, words))
                .collect()
        })
    }

    /// What the network and the search for the best tree make of each sentence.
    fn decide(&self, sentences: &[&[&str]], cores: Cores) -> Vec<Vec<Decided>> {
        let pieces: Vec<Vec<&[&str]>> = sentences.iter().map(|forms| pieces(forms)).collect();
        let all: Vec<&[&str]> = pieces.iter().flatten().copied().collect();
        let features = cores.map(&all, LOCKSTEP, |part| {
            part.iter()
                .map(|forms| features::features(&self.model, forms))
                .collect()
        });
        let (inputs, words) = Inputs::of(&self.model, &features, cores);
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(all.get(i).map_or(0, |p| p.len())));
        let mut scores: Vec<(usize, Scores)> = cores.map(&order, LOCKSTEP, |group| {
            let group_words: Vec<&[usize]> = group
                .iter()
                .map(|&i| words.get(i).map_or(&[][..], Vec::as_slice))
                .collect();
            let scores = Scores::of(&self.model, &inputs, &group_words, cores);
            group.iter().copied().zip(scores).collect()
        });
        scores.sort_by_key(|(i, _)| *i);
        let mut rest = &scores[..];
        let mut of_sentence = Vec::with_capacity(sentences.len());
        for pieces in &pieces {
            let (scores, after) = rest.split_at(pieces.len().min(rest.len()));
            of_sentence.push((pieces, scores));
            rest = after;
        }
        cores.map(&of_sentence, LOCKSTEP, |part| {
            part.iter()
                .map(|(pieces, scores)| {
                    let mut words = Vec::new();
                    for (forms, (_, scores)) in pieces.iter().zip(*scores) {
                        self.piece(forms.len(), scores, &mut words);
                    }
                    words
                })
                .collect()
        })
    }

    /// Decides on a piece of `n` words and joins it to the words before it.
    fn piece(&self, n: usize, scores: &Scores, words: &mut Vec<Decided>) {
        let start = words.len();
        let first_root = words.iter().position(|w| w.head.is_none());
        let heads = eisner::best_tree(&scores.arcs, n);
        let labels = scores.labels(&self.model, &heads, self.root, &self.groups);
        for (i, (relation, relation_confidence)) in labels.into_iter().enumerate().take(n) {
            let head = heads[i];
            let joined = head.is_none().then_some(first_root).flatten();
            let (head_confidence, relation) = match joined {
                Some(_) => (0.0, self.parataxis),
                None => (scores.head_probability(i, head), relation),
            };
            words.push(Decided {
                tag: scores.tags[i],
                head: head.map(|h| start + h).or(joined),
                relation,
                head_confidence,
                relation_confidence,
            });
        }
    }

    /// The tree that was decided on, with lemmas and features.
    fn tree(&self, forms: &[&str], decided: &[Decided]) -> Tree {
        let word = |(form, decided): (&&str, &Decided)| {
            let (upos, xpos) = self.tags.get(decided.tag).copied().unwrap_or_default();
            Word {
                form: (*form).to_owned(),
                span: TextSpan::new(0, 0),
                lemma: lemma::lemma(form, upos, xpos),
                upos,
                xpos,
                feats: String::new(),
                head: decided.head,
                deprel: Deprel::new(self.model.labels.get(decided.relation).copied().unwrap_or("dep")),
                head_confidence: decided.head_confidence,
                label_confidence: decided.relation_confidence,
                space_after: true,
            }
        };
        let mut words: Vec<Word> = forms.iter().zip(decided).map(word).collect();
        for i in 0..words.len() {
            if let Some(lemma) = perfect(&words, i) {
                words[i].lemma = lemma;
            }
        }
        for i in 0..words.len() {
            words[i].feats = morphology::features(&words, i);
        }
        Tree::new(words)
    }
}

/// `'s` and `'d` of the perfect ("it's gone", "he'd gone") are forms of `have`; the table alone takes
/// them for `be` and `would`.
fn perfect(words: &[Word], i: usize) -> Option<String> {
    let word = &words[i];
    let head = words.get(word.head?)?;
    let short = matches!(word.form.as_str(), "'s" | "’s" | "'d" | "’d" | "'S" | "’S");
    (short && word.upos == Upos::Aux && word.deprel.as_str() == "aux" && head.xpos == "VBN")
        .then(|| "have".to_owned())
}

/// The sentence, cut after the last strong punctuation mark before the limit where it is too long.
fn pieces<'a, 'b>(mut forms: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    let mut out = Vec::new();
    while forms.len() > LONGEST {
        let window = &forms[..LONGEST];
        let last = |marks: &[&str]| {
            window
                .iter()
                .rposition(|f| marks.contains(f))
                .filter(|&at| at >= LONGEST / 4)
        };
        let at = last(&[";", ":"])
            .or_else(|| last(&[","]))
            .map_or(LONGEST, |at| at + 1);
        let (piece, rest) = forms.split_at(at);
        out.push(piece);
        forms = rest;
    }
    if !forms.is_empty() {
        out.push(forms);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_reads() {
        assert!(Parser::read(ENGLISH).is_ok());
        assert_eq!(
            Parser::read(&ENGLISH[..ENGLISH.len() / 2]).err(),
            Some(ModelError::Short)
        );
        assert_eq!(Parser::read(b"something else").err(), Some(ModelError::Magic));
    }

    #[test]
    fn a_sentence_of_news() {
        let forms: Vec<&str> = "Putin did n't sign the new agreement on Sunday ."
            .split(' ')
            .collect();
        let tree = parser().parse(&forms);
        let drawn: Vec<String> = tree
            .words
            .iter()
            .map(|w| {
                format!(
                    "{} {} {} {}",
                    w.lemma,
                    w.xpos,
                    w.head.map_or(0, |h| h + 1),
                    w.deprel.as_str()
                )
            })
            .collect();
        assert_eq!(
            drawn,
            [
                "Putin NNP 4 nsubj",
                "do VBD 4 aux",
                "not RB 4 advmod",
                "sign VB 0 root",
                "the DT 7 det",
                "new JJ 7 amod",
                "agreement NN 4 obj",
                "on IN 9 case",
                "Sunday NNP 4 obl",
                ". . 4 punct",
            ]
        );
    }

    #[test]
    fn company_changes_nothing() {
        let text = "The talks ended . | No one was hurt , police said . | “ We are ready , ” he told reporters on Sunday . | Yes .";
        let sentences: Vec<Vec<&str>> = text.split(" | ").map(|s| s.split(' ').collect()).collect();
        let slices: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
        let alone: Vec<Tree> = slices.iter().map(|s| parser().parse(s)).collect();
        assert_eq!(parser().parse_all(&slices, Cores::One), alone);
        assert_eq!(parser().parse_all(&slices, Cores::All), alone);
    }

    #[test]
    fn one_root_whatever_the_input() {
        let long = vec!["and"; 1000];
        let lists: Vec<&str> = ["one", ",", "two", ";"].into_iter().cycle().take(777).collect();
        let odd = ["", " ", "\u{0}", "…", "’", "^", "$", "🙂", "ﬃ", "İ"];
        for forms in [&[][..], &["Yes"], &long, &lists, &odd] {
            let tree = parser().parse(forms);
            assert_eq!(tree.len(), forms.len());
            let roots = tree.words.iter().filter(|w| w.head.is_none()).count();
            assert_eq!(roots, usize::from(!forms.is_empty()));
            let root = tree.root().unwrap_or(0);
            assert!(
                forms.is_empty() || tree.subtree(root).len() == forms.len(),
                "every word hangs on the root"
            );
        }
    }
}
