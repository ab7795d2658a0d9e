//! Events named by a noun: "Norland's annexation of Solvia in 2014" says that Norland annexed Solvia.
//!
//! Where the noun names its actor and what was done to it, both in the phrase (a possessor or a "by", and an "of"), or
//! where it is of a kind that needs no more than one ("the mayor's resignation", "whose death in 2012": `own-event`,
//! `suffered-event`), and stands as something that has happened. Such a phrase takes the event for granted, as definite descriptions do; under an
//! attitude, a denial or a hedge it is left open ([`super::standing`]).

use super::clause::{Clause, Link, VerbGroup};
use super::phrase::SentenceView;
use super::statement::{StatementKind, Tense};
use super::tree::Upos;
use crate::lexicon::{self, WordClass, classes};

/// Endings of nouns that name a doing.
const DEVERBAL: [&str; 8] = ["ion", "ment", "al", "ance", "ence", "ure", "ing", "ery"];

/// The clause of the event that `noun` names, below the clause `governor`.
pub(super) fn event(
    view: &SentenceView<'_>,
    noun: usize,
    governor: Option<(usize, &Clause)>,
) -> Option<Clause> {
    let tree = view.tree;
    let word = tree.words.get(noun)?;
    let governor = governor?;
    if word.upos != Upos::Noun || view.mention_at(noun).is_some() {
        return None;
    }
    let of = |case: &str| tree.children_by(noun, "nmod").find(|&c| view.case(c) == case);
    let possessor = tree
        .children(noun)
        .iter()
        .copied()
        .find(|&c| tree.words[c].deprel.as_str() == "nmod:poss")
        .and_then(|c| {
            if tree.words[c].upos == Upos::Pron {
                let own = matches!(view.lower(c).as_str(), "his" | "her" | "its" | "their");
                owner(view, noun, c).or(Some(c).filter(|_| own))
            } else {
                Some(c)
            }
        });
    let definite = tree.child_by(noun, "det").is_some_and(|d| view.lower(d) == "the");
    let lemma = view.lemma(noun);
    // "the withdrawal of her statement by Feld": "by" stands behind the thing that it was done to.
    let by = || {
        let thing = of("of")?;
        let own = tree
            .children(thing)
            .iter()
            .any(|&c| tree.words[c].deprel.as_str() == "nmod:poss");
        let agent = tree.children_by(thing, "nmod").find(|&c| view.case(c) == "by");
        agent.filter(|_| own)
    };
    let agent = possessor.or_else(|| of("by").or_else(by).filter(|_| definite));
    let (actor, object, lemma) = match (agent, of("of")) {
        (Some(actor), Some(object)) => {
            let named = |class| classes::standard().pair(class, lemma).map(str::to_owned);
            let deed = || named("deed-noun").or_else(|| named("suffered-event"));
            (Some(actor), Some(object), verb(lemma).or_else(deed)?)
        }
        (_, of) if stands_as_fact(view, noun, governor.1) => {
            of_one_party(view, noun, possessor, of.filter(|_| definite))?
        }
        _ => return None,
    };
    // "insistence on a ceasefire", wherever the tree hangs the ceasefire
    let beside = possessor.and_then(|_| toward(view, noun));
    let own = tree.children_by(noun, "nmod");
    let obliques = own
        .chain(beside.filter(|&c| tree.words[c].head != Some(noun)))
        .filter(|&c| Some(c) != object && Some(c) != actor)
        .collect();
    Some(Clause {
        head: noun,
        kind: StatementKind::Nominal,
        governor: Some((governor.0, Link::NounClause(noun))),
        subject: actor,
        inherited: false,
        object,
        recipient: None,
        attribute: None,
        obliques,
        relative: None,
        adverbs: Vec::new(),
        verb: VerbGroup {
            lemma,
            span: word.span,
            tense: Tense::Past,
            passive: actor.is_none(),
            ..VerbGroup::default()
        },
        negations: Vec::new(),
        marks: Vec::new(),
        own_subject: true,
    })
}

/// Who did what to whom, where the noun has a possessor alone, or stands before the one whom it befell.
fn of_one_party(
    view: &SentenceView<'_>,
    noun: usize,
    possessor: Option<usize>,
    of: Option<usize>,
) -> Option<(Option<usize>, Option<usize>, String)> {
    let lemma = view.lemma(noun);
    let words = classes::standard();
    if let Some(whose) = possessor {
        // "United's victory over Rovers"
        if let Some(beaten) = over(view, noun) {
            let won = matches!(lemma, "victory" | "win" | "triumph");
            return won.then(|| (Some(whose), Some(beaten), "beat".to_owned()));
        }
        // "her opposition to the plan"
        if let Some(target) = toward(view, noun) {
            let transitive = words
                .pair("stance-noun", lemma)
                .or_else(|| words.pair("deed-noun", lemma));
            if let Some(verb) = transitive.or_else(|| words.pair("light-noun", lemma)) {
                let has_object = transitive.is_some()
                    || matches!(
                        verb,
                        "visit" | "attack" | "assault" | "investigate" | "raid" | "arrest"
                    );
                return Some((Some(whose), has_object.then_some(target), verb.to_owned()));
            }
        }
    }
    // "the mayor's resignation", "the death of the mayor"
    let whose = possessor.or(of)?;
    match words.pair("own-event", lemma) {
        Some(verb) => Some((Some(whose), None, verb.to_owned())),
        None => {
            let verb = words.pair("suffered-event", lemma)?;
            Some((None, Some(whose), verb.to_owned()))
        }
    }
}

/// Whom a victory is over.
fn over(view: &SentenceView<'_>, noun: usize) -> Option<usize> {
    let mut behind = view.tree.children_by(noun, "nmod");
    behind.find(|&c| matches!(view.case(c).as_str(), "over" | "against"))
}

/// To whom or what, behind the noun: "her opposition *to the plan*", "his insistence *on a ceasefire*".
fn toward(view: &SentenceView<'_>, noun: usize) -> Option<usize> {
    let tree = view.tree;
    let toward = |c: usize| {
        matches!(
            view.case(c).as_str(),
            "to" | "for" | "on" | "into" | "against" | "with"
        ) && !view.times.iter().any(|t| t.span.overlaps(tree.words[c].span))
    };
    // Right behind the noun it is the noun's, wherever the tree hangs it.
    let behind = |c: usize| {
        let case = tree.children_by(c, "case").next();
        case == Some(noun + 1) && tree.words[noun].deprel.is("obj")
    };
    let own = tree.children_by(noun, "nmod").find(|&c| toward(c));
    own.or_else(|| {
        let verb = tree.words[noun].head?;
        tree.children(verb)
            .iter()
            .copied()
            .find(|&c| matches!(tree.words[c].deprel.base(), "obl" | "obj") && behind(c) && toward(c))
    })
}

/// Whom "whose" stands for: the noun that the relative clause hangs on.
fn owner(view: &SentenceView<'_>, noun: usize, word: usize) -> Option<usize> {
    let tree = view.tree;
    if view.lower(word) != "whose" {
        return None;
    }
    std::iter::successors(Some(noun), |&w| tree.words[w].head)
        .take(4)
        .find(|&w| tree.words[w].deprel.as_str() == "acl:relcl")
        .and_then(|verb| tree.words[verb].head)
}

/// Whether the noun stands where a speaker takes for granted that it has happened: as the subject of what has happened
/// ("the mayor's resignation shocked the town"), or behind "after", "since" and the like. What is demanded, expected or
/// discussed may never come.
fn stands_as_fact(view: &SentenceView<'_>, noun: usize, governor: &Clause) -> bool {
    let past = governor.verb.modal.is_none()
        && (governor.verb.perfect || matches!(governor.verb.tense, Tense::Past));
    let classes = classes::standard();
    let relation = view.tree.words[noun].deprel;
    // "her opposition to the treaty is well known": what is so said of a stance takes it for granted.
    let attribute = governor.attribute.map_or("", |a| view.lemma(a));
    let settled = classes.pair("stance-noun", view.lemma(noun)).is_some()
        && governor.verb.modal.is_none()
        && matches!(governor.verb.tense, Tense::Present)
        && (classes.is("settled-adjective", attribute) || governor.verb.lemma == "know");
    match relation.as_str() {
        "nsubj" | "nsubj:pass" if settled => governor.negations.is_empty(),
        "nsubj" => {
            past && governor.negations.is_empty()
                && (governor.kind == StatementKind::Event || governor.attribute.is_some())
                && !["possible", "probable", "intention", "order-verb"]
                    .iter()
                    .any(|class| classes.is(class, &governor.verb.lemma))
        }
        // "defended the minister's dismissal": what one defends, welcomes, regrets has come to pass.
        "obj" => past && governor.negations.is_empty() && classes.is("judging-verb", &governor.verb.lemma),
        "nsubj:pass" => {
            let answered = matches!(
                governor.verb.lemma.as_str(),
                "reject"
                    | "turn down"
                    | "refuse"
                    | "grant"
                    | "accept"
                    | "dismiss"
                    | "ignore"
                    | "uphold"
                    | "rebuff"
            );
            let asked = matches!(
                view.lemma(noun),
                "request"
                    | "appeal"
                    | "demand"
                    | "offer"
                    | "complaint"
                    | "plea"
                    | "bid"
                    | "application"
                    | "proposal"
            );
            past && (answered && asked
                || matches!(
                    governor.verb.lemma.as_str(),
                    "announce" | "confirm" | "follow" | "mourn"
                ))
        }
        "obl" | "nmod" => {
            matches!(
                view.case(noun).as_str(),
                "after" | "since" | "following" | "upon" | "despite" | "because of" | "at the time of"
            ) && (past || relation.is("nmod"))
        }
        _ => false,
    }
}

/// The verb of what happens where the noun names something that happens: "eruption" → "erupt", "crash" → "crash".
pub(crate) fn verb_of_event(noun: &str) -> Option<String> {
    let event = || {
        ["event", "act"]
            .iter()
            .any(|kind| lexicon::is_kind_of(noun, kind, WordClass::Noun))
    };
    let derived = || {
        let verbs = lexicon::derivations(noun, WordClass::Verb).into_iter();
        verbs
            .filter(|v| alike(noun, v))
            .min_by_key(|v| (v.len(), v.clone()))
    };
    let same = || lexicon::knows(noun, WordClass::Verb).then(|| noun.to_owned());
    // "the signing of the treaty"
    let gerund = || {
        let stem = noun.strip_suffix("ing")?;
        let stems = [stem.to_owned(), format!("{stem}e")];
        stems
            .into_iter()
            .find(|v| v.len() > 2 && lexicon::knows(v, WordClass::Verb))
    };
    verb(noun)
        .or_else(|| if event() { same().or_else(derived) } else { None })
        .or_else(gerund)
}

/// The verb that the noun is made of: "annexation" → "annex".
fn verb(noun: &str) -> Option<String> {
    if let Some(verb) = classes::standard().pair("light-noun", noun) {
        return Some(verb.to_owned());
    }
    let doing = DEVERBAL.iter().any(|ending| noun.ends_with(ending))
        && ["act", "event", "process"]
            .iter()
            .any(|kind| lexicon::is_kind_of(noun, kind, WordClass::Noun));
    if !doing {
        return None;
    }
    lexicon::derivations(noun, WordClass::Verb)
        .into_iter()
        .filter(|v| alike(noun, v))
        .min_by_key(|v| (v.len(), v.clone()))
        .or_else(|| by_ending(noun))
}

/// The verb left when the ending is taken away, where there is such a verb ("annex-ation", "recogni-tion").
fn by_ending(noun: &str) -> Option<String> {
    ["ation", "ition"].iter().chain(&DEVERBAL).find_map(|ending| {
        let stem = noun.strip_suffix(ending)?;
        [stem.to_owned(), format!("{stem}e")]
            .into_iter()
            .find(|v| v.len() > 2 && lexicon::knows(v, WordClass::Verb))
    })
}

/// Whether the two words begin alike, as a noun and its verb do.
fn alike(noun: &str, verb: &str) -> bool {
    let shared = noun.chars().zip(verb.chars()).take_while(|(a, b)| a == b).count();
    shared >= 3 && shared + 2 >= verb.chars().count()
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::{Certainty, StatementKind};

    fn nominal(text: &str) -> Vec<(String, Certainty)> {
        let reading = read_plainly(text);
        reading
            .statements
            .iter()
            .filter(|s| s.kind == StatementKind::Nominal)
            .map(|s| (s.predicate.lemma.clone(), s.certainty))
            .collect()
    }

    #[test]
    fn a_doing_with_its_actor_and_its_object_is_a_statement() {
        assert_eq!(
            nominal("The council condemned Norland's annexation of Solvia in 2014."),
            [("annex".to_owned(), Certainty::Asserted)]
        );
        assert_eq!(nominal("The company's director of sales resigned."), []);
        assert_eq!(nominal("The annexation was condemned."), []);
    }

    #[test]
    fn what_is_only_feared_is_left_open() {
        for text in [
            "Critics fear Norland's annexation of Solvia.",
            "There was no invasion of Solvia by Norland.",
        ] {
            assert!(
                nominal(text).iter().all(|(_, c)| *c != Certainty::Asserted),
                "{text}: {:?}",
                nominal(text)
            );
        }
    }
}
