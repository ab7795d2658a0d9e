//! Clauses that only one side of a pair has: "…, and resigned" at the end of a sentence.

use crate::document::TextSpan;

use super::meaning::{Label, place, short};
use super::version::{Version, WordKind};
use super::words::{Pairing, Side};
use super::{Change, ChangeType};

/// Words with meaning that a clause must bring along to count as said anew.
const LEAST: usize = 4;
/// Share of its words with meaning that must have no partner.
const SHARE: f64 = 0.8;
/// Words with meaning without partner on the other side, beyond which the clause is a paraphrase.
const PARAPHRASE: usize = 2;

/// One change for every such clause that no label speaks of.
pub(super) fn changes(pairing: &Pairing<'_, '_>, labels: &[Label]) -> Vec<Change> {
    let mut out = Vec::new();
    let spoken = |span: TextSpan, new: bool| {
        labels
            .iter()
            .filter_map(|l| if new { l.new } else { l.old })
            .any(|s| s.overlaps(span))
    };
    let (left_a, left_b) = (meaningful_left(&pairing.a), meaningful_left(&pairing.b));
    if left_a <= PARAPHRASE
        && let Some(span) = clause(&pairing.b).filter(|&s| !spoken(s, true))
    {
        out.extend(change(pairing.new, span, ChangeType::Added));
    }
    if left_b <= PARAPHRASE
        && let Some(span) = clause(&pairing.a).filter(|&s| !spoken(s, false))
    {
        out.extend(change(pairing.old, span, ChangeType::Removed));
    }
    out
}

fn change(version: &Version<'_>, span: TextSpan, kind: ChangeType) -> Option<Change> {
    let place = place(version, span)?;
    let message = format!("{}: {}", kind.as_str(), short(&place.text));
    let (old, new) = if kind == ChangeType::Added {
        (None, Some(place))
    } else {
        (Some(place), None)
    };
    Some(Change {
        types: vec![kind],
        old,
        new,
        message,
    })
}

fn meaningful(kind: WordKind) -> bool {
    matches!(
        kind,
        WordKind::Content(_) | WordKind::Name | WordKind::Number | WordKind::Time
    )
}

fn meaningful_left(side: &Side<'_>) -> usize {
    side.left(meaningful).len()
}

/// The largest clause of a side nearly all of whose words have no partner.
fn clause(side: &Side<'_>) -> Option<TextSpan> {
    let mut best: Option<(usize, TextSpan)> = None;
    for i in 0..side.words.len() {
        let opens = matches!(side.relation(i), "conj" | "advcl" | "acl" | "parataxis" | "ccomp")
            && matches!(side.kind(i), WordKind::Content(_))
            && side.is_left(i)
            // A clause has a verb of its own.
            && (side.tree_word(i).is_some_and(|w| w.upos == crate::reading::tree::Upos::Verb)
                || side.children(i).any(|c| side.relation(c) == "cop"));
        if !opens {
            continue;
        }
        let Some(placed) = side.words.get(i) else { continue };
        let words: Vec<usize> = placed
            .tree
            .subtree(placed.index)
            .into_iter()
            .filter_map(|w| side.at(placed.sentence, w))
            .collect();
        let with_meaning: Vec<usize> = words
            .iter()
            .copied()
            .filter(|&w| meaningful(side.kind(w)))
            .collect();
        let left = with_meaning.iter().filter(|&&w| side.is_left(w)).count();
        if left < LEAST || (left as f64) < SHARE * with_meaning.len() as f64 {
            continue;
        }
        let span = words
            .iter()
            .filter(|&&w| side.kind(w) != WordKind::Punctuation)
            .filter_map(|&w| side.words.get(w))
            .map(|w| w.word.span)
            .reduce(TextSpan::cover);
        if let Some(span) = span
            && best.is_none_or(|(most, _)| left > most)
        {
            best = Some((left, span));
        }
    }
    best.map(|(_, span)| span)
}
