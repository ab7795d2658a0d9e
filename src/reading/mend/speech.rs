//! Speech that the parser hangs up wrongly: one link between a verb of speech and what is said.
//!
//! Two constructions that the news is full of and the treebanks are not. *Interpolated speech*
//! ("Protests, Anna Bell said, are acts of patriotism"): the parser takes the speaker for an apposition
//! and the speech verb for the main clause. *A hearer with a name* ("told Fox News that Russia had
//! agreed"): what is said hangs on the hearer as if it were a relative clause. Both are told by words
//! and marks that leave no other reading, and are put right in the tree, before anything reads it.

use super::{above, attach, make_finite};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Deprel, Upos, Word};

/// Puts the links of speech in one sentence right.
pub(super) fn mend(words: &mut [Word]) {
    content_of_hearers(words);
    trailing(words);
    beside_condition(words);
    for verb in 0..words.len() {
        swallowed(words, verb);
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
            attach(words, clause, Some(verb), "ccomp");
        }
    }
}

fn is_comma(word: &Word) -> bool {
    matches!(word.form.as_str(), "," | "–" | "—" | "--")
}

/// "in later comments he suggested Kyiv should give way": the parser takes the speech for a relative
/// clause of the noun before it. Without a comma before the subject that follows, what follows is said.
fn swallowed(words: &mut [Word], verb: usize) {
    let w = &words[verb];
    let speech = classes::standard().is("quotation-verb", &w.lemma);
    if !speech || w.deprel.as_str() != "acl:relcl" || !matches!(w.xpos, "VBD" | "VBZ" | "VBP") {
        return;
    }
    let Some(noun) = w.head.filter(|&n| n < verb) else {
        return;
    };
    let child = |head: usize, relation: &str| {
        words
            .iter()
            .position(|c| c.head == Some(head) && c.deprel.is(relation))
    };
    let told = child(verb, "obj").or_else(|| child(verb, "ccomp"));
    let own = child(verb, "nsubj").is_some_and(|s| noun < s && s < verb);
    let Some(root) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    let subject = words
        .iter()
        .position(|c| c.head == Some(root) && c.deprel.is("nsubj"))
        .filter(|&s| verb < s && s < root);
    let Some(subject) = subject else { return };
    // The subject's phrase begins right after the verb.
    let begins = (verb + 1..=subject).all(|i| i == subject || above(words, i).any(|h| h == subject));
    let fronted = words[noun].head == Some(root) && words[noun].deprel.is("obl");
    if told.is_none() && own && begins && fronted {
        words[verb].head = None;
        words[verb].deprel = Deprel::new("root");
        words[noun].head = Some(verb);
        for w in words.iter_mut().take(verb) {
            if w.head == Some(root) {
                w.head = Some(verb);
            }
        }
        attach(words, root, Some(verb), "ccomp");
    }
}

/// "If he said the deal was dead he would be believed": two clauses hang on the main verb, where the second, without
/// a mark of its own and right behind the first, is what the first says.
fn beside_condition(words: &mut [Word]) {
    let classes = classes::standard();
    for verb in 0..words.len() {
        let w = &words[verb];
        let says = w.upos == Upos::Verb
            && w.deprel.as_str() == "advcl"
            && (classes.is("speech-verb", &w.lemma) || classes.is("belief-verb", &w.lemma));
        let (true, Some(main)) = (says, w.head.filter(|&m| m > verb)) else {
            continue;
        };
        let child = |head: usize, relations: &[&str]| {
            words
                .iter()
                .any(|c| c.head == Some(head) && relations.contains(&c.deprel.base()))
        };
        if !child(verb, &["mark"]) || child(verb, &["obj", "ccomp", "xcomp"]) {
            continue;
        }
        let said =
            (verb + 1..main).find(|&c| words[c].head == Some(main) && words[c].deprel.as_str() == "advcl");
        let Some(said) = said.filter(|&c| child(c, &["nsubj"]) && !child(c, &["mark"])) else {
            continue;
        };
        let begins = words
            .get(verb + 1)
            .is_some_and(|_| verb + 1 == said || above(words, verb + 1).any(|h| h == said));
        if begins {
            attach(words, said, Some(verb), "ccomp");
        }
    }
}

/// "struck a cautious note, warning that …": a participle of speech after a comma is the doing of the
/// clause's subject, not of the noun before the comma.
fn trailing(words: &mut [Word]) {
    for speech in 1..words.len() {
        let w = &words[speech];
        let participle = w.deprel.as_str() == "acl" && w.xpos == "VBG" && is_comma(&words[speech - 1]);
        if !participle || !classes::standard().is("speech-verb", &w.lemma) {
            continue;
        }
        let has_subject = |v: usize| {
            words
                .iter()
                .any(|c| c.head == Some(v) && c.deprel.as_str() == "nsubj")
        };
        let verb =
            above(words, speech).find(|&v| words[v].upos == Upos::Verb && v < speech && has_subject(v));
        let object = w
            .head
            .is_some_and(|n| matches!(words[n].deprel.base(), "obj" | "obl" | "nmod"));
        if let Some(verb) = verb.filter(|_| object) {
            attach(words, speech, Some(verb), "advcl");
        }
    }
}

/// Speech set between commas, or after the last comma.
struct Inserted {
    open: usize,
    close: usize,
    speaker: std::ops::Range<usize>,
}

impl Inserted {
    fn holds(&self, word: usize) -> bool {
        self.open < word && word < self.close
    }
}

/// ", Anna Bell said on Sunday," and ", said Anna Bell," between commas (or before the end) in a sentence
/// that has another finite verb: the name is the subject of the verb, the verb stands beside the rest.
fn interpolation(words: &mut [Word], verb: usize) {
    let Some(inserted) = straight(words, verb).or_else(|| inverted(words, verb)) else {
        return;
    };
    whole_participle(words, verb, &inserted);
    let is_finite = |w: &Word| matches!(w.xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let mut rest = words.iter().enumerate().filter(|(i, _)| !inserted.holds(*i));
    let rest_is_clause = rest.any(|(_, w)| is_finite(w));
    let end = words[inserted.close..].iter().all(|w| w.upos == Upos::Punct);
    let before_is_clause = words[..inserted.open].iter().any(is_finite);
    if rest_is_clause && (!end || before_is_clause) {
        set_beside(words, verb, &inserted);
    }
}

/// "The protocol called for a transfer, sources said": where the sentence beside the speech has no finite verb, the participle
/// right behind its noun is the one.
fn whole_participle(words: &mut [Word], verb: usize, inserted: &Inserted) {
    let finite = |w: &Word| matches!(w.xpos, "VBD" | "VBZ" | "VBP" | "MD");
    if words[..inserted.open].iter().any(finite)
        || words[inserted.close..].iter().any(|w| w.upos != Upos::Punct)
    {
        return;
    }
    let hung = |noun: usize| words[noun].head == Some(verb) && words[noun].deprel.base() != "obl";
    let found = (1..inserted.open).find(|&v| {
        words[v].xpos == "VBN"
            && words[v].deprel.is("acl")
            && words[v].head == v.checked_sub(1)
            && hung(v - 1)
    });
    if let Some(found) = found {
        let lemma = words[found].lemma.clone();
        make_finite(&mut words[found], "VBD", lemma);
        attach(words, found - 1, Some(found), "nsubj");
        attach(words, found, Some(verb), "ccomp");
    }
}

/// Words of a noun phrase, with its prepositions.
fn nominal(w: &Word) -> bool {
    let phrase = matches!(
        w.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num | Upos::Adp | Upos::Part
    );
    phrase && !matches!(w.lemma.as_str(), "who" | "which" | "that" | "what" | "to")
        || w.upos == Upos::Punct && matches!(w.form.as_str(), "." | "-" | "’" | "'")
}

fn is_speech(word: &Word) -> bool {
    word.upos == Upos::Verb
        && matches!(word.xpos, "VBD" | "VBZ" | "VBP" | "VBN")
        && classes::standard().is("quotation-verb", &word.lemma)
}

/// Whether what is told of a speaker begins here: "who were briefed", "briefed on the talks".
fn begins_telling(word: &Word) -> bool {
    word.lemma == "who" || word.xpos == "VBN"
}

/// Whether the words can be a speaker: a short noun phrase that doesn't begin with a preposition, and what is told of
/// it ("officials who were briefed on the talks", "diplomats briefed on the talks").
fn can_speak(words: &[Word], range: &std::ops::Range<usize>) -> bool {
    let mut phrase = words.get(range.clone()).unwrap_or_default();
    let told = phrase
        .iter()
        .position(begins_telling)
        .filter(|&at| at > 0 && phrase.len() - at < 10);
    if let Some(at) = told {
        phrase = &phrase[..at];
    }
    let named = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    (1..=8).contains(&phrase.len())
        && phrase.iter().all(nominal)
        && phrase.iter().any(named)
        && phrase.first().is_some_and(|w| w.upos != Upos::Adp)
}

fn closing(words: &[Word], from: usize) -> Option<usize> {
    (from..words.len()).find(|&i| is_comma(&words[i]) || matches!(words[i].xpos, "." | ":" | "''" | "``"))
}

/// "…, Anna Bell said on Sunday, …"
fn straight(words: &[Word], verb: usize) -> Option<Inserted> {
    if !is_speech(&words[verb]) {
        return None;
    }
    let open = (1..verb).rev().find(|&i| is_comma(&words[i]))?;
    let (open, speaker) = match described(words, verb).or_else(|| named_first(words, verb)) {
        Some(found) => found,
        // "…, Anna Bell often says, …"
        None => {
            let adverb = |i: usize| words[i].upos == Upos::Adv && words[i].head == Some(verb);
            let end = (open + 2..verb)
                .rev()
                .take_while(|&i| adverb(i))
                .last()
                .unwrap_or(verb);
            (open, open + 1..end)
        }
    };
    if !can_speak(words, &speaker) {
        return None;
    }
    // Up to the closing mark only circumstances and a hearer: "said", "told reporters on Sunday".
    let close = closing(words, verb + 1)?;
    let begins = words.get(verb + 1).is_some_and(|w| {
        matches!(w.upos, Upos::Adp | Upos::Adv)
            || w.xpos == "NNP" && is_time(&w.lemma)
            || classes::standard().is("hearer-verb", &words[verb].lemma)
    });
    let after = &words[verb + 1..close];
    let circumstances = begins && after.len() < 10 && after.iter().all(|w| nominal(w) || w.upos == Upos::Adv);
    (after.is_empty() || circumstances).then_some(Inserted { open, close, speaker })
}

/// "…, its governor, Elena Marsh, hinted": a description with the name between commas.
fn described(words: &[Word], verb: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let last = verb.checked_sub(1).filter(|&i| is_comma(&words[i]))?;
    let middle = (1..last).rev().find(|&i| is_comma(&words[i]))?;
    let first = (1..middle).rev().find(|&i| is_comma(&words[i]))?;
    let name = &words[middle + 1..last];
    let named = (1..=4).contains(&name.len()) && name.iter().all(|w| w.upos == Upos::Propn);
    let description = &words[first + 1..middle];
    let noun = description.len() <= 8 && description.iter().any(|w| w.upos == Upos::Noun);
    (named && noun).then_some((first, first + 1..middle))
}

/// "…, Elena Marsh, its governor, hinted": the name with a description behind it between commas.
fn named_first(words: &[Word], verb: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let last = verb.checked_sub(1).filter(|&i| is_comma(&words[i]))?;
    let middle = (1..last).rev().find(|&i| is_comma(&words[i]))?;
    let length = words[..middle]
        .iter()
        .rev()
        .take_while(|w| w.upos == Upos::Propn)
        .count();
    let open = middle.checked_sub(length + 1)?;
    let begins = is_comma(&words[open]) || matches!(words[open].form.as_str(), "”" | "\"" | "''" | "’");
    let description = &words[middle + 1..last];
    let noun = description.len() <= 8
        && description.iter().all(nominal)
        && description.iter().any(|w| w.upos == Upos::Noun)
        && description.iter().all(|w| w.upos != Upos::Verb);
    ((1..=4).contains(&length) && begins && noun).then_some((open, open + 1..middle))
}

/// "…, said Anna Bell, …": only somebody can follow the verb, so that "she rose, said goodbye, and left"
/// is none.
fn inverted(words: &[Word], verb: usize) -> Option<Inserted> {
    let open = verb.checked_sub(1).filter(|&i| i > 0 && is_comma(&words[i]))?;
    // "Berg, who is ill, told reporters": the speaker stands before.
    let spoken_for = classes::standard().is("hearer-verb", &words[verb].lemma)
        && words[..verb]
            .iter()
            .any(|w| w.head == Some(verb) && w.deprel.is("nsubj"));
    if !is_speech(&words[verb]) || spoken_for {
        return None;
    }
    let close = closing(words, verb + 1)?;
    let speaker = verb + 1..close;
    if !can_speak(words, &speaker) {
        return None;
    }
    let head = &words[top(words, speaker.clone())];
    let somebody = match head.upos {
        Upos::Propn => head.form.starts_with(char::is_uppercase),
        Upos::Pron => head.xpos == "PRP",
        _ => {
            classes::standard().is("anonymous-noun", &head.lemma)
                || ["person", "organization", "social group"]
                    .iter()
                    .any(|kind| lexicon::is_kind_of(&head.lemma, kind, WordClass::Noun))
        }
    };
    somebody.then_some(Inserted { open, close, speaker })
}

/// Makes the speech a clause of its own beside the sentence; what hung on its words is the sentence's.
fn set_beside(words: &mut [Word], verb: usize, inserted: &Inserted) {
    let inside = |i: usize| inserted.holds(i);
    let subject = top(words, inserted.speaker.clone());
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
    for (i, w) in words.iter_mut().enumerate() {
        if w.upos == Upos::Punct && w.head.is_some_and(inside) && !inside(i) {
            w.head = Some(root);
        }
    }
    if outer_root.is_none() {
        words[root].head = None;
        words[root].deprel = Deprel::new("root");
    }
    attach(words, verb, Some(root), "parataxis");
    attach(words, subject, Some(verb), "nsubj");
    // "Anna Bell told analysts": who follows the verb that has its speaker is the hearer.
    for (i, w) in words.iter_mut().enumerate().skip(verb + 1) {
        if i != subject && w.head == Some(verb) && w.deprel.is("nsubj") {
            w.deprel = Deprel::new("obj");
        }
    }
    for (i, w) in words.iter_mut().enumerate() {
        if inside(i) && i != verb && i != subject && w.head.is_none_or(|h| !inside(h)) {
            w.head = Some(verb);
        }
    }
}

fn is_time(lemma: &str) -> bool {
    classes::standard().is("weekday", &lemma.to_lowercase())
}

/// The word of the range that all others of it hang on; the last noun where the parser made several.
fn top(words: &[Word], range: std::ops::Range<usize>) -> usize {
    // "two diplomats familiar with the talks": the parser may hang the noun on its adjective.
    let turned = |h: usize| words[h].upos == Upos::Adj && words[h].head.is_none_or(|a| !range.contains(&a));
    let end = range
        .clone()
        .skip(1)
        .find(|&i| begins_telling(&words[i]))
        .unwrap_or(range.end);
    let heads = (range.start..end)
        .filter(|&i| words[i].head.is_none_or(|h| !range.contains(&h) || turned(h)))
        .filter(|&i| matches!(words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
    let first = heads
        .clone()
        .find(|&i| !matches!(words[i].deprel.base(), "nmod" | "compound" | "det"));
    first.or_else(|| heads.max()).unwrap_or(range.end - 1)
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::SourceKind;

    /// Lemma of the predicate and the speaker of every statement.
    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let reading = read_plainly(text);
        let voice = |s: &crate::reading::statement::Statement| {
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
                "The bridge, said the engineer, was built in May.",
                "build",
                "the engineer",
            ),
            (
                "The talks were long, says the town's former curator.",
                "be",
                "the town's former curator",
            ),
            ("Rain, Anna Bell often says, is a gift.", "be", "Anna Bell"),
            (
                "“We lost what we had,” Nadia Holm, the club’s former owner, told farmers at a fair.",
                "lose",
                "Nadia Holm",
            ),
            (
                "The bank may cut rates in June, its governor, Elena Marsh, hinted on Thursday.",
                "cut",
                "its governor",
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
    fn a_participle_of_speech_is_the_subjects() {
        let found = read("Silva issued a statement, saying that the talks were over.");
        assert!(
            found
                .iter()
                .any(|(v, s)| v == "be" && s.as_deref() == Some("Silva")),
            "{found:?}"
        );
    }

    #[test]
    fn what_only_looks_like_speech_is_none() {
        let found = read("She rose, said goodbye, and left.");
        assert!(
            found.iter().all(|(v, s)| v != "leave" || s.is_none()),
            "{found:?}"
        );
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
