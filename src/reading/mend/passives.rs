//! What a passive of giving keeps behind it: "The bank was handed a fine by the regulator".
//!
//! The parser takes what was given for a predicate ("was named a graduate"), and hangs the giver on it
//! ("compensation by Norland").

use super::attach;
use crate::lexicon::classes;
use crate::reading::tree::{Deprel, Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for verb in 0..words.len() {
        let passive = words
            .iter()
            .any(|w| w.head == Some(verb) && w.deprel.as_str() == "aux:pass");
        if passive && classes::standard().is("giving-verb", &words[verb].lemma) {
            gift(words, verb);
        }
    }
}

/// What was given is the object, and who gave it hangs on the verb.
fn gift(words: &mut [Word], verb: usize) {
    let thing = (verb + 1..words.len()).find(|&i| {
        let w = &words[i];
        w.head == Some(verb)
            && (w.deprel.is("obj")
                || w.deprel.is("xcomp")
                    && matches!(
                        w.upos,
                        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Sym | Upos::Num | Upos::X
                    ))
    });
    let Some(thing) = thing else { return };
    words[thing].deprel = Deprel::new("obj");
    if words
        .iter()
        .any(|w| w.head == Some(verb) && w.deprel.as_str() == "obl:agent")
    {
        return;
    }
    let by = |giver: usize| {
        words
            .iter()
            .any(|c| c.head == Some(giver) && c.deprel.is("case") && c.form.eq_ignore_ascii_case("by"))
    };
    // What is made by somebody may be given by another: "a book by Orwell".
    let made = words[thing].upos == Upos::Noun
        && crate::lexicon::is_kind_of(&words[thing].lemma, "creation", crate::lexicon::WordClass::Noun);
    let giver = (thing + 1..words.len())
        .find(|&i| words[i].head == Some(thing) && words[i].deprel.is("nmod") && by(i))
        .filter(|_| !made);
    if let Some(giver) = giver {
        attach(words, giver, Some(verb), "obl:agent");
    }
}
