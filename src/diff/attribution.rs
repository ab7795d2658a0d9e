//! On whose word: "Rubio said that …" → "Witkoff said that …", or on nobody's.

use crate::checking::relate::Knowledge;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};
use crate::reading::tree::Upos;

use super::ChangeType;
use super::meaning::Label;
use super::version::{Word, WordKind};
use super::words::{Pairing, Side};

/// The labels, and the places where one speaker gave way to another.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// The labels.
    pub(super) labels: Vec<Label>,
    /// (old, new) speaker.
    pub(super) changed: Vec<(TextSpan, TextSpan)>,
}

/// Compares who speaks.
pub(super) fn labels(pairing: &Pairing<'_, '_>, knowledge: &Knowledge) -> Speakers {
    let mut out = Speakers::default();
    let (old, new) = (cues(&pairing.a), cues(&pairing.b));
    match (old.is_empty(), new.is_empty()) {
        (true, true) => {}
        (false, true) => {
            // What was said must still be there.
            if let Some(cue) = old.iter().find(|c| {
                pairing.a.is_left(c.word)
                    && c.is_of_somebody(&pairing.a)
                    && c.says_kept(&pairing.a)
                    && !c.still_governs(pairing)
            }) {
                out.labels.push(Label {
                    kind: ChangeType::AttributionDropped,
                    message: format!("no longer said by {}", cue.name(&pairing.a)),
                    old: cue.span(&pairing.a),
                    new: None,
                });
            }
        }
        (true, false) => {
            if let Some(cue) = new
                .iter()
                .find(|c| pairing.b.is_left(c.word) && c.is_new(pairing) && c.says_kept(&pairing.b))
            {
                out.labels.push(Label {
                    kind: ChangeType::AttributionChanged,
                    message: format!("now said by {}", cue.name(&pairing.b)),
                    old: None,
                    new: cue.span(&pairing.b),
                });
            }
        }
        (false, false) => {
            for o in &old {
                let partner = pairing.a.partner.get(o.word).copied().flatten();
                let n = new.iter().find(|n| Some(n.word) == partner).or_else(|| {
                    if old.len() == 1 && new.len() == 1 {
                        new.first()
                    } else {
                        None
                    }
                });
                if let Some(n) = n
                    && let Some((x, y)) = other_speaker(pairing, o, n, knowledge)
                {
                    out.labels.push(Label {
                        kind: ChangeType::AttributionChanged,
                        message: format!("{} → {}", o.name(&pairing.a), n.name(&pairing.b)),
                        old: Some(x),
                        new: Some(y),
                    });
                    out.changed.push((x, y));
                }
            }
            out.labels.dedup();
        }
    }
    out
}

/// A word that gives somebody's word.
struct Cue {
    /// Its index.
    word: usize,
    /// Head of the speaker's phrase.
    speaker: Option<usize>,
    /// The verb of what is said.
    said: Option<usize>,
}

impl Cue {
    fn name(&self, side: &Side<'_>) -> String {
        let Some(speaker) = self.speaker else {
            return "somebody".to_owned();
        };
        let mut words: Vec<usize> = side
            .children(speaker)
            .filter(|&c| matches!(side.relation(c), "flat" | "compound" | "det" | "amod"))
            .chain([speaker])
            .collect();
        words.sort_unstable();
        words
            .iter()
            .filter_map(|&w| side.words.get(w))
            .map(|w| w.word.form.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
    fn span(&self, side: &Side<'_>) -> Option<TextSpan> {
        let cue = side.words.get(self.word)?.word.span;
        Some(
            self.speaker
                .and_then(|s| side.words.get(s))
                .map_or(cue, |s| s.word.span.cover(cue)),
        )
    }
    /// Whether somebody says it: "saying that" without one goes on with what is told.
    fn is_of_somebody(&self, side: &Side<'_>) -> bool {
        self.speaker.is_some() || side.tree_word(self.word).is_some_and(|w| w.xpos != "VBG")
    }
    /// "Slive writes that it shows progress", "Slive finds it shows progress": whether what is said is the speaker's
    /// still, by another verb.
    fn still_governs(&self, pairing: &Pairing<'_, '_>) -> bool {
        let partner = |i: Option<usize>| i.and_then(|i| pairing.a.partner.get(i).copied().flatten());
        let (Some(speaker), Some(said)) = (partner(self.speaker), partner(self.said)) else {
            return false;
        };
        let side = &pairing.b;
        side.relation(said) == "ccomp"
            && side
                .head(said)
                .is_some_and(|verb| side.head(speaker) == Some(verb) && side.relation(speaker) == "nsubj")
    }
    /// Whether the cue brings in a speaker: "who explains", and "he said" of him who acted before, do not.
    fn is_new(&self, pairing: &Pairing<'_, '_>) -> bool {
        let (side, other) = (&pairing.b, &pairing.a);
        self.speaker.is_some_and(|s| {
            if side
                .tree_word(s)
                .is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux))
            {
                return false;
            }
            let pronoun = side.tree_word(s).is_some_and(|w| w.upos == Upos::Pron);
            let relative = side.tree_word(s).is_some_and(|w| matches!(w.xpos, "WP" | "WDT"));
            let acted = side
                .partner
                .get(s)
                .copied()
                .flatten()
                .is_some_and(|p| other.relation(p) == "nsubj");
            !(relative || pronoun && acted || self.spoke_before(s, pairing))
        })
    }
    /// Whether the speaker does the same on the other side, where it says what is said here as well: "announced
    /// the payment and that …", "announced the payment. Gogoi also announced that …".
    fn spoke_before(&self, speaker: usize, pairing: &Pairing<'_, '_>) -> bool {
        let (side, other) = (&pairing.b, &pairing.a);
        (0..other.words.len()).any(|verb| {
            let subject = other
                .children(verb)
                .find(|&c| other.tree_word(c).is_some_and(|w| w.deprel.as_str() == "nsubj"));
            // "the minister, Tarun Gogoi"
            let of_name = |s: usize| {
                let below = |w: usize| {
                    other
                        .children(w)
                        .filter(|&c| matches!(other.relation(c), "appos" | "flat" | "compound"))
                };
                below(s)
                    .flat_map(below)
                    .chain(below(s))
                    .chain([s])
                    .collect::<Vec<_>>()
            };
            other.key(verb) == side.key(self.word)
                && subject.is_some_and(|s| of_name(s).iter().any(|&w| other.key(w) == side.key(speaker)))
        })
    }
    /// Whether the other side has the words that are said.
    fn says_kept(&self, side: &Side<'_>) -> bool {
        self.said
            .is_some_and(|s| side.partner.get(s).copied().flatten().is_some())
    }
}

fn cues(side: &Side<'_>) -> Vec<Cue> {
    let mut out = Vec::new();
    for i in 0..side.words.len() {
        let verb_on_scale = matches!(side.kind(i), WordKind::Degree(s) if s.name == super::scales::ScaleName::Verb)
            && side.children(i).any(|c| side.relation(c) == "ccomp");
        if side.kind(i) != WordKind::Cue && !verb_on_scale {
            continue;
        }
        if side.key(i) == "according" {
            // "according to Rubio": the name governs both words, or hangs on the first.
            let speaker = match side.relation(i) {
                "case" | "fixed" => side.head(i),
                _ => side
                    .children(i)
                    .find(|&c| !matches!(side.relation(c), "fixed" | "case" | "punct")),
            };
            let said = speaker.and_then(|s| {
                if side.head(s) == Some(i) {
                    side.head(i)
                } else {
                    side.head(s)
                }
            });
            out.push(Cue {
                word: i,
                speaker,
                said,
            });
            continue;
        }
        if side.tree_word(i).is_none_or(|w| w.upos != Upos::Verb) {
            continue;
        }
        let speaker = side
            .children(i)
            .find(|&c| side.tree_word(c).is_some_and(|w| w.deprel.as_str() == "nsubj"));
        let said = side
            .children(i)
            .find(|&c| matches!(side.relation(c), "ccomp" | "parataxis"))
            .or_else(|| (side.relation(i) == "parataxis").then(|| side.head(i)).flatten());
        out.push(Cue {
            word: i,
            speaker,
            said,
        });
    }
    out
}

/// The places of two speakers who are not one.
fn other_speaker(
    pairing: &Pairing<'_, '_>,
    old: &Cue,
    new: &Cue,
    knowledge: &Knowledge,
) -> Option<(TextSpan, TextSpan)> {
    let (s, t) = (old.speaker?, new.speaker?);
    let (a, b) = (&pairing.a, &pairing.b);
    if a.partner.get(s) == Some(&Some(t)) {
        // "the doctor Ida Moll" and "the doctor Karl Voss"
        return match (own_name(a, s), own_name(b, t)) {
            (Some(x), Some(y)) if !alike(&x.key, &y.key) => Some((x.span, y.span)),
            _ => None,
        };
    }
    if !a.is_left(s) && !b.is_left(t) {
        return None;
    }
    // Two descriptions that nothing joins: "the agency", "the maker".
    if describes(a, s) && describes(b, t) {
        let (x, y) = (a.words.get(s)?.word, b.words.get(t)?.word);
        let kin = |x: &str, y: &str| {
            lexicon::is_kind_of(x, y, WordClass::Noun) || lexicon::is_kind_of(y, x, WordClass::Noun)
        };
        return (a.is_left(s) && b.is_left(t) && !kin(&x.key, &y.key) && only_descriptions(pairing))
            .then_some((x.span, y.span));
    }
    let open = |side: &Side<'_>, i: usize| {
        // A pronoun or a description ("the envoy") may mean the one who was named before.
        side.tree_word(i).is_none_or(|w| w.upos == Upos::Pron) || describes(side, i)
    };
    if open(a, s) || open(b, t) {
        return None;
    }
    let (x, y) = (a.words.get(s)?.word, b.words.get(t)?.word);
    let one = |name: &str, e: &crate::checking::relate::KnownEntity| {
        e.names.iter().any(|n| {
            let n = n.to_lowercase();
            n == name || n.split_whitespace().last() == Some(name)
        })
    };
    if knowledge
        .entities
        .iter()
        .any(|e| one(&x.key, e) && one(&y.key, e))
    {
        return None;
    }
    // A part of the other's name: "Hill" and "Anna Hill".
    let parts = |side: &Side<'_>, i: usize| -> Vec<String> {
        side.children(i)
            .filter(|&c| matches!(side.relation(c), "flat" | "compound"))
            .chain([i])
            .map(|c| side.key(c).to_owned())
            .collect()
    };
    let (p, q) = (parts(a, s), parts(b, t));
    if p.iter().any(|w| q.contains(w)) {
        return None;
    }
    if alike(&x.key, &y.key) {
        return None;
    }
    Some((x.span, y.span))
}

/// One name in another spelling.
fn alike(x: &str, y: &str) -> bool {
    strsim::normalized_damerau_levenshtein(x, y) >= 0.75 && x.len().min(y.len()) >= 5
}

/// The name on a description ("the doctor *Ida Moll*"), where it has no partner.
fn own_name<'v>(side: &Side<'v>, i: usize) -> Option<&'v Word> {
    side.children(i)
        .filter(|&c| matches!(side.relation(c), "appos" | "flat" | "compound" | "nmod"))
        .find(|&c| side.kind(c) == WordKind::Name && side.is_left(c))
        .and_then(|c| side.words.get(c))
        .map(|w| w.word)
}

/// Whether no name came or went that a description may stand for.
fn only_descriptions(pairing: &Pairing<'_, '_>) -> bool {
    let name = |k: WordKind| k == WordKind::Name;
    pairing.a.left(name).is_empty() && pairing.b.left(name).is_empty()
}

/// A definite noun phrase that may stand for a name: "the envoy", "his lawyer", "the company".
/// An anonymous one ("officials", "a source") may not.
fn describes(side: &Side<'_>, i: usize) -> bool {
    if side.tree_word(i).is_none_or(|w| w.upos != Upos::Noun) {
        return false;
    }
    let definite = side.children(i).any(|c| {
        matches!(
            side.key(c),
            "the" | "his" | "her" | "its" | "their" | "this" | "that"
        ) || side.relation(c) == "nmod"
            && side
                .tree_word(c)
                .is_some_and(|w| w.deprel.as_str() == "nmod:poss")
    });
    let plural = side.tree_word(i).is_some_and(|w| w.xpos == "NNS");
    definite && !(plural && classes::standard().is("anonymous-noun", side.key(i)))
}
