//! Relative clauses that the parser takes for something else.
//!
//! - "Ferrant, whose death ended the inquiry, denied it": an adverbial clause to the parser.
//! - "24,300 runners started, of whom 23,816 finished": a part of them, with a verb of its own.
//! - "Berg, who is due on Monday, told reporters": the hearers tell, to the parser.
//! - "the ceasefire that they concluded": "that" is the object, not a conjunction.

use super::attach;
use crate::lexicon::classes;
use crate::reading::tree::{Deprel, Upos, Word};

pub(super) fn mend(words: &mut [Word]) {
    for i in 0..words.len() {
        whose(words, i);
        of_whom(words, i);
        with_whom(words, i);
        that(words, i);
        across(words, i);
    }
}

/// "Berg, who is due in Norland on Monday, told reporters", "Berg, for whom it is “a trick”, said": behind the comma
/// that ends the clause stands the verb of the name before it, where nothing else before that verb is its subject.
fn across(words: &mut [Word], name: usize) {
    let at = |i: usize| words.get(i);
    let comma = |i: usize| at(i).is_some_and(|w| w.form == ",");
    let large = |w: &Word| w.form.chars().next().is_some_and(char::is_uppercase);
    if !comma(name + 1) || !large(&words[name]) || matches!(words[name].upos, Upos::Verb | Upos::Pron) {
        return;
    }
    let first = name + 2;
    let preposition = at(first).is_some_and(|w| w.upos == Upos::Adp);
    let opens = at(first + usize::from(preposition))
        .is_some_and(|w| matches!(w.form.to_lowercase().as_str(), "who" | "whose" | "whom" | "which"));
    if !opens {
        return;
    }
    let finite = |w: &Word| w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ");
    let verbal = |w: &Word| matches!(w.upos, Upos::Verb | Upos::Aux);
    let slight = |w: &Word| w.upos == Upos::Adv || matches!(w.form.as_str(), "”" | "’" | "''");
    // The first comma with a finite verb behind it, no more than an adverb between.
    let found = (first + 2..words.len()).filter(|&i| comma(i)).find_map(|end| {
        let next = (end + 1..words.len()).find(|&i| !slight(&words[i]))?;
        let clause = words.get(first..end)?.iter().any(verbal);
        (finite(&words[next]) && clause).then_some((end, next))
    });
    let Some((end, verb)) = found else { return };
    // "who came, saw and told": one more thing that the clause says.
    let has_it = words[name].head == Some(verb) && words[name].deprel.is("nsubj");
    if words[verb].deprel.is("conj") || has_it {
        return;
    }
    let subject = |i: usize| words[i].head == Some(verb) && words[i].deprel.is("nsubj");
    let inside = |i: usize| (first..end).contains(&i);
    // "who was fined in 2016, a charge that he admitted, owed": what is set beside the clause has nothing to do with the verb.
    let beside = |i: usize| inside(i) && i >= 2 && words[i - 1].upos == Upos::Det && comma(i - 2);
    if (0..verb).any(|i| i != name && subject(i) && !beside(i)) || words[verb].head.is_some_and(inside) {
        return;
    }
    let says = |i: usize| {
        words[i].upos == Upos::Verb || words.iter().any(|c| c.head == Some(i) && c.deprel.is("cop"))
    };
    let Some(clause) = (first..end).find(|&i| says(i) && words[i].head.is_none_or(|h| !inside(h))) else {
        return;
    };
    let set_beside: Vec<usize> = (first..end).filter(|&i| subject(i)).collect();
    // A hearer behind the verb was taken for who speaks.
    if let Some(hearer) = (verb + 1..words.len()).find(|&i| subject(i)) {
        if !classes::standard().is("hearer-verb", &words[verb].lemma) {
            return;
        }
        words[hearer].deprel = Deprel::new("obj");
    }
    if words[clause].head != Some(name) {
        attach(words, clause, Some(name), "acl:relcl");
    }
    for noun in set_beside {
        attach(words, noun, Some(clause), "parataxis");
    }
    attach(words, name, Some(verb), "nsubj");
    if !words[name].upos.is_nominal() {
        words[name].upos = Upos::Propn;
        words[name].xpos = "NNP";
    }
}

/// "married the player, with whom she had three children": the clause belongs to the noun before the comma, whatever
/// the parser takes it for.
fn with_whom(words: &mut [Word], whom: usize) {
    let relative = matches!(words[whom].form.to_lowercase().as_str(), "whom" | "which");
    if !relative || whom < 3 || words[whom - 1].upos != Upos::Adp || words[whom - 2].form != "," {
        return;
    }
    let Some(verb) = words[whom].head.filter(|&v| v > whom) else {
        return;
    };
    let own = words
        .iter()
        .any(|c| c.head == Some(verb) && matches!(c.deprel.base(), "nsubj" | "aux"));
    let misled = matches!(
        words[verb].deprel.as_str(),
        "ccomp" | "advcl" | "parataxis" | "conj" | "dep"
    );
    let noun = words[..whom - 2].iter().rposition(|w| {
        matches!(w.upos, Upos::Noun | Upos::Propn) && !w.deprel.is("flat") && !w.deprel.is("compound")
    });
    if let Some(noun) = noun.filter(|&n| own && misled && words[verb].head.is_some_and(|h| h <= n)) {
        attach(words, verb, Some(noun), "acl:relcl");
    }
}

/// A relative clause lacks what its noun stands for: behind the noun, "that" is its object where it has a subject and
/// no object ("the truce that both sides signed").
fn that(words: &mut [Word], at: usize) {
    let word = &words[at];
    if !word.form.eq_ignore_ascii_case("that") || !word.deprel.is("mark") || at == 0 {
        return;
    }
    let Some(verb) = word.head.filter(|&v| {
        words[v].deprel.as_str() == "acl:relcl"
            && words[v].upos == Upos::Verb
            && words[v].head == Some(at - 1)
    }) else {
        return;
    };
    let has = |relations: &[&str]| {
        words
            .iter()
            .any(|c| c.head == Some(verb) && relations.contains(&c.deprel.as_str()))
    };
    // "the day that he came", "the way that they work" are said of how and when.
    let circumstance = matches!(
        words[at - 1].lemma.as_str(),
        "way" | "day" | "time" | "moment" | "year" | "reason" | "fact"
    );
    // "convinced everyone that he was right", "told the crowd that …": what is said, whatever the tree calls it.
    let hearer = words[at - 1].upos == Upos::Pron
        || words[at - 1]
            .head
            .is_some_and(|h| classes::standard().is("hearer-verb", &words[h].lemma));
    if hearer {
        return;
    }
    if has(&["nsubj"]) && !has(&["obj", "ccomp", "xcomp", "cop", "aux:pass"]) && !circumstance {
        attach(words, at, Some(verb), "obj");
        words[at].upos = Upos::Pron;
        words[at].xpos = "WDT";
    }
}

/// The clause belongs to the noun before the comma.
fn whose(words: &mut [Word], at: usize) {
    if !words[at].form.eq_ignore_ascii_case("whose") || at < 2 {
        return;
    }
    let verb = super::above(words, at).find(|&v| matches!(words[v].upos, Upos::Verb | Upos::Adj) && v > at);
    let Some(verb) = verb.filter(|&v| words[v].deprel.is("advcl")) else {
        return;
    };
    if words[at - 1].form != "," {
        return;
    }
    let mut noun = at - 2;
    while let Some(head) = words[noun]
        .head
        .filter(|&h| h < noun && words[noun].deprel.is("flat") && words[h].upos == words[noun].upos)
    {
        noun = head;
    }
    if matches!(words[noun].upos, Upos::Noun | Upos::Propn) {
        attach(words, verb, Some(noun), "acl:relcl");
    }
}

/// The number is what the verb is said of; "of whom" hangs on it, and the clause on the noun that they are a part of.
fn of_whom(words: &mut [Word], whom: usize) {
    let relative = matches!(words[whom].form.to_lowercase().as_str(), "whom" | "which");
    let of = whom > 0 && words[whom - 1].form.eq_ignore_ascii_case("of");
    if !relative || !of {
        return;
    }
    let Some(part) = (whom + 1..words.len().min(whom + 8)).find(|&i| {
        let w = &words[i];
        matches!(
            w.upos,
            Upos::Num | Upos::Noun | Upos::Pron | Upos::Adj | Upos::Det
        ) && w.deprel.is("nsubj")
    }) else {
        return;
    };
    let Some(verb) = words[part].head.filter(|&v| v > part) else {
        return;
    };
    let parted = words[whom].head.filter(|&h| h < whom && h != verb);
    let Some(above) = parted.or_else(|| words[verb].head.filter(|&h| h < whom)) else {
        return;
    };
    // The plural noun that stands nearest, with the verb between or without.
    let noun = (0..whom - 1)
        .rev()
        .find(|&n| words[n].upos == Upos::Noun && words[n].xpos == "NNS" && words[n].head.is_some())
        .filter(|&n| words[n].head == Some(above) || n == above);
    if let Some(noun) = noun {
        attach(words, whom, Some(part), "nmod");
        attach(words, verb, Some(noun), "acl:relcl");
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn that_is_the_object_of_its_clause() {
        let reading =
            read_plainly("Hill and Bell defended the ceasefire that Ostby and Larsen concluded in Oslo.");
        let object = reading
            .statements
            .iter()
            .find(|s| s.predicate.lemma == "conclude")
            .and_then(|s| s.objects.first())
            .map(|o| o.phrase.lemma.as_str());
        assert_eq!(object, Some("ceasefire"));
    }
}
