//! Who did it to whom: "Kyiv invited Moscow" → "Moscow invited Kyiv".

use crate::document::TextSpan;

use super::ChangeType;
use super::meaning::Label;
use super::version::WordKind;
use super::words::{Pairing, Side};

/// Verbs of which both say the same, in Levin's (1993) class of reciprocals: "A met B" is "B met A".
const BOTH_WAYS: [&str; 16] = [
    "meet",
    "marry",
    "join",
    "face",
    "match",
    "resemble",
    "equal",
    "play",
    "fight",
    "debate",
    "touch",
    "adjoin",
    "border",
    "be",
    "accompany",
    "divorce",
];

/// A label for every verb whose doer and sufferer changed places.
pub(super) fn labels(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let mut out = Vec::new();
    for (i, partner) in pairing.a.partner.iter().enumerate() {
        let Some(j) = *partner else { continue };
        if !is_verb(&pairing.a, i) || !is_verb(&pairing.b, j) || BOTH_WAYS.contains(&pairing.a.key(i)) {
            continue;
        }
        let (Some((doer, sufferer)), Some((doer2, sufferer2))) =
            (participants(&pairing.a, i), participants(&pairing.b, j))
        else {
            continue;
        };
        let swapped = pairing.a.partner.get(doer) == Some(&Some(sufferer2))
            && pairing.a.partner.get(sufferer) == Some(&Some(doer2));
        if !swapped {
            continue;
        }
        let words = |side: &Side<'_>, doer: usize, verb: usize, sufferer: usize| {
            let form = |i: usize| side.words.get(i).map_or("", |w| w.word.form.as_str()).to_owned();
            format!("{} {} {}", form(doer), form(verb), form(sufferer))
        };
        let span = |side: &Side<'_>, i: usize, j: usize| -> Option<TextSpan> {
            Some(side.words.get(i)?.word.span.cover(side.words.get(j)?.word.span))
        };
        out.push(Label {
            kind: ChangeType::EntityChanged,
            message: format!(
                "{} → {}",
                words(&pairing.a, doer, i, sufferer),
                words(&pairing.b, doer2, j, sufferer2)
            ),
            old: span(&pairing.a, doer, sufferer),
            new: span(&pairing.b, doer2, sufferer2),
        });
    }
    out
}

fn is_verb(side: &Side<'_>, i: usize) -> bool {
    matches!(
        side.kind(i),
        WordKind::Content(crate::lexicon::WordClass::Verb) | WordKind::Cue
    )
}

/// Who does it and whom it befalls, where both are named.
fn participants(side: &Side<'_>, verb: usize) -> Option<(usize, usize)> {
    let by = |relation: &str| {
        side.children(verb)
            .find(|&c| side.tree_word(c).is_some_and(|w| w.deprel.as_str() == relation))
    };
    if let Some(sufferer) = by("nsubj:pass") {
        let doer = by("obl:agent").or_else(|| {
            side.children(verb).find(|&c| {
                side.relation(c) == "obl"
                    && side
                        .children(c)
                        .any(|p| side.relation(p) == "case" && side.key(p) == "by")
            })
        })?;
        return Some((doer, sufferer));
    }
    Some((by("nsubj")?, by("obj")?))
}
