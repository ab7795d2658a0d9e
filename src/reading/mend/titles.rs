//! Titles before names: "Secretary of State Marco Rubio", "US special envoy Steve Witkoff".

use super::{above, attach};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::{Deprel, Upos, Word};

/// The name heads its title, which hangs on it as `nmod:desc`, however many words the title has.
pub(super) fn mend(words: &mut [Word]) {
    for given in 0..words.len() {
        given_name(words, given);
    }
    for name in 1..words.len() {
        loose_title(words, name);
    }
    for name in 1..words.len() {
        holder_of_office(words, name);
    }
    for name in 1..words.len() {
        let w = &words[name];
        let Some(title) = w.head.filter(|&h| h < name) else {
            continue;
        };
        let before = &words[name - 1];
        let named = w.upos == Upos::Propn
            && matches!(
                w.deprel.as_str(),
                "appos" | "nmod" | "flat" | "nmod:desc" | "nmod:unmarked"
            )
            && !matches!(
                before.upos,
                Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Det | Upos::Verb
            )
            && !words
                .iter()
                .any(|c| c.head == Some(name) && matches!(c.deprel.base(), "case" | "det" | "nsubj" | "cop"));
        let is_title = matches!(words[title].upos, Upos::Noun | Upos::Propn)
            && classes::standard().is("title", &words[title].lemma.to_lowercase())
            && !classes::standard().is("title-in-names", &words[title].lemma.to_lowercase());
        // Everything from the title to the name is the title's: "Secretary of State" + "Marco".
        let together = (title + 1..name).all(|i| above(words, i).any(|h| h == title));
        if !named || !is_title || !together {
            continue;
        }
        let (head, relation) = (words[title].head, words[title].deprel);
        let last = last_of_name(words, name);
        if head.is_some_and(|h| (name..=last).contains(&h)) {
            continue;
        }
        attach(words, name, head, relation.as_str());
        attach(words, title, Some(name), "nmod:desc");
        for (i, w) in words.iter_mut().enumerate() {
            // What follows is said of the person.
            if i > last && w.head == Some(title) {
                w.head = Some(name);
            }
            if w.head == Some(title) && matches!(w.deprel.as_str(), "case" | "nmod:poss") && i < title {
                w.head = Some(name);
            }
            // Further words of the name that hung on the title.
            if i > name && i <= last && w.head != Some(name) {
                w.head = Some(name);
                w.deprel = Deprel::new("flat");
            }
        }
    }
}

/// "The chief executive of Norvik Energy, Tom Lind, spoke": the name between the commas is the executive's, not the
/// firm's.
fn holder_of_office(words: &mut [Word], name: usize) {
    let w = &words[name];
    let Some(firm) = w
        .head
        .filter(|&h| h < name && w.deprel.is("appos") && w.upos == Upos::Propn)
    else {
        return;
    };
    let Some(office) = words[firm]
        .head
        .filter(|&o| o < firm && words[firm].deprel.is("nmod"))
    else {
        return;
    };
    let lemma = words[office].lemma.to_lowercase();
    let chief = office
        .checked_sub(1)
        .map(|before| format!("{} {lemma}", words[before].lemma.to_lowercase()));
    let of_one = classes::standard().is("title", &lemma)
        || classes::standard().is("office", &lemma)
        || chief.is_some_and(|chief| classes::standard().is("office", &chief));
    let has = |head: usize, relation: &str| {
        words
            .iter()
            .any(|c| c.head == Some(head) && c.deprel.is(relation))
    };
    // A first and a last name, and no word that a firm or a place has.
    let person = words
        .get(name + 1)
        .is_some_and(|next| next.upos == Upos::Propn && next.head == Some(name))
        && !has(name, "det")
        && !lexicon::is_place(&words[name].form);
    if of_one && person && words[office].upos == Upos::Noun && has(office, "det") {
        attach(words, name, Some(office), "appos");
    }
}

/// "The novelist Ines Calder won": a noun for a person or a firm right before a name, which the tree hangs on the verb
/// beside the name, is the name's title.
fn loose_title(words: &mut [Word], name: usize) {
    let title = name - 1;
    let (t, n) = (&words[title], &words[name]);
    let beside = t.upos == Upos::Noun
        && n.upos == Upos::Propn
        && n.deprel.is("nsubj")
        && t.head == n.head
        && matches!(
            t.deprel.as_str(),
            "obl:unmarked" | "nsubj:outer" | "dislocated" | "nsubj"
        );
    let lemma = t.lemma.to_lowercase();
    let person = beside
        && (classes::standard().is("title", &lemma)
            || ["person", "organization", "group"]
                .iter()
                .any(|kind| lemma == *kind || lexicon::is_kind_of(&lemma, kind, WordClass::Noun)));
    if person {
        attach(words, title, Some(name), "nmod:desc");
    }
}

/// "Ole Hanson": a word before a name that is neither a title nor a word of the dictionary is a given name,
/// the head of the name.
fn given_name(words: &mut [Word], given: usize) {
    let (w, surname) = (&words[given], given + 1);
    let lower = w.form.trim_end_matches('.').to_lowercase();
    let classes = classes::standard();
    let title = classes.is("title", &lower)
        || classes.is("honorific", &lower)
        || w.form.ends_with('.')
        || w.form == w.form.to_uppercase()
        || lexicon::knows(&lower, WordClass::Noun);
    let before_name = w.upos == Upos::Propn
        && w.deprel.as_str() == "nmod:desc"
        && w.head == Some(surname)
        && words
            .get(surname)
            .is_some_and(|s| s.upos == Upos::Propn && !s.deprel.is("flat"));
    let alone = !words.iter().any(|c| c.head == Some(given));
    if title || !before_name || !alone {
        return;
    }
    let (head, relation) = (words[surname].head, words[surname].deprel);
    attach(words, given, head, relation.as_str());
    for (i, w) in words.iter_mut().enumerate() {
        if w.head == Some(surname) && i != given {
            w.head = Some(given);
        }
    }
    attach(words, surname, Some(given), "flat");
}

/// Last word of the run of proper nouns that begins at `name`.
fn last_of_name(words: &[Word], name: usize) -> usize {
    let belongs = |i: usize| {
        words[i].upos == Upos::Propn
            && words[i]
                .head
                .is_some_and(|h| h >= name && h < i || words[h].head == Some(name))
            && words[i].deprel.is("flat")
    };
    (name + 1..words.len())
        .take_while(|&i| belongs(i))
        .last()
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::StatementKind;

    #[test]
    fn a_title_is_a_role_of_the_person_named() {
        for (text, name, role) in [
            (
                "Foreign Secretary Anna Bell signed the treaty.",
                "Anna Bell",
                "Secretary",
            ),
            (
                "Secretary of State Anna Bell, who also came, signed the treaty.",
                "Anna Bell",
                "Secretary",
            ),
            (
                "The agency heard special envoy Tomas Reyes on Monday.",
                "Tomas Reyes",
                "envoy",
            ),
        ] {
            let reading = read_plainly(text);
            let found = reading.statements.iter().any(|s| {
                s.kind == StatementKind::Role
                    && s.subject.as_ref().is_some_and(|a| a.phrase.lemma == name)
                    && s.objects
                        .iter()
                        .any(|a| a.phrase.text.to_lowercase().contains(&role.to_lowercase()))
            });
            let said: Vec<String> = reading
                .statements
                .iter()
                .map(|s| format!("{:?} {:?}", s.kind, s.subject.as_ref().map(|a| &a.phrase.text)))
                .collect();
            assert!(found, "{text}: {said:?}");
        }
    }
}
