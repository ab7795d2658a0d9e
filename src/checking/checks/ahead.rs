//! What is told as done and lies ahead: "was launched in March 2026" in an article of January.

use super::context::Context;
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::BlockKind;
use crate::reading::statement::{Certainty, Mode, Polarity, SourceKind, StatementKind, Tense, TimeValue};

/// Adds what the article tells as past and dates after its own day, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    for s in &context.reading.statements {
        let in_text = context
            .sentences
            .get(s.sentence)
            .is_some_and(|v| v.kind == BlockKind::Paragraph);
        let told = in_text
            && s.read
            && s.kind == StatementKind::Event
            && s.polarity == Polarity::Affirmed
            && s.certainty == Certainty::Asserted
            && s.source.kind == SourceKind::Narrator
            && s.source.mode != Mode::Quoted
            && s.predicate.tense == Tense::Past
            && s.predicate.modal.is_none()
            && !s.predicate.progressive;
        // "was scheduled for May", "voted to open it in May": the plan is past, not what is planned.
        let plans =
            words::is(&s.predicate.lemma, "plan-verb") || words::is(&s.predicate.lemma, "disclose-verb");
        let clause = s
            .objects
            .iter()
            .any(|o| o.role == crate::reading::statement::Role::Clause);
        if !told || plans || clause {
            continue;
        }
        let ahead = s.times.iter().find(|t| {
            let placed = s
                .circumstances
                .iter()
                .any(|c| c.span.overlaps(t.span) && matches!(c.marker.as_str(), "in" | "on"));
            let written = |year: i16| context.document.slice(t.span).contains(&year.to_string());
            match t.time {
                // "boosted funding in 2016": a year alone may be that of the thing.
                TimeValue::Date(date) => {
                    date.month.is_some() && placed && written(date.year) && today.is_before(date)
                }
                _ => false,
            }
        });
        let Some(time) = ahead else { continue };
        out.push(context.finding(
            meta,
            time.span,
            format!("This lies ahead of {today}."),
            format!(
                "The text tells it as done: “{}”.",
                context.document.slice(s.predicate.span)
            ),
        ));
    }
}
