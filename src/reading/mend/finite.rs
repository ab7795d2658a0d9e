//! Finite verbs that the parser takes for participles: "won three medals, placed second".
//!
//! Past tense and participle are the same word for most verbs. A main verb with an object of its own and no auxiliary is
//! finite, and so is one that is coordinated with a finite verb. Headlines leave auxiliaries out ("Two
//! men killed in crash"): only sentences with a mark at their end are mended.

use super::{above, attach, finite_features, make_finite};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Deprel, Upos, Word};

/// Makes participles finite that can be nothing else.
pub(super) fn mend(words: &mut [Word]) {
    let sentence = words
        .iter()
        .rev()
        .find(|w| !matches!(w.form.as_str(), "”" | "’" | "\"" | "'" | "''" | ")"))
        .is_some_and(|w| matches!(w.form.as_str(), "." | "!" | "?"));
    if !sentence {
        return;
    }
    for w in words.iter_mut() {
        past(w);
    }
    between_nouns(words);
    only_verb(words);
    for verb in 0..words.len() {
        if words[verb].upos != Upos::Verb || words[verb].xpos != "VBN" || !is_past(&words[verb].form) {
            continue;
        }
        let child = |relation: &str| {
            words
                .iter()
                .position(|c| c.head == Some(verb) && c.deprel.as_str() == relation)
        };
        if ["aux", "aux:pass", "cop", "obl:agent", "mark"]
            .iter()
            .any(|r| child(r).is_some())
        {
            continue;
        }
        let active = child("nsubj").filter(|&s| s < verb);
        let passive = child("nsubj:pass").filter(|&s| s < verb);
        let with_finite = words[verb].deprel.is("conj")
            && words[verb].head.is_some_and(|h| {
                words[h].xpos == "VBD"
                    && h < verb
                    && words[h].upos == Upos::Verb
                    && !words.iter().any(|c| c.head == Some(h) && c.deprel.is("aux"))
            });
        // "reiterated opposition to Norland joining and repeated his criticism": no gerund has a past tense beside it.
        let behind_gerund = words[verb].deprel.is("conj")
            && words[verb]
                .head
                .is_some_and(|h| words[h].xpos == "VBG" && above(words, h).any(|v| words[v].xpos == "VBD"));
        let by = words
            .get(verb + 1)
            .is_some_and(|w| w.form.eq_ignore_ascii_case("by"));
        let main = matches!(words[verb].deprel.base(), "root" | "ccomp" | "conj" | "parataxis");
        let object = child("obj").is_some_and(|o| o > verb);
        let finite = main && (active.is_some() || passive.is_some()) && object
            || (with_finite || behind_gerund && object) && passive.is_none() && !by;
        if !finite {
            continue;
        }
        if let Some(subject) = passive {
            words[subject].deprel = Deprel::new("nsubj");
        }
        words[verb].xpos = "VBD";
        finite_features("VBD").clone_into(&mut words[verb].feats);
    }
}

/// "The firm lowered prices." as one phrase: what is tagged as a past tense, has a noun on either side and no other
/// finite verb beside it, is the verb of the sentence.
fn between_nouns(words: &mut [Word]) {
    let finite = |w: &Word| matches!(w.xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let mut verbs = (0..words.len()).filter(|&i| finite(&words[i]));
    let (Some(verb), None) = (verbs.next(), verbs.next()) else {
        return;
    };
    let Some(object) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    let noun = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn);
    let described = words[verb].upos == Upos::Verb
        && words[verb].deprel.is("amod")
        && words[verb].head == Some(object)
        && verb < object
        && noun(&words[object]);
    let subject = verb.checked_sub(1).filter(|&s| {
        described && noun(&words[s]) && words[s].head == Some(object) && words[s].deprel.is("compound")
    });
    let Some(subject) = subject else { return };
    for i in (0..words.len()).filter(|&i| i != subject && i != verb) {
        if words[i].head != Some(object) {
            continue;
        }
        if words[i].deprel.is("punct") {
            attach(words, i, Some(verb), "punct");
        } else if i < verb {
            words[i].head = Some(subject);
        }
    }
    attach(words, verb, None, "root");
    attach(words, subject, Some(verb), "nsubj");
    attach(words, object, Some(verb), "obj");
}

/// "Work in the tunnel stopped for a year.": where a sentence has no other verb, one that says that something began,
/// went on or stopped, and stands behind a noun, is its verb: nothing "is begun" by anybody there.
fn only_verb(words: &mut [Word]) {
    let mut verbs = (0..words.len()).filter(|&i| matches!(words[i].upos, Upos::Verb | Upos::Aux));
    let (Some(verb), None) = (verbs.next(), verbs.next()) else {
        return;
    };
    let Some(subject) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    let w = &words[verb];
    let stands_for_past = w.xpos == "VBN"
        && is_past(&w.form)
        && w.deprel.is("acl")
        && (w.head == Some(subject) || above(words, verb).any(|up| up == subject))
        && classes::standard().is("aspectual-verb", &w.lemma)
        && !words
            .iter()
            .any(|c| c.head == Some(verb) && c.deprel.as_str() == "obl:agent");
    if !stands_for_past || subject > verb || !words[subject].upos.is_nominal() {
        return;
    }
    for i in (0..words.len()).filter(|&i| i != verb) {
        if words[i].head == Some(subject) && (i > verb || words[i].deprel.is("punct")) {
            let relation = if words[i].deprel.is("nmod") {
                "obl"
            } else {
                words[i].deprel.as_str()
            };
            attach(words, i, Some(verb), relation);
        }
    }
    attach(words, verb, None, "root");
    attach(words, subject, Some(verb), "nsubj");
    words[verb].xpos = "VBD";
    finite_features("VBD").clone_into(&mut words[verb].feats);
}

/// "Hackers stole the records": a form that is a past tense and nothing else is no present.
fn past(w: &mut Word) {
    if w.upos != Upos::Verb || !matches!(w.xpos, "VBP" | "VB") {
        return;
    }
    let form = w.form.to_lowercase();
    if let Some(base) = lexicon::irregular_verb(&form)
        && base != form
        && !lexicon::knows(&form, WordClass::Verb)
        && is_past(&form)
    {
        make_finite(w, "VBD", base.to_owned());
    }
}

/// Whether the form can be a past tense, too ("left", not "taken").
fn is_past(form: &str) -> bool {
    let form = form.to_lowercase();
    let participle_only = form.ends_with('n') && form != "won"
        || matches!(
            form.as_str(),
            "done" | "gone" | "drunk" | "rung" | "sung" | "sunk" | "come" | "become" | "borne" | "shrunk"
        );
    !participle_only
        && (form.ends_with("ed")
            || lexicon::irregular_verb(&form).is_some()
            || classes::standard().is("unchanging-verb", &form))
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    /// Predicates, with those that are passive marked.
    fn predicates(text: &str) -> Vec<String> {
        let reading = read_plainly(text);
        reading
            .statements
            .iter()
            .map(|s| {
                format!(
                    "{}{}",
                    s.predicate.lemma,
                    if s.predicate.passive { " (passive)" } else { "" }
                )
            })
            .collect()
    }

    #[test]
    fn what_stopped_is_no_participle_where_there_is_no_other_verb() {
        assert_eq!(predicates("Work in the tunnel stopped for 14 months."), ["stop"]);
        assert_eq!(
            predicates("Talks between the two sides resumed in March."),
            ["resume"]
        );
        // A caption: somebody arrested him.
        assert!(!predicates("A man in a coat arrested on Friday.").contains(&"arrest".to_owned()));
    }

    #[test]
    fn past_tenses_are_finite() {
        let read = predicates("Hackers stole the records of 2,000 patients.");
        assert!(read.contains(&"steal".to_owned()), "{read:?}");
        let read = predicates("The European Central Bank (ECB) raised rates.");
        assert!(read.contains(&"raise".to_owned()), "{read:?}");
        let read = predicates("The firm lowered prices.");
        assert!(read.contains(&"lower".to_owned()), "{read:?}");
        let read = predicates("Samantha Hale set fire to the barn.");
        assert!(read.contains(&"set".to_owned()), "{read:?}");
        let read = predicates("Two men killed in crash");
        assert!(!read.contains(&"kill".to_owned()), "{read:?}");
    }
}
