//! What is announced in the headline and given up in the text.

use std::collections::BTreeSet;

use super::{content, deeds, head, object, pairs, stands, tree};
use crate::checking::checks::context::Context;
use crate::checking::checks::meta::Meta;
use crate::checking::checks::words;
use crate::checking::finding::Finding;
use crate::reading::statement::{Certainty, EmbeddingKind, Polarity, Statement};

/// "to charge drivers" over "has dropped its plan to charge drivers".
pub(super) fn dropped(
    context: &Context<'_>,
    meta: &'static Meta,
    claims: &[&Statement],
    of_body: &[&Statement],
    out: &mut Vec<Finding>,
) {
    let statements = &context.reading.statements;
    let lines = pairs();
    let Some(proposals) = lines.iter().find(|p| p.nouns == "proposal-noun") else {
        return;
    };
    for claim in claims
        .iter()
        .filter(|c| c.polarity == Polarity::Affirmed && c.parent.is_none())
    {
        let Some(own) = tree(context, claim) else { continue };
        let what: BTreeSet<String> = claim
            .objects
            .iter()
            .flat_map(|o| content(own, o.phrase.span))
            .collect();
        let of_it = |s: &&Statement| {
            s.predicate.lemma == claim.predicate.lemma
                && s.sentence != claim.sentence
                && !words::is(&s.predicate.lemma, "empty-verb")
                && tree(context, s).is_some_and(|t| {
                    s.objects
                        .iter()
                        .any(|o| !content(t, o.phrase.span).is_disjoint(&what))
                })
        };
        let given_up = |s: &&Statement| {
            let Some(above) = s
                .parent
                .filter(|p| p.relation == EmbeddingKind::Content)
                .and_then(|p| statements.get(p.statement))
            else {
                return false;
            };
            let ends = deeds(above).iter().any(|d| proposals.down.contains(&d.as_str()));
            let plan = object(above)
                .zip(tree(context, above))
                .and_then(|(p, t)| head(t, p))
                .is_some_and(|h| words::is(&h, "proposal-noun"));
            ends && plan && stands(context, above, false) == Some(false)
        };
        let told: Vec<&Statement> = statements
            .iter()
            .filter(|s| of_body.iter().any(|b| b.sentence == s.sentence))
            .filter(of_it)
            .collect();
        let Some(there) = told.iter().find(|s| given_up(s)) else {
            continue;
        };
        if told.iter().any(|s| {
            !given_up(s) && s.read && s.certainty == Certainty::Asserted && s.polarity == Polarity::Affirmed
        }) {
            continue;
        }
        let ended = there
            .parent
            .and_then(|p| statements.get(p.statement))
            .map_or(there.span, |a| a.span);
        out.push(context.otherwise_in_body(meta, claim.span, ended, "The text says that this was given up."));
        return;
    }
}
