//! Does everything that a claim says stand in its statements?
//!
//! "A man in a purple jacket standing on the moon" may be read as somebody standing on the moon and
//! no more. Such a claim is not supported by what supports its statements alone: each of its words
//! must be part of a statement, or be in the text.

use std::collections::BTreeSet;

use super::knowledge::Knowledge;
use super::words::relate_words;
use crate::lexicon::WordClass;
use crate::reading::Reading;
use crate::reading::statement::{Phrase, Statement};
use crate::reading::tree::Upos;

/// The first word of the claim that is in none of `statements` and has no match in the text.
pub(super) fn unplaced(
    text: &Reading,
    claim: &Reading,
    statements: &[&Statement],
    knowledge: &Knowledge,
) -> Option<String> {
    let mut placed: BTreeSet<(usize, usize)> = BTreeSet::new();
    for statement in statements {
        placed.insert((statement.sentence, statement.predicate.head));
        let arguments = statement
            .subject
            .iter()
            .chain(&statement.objects)
            .map(|a| &a.phrase);
        let circumstances = statement.circumstances.iter().filter_map(|c| c.phrase.as_ref());
        for phrase in arguments.chain(circumstances) {
            place(phrase, statement.sentence, &mut placed, 0);
        }
    }
    let said: BTreeSet<String> = text
        .sentences
        .iter()
        .flat_map(|s| &s.tree.words)
        .map(|w| w.lemma.to_lowercase())
        .collect();
    for (index, sentence) in claim.sentences.iter().enumerate() {
        for (i, word) in sentence.tree.words.iter().enumerate() {
            let class = match word.upos {
                Upos::Noun | Upos::Propn | Upos::Num => WordClass::Noun,
                Upos::Adj => WordClass::Adjective,
                Upos::Verb => WordClass::Verb,
                _ => continue,
            };
            let inside_phrase = statements.iter().any(|s| {
                s.sentence == index
                    && (s.predicate.span.contains(word.span)
                        || s.times.iter().any(|t| t.span.contains(word.span))
                        || s.quantities.iter().any(|q| q.span.contains(word.span)))
            });
            // The further words of a name stand with its head.
            let in_name = word.deprel.is("flat") || word.deprel.is("fixed");
            if inside_phrase || in_name || placed.contains(&(index, i)) {
                continue;
            }
            let lemma = word.lemma.to_lowercase();
            if said.contains(&lemma)
                || said
                    .iter()
                    .any(|w| relate_words(w, &lemma, class, knowledge).0.entails())
            {
                continue;
            }
            return Some(word.form.clone());
        }
    }
    None
}

fn place(phrase: &Phrase, sentence: usize, out: &mut BTreeSet<(usize, usize)>, depth: usize) {
    out.insert((sentence, phrase.head));
    if depth < 8 {
        for inner in phrase
            .modifiers
            .iter()
            .map(|m| &m.phrase)
            .chain(&phrase.conjuncts)
        {
            place(inner, sentence, out, depth + 1);
        }
    }
}
