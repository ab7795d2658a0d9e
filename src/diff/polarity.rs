//! Affirmed or denied: "did not sign" → "signed", "rose" → "fell".

use crate::checking::relate::Knowledge;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

use super::ChangeType;
use super::meaning::Label;
use super::version::WordKind;
use super::words::{Pairing, Side, negated_form};

/// The labels of polarity of a pair: at most one, for a sentence that is denied twice over is
/// beyond what counting words can tell.
pub(super) fn labels(pairing: &Pairing<'_, '_>, knowledge: &Knowledge) -> Vec<Label> {
    let opposite = opposites(pairing, knowledge);
    let (mut old, mut new) = (negations(&pairing.a), negations(&pairing.b));
    if let Some((i, j)) = opposite {
        // "denied" against "admitted" is one change, not a denial and an opposite.
        old.retain(|&x| x != i);
        new.retain(|&x| x != j);
    }
    let denied_old: Vec<usize> = old.iter().copied().filter(|&i| loose(&pairing.a, i)).collect();
    let denied_new: Vec<usize> = new.iter().copied().filter(|&i| loose(&pairing.b, i)).collect();
    if old.len() % 2 == new.len() % 2 {
        return match opposite {
            Some((i, j)) => label(pairing, Some(i), Some(j)).into_iter().collect(),
            None => Vec::new(),
        };
    }
    // "is not legal" and "is illegal", "did not accept" and "rejected": one cancels the other.
    if opposite.is_some() {
        return Vec::new();
    }
    // The word that is denied must stand on the other side, too; a denial in a clause of its own is
    // something new, not a change.
    let on_other_side = |side: &Side<'_>, i: usize| {
        denied_word(side, i).is_some_and(|d| side.partner.get(d).copied().flatten().is_some())
    };
    if let Some(&i) = denied_old.iter().find(|&&i| on_other_side(&pairing.a, i)) {
        return label(pairing, Some(i), None).into_iter().collect();
    }
    if let Some(&j) = denied_new.iter().find(|&&j| on_other_side(&pairing.b, j)) {
        return label(pairing, None, Some(j)).into_iter().collect();
    }
    Vec::new()
}

/// Words that deny something: negations, and verbs that say that it did not come about.
fn negations(side: &Side<'_>) -> Vec<usize> {
    (0..side.words.len())
        .filter(|&i| side.kind(i) == WordKind::Negation || prevents(side, i))
        .collect()
}

/// "failed to sign", "denied that it signed", "is unable to sign"
fn prevents(side: &Side<'_>, i: usize) -> bool {
    let lemma = side.key(i);
    let words = classes::standard();
    let governs = side
        .children(i)
        .any(|c| matches!(side.relation(c), "xcomp" | "ccomp" | "advcl"));
    match side.kind(i) {
        WordKind::Content(WordClass::Verb) | WordKind::Cue => {
            governs && (words.is("implicative-negative", lemma) || words.is("denial-verb", lemma))
        }
        WordKind::Content(WordClass::Adjective) => {
            governs && matches!(lemma, "unable" | "incapable" | "impossible")
        }
        _ => false,
    }
}

/// A denial that has no counterpart of its own kind on the other side.
fn loose(side: &Side<'_>, i: usize) -> bool {
    side.is_left(i)
}

/// The word that the denial at `i` denies.
fn denied_word(side: &Side<'_>, i: usize) -> Option<usize> {
    if prevents(side, i) {
        return side
            .children(i)
            .find(|&c| matches!(side.relation(c), "xcomp" | "ccomp" | "advcl"));
    }
    side.head(i).or_else(|| side.children(i).next())
}

/// Two words without a partner that are opposites and stand in the same place.
fn opposites(pairing: &Pairing<'_, '_>, knowledge: &Knowledge) -> Option<(usize, usize)> {
    let content = |k: WordKind| matches!(k, WordKind::Content(_) | WordKind::Cue);
    let class = |k: WordKind| match k {
        WordKind::Content(c) => Some(c),
        WordKind::Cue => Some(WordClass::Verb),
        _ => None,
    };
    let (left_a, left_b) = (pairing.a.left(content), pairing.b.left(content));
    if left_a.len() * left_b.len() > 900 {
        return None;
    }
    for &i in &left_a {
        for &j in &left_b {
            let (x, y) = (pairing.a.key(i), pairing.b.key(j));
            let (Some(c), Some(d)) = (class(pairing.a.kind(i)), class(pairing.b.kind(j))) else {
                continue;
            };
            let opposite = (c == d
                && (lexicon::antonyms(x, y, c)
                    || (c != WordClass::Noun && lexicon::exclusive(x, y, c).is_some())))
                || negated_form(x, y)
                || knowledge.opposite(x, y);
            if opposite && pairing.same_place(i, j) && !converse(pairing, i, j) {
                return Some((i, j));
            }
        }
    }
    None
}

/// "A sold it to B" and "B bought it from A": the subject of the one is no subject of the other.
fn converse(pairing: &Pairing<'_, '_>, i: usize, j: usize) -> bool {
    let subject = |side: &Side<'_>, v: usize| {
        side.children(v)
            .find(|&c| side.relation(c) == "nsubj" && !matches!(side.kind(c), WordKind::Function))
    };
    match (subject(&pairing.a, i), subject(&pairing.b, j)) {
        (Some(s), Some(t)) => match pairing.a.partner.get(s).copied().flatten() {
            Some(p) => p != t,
            None => false,
        },
        _ => false,
    }
}

fn label(pairing: &Pairing<'_, '_>, i: Option<usize>, j: Option<usize>) -> Option<Label> {
    // Where one side has no word for it, the denied word stands for it there.
    let denied = |side: &Side<'_>, i: Option<usize>| i.and_then(|i| denied_word(side, i));
    let there = |side: &Side<'_>, d: Option<usize>| d.and_then(|d| side.partner.get(d).copied().flatten());
    let (a, b) = (&pairing.a, &pairing.b);
    let (old, new) = match (i, j) {
        (Some(i), Some(j)) => (vec![i], vec![j]),
        (Some(i), None) => {
            let d = denied(a, Some(i));
            (sorted(i, d), there(a, d).into_iter().collect())
        }
        (None, Some(j)) => {
            let d = denied(b, Some(j));
            (there(b, d).into_iter().collect(), sorted(j, d))
        }
        (None, None) => return None,
    };
    let show = |side: &Side<'_>, words: &[usize]| {
        words
            .iter()
            .filter_map(|&w| side.words.get(w))
            .map(|w| w.word.form.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let span = |side: &Side<'_>, words: &[usize]| {
        words
            .iter()
            .filter_map(|&w| side.words.get(w))
            .map(|w| w.word.span)
            .reduce(TextSpan::cover)
    };
    Some(Label {
        kind: ChangeType::PolarityChanged,
        message: format!("{} → {}", show(a, &old), show(b, &new)),
        old: span(a, &old),
        new: span(b, &new),
    })
}

fn sorted(i: usize, other: Option<usize>) -> Vec<usize> {
    let mut out: Vec<usize> = other.into_iter().chain([i]).collect();
    out.sort_unstable();
    out.dedup();
    out
}
