//! What a number counts: "four *workers*", "5 million tonnes of *grain*", "three of the *men*".

use crate::reading::tree::{Tree, Upos, Word};

/// Index of the noun that the number at `word` counts; `unit` is the word of its unit, where it has one.
pub(super) fn counted(tree: &Tree, word: usize, unit: Option<usize>) -> Option<usize> {
    let start = unit.unwrap_or(word);
    let here = tree.words.get(start)?;
    if here.deprel.as_str().is_empty() {
        return None;
    }
    if let Some(noun) = of_complement(tree, start) {
        return Some(noun);
    }
    let mut at = start;
    // "5 *million* people", "40 *to 50* people", "two dozen": climb while the head is a number, too.
    for _ in 0..6 {
        let here = tree.words.get(at)?;
        let head = here.head?;
        let above = tree.words.get(head)?;
        let numeral = above.upos == Upos::Num || above.upos == Upos::Sym || is_scale(&above.form);
        let link = matches!(
            here.deprel.base(),
            "nummod" | "compound" | "amod" | "nmod" | "flat" | "conj" | "advmod"
        );
        if link && numeral {
            at = head;
            if let Some(noun) = of_complement(tree, at) {
                return Some(noun);
            }
            continue;
        }
        let counts = matches!(
            here.deprel.as_str(),
            "nummod" | "compound" | "amod" | "nmod:unmarked" | "nmod:npmod"
        ) || here.deprel.is("nmod") && head > at;
        return (counts && head > start && matches!(above.upos, Upos::Noun | Upos::Propn))
            .then(|| behind_hyphen(tree, head));
    }
    None
}

/// "40 school-leavers": leavers, of whatever word the number was hung on.
fn behind_hyphen(tree: &Tree, noun: usize) -> usize {
    let is_noun = |i: usize| {
        tree.words
            .get(i)
            .is_some_and(|w| matches!(w.upos, Upos::Noun | Upos::Propn))
    };
    let joined = tree.words.get(noun).is_some_and(|w| !w.space_after)
        && tree
            .words
            .get(noun + 1)
            .is_some_and(|w| matches!(w.form.as_str(), "-" | "‑") && !w.space_after);
    if joined && is_noun(noun + 2) {
        noun + 2
    } else {
        noun
    }
}

/// "three *of the men*"
fn of_complement(tree: &Tree, word: usize) -> Option<usize> {
    tree.children(word).iter().copied().find(|&c| {
        tree.words
            .get(c)
            .is_some_and(|w| c > word && w.deprel.is("nmod") && matches!(w.upos, Upos::Noun | Upos::Propn))
            && tree
                .child_by(c, "case")
                .and_then(|k| tree.words.get(k))
                .is_some_and(|k| k.form.eq_ignore_ascii_case("of"))
    })
}

fn is_scale(form: &str) -> bool {
    super::lexicon::lexicon()
        .scale
        .contains_key(form.to_lowercase().as_str())
}

/// Lemma of a noun, in lower case but for names.
pub(super) fn lemma(word: &Word) -> String {
    if word.lemma.is_empty() {
        word.form.to_lowercase()
    } else {
        word.lemma.clone()
    }
}
