//! Events named by a noun: "Norland's annexation of Solvia in 2014" says that Norland annexed Solvia.
//!
//! Only where the noun names its actor and what was done to it, both in the phrase: a possessor or a "by",
//! and an "of". Such a phrase takes the event for granted, as definite descriptions do; under an
//! attitude, a denial or a hedge it is left open ([`super::standing`]).

use super::clause::{Clause, Link, VerbGroup};
use super::phrase::SentenceView;
use super::statement::{StatementKind, Tense};
use super::tree::Upos;
use crate::lexicon::{self, WordClass, classes};

/// Endings of nouns that name a doing.
const DEVERBAL: [&str; 8] = ["ion", "ment", "al", "ance", "ence", "ure", "ing", "ery"];

/// The clause of the event that `noun` names, below the clause `governor`.
pub(super) fn event(view: &SentenceView<'_>, noun: usize, governor: Option<usize>) -> Option<Clause> {
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
        .find(|&c| tree.words[c].deprel.as_str() == "nmod:poss" && tree.words[c].upos != Upos::Pron);
    let definite = tree.child_by(noun, "det").is_some_and(|d| view.lower(d) == "the");
    let actor = possessor.or_else(|| of("by").filter(|_| definite))?;
    let object = of("of")?;
    let lemma = verb(view.lemma(noun))?;
    let obliques = tree
        .children_by(noun, "nmod")
        .filter(|&c| c != object && c != actor)
        .collect();
    Some(Clause {
        head: noun,
        kind: StatementKind::Nominal,
        governor: Some((governor, Link::NounClause(noun))),
        subject: Some(actor),
        inherited: false,
        object: Some(object),
        recipient: None,
        attribute: None,
        obliques,
        adverbs: Vec::new(),
        verb: VerbGroup {
            lemma,
            span: word.span,
            tense: Tense::Past,
            ..VerbGroup::default()
        },
        negations: Vec::new(),
        marks: Vec::new(),
        own_subject: true,
    })
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
    verb(noun).or_else(|| if event() { same().or_else(derived) } else { None })
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
