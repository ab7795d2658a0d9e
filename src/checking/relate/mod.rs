//! Two statements → what the one is to the other.
//!
//! "Trump met Putin on 15 August" *supports* "Trump met Putin", *contradicts* "Trump did not meet
//! Putin on 15 August", and is *unrelated* to "Trump met Xi". The method is natural logic
//! (MacCartney & Manning 2009, "An extended model of natural logic"): the parts of the two are
//! aligned by their roles, each pair of parts stands in a relation of its own, and quantifiers and
//! negation project these to the whole.
//!
//! A contradiction needs the two to be about the same thing: [`decide`] says when they are.

mod adjuncts;
mod amount;
mod comparable;
mod comparative;
mod compare;
mod counted;
mod coverage;
mod decide;
mod deed;
mod degrees;
mod derive;
mod describe;
mod exchange;
mod figures;
mod firsts;
mod infer;
mod knowledge;
mod modifiers;
mod names;
mod only;
mod opposites;
mod part;
pub(super) mod participants;
mod phrase;
mod predicates;
mod quantify;
mod rates;
mod relation;
mod rephrase;
mod single;
mod stance;
#[cfg(test)]
mod tests;
mod texts;
mod times;
mod told;
mod variable;
mod words;

use crate::reading::statement::Statement;

pub(crate) use amount::relate_times;
use infer::Follow;
pub use infer::Follows;
pub(crate) use infer::{Conclusion, Said};
#[cfg(test)]
pub(crate) use knowledge::read_all_shipped;
pub use knowledge::{Functional, Knowledge, KnownEntity, ReadInference};
pub(crate) use knowledge::{fill_shipped, shipped_worked_out};
pub(crate) use names::resolve;
pub(crate) use part::PartRelation;
pub use predicates::ByPredicate;
pub use relation::{Binding, Bindings, BoundValue, Difference, Part, Relation, RelationKind, Side};
pub use texts::{TextIndex, TextRelation, TextVerdict, relate_texts};
pub(crate) use words::relate_words;

/// What `text` is to `claim`. The claim may be a pattern: a phrase with a variable stands for
/// whatever the text has in its place. Who says it is compared by the caller.
///
/// An article and a claim of a rulebook are taken to speak of different scenes unless names and
/// definite phrases tie them together: "a man" of the one need not be "a man" of the other.
pub fn relate(text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge) -> Relation {
    relation(text, claim, Follow::Wanted(&Said::default()), knowledge, false)
}

/// The same for a statement that is compared with many claims: what follows from it is kept in `follows`,
/// which is that statement's own.
pub fn relate_following(
    text: Side<'_>,
    follows: &Follows,
    claim: Side<'_>,
    knowledge: &Knowledge,
) -> Relation {
    relation(text, claim, Follow::All(follows), knowledge, false)
}

/// The same for a claim of the rulebook and what follows from it: what contradicts a consequence of a claim
/// contradicts the claim.
pub fn relate_facts(
    text: (Side<'_>, &Follows),
    claim: (Side<'_>, &Follows),
    knowledge: &Knowledge,
) -> Relation {
    let relation = relation(text.0, claim.0, Follow::All(text.1), knowledge, false);
    let settled = matches!(relation.kind, RelationKind::Supports | RelationKind::Contradicts);
    // What was so before is the very thing that "for the first time" denies, whatever else is said with the same words.
    let before = relation.kind == RelationKind::Supports && firsts::speaks_of_before(text.0.statement);
    if settled && !before || !text.0.statement.read || !claim.0.statement.read {
        return relation;
    }
    let followed = infer::by_consequence(text, claim, knowledge);
    followed
        .filter(|f| !before || f.kind == RelationKind::Contradicts)
        .unwrap_or(relation)
}

/// Whether two claims contradict each other, the one taken as the text. A passive says a state ("is closed"), but a
/// state ("is open") no passive: of such two each is asked against the other. The rest are asked in one direction, for
/// a rulebook has many claims.
pub fn relate_claims(a: (Side<'_>, &Follows), b: (Side<'_>, &Follows), knowledge: &Knowledge) -> Relation {
    let relation = relate_following(a.0, a.1, b.0, knowledge);
    let conflict = relation.kind == RelationKind::Contradicts;
    if conflict || !compare::state_and_passive(a.0.statement, b.0.statement) {
        return relation;
    }
    relate_following(b.0, b.1, a.0, knowledge)
}

/// What follows from a statement and may be compared with the claim, each with the step of a proof that led there
/// and what it is to the claim.
pub fn conclusions(
    text: (Side<'_>, &Follows),
    claim: Side<'_>,
    knowledge: &Knowledge,
) -> Vec<(String, Statement, Relation)> {
    let followed = text.1.statements(text.0, knowledge).into_iter();
    followed
        .filter(|(_, statement)| compare::may_meet(statement, claim.statement, knowledge))
        .map(|(step, statement)| {
            let side = Side { statement, ..text.0 };
            let relation = decide::decide(side, claim, knowledge, false);
            (step.to_owned(), statement.clone(), relation)
        })
        .collect()
}

/// The same; with `one_scene` the text is a passage and the claim a claim about it, so that what one
/// of them calls "a dog" the other may call "the dog".
pub fn relate_in(text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> Relation {
    relation(
        text,
        claim,
        Follow::Wanted(&Said::default()),
        knowledge,
        one_scene,
    )
}

/// The same for a statement that is compared with many: what it says in other words is kept in `said`, which is that
/// statement's own.
pub(crate) fn relate_said(
    text: Side<'_>,
    said: &Said,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Relation {
    relation(text, claim, Follow::Wanted(said), knowledge, one_scene)
}

/// Whether [`relate_following`] may find the two anything but unrelated, told from what they say
/// happens: most pairs of an article and a rulebook end here, at little cost.
pub fn may_relate(text: Side<'_>, follows: &Follows, claim: &Statement, knowledge: &Knowledge) -> bool {
    compare::may_meet(text.statement, claim, knowledge) || infer::may_follow(text, follows, claim, knowledge)
}

fn relation(
    text: Side<'_>,
    claim: Side<'_>,
    follow: Follow<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Relation {
    if !text.statement.read || !claim.statement.read {
        return Relation::unrelated("not read with enough certainty");
    }
    let relation = decide::decide(text, claim, knowledge, one_scene);
    if matches!(relation.kind, RelationKind::Supports | RelationKind::Contradicts) {
        return relation;
    }
    infer::by_functional(text, claim, knowledge, one_scene)
        .or_else(|| exchange::exchanged(text, claim, knowledge, one_scene))
        .or_else(|| single::another_bearer(text, claim, knowledge, one_scene))
        .or_else(|| infer::by_inference(text, claim, follow, knowledge, one_scene))
        .unwrap_or(relation)
}
