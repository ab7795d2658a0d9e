//! The headline states what the text says is not shown: "Bees dream" over "it does not show that bees dream".

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::BlockKind;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{
    Certainty, EmbeddingKind, Phrase, Polarity, SourceKind, Statement, StatementKind,
};
use crate::reading::tree::{Upos, Word};

/// Adds the headline's statement that the text takes back, under the check `meta`.
pub(super) fn headline_unshown(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let kind = |s: &Statement| {
        let sentence = context.reading.sentences.get(s.sentence)?;
        context.document.blocks.get(sentence.block).map(|b| b.kind)
    };
    let statements = &context.reading.statements;
    let claims = statements.iter().filter(|s| {
        kind(s) == Some(BlockKind::Headline)
            && s.kind == StatementKind::Event
            && s.source.kind == SourceKind::Narrator
            && s.certainty == Certainty::Asserted
            && s.polarity == Polarity::Affirmed
            && !words::is(&s.predicate.lemma, "copula-verb")
    });
    for claim in claims {
        let of_it = |s: &&Statement| {
            kind(s) == Some(BlockKind::Paragraph)
                && s.predicate.lemma == claim.predicate.lemma
                && one_doer(claim, s)
        };
        let told: Vec<&Statement> = statements.iter().filter(of_it).collect();
        let unshown = |s: &Statement| {
            s.parent
                .filter(|p| p.relation == EmbeddingKind::Content)
                .is_some_and(|p| {
                    statements.get(p.statement).is_some_and(|above| {
                        above.polarity == Polarity::Denied
                            && words::is(&above.predicate.lemma, "evidence-verb")
                    })
                })
        };
        let taken_back = told.iter().find(|s| unshown(s));
        let Some(said) = taken_back.filter(|_| told.iter().all(|s| unshown(s))) else {
            continue;
        };
        out.push(context.otherwise_in_body(
            meta,
            claim.span,
            said.span,
            "The text says that this is not shown.",
        ));
        return;
    }
}

/// Adds the headline's noun that the text has only where it says that nothing is known of it or that there is none
/// ("the study did not look at hay fever", "no effect on weight"), under the check `meta`.
pub(super) fn unstudied(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let negated = |w: &Word| {
        matches!(
            w.form.to_lowercase().as_str(),
            "no" | "not"
                | "n't"
                | "never"
                | "without"
                | "but"
                | "nothing"
                | "little"
                | "?"
                | "fails"
                | "fail"
                | "free"
        )
    };
    let top_words = &top.tree().words;
    let verb = top_words.iter().any(|w| w.upos == Upos::Verb);
    if !verb || top_words.iter().any(negated) {
        return;
    }
    let body = context.told();
    for own in top_words.iter().filter(|w| w.upos == Upos::Noun) {
        let lemma = own.lemma.to_lowercase();
        let places: Vec<(&View<'_>, usize)> = body
            .iter()
            .flat_map(|v| {
                let words = v.tree().words.iter().enumerate();
                words
                    .filter(|(_, w)| w.lemma.to_lowercase() == lemma)
                    .map(|(i, _)| (*v, i))
            })
            .collect();
        let Some((first, at)) = places.first() else {
            continue;
        };
        let all = places.iter().all(|(v, i)| left_open(v, *i));
        // Words that go with it in the text and in the headline: a text may say much of one thing.
        let general =
            words::is(&lemma, "study-noun") || lexicon::is_kind_of(&lemma, "person", WordClass::Noun);
        let Some(there) = first.word(*at).filter(|_| all && !general) else {
            continue;
        };
        out.push(context.otherwise_in_body(
            meta,
            own.span,
            there.span,
            "The text has it only where it says that nothing is known of it, or that there is none.",
        ));
        return;
    }
}

/// Whether the noun stands behind "did not look at", "nothing about" or "no effect on", or in front of "made no
/// difference".
fn left_open(view: &View<'_>, at: usize) -> bool {
    /// Words between the denial and what is denied at most.
    const NEAR: usize = 8;
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map(|w| w.form.to_lowercase()).unwrap_or_default();
    let from = (0..at)
        .rev()
        .take(NEAR)
        .take_while(|&i| !matches!(form(i).as_str(), "," | ";" | "but" | "that" | "and"))
        .last()
        .unwrap_or(at);
    // "He has no case to answer": which of them there is none of.
    if words
        .get(at + 1)
        .is_some_and(|w| w.form == "to" && w.upos == Upos::Part)
    {
        return false;
    }
    // "No accidents have been reported."
    if at.checked_sub(1).is_some_and(|i| form(i) == "no") {
        return true;
    }
    let behind = (from..at).any(|i| {
        let about = form(i) == "nothing" && matches!(form(i + 1).as_str(), "about" | "of" | "on");
        let not = matches!(form(i).as_str(), "not" | "n't" | "never") && {
            let one = words
                .get(i + 1)
                .map(|w| w.lemma.to_lowercase())
                .unwrap_or_default();
            let two = format!("{one} {}", form(i + 2));
            words::is(&one, "study-verb") && !matches!(one.as_str(), "look" | "say")
                || words::is(&two, "study-verb")
        };
        let no = form(i) == "no"
            && (i + 1..at).take(3).any(|j| {
                words
                    .get(j)
                    .is_some_and(|w| words::is(&w.lemma.to_lowercase(), "no-effect-noun"))
            });
        about || not || no
    });
    // "Cats made no difference."
    let subject = words.get(at).is_some_and(|w| w.deprel.is("nsubj"));
    let front = subject
        && (at + 1..words.len()).take(4).any(|i| {
            form(i) == "no"
                && words
                    .get(i + 1)
                    .is_some_and(|w| words::is(&w.lemma.to_lowercase(), "no-effect-noun"))
        });
    behind || front
}

/// Whether both tell of one kind of doer: "bumblebees", "bees".
fn one_doer(claim: &Statement, said: &Statement) -> bool {
    let head = |p: &Phrase| p.lemma.to_lowercase();
    match (&claim.subject, &said.subject) {
        (Some(a), Some(b)) => {
            let (x, y) = (head(&a.phrase), head(&b.phrase));
            let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Noun);
            x == y || kind(&x, &y) || kind(&y, &x)
        }
        _ => false,
    }
}
