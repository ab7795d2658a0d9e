//! Whose doing a clause without a subject is: the coordinated verb's, the governing verb's, or the noun's that a relative
//! clause or a participle hangs on.

use super::clause::{Clause, Link};
use super::phrase::SentenceView;
use super::statement::{StatementKind, Tense};
use super::tree::Upos;
use crate::lexicon::{self, WordClass, classes};

/// Gives a clause without a subject the one that the grammar implies: of the coordinated verb, of
/// the governing verb (subject or object control), the noun of a relative clause or participle.
pub(super) fn subjects(view: &SentenceView<'_>, clauses: &mut [Clause]) {
    let tree = view.tree;
    shared_objects(view, clauses);
    for i in 0..clauses.len() {
        let Some((g, link)) = clauses[i].governor else {
            continue;
        };
        if link == Link::Relative {
            relative(view, clauses, i);
            continue;
        }
        // "a film directed by Stone": the agent is there, what it was done to is not.
        let missing = if clauses[i].verb.passive {
            clauses[i].object.is_none()
        } else {
            clauses[i].subject.is_none()
        };
        if !missing {
            continue;
        }
        let governor = clauses[g].clone();
        let surface = if governor.verb.passive {
            // "was given the prize and left": whoever was given it.
            let receives = |r: &usize| tree.words[*r].deprel.as_str() == "nsubj:pass";
            governor.recipient.filter(receives).or(governor.object)
        } else {
            governor.subject
        };
        let noun = tree.words[clauses[i].head].head;
        let from = match link {
            Link::Adverbial if clauses[i].verb.participle && speaks_beside(view, clauses, g, i).is_some() => {
                speaks_beside(view, clauses, g, i)
            }
            Link::Conjunct => surface,
            Link::Open => {
                // "urged Kyiv to accept": the object acts; "promised Kyiv to help": the subject.
                // "spent the months collecting": no month collects.
                let controlled = matches!(
                    governor.verb.lemma.as_str(),
                    "promise" | "vow" | "threaten" | "swear" | "spend" | "waste"
                );
                if governor.object.is_some() && !governor.verb.passive && !controlled {
                    governor.object
                } else if governor.recipient.is_some() && !controlled {
                    governor.recipient
                } else {
                    surface
                }
            }
            // "before being occupied", too
            Link::Adverbial | Link::Subject
                if clauses[i].verb.infinitive
                    || clauses[i].verb.tense == Tense::None && clauses[i].verb.modal.is_none() =>
            {
                surface
            }
            Link::NounClause(n) if clauses[i].verb.participle => Some(bearer(view, clauses, n)),
            Link::NounClause(_) => {
                // "the decision not to demand", "Ukraine's wish to join": whose decision it is.
                noun.and_then(|n| {
                    tree.children(n)
                        .iter()
                        .copied()
                        .find(|&c| tree.words[c].deprel.as_str() == "nmod:poss")
                })
                .or(surface)
            }
            _ => None,
        };
        let Some(from) = from.filter(|&f| f != clauses[i].head) else {
            continue;
        };
        let clause = &mut clauses[i];
        if clause.verb.passive && clause.object.is_none() {
            clause.object = Some(from);
        } else {
            clause.subject = Some(from);
        }
        clause.inherited = true;
    }
}

/// "the deal that Putin signed", "the man who left", "the talks held in Alaska".
fn relative(view: &SentenceView<'_>, clauses: &mut [Clause], i: usize) {
    let tree = view.tree;
    let Some(hung) = tree.words[clauses[i].head].head else {
        return;
    };
    let noun = antecedent(view, &clauses[i], hung);
    // "Berg was among those who came": it is Berg who came.
    let noun = among(view, clauses, noun).unwrap_or_else(|| bearer(view, clauses, noun));
    let relative = |w: usize| {
        matches!(tree.words[w].xpos, "WDT" | "WP")
            || tree.words[w].lemma == "that" && tree.words[w].upos == Upos::Pron
    };
    // "runners, of whom 23,816 finished": they stand in the subject already.
    let part = clauses[i].subject.is_some_and(|s| {
        tree.children_by(s, "nmod")
            .any(|w| view.case(w) == "of" && relative(w))
    });
    if part {
        return;
    }
    let clause = &mut clauses[i];
    if clause.subject.is_some_and(relative) {
        clause.subject = Some(noun);
        clause.inherited = true;
        return;
    }
    if clause.object.is_some_and(relative) {
        clause.object = Some(noun);
        clause.inherited = true;
        return;
    }
    for o in &mut clause.obliques {
        if relative(*o) {
            clause.relative = Some((noun, *o));
            *o = noun;
            clause.inherited = true;
            return;
        }
    }
    if clause.subject.is_none() && !clause.verb.passive {
        clause.subject = Some(noun);
        clause.inherited = true;
    } else if clause.object.is_none() && clause.kind == StatementKind::Event && clause.marks.is_empty() {
        // No relative word at all: "the deal Putin signed". "where", "when" stand as adverbs.
        let adverbial = clause
            .adverbs
            .iter()
            .any(|&a| matches!(tree.words[a].xpos, "WRB"));
        if !adverbial {
            clause.object = Some(noun);
            clause.inherited = true;
        }
    }
}

/// "“The firm did well,” Bell said, adding that …": who adds is who said what stands before, not the firm.
fn speaks_beside(view: &SentenceView<'_>, clauses: &[Clause], g: usize, i: usize) -> Option<usize> {
    let classes = classes::standard();
    let speech = |c: &Clause| classes.is("quotation-verb", &c.verb.lemma);
    if !speech(&clauses[i]) {
        return None;
    }
    let beside = clauses
        .iter()
        .find(|c| c.governor == Some((g, Link::Parataxis)) && speech(c) && c.own_subject);
    let above = clauses[g]
        .governor
        .filter(|&(k, link)| {
            link == Link::Content
                && speech(&clauses[k])
                && leaves_quotation(view, clauses[g].head, clauses[i].head)
        })
        .map(|(k, _)| &clauses[k]);
    beside
        .or(above)
        .filter(|c| c.head < clauses[i].head)
        .and_then(|c| c.subject)
}

/// Whether `a` stands in a quotation that `b` stands outside of.
fn leaves_quotation(view: &SentenceView<'_>, a: usize, b: usize) -> bool {
    let span = |w: usize| view.tree.words[w].span;
    view.quoted
        .iter()
        .any(|q| q.contains(span(a)) && !q.contains(span(b)))
}

/// "neither confirmed nor denied the report": verbs with nothing but a conjunction between them share the object.
fn shared_objects(view: &SentenceView<'_>, clauses: &mut [Clause]) {
    for i in 0..clauses.len() {
        let Some((g, Link::Conjunct)) = clauses[i].governor else {
            continue;
        };
        let (first, second) = (&clauses[g], &clauses[i]);
        let between = first.head + 1..second.head;
        let joined = between
            .clone()
            .all(|w| matches!(view.tree.words[w].deprel.base(), "cc" | "advmod"));
        let bare = first.object.is_none()
            && first.attribute.is_none()
            && first.obliques.is_empty()
            && first.recipient.is_none()
            && first.kind == StatementKind::Event
            && !first.verb.passive;
        if joined
            && bare
            && !between.is_empty()
            && !second.own_subject
            && second.kind == StatementKind::Event
            && !second.verb.passive
            && let Some(object) = second.object.filter(|&o| o > second.head)
            && lexicon::knows(&first.verb.lemma, WordClass::Verb)
            && !lexicon_intransitive(&first.verb.lemma)
        {
            clauses[g].object = Some(object);
        }
    }
}

/// Verbs that have no object: "went and bought the house".
fn lexicon_intransitive(verb: &str) -> bool {
    ["travel", "rest", "act"]
        .iter()
        .any(|wide| verb == *wide || lexicon::is_kind_of(verb, wide, WordClass::Verb))
        && !matches!(verb, "leave" | "enter" | "visit" | "cross")
}

/// Who or what a clause on `noun` is about: "Bell is *a boxer* who fought for Spain" says that Bell fought. Of what the
/// sentence calls somebody in its own voice, the one so called is the bearer; not where that is
/// denied, supposed or asked, and not of "it was the minister who resigned".
fn bearer(view: &SentenceView<'_>, clauses: &[Clause], noun: usize) -> usize {
    let tree = view.tree;
    let called = clauses.iter().find(|c| {
        c.kind == StatementKind::Role
            && c.attribute == Some(noun)
            && c.negations.is_empty()
            && c.verb.modal.is_none()
            && c.marks.is_empty()
    });
    let Some(subject) = called.and_then(|c| c.subject) else {
        return noun;
    };
    let indefinite = tree
        .child_by(noun, "det")
        .is_some_and(|d| matches!(view.lower(d).as_str(), "a" | "an"));
    let pronoun = tree.words[subject].upos == Upos::Pron;
    let person = matches!(view.lower(subject).as_str(), "he" | "she" | "i" | "we" | "you");
    // What is no thing's name for itself: "there is a man who", "what is a sign that".
    let empty = matches!(tree.words[subject].xpos, "EX" | "WP" | "WDT");
    let asked = tree.words.iter().any(|w| w.form.starts_with('?'));
    // "is a dancer and actress" is one.
    let plural_role = matches!(tree.words[noun].xpos, "NNS" | "NNPS");
    let same_number = is_plural(view, subject).is_none_or(|several| several == plural_role);
    if empty || asked || subject == noun || !same_number || pronoun && !person && !indefinite {
        return noun;
    }
    subject
}

/// Whom a copula counts among the people that `noun` means ("was among those who …", "is one of the leaders
/// who …").
fn among(view: &SentenceView<'_>, clauses: &[Clause], noun: usize) -> Option<usize> {
    let tree = view.tree;
    let one_of =
        |w: usize| view.lower(w) == "one" && view.case(noun) == "of" && tree.words[noun].head == Some(w);
    let predicate = match view.case(noun).as_str() {
        "among" => noun,
        "of" => tree.words[noun].head.filter(|&h| one_of(h))?,
        _ => return None,
    };
    clauses
        .iter()
        .find(|c| c.verb.lemma == "be" && (c.attribute == Some(predicate) || c.head == predicate))
        .filter(|c| c.negations.is_empty())
        .and_then(|c| c.subject)
}

/// Whether the phrase is of several; `None` where its form does not tell.
fn is_plural(view: &SentenceView<'_>, noun: usize) -> Option<bool> {
    if view.tree.child_by(noun, "conj").is_some() {
        return Some(true);
    }
    match view.tree.words[noun].xpos {
        "NNS" | "NNPS" => Some(true),
        "NN" | "NNP" => Some(false),
        _ => None,
    }
}

/// The noun that a relative clause belongs to, of those that it can hang on: "who" is no place, and the verb agrees
/// ("more cars than *Toyota*, which often leads").
fn antecedent(view: &SentenceView<'_>, clause: &Clause, hung: usize) -> usize {
    let tree = view.tree;
    // "the sculptor, not her brother, who designed it"
    if tree
        .children(hung)
        .iter()
        .any(|&c| c < hung && view.lower(c) == "not")
        && let Some(meant) = tree.words[hung].head.filter(|&h| h < hung)
        && matches!(tree.words[meant].upos, Upos::Noun | Upos::Propn)
    {
        return meant;
    }
    let Some(word) = clause
        .subject
        .or(clause.object)
        .filter(|&s| matches!(tree.words[s].xpos, "WDT" | "WP"))
    else {
        return hung;
    };
    let who = view.lower(word) == "who";
    let finite = tree
        .children(clause.head)
        .iter()
        .copied()
        .find(|&c| matches!(tree.words[c].deprel.base(), "aux" | "cop"))
        .unwrap_or(clause.head);
    let form = &tree.words[finite];
    let plural = match (form.xpos, view.lower(finite).as_str()) {
        (_, "were" | "are") => Some(true),
        (_, "was") | ("VBZ", _) => Some(false),
        ("VBP", _) => Some(true),
        _ => None,
    };
    let fits = |n: usize| {
        let person = !who || !view.names_place(n);
        let number = match (plural, is_plural(view, n)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        person && number
    };
    // "the family who are": a group takes either number.
    let group = lexicon::is_kind_of(view.lemma(hung), "group", WordClass::Noun) && !view.names_place(hung);
    if fits(hung) || group {
        return hung;
    }
    let nominal = |n: usize| matches!(tree.words[n].upos, Upos::Noun | Upos::Propn);
    // The phrase around it, or the last noun within it.
    let around = std::iter::successors(Some(hung), |&n| {
        tree.words[n].head.filter(|&h| nominal(h) && h < n)
    })
    .skip(1)
    .take(4);
    let within = (hung + 1..word)
        .rev()
        .filter(|&n| nominal(n) && matches!(tree.words[n].deprel.base(), "nmod" | "obl" | "appos"))
        .filter(|&n| {
            std::iter::successors(tree.words[n].head, |&h| tree.words[h].head)
                .take(6)
                .any(|h| h == hung)
        });
    within.chain(around).find(|&n| fits(n)).unwrap_or(hung)
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    /// Predicates with the lemma of their subject and object.
    fn who_did_what(text: &str) -> Vec<String> {
        let reading = read_plainly(text);
        reading
            .statements
            .iter()
            .map(|s| {
                let subject = s.subject.as_ref().map_or("-", |a| a.phrase.lemma.as_str());
                let object = s.objects.first().map_or("-", |a| a.phrase.lemma.as_str());
                format!("{subject} {} {object}", s.predicate.lemma)
            })
            .collect()
    }

    #[test]
    fn what_is_said_of_a_role_is_said_of_its_bearer() {
        let read = who_did_what("Nora Velt was a Parisian painter who made abstract paintings.");
        assert!(read.contains(&"Nora Velt make painting".to_owned()), "{read:?}");
        for (text, subject) in [
            (
                "Nora Velt is not a painter who made abstract paintings.",
                "painter",
            ),
            ("It was the painter who made abstract paintings.", "painter"),
            ("Is Nora Velt a painter who made abstract paintings?", "painter"),
        ] {
            let read = who_did_what(text);
            assert!(
                read.contains(&format!("{subject} make painting")),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn who_adds_is_who_said() {
        let read =
            who_did_what("“The firm did very well last year,” Anna Bell said, adding that sales rose.");
        assert!(read.iter().any(|s| s.starts_with("Anna Bell add")), "{read:?}");
    }

    #[test]
    fn who_is_no_place_and_the_verb_agrees() {
        let read = who_did_what("Anna Bell is a boxer from Spain, who won the title.");
        assert!(read.contains(&"Anna Bell win title".to_owned()), "{read:?}");
    }

    #[test]
    fn a_place_is_no_role_of_a_place() {
        let read = who_did_what("The police arrested two men in Lyon, France, on Monday.");
        assert!(read.iter().all(|s| !s.contains(" be ")), "{read:?}");
        let read = who_did_what("George Fisher was born in Austin on 8 April 1923, the son of a baker.");
        assert!(read.contains(&"George Fisher be son".to_owned()), "{read:?}");
    }
}
