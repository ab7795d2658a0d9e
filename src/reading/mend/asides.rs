//! "Moscow, aides say, has agreed": the parser takes what stands in front of the speech for somebody who is spoken to.

use super::attach;
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    named_before_the_same(words);
    let called = |w: &Word| w.deprel.is("vocative") && w.upos.is_nominal();
    let found = words.iter().enumerate().find_map(|(i, w)| {
        let verb = w.head.filter(|&h| called(w) && h > i)?;
        (told_of_another(words, verb) && speech_between(words, i, verb)).then_some((i, verb))
    });
    let Some((subject, verb)) = found else { return };
    let passive = words
        .iter()
        .any(|w| w.head == Some(verb) && w.deprel.as_str() == "aux:pass");
    attach(
        words,
        subject,
        Some(verb),
        if passive { "nsubj:pass" } else { "nsubj" },
    );
}

/// "Witkoff, the same who had called it bold, said": the name is the subject, and what follows says who he is.
fn named_before_the_same(words: &mut [Word]) {
    let found = (3..words.len()).find_map(|same| {
        let [name, comma, article] = [same - 3, same - 2, same - 1];
        let verb = words[same].head.filter(|&v| v > same)?;
        let describes = words[same].lemma == "same"
            && words[same].deprel.is("nsubj")
            && words[article].lemma == "the"
            && words[comma].form == ",";
        let told = words.iter().any(|w| w.head == Some(same) && w.deprel.is("acl"));
        let named = words[name].upos == Upos::Propn && words[name].head == Some(verb);
        (describes && told && named).then_some((name, same, verb))
    });
    if let Some((name, same, verb)) = found {
        attach(words, name, Some(verb), "nsubj");
        attach(words, same, Some(name), "appos");
    }
}

/// Whether the verb tells what a third person does, and has no subject: no order is given with it.
fn told_of_another(words: &[Word], verb: usize) -> bool {
    let own = || words.iter().filter(|w| w.head == Some(verb));
    let finite = |w: &Word| matches!(w.xpos, "VBZ" | "VBD" | "MD");
    let helped = own().any(|w| matches!(w.deprel.base(), "aux" | "cop") && finite(w));
    (finite(&words[verb]) || helped) && !own().any(|w| matches!(w.deprel.base(), "nsubj" | "csubj"))
}

/// Whether a clause of its own stands between the two, set off by commas on both sides.
fn speech_between(words: &[Word], subject: usize, verb: usize) -> bool {
    let beside = |w: &Word| w.head == Some(verb) && w.deprel.is("parataxis") && w.upos == Upos::Verb;
    let opens = (subject + 1..verb).find(|&i| words[i].form == ",");
    let clause = (subject + 1..verb).find(|&i| beside(&words[i]));
    let (Some(opens), Some(clause)) = (opens, clause) else {
        return false;
    };
    let closes = (clause + 1..verb).any(|i| words[i].form == ",");
    let spoken_by = words
        .iter()
        .any(|w| w.head == Some(clause) && w.deprel.is("nsubj"));
    opens < clause && closes && spoken_by
}
