//! Clauses that complete a verb, whatever relation the parser gave them.
//!
//! "urged the elderly *to stay*", "prevented the champion *from defending* her title", "ruled out
//! *raising* the age": the parser may hang such a clause on the noun before it, or make it an adverbial.
//! The verb's class decides ([`crate::lexicon::classes`]); [`super::standing`] then reads one link, not four.

use super::clause::{Clause, Link};
use super::phrase::SentenceView;
use super::statement::{StatementKind, Tense};
use super::tree::Upos;
use crate::lexicon::classes;

/// Gives complement clauses the link that they have by their verb.
pub(super) fn relink(view: &SentenceView<'_>, clauses: &mut [Clause]) {
    for i in 0..clauses.len() {
        let Some((g, link)) = clauses[i].governor else {
            continue;
        };
        let governor = &clauses[g];
        let new = match link {
            Link::NounClause(noun) => object_control(view, governor, &clauses[i], noun)
                .or_else(|| accused(view, governor, &clauses[i], noun))
                .or_else(|| named(view, governor, &clauses[i], noun)),
            Link::Open => purpose(governor, &clauses[i]),
            Link::Adverbial | Link::Content => asked_for(view, governor, &clauses[i])
                .or_else(|| open_complement(view, governor, &clauses[i]))
                .or_else(|| participle_of_noun(view, governor, &clauses[i], link))
                .or_else(|| condition(view, governor, &clauses[i], link)),
            Link::Relative if said_around(view, clauses, g, i) => Some(Link::Content),
            Link::Relative => content_of_noun(view, &mut clauses[i]),
            _ => None,
        };
        if let Some(new) = new {
            clauses[i].governor = Some((g, new));
        }
        if let Some(asked) = called_on(view, &clauses[g], &clauses[i]) {
            clauses[i].governor = Some((g, Link::Open));
            clauses[i].subject = Some(asked);
        }
    }
}

/// "urged the elderly to stay": the infinitive is the verb's, not its object's.
fn object_control(view: &SentenceView<'_>, governor: &Clause, clause: &Clause, noun: usize) -> Option<Link> {
    let ordered = clause.verb.infinitive
        && (governor.object == Some(noun) || governor.recipient == Some(noun))
        && takes_object_and_infinitive(&governor.verb.lemma)
        && !classes::standard().is("intention-noun", view.lemma(noun));
    ordered.then_some(Link::Open)
}

/// "accuse the clinic of having billed": what somebody is accused of is the accuser's word.
fn accused(view: &SentenceView<'_>, governor: &Clause, clause: &Clause, noun: usize) -> Option<Link> {
    let of = clause.marks.iter().any(|&m| view.lower(m) == "of");
    let whom = governor.object == Some(noun) || governor.recipient == Some(noun);
    (of && whom && matches!(governor.verb.lemma.as_str(), "accuse" | "suspect")).then_some(Link::Open)
}

/// "called for lowering the rate", "accused the judge of being late": what is asked for, or what somebody is accused of.
fn asked_for(view: &SentenceView<'_>, governor: &Clause, clause: &Clause) -> Option<Link> {
    let mark = |is: &str| clause.marks.iter().any(|&m| view.lower(m) == is);
    let gerund = view.tree.words[clause.head].xpos == "VBG" || clause.verb.participle;
    let verb = governor.verb.lemma.as_str();
    let asked = mark("for") && classes::standard().is("order-verb", &format!("{verb} for"));
    let accused = mark("of")
        && matches!(verb, "accuse" | "suspect")
        && (governor.object.is_some() || governor.recipient.is_some());
    let behind = clause.head > governor.head && !clause.own_subject;
    (gerund && behind && (asked || accused)).then_some(Link::Open)
}

/// "called on the council to resign": who is asked to do it, and that it is what was asked for.
pub(super) fn called_on(view: &SentenceView<'_>, governor: &Clause, clause: &Clause) -> Option<usize> {
    let asks = classes::standard().is("order-verb", &format!("{} on", governor.verb.lemma));
    let free = clause.subject.is_none() && !clause.verb.passive && clause.verb.infinitive;
    let asked =
        |&o: &usize| matches!(view.case(o).as_str(), "on" | "upon") && governor.head < o && o < clause.head;
    let mut obliques = governor.obliques.iter().copied();
    obliques
        .find(asked)
        .filter(|_| asks && free && !governor.verb.passive)
}

/// "called the charges unfounded": what somebody calls a thing is the caller's word.
fn named(view: &SentenceView<'_>, governor: &Clause, clause: &Clause, noun: usize) -> Option<Link> {
    let words = &view.tree.words;
    let names = matches!(
        governor.verb.lemma.as_str(),
        "call" | "brand" | "deem" | "label" | "consider" | "declare"
    );
    let last = words.iter().skip(clause.head + 1).all(|w| w.upos == Upos::Punct);
    let participle = words[clause.head].xpos == "VBN" && clause.verb.participle && last;
    (names && participle && governor.object == Some(noun) && governor.attribute.is_none())
        .then_some(Link::Open)
}

/// "blocked the road to keep them out": a verb of hindering with an object takes no infinitive; it is what it was
/// done for.
fn purpose(governor: &Clause, clause: &Clause) -> Option<Link> {
    let hinders = classes::standard().is("implicative-negative", &governor.verb.lemma)
        && !matches!(governor.verb.lemma.as_str(), "forbid" | "fail" | "refuse");
    (clause.verb.infinitive && hinders && governor.object.is_some() && !governor.verb.passive)
        .then_some(Link::Adverbial)
}

fn takes_object_and_infinitive(verb: &str) -> bool {
    let classes = classes::standard();
    classes.is("order-verb", verb) || classes.is("enabling", verb)
}

/// Infinitives and "from" or bare gerunds after the verbs that take them.
fn open_complement(view: &SentenceView<'_>, governor: &Clause, clause: &Clause) -> Option<Link> {
    let classes = classes::standard();
    let verb = governor.verb.lemma.as_str();
    if clause.own_subject || clause.head < governor.head {
        return None;
    }
    let affected = governor.object.is_some() || governor.recipient.is_some();
    if clause.verb.infinitive && classes.is("order-verb", verb) && affected {
        return Some(Link::Open);
    }
    // "refused on Friday to release": nothing but a circumstance stands between.
    let completes = ["intention", "implicative-negative", "enabling"]
        .iter()
        .any(|c| classes.is(c, verb))
        && !classes.is("moving-verb", verb);
    if clause.verb.infinitive && completes && governor.object.is_none() && !governor.verb.passive {
        return Some(Link::Open);
    }
    let gerund = view.tree.words[clause.head].xpos == "VBG" && clause.verb.participle;
    let marks: Vec<String> = clause.marks.iter().map(|&m| view.lower(m)).collect();
    let bare_or_from = marks.iter().all(|m| m == "from");
    // No comma before it: "refused, saying that …" is no complement.
    let joined = (governor.head + 1..clause.head).all(|w| view.tree.words[w].form != ",");
    let holds_from =
        marks.iter().any(|m| m == "from") && matches!(verb, "keep" | "stop" | "save" | "protect");
    (gerund && bare_or_from && joined && (classes.is("implicative-negative", verb) || holds_from))
        .then_some(Link::Open)
}

/// "opposition to Norland joining the union", "opposes Norland joining": a bare participle right after a noun is
/// the noun's doing, not that of the sentence's subject.
fn participle_of_noun(
    view: &SentenceView<'_>,
    governor: &Clause,
    clause: &Clause,
    link: Link,
) -> Option<Link> {
    let words = &view.tree.words;
    let bare = words[clause.head].xpos == "VBG"
        && clause.verb.participle
        && !clause.own_subject
        && clause.marks.is_empty()
        && link == Link::Adverbial;
    let before = clause.head.checked_sub(1).filter(|&b| b > governor.head)?;
    if !bare || !matches!(words[before].upos, Upos::Noun | Upos::Propn) || !words[before].space_after {
        return None;
    }
    // Up to the head of the phrase that ends here.
    let mut noun = before;
    while let Some(h) = words[noun].head
        && h != governor.head
        && matches!(words[noun].deprel.base(), "compound" | "flat")
    {
        noun = h;
    }
    let wanted = is_attitude(view, governor, noun);
    wanted.then_some(Link::NounClause(noun))
}

/// Whether what is said of `noun` is only wished, feared, opposed: by the verb, or by the noun that it completes.
pub(super) fn is_attitude(view: &SentenceView<'_>, governor: &Clause, noun: usize) -> bool {
    let classes = classes::standard();
    let word = &view.tree.words[noun];
    let completes = word
        .head
        .is_some_and(|h| word.deprel.is("nmod") && classes.is("attitude-noun", view.lemma(h)));
    // "reiterated opposition to Norland joining": the parser may hang the name on the verb.
    let behind = || {
        let case = view.tree.child_by(noun, "case")?;
        let before = case.checked_sub(1).filter(|&b| governor.object == Some(b))?;
        word.deprel.is("obl").then_some(before)
    };
    let completes = completes || behind().is_some_and(|b| classes.is("attitude-noun", view.lemma(b)));
    // "is against Norland joining"
    let against = governor.verb.lemma == "be" && view.case(noun) == "against";
    completes
        || against
        || classes.is("attitude-verb", &governor.verb.lemma) && governor.subject != Some(noun)
}

/// "will only open if it finds a third doctor": a condition, taken for a question. Only verbs that ask
/// or leave open have such questions.
fn condition(view: &SentenceView<'_>, governor: &Clause, clause: &Clause, link: Link) -> Option<Link> {
    let marked = clause.marks.iter().any(|&m| view.lower(m) == "if");
    let asks = classes::standard().is("question-verb", &governor.verb.lemma);
    let finite = clause.verb.tense != Tense::None || clause.verb.modal.is_some();
    (link == Link::Content && marked && finite && !asks).then_some(Link::Adverbial)
}

/// "could only guess from the shadows that it was late", "is not saying at all that it was": a whole clause with "that"
/// is what the verb says or thinks, though the parser hangs it on the noun before it.
fn said_around(view: &SentenceView<'_>, clauses: &[Clause], g: usize, i: usize) -> bool {
    let tree = view.tree;
    let (governor, clause) = (&clauses[g], &clauses[i]);
    let classes = classes::standard();
    let says = ["speech-verb", "belief-verb"]
        .iter()
        .any(|c| classes.is(c, &governor.verb.lemma));
    let that = clause.marks.iter().any(|&m| view.lemma(m) == "that");
    let told = clauses.iter().any(|c| c.governor == Some((g, Link::Content)));
    let Some(noun) = tree.words[clause.head]
        .head
        .filter(|&n| n != governor.head && n > governor.head)
    else {
        return false;
    };
    let at_all = view.lower(noun) == "all" && noun > 0 && view.lower(noun - 1) == "at";
    let relative = |w: Option<usize>| w.is_some_and(|w| matches!(tree.words[w].xpos, "WDT" | "WP"));
    let whole = clause.own_subject
        && !relative(clause.subject)
        && (clause.kind != StatementKind::Event || clause.object.is_some_and(|o| o > clause.head));
    let content = classes.is("content-noun", view.lemma(noun))
        || classes.pair("light-noun", view.lemma(noun)).is_some();
    // "could tell the tutor I got wind of it"
    let hearer = classes.is("hearer-verb", &governor.verb.lemma)
        && (governor.object == Some(noun) || governor.recipient == Some(noun))
        && clause.verb.tense != Tense::None;
    says && !told && (at_all || (that || hearer) && whole && !content)
}

/// "no evidence that the drug works": a whole clause with "that" after a noun which has content is
/// that content, no relative clause.
fn content_of_noun(view: &SentenceView<'_>, clause: &mut Clause) -> Option<Link> {
    let tree = view.tree;
    let mut noun = tree.words[clause.head].head?;
    let mut that = noun + 1;
    let classes = classes::standard();
    let with_content = |noun: usize| {
        let lemma = view.lemma(noun);
        classes.is("content-noun", lemma)
            || classes
                .pair("light-noun", lemma)
                .is_some_and(|v| classes.is("speech-verb", v))
    };
    // "rumours in the town that the bank had failed": a clause that "that" opens and lacks nothing tells of the
    // rumours, though the parser hangs it on the noun beside it.
    let whole = clause.own_subject && (clause.object.is_some() || clause.verb.passive);
    let opener = tree.children(clause.head).iter().copied().find(|&m| {
        let relation = tree.words[m].deprel;
        view.lemma(m) == "that" && m > noun && (relation.is("mark") || relation.is("obl") && whole)
    });
    if !with_content(noun)
        && let Some(mark) = opener
    {
        let phrases = std::iter::successors(Some(noun), |&n| {
            let word = &tree.words[n];
            word.head.filter(|&h| word.deprel.is("nmod") && h < n)
        });
        if let Some(further) = phrases.skip(1).find(|&n| with_content(n)) {
            (noun, that) = (further, mark);
        }
    }
    let opens = tree.words.get(that).is_some_and(|w| w.lemma == "that");
    let has_content = with_content(noun);
    let whole = clause.own_subject && clause.subject.or(clause.object) != Some(that);
    // "the claim that he made" has a gap where the noun belongs; verbs that have such nouns for object.
    let gap = (clause.object.is_none() || clause.object == Some(that))
        && !clause.verb.passive
        && tree.words[clause.head].upos == Upos::Verb
        && classes.is("content-noun-verb", &clause.verb.lemma);
    if !opens || !has_content || !whole || gap {
        return None;
    }
    if clause.object == Some(that) {
        clause.object = None;
    }
    clause.obliques.retain(|&o| o != that);
    clause.marks.push(that);
    Some(Link::NounClause(noun))
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::{Certainty, Polarity, SourceKind, Statement};

    /// The statement of a verb.
    fn statement(text: &str, verb: &str) -> Option<Statement> {
        let reading = read_plainly(text);
        reading.statements.into_iter().find(|s| s.predicate.lemma == verb)
    }

    #[test]
    fn a_circumstance_before_the_infinitive_changes_nothing() {
        for (text, verb, polarity, certainty) in [
            (
                "A judge in Graz refused on Friday to release the brothers.",
                "release",
                Polarity::Denied,
                Certainty::Asserted,
            ),
            (
                "The envoy agreed on Monday to sign the treaty.",
                "sign",
                Polarity::Affirmed,
                Certainty::Intended,
            ),
            (
                "Activists blocked the road to keep the trucks away.",
                "keep",
                Polarity::Affirmed,
                Certainty::Intended,
            ),
            (
                "The ambassador left Chad rather than apologise for her remarks.",
                "apologise",
                Polarity::Denied,
                Certainty::Asserted,
            ),
            (
                "With the bridge destroyed, trucks must take the mountain road.",
                "destroy",
                Polarity::Affirmed,
                Certainty::Asserted,
            ),
            (
                "The library is to reopen in April.",
                "reopen",
                Polarity::Affirmed,
                Certainty::Intended,
            ),
        ] {
            let found = statement(text, verb).map(|s| (s.polarity, s.certainty));
            assert_eq!(found, Some((polarity, certainty)), "{text}");
        }
    }

    #[test]
    fn a_whole_clause_after_a_verb_of_thought_is_its_content() {
        let found = statement(
            "If they thought the coach was late, they would have called.",
            "think",
        );
        assert_eq!(found.map(|s| s.certainty), Some(Certainty::Conditional));
        let told = statement(
            "To hear the sheriff tell it, the deputies never drew their guns.",
            "draw",
        );
        assert_eq!(told.map(|s| s.source.kind), Some(SourceKind::Speaker));
    }

    #[test]
    fn what_is_asked_for_or_expected_is_on_the_word_of_who_asks() {
        for (text, verb, certainty, source) in [
            (
                "Bell called for lowering the rate.",
                "lower",
                Certainty::Ordered,
                SourceKind::Narrator,
            ),
            (
                "Bell called on the council to resign.",
                "resign",
                Certainty::Ordered,
                SourceKind::Narrator,
            ),
            (
                "Bell called in the evening to complain.",
                "complain",
                Certainty::Intended,
                SourceKind::Narrator,
            ),
            (
                "Voters expect Hill to win.",
                "win",
                Certainty::Probable,
                SourceKind::Speaker,
            ),
            (
                "The bridge is expected to open in May.",
                "open",
                Certainty::Probable,
                SourceKind::Narrator,
            ),
            (
                "The mayor hopes that the bridge will open.",
                "open",
                Certainty::Intended,
                SourceKind::Speaker,
            ),
            (
                "The mayor knows that the bridge opened.",
                "open",
                Certainty::Asserted,
                SourceKind::Narrator,
            ),
            (
                "Bell went to see the ice.",
                "see",
                Certainty::Asserted,
                SourceKind::Narrator,
            ),
            (
                "Bell claims to have seen the ice.",
                "see",
                Certainty::Asserted,
                SourceKind::Speaker,
            ),
        ] {
            let found = statement(text, verb).map(|s| (s.certainty, s.source.kind));
            assert_eq!(found, Some((certainty, source)), "{text}");
        }
        let resigns = statement("Bell called on the council to resign.", "resign").and_then(|s| s.subject);
        assert_eq!(resigns.map(|a| a.phrase.text).as_deref(), Some("the council"));
    }
}
