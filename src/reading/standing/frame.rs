//! What the clauses above impose on a clause: reported, denied, made possible, meant, ordered.

use super::super::clause::{Clause, Link};
use super::super::complement::is_attitude;
use super::super::phrase::SentenceView;
use super::super::statement::Tense;
use super::super::statement::{Attribution, Certainty, EmbeddingKind, Polarity, SourceKind, StatementKind};
use super::super::tree::Upos;
use super::own::{condition_mark, negative_word};
use super::voice::{first_person, nest, own_words, unnamed};
use super::{Frame, Standing, StandingContext, weaker};
use crate::document::TextSpan;
use crate::lexicon::classes::{self, WordClasses};

/// What the clauses above impose.
pub(super) fn frame(cx: &StandingContext<'_>, clauses: &[Clause], done: &[Standing], i: usize) -> Frame {
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
    if link == Link::Parataxis && above.source.cue_span == Some(clause.verb.span) {
        // The speech itself ("…, Rubio said"), which stands beside what it attributes.
        return Frame::default();
    }
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
            content(cx, clauses, above, clause, link, &mut frame, g)
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
            } else if to
                && view.lower(clause.marks.first().map_or(clause.head, |&m| m.saturating_sub(1))) == "only"
            {
                // "The show was announced, only to be called off": what came of it.
                frame.certainty = above.certainty;
                frame.parent = embed(EmbeddingKind::Adverbial);
            } else if to && took_time(view, governor) {
                // "took three hours to clear him": in that time it was done.
                frame.certainty = above.certainty;
                frame.parent = embed(EmbeddingKind::Content);
            } else if to && is_enough(view, governor) {
                // "That was enough for him to win" says that he won; "was not enough", that he did not.
                frame.certainty = above.certainty;
                frame.deny = above.polarity == Polarity::Denied;
                frame.parent = embed(EmbeddingKind::Content);
            } else if to {
                frame.certainty = Certainty::Intended;
                frame.parent = embed(EmbeddingKind::Purpose);
            } else {
                frame.parent = embed(EmbeddingKind::Adverbial);
                // "“We won,” he said, adding that …": the adding is told by whoever tells the saying.
                let leaves = cx.quoted.iter().any(|q| {
                    !q.fragment
                        && q.span.contains(view.tree.words[governor.head].span)
                        && !q.span.contains(view.tree.words[clause.head].span)
                });
                if leaves && clause.verb.participle {
                    frame.source = Attribution::default();
                }
                if without {
                    frame.deny = true;
                }
                if clause
                    .marks
                    .iter()
                    .any(|&m| matches!(view.lemma(m), "until" | "till" | "before"))
                    && (clause.verb.tense != Tense::None || clause.verb.modal.is_some())
                {
                    frame.certainty = Certainty::Possible;
                }
                // "With the bridge destroyed, trucks must …": what has its own subject is so already.
                if clause.verb.participle && !clause.own_subject {
                    frame.certainty = above.certainty;
                }
                if let Some(certainty) = super::nearness::of_gerund(view, governor, clause) {
                    frame.certainty = weaker(certainty, above.certainty);
                }
                // "is accused of stealing the money"
                let charged = clause.verb.tense == Tense::None
                    && !clause.verb.infinitive
                    && words.is("accusation-verb", &governor.verb.lemma)
                    && clause
                        .marks
                        .iter()
                        .any(|&m| matches!(view.lower(m).as_str(), "of" | "for" | "with" | "over"));
                if charged {
                    frame.certainty = Certainty::Possible;
                }
                // "stopped short of promising money"
                let of = clause.marks.iter().any(|&m| view.lower(m) == "of");
                let short = governor
                    .adverbs
                    .iter()
                    .chain(&governor.attribute)
                    .any(|&a| view.lower(a) == "short");
                if of && short {
                    frame.deny = true;
                }
                let mark = |is: &[&str]| clause.marks.iter().any(|&m| is.contains(&view.lemma(m)));
                if mark(&["when", "once"]) && above.certainty != Certainty::Asserted {
                    frame.certainty = above.certainty;
                }
                // "Talks will begin once the guns are silent": the present tense is of a time to come.
                let to_come = governor.verb.tense == Tense::Future && clause.verb.tense == Tense::Present;
                if mark(&["when", "once", "after"]) && to_come {
                    frame.certainty = weaker(frame.certainty, Certainty::Possible);
                }
            }
        }
        Link::Relative => frame.parent = embed(EmbeddingKind::Relative),
        Link::NounClause(noun) if clause.kind == StatementKind::Nominal => {
            frame.parent = embed(EmbeddingKind::Relative);
            // "Norland's annexation of Solvia was condemned" takes it for granted; "fears its annexation",
            // "denied its annexation", "no annexation" do not.
            let verb = governor.verb.lemma.as_str();
            // What needs no second party has been looked at where it stands (`nominal`).
            let alone = clause.object.is_none() || clause.subject.is_none();
            let open = || {
                let classes = [
                    "denial-verb",
                    "implicative-negative",
                    "intention",
                    "order-verb",
                    "possible",
                    "probable",
                    "light-verb",
                ];
                let mut adjectives = view.tree.children_by(noun, "amod");
                is_attitude(view, governor, noun)
                    || classes.iter().any(|class| words.is(class, verb))
                    || adjectives.any(|a| words.is("possible", view.lemma(a)))
            };
            let granted = above.certainty == Certainty::Asserted
                && above.polarity == Polarity::Affirmed
                && (alone || !open());
            if !granted {
                frame.certainty = Certainty::Possible;
                frame.markers.push(governor.verb.span);
            }
        }
        Link::NounClause(noun) => {
            frame.parent = embed(EmbeddingKind::Relative);
            let lemma = view.lemma(noun);
            let infinitive = clause.verb.infinitive;
            let that = clause.marks.iter().any(|&m| view.lemma(m) == "that");
            // "the verge of closing it", "a plan for building it"
            let gerund = clause.marks.iter().any(|&m| {
                view.tree.words[m].upos == Upos::Adp || view.lower(m) == "of" && clause.verb.participle
            });
            if infinitive || that || gerund {
                frame.parent = embed(EmbeddingKind::Content);
                frame.certainty = if words.is("possible", lemma) || words.is("nearness", lemma) {
                    Certainty::Possible
                } else if matches!(
                    lemma,
                    "call" | "demand" | "request" | "order" | "appeal" | "need" | "obligation" | "duty"
                ) {
                    Certainty::Ordered
                } else if words.is("intention-noun", lemma) || infinitive {
                    let ranked =
                        view.tree.children(noun).iter().any(|&m| {
                            matches!(view.lemma(m), "first" | "second" | "third" | "last" | "only")
                        });
                    if matches!(
                        lemma,
                        "fact"
                            | "first"
                            | "second"
                            | "third"
                            | "last"
                            | "only"
                            | "failure"
                            | "refusal"
                            | "inability"
                    ) || ranked
                        || view.tree.words[noun].upos == Upos::Adj
                    {
                        // "the first woman to lead the port" leads it.
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
                // "no attempt to board", "no evidence that it works"
                let none = negative_word(view, noun).is_some()
                    || above.polarity == Polarity::Denied
                        && governor.attribute != Some(noun)
                        && lemma == "evidence";
                if none && infinitive && words.is("intention-noun", lemma) || none && lemma == "reason" {
                    frame.deny = true;
                } else if none && that {
                    frame.certainty = Certainty::Possible;
                }
                frame.markers.push(view.tree.words[noun].span);
                if frame.certainty == Certainty::Asserted {
                    frame.markers.clear();
                }
                // "Russia's claim that …", "the minister's statement that …"
                let said = words.pair("light-noun", lemma).unwrap_or(lemma);
                if that
                    && (words.is("speech-verb", said) || words.is("belief-verb", said))
                    && let Some(owner) = view.tree.children(noun).iter().copied().find(|&c| {
                        // "the claim by the union that", "Russia's claim that"
                        let relation = view.tree.words[c].deprel.as_str();
                        relation == "nmod:poss"
                            || relation == "nmod" && matches!(view.case(c).as_str(), "by" | "from")
                    })
                    && let Some(source) = (cx.speaker)(owner)
                {
                    frame.certainty = Certainty::Asserted;
                    frame.source = nest(source, above, lemma, view.tree.words[noun].span);
                }
                frame.certainty = weaker(frame.certainty, above.certainty);
            } else {
                // "opposes Norland joining the union" says nothing of its joining.
                frame.certainty = if words.is("possible", lemma)
                    || is_attitude(view, governor, noun) && clause.verb.participle
                {
                    frame.markers.push(cue_of(view, governor, noun));
                    Certainty::Possible
                } else if governor.subject == Some(noun)
                    && clause.verb.participle
                    && !definite(view, noun)
                    && above.certainty == Certainty::Conditional
                    && governor.verb.perfect
                {
                    // "A treaty signed in May would have changed that": there is none.
                    Certainty::Conditional
                } else if governor.object != Some(noun)
                    && !definite(view, noun)
                    && view.tree.words[noun].deprel.is("obl")
                    && words.is("intention", &governor.verb.lemma)
                {
                    // "agreed to legislation preventing it": there is none as yet.
                    frame.markers.push(governor.verb.span);
                    weaker(Certainty::Intended, above.certainty)
                } else if above.certainty == Certainty::Asked
                    || governor.object == Some(noun) && !definite(view, noun)
                {
                    // "Was a deal struck?"; "agreed to pass a law preventing it": there is no law as yet.
                    above.certainty
                } else {
                    Certainty::Asserted
                };
            }
        }
        Link::Inside => {
            // Titles and appositions are the article's own word, whoever is quoted beside them.
            frame.source = Attribution::default();
            frame.parent = above.frame.parent;
        }
    }
    frame
}

/// Finite content: "said that …", "denied that …", "knows that …".
pub(super) fn content(
    cx: &StandingContext<'_>,
    clauses: &[Clause],
    above: &Standing,
    clause: &Clause,
    link: Link,
    frame: &mut Frame,
    g: usize,
) {
    let governor = &clauses[g];
    let words = classes::standard();
    let view = &cx.view;
    let lemma = class_lemma(view, governor);
    frame.parent = Some((g, EmbeddingKind::Content));
    // "“Stay tuned,” he wrote": the parser may hang the speech verb below the quoted words.
    let head_span = |c: &Clause| view.tree.words[c.head].span;
    let leaves_quotation = cx
        .quoted
        .iter()
        .any(|q| !q.fragment && q.span.contains(head_span(governor)) && !q.span.contains(head_span(clause)));
    if leaves_quotation {
        *frame = Frame::default();
        return;
    }
    // A clause set beside speech that has its content already goes on in the same voice.
    if link == Link::Parataxis && clauses.iter().any(|c| c.governor == Some((g, Link::Content))) {
        *frame = above.frame.clone();
        return;
    }
    // "The union answered with a list; it settled within the hour": a sentence of its own.
    let apart = || {
        let between = governor.head.min(clause.head)..governor.head.max(clause.head);
        view.tree.words[between].iter().any(|w| w.form == ";")
    };
    if link == Link::Parataxis && apart() {
        *frame = above.frame.clone();
        return;
    }
    let speech = words.is("speech-verb", lemma) || words.is("denial-verb", lemma);
    // "hopes that", "expects that": held by the subject, and no more sure than such a verb leaves it.
    let expects = words.is("expectation-verb", lemma);
    let belief = words.is("belief-verb", lemma) || expects;
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
        // "no one denies that"
        if governor.subject.is_some_and(|s| negative_word(view, s).is_some()) {
            return;
        }
    }
    if belief && !factive && first_person(view, governor) && above.source.kind == SourceKind::Narrator {
        // "I think that", "we do not believe that": the author, who is not sure.
        frame.deny = (above.polarity == Polarity::Denied) ^ (lemma == "doubt");
        frame.certainty = weaker(Certainty::Probable, above.certainty);
        frame.markers.push(cue_span);
        return;
    }
    if (speech || (belief && !factive) || words.is("denial-verb", lemma))
        && let Some(source) = governor.subject.and_then(|s| (cx.speaker)(s))
    {
        frame.source = if own_words(view, governor, above) {
            above.source.clone()
        } else {
            nest(source, above, lemma, cue_span)
        };
        let denied = above.polarity == Polarity::Denied;
        if denied && belief {
            // "does not think that …": the denial is lowered (neg-raising).
            frame.deny = true;
        } else if denied && !words.is("denial-verb", lemma) && !factive {
            frame.certainty = Certainty::Possible;
        }
        if belief && !speech {
            frame.certainty = weaker(frame.certainty, Certainty::Probable);
        }
        if expects && words.is("intention", lemma) {
            frame.certainty = weaker(frame.certainty, Certainty::Intended);
        }
        let context = above.certainty;
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
    // "The report found that", "a poll shows that": on the word of a document, as PARC counts it.
    if (factive || words.is("evidence-verb", lemma))
        && above.polarity == Polarity::Affirmed
        && let Some(document) = governor.subject
        && words.is("document-noun", view.lemma(document))
        && let Some(source) = (cx.speaker)(document)
    {
        frame.source = nest(source, above, lemma, cue_span);
        frame.certainty = weaker(frame.certainty, above.certainty);
        return;
    }
    if factive {
        // "showed that", "knew that" take it for true. Denied, asked or supposed, few of them do
        // (de Marneffe, Simons & Tonhauser 2019, CommitmentBank): "did not know that it was closed"
        // may be said of what is not so.
        let doubted = above.polarity == Polarity::Denied || above.certainty != Certainty::Asserted;
        if doubted && !words.is("presupposition-verb", lemma) {
            frame.certainty = weaker(Certainty::Possible, above.certainty);
            frame.markers.push(cue_span);
        }
        return;
    }
    frame.markers.push(cue_span);
    // "Rumour has it that", "the talk in town is that"
    let rumour = governor
        .subject
        .is_some_and(|s| words.is("hearsay-noun", view.lemma(s)));
    if rumour && matches!(lemma, "have" | "be") {
        frame.certainty = weaker(Certainty::Possible, above.certainty);
        return;
    }
    if governor.verb.passive && (speech || belief) {
        frame.source = nest(unnamed(), above, lemma, cue_span);
    }
    frame.certainty = if words.is("probable", lemma) {
        Certainty::Probable
    } else if words.is("intention", lemma) {
        Certainty::Intended
    } else if words.is("order-verb", lemma) {
        Certainty::Ordered
    } else if words.is("possible", lemma) || speech || belief {
        // "it is said that", "it is thought that": somebody's word, nobody's name.
        Certainty::Possible
    } else if link == Link::Subject
        || words.is("implicative-positive", lemma)
        || governor.kind != StatementKind::Event
    {
        frame.markers.clear();
        Certainty::Asserted
    } else {
        Certainty::Possible
    };
    // "it is not true that the bridge was closed"
    match lemma {
        "true" | "correct" | "case" | "right" => frame.deny = above.polarity == Polarity::Denied,
        "false" | "untrue" | "wrong" | "incorrect" | "myth" | "lie" => {
            frame.deny = above.polarity == Polarity::Affirmed;
        }
        _ => {}
    }
    // "does not seem that people want it": the denial is lowered.
    frame.deny |= frame.certainty == Certainty::Probable && above.polarity == Polarity::Denied;
    if lemma == "impossible" || lemma == "unlikely" || lemma == "doubtful" {
        frame.deny = lemma == "impossible" && above.polarity == Polarity::Affirmed;
    }
    frame.certainty = weaker(frame.certainty, above.certainty);
}

fn definite(view: &SentenceView<'_>, noun: usize) -> bool {
    let known = |d: usize| {
        matches!(
            view.lower(d).as_str(),
            "the" | "this" | "that" | "these" | "those"
        )
    };
    view.mention_at(noun).is_some()
        || view.tree.children(noun).iter().any(|&c| {
            let relation = view.tree.words[c].deprel;
            relation.as_str() == "nmod:poss" || relation.is("det") && known(c)
        })
}

/// The word that makes an attitude of what is said of `noun`.
fn cue_of(view: &SentenceView<'_>, governor: &Clause, noun: usize) -> TextSpan {
    let word = &view.tree.words[noun];
    match word.head.filter(|_| word.deprel.is("nmod")) {
        Some(h) => view.tree.words[h].span,
        None => governor.verb.span,
    }
}

/// "took four days", "needed an hour"; not "will take".
fn took_time(view: &SentenceView<'_>, governor: &Clause) -> bool {
    let time = |noun: usize| {
        let span = view.tree.words[noun].span;
        view.times.iter().any(|t| t.span.contains(span))
    };
    matches!(governor.verb.lemma.as_str(), "take" | "need")
        && governor.verb.tense == Tense::Past
        && governor.negations.is_empty()
        && governor.verb.modal.is_none()
        && governor.object.is_some_and(time)
}

/// "That was enough to win": in the past, what was enough for something brought it about (Karttunen 1971).
fn is_enough(view: &SentenceView<'_>, governor: &Clause) -> bool {
    governor.verb.tense == Tense::Past
        && governor.verb.modal.is_none()
        && matches!(view.lemma(governor.head), "enough" | "sufficient")
}

/// Infinitive or participle content: "managed to", "agreed to", "prevents it from".
pub(super) fn open(
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
        frame.certainty = above.certainty;
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
            above.certainty
        } else {
            Certainty::Asserted
        };
        return;
    }
    if lemma == "go" && view.tree.words[governor.head].xpos == "VBG" && clause.verb.infinitive {
        frame.future = true;
        frame.deny = denied;
        frame.certainty = above.certainty;
        return;
    }
    if lemma == "unable" || lemma == "impossible" {
        frame.deny = !denied;
        frame.certainty = above.certainty;
        frame.markers.push(cue);
        return;
    }
    if words.is("enabling", lemma) {
        frame.markers.push(cue);
        if denied {
            frame.deny = true;
            frame.certainty = above.certainty;
        } else {
            frame.certainty = weaker(Certainty::Possible, above.certainty);
        }
        return;
    }
    // "has yet to choose"
    let yet = |a: &usize| view.lower(*a) == "yet";
    if matches!(lemma, "have" | "be" | "remain")
        && clause.verb.infinitive
        && (governor.adverbs.iter().any(yet) || clause.adverbs.iter().any(yet) && clause.head > governor.head)
    {
        frame.deny = !denied;
        frame.certainty = above.certainty;
        return;
    }
    // "had to pay", "had to resign": what one had to do one did.
    if lemma == "have"
        && clause.verb.infinitive
        && governor.verb.tense == Tense::Past
        && governor.verb.modal.is_none()
    {
        frame.certainty = above.certainty;
        frame.deny = denied;
        return;
    }
    if lemma == "have" && clause.verb.infinitive {
        frame.certainty = Certainty::Ordered;
        frame.markers.push(cue);
        return;
    }
    // "called for lowering the rate", "called on the council to resign"
    let asks = |preposition: &str| words.is("order-verb", &format!("{lemma} {preposition}"));
    let on = |&o: &usize| Some(o) == clause.subject && matches!(view.case(o).as_str(), "on" | "upon");
    if mark == "for" && asks("for") || asks("on") && governor.obliques.iter().any(on) {
        frame.markers.push(cue);
        frame.certainty = weaker(Certainty::Ordered, above.certainty);
        return;
    }
    let said = (words.is("speech-verb", lemma) || words.is("belief-verb", lemma))
        && !words.is("order-verb", lemma)
        && !words.is("intention", lemma)
        // "went to see the ice": no speech.
        && !words.is("moving-verb", lemma);
    if said
        && words.is("belief-verb", lemma)
        && first_person(view, governor)
        && above.source.kind == SourceKind::Narrator
    {
        // "others that I don't believe deserve it": the author, who is not sure.
        frame.deny = denied;
        frame.certainty = weaker(Certainty::Probable, above.certainty);
        frame.markers.push(cue);
        return;
    }
    if said
        && !passive
        && let Some(source) = governor.subject.and_then(|s| (cx.speaker)(s))
    {
        // "claims to have signed"
        if !own_words(view, governor, above) {
            frame.source = nest(source, above, lemma, cue);
        }
        frame.certainty = above.certainty;
        frame.deny = denied;
        return;
    }
    if passive && said && governor.subject.is_none() {
        frame.source = nest(unnamed(), above, lemma, cue);
    }
    if words.is("probable", lemma) && (passive || !words.is("intention", lemma)) {
        // "Voters expect Hill to win": on their word.
        if words.is("expectation-verb", lemma)
            && !passive
            && (governor.object.is_some() || governor.recipient.is_some())
            && !own_words(view, governor, above)
            && let Some(source) = governor.subject.and_then(|s| (cx.speaker)(s))
        {
            frame.source = nest(source, above, lemma, cue);
        }
        frame.markers.push(cue);
        frame.deny = denied;
        frame.certainty = weaker(Certainty::Probable, above.certainty);
        return;
    }
    // "voted to accept the offer": with the vote it is accepted; what is voted to be built is not yet built.
    if matches!(lemma, "vote" | "choose" | "move" | "decide")
        && governor.verb.tense == Tense::Past
        && !denied
        && words.is("performative-verb", &clause.verb.lemma)
    {
        frame.certainty = above.certainty;
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
        // "did not agree to meet": nothing is meant to be done.
        frame.deny = denied;
        frame.certainty = weaker(Certainty::Intended, above.certainty);
        return;
    }
    if words.is("possible", lemma) || said {
        frame.markers.push(cue);
        frame.certainty = weaker(Certainty::Possible, above.certainty);
        return;
    }
    if words.is("attitude-verb", lemma) {
        frame.markers.push(cue);
        frame.certainty = weaker(Certainty::Possible, above.certainty);
        return;
    }
    if words.is("implicative-positive", lemma) {
        frame.deny = denied;
        frame.certainty = above.certainty;
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
    // "are now known to have died": they did.
    if passive && clause.verb.perfect && !denied && matches!(lemma, "know" | "find" | "show" | "confirm") {
        frame.certainty = above.certainty;
        return;
    }
    // A participle goes with its verb ("spent the day signing"); an infinitive is not yet done.
    frame.certainty = if clause.verb.infinitive {
        weaker(Certainty::Intended, above.certainty)
    } else {
        above.certainty
    };
    if clause.verb.infinitive {
        frame.markers.push(cue);
    }
}

/// The word by which a governor is looked up: the verb with its particle, the adjective or noun of a copula.
pub(super) fn class_lemma<'a>(view: &SentenceView<'a>, governor: &'a Clause) -> &'a str {
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

pub(super) fn known(words: &WordClasses, lemma: &str) -> bool {
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
