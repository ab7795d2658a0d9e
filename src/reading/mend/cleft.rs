//! "It was on 30 January that the plane crashed", "it was Berg who signed": the clause behind is what is said,
//! and what stands between is a part of it that the writer puts first (Huddleston & Pullum 2002, 16.9).

use super::super::tree::{Upos, Word};
use super::{attach, children};

/// Hangs the part that was put first where it belongs in the clause behind it.
pub(super) fn mend(words: &mut [Word]) {
    inverted(words);
    one_of_them(words);
    let clefts: Vec<(usize, usize, usize, usize)> =
        (0..words.len()).filter_map(|first| cleft(words, first)).collect();
    for (it, copula, first, verb) in clefts {
        let relation = match words.iter().position(|w| w.head == Some(first) && is(w, "case")) {
            Some(_) => "obl",
            None => "nsubj",
        };
        let (head, label) = (words[first].head, words[first].deprel);
        if relation == "nsubj" {
            let pronoun = children(words, verb).find(|&c| is(&words[c], "nsubj"));
            if let Some(pronoun) = pronoun {
                attach(words, pronoun, Some(verb), "mark");
            }
        }
        words[verb].head = head;
        words[verb].deprel = label;
        attach(words, first, Some(verb), relation);
        attach(words, it, Some(verb), "discourse");
        attach(words, copula, Some(verb), "discourse");
        // The full stop, and whatever else stood beside the clause, goes with it.
        let rest: Vec<usize> = children(words, first)
            .filter(|&c| c > verb || is(&words[c], "punct"))
            .collect();
        for c in rest {
            words[c].head = Some(verb);
        }
    }
}

/// "Among those arrested was Anna Bell": she was among them.
fn inverted(words: &mut [Word]) {
    let Some(named) = words
        .iter()
        .position(|w| w.head.is_none() && matches!(w.upos, Upos::Propn | Upos::Noun))
    else {
        return;
    };
    let own: Vec<usize> = children(words, named).collect();
    let copula = own
        .iter()
        .copied()
        .find(|&c| c < named && is(&words[c], "cop") && matches!(words[c].xpos, "VBD" | "VBZ" | "VBP"));
    let subject = own
        .iter()
        .any(|&c| matches!(words[c].deprel.base(), "nsubj" | "expl" | "csubj"));
    let among = own.iter().copied().find(|&c| {
        let case = children(words, c).find(|&k| is(&words[k], "case"));
        is(&words[c], "obl") && case.is_some_and(|k| k == 0 && words[k].lemma == "among")
    });
    let (Some(copula), Some(group), false) = (copula, among, subject) else {
        return;
    };
    if group > copula {
        return;
    }
    turn_about(words, named, group, copula);
}

/// "One of those who voted against it was Anna Bell": she was one of them.
fn one_of_them(words: &mut [Word]) {
    let Some(named) = words
        .iter()
        .position(|w| w.head.is_none() && w.upos == Upos::Propn)
    else {
        return;
    };
    let own: Vec<usize> = children(words, named).collect();
    let one = own.iter().copied().find(|&c| {
        let of_them = children(words, c).any(|n| is(&words[n], "nmod"));
        is(&words[c], "nsubj") && words[c].lemma == "one" && of_them
    });
    let copula = own.iter().copied().find(|&c| {
        is(&words[c], "cop")
            && matches!(words[c].xpos, "VBD" | "VBZ")
            && one.is_some_and(|o| o < c)
            && c < named
    });
    let (Some(one), Some(copula)) = (one, copula) else {
        return;
    };
    turn_about(words, named, one, copula);
}

/// Makes the predicate of what the parser took for a dependent of `named`, and `named` its subject.
fn turn_about(words: &mut [Word], named: usize, predicate: usize, copula: usize) {
    let own: Vec<usize> = children(words, named).collect();
    words[predicate].head = None;
    words[predicate].deprel = words[named].deprel;
    attach(words, named, Some(predicate), "nsubj");
    attach(words, copula, Some(predicate), "cop");
    let rest = own
        .into_iter()
        .filter(|&c| c != predicate && (c < copula || is(&words[c], "punct")));
    for c in rest.collect::<Vec<_>>() {
        words[c].head = Some(predicate);
    }
}

fn is(word: &Word, relation: &str) -> bool {
    word.deprel.is(relation)
}

/// "It", "was", what was put first, and the verb of the clause behind it.
fn cleft(words: &[Word], first: usize) -> Option<(usize, usize, usize, usize)> {
    let own: Vec<usize> = children(words, first).collect();
    let it = *own.iter().find(|&&c| {
        c < first && words[c].lemma == "it" && (is(&words[c], "nsubj") || is(&words[c], "expl"))
    })?;
    let copula = *own
        .iter()
        .find(|&&c| c > it && c < first && words[c].lemma == "be" && is(&words[c], "cop"))?;
    // "It was not Berg", "it may be Berg": who it was is left open.
    let open = |&&c: &&usize| is(&words[c], "aux") || (is(&words[c], "advmod") && words[c].lemma == "not");
    if copula != it + 1 || own.iter().any(|c| open(&c)) {
        return None;
    }
    let verb = *own.iter().find(|&&c| {
        c > first
            && matches!(words[c].upos, Upos::Verb)
            && ["acl:relcl", "acl", "csubj", "ccomp", "advcl"]
                .iter()
                .any(|r| words[c].deprel.as_str() == *r)
    })?;
    let starts = |word: &str| {
        children(words, verb).any(|c| c > first && c < verb && words[c].lemma.eq_ignore_ascii_case(word))
    };
    let in_phrase = own.iter().any(|&c| is(&words[c], "case"));
    let name = words[first].upos == Upos::Propn && starts("who");
    ((in_phrase && starts("that")) || name).then_some((it, copula, first, verb))
}
