//! What became of what, by the order of the words: headlines are short, and hard to parse.

use std::collections::BTreeSet;

use super::{Pair, Place, Told, of_people};
use crate::checking::checks::context::View;
use crate::checking::checks::words;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::Upos;

/// The lemmas that the form may have as a verb.
fn bases(form: &str) -> Vec<String> {
    let lower = form.to_lowercase();
    let mut out = vec![lower.clone()];
    out.extend(lexicon::irregular_verb(&lower).map(str::to_owned));
    for ending in ["s", "es", "ed", "d", "ing"] {
        if let Some(stem) = lower.strip_suffix(ending).filter(|s| s.len() > 2) {
            out.push(stem.to_owned());
            if matches!(ending, "ing") {
                out.push(format!("{stem}e"));
            }
            let mut letters = stem.chars().rev();
            if matches!(ending, "ed" | "ing") && letters.next() == letters.next() {
                out.push(stem.get(..stem.len() - 1).unwrap_or_default().to_owned());
            }
        }
    }
    for ending in ["ies", "ied"] {
        out.extend(lower.strip_suffix(ending).map(|s| format!("{s}y")));
    }
    out
}

/// What the words say in their order, where a short line is hard to parse: a verb of the lists and the nouns behind it
/// or in front of it.
pub(super) fn written(pairs: &[Pair], view: &View<'_>, headline: bool) -> Vec<Told> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map(|w| w.form.to_lowercase()).unwrap_or_default();
    let stop = |i: usize| {
        words.get(i).is_none_or(|w| {
            matches!(
                w.upos,
                Upos::Adp | Upos::Aux | Upos::Sconj | Upos::Part | Upos::Punct | Upos::Cconj | Upos::Adv
            )
        })
    };
    let noun = |i: usize| {
        words.get(i).map(|w| {
            let lemma = w.lemma.to_lowercase();
            // "Tolley shares fall": a noun read as a verb.
            match lemma.strip_suffix('s').filter(|_| !w.upos.is_nominal()) {
                Some(stem) => stem.to_owned(),
                None => lemma,
            }
        })
    };
    let nouns = |from: usize, to: usize| -> BTreeSet<String> { (from..to).filter_map(noun).collect() };
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate().skip(usize::from(headline)) {
        if !headline && word.upos != Upos::Verb || word.form.starts_with(char::is_uppercase) {
            continue;
        }
        let next = form(i + 1);
        let forms = bases(&word.form);
        let flips = match form(i.saturating_sub(1)).as_str() {
            // "plan to close", "votes to close", "refuses to sign"
            "to" => {
                let before = i.checked_sub(2).and_then(noun).unwrap_or_default();
                let base = bases(&before);
                // "fight to save library": an aim. Where another verb stands in front, it says what comes of it.
                let of_verb = |b: &String| words::is(b, "refusing-verb") || words::is(b, "decide-verb");
                let other_verb = words.iter().take(i).any(|w| w.upos == Upos::Verb)
                    && !base.iter().any(of_verb)
                    && i > 2
                    && !words::is(&before, "process-noun");
                if words::is(&before, "proposal-noun")
                    || words::is(&before, "aim-noun")
                    || other_verb
                    || !headline
                {
                    continue;
                }
                base.iter().any(|b| words::is(b, "refusing-verb"))
            }
            "not" | "n't" | "no" | "may" | "could" | "would" | "might" | "never" => continue,
            _ => false,
        };
        let hedged = words.iter().take(i).any(|w| {
            let low = w.form.to_lowercase();
            w.xpos == "MD"
                || matches!(
                    low.as_str(),
                    "if" | "whether" | "not" | "n't" | "no" | "had" | "plan" | "proposal"
                )
        });
        if hedged && !headline
            || word.xpos == "VBG"
                && i > 0
                && !matches!(form(i - 1).as_str(), "after" | "by" | ",")
                && headline
        {
            continue;
        }
        // "finds captain guilty"
        if headline
            && forms.iter().any(|f| f == "find")
            && let Some(at) = (i + 1..words.len()).find(|&j| form(j) == "guilty")
        {
            let not = form(at - 1) == "not";
            let thing = noun(at - if not { 2 } else { 1 }).filter(|t| of_people(t));
            let person = pairs.iter().position(|p| p.place == Place::Person);
            if let (Some(thing), Some(pair), Some(end)) = (thing, person, words.get(at)) {
                out.push(Told {
                    pair,
                    up: not,
                    of: BTreeSet::from([thing.clone()]),
                    thing,
                    doer: BTreeSet::new(),
                    sentence: view.index,
                    span: word.span.cover(end.span),
                    apart: false,
                });
            }
            continue;
        }
        for (p, pair) in pairs.iter().enumerate() {
            let has = |list: &[&str]| {
                if forms
                    .iter()
                    .any(|f| list.contains(&format!("{f} {next}").as_str()))
                {
                    return Some(2);
                }
                forms.iter().any(|f| list.contains(&f.as_str())).then_some(1)
            };
            let (up, length) = match (has(&pair.up), has(&pair.down)) {
                (Some(a), Some(b)) if a == b => continue,
                (Some(a), b) if b.is_none_or(|b| b < a) => (true, a),
                (_, Some(b)) => (false, b),
                _ => continue,
            };
            if !headline && pair.place != Place::Change || pair.place == Place::Doer {
                continue;
            }
            let from = i + length;
            // "bank cuts rate": where the verb was read as a noun, the noun may have been read as the verb.
            let verb = |j: usize| {
                words.get(j).is_some_and(|w| {
                    let base = w.form.to_lowercase();
                    let noun = headline && lexicon::knows(&base, WordClass::Noun);
                    w.upos == Upos::Verb && !noun
                })
            };
            let to = (from..words.len())
                .find(|&j| stop(j) || verb(j))
                .unwrap_or(words.len());
            // "strike to continue": what stands in front of the "to"; "power station in Hallam": in front of the place.
            let mut end = if form(i.saturating_sub(1)) == "to" {
                i.saturating_sub(1)
            } else {
                i
            };
            let group = |end: usize| (0..end).rev().take_while(|&j| !stop(j)).last().unwrap_or(end);
            let mut before = group(end);
            let place = (before..end).all(|j| words.get(j).is_some_and(|w| w.upos == Upos::Propn));
            let led = before
                .checked_sub(1)
                .is_some_and(|j| matches!(form(j).as_str(), "in" | "at" | "near" | "of"));
            if place && led && before > 1 && end < i {
                end = before - 1;
                before = group(end);
            }
            let number = |j: usize| {
                words.get(j).is_some_and(|w| {
                    w.upos == Upos::Num || matches!(w.form.as_str(), "%" | "percent" | "$" | "£" | "€")
                })
            };
            let behind = to > from
                && !number(to - 1)
                && words
                    .get(to - 1)
                    .is_some_and(|w| w.upos.is_nominal() || headline && w.upos == Upos::Verb);
            // What stands in front of "fall": not far, and nothing behind it but a measure.
            let changes = matches!(pair.place, Place::Change | Place::Either);
            // "captain convicted over six deaths", "town hall saved from fire"
            let lower = word.form.to_lowercase();
            let participle = lower.ends_with("ed") || lexicon::irregular_verb(&lower).is_some();
            let (first, last) = if behind && pair.place != Place::Person {
                (from, to)
            } else if (changes || participle && !behind) && before < end && headline {
                (before, end)
            } else {
                continue;
            };
            let Some(thing) = noun(last - 1) else { continue };
            let ruling = pair.nouns == "proposal-noun"
                && forms.iter().any(|f| words::is(f, "ruling-verb"))
                && words.get(last - 1).is_some_and(|w| w.upos == Upos::Noun);
            if !(pair.nouns.is_empty() || words::is(&thing, pair.nouns) || ruling && headline) {
                continue;
            }
            if pair.place == Place::Person && !of_people(&thing) {
                continue;
            }
            let Some(last_word) = words.get(last.max(i + 1) - 1) else {
                continue;
            };
            let start = words.get(first.min(i)).map_or(word.span, |w| w.span);
            out.push(Told {
                pair: p,
                up: up != flips,
                of: nouns(first, last),
                thing,
                doer: if behind {
                    nouns(before, end)
                } else {
                    BTreeSet::new()
                },
                sentence: view.index,
                span: start.cover(last_word.span),
                apart: nouns(first, last).iter().any(|w| words::is(w, "another-one")),
            });
        }
    }
    out
}
