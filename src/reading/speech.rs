//! Speech that the parser hangs up wrongly: one link between a verb of speech and what is said.
//!
//! Two constructions that the news is full of and the treebanks are not. *Interpolated speech*
//! ("Protests, Anna Bell said, are acts of patriotism"): the parser takes the speaker for an apposition
//! and the speech verb for the main clause. *A hearer with a name* ("told Fox News that Russia had
//! agreed"): what is said hangs on the hearer as if it were a relative clause. Both are told by words
//! and marks that leave no other reading, and are put right in the tree, before anything reads it.

use super::tree::{Deprel, Upos, Word};
use crate::lexicon::classes;

/// How sure a link is that was put right here: the pattern admits nothing else, but the parser's
/// other arcs around it were made under a wrong assumption.
const MENDED: f32 = 0.9;

/// Puts the links of speech in one sentence right.
pub(super) fn mend(words: &mut [Word]) {
    content_of_hearers(words);
    for verb in 0..words.len() {
        interpolation(words, verb);
    }
}

/// "told Fox News that …": finite content with "that" after a hearer is what the verb says.
fn content_of_hearers(words: &mut [Word]) {
    let classes = classes::standard();
    for clause in 0..words.len() {
        if !matches!(words[clause].deprel.as_str(), "acl" | "acl:relcl") {
            continue;
        }
        let Some(noun) = words[clause].head else { continue };
        let told =
            |w: usize| words[w].upos == Upos::Verb && classes.is("hearer-verb", &words[w].lemma) && w < noun;
        let Some(verb) = above(words, noun).find(|&w| told(w)) else {
            continue;
        };
        let hearer = above(words, noun)
            .take_while(|&w| w != verb)
            .last()
            .unwrap_or(noun);
        let marked = noun < clause
            && (noun + 1..clause).any(|m| {
                words[m].head == Some(clause) && words[m].lemma == "that" && words[m].deprel.is("mark")
            });
        // The mark may be taken for the subject of a relative clause; a clause with a subject
        // and an object of its own is none.
        if marked
            && matches!(words[hearer].deprel.base(), "obj" | "iobj")
            && !classes.is("content-noun", &words[noun].lemma)
        {
            attach(words, clause, verb, "ccomp");
        }
    }
}

/// The heads of `word`, from the nearest.
fn above(words: &[Word], word: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(words.get(word).and_then(|w| w.head), move |&w| {
        words.get(w).and_then(|x| x.head)
    })
    .take(words.len())
}

fn attach(words: &mut [Word], word: usize, head: usize, relation: &'static str) {
    let w = &mut words[word];
    w.head = Some(head);
    w.deprel = Deprel::new(relation);
    w.head_confidence = w.head_confidence.max(MENDED);
    w.label_confidence = w.label_confidence.max(MENDED);
}

fn is_comma(word: &Word) -> bool {
    matches!(word.form.as_str(), "," | "–" | "—" | "--")
}

/// ", Anna Bell said on Sunday," between commas (or before the end) in a sentence that has another
/// finite verb: the name is the subject of the verb, the verb stands beside the rest.
fn interpolation(words: &mut [Word], verb: usize) {
    let classes = classes::standard();
    let w = &words[verb];
    let finite = w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ" | "VBP" | "VBN");
    if !finite || !classes.is("quotation-verb", &w.lemma) {
        return;
    }
    let Some(open) = (0..verb).rev().find(|&i| is_comma(&words[i])) else {
        return;
    };
    let nominal = |w: &Word| {
        matches!(
            w.upos,
            Upos::Noun
                | Upos::Propn
                | Upos::Pron
                | Upos::Det
                | Upos::Adj
                | Upos::Num
                | Upos::Adp
                | Upos::Part
        ) && !matches!(w.lemma.as_str(), "who" | "which" | "that" | "what" | "to")
            || w.upos == Upos::Punct && matches!(w.form.as_str(), "." | "-" | "’" | "'")
    };
    let speaker = open + 1..verb;
    let named = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    if open == 0
        || speaker.is_empty()
        || speaker.len() > 8
        || !words[speaker.clone()].iter().all(nominal)
        || !words[speaker.clone()].iter().any(named)
        || words[open + 1].upos == Upos::Adp
    {
        return;
    }
    // Up to the closing mark only circumstances and a hearer: "said", "told reporters on Sunday".
    let closes = |i: usize| is_comma(&words[i]) || matches!(words[i].xpos, "." | ":" | "''" | "``");
    let Some(close) = (verb + 1..words.len()).find(|&i| closes(i)) else {
        return;
    };
    let circumstance = |w: &Word| nominal(w) || w.upos == Upos::Adv;
    let hearer = classes.is("hearer-verb", &words[verb].lemma);
    let follows = words.get(verb + 1);
    let bare = follows.is_some_and(|w| {
        w.upos == Upos::Adp || w.upos == Upos::Adv || w.xpos == "NNP" && is_time(&w.lemma) || hearer
    });
    if close > verb + 1 && (!bare || close > verb + 10 || !words[verb + 1..close].iter().all(circumstance)) {
        return;
    }
    let inside = |i: usize| open < i && i < close;
    let is_finite = |w: &Word| matches!(w.xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let rest_is_clause = words.iter().enumerate().any(|(i, w)| !inside(i) && is_finite(w));
    let end = words[close..].iter().all(|w| w.upos == Upos::Punct);
    let before_is_clause = words[..open].iter().any(is_finite);
    if !rest_is_clause || end && !before_is_clause {
        return;
    }
    let subject = top(words, speaker);
    if words[subject].head == Some(verb)
        && words[subject].deprel.is("nsubj")
        && words[verb].deprel.is("parataxis")
    {
        return;
    }
    // What else hung on the speech is the sentence's.
    let outer_root = words
        .iter()
        .position(|w| w.head.is_none())
        .filter(|&r| !inside(r));
    let hung = |i: usize| !inside(i) && words[i].head.is_some_and(inside) && words[i].upos != Upos::Punct;
    let content = |i: usize| {
        matches!(
            words[i].deprel.base(),
            "ccomp" | "parataxis" | "advcl" | "conj" | "xcomp"
        )
    };
    let outside: Vec<usize> = (0..words.len()).filter(|&i| hung(i)).collect();
    let root = outer_root
        .or_else(|| outside.iter().copied().find(|&i| content(i)))
        .or_else(|| outside.iter().copied().find(|&i| words[i].upos == Upos::Verb));
    let Some(root) = root else { return };
    for i in outside {
        if i != root {
            words[i].head = Some(root);
        }
    }
    for i in 0..words.len() {
        if words[i].upos == Upos::Punct && words[i].head.is_some_and(inside) && !inside(i) {
            words[i].head = Some(root);
        }
    }
    if outer_root.is_none() {
        words[root].head = None;
        words[root].deprel = Deprel::new("root");
    }
    attach(words, verb, root, "parataxis");
    attach(words, subject, verb, "nsubj");
    for i in open + 1..close {
        if i != verb && i != subject && words[i].head.is_none_or(|h| !inside(h)) {
            words[i].head = Some(verb);
        }
    }
}

fn is_time(lemma: &str) -> bool {
    classes::standard().is("weekday", &lemma.to_lowercase())
}

/// The word of the range that all others of it hang on; the last noun where the parser made several.
fn top(words: &[Word], range: std::ops::Range<usize>) -> usize {
    let heads = range
        .clone()
        .filter(|&i| words[i].head.is_none_or(|h| !range.contains(&h)))
        .filter(|&i| matches!(words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
    let first = heads
        .clone()
        .find(|&i| !matches!(words[i].deprel.base(), "nmod" | "compound" | "det"));
    first.or_else(|| heads.last()).unwrap_or(range.end - 1)
}

#[cfg(test)]
mod tests {
    use super::super::english::read_english;
    use super::super::names::Names;
    use super::super::statement::SourceKind;

    /// Lemma of the predicate and the speaker of every statement.
    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let (_, reading) = read_english(text, &[], &Names::default(), None);
        let voice = |s: &super::super::statement::Statement| {
            (s.source.kind != SourceKind::Narrator)
                .then(|| s.source.speaker.as_ref().map(|p| p.text.clone()))
                .flatten()
        };
        reading
            .statements
            .iter()
            .map(|s| (s.predicate.lemma.clone(), voice(s)))
            .collect()
    }

    #[test]
    fn interpolated_speech_speaks_for_the_sentence() {
        for (text, verb, speaker) in [
            (
                "Protests, Anna Bell said, are acts of patriotism.",
                "be",
                "Anna Bell",
            ),
            (
                "The bridge, the engineers said, would close on Monday.",
                "close",
                "the engineers",
            ),
            (
                "The deal, Marta Silva told reporters, was signed in May.",
                "sign",
                "Marta Silva",
            ),
            (
                "Prices rose by a tenth, the bank said on Tuesday.",
                "rise",
                "the bank",
            ),
        ] {
            let found = read(text);
            assert!(
                found
                    .iter()
                    .any(|(v, s)| v == verb && s.as_deref() == Some(speaker)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn a_list_is_no_speech() {
        let found = read("After the vote, the mayor said the bridge would close.");
        assert!(
            found.iter().all(|(v, s)| v != "close" || s.is_some()),
            "{found:?}"
        );
        assert!(found.iter().any(|(v, s)| v == "say" && s.is_none()), "{found:?}");
    }

    #[test]
    fn what_is_told_to_a_named_hearer_is_the_speakers() {
        let found = read("Orlov also told Fox News that Norland had agreed to the plan.");
        assert!(
            found
                .iter()
                .any(|(v, s)| v == "agree" && s.as_deref() == Some("Orlov")),
            "{found:?}"
        );
    }
}
