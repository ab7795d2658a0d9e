//! Names that are known beforehand: "Norda Air cut wages" has no "Air cut" in it.
//!
//! The parser knows no list of names, and takes the words of a name apart where they are words of the language.

use super::{MENDED, attach, is_tree};
use crate::reading::names::Mention;
use crate::reading::tree::{Tree, Upos, Word};

/// Makes one phrase of each known name of several words.
pub(crate) fn hold_names<'m>(tree: &mut Tree, known: impl Iterator<Item = &'m Mention>) {
    let mut mended: Option<Vec<Word>> = None;
    for name in known.filter(|m| m.first < m.last) {
        let words = mended.as_deref().unwrap_or(&tree.words);
        let mut own = words.to_vec();
        if hold(&mut own, name) && is_tree(&own) {
            mended = Some(own);
        }
    }
    if let Some(words) = mended {
        *tree = Tree::new(words);
    }
}

/// Whether anything had to be put right.
fn hold(words: &mut [Word], name: &Mention) -> bool {
    let inside = name.first..=name.last;
    if !inside.clone().all(|i| begins_large(&words[i])) || inside.clone().any(|i| words[i].upos == Upos::Verb)
    {
        return false;
    }
    let tops: Vec<usize> = inside
        .clone()
        .filter(|&i| words[i].head.is_none_or(|h| !inside.contains(&h)))
        .collect();
    let inner = |i: &usize| {
        matches!(
            words[*i].deprel.base(),
            "compound" | "amod" | "flat" | "det" | "nmod"
        )
    };
    // "Nora Vesely died": what takes part in the clause, rather than what was taken for an adverb.
    let takes_part = |i: &usize| matches!(words[*i].deprel.base(), "nsubj" | "obj" | "iobj" | "obl");
    let last = || tops.iter().rev().copied();
    let Some(top) = last()
        .find(takes_part)
        .or_else(|| last().find(|i| !inner(i)))
        .or(tops.last().copied())
    else {
        return false;
    };
    let mut changed = false;
    for &other in tops.iter().filter(|&&i| i != top) {
        attach(
            words,
            other,
            Some(top),
            if other > top { "flat" } else { "compound" },
        );
        changed = true;
    }
    for (i, w) in words.iter_mut().enumerate() {
        let strays = !inside.contains(&i)
            && w.upos != Upos::Punct
            && w.head.is_some_and(|h| h != top && inside.contains(&h));
        if strays {
            w.head = Some(top);
            changed = true;
        }
    }
    changed | sure_subject(words, top, name.last)
}

/// "Norda Air cut wages": with the name whole, what follows it at once is its verb, and can be no noun.
fn sure_subject(words: &mut [Word], top: usize, last: usize) -> bool {
    let verb = last + 1;
    let follows = words[top].head == Some(verb)
        && words[top].deprel.as_str() == "nsubj"
        && words
            .get(verb)
            .is_some_and(|w| w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ" | "VBP"));
    if !follows {
        return false;
    }
    for (i, w) in words.iter_mut().enumerate() {
        let object = i > verb && w.head == Some(verb) && w.deprel.as_str() == "obj";
        if i == top || object {
            w.head_confidence = w.head_confidence.max(MENDED);
            w.label_confidence = w.label_confidence.max(MENDED);
        }
    }
    true
}

/// A word of a name as names are written: with a capital, or a small word between.
fn begins_large(word: &Word) -> bool {
    word.form
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        || matches!(
            word.upos,
            Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Punct
        )
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_english;
    use crate::reading::names::{NameEntry, NameKind, Names};

    #[test]
    fn a_known_name_stays_whole() {
        let names = Names::new(vec![NameEntry {
            id: 0,
            kind: NameKind::Organisation,
            name: "Norda Air".to_owned(),
            also: Vec::new(),
        }]);
        let (_, reading) = read_english("Norda Air slashed wages at five bases.", &[], &names, None);
        let statement = &reading.statements[0];
        let subject = statement.subject.as_ref().map(|s| s.phrase.text.as_str());
        assert_eq!(subject, Some("Norda Air"));
        assert_eq!(statement.objects[0].phrase.text, "wages");
        assert!(statement.confidence > 0.5, "{}", statement.confidence);
    }

    #[test]
    fn a_surname_is_no_adverb() {
        let names = Names::new(vec![NameEntry {
            id: 0,
            kind: NameKind::Person,
            name: "Nora Vesely".to_owned(),
            also: Vec::new(),
        }]);
        let (_, reading) = read_english("Nora Vesely died in Oban on 16 November 2025.", &[], &names, None);
        let subject = reading.statements[0]
            .subject
            .as_ref()
            .map(|s| s.phrase.text.as_str());
        assert_eq!(subject, Some("Nora Vesely"));
    }
}
