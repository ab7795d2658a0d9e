//! Adverbials of several words that look like phrases: "were taken all the same", "was fixed once and for all
//! at the summit", "set out at length how it works". The parser takes their words for objects, or hangs what
//! follows on them.

use super::{above, attach};
use crate::lexicon::classes;
use crate::reading::tree::{Deprel, Upos, Word};

/// Words of the longest one.
const LONGEST: usize = 4;

pub(super) fn mend(words: &mut [Word]) {
    now_that(words);
    let mut at = 1;
    while at < words.len() {
        match length(words, at) {
            Some(n) => {
                tie(words, at, n);
                at += n;
            }
            None => at += 1,
        }
    }
}

/// How many words the adverbial has that begins at `at`.
fn length(words: &[Word], at: usize) -> Option<usize> {
    // Most words begin none.
    if !matches!(words[at].upos, Upos::Adv | Upos::Det | Upos::Adp) {
        return None;
    }
    let mut text = String::new();
    let mut found = None;
    for (n, w) in words.iter().skip(at).take(LONGEST).enumerate() {
        if n > 0 {
            text.push(' ');
        }
        text.push_str(&w.form.to_lowercase());
        // "as well" is one, "as well as" a conjunction.
        let goes_on = || words.get(at + n + 1).is_some_and(|next| next.form == "as");
        if n > 0 && classes::standard().is("adverbial-idiom", &text) && !goes_on() {
            found = Some(n + 1);
        }
    }
    found
}

/// Whether the parser sets the noun beside the verb.
fn joined_by(words: &[Word], noun: usize, verb: usize) -> bool {
    words[noun].deprel.is("conj") && words[noun].head == Some(verb)
}

/// Makes one adverb of the `n` words from `at`, and hangs what hung on them on the verb above.
fn tie(words: &mut [Word], at: usize, n: usize) {
    let inside = |w: usize| (at..at + n).contains(&w);
    // "It is all the same": said of something, it is no adverbial.
    let predicate = (0..words.len()).any(|c| {
        !inside(c)
            && words[c].head.is_some_and(inside)
            && matches!(words[c].deprel.base(), "cop" | "nsubj" | "aux")
    });
    let verb = (at..at + n)
        .rev()
        .flat_map(|w| above(words, w).collect::<Vec<_>>())
        .find(|&v| !inside(v) && words[v].upos == Upos::Verb && v < at);
    let Some(verb) = verb.filter(|_| !predicate) else {
        return;
    };
    for c in 0..words.len() {
        let below = words[c].head.is_some_and(inside);
        // What the parser coordinates by the "and" of the adverbial.
        let joined = words[c].deprel.is("conj")
            && words[c].head == Some(verb)
            && (at..at + n).any(|w| words[w].head == Some(c));
        if inside(c) || c < at || !(below || joined) {
            continue;
        }
        let has_case = words.iter().any(|w| w.head == Some(c) && w.deprel.is("case"));
        // "was invited as well to the meeting": the preposition belongs to what follows.
        let noun = (c + 1..words.len()).find(|&i| matches!(words[i].upos, Upos::Noun | Upos::Propn));
        if let (Upos::Adp, Some(noun)) = (words[c].upos, noun) {
            attach(words, c, Some(noun), "case");
            if joined_by(words, noun, verb) {
                attach(words, noun, Some(verb), "obl");
            }
            continue;
        }
        let relation = match words[c].upos {
            Upos::Punct => "punct",
            Upos::Verb => "ccomp",
            _ if has_case => "obl",
            _ => "dep",
        };
        attach(words, c, Some(verb), relation);
    }
    attach(words, at, Some(verb), "advmod");
    words[at].upos = Upos::Adv;
    for w in at + 1..at + n {
        attach(words, w, Some(at), "fixed");
        words[w].deprel = Deprel::new("fixed");
    }
}

/// "The road is open, now that the strike is over": a conjunction, and what it opens is no content of the verb before
/// it. "They know now that it was wrong" tells what they know.
fn now_that(words: &mut [Word]) {
    let Some(now) = words
        .windows(2)
        .position(|w| w[0].lemma == "now" && w[1].lemma == "that" && w[1].deprel.is("mark"))
    else {
        return;
    };
    let Some(verb) = words[now + 1].head.filter(|&v| v > now + 1) else {
        return;
    };
    let above = words[verb].head.filter(|&g| g != now).or(words[now].head);
    let content = matches!(
        words[verb].deprel.base(),
        "ccomp" | "xcomp" | "acl" | "advcl" | "parataxis"
    );
    let Some(governor) = above.filter(|&g| g != verb && content) else {
        return;
    };
    let set_off = now == 0 || words[now - 1].upos == Upos::Punct;
    let told = classes::standard().is("speech-verb", &words[governor].lemma)
        || classes::standard().is("belief-verb", &words[governor].lemma)
        || classes::standard().is("factive-verb", &words[governor].lemma)
        || words[governor].upos != Upos::Verb;
    if set_off || !told {
        attach(words, verb, Some(governor), "advcl");
        attach(words, now, Some(verb), "mark");
    }
}
