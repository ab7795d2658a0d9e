//! Puts right, in the tree, what the parser gets wrong in news by rule.
//!
//! The treebanks have little of what the news is full of: titles before names, speech set between commas,
//! hearers with names, conditions without "if". Each module here knows one such construction by words and marks that leave
//! no other reading, and mends its links before anything reads the tree. What the parser learns to do by
//! itself passes through unchanged.

mod adverbial;
mod amounts;
mod asides;
mod attachment;
mod cleft;
mod condition;
mod contents;
mod contrast;
mod finite;
mod headline;
mod held;
mod known;
mod nouns;
mod outer;
mod participles;
mod passives;
mod relatives;
mod speech;
mod titles;
mod units;
mod verbs;

use super::tree::{Deprel, Upos, Word};

pub(super) use known::hold_names;

/// How sure a link is that was put right here: the pattern admits nothing else, but the parser's
/// other arcs around it were made under a wrong assumption.
const MENDED: f32 = 0.9;

/// Puts the links of one sentence right. What would leave no tree is left as the parser has it.
pub(super) fn mend(words: &mut [Word]) {
    for step in [
        units::mend,
        headline::mend,
        verbs::mend,
        amounts::mend,
        titles::mend,
        adverbial::mend,
        finite::mend,
        passives::mend,
        relatives::mend,
        participles::mend,
        nouns::mend,
        outer::mend,
        attachment::mend,
        held::mend,
        contents::mend,
        speech::mend,
        asides::mend,
        condition::mend,
        cleft::mend,
        contrast::mend,
    ] {
        let before: Vec<(Option<usize>, Deprel)> = words.iter().map(|w| (w.head, w.deprel)).collect();
        step(words);
        if !is_tree(words) {
            for (w, (head, relation)) in words.iter_mut().zip(before) {
                (w.head, w.deprel) = (head, relation);
            }
        }
    }
}

/// One root, and every word below it.
fn is_tree(words: &[Word]) -> bool {
    words.iter().filter(|w| w.head.is_none()).count() <= 1
        && (0..words.len()).all(|i| above(words, i).count() < words.len())
}

/// Hangs `word` on `head`.
fn attach(words: &mut [Word], word: usize, head: Option<usize>, relation: &'static str) {
    let w = &mut words[word];
    w.head = head;
    w.deprel = Deprel::new(relation);
    w.head_confidence = w.head_confidence.max(MENDED);
    w.label_confidence = w.label_confidence.max(MENDED);
}

/// Makes a finite verb of what was tagged as something else: `VBZ`, `VBP` or `VBD`.
fn make_finite(word: &mut Word, xpos: &'static str, lemma: String) {
    word.upos = Upos::Verb;
    word.xpos = xpos;
    word.lemma = lemma;
    finite_features(xpos).clone_into(&mut word.feats);
}

/// The features of a finite verb, by its Penn tag.
fn finite_features(xpos: &str) -> &'static str {
    match xpos {
        "VBZ" => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        "VBD" => "Mood=Ind|Tense=Past|VerbForm=Fin",
        _ => "Mood=Ind|Tense=Pres|VerbForm=Fin",
    }
}

/// The heads of `word`, from the nearest.
fn above(words: &[Word], word: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(words.get(word).and_then(|w| w.head), move |&w| {
        words.get(w).and_then(|x| x.head)
    })
    .take(words.len())
}

/// The words that hang on `head`, in text order.
fn children(words: &[Word], head: usize) -> impl Iterator<Item = usize> + '_ {
    (0..words.len()).filter(move |&c| words[c].head == Some(head))
}

/// The first of them with this relation, whatever its subtype.
fn child(words: &[Word], head: usize, relation: &str) -> Option<usize> {
    children(words, head).find(|&c| words[c].deprel.is(relation))
}
