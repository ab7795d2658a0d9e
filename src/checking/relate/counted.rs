//! A number that a passage gives otherwise, in a sentence of the same words.
//!
//! Part by part, two sentences are one event only where the trees agree. "The volcano forced 70,000 residents
//! to flee" and "The volcano erupted twice, forcing 7,000 residents to flee" hang the same words on each other in
//! other ways. Where one sentence of the text has nearly all words of the claim, all its names and times, and one
//! number of the same things, that number is the one the claim means.

use super::amount::{relate_quantities, relate_times};
use super::comparable::is_anchored;
use super::coverage::class_of;
use super::knowledge::Knowledge;
use super::part::PartRelation;
use super::relation::{Difference, Part, Relation, RelationKind};
use super::words::relate_words;
use crate::document::TextSpan;
use crate::lexicon;
use crate::reading::Reading;
use crate::reading::statement::{Certainty, Polarity, QuantityMention, Statement};
use crate::reading::tree::{Upos, Word};

/// Share of the claim's words that the sentence must have.
const SHARE: f64 = 0.8;
/// Words beside the number that a claim must have to be known by them.
const LEAST: usize = 3;

/// A number found, and the statement of the text that it stands in.
#[derive(Debug)]
pub(super) struct OtherNumber {
    /// The contradiction.
    pub(super) relation: Relation,
    /// The statement of the text.
    pub(super) text: usize,
    /// The statement of the claim.
    pub(super) claim: usize,
}

/// The numbers of the claim that the text gives otherwise.
pub(super) fn other_numbers(text: &Reading, claim: &Reading, knowledge: &Knowledge) -> Vec<OtherNumber> {
    let mut out = Vec::new();
    for index in 0..claim.sentences.len() {
        for wanted in claim.quantities.get(index).into_iter().flatten() {
            out.extend(other_number(text, claim, (index, wanted), knowledge));
        }
    }
    out
}

fn other_number(
    text: &Reading,
    claim: &Reading,
    (index, wanted): (usize, &QuantityMention),
    knowledge: &Knowledge,
) -> Option<OtherNumber> {
    let own = plainly_told(claim, index, wanted.span).filter(|s| is_anchored(s))?;
    let one_kind = |of: &Reading, sentence: usize, a: &QuantityMention| {
        a.quantity.unit == wanted.quantity.unit
            && a.quantity.unit.as_deref() != Some("ordinal")
            && (a.of.is_some() || a.quantity.unit.is_some())
            && match (&a.of, &wanted.of) {
                (Some(x), Some(y)) => {
                    x == y || relate_words(x, y, lexicon::WordClass::Noun, knowledge).0 == PartRelation::Equal
                }
                (None, None) => governor(of, sentence, a.span) == governor(claim, index, wanted.span),
                _ => false,
            }
    };
    if claim
        .quantities
        .get(index)?
        .iter()
        .filter(|q| one_kind(claim, index, q))
        .count()
        != 1
    {
        return None;
    }
    let mut found = None;
    for (sentence, quantities) in text.quantities.iter().enumerate() {
        let mut same = quantities.iter().filter(|q| one_kind(text, sentence, q));
        // Wherever the text has the number, it may be the one.
        if same
            .clone()
            .any(|q| relate_quantities(&q.quantity, &wanted.quantity) != PartRelation::Excludes)
        {
            return None;
        }
        let (Some(there), None) = (same.next(), same.next()) else {
            continue;
        };
        if found.is_none() && says_all_else(text, sentence, claim, index, knowledge) {
            found = plainly_told(text, sentence, there.span).map(|s| (s, there));
        }
    }
    let (statement, there) = found?;
    if is_compared(text, statement.sentence, there.span) || is_compared(claim, index, wanted.span) {
        return None;
    }
    let cut = |reading: &Reading, sentence: usize, span: TextSpan| -> String {
        reading.sentences.get(sentence).map_or(String::new(), |s| {
            let words = s.tree.words.iter().filter(|w| span.contains(w.span));
            words.map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ")
        })
    };
    Some(OtherNumber {
        relation: Relation {
            kind: RelationKind::Contradicts,
            reason: format!(
                "the claim says “{}”, the text says “{}”",
                cut(claim, index, wanted.span),
                cut(text, statement.sentence, there.span)
            ),
            difference: Some(Difference {
                part: Part::Number,
                text: there.span,
                claim: wanted.span,
            }),
            bindings: Default::default(),
            proof: vec!["the sentence has all other words of the claim".to_owned()],
            judged: Vec::new(),
            presupposed: false,
        },
        text: statement.id,
        claim: own.id,
    })
}

/// The innermost statement around a number, where it and what it stands under are told as fact.
fn plainly_told(reading: &Reading, sentence: usize, number: TextSpan) -> Option<&Statement> {
    let around = reading
        .statements
        .iter()
        .filter(|s| s.sentence == sentence && s.span.contains(number));
    if around
        .clone()
        .any(|s| s.polarity != Polarity::Affirmed || s.certainty != Certainty::Asserted)
    {
        return None;
    }
    around
        .filter(|s| s.read)
        .min_by_key(|s| s.span.end - s.span.start)
}

/// Whether a sentence of the text has the claim's names and times, and nearly all of its words.
fn says_all_else(
    text: &Reading,
    there: usize,
    claim: &Reading,
    wanted: usize,
    knowledge: &Knowledge,
) -> bool {
    let (Some(t), Some(c)) = (text.sentences.get(there), claim.sentences.get(wanted)) else {
        return false;
    };
    let list = |of: &'_ [Vec<crate::reading::statement::TimeMention>], i: usize| {
        of.get(i).cloned().unwrap_or_default()
    };
    let (times, wanted_times) = (list(&text.times, there), list(&claim.times, wanted));
    if !wanted_times
        .iter()
        .all(|w| times.iter().any(|t| relate_times(&t.time, &w.time).compatible()))
    {
        return false;
    }
    let numbers = claim.quantities.get(wanted).map_or(&[][..], Vec::as_slice);
    let aside = |w: &Word| {
        wanted_times.iter().any(|t| t.span.contains(w.span))
            || numbers.iter().any(|q| q.span.contains(w.span))
    };
    let (mut all, mut said) = (0_usize, 0_usize);
    for word in c.tree.words.iter().filter(|w| !aside(w)) {
        let Some(class) = class_of(word) else { continue };
        let lemma = word.lemma.to_lowercase();
        if lemma == "be" {
            continue;
        }
        let found = t.tree.words.iter().any(|x| {
            let other = x.lemma.to_lowercase();
            other == lemma
                || (word.upos != Upos::Propn
                    && (relate_words(&other, &lemma, class, knowledge).0.compatible()
                        || lexicon::derived(&other, &lemma)))
        });
        let must = word.upos == Upos::Propn || word.head.is_none();
        if must && !found {
            return false;
        }
        all += 1;
        said += usize::from(found);
    }
    all >= LEAST && said as f64 >= SHARE * all as f64
}

/// "3,000 more computers than others": a number that counts a difference.
fn is_compared(reading: &Reading, sentence: usize, number: TextSpan) -> bool {
    let words = reading
        .sentences
        .get(sentence)
        .map_or(&[][..], |s| s.tree.words.as_slice());
    words.iter().enumerate().any(|(i, w)| {
        let beside = |j: Option<usize>| {
            j.and_then(|j| words.get(j))
                .is_some_and(|x| number.contains(x.span))
        };
        matches!(
            w.lemma.as_str(),
            "more" | "few" | "fewer" | "less" | "other" | "another" | "additional" | "extra" | "further"
        ) && (number.contains(w.span) || beside(i.checked_sub(1)) || beside(Some(i + 1)))
    })
}

/// The word that a number, or the measure it makes, hangs on.
fn governor(reading: &Reading, sentence: usize, span: TextSpan) -> Option<String> {
    let words = &reading.sentences.get(sentence)?.tree.words;
    let inside = |i: usize| words.get(i).is_some_and(|w| span.contains(w.span));
    let top = (0..words.len())
        .find(|&i| inside(i) && words.get(i).and_then(|w| w.head).is_none_or(|h| !inside(h)))?;
    let head = words.get(top)?.head?;
    Some(words.get(head)?.lemma.to_lowercase())
}
