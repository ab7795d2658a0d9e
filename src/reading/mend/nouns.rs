//! Nouns beside nouns: which of them is the head, and which of them are coordinated.
//!
//! - "their fifteenth studio album": the parser sets "album" beside "studio" as another name for it.
//! - "is a firm based in Lund and a supplier of the navy": the parser coordinates the supplier with Lund.

use super::{above, attach};
use crate::lexicon::classes;
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for i in 1..words.len() {
        one_thing(words, i);
        another_kind(words, i);
        one_object(words, i);
    }
}

/// Two common nouns with nothing between are one thing, named by the second.
fn one_thing(words: &mut [Word], second: usize) {
    let first = second - 1;
    let common = |w: &Word| w.upos == Upos::Noun && w.form.starts_with(char::is_lowercase);
    let beside = words[second].deprel.as_str() == "appos" && words[second].head == Some(first);
    if !beside || !common(&words[first]) || !common(&words[second]) || words[first].xpos == "NNS" {
        return;
    }
    let (head, relation) = (words[first].head, words[first].deprel);
    for i in 0..words.len() {
        if words[i].head == Some(first) && i != second {
            words[i].head = Some(second);
        }
    }
    attach(words, first, Some(second), "compound");
    let w = &mut words[second];
    w.head = head;
    w.deprel = relation;
}

/// "opposes a longer school day": no verb but one of giving has two objects.
fn one_object(words: &mut [Word], second: usize) {
    let first = second - 1;
    let Some(verb) = words[second].head.filter(|&v| words[first].head == Some(v)) else {
        return;
    };
    let objects = matches!(words[first].deprel.base(), "iobj" | "obj") && words[second].deprel.is("obj");
    let common = |w: &Word| w.upos == Upos::Noun && w.xpos == "NN" && w.form.starts_with(char::is_lowercase);
    let article = words
        .iter()
        .any(|w| w.head == Some(first) && w.deprel.is("det") && w.lemma == "a");
    let gives = ["giving-verb", "addressee-verb", "hearer-verb", "deed-doing-verb"]
        .iter()
        .any(|class| classes::standard().is(class, &words[verb].lemma));
    if !objects || !common(&words[first]) || !common(&words[second]) || !article || gives {
        return;
    }
    for i in 0..first {
        if words[i].head == Some(first) {
            words[i].head = Some(second);
        }
    }
    attach(words, first, Some(second), "compound");
}

/// What has an article of its own is coordinated with what has one, not with the name that stands nearer.
fn another_kind(words: &mut [Word], noun: usize) {
    let name = words[noun]
        .head
        .filter(|&n| n < noun && words[noun].upos == Upos::Noun && words[noun].deprel.is("conj"));
    let indefinite = |words: &[Word], head: usize| {
        words.iter().any(|w| {
            w.head == Some(head) && w.deprel.is("det") && matches!(w.form.to_lowercase().as_str(), "a" | "an")
        })
    };
    let Some(name) = name.filter(|&n| words[n].upos == Upos::Propn && indefinite(words, noun)) else {
        return;
    };
    let placed = matches!(words[name].deprel.base(), "obl" | "nmod");
    let kind = above(words, name).find(|&k| words[k].upos == Upos::Noun && k < name);
    if let Some(kind) = kind.filter(|&k| placed && indefinite(words, k)) {
        attach(words, noun, Some(kind), "conj");
    }
}
