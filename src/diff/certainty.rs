//! How sure and how wide: "could sign" → "will sign", "some" → "all", "plans to sign" → "signed".

use crate::document::TextSpan;
use crate::lexicon::{WordClass, classes};
use crate::reading::tree::Upos;

use super::ChangeType;
use super::meaning::Label;
use super::scales::{self, Scale, ScaleName};
use super::version::WordKind;
use super::words::{Pairing, Side};

/// At most one label in each direction.
pub(super) fn labels(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let mut all = modals(pairing);
    all.extend(embeddings(pairing));
    all.extend(degrees(pairing));
    all.extend(proceedings(pairing));
    let mut out: Vec<Label> = Vec::new();
    for label in all {
        if !out.iter().any(|l| l.kind == label.kind) {
            out.push(label);
        }
    }
    out
}

/// Modal verbs on verbs that both sides have.
fn modals(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let mut out = Vec::new();
    for (i, j) in predicates(pairing) {
        let (old, new) = (modal(&pairing.a, i), modal(&pairing.b, j));
        let degree = |m: Option<(usize, u8)>| m.map_or(scales::absent(ScaleName::Modal), |(_, d)| d);
        let (d, e) = (degree(old), degree(new));
        if d == e {
            continue;
        }
        // "may not", "must not": both forbid.
        let forbids = |side: &Side<'_>, m: Option<(usize, u8)>, verb: usize| {
            m.is_some_and(|(w, _)| matches!(side.key(w), "may" | "can" | "must" | "shall"))
                && side.children(verb).any(|c| matches!(side.key(c), "not" | "n't"))
        };
        if forbids(&pairing.a, old, i) && forbids(&pairing.b, new, j) {
            continue;
        }
        // "before returning", "he would return": a participle leaves it to its clause.
        let participle = |side: &Side<'_>, m: Option<(usize, u8)>, verb: usize| {
            m.is_none() && side.tree_word(verb).is_some_and(|w| w.xpos == "VBG")
        };
        let would = |side: &Side<'_>, m: Option<(usize, u8)>| m.is_some_and(|(w, _)| side.key(w) == "would");
        if participle(&pairing.a, old, i) && would(&pairing.b, new)
            || participle(&pairing.b, new, j) && would(&pairing.a, old)
        {
            continue;
        }
        // "to run it", "he will run it": what something is for is still to come.
        let will = |side: &Side<'_>, m: Option<(usize, u8)>| {
            m.is_some_and(|(w, _)| matches!(side.key(w), "will" | "'ll" | "shall" | "would"))
        };
        if old.is_none() && is_purpose(&pairing.a, i) && will(&pairing.b, new)
            || new.is_none() && is_purpose(&pairing.b, j) && will(&pairing.a, old)
        {
            continue;
        }
        // A modal that has a partner somewhere belongs to another verb now: two verbs were read
        // differently, nothing was changed.
        let evident = |side: &Side<'_>, m: Option<(usize, u8)>| m.is_none_or(|(w, _)| side.is_left(w));
        if !evident(&pairing.a, old) || !evident(&pairing.b, new) {
            continue;
        }
        // "is expected to decline" → "will decline": the verb above says how sure it was.
        if open(&pairing.a, i).is_some() != open(&pairing.b, j).is_some() {
            continue;
        }
        let phrase = |side: &Side<'_>, m: Option<(usize, u8)>, verb: usize| {
            phrase(side, m.map(|m| m.0).into_iter().chain([verb]))
        };
        out.push(label(
            d < e,
            phrase(&pairing.a, old, i),
            phrase(&pairing.b, new, j),
        ));
    }
    out
}

/// Predicates that both sides have.
fn predicates(pairing: &Pairing<'_, '_>) -> Vec<(usize, usize)> {
    pairing
        .a
        .partner
        .iter()
        .enumerate()
        .filter_map(|(i, p)| Some((i, (*p)?)))
        .filter(|&(i, j)| is_predicate(&pairing.a, i) && is_predicate(&pairing.b, j))
        .collect()
}

fn is_predicate(side: &Side<'_>, i: usize) -> bool {
    match side.kind(i) {
        WordKind::Content(WordClass::Verb) | WordKind::Cue => true,
        WordKind::Content(_) | WordKind::Name | WordKind::Number => {
            side.children(i).any(|c| side.relation(c) == "cop")
        }
        _ => false,
    }
}

/// The modal verb on a predicate, its own or that of the verb it is coordinated with, and its degree.
fn modal(side: &Side<'_>, verb: usize) -> Option<(usize, u8)> {
    let own = |v: usize| {
        side.children(v).find_map(|c| match side.kind(c) {
            WordKind::Degree(Scale {
                name: ScaleName::Modal,
                degree,
            }) => Some((c, degree)),
            _ => None,
        })
    };
    let (word, degree) = own(verb).or_else(|| {
        // "can exist and be made": an infinitive's auxiliary has no tense of its own.
        let has_aux = side.children(verb).any(|c| match side.relation(c) {
            "aux" => side.tree_word(c).is_none_or(|w| w.xpos != "VB"),
            relation => relation == "nsubj",
        });
        (side.relation(verb) == "conj" && !has_aux)
            .then(|| side.head(verb))
            .flatten()
            .and_then(own)
    })?;
    // "said it would" is "says it will" seen from later.
    let reported = side.key(word) == "would"
        && side.relation(verb) == "ccomp"
        && side.head(verb).is_some_and(|h| side.kind(h) == WordKind::Cue);
    Some((word, if reported { degree + 1 } else { degree }))
}

/// Verbs and adjectives over a verb that leave open whether it happens: "plans to", "is likely to".
fn embeddings(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let mut out = Vec::new();
    for (i, j) in predicates(pairing) {
        let (old, new) = (open(&pairing.a, i), open(&pairing.b, j));
        let (a, b) = (&pairing.a, &pairing.b);
        // "to teach them", "aims to teach them"; "allows it to be seen", "it can be seen".
        let alike = |over: (&Side<'_>, Option<usize>), side: &Side<'_>, verb: usize| {
            let enables = over
                .1
                .is_some_and(|o| classes::standard().is("enabling", over.0.key(o)));
            let least = scales::of_modal("can");
            over.1.is_some()
                && (is_purpose(side, verb) || enables && modal(side, verb).map(|(_, d)| d) == least)
        };
        if alike((a, old), b, j) || alike((b, new), a, i) {
            continue;
        }
        match (old, new) {
            (Some(o), None) if pairing.a.is_left(o) => {
                out.push(label(
                    true,
                    opened(&pairing.a, Some(o), i),
                    opened(&pairing.b, None, j),
                ));
            }
            (None, Some(n)) if pairing.b.is_left(n) => {
                out.push(label(
                    false,
                    opened(&pairing.a, None, i),
                    opened(&pairing.b, Some(n), j),
                ));
            }
            _ => {}
        }
    }
    out
}

/// "plans to sign", "will sign": a verb with what stands over it and on it.
fn opened(side: &Side<'_>, over: Option<usize>, verb: usize) -> (String, Option<TextSpan>) {
    let to = side
        .children(verb)
        .filter(|&c| over.is_some() && side.relation(c) == "mark");
    let modal = modal(side, verb).map(|(word, _)| word);
    let words: Vec<usize> = over.into_iter().chain(to).chain(modal).chain([verb]).collect();
    phrase(side, words)
}

/// "to run the fund": what the clause above it is for.
fn is_purpose(side: &Side<'_>, verb: usize) -> bool {
    side.relation(verb) == "advcl"
        && side
            .children(verb)
            .any(|c| side.relation(c) == "mark" && side.key(c) == "to")
}

/// The word over `verb` that leaves open whether it happens.
fn open(side: &Side<'_>, verb: usize) -> Option<usize> {
    if !matches!(side.relation(verb), "xcomp" | "advcl" | "acl" | "ccomp") {
        return None;
    }
    // With a "that" clause the verb is one of speech: that is a matter of attribution.
    let to = side
        .children(verb)
        .any(|c| side.relation(c) == "mark" && side.key(c) == "to");
    if !to {
        return None;
    }
    let words = classes::standard();
    let mut head = side.head(verb)?;
    // "allows it to be seen": who is let do something stands between the two.
    if side.relation(verb) == "acl" && side.relation(head) == "obj" {
        head = side
            .head(head)
            .filter(|&v| words.is("enabling", side.key(v)))
            .unwrap_or(head);
    }
    let lemma = side.key(head);
    let verb_or_adjective = matches!(
        side.kind(head),
        WordKind::Content(WordClass::Verb | WordClass::Adjective) | WordKind::Cue | WordKind::Degree(_)
    );
    let noun = matches!(
        side.kind(head),
        WordKind::Content(WordClass::Noun) | WordKind::Degree(_)
    );
    let opens = (verb_or_adjective
        && ["intention", "probable", "enabling", "order-verb"]
            .iter()
            .any(|class| words.is(class, lemma)))
        || (noun && words.is("intention-noun", lemma));
    // "is going to" is the future, no intention.
    (opens && lemma != "go").then_some(head)
}

/// How far the law has gone: "was charged" → "was convicted".
fn proceedings(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let verb = |k: WordKind| matches!(k, WordKind::Content(WordClass::Verb) | WordKind::Cue);
    let mut new = pairing.b.left(verb);
    let mut out = Vec::new();
    for i in pairing.a.left(verb) {
        let Some(d) = scales::proceeding(pairing.a.key(i)) else {
            continue;
        };
        let found = new.iter().position(|&j| {
            scales::proceeding(pairing.b.key(j)).is_some_and(|e| e != d) && pairing.same_place(i, j)
        });
        let Some(j) = found.map(|at| new.remove(at)) else {
            continue;
        };
        let e = scales::proceeding(pairing.b.key(j)).unwrap_or(d);
        out.push(label(d < e, phrase(&pairing.a, [i]), phrase(&pairing.b, [j])));
    }
    out
}

/// Words on a scale that only one side has, or that are of another degree there.
fn degrees(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let on_scale = |k: WordKind| matches!(k, WordKind::Degree(s) if s.name != ScaleName::Modal);
    let scale = |side: &Side<'_>, i: usize| match side.kind(i) {
        WordKind::Degree(s) => Some(s),
        _ => None,
    };
    let (mut old, mut new) = (pairing.a.left(on_scale), pairing.b.left(on_scale));
    let mut out = Vec::new();
    // "probably", "most likely": degrees of one sureness, in words of two classes.
    old.retain(|&i| {
        let twin = new.iter().position(|&j| {
            let (s, t) = (scale(&pairing.a, i), scale(&pairing.b, j));
            s.zip(t).is_some_and(|(s, t)| s.name != t.name && s.is_as_sure(t))
        });
        twin.map(|at| new.remove(at)).is_none()
    });
    // "all of them left, seeing": "they all saw" says again what the pronoun stands for.
    old.retain(|&i| !says_again(&pairing.a, i));
    new.retain(|&j| !says_again(&pairing.b, j));
    for i in old {
        let Some(s) = scale(&pairing.a, i) else { continue };
        let counterpart = new
            .iter()
            .position(|&j| scale(&pairing.b, j).is_some_and(|t| t.name == s.name));
        if let Some(at) = counterpart {
            let j = new.remove(at);
            let Some(t) = scale(&pairing.b, j) else { continue };
            if s.degree != t.degree
                && (pairing.same_place(i, j) || bears(&pairing.a, i, s) && bears(&pairing.b, j, t))
            {
                out.push(label(
                    s.degree < t.degree,
                    phrase(&pairing.a, [i]),
                    phrase(&pairing.b, [j]),
                ));
            }
            continue;
        }
        let absent = scales::absent(s.name);
        if s.degree != absent && bears(&pairing.a, i, s) {
            out.push(label(
                s.degree < absent,
                phrase(&pairing.a, [i]),
                (String::new(), None),
            ));
        }
    }
    for j in new {
        let Some(t) = scale(&pairing.b, j) else { continue };
        let absent = scales::absent(t.name);
        if t.degree != absent && bears(&pairing.b, j, t) {
            out.push(label(
                absent < t.degree,
                (String::new(), None),
                phrase(&pairing.b, [j]),
            ));
        }
    }
    out
}

/// Whether the word stands with a pronoun, in another sentence than the same word with what the pronoun stands for.
fn says_again(side: &Side<'_>, i: usize) -> bool {
    let sentence = |i: usize| side.words.get(i).map(|w| w.sentence);
    let is_pronoun = |i: usize| side.tree_word(i).is_some_and(|w| w.upos == Upos::Pron);
    let with_pronoun = side.head(i).is_some_and(is_pronoun)
        || i.checked_sub(1)
            .is_some_and(|before| is_pronoun(before) && side.head(before) == side.head(i));
    with_pronoun
        && (0..i).any(|other| {
            side.key(other) == side.key(i) && !side.is_left(other) && sentence(other) != sentence(i)
        })
}

/// Whether the word on a scale bears on something that the other side has, too.
fn bears(side: &Side<'_>, i: usize, scale: Scale) -> bool {
    let kept = |i: usize| side.partner.get(i).copied().flatten().is_some();
    let head = side.head(i);
    match scale.name {
        ScaleName::Modal | ScaleName::Proceeding => false,
        ScaleName::Condition => head.is_some_and(|verb| {
            side.relation(verb) == "advcl" && (kept(verb) || side.head(verb).is_some_and(kept))
        }),
        // "almost 40" is a matter of the number.
        ScaleName::Adverb => head.is_some_and(|h| kept(h) && side.kind(h) != WordKind::Number),
        // "after all", "at all" speak of no quantity.
        ScaleName::Quantity if side.relation(i) == "obl" => false,
        // "lists events", "lists some events": only of what a sentence is about does it say how many.
        ScaleName::Quantity
            if matches!(side.key(i), "some" | "several")
                && head.is_some_and(|h| !matches!(side.relation(h), "nsubj" | "root")) =>
        {
            false
        }
        ScaleName::Adjective | ScaleName::Quantity => head.is_some_and(kept),
        ScaleName::Noun => side
            .children(i)
            .any(|c| matches!(side.relation(c), "nmod" | "acl") && kept(c)),
        ScaleName::Verb => side
            .children(i)
            .any(|c| matches!(side.relation(c), "ccomp" | "xcomp" | "parataxis") && kept(c)),
    }
}

/// The words for the message, and their place.
fn phrase(side: &Side<'_>, words: impl IntoIterator<Item = usize>) -> (String, Option<TextSpan>) {
    let mut words: Vec<usize> = words.into_iter().collect();
    words.sort_unstable();
    words.dedup();
    let found: Vec<_> = words.iter().filter_map(|&w| side.words.get(w)).collect();
    (
        found
            .iter()
            .map(|w| w.word.form.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        found.iter().map(|w| w.word.span).reduce(TextSpan::cover),
    )
}

fn label(stronger: bool, old: (String, Option<TextSpan>), new: (String, Option<TextSpan>)) -> Label {
    let message = match (old.0.is_empty(), new.0.is_empty()) {
        (false, true) => format!("without “{}”", old.0),
        (true, false) => format!("with “{}”", new.0),
        _ => format!("{} → {}", old.0, new.0),
    };
    Label {
        kind: if stronger {
            ChangeType::Strengthened
        } else {
            ChangeType::Weakened
        },
        message,
        old: old.1,
        new: new.1,
    }
}
