//! Headlines: "Kestrel Foods to close plant", "Police arrest 12". They leave out what makes a verb a verb, and the
//! treebanks have few of them.

use super::attach;
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Upos, Word};

/// The infinitive that tells what a name is to do heads its sentence; so does the noun in front of a bare number
/// that can only be a verb.
pub(super) fn mend(words: &mut [Word]) {
    // A headline ends with no mark.
    if words.len() > 20 || words.last().is_none_or(|w| w.upos == Upos::Punct) {
        return;
    }
    let Some(root) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    to_do(words, root);
    counted(words, root);
    compound(words, root);
}

/// "Pilots accept pay offer": a noun between the verb and its object says what the object is of.
fn compound(words: &mut [Word], root: usize) {
    let next = root + 1;
    let between = words.get(next).is_some_and(|w| {
        w.upos == Upos::Noun && w.head == Some(root) && matches!(w.deprel.base(), "xcomp" | "obj" | "iobj")
    });
    let object = words
        .get(next + 1)
        .is_some_and(|w| w.upos == Upos::Noun && w.head == Some(root) && w.deprel.is("obj"));
    let alone = !words.iter().any(|w| w.head == Some(next));
    if words[root].upos == Upos::Verb && between && object && alone {
        attach(words, next, Some(next + 1), "compound");
    }
}

/// Whether the noun is somebody or something that can do or undergo what is said after "to", and no plan or duty
/// to do it: "Village school to close in June", "Ferry firm Norlink to cut jobs", not "Plan to cut jobs".
fn acts(words: &[Word], noun: usize) -> bool {
    let w = &words[noun];
    let lemma = w.lemma.to_lowercase();
    let described = words
        .iter()
        .any(|c| c.head == Some(noun) && matches!(c.deprel.base(), "det" | "nummod"));
    w.upos == Upos::Noun
        && !described
        && !classes::standard().is("intention-noun", &lemma)
        && ["person", "organization", "structure", "facility"]
            .iter()
            .any(|kind| lexicon::is_kind_of(&lemma, kind, WordClass::Noun))
}

/// "Kestrel Foods to close Derby plant": the name is the subject.
fn to_do(words: &mut [Word], root: usize) {
    let verb = words.iter().position(|w| {
        w.head == Some(root) && w.upos == Upos::Verb && matches!(w.deprel.base(), "acl" | "advcl" | "xcomp")
    });
    // "to know" alone says what the things are for.
    let completed = |v: usize| {
        words.iter().any(|w| {
            w.head == Some(v) && matches!(w.deprel.base(), "obj" | "obl" | "xcomp" | "ccomp" | "advcl")
        })
    };
    let Some(verb) =
        verb.filter(|&v| v > root && (words[root].upos == Upos::Propn || acts(words, root) && completed(v)))
    else {
        return;
    };
    let to = (root..verb).find(|&i| {
        words[i].head == Some(verb) && words[i].upos == Upos::Part && words[i].form.eq_ignore_ascii_case("to")
    });
    // The name and nothing else stands in front.
    let Some(to) = to.filter(|&to| {
        (root + 1..to).all(|i| matches!(words[i].upos, Upos::Propn | Upos::Noun)) && to + 1 == verb
    }) else {
        return;
    };
    attach(words, verb, None, "root");
    attach(words, root, Some(verb), "nsubj");
    for (i, w) in words.iter_mut().enumerate() {
        if i > to && w.head == Some(root) {
            w.head = Some(verb);
        }
    }
}

/// "Police arrest 12 at derby": a plural, a word that is a verb, and a number.
fn counted(words: &mut [Word], root: usize) {
    let (Some(subject), number) = (root.checked_sub(1), root + 1) else {
        return;
    };
    let counts = words.get(number).is_some_and(|n| {
        n.upos == Upos::Num && n.head == Some(root) && n.form.chars().all(|c| c.is_ascii_digit() || c == ',')
    });
    let verb = &words[root];
    let lower = verb.form.chars().all(char::is_lowercase);
    let is_verb =
        verb.upos == Upos::Noun && lower && lexicon::knows(&verb.lemma.to_lowercase(), WordClass::Verb);
    let before = words[subject].head == Some(root) && words[subject].deprel.base() == "compound";
    let followed = words
        .get(number + 1)
        .is_none_or(|w| w.upos == Upos::Adp || w.upos == Upos::Noun);
    if !(counts && is_verb && before && followed) {
        return;
    }
    words[root].upos = Upos::Verb;
    words[root].lemma = if words[root].form.ends_with('s') {
        words[root].lemma.clone()
    } else {
        words[root].form.clone()
    };
    attach(words, root, None, "root");
    attach(words, subject, Some(root), "nsubj");
    attach(words, number, Some(root), "obj");
    for (i, w) in words.iter_mut().enumerate() {
        if i > number && w.head == Some(root) && w.deprel.base() == "nmod" {
            w.deprel = crate::reading::tree::Deprel::new("obl");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn headlines_have_their_verbs() {
        for (text, subject, verb) in [
            ("Kestrel Foods to close Derby plant", "Kestrel Foods", "close"),
            ("Police arrest 12 at derby", "Police", "arrest"),
            ("Village school to close in June", "Village school", "close"),
            ("Ferry firm Norlink to cut 800 jobs", "Ferry firm Norlink", "cut"),
        ] {
            let reading = read_plainly(text);
            let found = reading.statements.iter().any(|s| {
                s.predicate.lemma == verb && s.subject.as_ref().is_some_and(|a| a.phrase.text == subject)
            });
            assert!(found, "{text}: {:?}", reading.statements);
        }
        let reading = read_plainly("Pilots accept pay offer");
        assert_eq!(reading.statements[0].objects[0].phrase.text, "pay offer");
    }
}
