//! Statements with where they come from: the article, a claim, an entity's own clauses, an inference.

use std::sync::Arc;

use crate::checking::relate::{Follows, Side};
use crate::reading::Reading;
use crate::reading::statement::{Certainty, SourceKind, Statement};
use crate::rules::book::Period;
use crate::source::Location;

/// One statement that rules are evaluated over.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The statement.
    pub statement: Arc<Statement>,
    /// What follows from it by one inference of which words go with which.
    pub follows: Follows,
    /// The reading that it comes from.
    pub reading: Arc<Reading>,
    /// Where it comes from.
    pub origin: Origin,
    /// When it holds; open for what an article says.
    pub period: Period,
}

/// Where a fact comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The article that is checked; the statement's id is its index there.
    Article,
    /// A claim of the rulebook.
    Claim {
        /// Index of the claim.
        claim: usize,
        /// Place of the sentence in the rule file (or of the row of data).
        location: Location,
    },
    /// A clause of an entity ("role", "on", "in", "with").
    Entity {
        /// Index of the entity.
        entity: u32,
        /// Place of the clause in the rule file.
        location: Location,
    },
    /// What an inference makes of other facts.
    Derived {
        /// Index of the inference.
        inference: usize,
        /// The facts that it was made from, in the order of the inference's patterns.
        premises: Vec<Arc<Fact>>,
    },
}

impl Fact {
    /// The fact as one side of a comparison.
    pub fn side(&self) -> Side<'_> {
        Side {
            reading: &self.reading,
            statement: &self.statement,
        }
    }
    /// The facts at the bottom of a derivation, in order; the fact itself where it is not derived.
    pub fn roots(self: &Arc<Self>) -> Vec<Arc<Fact>> {
        match &self.origin {
            Origin::Derived { premises, .. } => premises.iter().flat_map(Fact::roots).collect(),
            Origin::Article | Origin::Claim { .. } | Origin::Entity { .. } => vec![Arc::clone(self)],
        }
    }
    /// The article's statement that it rests on, where it rests on one: its id.
    pub fn article_statement(&self) -> Option<usize> {
        match &self.origin {
            Origin::Article => Some(self.statement.id),
            Origin::Derived { premises, .. } => premises.iter().find_map(|p| p.article_statement()),
            Origin::Claim { .. } | Origin::Entity { .. } => None,
        }
    }
    /// How many inferences it took at most.
    pub fn depth(&self) -> usize {
        match &self.origin {
            Origin::Derived { premises, .. } => 1 + premises.iter().map(|p| p.depth()).max().unwrap_or(0),
            Origin::Article | Origin::Claim { .. } | Origin::Entity { .. } => 0,
        }
    }
    /// Whether the narrator of its text asserts it: no speaker, no condition, no doubt.
    pub fn is_asserted(&self) -> bool {
        self.statement.read
            && self.statement.certainty == Certainty::Asserted
            && self.statement.source.kind == SourceKind::Narrator
    }
    /// The words of the statement in a normal form: what two equal facts share. Used to find doubles
    /// and for the fingerprint of a finding; holds no place.
    pub fn normal_form(&self) -> String {
        normal_form(&self.statement)
    }
}

/// See [`Fact::normal_form`].
pub fn normal_form(statement: &Statement) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    if let Some(subject) = &statement.subject {
        out.push_str(&subject.phrase.lemma);
        for c in &subject.phrase.conjuncts {
            let _ = write!(out, "+{}", c.lemma);
        }
    }
    let _ = write!(out, " {:?} {}", statement.polarity, statement.predicate.lemma);
    for object in &statement.objects {
        let _ = write!(out, " {:?}:{}", object.role, object.phrase.text.to_lowercase());
    }
    for circumstance in &statement.circumstances {
        let _ = write!(
            out,
            " {}:{}",
            circumstance.marker,
            circumstance.text.to_lowercase()
        );
    }
    for quantity in &statement.quantities {
        let _ = write!(out, " {}", quantity.quantity.value.normalize());
    }
    for time in &statement.times {
        let _ = write!(out, " {:?}", time.time);
    }
    if let Some(speaker) = &statement.source.speaker {
        let _ = write!(out, " @{}", speaker.lemma);
    }
    out
}
