//! Features of UD English that follow from the tag, the word and, for verbs, the tree.
//!
//! The conventions are those of the English Web Treebank.

use crate::reading::tree::{Upos, Word};

/// Features of word `i`, as `Name=Value|…` in alphabetical order, or `_`.
pub(super) fn features(words: &[Word], i: usize) -> String {
    let Some(word) = words.get(i) else {
        return "_".to_owned();
    };
    let lower = word.form.to_lowercase().replace('’', "'");
    let lower = lower.as_str();
    let fixed = match word.xpos {
        "NN" | "NNP" if matches!(word.upos, Upos::Noun | Upos::Propn) => "Number=Sing",
        "NNS" | "NNPS" => "Number=Plur",
        "JJ" => "Degree=Pos",
        "JJR" | "RBR" => "Degree=Cmp",
        "JJS" | "RBS" => "Degree=Sup",
        "MD" => "VerbForm=Fin",
        "VBZ" => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        "VBP" if matches!(lower, "am" | "'m") => "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin",
        "VBP" => "Mood=Ind|Tense=Pres|VerbForm=Fin",
        "VBD" if lower == "was" => "Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin",
        "VBD" if lower == "were" => "Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin",
        "VBD" => "Mood=Ind|Tense=Past|VerbForm=Fin",
        "VB" if imperative(words, i) => "Mood=Imp|VerbForm=Fin",
        "VB" => "VerbForm=Inf",
        "VBN" if passive(words, i) => "Tense=Past|VerbForm=Part|Voice=Pass",
        "VBN" => "Tense=Past|VerbForm=Part",
        "VBG" if gerund(words, i) => "VerbForm=Ger",
        "VBG" => "Tense=Pres|VerbForm=Part",
        "CD" if word.form.contains(|c: char| c.is_ascii_digit()) => "NumForm=Digit|NumType=Card",
        "CD" => "NumForm=Word|NumType=Card",
        // `you` and `it` have one form for both cases; the relation tells them apart.
        "PRP" if lower == "you" && is_subject(word) => "Case=Nom|Person=2|PronType=Prs",
        "PRP" if lower == "you" => "Case=Acc|Person=2|PronType=Prs",
        "PRP" if lower == "it" && is_subject(word) => {
            "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs"
        }
        "PRP" if lower == "it" => "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        "PRP" => personal(lower),
        "PRP$" => possessive(lower),
        "WP" | "WDT" | "WRB" if relative(words, i) => "PronType=Rel",
        "WP" | "WDT" | "WRB" => "PronType=Int",
        "DT" | "PDT" => determiner(lower),
        "RB" if matches!(lower, "not" | "n't" | "n`t") => "Polarity=Neg",
        "RB" if matches!(lower, "never" | "nowhere") => "PronType=Neg",
        "RB" if matches!(lower, "here" | "there" | "now" | "then") => "PronType=Dem",
        "NN" if word.upos == Upos::Pron => indefinite(lower),
        _ => "_",
    };
    fixed.to_owned()
}

fn has_child(words: &[Word], head: usize, deprel: &str) -> bool {
    words
        .iter()
        .any(|w| w.head == Some(head) && w.deprel.as_str() == deprel)
}

/// A bare form without `to`, auxiliary or subject that heads a sentence or a coordinate of one; its
/// negated auxiliary `do` is one too.
fn imperative(words: &[Word], i: usize) -> bool {
    let Some(word) = words.get(i) else { return false };
    if word.upos == Upos::Aux {
        let first = !words
            .iter()
            .take(i)
            .any(|w| w.head == word.head && w.deprel.base() == "nsubj");
        return first && word.lemma == "do" && word.head.is_some_and(|h| h > i && imperative(words, h));
    }
    let mut at = i;
    for _ in 0..words.len() {
        let Some(word) = words.get(at) else { return false };
        let helped = words.iter().any(|w| {
            w.head == Some(at)
                && (w.deprel.base() == "nsubj"
                    || w.deprel.as_str() == "mark"
                    || w.xpos == "MD"
                    || w.xpos == "TO")
        });
        let does = words
            .iter()
            .any(|w| w.head == Some(at) && w.deprel.as_str() == "aux" && w.xpos != "VB" && w.xpos != "VBP");
        if helped || does {
            return false;
        }
        match (word.deprel.base(), word.head) {
            ("conj", Some(head)) if words.get(head).is_some_and(|h| h.xpos == "VB") => at = head,
            ("root" | "parataxis", _) => return true,
            _ => return false,
        }
    }
    false
}

fn is_subject(word: &Word) -> bool {
    matches!(word.deprel.base(), "nsubj" | "expl" | "root" | "csubj")
}

/// A question word in a relative clause. `that` and `which` are elsewhere only as determiners.
fn relative(words: &[Word], i: usize) -> bool {
    let mut at = i;
    for _ in 0..words.len() {
        let Some(word) = words.get(at) else { return false };
        match word.deprel.as_str() {
            "acl:relcl" | "advcl:relcl" => return true,
            "nsubj" | "nsubj:pass" | "obj" | "obl" | "advmod" | "det" | "nmod:poss" | "nmod"
            | "obl:unmarked" => {}
            _ => break,
        }
        let Some(head) = word.head else { break };
        at = head;
    }
    words
        .get(i)
        .is_some_and(|w| w.xpos == "WDT" && w.deprel.base() != "det")
}

/// Any past participle of a verb but those of the perfect.
fn passive(words: &[Word], i: usize) -> bool {
    let Some(word) = words.get(i) else { return false };
    if word.upos == Upos::Aux {
        return false;
    }
    if has_child(words, i, "aux:pass") || has_child(words, i, "nsubj:pass") {
        return true;
    }
    if has_child(words, i, "aux") {
        return false;
    }
    match (word.deprel.base(), word.head) {
        ("conj", Some(head)) if head < i => {
            words.get(head).is_none_or(|h| h.xpos != "VBN") || passive(words, head)
        }
        _ => true,
    }
}

/// An `-ing` form that modifies a noun or stands where a noun could; the others are participles.
fn gerund(words: &[Word], i: usize) -> bool {
    if words
        .iter()
        .any(|w| w.head == Some(i) && w.deprel.base() == "aux")
    {
        return false;
    }
    let Some(word) = words.get(i) else { return false };
    match (word.deprel.base(), word.head) {
        ("conj", Some(head)) if head < i => {
            words.get(head).is_some_and(|h| h.xpos == "VBG") && gerund(words, head)
        }
        (base, _) => {
            word.upos != Upos::Aux && !matches!(base, "advcl" | "root" | "parataxis" | "case" | "aux" | "cop")
        }
    }
}

fn personal(lower: &str) -> &'static str {
    match lower {
        "i" => "Case=Nom|Number=Sing|Person=1|PronType=Prs",
        "me" => "Case=Acc|Number=Sing|Person=1|PronType=Prs",
        "we" => "Case=Nom|Number=Plur|Person=1|PronType=Prs",
        "us" | "'s" => "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        "he" => "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "him" => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "she" => "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "her" => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "they" => "Case=Nom|Number=Plur|Person=3|PronType=Prs",
        "them" | "'em" => "Case=Acc|Number=Plur|Person=3|PronType=Prs",
        "ya" => "Person=2|PronType=Prs",
        "myself" => "Case=Acc|Number=Sing|Person=1|PronType=Prs|Reflex=Yes",
        "ourselves" => "Case=Acc|Number=Plur|Person=1|PronType=Prs|Reflex=Yes",
        "yourself" => "Case=Acc|Number=Sing|Person=2|PronType=Prs|Reflex=Yes",
        "yourselves" => "Case=Acc|Number=Plur|Person=2|PronType=Prs|Reflex=Yes",
        "himself" => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "herself" => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "itself" => "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs|Reflex=Yes",
        "themselves" => "Case=Acc|Number=Plur|Person=3|PronType=Prs|Reflex=Yes",
        _ => "PronType=Prs",
    }
}

fn possessive(lower: &str) -> &'static str {
    match lower {
        "my" => "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs",
        "our" => "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs",
        "your" => "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
        "his" => "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "her" => "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "its" => "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        "their" => "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
        _ => "Case=Gen|Poss=Yes|PronType=Prs",
    }
}

fn determiner(lower: &str) -> &'static str {
    match lower {
        "the" => "Definite=Def|PronType=Art",
        "a" | "an" => "Definite=Ind|PronType=Art",
        "this" | "that" => "Number=Sing|PronType=Dem",
        "these" | "those" => "Number=Plur|PronType=Dem",
        "such" => "PronType=Dem",
        "all" | "every" | "each" | "both" => "PronType=Tot",
        "no" | "neither" | "none" => "PronType=Neg",
        "any" | "some" | "another" | "either" => "PronType=Ind",
        _ => "_",
    }
}

fn indefinite(lower: &str) -> &'static str {
    match lower {
        "nothing" | "nobody" | "none" => "Number=Sing|PronType=Neg",
        "everything" | "everyone" | "everybody" => "Number=Sing|PronType=Tot",
        _ => "Number=Sing|PronType=Ind",
    }
}
