//! "they": the people or things last spoken about.
//!
//! "Officials welcomed the plan, but they gave no details." A plural pronoun in the article's own voice is resolved to
//! the one plural subject earlier in its sentence, else to the plural subject of the sentence before, where nothing else
//! there is plural. The method is that of [`super::it`].

use super::Sentence;
use super::it::{arguments, is_open, of_sentence, stands_for, topic};
use super::statement::{Mode, Phrase, Quantifier, Role, Statement, StatementKind};
use crate::document::TextSpan;
use crate::lexicon::classes::is_pronoun;

/// Gives every "they" of `statements` that stands for somebody or something the place of what it stands for.
pub(super) fn resolve(statements: &mut [Statement], sentences: &[Sentence]) {
    for i in 0..statements.len() {
        let Some(own) = statements.get(i) else { continue };
        if own.source.mode == Mode::Quoted {
            continue;
        }
        // The subject form only: of "them" the grammar says less.
        let Some(at) = arguments(own).position(|a| is_open(&a.phrase, "they")) else {
            continue;
        };
        let Some(they) = arguments(own).nth(at).map(|a| a.phrase.span) else {
            continue;
        };
        let Some(span) = antecedent(statements, sentences, own, they) else {
            continue;
        };
        stands_for(statements.get_mut(i), at, span);
    }
}

fn antecedent(
    statements: &[Statement],
    sentences: &[Sentence],
    own: &Statement,
    they: TextSpan,
) -> Option<TextSpan> {
    let several = |s: &Statement, p: &Phrase| several(p, sentences, s.sentence);
    let mut here: Vec<TextSpan> = of_sentence(statements, own.sentence)
        .iter()
        .filter(|s| s.id != own.id && s.kind == StatementKind::Event)
        .filter_map(|s| topic(s).filter(|p| several(s, p)).map(|p| p.span))
        .filter(|span| span.end <= they.start)
        .collect();
    here.dedup();
    match here.as_slice() {
        [only] => return Some(*only),
        [] => {}
        _ => return None,
    }
    let previous = own.sentence.checked_sub(1)?;
    if sentences.get(own.sentence)?.block != sentences.get(previous)?.block {
        return None;
    }
    let there = of_sentence(statements, previous);
    let main = there
        .iter()
        .filter(|s| s.kind != StatementKind::Nominal)
        .find(|s| s.parent.is_none())?;
    if main.source.mode == Mode::Quoted {
        return None;
    }
    let topic = topic(main).filter(|p| several(main, p))?;
    // "Voters rejected the plans. They were …": the plans may be meant.
    let other = there
        .iter()
        .flat_map(|s| arguments(s).map(move |a| (s, a)))
        .any(|(s, a)| {
            a.role != Role::Clause
                && a.phrase.span != topic.span
                && self::several(&a.phrase, sentences, s.sentence)
        });
    let named_here = of_sentence(statements, own.sentence)
        .iter()
        .flat_map(|s| arguments(s).map(move |a| (s, a)))
        .any(|(s, a)| a.phrase.span.end <= they.start && several(s, &a.phrase));
    (!other && !named_here).then_some(topic.span)
}

/// Whether the phrase is of several, by a noun or names of its own.
fn several(phrase: &Phrase, sentences: &[Sentence], sentence: usize) -> bool {
    let plural = sentences
        .get(sentence)
        .and_then(|s| s.tree.words.get(phrase.head))
        .is_some_and(|w| w.xpos == "NNS");
    !is_pronoun(&phrase.lemma)
        && (plural || !phrase.conjuncts.is_empty())
        && !matches!(phrase.quantifier, Quantifier::No | Quantifier::Few)
}

#[cfg(test)]
mod tests {
    use super::super::it::resolved;

    #[test]
    fn they_are_the_one_plural_subject_before() {
        for (text, who) in [
            (
                "Officials welcomed the plan, but they gave no details.",
                "Officials",
            ),
            (
                "The strikers went home. They will return on Monday.",
                "The strikers",
            ),
            (
                "The council met, and its members said they backed the plan.",
                "its members",
            ),
        ] {
            assert_eq!(resolved(text, "they"), [Some(who.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_could_be_others_is_left_alone() {
        for text in [
            "Voters rejected the plans. They were too dear.",
            "The teachers said the pupils left before they came.",
            "The mayor went home. They will return on Monday.",
        ] {
            assert!(
                resolved(text, "they").iter().all(Option::is_none),
                "{text}: {:?}",
                resolved(text, "they")
            );
        }
    }
}
