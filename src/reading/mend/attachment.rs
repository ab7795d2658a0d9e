//! Words that hang in the wrong place: a perfect with words between its halves, a gerund before an article, an
//! object clause with "which", a year behind a nested event.

use super::{MENDED, above, attach, make_finite};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for i in 0..words.len() {
        perfect(words, i);
        gerund(words, i);
        active(words, i);
        year(words, i);
        says_that(words, i);
        priced(words, i);
        fined(words, i);
        called(words, i);
        more_than(words, i);
        fewer_than(words, i);
        not_to(words, i);
        last_of_several(words, i);
        of_whom(words, i);
        one_name(words, i);
        score(words, i);
        unknown_adverb(words, i);
        agent_of_active(words, i);
        finite_conjunct(words, i);
    }
}

/// "reiterated opposition to Norland joining the union and repeated his criticism": what is finite is coordinated with
/// the finite verb above, not with the gerund that stands nearer.
fn finite_conjunct(words: &mut [Word], verb: usize) {
    let finite = |w: &Word| w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ" | "VBP");
    let gerund = words[verb].head.filter(|&g| {
        finite(&words[verb])
            && words[verb].deprel.is("conj")
            && words[g].xpos == "VBG"
            && !words.iter().any(|w| w.head == Some(g) && w.deprel.is("aux"))
    });
    let own_subject = words.iter().any(|w| w.head == Some(verb) && w.deprel.is("nsubj"));
    let Some(gerund) = gerund.filter(|_| !own_subject) else {
        return;
    };
    let first = above(words, gerund).find(|&v| v < verb && finite(&words[v]));
    if let Some(first) = first.filter(|&v| words[v].xpos == words[verb].xpos) {
        attach(words, verb, Some(first), "conj");
    }
}

/// "following by video link": what is no passive has no agent; "by" says how.
fn agent_of_active(words: &mut [Word], agent: usize) {
    let head = words[agent]
        .head
        .filter(|_| words[agent].deprel.as_str() == "obl:agent");
    if let Some(verb) = head
        && matches!(words[verb].xpos, "VBG" | "VBZ" | "VBP")
        && !words
            .iter()
            .any(|w| w.head == Some(verb) && w.deprel.as_str() == "aux:pass")
    {
        attach(words, agent, Some(verb), "obl");
    }
}

/// "called Anna Berg a liar": a name and a noun with an article behind it are whom one calls what; there is no other
/// way to read the two.
fn called(words: &mut [Word], noun: usize) {
    let Some(verb) = words[noun].head.filter(|&v| {
        let names = matches!(
            words[v].lemma.as_str(),
            "call" | "brand" | "label" | "dub" | "deem"
        );
        v < noun && names && words[v].upos == Upos::Verb && words[noun].upos == Upos::Noun
    }) else {
        return;
    };
    let article = words
        .iter()
        .position(|w| w.head == Some(noun) && matches!(w.form.to_lowercase().as_str(), "a" | "an"));
    let whom = (verb + 1..noun).find(|&i| words[i].head == Some(verb) && words[i].deprel.is("obj"));
    let (Some(article), Some(whom)) = (article, whom) else {
        return;
    };
    let beside = words[whom].upos == Upos::Propn
        && (verb + 1..article)
            .all(|i| i == whom || words[i].head == Some(whom) && words[i].upos == Upos::Propn);
    if beside && words[noun].deprel.is("xcomp") {
        attach(words, whom, Some(verb), "obj");
        attach(words, noun, Some(verb), "xcomp");
        for w in &mut words[verb + 1..article] {
            w.head_confidence = w.head_confidence.max(MENDED);
            w.label_confidence = w.label_confidence.max(MENDED);
        }
    }
}

/// "convicted Craig Melling of arson": what somebody is convicted of, robbed of, told of hangs on the verb; a name has
/// no such phrase of its own.
fn of_whom(words: &mut [Word], what: usize) {
    let w = &words[what];
    let Some(mut whom) = w
        .head
        .filter(|&n| n < what && w.deprel.is("nmod") && matches!(words[n].upos, Upos::Propn | Upos::Pron))
    else {
        return;
    };
    // The phrase may hang on the last word of the name.
    while words[whom].deprel.is("flat")
        && let Some(first) = words[whom].head.filter(|&h| h < whom)
    {
        whom = first;
    }
    let of = words
        .iter()
        .any(|c| c.head == Some(what) && c.deprel.is("case") && c.form.eq_ignore_ascii_case("of"));
    let verb = words[whom].head.filter(|&v| {
        v < whom
            && words[whom].deprel.is("obj")
            && words[v].upos == Upos::Verb
            && classes::standard().is("of-verb", &words[v].lemma)
    });
    if of && verb.is_some() && !words[what].form.starts_with(char::is_uppercase) {
        attach(words, what, verb, "obl");
    }
}

/// "sacked Neil Farrow": two proper nouns side by side behind a verb that gives nothing are one name.
fn one_name(words: &mut [Word], last: usize) {
    let Some(first) = last.checked_sub(1) else { return };
    let (a, b) = (&words[first], &words[last]);
    let names = [a, b].iter().all(|w| w.upos == Upos::Propn);
    let Some(verb) = a.head.filter(|&v| v < first && b.head == Some(v)) else {
        return;
    };
    let split = a.deprel.is("iobj") && b.deprel.is("obj");
    let bare = !words
        .iter()
        .any(|c| c.head == Some(last) && matches!(c.deprel.base(), "det" | "case" | "compound"));
    if names && split && bare && !classes::standard().is("giving-verb", &words[verb].lemma) {
        attach(words, first, Some(verb), "obj");
        attach(words, last, Some(first), "flat");
        for w in words.iter_mut().skip(last + 1) {
            if w.head == Some(last) {
                w.head = Some(first);
            }
        }
    }
}

/// "beat United 3-2", "voted 7-2": how it went, not what was beaten; who was, stands before it.
fn score_of_verb(words: &mut [Word], first: usize, verb: usize) {
    if !matches!(words[first].deprel.base(), "obj" | "obl" | "xcomp") || verb > first {
        return;
    }
    let name = |w: &Word| w.form.starts_with(char::is_uppercase);
    let beaten = (verb + 1..first).rev().find(|&i| {
        let w = &words[i];
        w.head == Some(verb) && w.deprel.is("iobj")
            || w.head == Some(first) && matches!(w.deprel.base(), "amod" | "compound" | "nmod") && name(w)
    });
    attach(words, first, Some(verb), "obl:unmarked");
    if let Some(beaten) = beaten {
        for w in words.iter_mut().take(first) {
            // "the champions 3-2": what stood with the score stands with them.
            if w.head == Some(first) {
                w.head = Some(beaten);
            }
        }
        attach(words, beaten, Some(verb), "obj");
        if name(&words[beaten]) && words[beaten].upos == Upos::Adj {
            words[beaten].upos = Upos::Propn;
            words[beaten].xpos = "NNP";
        }
    }
}

/// "beat Rovers 3-2", "lost 3-2 to Rovers": the score is no part of either name.
fn score(words: &mut [Word], first: usize) {
    let number = |i: usize| {
        words.get(i).is_some_and(|w| {
            w.upos == Upos::Num && w.form.len() <= 3 && w.form.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let dash = words
        .get(first + 1)
        .is_some_and(|w| matches!(w.form.as_str(), "-" | "–"));
    if !number(first) || !dash || !number(first + 2) || words[first + 2].head != Some(first) {
        return;
    }
    if let Some(verb) = words[first].head.filter(|&v| words[v].upos == Upos::Verb) {
        score_of_verb(words, first, verb);
        return;
    }
    let Some(name) = words[first].head.filter(|&n| words[n].upos.is_nominal()) else {
        return;
    };
    let Some(verb) = above(words, name)
        .find(|&v| words[v].upos == Upos::Verb)
        .filter(|&v| v < first)
    else {
        return;
    };
    let behind = first > name && words[first].deprel.base() != "nummod";
    let before_case = words
        .iter()
        .position(|c| c.head == Some(name) && c.deprel.is("case"))
        .is_some_and(|case| first < case);
    if behind || before_case {
        attach(words, first, Some(verb), "obl:unmarked");
    }
}

/// "fined the company €21m": no article goes with an amount of money, so somebody and the amount are two objects.
fn fined(words: &mut [Word], amount: usize) {
    let Some(verb) = words[amount]
        .head
        .filter(|&v| v < amount && words[v].upos == Upos::Verb && words[amount].deprel.is("obj"))
    else {
        return;
    };
    // "cost Norda Air 4.5 million euros": the amount begins with its number.
    let number = |i: usize| words[i].upos == Upos::Num && above(words, i).any(|h| h == amount);
    let begins = match words[amount].upos {
        Upos::Sym => amount,
        Upos::Noun if is_unit(&words[amount].lemma) => {
            (verb + 1..amount).find(|&i| number(i)).unwrap_or(amount)
        }
        _ => return,
    };
    let Some(who) = begins.checked_sub(1).filter(|&n| {
        let w = &words[n];
        let someone = w.upos == Upos::Propn
            || w.upos == Upos::Noun
                && ["person", "organization"]
                    .iter()
                    .any(|kind| lexicon::is_kind_of(&w.lemma.to_lowercase(), kind, WordClass::Noun));
        w.head == Some(amount) && n > verb && someone
    }) else {
        return;
    };
    attach(words, who, Some(verb), "iobj");
    for w in words.iter_mut().take(who) {
        if w.head == Some(amount) {
            w.head = Some(who);
        }
    }
}

/// Money, a length of time, a measure: what a number stands before and a name does not.
fn is_unit(lemma: &str) -> bool {
    ["monetary unit", "unit of measurement", "time unit"]
        .iter()
        .any(|kind| lexicon::is_kind_of(&lemma.to_lowercase(), kind, WordClass::Noun))
}

/// "promised never to attack": what is denied is what is promised.
fn not_to(words: &mut [Word], not: usize) {
    let w = &words[not];
    if !matches!(w.lemma.as_str(), "never" | "not") || !w.deprel.is("advmod") {
        return;
    }
    let Some(to) = words.get(not + 1).filter(|t| t.xpos == "TO") else {
        return;
    };
    let infinitive = to
        .head
        .filter(|&v| v > not + 1 && words[v].head == words[not].head);
    if let Some(verb) = infinitive.filter(|&v| words[v].deprel.is("xcomp") && w.head.is_some_and(|h| h < not))
    {
        attach(words, not, Some(verb), "advmod");
    }
}

/// "labels mattered more than substance": how much, not what.
fn more_than(words: &mut [Word], more: usize) {
    let w = &words[more];
    let degree = matches!(w.lemma.as_str(), "more" | "less" | "much" | "little")
        && matches!(w.xpos, "JJR" | "RBR")
        && w.deprel.is("obj");
    let than = words.get(more + 1).is_some_and(|t| t.form == "than");
    let counted = words.get(more + 2).is_none_or(|n| n.upos == Upos::Num);
    if degree && than && !counted {
        let verb = words[more].head;
        attach(words, more, verb, "advmod");
        words[more].upos = Upos::Adv;
    }
}

/// "Fewer than half of the pupils passed": the bound belongs to the number, and the number is who passed. "Profit more than
/// doubled": to the verb, which has a subject.
fn fewer_than(words: &mut [Word], bound: usize) {
    let degree = matches!(
        words[bound].form.to_lowercase().as_str(),
        "more" | "less" | "fewer"
    );
    let than = words.get(bound + 1).is_some_and(|t| t.form == "than");
    let next = bound + 2;
    if !degree || !than || next >= words.len() {
        return;
    }
    let doubled = matches!(
        words[next].lemma.as_str(),
        "double" | "treble" | "triple" | "quadruple" | "halve"
    );
    if doubled && matches!(words[next].xpos, "VBD" | "VBN" | "VBZ" | "VBP") && words[next].head == Some(bound)
    {
        let Some(subject) = words[bound]
            .head
            .filter(|&s| s < bound && words[s].upos.is_nominal())
        else {
            return;
        };
        let (head, relation) = (words[subject].head, words[subject].deprel);
        let lemma = std::mem::take(&mut words[next].lemma);
        make_finite(&mut words[next], "VBD", lemma);
        words[next].head = head;
        words[next].deprel = relation;
        attach(words, subject, Some(next), "nsubj");
        attach(words, bound, Some(next), "advmod");
        attach(words, bound + 1, Some(bound), "fixed");
        for w in words.iter_mut().skip(next + 1) {
            if w.head == Some(subject) && matches!(w.deprel.base(), "punct" | "obl" | "advmod" | "advcl") {
                w.head = Some(next);
            }
        }
        return;
    }
    let share = matches!(words[next].lemma.as_str(), "half" | "third" | "quarter" | "fifth");
    let verb = words[bound].head.filter(|&v| {
        v > next
            && words[v].upos == Upos::Verb
            && matches!(words[bound].deprel.base(), "advmod" | "nsubj" | "obl")
    });
    if let Some(verb) = verb.filter(|&v| {
        share
            && !words
                .iter()
                .any(|w| w.head == Some(v) && w.deprel.is("nsubj") && w.form != words[bound].form)
    }) {
        let passive = words
            .iter()
            .any(|w| w.head == Some(verb) && w.deprel.as_str() == "aux:pass");
        attach(
            words,
            next,
            Some(verb),
            if passive { "nsubj:pass" } else { "nsubj" },
        );
        attach(words, bound, Some(next), "advmod");
        attach(words, bound + 1, Some(bound), "fixed");
    }
}

/// "Berg and Lund, the mayor, agreed": one is told of the last of them, not of all.
fn last_of_several(words: &mut [Word], told: usize) {
    let w = &words[told];
    let one = w.deprel.is("appos") && matches!(w.xpos, "NN" | "NNP");
    let Some(first) = w.head.filter(|&h| one && h < told) else {
        return;
    };
    let last = (first + 1..told).rev().find(|&c| {
        words[c].head == Some(first) && words[c].deprel.is("conj") && words[c].upos == Upos::Propn
    });
    // Nothing but the comma and the words of the description stand between.
    let Some(last) = last else { return };
    let described =
        |i: usize| i > last + 1 && (words[i].head == Some(told) || above(words, i).any(|a| a == told));
    let comma = words.get(last + 1).is_some_and(|c| c.form == ",");
    if comma && (last + 2..told).all(described) {
        attach(words, told, Some(last), "appos");
    }
}

/// "Witkoff set out …": a name that begins the sentence and was taken for an adverb that there is none.
fn unknown_adverb(words: &mut [Word], at: usize) {
    let w = &words[at];
    let unknown = at == 0
        && w.upos == Upos::Adv
        && w.form.starts_with(char::is_uppercase)
        && !w.form.to_lowercase().ends_with("ly")
        && !lexicon::knows(&w.form.to_lowercase(), WordClass::Adverb);
    let Some(verb) = w
        .head
        .filter(|_| unknown && matches!(w.deprel.base(), "advmod" | "mark"))
    else {
        return;
    };
    let v = &words[verb];
    let bare = verb == 1
        && matches!(v.xpos, "VBN" | "VBD" | "VBZ")
        && !words
            .iter()
            .any(|c| c.head == Some(verb) && matches!(c.deprel.base(), "nsubj" | "aux" | "cop"));
    if !bare {
        return;
    }
    if v.xpos == "VBN" {
        let lemma = v.lemma.clone();
        make_finite(&mut words[verb], "VBD", lemma);
    }
    attach(words, at, Some(verb), "nsubj");
    words[at].upos = Upos::Propn;
    words[at].xpos = "NNP";
}

/// "has for the first time accepted the offer": what stands between the auxiliary and its participle is an
/// adverbial, and the participle is the verb.
fn perfect(words: &mut [Word], have: usize) {
    /// Words that an adverbial between the two has at most.
    const LONGEST: usize = 6;
    // What hangs on the auxiliary hangs on its verb.
    if let Some(verb) = words[have].head.filter(|_| words[have].deprel.is("aux")) {
        for w in words.iter_mut() {
            if w.head == Some(have) && matches!(w.deprel.base(), "nsubj" | "obl" | "obj") {
                w.head = Some(verb);
            }
        }
        return;
    }
    let w = &words[have];
    if w.lemma.to_lowercase() != "have" || !w.xpos.starts_with("VB") {
        return;
    }
    let opens = words.get(have + 1).is_some_and(|n| n.upos == Upos::Adp);
    let Some(verb) = (have + 2..words.len().min(have + 2 + LONGEST))
        .find(|&i| matches!(words[i].upos, Upos::Verb | Upos::Punct | Upos::Aux | Upos::Sconj))
    else {
        return;
    };
    let v = &words[verb];
    let participle = v.upos == Upos::Verb && matches!(v.xpos, "VBN" | "VBD") && !v.deprel.is("amod");
    // "has in mind", "has on its list": what somebody has is no verb.
    let owned = words
        .iter()
        .enumerate()
        .any(|(i, c)| c.head == Some(have) && c.deprel.is("obj") && i != verb);
    let own_subject = words
        .iter()
        .any(|c| c.head == Some(verb) && matches!(c.deprel.base(), "nsubj" | "mark"));
    // The adverbial is a phrase of its own, down to the word before the participle.
    let Some(inner) = words
        .get(verb - 1)
        .filter(|n| matches!(n.upos, Upos::Noun | Upos::Propn))
    else {
        return;
    };
    if !opens || !participle || owned || own_subject || inner.head.is_none() {
        return;
    }
    let (head, relation) = (words[have].head, words[have].deprel);
    for (i, w) in words.iter_mut().enumerate() {
        if w.head == Some(have) && i != verb {
            w.head = Some(verb);
        }
    }
    attach(words, verb, head, relation.as_str());
    attach(words, have, Some(verb), "aux");
    words[have].upos = Upos::Aux;
}

/// "ruled out ceding the region": a gerund before an article governs what follows; only a few gerunds are
/// prepositions ("including the region").
fn gerund(words: &mut [Word], at: usize) {
    let w = &words[at];
    let taken = w.xpos == "VBG" && matches!(w.deprel.base(), "case" | "amod" | "advcl");
    let article = words
        .get(at + 1)
        .is_some_and(|n| n.upos == Upos::Det || n.xpos == "PRP$");
    if !taken || !article || classes::standard().is("verbal-preposition", &w.form.to_lowercase()) {
        return;
    }
    // It hangs on the noun behind the article, or beside it on the verb.
    let noun = match w.head {
        Some(h) if h > at => Some(h),
        Some(h) => (at + 2..words.len())
            .take_while(|&i| words[i].upos != Upos::Punct)
            .find(|&i| words[i].head == Some(h)),
        None => None,
    };
    let noun = noun.filter(|&n| matches!(words[n].upos, Upos::Noun | Upos::Propn));
    let Some((noun, verb)) = noun.and_then(|n| Some((n, words[n].head.filter(|&h| h < at)?))) else {
        return;
    };
    // "left whistling with the others": the noun has a preposition of its own.
    let own_case = words
        .iter()
        .enumerate()
        .any(|(i, c)| i != at && c.head == Some(noun) && c.deprel.is("case"));
    if own_case {
        return;
    }
    // "out" of "ruled out" may stand between the verb and its gerund; nothing else does.
    let next_to = (verb + 1..at).all(|i| words[i].head == Some(verb) && words[i].deprel.is("compound"));
    if words[verb].upos != Upos::Verb || !next_to || !matches!(words[noun].deprel.base(), "obl" | "obj") {
        return;
    }
    attach(words, at, Some(verb), "xcomp");
    attach(words, noun, Some(at), "obj");
}

/// "repeated criticism of Berg's handling of Norland's annexation of Solvia in 2014": the year is that of
/// the innermost event, not of the verb far away from it.
fn year(words: &mut [Word], at: usize) {
    let w = &words[at];
    let is_year = w.form.len() == 4 && w.form.bytes().all(|b| b.is_ascii_digit());
    let in_year = at > 1 && words[at - 1].form.eq_ignore_ascii_case("in") && words[at - 1].head == Some(at);
    if !is_year || !in_year || !w.deprel.is("obl") {
        return;
    }
    let (Some(verb), last) = (w.head, at - 2) else {
        return;
    };
    // The event ends right in front of the year: "annexation" of "Norland's annexation of Solvia".
    let Some(event) = words[last]
        .head
        .filter(|&h| h < last && words[last].deprel.is("nmod"))
    else {
        return;
    };
    let possessed = words
        .iter()
        .any(|c| c.head == Some(event) && c.deprel.as_str() == "nmod:poss");
    // Nested at least once: right under the verb either may be meant.
    let nested = words[event].head != Some(verb) && above(words, event).any(|h| h == verb);
    if words[event].upos == Upos::Noun && possessed && nested {
        attach(words, at, Some(event), "nmod");
    }
}

/// "Berg doubts that the firm has paid": a name, a plural that is a verb as well, and "that" with a clause.
fn says_that(words: &mut [Word], at: usize) {
    let Some(name) = at.checked_sub(1) else { return };
    let w = &words[at];
    let lower = w.form.to_lowercase();
    let base = lower
        .strip_suffix('s')
        .filter(|b| w.form == lower && lexicon::knows(b, WordClass::Verb));
    let named = words[name].upos == Upos::Propn
        && words[name].head == Some(at)
        && words[name].deprel.is("compound")
        && !words.iter().any(|c| c.head == Some(at) && c.deprel.is("det"));
    let that = words.get(at + 1).is_some_and(|t| t.form == "that");
    // The clause has a subject of its own, so that "that" is none.
    let clause = words.iter().position(|c| {
        c.head == Some(at) && c.upos == Upos::Verb && matches!(c.deprel.base(), "ccomp" | "acl")
    });
    let own_subject = clause.is_some_and(|c| {
        words
            .iter()
            .enumerate()
            .any(|(i, s)| i > at + 1 && s.head == Some(c) && s.deprel.is("nsubj"))
    });
    let (Some(base), Some(clause)) = (base.map(str::to_owned), clause) else {
        return;
    };
    if w.upos != Upos::Noun || w.xpos != "NNS" || w.head.is_some() || !named || !that || !own_subject {
        return;
    }
    make_finite(&mut words[at], "VBZ", base);
    attach(words, name, Some(at), "nsubj");
    attach(words, clause, Some(at), "ccomp");
    attach(words, at + 1, Some(clause), "mark");
}

/// "The summit cost $15 million": before a sum of money "cost" is the verb, and the noun in front its subject.
fn priced(words: &mut [Word], at: usize) {
    let Some(subject) = at.checked_sub(1) else { return };
    let w = &words[at];
    let form = w.form.as_str();
    let before_money = words.get(at + 1).is_some_and(|n| n.upos == Upos::Sym);
    let compound = words[subject].head == Some(at)
        && words[subject].deprel.is("compound")
        && matches!(words[subject].upos, Upos::Noun | Upos::Propn);
    let governor = w.head.map(|h| words[h].upos);
    let clause = matches!(governor, None | Some(Upos::Verb));
    if w.upos != Upos::Noun || !matches!(form, "cost" | "costs") || !before_money || !compound || !clause {
        return;
    }
    let xpos = if form == "costs" {
        "VBZ"
    } else if words[subject].xpos.ends_with('S') {
        "VBP"
    } else {
        "VBD"
    };
    make_finite(&mut words[at], xpos, "cost".to_owned());
    if let Some(head) = words[at].head {
        attach(words, at, Some(head), "ccomp");
    }
    for (i, w) in words.iter_mut().enumerate() {
        // The article and the adjectives in front are the subject's.
        if i < subject && w.head == Some(at) {
            w.head = Some(subject);
        }
    }
    attach(words, subject, Some(at), "nsubj");
    attach(words, at + 1, Some(at), "obj");
}

/// "which the two presidents signed": without an auxiliary, what has an object is no passive.
fn active(words: &mut [Word], subject: usize) {
    let Some(verb) = words[subject].head.filter(|&h| h > subject) else {
        return;
    };
    let of = |relation: &str| {
        words
            .iter()
            .any(|c| c.head == Some(verb) && c.deprel.as_str() == relation)
    };
    // "It changed course, and the trustees voted": beside a verb in the past stands another in the past.
    let beside = words[verb].head.is_some_and(|v| {
        let auxiliary = words.iter().any(|c| c.head == Some(v) && c.deprel.is("aux"));
        words[verb].deprel.is("conj") && words[v].xpos == "VBD" && !auxiliary && subject > v
    });
    if words[subject].deprel.as_str() == "nsubj:pass"
        && words[verb].upos == Upos::Verb
        && (of("obj") || beside)
        && !of("obl:agent")
        && !of("aux:pass")
        && !of("aux")
    {
        attach(words, subject, Some(verb), "nsubj");
        words[verb].label_confidence = words[verb].label_confidence.max(MENDED);
        if beside {
            let lemma = std::mem::take(&mut words[verb].lemma);
            make_finite(&mut words[verb], "VBD", lemma);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    /// Subject, verb and object of every statement with a subject and an object.
    fn said(text: &str) -> Vec<String> {
        let reading = read_plainly(text);
        reading
            .statements
            .iter()
            .filter_map(|s| {
                let subject = &s.subject.as_ref()?.phrase.lemma;
                let object = &s.objects.first()?.phrase.lemma;
                Some(format!("{subject} {} {object}", s.predicate.lemma))
            })
            .collect()
    }

    #[test]
    fn a_perfect_is_one_verb_whatever_stands_inside() {
        for text in [
            "The minister has for the first time accepted the offer.",
            "The minister has in recent weeks accepted the offer.",
        ] {
            assert!(
                said(text).contains(&"minister accept offer".to_owned()),
                "{text}: {:?}",
                said(text)
            );
        }
        let owned = said("The minister has in Bergen an office that was closed.");
        assert!(owned.contains(&"minister have office".to_owned()), "{owned:?}");
    }

    #[test]
    fn a_fine_has_two_objects_and_a_name_is_called_something() {
        for (text, object) in [
            ("The office fined the company €21m on Friday.", "the company"),
            ("A source called Anna Berg a liar.", "Anna Berg"),
        ] {
            let reading = read_plainly(text);
            let s = &reading.statements[0];
            assert!(
                s.read && s.objects.iter().any(|o| o.phrase.text == object),
                "{s:?}"
            );
        }
    }

    #[test]
    fn a_gerund_before_an_article_has_an_object() {
        let ruled_out = said("The minister has ruled out closing the northern harbour.");
        assert!(
            ruled_out.contains(&"minister close harbour".to_owned()),
            "{ruled_out:?}"
        );
        let including = said("The minister closed five ports including the northern harbour.");
        assert!(!including.iter().any(|s| s.contains("include")), "{including:?}");
    }

    #[test]
    fn who_doubts_asserts_nothing() {
        let reading = read_plainly("Macron doubts that Putin has accepted the idea.");
        let accepted = reading.statements.iter().find(|s| s.predicate.lemma == "accept");
        assert!(
            accepted.is_some_and(|s| s.source.speaker.is_some()),
            "{:?}",
            reading.statements
        );
    }

    #[test]
    fn before_a_sum_cost_is_a_verb() {
        for text in [
            "The summit cost $15 million, the envoy said.",
            "The envoy said the summit cost $15 million.",
        ] {
            let reading = read_plainly(text);
            let cost = reading.statements.iter().find(|s| s.predicate.lemma == "cost");
            assert!(
                cost.and_then(|s| s.subject.as_ref())
                    .is_some_and(|s| s.phrase.lemma == "summit"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_year_belongs_to_the_nested_event() {
        let text = "Trump repeated criticisms of Obama's handling of Russia's annexation of Crimea in 2012.";
        let reading = read_plainly(text);
        let dated: Vec<&str> = reading
            .statements
            .iter()
            .filter(|s| !s.times.is_empty())
            .map(|s| s.predicate.lemma.as_str())
            .collect();
        assert_eq!(dated, ["annex"]);
    }

    #[test]
    fn which_may_be_the_object() {
        let signed = said("The treaty, which the two presidents signed in Bergen, settles the border.");
        assert!(
            signed.iter().any(|s| s.starts_with("president sign")),
            "{signed:?}"
        );
    }
}
