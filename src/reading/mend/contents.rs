//! What is said, torn from the verb that says it: content without "that".
//!
//! "says the campaign violated the law", "say her lead obscures doubts", "though she noted clients are asking": without
//! "that", the parser may take the subject of what is said for the object of the verb, its verb for a participle or a
//! noun, or the saying for an aside of what is said. Verbs that take a bare clause and have none are looked at here.

use super::{above, attach, child, children, make_finite};
use crate::lexicon::classes;
use crate::reading::tree::{Deprel, Upos, Word};

/// Puts the content of bare speech in one sentence right.
pub(super) fn mend(words: &mut [Word]) {
    for verb in 0..words.len() {
        speaker_in_phrase(words, verb);
        second_saying(words, verb);
        calls(words, verb);
        if takes_bare_clause(&words[verb]) && child(words, verb, "ccomp").is_none() {
            torn(words, verb);
            marked(words, verb);
        }
    }
}

fn takes_bare_clause(word: &Word) -> bool {
    word.upos == Upos::Verb && classes::standard().is("bare-clause-verb", &word.lemma)
}

fn is_finite(word: &Word) -> bool {
    matches!(word.xpos, "VBD" | "VBZ" | "VBP")
}

/// Whether the phrase of `noun` ends right before `verb`, but for adverbs of the verb.
fn ends_before(words: &[Word], noun: usize, verb: usize) -> bool {
    let last = (noun..verb).rev().find(|&i| words[i].upos != Upos::Adv);
    noun < verb && last.is_some_and(|l| l == noun || above(words, l).any(|h| h == noun))
}

/// Finds the verb of what `verb` says, which has no content yet, and hangs it there with its subject.
fn torn(words: &mut [Word], verb: usize) {
    let Some(object) = (verb + 1..words.len())
        .find(|&c| words[c].head == Some(verb) && matches!(words[c].deprel.as_str(), "obj" | "iobj"))
    else {
        return;
    };
    if child(words, verb, "nsubj").is_none() && words[verb].xpos != "VBG" {
        return;
    }
    let finite_noun = is_finite(&words[object]);
    let before = object.checked_sub(1).filter(|&k| {
        k > verb && words[k].head == Some(object) && matches!(words[k].deprel.as_str(), "compound" | "nsubj")
    });
    // "says a review shows no one came": the verb taken for a noun with the subject before it.
    if let Some(subject) = before.filter(|_| finite_noun) {
        for word in words.iter_mut().take(subject).skip(verb + 1) {
            if word.head == Some(object) {
                word.head = Some(subject);
            }
        }
        attach(words, subject, Some(object), "nsubj");
        attach(words, object, Some(verb), "ccomp");
        let inner = children(words, object).find(|&c| {
            c > object && words[c].deprel.as_str() == "acl:relcl" && child(words, c, "nsubj").is_some()
        });
        if let Some(inner) = inner {
            attach(words, inner, Some(object), "ccomp");
        }
        return;
    }
    // "say her lead obscures doubts": the verb taken for a part of its object's name.
    let compound = children(words, object).find(|&c| {
        words[c].deprel.is("compound") && is_finite(&words[c]) && child(words, c, "nsubj").is_some()
    });
    if let Some(said) = compound {
        attach(words, said, Some(verb), "ccomp");
        attach(words, object, Some(said), "obj");
        return;
    }
    // "says the campaign violated the law", "said that claim smacked of envy": the verb taken for a participle.
    let that = || children(words, object).any(|c| c == verb + 1 && words[c].lemma == "that");
    let participle = (object + 1..words.len()).find(|&c| {
        let hangs = words[c].head == Some(object) && words[c].deprel.is("acl")
            || words[c].head == Some(verb) && words[c].deprel.is("xcomp");
        let own = child(words, c, "obj").is_some_and(|o| o > c) || that();
        let bare = child(words, c, "aux").is_none()
            && child(words, c, "mark").is_none()
            && child(words, c, "nsubj").is_none()
            && child(words, c, "obl:agent").is_none();
        hangs
            && bare
            && own
            && words[c].xpos == "VBN"
            && ends_before(words, object, c)
            && !matches!(words[c].lemma.as_str(), "call" | "name" | "dub" | "title")
    });
    if let Some(said) = participle {
        let lemma = words[said].lemma.clone();
        make_finite(&mut words[said], "VBD", lemma);
        set_content(words, verb, said, object);
        return;
    }
    // "saying the other lacks judgment": a finite verb right behind the noun, without an "and".
    let above_verb = words[verb].head;
    let conjunct = (object + 1..words.len()).find(|&c| {
        words[c].deprel.is("conj")
            && (words[c].head == Some(verb) || words[c].head.is_some() && words[c].head == above_verb)
    });
    let Some(said) = conjunct else { return };
    let subject = child(words, said, "nsubj");
    if subject.is_none() && is_finite(&words[said]) && ends_before(words, object, said) {
        set_content(words, verb, said, object);
        return;
    }
    // "says Anna Bell and the party should find a way": the first of two subjects taken for a hearer.
    let modal = child(words, said, "aux").is_some_and(|a| words[a].xpos == "MD");
    let and = child(words, said, "cc").filter(|&k| k > object);
    if let (Some(second), Some(and)) = (subject, and)
        && words[said].head == Some(verb)
        && (modal || is_finite(&words[said]))
        && words[object].upos == Upos::Propn
        && ends_before(words, object, and)
        && and < second
    {
        set_content(words, verb, said, object);
        attach(words, second, Some(object), "conj");
        attach(words, and, Some(second), "cc");
    }
}

fn set_content(words: &mut [Word], verb: usize, said: usize, subject: usize) {
    attach(words, said, Some(verb), "ccomp");
    attach(words, subject, Some(said), "nsubj");
}

/// "though she noted clients are asking for more", "while he suggested its role is small": the saying has the mark, and what follows it
/// without a comma is said, though the parser hangs the saying on it.
fn marked(words: &mut [Word], verb: usize) {
    let Some(said) = words[verb]
        .head
        .filter(|&h| h > verb && words[verb].deprel.as_str() == "advcl")
    else {
        return;
    };
    let relation = words[said].deprel;
    let whole = child(words, verb, "mark").is_some_and(|m| {
        matches!(
            words[m].lemma.as_str(),
            "though" | "although" | "while" | "because" | "since" | "as" | "but"
        )
    }) && child(words, verb, "nsubj").is_some()
        && child(words, verb, "xcomp").is_none();
    if !whole || words[said].head.is_none() || !relation.is("advcl") {
        return;
    }
    let object = children(words, verb).find(|&c| c > verb && words[c].deprel.is("obj"));
    let subject = child(words, said, "nsubj").filter(|&s| s > verb);
    let no_comma = |to: usize| (verb + 1..to).all(|i| words[i].upos != Upos::Punct);
    match (object, subject) {
        (None, Some(subject)) if no_comma(subject) => {}
        (Some(object), None) if no_comma(said) => {
            let first = children(words, said)
                .filter(|&c| matches!(words[c].deprel.base(), "aux" | "cop"))
                .min()
                .unwrap_or(said);
            if !ends_before(words, object, first) {
                return;
            }
            attach(words, object, Some(said), "nsubj");
        }
        _ => return,
    }
    let head = words[said].head;
    attach(words, verb, head, "advcl");
    attach(words, said, Some(verb), "ccomp");
}

/// "In a meeting with the editors of the Post Anna Bell said that …": the name right before a verb of speech without a subject is
/// the speaker, though the parser takes it for the end of the phrase before.
fn speaker_in_phrase(words: &mut [Word], verb: usize) {
    let speech = words[verb].upos == Upos::Verb
        && matches!(words[verb].xpos, "VBD" | "VBZ")
        && classes::standard().is("quotation-verb", &words[verb].lemma);
    let name = verb.checked_sub(1).filter(|&n| words[n].upos == Upos::Propn);
    let (true, Some(name)) = (speech, name) else {
        return;
    };
    let place = words[name].deprel;
    let before = name
        .checked_sub(1)
        .filter(|&b| words[b].upos == Upos::Propn && words[b].head == Some(name));
    let fronted = above(words, name).any(|h| words[h].head == Some(verb) && words[h].deprel.is("obl"));
    let subject = children(words, verb).any(|c| matches!(words[c].deprel.base(), "nsubj" | "expl"));
    let said = child(words, verb, "ccomp").is_some();
    if let Some(before) = before
        && matches!(place.as_str(), "nmod" | "obl")
        && fronted
        && !subject
        && said
    {
        for word in words.iter_mut().take(before) {
            if word.head == Some(name) {
                word.head = Some(before);
            }
        }
        let head = words[name].head;
        attach(words, before, head, place.as_str());
        attach(words, name, Some(verb), "nsubj");
    }
}

/// "said she would go and warned them": behind "would" a verb in the past is no part of what is said.
fn second_saying(words: &mut [Word], verb: usize) {
    let classes = classes::standard();
    let speech = |w: &Word| {
        w.upos == Upos::Verb
            && (classes.is("quotation-verb", &w.lemma) || classes.is("speech-verb", &w.lemma))
    };
    let Some(said) = child(words, verb, "ccomp").filter(|&c| c > verb) else {
        return;
    };
    let modal = children(words, said).any(|c| words[c].xpos == "MD");
    let second = children(words, said).find(|&c| {
        let own =
            children(words, c).any(|k| matches!(words[k].deprel.base(), "nsubj" | "aux" | "cop" | "mark"));
        c > said && words[c].deprel.is("conj") && speech(&words[c]) && words[c].form != words[c].lemma && !own
    });
    if let Some(second) = second
        && modal
        && speech(&words[verb])
        && matches!(words[verb].xpos, "VBD" | "VBZ")
        && words[second].xpos == words[verb].xpos
    {
        attach(words, second, Some(verb), "conj");
    }
}

/// "Bell, the director, called for more money", "who's called for it", "has asked and called on them to go": nobody is called for
/// where no form of "be" says so.
fn calls(words: &mut [Word], verb: usize) {
    let next = words.get(verb + 1).map(|w| w.lemma.as_str());
    if words[verb].lemma != "call"
        || !matches!(words[verb].xpos, "VBN" | "VBD")
        || !matches!(next, Some("for" | "on" | "upon"))
    {
        return;
    }
    let subject = children(words, verb).find(|&c| words[c].deprel.as_str() == "nsubj:pass");
    let passive = children(words, verb).find(|&c| words[c].deprel.as_str() == "aux:pass");
    let short = |a: usize| matches!(words[a].form.as_str(), "'s" | "’s");
    match (subject, passive) {
        (Some(subject), Some(has)) if short(has) => {
            words[subject].deprel = Deprel::new("nsubj");
            words[has].deprel = Deprel::new("aux");
            "have".clone_into(&mut words[has].lemma);
        }
        (subject, None) => {
            let joined = words[verb].deprel.is("conj")
                && words[verb].head.is_some_and(|h| {
                    matches!(words[h].xpos, "VBN" | "VBD") && child(words, h, "obl:agent").is_none()
                })
                && words[verb]
                    .head
                    .and_then(|h| children(words, h).find(|&c| words[c].deprel.as_str() == "aux:pass"))
                    .is_none();
            let helped = children(words, verb).any(|c| words[c].deprel.is("aux"));
            if !helped && (subject.is_some() || joined) {
                make_finite(&mut words[verb], "VBD", "call".to_owned());
                if let Some(subject) = subject {
                    words[subject].deprel = Deprel::new("nsubj");
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    /// The speaker of the statement with this predicate.
    fn speaker(text: &str, verb: &str) -> Option<String> {
        let reading = read_plainly(text);
        let found = reading.statements.into_iter().find(|s| s.predicate.lemma == verb);
        found?.source.speaker.map(|p| p.text)
    }

    #[test]
    fn content_without_that_is_said() {
        for (text, verb, said_by) in [
            (
                "It says the campaign violated federal law by using copyrighted material.",
                "violate",
                "It",
            ),
            (
                "A former chairman says President Anna Bell and the party's leaders should immediately come up with a process.",
                "come up",
                "A former chairman",
            ),
            (
                "But many Democrats say Mrs. Clinton's statistical advantage obscures concerns about turnout.",
                "obscure",
                "many Democrats",
            ),
            (
                "Lynch said the demands sometimes erase the barriers, though she noted clients are beginning to demand diverse teams.",
                "begin",
                "she",
            ),
            (
                "In a March meeting with the board of the Washington Post Trump said that the plan failed.",
                "fail",
                "Trump",
            ),
        ] {
            assert_eq!(speaker(text, verb).as_deref(), Some(said_by), "{text}");
        }
    }

    #[test]
    fn behind_what_will_be_a_second_saying_is_the_speakers() {
        for (text, verb, said_by) in [
            (
                "Keel said the board would review the plan and warned that costs had risen.",
                "rise",
                "Keel",
            ),
            (
                "Keel said the board would review the plan and warn the council.",
                "warn",
                "Keel",
            ),
        ] {
            assert_eq!(speaker(text, verb).as_deref(), Some(said_by), "{text}");
        }
    }

    #[test]
    fn who_calls_for_something_is_not_called() {
        for (text, passive) in [
            (
                "Keron Blair, executive director of the union, called for more money in a statement.",
                false,
            ),
            (
                "Scott's family has called on police to act and called on people to protest.",
                false,
            ),
            ("The police were called on Monday.", true),
        ] {
            let reading = read_plainly(text);
            let calls = reading
                .statements
                .iter()
                .filter(|s| s.predicate.lemma.starts_with("call"));
            let passives: Vec<bool> = calls.map(|s| s.subject.is_none()).collect();
            assert!(
                !passives.is_empty() && passives.iter().all(|&p| p == passive),
                "{text}: {passives:?}"
            );
        }
    }

    #[test]
    fn an_object_of_speech_is_no_subject() {
        for (text, verb) in [
            ("She said a prayer written by her mother and left.", "leave"),
            (
                "The firm claimed the prize won by Berg and closed the shop.",
                "close",
            ),
            ("Though she noted the time, the guests stayed.", "stay"),
        ] {
            assert_eq!(speaker(text, verb), None, "{text}");
        }
    }
}
