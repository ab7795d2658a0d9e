//! What is said flatly in one place and hedged, or denied, in another.

use super::context::Context;
use super::meta::{Meta, text};
use super::telling;
use super::{Check, events::alike, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::relate::{Part, Relation, RelationKind, Side, relate_in};
use crate::diagnostic::Severity;
use crate::document::{Block, BlockKind};
use crate::reading::statement::{
    Certainty, Mode, Phrase, Polarity, Role, SourceKind, Statement, StatementKind, Tense,
};

/// The headline is surer than the body.
pub(super) struct CertaintyRaised;

static CERTAINTY_RAISED: Meta = Meta {
    id: "certainty-raised",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "The headline says flatly what the body says only may be so.",
    manual: "What the headline, a subhead or the first paragraph states as fact, or as what will be, is held against what the text says of the same event: that it may or could happen, is alleged, or would follow under a \
             condition. It is flagged where the text nowhere states it as fact. A plan (“to build”), a question and the words of a speaker in the headline are no statement of the paper’s.",
    source: "BBC Editorial Guidelines and Reuters Handbook: 'a headline must not be stronger than the story'.",
    on: true,
    flags: &[
        text(
            "Measles will close schools in Orrin\n\nMeasles could close schools in Orrin this autumn. The ministry has opened clinics.",
        ),
        text(
            "Mayor’s aide took bribes from builder\n\nA former aide may have taken bribes from a builder. The trial goes on.",
        ),
    ],
    allows: &[
        text(
            "Measles could close schools in Orrin\n\nMeasles could close schools in Orrin this autumn. The ministry has opened clinics.",
        ),
        text(
            "Measles closes schools in Orrin\n\nMeasles closed schools in Orrin on Monday. Measles could close schools in Dale.",
        ),
        text("Will measles close schools in Orrin?\n\nMeasles could close schools in Orrin this autumn."),
        text("Berg says measles will close schools\n\nMeasles could close schools in Orrin this autumn."),
    ],
};

fn block<'c>(context: &'c Context<'_>, s: &Statement) -> Option<&'c Block> {
    let sentence = context.reading.sentences.get(s.sentence)?;
    context.document.blocks.get(sentence.block)
}

/// `text` against `claim`.
fn between(context: &Context<'_>, text: &Statement, claim: &Statement) -> Relation {
    let side = |statement| Side {
        reading: context.reading,
        statement,
    };
    relate_in(side(text), side(claim), &context.knowledge, true)
}

/// Confidence of the parse below which nothing is made of a pair.
const SURE: f32 = 0.5;

/// Statements of a document that are compared with its headline at most.
const MOST: usize = 400;

impl Check for CertaintyRaised {
    fn meta(&self) -> &'static Meta {
        &CERTAINTY_RAISED
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let statements = &context.reading.statements;
        let flat: Vec<&Statement> = statements
            .iter()
            .filter(|s| s.read && s.confidence >= SURE && s.source.kind == SourceKind::Narrator)
            .filter(|s| s.kind == StatementKind::Event && s.polarity == Polarity::Affirmed)
            .filter(|s| s.certainty == Certainty::Asserted || is_will(s))
            .filter(|s| s.subject.is_some() && !s.objects.is_empty() && s.parent.is_none())
            .filter(|s| {
                block(context, s).is_some_and(|b| {
                    matches!(b.kind, BlockKind::Headline | BlockKind::Subhead)
                        || b.lede && b.kind == BlockKind::Paragraph
                })
            })
            .take(12)
            .collect();
        for head in flat {
            raised(context, head, out);
        }
    }
}

/// "will close": a forecast as flat as a statement.
pub(crate) fn is_will(s: &Statement) -> bool {
    s.predicate
        .modal
        .as_deref()
        .is_some_and(|m| matches!(m, "will" | "'ll" | "’ll"))
        && matches!(s.certainty, Certainty::Intended | Certainty::Asserted)
}

fn raised(context: &Context<'_>, head: &Statement, out: &mut Vec<Finding>) {
    let mut hedged: Option<&Statement> = None;
    for said in context.reading.statements.iter().take(MOST) {
        let in_body = block(context, said).is_some_and(|b| b.kind == BlockKind::Paragraph);
        if said.sentence == head.sentence || !in_body || !said.read {
            continue;
        }
        let sure = said.certainty == Certainty::Asserted || is_will(said);
        if !one_event(context, said, head) {
            continue;
        }
        if sure && said.source.mode != Mode::Quoted && !alleged(said) {
            return;
        }
        // "is set to close", "is expected to close": headlines tell in the present what is due.
        // The hedge stands in the clause itself: a verb of speech above it is none.
        let marked = said.predicate.modal.is_some() || said.markers.iter().any(|m| said.span.contains(*m));
        let weak =
            marked && matches!(said.certainty, Certainty::Possible | Certainty::Conditional) || alleged(said);
        // "cut rates" and "may cut rates again" are two events.
        let same_time = head.predicate.tense != Tense::Past || said.predicate.perfect || alleged(said);
        if weak && same_time && said.confidence >= SURE {
            hedged = hedged.or(Some(said));
        }
    }
    let Some(said) = hedged else { return };
    let mut finding = context.finding(
        &CERTAINTY_RAISED,
        head.predicate.span,
        "This is surer than the text below.",
        format!(
            "It is stated here as fact; the text says “{}”.",
            context.document.slice(said.span)
        ),
    );
    let at = said.markers.first().copied().unwrap_or(said.predicate.span);
    finding.related.push(context.elsewhere(at, "hedged here"));
    out.push(finding);
}

/// Whether both tell of one event: the same verb, the same object, and subjects that share a name or their
/// noun. How sure each of them is doesn't matter.
fn one_event(context: &Context<'_>, a: &Statement, b: &Statement) -> bool {
    let object = |s: &Statement| -> Option<Phrase> {
        s.objects
            .iter()
            .find(|o| matches!(o.role, Role::Object | Role::Attribute | Role::Oblique(_)))
            .map(|o| o.phrase.clone())
    };
    let subjects = match (&a.subject, &b.subject) {
        (Some(x), Some(y)) => alike(context, &x.phrase, &y.phrase),
        _ => false,
    };
    let objects = match (object(a), object(b)) {
        (Some(x), Some(y)) => alike(context, &x, &y),
        _ => false,
    };
    let alike = a.polarity == b.polarity && a.predicate.lemma == b.predicate.lemma && subjects && objects;
    // The headline leaves out what it can ("Orrin harbour" for "the harbour at Orrin").
    alike || telling::one_event(context, b, a)
}

/// Whether it is an accusation that a speaker makes.
fn alleged(s: &Statement) -> bool {
    s.source.kind != SourceKind::Narrator
        && s.source.cue.as_deref().is_some_and(|cue| {
            matches!(
                cue,
                "allege" | "accuse" | "claim" | "suspect" | "charge" | "believe" | "fear"
            )
        })
}

/// The narrator states what somebody in the article denies.
pub(super) struct ContestedUnattributed;

static CONTESTED: Meta = Meta {
    id: "contested-unattributed",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "The article states as fact what one of its speakers denies.",
    manual: "A statement in the article's own voice, in the headline or the text, that a named speaker of the same article denies (“The firm poisoned the river … Berg said the firm did not poison the river”). What is attributed to a \
             speaker is let pass, and so is what a court has found (“was convicted”). What a rulebook marks as `unconfirmed` is `unconfirmed-as-fact`’s to say.",
    source: "BBC Editorial Guidelines: 'claims that are in dispute are attributed'.",
    on: true,
    flags: &[text(
        "The firm poisoned the river. Schools were closed.\n\nThe director, Anna Berg, said the firm did not poison the river.",
    )],
    allows: &[
        text(
            "Prosecutors say the firm poisoned the river. Schools were closed.\n\nThe director, Anna Berg, said the firm did not poison the river.",
        ),
        text("The firm poisoned the river. The director, Anna Berg, said the firm did not poison the lake."),
    ],
};

impl Check for ContestedUnattributed {
    fn meta(&self) -> &'static Meta {
        &CONTESTED
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let statements = &context.reading.statements;
        let denials: Vec<&Statement> = statements
            .iter()
            .filter(|s| s.read && s.confidence >= SURE && s.source.kind == SourceKind::Speaker)
            .filter(|s| s.polarity == Polarity::Denied && s.certainty == Certainty::Asserted)
            .filter(|s| {
                s.kind == StatementKind::Event
                    && s.source
                        .speaker
                        .as_ref()
                        .is_some_and(|p| context.named(p).is_some())
            })
            .take(40)
            .collect();
        if denials.is_empty() {
            return;
        }
        for told in statements
            .iter()
            .filter(|s| s.read && s.confidence >= SURE && s.source.kind == SourceKind::Narrator)
            .filter(|s| s.polarity == Polarity::Affirmed && s.certainty == Certainty::Asserted)
            .filter(|s| s.kind == StatementKind::Event && s.parent.is_none())
            .take(MOST)
        {
            let denied = denials.iter().find(|d| {
                let relation = between(context, d, told);
                // "never went there": where that is, the sentence before says.
                let there = words::contains_word(&context.document.slice(d.span).to_lowercase(), "there");
                relation.kind == RelationKind::Contradicts
                    && relation.difference.is_some_and(|x| x.part == Part::Polarity)
                    && d.predicate.tense == told.predicate.tense
                    && d.predicate.perfect == told.predicate.perfect
                    && !there
            });
            let Some(denied) = denied else { continue };
            let mut finding = context.finding(
                &CONTESTED,
                told.span,
                "This is in dispute, and stands here as fact.",
                "A speaker of the article denies it.".to_owned(),
            );
            finding
                .related
                .push(context.elsewhere(denied.span, "denied here"));
            out.push(finding);
            return;
        }
    }
}
