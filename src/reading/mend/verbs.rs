//! Verbs that look like nouns: "The hospital cost 130 million euros".

use super::{attach, make_finite};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Upos, Word};

/// What has a subject and an object of its own, and neither article nor copula, is a verb, whatever it
/// was tagged as.
pub(super) fn mend(words: &mut [Word]) {
    verbless(words);
    bare_verb(words);
    unchanging(words);
    for i in 0..words.len() {
        going_to(words, i);
        comparative(words, i);
        particle(words, i);
        up_or_down(words, i);
        object_complement(words, i);
        counted_complement(words, i);
        supported(words, i);
        rank(words, i);
        acting(words, i);
    }
    for i in 0..words.len() {
        let w = &words[i];
        let lower = w.form.to_lowercase();
        if w.upos != Upos::Noun || w.form != lower {
            continue;
        }
        let child = |base: &str| words.iter().position(|c| c.head == Some(i) && c.deprel.is(base));
        // "took six years and cost 310 million": the subject is that of the verb before.
        let beside = w
            .head
            .filter(|&h| w.deprel.is("conj") && words[h].upos == Upos::Verb)
            .and_then(|h| {
                words
                    .iter()
                    .position(|c| c.head == Some(h) && c.deprel.is("nsubj"))
            });
        // "Banker denies taking bribes": a gerund right behind is what it is done to, too.
        let gerund = words.get(i + 1).and_then(|g| {
            let taken =
                g.head == Some(i) && g.xpos == "VBG" && matches!(g.deprel.base(), "xcomp" | "ccomp" | "acl");
            taken.then_some(i + 1)
        });
        let (Some(subject), Some(object)) = (child("nsubj").or(beside), child("obj").or(gerund)) else {
            continue;
        };
        let nominal = ["det", "cop", "case", "amod", "nmod", "compound", "nummod"];
        if subject > i || object < i || nominal.iter().any(|r| child(r).is_some()) {
            continue;
        }
        let plural = words[subject].feats.contains("Number=Plur");
        let (lemma, xpos) = if lexicon::knows(&lower, WordClass::Verb) {
            // "it cost": with one who does it, the bare form is the past.
            (lower, if plural { "VBP" } else { "VBD" })
        } else if let Some(base) = lower
            .strip_suffix('s')
            .filter(|b| !plural && lexicon::knows(b, WordClass::Verb))
        {
            (base.to_owned(), "VBZ")
        } else if !plural && lower.ends_with("ies") && lexicon::knows(&words[i].lemma, WordClass::Verb) {
            (words[i].lemma.clone(), "VBZ")
        } else if let Some(base) = lexicon::irregular_verb(&lower) {
            // "Hale stole something."
            (base.to_owned(), "VBD")
        } else {
            continue;
        };
        make_finite(&mut words[i], xpos, lemma);
    }
}

/// "finished third", "came in last": which in a row somebody is said to be, whatever the parser makes of the word.
fn rank(words: &mut [Word], at: usize) {
    const ORDINALS: [&str; 13] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "last",
    ];
    const PLACING: [&str; 7] = ["finish", "come", "place", "end", "rank", "stand", "qualify"];
    let w = &words[at];
    let lower = w.form.to_lowercase();
    let ordinal = ORDINALS.contains(&lower.as_str())
        || lower.starts_with(|c: char| c.is_ascii_digit())
            && ["st", "nd", "rd", "th"]
                .iter()
                .any(|ending| lower.ends_with(ending));
    let placed = w
        .head
        .filter(|&v| v < at && ordinal && PLACING.contains(&words[v].lemma.as_str()))
        .filter(|_| matches!(w.deprel.base(), "advmod" | "obj" | "xcomp" | "obl"));
    let bare = !words
        .iter()
        .any(|c| c.head == Some(at) && matches!(c.deprel.base(), "det" | "case" | "nmod"));
    if let Some(verb) = placed.filter(|_| bare) {
        words[at].upos = Upos::Adj;
        words[at].xpos = "JJ";
        attach(words, at, Some(verb), "xcomp");
        // "came fourth in the race": where, too, is the verb's.
        for w in words.iter_mut().skip(at + 1) {
            if w.head == Some(at) && matches!(w.deprel.base(), "obl" | "nmod" | "advmod") {
                w.head = Some(verb);
            }
        }
    }
}

/// "did not sue the bank": what "do" or a modal stands with is a verb, whatever it was tagged as.
fn supported(words: &mut [Word], at: usize) {
    let w = &words[at];
    let lower = w.form.to_lowercase();
    if w.upos == Upos::Verb || w.form != lower || !lexicon::knows(&lower, WordClass::Verb) {
        return;
    }
    let child = |of: &dyn Fn(&Word) -> bool| words.iter().any(|c| c.head == Some(at) && of(c));
    let support =
        |c: &Word| c.deprel.as_str() == "aux" && (c.lemma == "do" || c.xpos == "MD") && c.upos == Upos::Aux;
    let nominal = |c: &Word| matches!(c.deprel.base(), "cop" | "det" | "case" | "nummod");
    if child(&support) && !child(&nominal) && matches!(w.upos, Upos::Noun | Upos::Propn) {
        let word = &mut words[at];
        word.upos = Upos::Verb;
        word.xpos = "VB";
        word.lemma = lower;
        "VerbForm=Inf".clone_into(&mut word.feats);
    }
}

/// "will be acting rector": who is so for a time, not who acts a rector.
fn acting(words: &mut [Word], at: usize) {
    let noun = at + 1;
    let role = words[at].form.eq_ignore_ascii_case("acting")
        && words[at].upos == Upos::Verb
        && words.get(noun).is_some_and(|n| {
            n.upos == Upos::Noun
                && n.head == Some(at)
                && lexicon::is_kind_of(&n.lemma, "person", WordClass::Noun)
        });
    let be = words
        .iter()
        .rposition(|w| w.head == Some(at) && w.lemma == "be" && w.deprel.is("aux"));
    let (Some(be), true) = (be, role) else { return };
    let (head, relation) = (words[at].head, words[at].deprel);
    for (i, w) in words.iter_mut().enumerate() {
        if w.head == Some(at) && i != noun {
            w.head = Some(noun);
        }
    }
    attach(words, noun, head, relation.as_str());
    attach(words, be, Some(noun), "cop");
    attach(words, at, Some(noun), "amod");
    words[at].upos = Upos::Adj;
    words[at].xpos = "JJ";
    "acting".clone_into(&mut words[at].lemma);
}

/// "The volcano is going to erupt": a future, whose verb is the one that follows.
fn going_to(words: &mut [Word], going: usize) {
    let w = &words[going];
    if w.xpos != "VBG" || !w.form.eq_ignore_ascii_case("going") {
        return;
    }
    let is = (0..going).find(|&i| {
        words[i].head == Some(going)
            && words[i].deprel.base() == "aux"
            && matches!(words[i].xpos, "VBZ" | "VBP" | "VBD")
    });
    let to = words
        .get(going + 1)
        .is_some_and(|t| t.upos == Upos::Part && t.form.eq_ignore_ascii_case("to"));
    let verb =
        (going + 2..words.len()).find(|&i| words[i].head == Some(going) && words[i].deprel.is("xcomp"));
    let (Some(_), true, Some(verb)) = (is, to, verb) else {
        return;
    };
    if words[going + 1].head != Some(verb) || words[verb].upos == Upos::Verb && words[verb].xpos != "VB" {
        return;
    }
    let (head, relation) = (words[going].head, words[going].deprel.as_str());
    attach(words, verb, head, relation);
    for (i, w) in words.iter_mut().enumerate() {
        if i != verb && w.head == Some(going) {
            w.head = Some(verb);
        }
    }
    attach(words, going, Some(verb), "aux");
    attach(words, going + 1, Some(verb), "aux");
}

/// "The bank will lower rates": behind a modal, "lower" is a verb, and the plural behind it none.
fn comparative(words: &mut [Word], lower: usize) {
    let w = &words[lower];
    let modal = lower
        .checked_sub(1)
        .is_some_and(|m| words[m].xpos == "MD" || words[m].upos == Upos::Part && words[m].lemma == "to");
    let verb = lexicon::knows(&w.form.to_lowercase(), WordClass::Verb);
    if !modal || !verb || !matches!(w.xpos, "JJR" | "RBR") {
        return;
    }
    let Some(noun) = w.head.filter(|&n| n > lower) else {
        return;
    };
    let n = &words[noun];
    let singular = n.form.to_lowercase();
    let plural = (n.upos == Upos::Verb && n.xpos == "VB" || n.upos == Upos::Noun && n.xpos == "NNS")
        && singular
            .strip_suffix('s')
            .is_some_and(|s| lexicon::knows(s, WordClass::Noun));
    if !plural {
        return;
    }
    let lemma = singular.trim_end_matches('s').to_owned();
    let (head, relation) = (words[noun].head, words[noun].deprel.as_str());
    attach(words, lower, head, relation);
    for (i, w) in words.iter_mut().enumerate() {
        if i != lower && w.head == Some(noun) && !matches!(w.deprel.base(), "det" | "amod" | "compound") {
            w.head = Some(lower);
        }
    }
    attach(words, noun, Some(lower), "obj");
    words[noun].upos = Upos::Noun;
    words[noun].xpos = "NNS";
    words[noun].lemma = lemma;
    "Number=Plur".clone_into(&mut words[noun].feats);
    words[lower].upos = Upos::Verb;
    words[lower].xpos = "VB";
    words[lower].lemma = words[lower].form.to_lowercase();
    "VerbForm=Inf".clone_into(&mut words[lower].feats);
}

/// "Sales were down (by) 8 per cent on last year": the copula with its particle is the verb, and the amount how far.
fn up_or_down(words: &mut [Word], at: usize) {
    let Some(verb) = at
        .checked_sub(1)
        .filter(|&v| words[v].lemma == "be" && words[v].deprel.is("cop"))
    else {
        return;
    };
    let Some(amount) = words[verb].head.filter(|&h| h > at) else {
        return;
    };
    let direction = matches!(words[at].form.as_str(), "up" | "down") && words[at].head == Some(amount);
    let by = words.get(at + 1).is_some_and(|w| w.form == "by");
    let number = |i: usize| words[i].upos == Upos::Num && (i == amount || words[i].head == Some(amount));
    if !direction || !(at + 1..=amount).any(number) {
        return;
    }
    let (head, relation) = (words[amount].head, words[amount].deprel.as_str());
    attach(words, verb, head, relation);
    for i in 0..words.len() {
        let w = &words[i];
        if w.head != Some(amount) {
            continue;
        }
        let circumstance = i > amount
            && w.deprel.as_str() == "nmod"
            && words[amount + 1..=i].iter().any(|c| {
                c.head == Some(i)
                    && matches!(
                        c.form.as_str(),
                        "on" | "in" | "from" | "at" | "since" | "over" | "for"
                    )
            });
        if circumstance {
            attach(words, i, Some(verb), "obl");
        } else if i < at
            || w.deprel.is("punct")
            || i > amount && !matches!(w.deprel.base(), "nmod" | "compound")
        {
            words[i].head = Some(verb);
        }
    }
    attach(words, at, Some(verb), "compound:prt");
    attach(words, amount, Some(verb), if by { "obl" } else { "obj" });
    words[verb].upos = Upos::Verb;
}

/// "sat in on the talks", "takes home £160,000": a bare adverb between its verb and a preposition or the object
/// is a particle, where the dictionary has the two as one verb.
fn particle(words: &mut [Word], at: usize) {
    behind_object(words, at);
    let Some(verb) = at.checked_sub(1).filter(|&v| words[v].upos == Upos::Verb) else {
        return;
    };
    let w = &words[at];
    if w.head != Some(verb) || !w.deprel.is("advmod") || !matches!(w.upos, Upos::Adp | Upos::Adv) {
        return;
    }
    let preposition = words.get(at + 1).is_some_and(|n| n.upos == Upos::Adp);
    let object = words
        .iter()
        .skip(at + 1)
        .any(|o| o.head == Some(verb) && o.deprel.is("obj"));
    let one = || {
        let both = format!("{} {}", words[verb].lemma, words[at].form.to_lowercase());
        lexicon::knows(&both, WordClass::Verb)
    };
    // "The match went ahead": these are never said of where something goes.
    let idiom = matches!(w.form.to_lowercase().as_str(), "ahead" | "apart" | "aside");
    // "will hand back a statue": what is given is given back.
    let back = w.form.eq_ignore_ascii_case("back") && object;
    // "stayed behind in Washington", "fell behind": behind nothing that is named.
    let behind = w.form.eq_ignore_ascii_case("behind")
        && !words
            .iter()
            .any(|c| c.head == Some(at) && matches!(c.deprel.base(), "obl" | "nmod" | "obj"));
    if back || behind || preposition && w.upos == Upos::Adp || (preposition || object || idiom) && one() {
        attach(words, at, Some(verb), "compound:prt");
    }
}

/// "brushed the progress aside", "turned the offer down": the particle stands behind the object.
fn behind_object(words: &mut [Word], at: usize) {
    let w = &words[at];
    let adverb = w.deprel.is("advmod") && matches!(w.upos, Upos::Adp | Upos::Adv);
    let Some(verb) = w
        .head
        .filter(|&v| adverb && v + 1 < at && words[v].upos == Upos::Verb)
    else {
        return;
    };
    let inside = |i: usize| {
        std::iter::once(i)
            .chain(super::above(words, i))
            .any(|h| h > verb && h < at && words[h].head == Some(verb) && words[h].deprel.is("obj"))
    };
    // "kept the trucks away", "brought them back": these say where to, with the verb's own sense.
    let lower = w.form.to_lowercase();
    let particle = matches!(lower.as_str(), "aside" | "off" | "down" | "out" | "up" | "over");
    let both = format!("{} {lower}", words[verb].lemma);
    if particle && (verb + 1..at).all(inside) && lexicon::knows(&both, WordClass::Verb) {
        attach(words, at, Some(verb), "compound:prt");
    }
}

/// "declared the water clean": the noun is the object, the adjective what it is said to be.
fn object_complement(words: &mut [Word], adjective: usize) {
    let w = &words[adjective];
    let Some(noun) = adjective.checked_sub(1) else {
        return;
    };
    let verb = w
        .head
        .filter(|&v| v < noun && words[v].upos == Upos::Verb && w.upos == Upos::Adj && w.deprel.is("xcomp"));
    let (Some(verb), true) = (verb, words[noun].head == Some(adjective)) else {
        return;
    };
    let article = |i: usize| words[i].head == Some(adjective) && words[i].deprel.is("det");
    let phrase = words[noun].upos == Upos::Noun
        && words[noun].deprel.is("compound")
        && (verb + 1..noun).any(article)
        && !words.iter().any(|c| c.head == Some(verb) && c.deprel.is("obj"));
    if !phrase {
        return;
    }
    for w in words.iter_mut().take(noun).skip(verb + 1) {
        if w.head == Some(adjective) {
            w.head = Some(noun);
        }
    }
    attach(words, noun, Some(verb), "obj");
}

/// "left 7 dead" is "left six dead": so many of them.
fn counted_complement(words: &mut [Word], adjective: usize) {
    let w = &words[adjective];
    let Some(number) = adjective.checked_sub(1) else {
        return;
    };
    let counts = w.upos == Upos::Adj
        && w.deprel.is("xcomp")
        && words[number].upos == Upos::Num
        && words[number].deprel.is("obj")
        && words[number].head == w.head
        && !words.iter().any(|c| c.head == Some(number));
    if counts {
        attach(words, number, Some(adjective), "nummod");
    }
}

/// "The recall cost £27m.", "The second phase cost 40 jobs.", "The scandal cost Labour the seat.": a sentence with
/// a full stop has a verb, and where nothing else in it can be one, it is the noun which is its own past tense,
/// before an amount or before somebody and what it cost them.
fn unchanging(words: &mut [Word]) {
    let sentence = words.last().is_some_and(|w| w.form == ".");
    if !sentence || words.iter().any(|w| matches!(w.upos, Upos::Verb | Upos::Aux)) {
        return;
    }
    let amount = |w: &Word| w.upos == Upos::Num || w.upos == Upos::Sym && w.xpos == "$";
    let mut places = (1..words.len().saturating_sub(1)).filter(|&i| {
        let w = &words[i];
        w.upos == Upos::Noun
            && w.xpos == "NN"
            && classes::standard().is("unchanging-verb", &w.form)
            && matches!(words[i - 1].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && (amount(&words[i + 1]) || two_objects(words, i).is_some())
    });
    let (Some(verb), None) = (places.next(), places.next()) else {
        return;
    };
    let subject = verb - 1;
    if let Some((somebody, what)) = two_objects(words, verb) {
        for i in 0..words.len() {
            let (head, within) = match i {
                _ if i < subject => (subject, 0..verb),
                _ if i < somebody => (somebody, verb + 1..somebody + 1),
                _ => (what, somebody + 1..words.len()),
            };
            let outside = words[i].head.is_none_or(|h| !within.contains(&h));
            let number = words[i].upos == Upos::Num && words[i].head == Some(what);
            if [subject, verb, somebody, what].contains(&i) || !(outside || number) {
                continue;
            }
            match words[i].upos {
                Upos::Punct => attach(words, i, Some(verb), "punct"),
                Upos::Det => attach(words, i, Some(head), "det"),
                Upos::Num => attach(words, i, Some(head), "nummod"),
                Upos::Adj => attach(words, i, Some(head), "amod"),
                Upos::Pron => attach(words, i, Some(head), "nmod:poss"),
                _ => attach(words, i, Some(head), "compound"),
            }
        }
        attach(words, subject, Some(verb), "nsubj");
        attach(words, somebody, Some(verb), "iobj");
        attach(words, what, Some(verb), "obj");
        attach(words, verb, None, "root");
        make_finite(&mut words[verb], "VBD", "cost".to_owned());
        return;
    }
    // The amount's own head: what hangs on nothing behind the verb.
    let Some(object) = (verb + 1..words.len())
        .find(|&i| words[i].upos != Upos::Punct && words[i].head.is_none_or(|h| h <= verb))
    else {
        return;
    };
    for i in 0..words.len() {
        let outside = words[i].head.is_none_or(|h| h >= verb);
        if i < subject && outside {
            let relation = match words[i].deprel.base() {
                "root" => "dep",
                _ => words[i].deprel.as_str(),
            };
            attach(words, i, Some(subject), relation);
        } else if i > verb && i != object && words[i].head.is_none_or(|h| h <= verb) {
            let relation = if words[i].upos == Upos::Punct {
                "punct"
            } else {
                "obl"
            };
            attach(words, i, Some(verb), relation);
        }
    }
    attach(words, subject, Some(verb), "nsubj");
    attach(words, object, Some(verb), "obj");
    attach(words, verb, None, "root");
    let lemma = words[verb].form.to_lowercase();
    make_finite(&mut words[verb], "VBD", lemma);
}

/// "cost Labour the seat", "cost customers €180 million": whom it cost something, and what, up to the end of the
/// sentence.
fn two_objects(words: &[Word], cost: usize) -> Option<(usize, usize)> {
    let nominal = |i: usize| matches!(words[i].upos, Upos::Noun | Upos::Propn);
    let opens = |i: usize| {
        let w = &words[i];
        w.upos == Upos::Det || w.xpos == "PRP$" || w.upos == Upos::Num || w.upos == Upos::Sym
    };
    if words[cost].form != "cost" {
        return None;
    }
    let end = words.len().checked_sub(1)?;
    let mut at = cost + 1;
    while at < end && (words[at].upos == Upos::Det || words[at].upos == Upos::Adj) {
        at += 1;
    }
    let first = at;
    while at < end && nominal(at) {
        at += 1;
    }
    let somebody = (at > first).then(|| at - 1)?;
    if at >= end || !opens(at) {
        return None;
    }
    let plain = (at..end).all(|i| nominal(i) || opens(i) || words[i].upos == Upos::Adj);
    let what = if words[at].upos == Upos::Sym {
        at
    } else {
        (at..end).rev().find(|&i| nominal(i))?
    };
    plain.then_some((somebody, what))
}

/// "Meridian 2 weighs 700 kilograms.": a sentence with a full stop has a verb, and where nothing else in it
/// can be one, it is the noun in "-s" between what stands in front of it and the measure behind it.
fn verbless(words: &mut [Word]) {
    let sentence = words.last().is_some_and(|w| w.form == ".");
    let Some(root) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    let verbs = words.iter().any(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
    let form = words[root].form.clone();
    let base = form
        .strip_suffix('s')
        .filter(|b| lexicon::knows(b, WordClass::Verb));
    if !sentence || verbs || words[root].xpos != "NNS" || form != form.to_lowercase() {
        return;
    }
    let Some(base) = base.map(str::to_owned) else {
        return;
    };
    let measure = (root + 1..words.len()).find(|&i| {
        words[i].head == Some(root)
            && matches!(words[i].deprel.base(), "obj" | "appos" | "dep" | "nmod")
            && words
                .iter()
                .any(|c| c.head == Some(i) && c.deprel.base() == "nummod" && c.upos == Upos::Num)
            && !words
                .iter()
                .any(|c| c.head == Some(i) && c.deprel.base() == "case")
    });
    // All that stands in front is one phrase.
    let one = (0..root).all(|i| words[i].head.is_some_and(|h| h <= root) && words[i].upos != Upos::Punct);
    let subject = (0..root).rev().find(|&i| {
        words[i].head == Some(root) && matches!(words[i].upos, Upos::Noun | Upos::Propn | Upos::Adj)
    });
    let (Some(measure), Some(subject), true) = (measure, subject, one) else {
        return;
    };
    if words[subject].upos == Upos::Adj {
        let name = words[subject].form.starts_with(char::is_uppercase)
            && (subject > 0 || words.get(1).is_some_and(|w| w.upos == Upos::Num));
        (words[subject].upos, words[subject].xpos) = if name {
            (Upos::Propn, "NNP")
        } else {
            (Upos::Noun, "NN")
        };
        if name {
            words[subject].lemma = words[subject].form.clone();
        }
    }
    for i in 0..root {
        if i != subject && words[i].head == Some(root) {
            let relation = words[i].deprel.as_str();
            attach(words, i, Some(subject), relation);
        }
    }
    attach(words, subject, Some(root), "nsubj");
    attach(words, measure, Some(root), "obj");
    make_finite(&mut words[root], "VBZ", base);
}

/// "Prices range from $5 to $20.": where nothing in a sentence with a full stop is a finite verb, it is the bare form
/// between a plural that begins the sentence and what it takes.
fn bare_verb(words: &mut [Word]) {
    let finite = words
        .iter()
        .any(|w| w.upos == Upos::Aux || w.upos == Upos::Verb && !w.deprel.is("amod"));
    if finite || words.last().is_none_or(|w| w.form != ".") {
        return;
    }
    let plural = |w: &Word| {
        let form = w.form.to_lowercase();
        form.strip_suffix('s')
            .is_some_and(|s| !s.ends_with('s') && (lexicon::knows(s, WordClass::Noun) || w.xpos == "NNS"))
    };
    let is_verb =
        |w: &Word| w.form.bytes().all(|b| b.is_ascii_lowercase()) && lexicon::knows(&w.form, WordClass::Verb);
    let opens = |w: &Word| {
        matches!(
            w.upos,
            Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Part
        )
    };
    let takes = |w: &Word| {
        matches!(w.upos, Upos::Num | Upos::Sym | Upos::Det) || w.upos == Upos::Adp && w.lemma != "of"
    };
    let found = (1..words.len().saturating_sub(1)).find(|&v| {
        is_verb(&words[v])
            && plural(&words[v - 1])
            && words[..v - 1].iter().all(opens)
            && takes(&words[v + 1])
    });
    let Some(verb) = found else { return };
    let subject = verb - 1;
    let Some(root) = words.iter().position(|w| w.head.is_none()) else {
        return;
    };
    let before: Vec<usize> = (0..subject)
        .filter(|&i| words[i].head.is_none_or(|h| h >= subject))
        .collect();
    for i in before {
        let relation = match words[i].upos {
            Upos::Det => "det",
            Upos::Num => "nummod",
            Upos::Adj => "amod",
            _ => "compound",
        };
        attach(words, i, Some(subject), relation);
    }
    for i in verb + 1..words.len() {
        if words[i].head.is_none_or(|h| h <= verb) || i == root {
            let case = words.iter().any(|c| c.head == Some(i) && c.deprel.is("case"));
            let relation = match words[i].upos {
                Upos::Punct => "punct",
                _ if case => "obl",
                Upos::Noun | Upos::Propn | Upos::Num | Upos::Sym => "obj",
                _ => words[i].deprel.as_str(),
            };
            attach(words, i, Some(verb), relation);
        }
    }
    attach(words, verb, None, "root");
    attach(words, subject, Some(verb), "nsubj");
    let noun = &mut words[subject];
    if noun.upos != Upos::Noun {
        noun.upos = Upos::Noun;
        noun.xpos = "NNS";
        noun.lemma = noun.form.to_lowercase().trim_end_matches('s').to_owned();
        "Number=Plur".clone_into(&mut noun.feats);
    }
    let lemma = words[verb].form.clone();
    make_finite(&mut words[verb], "VBP", lemma);
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::Tense;

    #[test]
    fn what_has_a_gerund_is_a_verb() {
        let reading = read_plainly("Banker denies taking bribes");
        let predicate = &reading.statements[0].predicate;
        assert_eq!(
            (predicate.lemma.as_str(), predicate.tense),
            ("deny", Tense::Present)
        );
    }

    #[test]
    fn what_has_subject_and_object_is_a_verb() {
        let reading = read_plainly("The hospital cost 130 million euros.");
        let predicate = &reading.statements[0].predicate;
        assert_eq!((predicate.lemma.as_str(), predicate.tense), ("cost", Tense::Past));
    }

    #[test]
    fn a_plural_has_its_bare_verb() {
        for (text, verb) in [
            ("The pledges amount to $7.4 billion.", "amount"),
            ("The losses total $3 million.", "total"),
            ("Prices range from $5 to $20.", "range"),
        ] {
            let reading = read_plainly(text);
            assert!(
                reading
                    .statements
                    .iter()
                    .any(|s| s.predicate.lemma == verb && s.read),
                "{text}: {:#?}",
                reading.statements
            );
        }
        // A list is no sentence.
        let reading = read_plainly("Rules of play for the summer.");
        assert!(reading.statements.iter().all(|s| s.predicate.lemma != "play"));
    }

    #[test]
    fn a_noun_that_is_its_own_past_is_a_verb() {
        for (text, subject, object) in [
            ("The recall cost £27m.", "The recall", "£27m"),
            ("The second phase cost 40 jobs.", "The second phase", "40 jobs"),
            ("The scandal cost Labour the seat.", "The scandal", "the seat"),
            (
                "The outage cost customers €180 million.",
                "The outage",
                "€180 million",
            ),
        ] {
            let reading = read_plainly(text);
            let statement = &reading.statements[0];
            assert_eq!(statement.predicate.lemma, "cost", "{text}");
            let said = |a: Option<&crate::reading::statement::Argument>| a.map(|a| a.phrase.text.clone());
            assert_eq!(said(statement.subject.as_ref()).as_deref(), Some(subject));
            assert_eq!(said(statement.objects.first()).as_deref(), Some(object));
        }
    }

    #[test]
    fn a_sentence_has_a_verb() {
        let reading = read_plainly("Meridian 2 weighs 700 kilograms.");
        let statement = &reading.statements[0];
        assert_eq!(statement.predicate.lemma, "weigh");
        assert_eq!(
            statement.subject.as_ref().map(|s| s.phrase.text.as_str()),
            Some("Meridian 2")
        );
    }
}
