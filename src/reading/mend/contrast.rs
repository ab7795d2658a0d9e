//! "left the country rather than apologise": what was not done, which the parser coordinates with a noun.

use super::{above, attach};
use crate::reading::tree::{Deprel, Upos, Word};

/// Hangs a verb after "rather than" on the verb that it is set against.
pub(super) fn mend(words: &mut [Word]) {
    for verb in 3..words.len() {
        let w = &words[verb];
        let on_noun = w
            .head
            .is_some_and(|h| h < verb && matches!(words[h].upos, Upos::Noun | Upos::Propn | Upos::Pron));
        let than = verb - 1;
        let opens = words[than].lemma == "than" && words[than - 1].form.eq_ignore_ascii_case("rather");
        if w.upos != Upos::Verb || !on_noun || !opens || !matches!(w.xpos, "VB" | "VBP" | "VBG") {
            continue;
        }
        let Some(done) = above(words, verb).find(|&v| words[v].upos == Upos::Verb && v < verb) else {
            continue;
        };
        attach(words, verb, Some(done), "advcl");
        attach(words, than - 1, Some(verb), "mark");
        attach(words, than, Some(than - 1), "fixed");
        words[than].deprel = Deprel::new("fixed");
    }
}
