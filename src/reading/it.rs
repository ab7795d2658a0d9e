//! "it": the thing last spoken about.
//!
//! "The ferry is obsolete. It will be scrapped in May." A neuter pronoun is resolved to the subject of the clause
//! it hangs on, else to that of the sentence before (the preferred centre of Grosz, Joshi & Weinstein 1995,
//! "Centering"), where that is one thing and no person. What stands for nothing ("it rained", "it is clear that")
//! and what could as well be something else is left alone.

use super::Sentence;
use super::names::{Name, NameKind};
use super::statement::{
    Argument, EmbeddingKind, EntityRef, Mode, Phrase, Quantifier, Role, Statement, StatementKind,
};
use crate::document::TextSpan;
use crate::lexicon::classes::is_pronoun;
use crate::lexicon::{self, WordClass};

/// Gives every "it" of `statements` that stands for something the place of what it stands for.
pub(super) fn resolve(statements: &mut [Statement], sentences: &[Sentence], names: &[Name]) {
    for i in 0..statements.len() {
        let Some(statement) = statements.get(i) else {
            continue;
        };
        let open: Vec<usize> = arguments(statement)
            .enumerate()
            .filter(|(_, a)| is_it(&a.phrase) && stands_for_something(statements, sentences, statement, a))
            .map(|(k, _)| k)
            .collect();
        for k in open {
            let Some(it) = statements
                .get(i)
                .and_then(|s| arguments(s).nth(k))
                .map(|a| a.phrase.span)
            else {
                continue;
            };
            let Some(span) = antecedent(statements, sentences, names, i, it) else {
                continue;
            };
            stands_for(statements.get_mut(i), k, span);
        }
    }
}

/// The statements of the sentence `index`: statements come in the order of their sentences.
pub(super) fn of_sentence(statements: &[Statement], index: usize) -> &[Statement] {
    let start = statements.partition_point(|s| s.sentence < index);
    let rest = statements.get(start..).unwrap_or_default();
    let length = rest.partition_point(|s| s.sentence == index);
    rest.get(..length).unwrap_or_default()
}

pub(super) fn arguments(statement: &Statement) -> impl Iterator<Item = &Argument> {
    statement.subject.iter().chain(&statement.objects)
}

fn is_it(phrase: &Phrase) -> bool {
    is_open(phrase, "it")
}

/// Whether the phrase is the pronoun, and what it stands for is not known yet.
pub(super) fn is_open(phrase: &Phrase, pronoun: &str) -> bool {
    phrase.entity.is_none()
        && phrase.antecedent.is_none()
        && phrase.variable.is_none()
        && phrase.conjuncts.is_empty()
        && phrase.text.eq_ignore_ascii_case(pronoun)
}

/// Notes that the `at`-th argument of the statement stands for what stands at `span`.
pub(super) fn stands_for(statement: Option<&mut Statement>, at: usize, span: TextSpan) {
    let argument = statement.and_then(|s| s.subject.iter_mut().chain(&mut s.objects).nth(at));
    if let Some(argument) = argument {
        argument.phrase.antecedent = Some(span);
    }
}

/// Whether the pronoun is no mere filler.
fn stands_for_something(
    statements: &[Statement],
    sentences: &[Sentence],
    statement: &Statement,
    it: &Argument,
) -> bool {
    let Some(sentence) = sentences.get(statement.sentence) else {
        return false;
    };
    let tree = &sentence.tree;
    if tree
        .words
        .get(it.phrase.head)
        .is_none_or(|w| w.deprel.base() == "expl")
    {
        return false;
    }
    if matches!(
        statement.predicate.lemma.as_str(),
        "rain" | "snow" | "seem" | "appear" | "take" | "happen" | "turn out" | "emerge" | "follow" | "matter"
    ) {
        return false;
    }
    // "It is clear that …", "it was Hale who …", "it is hard to say": what follows is meant.
    let clause = statement.objects.iter().any(|o| o.role == Role::Clause)
        || tree.children(statement.predicate.head).iter().any(|&c| {
            let relation = tree.words[c].deprel;
            matches!(relation.base(), "csubj" | "ccomp") || relation.is("acl:relcl")
        })
        || of_sentence(statements, statement.sentence).iter().any(|s| {
            s.parent
                .is_some_and(|p| p.statement == statement.id && p.relation == EmbeddingKind::Content)
        });
    let copula = statement.predicate.lemma == "be";
    // "It was Monday", "it is three years since".
    let time = statement
        .objects
        .iter()
        .filter(|o| o.role == Role::Attribute)
        .any(|o| statement.times.iter().any(|t| t.span.overlaps(o.phrase.span)));
    !(clause || copula && (time || statement.objects.is_empty()))
}

/// The place of what the "it" at `it` in the statement `index` stands for.
fn antecedent(
    statements: &[Statement],
    sentences: &[Sentence],
    names: &[Name],
    index: usize,
    it: TextSpan,
) -> Option<TextSpan> {
    let own = statements.get(index)?;
    let here = sentences.get(own.sentence)?;
    // Earlier in this sentence: the subject of the clause that this one hangs on or stands beside.
    let before = of_sentence(statements, own.sentence)
        .iter()
        .filter(|s| s.id != own.id && s.kind != StatementKind::Nominal)
        .filter_map(topic)
        .find(|p| p.span.end <= it.start);
    if let Some(phrase) = before {
        if let Some(span) = thing(phrase, sentences, own.sentence, names) {
            return Some(span);
        }
        // Somebody does something with it: only where nothing else was named in between.
        let other = of_sentence(statements, own.sentence)
            .iter()
            .flat_map(arguments)
            .any(|a| {
                a.phrase.span.end <= it.start && thing(&a.phrase, sentences, own.sentence, names).is_some()
            });
        if other {
            return None;
        }
    }
    let previous = own.sentence.checked_sub(1)?;
    let there = sentences.get(previous)?;
    if here.block.abs_diff(there.block) > 1 {
        return None;
    }
    let main = of_sentence(statements, previous)
        .iter()
        .filter(|s| s.kind != StatementKind::Nominal)
        .find(|s| s.parent.is_none())?;
    if (main.source.mode == Mode::Quoted) != (own.source.mode == Mode::Quoted) {
        return None;
    }
    let topic = topic(main)?;
    thing(topic, sentences, previous, names).or_else(|| {
        // "The importer is deprecated": the noun may be somebody's, but nothing else is there to be meant.
        let other = of_sentence(statements, previous)
            .iter()
            .flat_map(arguments)
            .any(|a| thing(&a.phrase, sentences, previous, names).is_some());
        let noun = topic.entity.is_none()
            && !other
            && one(topic, sentences, previous)
            && !matches!(topic.quantifier, Quantifier::Some);
        noun.then_some(topic.span)
    })
}

/// What a statement is about: its subject, or what happens to something in the passive.
pub(super) fn topic(statement: &Statement) -> Option<&Phrase> {
    if statement.predicate.passive {
        let undergoer = statement.objects.iter().find(|o| o.role == Role::Object);
        if let Some(undergoer) = undergoer {
            return Some(&undergoer.phrase);
        }
    }
    statement.subject.as_ref().map(|s| &s.phrase)
}

/// The place of the phrase, or of what it stands for itself, where it is one thing and nobody.
fn thing(phrase: &Phrase, sentences: &[Sentence], sentence: usize, names: &[Name]) -> Option<TextSpan> {
    if is_pronoun(&phrase.lemma) || phrase.text.eq_ignore_ascii_case("it") {
        return phrase
            .antecedent
            .filter(|_| phrase.text.eq_ignore_ascii_case("it"));
    }
    let kind = match phrase.entity {
        Some(EntityRef::Named(i)) => names.get(i as usize).map(|n| n.kind),
        Some(EntityRef::Known(id)) => names.iter().find(|n| n.known == Some(id)).map(|n| n.kind),
        None => None,
    };
    let lemma = phrase.lemma.to_lowercase();
    let person = kind == Some(NameKind::Person)
        || phrase.entity.is_none()
            && (lexicon::is_kind_of(&lemma, "person", WordClass::Noun)
                || lexicon::is_kind_of(&lemma, "people", WordClass::Noun));
    (one(phrase, sentences, sentence) && !person).then_some(phrase.span)
}

/// Whether the phrase is of one thing, by a noun or a name of its own.
fn one(phrase: &Phrase, sentences: &[Sentence], sentence: usize) -> bool {
    let singular = sentences
        .get(sentence)
        .and_then(|s| s.tree.words.get(phrase.head))
        .is_some_and(|w| w.xpos == "NN");
    phrase.conjuncts.is_empty()
        && phrase.count.is_none()
        && phrase.antecedent.is_none()
        && (phrase.entity.is_some() || singular)
        && !matches!(
            phrase.quantifier,
            Quantifier::No | Quantifier::Few | Quantifier::Many | Quantifier::Most | Quantifier::All
        )
}

/// What each `pronoun` of the text was taken for.
#[cfg(test)]
pub(super) fn resolved(text: &str, pronoun: &str) -> Vec<Option<String>> {
    let reading = crate::reading::english::read_plainly(text);
    reading
        .statements
        .iter()
        .flat_map(arguments)
        .filter(|a| a.phrase.text.eq_ignore_ascii_case(pronoun))
        .map(|a| {
            a.phrase
                .antecedent
                .and_then(|s| text.get(s.start..s.end))
                .map(str::to_owned)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn it_is_what_the_sentence_before_is_about() {
        for text in [
            "The ferry is obsolete. It will be scrapped in May.",
            "The ferry was built in 1960. Officials say it will be scrapped.",
        ] {
            assert_eq!(resolved(text, "it"), [Some("The ferry".to_owned())], "{text}");
        }
    }

    #[test]
    fn what_stands_for_nothing_is_left_alone() {
        for text in [
            "The ferry is obsolete. It rained all day.",
            "The ferry is obsolete. It is clear that nobody wants to pay.",
            "Anna Hill arrived. It was Monday.",
            "Anna Hill arrived. It was closed.",
        ] {
            assert!(
                resolved(text, "it").iter().all(Option::is_none),
                "{text}: {:?}",
                resolved(text, "it")
            );
        }
    }
}
