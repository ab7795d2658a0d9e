//! What one statement is to another, with the reason and the words that carry it.

use std::collections::BTreeMap;

use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::statement::{EntityRef, Statement, TimeValue};
use crate::value::quantity::Quantity;

/// One statement with the reading that it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The reading that holds it (sentences, names, the statements beside it).
    pub reading: &'a Reading,
    /// The statement. It need not stand in `reading.statements`: what an inference derives doesn't.
    pub statement: &'a Statement,
}

/// What the text is to the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// The text entails the claim.
    Supports,
    /// The two cannot both be true of one event.
    Contradicts,
    /// The text says less than the claim: less sure, fewer, narrower.
    Weaker,
    /// The text says more than the claim, but not so that the claim follows (a plan printed as a
    /// fact is the claim's doing, not this): it is surer of the same thing.
    Stronger,
    /// Nothing follows.
    Unrelated,
}

/// The part of a statement that two statements differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// affirmed against denied
    Polarity,
    /// words that exclude each other ("accept", "reject")
    Opposite,
    /// two numbers for one thing
    Number,
    /// two times for one event
    Time,
    /// two places for one event
    Place,
    /// what somebody or something is said to be
    Role,
    /// who did it, or to whom
    Participant,
    /// how sure
    Certainty,
    /// who says so
    Source,
    /// the words of a quotation
    Quotation,
}

impl Part {
    /// The name that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Polarity => "polarity",
            Self::Opposite => "opposite",
            Self::Number => "number",
            Self::Time => "time",
            Self::Place => "place",
            Self::Role => "role",
            Self::Participant => "participant",
            Self::Certainty => "certainty",
            Self::Source => "source",
            Self::Quotation => "quotation",
        }
    }
}

/// Where two statements differ, with the words on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which part.
    pub part: Part,
    /// The words in the text.
    pub text: TextSpan,
    /// The words in the claim.
    pub claim: TextSpan,
}

/// What a variable of a pattern stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The words in the text.
    pub text: String,
    /// Their bytes in the text's reading.
    pub span: TextSpan,
    /// The value.
    pub value: BoundValue,
}

/// Value of a binding.
#[derive(Debug, Clone, PartialEq)]
pub enum BoundValue {
    /// A participant, a place, a title; its lemma, and whom it names where that is known.
    Phrase {
        /// Lemma of the head, or the whole name.
        lemma: String,
        /// Whom it names.
        entity: Option<EntityRef>,
    },
    /// A number with its unit.
    Number(Quantity),
    /// A day, a period, a duration.
    Time(TimeValue),
}

/// Variable name → what it stands for.
pub type Bindings = BTreeMap<String, Binding>;

/// The result of comparing two statements.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What the text is to the claim.
    pub kind: RelationKind,
    /// One clause an editor understands: "the claim says 18 August, the text says 19 August".
    pub reason: String,
    /// The words that carry it; `None` for an unrelated pair and for plain support.
    pub difference: Option<Difference>,
    /// What the variables of the claim stand for; empty unless the kind is [`RelationKind::Supports`].
    pub bindings: Bindings,
    /// The steps: which parts were aligned, by which knowledge.
    pub proof: Vec<String>,
    /// The parts of the claim whose match was found otherwise than word by word: by what somebody is
    /// said to be, by counting a list, by an inference.
    pub judged: Vec<TextSpan>,
    /// Whether the text takes for granted what decides: "to end the three-year war" says how long it has lasted, whether
    /// it ends or not.
    pub presupposed: bool,
}

impl Relation {
    /// Nothing follows, because of `reason`.
    pub fn unrelated(reason: impl Into<String>) -> Self {
        Self {
            kind: RelationKind::Unrelated,
            reason: reason.into(),
            difference: None,
            bindings: Bindings::new(),
            proof: Vec::new(),
            judged: Vec::new(),
            presupposed: false,
        }
    }
}
