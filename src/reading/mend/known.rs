//! Names that are known beforehand: "Norda Air cut wages" has no "Air cut" in it.
//!
//! The parser knows no list of names, and takes the words of a name apart where they are words of the language.

use super::{MENDED, attach, is_tree};
use crate::reading::names::Mention;
use crate::reading::tree::{Deprel, Tree, Upos, Word};

/// Makes one phrase of each known name of several words.
pub(crate) fn hold_names<'m>(tree: &mut Tree, known: impl Iterator<Item = &'m Mention>) {
    let mut mended: Option<Vec<Word>> = None;
    for name in known.filter(|m| m.first < m.last) {
        let words = mended.as_deref().unwrap_or(&tree.words);
        // Most names are whole: nothing is copied for them.
        let Some(taken_apart) = TakenApart::find(words, name) else {
            continue;
        };
        let mut own = words.to_vec();
        taken_apart.mend(&mut own);
        if is_tree(&own) {
            mended = Some(own);
        }
    }
    if let Some(words) = mended {
        *tree = Tree::new(words);
    }
}

/// A name with something to put right.
struct TakenApart {
    /// The words of the name that hang on none of it.
    tops: Vec<usize>,
    /// That of them which stands for the whole.
    top: usize,
    /// Words outside that hang on another word of the name.
    strays: Vec<usize>,
    /// Words of the name that were taken for another member of a list: "Brandt & Ohlsen".
    listed: Vec<usize>,
    last: usize,
}

impl TakenApart {
    fn find(words: &[Word], name: &Mention) -> Option<Self> {
        let inside = name.first..=name.last;
        let written = inside
            .clone()
            .all(|i| begins_large(&words[i]) && words[i].upos != Upos::Verb);
        if !written {
            return None;
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
        let top = last()
            .find(takes_part)
            .or_else(|| last().find(|i| !inner(i)))
            .or_else(|| tops.last().copied())?;
        let strays: Vec<usize> = (0..words.len())
            .filter(|i| {
                !inside.contains(i)
                    && words[*i].upos != Upos::Punct
                    && words[*i].head.is_some_and(|h| h != top && inside.contains(&h))
            })
            .collect();
        let listed: Vec<usize> = inside
            .clone()
            .filter(|&i| i != top && matches!(words[i].deprel.base(), "conj" | "cc"))
            .collect();
        let wrong = tops.len() > 1
            || !listed.is_empty()
            || !strays.is_empty()
            || is_subject_of_next(words, top, name.last);
        wrong.then_some(Self {
            tops,
            top,
            strays,
            listed,
            last: name.last,
        })
    }

    fn mend(&self, words: &mut [Word]) {
        let top = self.top;
        for &other in self.tops.iter().filter(|&&i| i != top) {
            let relation = if other > top { "flat" } else { "compound" };
            attach(words, other, Some(top), relation);
        }
        for &member in self.listed.iter().filter(|i| !self.tops.contains(i)) {
            words[member].deprel = Deprel::new("flat");
        }
        for &stray in &self.strays {
            words[stray].head = Some(top);
        }
        if is_subject_of_next(words, top, self.last) {
            sure_subject(words, top, self.last + 1);
        }
    }
}

/// "Norda Air cut wages": with the name whole, what follows it at once is its verb, and can be no noun.
fn is_subject_of_next(words: &[Word], top: usize, last: usize) -> bool {
    let verb = last + 1;
    words[top].head == Some(verb)
        && words[top].deprel.as_str() == "nsubj"
        && words
            .get(verb)
            .is_some_and(|w| w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ" | "VBP"))
}

/// Makes the links of the verb to its subject and object sure.
fn sure_subject(words: &mut [Word], top: usize, verb: usize) {
    for (i, w) in words.iter_mut().enumerate() {
        let object = i > verb && w.head == Some(verb) && w.deprel.as_str() == "obj";
        if i == top || object {
            w.head_confidence = w.head_confidence.max(MENDED);
            w.label_confidence = w.label_confidence.max(MENDED);
        }
    }
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
    use crate::reading::Reading;
    use crate::reading::english::read_english;
    use crate::reading::names::{NameEntry, NameKind, Names};

    /// What is read where the name is known.
    fn read(kind: NameKind, name: &str, text: &str) -> Reading {
        let names = Names::new(vec![NameEntry {
            id: 0,
            kind,
            name: name.to_owned(),
            also: Vec::new(),
        }]);
        read_english(text, &[], &names, None).1
    }

    fn subject(reading: &Reading) -> Option<&str> {
        let subject = reading.statements[0].subject.as_ref();
        subject.map(|s| s.phrase.text.as_str())
    }

    #[test]
    fn a_known_name_stays_whole() {
        let kind = NameKind::Organisation;
        let reading = read(kind, "Norda Air", "Norda Air slashed wages at five bases.");
        let statement = &reading.statements[0];
        assert_eq!(subject(&reading), Some("Norda Air"));
        assert_eq!(statement.objects[0].phrase.text, "wages");
        assert!(statement.confidence > 0.5, "{}", statement.confidence);
    }

    #[test]
    fn a_surname_is_no_adverb() {
        let text = "Nora Vesely died in Oban on 16 November 2025.";
        let reading = read(NameKind::Person, "Nora Vesely", text);
        assert_eq!(subject(&reading), Some("Nora Vesely"));
    }
}
