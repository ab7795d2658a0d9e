//! The headline states what the text says is not shown: "Bees dream" over "it does not show that bees dream".

use super::context::Context;
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::BlockKind;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{
    Certainty, EmbeddingKind, Phrase, Polarity, SourceKind, Statement, StatementKind,
};

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
