//! Nouns beside nouns: which of them is the head, and which of them are coordinated.
//!
//! - "their fifteenth studio album": the parser sets "album" beside "studio" as another name for it.
//! - "cleared Aldercott of fraud": the parser hangs the fraud on the name.
//! - "gives no time bonuses": the parser hangs "no" on the time.
//! - "will receive severance pay": the parser makes an infinitive of the pay.
//! - "the only issue still unresolved": an adjective behind its noun.
//! - "offered not so much as a detail": the parser makes a clause of it.
//! - "is a firm based in Lund and a supplier of the navy": the parser coordinates the supplier with Lund.

use super::{above, attach};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    part_of_whole(words);
    no_preposition(words);
    for i in 1..words.len() {
        named_kind(words, i);
        possessor(words, i);
        charge(words, i);
        one_thing(words, i);
        another_kind(words, i);
        one_object(words, i);
        determiner_of_all(words, i);
        no_infinitive(words, i);
        so_much_as(words, i);
        adjective_behind(words, i);
    }
}

/// "not so much as a detail" is "not a single detail".
fn so_much_as(words: &mut [Word], at: usize) {
    let is = |i: usize, form: &str| words.get(i).is_some_and(|w| w.form.eq_ignore_ascii_case(form));
    let idiom = is(at, "so") && is(at + 1, "much") && is(at + 2, "as");
    let not = at - 1;
    let article = at + 3;
    if !idiom || !is(not, "not") || !(is(article, "a") || is(article, "an") || is(article, "one")) {
        return;
    }
    let Some(noun) = words[article]
        .head
        .filter(|&n| n > article && words[n].upos == Upos::Noun)
    else {
        return;
    };
    let Some(verb) = above(words, noun).find(|&v| v < not && words[v].upos == Upos::Verb) else {
        return;
    };
    let taken = words.iter().any(|w| w.head == Some(verb) && w.deprel.is("obj"));
    if taken {
        return;
    }
    attach(words, noun, Some(verb), "obj");
    for (word, relation) in [
        (not, "advmod"),
        (at, "advmod"),
        (at + 1, "amod"),
        (at + 2, "advmod"),
    ] {
        attach(words, word, Some(noun), relation);
    }
    // It counts as one: "single".
    "single".clone_into(&mut words[at + 1].lemma);
}

/// Only verbs such as "make" and "see" have an infinitive without "to": behind the object of another, what looks like
/// one is a noun.
fn no_infinitive(words: &mut [Word], at: usize) {
    let first = at - 1;
    let (noun, bare) = (&words[first], &words[at]);
    let Some(verb) = bare.head.filter(|&v| {
        bare.xpos == "VB"
            && matches!(bare.deprel.base(), "xcomp" | "ccomp")
            && noun.upos == Upos::Noun
            && noun.deprel.is("obj")
            && noun.head == Some(v)
    }) else {
        return;
    };
    let own = words
        .iter()
        .any(|w| w.head == Some(at) && matches!(w.deprel.base(), "mark" | "aux" | "nsubj" | "cop"));
    if own
        || classes::standard().is("bare-infinitive-verb", &words[verb].lemma)
        || !lexicon::knows(&words[at].lemma, WordClass::Noun)
    {
        return;
    }
    let worth = (at + 1..words.len()).find(|&w| words[w].head == Some(at) && words[w].form == "worth");
    let objects = |w: &Word| w.head == Some(at) && w.deprel.is("obj");
    if gives(words, verb) || worth.is_none() && words.iter().any(objects) {
        return;
    }
    // "pay worth a year's salary"
    if let Some(worth) = worth {
        for c in at + 1..words.len() {
            if objects(&words[c]) {
                attach(words, c, Some(worth), "obj");
            }
        }
        attach(words, worth, Some(at), "amod");
    }
    for w in words.iter_mut().take(first).filter(|w| w.head == Some(first)) {
        w.head = Some(at);
    }
    attach(words, at, Some(verb), "obj");
    words[at].upos = Upos::Noun;
    words[at].xpos = "NN";
    attach(words, first, Some(at), "compound");
}

/// "the only issue still unresolved": what is said of the noun, in front of it or behind.
fn adjective_behind(words: &mut [Word], at: usize) {
    let w = &words[at];
    let behind = w.upos == Upos::Adj
        && w.deprel.as_str() == "acl"
        && w.head.is_some_and(|n| n < at && words[n].upos == Upos::Noun);
    let bare = !words
        .iter()
        .any(|c| c.head == Some(at) && !matches!(c.deprel.base(), "advmod" | "punct"));
    if behind && bare {
        words[at].deprel = crate::reading::tree::Deprel::new("amod");
    }
}

/// A determiner stands before the whole of a compound: "no time bonuses" are no bonuses.
fn determiner_of_all(words: &mut [Word], first: usize) {
    let determiner = first - 1;
    let Some(noun) = words[first].head.filter(|_| words[first].deprel.is("compound")) else {
        return;
    };
    let own = words[determiner].deprel.is("det") && words[determiner].head == Some(first);
    let common = |w: &Word| w.upos == Upos::Noun;
    if own
        && noun == first + 1
        && common(&words[first])
        && common(&words[noun])
        && !words.iter().any(|w| w.head == Some(noun) && w.deprel.is("det"))
    {
        attach(words, determiner, Some(noun), "det");
    }
}

fn has_determiner(words: &[Word], noun: usize, forms: &[&str]) -> bool {
    words.iter().any(|w| {
        w.head == Some(noun) && w.deprel.is("det") && forms.contains(&w.form.to_lowercase().as_str())
    })
}

/// Two common nouns with nothing between are one thing, named by the second.
fn one_thing(words: &mut [Word], second: usize) {
    let first = second - 1;
    let common = |w: &Word| w.upos == Upos::Noun && w.form.starts_with(char::is_lowercase);
    let beside = words[second].deprel.as_str() == "appos" && words[second].head == Some(first);
    if !beside || !common(&words[first]) || !common(&words[second]) || words[first].xpos == "NNS" {
        return;
    }
    let (head, relation) = (words[first].head, words[first].deprel);
    for (i, w) in words.iter_mut().enumerate() {
        if w.head == Some(first) && i != second {
            w.head = Some(second);
        }
    }
    attach(words, first, Some(second), "compound");
    let w = &mut words[second];
    w.head = head;
    w.deprel = relation;
}

/// "The chatbot Mira is the work of Hanbit": the parser has two subjects, or two objects, where one thing is named.
fn named_kind(words: &mut [Word], name: usize) {
    let kind = name - 1;
    let Some(head) = words[name].head.filter(|&h| words[kind].head == Some(h)) else {
        return;
    };
    let pair = (words[kind].deprel.as_str(), words[name].deprel.as_str());
    let two = matches!(pair, ("nsubj:outer" | "nsubj", "nsubj") | ("iobj" | "obj", "obj"));
    let common = words[kind].upos == Upos::Noun && words[kind].xpos == "NN";
    let the = has_determiner(words, kind, &["the"]);
    let gives = matches!(pair, ("iobj" | "obj", _)) && gives(words, head);
    if two && common && the && !gives && words[name].upos == Upos::Propn {
        attach(words, kind, Some(name), "nmod:desc");
    }
}

/// Whether the verb has a receiver beside its object.
fn gives(words: &[Word], verb: usize) -> bool {
    ["giving-verb", "addressee-verb", "hearer-verb", "deed-doing-verb"]
        .iter()
        .any(|class| classes::standard().is(class, &words[verb].lemma))
}

/// "voted against the Bank of Lorland's rate cut": what ends in "'s" is whose the noun behind it is.
fn possessor(words: &mut [Word], mark: usize) {
    if words[mark].xpos != "POS" {
        return;
    }
    let Some(last) = words[mark].head.filter(|&h| h + 1 == mark) else {
        return;
    };
    // The whole name: "the Bank of Lorland".
    let Some(whole) = words[last]
        .head
        .filter(|&h| h < last && words[last].deprel.is("nmod") && words[h].upos == Upos::Propn)
    else {
        return;
    };
    let Some(verb) = words[whole].head.filter(|_| words[whole].deprel.is("obl")) else {
        return;
    };
    let Some(thing) = (mark + 1..words.len()).find(|&i| {
        words[i].head == Some(verb)
            && matches!(words[i].deprel.base(), "obl" | "obj")
            && words[i].upos == Upos::Noun
    }) else {
        return;
    };
    let between = (mark + 1..thing).all(|i| above(words, i).any(|h| h == thing));
    let own_case = |words: &[Word], noun: usize| {
        words
            .iter()
            .position(|w| w.head == Some(noun) && w.deprel.is("case") && w.upos == Upos::Adp)
    };
    let (Some(case), None) = (own_case(words, whole), own_case(words, thing)) else {
        return;
    };
    if !between || verb > whole {
        return;
    }
    attach(words, whole, Some(thing), "nmod:poss");
    attach(words, mark, Some(whole), "case");
    attach(words, case, Some(thing), "case");
    attach(words, thing, Some(verb), "obl");
}

/// "cleared the banker Simon Aldercott of fraud": of what, belongs to the verb.
fn charge(words: &mut [Word], what: usize) {
    let of = words
        .iter()
        .any(|w| w.head == Some(what) && w.deprel.is("case") && w.lemma == "of");
    let Some(whom) = words[what].head.filter(|&h| {
        let named = |h: usize| {
            words[h].upos == Upos::Propn
                || (h..what).any(|n| words[n].upos == Upos::Propn && (words[n].head == Some(h) || n == h))
        };
        of && h < what && words[what].deprel.is("nmod") && named(h)
    }) else {
        return;
    };
    // The name, or the title that it stands with.
    let object = above(words, whom)
        .take(2)
        .chain(std::iter::once(whom))
        .find(|&o| matches!(words[o].deprel.as_str(), "obj" | "nsubj:pass"));
    let verb = object.and_then(|o| words[o].head).filter(|&v| {
        matches!(
            words[v].lemma.as_str(),
            "clear"
                | "acquit"
                | "convict"
                | "accuse"
                | "suspect"
                | "rob"
                | "strip"
                | "deprive"
                | "absolve"
                | "cure"
                | "relieve"
                | "notify"
                | "inform"
                | "warn"
                | "remind"
                | "assure"
                | "exonerate"
        )
    });
    if let Some(verb) = verb.filter(|&v| v < what) {
        attach(words, what, Some(verb), "obl");
    }
}

/// "Durnford council paid": a first word that the dictionary does not have is no preposition.
fn no_preposition(words: &mut [Word]) {
    let Some(noun) = words
        .first()
        .and_then(|w| w.head.filter(|_| w.upos == Upos::Adp && w.deprel.is("case")))
    else {
        return;
    };
    let lower = words[0].form.to_lowercase();
    let known = [
        WordClass::Noun,
        WordClass::Verb,
        WordClass::Adjective,
        WordClass::Adverb,
    ]
    .iter()
    .any(|&class| lexicon::knows(&lower, class));
    let is_preposition = known || PREPOSITIONS.contains(&lower.as_str()) || lower.len() < 4;
    if noun != 1 || is_preposition || words[1].upos != Upos::Noun {
        return;
    }
    words[0].upos = Upos::Propn;
    words[0].xpos = "NNP";
    words[0].lemma = words[0].form.clone();
    attach(words, 0, Some(1), "compound");
}

/// Prepositions that no dictionary of nouns, verbs, adjectives and adverbs has.
const PREPOSITIONS: [&str; 34] = [
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "although",
    "amid",
    "amidst",
    "among",
    "amongst",
    "because",
    "before",
    "beneath",
    "beside",
    "besides",
    "between",
    "despite",
    "during",
    "except",
    "from",
    "into",
    "onto",
    "since",
    "than",
    "through",
    "throughout",
    "toward",
    "towards",
    "until",
    "unlike",
    "upon",
    "with",
];

/// "Of the 200 flats, only 40 have been finished": the number is of them.
fn part_of_whole(words: &mut [Word]) {
    if words.first().is_none_or(|w| w.form != "Of") {
        return;
    }
    let Some(whole) = words[0].head.filter(|_| words[0].deprel.is("case")) else {
        return;
    };
    let Some(verb) = words[whole]
        .head
        .filter(|&v| v > whole && words[whole].deprel.is("obl"))
    else {
        return;
    };
    let part = (whole + 1..verb)
        .find(|&i| words[i].head == Some(verb) && words[i].deprel.is("nsubj") && words[i].upos == Upos::Num);
    if let Some(part) = part {
        attach(words, whole, Some(part), "nmod");
    }
}

/// "opposes a longer school day": no verb but one of giving has two objects.
fn one_object(words: &mut [Word], second: usize) {
    let first = second - 1;
    let Some(verb) = words[second].head.filter(|&v| words[first].head == Some(v)) else {
        return;
    };
    let objects = matches!(words[first].deprel.base(), "iobj" | "obj") && words[second].deprel.is("obj");
    let common = |w: &Word| w.upos == Upos::Noun && w.xpos == "NN" && w.form.starts_with(char::is_lowercase);
    let article = has_determiner(words, first, &["a", "an"]);
    if !objects || !common(&words[first]) || !common(&words[second]) || !article || gives(words, verb) {
        return;
    }
    for w in words.iter_mut().take(first) {
        if w.head == Some(first) {
            w.head = Some(second);
        }
    }
    attach(words, first, Some(second), "compound");
}

/// What has an article of its own is coordinated with what has one, not with the name that stands nearer.
fn another_kind(words: &mut [Word], noun: usize) {
    let name = words[noun]
        .head
        .filter(|&n| n < noun && words[noun].upos == Upos::Noun && words[noun].deprel.is("conj"));
    let indefinite = |words: &[Word], head: usize| has_determiner(words, head, &["a", "an"]);
    let Some(name) = name.filter(|&n| words[n].upos == Upos::Propn && indefinite(words, noun)) else {
        return;
    };
    let placed = matches!(words[name].deprel.base(), "obl" | "nmod");
    let kind = above(words, name).find(|&k| words[k].upos == Upos::Noun && k < name);
    if let Some(kind) = kind.filter(|&k| placed && indefinite(words, k)) {
        attach(words, noun, Some(kind), "conj");
    }
}
