//! Participles behind a comma that comment on the whole sentence.
//!
//! - "accepted the prospect of allies extending guarantees, marking a breakthrough": who accepts marks it, not who extends.
//! - "defended the truce that both sides signed, arguing that it would hold": who defends argues.
//! - "said it would close branches that lost money, adding that …": who says adds.
//!
//! The parser hangs them on the verb that stands nearest.

use super::{above, attach};
use crate::lexicon::classes;
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for i in 2..words.len() {
        comment(words, i);
    }
}

fn comment(words: &mut [Word], at: usize) {
    let word = &words[at];
    let comments = word.xpos == "VBG"
        && words[at - 1].form == ","
        && matches!(word.deprel.base(), "advcl" | "acl")
        && classes::standard().is("comment-verb", &word.lemma)
        && !words
            .iter()
            .any(|w| w.head == Some(at) && matches!(w.deprel.base(), "nsubj" | "aux" | "mark"));
    if !comments {
        return;
    }
    // A verb inside a noun phrase that ends at the comma, or without a tense of its own, is no whole sentence.
    let mut inside = false;
    let mut last = None;
    let adds = word.lemma == "add";
    for head in above(words, at) {
        let h = &words[head];
        if h.upos == Upos::Verb || words.iter().any(|w| w.head == Some(head) && w.deprel.is("cop")) {
            let tense = matches!(h.xpos, "VBD" | "VBZ" | "VBP" | "MD")
                || words.iter().any(|w| {
                    w.head == Some(head)
                        && matches!(w.deprel.as_str(), "aux" | "aux:pass" | "cop")
                        && !matches!(w.xpos, "VBG" | "VB")
                });
            let of_noun = h.deprel.is("acl");
            let content = adds && h.deprel.is("ccomp");
            last = Some(head);
            if tense && !of_noun && !content {
                break;
            }
            inside = true;
        }
    }
    if let Some(verb) = last.filter(|&v| inside && v < at) {
        attach(words, at, Some(verb), "advcl");
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn who_says_so_comments() {
        for (text, verb, who) in [
            (
                "Norland accepted the prospect of its allies extending guarantees to Solvia, marking a breakthrough.",
                "mark",
                "Norland",
            ),
            (
                "The bank said it would close the branches that lost money, adding that no jobs would be lost.",
                "add",
                "The bank",
            ),
            (
                "Bell defended the truce that both sides signed, arguing that it would hold.",
                "argue",
                "Bell",
            ),
        ] {
            let reading = read_plainly(text);
            let subject = reading
                .statements
                .iter()
                .find(|s| s.predicate.lemma == verb)
                .and_then(|s| s.subject.as_ref())
                .map(|a| a.phrase.text.as_str());
            assert_eq!(subject, Some(who), "{text}");
        }
    }
}
