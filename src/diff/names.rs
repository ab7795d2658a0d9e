//! Who and what a pair is about: "Rubio attended" → "Witkoff attended".

use std::collections::BTreeSet;

use crate::checking::relate::Knowledge;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

use super::ChangeType;
use super::meaning::Label;
use super::version::WordKind;
use super::words::{Pairing, Side};

/// Names closer than this (normalised Damerau-Levenshtein) are spellings of one name.
const ONE_SPELLING: f64 = 0.75;

/// A run of name words, at least one of which has no partner.
struct Run {
    /// Indices of its words.
    words: Vec<usize>,
    span: TextSpan,
}

/// A label for every name that gave way to another one. `speakers` are the places where the speaker
/// changed: there the label is one of attribution.
pub(super) fn labels(
    pairing: &Pairing<'_, '_>,
    knowledge: &Knowledge,
    speakers: &[(TextSpan, TextSpan)],
) -> Vec<Label> {
    let old = runs(&pairing.a);
    let mut new = runs(&pairing.b);
    let mut out = Vec::new();
    for o in old {
        // A name in the same place first, then any.
        let same_place = new.iter().position(|n| {
            o.words
                .iter()
                .any(|&i| n.words.iter().any(|&j| pairing.same_place(i, j)))
        });
        let Some(at) = same_place else { continue };
        let n = new.remove(at);
        let (x, y) = (text(pairing, &o, false), text(pairing, &n, true));
        if same_name(pairing, &o, &n, &x, &y, knowledge) {
            continue;
        }
        if speakers
            .iter()
            .any(|(s, t)| s.overlaps(o.span) && t.overlaps(n.span))
        {
            continue;
        }
        out.push(Label {
            kind: ChangeType::EntityChanged,
            message: format!("{x} → {y}"),
            old: Some(o.span),
            new: Some(n.span),
        });
    }
    out.extend(nouns(pairing));
    out
}

fn text(pairing: &Pairing<'_, '_>, run: &Run, new: bool) -> String {
    let version = if new { pairing.new } else { pairing.old };
    version.document.slice(run.span).to_owned()
}

/// Runs of name words with a word that has no partner.
fn runs(side: &Side<'_>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut i = 0;
    while i < side.words.len() {
        if side.kind(i) != WordKind::Name {
            i += 1;
            continue;
        }
        let mut words = vec![i];
        let mut j = i + 1;
        while j < side.words.len()
            && side.kind(j) == WordKind::Name
            && side.words.get(j).map(|w| w.sentence) == side.words.get(i).map(|w| w.sentence)
        {
            words.push(j);
            j += 1;
        }
        i = j;
        if words.iter().any(|&w| side.is_left(w)) {
            let span = words
                .iter()
                .filter_map(|&w| side.words.get(w))
                .map(|w| w.word.span)
                .reduce(TextSpan::cover)
                .unwrap_or_default();
            out.push(Run { words, span });
        }
    }
    out
}

/// Whether the two runs may name one: a part of the other, a spelling, an abbreviation, an adjective
/// of it, or two names that the rulebook has for one entity.
fn same_name(pairing: &Pairing<'_, '_>, o: &Run, n: &Run, x: &str, y: &str, knowledge: &Knowledge) -> bool {
    let left = |side: &Side<'_>, run: &Run| run.words.iter().filter(|&&w| side.is_left(w)).count();
    // A longer and a shorter form: only one side has words to spare.
    if left(&pairing.a, o) == 0 || left(&pairing.b, n) == 0 {
        return true;
    }
    let (x, y) = (x.to_lowercase(), y.to_lowercase());
    if strsim::normalized_damerau_levenshtein(&x, &y) >= ONE_SPELLING && x.len().min(y.len()) >= 5 {
        return true;
    }
    if abbreviates(&x, &y) || abbreviates(&y, &x) {
        return true;
    }
    // "the PSM", "PSMs"; "St Sophia", "Saint Sophia Camp"; "Quicksilver Golf Club", "Quicksilver GC".
    let plain = |s: &str| s.replace("saint ", "st ").replace("st. ", "st ");
    let (p, q) = (plain(&x), plain(&y));
    let plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
    let begins = |one: &str, other: &str| other.strip_prefix(one).is_some_and(|rest| rest.starts_with(' '));
    let tail = |one: &str, other: &str| match (one.split_once(' '), other.split_once(' ')) {
        (Some((a, short)), Some((b, long))) => a == b && abbreviates(short, long),
        _ => false,
    };
    if plural(&p, &q)
        || plural(&q, &p)
        || p == q
        || begins(&p, &q)
        || begins(&q, &p)
        || tail(&x, &y)
        || tail(&y, &x)
    {
        return true;
    }
    let words = |s: &str| s.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(&x), words(&y));
    if a.is_subset(&b) || b.is_subset(&a) {
        return true;
    }
    if lexicon::derived(&x, &y) || lexicon::synonyms(&x, &y, WordClass::Noun) {
        return true;
    }
    knowledge.entities.iter().any(|e| {
        let has = |name: &str| {
            e.names.iter().any(|n| {
                let n = n.to_lowercase();
                n == name || n.strip_prefix("the ") == Some(name)
            })
        };
        has(&x) && has(&y)
    })
}

/// "eu" of "european union"
fn abbreviates(short: &str, long: &str) -> bool {
    let initials: String = long
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| !matches!(*w, "of" | "the" | "and" | "for"))
        .filter_map(|w| w.chars().next())
        .collect();
    let short: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    initials.chars().count() >= 2 && short == initials
}

/// "president", "governor": of two offices the one is not the other's.
fn office(noun: &str) -> bool {
    classes::standard().is("office", noun)
}

/// Common nouns that exclude each other, in the same place: "a man", "a woman".
fn nouns(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let noun = |k: WordKind| k == WordKind::Content(WordClass::Noun);
    let mut new = pairing.b.left(noun);
    let mut out = Vec::new();
    for i in pairing.a.left(noun) {
        let x = pairing.a.key(i);
        let found = new.iter().position(|&j| {
            let y = pairing.b.key(j);
            let offices = office(x) && office(y) && !lexicon::synonyms(x, y, WordClass::Noun);
            (offices || lexicon::exclusive(x, y, WordClass::Noun).is_some()) && pairing.same_place(i, j)
        });
        let Some(j) = found.map(|at| new.remove(at)) else {
            continue;
        };
        if let (Some(o), Some(n)) = (pairing.a.words.get(i), pairing.b.words.get(j)) {
            out.push(Label {
                kind: ChangeType::EntityChanged,
                message: format!("{} → {}", o.word.form, n.word.form),
                old: Some(o.word.span),
                new: Some(n.word.span),
            });
        }
    }
    out
}
