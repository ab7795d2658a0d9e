//! What a clause's place in the sentence makes of it: affirmed or denied, how certain, on whose word.
//!
//! Every clause has what its own words say (negation, modal, question) and a *frame* that the
//! clauses above it impose: "failed to sign" denies the signing, "said that", gives it to the
//! speaker, "could agree to" leaves it open. The two are put together here and nowhere else.
//! Signatures of complement-taking verbs after Karttunen 1971 and Nairn, Condoravdi & Karttunen
//! 2006; degrees of certainty after FactBank (Saurí & Pustejovsky 2009).

use super::clause::{Clause, Link};
use super::phrase::SentenceView;
use super::statement::{
    Attribution, Certainty, EmbeddingKind, Mode, Polarity, SourceKind, StatementKind, Tense,
};
use super::tree::Upos;
use crate::document::TextSpan;
use crate::lexicon::classes::{self, WordClasses};

/// The outcome for one clause.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Standing {
    pub(crate) polarity: Polarity,
    pub(crate) certainty: Certainty,
    pub(crate) tense: Option<Tense>,
    pub(crate) markers: Vec<TextSpan>,
    pub(crate) source: Attribution,
    pub(crate) parent: Option<(usize, EmbeddingKind)>,
    frame: Frame,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Frame {
    deny: bool,
    certainty: Certainty,
    future: bool,
    source: Attribution,
    parent: Option<(usize, EmbeddingKind)>,
    markers: Vec<TextSpan>,
}

/// A quotation as it bears on one sentence.
#[derive(Debug, Clone)]
pub(crate) struct QuotedRange {
    pub(crate) span: TextSpan,
    pub(crate) source: Attribution,
    /// Ends with a question mark inside the marks.
    pub(crate) fragment: bool,
}

/// The context of one sentence that decides what its clauses are worth.
pub(crate) struct StandingContext<'a> {
    pub(crate) view: SentenceView<'a>,
    /// Quotations that overlap the sentence and have a speaker, outermost first.
    pub(crate) quoted: Vec<QuotedRange>,
    /// Builds the attribution to the subject `word` of a speech clause.
    pub(crate) speaker: &'a dyn Fn(usize) -> Option<Attribution>,
    pub(crate) headline: bool,
}

/// The standing of every clause, in the clauses' order.
pub(crate) fn standings(cx: &StandingContext<'_>, clauses: &[Clause]) -> Vec<Standing> {
    let mut out: Vec<Standing> = Vec::with_capacity(clauses.len());
    for i in 0..clauses.len() {
        let mut frame = frame(cx, clauses, &out, i);
        quotation_frame(cx, clauses, i, &mut frame);
        side_speech(cx, clauses, i, &mut frame);
        let own = own(cx, clauses, i);
        let mut markers = own.markers;
        markers.extend(frame.markers.iter().copied());
        markers.sort_unstable();
        markers.dedup();
        out.push(Standing {
            polarity: if own.denied != frame.deny {
                Polarity::Denied
            } else {
                Polarity::Affirmed
            },
            certainty: weaker(own.certainty, frame.certainty),
            tense: frame.future.then_some(Tense::Future),
            markers,
            source: frame.source.clone(),
            parent: frame.parent,
            frame,
        });
    }
    out
}

/// The certainty that says less; what asserts nothing comes before what asserts a little.
pub(crate) fn weaker(a: Certainty, b: Certainty) -> Certainty {
    let rank = |c: Certainty| match c {
        Certainty::Asserted => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Intended => 3,
        Certainty::Conditional => 4,
        Certainty::Ordered => 5,
        Certainty::Asked => 6,
    };
    if rank(b) > rank(a) { b } else { a }
}

struct Own {
    denied: bool,
    certainty: Certainty,
    markers: Vec<TextSpan>,
}

/// What the clause's own words say.
fn own(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> Own {
    let view = &cx.view;
    let tree = view.tree;
    let words = classes::standard();
    let clause = &clauses[i];
    let mut markers: Vec<TextSpan> = Vec::new();
    let mut negations = 0;
    for &n in &clause.negations {
        negations += 1;
        markers.push(tree.words[n].span);
    }
    // "no binding decisions were taken", "offered no details", "nobody came"
    let participants = [
        clause.subject.filter(|_| !clause.inherited),
        clause.object.filter(|_| !clause.inherited || clause.verb.passive),
        clause.attribute,
        clause.recipient,
    ];
    for p in participants
        .into_iter()
        .flatten()
        .chain(clause.obliques.iter().copied())
    {
        if let Some(no) = negative_word(view, p) {
            negations += 1;
            markers.push(tree.words[no].span);
        }
    }
    let mut certainty = Certainty::Asserted;
    let mut weaken = |c: Certainty, span: Option<TextSpan>| {
        certainty = weaker(certainty, c);
        markers.extend(span);
    };
    if let Some((modal, word)) = &clause.verb.modal {
        let span = Some(tree.words[*word].span);
        match modal.as_str() {
            "could" | "may" | "might" | "can" => weaken(Certainty::Possible, span),
            "must" | "should" | "ought" => weaken(Certainty::Ordered, span),
            "would" => weaken(
                if has_condition(cx, clauses, i) {
                    Certainty::Conditional
                } else {
                    Certainty::Intended
                },
                span,
            ),
            _ => {}
        }
    }
    for &a in &clause.adverbs {
        let lemma = view.lower(a);
        if words.is("possible", &lemma) {
            weaken(Certainty::Possible, Some(tree.words[a].span));
        } else if words.is("probably", &lemma) {
            weaken(Certainty::Probable, Some(tree.words[a].span));
        } else if tree.words[a].xpos == "WRB"
            && clause.governor.is_some_and(|(_, l)| {
                matches!(
                    l,
                    Link::Content | Link::NounClause(_) | Link::Open | Link::Subject
                )
            })
        {
            // "details on how it will work": an open question.
            weaken(Certainty::Asked, Some(tree.words[a].span));
        }
    }
    if let Some((kind, span)) = condition_mark(view, clause) {
        weaken(kind, Some(span));
    } else if has_condition(cx, clauses, i)
        && !(clause.verb.tense == Tense::Past && clause.verb.modal.is_none())
    {
        weaken(Certainty::Conditional, None);
    }
    if inverted_condition(view, clause) {
        weaken(Certainty::Conditional, None);
    }
    if asked(cx, clauses, i) {
        weaken(Certainty::Asked, None);
    }
    let root = clause.governor.is_none();
    if root && clause.verb.bare && clause.subject.is_none() && !cx.headline {
        weaken(Certainty::Ordered, None);
    }
    if root && clause.verb.infinitive && clause.kind == StatementKind::Event {
        weaken(Certainty::Intended, None);
    }
    // "a potential breakthrough" as predicate, "the proposed deal": the hedge is on the noun.
    if clause.kind == StatementKind::Role
        && let Some(attribute) = clause.attribute
    {
        for m in tree.children_by(attribute, "amod") {
            if words.is("possible", view.lemma(m)) {
                weaken(Certainty::Possible, Some(tree.words[m].span));
            }
        }
    }
    Own {
        denied: negations % 2 == 1,
        certainty,
        markers,
    }
}

/// The word by which a participant denies its clause: "no", "none", "nobody", "neither".
fn negative_word(view: &SentenceView<'_>, head: usize) -> Option<usize> {
    let tree = view.tree;
    if matches!(
        view.lower(head).as_str(),
        "nobody" | "nothing" | "none" | "nowhere" | "no-one"
    ) {
        return Some(head);
    }
    tree.children(head).iter().copied().find(|&c| {
        let w = &tree.words[c];
        (w.deprel.is("det") && matches!(view.lower(c).as_str(), "no" | "neither"))
            || (w.deprel.is("advmod")
                && w.form.eq_ignore_ascii_case("not")
                && c < head
                && tree.words[head].upos != Upos::Verb
                && !tree
                    .words
                    .get(c + 1)
                    .is_some_and(|n| matches!(n.lemma.as_str(), "only" | "just" | "merely" | "simply"))
                && tree.words[head].deprel.is("nsubj"))
    })
}

/// The mark that makes the clause a condition or a question.
fn condition_mark(view: &SentenceView<'_>, clause: &Clause) -> Option<(Certainty, TextSpan)> {
    let words = classes::standard();
    for &m in &clause.marks {
        let mut text = view.lower(m);
        for f in view.tree.children_by(m, "fixed") {
            text.push(' ');
            text.push_str(&view.lower(f));
        }
        let span = view.tree.words[m].span;
        if text == "whether" {
            return Some((Certainty::Asked, span));
        }
        if matches!(text.as_str(), "as if" | "as though" | "like") {
            return Some((Certainty::Conditional, span));
        }
        if words.is("condition-marker", &text) {
            let content = clause.governor.is_some_and(|(_, l)| matches!(l, Link::Content));
            return Some((
                if content && text == "if" {
                    Certainty::Asked
                } else {
                    Certainty::Conditional
                },
                span,
            ));
        }
    }
    None
}

/// "Should talks fail, …", "Had he signed, …", "Were it true, …"
fn inverted_condition(view: &SentenceView<'_>, clause: &Clause) -> bool {
    if !matches!(clause.governor, Some((_, Link::Adverbial))) {
        return false;
    }
    let Some(subject) = clause.subject.or(clause.object) else {
        return false;
    };
    view.tree.children(clause.head).iter().any(|&c| {
        let w = &view.tree.words[c];
        (w.deprel.is("aux") || w.deprel.is("cop"))
            && c < subject
            && matches!(w.form.to_lowercase().as_str(), "should" | "had" | "were")
    })
}

/// Whether a clause of condition hangs on this one.
fn has_condition(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> bool {
    clauses.iter().any(|c| {
        c.governor
            .is_some_and(|(g, link)| g == i && link == Link::Adverbial)
            && (condition_mark(&cx.view, c).is_some_and(|(k, span)| {
                k == Certainty::Conditional && !cx.view.slice(span).eq_ignore_ascii_case("as")
            }) || inverted_condition(&cx.view, c))
    })
}

/// Whether the clause is (part of) the question that the sentence or the quotation asks.
fn asked(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> bool {
    let tree = cx.view.tree;
    let Some(mark) = tree.words.iter().rposition(|w| w.form.starts_with('?')) else {
        return false;
    };
    // Only closing marks may follow, or a speech clause after a quotation.
    let position = tree.words[mark].span;
    let in_quote = cx.quoted.iter().find(|q| q.span.contains(position));
    let trailing = tree.words[mark + 1..].iter().all(|w| w.upos == Upos::Punct);
    if !trailing && in_quote.is_none() {
        return false;
    }
    let head = tree.words[clauses[i].head].span;
    if let Some(q) = in_quote
        && !q.span.contains(head)
    {
        return false;
    }
    let mut at = i;
    loop {
        match clauses[at].governor {
            None => return true,
            Some((g, Link::Conjunct)) => at = g,
            Some((g, Link::Content | Link::Parataxis)) => {
                // Content of speech that is itself the question: only where the marks say so.
                let outside = in_quote.is_some_and(|q| !q.span.contains(tree.words[clauses[g].head].span));
                return outside;
            }
            Some((_, Link::Inside)) | Some(_) => return false,
        }
    }
}

/// What the clauses above impose.
fn frame(cx: &StandingContext<'_>, clauses: &[Clause], done: &[Standing], i: usize) -> Frame {
    let clause = &clauses[i];
    let Some((g, link)) = clause.governor else {
        return Frame::default();
    };
    let Some(above) = done.get(g) else {
        return Frame::default();
    };
    let governor = &clauses[g];
    let view = &cx.view;
    let words = classes::standard();
    let mut frame = Frame {
        source: above.source.clone(),
        ..Frame::default()
    };
    let embed = |kind| Some((g, kind));
    match link {
        Link::Conjunct => {
            frame = above.frame.clone();
            // Without a subject or auxiliary of its own it shares those of the first.
            let shares = !clause.own_subject && clause.verb.modal.is_none();
            let own_auxiliary = view.tree.children_by(clause.head, "aux").next().is_some();
            if shares
                && !own_auxiliary
                && matches!(view.tree.words[clause.head].xpos, "VB" | "VBN" | "VBG" | "VBP")
                && view.tree.words[governor.head].xpos == view.tree.words[clause.head].xpos
            {
                if governor.verb.modal.is_some() || governor.verb.infinitive {
                    frame.certainty = weaker(frame.certainty, above.certainty);
                }
                frame.future |= governor.verb.tense == Tense::Future;
                if governor.negations.len() % 2 == 1 {
                    frame.deny = !frame.deny;
                }
            }
        }
        Link::Content | Link::Parataxis | Link::Subject => {
            content(cx, governor, above, clause, link, &mut frame, g)
        }
        Link::Open => open(cx, governor, above, clause, &mut frame, g),
        Link::Adverbial => {
            let to = clause.verb.infinitive;
            let without = clause
                .marks
                .iter()
                .any(|&m| matches!(view.lower(m).as_str(), "instead" | "rather"));
            if condition_mark(view, clause).is_some() {
                frame.parent = embed(EmbeddingKind::Condition);
            } else if to {
                frame.certainty = Certainty::Intended;
                frame.parent = embed(EmbeddingKind::Purpose);
            } else {
                frame.parent = embed(EmbeddingKind::Adverbial);
                if without {
                    frame.deny = true;
                }
                if clause
                    .marks
                    .iter()
                    .any(|&m| matches!(view.lemma(m), "until" | "till" | "before"))
                    && !clause.verb.participle
                {
                    frame.certainty = Certainty::Possible;
                }
                if clause.verb.participle {
                    frame.certainty = above.certainty;
                }
                if clause.marks.iter().any(|&m| view.lemma(m) == "when")
                    && above.certainty != Certainty::Asserted
                {
                    frame.certainty = above.certainty;
                }
            }
        }
        Link::Relative => frame.parent = embed(EmbeddingKind::Relative),
        Link::NounClause(noun) => {
            frame.parent = embed(EmbeddingKind::Relative);
            let lemma = view.lemma(noun);
            let infinitive = clause.verb.infinitive;
            let that = clause.marks.iter().any(|&m| view.lemma(m) == "that");
            let gerund = clause.marks.iter().any(|&m| view.tree.words[m].upos == Upos::Adp);
            if infinitive || that || gerund {
                frame.parent = embed(EmbeddingKind::Content);
                frame.certainty = if words.is("possible", lemma) {
                    Certainty::Possible
                } else if matches!(
                    lemma,
                    "call" | "demand" | "request" | "order" | "appeal" | "need" | "obligation" | "duty"
                ) {
                    Certainty::Ordered
                } else if words.is("intention-noun", lemma) || infinitive {
                    if matches!(
                        lemma,
                        "fact" | "first" | "second" | "third" | "last" | "only" | "failure" | "refusal"
                    ) || view.tree.words[noun].upos == Upos::Adj
                    {
                        Certainty::Asserted
                    } else if matches!(
                        lemma,
                        "ability"
                            | "right"
                            | "power"
                            | "opportunity"
                            | "permission"
                            | "chance"
                            | "time"
                            | "capacity"
                            | "freedom"
                    ) {
                        Certainty::Possible
                    } else {
                        Certainty::Intended
                    }
                } else if that
                    && !matches!(
                        lemma,
                        "fact"
                            | "news"
                            | "evidence"
                            | "proof"
                            | "confirmation"
                            | "knowledge"
                            | "truth"
                            | "reminder"
                    )
                {
                    Certainty::Possible
                } else {
                    Certainty::Asserted
                };
                if matches!(lemma, "failure" | "refusal" | "inability" | "ban") {
                    frame.deny = true;
                }
                frame.markers.push(view.tree.words[noun].span);
                if frame.certainty == Certainty::Asserted {
                    frame.markers.clear();
                }
                // "Russia's claim that …", "the minister's statement that …"
                if that
                    && words.is("speech-verb", words.pair("light-noun", lemma).unwrap_or(lemma))
                    && let Some(owner) = view
                        .tree
                        .children(noun)
                        .iter()
                        .copied()
                        .find(|&c| view.tree.words[c].deprel.as_str() == "nmod:poss")
                    && let Some(source) = (cx.speaker)(owner)
                {
                    frame.certainty = Certainty::Asserted;
                    frame.source = nest(source, above, lemma, view.tree.words[noun].span);
                }
                frame.certainty = weaker(frame.certainty, context_of(above));
            } else {
                frame.certainty = Certainty::Asserted;
                if words.is("possible", lemma) {
                    frame.certainty = Certainty::Possible;
                }
            }
        }
        Link::Inside => frame.parent = above.frame.parent,
    }
    frame
}

/// What of the governor's own standing passes to what it embeds.
fn context_of(above: &Standing) -> Certainty {
    match above.certainty {
        Certainty::Asserted => Certainty::Asserted,
        other => other,
    }
}

fn nest(mut source: Attribution, above: &Standing, cue: &str, cue_span: TextSpan) -> Attribution {
    source.cue = Some(cue.to_owned());
    source.cue_span = Some(cue_span);
    if above.source.kind != SourceKind::Narrator {
        source.reported_by.push(Attribution {
            reported_by: Vec::new(),
            ..above.source.clone()
        });
        source
            .reported_by
            .extend(above.source.reported_by.iter().cloned());
        // Words inside a quotation are the outer speaker's.
        if above.source.mode == Mode::Quoted {
            source.quotation = above.source.quotation;
        }
    }
    source
}

/// Finite content: "said that …", "denied that …", "knows that …".
fn content(
    cx: &StandingContext<'_>,
    governor: &Clause,
    above: &Standing,
    clause: &Clause,
    link: Link,
    frame: &mut Frame,
    g: usize,
) {
    let words = classes::standard();
    let view = &cx.view;
    let lemma = class_lemma(view, governor);
    frame.parent = Some((g, EmbeddingKind::Content));
    let speech = words.is("speech-verb", lemma) || words.is("denial-verb", lemma);
    let belief = words.is("belief-verb", lemma);
    if link == Link::Parataxis && !(speech || belief) {
        frame.parent = None;
        return;
    }
    if link == Link::Parataxis
        && clause.kind == StatementKind::Event
        && words.is("quotation-verb", &clause.verb.lemma)
        && clause.own_subject
        && !speech
    {
        frame.parent = None;
        return;
    }
    let factive = words.is("factive-verb", lemma);
    let cue_span = governor.verb.span;
    if words.is("denial-verb", lemma) {
        frame.deny = above.polarity == Polarity::Affirmed;
    }
    if (speech || (belief && !factive) || words.is("denial-verb", lemma))
        && let Some(source) = governor.subject.and_then(|s| (cx.speaker)(s))
    {
        frame.source = nest(source, above, lemma, cue_span);
        let denied = above.polarity == Polarity::Denied;
        if denied && belief {
            // "does not think that …": the denial is lowered (neg-raising).
            frame.deny = true;
        } else if denied && !words.is("denial-verb", lemma) && !factive {
            frame.certainty = Certainty::Possible;
        }
        let context = context_of(above);
        // "could say": what is said is as open as the saying; "asked whether" is marked on the clause.
        frame.certainty = weaker(
            frame.certainty,
            if factive { Certainty::Asserted } else { context },
        );
        if lemma == "fear" || lemma == "doubt" || lemma == "worry" {
            frame.certainty = weaker(frame.certainty, Certainty::Possible);
            frame.deny ^= lemma == "doubt" && !denied;
        }
        if words.is("order-verb", lemma) && clause.verb.bare {
            frame.certainty = Certainty::Ordered;
        }
        return;
    }
    if factive || speech && governor.verb.passive && words.is("factive-verb", lemma) {
        return;
    }
    frame.markers.push(cue_span);
    frame.certainty = if words.is("probable", lemma) {
        Certainty::Probable
    } else if words.is("intention", lemma) {
        Certainty::Intended
    } else if words.is("order-verb", lemma) {
        Certainty::Ordered
    } else if words.is("possible", lemma) || speech || belief {
        // "it is said that", "it is thought that": somebody's word, nobody's name.
        Certainty::Possible
    } else if matches!(link, Link::Subject) {
        frame.markers.clear();
        Certainty::Asserted
    } else if words.is("implicative-positive", lemma) || governor.kind != StatementKind::Event {
        frame.markers.clear();
        Certainty::Asserted
    } else {
        Certainty::Possible
    };
    if lemma == "impossible" || lemma == "unlikely" || lemma == "doubtful" {
        frame.deny = lemma == "impossible" && above.polarity == Polarity::Affirmed;
    }
    frame.certainty = weaker(frame.certainty, context_of(above));
}

/// Infinitive or participle content: "managed to", "agreed to", "prevents it from".
fn open(
    cx: &StandingContext<'_>,
    governor: &Clause,
    above: &Standing,
    clause: &Clause,
    frame: &mut Frame,
    g: usize,
) {
    let words = classes::standard();
    let view = &cx.view;
    let lemma = class_lemma(view, governor);
    let denied = above.polarity == Polarity::Denied;
    let mark = clause
        .marks
        .iter()
        .map(|&m| view.lower(m))
        .find(|m| m != "to")
        .unwrap_or_default();
    frame.parent = Some((g, EmbeddingKind::Content));
    let cue = governor.verb.span;
    let passive = governor.verb.passive;
    // "prevents it from signing", "without signing", "instead of signing"
    if mark == "instead" || mark == "rather" {
        frame.deny = true;
        return;
    }
    if (words.is("implicative-negative", lemma) && (mark.is_empty() || mark == "from"))
        || (mark == "from" && matches!(lemma, "keep" | "stop" | "save" | "protect"))
    {
        frame.deny = !denied;
        frame.certainty = context_of(above);
        frame.markers.push(cue);
        return;
    }
    if mark == "by"
        || mark == "while"
        || mark == "after"
        || mark == "before"
        || mark == "without"
        || mark == "in"
        || mark == "since"
    {
        frame.parent = Some((g, EmbeddingKind::Adverbial));
        frame.certainty = if mark == "by" {
            context_of(above)
        } else {
            Certainty::Asserted
        };
        return;
    }
    if lemma == "go" && governor.verb.progressive && clause.verb.infinitive {
        frame.future = true;
        frame.deny = denied;
        frame.certainty = context_of(above);
        return;
    }
    if lemma == "unable" || lemma == "impossible" {
        frame.deny = !denied;
        frame.certainty = context_of(above);
        frame.markers.push(cue);
        return;
    }
    if words.is("enabling", lemma) {
        frame.markers.push(cue);
        if denied {
            frame.deny = true;
            frame.certainty = context_of(above);
        } else {
            frame.certainty = weaker(Certainty::Possible, context_of(above));
        }
        return;
    }
    if lemma == "have" && clause.verb.infinitive {
        frame.certainty = Certainty::Ordered;
        frame.markers.push(cue);
        return;
    }
    let said = (words.is("speech-verb", lemma) || words.is("belief-verb", lemma))
        && !words.is("order-verb", lemma)
        && !words.is("intention", lemma);
    if said
        && !passive
        && let Some(source) = governor.subject.and_then(|s| (cx.speaker)(s))
    {
        // "claims to have signed"
        frame.source = nest(source, above, lemma, cue);
        frame.certainty = context_of(above);
        frame.deny = denied;
        return;
    }
    if words.is("probable", lemma) && (passive || !words.is("intention", lemma)) {
        frame.markers.push(cue);
        frame.deny = denied;
        frame.certainty = weaker(Certainty::Probable, context_of(above));
        return;
    }
    if words.is("order-verb", lemma)
        && (governor.object.is_some() || governor.recipient.is_some() || passive)
        && lemma != "want"
    {
        frame.markers.push(cue);
        frame.certainty = Certainty::Ordered;
        return;
    }
    if words.is("intention", lemma) {
        frame.markers.push(cue);
        frame.deny = denied
            && matches!(
                lemma,
                "want" | "plan" | "intend" | "wish" | "need" | "schedule" | "mean"
            );
        frame.certainty = weaker(Certainty::Intended, context_of(above));
        return;
    }
    if words.is("possible", lemma) || said {
        frame.markers.push(cue);
        frame.certainty = weaker(Certainty::Possible, context_of(above));
        return;
    }
    if words.is("implicative-positive", lemma) {
        frame.deny = denied;
        frame.certainty = context_of(above);
        if denied || frame.certainty != Certainty::Asserted {
            frame.markers.push(cue);
        }
        return;
    }
    if words.is("order-verb", lemma) {
        frame.markers.push(cue);
        frame.certainty = Certainty::Ordered;
        return;
    }
    // A participle goes with its verb ("spent the day signing"); an infinitive is not yet done.
    frame.certainty = if clause.verb.infinitive {
        weaker(Certainty::Intended, context_of(above))
    } else {
        context_of(above)
    };
    if clause.verb.infinitive {
        frame.markers.push(cue);
    }
}

/// The word by which a governor is looked up: the verb with its particle, the adjective or noun of a copula.
fn class_lemma<'a>(view: &SentenceView<'a>, governor: &'a Clause) -> &'a str {
    if governor.kind == StatementKind::Event {
        let words = classes::standard();
        // A particle that makes no word of its own in the lists is left away.
        let lemma = governor.verb.lemma.as_str();
        if lemma.contains(' ') && !known(words, lemma) {
            return lemma.split(' ').next().unwrap_or(lemma);
        }
        lemma
    } else {
        view.lemma(governor.head)
    }
}

fn known(words: &WordClasses, lemma: &str) -> bool {
    [
        "speech-verb",
        "quotation-verb",
        "implicative-negative",
        "implicative-positive",
        "order-verb",
        "factive-verb",
    ]
    .iter()
    .any(|c| words.is(c, lemma))
}

/// A clause whose head stands inside a quotation is the speaker's, unless its governor stands in
/// the same quotation and has settled the source already.
fn quotation_frame(cx: &StandingContext<'_>, clauses: &[Clause], i: usize, frame: &mut Frame) {
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

/// Speech set beside its content: "…, Rubio said", "…, according to Rubio", "…, as Rubio put it".
fn side_speech(cx: &StandingContext<'_>, clauses: &[Clause], i: usize, frame: &mut Frame) {
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
    for &c in tree.children(clause.head).iter() {
        let child = &tree.words[c];
        let case = view.case(c);
        if matches!(case.as_str(), "according to" | "in the words of" | "per")
            || (case.starts_with("according"))
        {
            if let Some(source) = (cx.speaker)(c) {
                let span = tree
                    .child_by(c, "case")
                    .map_or(child.span, |k| tree.words[k].span);
                found = Some((source, "according to".to_owned(), span));
            }
            continue;
        }
        if !matches!(child.deprel.base(), "parataxis" | "advcl" | "ccomp" | "discourse") || quoted.is_some() {
            continue;
        }
        let Some(other) = clauses.iter().find(|k| k.head == c) else {
            continue;
        };
        let lemma = class_lemma(view, other);
        let has_content = clauses.iter().any(|k| {
            k.governor
                .is_some_and(|(g, l)| matches!(l, Link::Content | Link::Open) && clauses[g].head == c)
        });
        let as_marked = other.marks.iter().any(|&m| view.lemma(m) == "as")
            || other.adverbs.iter().any(|&m| view.lemma(m) == "as");
        let speech = words.is("quotation-verb", lemma) || words.is("belief-verb", lemma);
        let set_beside = child.deprel.is("parataxis") || as_marked;
        if speech
            && set_beside
            && !has_content
            && other.own_subject
            && (other.object.is_none() || as_marked)
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
