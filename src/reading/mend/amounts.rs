//! What stands behind "by" and is no doer: "fell by 12%", "was adopted by 38 votes to 26".
//!
//! The parser takes whatever follows "by" behind a past form for the one who did it, and the verb then for a passive.
//! A percentage, a sum of money, a measure or a tally of votes does nothing.

use super::{attach, finite_features};
use crate::lexicon::classes;
use crate::reading::tree::{Deprel, Upos, Word};
use crate::value::unit::units;

/// Makes circumstances of amounts that were taken for agents, and the subject of what stands between them and a place.
pub(super) fn mend(words: &mut [Word]) {
    for i in 0..words.len() {
        age(words, i);
        worth(words, i);
        and_a_half(words, i);
        power_over(words, i);
        if words[i].deprel.as_str() == "obl:agent" && is_amount(words, i) {
            words[i].deprel = Deprel::new("obl");
            if let Some(verb) = words[i].head.filter(|&v| !has_auxiliary(words, Some(v))) {
                subject_behind_place(words, verb);
                active(words, verb);
            }
        }
    }
}

/// "has lasted three and a half years": one length, no three of anything beside half a year.
fn and_a_half(words: &mut [Word], half: usize) {
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    let number = half.wrapping_sub(3);
    let parts = words[half].form.eq_ignore_ascii_case("half")
        && half >= 3
        && form(half - 2).eq_ignore_ascii_case("and")
        && form(half - 1).eq_ignore_ascii_case("a")
        && words[number].upos == Upos::Num;
    let plural = words.get(half + 1).is_some_and(|n| n.xpos == "NNS");
    if !parts || !plural || words[number].head == Some(half + 1) {
        return;
    }
    attach(words, number, Some(half + 1), "nummod");
    attach(words, half, Some(number), "conj");
    attach(words, half - 2, Some(half), "cc");
    attach(words, half - 1, Some(half), "det");
}

/// "control over two regions" is of two, not of more than two.
fn power_over(words: &mut [Word], over: usize) {
    let held = over > 0
        && words[over].form.eq_ignore_ascii_case("over")
        && words[over].deprel.is("advmod")
        && words[over - 1].upos == Upos::Noun
        && classes::standard().is("power-noun", &words[over - 1].lemma);
    let Some(number) = words[over].head.filter(|&n| held && words[n].upos == Upos::Num) else {
        return;
    };
    let Some(noun) = words[number]
        .head
        .filter(|&n| n > number && words[n].upos == Upos::Noun)
    else {
        return;
    };
    attach(words, over, Some(noun), "case");
    words[over].upos = Upos::Adp;
    words[over].xpos = "IN";
    attach(words, noun, Some(over - 1), "nmod");
}

/// "His wife, Samantha, 41, was cleared": a bare number between commas behind a name is an age, no member of a list.
fn age(words: &mut [Word], at: usize) {
    let w = &words[at];
    let comma = |i: usize| words.get(i).is_some_and(|w| w.form == ",");
    if at < 2 || w.upos != Upos::Num || !w.deprel.is("conj") || !comma(at - 1) || !comma(at + 1) {
        return;
    }
    if words.iter().any(|c| c.head == Some(at) && c.deprel.is("cc")) {
        return;
    }
    let mut name = at - 2;
    while let Some(head) = words[name]
        .head
        .filter(|&h| h < name && matches!(words[name].deprel.base(), "flat" | "compound"))
    {
        name = head;
    }
    // Of two conjuncts the second hangs on the first: the name itself, or what the name stands in a list with.
    let beside = words[name].head == words[at].head || words[at].head == Some(name);
    if words[name].upos == Upos::Propn && beside {
        attach(words, at, Some(name), "appos");
    }
}

/// "bonds worth 30 billion crowns a year", "jewellery worth £88,000": the amount says how much they are worth, and
/// is nothing that somebody sells or steals beside them.
fn worth(words: &mut [Word], at: usize) {
    let Some(thing) = at
        .checked_sub(1)
        .filter(|&n| words[at].form == "worth" && matches!(words[n].upos, Upos::Noun | Upos::Propn))
    else {
        return;
    };
    let number = |w: &Word| w.upos == Upos::Num;
    let Some(amount) = (match words.get(at + 1) {
        Some(w) if w.upos == Upos::Sym => Some(at + 1),
        Some(w) if number(w) => (at + 2..words.len())
            .find(|&i| !number(&words[i]))
            .filter(|&i| words[i].upos == Upos::Noun && words[i - 1].head == Some(i)),
        // "worth a year's salary"
        _ => (at + 2..words.len()).take(3).find(|&i| {
            words[i].upos == Upos::Noun
                && words[i].head == Some(thing)
                && words[i].deprel.as_str() == "obl:unmarked"
        }),
    }) else {
        return;
    };
    if words[amount].head == Some(at) {
        return;
    }
    let (head, relation) = (words[amount].head, words[amount].deprel);
    let taken =
        words[thing].head == Some(amount) || words[thing].head == head && words[thing].deprel.is("iobj");
    if taken {
        attach(words, thing, head, relation.as_str());
    }
    attach(words, at, Some(thing), "amod");
    attach(words, amount, Some(at), "obj");
    // "from the museum" hung on the amount, of which nothing is "from".
    if let Some(verb) = head {
        for i in amount + 1..words.len() {
            if words[i].head == Some(amount) && words[i].deprel.is("nmod") {
                attach(words, i, Some(verb), "obl");
            }
        }
    }
}

/// "8%", "£3m", "a third", "38 votes", "40 tonnes", "a majority of 12".
fn is_amount(words: &[Word], at: usize) -> bool {
    let w = &words[at];
    let child = |relation: &str| words.iter().any(|c| c.head == Some(at) && c.deprel.is(relation));
    let lemma = w.lemma.to_lowercase();
    if w.upos == Upos::Sym || w.upos == Upos::Num && !has_auxiliary(words, w.head) {
        return true;
    }
    let measure = || {
        units().iter().any(|u| {
            u.words
                .iter()
                .any(|form| matches!(&form[..], [one] if *one == lemma))
        })
    };
    w.upos == Upos::Noun && (classes::standard().is("degree-noun", &lemma) || child("nummod") && measure())
}

fn has_auxiliary(words: &[Word], verb: Option<usize>) -> bool {
    words
        .iter()
        .any(|c| verb.is_some() && c.head == verb && c.deprel.as_str() == "aux:pass")
}

/// "Sales slipped by 8%": what has neither an auxiliary nor a doer is no passive, wherever a clause may stand.
fn active(words: &mut [Word], verb: usize) {
    let clause = ["root", "ccomp", "conj", "parataxis", "advcl", "acl:relcl"];
    let w = &words[verb];
    if w.xpos != "VBN" || !clause.iter().any(|r| w.deprel.as_str() == *r) {
        return;
    }
    let subject = (0..verb).find(|&i| words[i].head == Some(verb) && words[i].deprel.is("nsubj"));
    let Some(subject) = subject else { return };
    if words.iter().any(|c| c.head == Some(verb) && c.deprel.is("aux")) {
        return;
    }
    words[subject].deprel = Deprel::new("nsubj");
    words[verb].xpos = "VBD";
    finite_features("VBD").clone_into(&mut words[verb].feats);
}

/// "In Germany turnover jumped by 21%": what the verb lacks is its subject, which was taken for the place's noun.
fn subject_behind_place(words: &mut [Word], verb: usize) {
    let child = |head: usize, relation: &str| {
        words
            .iter()
            .position(|c| c.head == Some(head) && c.deprel.is(relation))
    };
    if child(verb, "nsubj").is_some() {
        return;
    }
    let Some(noun) = verb
        .checked_sub(1)
        .filter(|&n| words[n].head == Some(verb) && words[n].upos == Upos::Noun && words[n].deprel.is("obl"))
    else {
        return;
    };
    let Some(name) = child(noun, "compound").filter(|&p| words[p].upos == Upos::Propn && p + 1 == noun)
    else {
        return;
    };
    let Some(case) = child(noun, "case").filter(|&c| c < name) else {
        return;
    };
    for i in 0..name {
        if i != case && words[i].head == Some(noun) {
            let relation = words[i].deprel.as_str();
            attach(words, i, Some(name), relation);
        }
    }
    attach(words, case, Some(name), "case");
    attach(words, name, Some(verb), "obl");
    attach(words, noun, Some(verb), "nsubj");
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn what_something_is_worth_is_no_object_beside_it() {
        for (text, object) in [
            (
                "The bank will sell bonds worth 30 billion crowns a year.",
                "bonds worth 30 billion crowns",
            ),
            ("The company bought shares worth $2bn.", "shares worth $2bn"),
            (
                "Thieves stole jewellery worth £88,000 from the museum.",
                "jewellery worth £88,000",
            ),
        ] {
            let reading = read_plainly(text);
            let statement = &reading.statements[0];
            assert!(statement.read, "{text}: {statement:#?}");
            let said = statement.objects.first().map(|o| o.phrase.text.as_str());
            assert_eq!(said, Some(object), "{text}");
        }
    }

    #[test]
    fn an_amount_does_nothing() {
        for (text, verb, subject, passive) in [
            ("Sales slipped by 8% from £1.72bn.", "slip", Some("Sales"), false),
            ("Annual profit fell by 12%.", "fall", Some("Annual profit"), false),
            (
                "In Germany turnover jumped by 21%.",
                "jump",
                Some("turnover"),
                false,
            ),
            (
                "Their amendment was adopted by 38 votes to 26.",
                "adopt",
                None,
                true,
            ),
            ("Output was cut by 40 tonnes.", "cut", None, true),
            (
                "His plan was rejected by 12 members.",
                "reject",
                Some("12 members"),
                true,
            ),
        ] {
            let reading = read_plainly(text);
            let statement = &reading.statements[0];
            assert_eq!(statement.predicate.lemma, verb, "{text}");
            assert_eq!(statement.predicate.passive, passive, "{text}");
            let said = statement.subject.as_ref().map(|s| s.phrase.text.as_str());
            assert_eq!(said, subject, "{text}");
        }
    }
}
