//! "left the country rather than apologise": what was not done, which the parser coordinates with a noun.

use super::{above, attach};
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Deprel, Upos, Word};

/// "Rather than pay the ransom, the council rebuilt its systems."
fn in_front(words: &mut [Word]) {
    let [rather, than, verb, ..] = words else { return };
    let opens = rather.form.eq_ignore_ascii_case("rather") && than.lemma == "than";
    if opens && verb.upos == Upos::Verb && verb.deprel.is("advcl") {
        attach(words, 0, Some(2), "mark");
    }
}

/// Hangs a verb after "rather than" on the verb that it is set against.
pub(super) fn mend(words: &mut [Word]) {
    in_front(words);
    for verb in 3..words.len() {
        let w = &words[verb];
        let on_noun = w
            .head
            .is_some_and(|h| h < verb && matches!(words[h].upos, Upos::Noun | Upos::Propn | Upos::Pron));
        let than = verb - 1;
        let opens = words[than].lemma == "than" && words[than - 1].form.eq_ignore_ascii_case("rather");
        let lower = w.form.to_lowercase();
        // The parser may take the verb for a noun, too.
        let mistaken = w.upos == Upos::Noun
            && lexicon::knows(&lower, WordClass::Verb)
            && !lexicon::knows(&lower, WordClass::Noun);
        let verbal = w.upos == Upos::Verb && matches!(w.xpos, "VB" | "VBP" | "VBG");
        if !(on_noun && opens && (verbal || mistaken)) {
            continue;
        }
        let Some(done) = above(words, verb).find(|&v| words[v].upos == Upos::Verb && v < verb) else {
            continue;
        };
        if mistaken {
            words[verb].upos = Upos::Verb;
            words[verb].xpos = "VB";
            words[verb].lemma = lower;
        }
        attach(words, verb, Some(done), "advcl");
        attach(words, than - 1, Some(verb), "mark");
        attach(words, than, Some(than - 1), "fixed");
        words[than].deprel = Deprel::new("fixed");
    }
}
