//! Clauses and their standing → [`Statement`]s.

use super::attribution::Parsed;
use super::clause::{Clause, Link};
use super::names::NameKind;
use super::phrase::{self, SentenceView};
use super::pronouns::{self, Antecedents};
use super::standing::Standing;
use super::statement::{
    Argument, Circumstance, CircumstanceKind, Embedding, Mode, Phrase, Predicate, Quantifier, Role,
    Statement, StatementKind, TimeMention, TimeValue,
};
use super::tree::{Upos, Word};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

/// Below this confidence a clause is not used for a verdict.
///
/// Chosen from the curve of precision against coverage over the development halves of the treebanks
/// (`evaluate coverage`; the table stands in `EVALUATION.md`): F1 is greatest from here to 0.45, and of the
/// statements between 0.35 and here one in three is right in all its parts. Of the gold tree's statements it
/// keeps 75 in a hundred where taking everything keeps 77; precision goes from 0.76 to 0.80.
pub const READ_THRESHOLD: f32 = 0.40;

/// Builds the statements of one sentence; `first` is the id of the first one.
pub(crate) fn statements(
    parsed: &Parsed<'_>,
    sentence: usize,
    standings: &[Standing],
    antecedents: &Antecedents,
    first: usize,
) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::with_capacity(parsed.clauses.len());
    for (i, clause) in parsed.clauses.iter().enumerate() {
        out.push(statement(
            parsed,
            sentence,
            clause,
            &standings[i],
            antecedents,
            first + i,
            first,
        ));
    }
    out
}

fn statement(
    parsed: &Parsed<'_>,
    sentence: usize,
    clause: &Clause,
    standing: &Standing,
    antecedents: &Antecedents,
    id: usize,
    first: usize,
) -> Statement {
    let view = &parsed.view;
    let tree = view.tree;
    let build = |word: usize, predicate: bool| {
        let mut p = phrase::build(view, word, predicate);
        pronouns::resolve(&mut p, sentence, antecedents);
        p
    };
    let mut subject = clause.subject.map(|s| Argument {
        role: Role::Subject,
        phrase: build(s, false),
    });
    let mut objects = Vec::new();
    let mut push = |role: Role, phrase: Phrase| objects.push(Argument { role, phrase });
    if let Some(o) = clause.object {
        push(Role::Object, build(o, false));
    }
    if let Some(r) = clause.recipient {
        push(Role::Recipient, build(r, false));
    }
    let mut circumstances = Vec::new();
    if let Some(a) = clause.attribute {
        let mut phrase = build(
            a,
            clause.kind != StatementKind::Event || tree.child_by(a, "nsubj").is_some(),
        );
        let case = view.case(a);
        // "by the band Pink Floyd": the preposition is that of the phrase in which the apposition stands.
        let apposition = clause.kind == StatementKind::Role
            && clause.verb.span == tree.words[a].span
            && tree.child_by(a, "cop").is_none();
        if clause.kind == StatementKind::Event || case.is_empty() || apposition {
            // The title of an apposition does not take in the name beside it.
            if clause.kind == StatementKind::Role
                && clause.verb.lemma == "be"
                && phrase.quantifier == Quantifier::Bare
            {
                phrase.quantifier = Quantifier::Definite;
            }
            push(Role::Attribute, phrase);
        } else if view.lemma(a) == "there" {
            // nothing is said of "there"
        } else {
            oblique(view, a, view.case(a), phrase, &mut objects, &mut circumstances);
        }
    }
    // Times and quantities that hang on this clause and no deeper one.
    let mut times: Vec<TimeMention> = Vec::new();
    for t in view.times {
        if owner(parsed, t.span) == Some(clause.head) && !is_of_comparison(view, t.span) {
            times.push(t.clone());
        }
    }
    if times.is_empty() {
        times.extend(time_before_when(parsed, clause));
    }
    for &o in &clause.obliques {
        let phrase = build(o, false);
        let stands_for = clause.relative.filter(|&(noun, _)| noun == o);
        let case = view.case(stands_for.map_or(o, |(_, word)| word));
        oblique(view, o, case, phrase, &mut objects, &mut circumstances);
    }
    let mut lifted = Vec::new();
    for object in objects.iter_mut().filter(|o| o.role == Role::Object) {
        lift_occasions(view, &mut object.phrase, &mut lifted, 0);
    }
    for c in &mut circumstances {
        if let Some(phrase) = &mut c.phrase {
            let end = phrase.span.end;
            lift_occasions(view, phrase, &mut lifted, 0);
            if c.span.end == end && phrase.span.end < end {
                c.span.end = phrase.span.end;
                view.slice(c.span).clone_into(&mut c.text);
            }
        }
    }
    circumstances.append(&mut lifted);
    for c in &mut circumstances {
        // The phrase is a time, or has one hanging on it ("at Monday's meeting" is a place).
        let head = c
            .phrase
            .as_ref()
            .and_then(|p| tree.words.get(p.head))
            .map_or(c.span, |w| w.span);
        let over = times.iter().position(|t| t.span.overlaps(head));
        if let Some(t) = over {
            c.time = Some(t);
            c.value = time_value(&times[t].time);
            c.kind = CircumstanceKind::Time;
        }
    }
    // A time that stands on a noun or a name of the clause ("Monday's meeting") is one of its times all the same.
    let mut manner = Vec::new();
    let mut adverbs = Vec::new();
    for &a in &clause.adverbs {
        let w = &tree.words[a];
        let lower = view.lower(a);
        if let Some(t) = times.iter().position(|t| t.span.contains(w.span)) {
            circumstances.push(Circumstance {
                kind: CircumstanceKind::Time,
                marker: String::new(),
                phrase: None,
                span: times[t].span,
                text: view.slice(times[t].span).to_owned(),
                value: time_value(&times[t].time),
                time: Some(t),
            });
        } else if matches!(
            lower.as_str(),
            "here" | "there" | "abroad" | "elsewhere" | "nearby" | "overseas" | "everywhere"
        ) {
            manner.push((CircumstanceKind::Place, a));
        } else {
            adverbs.push(lower);
            manner.push((CircumstanceKind::Manner, a));
        }
    }
    for (kind, a) in manner {
        let words = tree.subtree(a);
        let span = words
            .iter()
            .map(|&w| tree.words[w].span)
            .reduce(TextSpan::cover)
            .unwrap_or_default();
        circumstances.push(Circumstance {
            kind,
            marker: String::new(),
            phrase: None,
            span,
            text: view.slice(span).to_owned(),
            value: None,
            time: None,
        });
    }
    for other in &parsed.clauses {
        let Some((g, link)) = other.governor else { continue };
        if parsed.clauses[g].head != clause.head || parsed.clauses[g].kind != clause.kind {
            continue;
        }
        match link {
            Link::Content | Link::Open => {
                let span = clause_span(view, other);
                let mut phrase = build(other.head, true);
                phrase.span = span;
                view.slice(span).clone_into(&mut phrase.text);
                objects.push(Argument {
                    role: Role::Clause,
                    phrase,
                });
            }
            Link::Adverbial => {
                let marker = other
                    .marks
                    .iter()
                    .map(|&m| view.lower(m))
                    .collect::<Vec<_>>()
                    .join(" ");
                let conditional = classes::standard().is("condition-marker", &marker);
                let temporal = matches!(
                    marker.as_str(),
                    "when" | "while" | "after" | "before" | "since" | "until" | "as" | "once"
                );
                let span = clause_span(view, other);
                circumstances.push(Circumstance {
                    kind: if conditional {
                        CircumstanceKind::Condition
                    } else if temporal {
                        CircumstanceKind::Time
                    } else {
                        CircumstanceKind::Other
                    },
                    marker,
                    phrase: None,
                    span,
                    text: view.slice(span).to_owned(),
                    value: None,
                    time: None,
                });
            }
            _ => {}
        }
    }
    circumstances.sort_by_key(|c| (c.span.start, c.span.end));
    let mut predicate = predicate(view, clause, standing, adverbs, &objects);
    take_place(view, &mut predicate, &mut objects);
    let quantities = view
        .quantities
        .iter()
        .filter(|q| {
            owner(parsed, q.span) == Some(clause.head)
                || subject
                    .iter()
                    .chain(objects.iter())
                    .any(|a| a.phrase.span.contains(q.span) && a.role != Role::Clause)
        })
        .cloned()
        .collect::<Vec<_>>();
    // Phrases count quantities of the sentence; a statement counts its own.
    let renumber = |p: &mut Phrase| renumber(p, view, &quantities);
    if let Some(s) = &mut subject {
        renumber(&mut s.phrase);
    }
    for o in &mut objects {
        renumber(&mut o.phrase);
    }
    for c in &mut circumstances {
        if let Some(p) = &mut c.phrase {
            renumber(p);
        }
    }
    let mut source = standing.source.clone();
    if source.mode == Mode::Quoted && source.speaker.is_none() && source.quotation.is_none() {
        source.mode = Mode::Paraphrased;
    }
    let confidence = confidence(parsed, clause);
    let wh_subject = |w: Option<usize>| {
        w.is_some_and(|s| matches!(tree.words[s].xpos, "WP" | "WDT") && clause.governor.is_some())
    };
    let open_question = wh_subject(clause.subject) || wh_subject(clause.object);
    Statement {
        id,
        sentence,
        span: clause_span(view, clause),
        kind: clause.kind,
        subject,
        predicate,
        objects,
        circumstances,
        polarity: standing.polarity,
        certainty: standing.certainty,
        markers: standing.markers.clone(),
        source,
        quantities,
        times,
        parent: standing.parent.map(|(c, relation)| Embedding {
            statement: first + c,
            relation,
        }),
        confidence,
        read: confidence >= READ_THRESHOLD
            && !open_question
            && (clause.subject.is_some() || clause.object.is_some() || clause.attribute.is_some()),
    }
}

fn renumber(p: &mut Phrase, view: &SentenceView<'_>, own: &[super::statement::QuantityMention]) {
    p.count = p
        .count
        .and_then(|i| view.quantities.get(i))
        .and_then(|q| own.iter().position(|o| o.span == q.span));
    for m in &mut p.modifiers {
        renumber(&mut m.phrase, view, own);
    }
    for c in &mut p.conjuncts {
        renumber(c, view, own);
    }
}

/// "41 per cent, down from 52 per cent in 2019", "more than in 2019": a time of what something is compared with is not
/// that of what happens.
fn is_of_comparison(view: &SentenceView<'_>, span: TextSpan) -> bool {
    let tree = view.tree;
    let Some(first) = tree.words.iter().position(|w| span.contains(w.span)) else {
        return false;
    };
    let compares = |w: usize| {
        let case = view.case(w);
        let turned = tree
            .children_by(w, "case")
            .any(|c| c > 0 && matches!(view.lower(c - 1).as_str(), "down" | "up"));
        // "against 41 in 2019"; not "voted against the reform of 2009".
        let number = || {
            let counts = |&k: &usize| tree.words[k].upos == Upos::Num && !span.contains(tree.words[k].span);
            tree.subtree(w).iter().any(counts) || view.case(first) != "of"
        };
        matches!(case.as_str(), "against" | "versus") && number()
            || matches!(
                case.as_str(),
                "compared with" | "compared to" | "than" | "than in" | "down from" | "up from"
            )
            || case == "from" && turned
    };
    // The words above, as long as they are part of a phrase.
    let phrase = std::iter::successors(Some(first), |&w| {
        tree.words[w].head.filter(|_| {
            matches!(
                tree.words[w].deprel.base(),
                "nmod" | "nummod" | "flat" | "compound" | "goeswith"
            )
        })
    });
    phrase.take(6).any(compares)
}

/// The clause head that the words at `span` hang on.
fn owner(parsed: &Parsed<'_>, span: TextSpan) -> Option<usize> {
    let tree = parsed.view.tree;
    let first = tree.words.iter().position(|w| span.contains(w.span))?;
    let mut at = first;
    for _ in 0..tree.len() {
        let inside = tree.words[at].span;
        let is_head = parsed.clauses.iter().any(|c| {
            c.head == at && !(c.kind == StatementKind::Role && matches!(c.governor, Some((_, Link::Inside))))
        });
        if is_head && !(span.contains(inside) && parsed.clauses.iter().all(|c| c.head != at)) {
            return Some(at);
        }
        at = tree.words[at].head?;
    }
    None
}

/// Sorts a prepositional phrase into time, place, or further participant.
fn oblique(
    view: &SentenceView<'_>,
    word: usize,
    case: String,
    phrase: Phrase,
    objects: &mut Vec<Argument>,
    circumstances: &mut Vec<Circumstance>,
) {
    let timed = view
        .times
        .iter()
        .any(|t| t.span.overlaps(view.tree.words[word].span));
    let kind = if timed {
        Some(CircumstanceKind::Time)
    } else if case.starts_with("according") {
        // Who says it is the statement's source, no part of what it says.
        return;
    } else if is_place(view, word, &case) {
        Some(CircumstanceKind::Place)
    } else if matches!(
        case.as_str(),
        "despite" | "because of" | "due to" | "amid" | "thanks to" | "in spite of" | "owing to"
    ) {
        Some(CircumstanceKind::Other)
    } else {
        None
    };
    match kind {
        Some(kind) => {
            let span = full_span(view, word, phrase.span);
            circumstances.push(Circumstance {
                kind,
                marker: case,
                span,
                text: view.slice(span).to_owned(),
                value: (kind == CircumstanceKind::Place && phrase.entity.is_some())
                    .then(|| phrase.lemma.clone()),
                phrase: Some(phrase),
                time: None,
            });
        }
        None => objects.push(Argument {
            role: Role::Oblique(case),
            phrase,
        }),
    }
}

/// "signed a deal at the summit", "was in London on 13 August": the occasion and the day are those of
/// the event, on whichever word the tree hangs them; both readings are made one.
fn lift_occasions(
    view: &SentenceView<'_>,
    phrase: &mut Phrase,
    circumstances: &mut Vec<Circumstance>,
    depth: usize,
) {
    if depth > 3 {
        return;
    }
    let end = phrase.span.end;
    let mut kept = Vec::with_capacity(phrase.modifiers.len());
    for mut modifier in std::mem::take(&mut phrase.modifiers) {
        let head = modifier.phrase.head;
        let dated = matches!(modifier.case.as_str(), "on" | "in" | "at" | "since" | "until")
            && view
                .tree
                .words
                .get(head)
                .is_some_and(|w| view.times.iter().any(|t| t.span.contains(w.span)));
        if modifier.phrase.conjuncts.is_empty() && (dated || is_occasion(view, head, &modifier.case)) {
            let span = full_span(view, head, modifier.phrase.span);
            if modifier.phrase.span.end == end && span.start > phrase.span.start {
                shorten(view, phrase, span.start);
            }
            circumstances.push(Circumstance {
                kind: CircumstanceKind::Place,
                marker: modifier.case,
                span,
                text: view.slice(span).to_owned(),
                value: modifier
                    .phrase
                    .entity
                    .is_some()
                    .then(|| modifier.phrase.lemma.clone()),
                phrase: Some(modifier.phrase),
                time: None,
            });
            continue;
        }
        let before = modifier.phrase.span.end;
        lift_occasions(view, &mut modifier.phrase, circumstances, depth + 1);
        if modifier.phrase.span.end < before && before == phrase.span.end {
            shorten(view, phrase, modifier.phrase.span.end);
        }
        kept.push(modifier);
    }
    phrase.modifiers = kept;
}

fn shorten(view: &SentenceView<'_>, phrase: &mut Phrase, end: usize) {
    let text = view.slice(TextSpan::new(phrase.span.start, end)).trim_end();
    phrase.span.end = phrase.span.start + text.len();
    text.clone_into(&mut phrase.text);
}

/// "at the Alaska summit", "during the talks": an event that is named, or a meeting of some kind.
fn is_occasion(view: &SentenceView<'_>, word: usize, case: &str) -> bool {
    if !matches!(case, "at" | "during") {
        return false;
    }
    let name = view.mention_at(word).and_then(|m| view.names.get(m.name));
    match name {
        Some(name) => {
            let slot = view.tree.words.get(word).and_then(|w| view.variable_at(w.span));
            name.kind == NameKind::Event || slot.is_some()
        }
        None => {
            let lemma = view.lemma(word);
            ["gathering", "meeting"]
                .iter()
                .any(|kind| lemma == *kind || lexicon::is_kind_of(lemma, kind, WordClass::Noun))
        }
    }
}

/// The phrase with its preposition.
fn full_span(view: &SentenceView<'_>, word: usize, span: TextSpan) -> TextSpan {
    view.tree
        .children_by(word, "case")
        .map(|c| view.tree.words[c].span)
        .fold(span, TextSpan::cover)
}

fn is_place(view: &SentenceView<'_>, word: usize, case: &str) -> bool {
    if !classes::standard().is("place-preposition", case) {
        return false;
    }
    if let Some(m) = view.mention_at(word)
        && let Some(name) = view.names.get(m.name)
    {
        return match name.kind {
            NameKind::Place => true,
            // "a deal on Norland", "talks over the summit": what it is about.
            NameKind::Country | NameKind::Event => !matches!(case, "on" | "over"),
            NameKind::Person => false,
            _ => lexicon::is_place(&name.text) || matches!(case, "in" | "near" | "at"),
        };
    }
    let lemma = view.lemma(word);
    [
        "location",
        "structure",
        "region",
        "room",
        "facility",
        "area",
        "gathering",
        "meeting",
    ]
    .iter()
    .any(|kind| lemma == *kind || lexicon::is_kind_of(lemma, kind, WordClass::Noun))
}

/// Normal form of a time for people and programs (after TIMEX3).
pub(crate) fn time_value(time: &TimeValue) -> Option<String> {
    Some(match time {
        TimeValue::Date(d) => d.to_string(),
        TimeValue::Period(a, b) => format!("{a}/{b}"),
        TimeValue::Duration { .. } => time.to_timex(),
        TimeValue::Other(value) => value.clone(),
    })
}

fn predicate(
    view: &SentenceView<'_>,
    clause: &Clause,
    standing: &Standing,
    adverbs: Vec<String>,
    objects: &[Argument],
) -> Predicate {
    let classes = classes::standard();
    let mut lemma = clause.verb.lemma.clone();
    if clause.kind == StatementKind::Event
        && classes.is("light-verb", &lemma)
        && let Some(object) = objects.iter().find(|o| o.role == Role::Object)
        && let Some(verb) = classes.pair("light-noun", &object.phrase.lemma)
    {
        verb.clone_into(&mut lemma);
    }
    let span = clause.verb.span;
    Predicate {
        span,
        text: view.slice(span).to_owned(),
        lemma,
        head: clause.head,
        passive: clause.verb.passive,
        tense: standing.tense.unwrap_or(clause.verb.tense),
        perfect: clause.verb.perfect,
        progressive: clause.verb.progressive,
        modal: clause.verb.modal.as_ref().map(|(m, _)| m.clone()),
        adverbs,
    }
}

/// "took place": the place is none, the two words are one verb.
fn take_place(view: &SentenceView<'_>, predicate: &mut Predicate, objects: &mut Vec<Argument>) {
    if predicate.lemma != "take" || predicate.passive {
        return;
    }
    let bare = |o: &Argument| {
        o.role == Role::Object
            && o.phrase.lemma == "place"
            && o.phrase.modifiers.is_empty()
            && o.phrase.text.eq_ignore_ascii_case("place")
    };
    if let Some(at) = objects.iter().position(bare) {
        let place = objects.remove(at).phrase;
        "take place".clone_into(&mut predicate.lemma);
        predicate.span = predicate.span.cover(place.span);
        view.slice(predicate.span).clone_into(&mut predicate.text);
    }
}

/// From the first to the last word of the clause, clauses beside and below it left out where they
/// have a subject of their own.
fn clause_span(view: &SentenceView<'_>, clause: &Clause) -> TextSpan {
    let tree = view.tree;
    let role_inside = clause.kind == StatementKind::Role && tree.child_by(clause.head, "cop").is_none();
    let mut span = clause.verb.span;
    let mut stack = vec![clause.head];
    let mut seen = 0;
    while let Some(w) = stack.pop() {
        seen += 1;
        if seen > tree.len() {
            break;
        }
        span = span.cover(tree.words[w].span);
        for &c in tree.children(w) {
            let word = &tree.words[c];
            let relation = word.deprel;
            let apart = matches!(relation.base(), "parataxis" | "punct" | "discourse" | "list")
                || (w == clause.head && matches!(relation.base(), "advcl" | "ccomp" | "cc"))
                || (relation.is("conj") && (w == clause.head))
                || (role_inside
                    && w == clause.head
                    && matches!(
                        relation.as_str(),
                        "appos" | "acl:relcl" | "acl" | "flat" | "punct"
                    ))
                || (word.deprel.is("mark") && w == clause.head);
            if !apart {
                stack.push(c);
            }
        }
    }
    if role_inside && let Some(s) = clause.subject {
        let subject = phrase::build(view, s, false).span;
        span = span.cover(subject);
    }
    span
}

/// "since June 2019, when its pilots walked out (and stayed out …)": the clause is of the time that it is added to.
fn time_before_when(parsed: &Parsed<'_>, clause: &Clause) -> Option<TimeMention> {
    let view = &parsed.view;
    let mut clause = clause;
    // A state is longer than the day ("in 2014, when she was mayor").
    if clause.kind != StatementKind::Event {
        return None;
    }
    while let Some((above, Link::Conjunct)) = clause.governor {
        clause = parsed.clauses.get(above)?;
    }
    if !matches!(clause.governor, Some((_, Link::Adverbial | Link::Relative))) {
        return None;
    }
    let when = clause
        .marks
        .iter()
        .chain(&clause.adverbs)
        .copied()
        .find(|&w| view.lemma(w) == "when")?;
    let words = &view.tree.words;
    let before = words[..when].iter().rfind(|w| w.upos != Upos::Punct)?;
    view.times
        .iter()
        .find(|t| t.span.contains(before.span) && t.span.end == before.span.end)
        .cloned()
}

/// The least sure of the arcs that the reading of the clause rests on: those to its core participants,
/// auxiliaries and negations, the one between the two sides of an apposition, and the clause's own, where
/// it is another's content (its certainty and its source come from there) or has its subject from there.
///
/// Each kind of arc was kept because it raises the precision at equal recall (`evaluate coverage`); those of
/// conjuncts, adverbial and relative clauses, and conjunctions did not.
fn confidence(parsed: &Parsed<'_>, clause: &Clause) -> f32 {
    let tree = parsed.view.tree;
    let arc = |w: usize| {
        tree.words
            .get(w)
            .map_or(1.0, |x| x.head_confidence * x.label_confidence)
    };
    let mut least = 1.0_f32;
    let mut take = |v: f32| least = least.min(v);
    for &c in tree.children(clause.head) {
        let relation = tree.words[c].deprel.base();
        if matches!(
            relation,
            "nsubj" | "obj" | "iobj" | "aux" | "cop" | "csubj" | "expl"
        ) {
            take(arc(c));
        }
    }
    for &n in &clause.negations {
        take(arc(n));
    }
    // "Rubio, the secretary of state": whichever of the two the tree hangs on the other.
    if let (Some(s), Some(a)) = (clause.subject, clause.attribute) {
        let hangs_on = |w: usize, on: usize| tree.words.get(w).is_some_and(|x| x.head == Some(on));
        if hangs_on(a, s) {
            take(arc(a));
        } else if hangs_on(s, a) {
            take(arc(s));
        }
    }
    let framed = matches!(
        clause.governor,
        Some((_, Link::Content | Link::Open | Link::Subject | Link::Inside))
    );
    // An inherited subject is as sure as the link that it comes over.
    if clause.inherited || framed {
        take(arc(clause.head));
    }
    least
}

/// Whether a sentence has something in it that ought to have become a statement: a finite verb, or the
/// look of a whole sentence, several words with a mark at the end. The second takes in what the parser
/// has no verb for ("The new bridge cost 40 million"): it was not understood, and must not count as if.
pub(crate) fn expects_statement(view: &SentenceView<'_>) -> bool {
    /// Words of the shortest sentence; fewer are an exclamation or an answer ("No comment.").
    const WORDS: usize = 4;
    let words = &view.tree.words;
    let finite = |w: &Word| matches!(w.upos, Upos::Verb | Upos::Aux) && !matches!(w.xpos, "VBG" | "VBN");
    let ends = words
        .iter()
        .rev()
        .find(|w| !matches!(w.form.as_str(), "”" | "’" | "\"" | "'" | "''" | ")"))
        .is_some_and(|w| matches!(w.form.as_str(), "." | "!" | "?"));
    let spoken = words
        .iter()
        .filter(|w| w.form.contains(char::is_alphabetic))
        .count();
    words.iter().any(finite) || (ends && spoken >= WORDS)
}
