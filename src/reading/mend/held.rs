//! What belongs to a noun of doing: "defended Trump's decision not to demand a truce" tells what was decided, and
//! "Rubio and Witkoff's decision" is the decision of both.

use super::attach;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for noun in 0..words.len() {
        if words[noun].upos == Upos::Noun {
            of_two(words, noun);
            infinitive(words, noun);
        }
    }
}

/// "defended Rubio and Witkoff's decision": the parser takes the first name for what is defended. Two names stand
/// before an act that somebody has; nobody does the same to a person and to an act in one breath.
fn of_two(words: &mut [Word], noun: usize) {
    let first = words[noun]
        .head
        .filter(|&f| f < noun && words[noun].deprel.is("conj"));
    let Some(first) = first else { return };
    let owner = words
        .iter()
        .position(|w| w.head == Some(noun) && w.deprel.as_str() == "nmod:poss");
    let Some(owner) = owner else { return };
    let name = |w: usize| words[w].upos == Upos::Propn;
    let joined = words[first + 1..owner]
        .iter()
        .all(|w| w.lemma == "and" || w.upos == Upos::Propn);
    let decided = ["decision", "deciding", "judgment", "choice", "speech act"];
    let act = decided
        .iter()
        .any(|kind| lexicon::is_kind_of(&words[noun].lemma, kind, WordClass::Noun));
    let third = words
        .iter()
        .enumerate()
        .any(|(i, w)| i != noun && w.head == Some(first) && w.deprel.is("conj"));
    if !(name(first) && name(owner) && joined && act) || third {
        return;
    }
    let (head, relation) = (words[first].head, words[first].deprel);
    let relation = if relation.is("nsubj") { "nsubj" } else { "obj" };
    if !words[first].deprel.is(relation) {
        return;
    }
    attach(words, noun, head, relation);
    attach(words, first, Some(noun), "nmod:poss");
    attach(words, owner, Some(first), "conj");
    if let Some(and) = (first + 1..owner).find(|&w| words[w].lemma == "and") {
        attach(words, and, Some(owner), "cc");
    }
}

/// "defended his decision not to demand a truce": the infinitive behind a decision that is somebody's is what was
/// decided, no purpose of the verb.
fn infinitive(words: &mut [Word], noun: usize) {
    let decided = matches!(
        words[noun].lemma.as_str(),
        "decision" | "refusal" | "willingness" | "reluctance"
    );
    let verb = words[noun].head.filter(|&v| {
        decided && words[noun].deprel.is("obj") && words[v].upos == Upos::Verb && words[v].lemma != "use"
    });
    let owned = || {
        words
            .iter()
            .any(|w| w.head == Some(noun) && w.deprel.as_str() == "nmod:poss")
    };
    let Some(verb) = verb.filter(|_| owned()) else {
        return;
    };
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    let to = match (form(noun + 1), form(noun + 2)) {
        ("to", _) => noun + 1,
        ("not", "to") => noun + 2,
        _ => return,
    };
    let decided = words[to].head.filter(|&d| {
        d > to && words[d].head == Some(verb) && matches!(words[d].deprel.base(), "advcl" | "xcomp" | "ccomp")
    });
    if let Some(decided) = decided {
        attach(words, decided, Some(noun), "acl");
    }
}
