//! What a clause's place in the sentence makes of it: affirmed or denied, how certain, on whose word.
//!
//! Every clause has what its own words say (negation, modal, question) and a *frame* that the
//! clauses above it impose: "failed to sign" denies the signing, "said that", gives it to the
//! speaker, "could agree to" leaves it open. The two are put together here and nowhere else.
//! Signatures of complement-taking verbs after Karttunen 1971 and Nairn, Condoravdi & Karttunen
//! 2006; degrees of certainty after FactBank (Saurí & Pustejovsky 2009).

mod beside;
mod frame;
mod nearness;
mod own;
mod voice;

use super::clause::Clause;
use super::phrase::SentenceView;
use super::statement::{Attribution, Certainty, EmbeddingKind, Polarity, Tense};
use crate::document::TextSpan;
use beside::{quotation_frame, side_speech};
use frame::frame;
use own::own;

pub(crate) use own::negative_word;

/// The outcome for one clause.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Standing {
    pub(crate) polarity: Polarity,
    pub(crate) certainty: Certainty,
    pub(crate) tense: Option<Tense>,
    pub(crate) markers: Vec<TextSpan>,
    pub(crate) source: Attribution,
    pub(crate) parent: Option<(usize, EmbeddingKind)>,
    frame: Frame,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Frame {
    deny: bool,
    certainty: Certainty,
    future: bool,
    source: Attribution,
    parent: Option<(usize, EmbeddingKind)>,
    markers: Vec<TextSpan>,
}

/// A quotation as it bears on one sentence.
#[derive(Debug, Clone)]
pub(crate) struct QuotedRange {
    pub(crate) span: TextSpan,
    pub(crate) source: Attribution,
    /// Ends with a question mark inside the marks.
    pub(crate) fragment: bool,
}

/// The context of one sentence that decides what its clauses are worth.
pub(crate) struct StandingContext<'a> {
    pub(crate) view: SentenceView<'a>,
    /// Quotations that overlap the sentence and have a speaker, outermost first.
    pub(crate) quoted: Vec<QuotedRange>,
    /// Builds the attribution to the subject `word` of a speech clause.
    pub(crate) speaker: &'a dyn Fn(usize) -> Option<Attribution>,
    pub(crate) headline: bool,
}

/// The standing of every clause, in the clauses' order.
pub(crate) fn standings(cx: &StandingContext<'_>, clauses: &[Clause]) -> Vec<Standing> {
    let mut out: Vec<Standing> = Vec::with_capacity(clauses.len());
    for i in 0..clauses.len() {
        let mut frame = frame(cx, clauses, &out, i);
        quotation_frame(cx, clauses, i, &mut frame);
        side_speech(cx, clauses, i, &mut frame);
        let own = own(cx, clauses, i);
        let mut markers = own.markers;
        markers.extend(frame.markers.iter().copied());
        markers.sort_unstable();
        markers.dedup();
        out.push(Standing {
            polarity: if own.denied != frame.deny {
                Polarity::Denied
            } else {
                Polarity::Affirmed
            },
            certainty: weaker(own.certainty, frame.certainty),
            tense: frame.future.then_some(Tense::Future),
            markers,
            source: frame.source.clone(),
            parent: frame.parent,
            frame,
        });
    }
    out
}

/// The certainty that says less; what asserts nothing comes before what asserts a little.
pub(crate) fn weaker(a: Certainty, b: Certainty) -> Certainty {
    let rank = |c: Certainty| match c {
        Certainty::Asserted => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Intended => 3,
        Certainty::Conditional => 4,
        Certainty::Ordered => 5,
        Certainty::Asked => 6,
    };
    if rank(b) > rank(a) { b } else { a }
}
