//! Does everything that a claim says stand in the text?
//!
//! Two statements are compared part by part, by what the tree says the parts are. A word that the
//! tree hangs elsewhere ("the three women musicians", "a man in a purple jacket standing on the moon")
//! is part of nothing and would be let pass. So each content word of a claim must have a word of the
//! text that says as much, unless the comparison has found otherwise what it stands for.

use super::amount::relate_quantities;
use super::knowledge::Knowledge;
use super::names::same_name;
use super::part::PartRelation;
use super::relation::Side;
use super::words::relate_words;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Reading;
use crate::reading::statement::{Phrase, Polarity, Quantifier, Statement};
use crate::reading::tree::{Tree, Upos, Word};
use rust_decimal::Decimal;

/// The first word of the claim that has no match in the text. `judged` are the parts of the claim whose
/// match was found otherwise than word by word.
pub(super) fn unplaced(
    text: &Reading,
    claim: &Reading,
    statements: &[&Statement],
    judged: &[TextSpan],
    knowledge: &Knowledge,
) -> Option<String> {
    let said = Said::new(text);
    let downward = statements.iter().any(|s| is_downward(s));
    for (index, sentence) in claim.sentences.iter().enumerate() {
        let own: Vec<&&Statement> = statements.iter().filter(|s| s.sentence == index).collect();
        let quantities = claim.quantities.get(index).map_or(&[][..], Vec::as_slice);
        let times = claim.times.get(index).map_or(&[][..], Vec::as_slice);
        for (i, word) in sentence.tree.words.iter().enumerate() {
            let Some(class) = class_of(word) else { continue };
            let inside = |span: TextSpan| span.contains(word.span);
            // What a statement says happens, and when, has been compared.
            if own
                .iter()
                .any(|s| s.predicate.head == i || (inside(s.predicate.span) && class == WordClass::Verb))
                || judged.iter().copied().any(inside)
                || times.iter().any(|t| inside(t.span))
                || own.iter().any(|s| is_denied_in(s, word.span))
            {
                continue;
            }
            match own.iter().find_map(|s| name_of(s, &sentence.tree, i)) {
                // Names of participants are compared whole.
                Some((_, true)) => continue,
                Some((name, false)) if said.names(name, knowledge) => continue,
                _ => {}
            }
            if let Some(q) = quantities.iter().find(|q| inside(q.span)) {
                let one = q.quantity.value == Decimal::ONE && q.quantity.unit.is_none();
                let found = one
                    || text.quantities.iter().flatten().any(|t| {
                        let relation = relate_quantities(&t.quantity, &q.quantity);
                        relation.entails() || (downward && relation.compatible())
                    });
                if found {
                    continue;
                }
                return Some(word.form.clone());
            }
            let lemma = word.lemma.to_lowercase();
            if matches!(
                lemma.as_str(),
                "be" | "many" | "most" | "few" | "several" | "much"
            ) || knowledge.is("collective", &lemma)
                || said.says(&lemma, class, downward, knowledge)
            {
                continue;
            }
            return Some(word.form.clone());
        }
    }
    None
}

/// Whether the denied statement has a word under its predicate of which the other text says nothing.
/// What it says of its subject, and further clauses beside it, deny nothing.
pub(super) fn denies_beyond(denied: Side<'_>, other: &Reading, knowledge: &Knowledge) -> bool {
    let statement = denied.statement;
    let Some(sentence) = denied.reading.sentences.get(statement.sentence) else {
        return false;
    };
    let said = Said::new(other);
    let tree = &sentence.tree;
    let subject = statement.subject.as_ref().map(|a| a.phrase.span);
    let mut pending = vec![statement.predicate.head];
    while let Some(at) = pending.pop() {
        for &child in tree.children(at) {
            let Some(word) = tree.words.get(child) else {
                continue;
            };
            // "were found after the plane crashed" takes the crash for granted.
            let granted = word.deprel.is("advcl")
                && tree.children_by(child, "mark").any(|m| {
                    tree.words.get(m).is_some_and(|m| {
                        matches!(
                            m.lemma.as_str(),
                            "after" | "when" | "while" | "because" | "although" | "though" | "since" | "as"
                        )
                    })
                });
            let beside = granted
                || matches!(
                    word.deprel.base(),
                    "conj" | "parataxis" | "nsubj" | "punct" | "discourse"
                )
                || subject.is_some_and(|s| s.contains(word.span));
            if beside {
                continue;
            }
            pending.push(child);
            // Participants have been compared as such: "every place" takes in Clifton.
            if statement
                .phrases()
                .any(|p| p.head == child || (p.entity.is_some() && p.span.contains(word.span)))
            {
                continue;
            }
            let Some(class) = class_of(word) else { continue };
            let lemma = word.lemma.to_lowercase();
            let known = statement.times.iter().any(|t| t.span.contains(word.span))
                || statement.quantities.iter().any(|q| q.span.contains(word.span))
                || knowledge.is("collective", &lemma)
                || matches!(
                    lemma.as_str(),
                    "be" | "many" | "most" | "few" | "several" | "much" | "any"
                )
                || statement.markers.iter().any(|m| m.contains(word.span));
            if !known && !said.says(&lemma, class, true, knowledge) {
                return true;
            }
        }
    }
    false
}

pub(super) fn class_of(word: &Word) -> Option<WordClass> {
    Some(match word.upos {
        Upos::Noun | Upos::Propn | Upos::Num => WordClass::Noun,
        Upos::Adj => WordClass::Adjective,
        Upos::Verb => WordClass::Verb,
        // "outside", "far": an adverb that has an opposite.
        Upos::Adv if !lexicon::antonyms_of(&word.lemma, WordClass::Adverb).is_empty() => WordClass::Adverb,
        _ => return None,
    })
}

/// Whether the statement says something of a whole kind, or denies: then it may say less than the text
/// by saying more ("no dog" of "no animal").
fn is_downward(statement: &Statement) -> bool {
    use Quantifier::{All, AlmostAll, Any, Few, Most, No};
    statement.polarity == Polarity::Denied
        || statement
            .subject
            .iter()
            .chain(&statement.objects)
            .any(|a| matches!(a.phrase.quantifier, All | AlmostAll | Any | Few | Most | No))
}

/// Whether the word stands in what is denied: the longer a denial, the less it says.
fn is_denied_in(statement: &Statement, word: TextSpan) -> bool {
    statement.polarity == Polarity::Denied && statement.span.contains(word)
}

/// The name that the word is one of, and whether it is a participant itself and not a part of the
/// description of one.
fn name_of<'s>(statement: &'s Statement, tree: &Tree, word: usize) -> Option<(&'s str, bool)> {
    fn find<'s>(phrase: &'s Phrase, tree: &Tree, word: usize, depth: usize) -> Option<(&'s str, bool)> {
        let part = |w: usize| {
            tree.words.get(w).is_some_and(|x| {
                x.form.starts_with(|c: char| !c.is_lowercase())
                    && x.head == Some(phrase.head)
                    && (x.deprel.is("flat")
                        || x.deprel.is("compound")
                        || (x.upos == Upos::Propn && x.deprel.is("amod")))
            })
        };
        if phrase.entity.is_some() && (phrase.head == word || part(word)) {
            return Some((&phrase.lemma, depth == 0));
        }
        if depth > 6 {
            return None;
        }
        let members = phrase.conjuncts.iter().find_map(|p| find(p, tree, word, depth));
        members.or_else(|| {
            phrase
                .modifiers
                .iter()
                .find_map(|m| find(&m.phrase, tree, word, depth + 1))
        })
    }
    statement.phrases().find_map(|p| find(p, tree, word, 0))
}

/// The content words of the text, in lower case.
#[derive(Debug)]
struct Said<'a> {
    words: Vec<String>,
    text: &'a Reading,
}

impl<'a> Said<'a> {
    fn new(text: &'a Reading) -> Self {
        let mut words: Vec<String> = text
            .sentences
            .iter()
            .flat_map(|s| &s.tree.words)
            .filter(|w| w.upos != Upos::Punct)
            .map(|w| w.lemma.to_lowercase())
            .collect();
        words.sort_unstable();
        words.dedup();
        Self { words, text }
    }

    /// Whether the text names what is called `name`.
    fn names(&self, name: &str, knowledge: &Knowledge) -> bool {
        let lower = name.to_lowercase();
        self.text
            .names
            .iter()
            .any(|n| same_name(&n.text, name) || knowledge.same_term(&n.text.to_lowercase(), &lower))
    }

    fn says(&self, lemma: &str, class: WordClass, downward: bool, knowledge: &Knowledge) -> bool {
        self.words.binary_search_by(|w| w.as_str().cmp(lemma)).is_ok()
            || self.words.iter().any(|w| {
                let (relation, _) = relate_words(w, lemma, class, knowledge);
                relation.entails()
                    || (downward && relation == PartRelation::Wider)
                    || lexicon::derived(w, lemma)
            })
    }
}
