//! Who is a person, and whether a "he" or a "she".

use std::collections::BTreeMap;

use crate::lexicon::{self, WordClass, classes};
use crate::reading::names::{Mention, Name};
use crate::reading::phrase::SentenceView;
use crate::reading::statement::EntityRef;
use crate::reading::tree::Upos;

/// What a third person's pronoun says of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Feminine,
    Masculine,
}

impl Gender {
    /// The gender of "he", "him", "her", "herself"; none of other words.
    pub(super) fn of_pronoun(lower: &str) -> Option<Self> {
        match lower {
            "he" | "him" | "his" | "himself" => Some(Self::Masculine),
            "she" | "her" | "hers" | "herself" => Some(Self::Feminine),
            _ => None,
        }
    }
}

/// What the text tells of who is a person, and a "he" or a "she".
#[derive(Debug, Default)]
pub(super) struct People {
    /// Of names by their index: how much speaks for a person.
    points: BTreeMap<usize, i32>,
    /// By title, kinship or given name.
    told: BTreeMap<EntityRef, Gender>,
    /// How often each was meant by a "she" and by a "he" in clear cases.
    meant: BTreeMap<EntityRef, (u32, u32)>,
}

impl People {
    /// Takes in what the place of a name in its sentence says for or against a person.
    pub(super) fn weigh(&mut self, view: &SentenceView<'_>, mention: Mention) {
        *self.points.entry(mention.name).or_default() += personhood(view, mention);
    }

    /// How much speaks for it that the name is a person's; against it, below zero.
    pub(super) fn personhood(&self, name: usize) -> i32 {
        self.points.get(&name).copied().unwrap_or_default()
    }

    /// Takes in what stands beside a name ("Mrs Paris", "the actress Mia Berg", "her father, Leif Moe"), or the name.
    pub(super) fn learn(
        &mut self,
        entity: &EntityRef,
        name: &Name,
        view: &SentenceView<'_>,
        mention: Mention,
        head: usize,
    ) {
        if let Some(gender) = described_as(view, mention, head) {
            self.told.insert(entity.clone(), gender);
        } else if let Some(gender) = gender_of_given_name(&name.text) {
            self.told.entry(entity.clone()).or_insert(gender);
        }
    }

    /// Notes that a pronoun meant this person, with no other near.
    pub(super) fn met(&mut self, entity: &EntityRef, gender: Gender) {
        let (she, he) = self.meant.entry(entity.clone()).or_default();
        match gender {
            Gender::Feminine => *she += 1,
            Gender::Masculine => *he += 1,
        }
    }

    /// What is known of the person.
    pub(super) fn of(&self, entity: &EntityRef) -> Option<Gender> {
        self.told.get(entity).copied().or_else(|| {
            let (she, he) = self.meant.get(entity)?;
            match she.cmp(he) {
                std::cmp::Ordering::Greater => Some(Gender::Feminine),
                std::cmp::Ordering::Less => Some(Gender::Masculine),
                std::cmp::Ordering::Equal => None,
            }
        })
    }
}

/// Whether a noun is a woman's or a man's: "actress", "Mrs".
pub(super) fn gender_of_noun(lemma: &str) -> Option<Gender> {
    let lower = lemma.trim_end_matches('.').to_lowercase();
    gender_by("feminine-noun", "masculine-noun", &lower)
}

/// The gender of a word that is in one of the two classes alone.
fn gender_by(feminine: &str, masculine: &str, word: &str) -> Option<Gender> {
    let classes = classes::standard();
    match (classes.is(feminine, word), classes.is(masculine, word)) {
        (true, false) => Some(Gender::Feminine),
        (false, true) => Some(Gender::Masculine),
        _ => None,
    }
}

/// The gender of the noun or title that a name is set beside.
fn described_as(view: &SentenceView<'_>, mention: Mention, name: usize) -> Option<Gender> {
    let tree = view.tree;
    let w = tree.words.get(name)?;
    let title = mention.first.checked_sub(1);
    let first = Some(mention.first).filter(|_| mention.first < mention.last);
    let beside = w.head.filter(|_| matches!(w.deprel.base(), "appos" | "flat"));
    let own = tree.children(name).iter().copied().filter(|&c| {
        matches!(tree.words[c].deprel.base(), "appos" | "compound" | "nmod")
            && tree.child_by(c, "case").is_none()
    });
    let adjoining = title.filter(|&t| tree.words[t].upos.is_nominal());
    adjoining
        .into_iter()
        .chain(first)
        .chain(beside)
        .chain(own)
        .find_map(|noun| gender_of_noun(view.lemma(noun)))
}

/// Whether the given name of a person is a woman's or a man's; `None` where it tells nothing.
fn gender_of_given_name(full: &str) -> Option<Gender> {
    let given = full
        .split(' ')
        .next()
        .filter(|_| full.contains(' '))?
        .to_lowercase();
    gender_by("given-name-feminine", "given-name-masculine", &given)
}

/// Whether the word stands for one person without a name: "the driver", "a former ally".
pub(super) fn is_person_noun(view: &SentenceView<'_>, word: usize) -> bool {
    let tree = view.tree;
    let Some(w) = tree.words.get(word) else {
        return false;
    };
    w.upos == Upos::Noun
        && w.xpos == "NN"
        && !matches!(w.deprel.base(), "compound" | "amod" | "appos" | "flat")
        // "She is a teacher": the same person again.
        && tree.child_by(word, "cop").is_none()
        && !tree
            .child_by(word, "case")
            .is_some_and(|c| matches!(tree.words[c].lemma.as_str(), "as" | "like"))
        // "the driver, Josef Kern", "the envoy Anna Hill": the name will do.
        && !tree
            .children(word)
            .iter()
            .any(|&c| matches!(tree.words[c].deprel.base(), "appos" | "flat") && view.mention_at(c).is_some())
        && is_mostly_a_person(view.lemma(word))
}

/// Whether the noun means a person in its commonest sense.
fn is_mostly_a_person(lemma: &str) -> bool {
    let Some(person) = lexicon::senses("person", WordClass::Noun).next() else {
        return false;
    };
    lexicon::senses(lemma, WordClass::Noun)
        .next()
        .is_some_and(|s| lexicon::ancestors(s.synset).contains(&person.synset))
}

/// What this mention of a name says for a person, or, below zero, against one.
fn personhood(view: &SentenceView<'_>, m: Mention) -> i32 {
    let tree = view.tree;
    let head = view.mention_head(m);
    let classes = classes::standard();
    let Some(w) = tree.words.get(head) else { return 0 };
    let beside = w.head.filter(|_| matches!(w.deprel.base(), "appos" | "flat"));
    let own = tree.children(head).iter().copied().filter(|&c| {
        matches!(tree.words[c].deprel.base(), "appos" | "compound") && (c < m.first || c > m.last)
    });
    let mut points = 0;
    for noun in beside.into_iter().chain(own) {
        if tree.words[noun].upos == Upos::Noun {
            points += if is_mostly_a_person(view.lemma(noun)) {
                2
            } else {
                -2
            };
        }
    }
    let placed = tree.child_by(head, "case").is_some_and(|c| {
        matches!(
            tree.words[c].lemma.as_str(),
            "in" | "at"
                | "near"
                | "across"
                | "aboard"
                | "inside"
                | "into"
                | "within"
                | "throughout"
                | "through"
        )
    });
    if placed && matches!(w.deprel.base(), "obl" | "nmod") {
        points -= 2;
    }
    if tree.child_by(head, "det").is_some() {
        points -= 2;
    }
    let thing = (m.first..=m.last).any(|i| {
        let form = view.lower(i);
        matches!(form.as_str(), "of" | "the" | "and" | "&") || form.contains(|c: char| c.is_ascii_digit())
    });
    if thing {
        points -= 2;
    }
    if w.deprel.is("nsubj")
        && let Some(verb) = w.head
        && (classes.is("quotation-verb", view.lemma(verb)) || classes.is("belief-verb", view.lemma(verb)))
    {
        points += 1;
    }
    points
}
