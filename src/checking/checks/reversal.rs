//! A speaker who says a thing and its opposite.

use std::collections::BTreeMap;

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::relate::{Part, RelationKind, Said, Side, relate_said};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::statement::{Certainty, Mode, Polarity, SourceKind, Statement};

/// One speaker, two opposite positions.
pub(super) struct SpeakerReversal;

static SPEAKER_REVERSAL: Meta = Meta {
    id: "speaker-reversal",
    kind: FindingKind::Contradiction,
    severity: Severity::Note,
    summary: "One speaker says a thing and its opposite.",
    manual: "Statements of one named speaker, quoted or told, that contradict each other: the same affirmed and denied, or in words that exclude each other. What the article says that a person rules out, rejects or refuses counts as their word. \
             A speaker may change their mind: it is a note, and where the article marks the change (later, now, had said, reversed, changed) it is let pass.",
    source: "Fact-checking handbooks: 'read each speaker against themselves'.",
    on: true,
    flags: &[
        text(
            "“The bank will not close the branch,” said Anna Berg. Schools were shut.\n\n“The bank will close the branch,” said Berg.",
        ),
        text(
            "Anna Berg said the bank owned the branch. Schools were shut. Berg said the bank did not own the branch.",
        ),
    ],
    allows: &[
        text(
            "“The bank will not close the branch,” said Anna Berg.\n\n“The bank will close the branch,” said Jon Aske.",
        ),
        text("Anna Berg said the bank owned the branch. Berg later said the bank did not own the branch."),
        text("Anna Berg said the bank owned the branch. Berg said the bank did not own the vault."),
    ],
};

/// Statements of one speaker that are compared with each other at most.
const MOST: usize = 60;

impl Check for SpeakerReversal {
    fn meta(&self) -> &'static Meta {
        &SPEAKER_REVERSAL
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let mut by_speaker: BTreeMap<usize, Vec<Statement>> = BTreeMap::new();
        for s in &context.reading.statements {
            if let Some((speaker, statement)) = position(context, s) {
                by_speaker.entry(speaker).or_default().push(statement);
            }
        }
        for positions in by_speaker.values() {
            if let Some(finding) = reversal(context, positions) {
                out.push(finding);
            }
        }
    }
}

/// What `s` commits a named speaker to, as a plain statement.
fn position(context: &Context<'_>, s: &Statement) -> Option<(usize, Statement)> {
    // "It is good", "that's not so": what the pronoun stands for is not known.
    let vague = s.subject.as_ref().is_some_and(|a| {
        matches!(
            a.phrase.lemma.to_lowercase().as_str(),
            "it" | "this" | "that" | "there" | "they"
        )
    });
    if !s.read || vague {
        return None;
    }
    let will = s.certainty == Certainty::Intended && s.predicate.modal.is_some();
    let mut plain = s.clone();
    plain.certainty = Certainty::Asserted;
    if s.source.kind == SourceKind::Speaker && (s.certainty == Certainty::Asserted || will) {
        let speaker = s.source.speaker.as_ref().filter(|p| p.conjuncts.is_empty())?;
        return Some((context.named(speaker)?, plain));
    }
    // "Berg has ruled out closing the branch": what depends on the refusal is what she denies.
    let parent = s
        .parent
        .and_then(|p| context.reading.statements.get(p.statement))?;
    let refuses = parent.polarity == Polarity::Affirmed
        && parent.source.kind == SourceKind::Narrator
        && words::is(&parent.predicate.lemma, "refuse-verb");
    let subject = parent.subject.as_ref().filter(|_| refuses)?;
    plain.polarity = Polarity::Denied;
    Some((context.named(&subject.phrase)?, plain))
}

fn reversal(context: &Context<'_>, positions: &[Statement]) -> Option<Finding> {
    let positions = positions.get(..positions.len().min(MOST)).unwrap_or(positions);
    let side = |statement| Side {
        reading: context.reading,
        statement,
    };
    let steady: Vec<&Statement> = positions.iter().filter(|s| !turns(context, s)).collect();
    for (n, &later) in steady.iter().enumerate() {
        let said = Said::default();
        for &earlier in steady.iter().take(n) {
            if earlier.sentence == later.sentence {
                continue;
            }
            // "admitted", "denied": that is told of the verbs.
            if told_apart(context, earlier, later) {
                continue;
            }
            let relation = relate_said(side(later), &said, side(earlier), &context.knowledge, true);
            let part = relation.difference.as_ref().map(|d| d.part);
            if relation.kind != RelationKind::Contradicts
                || !matches!(part, Some(Part::Polarity | Part::Opposite))
                || later.predicate.tense != earlier.predicate.tense && later.source.mode == Mode::Paraphrased
            {
                continue;
            }
            let who = later
                .source
                .speaker
                .as_ref()
                .map_or("The speaker", |p| p.text.as_str());
            let mut finding = context.finding(
                &SPEAKER_REVERSAL,
                later.span,
                format!("{who} says the opposite elsewhere."),
                relation.reason,
            );
            finding.related.push(context.elsewhere(earlier.span, "said here"));
            return Some(finding);
        }
    }
    None
}

/// Whether the article reports the two by verbs that exclude each other.
fn told_apart(context: &Context<'_>, earlier: &Statement, later: &Statement) -> bool {
    let cue = |s: &Statement| {
        let parent = context.reading.statements.get(s.parent?.statement)?;
        (s.source.mode == Mode::Paraphrased).then(|| parent.predicate.lemma.clone())
    };
    cue(earlier)
        .zip(cue(later))
        .is_some_and(|(a, b)| context.knowledge.opposed(&a, &b))
}

/// Whether the sentence tells of a change of mind or of another time.
fn turns(context: &Context<'_>, s: &Statement) -> bool {
    let span = context
        .reading
        .sentences
        .get(s.sentence)
        .map_or(TextSpan::default(), |x| x.span);
    words::mentions(context.document.slice(span), "turn-of-mind").is_some()
}
