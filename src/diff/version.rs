//! A revision's sentences, as comparing needs them: words in normal form, numbers, times, quotations.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use crate::document::{BlockKind, Document, TextSpan};
use crate::lexicon::WordClass;
use crate::lexicon::classes;
use crate::reading::Reading;
use crate::reading::number::{self, Number};
use crate::reading::statement::{TimeMention, TimeValue};
use crate::reading::tree::{Tree, Upos};

use super::quotes;
use super::scales::{self, Scale};

/// One revision.
pub(super) struct Version<'a> {
    /// The article.
    pub(super) document: &'a Document,
    /// What was read from it.
    pub(super) reading: &'a Reading,
    /// One entry a sentence of the reading.
    pub(super) lines: Vec<Line<'a>>,
    /// The quotations, without their marks, in order.
    pub(super) quotes: Vec<TextSpan>,
}

/// One sentence.
pub(super) struct Line<'a> {
    /// Its tree.
    pub(super) tree: &'a Tree,
    /// Its bytes in the read text.
    pub(super) span: TextSpan,
    /// The block it stands in.
    pub(super) block: usize,
    /// Kind of that block.
    pub(super) kind: BlockKind,
    /// The text without what typography may change: quotation marks, dashes, spaces.
    pub(super) plain: String,
    details: OnceCell<Details>,
}

/// What only sentences that changed are asked for.
pub(super) struct Details {
    /// One entry a word of the tree.
    pub(super) words: Vec<Word>,
    /// Numbers that are no times.
    pub(super) numbers: Vec<Number>,
    /// Times that are no lengths.
    pub(super) times: Vec<TimeMention>,
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Lemma in lower case: what equal words share.
    pub(super) key: String,
    /// As it stands in the text.
    pub(super) form: String,
    /// Its bytes in the read text.
    pub(super) span: TextSpan,
    /// What it is for the comparison.
    pub(super) kind: WordKind,
}

/// What a word is for the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A word that carries meaning.
    Content(WordClass),
    /// Part of a name.
    Name,
    /// Part of a number.
    Number,
    /// Part of a date or a time of day.
    Time,
    /// "not", "no", "never", "nobody", "without"
    Negation,
    /// "could", "if", "potential", "all"
    Degree(Scale),
    /// A verb or preposition that gives somebody's word.
    Cue,
    /// All else that is a word.
    Function,
    /// No word.
    Punctuation,
}

impl<'a> Version<'a> {
    /// Lays out `document`.
    pub(super) fn new(document: &'a Document, reading: &'a Reading) -> Self {
        let lines = reading
            .sentences
            .iter()
            .map(|s| Line {
                tree: &s.tree,
                span: s.span,
                block: s.block,
                kind: document
                    .blocks
                    .get(s.block)
                    .map_or(BlockKind::Paragraph, |b| b.kind),
                plain: plain(document.slice(s.span)),
                details: OnceCell::new(),
            })
            .collect();
        Self {
            document,
            reading,
            lines,
            quotes: quotes::outermost(reading),
        }
    }
    /// Words, numbers and times of sentence `i`.
    pub(super) fn details(&self, i: usize) -> &Details {
        static NONE: Details = Details {
            words: Vec::new(),
            numbers: Vec::new(),
            times: Vec::new(),
        };
        self.lines.get(i).map_or(&NONE, |line| {
            let times = self.reading.times.get(i).map_or(&[][..], Vec::as_slice);
            // What is read from a file has them no more.
            let numbers = || match self.reading.amounts.get(i) {
                Some(amounts) => amounts.numbers.clone(),
                None => number::scan(line.tree, &self.document.text),
            };
            line.details.get_or_init(|| details(line, times, numbers()))
        })
    }
    /// The bytes from the first to the last of the sentences.
    pub(super) fn span_of(&self, sentences: &[usize]) -> TextSpan {
        sentences
            .iter()
            .filter_map(|&i| self.lines.get(i))
            .map(|l| l.span)
            .reduce(TextSpan::cover)
            .unwrap_or_default()
    }
}

/// The text in lower case with one kind of quotation mark, dash and space, and no punctuation at
/// its end.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        let c = match c {
            '“' | '”' | '„' | '«' | '»' | '"' => '"',
            '‘' | '’' | '‚' | '`' => '\'',
            '–' | '—' | '‑' | '−' => '-',
            '…' => {
                out.push_str("...");
                continue;
            }
            c if c.is_whitespace() => {
                space = !out.is_empty();
                continue;
            }
            '\u{ad}' | '\u{200b}' => continue,
            c => c,
        };
        if space {
            out.push(' ');
            space = false;
        }
        out.push(c);
    }
    out
}

fn details(line: &Line<'_>, times: &[TimeMention], numbers: Vec<Number>) -> Details {
    let times: Vec<TimeMention> = times
        .iter()
        .filter(|t| !matches!(t.time, TimeValue::Duration { .. }))
        .cloned()
        .collect();
    let words = line
        .tree
        .words
        .iter()
        .enumerate()
        .map(|(i, w)| {
            let in_time = times.iter().any(|t| t.span.contains(w.span)) && !w.span.is_empty();
            let in_number = numbers.iter().any(|n| n.mention.span.overlaps(w.span));
            Word {
                key: normal(w),
                form: w.form.clone(),
                span: w.span,
                kind: kind(line.tree, i, in_time, in_number),
            }
        })
        .collect();
    Details {
        words,
        numbers,
        times,
    }
}

/// The lemma in lower case; "according" is no form of a verb to us.
fn normal(word: &crate::reading::tree::Word) -> String {
    let lemma = word.lemma.to_lowercase().replace('’', "'");
    if lemma == "accord" && word.form.eq_ignore_ascii_case("according") {
        return "according".to_owned();
    }
    // "the alleged thief", whether taken for a verb or for an adjective.
    if scales::is_adjective(word) {
        return word.form.to_lowercase();
    }
    lemma
}

fn kind(tree: &Tree, i: usize, in_time: bool, in_number: bool) -> WordKind {
    let Some(word) = tree.words.get(i) else {
        return WordKind::Function;
    };
    if word.upos == Upos::Punct || !word.form.chars().any(char::is_alphanumeric) {
        return WordKind::Punctuation;
    }
    if in_time {
        return WordKind::Time;
    }
    if in_number {
        return WordKind::Number;
    }
    let lemma = normal(word);
    if is_negation(tree, i, &lemma) {
        return WordKind::Negation;
    }
    if let Some(scale) = scales::of(tree, i, &lemma) {
        return WordKind::Degree(scale);
    }
    if is_cue(tree, i, &lemma) {
        return WordKind::Cue;
    }
    match word.upos {
        Upos::Noun => WordKind::Content(WordClass::Noun),
        Upos::Propn => WordKind::Name,
        Upos::Verb => WordKind::Content(WordClass::Verb),
        Upos::Adj => WordKind::Content(WordClass::Adjective),
        Upos::Adv => WordKind::Content(WordClass::Adverb),
        Upos::Num => WordKind::Number,
        _ => WordKind::Function,
    }
}

/// Words that deny: those of the reader's class, and "no" before a noun.
fn is_negation(tree: &Tree, i: usize, lemma: &str) -> bool {
    // "not only" adds, it does not deny.
    let next = tree.words.get(i + 1).map(|w| w.lemma.as_str());
    if lemma == "not" && matches!(next, Some("only" | "just" | "merely" | "least")) {
        return false;
    }
    lemma == "no" || lemma == "n't" || classes::standard().is("negation", lemma)
}

/// A verb of speech that governs somebody's words, or "according to".
fn is_cue(tree: &Tree, i: usize, lemma: &str) -> bool {
    let Some(word) = tree.words.get(i) else {
        return false;
    };
    if lemma == "according" {
        return true;
    }
    if word.upos == Upos::Adp
        && tree
            .words
            .get(i.wrapping_sub(1))
            .is_some_and(|w| w.form.eq_ignore_ascii_case("according"))
    {
        return true;
    }
    // "Norway proposed it, he said": the verb beside which "he said" stands is none itself.
    let speaks = |c: usize| {
        tree.words
            .get(c)
            .is_some_and(|w| classes::standard().is("speech-verb", &w.lemma.to_lowercase()))
            && tree.child_by(c, "nsubj").is_some()
    };
    word.upos == Upos::Verb
        && classes::standard().is("speech-verb", lemma)
        && (tree.children_by(i, "ccomp").next().is_some()
            || tree.children_by(i, "parataxis").any(|c| !speaks(c))
            || word.deprel.is("parataxis")
            || tree.children(i).iter().any(|&c| {
                tree.words
                    .get(c)
                    .is_some_and(|w| w.upos == Upos::Punct && w.form.contains(['“', '”', '"', ':']))
            }))
}

/// The value as a whole number of the smallest decimals, for messages.
pub(super) fn show(value: Decimal) -> String {
    value.normalize().to_string()
}
