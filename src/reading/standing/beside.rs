//! Speech that stands beside its content: quotation marks, "…, Rubio said", "according to".

use super::super::clause::{Clause, Link};
use super::super::names::NameKind;
use super::super::phrase::SentenceView;
use super::super::statement::{Attribution, Certainty, Mode, SourceKind};
use super::super::tree::{Upos, Word};
use super::frame::class_lemma;
use super::{Frame, StandingContext, weaker};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

/// A clause whose head stands inside a quotation is the speaker's, unless its governor stands in
/// the same quotation and has settled the source already.
pub(super) fn quotation_frame(cx: &StandingContext<'_>, clauses: &[Clause], i: usize, frame: &mut Frame) {
    let tree = cx.view.tree;
    let head = tree.words[clauses[i].head].span;
    let Some(q) = cx.quoted.iter().rev().find(|q| q.span.contains(head)) else {
        return;
    };
    let inside_with_governor = clauses[i]
        .governor
        .is_some_and(|(g, _)| q.span.contains(tree.words[clauses[g].head].span));
    if inside_with_governor && frame.source.kind != SourceKind::Narrator {
        return;
    }
    let parent = frame.parent;
    if q.fragment {
        // Words worked into the sentence: the frame around them stays.
        frame.source.mode = Mode::Quoted;
        frame.source.quotation = Some(q.span);
        if frame.source.kind == SourceKind::Narrator {
            frame.source = q.source.clone();
        }
        return;
    }
    let nested = frame.source.kind != SourceKind::Narrator
        && frame
            .source
            .quotation
            .is_some_and(|s| s != q.span && s.contains(q.span));
    let outer = frame.source.clone();
    // A new voice begins: nothing above it but the speech verb.
    *frame = Frame {
        source: q.source.clone(),
        parent,
        ..Frame::default()
    };
    if nested {
        frame.source.reported_by.push(outer);
    }
}

/// "according to X": the cue, the head of X, and the clause that it belongs to; `None` where it is
/// set off by a comma or opens the sentence, and so speaks for all of it.
pub(super) fn according(view: &SentenceView<'_>) -> Vec<(usize, usize, Option<usize>)> {
    let tree = view.tree;
    let mut out = Vec::new();
    // "In the view of the critics, the second act drags."
    for i in 0..tree.len() {
        let opinion = matches!(
            view.lower(i).as_str(),
            "view"
                | "opinion"
                | "words"
                | "judgment"
                | "judgement"
                | "telling"
                | "account"
                | "estimation"
                | "reckoning"
                | "estimate"
                | "admission"
                | "calculation"
        );
        // "in the prosecution's account," stands for itself only where a comma sets it off.
        let comma = tree.words.get(i + 1).is_some_and(|w| w.form == ",");
        let of = tree.children_by(i, "nmod").find(|&c| view.case(c) == "of");
        let whose = || {
            let mut owners = tree.children_by(i, "nmod");
            owners.find(|&c| comma && tree.words[c].deprel.as_str() == "nmod:poss")
        };
        let Some(of) = of.or_else(whose) else {
            continue;
        };
        // "the merger, by Keating's reckoning, will save …": set off by commas on both sides, or at the beginning.
        let first = tree.children_by(i, "case").min().unwrap_or(i);
        let set_off = comma && (first == 0 || tree.words.get(first - 1).is_some_and(|w| w.form == ","));
        let beside = match view.case(i).as_str() {
            "in" | "to" => i < 8,
            "by" => set_off && tree.words[of].deprel.as_str() == "nmod:poss",
            _ => false,
        };
        if opinion && beside {
            out.push((i, of, None));
        }
    }
    for i in 0..tree.len() {
        if view.lower(i) != "according" || i + 1 >= tree.len() || view.lower(i + 1) != "to" {
            continue;
        }
        let noun = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let Some(mut speaker) = (i + 2..tree.len()).find(|&j| noun(&tree.words[j])) else {
            continue;
        };
        while let Some(h) = tree.words[speaker].head
            && h > speaker
            && noun(&tree.words[h])
            && matches!(
                tree.words[speaker].deprel.base(),
                "compound" | "amod" | "nmod" | "det" | "flat"
            )
        {
            speaker = h;
        }
        let set_off = i == 0 || tree.words[i - 1].upos == Upos::Punct;
        let mut owner = None;
        if !set_off {
            let mut at = tree.words[speaker].head;
            while let Some(w) = at {
                if tree.words[w].upos == Upos::Verb || tree.child_by(w, "cop").is_some() {
                    owner = Some(w);
                    break;
                }
                at = tree.words[w].head;
            }
        }
        out.push((i, speaker, owner));
    }
    out
}

/// "Minister: tax on sugar will not return": the colon and the head of the speaker before it, who is
/// somebody, and of whom nothing else is said.
fn label(view: &SentenceView<'_>) -> Option<(usize, usize)> {
    let tree = view.tree;
    let colon = tree
        .words
        .iter()
        .position(|w| w.form == ":")
        .filter(|&c| (1..=5).contains(&c))?;
    let phrase = 0..colon;
    let nominal = |w: &Word| {
        matches!(
            w.upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part
        )
    };
    if !tree.words[phrase.clone()].iter().all(nominal) {
        return None;
    }
    let head = phrase.clone().find(|&i| {
        tree.words[i].head.is_none_or(|h| !phrase.contains(&h)) && tree.words[i].upos != Upos::Part
    })?;
    let named = view.mention_at(head).and_then(|m| view.names.get(m.name));
    let somebody = match named {
        Some(name) => matches!(
            name.kind,
            NameKind::Person | NameKind::Organisation | NameKind::Country
        ),
        None => ["person", "organization"]
            .iter()
            .any(|kind| lexicon::is_kind_of(view.lemma(head), kind, WordClass::Noun)),
    };
    somebody.then_some((colon, head))
}

/// "To hear the sheriff tell it, …": who tells it, and the verb.
fn heard(view: &SentenceView<'_>, clauses: &[Clause], i: usize) -> Option<(usize, TextSpan)> {
    // Whichever of the two the parser hangs on the other.
    let tell = |c: &Clause| matches!(c.verb.lemma.as_str(), "tell" | "describe" | "explain" | "recount");
    let under = |c: &Clause, g: usize| c.governor.is_some_and(|(above, _)| above == g);
    let aside = |c: &Clause| c.governor == Some((i, Link::Adverbial));
    let (hear, tells) = clauses.iter().enumerate().find_map(|(h, hear)| {
        let heard = hear.verb.lemma == "hear" && hear.verb.infinitive && hear.head < clauses[i].head;
        let (_, tells) = clauses.iter().enumerate().find(|(t, c)| {
            tell(c) && c.head > hear.head && (aside(hear) && under(c, h) || aside(c) && under(hear, *t))
        })?;
        heard.then_some((h, tells))
    })?;
    let it = tells.object.is_some_and(|o| view.lower(o) == "it");
    let teller = clauses[hear].object.or(tells.subject)?;
    it.then_some((teller, tells.verb.span))
}

/// "word has it in town", "it is whispered", "so the story goes": as sure as "reportedly".
fn is_hearsay(view: &SentenceView<'_>, clause: &Clause) -> bool {
    let words = classes::standard();
    let lemma = clause.verb.lemma.as_str();
    let subject = clause.subject.or(clause.object);
    let Some(subject) = subject.filter(|_| clause.own_subject) else {
        return false;
    };
    let rumour = words.is("hearsay-noun", view.lemma(subject));
    let it = view.lower(subject) == "it";
    let told = clause.verb.passive
        && it
        && (words.is("speech-verb", lemma) || lemma == "whisper" || lemma == "rumour" || lemma == "rumor");
    let object = clause.object.is_some_and(|o| view.lower(o) == "it");
    let has_it = rumour && (lemma == "have" && object || matches!(lemma, "go" | "run" | "say"));
    told || has_it
}

/// Speech set beside its content: "…, Rubio said", "…, according to Rubio", "…, as Rubio put it".
pub(super) fn side_speech(cx: &StandingContext<'_>, clauses: &[Clause], i: usize, frame: &mut Frame) {
    let view = &cx.view;
    let tree = view.tree;
    let words = classes::standard();
    let clause = &clauses[i];
    let head_span = tree.words[clause.head].span;
    let quoted = cx
        .quoted
        .iter()
        .rev()
        .find(|q| q.span.contains(head_span) && !q.fragment);
    let mut found: Option<(Attribution, String, TextSpan)> = None;
    if let Some((colon, speaker)) = label(view)
        && colon < clause.head
        && clause.governor.is_none_or(|(g, _)| clauses[g].head < colon)
        && let Some(source) = (cx.speaker)(speaker)
    {
        found = Some((source, ":".to_owned(), tree.words[colon].span));
    }
    for (cue, speaker, owner) in according(view) {
        let here = match owner {
            Some(word) => word == clause.head,
            None => clause.governor.is_none(),
        };
        let span = tree.words[cue].span;
        let same_voice = cx
            .quoted
            .iter()
            .all(|q| q.fragment || q.span.contains(span) == q.span.contains(head_span));
        if here
            && same_voice
            && let Some(source) = (cx.speaker)(speaker)
        {
            found = Some((source, "according to".to_owned(), span));
        }
    }
    if let Some((teller, span)) = heard(view, clauses, i)
        && quoted.is_none()
        && let Some(source) = (cx.speaker)(teller)
    {
        found = Some((source, "tell".to_owned(), span));
    }
    for &c in tree.children(clause.head).iter() {
        let child = &tree.words[c];
        // ", or so say officials"
        let so = tree.children_by(c, "advmod").any(|a| view.lower(a) == "so");
        let beside = matches!(child.deprel.base(), "parataxis" | "advcl" | "ccomp" | "discourse");
        if !(beside || so && child.deprel.is("conj")) || quoted.is_some() {
            continue;
        }
        let Some(other) = clauses.iter().find(|k| k.head == c) else {
            continue;
        };
        if is_hearsay(view, other) {
            frame.certainty = weaker(frame.certainty, Certainty::Possible);
            frame.markers.push(other.verb.span);
            continue;
        }
        let lemma = class_lemma(view, other);
        let has_content = clauses.iter().any(|k| {
            // "or so officials have said who were briefed": about them, and nothing that they say.
            let of_them = tree.children(k.head).iter().any(|&w| view.lower(w) == "who");
            !of_them
                && k.governor
                    .is_some_and(|(g, l)| matches!(l, Link::Content | Link::Open) && clauses[g].head == c)
        });
        let as_marked = other.marks.iter().any(|&m| view.lemma(m) == "as")
            || other.adverbs.iter().any(|&m| view.lemma(m) == "as");
        let speech = words.is("quotation-verb", lemma) || words.is("belief-verb", lemma);
        if so
            && speech
            && !has_content
            && let Some(source) = other
                .subject
                .filter(|_| other.own_subject)
                .or(other.object)
                .and_then(|s| (cx.speaker)(s))
        {
            found = Some((source, lemma.to_owned(), other.verb.span));
            continue;
        }
        let set_beside = child.deprel.is("parataxis") || as_marked;
        if speech
            && set_beside
            && !has_content
            && other.own_subject
            && (other.object.is_none() || as_marked || words.is("hearer-verb", lemma))
            && let Some(source) = other.subject.and_then(|s| (cx.speaker)(s))
        {
            found = Some((source, lemma.to_owned(), other.verb.span));
        }
    }
    let Some((mut source, cue, span)) = found else {
        return;
    };
    if frame.source.kind == SourceKind::Narrator || quoted.is_none() && frame.source.cue.is_none() {
        source.cue = Some(cue);
        source.cue_span = Some(span);
        frame.source = source;
    }
}
