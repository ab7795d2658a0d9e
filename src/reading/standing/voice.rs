//! One voice inside another: who says it, on whose word the saying stands, and whose own words it is.

use super::super::clause::Clause;
use super::super::phrase::SentenceView;
use super::super::statement::{Attribution, Mode, SourceKind};
use super::super::tree::Upos;
use super::Standing;
use crate::document::TextSpan;

/// The source of what a verb of speech says, told by whoever tells the saying.
pub(super) fn nest(mut source: Attribution, above: &Standing, cue: &str, cue_span: TextSpan) -> Attribution {
    source.cue = Some(cue.to_owned());
    source.cue_span = Some(cue_span);
    if above.source.kind != SourceKind::Narrator {
        source.reported_by.push(Attribution {
            reported_by: Vec::new(),
            ..above.source.clone()
        });
        source
            .reported_by
            .extend(above.source.reported_by.iter().cloned());
        // Words inside a quotation are the outer speaker's.
        if above.source.mode == Mode::Quoted {
            source.quotation = above.source.quotation;
        }
    }
    source
}

/// The source of "it is said that", "is believed to": somebody, nobody knows who.
pub(super) fn unnamed() -> Attribution {
    Attribution {
        kind: SourceKind::Anonymous,
        mode: Mode::Paraphrased,
        ..Attribution::default()
    }
}

/// "“I think it is serious,” Rubio said": what the quoted speaker says of himself to think is his word, nobody else's.
pub(super) fn own_words(view: &SentenceView<'_>, governor: &Clause, above: &Standing) -> bool {
    first_person(view, governor)
        && above.source.kind != SourceKind::Narrator
        && above.source.mode == Mode::Quoted
}

/// Whether "I" or "we" is the subject.
pub(super) fn first_person(view: &SentenceView<'_>, clause: &Clause) -> bool {
    clause.subject.is_some_and(|s| {
        view.tree.words[s].upos == Upos::Pron && matches!(view.lower(s).as_str(), "i" | "we")
    })
}
