//! Somebody is accused, and the article has no answer of theirs.

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::NameKind;
use crate::reading::statement::{EntityRef, SourceKind};
use crate::reading::tree::Upos;

/// Somebody is accused and does not answer.
pub(super) struct NoResponse;

static NO_RESPONSE: Meta = Meta {
    id: "no-response",
    kind: FindingKind::Violation,
    severity: Severity::Note,
    summary: "A named person is accused, and the article has no answer of theirs.",
    manual: "Somebody “accuses” a named person of something, and the person neither speaks anywhere in the article nor is said to have denied it, pleaded, or declined to comment, nor does a lawyer or spokesperson.",
    source: "BBC Editorial Guidelines: 'right of reply'.",
    on: true,
    flags: &[text("Jon Aske accused Anna Berg of theft. The mine was closed.")],
    allows: &[
        text("Jon Aske accused Anna Berg of theft. Berg denied it."),
        text("Jon Aske accused Anna Berg of theft. “It is nonsense,” said Berg."),
        text("Jon Aske accused the council of theft."),
    ],
};

impl Check for NoResponse {
    fn meta(&self) -> &'static Meta {
        &NO_RESPONSE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let answered = context
            .sentences
            .iter()
            .any(|s| words::mentions(s.text(), "answer").is_some());
        if answered {
            return;
        }
        for view in context.prose().filter(|v| v.kind == BlockKind::Paragraph) {
            let tree = view.tree();
            for (index, word) in tree.words.iter().enumerate() {
                if !matches!(word.lemma.as_str(), "accuse")
                    || word.upos != Upos::Verb
                    || context.quoted(word.span)
                {
                    continue;
                }
                let Some(target) = tree
                    .children(index)
                    .iter()
                    .filter_map(|&c| tree.words.get(c))
                    .find(|w| w.deprel.is("obj") || w.deprel.as_str() == "nsubj:pass")
                else {
                    continue;
                };
                let person = context.reading.names.iter().enumerate().find(|(_, n)| {
                    n.kind == NameKind::Person
                        && n.text.contains(' ')
                        && n.mentions.iter().any(|m| m.overlaps(target.span))
                });
                let Some((id, name)) = person else { continue };
                let speaks = context.reading.statements.iter().any(|s| {
                    s.source.kind == SourceKind::Speaker
                        && s.source.speaker.as_ref().is_some_and(
                            |p| matches!(p.entity, Some(EntityRef::Named(n)) if n as usize == id),
                        )
                }) || context.reading.quotations.iter().any(|q| {
                    q.speaker
                        .as_ref()
                        .is_some_and(|p| matches!(p.entity, Some(EntityRef::Named(n)) if n as usize == id))
                });
                if speaks {
                    continue;
                }
                let span = TextSpan::new(word.span.start, target.span.end.max(word.span.end));
                out.push(context.finding(
                    &NO_RESPONSE,
                    span,
                    format!("What does {} say to this?", name.text),
                    "The article has no word of theirs, and does not say that they were asked.".to_owned(),
                ));
                return;
            }
        }
    }
}
