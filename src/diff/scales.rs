//! Degrees of sureness and width: "could" < "will", "some" < "all", "suggest" < "prove".
//!
//! The words stand in `scales.txt`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::reading::tree::{Tree, Upos, Word};

/// A word's place on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// Which scale.
    pub(super) name: ScaleName,
    /// Its degree, from 0.
    pub(super) degree: u8,
}

impl Scale {
    /// Whether the two are one degree of sureness: "probably", "likely".
    pub(super) fn is_as_sure(self, other: Self) -> bool {
        let sureness = |name| matches!(name, ScaleName::Adverb | ScaleName::Adjective);
        sureness(self.name) && sureness(other.name) && self.degree == other.degree
    }
}

/// The scales of the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ScaleName {
    /// "could" < "will"
    Modal,
    /// "if" < nothing
    Condition,
    /// "possibly" < "certainly"
    Adverb,
    /// "potential" < "certain"
    Adjective,
    /// "the prospect of" < nothing
    Noun,
    /// "some" < "all"
    Quantity,
    /// "suggest" < "prove"
    Verb,
    /// "charge" < "convict"
    Proceeding,
}

impl ScaleName {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "modal" => Self::Modal,
            "condition" => Self::Condition,
            "adverb" => Self::Adverb,
            "adjective" => Self::Adjective,
            "noun" => Self::Noun,
            "quantity" => Self::Quantity,
            "verb" => Self::Verb,
            "proceeding" => Self::Proceeding,
            _ => return None,
        })
    }
}

struct Table {
    words: BTreeMap<(ScaleName, &'static str), u8>,
    /// Degree of what stands on no place of the scale.
    absent: BTreeMap<ScaleName, u8>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        words: BTreeMap::new(),
        absent: BTreeMap::new(),
    };
    for line in include_str!("scales.txt").lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((name, degrees)) = line.split_once(':') else {
            continue;
        };
        let Some(name) = ScaleName::parse(name.trim()) else {
            continue;
        };
        for (degree, words) in (0u8..).zip(degrees.split('<')) {
            for word in words.split(',').map(str::trim).filter(|w| !w.is_empty()) {
                if word == "*" {
                    table.absent.insert(name, degree);
                } else {
                    table.words.insert((name, word), degree);
                }
            }
        }
    }
    table
});

/// Degree of a statement in which no word of the scale stands.
pub(super) fn absent(name: ScaleName) -> u8 {
    TABLE.absent.get(&name).copied().unwrap_or(0)
}

/// Degree of a modal verb.
pub(super) fn of_modal(verb: &str) -> Option<u8> {
    TABLE.words.get(&(ScaleName::Modal, verb)).copied()
}

/// "the alleged thief": whether a participle stands before a noun as one of the adjectives of the scale.
pub(super) fn is_adjective(word: &Word) -> bool {
    word.xpos == "VBN"
        && word.deprel.is("amod")
        && TABLE
            .words
            .contains_key(&(ScaleName::Adjective, word.form.to_lowercase().as_str()))
}

/// How far the law has gone where this verb is said of somebody.
pub(super) fn proceeding(verb: &str) -> Option<u8> {
    TABLE.words.get(&(ScaleName::Proceeding, verb)).copied()
}

/// The place of word `i` on a scale, by its lemma and what it is in the sentence.
pub(super) fn of(tree: &Tree, i: usize, lemma: &str) -> Option<Scale> {
    let word = tree.words.get(i)?;
    let candidates: &[ScaleName] = match word.upos {
        Upos::Aux => &[ScaleName::Modal],
        Upos::Sconj => &[ScaleName::Condition],
        Upos::Adv => &[ScaleName::Adverb],
        Upos::Adj => &[ScaleName::Adjective, ScaleName::Quantity],
        Upos::Noun => &[ScaleName::Noun],
        Upos::Det | Upos::Pron => &[ScaleName::Quantity],
        Upos::Verb => match word.xpos {
            "MD" => &[ScaleName::Modal],
            _ if is_adjective(word) => &[ScaleName::Adjective],
            _ => &[ScaleName::Verb, ScaleName::Condition],
        },
        _ => return None,
    };
    // "can" has the lemma of "could"; the form is looked up first, so that either works.
    let form = word.form.to_lowercase().replace('’', "'");
    candidates.iter().find_map(|&name| {
        let degree = *TABLE
            .words
            .get(&(name, form.as_str()))
            .or_else(|| TABLE.words.get(&(name, lemma)))?;
        if name == ScaleName::Verb && word.xpos == "VBG" && word.deprel.is("amod") {
            return None;
        }
        Some(Scale { name, degree })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_orders_its_words() {
        let degree = |name, word| TABLE.words[&(name, word)];
        assert!(degree(ScaleName::Modal, "could") < degree(ScaleName::Modal, "will"));
        assert!(degree(ScaleName::Modal, "will") < absent(ScaleName::Modal));
        assert!(degree(ScaleName::Quantity, "some") < degree(ScaleName::Quantity, "all"));
        assert!(degree(ScaleName::Verb, "suggest") < absent(ScaleName::Verb));
        assert!(absent(ScaleName::Verb) < degree(ScaleName::Verb, "prove"));
    }
}
