//! From the comparison of the parts to the relation of the whole.

use super::amount::relate_times;
use super::compare::{Comparison, Core, Negation, may_meet, without_negation};
use super::derive::is_fixed;
use super::knowledge::Knowledge;
use super::names::descriptions;
use super::only;
use super::part::{Clash, PartRelation};
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::document::TextSpan;
use crate::lexicon::classes::is_pronoun;
use crate::lexicon::{self, verb_of_participle};
use crate::reading::statement::{
    Certainty, Polarity, Quantifier, Role, Statement, StatementKind, Tense, TimeValue,
};
use crate::rules::book::EntityKind;
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// Whether two statements are about the same thing, so that a difference between them is a conflict
/// and not just another event.
///
/// Both are asserted with one certainty, both say who or what they are about, the subjects can be
/// one, and nothing but the part that clashes sets them apart. A difference of number, time or place
/// is a conflict only where the event happens once: a past event of named or definite participants.
fn comparable(comparison: &Comparison<'_>, core: Core, clash: Option<&Clash>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let one_scene = comparison.one_scene;
    // "is scheduled for Monday" against "is scheduled for Tuesday": two plans for one thing.
    let two_plans = text.certainty == Certainty::Intended
        && clash.is_some_and(|c| {
            // "to close its factory in Leeds": one of several, maybe, wherever the tree hangs the place.
            let of_object =
                |s: &Statement| !s.predicate.passive && s.objects.iter().any(|o| o.role == Role::Object);
            matches!(c.part, Part::Time | Part::Number)
                || (c.part == Part::Place
                    && (!of_object(text) && !of_object(claim) || on_one_day(text, claim)))
        });
    if text.certainty != claim.certainty || !(asserts(text.certainty) || two_plans) {
        return false;
    }
    let same_subject = match (&text.subject, &claim.subject) {
        (Some(_), Some(_)) => {
            core.subject.compatible()
                || clash.is_some_and(|c| {
                    matches!(
                        c.part,
                        Part::Number | Part::Role | Part::Participant | Part::Place
                    )
                })
        }
        // "No decision was taken" leaves the subject open.
        (Some(_), None) | (None, None) => !text.objects.is_empty() || !claim.objects.is_empty(),
        (None, Some(_)) => false,
    };
    if !same_subject {
        return false;
    }
    let Some(clash) = clash else { return true };
    let anchored = one_scene || is_anchored(text) && is_anchored(claim);
    match clash.part {
        Part::Polarity => anchored,
        // Of two men one may be laughing and one crying, in one scene as well.
        Part::Opposite if may_be_undone(comparison) => false,
        Part::Opposite if one_scene && most_of_all(text) && most_of_all(claim) => true,
        Part::Opposite => names_its_subject(text) && names_its_subject(claim),
        Part::Number => anchored && (is_anchored(text) || is_measure(text, clash.text)),
        Part::Time if is_dated(text, clash.text) && is_dated(claim, clash.claim) => true,
        Part::Place if is_location(text) && is_location(claim) => stays_put(comparison),
        Part::Time | Part::Place => {
            // What is to come is another occasion than what has been.
            let future = |s: &Statement| s.predicate.tense == Tense::Future;
            anchored && happens_once(text) && happens_once(claim) && future(text) == future(claim)
        }
        Part::Role => true,
        Part::Participant => has_one_agent(comparison, core),
        Part::Certainty | Part::Source | Part::Quotation => false,
    }
}

/// Whether both are said of the same day: nobody receives the same guests in two places then.
fn on_one_day(text: &Statement, claim: &Statement) -> bool {
    let days = |s: &Statement| -> Vec<Date> {
        let dates = s.times.iter().filter_map(|t| match t.time {
            TimeValue::Date(date) if date.day.is_some() => Some(date),
            _ => None,
        });
        dates.collect()
    };
    let there = days(text);
    days(claim).iter().any(|day| there.contains(day))
}

fn asserts(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::Asserted | Certainty::Probable)
}

/// Whether a name, a definite phrase or a time ties the statement to one case.
pub(super) fn is_anchored(statement: &Statement) -> bool {
    !statement.times.is_empty()
        || statement.phrases().any(|p| {
            p.entity.is_some()
                || p.quantifier == Quantifier::Definite
                || p.modifiers.iter().any(|m| m.phrase.entity.is_some())
        })
}

/// Whether the number is a price, a length, a share, and counts nothing.
fn is_measure(statement: &Statement, number: TextSpan) -> bool {
    statement
        .quantities
        .iter()
        .any(|q| q.span.overlaps(number) && q.quantity.unit.as_deref().is_some_and(|unit| unit != "ordinal"))
}

/// "54 percent of voters": two shares of more than half have members in common.
fn most_of_all(statement: &Statement) -> bool {
    statement.subject.as_ref().is_some_and(|s| {
        s.phrase
            .count
            .and_then(|i| statement.quantities.get(i))
            .is_some_and(|q| {
                q.quantity.unit.as_deref() == Some("percent")
                    && q.quantity.value > rust_decimal::Decimal::from(50)
                    && matches!(q.quantity.bound, Bound::Exact | Bound::AtLeast | Bound::MoreThan)
            })
    })
}

/// Whether the statement is about one certain thing: a name, a definite phrase, or a mass or plural
/// spoken of as a whole ("oil prices fell").
fn names_its_subject(statement: &Statement) -> bool {
    let Some(subject) = statement.subject.as_ref().or(statement.objects.first()) else {
        return false;
    };
    let phrase = &subject.phrase;
    phrase.entity.is_some()
        || matches!(
            phrase.quantifier,
            Quantifier::Definite | Quantifier::All | Quantifier::Most
        )
        || phrase.modifiers.iter().any(|m| m.phrase.entity.is_some())
        || (phrase.quantifier == Quantifier::Bare
            && !statement.predicate.progressive
            && !is_pronoun(&phrase.lemma))
}

/// Two changes each of which undoes the other ("opened", "closed"), not said of one time.
fn may_be_undone(comparison: &Comparison<'_>) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let changes = |s: &Statement| {
        s.kind == StatementKind::Event && comparison.knowledge.is("reversal", &s.predicate.lemma)
    };
    let one_time = text.times.iter().any(|t| {
        claim
            .times
            .iter()
            .any(|c| relate_times(&t.time, &c.time) == PartRelation::Equal)
    });
    // What was bought was sold: two sides of one deal.
    let converse = [text, claim]
        .iter()
        .all(|s| comparison.knowledge.is("converse", &s.predicate.lemma));
    converse || (changes(text) && changes(claim) && !one_time)
}

/// "a 1964 film": a time that belongs to what the subject is.
fn is_dated(statement: &Statement, time: TextSpan) -> bool {
    statement.kind == StatementKind::Role
        && statement
            .objects
            .iter()
            .any(|o| o.role == Role::Attribute && o.phrase.span.contains(time))
}

/// "It is in Spain."
fn is_location(statement: &Statement) -> bool {
    statement.kind == StatementKind::State
        && statement.predicate.lemma == "be"
        && statement.objects.is_empty()
}

/// Whether the subject is something that does not move: a place by its name, or by what the text or
/// the claim says it is.
fn stays_put(comparison: &Comparison<'_>) -> bool {
    [comparison.text, comparison.claim].into_iter().any(|side| {
        side.statement.subject.as_ref().is_some_and(|s| {
            lexicon::is_place(&s.phrase.lemma)
                || comparison
                    .knowledge
                    .known(&s.phrase)
                    .is_some_and(|e| matches!(e.kind, EntityKind::Place | EntityKind::Country))
                || descriptions(side, &s.phrase).iter().any(|d| is_fixed(&d.lemma))
        })
    })
}

/// Whether two agents of one thing cannot both be right: of what is done once by one ("directed the
/// film"), and of which all the rest is the same.
fn has_one_agent(comparison: &Comparison<'_>, core: Core) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let agent = |s: &Statement| {
        s.subject
            .as_ref()
            .is_some_and(|a| a.phrase.entity.is_some() && a.phrase.conjuncts.is_empty())
    };
    let single_object = |s: &Statement| {
        s.objects.iter().any(|o| {
            o.role == Role::Object
                && (o.phrase.entity.is_some() || o.phrase.quantifier == Quantifier::Definite)
        })
    };
    comparison.knowledge.is("single-agent", &text.predicate.lemma)
        && text.predicate.lemma == claim.predicate.lemma
        && core.rest.entails()
        && agent(text)
        && agent(claim)
        && single_object(claim)
}

/// Whether the event is one that happens once: past or done, not going on, not a state that one can
/// be in here and there.
fn happens_once(statement: &Statement) -> bool {
    let predicate = &statement.predicate;
    let several = |a: &String| {
        matches!(
            a.as_str(),
            "twice" | "again" | "also" | "often" | "repeatedly" | "regularly" | "frequently"
        )
    };
    statement.kind != StatementKind::State
        && !predicate.adverbs.iter().any(several)
        && !predicate.progressive
        && (matches!(predicate.tense, Tense::Past | Tense::Future)
            || predicate.perfect
            || predicate.tense == Tense::None)
}

/// How sure a statement is; `None` where it asserts nothing.
fn strength(certainty: Certainty) -> Option<u8> {
    match certainty {
        Certainty::Asserted => Some(3),
        Certainty::Probable => Some(2),
        Certainty::Possible => Some(1),
        Certainty::Conditional | Certainty::Intended | Certainty::Asked | Certainty::Ordered => None,
    }
}

/// Compares and decides.
pub(super) fn decide(text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> Relation {
    let (t, c) = (text.statement, claim.statement);
    if !may_meet(t, c, knowledge) {
        return Relation::unrelated(format!("“{}” is not “{}”", t.predicate.text, c.predicate.text));
    }
    // Most pairs come to nothing: the proof is written down in a second round, for those that don't.
    let relation = compare(text, claim, knowledge, one_scene, false);
    match relation.kind {
        RelationKind::Unrelated => relation,
        _ => compare(text, claim, knowledge, one_scene, true),
    }
}

fn compare(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
    proving: bool,
) -> Relation {
    let text_passive = as_passive(text.statement, claim.statement);
    let claim_passive = as_passive(claim.statement, text.statement);
    let (t, text_negation) = without_negation(text_passive.as_ref().unwrap_or(text.statement));
    let (c, claim_negation) = without_negation(claim_passive.as_ref().unwrap_or(claim.statement));
    let mut comparison = Comparison::new(
        Side {
            reading: text.reading,
            statement: &t,
        },
        Side {
            reading: claim.reading,
            statement: &c,
        },
        knowledge,
        one_scene,
    );
    comparison.proving = proving;
    let core = comparison.core();
    if let Some(relation) = only::exclude(&mut comparison, core, text_negation, claim_negation) {
        return relation;
    }
    let whole = core.subject.join(core.rest);
    if whole == PartRelation::Different {
        return Relation::unrelated(
            comparison
                .obstacle
                .unwrap_or_else(|| "they say different things".to_owned()),
        );
    }
    let verdict = judge(&comparison, core, text_negation, claim_negation);
    finish(comparison, verdict)
}

/// "The drug was withdrawn": the parser may take the participle for an adjective. Where the other
/// statement has its verb, it is read as the passive.
fn as_passive(statement: &Statement, other: &Statement) -> Option<Statement> {
    if statement.kind != StatementKind::State || !other.predicate.passive {
        return None;
    }
    let at = statement.objects.iter().position(|o| o.role == Role::Attribute)?;
    let attribute = &statement.objects.get(at)?.phrase;
    let verb = verb_of_participle(&attribute.lemma.to_lowercase())?;
    if verb != other.predicate.lemma {
        return None;
    }
    let mut out = statement.clone();
    out.kind = StatementKind::Event;
    out.predicate.lemma = verb;
    out.predicate.passive = true;
    out.predicate.span = out.predicate.span.cover(attribute.span);
    out.objects.remove(at);
    let mut undergoer = out.subject.take()?;
    undergoer.role = Role::Object;
    out.objects.insert(0, undergoer);
    Some(out)
}

/// What was concluded, before it is put in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Supports,
    Contradicts(Part),
    /// The text says less, in this part.
    Weaker(Option<Part>),
    Stronger,
    Unrelated(&'static str),
}

fn judge(
    comparison: &Comparison<'_>,
    core: Core,
    text_negation: Negation,
    claim_negation: Negation,
) -> Verdict {
    let (t, c) = (comparison.text.statement, comparison.claim.statement);
    let denied = |n: Negation| n != Negation::None;
    let clash = comparison.clashes.first();
    // "six years" is a count of years and a length of time: one part, not two.
    let more = clash.is_some_and(|first| {
        comparison
            .clashes
            .iter()
            .any(|other| !(first.text.overlaps(other.text) && first.claim.overlaps(other.claim)))
    });
    if more {
        return Verdict::Unrelated("they differ in more than one part");
    }
    if core.subject == PartRelation::Excludes || core.rest == PartRelation::Excludes {
        let Some(clash) = clash else {
            return Verdict::Unrelated("they are about different things");
        };
        return match (denied(text_negation), denied(claim_negation)) {
            (false, false) if comparable(comparison, core, Some(clash)) => Verdict::Contradicts(clash.part),
            // "It closed" supports "it did not open".
            (false, true)
                if matches!(clash.part, Part::Opposite | Part::Number)
                    && comparable(comparison, core, Some(clash)) =>
            {
                Verdict::Supports
            }
            _ => Verdict::Unrelated("they are about different things"),
        };
    }
    let text_entails_claim = entails(core, text_negation, claim_negation, comparison.one_scene);
    if denied(text_negation) != denied(claim_negation) {
        let conflict = if denied(claim_negation) {
            refutes(core, claim_negation, comparison.one_scene)
        } else {
            let seen_from_claim = Core {
                subject: core.subject.flip(),
                rest: core.rest.flip(),
                ..core
            };
            refutes(seen_from_claim, text_negation, comparison.one_scene)
        };
        return if conflict && comparable(comparison, core, None) {
            Verdict::Contradicts(Part::Polarity)
        } else {
            Verdict::Unrelated("the one is denied, and they need not be about the same thing")
        };
    }
    match (strength(t.certainty), strength(c.certainty)) {
        (Some(a), Some(b)) if a >= b => {
            if text_entails_claim {
                Verdict::Supports
            } else {
                Verdict::Weaker(None)
            }
        }
        _ if t.certainty == c.certainty => {
            if text_entails_claim {
                Verdict::Supports
            } else {
                Verdict::Weaker(None)
            }
        }
        (_, Some(_)) => Verdict::Weaker(Some(Part::Certainty)),
        (Some(_), None) if text_entails_claim => Verdict::Stronger,
        _ => Verdict::Unrelated("neither asserts it"),
    }
}

/// Whether the text entails the claim, both affirmed or both denied.
fn entails(core: Core, text: Negation, claim: Negation, one_scene: bool) -> bool {
    use Negation::{None, Verb, Whole};
    match (text, claim) {
        (None, None) => core.subject.join(core.rest).entails(),
        (Verb, Verb) => core.subject.entails() && core.rest.flip().entails(),
        (Whole, Whole) => core.subject.join(core.rest).flip().entails(),
        // No man sings: the man does not sing.
        (Whole, Verb) => core.subject.flip().entails() && core.rest.flip().entails(),
        (Verb, Whole) => one_scene && core.subject == PartRelation::Equal && core.rest.flip().entails(),
        _ => false,
    }
}

/// Whether an affirmed statement refutes a denied one. `core` is seen from the affirmed one.
fn refutes(core: Core, negation: Negation, one_scene: bool) -> bool {
    match negation {
        Negation::Whole => core.subject.join(core.rest).entails(),
        _ => {
            // One subject: "the brown dog" is "the dog", whichever of the two is denied.
            let same = core.subject.entails() || (one_scene && core.subject.compatible());
            same && core.rest.entails()
        }
    }
}

fn finish(comparison: Comparison<'_>, verdict: Verdict) -> Relation {
    let (t, c) = (comparison.text.statement, comparison.claim.statement);
    let marker = |s: &Statement| s.markers.first().copied().unwrap_or(s.predicate.span);
    let (kind, reason, difference) = match verdict {
        Verdict::Supports => (RelationKind::Supports, "the text says so".to_owned(), None),
        Verdict::Stronger => (
            RelationKind::Stronger,
            "the text says it as fact, the claim does not".to_owned(),
            Some(Difference {
                part: Part::Certainty,
                text: marker(t),
                claim: marker(c),
            }),
        ),
        Verdict::Unrelated(reason) => (RelationKind::Unrelated, reason.to_owned(), None),
        Verdict::Weaker(Some(part)) => (
            RelationKind::Weaker,
            format!(
                "the claim says it as {}, the text as {}",
                stance(c.certainty),
                stance(t.certainty)
            ),
            Some(Difference {
                part,
                text: marker(t),
                claim: marker(c),
            }),
        ),
        Verdict::Weaker(None) => (
            RelationKind::Weaker,
            "the claim says more than the text".to_owned(),
            None,
        ),
        Verdict::Contradicts(Part::Polarity) => {
            let reason = if t.polarity == Polarity::Denied {
                format!(
                    "the text denies it (“{}”), the claim says it (“{}”)",
                    t.predicate.text, c.predicate.text
                )
            } else {
                format!(
                    "the text says it (“{}”), the claim denies it (“{}”)",
                    t.predicate.text, c.predicate.text
                )
            };
            let difference = Difference {
                part: Part::Polarity,
                text: marker(t),
                claim: marker(c),
            };
            (RelationKind::Contradicts, reason, Some(difference))
        }
        Verdict::Contradicts(part) => {
            let clash = comparison.clashes.first();
            let (text, claim) = clash.map_or((t.span, c.span), |k| (k.text, k.claim));
            let words = clash.map(|k| k.words.clone()).unwrap_or_default();
            (
                RelationKind::Contradicts,
                format!("the claim says “{}”, the text says “{}”", words.1, words.0),
                Some(Difference { part, text, claim }),
            )
        }
    };
    Relation {
        kind,
        reason,
        difference,
        bindings: if kind == RelationKind::Supports {
            comparison.bindings
        } else {
            Default::default()
        },
        judged: comparison.judged,
        proof: if kind == RelationKind::Unrelated {
            Vec::new()
        } else {
            comparison.proof
        },
    }
}

fn stance(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "fact",
        Certainty::Probable => "likely",
        Certainty::Possible => "possible",
        Certainty::Conditional => "conditional",
        Certainty::Intended => "a plan",
        Certainty::Asked => "a question",
        Certainty::Ordered => "a demand",
    }
}
