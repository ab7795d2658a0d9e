//! What a clause's own words say: negation, modals, hedges, conditions, questions.

use super::super::clause::{Clause, Link};
use super::super::phrase::{SentenceView, quoted_apart};
use super::super::statement::{Certainty, StatementKind, Tense};
use super::super::tree::Upos;
use super::{StandingContext, weaker};
use crate::document::TextSpan;
use crate::lexicon::classes;

/// Polarity and certainty of the clause taken by itself.
pub(super) struct Own {
    pub(super) denied: bool,
    pub(super) certainty: Certainty,
    pub(super) markers: Vec<TextSpan>,
}

/// What the clause's own words say.
pub(super) fn own(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> Own {
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
            // "must have fallen asleep", "can't have written": a conclusion.
            "must" if clause.verb.perfect => weaken(Certainty::Probable, span),
            "can" | "could" if clause.verb.perfect && negations % 2 == 1 => {
                weaken(Certainty::Probable, span);
            }
            "could" | "may" | "might" | "can" => weaken(Certainty::Possible, span),
            "must" | "should" | "ought" | "need" => weaken(Certainty::Ordered, span),
            // "would have drowned", "without the subsidy, would close": what was or is not so.
            "would" => weaken(
                if clause.verb.perfect || has_condition(cx, clauses, i) || without(view, clause) {
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
    if let Some((certainty, span)) = thought_aside(cx, clauses, i) {
        weaken(certainty, Some(span));
    }
    if asked(cx, clauses, i) {
        weaken(Certainty::Asked, None);
    }
    let root = clause.governor.is_none();
    if subjunctive(view, clause) {
        weaken(Certainty::Ordered, None);
    }
    if root && clause.verb.bare && clause.subject.is_none() && !cx.headline {
        weaken(Certainty::Ordered, None);
    }
    // "is to reopen in April"
    let to_be = tree.child_by(clause.head, "cop").is_some();
    // "was to blame" is a state.
    let blamed = view.lemma(clause.head) == "blame";
    if (root || to_be) && !blamed && clause.verb.infinitive && clause.kind == StatementKind::Event {
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

/// "without the subsidy", "but for the lighthouse": a condition without a clause.
fn without(view: &SentenceView<'_>, clause: &Clause) -> bool {
    let supposed = |o: &usize| matches!(view.case(*o).as_str(), "without" | "but for");
    clause.obliques.iter().any(supposed)
}

/// "that the minister resign": a base form with a subject that would have it otherwise.
fn subjunctive(view: &SentenceView<'_>, clause: &Clause) -> bool {
    let tree = view.tree;
    let subject = if clause.verb.passive {
        clause.object
    } else {
        clause.subject
    };
    let third_person = subject.filter(|_| clause.own_subject).is_some_and(|s| {
        let conjoined = tree.children_by(s, "conj").next().is_some();
        let form = view.lower(s);
        matches!(tree.words[s].xpos, "NN" | "NNP" if !conjoined)
            || matches!(form.as_str(), "he" | "she" | "it")
    });
    let base = matches!(tree.words[clause.head].xpos, "VB" | "VBP")
        && clause.kind == StatementKind::Event
        && tree.children_by(clause.head, "aux").next().is_none();
    let that = clause.marks.iter().any(|&m| view.lemma(m) == "that");
    third_person && base && that && clause.verb.lemma == view.lower(clause.head)
}

/// The word by which a participant denies its clause: "no", "none", "nobody", "neither".
pub(crate) fn negative_word(view: &SentenceView<'_>, head: usize) -> Option<usize> {
    let tree = view.tree;
    if matches!(
        view.lower(head).as_str(),
        "nobody" | "nothing" | "none" | "nowhere" | "no-one"
    ) || view.lower(head) == "neither" && !tree.words[head].deprel.is("cc")
    {
        return Some(head);
    }
    tree.children(head).iter().copied().find(|&c| {
        let w = &tree.words[c];
        (w.deprel.is("det")
            && matches!(view.lower(c).as_str(), "no" | "neither")
            && !quoted_apart(tree, c, head))
            // "neither Rubio nor Witkoff"
            || (w.deprel.is("cc") && c < head && view.lower(c) == "neither")
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
pub(super) fn condition_mark(view: &SentenceView<'_>, clause: &Clause) -> Option<(Certainty, TextSpan)> {
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
pub(super) fn inverted_condition(view: &SentenceView<'_>, clause: &Clause) -> bool {
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
pub(super) fn has_condition(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> bool {
    clauses.iter().any(|c| {
        c.governor
            .is_some_and(|(g, link)| g == i && !matches!(link, Link::Content | Link::Conjunct))
            && (condition_mark(&cx.view, c).is_some_and(|(k, span)| {
                k == Certainty::Conditional && !cx.view.slice(span).eq_ignore_ascii_case("as")
            }) || inverted_condition(&cx.view, c))
    })
}

/// "If they thought the coach was late, …": right after a verb of thought without a content of its own, and
/// with no comma between, the clause is that content, though the parser takes it for the main one.
fn thought_aside(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> Option<(Certainty, TextSpan)> {
    let view = &cx.view;
    let words = classes::standard();
    let clause = &clauses[i];
    let subject = clause.subject.or(clause.object).filter(|_| clause.own_subject)?;
    clauses.iter().enumerate().find_map(|(at, c)| {
        let thinks =
            words.is("belief-verb", &c.verb.lemma) || matches!(c.verb.lemma.as_str(), "say" | "claim");
        let bare = c.object.is_none() && !c.verb.passive && !c.marks.is_empty();
        let told = clauses.iter().any(|k| {
            k.governor
                .is_some_and(|(g, l)| g == at && matches!(l, Link::Content | Link::Open))
        });
        let before = c.head < subject && (c.head..subject).all(|w| view.tree.words[w].upos != Upos::Punct);
        (c.governor == Some((i, Link::Adverbial)) && thinks && bare && !told && before).then(|| {
            let kind = condition_mark(view, c).map_or(Certainty::Possible, |(kind, _)| kind);
            (kind, c.verb.span)
        })
    })
}

/// Whether the clause is (part of) the question that the sentence or the quotation asks.
pub(super) fn asked(cx: &StandingContext<'_>, clauses: &[Clause], i: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::Polarity;

    #[test]
    fn neither_denies() {
        for text in [
            "Neither has been charged.",
            "Neither of the two plans was adopted.",
            "Neither Hill nor Bell spoke.",
            "Neither the bank nor its owner was fined.",
        ] {
            let reading = read_plainly(text);
            let polarity = reading.statements.first().map(|s| s.polarity);
            assert_eq!(polarity, Some(Polarity::Denied), "{text}");
        }
    }
}
